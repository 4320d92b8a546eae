"""Days as people write them: one cell, a column judged as a whole, the name of a file."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from passpro_nb.domain.codes import NOT_GIVEN, Reading, cell_text
from passpro_nb.domain.french import MONTHS, WEEKDAYS, fold
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import SANE_YEARS

FAR = dt.timedelta(days=150)  # so far beyond the campaign's bounds, a day is another year's
_EXCEL_ZERO = dt.date(1899, 12, 30)
_WEEKDAY = r"(?:(?P<weekday>lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,? *)?"
_HOUR = r"\d{1,2} ?[h:] ?(?:\d{2})?(?:[:m.]\d{2}(?:\.\d+)?)?(?:z|mn|min| ?[ap]m)?"
_TIME = rf"(?:(?:[ ,;t(-]|a |de |vers )*(?:{_HOUR}(?:(?: ?- ?| a ){_HOUR})?|matin|apres-midi)\)?)?"
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
    bounds = bounds_of(calendar)
    return range(bounds[0].year - 1, bounds[-1].year + 2) if bounds else SANE_YEARS


def bounds_of(calendar: Calendar | None) -> list[dt.date]:
    """Return the days that bound a campaign, in order; none where its calendar says none."""
    known = vars(calendar).values() if calendar else ()
    return sorted(day for day in known if isinstance(day, dt.date))


def _sane_day(day: dt.date, calendar: Calendar | None, *, repaired: bool = False) -> Reading:
    if day.year not in campaign_years(calendar):
        return Reading(fault="date_out_of_range", repaired=repaired)
    return Reading(day, repaired=repaired)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


_MONTH_NAMES = tuple(map(_unaccented, MONTHS))


def _read_date_text(text: str, calendar: Calendar | None) -> Reading:
    """Read « mer. 12/03/25 »; without a year it has the one of the campaign that holds that day."""
    found = next(filter(None, (form.fullmatch(text) for form in _DATE_FORMS)), None)
    month = _month(found["month"]) if found else None
    if not found or month is None:
        return Reading(fault="unreadable_date")
    years, bounds = _years(found["year"], calendar), bounds_of(calendar)
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
        years = [bound.year for bound in bounds_of(calendar)]
        return range(years[0], years[-1] + 1) if years else ()
    year = int(text)
    if year >= 100:
        return [year]
    return [year + (1900 if year > 68 and year + 2000 not in campaign_years(calendar) else 2000)]


def _month(text: str) -> int | None:
    """Return the month of « 3 », « mars », « fevr », « juil »; None when it is none or two."""
    if text.isdecimal():
        return int(text)
    names = [place for place, name in enumerate(_MONTH_NAMES, 1) if name.startswith(text)]
    return names[0] if len(names) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# --- a column as a whole --------------------------------------------------------------------------

_TWO_NUMBERS = re.compile(
    r"(\s*\D{0,20}?)(\d{1,2})( ?[-/. ] ?)(\d{1,2})(\3(?:\d{4}|\d\d)\b.*)", re.DOTALL
)


def are_month_first(cells: Iterable[object]) -> bool:
    """Tell whether a column's texts are American: some month-first only, none day-first only."""
    return _orders(cells) == {"month"}


def are_day_first(cells: Iterable[object]) -> bool:
    """Tell whether a column's texts are French: some day-first only, none month-first only."""
    return _orders(cells) == {"day"}


def _orders(cells: Iterable[object]) -> set[str]:
    """Return what comes first in the texts whose order leaves no doubt."""
    pairs = (pair for cell in cells if (pair := _numbers(cell)))
    told = {(first > 12, second > 12) for first, second in pairs if max(first, second) <= 31}
    return {name for name, way in (("day", (True, False)), ("month", (False, True))) if way in told}


def in_doubt(cells: Iterable[object]) -> Iterator[object]:
    """Yield the cells of a column whose order of day and month is in doubt.

    Its texts; and its days, where none is after the 12th: a program that reads day-first turns the
    other texts of an American column into days, day and month exchanged.
    """
    cells = list(cells)
    days = [cell for cell in cells if isinstance(cell, dt.date)]
    yield from (cell for cell in cells if _numbers(cell))
    if all(day.day <= 12 for day in days):
        yield from days


def day_first(cell: object) -> object:
    """Return a cell of an American column with its day before its month."""
    if isinstance(cell, dt.date):
        return cell.replace(day=cell.month, month=cell.day)
    return _TWO_NUMBERS.sub(r"\1\4\3\2\5", str(cell))


def _numbers(cell: object) -> tuple[int, int] | None:
    """Return the first two numbers of a text such as « 03/14/2025 »."""
    found = _TWO_NUMBERS.fullmatch(cell) if isinstance(cell, str) else None
    return (int(found[2]), int(found[4])) if found else None


# --- the name of a file ---------------------------------------------------------------------------

_MONTH_WORD = (
    r"(?P<month>janv?(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout"
    r"|sept?(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)"
)
_YEAR = r"(?P<year>20\d\d|\d\d)"
# In a folded name, the surest first; `(?=` lets one form be tried at each number.
_NAME_FORMS = [
    re.compile(rf"(?<!\d)(?={form}(?!\d))", re.ASCII)
    for form in (
        r"(?P<year>20\d\d) (?P<month>\d{1,2}) (?P<day>\d{1,2})",
        r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>20\d\d)",
        rf"(?P<day>\d{{1,2}}) ?(?:er)? ?{_MONTH_WORD} ?{_YEAR}",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:t?\d{4}|t?\d{6})?",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>20\d\d)(?:\d{4}|\d{6})?",
        r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d\d)",
        r"(?P<year>\d\d) (?P<month>\d\d) (?P<day>\d\d)",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)",
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}}) ?(?:er)? ?{_MONTH_WORD}(?![a-z])(?P<year>)",
        r"(?P<day>\d\d) (?P<month>\d\d)(?P<year>)",
    )
]
_NAME_MONTHS = [
    re.compile(form, re.ASCII)
    for form in (
        rf"(?<![a-z]){_MONTH_WORD} ?(?P<year>20\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d) ?(?P<month>0[1-9]|1[0-2])(?!\d| ?\d)",
        r"(?<!\d)(?P<month>0[1-9]|1[0-2]) (?P<year>20\d\d)(?!\d)",
        rf"(?<![a-z]){_MONTH_WORD}(?![a-z])(?P<year>)",
    )
]

# --- days in a text ---------------------------------------------------------------------------------

_IN_TEXT = [
    re.compile(rf"(?<!\d){form}(?!\d)", re.ASCII)
    for form in (
        r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<day>\d{1,2})(?P<sep> ?[/.-] ?)(?P<month>\d{1,2})(?P=sep)(?P<year>20\d\d|\d\d)",
        rf"(?P<day>\d{{1,2}})(?:er)? ?{_MONTH_WORD}\.? ?(?P<year>20\d\d)",
    )
]
_A_DAY = re.compile(
    rf"\d ?[/.-] ?\d|\d(?:er)? ?{_MONTH_WORD}\b|\b(?:lun|mar|mer|jeu|ven|sam)(?:[a-z]*di)?s?\b",
    re.ASCII,
)


def dated_texts(cells: Iterable[object]) -> Iterator[list[dt.date] | None]:
    """Yield by cell the days that say their year; none where no day does, None without any day."""
    for cell in cells:
        if isinstance(cell, dt.date):
            yield [dt.date(cell.year, cell.month, cell.day)]
            continue
        text = _unaccented(cell) if isinstance(cell, str) else ""
        said = [_day_said(found) for form in _IN_TEXT for found in form.finditer(text)]
        days = [day for day in said if day]
        yield days if days or _A_DAY.search(text) else None


def _day_said(found: re.Match[str]) -> dt.date | None:
    year, month = int(found["year"]) % 100 + 2000, _month(found["month"])
    return _day(year, month or 0, int(found["day"]))


def day_of_name(stem: str, modified: dt.date, calendar: Calendar) -> dt.date | None:
    """Return the day that a file's name gives, in any way that French people write one, or None.

    The latest of several; a year that is not said is the one that puts the day in the campaign, and
    of a month alone the day nearest to that of the file on disk.
    """
    text = fold(re.sub(r"\(\d+\)\s*$", "", stem))
    for form in _NAME_FORMS:
        days = [day for found in form.finditer(text) for day in _days_of(found, calendar, modified)]
        if days:
            return max(days)
    for form in _NAME_MONTHS:
        for found in form.finditer(text):
            if months := _days_of(found, calendar, modified):
                return _nearest_in_month(months[0], modified)
    return None


def _days_of(found: re.Match[str], calendar: Calendar, modified: dt.date) -> list[dt.date]:
    """Return the day that a match gives, if the campaign may have it."""
    said, known = found.groupdict(), campaign_years(calendar)
    month, day = _month(said["month"][:4]), int(said.get("day") or 1)
    bounds = bounds_of(calendar) or [modified, modified]
    if said["year"]:
        years: Iterable[int] = [int(said["year"]) % 100 + 2000]
    else:
        years = sorted(known if bounds_of(calendar) else [modified.year])
    days = [d for year in years if month and year in known and (d := _day(year, month, day))]
    days.sort(key=lambda d: max(bounds[0] - d, d - bounds[-1], dt.timedelta()))
    numbers_alone = not said["year"] and said["month"].isdecimal()  # « 77-93 » may be anything
    within = [d for d in days if bounds[0] <= d <= bounds[-1] + dt.timedelta(days=60)]
    return (within if numbers_alone else days)[:1]


def _nearest_in_month(first: dt.date, modified: dt.date) -> dt.date:
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return min(max(first, modified), last)
