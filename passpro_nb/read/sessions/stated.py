"""The sessions that words state: each once, and those without hours beside others in doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import count

from passpro_nb.read.sessions.clauses.subject import HELD

UNTIMED = "un jour sans heure à côté de jours qui en ont une : peut-être pas un entretien"


@dataclass(frozen=True, slots=True)
class Stated:
    """One interview session as the words give it; `day` is None when none could be read.

    `doubt`: why its day may be no interview's; it waits for the analyst, outside capacity. `seats`
    hold for `per_minutes` and for each of `juries` (0: of those of the settings) where they are said.
    """

    day: date | None = None
    start: time | None = None
    end: time | None = None
    seats: int | None = None
    mode: str | None = None
    place: str | None = None
    text: str = ""
    reason: str | None = None
    notes: tuple[str, ...] = ()
    doubt: str | None = None
    per_minutes: int | None = None
    juries: int | None = None
    in_groups: bool = False  # « groupes de 12 »: collective, where no other word says the mode
    ordinal: int = 1  # tells apart the sessions of « 3 séances le 20/03 »


Sessions = tuple[Stated, ...]


def count_once(sessions: Iterable[Stated]) -> tuple[Stated, ...]:
    """Count once what is stated twice; a day without hours that is given its hours elsewhere too.

    At the same hours, other seats make another session: its ordinal says so. Another room does not:
    « jury 1 » and « jury 2 » hold one session (definitions.md, session).
    """
    sessions = [*sessions]
    timed = {s.day for s in sessions if s.day and (s.start or s.end)}
    kept: dict[tuple[object, ...], Stated] = {}
    for session in sessions:
        if session.day in timed and not (session.start or session.end):
            continue
        for ordinal in count(session.ordinal):
            key = session.day, session.start, session.end, session.reason, ordinal
            if ordinal != session.ordinal:
                session = replace(session, ordinal=ordinal)
            if both := _merge(kept[key], session) if key in kept else session:
                kept[key] = both
                break
    return tuple(kept.values())


def _merge(one: Stated, other: Stated) -> Stated | None:
    """Return what either says of a session, None where they say two things."""
    names = ("seats", "per_minutes", "juries", "mode")
    facts = {name: (getattr(one, name), getattr(other, name)) for name in names}
    if any(a != b and None not in (a, b) for a, b in facts.values()):
        return None
    places = dict.fromkeys(place for place in (one.place, other.place) if place)
    merged = {name: b if a is None else a for name, (a, b) in facts.items()}
    return replace(one, **merged, place=", ".join(places) or None)


def doubt_untimed(sessions: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Doubt a day without hours where others have theirs: « 26 mars 14h ; conseil le 20 mars »."""
    timed = [bool(s.start or s.end) for s in sessions if s.day]
    seated = all(s.seats for s in sessions if s.day)  # « 17 mars (20 pl), 18 mars (10 pl, 14h) »
    if not any(timed) or all(timed) or seated:
        return sessions
    return tuple(
        s
        if s.start or s.end or s.day is None or HELD in s.notes
        else replace(s, notes=(*s.notes, UNTIMED))
        for s in sessions
    )
