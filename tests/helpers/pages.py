"""Pages as tests read them: their tables by the codes of columns, their site."""

from lxml import html as markup

# Pages of figures, with filters and long tables; then what stands around them.
FIGURES = ("academie", "entretiens", "relances", "etablissement", "formation")
AROUND = ("accueil", "recherche", "accessibilite", "nouveautes")
SITE = {
    "product": "Passpro", "campaign": "Essai", "base_url": "/", "home": "/", "version": "", "ending": "",
    "pages": [],
}  # fmt: skip


def read_table(answer: bytes, name: str) -> list[dict[str, str]]:
    """Return the rows of a page's table, by the codes of its columns, as they are shown."""
    page = markup.fromstring(answer.decode())
    (table,) = [t for t in page.xpath("//table") if t.findtext("caption").startswith(name)]
    keys = [heading.get("data-key") for heading in table.xpath("thead//th")]
    rows = table.xpath("tbody/tr[not(td[@class='vide'])]")
    return [
        {key: cell.text_content().strip() for key, cell in zip(keys, row, strict=True)}
        for row in rows
    ]
