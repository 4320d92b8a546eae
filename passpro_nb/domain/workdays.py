"""Working days: Monday to Friday, without French public holidays, without the campaign's breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

_FIXED = {
    (1, 1): "Jour de l'an", (5, 1): "Fête du Travail", (5, 8): "Fête de la Victoire",
    (7, 14): "Fête nationale", (8, 15): "Assomption", (11, 1): "Toussaint", (11, 11): "Armistice",
    (12, 25): "Noël",
}  # fmt: skip
_AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both bounds included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year, with their French names (code du travail, L3133-1)."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=after): name for after, name in _AFTER_EASTER.items()}
    return moving | {date(year, *day): name for day, name in _FIXED.items()}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a campaign (definitions.md, The day)."""

    breaks: tuple[Period, ...] = ()

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Return in French why `day` is no working day, None when it is one."""
        if day.weekday() == 5:
            return "un samedi"
        if day.weekday() == 6:
            return "un dimanche"
        if day in public_holidays(day.year):
            return f"un jour férié ({public_holidays(day.year)[day]})"
        return "pendant les congés" if any(day in period for period in self.breaks) else None

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th working day strictly after `day`; `day` itself for 0."""
        for _ in range(count):
            day += timedelta(days=1)
            while not self.is_working(day):
                day += timedelta(days=1)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days strictly after `start`, up to and with `end`."""
        return sum(1 for day in days_of(start + timedelta(days=1), end) if self.is_working(day))

    def last(self, day: date, count: int) -> list[date]:
        """Return the last `count` working days up to and with `day`, oldest first."""
        found: list[date] = []
        while len(found) < count:
            if self.is_working(day):
                found.append(day)
            day -= timedelta(days=1)
        return found[::-1]

    def working(self, start: date, end: date) -> list[date]:
        """Return the working days from `start` to `end`, both included."""
        return [day for day in days_of(start, end) if self.is_working(day)]


def days_of(start: date, end: date) -> Iterable[date]:
    """Yield each day from `start` to `end`, both included."""
    return (start + timedelta(days=step) for step in range((end - start).days + 1))
