"""The real offers of the académie, written as a messy workbook, through the whole path.

Every figure expected is worked out here in plain Python from the facts that the test draws: no
code of the package, so that a shared mistake cannot hide.
"""

import csv
import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from passpro_nb.commands.main import run

DAY = date(2025, 4, 28)
LIMIT, FIRST, LAST = date(2025, 5, 14), date(2025, 3, 10), date(2025, 5, 7)
HOLIDAYS = {date(2025, 4, 21), date(2025, 5, 1), date(2025, 5, 8)}
SETTINGS = """[campagne]
nom = "Passpro sur offres réelles"
[calendrier]
debut_entretiens = 2025-03-10
fin_entretiens = 2025-05-07
limite_avis = 2025-05-14
"""
OPINIONS = {
    "Très favorable": "TF",
    "Favorable": "fav.",
    "Réservé": "avec réserve",
    "Défavorable": "D",
}


@dataclass
class Offer:
    """One real offer, and the sessions that the test gives it."""

    uai: str
    name: str
    commune: str
    department: str
    mef: str
    label: str
    status: str
    passpro: bool
    mode: str = ""
    seats: int | None = None
    sessions: list[tuple[date, int, int]] = field(default_factory=list)
    undated: str = ""
    applications: list[dict] = field(default_factory=list)


@pytest.fixture(scope="module")
def offers(shared: Path) -> list[Offer]:
    """Return the real offers with drawn sessions and applications; the same at every run."""
    rng = Random(7)
    source = shared / "realdata" / "offers" / "DERIVED_catalogue_creteil_2nde_cap.csv"
    with source.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    drawn = [_offer(row, rng) for row in rows]
    open_ = [offer for offer in drawn if offer.passpro and offer.status == "scolaire"]
    for number in range(6000):
        offer = rng.choice(open_)
        offer.applications.append(_application(number, offer, rng))
    return drawn


def _offer(row: dict, rng: Random) -> Offer:
    offer = Offer(
        row["uai"], row["nom"] or row["uai"], row["commune"], row["departement"], row["mef"],
        row["libelle_edition"], "apprentissage" if row["statut_offre"] == "AP" else "scolaire",
        rng.random() < 0.7,
    )  # fmt: skip
    if offer.passpro and rng.random() < 0.9:
        offer.mode = rng.choice(["individuel", "collectif", ""])
        offer.seats = rng.choice([None, None, 8, 15])
        for step in sorted(rng.sample(range(70), rng.randint(1, 4))):
            start = rng.randint(8, 14)
            offer.sessions.append(
                (FIRST - timedelta(days=5) + timedelta(days=step), start, start + 2)
            )
    elif offer.passpro:
        offer.undated = rng.choice(["à définir", "sur convocation", ""])
    return offer


def _application(number: int, offer: Offer, rng: Random) -> dict:
    facts: dict = {"pupil": f"{number:09d}AB", "cancelled": rng.random() < 0.03}
    facts["registered"] = date(2025, 2, 3) + timedelta(days=rng.randint(0, 90))
    if offer.sessions and rng.random() < 0.8:
        facts["interview"] = rng.choice(offer.sessions)[0]
        facts["absent"] = facts["interview"] <= DAY and rng.random() < 0.05
        if facts["interview"] <= DAY and not facts["absent"] and rng.random() < 0.7:
            facts["opinion"] = rng.choice(list(OPINIONS))
            facts["opinion_on"] = facts["interview"] + timedelta(days=rng.randint(0, 12))
    return facts


# ------------------------------------------------------------------ the files, as an office writes


@pytest.fixture(scope="module")
def folder(offers: list[Offer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the campaign: titles, merged départements, aliases, untidy codes, notes."""
    folder = tmp_path_factory.mktemp("reelle")
    (folder / "campagne.toml").write_text(SETTINGS, encoding="utf-8")
    _write_catalogue(offers, folder / "Catalogue Passpro.xlsx")
    _write_applications(offers, folder / "candidatures.xlsx")
    return folder


def _write_catalogue(offers: list[Offer], path: Path) -> None:
    book = Workbook()
    book.active.title = "Lisez-moi"
    book.active["A1"] = "Le catalogue est sur l’autre feuille."
    sheet = book.create_sheet("Offres")
    sheet.append([None, "PROCÉDURE PASSPRO"])
    sheet.merge_cells("B1:F1")
    sheet.append([])
    sheet.append(
        ["Dépt.", " N° UAI ", "Nom de\nl’établissement", "Ville", "Formation", "Code MEF", "Statut",
         "Procédure", "Modalité", "Dates et horaires", "Nb de places par séance"]
    )  # fmt: skip
    by_department = sorted(offers, key=lambda offer: offer.department)
    for number, offer in enumerate(by_department):
        uai = [offer.uai, offer.uai.lower(), f" {offer.uai}\u00a0", offer.uai[1:]][number % 4]
        procedure = "Passpro" if offer.passpro else "hors  passpro"
        words = " ; ".join(_words(number, *session) for session in offer.sessions) or offer.undated
        sheet.append(
            [offer.department, uai, offer.name, offer.commune, offer.label, f"{offer.mef}0",
             offer.status, procedure, offer.mode, words, offer.seats]
        )  # fmt: skip
    first = 4
    for department, count in Counter(o.department for o in by_department).items():
        assert sheet.cell(first, 1).value == department
        sheet.merge_cells(start_row=first, end_row=first + count - 1, start_column=1, end_column=1)
        first += count
    sheet.append([])
    sheet.append(["Total", None, None, None, len(offers)])
    sheet.append(["* d’après les établissements"])
    book.save(path)


def _words(number: int, day: date, start: int, end: int) -> str:
    months = ["janvier", "février", "mars", "avril", "mai", "juin"]
    days = [
        f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"le {day.day} {months[day.month - 1]} 2025",
        f"{day.day} {months[day.month - 1]}",
    ]  # fmt: skip
    hours = [f"de {start}h à {end}h", f"{start}h00-{end}h00", f"de {start:02}:00 à {end:02}:00"]
    return f"{days[number % 4]} {hours[number % 3]}"


def _write_applications(offers: list[Offer], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.append(
        ["INE", "Nom", "Prénom", "Code UAI étab. Accueil", "Code MEF", "Inscrit le",
         "Date d’entretien", "Présence", "Avis", "Avis saisi le", "État"]
    )  # fmt: skip
    for number, (offer, facts) in enumerate((o, a) for o in offers for a in o.applications):
        opinion = facts.get("opinion")
        dates = [facts["registered"], facts.get("interview"), facts.get("opinion_on")]
        if number % 3 == 0:
            dates = [day and f"{day:%d/%m/%Y}" for day in dates]
        sheet.append(
            [facts["pupil"], "Exemple", "Camille", offer.uai, offer.mef, dates[0], dates[1],
             "Absent excusé" if facts.get("absent") else None,
             opinion and (OPINIONS[opinion] if number % 2 else opinion), dates[2],
             "Annulée" if facts["cancelled"] else "Validée"]
        )  # fmt: skip
    book.save(path)


# --------------------------------------------------------------------- what should be found


def _work(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def _after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= _work(day)
    return day


def _state(facts: dict) -> str | None:
    interview, opinion_on = facts.get("interview"), facts.get("opinion_on")
    if facts["registered"] > DAY:
        return None
    if facts["cancelled"]:
        return "cancelled"
    if opinion_on and opinion_on <= DAY:
        return "entered"
    if facts.get("absent"):
        return "absent"
    due = max(interview, min(_after(interview, 5), LIMIT)) if interview else LIMIT
    if due < DAY:
        return "overdue"
    if interview is None:
        return "not_convened"
    return "awaiting" if interview <= DAY else "convened"


def _seats(offer: Offer, start: int, end: int) -> int:
    if offer.seats is not None:
        return offer.seats
    minutes = (end - start) * 60
    return {"individuel": minutes // 15, "collectif": minutes // 60 * 12}.get(offer.mode, 0)


def _figures(offers: list[Offer]) -> dict[str, Counter]:
    """Work out the figures of each host from the facts."""
    found: dict[str, Counter] = defaultdict(Counter)
    for offer in offers:
        if not offer.passpro:
            continue
        here = found[offer.uai]
        states = [(_state(facts), facts) for facts in offer.applications]
        here.update(state for state, _ in states if state)
        here["registered"] += sum(1 for state, _ in states if state not in (None, "cancelled"))
        window = [s for s in offer.sessions if FIRST <= s[0] <= LAST]
        here["capacity"] += sum(_seats(offer, start, end) for _, start, end in window)
        left = sum(_seats(offer, start, end) for day, start, end in window if day > DAY)
        waiting = sum(
            1 for state, facts in states
            if state not in (None, "cancelled", "entered", "absent")
            and (facts.get("interview") is None or facts["interview"] > DAY)
        )  # fmt: skip
        here["to_interview"] += waiting
        here["seats_left"] += left
        here["shortfall"] += max(0, waiting - left)
        here["undated"] += bool(offer.undated)
        here["without_session"] += not offer.sessions and not offer.undated
    return found


COUNTS = (
    "registered",
    "entered",
    "absent",
    "overdue",
    "awaiting",
    "convened",
    "not_convened",
    "cancelled",
)
SEATS = ("capacity", "to_interview", "seats_left", "shortfall", "undated", "without_session")


def _command(*words: str, to: Path) -> list[dict]:
    assert run([*words, "--on", DAY.isoformat(), "--to", str(to)]) == 0
    return json.loads(to.read_text(encoding="utf-8"))


def test_nothing_is_lost(folder: Path, offers: list[Offer], tmp_path: Path):
    """Every row is accounted for; none of the mess is an error, but interviews on a day off."""
    assert run(["check", str(folder), "--to", str(tmp_path / "c.json")]) == 1
    said = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    off = [
        facts
        for offer in offers
        for facts in offer.applications
        if not facts["cancelled"] and "interview" in facts and not _work(facts["interview"])
    ]
    errors = [found["code"] for found in said["findings"] if found["severity"] == "error"]
    assert errors == ["interview_not_working"] * len(off)
    accepted = {row["file"]: row["accepted"] for row in said["reconciliation"]}
    assert accepted == {
        "Catalogue Passpro.xlsx": len(offers),
        "candidatures.xlsx": sum(len(offer.applications) for offer in offers),
    }


def test_coverage_by_host(folder: Path, offers: list[Offer], tmp_path: Path):
    """`coverage` gives each host the figures worked out from the facts."""
    rows = _command("coverage", str(folder), to=tmp_path / "c.json")
    expected = _figures(offers)
    assert {row["host_uai"] for row in rows} == set(expected)
    for row in rows:
        facts = expected[row["host_uai"]]
        assert {code: row[code] for code in COUNTS} == {code: facts[code] for code in COUNTS}
        due = facts["registered"] - facts["absent"]
        assert row["coverage"] == (pytest.approx(facts["entered"] / due) if due else None)


def test_capacity_by_host(folder: Path, offers: list[Offer], tmp_path: Path):
    """`capacity` gives each host the seats and the shortfall worked out from the facts."""
    rows = _command("capacity", str(folder), to=tmp_path / "c.json")
    expected = _figures(offers)
    for row in rows:
        facts = expected[row["host_uai"]]
        assert {code: row[code] for code in SEATS} == {code: facts[code] for code in SEATS}
        load = facts["registered"] / facts["capacity"] if facts["capacity"] else None
        assert row["load"] == (load and pytest.approx(load)) or math.isclose(row["load"], load or 0)


def test_the_dashboard_says_the_same(folder: Path, offers: list[Offer]):
    """After `import`, the page's figures for 93 are those worked out from the facts."""
    from passpro_nb.panels.academie.figures import measure_screen
    from passpro_nb.panels.filters import Filters
    from passpro_nb.store.published import PUBLISHED, read_published

    assert run(["import", str(folder), "--on", DAY.isoformat()]) == 0
    screen = measure_screen(read_published(folder / PUBLISHED), Filters(department="93"))
    expected: Counter = Counter()
    for uai, figures in _figures(offers).items():
        if uai.startswith("093"):
            expected.update(figures)
    codes = (*COUNTS, *SEATS)
    assert {code: screen.total[code] for code in codes} == {code: expected[code] for code in codes}
