"""The largest seating of applicants in cells that hold several, the first of the list served first.

Own code, for a reason: augmenting paths, one applicant after the other in order of priority, seat
as many as possible *and* the earliest ones (whoever is seated stays seated; the sets that can be
seated together form a matroid: Edmonds and Fulkerson, 1965). A library's matching would be another
dependency and would not keep the order. The tests hold it to an independent maximum matching.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

MOST_TRIALS = 400  # far beyond what a host needs: its pupils with two interviews are a handful


@dataclass(frozen=True, slots=True)
class Cell:
    """Seats given at one time: [`start`, `end`[ in minutes from any origin common to all cells."""

    start: int
    end: int
    seats: int


@dataclass(frozen=True, slots=True)
class Seating:
    """`places`: by applicant the index of a cell, or None; `proven`: no seating holds more."""

    places: tuple[int | None, ...]
    proven: bool

    @property
    def count(self) -> int:
        """Return how many are seated."""
        return _count(self.places)


Wishes = Sequence[Sequence[int]]


def seat_most(wishes: Wishes, cells: Sequence[Cell]) -> tuple[int | None, ...]:
    """Return by applicant the cell that he gets, None without one.

    In: by applicant, in order of priority, the cells that he may have, the preferred first. Nobody
    could be added, whatever the moves, and no earlier applicant could be served instead of a later.
    """
    places: list[int | None] = [None] * len(wishes)
    held: list[set[int]] = [set() for _ in cells]
    for first in range(len(wishes)):
        free, taker = _find_chain(first, wishes, cells, held)
        while free is not None:  # each of the chain moves, back to the one not yet seated
            who = taker[free]
            left = places[who]
            if left is not None:
                held[left].remove(who)
            held[free].add(who)
            places[who], free = free, left
    return tuple(places)


def _find_chain(
    first: int, wishes: Wishes, cells: Sequence[Cell], held: Sequence[set[int]]
) -> tuple[int | None, dict[int, int]]:
    """Return the free cell that ends the shortest chain of moves, and who would take each cell."""
    taker: dict[int, int] = {}
    queue = deque([first])
    while queue:
        who = queue.popleft()
        for cell in wishes[who]:
            if cell in taker:
                continue
            taker[cell] = who
            if len(held[cell]) < cells[cell].seats:
                return cell, taker
            queue.extend(sorted(held[cell]))
    return None, taker


def seat_apart(wishes: Wishes, cells: Sequence[Cell], pupils: Sequence[object]) -> Seating:
    """Return the largest seating in which no pupil sits in two cells that overlap.

    `pupils` says whose each applicant's interview is. Branch and bound over `seat_most`: where a
    pupil sits twice at one instant, either interview is kept away from it, and both are tried. The
    problem is hard in general (a timetable: Even, Itai and Shamir, 1976), a host's is not: beyond
    `MOST_TRIALS` the best found is returned, `proven` False.
    """
    whose: dict[object, list[int]] = {}
    for who, pupil in enumerate(pupils):
        whose.setdefault(pupil, []).append(who)
    pairs = [pair for mine in whose.values() for pair in combinations(mine, 2)]
    best = Seating((None,) * len(wishes), False)
    stack: list[Wishes] = [wishes]
    most = _count(seat_most(wishes, cells))
    for _ in range(MOST_TRIALS):
        if not stack or best.count == most:
            break
        tried = stack.pop()
        places = seat_most(tried, cells)
        if _count(places) <= best.count:
            continue  # whatever is tried from here holds no more than the best
        if clash := _clash(places, cells, pairs):
            stack += [_kept_away(tried, cells, who, clash[2]) for who in clash[:2]]
        kept = list(places)  # without the later of two interviews that clash
        while clash := _clash(kept, cells, pairs):
            kept[clash[1]] = None
        best = max(best, Seating(tuple(kept), False), key=lambda seating: seating.count)
    return Seating(best.places, best.count == most or not stack)


def _count(places: Iterable[int | None]) -> int:
    return sum(place is not None for place in places)


def _clash(
    places: Sequence[int | None], cells: Sequence[Cell], pairs: Iterable[tuple[int, int]]
) -> tuple[int, int, int] | None:
    """Return the first pair of interviews of one pupil that share an instant, with the instant."""
    for first, second in pairs:
        one, other = places[first], places[second]
        if one is not None and other is not None and overlap(cells[one], cells[other]):
            return first, second, max(cells[one].start, cells[other].start)
    return None


def overlap(one: Cell, other: Cell) -> bool:
    """Tell whether two cells share an instant."""
    return one.start < other.end and other.start < one.end


def _kept_away(wishes: Wishes, cells: Sequence[Cell], who: int, instant: int) -> Wishes:
    """Return the wishes without, for one applicant, the cells that hold an instant."""
    left = [c for c in wishes[who] if not cells[c].start <= instant < cells[c].end]
    return [left if at == who else wish for at, wish in enumerate(wishes)]
