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
| mode, places, length | once, after the last day of a clause: « …, 8 places, individuel » | the lines of the clause |
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

from dataclasses import replace
from itertools import groupby, pairwise, takewhile

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
from passpro_nb.read.sessions.inherited import inherit
from passpro_nb.read.sessions.lines import BOUNDS, AnyDays, Line, Said
from passpro_nb.read.sessions.periods import drop_outer_periods, tell_periods


def read_lines(phrases: list[Phrase]) -> list[Line]:
    """Return the lines of a cell, each with all that it inherits; those without days are dropped."""
    told = part_halves(drop_outer_periods(tell_periods(phrases)))
    parts = part_closings(repeat_headings(told))
    lines = inherit(_cut(_seat_dayparts(parts)))
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
        case [Hours(kind="spoken"), Hours(), speech.Mode() as mode, *_] if line.hours:
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
