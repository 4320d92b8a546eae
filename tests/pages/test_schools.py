"""The pages of a school and of a programme: the commands' figures, what is to come, whom to write to."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from campaigns import blank, on
from lxml import html as markup
from pages import SITE, read_table
from relaunches import write_now
from twelve import MODE_HOST, WOOD_HOST, line, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.demo.campaign import write_demo
from passpro_nb.pages.book import PAGES, Book
from passpro_nb.pages.links import Links
from passpro_nb.pages.schools.sessions import say_hours
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store.published import PUBLISHED, Published, read_published
from passpro_nb.store.snapshots import import_campaign


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an invented campaign of the size of an académie, imported."""
    folder = tmp_path_factory.mktemp("grande") / "campagne"
    write_demo(folder, applications=12_000)
    campaign = open_campaign(folder)
    import_campaign(campaign, campaign.figures().day)
    return folder


def published_of(book: Book) -> Published:
    """Return what a book shows."""
    return read_published(book.path)


def open_book(folder: Path) -> Book:
    """Return the pages of a campaign that was imported."""
    return Book(folder / PUBLISHED, Links(), SITE)


def figures_of(
    folder: Path, tmp_path: Path, command: str, by: str, *words: str
) -> list[dict[str, Any]]:
    """Return what a command writes, row by row."""
    to = tmp_path / f"{command}.json"
    assert run([command, str(folder), "--by", by, *words, "--to", str(to)]) == 0
    return json.loads(to.read_text(encoding="utf-8"))


def number_of(text: str) -> int:
    """Return a number as a page shows it."""
    return int(re.sub(r"\D", "", text))


def text_of(content: bytes) -> str:
    """Return the text of the main part of a page, on one line, plain blanks."""
    page = markup.fromstring(content.decode()).get_element_by_id("contenu")
    return " ".join(blank(page.text_content()).split())


def as_shown(rows: list[dict[str, Any]], *figures: str) -> list[tuple[int, ...]]:
    """Return figures of rows, in order of their values: a page sorts them its own way."""
    return sorted(tuple(row[figure] for figure in figures) for row in rows)


OPINIONS = ("registered", "expected", "entered", "overdue")
SEATS = ("to_interview", "capacity", "seats_left", "shortfall")


def assert_like_the_commands(book: Book, folder: Path, tmp_path: Path, hosts: list[str]) -> None:
    """Assert that each school's figures by programme are those of `coverage` and `capacity` by offer."""
    for command, figures in (("coverage", OPINIONS), ("capacity", SEATS)):
        wanted = figures_of(folder, tmp_path, command, "offer")
        for host in hosts:
            shown = read_table(book.answer("etablissement", f"hote={host}").content, "Avis, places")
            mine = [{f: number_of(row[f]) for f in figures} for row in shown]
            rows = [row for row in wanted if row["host_uai"] == host]
            assert as_shown(mine, *figures) == as_shown(rows, *figures), host
            assert rows


def test_a_school_has_the_figures_of_the_commands(
    book: Book, imported: Path, tmp_path: Path
) -> None:
    """Every host of the example: programme by programme, opinions and seats to the unit."""
    hosts = [*published_of(book).offers["host_uai"].unique()]
    assert len(hosts) > 10
    assert_like_the_commands(book, imported, tmp_path, hosts)


def test_so_has_one_of_a_large_campaign(large: Path, tmp_path: Path) -> None:
    """Of 12,000 applications: ten schools, and the programme that is most asked for."""
    book = open_book(large)
    offers = published_of(book).offers
    assert_like_the_commands(book, large, tmp_path, [*offers["host_uai"].unique()[:10]])
    code = offers["programme"].value_counts().index[0]
    shown = read_table(book.answer("formation", f"formation={code}").content, "Où cette formation")
    for command, figures in (("coverage", OPINIONS), ("capacity", SEATS)):
        wanted = figures_of(large, tmp_path, command, "host", "--programme", code)
        rows = {row["host_uai"]: tuple(row[f] for f in figures) for row in wanted}
        assert {r["host_uai"]: tuple(number_of(r[f]) for f in figures) for r in shown} == rows


def test_the_headings_are_the_school_and_where_it_is(book: Book) -> None:
    """Its name is title and heading, « uai » is « hote »; the place, the code and its département follow."""
    host = published_of(book).offers.iloc[0]
    answer = book.answer("etablissement", f"uai={host['host_uai']}")
    page = markup.fromstring(answer.content.decode())
    assert page.findtext(".//h1") == host["host_name"]
    assert page.findtext(".//title").startswith(f"{host['host_name']} – ")
    assert f"{host['commune']}, " in text_of(answer.content)
    assert f"· UAI {host['host_uai']}" in text_of(answer.content)
    assert f'href="/academie?departement={host["department"]}"' in answer.content.decode()
    same = book.answer("etablissement", f"hote={host['host_uai']}")
    assert same.content == answer.content


def test_every_session_is_in_one_table(book: Book) -> None:
    """To come, past or unsure: each session of each school once; those to come stand first, in order."""
    published = published_of(book)
    seen = 0
    for host in published.offers["host_uai"].unique():
        content = book.answer("etablissement", f"hote={host}").content
        said = text_of(content)
        days = []
        for caption in ("Séances à venir", "Séances passées", "Séances dont le jour"):
            rows = read_table(content, caption) if caption in said else []
            seen += len(rows)
            days += [[row["day"] for row in rows]] if caption != "Séances dont le jour" else []
        coming = pd.to_datetime(days[0], format="%d/%m/%Y")
        assert coming.is_monotonic_increasing
        assert all(day > pd.Timestamp(published.day) for day in coming)
        assert all(
            day <= pd.Timestamp(published.day) for day in pd.to_datetime(days[1], format="%d/%m/%Y")
        )
    assert seen == len(published.sessions) > 20


def write_small(folder: Path, **changes: dict[str, object]) -> None:
    """Write two schools: one whose text names whom to call, one whose mail is a person's."""
    text = "14/03/2025 9h-12h ; 06/05/2025 14h30-16h. Demander Mme Planteval au 01 48 47 12 34"
    lines = [
        line(**{"Dates et horaires": text}),
        line(wood=True, **{"Dates et horaires": "à définir"}),
    ]
    write_twelve(folder, lines=lines, rows=twelve(**changes))
    mails = (
        "UAI;Nom;Commune;Mail\n"
        f"{MODE_HOST};Ada Fictive;Montreuil;contact@ada.invalid\n"
        f"{WOOD_HOST};Alan Inventé;Créteil;p.planteval@x.invalid\n"
    )
    (folder / "annuaire.csv").write_text(mails, encoding="utf-8")
    settings = folder / "campagne.toml"
    said = settings.read_text(encoding="utf-8")
    pattern = '"Essai"\nmel_etablissement = "ce.{uai}@essai.invalid"'
    settings.write_text(said.replace('"Essai"', pattern), encoding="utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a campaign of two schools, relaunched on 1 April and imported anew on the 4th."""
    place = tmp_path_factory.mktemp("petite")
    folder = place / "c"
    write_small(folder)
    campaign = open_campaign(folder)
    import_campaign(campaign, on("01/04"))
    write_now(campaign, plan_relaunches(campaign, on("01/04")), place / "p")
    write_small(folder, p3={"Avis": "Réservé", "Date de l'avis": "03/04/2025"})
    import_campaign(open_campaign(folder), on("04/04"))
    return folder


def test_what_is_said_of_a_school(small: Path) -> None:
    """Where it stands, what came, what its last relaunch changed, its mail: each in its sentence."""
    content = open_book(small).answer("etablissement", f"hote={MODE_HOST}").content
    said = text_of(content)
    (coming,) = read_table(content, "Séances à venir")
    assert (coming["day"], blank(coming["hours"])) == ("06/05/2025", "14 h 30 – 16 h")
    assert (coming["seats_declared"], coming["seats_estimated"]) == ("24", "–")
    assert coming["text"].endswith("Demander … au …")
    for sentence in (
        "Au 4 avril 2025, 5 avis saisis sur 6 attendus (83,3 %), 1 en retard. +1 avis depuis le 1er avril.",
        "Plus personne n’y est à recevoir.",
        "Dernière relance le 1er avril 2025, la 1re : 2 avis demandés, 1 est saisi depuis.",
        "Joindre l’établissement : contact@ada.invalid",
        "Ce qui a bougé depuis le 1er avril",
    ):
        assert sentence in said


def test_a_doubt_and_a_gap_are_said(small: Path) -> None:
    """A text without a day is a session of no sure day, and a line of the catalogue to complete."""
    content = open_book(small).answer("etablissement", f"hote={WOOD_HOST}").content
    (unsure,) = read_table(content, "Séances dont le jour n’est pas sûr")
    assert (unsure["text"], unsure["note"]) == ("à définir", "dates à définir")
    (gap,) = read_table(content, "Lignes du catalogue à compléter")
    assert gap["gap"] == "aucun jour lisible"
    assert "1 séance passée" not in text_of(content)


def test_a_persons_mail_gives_way_to_the_schools_own(small: Path) -> None:
    """Where the directory holds a person's mail, that of the settings is shown."""
    said = text_of(open_book(small).answer("etablissement", f"hote={WOOD_HOST}").content)
    assert f"Joindre l’établissement : ce.{WOOD_HOST.lower()}@essai.invalid" in said


def test_nothing_planted_is_answered(small: Path) -> None:
    """A name, a telephone and a mail planted in the files are in no byte of pages and workbooks."""
    book = open_book(small)
    answers = [
        book.answer(page, address)
        for page in PAGES
        for address in ("", f"hote={MODE_HOST}", f"hote={WOOD_HOST}")
    ]
    answers += [
        book.answer("recherche", "q=Planteval"),
        book.answer("etablissement", f"hote={MODE_HOST}", part="xlsx"),
    ]
    served = (
        b"".join(answer.content for answer in answers).replace(b"Planteval \xc2\xbb", b"").lower()
    )
    assert len(served) > 100_000
    for planted in (b"48 47", b"p.planteval", b"mme planteval", b"braandel", b"99900"):
        assert planted not in served


def test_without_a_school_the_schools_are_listed(book: Book) -> None:
    """Without « hote », every school of the filters, each leading to its page."""
    answer = book.answer("etablissement", "departement=93")
    rows = read_table(answer.content, "Établissements d’accueil")
    assert {row["department"] for row in rows} == {"93"}
    for row in rows:
        assert f'href="/etablissement?hote={row["host_uai"]}"' in answer.content.decode()
    wrong = book.answer("etablissement", "hote=0000000A")
    assert wrong.status == 400


def test_a_programme_says_where_it_is_offered(book: Book) -> None:
    """Its sentence counts schools by département; each row leads to its school; its label is the title."""
    offers = published_of(book).offers
    code, label = offers.groupby(["programme", "programme_label"])["host_uai"].nunique().idxmax()
    answer = book.answer("formation", f"formation={code}")
    hosts = offers.loc[offers["programme"].eq(code), "host_uai"].unique()
    assert f"Offerte dans {len(hosts)} établissements : " in text_of(answer.content)
    assert markup.fromstring(answer.content.decode()).findtext(".//h1") == f"Formation : {label}"
    for host in hosts:
        assert f'href="/etablissement?hote={host}"' in answer.content.decode()


def test_hours_are_french() -> None:
    """« 9 h – 12 h 30 »; a start alone; nothing where no hour is known."""
    nine, later = pd.Timestamp("2025-01-01 09:00").time(), pd.Timestamp("2025-01-01 12:30").time()
    assert blank(say_hours(nine, later)) == "9 h – 12 h 30"
    assert blank(say_hours(nine, None)) == "dès 9 h"
    assert say_hours(None, None) == ""
