"""Cells to values: one function per kind, each from one cell to one `Reading`.

A reader never raises and never guesses: what it cannot read is refused with the code of a fault.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passpro_nb.domain.codes import NOT_GIVEN, Reading, cell_text
from passpro_nb.domain.french import MONTHS, WEEKDAYS, fold
from passpro_nb.domain.settings import Calendar, Opinions
from passpro_nb.domain.workdays import SANE_YEARS
from passpro_nb.read.sessions.quantities import read_rate


def read_text(cell: object) -> Reading:
    """Read a text: single blanks, a number without « .0 », Excel's errors and « n.c. » not given."""
    return Reading(cell_text(cell) or None)


TOTAL_WORDS = frozenset({"total", "totale", "totales", "totaux", "tout"})
_COUNTED = TOTAL_WORDS | {
    "au", "candidat", "candidats", "capacite", "chaque", "de", "e", "eleve", "eleves", "eme",
    "en", "er", "ere", "groupe", "groupes", "jeune", "jeunes", "jury", "max", "maxi", "maximum",
    "n", "no", "par", "place", "places", "pour", "rang", "seance", "seances", "session",
    "sessions", "voeu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seats:
    """A declared number of seats; `total` is None when the cell's words do not say.

    A rate holds for `per_minutes`, and for each of the juries: `juries` is then 0 (`check.offers`).
    """

    count: int
    total: bool | None = None
    per_minutes: int | None = None
    juries: int | None = None


def read_integer(cell: object) -> Reading:
    """Read a whole number ≥ 0: 12.0, « 12,0 », « 1 234 », « 12 places ».

    Fault: `unreadable_number`, also for a text with two numbers or a word that counts nothing.
    """
    text = cell_text(cell)
    if not text:
        return NOT_GIVEN
    joined = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", text)
    found = re.fullmatch(r"([^\d,-]*?)(\d+)(?:[.,]0+)?(\D*)", joined)
    if isinstance(cell, bool) or not found or len(found[2]) > 9:
        return Reading(fault="unreadable_number")
    if not _COUNTED.issuperset(fold(f"{found[1]} {found[3]}").split()):
        return Reading(fault="unreadable_number")
    return Reading(int(found[2]))


def read_capacity(cell: object) -> Reading:
    """Read a capacity, for which 900, 999 and 1000 mean that nobody knows (domain.md, Codes)."""
    reading = read_integer(cell)
    return NOT_GIVEN if reading.value in (900, 999, 1000) else reading


def read_seats(cell: object, *, header_says_total: bool = False) -> Reading:
    """Read « places d'entretien » as `Seats`: « 12 par séance », « 24 au total », « 6 par heure »."""
    if isinstance(cell, str) and (rate := read_rate(cell)):
        juries = 0 if rate.per_jury else None
        return Reading(Seats(rate.number, None, rate.per_minutes, juries))
    reading = read_capacity(cell)
    if reading.value is None:
        return reading
    words = set(fold(cell_text(cell)).split())
    each = words & {"par", "chaque", "seance", "session"}
    said = _only(total=words & TOTAL_WORDS, each=each)
    total = said == "total" if said else header_says_total or None
    return Reading(Seats(int(str(reading.value)), total))


def read_hours(cell: object) -> Reading:
    """Read what states hours, as words: an hour cell, a fraction of a day (0,375), « 9 », « 9h-12h »."""
    text = cell_text(cell)
    if not re.fullmatch(r"\d{1,2}([.,]\d+)?", text, re.ASCII):
        return read_text(f"{cell:%H:%M}" if isinstance(cell, dt.datetime | dt.time) else cell)
    day = float(text.replace(",", "."))
    minutes = round(day * 24 * 60)
    if 0 < day < 1:
        return Reading(f"{minutes // 60:02}:{minutes % 60:02}")
    return Reading(f"{int(day)}h" if day == int(day) < 24 else text)


def read_latitude(cell: object) -> Reading:
    """Read a latitude in degrees, with a point or a comma. Fault: `unreadable_coordinate`."""
    return _read_degrees(cell, 90)


def read_longitude(cell: object) -> Reading:
    """Read a longitude in degrees, with a point or a comma. Fault: `unreadable_coordinate`."""
    return _read_degrees(cell, 180)


def _read_degrees(cell: object, limit: int) -> Reading:
    text = cell_text(cell).replace(",", ".")
    if not text:
        return NOT_GIVEN
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d+)?", text, re.ASCII) or abs(float(text)) > limit:
        return Reading(fault="unreadable_coordinate")
    return Reading(float(text))


_EXCEL_ZERO = dt.date(1899, 12, 30)
_WEEKDAY = r"(?:(?P<weekday>lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,? *)?"
_TIME = r"(?:(?:[ ,t]|a )*\d{1,2} ?[h:] ?(?:\d{2})?(?:[:m.]\d{2}(?:\.\d+)?)?z?)?"
_DATE_FORMS = [
    re.compile(rf"(?:le )?{_WEEKDAY}{form}{_TIME}", re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/. ])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>0\d|1[0-2])(?P<day>\d\d)",
        r"(?P<day>\d{1,2})(?P<sep> ?[-/. ] ?)(?P<month>\d{1,2})(?:(?P=sep)(?P<year>\d{4}|\d\d))?",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:er)?[-/. ]*(?P<month>[a-z]{3,9})\.?(?:[-/. ]+(?P<year>\d{4}|\d\d))?",
    )
]


def read_date(cell: object, calendar: Calendar | None = None) -> Reading:
    """Read a day: a date cell, French or ISO text, an Excel serial; an hour beside it is dropped.

    With the campaign's `calendar`, a missing year is the campaign's, and a year more than one away
    from it is refused. Faults: `impossible_date` (31/02), `date_out_of_range` (1925, 2205),
    `date_without_year`, `contradictory_weekday` (« mardi » for a Wednesday), `unreadable_date`.
    """
    if isinstance(cell, dt.date):
        return _sane_day(cell.date() if isinstance(cell, dt.datetime) else cell, calendar)
    text = cell_text(cell)
    if not text or text == "0":
        return NOT_GIVEN
    if re.fullmatch(r"\d{5}(,\d+)?", text.replace(".", ","), re.ASCII):
        day = _EXCEL_ZERO + dt.timedelta(days=int(text[:5]))
        return _sane_day(day, calendar, repaired=isinstance(cell, str))
    return _read_date_text(_unaccented(text), calendar)


def campaign_years(calendar: Calendar | None) -> range:
    """Return the years that a date of the campaign may have: those of its bounds, one around."""
    bounds = _bounds(calendar)
    return range(bounds[0].year - 1, bounds[-1].year + 2) if bounds else SANE_YEARS


def _bounds(calendar: Calendar | None) -> list[dt.date]:
    known = vars(calendar).values() if calendar else ()
    return sorted(day for day in known if isinstance(day, dt.date))


def _sane_day(day: dt.date, calendar: Calendar | None, *, repaired: bool = False) -> Reading:
    if day.year not in campaign_years(calendar):
        return Reading(fault="date_out_of_range", repaired=repaired)
    return Reading(day, repaired=repaired)


def _unaccented(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _read_date_text(text: str, calendar: Calendar | None) -> Reading:
    """Read « mer. 12/03/25 »; without a year it has the one of the campaign that holds that day."""
    found = next(filter(None, (form.fullmatch(text) for form in _DATE_FORMS)), None)
    month = _month(found["month"]) if found else None
    if not found or month is None:
        return Reading(fault="unreadable_date")
    years, bounds = _years(found["year"], calendar), _bounds(calendar)
    if not years:
        return Reading(fault="date_without_year")
    days = [day for year in years if (day := _day(year, month, int(found["day"])))]
    if not days:
        return Reading(fault="impossible_date")
    if len(years) > 1:
        days = [day for day in days if bounds[0] <= day <= bounds[-1]] or days
    if len(days) > 1:
        return Reading(fault="date_without_year")
    if not WEEKDAYS[days[0].weekday()].startswith(found["weekday"] or ""):
        return Reading(fault="contradictory_weekday")
    return _sane_day(days[0], calendar, repaired=not found["year"])


def _years(text: str | None, calendar: Calendar | None) -> Sequence[int]:
    """Return the year written, in four digits, else those between the bounds of the campaign."""
    if not text:
        years = [bound.year for bound in _bounds(calendar)]
        return range(years[0], years[-1] + 1) if years else ()
    year = int(text)
    if year >= 100:
        return [year]
    return [year + (1900 if year > 68 and year + 2000 not in campaign_years(calendar) else 2000)]


def _month(text: str) -> int | None:
    """Return the month of « 3 », « mars », « fevr », « juil »; None when it is none or two."""
    if text.isdecimal():
        return int(text)
    names = [place for place, name in enumerate(MONTHS, 1) if _unaccented(name).startswith(text)]
    return names[0] if len(names) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_YES = {"1", "o", "ok", "oui", "true", "vrai", "x", "y", "yes"}
_NO = {"0", "false", "faux", "n", "no", "non"}
_PRESENT = _YES | {"p", "pr", "pres", "venu", "venue", "recu", "recue"}
_ABSENT = _NO | {
    "a", "a excuse", "a non excuse", "ab", "abs", "abst", "excuse", "excusee", "non excuse",
    "non excusee", "non recu", "non recue", "np",
}  # fmt: skip
_CANCELLED = re.compile(
    r"(?<!non )(?<!pas )\b(annul|abandon|desist|retir|radi|supprim|demission|renonc)"
)
_CONVENED = re.compile(r"convo|envoy|fait")
_NOT_CONVENED = re.compile(r"\b(non|pas|jamais|a (convoquer|envoyer|faire))\b")
_HORS_PASSPRO = re.compile(
    r"hp|((offre|formation) )?((hors|non) (procedure )?pass ?pro.*|hors procedure)"
)
_RUNNING = re.compile(r"(non|pas) annul|valid|acti[vf]|inscri|en cours|confirm|mainten|enregistr")


def read_attendance(cell: object) -> Reading:
    """Read « present » or « absent », excused or not alike. Fault: `unreadable_attendance`."""
    text = fold(cell_text(cell))
    denied = re.match(r"(non|pas|n est pas|ne s est pas|jamais) (present|venu)", text)
    present = text in _PRESENT or re.search(r"\bpresent", text)
    said = _only(present=present, absent=re.search(r"\babs", text))
    return _told(cell, "absent" if denied or text in _ABSENT else said, "unreadable_attendance")


def read_mode(cell: object) -> Reading:
    """Read the interview's mode, « individual » or « collective ».

    Faults: `both_modes` (« individuel et collectif »: seats cannot be told), `unreadable_mode`.
    """
    text = fold(cell_text(cell))
    individual = re.search(r"\bindiv|^i$|^ind$", text)
    collective = re.search(r"\bcoll|\bgroup|^c$", text)
    mode = _only(individual=individual, collective=collective)
    return _told(cell, mode, "both_modes" if individual and collective else "unreadable_mode")


def read_status(cell: object) -> Reading:
    """Read an offer's status, « scolaire » or « apprentissage ». Fault: `unreadable_status`."""
    text = fold(cell_text(cell))
    school = text in ("st", "s") or re.search(r"\bscol|\binitiale sco", text)
    work = text in ("a", "app", "ap") or re.search(r"\bappren|\balternan|^ufa$|^cfa$", text)
    return _told(cell, _only(scolaire=school, apprentissage=work), "unreadable_status")


def read_sector(cell: object) -> Reading:
    """Read a school's sector, « public » or « private ». Fault: `unreadable_sector`."""
    text = fold(cell_text(cell))
    public = text == "pu" or re.search(r"\bpublic\b|\bpublique\b", text)
    private = text in ("pr", "pv") or re.search(r"\bprive", text)
    return _told(cell, _only(public=public, private=private), "unreadable_sector")


def read_passpro(cell: object, *, header_says_hors: bool = False) -> Reading:
    """Read whether an offer is in Passpro, as a bool.

    `header_says_hors`: the column is headed « hors Passpro », so that « oui » means out of it.
    « Hors famille de métiers » is not « hors Passpro » (definitions.md). Fault:
    `unreadable_passpro`.
    """
    text = fold(cell_text(cell))
    said = _yes_no(text)
    if said is not None:
        return Reading(said is not header_says_hors)
    if _HORS_PASSPRO.fullmatch(text):
        said = False
    elif re.fullmatch(r"(en |dans |procedure |offre )*pass ?pro( \d{4})?", text):
        said = True
    return _told(cell, said, "unreadable_passpro")


def read_cancelled(cell: object, calendar: Calendar | None = None) -> Reading:
    """Read a cancellation: True, False, or its day (« annulée le 12/03/2025 », a date cell).

    « Inscription annulée » is cancelled, « inscrite » is not. Fault: `unreadable_cancelled`.
    """
    text = cell_text(cell)
    state = False if _RUNNING.match(fold(text)) else _yes_no(fold(text))
    said = _told(cell, bool(_CANCELLED.search(fold(text))) or state, "unreadable_cancelled")
    if said.value is False or not (isinstance(cell, dt.date) or re.search(r"\d{2}", text)):
        return said
    reading = read_date(re.sub(r"^\D+", "", text) if isinstance(cell, str) else cell, calendar)
    return reading if reading.value else said


def read_convened(cell: object, calendar: Calendar | None = None) -> Reading:
    """Read a convocation: its day (« envoyée le 03/03/2025 »), or True or False (« oui », « non »).

    Faults: those of `read_date`.
    """
    text = cell_text(cell)
    if not re.search(r"\d{2}", text):
        convened = True if _CONVENED.match(fold(text)) else _yes_no(fold(text))
        said = False if _NOT_CONVENED.search(fold(text)) else convened
        if said is not None:
            return Reading(said)
    bare = re.sub(r"^(oui|convo\w*|envoy\w*)\W+", "", text, flags=re.IGNORECASE)
    return read_date(cell if bare == text else bare, calendar)


def _told(cell: object, value: object | None, fault: str) -> Reading:
    """Return what the words of a cell were found to say; words without a sense are refused."""
    if value is None or not fold(cell_text(cell)):
        return Reading(fault=fault) if cell_text(cell) else NOT_GIVEN
    return Reading(value)


def _yes_no(text: str) -> bool | None:
    return True if text in _YES else False if text in _NO else None


def _only(**said: object) -> str | None:
    """Return the name of the only thing said, None for none or for several."""
    names = [name for name, holds in said.items() if holds]
    return names[0] if len(names) == 1 else None


# The built-in variants of formats.md; they hold for the values that the settings' scale has.
_OPINIONS = {
    "tres favorable": "tf, t f, tfav, t fav, tres fav, t favorable, tres favorables, tresfavorable",
    "favorable": "f, fav, favo, favorables",
    "reserve": "r, res, reserv, reservee, reserves, avec reserve, avec reserves, avis reserve",
    "defavorable": "d, df, def, defav, defavorables, de favorable",
}


def opinion_variants(opinions: Opinions) -> dict[str, str]:
    """Return the folded spellings of each value of the scale; those of the settings win."""
    scale = {fold(value): value for value in opinions.echelle}
    built_in = {
        spelling: scale[value]
        for value, spellings in _OPINIONS.items()
        if value in scale
        for spelling in spellings.split(", ")
    }
    own = {fold(said): value for value, many in opinions.variantes.items() for said in many}
    return built_in | scale | own


def read_opinion(cell: object, variants: Mapping[str, str]) -> Reading:
    """Read an opinion as a value of the scale, by `opinion_variants`.

    Fault: `unknown_opinion`: it is relaunched as « illisible », never guessed.
    """
    text = fold(cell_text(cell))
    value = variants.get(text) or variants.get(text.removeprefix("avis "))
    return _told(cell, value, "unknown_opinion")
