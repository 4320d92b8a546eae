"""What the lines of a cell inherit of each other, by the table of `scopes`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import accumulate, pairwise

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import (
    DayRange,
    Days,
    Hours,
    Phrase,
    SeatCount,
    Sign,
    Weekly,
)
from passpro_nb.read.sessions.lines import BOUNDS, MOST_STATED, Line, Said

BORROWED = "heures reprises d’un autre jour de la cellule"


def inherit(lines: list[Line]) -> list[Line]:
    """Return the lines with all that they inherit."""
    for share in (
        _share_days,
        _repeat_lines,
        _list_weekdays,
        _part_listed,
        _share_bounds,
        _share_hours,
        _share_said,
    ):
        lines = share(lines)
    return lines


def _share_days(lines: list[Line]) -> list[Line]:
    """Give the days of the line before, with the mode that heads them, to hours that have none.

    Else those of the line after.
    """

    def give(near: Line, line: Line) -> Line:
        if line.days or not line.hours:
            return line
        mode = near.get(speech.Mode) if near.headed else None
        given = replace(line, days=near.days, headed=near.headed)
        return given.told_once(mode) if mode else given

    return [*accumulate([*accumulate(lines, give)][::-1], give)][::-1]


def _repeat_lines(lines: list[Line]) -> list[Line]:
    """Give « 4 avril : même organisation » all the hours of the day before it, each with its own."""
    found: list[Line] = []
    above: list[Line] = []  # the lines of the last day
    for line in lines:
        told = [line]
        if line.sign in (Sign.SAME, Sign.IDEM) and not line.hours and 1 < len(above) <= MOST_STATED:
            again = (replace(each, clause=line.clause, days=line.days) for each in above)
            told = [replace(each, said={**each.said, **line.said}) for each in again]
        found += told
        same = above and above[-1].days == line.days
        above = above if same else []
        above += told
    return found


def _list_weekdays(lines: list[Line]) -> list[Line]:
    """Give « le mercredi après-midi : 12/03, 19/03 » its days, the weekday to be checked on each."""
    heads = [False, *(_heads_days(line, after) for line, after in pairwise(lines)), False]
    found: list[Line] = []
    for position, line in enumerate(lines):
        if heads[position]:
            before = lines[position - 1]
            words = [words for p in line.days if isinstance(p, Days) for words in p.words]
            days = Days(tuple(replace(w, weekdays=w.weekdays | before.weekdays) for w in words))
            hours = line.hours or before.hours
            line = replace(line, days=(days,), hours=hours, scope="clause")
        elif heads[position + 1]:
            line = replace(line, days=(), hours=())
        found.append(line)
    return found


def _heads_days(line: Line, after: Line) -> bool:
    listed = bool(after.days) and all(isinstance(phrase, Days) for phrase in after.days)
    begun = any(isinstance(phrase, speech.Bounds) for phrase in line.days)
    parted = all(each.kind == "spoken" for each in line.hours) and all(
        own.within(each) for own in after.hours for each in line.hours
    )
    return listed and line.unbounded and not begun and (not after.hours or parted)


def _part_listed(lines: list[Line]) -> list[Line]:
    """Give « les 17, 18 et 19 mars 9h-12h, le mercredi 14h-17h » the Wednesday its own hours."""
    bare = [line for line in lines if line.unbounded and _says_hours(line)]
    habit = any(p.habit for line in bare for p in line.days if isinstance(p, Weekly))
    listed = [line for line in lines if _says_hours(line) and _lists_bare_days(line)]
    if not bare or habit or len(listed) != 1 or len(lines) != len(bare) + 1:
        return lines
    days = [p for p in listed[0].days if isinstance(p, Days)]
    rest = speech.Except(frozenset().union(*(line.weekdays for line in bare)), ())
    return [
        replace(line, days=(*line.days, rest))
        if line is listed[0]
        else replace(line, days=tuple(replace(p, only=line.weekdays) for p in days))
        for line in lines
    ]


def _says_hours(line: Line) -> bool:
    return any(hours.kind == "exact" for hours in line.hours)


def _lists_bare_days(line: Line) -> bool:
    words = [words for p in line.days if isinstance(p, Days) for words in p.words]
    bare = not any(each.weekdays for each in words)
    return len(words) > 1 and bare and all(isinstance(p, Days) for p in line.days)


def _share_bounds(lines: list[Line]) -> list[Line]:
    """Give bare weekdays the bounds stated around: « du 17 au 18 mars : lundi 9h, mardi 14h ».

    They make a period more precise; its hours, if exact, hold on its other days where they have
    their own, else they are theirs.
    """
    bare = [line for line in lines if line.unbounded]
    if not bare:
        return lines
    stated = [phrase for line in lines for phrase in line.days]
    bounds = dict.fromkeys(p for p in stated if isinstance(p, DayRange | speech.Month | BOUNDS))
    rest = speech.Except(frozenset().union(*(line.weekdays for line in bare)), ())
    timed = any(line.hours for line in bare)
    hours: tuple[Hours, ...] = ()
    found: list[Line] = []
    for line in lines:
        kinds = {type(phrase) for phrase in line.days}
        if DayRange in kinds <= {DayRange, speech.Weeks}:
            if timed and any(each.kind == "exact" for each in line.hours):
                line = replace(line, days=(*line.days, rest))
            else:
                hours = hours or line.hours
                timed = timed or bool(hours)
                line = replace(line, days=())
        found.append(line)
    return [
        replace(
            line, hours=line.hours or hours, days=(*line.days, *_bounds_of(line, lines, bounds))
        )
        if line.unbounded
        else line
        for line in found
    ]


def _bounds_of(line: Line, lines: list[Line], bounds: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Return the week that the clause of a line states, « sem. du 31 mars : mardi », else all bounds."""
    beside = (phrase for each in lines if each.clause == line.clause for phrase in each.days)
    weeks = [p for p in beside if isinstance(p, DayRange) and p.week]
    return (*weeks,) if len(weeks) == 1 else tuple(bounds)[:MOST_STATED]


def _share_hours(lines: list[Line]) -> list[Line]:
    """Give hours to the days that have none: those before them, else those after."""
    *others, last = accumulate(lines, _from_before)
    others = [replace(line, scope="cell" if line.scope == "cell" else "day") for line in others]
    return [*accumulate([last, *others[::-1]], _from_after)][::-1]


def _from_before(before: Line, line: Line) -> Line:
    """Inherit hours that stood before their days, or whichever by « mêmes horaires »."""
    leads = before.scope == "clause"
    if line.sign is Sign.IDEM:
        again = {kind: said for kind, said in before.said.items() if kind is not speech.Count}
        line = replace(line, said={**again, **line.said})
    said_better = line.sign is Sign.SAME and all(
        each.kind == "spoken" and any(hours.within(each) for hours in before.hours[:MOST_STATED])
        for each in line.hours[:MOST_STATED]
    )  # « matinée du 1er avril (8h30-12h) et matinée du 3 (mêmes horaires) »
    silent = line.days and (said_better or not line.hours) and line.sign is not Sign.UNTIMED
    same = not {Sign.SAME, Sign.IDEM}.isdisjoint((before.sign, line.sign))
    if not (silent and (leads or same)):
        return line
    scope = before.scope if leads else line.scope
    return replace(line, hours=before.hours, scope=scope, sign=None)


def _from_after(after: Line, line: Line) -> Line:
    """Inherit the hours that close a list: « le 25 (15 places), le 29 (10 places) à 14h »."""
    if line.hours or line.sign is Sign.UNTIMED:
        return line
    beside = line.clause == after.clause
    listed = beside and SeatCount in line.said and SeatCount in after.said
    # not « 18 mars (20 pl), 19 mars (10 pl, matin seulement) »
    listed = listed and after.sign is not Sign.ONLY
    hours = after.hours[:MOST_STATED]
    seats = after.get(SeatCount)
    own = after.seated and not (seats and seats.each)  # « 14h-17h, 9 places par séance » are of all
    if (listed or after.scope == "cell") and not own:
        return replace(line, hours=hours, scope=after.scope)
    if not (beside and line.days) or SeatCount in line.said:
        return line
    notes = {each: tuple(dict.fromkeys((*each.notes, BORROWED))) for each in hours}
    mode = after.get(speech.Mode)
    line = line.told_once(mode) if mode else line
    return replace(line, hours=tuple(replace(each, notes=notes[each]) for each in hours))


def _share_said(lines: list[Line]) -> list[Line]:
    """Give what is said once for the cell, or at its head, to every line that says nothing else."""
    times = Counter(kind for line in lines for kind in line.said)
    shared: dict[type, Said] = {}
    for kind in times:
        stated = [line.said[kind] for line in lines if kind in line.cellwide]
        each = [s for s in stated if isinstance(s, SeatCount | speech.Length) and s.each]
        if stated and (times[kind] == 1 or len(each) == 1 or kind in lines[0].cellwide):
            shared[kind] = each[0] if len(each) == 1 else stated[0]
    each_one = shared.get(SeatCount)
    if isinstance(each_one, SeatCount) and each_one.each:
        lines = [_without_sum(line, each_one) for line in lines]
    count = shared.get(speech.Count)
    listed = isinstance(count, speech.Count) and count.number == _stated(lines)
    if listed and times[speech.Count] == 1 and len(lines) > 1:
        del shared[speech.Count]  # « 2 créneaux : » announces the list that follows
        head = {kind: said for kind, said in lines[0].said.items() if kind is not speech.Count}
        lines = [replace(lines[0], said=head), *lines[1:]]
    counted = {line.get(speech.Mode) for line in lines if SeatCount in line.said}
    return [_share(line, shared, counted) for line in lines] if shared else lines


def _share(line: Line, shared: Mapping[type, Said], counted: set[speech.Mode | None]) -> Line:
    """Give a line what is said for the cell; « collectif : 20 places » counts no « individuel ».

    `counted`: the modes of the lines that say how many places they have.
    """
    said = {**shared, **line.said}
    alone, seats = line.get(speech.Mode), shared.get(SeatCount)
    grouped = isinstance(seats, SeatCount) and seats.grouped and alone == speech.Mode("individual")
    others = alone is not None and None not in counted and alone not in counted
    if (grouped or others) and SeatCount in shared and SeatCount not in line.said:
        del said[SeatCount]
    return replace(line, said=said)


def _without_sum(line: Line, each: SeatCount) -> Line:
    """Leave out the sum of « 24 places : …, 12 par groupe »."""
    sum_of = line.get(SeatCount)
    if not sum_of or sum_of.each or sum_of.number <= each.number or sum_of.number % each.number:
        return line
    return replace(line, said={k: said for k, said in line.said.items() if k is not SeatCount})


def _stated(lines: list[Line]) -> int:
    """Return how many days × spans of hours the lines list one by one."""
    listed = [sum(len(p.words) for p in line.days if isinstance(p, Days)) for line in lines]
    return sum(n * max(1, len(line.hours)) for n, line in zip(listed, lines, strict=True))
