"""What moved, as it goes out: sentences that reconcile, a workbook that says first what to read."""

import csv
import json
import stat
from pathlib import Path

import pytest
from campaigns import applications, blank, offers, on, sessions, settings
from openpyxl import load_workbook

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import MOVEMENTS
from passpro_nb.domain.french import plural
from passpro_nb.export.changes import EXPLAINED, changes_tables, say_changes, write_changes
from passpro_nb.measure.over_time.changes import Changes, compare, look_at

HERE, THERE = "0930125F-MODE", "0770930X-BOIS"
CATALOGUE = offers({"offer": HERE}, {"offer": THERE})
GOOD, CALLED = {"opinion": "Favorable"}, {"interview_on": on("06/05")}
HELD = {"offer": HERE, "host_uai": "0930125F", "day": on("06/05"), "declared": 1}


def pupil(name: str, **said: object) -> dict[str, object]:
    """Return an application of a pupil, with its place in the file."""
    return {"pupil": name, "file": "mai.csv", "sheet": "A", "row": ord(name)} | said


BEFORE = [pupil(n, **GOOD) for n in "ABC"] + [pupil(n, **CALLED) for n in "DE"] + [pupil("F")]
AFTER = [
    pupil("A", opinion="Réservé"), pupil("B"), pupil("C", cancelled=True), pupil("D", offer=THERE, host_uai="0770930X"),
    pupil("E", interview_on=on("07/05")), pupil("G"),
]  # fmt: skip


def moved(before=BEFORE, after=AFTER, was=(HELD,), now=(), catalogue=CATALOGUE) -> Changes:
    """Return what moved between two lists of applications, seen on one day."""
    return compare(*(
        look_at(catalogue, sessions(*held), applications(*rows), settings(), on("28/04"))
        for rows, held in ((before, was), (after, now))
    ))  # fmt: skip


def test_the_five_lines() -> None:
    """Each line reconciles, and says beside it what a plus and a minus would hide; one is singular."""
    assert [blank(line) for line in say_changes(moved())] == [
        "Inscrits : 6 + 2 − 3 = 5 (1 élève passé à un autre vœu et 1 annulée)",
        "Convocations : 2 + 0 − 1 = 1 (1 entretien déplacé)",
        "Avis saisis : 3 + 0 − 2 = 1 (1 avis effacé et 1 avis modifié)",
        "Avis en retard : 0 + 0 − 0 = 0",
        "Places manquantes : 2 → 4 (à recevoir : 3 → 4 ; places restantes : 1 → 0 ; 1 séance retirée)",
    ]


def test_several_of_each() -> None:
    """Two are plural, in every kind of movement that a line names; thousands are spaced."""
    many = [pupil("A", pupil=f"P{at}", **GOOD) for at in range(1200)]
    after = [
        row | {"opinion": [None, "Réservé"][at % 2], "interview_on": None}
        for at, row in enumerate(many[:4])
    ]  # fmt: skip
    held = [HELD, HELD | {"day": on("07/05")}]
    lines = [blank(x) for x in say_changes(moved(many, [*after, *many[4:]], [], held))]
    assert lines[0] == "Inscrits : 1 200 + 0 − 0 = 1 200"
    assert lines[2] == "Avis saisis : 1 200 + 0 − 2 = 1 198 (2 avis effacés et 2 avis modifiés)"
    assert lines[4] == (
        "Places manquantes : 0 → 0 (à recevoir : 0 → 2 ; places restantes : 0 → 2 ; "
        "2 séances ajoutées)"
    )


@pytest.mark.parametrize(
    ("kind", "two"),
    [
        ("moved", "2 élèves passés à un autre vœu"), ("cancelled", "2 annulées"),
        ("restored", "2 rétablies"), ("interview_moved", "2 entretiens déplacés"),
        ("interview_lost", "2 entretiens devenus sans date"), ("session_changed", "2 séances modifiées"),
    ],
)  # fmt: skip
def test_plurals(kind: str, two: str) -> None:
    """Each kind of movement has its plural."""
    assert blank(plural(2, MOVEMENTS[kind])) == two


def test_nothing_moved() -> None:
    """No offer at all: zeros, and no word too many."""
    lines = say_changes(moved([], [], [], [], offers().iloc[:0]))
    assert lines[0] == "Inscrits : 0 + 0 − 0 = 0"
    assert lines[-1] == "Places manquantes : 0 → 0"


def test_sessions_that_did_not_change_are_said(tmp_path: Path) -> None:
    """That no session was added nor withdrawn is said, and a sheet with no row says so in a line."""
    same = moved(now=(HELD,))
    assert blank(say_changes(same)[-1]).endswith("; aucune séance n’a changé)")
    book = load_workbook(write_changes(same, tmp_path / "a.xlsx", ["Du 24 au 28 avril 2025."]))
    rows = [[cell.value for cell in row] for row in book["Séances"].iter_rows()]
    assert rows[0][0] == "Rien n’a changé ici entre ces deux imports."
    assert len(rows) == 2
    said = [cell.value for row in book["Candidatures"].iter_rows() for cell in row]
    assert rows[0][0] not in said


def test_the_workbook_says_first_what_to_read(tmp_path: Path) -> None:
    """Its first sheet opens on the days, the five lines and how to read them; the worst comes first."""
    path = write_changes(moved(), tmp_path / "a.xlsx", ["Du 24 au 28 avril 2025."])
    book = load_workbook(path)
    assert book.sheetnames == [
        "Ensemble", "Par département", "Par établissement", "Candidatures", "Séances", "Définitions",
    ]  # fmt: skip
    top = [row[0].value for row in book["Ensemble"].iter_rows(max_row=14)]
    assert top[:6] == ["Du 24 au 28 avril 2025.", *say_changes(moved())]
    assert top[7:12] == [*EXPLAINED]
    assert top[13] == "Compte"
    lines = [[c.value for c in row] for row in book["Candidatures"].iter_rows()]
    assert [line[0] for line in lines] == [
        "Nature", "avis effacé", "avis modifié", "disparue", "disparue", "élève passé à un autre vœu",
        "annulée", "entretien déplacé", "nouvelle", "nouvelle",
    ]  # fmt: skip
    way = dict(zip(lines[0], lines[5], strict=True))
    assert (way["Avant"], way["Après"]) == ("Mode (Lycée 0930125F)", "Bois (Lycée 0770930X)")
    assert (way["Formation"], way["Établissement d’accueil"]) == ("Bois", "Lycée 0770930X")


def test_every_line_of_the_whole_adds_up() -> None:
    """On the first sheet, before + plus − minus = after, line by line."""
    whole = changes_tables(moved())["Ensemble"].iloc[:-1]
    assert (whole["before"] + whole["plus"] - whole["minus"] == whole["after"]).all()
    assert whole["what"].tolist()[0] == "Inscrits"


def test_hosts_that_did_not_move_are_left_out() -> None:
    """The sheet by host holds those where something moved; the one by département, all of them."""
    tables = changes_tables(moved(BEFORE, BEFORE[1:], (), ()))
    assert tables["Par établissement"]["host_uai"].tolist() == ["0930125F"]
    assert tables["Par département"]["department"].tolist() == ["77", "93"]


@pytest.mark.parametrize(
    ("turned", "held"),
    [({"opinion": "Réservé"}, (HELD,)), (GOOD, (HELD | {"per_minutes": 15, "declared": 1},))],
    ids=["an opinion corrected", "a session held otherwise"],
)
def test_a_host_whose_figures_stay_but_whose_rows_moved(turned: dict, held: tuple) -> None:
    """An opinion corrected, a session held otherwise: no figure moves, the host is there all the same."""
    changes = moved([pupil("A", **GOOD)], [pupil("A", **turned)], now=held)
    assert changes_tables(changes)["Par établissement"]["host_uai"].tolist() == ["0930125F"]


def test_csv_and_json(tmp_path: Path) -> None:
    """A .csv has the movements in French, a .json everything by codes; both are their owner's only."""
    text = write_changes(moved(), tmp_path / "a.csv", []).read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(text.splitlines(), delimiter=";")]
    assert len(rows) == 9
    assert {"Nature", "Élève (clé)", "Avant", "Après", "Fichier", "Ligne"} <= set(rows[0])
    path = write_changes(moved(), tmp_path / "a.json", [])
    held = json.loads(path.read_text(encoding="utf-8"))
    assert set(held) == {"balance", "movements", "sessions"}
    assert held["balance"]["academie"][0]["entered_minus"] == 2
    shifted = next(row for row in held["movements"] if row["kind"] == "interview_moved")
    assert (shifted["before"], shifted["after"]) == ("2025-05-06", "2025-05-07")
    assert held["sessions"][0]["kind"] == "session_withdrawn"
    assert (
        stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.drive
    )  # Windows has no such rights


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """A name that ends otherwise is refused before anything is written."""
    with pytest.raises(UsageError, match="le nom doit finir par"):
        write_changes(moved(), tmp_path / "a.pdf", [])
    assert list(tmp_path.iterdir()) == []
