"""Days as written → days of the calendar: the missing year, periods, weekdays, impossible days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from passpro_nb.french import WEEKDAYS, listing, long_date
from passpro_nb.read_session_phrases import (
    Aside,
    Break,
    Cancelled,
    Closing,
    Days,
    DayWords,
    Denied,
    Event,
    Except,
    Hours,
    Main,
    Month,
    Other,
    Pause,
    Period,
    Phrase,
    Stop,
    Vague,
    Weekly,
)
from passpro_nb.settings import Calendar
from passpro_nb.workdays import WorkCalendar, days_of

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


# Months and years that the words leave to what stands around


def drop_asides(phrases: list[Phrase]) -> tuple[list[Phrase], bool]:
    """Drop the days and hours that follow « inscriptions », « pas »…; tell whether any did.

    « inscriptions » holds up to « entretiens », « pas » up to a comma, both within their clause.
    """
    kept: list[Phrase] = []
    ends: tuple[type, ...] = ()
    dropped = False
    for phrase in _set_events_aside(phrases):
        if ends and isinstance(phrase, Closing):
            ends = ()
            continue
        ends = _ASIDES.get(type(phrase), () if isinstance(phrase, ends) else ends)
        if ends and isinstance(phrase, Days | Period | Weekly | Month | Hours | Vague):
            dropped = True
        else:
            kept.append(phrase)
    return kept, dropped


def _set_events_aside(phrases: list[Phrase]) -> list[Phrase]:
    """Set « JPO le 15 mars » aside where interviews have days of their own, and « fermé le 12 ».

    Before « entretiens », days that come after a word that is not known are no interviews either.
    """
    mains = [at for at, phrase in enumerate(phrases) if isinstance(phrase, Main)]
    days = [at for at, phrase in enumerate(phrases) if isinstance(phrase, Days | Period)]
    dated = set(days)
    ahead = max((main for main in mains if main < days[-1]), default=-1) if days else -1
    behind = min((day for day in days if day > mains[0]), default=len(phrases)) if mains else ahead
    given: list[Phrase] = []
    for at, phrase in enumerate(phrases):
        event = isinstance(phrase, Event) and bool(mains) and (at < ahead or at > behind)
        named = isinstance(phrase, Other) and at < ahead and at + 1 in dated
        closed = isinstance(phrase, Break) and at + 1 in dated
        given.append(Aside() if event or named or closed else phrase)
    return given


_ASIDES: dict[type, tuple[type, ...]] = {Aside: (Stop, Main), Denied: (Stop, Pause)}


def drop_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """Drop the clauses that say « 19/03 14h-16h annulé »: one day, its hours, the word, no more.

    Nothing is dropped where a day would be left in doubt: the same one stands in another clause, or
    none would be left.
    """
    kept: list[Phrase] = []
    dropped: list[DayWords] = []
    for _, each in groupby(phrases, key=lambda phrase: isinstance(phrase, Stop)):
        clause = list(each)
        day = _cancelled_day(clause)
        if day is None:
            kept += clause
        else:
            dropped.append(day)
    left = [words for phrase in kept if isinstance(phrase, Days) for words in phrase.words]
    again = {(words.day, words.month) for words in left} & {(d.day, d.month) for d in dropped}
    return kept if left and not again else phrases


def _cancelled_day(clause: list[Phrase]) -> DayWords | None:
    """Return the day that a clause says is cancelled, None where it says anything else."""
    said = [phrase for phrase in clause if not isinstance(phrase, Hours | Pause | Closing)]
    match said:
        case [Days(words=(day,)), Cancelled()]:
            return day
        case _:
            return None


def bound_months(phrases: list[Phrase]) -> list[Phrase]:
    """Begin « les mercredis de mars, à partir du 12 » on the 12th."""
    starts = [p.since for p in phrases if isinstance(p, Vague) and p.since]
    months = [phrase for phrase in phrases if isinstance(phrase, Month)]
    weekly = any(isinstance(phrase, Weekly) for phrase in phrases)
    if not (weekly and months and len(starts) == 1):
        return phrases
    start = starts[0]
    if start.month not in (None, months[0].month):
        return phrases
    begun = replace(months[0], since=start.day)
    kept = [p for p in phrases if not (isinstance(p, Vague) and p.since)]
    return [begun if phrase is months[0] else phrase for phrase in kept]


def complete_months(phrases: list[Phrase]) -> list[Phrase]:
    """Give the days without a month the month stated before them, else the first one after."""
    stated = [month for phrase in phrases for month in _months(phrase)]
    month = stated[0] if stated else None
    given: list[Phrase] = []
    for phrase in phrases:
        if isinstance(phrase, Days):
            phrase = Days(tuple(_monthly(words, month) for words in phrase.words))
        elif isinstance(phrase, Except):
            phrase = replace(phrase, days=tuple(_monthly(words, month) for words in phrase.days))
        given.append(phrase)
        month = next(reversed(_months(phrase)), month)
    return given


def _monthly(words: DayWords, month: Month | None) -> DayWords:
    if words.month is not None or month is None:
        return words
    note = "mois repris d’un autre jour de la cellule"
    return replace(words, month=month.month, year=month.year, notes=(*words.notes, note))


def _months(phrase: Phrase) -> list[Month]:
    match phrase:
        case Month():
            return [phrase]
        case Days(words):
            return [Month(each.month, each.year) for each in words if each.month]
        case Period(_, last):
            return [Month(last.month, last.year)] if last.month else []
        case _:
            return []


def complete_years(phrases: list[Phrase]) -> list[Phrase]:
    """Give the days without a year the one nearest to the next day with a year, else to the last."""
    anchor = next((day for p in reversed(phrases) for day in reversed(_anchors(p))), None)
    given: list[Phrase] = []
    for phrase in reversed(phrases):
        match phrase:
            case Days(words):
                placed = []
                for each in reversed(words):
                    placed.append(_yearly(each, anchor))
                    anchor = next(iter(_anchors(Days((each,)))), anchor)
                phrase = Days(tuple(reversed(placed)))
            case Period(first, last):
                anchor = next(iter(_anchors(Days((last,)))), anchor)
                phrase = replace(phrase, first=_yearly(first, anchor), last=_yearly(last, anchor))
            case Month(month, None):
                phrase = replace(phrase, year=_yearly(DayWords(1, month), anchor).year)
        given.append(phrase)
    return given[::-1]


def _yearly(words: DayWords, anchor: date | None) -> DayWords:
    if words.year is not None or words.month is None or anchor is None:
        return words
    day = nearest(words.day, words.month, (anchor, anchor))
    note = f"année {day.year} reprise d’un autre jour de la cellule" if day else ""
    return replace(words, year=day.year, notes=(*words.notes, note)) if day else words


def _anchors(phrase: Phrase) -> list[date]:
    match phrase:
        case Days(words):
            stated = words
        case Period(first, last):
            stated = (first, last)
        case Month(month, year):
            stated = (DayWords(1, month, year),)
        case _:
            return []
    days = [make_day(w.year, w.month, w.day) for w in stated if w.year and w.month]
    return [day for day in days if day]
