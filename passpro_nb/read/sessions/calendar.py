"""Days as written → days of the calendar: the missing year, periods, weekdays, impossible days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from passpro_nb.domain.french import WEEKDAYS, listing, long_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import WorkCalendar, days_of
from passpro_nb.read.sessions.phrases import Days, DayWords, Except, Month, Period, Phrase, Weekly

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


Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DayReader:
    """What is needed to place a day: the campaign's window, its working days, the years stated."""

    window: Window | None
    workdays: WorkCalendar

    def read(self, phrases: Sequence[Phrase]) -> list[Dated | Unread]:
        """Return the days of the phrases of one group, in order."""
        weekdays = frozenset(d for p in phrases if isinstance(p, Weekly) for d in p.weekdays)
        excepted = list(dict.fromkeys(p for p in phrases if isinstance(p, Except)))
        listed = any(isinstance(phrase, Days) for phrase in phrases)
        found: list[Dated | Unread] = []
        for phrase in dict.fromkeys(phrases):
            match phrase:
                case Days(words):
                    found += [self.place(each) for each in words]
                case Period():
                    found += self._period(phrase, weekdays, excepted)
                case Month() if weekdays and not listed:
                    found += self._month(phrase, weekdays, excepted)
                case _:
                    pass
        return found or [Unread(_why(phrases))]

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
        self, period: Period, weekdays: frozenset[int], excepted: list[Except]
    ) -> list[Dated | Unread]:
        begin, end = self.place(period.first), self.place(period.last)
        if isinstance(begin, Unread) or isinstance(end, Unread):
            return [begin if isinstance(begin, Unread) else end]
        first, last = begin.day, end.day
        if period.week:
            last += timedelta(days=6 - first.weekday())
        longest = LONGEST_WEEKLY if weekdays else LONGEST_PERIOD
        if last < first:
            return [Unread(BACKWARD)]
        if (last - first).days > longest:
            return [Unread(TOO_LONG)]
        notes = tuple(dict.fromkeys((*begin.notes, *end.notes, *period.notes)))
        out = self._left_out(excepted)
        if period.vague and not weekdays:
            return [Unread(BETWEEN)]
        if weekdays:
            return self._every(first, last, weekdays, notes, out)
        return self._between(first, last, notes, out)

    def _between(
        self, first: date, last: date, notes: tuple[str, ...], out: Except
    ) -> list[Dated | Unread]:
        """Return the stated ends and the working days between them, which is said."""
        days = [
            day
            for day in days_of(first, last)
            if (day in (first, last) or self.workdays.is_working(day)) and not _excepted(day, out)
        ]
        if len(days) > 2:
            notes += (f"jours ouvrés retenus du {long_date(first)} au {long_date(last)}",)
        return [Dated(day, notes) for day in days] or [Unread(NO_BOUNDS)]

    def _month(
        self, month: Month, weekdays: frozenset[int], excepted: list[Except]
    ) -> list[Dated | Unread]:
        first = self.place(DayWords(month.since, month.month, month.year))
        if isinstance(first, Unread):
            return [first]
        start = first.day
        last = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return self._every(start, last, weekdays, first.notes, self._left_out(excepted))

    def _every(
        self, first: date, last: date, weekdays: frozenset[int], notes: tuple[str, ...], out: Except
    ) -> list[Dated | Unread]:
        """Return the weekdays asked for between two days; those that are not worked are left out."""
        asked = [
            d for d in days_of(first, last) if d.weekday() in weekdays and not _excepted(d, out)
        ]
        kept = [day for day in asked if day.weekday() > 4 or self.workdays.is_working(day)]
        names = listing(f"{WEEKDAYS[number]}s" for number in sorted(weekdays))
        notes += (f"tous les {names} du {long_date(first)} au {long_date(last)}",)
        if len(kept) < len(asked):
            lost = listing(long_date(day) for day in asked if day not in kept)
            notes += (f"jours non ouvrés laissés de côté : {lost}",)
        return [Dated(day, notes) for day in kept] or [Unread(NO_BOUNDS)]

    def _left_out(self, excepted: list[Except]) -> Except:
        days = tuple(w for each in excepted for w in each.days)
        placed = [self.place(words) for words in days]
        kept = tuple(
            DayWords(d.day.day, d.day.month, d.day.year) for d in placed if isinstance(d, Dated)
        )
        return Except(frozenset(w for each in excepted for w in each.weekdays), kept)


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


def _excepted(day: date, out: Except) -> bool:
    return day.weekday() in out.weekdays or any(
        (w.day, w.month, w.year) == (day.day, day.month, day.year) for w in out.days
    )


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


def _why(phrases: Iterable[Phrase]) -> str:
    if any(isinstance(phrase, Weekly) for phrase in phrases):
        return NO_BOUNDS
    return MONTH_ALONE
