"""Which hours, seats and places go with which days: phrases → groups, in the order of the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from passpro_nb.read.sessions.phrases import (
    Count,
    Days,
    DayWords,
    Except,
    Hours,
    Length,
    Mode,
    Month,
    Period,
    Phrase,
    Place,
    Seats,
    Sign,
    Weekly,
)

BORROWED = "heures reprises d’un autre jour de la cellule"
Said = Seats | Count | Mode | Place | Length
DAY_PHRASES = (Days, Period, Weekly, Month, Except)
SAID_PHRASES = (Seats, Count, Mode, Place, Length)


@dataclass(slots=True)
class Group:
    """Phrases that belong together, while they are being gathered."""

    days: list[Phrase] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)
    breaks: list[Hours] = field(default_factory=list)
    said: dict[type, Said] = field(default_factory=dict)
    headings: set[type] = field(default_factory=set)  # said for the whole cell, not for these days
    hours_first: bool = False  # « 9h-12h : 12 mars », the hours stand before their days
    closed: bool = False  # something was said after the days: other days make another group
    hours_apart: bool = False  # its hours stand in a clause of their own
    same: bool = False  # « mêmes horaires »
    hands_on: bool = False  # « …, mêmes horaires le 26/03 »: the next days have these hours
    untimed: bool = False  # « horaires à préciser »
    seats_last: bool = False  # seats were said after the hours: other hours make another group
    pausing: bool = False  # « pause »: the next hours are a break
    clause: int = 0  # which clause of the cell it began in


def gather(phrases: list[Phrase]) -> list[Group]:
    """Return the groups of a cell; each has days, unless the cell has none."""
    groups = [Group()]
    for number, clause in enumerate(_clauses(_drop_outer_periods(phrases))):
        timed = any(isinstance(phrase, Hours) or phrase is Sign.UNTIMED for phrase in clause)
        dayless = not any(isinstance(phrase, DAY_PHRASES) for phrase in clause)
        for position, phrase in enumerate(clause):
            if _begins(groups[-1], phrase, timed and position == 0):
                groups.append(Group(clause=number))
            _add(groups[-1], phrase, dayless)
    _share_days(groups)
    _list_weekdays(groups)
    _share_bounds(groups)
    _share_hours(groups)
    _share_closing_hours(groups)
    _share_headings(groups)
    return [group for group in groups if group.days]


def _clauses(phrases: list[Phrase]) -> Iterable[list[Phrase]]:
    clause: list[Phrase] = []
    for phrase in phrases:
        if phrase is Sign.STOP:
            yield _look_ahead(clause)
            clause = []
        else:
            clause.append(phrase)
    yield _look_ahead(clause)


def _drop_outer_periods(phrases: list[Phrase]) -> list[Phrase]:
    """Drop a period whose days are all given again one by one: « du 21 au 22 mars (le 21…) »."""
    listed = [words for phrase in phrases if isinstance(phrase, Days) for words in phrase.words]
    return [
        phrase
        for phrase in phrases
        if not (isinstance(phrase, Period) and len(listed) > 1 and _covers(phrase, listed))
    ]


def _covers(period: Period, listed: list[DayWords]) -> bool:
    first, last = _order(period.first), _order(period.last)
    return all(first <= _order(words) <= last for words in listed)


def _order(words: DayWords) -> tuple[int, int, int]:
    return words.year or 0, words.month or 0, words.day


def _look_ahead(clause: list[Phrase]) -> list[Phrase]:
    """Mark the hours that stand before their days: « le 21, et de 9h à 13h le 22 »."""
    found: list[Phrase] = []
    for position in range(len(clause) - 1, -1, -1):
        phrase = clause[position]
        before = clause[position - 1] if position else None
        if isinstance(phrase, Hours) and before in (Sign.PAUSE, None):
            phrase = replace(phrase, ahead=_meets_days(found[-4:][::-1]))
        found.append(phrase)
    return found[::-1]


def _meets_days(after: list[Phrase]) -> bool:
    """Tell whether days follow at once, and no hours of their own follow them."""
    match after:
        case [Sign.PAUSE, Hours(ahead=True), *_]:
            return True
        case [Days() | Period() | Weekly(), *rest]:
            rest = [phrase for phrase in rest if phrase is not Sign.PAUSE]
            return not (rest and isinstance(rest[0], Hours) and not rest[0].ahead)
        case _:
            return False


def _begins(group: Group, phrase: Phrase, new_timed_clause: bool) -> bool:
    """Tell whether a phrase begins another group."""
    if not group.days:
        return isinstance(phrase, Hours) and group.seats_last
    match phrase:
        case Period() if _unbounded(group):
            return False
        case Days() | Weekly() | Period():
            return group.closed or (group.hours_first and new_timed_clause)
        case Hours():
            if phrase.ahead or group.seats_last:
                return True
            return group.hours_first and not (group.pausing or _refines(group, phrase))
        case Seats() | Count() | Mode() | Place():
            return type(phrase) in group.said
        case _:
            return False


def _unbounded(group: Group) -> bool:
    kinds = {type(phrase) for phrase in group.days}
    return Weekly in kinds and not kinds & {Period, Month, Days}


def _refines(group: Group, hours: Hours) -> bool:
    """Tell whether these hours make « matin » or « après-midi » more precise."""
    return all(
        said.kind == "arrival" or (said.kind == "spoken" and hours.within(said))
        for said in group.hours
    )


def _add(group: Group, phrase: Phrase, dayless_clause: bool) -> None:
    if isinstance(phrase, DAY_PHRASES):
        group.days.append(phrase)
    elif isinstance(phrase, Hours) and group.pausing:
        group.breaks.append(phrase)
        group.pausing = False
    elif phrase is Sign.BREAK:
        group.pausing = bool(group.hours)
    elif isinstance(phrase, Hours):
        group.hours_first = not group.days
        group.hours_apart = dayless_clause and not group.hours
        group.hours.append(phrase)
        group.closed |= bool(group.days)
    elif isinstance(phrase, SAID_PHRASES):
        group.said[type(phrase)] = phrase
        if dayless_clause or not group.days or (isinstance(phrase, Seats) and phrase.each):
            group.headings.add(type(phrase))
        group.closed |= bool(group.days)
        group.seats_last = isinstance(phrase, Seats) and bool(group.hours)
    elif phrase in (Sign.CLOSING, Sign.MAIN, Sign.OTHER):
        group.closed |= bool(group.days)
    elif phrase is Sign.SAME:
        group.hands_on = bool(group.hours)
        group.same = not group.hours
        group.closed = True
    elif phrase is Sign.UNTIMED:
        group.untimed = group.closed = True


def _share_days(groups: list[Group]) -> None:
    """Give the days of the group before to hours that have none, else of the group after."""
    for before, group in pairwise(groups):
        if not group.days and group.hours:
            group.days = before.days
    for group, after in list(pairwise(groups))[::-1]:
        if not group.days and group.hours:
            group.days = after.days


def _list_weekdays(groups: list[Group]) -> None:
    """Give « le mercredi après-midi : 12/03, 19/03 » its days, the weekday to be checked on each."""
    for group, after in pairwise(groups):
        listed = after.days and all(isinstance(phrase, Days) for phrase in after.days)
        if not (listed and _unbounded(group)) or (group.hours and after.hours):
            continue
        weekdays = frozenset(d for p in group.days for d in getattr(p, "weekdays", ()))
        after.days = [_on(phrase, weekdays) for phrase in after.days]
        after.hours, after.hours_first = after.hours or group.hours, True
        group.days, group.hours = [], []


def _on(phrase: Phrase, weekdays: frozenset[int]) -> Phrase:
    if not isinstance(phrase, Days):
        return phrase
    return Days(tuple(replace(w, weekdays=w.weekdays or weekdays) for w in phrase.words))


def _share_bounds(groups: list[Group]) -> None:
    """Give bare weekdays the bounds stated around: « du 17 au 18 mars : lundi 9h, mardi 14h »."""
    bare = [group for group in groups if _unbounded(group)]
    bounds = [p for group in groups for p in group.days if isinstance(p, Period | Month)]
    holders = [group for group in groups if {type(p) for p in group.days} == {Period}]
    for holder in holders if bare else []:
        _hand_over(holder, bare)
    for group in bare:
        group.days = [*group.days, *bounds]


def _hand_over(holder: Group, bare: list[Group]) -> None:
    """Let weekdays make a period more precise; hours of its own hold on its other days."""
    timed = any(group.hours for group in bare)
    if timed and any(hours.kind == "exact" for hours in holder.hours):
        weekdays = frozenset(d for g in bare for p in g.days for d in getattr(p, "weekdays", ()))
        holder.days = [*holder.days, Except(weekdays, ())]
        return
    for group in bare:
        group.hours = group.hours or holder.hours
    holder.days = []


def _share_hours(groups: list[Group]) -> None:
    """Give the hours of the group before to « mêmes horaires », and to days after « 9h-12h : »."""
    for before, group in pairwise(groups):
        if not group.hours and group.days and not group.untimed:
            inherits = before.hours_first or before.hands_on or group.same
            group.hours = before.hours if inherits else []
            group.hours_first = before.hours_first


def _share_closing_hours(groups: list[Group]) -> None:
    """Give the hours that close a list to all of it: « le 25 (15 places), le 29 (10 places) à 14h »."""
    for group, after in list(pairwise(groups))[::-1]:
        beside = group.clause == after.clause
        listed = beside and Seats in group.said and Seats in after.said
        apart = after.hours_apart and after.hours is groups[-1].hours
        if (listed or apart) and not (group.hours or group.untimed or after.seats_last):
            group.hours = after.hours
            group.hours_apart = apart
        elif beside and group.days and not (group.hours or group.untimed or Seats in group.said):
            group.hours = [replace(hours, notes=(*hours.notes, BORROWED)) for hours in after.hours]


def _stated(groups: list[Group]) -> int:
    """Return how many days × spans of hours the groups list one by one."""
    listed = [sum(len(p.words) for p in g.days if isinstance(p, Days)) for g in groups]
    return sum(days * max(1, len(g.hours)) for days, g in zip(listed, groups, strict=True))


def _share_headings(groups: list[Group]) -> None:
    """Give what is said once, apart from the days or before them, to every group."""
    times = Counter(kind for group in groups for kind in group.said)
    for kind in times:
        heading = next((g.said[kind] for g in groups if kind in g.headings), None)
        if heading is None or (times[kind] > 1 and kind not in groups[0].headings):
            continue
        alone = times[kind] == 1 and len(groups) > 1
        if alone and isinstance(heading, Count) and heading.number == _stated(groups):
            groups[0].said.pop(kind, None)  # « 2 créneaux : » announces the list that follows
            continue
        for group in groups:
            group.said.setdefault(kind, heading)
