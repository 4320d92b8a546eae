"""What the words leave to what stands around: asides dropped, months and years given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from passpro_nb.read.sessions.calendar import make_day, nearest
from passpro_nb.read.sessions.phrases import (
    Days,
    Except,
    Hours,
    Month,
    Period,
    Phrase,
    Remark,
    Sign,
    Vague,
    Weekly,
)
from passpro_nb.read.sessions.words import DayWords

EVENT = "une visite ou une réunion dans la cellule : ses heures sont lues comme une séance"


def drop_asides(phrases: list[Phrase]) -> tuple[list[Phrase], bool]:
    """Drop the days and hours of what is no interview; tell whether any were.

    Within a clause, « inscriptions » speaks of something else up to « entretiens », « pas » up to a
    comma. So do « fermé », where days follow at once, and, where interviews have days of their own,
    « JPO », and before « entretiens » any unknown word that days follow at once.
    """
    mains = [at for at, phrase in enumerate(phrases) if phrase is Sign.MAIN]
    days = [at for at, phrase in enumerate(phrases) if isinstance(phrase, Days | Period)]
    ahead = max((main for main in mains if days and main < days[-1]), default=-1)
    behind = next((day for day in days if mains and day > mains[0]), len(phrases))
    doubtful = bool(mains) and sum(isinstance(phrase, Hours) for phrase in phrases) > 1
    kept: list[Phrase] = []
    ends: tuple[Phrase, ...] = ()
    dropped = False
    for at, (phrase, after) in enumerate(pairwise([*phrases, Sign.STOP])):
        dated = isinstance(after, Days | Period)
        match phrase:
            case Sign.CLOSING if ends:
                ends = ()
                continue
            case Sign.EVENT if at < ahead or at > behind:
                phrase = Sign.ASIDE
            case Sign.EVENT if doubtful:
                phrase = Remark(EVENT)
            case Sign.BREAK | Sign.OTHER if dated and (phrase is Sign.BREAK or at < ahead):
                phrase = Sign.ASIDE
        ends = _ASIDES.get(phrase, () if phrase in ends else ends)
        if ends and isinstance(phrase, Days | Period | Weekly | Month | Hours | Vague):
            dropped = True
        else:
            kept.append(phrase)
    return kept, dropped


_ASIDES: dict[Phrase, tuple[Phrase, ...]] = {
    Sign.ASIDE: (Sign.STOP, Sign.MAIN),
    Sign.DENIED: (Sign.STOP, Sign.PAUSE),
}


def drop_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """Drop the clauses that say « 19/03 14h-16h annulé »: one day, its hours, the word, no more.

    Nothing is dropped where a day would be left in doubt: the same one stands in another clause, or
    none would be left.
    """
    kept: list[Phrase] = []
    dropped: list[DayWords] = []
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
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
    said = [p for p in clause if not isinstance(p, Hours) and p not in (Sign.PAUSE, Sign.CLOSING)]
    match said:
        case [Days(words=(day,)), Sign.CANCELLED]:
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
        case Period(first, last) if not phrase.vague:
            stated = (last, first)
        case Month(month, year):
            stated = (DayWords(1, month, year),)
        case _:
            return []
    days = [make_day(w.year, w.month, w.day) for w in stated if w.year and w.month]
    return [day for day in days if day]
