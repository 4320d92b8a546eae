"""The index, the search, the statement of accessibility and what is new: found by anybody, true to the figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import LOOKS, Look, Served, faults_seen, running_server
from campaigns import blank
from lxml import html as markup
from pages import AROUND, SITE, read_table
from places import ROOT
from playwright.sync_api import Browser, Page, expect

from passpro_nb.commands.main import run
from passpro_nb.domain.french import fold
from passpro_nb.pages.around.about import read_changes
from passpro_nb.pages.around.search import match
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.store.published import PUBLISHED, read_published


@pytest.fixture(scope="module")
def served(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the real dashboards and pages over the example."""
    log = tmp_path_factory.mktemp("journal") / "serve.log"
    with running_server(imported / PUBLISHED, ROOT / "dashboards", log) as server:
        yield server


def text_of(content: bytes) -> str:
    """Return the text of the main part of a page, on one line, plain blanks."""
    page = markup.fromstring(content.decode()).get_element_by_id("contenu")
    return " ".join(blank(page.text_content()).split())


def search(book: Book, asked: str) -> list[str]:
    """Return the UAI of the schools found, the best first."""
    answer = book.answer("recherche", f"q={asked}")
    assert answer.status == 200
    found = "<h2>Établissements</h2>" in answer.content.decode()
    return (
        [row["host_uai"] for row in read_table(answer.content, "Établissements")] if found else []
    )


# ----------------------------------------------------------------------------------- the search


def test_a_school_is_found_by_each_thing_it_is_called(book: Book) -> None:
    """Every host by its whole name, its UAI, the start of it, its name in capitals without accents."""
    offers = read_published(book.path).offers.drop_duplicates("host_uai")
    for uai, name in zip(offers["host_uai"], offers["host_name"], strict=True):
        assert uai in search(book, name.replace(" ", "+"))[:2]
        assert search(book, uai) == [uai]
        assert uai in search(book, uai[:5].lower())
        assert uai in search(book, fold(name).upper().replace(" ", "+"))


def test_the_short_way_to_say_a_school(book: Book) -> None:
    """« lp » and a commune find the lycées professionnels of it, and no lycée polyvalent."""
    offers = read_published(book.path).offers.drop_duplicates("host_uai")
    schools = offers[offers["host_name"].str.startswith("Lycée professionnel")]
    commune = schools["commune"].value_counts().index[0]
    there = {*schools.loc[schools["commune"].eq(commune), "host_uai"]}
    found = {*search(book, f"lp+{commune.lower().replace(' ', '+')}")}
    assert there
    assert there <= found
    assert found <= {*schools["host_uai"]}


def test_a_slip_and_a_cut_word_are_forgiven(book: Book) -> None:
    """A letter struck twice or left out, a word not ended: the school is found still."""
    host = read_published(book.path).offers.iloc[0]
    word = max(fold(host["host_name"]).split(" lycee des ")[0].split()[2:], key=len)
    for said in (word[:4], word[:3] + word[2:], word[:2] + word[3:]):
        assert host["host_uai"] in search(book, said), said


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("bondy", "lp bondy", True), ("bon", "lp bondy", True), ("bnody", "lp bondy", True),
        ("ondy", "lp bondy", True), ("ny", "lp bondy", False), ("bondy melun", "lp bondy", False),
        ("", "lp bondy", False), ("lp", "lpo bondy", False),
    ],
)  # fmt: skip
def test_what_a_word_finds(asked: str, text: str, found: bool) -> None:
    """All words must be found: whole, begun, within, or near; an abbreviation is taken to the letter."""
    assert (match(asked.split(), text.split()) > 0) is found


def test_a_programme_and_a_departement_are_found_too(book: Book) -> None:
    """Groups stand apart, each with its figures, and each row leads to its page."""
    offers = read_published(book.path).offers
    label, code = offers[["programme_label", "programme"]].iloc[0]
    answer = book.answer("recherche", f"q={label.replace(' ', '+')}")
    rows = read_table(answer.content, "Formations")
    assert rows[0]["programme_label"] == label
    assert f'href="/formation?formation={code}"' in answer.content.decode()
    answer = book.answer("recherche", "q=seine-saint-denis")
    assert read_table(answer.content, "Départements")[0]["department"].startswith("93")
    assert 'href="/academie?departement=93"' in answer.content.decode()
    there = {*offers.loc[offers["department"].eq("93"), "host_uai"]}
    assert {*search(book, "seine-saint-denis")} == there


def test_the_figures_found_are_those_of_the_commands(
    book: Book, imported: Path, tmp_path: Path
) -> None:
    """Beside each school found stand its late opinions, as `coverage` counts them."""
    to = tmp_path / "coverage.json"
    assert run(["coverage", str(imported), "--by", "host", "--to", str(to)]) == 0
    late = {row["host_uai"]: row["overdue"] for row in json.loads(to.read_text(encoding="utf-8"))}
    rows = read_table(book.answer("recherche", "q=lycee").content, "Établissements")
    assert {row["host_uai"]: int(re.sub(r"\D", "", row["overdue"])) for row in rows} == late


def test_nothing_found_proposes_names(book: Book) -> None:
    """A sentence says so, then the nearest schools, each with its link; nothing at all for a riddle."""
    host = read_published(book.path).offers.iloc[0]
    name = fold(host["host_name"]).split(" lycee des ")[0]
    answer = book.answer("recherche", f"q={name.replace(' ', '+')}+xyzxyz")
    assert "Rien ne répond à « " in text_of(answer.content)
    assert "Vouliez-vous dire :" in text_of(answer.content)
    assert f'href="/etablissement?hote={host["host_uai"]}"' in answer.content.decode()
    assert text_of(book.answer("recherche", "q=%3F%3F").content).startswith(
        "Recherche : ?? Rien ne répond à « ?? »."
    )
    assert "Cherchez un établissement" in text_of(book.answer("recherche").content)


def test_what_is_asked_is_text(book: Book) -> None:
    """A question is shown as it was written, escaped, cut at a hundred characters."""
    asked = "%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=x" + "y" * 300
    said = book.answer("recherche", f"q={asked}").content.decode()
    assert "<script>alert" not in said
    assert '" onfocus' not in said
    assert "y" * 101 not in said


# ------------------------------------------------------------------------------------ the index


def test_the_index_has_the_figures_of_the_commands(
    book: Book, imported: Path, tmp_path: Path
) -> None:
    """Late opinions and missing seats of the whole; the same by département, which lead to theirs."""
    said = text_of(book.answer("accueil").content)
    rows = read_table(book.answer("accueil").content, "Départements")
    for command, figure, words in (
        ("coverage", "overdue", "avis en retard"), ("capacity", "shortfall", "places manquantes"),
    ):  # fmt: skip
        to = tmp_path / f"{command}.json"
        assert run([command, str(imported), "--by", "department", "--to", str(to)]) == 0
        wanted = json.loads(to.read_text(encoding="utf-8"))
        assert f"{sum(row[figure] for row in wanted)} {words}" in said
        shown = {row["department"][:2]: int(re.sub(r"\D", "", row[figure])) for row in rows}
        assert shown == {row["department"]: row[figure] for row in wanted}
    for row in rows:
        link = f'href="/academie?departement={row["department"][:2]}"'
        assert link in book.answer("accueil").content.decode()


def test_the_index_counts_the_schools_to_relaunch(book: Book) -> None:
    """Its number of schools to relaunch is that of the rows of « Relances »."""
    tables = markup.fromstring(book.answer("relances").content.decode()).xpath("//table")
    count = sum(len(table.xpath("tbody/tr[not(td[@class='vide'])]")) for table in tables)
    index = book.answer("accueil").content
    assert f"{count} établissements à relancer" in text_of(index)
    column = markup.fromstring(index.decode()).xpath("//th[@data-key='to_relaunch']/@data-kind")
    assert column == ["number"]


def test_the_index_lists_dashboards_without_a_page(imported: Path) -> None:
    """A notebook of the folder that is no page of ours stays listed, as soon as it is there."""
    book = Book(imported / PUBLISHED, Links(), SITE)
    assert "L’essai" not in book.answer("accueil").content.decode()
    book.show_dashboards([{"name": "essai", "title": "L’essai", "sentence": "Une phrase."}])
    said = book.answer("accueil").content.decode()
    assert '<a href="/essai">L’essai</a>' in said
    assert "Une phrase." in said


# ----------------------------------------------------------------------------------- the foot


def test_what_is_new_is_the_journal(book: Book) -> None:
    """Every line of the journal of changes is on the page, as text and not as Markdown."""
    said = text_of(book.answer("nouveautes").content)
    lines = [line for line in read_changes().splitlines() if line.startswith("- ")]
    assert len(lines) > 20
    for line in lines:
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)|[`*]", r"\1", line[2:])
        assert " ".join(blank(plain).split())[:60] in said
    assert "**" not in said


def test_the_journal_is_escaped(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTML and script addresses in the journal are shown, not obeyed."""
    told = "# Titre\n\n- <img src=x onerror=alert(1)> [lien](javascript:alert(1))\n"
    monkeypatch.setattr("passpro_nb.pages.around.about.read_changes", lambda: told)
    said = Book(book.path, Links(), SITE).answer("nouveautes").content.decode()
    assert "<img" not in said
    assert "javascript:" not in said


def test_the_statement_claims_no_audit(book: Book) -> None:
    """The statement says what is tried, and that no audit was made."""
    said = text_of(book.answer("accessibilite").content)
    assert "Aucun audit de conformité n’a été fait" in said
    assert "Aucun essai n’a été fait avec un lecteur d’écran" in said


# --------------------------------------------------------------------------------- in a browser


@pytest.mark.parametrize("name", AROUND)
@pytest.mark.parametrize("look", LOOKS)
def test_what_stands_around_is_accessible(
    page: Page, served: Served, name: str, look: Look
) -> None:
    """The tool axe finds no fault, by day, by night and narrow, and nothing moves sideways."""
    for address in (name, f"{name}?q=lycee"):
        assert faults_seen(page, served.address(address), look) == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_school_is_accessible(page: Page, served: Served, imported: Path, look: Look) -> None:
    """So is the page of a school."""
    host = read_published(imported / PUBLISHED).offers["host_uai"].iloc[0]
    assert faults_seen(page, served.address(f"etablissement?hote={host}"), look) == []


def test_the_slash_leads_to_the_search_and_a_row_to_its_school(page: Page, served: Served) -> None:
    """« / », a word, Enter, a row: the keyboard alone goes from any page to a school; « / » is typed in it."""
    page.goto(served.address("academie"))
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Chercher un établissement")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("lycee")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche\?q=lycee$"))
    expect(page.get_by_role("searchbox", name="Chercher un établissement")).to_have_value("lycee")
    first = page.locator("tbody th a").first
    name = first.inner_text()
    first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox", name="Chercher un établissement")).to_have_value("a/b")


def test_the_search_needs_no_script(browser: Browser, served: Served) -> None:
    """Without scripts the form of the header finds, and the school's page is whole."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    bare = context.new_page()
    bare.goto(served.url)
    bare.get_by_role("searchbox", name="Chercher un établissement").fill("lycée")
    bare.get_by_role("button", name="Chercher").click()
    bare.locator("tbody th a").first.click()
    expect(bare).to_have_url(re.compile(r"/etablissement\?hote=\w{8}$"))
    expect(
        bare.get_by_role("heading", name="Avis, places et charge, par formation")
    ).to_be_visible()
    context.close()
