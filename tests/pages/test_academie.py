"""The page of the académie: its curve, and a small one for each département."""

from pathlib import Path

from campaigns import blank, copy_example
from lxml import html as markup
from pages import SITE, read_table

from passpro_nb.commands.main import run
from passpro_nb.domain.french import number
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.store.published import PUBLISHED, read_published

SMALL = "//div[@class='petites-courbes']/section"


def test_each_departement_has_its_curve(book: Book) -> None:
    """Named, with its share in words, a link to its page in the same state, the holidays shaded."""
    content = book.answer("academie", "diplome=CAP").content
    page = markup.fromstring(content.decode())
    found = {s.findtext("h3/a"): s for s in page.xpath(SMALL)}
    assert [*found] == ["Seine-et-Marne (77)", "Seine-Saint-Denis (93)", "Val-de-Marne (94)"]
    links = [section.xpath("h3/a/@href")[0] for section in found.values()]
    assert links == [f"/academie?departement={d}&diplome=CAP" for d in ("77", "93", "94")]
    for row in read_table(content, "Départements"):
        (section,) = [s for name, s in found.items() if f"({row['department'][:2]})" in name]
        said = f"{row['coverage']} des avis attendus ({row['entered']} sur {row['expected']})"
        assert blank(section.findtext("p")) == blank(said)
        assert section.xpath(".//path[@class='saisis']")
        assert section.xpath(".//rect[@class='vacances']")


def test_the_table_of_days_ends_on_the_day(book: Book) -> None:
    """A row a day, a column a département; the last row is what the table of départements says."""
    content = book.answer("academie").content
    days = read_table(content, "Avis saisis jour après jour")
    last = {d["department"][:2]: d["entered"] for d in read_table(content, "Départements")}
    assert len(days) > 20
    assert {code: days[-1][code] for code in last} == last
    heads = markup.fromstring(content.decode()).xpath(
        "//th[@data-key='93' and @data-kind='number']"
    )
    (expected,) = [
        row["expected"]
        for row in read_table(content, "Départements")
        if row["department"][:2] == "93"
    ]
    assert blank(heads[0].text) == blank(f"Seine-Saint-Denis (93), sur {expected} attendus")


def test_several_departements_are_compared_one_is_not(book: Book) -> None:
    """Two chosen: two curves; one alone has its own curve over the width, and nothing to compare."""
    both = markup.fromstring(book.answer("academie", "departement=93,94").content.decode())
    assert len(both.xpath(SMALL)) == 2
    alone = book.answer("academie", "departement=93").content.decode()
    assert markup.fromstring(alone).xpath(SMALL) == []
    assert "Avis saisis jour après jour" not in alone


def test_a_telephone_is_given_another_picture(book: Book) -> None:
    """The curve is drawn for a wide page and for a narrow one, each with words of its own size."""
    page = markup.fromstring(book.answer("academie").content.decode())
    (narrow,) = page.xpath("//picture/source/@srcset")
    (wide,) = page.xpath("//picture//img/@src")
    assert (narrow, wide) == ("/academie/courbe-etroite.svg", "/academie/courbe.svg")
    for part in ("courbe.svg", "courbe-etroite.svg"):
        drawn = book.answer("academie", part=part).content.decode()
        assert "vacances" in drawn
        assert f"{number(int(entered_of(book)))}".replace("\u202f", "\u00a0") in drawn


def entered_of(book: Book) -> str:
    """Return the opinions entered in the whole académie."""
    page = markup.fromstring(book.answer("academie").content.decode())
    (value,) = page.xpath("//div[dt[contains(., 'Avis saisis')]]/dd[@class='carte-valeur']")
    return "".join(filter(str.isdecimal, value.text))


def test_nothing_expected_is_not_compared(tmp_path: Path) -> None:
    """A catalogue alone has no curve of any département: there is nothing to compare yet."""
    folder = copy_example(tmp_path / "exemple")
    for path in folder.glob("candidatures*"):
        path.unlink()
    assert run(["import", str(folder)]) == 0
    answer = Book(folder / PUBLISHED, Links(), SITE).answer("academie")
    page = markup.fromstring(answer.content.decode())
    assert len(read_table(answer.content, "Départements")) == 3
    assert page.xpath(SMALL) == []
    assert len(page.xpath("//div[contains(@class, 'carte-lieux')]//a/circle")) == len(
        read_table(answer.content, "Établissements")
    )


def test_the_schools_to_call_can_be_called(book: Book) -> None:
    """Each of the five most late has its line and its mail beside, those of the directory."""
    page = markup.fromstring(book.answer("academie").content.decode())
    listed = page.xpath("//ol[@class='a-appeler']/li")
    assert len(listed) == 5
    contacts = read_published(book.path).contacts.set_index("uai")
    for school in listed:
        first, call, write = school.xpath("a")
        known = contacts.loc[first.get("href").rpartition("=")[2]]
        assert blank(call.text) == known["telephone"]
        assert call.get("href") == f"tel:{known['telephone'].replace(' ', '')}"
        assert write.get("href") == f"mailto:{known['mail']}"


def test_a_school_without_a_line_has_its_mail(tmp_path: Path) -> None:
    """A mobile in the directory is nobody's to call: the mail stands alone, and no byte holds the number."""
    folder = copy_example(tmp_path / "exemple")
    listed = (folder / "annuaire.csv").read_text(encoding="utf-8")
    mobile = listed.replace(";0199", ";0611")
    assert mobile.count(";0611") == len(listed.splitlines()) - 1
    (folder / "annuaire.csv").write_text(mobile, encoding="utf-8")
    assert run(["import", str(folder), "--on", "2025-04-30"]) == 0
    book = Book(folder / PUBLISHED, Links(), SITE)
    page = book.answer("academie").content.decode()
    assert "mailto:" in page
    assert "tel:" not in page
    assert b"0611" not in book.path.read_bytes()
    assert b"06 11" not in book.path.read_bytes()
