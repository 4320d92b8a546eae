"""A delivery of the demo read by hand: dicts and dates over the raw files, nothing of the package.

Written from the office's page of definitions alone, for the words that `demo` writes. Slow and
plain on purpose: what the package reads is held against it, through `by_hand`.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Cells = dict[str, Any]

_OPINIONS = {
    "Très favorable": "tres favorable, tf, tres fav",
    "Favorable": "favorable, f, fav",
    "Réservé": "reserve, r, assez favorable",
    "Défavorable": "defavorable, d, defav",
}
_ATTENDANCES = {
    "present": "present, p",
    "absent": "absent, a, abs non excuse, absent excuse, excuse, abs excuse",  # excused or not
}
_MODES = {"individual": "individuel, entretien individuel", "collective": "collectif, entretien collectif"}  # fmt: skip
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
DECISIVE = ("attendance", "opinion", "interview_on", "cancelled")


# Cells


def fold(text: object) -> str:
    """Return a text without case, accents or punctuation."""
    bare = unicodedata.normalize("NFD", str(text or "")).lower()
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def _meant(cell: object, writings: Mapping[str, str]) -> str | None:
    return next((k for k, ways in writings.items() if fold(cell) in ways.split(", ")), None)


def read_uai(cell: object) -> str | None:
    """Return a UAI with its zero back; None where its letter does not answer for its digits."""
    text = "".join(str(cell or "").split()).upper().zfill(8)
    if not re.fullmatch(r"\d{7}[A-Z]", text):
        return None
    return text if "ABCDEFGHJKLMNPRSTUVWXYZ"[int(text[:7]) % 23] == text[7] else None


def read_day(cell: object) -> date | None:
    """Return a real date, « 12/03/2025 » or « 12/03/25 »; None for a day that does not exist."""
    if isinstance(cell, datetime):
        return cell.date()
    for form in ("%d/%m/%Y", "%d/%m/%y"):
        try:
            return datetime.strptime(str(cell), form).date()
        except ValueError:
            continue
    return None


def sheet_rows(path: Path, header: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows under the header row that holds `header`, each with its number in Excel."""
    for sheet in load_workbook(path, read_only=True).worksheets:
        names: list[Any] = []
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if names and any(row):
                yield number, dict.fromkeys(names) | dict(zip(names, row, strict=False))
            elif header in row:
                names = list(row)


# The calendar


@dataclass
class Calendar:
    """The calendar and the habits of a campaign, from its settings."""

    settings: dict[str, Any]
    off: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Gather the public holidays and the holidays of the settings."""
        for year in (2024, 2025, 2026):
            self.off |= holidays(year)
        for period in self.settings["calendrier"]["conges"]:
            day = period["debut"]
            while day <= period["fin"]:
                self.off.add(day)
                day += timedelta(1)

    def works(self, day: date) -> bool:
        """Tell whether one works on a day."""
        return day.weekday() < 5 and day not in self.off

    def after(self, day: date, count: int) -> date:
        """Return the day `count` working days strictly after a day."""
        while count:
            day += timedelta(1)
            count -= self.works(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days strictly after `start`, up to `end`."""
        days = range(1, (end - start).days + 1)
        return sum(self.works(start + timedelta(n)) for n in days)

    def working(self, day: date) -> date:
        """Return the last working day not after a day."""
        while not self.works(day):
            day -= timedelta(1)
        return day

    def last(self, day: date, count: int) -> list[date]:
        """Return the last `count` working days up to a day."""
        days = [self.working(day)]
        while len(days) < count:
            days.append(self.working(days[-1] - timedelta(1)))
        return days

    def due(self, interview: date | None) -> date:
        """Return the day until which an opinion may be entered."""
        limit = self.settings["calendrier"]["limite_avis"]
        if interview is None:
            return limit
        given = self.settings["avis"]["delai_avis_jours_ouvres"]
        return max(interview, min(self.after(interview, given), limit))


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the French public holidays of a year; Easter by Gauss and Meeus."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    easter = date(year, month, day + 1)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    return frozenset({date(year, *f) for f in fixed} | {easter + timedelta(n) for n in (1, 39, 50)})


# The catalogue


@dataclass(frozen=True)
class Session:
    """A dated session; seats None: unknown."""

    offer: str
    day: date
    start: str
    end: str
    mode: str | None
    declared: int | None


@dataclass
class Offer:
    """An offer of a host, by its code vœu."""

    code: str
    host: str
    label: str
    status: str
    passpro: bool
    sessions: set[Session] = field(default_factory=set)


def read_offers(path: Path) -> dict[str, Offer]:
    """Return the offers of the catalogue whose host is established."""
    offers: dict[str, Offer] = {}
    for _, row in sheet_rows(path, "N° UAI"):
        host = read_uai(row["N° UAI"])
        if not host or not row["Code vœu"]:  # the total, and a wrong letter
            continue
        code = str(row["Code vœu"])
        label, status = fold(row["Libellé de la formation"]), row["Voie"]
        passpro = row["Passpro / hors Passpro"] == "Passpro"
        offer = offers.setdefault(code, Offer(code, host, label, status, passpro))
        mode = _meant(row["Modalités d’entretien"], _MODES)
        seats = row["Places d’entretien par séance"]
        offer.sessions |= set(read_sessions(code, row["Dates et horaires"] or "", mode, seats))
    return offers


def read_sessions(code: str, text: str, mode: str | None, seats: int | None) -> Iterator[Session]:
    """Yield the sessions of a cell: clauses of days, the hours, and their places if they are said."""
    for clause in re.split(r" ; |\n|, puis le ", text):
        said = re.search(r"\((\d+)\s*places\)", clause)
        first, last = re.findall(r"\b(\d{1,2})(?:h(\d\d)?|:(\d\d))", clause) or (("",) * 3,) * 2
        hours = [f"{int(h or 0):02}:{a or b or '00'}" for h, a, b in (first, last)]
        for day in _days(clause):
            yield Session(code, day, *hours, mode, int(said[1]) if said else seats)


def _days(clause: str) -> list[date]:
    """Return the days of « les 12 et 19 mars 2025 et le 2 avril », « 12/03/25 »; the year is 2025."""
    days = [
        date(2025, int(m), int(d)) for d, m in re.findall(r"\b(\d\d)/(\d\d)/(?:20)?25\b", clause)
    ]
    numbers: list[int] = []
    words = re.sub(r"\b\d{1,2}(h\d*|:\d\d)|\(.*\)|\b2025\b", " ", clause)
    for word in re.findall(r"\d+(?=er\b|\b)(?!/)|[^\W\d]+", words):
        if word.isdigit():
            numbers.append(int(word))
        elif fold(word) in _MONTHS.split():
            month = _MONTHS.split().index(fold(word)) + 1
            days += [date(2025, month, n) for n in numbers]
            numbers = []
    return days


# The applications


@dataclass(frozen=True)
class Application:
    """A pupil on an offer, as a delivery tells it."""

    pupil: str
    offer: str
    row: int
    registered_on: date | None
    convened_on: date | None
    interview_on: date | None
    attendance: str | None
    opinion: str | None
    opinion_on: date | None
    cancelled: bool | None

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes it the same one in the next delivery."""
        return self.pupil, self.offer

    def on(self, day: date) -> "Application | None":
        """Return what of it has happened on a day; None if it does not exist yet."""
        if (self.registered_on or day) > day:
            return None
        told = (self.convened_on or day) <= day
        met = self.interview_on if told else None
        seen = (self.interview_on or day) <= day
        entered = (self.opinion_on or self.interview_on or day) <= day
        return Application(
            self.pupil, self.offer, self.row, self.registered_on,
            self.convened_on if told else None, met, self.attendance if seen else None,
            self.opinion if entered else None, self.opinion_on or self.interview_on, self.cancelled,
        )  # fmt: skip


def _application(number: int, row: Cells, offers: Mapping[str, Offer]) -> Application | None:
    """Return a row as an application; None where pupil, host or offer is not established."""
    pupil = row["INE"] or row["N° de dossier"]
    given, code = row["Code UAI étab. Accueil"], row["Code vœu"]
    host = read_uai(given)
    if given and not host:
        return None
    wanted = (host, fold(row["Formation demandée"]), row["Voie"])
    named = (c for c, o in offers.items() if (o.host, o.label, o.status) == wanted)
    offer = code if code in offers else next(named, None)
    if not pupil or not offer:
        return None
    return Application(
        pupil, offer, number, read_day(row["Inscrit le"]), read_day(row["Convoqué le"]),
        read_day(row["Date d’entretien"]), _meant(row["Présence"], _ATTENDANCES),
        _meant(row["Avis"], _OPINIONS), read_day(row["Avis saisi le"]),
        row["Annulée"] == "oui" or None,
    )  # fmt: skip


def read_applications(path: Path, offers: Mapping[str, Offer]) -> list[Application]:
    """Return the applications of an export: twins merged, contradictions set aside."""
    rows: dict[tuple[str, str], list[Application]] = defaultdict(list)
    for number, row in sheet_rows(path, "INE"):
        if found := _application(number, row, offers):
            rows[found.key].append(found)
    return [_merged(same) for same in rows.values() if not _contradict(same)]


def _contradict(same: list[Application]) -> bool:
    return any(len({getattr(a, name) for a in same} - {None}) > 1 for name in DECISIVE)


def _merged(same: list[Application]) -> Application:
    told = [{k: v for k, v in vars(a).items() if v is not None} for a in same]
    blank = dict.fromkeys(vars(same[0]))
    return Application(**{k: v for row in [blank, *told] for k, v in row.items()})


# A delivery


@dataclass
class Delivery:
    """What a delivery tells of what is in Passpro, and the day that its dates give."""

    calendar: Calendar
    offers: dict[str, Offer]
    applications: dict[tuple[str, str], Application]
    day: date


def read_delivery(folder: Path) -> Delivery:
    """Read a folder that holds one catalogue and one export of applications."""
    calendar = Calendar(tomllib.loads((folder / "campagne.toml").read_text("utf-8")))
    offers = read_offers(next(folder.glob("catalogue*.xlsx")))
    every = read_applications(next(folder.glob("candidatures*.xlsx")), offers)
    day = max(d for a in every for d in (a.registered_on, a.convened_on, a.opinion_on) if d)
    inside = {code: offer for code, offer in offers.items() if offer.passpro}
    return Delivery(calendar, inside, {a.key: a for a in every if a.offer in inside}, day)
