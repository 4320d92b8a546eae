"""Days that a cell takes back: « 19/03 annulé », « 12/03 reporté au 19/03 », « sauf le 18 »."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from itertools import groupby

from passpro_nb.read.sessions.grammar import speech
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

_OFF = (Sign.CANCELLED, Sign.ALL_CANCELLED)
_GONE = (*_OFF, Sign.MOVED)
_DATED = Days | DayRange | speech.Weekly


def drop_moved(phrases: list[Phrase]) -> list[Phrase]:
    """Put the new days in place of the old: « 12/03 14h reporté au 19/03 », « au lieu du 5 mars ».

    The sign is kept, for a person to read, where it cannot be told which days are meant.
    """
    if Sign.MOVED not in phrases and Sign.INSTEAD not in phrases:
        return phrases
    kept: list[Phrase] = []
    off = False  # « … sont annulés. Ils sont reportés au 27 mars »
    for stop, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        alone = not stop and (off or _days(clause) == _days(phrases))
        off = any(phrase in _OFF for phrase in clause) or (stop and off)
        if not stop and Sign.INSTEAD in clause:
            clause = _drop_instead(clause, alone=alone)
            off = off or not _days(clause)  # « nous avions prévu le 18. Finalement ce sera le 21 »
        if not stop and Sign.MOVED in clause:
            kept, clause = _move_before(kept, clause) or (kept, _move(clause, alone=alone))
        kept += clause
    return kept


def _days(phrases: Sequence[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if isinstance(phrase, _DATED)]


def _hours(phrases: Sequence[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if isinstance(phrase, Hours)]


def _drop_instead(clause: list[Phrase], *, alone: bool) -> list[Phrase]:
    """Drop the days of « au lieu du 5 mars », « initialement le 5 mars, reporté au 12 ».

    `alone`: no other clause has days, which would be those that hold.
    """
    at = clause.index(Sign.INSTEAD)
    moved = clause.index(Sign.MOVED, at) if Sign.MOVED in clause[at:] else at
    if at < moved and not _days(clause[:moved]):  # « initialement prévu ce jour, est avancé au 8 »
        return [*clause[:at], *clause[at + 1 :]]
    if (
        at and isinstance(clause[at - 1], Days) and _days(clause[at:]) and Sign.MOVED in clause[at:]
    ):  # « le 18 mars, initialement prévu »
        return [
            each
            for n, each in enumerate(clause)
            if n not in (at - 1, at) and each is not Sign.MOVED
        ]
    old = next((n for n, p in enumerate(clause[at:], at) if isinstance(p, _DATED | Hours)), None)
    gone = {at, old}
    told = old and isinstance(clause[old], Days) and _days(clause[:at]) and _hours(clause[:at])
    if old and told and _hours(clause[old + 1 : old + 2]):
        gone.add(old + 1)  # « le 31 mars à 9h au lieu du 28 mars à 14h »
    rest = [each for n, each in enumerate(clause) if n not in gone]
    if not _days(rest):  # « les entretiens prévus initialement le 17 mars sont supprimés »
        return [*clause, Sign.MOVED] if alone else [p for p in rest if p not in _GONE]
    return [each for each in rest if each is not Sign.MOVED]


def _move_before(
    kept: list[Phrase], clause: list[Phrase]
) -> tuple[list[Phrase], list[Phrase]] | None:
    """Move all the days of the clauses before: « le 12 mars à 14h ; finalement ce sera le 19 mars »."""
    at = clause.index(Sign.MOVED)
    after = [phrase for phrase in clause[at + 1 :] if phrase is not Sign.MOVED]
    old, new = _days(kept), _days(after)
    told, new = _both(after) or (old, new)  # « report du 12 mars au 19 mars »
    if _days(clause[:at]) or not old or not all(isinstance(p, Days) for p in (*old, *new)):
        return None
    gone = _named(told)
    if not gone <= _named(old) or _count(told) != _count(new):
        return None
    if not {*_GONE, Sign.INSTEAD}.isdisjoint((*kept, *after)):
        return None
    some = gone < _named(old)
    without = (_without(p, gone) if isinstance(p, Days) else p for p in kept)
    left = [p for p in without if p and (some or not isinstance(p, _DATED | Hours))]
    said = [p for p in after if not isinstance(p, _DATED)]
    return left, [*new, *said, *([] if _hours(said) else _hours(kept))]


def _without(days: Days, gone: set[tuple[int, int | None]]) -> Days | None:
    left = tuple(w for w in days.words if (w.day, w.month) not in gone)
    return Days(left) if left else None


def _move(clause: list[Phrase], *, alone: bool) -> list[Phrase]:
    """Return a clause with its new days, or its new hours, in place of those before the sign."""
    at = clause.index(Sign.MOVED)
    before, after = clause[:at], [phrase for phrase in clause[at + 1 :] if phrase is not Sign.MOVED]
    if after and after[0] in _OFF:  # « finalement impossibles »
        before, after = [*before, after[0]], after[1:]
    if held := _held(before):  # « 1er avril 9h-12h, … la séance du 3 est déplacée au 7 avril »
        return [*before[:held], *_move(clause[held:], alone=alone)]
    old, new = _days(before), _days(after)
    if not old:
        old, new = _both(after) or (old, new if alone else [])
        if new and not old:  # « finalement le 18 mars 9h-12h et le 20 mars 14h-16h »
            return [*(p for p in before if p not in _OFF), *after]
    if old and not new and _hours(after) and not any(p in _OFF for p in before):  # « décalé à 15h »
        return [*old, *after]
    gone = Sign.ALL_CANCELLED in before and Sign.CANCELLED not in before  # « annulés et remplacés »
    merged = _named(new) and _named(new) < _named(old)  # « les 11, 13 et 14 mars regroupés le 14 »
    if not new or (_count(old) > 1 and _count(old) != _count(new) and not (gone or merged)):
        return clause  # « 12/03, 19/03 reporté au 26/03 »: one of them or both
    said = [p for p in after if not isinstance(p, _DATED)]
    counts = [p for p in before if merged and isinstance(p, speech.Count)]
    beside = [p for p in before if not isinstance(p, _DATED | Hours | speech.Month)]
    beside = [p for p in beside if p not in _OFF and p not in counts]
    return [*beside, *new, *said, *([] if _hours(said) else _hours(before))]


def _held(before: list[Phrase]) -> int:
    """Return where the day that is moved begins, after others that have hours, as it has none."""
    last = max((n for n, phrase in enumerate(before) if isinstance(phrase, _DATED)), default=0)
    others = _days(before[:last]) and _hours(before[:last])
    return last if others and not _hours(before[last:]) else 0


def _both(said: Sequence[Phrase]) -> tuple[list[Phrase], list[Phrase]] | None:
    """Return the old and the new day of « reporté du 18 mars au 20 mars », said after the sign.

    Not those of « finalement le 18 mars 9h-12h et le 20 mars 14h-16h ».
    """
    days = _days(said)
    if (
        len(days) > 1
        and _hours(said[: said.index(days[1])])
        and _hours(said[said.index(days[1]) :])
    ):
        return None
    match days:
        case [DayRange(first, last)]:
            return [Days((first,))], [Days((last,))]
        case [Days() as old, Days() as new]:
            return [old], [new]
        case _:
            return None


def _named(days: Sequence[Phrase]) -> set[tuple[int, int | None]]:
    return {(w.day, w.month) for phrase in days if isinstance(phrase, Days) for w in phrase.words}


def _count(days: Sequence[Phrase]) -> int:
    return sum(len(phrase.words) for phrase in days if isinstance(phrase, Days))


def _parts(clause: list[Phrase]) -> list[list[Phrase]]:
    """Cut a clause at its commas, and before a day that comes after the hours of another."""
    parts: list[list[Phrase]] = [[]]
    for phrase in clause:
        told = next((p for p in reversed(parts[-1]) if p not in (Sign.CLOSING, Sign.OTHER)), None)
        whole = isinstance(told, Hours) or (told in _OFF and parts[-1][-1] is Sign.CLOSING)
        if isinstance(phrase, Days) and _days(parts[-1]) and whole:
            parts.append([])
        parts[-1].append(phrase)
        if phrase is Sign.PAUSE:
            parts.append([])
    return parts


_BESIDE = (Sign.PAUSE, Sign.CLOSING, Sign.MAIN)


def _cancelled(part: list[Phrase]) -> tuple[DayWords, ...]:
    """Return the days that a part of a clause says are cancelled, where it says which."""
    beside = Hours | speech.Count | speech.Mode
    first = next((n for n, phrase in enumerate(part) if isinstance(phrase, Days)), 0)
    part = [p for n, p in enumerate(part) if n > first or p not in (Sign.ONLY, Sign.OTHER)]
    held = [p for p in part if p is not Sign.MAIN][:2]
    if Sign.MAIN in part and held and held[0] in _OFF and held[1:] and isinstance(held[1], Days):
        part = [*(p for p in part if p not in held), held[1], held[0]]  # « annulés le 13/03 »
    while part and part[-1] in (Sign.OTHER, Sign.EVENT):  # « en raison d’une grève »
        part.pop()
    match [p for p in part if not isinstance(p, beside) and p not in _BESIDE]:
        case [Days(words=(_,) as days), Sign.CANCELLED]:
            return days
        case [Days(days), Sign.ALL_CANCELLED] if len(days) > 1 or Sign.MAIN in part:
            return days
        case _:
            return ()


def _leave_out(phrase: Phrase, days: set[tuple[int, int | None]]) -> list[Phrase]:
    """Leave out of a list or a period the days cancelled further on: « 11, 18 et 25 ; le 18 annulé »."""
    match phrase:
        case Days(words) if len(words) > 1:
            return [Days(tuple(w for w in words if (w.day, w.month) not in days))]
        case DayRange() | Weekly():
            year = phrase.last.year if isinstance(phrase, DayRange) else None
            left = tuple(DayWords(day, month, year) for day, month in sorted(days, key=str))
            return [phrase, speech.Except(frozenset(), left)]
        case _:
            return [phrase]


def drop_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """Drop the words that say « 19/03 14h-16h annulé »: one day, its hours, the word, no more.

    Nothing is dropped where a day would be left in doubt: the same one stands in another clause, or
    none would be left.
    """
    if Sign.CANCELLED not in phrases and Sign.ALL_CANCELLED not in phrases:
        return phrases
    kept: list[Phrase] = []
    dropped: set[tuple[int, int | None]] = set()
    bare = True  # the whole of these days is cancelled
    # « L’entretien collectif du 19 mars n’aura pas lieu. Nouvelle date : … » keeps its mode
    alone = sum(isinstance(phrase, speech.Mode) for phrase in phrases) == 1
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        parts = _parts(clause)
        told = [_cancelled(part) for part in parts]
        if not any(told):
            parts, told = [clause], [_cancelled(clause)]
        for part, days in zip(parts, told, strict=True):
            dropped |= {(day.day, day.month) for day in days}
            bare = bare and not (days and _hours(part))
            mode = [p for p in part if alone and isinstance(p, speech.Mode)]
            kept += mode if days else part
    if bare:
        kept = [part for phrase in kept for part in _leave_out(phrase, dropped)]
    left = [(w.day, w.month) for phrase in kept if isinstance(phrase, Days) for w in phrase.words]
    stated = left or any(isinstance(phrase, DayRange | Weekly) for phrase in kept)
    return kept if stated and dropped.isdisjoint(left) else phrases


# What is excepted: « sauf le 18 … (le 18, salle prise) »

_OF_DAYS = Days | DayRange | Weekly | Weeks | Month


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
        begins = next((n for n, p in enumerate(clause) if isinstance(p, _OF_DAYS)), len(clause))
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
    alone = [c for c in clauses if not any(isinstance(phrase, _OF_DAYS) for phrase in c)]
    return [p for c in alone for p in c if isinstance(p, Except) and p.weekdays and not p.part]


Months = dict[int, set[int | None]]  # of the excepted days, by their number


def _leave_out_of(clause: list[Phrase], excepted: Months) -> list[Phrase]:
    kept: list[Phrase] = []
    excepts = max((n for n, p in enumerate(clause) if isinstance(p, Except)), default=-1)
    daily = Sign.DAILY in clause  # « tous les matins sauf mercredi »
    dated = False
    houred: list[Hours] = []
    for n, phrase in enumerate(clause):
        before, after = clause[n - 1] if n else None, clause[n + 1] if n + 1 < len(clause) else None
        timed = isinstance(after, Hours) and not after.ahead
        habit = daily and isinstance(phrase, Except)
        timed = timed or (isinstance(before, Hours) and not dated and not habit)  # « à 14h le 26 »
        # « tous les matins, sauf mercredi : 9h-10h30 » says the mornings' hours
        apart = any(not (isinstance(after, Hours) and _is_in(after, each)) for each in houred)
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
        dated = dated or isinstance(phrase, _OF_DAYS)
    return kept


def _is_in(hours: Hours, said: Hours) -> bool:
    return hours == said or (said.kind == "spoken" and hours.within(said))


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
