"""Working days: Monday to Friday, without French public holidays, without the campaign's breaks."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np
from dateutil.easter import easter

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted

SANE_YEARS = range(1990, 2050)  # births of pupils to campaigns to come; outside, a slip


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both bounds included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


# Code du travail, article L3133-1; counted from Easter Sunday, or by month and day.
_FROM_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}
_FIXED = {
    (1, 1): "Jour de l'an", (5, 1): "Fête du Travail", (5, 8): "Fête de la Victoire",
    (7, 14): "Fête nationale", (8, 15): "Assomption", (11, 1): "Toussaint",
    (11, 11): "Armistice", (12, 25): "Noël",
}  # fmt: skip
_UNCHANGED = 2008  # since then; the library knows what was before


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """Return the French public holidays of a year, with their French names.

    Worked out here from the year on that the law has not changed: the library that tells them
    reads those of every country, a fourth of a second.
    """
    if year < _UNCHANGED:
        import holidays

        return dict(holidays.country_holidays("FR", years=year, language="fr"))
    days = [(date(year, month, day), name) for (month, day), name in _FIXED.items()]
    sunday = easter(year)
    days += [(sunday + timedelta(days=after), name) for after, name in _FROM_EASTER.items()]
    named: dict[date, str] = {}
    for day, name in sorted(days):  # Ascension may fall on the 1st or the 8th of May
        named[day] = f"{named[day]}; {name}" if day in named else name
    return named


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a campaign (definitions.md, The day)."""

    breaks: tuple[Period, ...] = ()

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Return in French why `day` is no working day, None when it is one."""
        if day.weekday() >= 5:
            return "un samedi" if day.weekday() == 5 else "un dimanche"
        if day in public_holidays(day.year):
            return f"un jour férié ({public_holidays(day.year)[day]})"
        return "pendant les congés" if any(day in period for period in self.breaks) else None

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day strictly after `day`; `day` itself for 0."""
        if not count:
            return day
        known = _busdays(self.breaks, day.year, day.year + 1 + count // 200)
        return _shifted([day], [count], known)[0]

    def between(self, start: date, end: date) -> int:
        """Count the working days strictly after `start`, up to and with `end`."""
        if end <= start:
            return 0
        known, step = _busdays(self.breaks, start.year, end.year), timedelta(days=1)
        return int(np.busday_count(start + step, end + step, busdaycal=known))

    def last(self, day: date, count: int) -> list[date]:
        """Return the last `count` working days up to and with `day`, oldest first."""
        known = _busdays(self.breaks, day.year - 1 - count // 200, day.year)
        return _shifted([day], list(range(1 - count, 1)), known)

    def working(self, start: date, end: date) -> list[date]:
        """Return the working days from `start` to `end`, both included."""
        days, known = list(days_of(start, end)), _busdays(self.breaks, start.year, end.year)
        return [
            d for d, open_ in zip(days, np.is_busday(days, busdaycal=known), strict=True) if open_
        ]


def _shifted(days: list[date], counts: list[int], known: np.busdaycalendar) -> list[date]:
    """Return days moved by working days, from the last one not after each."""
    moved: list[date] = np.busday_offset(days, counts, roll="backward", busdaycal=known).tolist()
    return moved


@lru_cache(maxsize=256)
def _busdays(breaks: tuple[Period, ...], first: int, last: int) -> np.busdaycalendar:
    """Return numpy's calendar of some years: weekends, public holidays and breaks are off."""
    closed = [day for year in range(first, last + 1) for day in public_holidays(year)]
    closed += [day for period in breaks for day in days_of(period.start, period.end)]
    return np.busdaycalendar(holidays=closed)


def days_of(start: date, end: date) -> Iterable[date]:
    """Yield each day from `start` to `end`, both included."""
    return (start + timedelta(days=step) for step in range((end - start).days + 1))


def read_day(said: date | str) -> date:
    """Return a day as an analyst writes it, 2025-04-28 or 28/04/2025; else raise `UsageError`."""
    if isinstance(said, date):
        return said.date() if isinstance(said, datetime) else said
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            day = datetime.strptime(str(said), form).date()
            if day.year in SANE_YEARS:
                return day
    raise UsageError(f"{quoted(said)} n’est pas un jour : une date comme 2025-04-28 est attendue.")
