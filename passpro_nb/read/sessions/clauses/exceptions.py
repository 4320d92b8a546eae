"""Days that a cell leaves out, and may name again to say why: « sauf le 18 … (le 18, salle prise) »."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from itertools import groupby

from passpro_nb.read.sessions.grammar.speech import (
    DayRange,
    Days,
    Except,
    Hours,
    Month,
    Phrase,
    Sign,
    Weekly,
    Weeks,
)
from passpro_nb.read.sessions.missing import complete_months
from passpro_nb.read.sessions.words.tokens import DayWords

_DATED = Days | DayRange | Weekly | Weeks | Month


def leave_out(phrases: Sequence[Phrase]) -> tuple[list[Phrase], tuple[DayWords, ...]]:
    """Leave the excepted days out of the lists of days, but where they have hours of their own.

    Out: the phrases, and the days that a clause by itself excepts, from every period of the cell.
    """
    if not any(isinstance(phrase, Except) for phrase in phrases):
        return [*phrases], ()
    kept: list[Phrase] = []
    said: Months = {}  # up to here
    weekly = _find_weekly(phrases)
    wide: list[DayWords] = []
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = [*each]
        begins = next((n for n, p in enumerate(clause) if isinstance(p, _DATED)), len(clause))
        # « lundi 10h, jeudi 14h, du 17 mars au 3 avril, sauf le 24 mars »
        shared = sum(isinstance(p, Weekly) for p in clause) > 1
        for n, phrase in enumerate(clause):
            for word in phrase.words if isinstance(phrase, Except) else ():
                said.setdefault(word.day, set()).add(word.month)
                wide += [word] * (n < begins or (shared and n == len(clause) - 1))
        apart = [p for p in clause[:begins] if not (isinstance(p, Except) and p.words)]
        kept += _leave_out_of(apart + clause[begins:], said)
        kept += weekly if any(isinstance(p, DayRange) for p in clause) else []
    return complete_months(kept), tuple(wide)


def _find_weekly(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the weekdays that a clause by itself excepts: « jury indisponible le mercredi. »."""
    clauses = [[*each] for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP)]
    alone = [c for c in clauses if not any(isinstance(phrase, _DATED) for phrase in c)]
    return [p for c in alone for p in c if isinstance(p, Except) and p.weekdays and not p.part]


Months = dict[int, set[int | None]]  # of the excepted days, by their number


def _leave_out_of(clause: list[Phrase], excepted: Months) -> list[Phrase]:
    kept: list[Phrase] = []
    excepts = max((n for n, p in enumerate(clause) if isinstance(p, Except)), default=-1)
    dated = False
    houred: list[Hours] = []
    for n, phrase in enumerate(clause):
        before, after = clause[n - 1] if n else None, clause[n + 1] if n + 1 < len(clause) else None
        timed = isinstance(after, Hours) and not after.ahead
        timed = timed or (isinstance(before, Hours) and not dated)  # « à 14h le 26 mars »
        # « tous les matins, sauf mercredi : 9h-10h30 » says the mornings' hours
        apart = any(not (isinstance(after, Hours) and after.within(each)) for each in houred)
        match phrase:
            case Except(weekdays=named, words=()) if named and timed and apart:
                listed: list[Phrase] = [replace(p, only=named) for p in kept if isinstance(p, Days)]
                kept += [phrase, *(listed or [Weekly(named)])]  # « sauf mercredi : 14h-16h »
            case Except(words=words) if words and timed and apart:
                kept += [phrase, Days(words)]  # « les mardis à 14h, sauf le 18 à 9h »
            case Days(words) if not timed or n < excepts:
                left = tuple(word for word in words if not _is_left(word, excepted))
                kept += [Days(left)] if left else []
            case _:
                kept.append(phrase)
        houred += [phrase] if isinstance(phrase, Hours) else []
        dated = dated or isinstance(phrase, _DATED)
    return kept


def _is_left(word: DayWords, excepted: Months) -> bool:
    months = excepted.get(word.day, set())
    return not word.later and (word.month in months or None in months)


def is_part_left(
    day: date | None, start: time | None, end: time | None, parts: Sequence[Except]
) -> bool:
    """Tell the half-day that « sauf mercredi après-midi » leaves out."""
    hours = Hours(start, end)
    return any(
        day.weekday() in each.weekdays
        or any(w.day == day.day and w.month in (None, day.month) for w in each.words)
        for each in parts
        if day and each.part and hours.within(each.part)
    )
