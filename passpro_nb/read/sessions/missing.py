"""Days as written → with the month and the year that the words leave to other days of the cell."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TypeGuard

from passpro_nb.read.sessions.calendar import Window, make_day, monthly, nearest
from passpro_nb.read.sessions.grammar.days import DEADLINE
from passpro_nb.read.sessions.grammar.limits import EXCEPTION
from passpro_nb.read.sessions.grammar.speech import (
    Bounds,
    DayRange,
    Days,
    Except,
    Hours,
    Mode,
    Month,
    Phrase,
    SeatCount,
    Sign,
    Vague,
    Weekly,
    Year,
)
from passpro_nb.read.sessions.lines import Said
from passpro_nb.read.sessions.words.tokens import DayWords


def complete_days(phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with the months and years that the words leave to other days."""
    return _complete_years(complete_months(_bound_weekdays(_give_years(phrases))))


_BETWEEN = (Sign.PAUSE, Sign.CLOSING, Sign.OTHER, Sign.STOP)
Places = list[tuple[Days | Weekly, int]]


def take_places(phrases: list[Phrase]) -> tuple[list[Phrase], Places]:
    """Take « 16 élèves le 20, 14 le 21 » out of the phrases, said of days that stand before it.

    Out: the other phrases, and the places of each of these days.
    """
    modes = [p for p in phrases if isinstance(p, Mode)]
    said = [(n, p) for n, p in enumerate(phrases) if p not in _BETWEEN and not isinstance(p, Mode)]
    places: Places = []
    at = len(phrases)
    while len(said) > 1 and _is_named_again(day := said[-1][1]):
        at, count = said[-2]
        if not isinstance(count, SeatCount):
            break
        places.append((day, count.number))
        said = said[:-2]
    if len(places) < 2 or not any(isinstance(p, Days) for _, p in said):
        return phrases, []
    told: list[Phrase] = [Sign.STOP, *modes] if len(modes) == 1 and modes[0] in phrases[at:] else []
    return phrases[:at] + told, places


def _is_named_again(phrase: Phrase) -> TypeGuard[Days | Weekly]:
    if isinstance(phrase, Days):
        return all(word.month is None for word in phrase.words)
    return isinstance(phrase, Weekly) and not phrase.habit


def drop_past_counts(phrases: list[Phrase], window: Window | None) -> list[Phrase]:
    """Leave out the numbers of another year: « 35 candidats en 2024 », « Rappel 2024 : 35 candidats »."""
    years = {0, *(day.year for day in window or ())}
    found: list[Phrase] = []
    past = False
    for sign, each in groupby(phrases, key=lambda p: p if p in (Sign.STOP, Sign.PAUSE) else None):
        part = list(each)
        said = {n: p for n, p in enumerate(part) if isinstance(p, Year)}
        counts = [n for n, p in enumerate(part) if isinstance(p, Said)]
        over = any(year.year not in years for year in said.values()) if said else past
        found += [p for p in part if not (over and isinstance(p, Said))]
        past = over and sign is not Sign.STOP and not (said and counts and counts[0] < min(said))
    return found


def _give_years(phrases: list[Phrase]) -> list[Phrase]:
    """Give the days of a clause the year that stands before them: « en 2024 : 12 et 13 mars »."""
    given: list[Phrase] = []
    year: int | None = None
    counted = below = False  # below: the year heads the lines to come
    for phrase in phrases:
        match phrase:
            case Year(0):
                year, below = None, False
                continue
            case Year(stated, heads):
                year, below = None if counted else stated, heads
                continue
            case SeatCount():  # « 48 candidats en 2024, 26 mars »
                counted = True
            case Sign.STOP:
                year, counted = year if below else None, False
            case Days(words) if any(w.year not in (None, year) for w in words):
                year, below = None, False  # « Campagne 2024 : … Cette année : 13 et 20 mars 2025 »
            case Days(words) if year:
                phrase = Days(tuple(replace(w, year=w.year or year, headed=True) for w in words))
            case DayRange(first, last) if year:
                first, last = (replace(w, year=w.year or year, headed=True) for w in (first, last))
                phrase = replace(phrase, first=first, last=last)
        given.append(phrase)
    return given


def _bound_weekdays(phrases: list[Phrase]) -> list[Phrase]:
    """Take « à partir du 13 mars et jusqu’au 10 avril » for the bounds of the days of the week said.

    None is passed over: one that cannot be applied to the days of its clause is said to be lost.
    """
    timed = any(isinstance(p, Hours) and p.kind == "exact" for p in phrases)
    weekly = any(isinstance(p, Weekly) for p in phrases) and (timed or Sign.BOOKED not in phrases)
    found: list[Phrase] = []
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        counted = any(isinstance(p, Weekly | DayRange) for p in clause)
        dayless = not any(isinstance(p, Days) for p in clause)
        for phrase in clause:
            match phrase:
                case Vague(_, since, until) if weekly and (since or until):
                    phrase = Bounds(since, until)
                case Sign.BEFORE_HOLIDAYS | Sign.AFTER_HOLIDAYS if counted or (weekly and dayless):
                    phrase = Bounds(holidays=1 if phrase is Sign.AFTER_HOLIDAYS else -1)
                case Sign.HABIT if dayless and counted:
                    phrase = Bounds()
                case Sign.LIMIT if counted:
                    phrase = Bounds(lost=True)
                case Vague(reason, None, None) if counted and reason in (EXCEPTION, DEADLINE):
                    phrase = Bounds(lost=True)
            found.append(phrase)
    return found


def complete_months(phrases: list[Phrase]) -> list[Phrase]:
    """Give the days without a month the month stated before them, else the first one after."""
    stated = [month for phrase in phrases for month in _months(phrase)]
    month = stated[0] if stated else None
    given: list[Phrase] = []
    for phrase in phrases:
        if isinstance(phrase, Days) and any(w.month is None for w in phrase.words):
            phrase = replace(phrase, words=tuple(monthly(each, month) for each in phrase.words))
        if isinstance(phrase, DayRange) and phrase.last.month is None:
            first, last = monthly(phrase.first, month), monthly(phrase.last, month)
            phrase = replace(phrase, first=first, last=last)
        given.append(phrase)
        month = next(reversed(_months(phrase)), month)
    return given


def _months(phrase: Phrase) -> list[Month]:
    match phrase:
        case Month():
            return [phrase]
        case Days(words) | Except(words=words):
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
    days = [make_day(w.year, w.month, w.day) for w in stated if w.year and w.month and not w.headed]
    return [day for day in days if day]
