"""A delivery edited by hand, cell by cell: what moved is told as it was planted, and waits for a yes."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from by_hand import Hand, balance, movements, session_moves, told_movements, told_sessions
from campaigns import copy_example
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from raw_files import Application, read_delivery

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.store.history import open_snapshot
from passpro_nb.store.snapshots import import_campaign

EMPTIED, CLOSED = "0949008F", "0779000P"  # a host without rows left, one that left the catalogue
REMOVED, OUTSIDE = "77900003", "93900023"  # an offer deleted, one that passes « hors Passpro »
MOVED, DROPPED, RESEATED, SHIFTED = "93900022", "93900042", "93900034", "93900036"  # sessions
HOST, CODE, LABEL = "Code UAI étab. Accueil", "Code vœu", "Formation demandée"
CONVENED, MET, SEEN = "Convoqué le", "Date d’entretien", "Présence"
OPINION, ENTERED = "Avis", "Avis saisi le"


def columns(sheet: Worksheet, header: str) -> dict[str, int]:
    """Return the place of each column of a sheet, by its header."""
    (row,) = (r for r in sheet.iter_rows(max_row=9) if header in [c.value for c in r])
    return {str(cell.value): cell.column for cell in row}


@dataclass
class Planter:
    """Edits an export, and writes down what ought to be told of it."""

    hand: Hand
    path: Path
    planted: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    deleted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Open the export; only pupils of one row, written plainly, are edited."""
        self.book = load_workbook(self.path)
        self.sheet = self.book["Export"]
        self.at = columns(self.sheet, "INE")
        self.rows: dict[str, list[int]] = defaultdict(list)
        for row in range(2, self.sheet.max_row + 1):
            self.rows[str(self.cell(row, "INE"))].append(row)
        self.left: dict[str, list[Application]] = defaultdict(list)
        for key, a in self.hand.seen.items():
            offer, row = self.hand.offers[a.offer], self.rows[a.pupil]
            plain = row and (self.cell(row[0], HOST), self.cell(row[0], CODE)) == (
                offer.host,
                a.offer,
            )
            if offer.host not in (EMPTIED, CLOSED) and a.offer not in (REMOVED, OUTSIDE):
                self.left[self.hand.states[key]] += [a] if plain and len(row) == 1 else []

    def cell(self, row: int, name: str) -> object:
        """Return a cell."""
        return self.sheet.cell(row, self.at[name]).value

    def pick(self, state: str, **wanted: object) -> Application:
        """Take an application of a state that nothing was done to."""
        found = (a for a in self.left[state] if all(getattr(a, k) == v for k, v in wanted.items()))
        chosen = next(found)
        self.left[state].remove(chosen)
        return chosen

    def write(self, a: Application, cells: dict[str, object]) -> None:
        """Write cells of the row of an application; None empties them."""
        for name, value in cells.items():
            self.sheet.cell(a.row, self.at[name]).value = value

    def expect(
        self, kind: str, a: Application, before: object = None, after: object = None
    ) -> None:
        """Note a movement that ought to be told."""
        self.planted[kind, a.pupil, a.offer, before, after] += 1

    def save(self) -> None:
        """Delete the rows, the last first, and save."""
        for row in sorted(self.deleted, reverse=True):
            self.sheet.delete_rows(row)
        self.book.save(self.path)


def plant_rows(planter: Planter) -> None:
    """Delete rows, empty a host, break keys and codes, contradict a row."""
    for state in ("entered", "not_convened"):
        a = planter.pick(state)
        planter.deleted.add(a.row)
        planter.expect("gone", a)
    for a in planter.hand.seen.values():
        if planter.hand.offers[a.offer].host == EMPTIED:
            planter.deleted |= {
                r for r in planter.rows[a.pupil] if planter.cell(r, HOST) == EMPTIED
            }
            planter.expect("gone", a)
        elif planter.hand.offers[a.offer].host == CLOSED or a.offer in (REMOVED, OUTSIDE):
            planter.expect("gone", a)
    broken = planter.pick("entered")
    planter.write(broken, {"INE": "888" + broken.pupil[3:]})
    planter.expect("gone", broken)
    planter.planted["new", "888" + broken.pupil[3:], broken.offer, None, None] += 1
    for cells in (
        {"INE": None, "N° de dossier": None},
        {HOST: "0939001Z"},
        {HOST: None, CODE: None},
    ):
        a = planter.pick("awaiting")
        planter.write(a, cells)
        planter.expect("gone", a)
    a = planter.pick("entered", opinion="Favorable")
    planter.sheet.append([planter.cell(a.row, name) for name in planter.at])
    planter.sheet.cell(planter.sheet.max_row, planter.at[OPINION]).value = "Réservé"
    planter.expect("gone", a)  # two opinions: both rows are set aside


def plant_ways(planter: Planter) -> None:
    """Move a pupil to another host, one to the other status of the same programme."""
    offers = planter.hand.offers
    (other,) = (offer for offer in offers.values() if offer.status == "apprentissage")
    (same,) = (
        offer.code
        for offer in offers.values()
        if (offer.host, offer.label) == (other.host, other.label) and offer is not other
    )
    ways = (("not_convened", {}, "93900025"), ("entered", {"offer": same}, other.code))
    for state, wanted, new in ways:
        a = planter.pick(state, **wanted)
        assert a.offer != new
        planter.write(a, {HOST: offers[new].host, CODE: None, "Voie": offers[new].status})
        planter.write(a, {LABEL: offers[new].label})
        planter.expect("gone", a)
        planter.planted["new", a.pupil, new, None, None] += 1
        planter.planted["moved", a.pupil] += 1


def plant_facts(planter: Planter) -> None:
    """Erase and change opinions, days, attendances, convocations; cancel, restore."""
    for cells in ({OPINION: None, ENTERED: None}, {OPINION: None}, {OPINION: "peut-être"}):
        a = planter.pick("entered")
        planter.write(a, cells)
        planter.expect("opinion_lost", a, a.opinion)
    for value, word in (("Défavorable", "D"), ("Très favorable", "TRES FAVORABLE")):
        a = planter.pick("entered", opinion="Favorable")
        planter.write(a, {OPINION: word})
        planter.expect("opinion_changed", a, "Favorable", value)
    for state, day in (("awaiting", datetime(2025, 4, 11)), ("convened", datetime(2025, 5, 5))):
        a = next(a for a in planter.left[state] if a.interview_on not in (None, day.date()))
        planter.left[state].remove(a)
        planter.write(a, {MET: day})
        planter.expect("interview_moved", a, a.interview_on.isoformat(), day.date().isoformat())
    a = planter.pick("awaiting")
    planter.write(a, {MET: None})
    planter.expect("interview_lost", a, a.interview_on.isoformat())
    planter.expect("attendance_lost", a, a.attendance)
    planter.write(a, {SEEN: None})
    a = planter.pick("awaiting", attendance="present")
    planter.write(a, {SEEN: "Absent excusé"})
    planter.expect("attendance_changed", a, "present", "absent")
    a = planter.pick("not_convened")
    planter.write(a, {CONVENED: "30/04/2025", MET: "06/05/2025"})
    planter.expect("convened", a, None, "2025-05-06")
    a = next(a for a in planter.left["convened"] if a.interview_on)
    planter.write(a, {CONVENED: None, MET: None})
    planter.expect("unconvened", a)
    planter.expect("interview_lost", a, a.interview_on.isoformat())
    a = planter.pick("entered")
    planter.write(a, {"Annulée": "oui"})
    planter.expect("cancelled", a)
    a = planter.pick("cancelled", opinion=None)
    planter.write(a, {"Annulée": None})
    planter.expect("restored", a)
    a = planter.pick("not_convened")
    planter.sheet.append([planter.cell(planter.rows[a.pupil][0], name) for name in planter.at])
    row = planter.sheet.max_row
    for name, value in {"INE": "777" + a.pupil[3:], "N° de dossier": "D999999"}.items():
        planter.sheet.cell(row, planter.at[name]).value = value
    planter.planted["new", "777" + a.pupil[3:], a.offer, None, None] += 1


def plant_sessions(path: Path, hand: Hand) -> Counter[tuple[Any, ...]]:
    """Edit the catalogue; return the sessions that moved."""
    book = load_workbook(path)
    sheet = book["Catalogue 2025"]
    at = columns(sheet, "N° UAI")
    rows = {str(sheet.cell(r, at[CODE]).value): r for r in range(1, sheet.max_row + 1)}
    dates = {
        MOVED: "21 mars et 5 mai de 14h à 18h", DROPPED: "le 20 mars 2025 de 8h30 à 11h30",
        SHIFTED: "jeudi 10 avril 2025 15h-18h",
    }  # fmt: skip
    for code, text in dates.items():
        sheet.cell(rows[code], at["Dates et horaires"]).value = text
    sheet.cell(rows[RESEATED], at["Places d’entretien par séance"]).value = 15
    sheet.cell(rows[OUTSIDE], at["Passpro / hors Passpro"]).value = "hors Passpro"
    left = {c for c, o in hand.offers.items() if o.host == CLOSED or c == REMOVED}
    gone = {r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, at[CODE]).value) in left}
    for row in sorted(gone, reverse=True):
        sheet.delete_rows(row)
    book.save(path)
    return Counter([
        ("session_withdrawn", MOVED, "2025-04-28", "14:00", "18:00"),
        ("session_added", MOVED, "2025-05-05", "14:00", "18:00"),
        ("session_withdrawn", DROPPED, "2025-05-05", "08:30", "11:30"),
        ("session_withdrawn", SHIFTED, "2025-04-10", "14:00", "18:00"),
        ("session_added", SHIFTED, "2025-04-10", "15:00", "18:00"),
        ("session_changed", RESEATED, "2025-03-25", "09:00", "12:00"),
        ("session_changed", RESEATED, "2025-04-30", "09:00", "12:00"),
        *(
            ("session_withdrawn", code, s.day.isoformat(), s.start, s.end)
            for code in {*left, OUTSIDE}
            for s in hand.offers[code].sessions
        ),
    ])  # fmt: skip


@dataclass
class Planted:
    """The campaign, both deliveries by hand, what was planted."""

    folder: Path
    before: Hand
    after: Hand
    movements: Counter[tuple[Any, ...]]
    sessions: Counter[tuple[Any, ...]]
    told: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Import the invented campaign, then edit its files."""
    folder = copy_example(tmp_path_factory.mktemp("plantee") / "campagne")
    campaign = open_campaign(folder)
    import_campaign(campaign, campaign.figures().day)
    before = Hand(read_delivery(folder))
    planter = Planter(before, next(folder.glob("candidatures*")))
    plant_rows(planter)
    plant_ways(planter)
    plant_facts(planter)
    planter.save()
    sessions = plant_sessions(next(folder.glob("catalogue*")), before)
    return Planted(folder, before, Hand(read_delivery(folder)), planter.planted, sessions)


def test_what_would_be_lost_waits(planted: Planted, capsys: pytest.CaptureFixture[str]):
    """Rows, opinions and a host lost above the bounds: all three are counted, nothing is imported."""
    capsys.readouterr()
    assert run(["import", str(planted.folder)]) == 1
    said = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    gone = [row for row in planted.movements.elements() if row[0] == "gone"]
    moved = sum(row[0] == "moved" for row in planted.movements.elements())
    opinions = sum(planted.before.states[row[1], row[2]] == "entered" for row in gone)
    opinions += sum(row[0] == "opinion_lost" for row in planted.movements.elements())
    came = [row for row in planted.movements.elements() if row[0] == "new"]
    had, has = (
        {row[1] for row in rows if hand.states[row[1], row[2]] == "entered"}
        for rows, hand in ((gone, planted.before), (came, planted.after))
    )
    opinions -= len(had & has)  # those that went along with their pupil
    entered = sum(state == "entered" for state in planted.before.states.values())
    assert said.split("(Lycée")[0] == (
        f"Cet import ferait perdre {len(gone) - moved} candidatures sur "
        f"{len(planted.before.seen)}, {opinions} avis sur {entered} et 1 établissement d’accueil "
    )
    assert open_snapshot(planted.folder).event.number == 1


def test_what_was_planted_is_told_and_no_more(planted: Planted, tmp_path: Path):
    """Once accepted, `changes` tells each movement planted, each session, each balance; nothing else."""
    assert run(["import", str(planted.folder), "--accepter"]) == 0
    assert run(["changes", str(planted.folder), "--to", str(tmp_path / "x.json")]) == 0
    told = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert told_movements(told) == planted.movements
    assert told_sessions(told) == planted.sessions
    assert movements(planted.before, planted.after) == planted.movements
    assert session_moves(planted.before, planted.after) == planted.sessions
    for by, key in (("academie", "academie"), ("department", "department"), ("host", "host_uai")):
        for row in told["balance"][by]:
            expected = balance(planted.before, planted.after, by, row[key])
            assert {code: row[code] for code in expected} == expected
