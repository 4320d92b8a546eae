"""Which hours, seats and places go with which days: phrases → groups, in the order of the words."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from passpro_nb.read_session_phrases import (
    Count,
    Days,
    Except,
    Hours,
    Length,
    Mode,
    Month,
    Period,
    Phrase,
    Place,
    Same,
    Seats,
    Stop,
    Vague,
    Weekly,
)  # fmt: skip

Said = Seats | Count | Mode | Place | Length
DAY_PHRASES = (Days, Period, Weekly, Month, Except, Vague)
SAID_PHRASES = (Seats, Count, Mode, Place, Length)


@dataclass(slots=True)
class Group:
    """Phrases that belong together, while they are being gathered."""

    days: list[Phrase] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)
    said: dict[type, Said] = field(default_factory=dict)
    headings: set[type] = field(default_factory=set)  # said for the whole cell, not for these days
    hours_first: bool = False  # « 9h-12h : 12 mars », the hours stand before their days
    closed: bool = False  # something was said after the days: other days make another group
    same: bool = False  # « mêmes horaires »
    seats_last: bool = False  # seats were said after the hours: other hours make another group


def gather(phrases: list[Phrase]) -> list[Group]:
    """Return the groups of a cell; each has days, unless the cell has none."""
    groups = [Group()]
    for clause in _clauses(phrases):
        timed = any(isinstance(phrase, Hours) for phrase in clause)
        dayless = not any(isinstance(phrase, DAY_PHRASES) for phrase in clause)
        for position, phrase in enumerate(clause):
            if _begins(groups[-1], phrase, timed and position == 0):
                groups.append(Group())
            _add(groups[-1], phrase, dayless)
    _share_days(groups)
    _share_hours(groups)
    _share_headings(groups)
    return [group for group in groups if group.days]


def _clauses(phrases: list[Phrase]) -> Iterable[list[Phrase]]:
    clause: list[Phrase] = []
    for phrase in phrases:
        if isinstance(phrase, Stop):
            yield clause
            clause = []
        else:
            clause.append(phrase)
    yield clause


def _begins(group: Group, phrase: Phrase, new_timed_clause: bool) -> bool:
    """Tell whether a phrase begins another group."""
    if not group.days:
        return False
    match phrase:
        case Period() if _unbounded(group):
            return False
        case Days() | Weekly() | Period():
            return group.closed or (group.hours_first and new_timed_clause)
        case Hours():
            return group.seats_last or (group.hours_first and not _refines(group, phrase))
        case Seats() | Count() | Mode() | Place():
            return type(phrase) in group.said
        case _:
            return False


def _unbounded(group: Group) -> bool:
    kinds = {type(phrase) for phrase in group.days}
    return Weekly in kinds and not kinds & {Period, Month, Days}


def _refines(group: Group, hours: Hours) -> bool:
    """Tell whether these hours make « matin » or « après-midi » more precise."""
    return all(spoken.word and _within(hours, spoken) for spoken in group.hours)


def _within(hours: Hours, spoken: Hours) -> bool:
    known = hours.start or hours.end
    return spoken.start.hour - 1 <= known.hour <= spoken.end.hour + 1


def _add(group: Group, phrase: Phrase, dayless_clause: bool) -> None:
    if isinstance(phrase, DAY_PHRASES):
        group.days.append(phrase)
    elif isinstance(phrase, Hours):
        group.hours_first = not group.days
        group.hours.append(phrase)
        group.closed |= bool(group.days)
    elif isinstance(phrase, SAID_PHRASES):
        group.said[type(phrase)] = phrase
        if dayless_clause or not group.days:
            group.headings.add(type(phrase))
        group.closed |= bool(group.days)
        group.seats_last = isinstance(phrase, Seats) and bool(group.hours)
    elif isinstance(phrase, Same):
        group.same = group.closed = True


def _share_days(groups: list[Group]) -> None:
    """Give the days of the group before to hours that have none; bounds to weekdays that have none."""
    for before, group in itertools.pairwise(groups):
        if not group.days and group.hours:
            group.days = before.days
    bounds = [p for group in groups for p in group.days if isinstance(p, Period | Month)]
    for group in groups:
        if _unbounded(group):
            group.days = [*group.days, *bounds]


def _share_hours(groups: list[Group]) -> None:
    """Give the hours of the group before to « mêmes horaires », and to days after « 9h-12h : »."""
    for before, group in itertools.pairwise(groups):
        if not group.hours and group.days:
            group.hours = before.hours if before.hours_first or group.same else []
            group.hours_first = before.hours_first


def _share_headings(groups: list[Group]) -> None:
    """Give what is said once, apart from the days or before them, to every group."""
    times = Counter(kind for group in groups for kind in group.said)
    for kind in times:
        heading = next((g.said[kind] for g in groups if kind in g.headings), None)
        if heading is None or (times[kind] > 1 and kind not in groups[0].headings):
            continue
        for group in groups:
            group.said.setdefault(kind, heading)
