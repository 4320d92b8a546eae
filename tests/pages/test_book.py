"""Pages without a server: whole in one answer, the commands' figures, no state left in the dark."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Event

import pytest
from campaigns import blank
from lxml import html as markup
from openpyxl import load_workbook
from pages import AROUND, FIGURES, SITE, read_table

from passpro_nb.commands.main import run
from passpro_nb.pages.book import PAGES, Book
from passpro_nb.pages.links import Links
from passpro_nb.store.published import PUBLISHED, read_published

FILTERS = {"department": "departement", "diploma": "diplome", "programme": "formation"}


def unnamed(svg: bytes) -> bytes:
    """Return a picture without the names of its parts, which are drawn by lot."""
    return re.sub(rb"[mph][0-9a-f]{10}", b"", svg)


def number_of(text: str) -> int:
    """Return a number as a page shows it."""
    return int(re.sub(r"\D", "", text))


def random_states(book: Book, count: int) -> list[dict[str, str]]:
    """Return filters drawn among the values of offers that exist together."""
    offers, draw = read_published(book.path).offers, Random(14)
    states: list[dict[str, str]] = [{}]
    while len(states) < count:
        offer = offers.iloc[draw.randrange(len(offers))]
        names = draw.sample(sorted(FILTERS), draw.randint(1, 2))
        states.append({name: str(offer[name]) for name in names})
    return states


@pytest.mark.parametrize(
    ("page", "table", "command", "figures"),
    [
        ("academie", "Établissements", "coverage", ("expected", "entered", "overdue")),
        ("entretiens", "Charge", "capacity", ("shortfall", "to_interview", "demand", "capacity")),
    ],
)
def test_the_figures_are_those_of_the_commands(
    book: Book, imported: Path, tmp_path: Path, page: str, table: str, command: str, figures: tuple
) -> None:
    """In ten states drawn at random, each school's figures are those of the command, and no school misses."""
    for state in random_states(book, 10):
        address = "&".join(f"{FILTERS[name]}={value}" for name, value in state.items())
        answer = book.answer(page, address)
        assert answer.status == 200
        words = [part for name, value in state.items() for part in (f"--{name}", value)]
        to = tmp_path / "figures.json"
        assert run([command, str(imported), "--by", "host", *words, "--to", str(to)]) == 0
        wanted = {row["host_uai"]: row for row in json.loads(to.read_text(encoding="utf-8"))}
        shown = {row["host_uai"]: row for row in read_table(answer.content, table)}
        assert shown.keys() == wanted.keys()
        for uai, row in shown.items():
            assert [number_of(row[f]) for f in figures] == [wanted[uai][f] for f in figures]


def test_a_choice_is_in_the_title_the_heading_and_the_sentence(book: Book) -> None:
    """A département stands in the browser's title and the heading; every list of its page is its own."""
    answer = book.answer("academie", "departement=93")
    page = markup.fromstring(answer.content.decode())
    assert page.findtext(".//h1") == "Suivi de la campagne : Seine-Saint-Denis (93)"
    assert page.findtext(".//title").startswith("Suivi de la campagne : Seine-Saint-Denis (93) – ")
    assert {row["department"] for row in read_table(answer.content, "Établissements")} == {"93"}
    values = read_table(answer.content, "Répartition")
    assert [row["Département"] for row in values] == ["93 – Seine-Saint-Denis"]


@pytest.mark.parametrize(
    ("asked", "whole"),
    [("departement=93", "/entretiens"), ("par=bassin&departement=93", "/entretiens?par=bassin")],
)
def test_all_is_shown_in_the_lines_chosen(book: Book, asked: str, whole: str) -> None:
    """« Tout afficher » lifts the filters, and nothing else that was chosen."""
    page = markup.fromstring(book.answer("entretiens", asked).content.decode())
    assert page.xpath("//a[text()='Tout afficher']/@href") == [whole]


def test_nothing_is_lifted_where_nothing_is_filtered(book: Book) -> None:
    """Without a filter there is no « Tout afficher »."""
    assert b"Tout afficher" not in book.answer("entretiens", "par=bassin").content


def test_labels_codes_and_several_values_are_one_state(book: Book) -> None:
    """« Seine-Saint-Denis », « 93 » and the order of keys lead to the same page; two départements to both."""
    code = book.answer("academie", "departement=93&diplome=CAP")
    said = book.answer("academie", "diplome=CAP&departement=Seine-Saint-Denis")
    assert code.content == said.content
    both = book.answer("academie", "departement=93,94")
    assert {r["department"] for r in read_table(both.content, "Établissements")} == {"93", "94"}
    assert "2 choisis" in both.content.decode()


def test_every_page_is_tried() -> None:
    """The tests below go through every page of figures, those of test_around.py through the others."""
    assert {*FIGURES, *AROUND} == {*PAGES}


@pytest.mark.parametrize("page", FIGURES)
def test_every_page_is_whole_without_a_script(book: Book, page: str) -> None:
    """A page holds its heading, its sentence, its filters with a button, its tables, its definitions."""
    answer = book.answer(page)
    root = markup.fromstring(answer.content.decode())
    assert answer.status == 200
    assert root.findtext(".//h1")
    assert root.xpath("//p[@class='phrase']")[0].text_content().strip()
    assert root.xpath("//form[@class='filtres']//button[@type='submit']")
    assert len(root.xpath("//table/tbody/tr")) > 10
    assert root.xpath("//section[@id='definitions']//dt")
    for image in root.xpath("//main//img"):
        assert image.get("alt")
        assert int(image.get("width")) > 0


def test_a_state_that_does_not_exist_says_so(book: Book) -> None:
    """A wrong value, a wrong key and a school of origin get a page with the sentence and a way back."""
    for address, said in (
        ("departement=75", "« 75 »"),
        ("couleur=bleu", "« couleur » ne se choisit pas"),
        ("origine=0930001A", "Les pages ne filtrent pas par collège d’origine"),
    ):
        answer = book.answer("academie", address)
        assert answer.status == 400
        assert said in blank(answer.content.decode())
        assert 'href="/academie"' in answer.content.decode()
    assert book.answer("absente").status == 404
    assert book.answer("academie", part="absente.svg").status == 404


def test_figures_that_cannot_be_read_say_so(imported: Path, tmp_path: Path) -> None:
    """No file, a damaged one: a page that says what to do, and never figures of before."""
    path = tmp_path / "chiffres.sqlite"
    book = Book(path, Links(), SITE)
    assert book.answer("academie").status == 503
    shutil.copy(imported / PUBLISHED, path)
    assert book.answer("academie").status == 200
    path.write_bytes(b"rien" * 1000)
    answer = book.answer("academie")
    assert answer.status == 503
    assert "relancez « passpro-nb import »" in blank(answer.content.decode())


def test_a_page_follows_the_file(imported: Path, tmp_path: Path) -> None:
    """Nothing is rendered twice while the file stays; once figures are published anew, pages show them."""
    folder = tmp_path / "copie"
    shutil.copytree(imported, folder)
    book = Book(folder / PUBLISHED, Links(), SITE)
    first = book.answer("academie", "departement=94")
    assert book.answer("academie", "departement=94") is first
    assert run(["import", str(folder), "--on", "2025-05-02"]) == 0
    again = book.answer("academie", "departement=94")
    assert "Au 2 mai 2025" in blank(again.content.decode())


def test_what_is_asked_most_is_rendered_ahead(imported: Path, tmp_path: Path) -> None:
    """Warm, a book makes no page of the whole nor of a département anew; anew published, it is cold."""
    path = tmp_path / "chiffres.sqlite"
    shutil.copy(imported / PUBLISHED, path)
    warmed = Book(path, Links(), SITE)
    assert warmed.cold
    warmed.warm()
    assert not warmed.cold
    kept = warmed.kept_bytes
    for name in ("accueil", "academie", "entretiens", "relances"):
        for address in ("", "departement=93"):
            assert warmed.answer(name, address).status == 200
    assert warmed.answer("academie", "departement=93", "courbe.svg").status == 200
    assert warmed.kept_bytes == kept
    os.utime(path, (1, 1))
    assert warmed.answer("academie").status == 200
    assert warmed.cold


def test_a_page_does_not_wait_for_a_chart(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a chart is drawn, a page that nobody asked before is answered; the chart is drawn once."""
    drawing, drawn, answered = Event(), [], Event()

    def draw(*_: object) -> bytes:
        drawing.set()
        assert answered.wait(20)
        drawn.append(1)
        return b"<svg/>"

    monkeypatch.setattr("passpro_nb.pages.academie._draw", draw)
    book = Book(imported / PUBLISHED, Links(), SITE)
    with ThreadPoolExecutor(2) as threads:
        charts = [threads.submit(book.answer, "academie", "", "courbe.svg") for _ in range(2)]
        assert drawing.wait(20)
        assert book.answer("relances", "departement=93").status == 200
        assert drawn == []
        answered.set()
        assert {chart.result().content for chart in charts} == {b"<svg/>"}
    assert drawn == [1]


def test_figures_that_cannot_be_read_are_not_rendered_ahead(tmp_path: Path) -> None:
    """Nothing fails, and nothing is tried again at each answer."""
    missing = Book(tmp_path / PUBLISHED, Links(), SITE)
    missing.warm()
    assert not missing.cold


def test_what_is_kept_is_bounded(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many states are asked, the pages kept stay under their bound."""
    monkeypatch.setattr("passpro_nb.pages.book.MOST_BYTES", 600_000)
    book = Book(imported / PUBLISHED, Links(), SITE)
    for host in read_published(book.path).offers["host_uai"].unique()[:12]:
        assert book.answer("academie", f"hote={host}").status == 200
        assert book.kept_bytes <= 600_000


def test_the_export_is_what_is_seen(book: Book) -> None:
    """The rows asked, in their order, under the headings shown; filters, search and sort are told."""
    rows = read_table(book.answer("academie", "departement=93").content, "Établissements")
    question = {
        "rows": [2, 0], "sorted": ["Avis en retard", True], "search": "lycée",
        "filters": [["Dépt", "93"]],
    }  # fmt: skip
    answer = book.answer(
        "academie", "departement=93", part="etablissements.xlsx", asked=json.dumps(question)
    )
    assert answer.status == 200
    assert answer.file.startswith("etablissements-d-accueil")
    book_ = load_workbook(io.BytesIO(answer.content))
    names = [row[0].value for row in book_.worksheets[0].iter_rows(min_row=2)]
    assert names[:2] == [rows[2]["host_name"], rows[0]["host_name"]]
    said = blank(" ".join(str(c.value) for r in book_.worksheets[1].iter_rows() for c in r))
    for text in ("Département : 93", "Recherche : « lycée »", "par « Avis en retard » décroissant"):
        assert text in said


@pytest.mark.parametrize(
    "asked",
    ["{", "[]", '{"rows": [9999], "sorted": [], "filters": []}', '{"rows": 3}',
     '{"rows": [0], "sorted": [], "filters": [["x"]]}', '{"rows": ["0"], "sorted": [], "filters": []}'],
)  # fmt: skip
def test_an_export_made_up_is_refused(book: Book, asked: str) -> None:
    """What the page's script would not say is answered by a sentence, not by a failure."""
    assert book.answer("academie", part="etablissements.xlsx", asked=asked).status == 400


def test_no_page_names_a_pupil(book: Book, campaign) -> None:
    """Not one name of the example's pupils stands in any page, chart or workbook, in any département."""
    names = set(campaign.applications["last_name"].dropna()) | set(
        campaign.applications["ine"].dropna()
    )
    schools = " ".join(read_published(book.path).offers["host_name"])
    names = {name for name in names if len(name) > 4 and name not in schools}
    assert len(names) > 50
    for page in PAGES:
        for address in ("", "departement=93", "departement=94"):
            said = book.answer(page, address).content.decode()
            words = set(re.findall(r"[\w’-]+", said))
            assert not names & words
    assert os.fspath(book.path) not in book.answer("academie").content.decode()


def test_a_chart_stands_by_itself(book: Book):
    """A chart given to another process is the one drawn here, and little is sent."""
    charts = [chart for name in ("academie", "entretiens") for chart in book.content(name).charts]
    assert len(charts) == 4
    for chart in charts:
        sent = pickle.dumps(chart.draw)
        assert len(sent) < 200_000
        theirs, ours = (unnamed(draw()) for draw in (pickle.loads(sent), chart.draw))
        assert theirs == ours
