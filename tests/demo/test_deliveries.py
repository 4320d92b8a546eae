"""Deliveries that live: told from the files alone, by a reading that shares nothing with ours."""

import re
from collections import Counter, defaultdict
from dataclasses import fields
from itertools import combinations, pairwise, zip_longest
from math import ceil
from pathlib import Path
from random import Random
from statistics import median

import pytest
from openpyxl import load_workbook

from passpro_nb.check.campaign import open_campaign
from passpro_nb.demo.campaign import write_demo
from passpro_nb.demo.life import invent_life
from passpro_nb.demo.mess import application_rows, catalogue_rows, clean_papers, draw_papers
from passpro_nb.demo.movement import invent_movement
from passpro_nb.demo.settings import DOSES, LAST_DAY, SETTINGS
from passpro_nb.domain.french import fold

TRUNCATED, DOUBLED = 4, 8  # of twelve: a third of the way, two thirds
WORKDAYS = SETTINGS.calendrier.workdays
Cells = dict[str, object]


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> list[Path]:
    """Write twelve deliveries of 600 applications and return their folders, oldest first."""
    folder = tmp_path_factory.mktemp("demo") / "douze"
    write_demo(folder, applications=600, deliveries=12)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def read(folders) -> list[tuple[list[Cells], dict[str, int]]]:
    """Return each delivery's lines, and the days of interviews that its catalogue tells by offer."""
    return [(lines(folder), told_days(folder)) for folder in folders]


@pytest.fixture(scope="module")
def ordinary(read):
    """Return the deliveries that are neither truncated nor doubled."""
    return [found for place, found in enumerate(read) if place not in (TRUNCATED, DOUBLED)]


def table(path: Path, sheet: str, top: int) -> list[Cells]:
    """Return the rows under a header of a workbook."""
    book = load_workbook(path, read_only=True)
    header, *rows = list(book[sheet].values)[top:]
    book.close()
    return [dict(zip_longest(header, row)) for row in rows]  # blanks at the end are not stored


def lines(folder: Path) -> list[Cells]:
    """Return the lines of an export."""
    [path] = folder.glob("candidatures_*.xlsx")
    return table(path, "Export", 0)


def told_days(folder: Path) -> dict[str, int]:
    """Count the days written for each offer of a catalogue, in any of the ways of its hosts."""
    days: dict[str, int] = defaultdict(int)
    for row in table(folder / "catalogue passpro 2025.xlsx", "Catalogue 2025", 3)[:-1]:
        text = re.sub(
            r"\d+\splaces?|\d+(h\d*|:\d\d)|\b20\d\d\b", "", row["Dates et horaires"] or ""
        )
        days[row["Code vœu"]] += len(re.findall(r"\d+", re.sub(r"(\d+)/\d+(/\d\d)?", r"\1", text)))
    return days


def by_line(rows: list[Cells]) -> dict[tuple[object, ...], Cells]:
    """Key the lines by pupil, host and programme; the second of two twins is left out."""
    names = ("N° de dossier", "Code UAI étab. Accueil", "Code vœu", "Formation demandée")
    found: dict[tuple[object, ...], Cells] = {}
    for row in rows:
        if row["N° de dossier"]:
            found.setdefault(tuple(row[name] for name in names), row)
    return found


def movements(before, after) -> Counter[str]:
    """Count what moved between two deliveries, by kind; « lignes » are all lines that moved."""
    (earlier, old_days), (later, new_days) = before, after
    old, new = by_line(earlier), by_line(later)
    moved: Counter[str] = Counter()
    ranks = {(row["N° de dossier"], row["Rang du vœu"]) for row in old.values()}
    for key in new.keys() - old.keys():
        elsewhere = (key[0], new[key]["Rang du vœu"]) in ranks
        moved["autre accueil" if elsewhere else "venue"] += 1
    moved["partie"] = len(old.keys() - new.keys()) - moved["autre accueil"]
    for key in old.keys() & new.keys():
        for name in ("Annulée", "Date d’entretien", "Présence", "Avis"):
            was, now = old[key][name], new[key][name]
            if was != now:
                moved[f"{name} : {'venu' if not was else 'changé' if now else 'perdu'}"] += 1
        moved["lignes"] += old[key] != new[key]
    moved["lignes"] += len(new.keys() ^ old.keys())
    for offer in new_days.keys() | old_days.keys():
        if offer not in old_days or offer not in new_days:
            moved["offre venue" if offer in new_days else "offre partie"] += 1
        elif new_days[offer] != old_days[offer]:
            more = new_days[offer] > old_days[offer]
            moved["séance ajoutée" if more else "séance retirée"] += 1
    return moved


def test_each_kind_of_movement_is_seen(ordinary):
    """Twelve deliveries show each kind of movement, and none that life does not know."""
    seen = sum((movements(*pair) for pair in pairwise(ordinary)), Counter())
    assert seen.keys() == {
        "venue", "partie", "autre accueil", "Annulée : venu", "Date d’entretien : venu",
        "Date d’entretien : changé", "Présence : venu", "Avis : venu", "Avis : changé",
        "Avis : perdu", "séance ajoutée", "séance retirée", "offre venue", "lignes",
    }  # fmt: skip
    assert seen["offre venue"] == 1


def test_little_moves_in_a_day(read):
    """Between two ordinary days in a row a few per cent of the lines move, but for dated facts.

    These come as the campaign has them: in lumps, an afternoon of interviews at a time.
    """
    dated = ("Date d’entretien : venu", "Présence : venu", "Avis : venu")
    shares = []
    for place, (before, after) in enumerate(pairwise(read)):
        if not {place, place + 1} & {TRUNCATED, DOUBLED}:
            moved = movements(before, after)
            shares.append(moved.pop("lignes") / len(after[0]))
            assert sum(moved[kind] for kind in moved.keys() - {*dated}) <= 0.01 * len(after[0])
    assert 0.01 < min(shares) < median(shares) < 0.06
    assert max(shares) < 0.15


def test_a_line_that_vanishes_had_been_cancelled(ordinary):
    """A line leaves the exports only after its cancellation, or for another host."""
    for (earlier, _), (later, _) in pairwise(ordinary):
        old, new = by_line(earlier), by_line(later)
        kept = {(row["N° de dossier"], row["Rang du vœu"]) for row in new.values()}
        for key in old.keys() - new.keys():
            assert old[key]["Annulée"] == "oui" or (key[0], old[key]["Rang du vœu"]) in kept


def test_one_delivery_is_truncated(read):
    """The fifth of twelve ends after three rows in five, each as the next day shows it or nearly."""
    sizes = [len(rows) for rows, _ in read]
    assert 0.58 < sizes[TRUNCATED] / sizes[TRUNCATED + 1] < 0.62
    assert all(0.98 < b / a < 1.02 for a, b in combinations(sizes[:4] + sizes[5:], 2))
    short, whole = (by_line(read[place][0]) for place in (TRUNCATED, TRUNCATED + 1))
    assert len(short.keys() - whole.keys()) < 5
    assert [*whole][:100] == [*short][:100]


def test_one_delivery_comes_twice(folders):
    """The ninth of twelve is the eighth, byte for byte, under the names of its own day."""
    for place, (before, after) in enumerate(pairwise(folders), 1):
        [old], [new] = (folder.glob("candidatures_*.xlsx") for folder in (before, after))
        assert new.stem == f"candidatures_{after.name.removeprefix('livraison_')}"
        assert (old.read_bytes() == new.read_bytes()) == (place == DOUBLED)
        if place == DOUBLED:
            assert [p.read_bytes() for p in sorted(before.iterdir())] == [
                p.read_bytes() for p in sorted(after.iterdir())
            ]


@pytest.mark.parametrize(
    ("count", "spoilt"), [(2, []), (4, []), (5, [(1, 3)]), (6, [(2, 4)]), (9, [(3, 6)])]
)
def test_the_spoilt_deliveries_stand_apart(tmp_path, count, spoilt):
    """From five on, one is truncated and one doubled: neither first nor last, never neighbours."""
    write_demo(tmp_path, applications=100, deliveries=count)
    found = [lines(folder) for folder in sorted(tmp_path.iterdir())]
    short = [n for n, rows in enumerate(found) if len(rows) < 0.8 * len(found[-1])]
    doubled = [n for n in range(1, count) if found[n] == found[n - 1]]
    assert [*zip(short, doubled, strict=True)] == spoilt


def test_movement_makes_no_mess(folders):
    """On no ordinary day does the check find more of a kind of fault than on the last.

    There the campaign is as a single delivery writes it, and nothing is left to move.
    """
    kinds = [
        Counter(fault.code for fault in open_campaign(folder).faults)
        for place, folder in enumerate(folders)
        if place != TRUNCATED
    ]
    assert len(kinds[-1]) > 10
    assert all(found <= kinds[-1] for found in kinds)


def test_each_movement_comes_in_its_dose():
    """Of a real campaign's pupils and offers, as many move in thirty deliveries as is declared."""
    life = invent_life(Random(1), 12_000, 140)
    movement = invent_movement(Random(1), life, WORKDAYS.last(LAST_DAY, 30))
    truth = {application.line: application for application in life.applications}
    [opened] = [code for code, ((_, was), *_) in movement.offers.items() if was is None]
    moved = Counter(
        [f.name for f in fields(was) if getattr(was, f.name) != getattr(truth[line], f.name)][-1]
        if was
        else "late"
        for line, ((_, was), *_) in movement.lines.items()
        if line in truth and truth[line].offer.code != opened
    )
    pupils = len({application.pupil.file_number for application in life.applications})
    doses = {
        "late": DOSES.registered_late,
        "offer": DOSES.host_changed,
        "interview_on": DOSES.interview_moved,
        "cancelled_on": DOSES.withdrawn,
        "opinion": DOSES.opinion_corrected,
        "opinion_on": DOSES.opinion_lost,  # its value too, as a rule
    }
    assert moved == {what: ceil(dose * pupils * 29) for what, dose in doses.items()}
    assert len(movement.passing) == ceil(DOSES.passing * pupils * 29)


@pytest.mark.parametrize("seed", range(5))
def test_moved_lines_hold_together(seed):
    """On every day a pupil is once on an offer, which the day's catalogue has."""
    life = invent_life(Random(seed), 1000, 140)
    days = WORKDAYS.last(LAST_DAY, 20)
    movement = invent_movement(Random(seed), life, days)
    papers = draw_papers(Random(seed), life)
    papers += clean_papers(papers, movement.passing)
    clean = [paper for paper in papers if not paper.slip]
    for day in days:
        rows = list(application_rows(clean, day, movement.lines_on(day)))
        catalogue = catalogue_rows(Random(seed), life, movement.offers_on(day))
        offers = {row["offer_code"] for row in catalogue}
        assert {row["offer_code"] for row in rows} <= offers | {None}
        keys = [
            (r["file_number"], r["host_uai"], fold(r["programme_label"]), r["status"]) for r in rows
        ]
        assert len(set(keys)) == len(keys)
