"""Days as written → days of the calendar: the missing year, periods, weekdays, impossible days."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from passpro_nb.domain.french import MONTHS, WEEKDAYS, listing, long_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import WorkCalendar, days_of
from passpro_nb.read.sessions.grammar.days import RANK
from passpro_nb.read.sessions.grammar.speech import (
    Bounds,
    DayRange,
    Days,
    Except,
    Month,
    Phrase,
    Weekly,
    Weeks,
)
from passpro_nb.read.sessions.words.tokens import DayWords

LONGEST_PERIOD = 100  # days; beyond, « du … au … » is a season, not a list of interview days
DISTANT = 75  # days from the interviews; a day so far that names no year is none of theirs
FAR = 270  # days from the interview window; a day written so far from it is probably a slip
LONGEST_HELD = 7  # days of a period that is held on each; of a longer one it has to be said
LONGEST_WEEKLY = 310  # a school year

YEAR_SLIP = "année {} lue {}, dont ce jour porte le nom"
LENT_MONTH = "mois repris d’un autre jour de la cellule"
FOUND_MONTH = "mois déduit du jour de la semaine"
FAR_YEAR = "l’année {year} est loin de la campagne"
AWAY = " est loin des entretiens"
EARLY = " est avant le début des entretiens"
SLIP = "un jour de la semaine corrigé, entre deux jours qui se suivent : "
NOT_A = ", non un "
WINDOW = "une période, du {} au {}, sans jour précis"
OUTSIDE = "jours hors de la période des entretiens"
NOT_DAILY = "une période de plus d’une semaine : rien ne dit que chaque jour en soit un d’entretien"
NAMED = "un jour d’une série, dont la cellule dit ailleurs autre chose"
LOST = "une limite ou une exception des jours n’a pas pu être appliquée"
WEEK = 7  # days
LATER = "le {}, compté à partir du {}"
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
    left_numbers: frozenset[int]  # of days whose month is not said: « sauf le 27 »
    habit: bool = False  # each of the weekdays, within the bounds
    first: date | None = None
    last: date | None = None
    weeks: frozenset[int] | None = None
    step: int = 1
    many: int | None = None  # of them, no more
    ranks: frozenset[int] = frozenset()
    lost: bool = False  # a bound cannot be applied

    def __contains__(self, day: date) -> bool:
        asked = not self.weekdays or day.weekday() in self.weekdays
        kept = self.weeks is None or day.isocalendar().week in self.weeks
        left = day.weekday() in self.left_weekdays or day in self.left_days
        left = left or day.day in self.left_numbers
        return asked and kept and not left and self._is_ranked(day)

    def _is_ranked(self, day: date) -> bool:
        """Tell whether a day is « le premier mardi », « le dernier jeudi » of its month."""
        if not self.ranks:
            return True
        after = monthrange(day.year, day.month)[1] - day.day
        return not self.ranks.isdisjoint((1 + (day.day - 1) // 7, -1 - after // 7))

    def holds(self, day: date) -> bool:
        """Tell whether a day is within the bounds."""
        return (self.first or day) <= day <= (self.last or day)


Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DayReader:
    """What is needed to place a day: the campaign's window, its working days, the interviews' bounds."""

    window: Window | None
    workdays: WorkCalendar
    bounds: tuple[date | None, date | None] = (None, None)
    excepted: tuple[DayWords, ...] = ()  # left out of every period
    named: tuple[
        DayWords, ...
    ] = ()  # said elsewhere of something else, or moved: no sure days of any

    def read(self, phrases: Sequence[Phrase]) -> list[Dated | str]:
        """Return the days of the phrases of one line, in order; why, for those that cannot be read."""
        choice = self._choose(phrases)
        kinds = {type(phrase) for phrase in phrases}
        listed = Days in kinds and not choice.habit
        found: list[Dated | str] = []
        unique = [*dict.fromkeys(phrases)]
        excepted = max((n for n, p in enumerate(unique) if isinstance(p, Except)), default=-1)
        for n, phrase in enumerate(unique):
            match phrase:
                case Days(words, only):
                    placed = _mend_weekdays([self.place(each) for each in words])
                    left = choice.left_weekdays if n < excepted else frozenset()
                    asked = only or DayRange not in kinds
                    found += [day for day in placed if not asked or _is_kept(day, only, left)]
                case DayRange():
                    found += self._period(phrase, choice)
                case Month() if choice.weekdays and not listed:
                    found += self._month(phrase, _choose_in(phrase, phrases, choice))
        begun = bool(choice.weekdays) and any(isinstance(phrase, Bounds) for phrase in phrases)
        whole = len(found) > 1 and isinstance(found[0], Dated) and found[0].day == choice.first
        begun = begun and not whole  # « à partir du 12 mars : 12/03, 26/03, 09/04 », which are all
        if not choice.weekdays or (found and not (begun and kinds <= {Days, Weekly, Bounds})):
            return found or [self._say_period(phrases)]
        if not (choice.habit and choice.first and choice.last):
            return found or [NO_BOUNDS]
        return [*found, *self._between(choice.first, choice.last, (), choice)]

    def _choose(self, phrases: Sequence[Phrase]) -> Choice:
        excepts = [phrase for phrase in phrases if isinstance(phrase, Except)]
        left = [*self.excepted, *(words for each in excepts for words in each.words)]
        placed = [self.place(words) for words in left if words.month]
        weekly = [phrase for phrase in phrases if isinstance(phrase, Weekly)]
        weekdays = frozenset(d for each in weekly for d in each.weekdays)
        numbers = [phrase.numbers for phrase in phrases if isinstance(phrase, Weeks)]
        bounds = [phrase for phrase in phrases if isinstance(phrase, Bounds)]
        since, until = (
            [
                day.day
                for each in bounds
                if isinstance(day := self._bound(getattr(each, name), phrases), Dated)
            ]
            for name in ("since", "until")
        )
        breaks = [each for each in self.workdays.breaks if self._is_near(each.start)]
        since += [each.end for each in breaks for b in bounds if b.holidays > 0]
        until += [each.start for each in breaks for b in bounds if b.holidays < 0]
        lost = any(b.lost or (b.holidays and len(breaks) != 1) for b in bounds)
        habit = bool(numbers or bounds) or any(each.habit for each in weekly)
        choice = Choice(
            weekdays,
            frozenset(d for each in excepts for d in each.weekdays),
            frozenset(day.day for day in placed if isinstance(day, Dated)),
            frozenset(words.day for words in left if not words.month),
            habit=habit,
            first=max([*since, *[day for day in self.bounds[:1] if day]], default=None),
            last=min([*until, *[day for day in self.bounds[1:] if day]], default=None),
            weeks=frozenset().union(*numbers) if numbers else None,
            step=max([each.step for each in weekly], default=1),
            many=next((each.many for each in weekly if each.many), None),
            ranks=frozenset().union(*(each.ranks for each in weekly)),
            lost=lost,
        )
        if choice.step > 1 and not since:  # « un mercredi sur deux du 12 mars au 9 avril »
            begins = [self.place(p.first) for p in phrases if isinstance(p, DayRange)]
            since = [begin.day for begin in begins if isinstance(begin, Dated)]
        return _every_other(choice, since[0] if since else None)

    def _is_near(self, day: date) -> bool:
        """Tell whether a day is among the interviews."""
        first, last = self.bounds
        return (first or day) <= day <= (last or day)

    def _bound(self, words: DayWords | None, phrases: Sequence[Phrase]) -> Dated | str | None:
        """Place a bound of days of the week, in the month of the line where it names none."""
        month = next((p for p in phrases if isinstance(p, Month)), None)
        return self.place(monthly(words, month)) if words else None

    def _say_period(self, phrases: Sequence[Phrase]) -> str:
        """Say the weeks or the month in which no day is given."""
        if weeks := sorted({n for p in phrases if isinstance(p, Weeks) for n in p.numbers}):
            return (
                f"{'semaines' if len(weeks) > 1 else 'semaine'} {listing(weeks)}, sans jour précis"
            )
        month = next((p for p in phrases if isinstance(p, Month)), None)
        if month is None:
            return "une semaine sans jour précis"
        year = f" {month.year}" if month.year else ""
        halves = {(1, 15): "première quinzaine", (16, None): "seconde quinzaine"}
        part, name = halves.get((month.since, month.until), "mois"), MONTHS[month.month - 1]
        return f"{part} {'d’' if name[0] in 'ao' else 'de '}{name}{year}, sans jour précis"

    def place(self, words: DayWords) -> Dated | str:
        """Return the day of the calendar that the words mean, or why there is none."""
        words = self._mend_year(words)
        if words.month is None:
            return self._find_month(words) or "un jour sans mois"
        if words.year is not None:
            day = make_day(words.year, words.month, words.day)
        elif self.window is None:
            return "l’année manque, et le calendrier de la campagne ne permet pas de la déduire"
        else:
            day = nearest(words.day, words.month, self.window)
        if day is None:
            year = "" if words.year is None else f"/{words.year}"
            return f"{words.day:02}/{words.month:02}{year} n’est pas un jour du calendrier"
        if LENT_MONTH in words.notes and words.weekdays and day.weekday() not in words.weekdays:
            # « lundi 24, mardi 25 ; jeudi 3 avril »
            own = self._find_month(replace(words, notes=()))
            if own and own.day < day:
                return own
        if words.later:  # « le lendemain » is a working day
            first, day = day, self._count(day, words)
            words = replace(
                words, notes=(*words.notes, LATER.format(long_date(day), long_date(first)))
            )
        return Dated(day, self._notes(day, words))

    def _mend_year(self, words: DayWords) -> DayWords:
        """Take « vendredi 28 mars 2055 » for a slip, where this year's day bears its weekday."""
        if not (words.year and words.weekdays and words.month and self.window):
            return words
        near = nearest(words.day, words.month, self.window)
        if near is None or words.year < near.year + 2 or near.weekday() not in words.weekdays:
            return words
        note = YEAR_SLIP.format(words.year, near.year)
        return replace(words, year=near.year, notes=(*words.notes, note))

    def _count(self, day: date, words: DayWords) -> date:
        """Return the day of « le lendemain », « le jeudi suivant », « la semaine suivante »."""
        if words.later == WEEK:
            return day + timedelta(WEEK)
        if words.later < 0:  # « la veille »
            return self.workdays.last(day - timedelta(1), 1)[0]
        after = (day + timedelta(n) for n in range(1, WEEK + 1))
        named = (each for each in after if each.weekday() in words.weekdays)
        return next(named, None) or self.workdays.add(day, words.later)

    def _notes(self, day: date, words: DayWords) -> tuple[str, ...]:
        """Say what was assumed of a day, and what speaks against it."""
        notes = list(words.notes)
        away = _distance(day, self.window) if self.window else 0
        begins, bare = self.bounds[0], words.year is None and not words.weekdays
        if away > FAR:
            notes.append(FAR_YEAR.format(year=day.year))
        elif words.year is None and away > DISTANT:
            notes.append(f"le {long_date(day)}{AWAY}")
        elif bare and begins and day < begins and day.day < 10:  # a digit may be lost
            notes.append(f"le {long_date(day)}{EARLY}")
        if words.year is None:
            notes.append(f"année {day.year} supposée")
        if words.weekdays and day.weekday() not in words.weekdays:
            said = listing(WEEKDAYS[number] for number in sorted(words.weekdays))
            notes.append(f"le {long_date(day)} est un {WEEKDAYS[day.weekday()]}{NOT_A}{said}")
        return tuple(notes)

    def _find_month(self, words: DayWords) -> Dated | None:
        """Place « mercredi 12 » where only one month of the interviews has such a day."""
        first, last = self.bounds
        if not (words.weekdays and first and last) or (last - first).days > LONGEST_WEEKLY:
            return None
        days = [
            d for d in days_of(first, last) if d.day == words.day and d.weekday() in words.weekdays
        ]
        return Dated(days[0], (*words.notes, FOUND_MONTH)) if len(days) == 1 else None

    def _period(self, period: DayRange, choice: Choice) -> list[Dated | str]:
        begin, end = self.place(period.first), self.place(period.last)
        if isinstance(begin, str) or isinstance(end, str):
            return [begin if isinstance(begin, str) else end]
        first, last = begin.day, end.day
        if period.week:
            last += timedelta(days=(6 if choice.weekdays else 4) - first.weekday())
        if last < first:
            return ["une période qui finit avant de commencer"]
        if (last - first).days > (LONGEST_WEEKLY if choice.weekdays else LONGEST_PERIOD):
            return ["une période trop longue pour des jours d’entretien"]
        told = period.daily or choice.weekdays or (last - first).days <= LONGEST_HELD
        if not choice.weekdays and (period.vague or not (told or period.timed)):
            return [WINDOW.format(long_date(first), long_date(last))]
        unsure = () if told else (NOT_DAILY,)
        notes = dict.fromkeys((*begin.notes, *end.notes, *period.notes, *unsure))
        return self._between(first, last, _without_early(notes), choice)

    def _month(self, month: Month, choice: Choice) -> list[Dated | str]:
        first = self.place(DayWords(month.since, month.month, month.year))
        if isinstance(first, str):
            return [first]
        last = (first.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        last = last.replace(day=month.until) if month.until else last
        return self._between(
            first.day, last, _without_early(first.notes), replace(choice, habit=True)
        )

    def _between(
        self, first: date, last: date, notes: tuple[str, ...], choice: Choice
    ) -> list[Dated | str]:
        """Return the working days chosen between two days, which is said.

        A stated end, and a Saturday or a Sunday that is asked for, need not be worked.
        """
        if choice.weekdays and choice.step == 0:
            return [RANK]
        found = [day for day in days_of(first, last) if day in choice]
        chosen = [day for day in found if not choice.habit or choice.holds(day)]
        notes += (LOST,) if choice.lost else ()
        asked = [d for d in chosen if (d.weekday() > 4 if choice.weekdays else d in (first, last))]
        lost = [d for d in chosen if d not in asked and not self.workdays.is_working(d)]
        kept = [day for day in chosen if day not in lost][: choice.many]
        span = f"du {long_date(first)} au {long_date(last)}"
        if choice.weekdays:
            names = listing(f"{WEEKDAYS[number]}s" for number in sorted(choice.weekdays))
            every = "parmi les" if choice.ranks or choice.step > 1 else "tous les"
            notes += (f"{every} {names} {span}",)
            if lost:
                notes += (f"jours non ouvrés laissés de côté : {listing(map(long_date, lost))}",)
            if outside := [long_date(day) for day in found if day not in chosen]:
                notes += (f"{OUTSIDE} laissés de côté : {listing(outside)}",)
                if not kept:
                    return [f"des {OUTSIDE} : {listing(outside)}"]
        elif len(kept) > 2:
            notes += (f"jours ouvrés retenus {span}",)
        return [Dated(day, (*notes, *self._say_named(day))) for day in kept] or [NO_BOUNDS]

    def _say_named(self, day: date) -> tuple[str, ...]:
        """Say of a day of a series that the cell tells something else of it: « le jeudi 20 : forum »."""
        named = any(w.day == day.day and w.month in (None, day.month) for w in self.named)
        return (NAMED,) if named else ()


def _is_kept(day: Dated | str, only: frozenset[int], left: frozenset[int]) -> bool:
    """Tell whether a day of a list is on the weekdays asked for, and on none left out after it."""
    if isinstance(day, str):
        return True
    return day.day.weekday() in only if only else day.day.weekday() not in left


def _mend_weekdays(days: list[Dated | str]) -> list[Dated | str]:
    """Take for a slip the wrong weekday of a day between two that it follows: « 19, mercredi 20 et 21 »."""
    mended = days[:]
    for n in range(1, len(days) - 1):
        match days[n - 1 : n + 2]:
            case [Dated(before), Dated(day, notes), Dated(after)]:
                near = before + timedelta(1) == day == after - timedelta(1)
                wrong = [note for note in notes if NOT_A in note]
                if near and wrong:
                    kept = tuple(note for note in notes if note not in wrong)
                    mended[n] = Dated(day, (*kept, *(f"{SLIP}{note}" for note in wrong)))
    return mended


def _without_early(notes: Iterable[str]) -> tuple[str, ...]:
    """Leave out what is said of the first day of a period alone."""
    return tuple(note for note in notes if not note.endswith(EARLY))


def _every_other(choice: Choice, since: date | None) -> Choice:
    """Keep of « un mercredi sur deux » the weeks that follow from the first; none if none is said."""
    if choice.step == 1:
        return choice
    if since is None:
        return replace(choice, step=0)
    begin = next(
        day for day in days_of(since, since + timedelta(6)) if day.weekday() in choice.weekdays
    )
    weeks = (begin + timedelta(weeks=n) for n in range(0, 53, choice.step))
    return replace(choice, weeks=frozenset(day.isocalendar().week for day in weeks))


def _choose_in(month: Month, phrases: Sequence[Phrase], choice: Choice) -> Choice:
    """Choose in its own month: « dernier mercredi de mars et premier mercredi d’avril »."""
    ranked = [p for p in phrases if isinstance(p, Weekly) and p.ranks]
    before = [p for p in ranked if phrases.index(p) < phrases.index(month)]
    if len(ranked) < 2 or not before:
        return choice
    return replace(choice, weekdays=before[-1].weekdays, ranks=before[-1].ranks)


def monthly(words: DayWords, month: Month | None) -> DayWords:
    """Return a day with the month of another where it has none, which is said."""
    if words.month is not None or month is None:
        return words
    return replace(words, month=month.month, year=month.year, notes=(*words.notes, LENT_MONTH))


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
