"""Days as written → days of the calendar: the missing year, periods, weekdays, impossible days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from passpro_nb.domain.french import WEEKDAYS, listing, long_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import WorkCalendar, days_of
from passpro_nb.read.sessions.speech import DayRange, Days, Except, Month, Phrase, Vague, Weekly
from passpro_nb.read.sessions.words import DayWords

LONGEST_PERIOD = 100  # days; beyond, « du … au … » is a season, not a list of interview days
FAR = 270  # days from the interview window; a day written so far from it is probably a slip
LONGEST_WEEKLY = 310  # a school year

NO_BOUNDS = "des jours de la semaine sans période"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that was read, and what was assumed to read it."""

    day: date
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which days of a period are meant: the weekdays asked for, if any, without « sauf »."""

    weekdays: frozenset[int]
    left_weekdays: frozenset[int]
    left_days: frozenset[date]

    def __contains__(self, day: date) -> bool:
        asked = not self.weekdays or day.weekday() in self.weekdays
        return asked and day.weekday() not in self.left_weekdays and day not in self.left_days


Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DayReader:
    """What is needed to place a day: the campaign's window, its working days, the years stated."""

    window: Window | None
    workdays: WorkCalendar

    def read(self, phrases: Sequence[Phrase]) -> list[Dated | str]:
        """Return the days of the phrases of one line, in order; why, for those that cannot be read."""
        choice = self._choose(phrases)
        listed = any(isinstance(phrase, Days) for phrase in phrases)
        found: list[Dated | str] = []
        for phrase in dict.fromkeys(phrases):
            match phrase:
                case Days(words):
                    found += [self.place(each) for each in words]
                case DayRange():
                    found += self._period(phrase, choice)
                case Month() if choice.weekdays and not listed:
                    found += self._month(phrase, choice)
        return found or [NO_BOUNDS if choice.weekdays else "un mois sans jour précis"]

    def _choose(self, phrases: Sequence[Phrase]) -> Choice:
        excepts = [phrase for phrase in phrases if isinstance(phrase, Except)]
        left = [self.place(words) for each in excepts for words in each.words]
        return Choice(
            frozenset(d for p in phrases if isinstance(p, Weekly) for d in p.weekdays),
            frozenset(d for each in excepts for d in each.weekdays),
            frozenset(day.day for day in left if isinstance(day, Dated)),
        )

    def place(self, words: DayWords) -> Dated | str:
        """Return the day of the calendar that the words mean, or why there is none."""
        if words.month is None:
            return "un jour sans mois"
        if words.year is not None:
            day = make_day(words.year, words.month, words.day)
        elif self.window is None:
            return "l’année manque, et le calendrier de la campagne ne permet pas de la déduire"
        else:
            day = nearest(words.day, words.month, self.window)
        if day is None:
            year = "" if words.year is None else f"/{words.year}"
            return f"{words.day:02}/{words.month:02}{year} n’est pas un jour du calendrier"
        return Dated(day, _notes(day, words, self.window))

    def _period(self, period: DayRange, choice: Choice) -> list[Dated | str]:
        begin, end = self.place(period.first), self.place(period.last)
        if isinstance(begin, str) or isinstance(end, str):
            return [begin if isinstance(begin, str) else end]
        first, last = begin.day, end.day
        if period.week:
            last += timedelta(days=6 - first.weekday())
        if last < first:
            return ["une période qui finit avant de commencer"]
        if (last - first).days > (LONGEST_WEEKLY if choice.weekdays else LONGEST_PERIOD):
            return ["une période trop longue pour des jours d’entretien"]
        if period.vague and not choice.weekdays:
            return ["« entre … et … » ne donne pas de jour précis"]
        notes = tuple(dict.fromkeys((*begin.notes, *end.notes, *period.notes)))
        return self._between(first, last, notes, choice)

    def _month(self, month: Month, choice: Choice) -> list[Dated | str]:
        first = self.place(DayWords(month.since, month.month, month.year))
        if isinstance(first, str):
            return [first]
        last = (first.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return self._between(first.day, last, first.notes, choice)

    def _between(
        self, first: date, last: date, notes: tuple[str, ...], choice: Choice
    ) -> list[Dated | str]:
        """Return the working days chosen between two days, which is said.

        A stated end, and a Saturday or a Sunday that is asked for, need not be worked.
        """
        chosen = [day for day in days_of(first, last) if day in choice]
        asked = [d for d in chosen if (d.weekday() > 4 if choice.weekdays else d in (first, last))]
        lost = [d for d in chosen if d not in asked and not self.workdays.is_working(d)]
        kept = [day for day in chosen if day not in lost]
        span = f"du {long_date(first)} au {long_date(last)}"
        if choice.weekdays:
            names = listing(f"{WEEKDAYS[number]}s" for number in sorted(choice.weekdays))
            notes += (f"tous les {names} {span}",)
            if lost:
                notes += (f"jours non ouvrés laissés de côté : {listing(map(long_date, lost))}",)
        elif len(kept) > 2:
            notes += (f"jours ouvrés retenus {span}",)
        return [Dated(day, notes) for day in kept] or [NO_BOUNDS]


def complete_days(phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with the months and years that the words leave to other days."""
    return _complete_years(_complete_months(_bound_months(phrases)))


def _bound_months(phrases: list[Phrase]) -> list[Phrase]:
    """Begin « les mercredis de mars, à partir du 12 » on the 12th."""
    starts = [p.since for p in phrases if isinstance(p, Vague) and p.since]
    month = next((phrase for phrase in phrases if isinstance(phrase, Month)), None)
    weekly = any(isinstance(phrase, Weekly) for phrase in phrases)
    if not (weekly and month and len(starts) == 1 and starts[0].month in (None, month.month)):
        return phrases
    begun = replace(month, since=starts[0].day)
    kept = [p for p in phrases if not (isinstance(p, Vague) and p.since)]
    return [begun if phrase is month else phrase for phrase in kept]


def _complete_months(phrases: list[Phrase]) -> list[Phrase]:
    """Give the days without a month the month stated before them, else the first one after."""
    stated = [month for phrase in phrases for month in _months(phrase)]
    month = stated[0] if stated else None
    given: list[Phrase] = []
    for phrase in phrases:
        if isinstance(phrase, Days | Except):
            phrase = replace(phrase, words=tuple(_monthly(each, month) for each in phrase.words))
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
        case DayRange(_, last):
            return [Month(last.month, last.year)] if last.month else []
        case _:
            return []


def _complete_years(phrases: list[Phrase]) -> list[Phrase]:
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
            case DayRange(first, last):
                anchor = next(iter(_anchors(phrase)), anchor)
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
        case DayRange(first, last) if not phrase.vague:
            stated = (last, first)
        case Month(month, year):
            stated = (DayWords(1, month, year),)
        case _:
            return []
    days = [make_day(w.year, w.month, w.day) for w in stated if w.year and w.month]
    return [day for day in days if day]


def read_window(calendar: Calendar) -> Window | None:
    """Return the days near which a day without a year is: the interviews, else the registrations."""
    for bounds in (
        (calendar.debut_entretiens, calendar.fin_entretiens),
        (calendar.ouverture_inscriptions, calendar.cloture_inscriptions),
    ):
        if stated := [day for day in bounds if day]:
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
