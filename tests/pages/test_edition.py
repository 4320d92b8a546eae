"""The pages as files: whole, tied to each other, of one département where it is asked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from campaigns import blank
from lxml import html as markup
from playwright.sync_api import Page, expect

from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold
from passpro_nb.pages.book import Book
from passpro_nb.pages.edition import LIST, write_edition
from passpro_nb.store.published import PUBLISHED, read_published


@pytest.fixture(scope="module")
def edition(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pages of the example, by the command."""
    to = tmp_path_factory.mktemp("edition") / "pages"
    assert run(["publish", str(imported), "--to", str(to)]) == 0
    return to


def pages_of(folder: Path) -> dict[str, markup.HtmlElement]:
    """Return the pages of a folder, by name."""
    return {p.name: markup.fromstring(p.read_text(encoding="utf-8")) for p in folder.glob("*.html")}


def test_every_school_and_programme_has_its_page(edition: Path, imported: Path) -> None:
    """One page a school, a programme, a département and a subject; the index among them."""
    offers = read_published(imported / PUBLISHED).offers
    names = {path.name for path in edition.glob("*.html")}
    assert {"index.html", "academie.html", "academie-93.html", "relances-77.html"} <= names
    assert sum(n.startswith("etablissement-") for n in names) == offers["host_uai"].nunique()
    assert sum(n.startswith("formation-") for n in names) == offers["programme"].nunique()


def test_links_between_files_are_whole(edition: Path) -> None:
    """Every link, picture, style and script of every page is a file of the folder."""
    places = re.compile(r"^(?!data:|mailto:|tel:|https?:|#)")
    asked = {
        (name, link)
        for name, page in pages_of(edition).items()
        for link in page.xpath("//@href | //@src | //@srcset | //form/@action")
        if places.match(link)
    }
    assert len(asked) > 500
    missing = [(n, x) for n, x in asked if not (edition / unquote(x.partition("#")[0])).is_file()]
    assert missing == []


def test_figures_are_those_of_the_server(edition: Path, book: Book) -> None:
    """The tables of a file hold the cells that the server answers for the same state."""
    for name, page, address in (
        ("academie-93.html", "academie", "departement=93"),
        ("relances.html", "relances", ""),
    ):
        served = markup.fromstring(book.answer(page, address).content.decode())
        written = markup.fromstring((edition / name).read_text(encoding="utf-8"))
        both = [[c.text_content() for c in p.xpath("//tbody/tr/*")] for p in (served, written)]
        assert both[0] == both[1] != []


def test_a_page_opened_from_its_folder_sorts(page: Page, edition: Path) -> None:
    """Without a server, its script makes the tables sortable, nothing fails and nothing is asked elsewhere."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((edition / "academie.html").as_uri())
    table = page.get_by_role("table", name=re.compile("Établissements d’accueil"))
    table.get_by_role("button", name=re.compile("^Établissement")).click()
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=fold)
    page.get_by_role("navigation", name="Départements").get_by_text("94").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Val-de-Marne (94)")
    assert page.get_by_role("button", name="Exporter ce tableau").count() == 0
    assert failed == []


def test_one_department_holds_nothing_of_the_others(imported: Path, tmp_path: Path) -> None:
    """With --department, no UAI and no name of another département's schools is in any file."""
    to = tmp_path / "pages"
    assert run(["publish", str(imported), "--to", str(to), "--department", "93"]) == 0
    offers = read_published(imported / PUBLISHED).offers
    others = offers[offers["department"].ne("93")]
    foreign = (set(others["host_uai"]) | set(others["host_name"])) - set(
        offers.loc[offers["department"].eq("93"), "host_name"]
    )
    said = "".join(p.read_text(encoding="utf-8") for p in to.rglob("*.html"))
    assert "Saint-Denis" in said
    assert [name for name in foreign if name in said] == []


def test_an_edition_replaces_the_one_before(imported: Path, tmp_path: Path) -> None:
    """What is no longer written goes, what the office put there stays."""
    to = tmp_path / "pages"
    write_edition(imported / PUBLISHED, to, "Essai", "93")
    (to / "note.txt").write_text("à nous", encoding="utf-8")
    write_edition(imported / PUBLISHED, to, "Essai", "94")
    assert (to / "academie-94.html").is_file()
    assert not (to / "academie-93.html").exists()
    assert (to / "note.txt").read_text(encoding="utf-8") == "à nous"
    listed = (to / LIST).read_text(encoding="utf-8").splitlines()[1:]
    assert {*listed} == {p.relative_to(to).as_posix() for p in to.rglob("*") if p.is_file()} - {
        LIST,
        "note.txt",
    }


def test_a_folder_of_something_else_is_refused(
    imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written among files that are not an edition's; a wrong département says which there are."""
    (tmp_path / "these.docx").write_text("x", encoding="utf-8")
    assert run(["publish", str(imported), "--to", str(tmp_path)]) == 2
    assert "contient autre chose que des pages publiées" in blank(capsys.readouterr().err)
    assert [p.name for p in tmp_path.iterdir()] == ["these.docx"]
    with pytest.raises(UsageError, match="77, 93 et 94"):
        write_edition(imported / PUBLISHED, tmp_path / "x", "Essai", "75")
