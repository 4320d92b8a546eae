"""The figures of a delivery worked out by hand, and what moved between two: plain Python.

Written from the office's page of definitions alone, before the package's code was read; the
package's figures are held against it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any

from raw_files import Application, Delivery, Session

STATES = ("cancelled", "entered", "absent", "overdue", "awaiting", "convened", "not_convened")
FIGURES = ("registered", "expected", "convoked", "interviewed", *STATES)


class Hand:
    """The figures of a delivery on a day; without one, on its own."""

    def __init__(self, delivery: Delivery, day: date | None = None) -> None:
        self.delivery, self.day = delivery, day or delivery.day
        self.calendar, self.offers = delivery.calendar, delivery.offers
        told = {key: a.on(self.day) for key, a in delivery.applications.items()}
        self.seen = {key: a for key, a in told.items() if a}
        self.states = {key: self._state(a) for key, a in self.seen.items()}

    def _state(self, a: Application) -> str:
        if a.cancelled:
            return "cancelled"
        if a.opinion:
            return "entered"
        if a.attendance in ("absent", "excused"):
            return "absent"
        if self.day > self.calendar.due(a.interview_on):
            return "overdue"
        if a.interview_on and a.interview_on <= self.day:
            return "awaiting"
        return "convened" if a.interview_on or a.convened_on else "not_convened"

    def counts(self, figure: str, key: tuple[str, str]) -> bool:
        """Tell whether a figure counts an application."""
        state, a = self.states[key], self.seen[key]
        if figure == "registered":
            return state != "cancelled"
        if figure == "expected":
            return state not in ("cancelled", "absent")
        if figure == "interviewed":
            held = bool(a.opinion) or (a.interview_on or date.max) <= self.day
            return held and state not in ("cancelled", "absent")
        if figure == "convoked":
            return state != "cancelled" and bool(a.interview_on or a.convened_on)
        return state == figure

    def members(self, figure: str, inside: Callable[[str], bool]) -> set[tuple[str, str]]:
        """Return the applications of a group of offers that a figure counts."""
        return {k for k in self.seen if inside(k[1]) and self.counts(figure, k)}

    def group(self, by: str, offer: str) -> str:
        """Return the group of an offer."""
        host = self.offers[offer].host
        return {"academie": "Créteil", "department": host[1:3], "host": host, "offer": offer}[by]

    def groups(self, by: str) -> set[str]:
        """Return the groups of the offers in Passpro."""
        return {self.group(by, offer) for offer in self.offers}

    def inside(self, by: str, name: str) -> Callable[[str], bool]:
        """Return the test of what is in a group."""
        return lambda offer: offer in self.offers and self.group(by, offer) == name

    def curve(self, figure: str, inside: Callable[[str], bool]) -> int:
        """Return the height of a curve on the day."""
        return len(self.members(figure, inside))

    # Capacity

    def seats(self, session: Session) -> int:
        """Return the seats of a session, 0 where they are unknown."""
        habits = self.calendar.settings["entretiens"]
        if session.declared is not None:
            return session.declared
        (h, m), (k, n) = (map(int, x.split(":")) for x in (session.start, session.end))
        minutes = 60 * (k - h) + n - m
        if session.mode == "individual":
            return minutes // habits["duree_individuel_min"] * habits["jurys"]
        if session.mode == "collective":
            return max(1, minutes // habits["duree_collectif_min"]) * habits["taille_groupe"]
        return 0

    def shortfall(self, inside: Callable[[str], bool]) -> int:
        """Return the places missing: offer by offer, then summed."""
        window = self.calendar.settings["calendrier"]
        total = 0
        for code, offer in self.offers.items():
            if inside(code):
                waiting = sum(self._waits(key) for key in self.seen if key[1] == code)
                ahead = (s for s in offer.sessions if self.day < s.day <= window["fin_entretiens"])
                kept = (s for s in ahead if s.day >= window["debut_entretiens"])
                total += max(0, waiting - sum(map(self.seats, kept)))
        return total

    def _waits(self, key: tuple[str, str]) -> bool:
        a, state = self.seen[key], self.states[key]
        done = state in ("cancelled", "absent") or a.opinion
        return not done and (a.interview_on or date.max) > self.day

    # Pace and forecast

    def recent(self, inside: Callable[[str], bool]) -> list[int]:
        """Return the opinions entered on each of the last ten working days."""
        entered = Counter(
            self.calendar.working(day)
            for key in self.members("entered", inside)
            if (day := self.seen[key].opinion_on)
        )
        return [entered[day] for day in self.calendar.last(self.day, 10)]

    def left(self) -> int:
        """Count the working days from the day to the limit."""
        return self.calendar.between(self.day, self.calendar.settings["calendrier"]["limite_avis"])

    def forecast(self, inside: Callable[[str], bool], per_day: float) -> float:
        """Return the opinions that such a pace brings by the limit."""
        entered, expected = (len(self.members(f, inside)) for f in ("entered", "expected"))
        return min(expected, entered + per_day * self.left())

    def lateness(self, inside: Callable[[str], bool]) -> tuple[int | None, float | None]:
        """Return the largest and the median lateness, in working days."""
        late = [
            self.calendar.between(self.calendar.due(self.seen[k].interview_on), self.day)
            for k in self.members("overdue", inside)
        ]
        return (max(late), median(late)) if late else (None, None)


def redrawn(recent: list[int], share: float) -> int:
    """Return the sum of ten days drawn again that `share` of all the draws do not exceed, exactly."""
    sums = {0: 1.0}
    for _ in recent:
        longer: Counter[int] = Counter()
        for total, chance in sums.items():
            for day in recent:
                longer[total + day] += chance / len(recent)
        sums = longer
    reached = 0.0
    for total in sorted(sums):
        reached += sums[total]
        if reached >= share - 1e-12:
            return total
    return max(sums)


# Two deliveries


def balance(before: Hand, after: Hand, by: str, name: str) -> dict[str, int]:
    """Return each figure of a group: before, plus, minus, after; and the places missing."""
    ins = before.inside(by, name), after.inside(by, name)
    told: dict[str, int] = {}
    for figure in FIGURES:
        was, now = before.members(figure, ins[0]), after.members(figure, ins[1])
        told |= {f"{figure}_before": len(was), f"{figure}_plus": len(now - was)}
        told |= {f"{figure}_minus": len(was - now), figure: len(now)}
    return told | {
        "shortfall_before": before.shortfall(ins[0]),
        "shortfall": after.shortfall(ins[1]),
    }


def movements(before: Hand, after: Hand) -> Counter[tuple[Any, ...]]:
    """Return what moved, as (kind, pupil, offer, before, after), values where a value changed.

    A pupil's gone and new ones pair off as moved besides, in no order: without their offers.
    """
    was, now = before.seen, after.seen
    found: Counter[tuple[Any, ...]] = Counter()
    gone, new = was.keys() - now.keys(), now.keys() - was.keys()
    found.update(("gone", *key, None, None) for key in gone)
    found.update(("new", *key, None, None) for key in new)
    pairs = Counter(pupil for pupil, _ in gone) & Counter(pupil for pupil, _ in new)
    found.update({("moved", pupil): count for pupil, count in pairs.items()})
    for key in was.keys() & now.keys():
        if now[key].cancelled:  # nothing else is said of it
            found.update([] if was[key].cancelled else [("cancelled", *key, None, None)])
        else:
            found.update((kind, *key, *values) for kind, *values in _turns(was[key], now[key]))
    return found


def _turns(was: Application, now: Application) -> Iterator[tuple[Any, ...]]:
    """Yield how one application turned that is not cancelled now: the kind, the two values."""
    if was.cancelled:
        yield "restored", None, None
    opinion = None if was.cancelled else was.opinion
    told = [bool(a.interview_on or a.convened_on) for a in (was, now)]
    if told[0] != told[1]:
        day = now.interview_on.isoformat() if told[1] and now.interview_on else None
        yield "convened" if told[1] else "unconvened", None, day
    if now.opinion and not opinion:
        yield "entered", None, now.opinion
    values = {
        "opinion": (opinion, now.opinion),
        "interview": tuple(a.interview_on and a.interview_on.isoformat() for a in (was, now)),
        "attendance": (was.attendance, now.attendance),
    }
    for name, (old, fresh) in values.items():
        if old and old != fresh:
            changed = "moved" if name == "interview" else "changed"
            yield f"{name}_{changed if fresh else 'lost'}", old, fresh


def session_moves(before: Hand, after: Hand) -> Counter[tuple[str, str, str, str, str]]:
    """Return the sessions that came, went or changed, as (kind, offer, day, start, end)."""

    def held(hand: Hand) -> dict[tuple[str, str, str, str], set[Session]]:
        found = defaultdict(set)
        for offer in hand.offers.values():
            for s in offer.sessions:
                found[s.offer, s.day.isoformat(), s.start, s.end].add(s)
        return found

    was, now = held(before), held(after)
    kinds = {
        "session_added": now.keys() - was.keys(),
        "session_withdrawn": was.keys() - now.keys(),
        "session_changed": {k for k in was.keys() & now.keys() if was[k] != now[k]},
    }
    return Counter((kind, *key) for kind, keys in kinds.items() for key in keys)


# As the package tells it


def told_movements(told: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Return the movements of `changes` as `movements` has them."""
    rows = told["movements"]
    return Counter(
        ("moved", row["pupil"]) if row["kind"] == "moved"
        else tuple(row[name] for name in ("kind", "pupil", "offer", "before", "after"))
        for row in rows
    )  # fmt: skip


def told_sessions(told: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Return the session movements of `changes` as `session_moves` has them."""
    names = ("kind", "offer", "day", "start", "end")
    return Counter(tuple(row[name] for name in names) for row in told["sessions"])
