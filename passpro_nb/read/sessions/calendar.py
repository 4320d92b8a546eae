"""Days as written → days of the calendar: the missing year, periods, weekdays, impossible days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from passpro_nb.domain.french import WEEKDAYS, listing, long_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import WorkCalendar, days_of
from passpro_nb.read.sessions.phrases import Days, Except, Month, Period, Phrase, Weekly
from passpro_nb.read.sessions.words import DayWords

LONGEST_PERIOD = 100  # days; beyond, « du … au … » is a season, not a list of interview days
FAR = 270  # days from the interview window; a day written so far from it is probably a slip
LONGEST_WEEKLY = 310  # a school year

NO_MONTH = "un jour sans mois"
NO_YEAR = "l’année manque, et le calendrier de la campagne ne permet pas de la déduire"
NO_BOUNDS = "des jours de la semaine sans période"
MONTH_ALONE = "un mois sans jour précis"
BETWEEN = "« entre … et … » ne donne pas de jour précis"
BACKWARD = "une période qui finit avant de commencer"
TOO_LONG = "une période trop longue pour des jours d’entretien"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that was read, and what was assumed to read it."""

    day: date
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A day that could not be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The days that « sauf » leaves out of periods."""

    days: frozenset[date]
    weekdays: frozenset[int]

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays or day in self.days


Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DayReader:
    """What is needed to place a day: the campaign's window, its working days, the years stated."""

    window: Window | None
    workdays: WorkCalendar

    def read(self, phrases: Sequence[Phrase]) -> list[Dated | Unread]:
        """Return the days of the phrases of one line, in order."""
        weekdays = frozenset(d for p in phrases if isinstance(p, Weekly) for d in p.weekdays)
        out = self._left_out([p for p in phrases if isinstance(p, Except)])
        listed = any(isinstance(phrase, Days) for phrase in phrases)
        found: list[Dated | Unread] = []
        for phrase in dict.fromkeys(phrases):
            match phrase:
                case Days(words):
                    found += [self.place(each) for each in words]
                case Period():
                    found += self._period(phrase, weekdays, out)
                case Month() if weekdays and not listed:
                    found += self._month(phrase, weekdays, out)
                case _:
                    pass
        return found or [Unread(NO_BOUNDS if Weekly in map(type, phrases) else MONTH_ALONE)]

    def place(self, words: DayWords) -> Dated | Unread:
        """Return the day of the calendar that the words mean."""
        if words.month is None:
            return Unread(NO_MONTH)
        if words.year is not None:
            day = make_day(words.year, words.month, words.day)
        elif self.window is None:
            return Unread(NO_YEAR)
        else:
            day = nearest(words.day, words.month, self.window)
        if day is None:
            return Unread(_impossible(words))
        return Dated(day, _notes(day, words, self.window))

    def _period(
        self, period: Period, weekdays: frozenset[int], out: LeftOut
    ) -> list[Dated | Unread]:
        begin, end = self.place(period.first), self.place(period.last)
        if isinstance(begin, Unread) or isinstance(end, Unread):
            return [begin if isinstance(begin, Unread) else end]
        first, last = begin.day, end.day
        if period.week:
            last += timedelta(days=6 - first.weekday())
        if last < first:
            return [Unread(BACKWARD)]
        if (last - first).days > (LONGEST_WEEKLY if weekdays else LONGEST_PERIOD):
            return [Unread(TOO_LONG)]
        if period.vague and not weekdays:
            return [Unread(BETWEEN)]
        notes = tuple(dict.fromkeys((*begin.notes, *end.notes, *period.notes)))
        if weekdays:
            return self._every(first, last, weekdays, notes, out)
        return self._between(first, last, notes, out)

    def _between(
        self, first: date, last: date, notes: tuple[str, ...], out: LeftOut
    ) -> list[Dated | Unread]:
        """Return the stated ends and the working days between them, which is said."""
        days = [
            day
            for day in days_of(first, last)
            if day not in out and (day in (first, last) or self.workdays.is_working(day))
        ]
        if len(days) > 2:
            notes += (f"jours ouvrés retenus du {long_date(first)} au {long_date(last)}",)
        return [Dated(day, notes) for day in days] or [Unread(NO_BOUNDS)]

    def _month(self, month: Month, weekdays: frozenset[int], out: LeftOut) -> list[Dated | Unread]:
        first = self.place(DayWords(month.since, month.month, month.year))
        if isinstance(first, Unread):
            return [first]
        last = (first.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return self._every(first.day, last, weekdays, first.notes, out)

    def _every(
        self,
        first: date,
        last: date,
        weekdays: frozenset[int],
        notes: tuple[str, ...],
        out: LeftOut,
    ) -> list[Dated | Unread]:
        """Return the weekdays asked for between two days; those that are not worked are left out."""
        asked = [d for d in days_of(first, last) if d.weekday() in weekdays and d not in out]
        lost = [day for day in asked if day.weekday() < 5 and not self.workdays.is_working(day)]
        names = listing(f"{WEEKDAYS[number]}s" for number in sorted(weekdays))
        notes += (f"tous les {names} du {long_date(first)} au {long_date(last)}",)
        if lost:
            notes += (f"jours non ouvrés laissés de côté : {listing(map(long_date, lost))}",)
        return [Dated(day, notes) for day in asked if day not in lost] or [Unread(NO_BOUNDS)]

    def _left_out(self, excepts: list[Except]) -> LeftOut:
        placed = [self.place(words) for each in excepts for words in each.days]
        days = frozenset(day.day for day in placed if isinstance(day, Dated))
        return LeftOut(days, frozenset(number for each in excepts for number in each.weekdays))


def read_window(calendar: Calendar) -> Window | None:
    """Return the days near which a day without a year is: the interviews, else the registrations."""
    for first, last in (
        (calendar.debut_entretiens, calendar.fin_entretiens),
        (calendar.ouverture_inscriptions, calendar.cloture_inscriptions),
    ):
        stated = [day for day in (first, last) if day]
        if stated:
            return stated[0], stated[-1]
    return None


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(day: int, month: int, window: Window) -> date | None:
    """Return the day that is nearest to the window, None when its year has no such day."""
    years = range(window[0].year - 1, window[1].year + 2)
    firsts = [found for year in years if (found := make_day(year, month, min(day, 28)))]
    near = min(firsts, key=lambda each: _distance(each, window), default=None)
    return make_day(near.year, month, day) if near else None


def _distance(day: date, window: Window) -> int:
    return max((window[0] - day).days, (day - window[1]).days, 0)


def _impossible(words: DayWords) -> str:
    year = "" if words.year is None else f"/{words.year}"
    return f"{words.day:02}/{words.month:02}{year} n’est pas un jour du calendrier"


def _notes(day: date, words: DayWords, window: Window | None) -> tuple[str, ...]:
    notes = list(words.notes)
    if window and _distance(day, window) > FAR:
        notes.append(f"l’année {day.year} est loin de la campagne")
    if words.year is None:
        notes.append(f"année {day.year} supposée")
    if words.weekdays and day.weekday() not in words.weekdays:
        said = listing(WEEKDAYS[number] for number in sorted(words.weekdays))
        notes.append(f"le {long_date(day)} est un {WEEKDAYS[day.weekday()]}, non un {said}")
    return tuple(notes)
