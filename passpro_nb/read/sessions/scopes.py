"""What is said of what: phrases → lines, by the scopes cell > clause > day > hour.

A line is what the words say together of some days (scope day) or, once hours have seats of their
own (« 9h-12h : 12 places, 14h-16h : 8 places »), of some hours of these days (scope hour). Stops
cut a cell into clauses; other days, or other hours once seats or another mode is said of them,
begin another line.
What a line says itself overrides what it would inherit, in this order:

| quantity | declared | inherited by |
|---|---|---|
| days | of a day | the hours after it that have no days, else those before it |
| days | of a period or a month | weekdays without bounds, with the period's hours |
| hours | before their days (clause) | the days that follow, up to other hours |
| hours | of a day | the next days called « mêmes horaires » |
| hours | alone in the last clause (cell) | the days before it that have none |
| hours | closing a list of days | the days before, each with seats; else it is said: `BORROWED` |
| all else | before any day, in a clause without days, « par séance » (cell) | every line, if once |
| all else | the same, at the head of the cell | every line that says no other |
| mode, with it places and length | once, after the last day of a clause: « …, 8 places, individuel » | the lines of the clause |
| mode, with it places and length | once, in brackets that close the cell: « …; … (individuel) » | every line |
| mode, places | before the days of a clause, where several open so: « Capacité 15 : … » | the lines of the clause |
| weeks | at the head of a clause: « semaine 13 : mardi 9h, jeudi 14h » | the weekdays of the clause |
| mode | of a day, before its hours | its other hours, that have places of their own |
| all else | of a day, of an hour | nobody |

All else: seats, total, number of sessions, mode, place, length.
« horaires à préciser » inherits no hours; breaks go with their hours; a total is shared among the
sessions of the lines that have it. So « 12 places par séance, 3 avril 9h-12h et 4 avril 14h » gives
two sessions of 12 places: the seats are said of the cell, each day has its own hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import accumulate, groupby, pairwise, takewhile

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
from passpro_nb.read.sessions.headings import (
    find_closing,
    find_last,
    find_openings,
    leads_anew,
    part_closings,
    part_halves,
    repeat_headings,
)
from passpro_nb.read.sessions.lines import BOUNDS, MOST_STATED, AnyDays, Line, Said
from passpro_nb.read.sessions.periods import drop_outer_periods, tell_periods

BORROWED = "heures reprises d’un autre jour de la cellule"


def read_lines(phrases: list[Phrase]) -> list[Line]:
    """Return the lines of a cell, each with all that it inherits; those without days are dropped."""
    told = part_halves(drop_outer_periods(tell_periods(phrases)))
    parts = part_closings(repeat_headings(told))
    lines = _cut(_seat_dayparts(parts))
    for inherit in (
        _share_days,
        _list_weekdays,
        _part_listed,
        _share_bounds,
        _share_hours,
        _share_said,
    ):
        lines = inherit(lines)
    whole = [line for line in lines if any(not isinstance(p, BOUNDS) for p in line.days)]
    weeks = [line for line in lines if any(isinstance(p, speech.Weeks) for p in line.days)]
    return whole or weeks


def _cut(phrases: list[Phrase]) -> list[Line]:
    lines = [Line()]
    parts = groupby(phrases, key=lambda phrase: phrase is Sign.STOP)
    clauses = [list(each) for stop, each in parts if not stop]
    for number, (clause, opening) in enumerate(zip(clauses, find_openings(clauses), strict=True)):
        timed = any(isinstance(phrase, Hours) or phrase is Sign.UNTIMED for phrase in clause)
        dayless = not any(isinstance(phrase, AnyDays) for phrase in clause)
        clause, begun = _look_ahead(clause), len(lines) - (not lines[-1].days)
        for position, phrase in enumerate(clause):
            apart = number > lines[-1].clause and _is_whole(lines)
            if lines[-1].days and (
                (phrase in opening and lines[-1].clause < number)
                or leads_anew(clause[position : position + 2], opening)
            ):
                lines.append(Line(number))
            elif _has_own_mode(lines[-1], clause[position : position + 5]):
                lines.append(Line(number, days=lines[-1].days))
            elif lines[-1].begins_another(phrase, timed=timed and position == 0, apart=apart):
                days = _weeks_leading(lines[-1], phrase, number)
                lines.append(Line(number, days, told=_tells(lines[-1], number)))
            lines[-1] = lines[-1].plus(phrase, dayless=dayless)
        lines[begun:] = _tell_opening(lines[begun:], opening)
        for said in find_closing(clause):
            lines[begun:] = [line.told_once(said) for line in lines[begun:]]
    for said in find_last(phrases):
        lines = [line.told_once(said) for line in lines]
    return lines


def _tell_opening(lines: list[Line], opening: list[Said]) -> list[Line]:
    """Give the lines of a clause what opens it, up to another: « Individuel : 13 mars / Collectif : 14 mars »."""
    found: list[Line] = []
    held = {type(said): said for said in opening}
    for line in lines:
        held |= {
            kind: said for kind, said in line.said.items() if kind in held and kind in line.cellwide
        }
        found.append(replace(line, said={**held, **line.said}))
    return found


def _weeks_leading(line: Line, phrase: Phrase, clause: int) -> tuple[Phrase, ...]:
    """Return the weeks that lead a clause, for its next weekday: « semaine 13 : mardi 9h, jeudi 14h »."""
    if not isinstance(phrase, Weekly) or line.clause != clause:
        return ()
    weeks = (*takewhile(_are_weeks, line.days),)
    period = any(isinstance(p, DayRange) for p in line.days[len(weeks) :])
    return () if period else weeks


def _are_weeks(phrase: Phrase) -> bool:
    return bool(
        phrase.numbers
        if isinstance(phrase, speech.Weeks)
        else isinstance(phrase, DayRange) and phrase.week
    )


def _tells(line: Line, clause: int) -> bool:
    """Tell whether a line gives its hours to the next: « idem », « le mercredi après-midi : 12/03 »."""
    return line.sign in (Sign.SAME, Sign.IDEM) or (
        line.unbounded and bool(line.hours) and line.clause == clause
    )


def _is_whole(lines: list[Line]) -> bool:
    """Tell whether the last line has its days, if only those of a line before it in its clause.

    Hours with seats of their own have the days of a line before them in another clause too.
    """
    last = lines[-1]
    return any(line.days for line in lines if line.clause == last.clause or last.seated)


def _seat_dayparts(phrases: list[Phrase]) -> list[Phrase]:
    """Give « 8h-12h et 13h-16h (10 places le matin, 8 l’après-midi) » each span its seats."""
    if sum(isinstance(phrase, SeatCount) for phrase in phrases) < 2:
        return phrases
    found: list[Phrase] = []
    for stop, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        exact = [p for p in clause if isinstance(p, Hours) and p.kind == "exact"]
        pairs = [
            (seats, spoken)
            for seats, spoken in pairwise(clause)
            if isinstance(seats, SeatCount)
            and isinstance(spoken, Hours)
            and spoken.kind == "spoken"
        ]
        held = [next((h for h in exact if h.within(spoken)), None) for _, spoken in pairs]
        if stop or len(pairs) < 2 or None in held:
            found += clause
            continue
        said = {span: seats for span, (seats, _) in zip(held, pairs, strict=True)}
        rest = [p for p in clause if not any(p is part for pair in pairs for part in pair)]
        for phrase in rest:
            seats = said.get(phrase) if isinstance(phrase, Hours) else None
            found += [phrase, seats] if seats else [phrase]
    return found


def _has_own_mode(line: Line, phrases: list[Phrase]) -> bool:
    """Tell hours with another mode than the line's: « 14h-15h collectif, de 15h à 17h individuel »."""
    match [phrase for phrase in phrases if phrase not in (Sign.MAIN, Sign.OTHER, Sign.PAUSE)]:
        case [Hours(), speech.Mode() as mode, *_] if line.hours:
            return line.said.get(speech.Mode, mode) != mode
        case _:
            return False


def _look_ahead(clause: list[Phrase]) -> list[Phrase]:
    """Mark the hours that stand before their days: « le 21, et de 9h à 13h le 22 »."""
    found: list[Phrase] = []
    for phrase, before in pairwise([*clause[::-1], Sign.PAUSE]):
        if (
            isinstance(phrase, Hours)
            and before is Sign.PAUSE
            and _meets_days(phrase, found[-4:][::-1])
        ):
            phrase = replace(phrase, ahead=True)
        found.append(phrase)
    return found[::-1]


def _meets_days(hours: Hours, after: list[Phrase]) -> bool:
    """Tell whether days follow at once, and no other hours of their own follow them.

    Hours of the clock may make a word precise: « après-midi du 6 mai : 14h-17h ».
    """
    match after:
        case [Sign.PAUSE, Hours(ahead=True), *_]:
            return True
        case [Days() | DayRange() | Weekly(), *rest]:
            rest = [phrase for phrase in rest if phrase is not Sign.PAUSE]
            if not rest or not isinstance(own := rest[0], Hours) or own.ahead:
                return True
            return hours.kind == "spoken" and own.kind == "exact" and own.within(hours)
        case _:
            return False


# What lines inherit


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
        line = replace(line, said={**before.said, **line.said})
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
    hours = after.hours[:MOST_STATED]
    seats = after.get(SeatCount)
    own = after.seated and not (seats and seats.each)  # « 14h-17h, 9 places par séance » are of all
    if (listed or after.scope == "cell") and not own:
        return replace(line, hours=hours, scope=after.scope)
    if not (beside and line.days) or SeatCount in line.said:
        return line
    notes = {each: tuple(dict.fromkeys((*each.notes, BORROWED))) for each in hours}
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
