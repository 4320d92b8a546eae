"""Who comes from afar: how far, and out of the first hour of a session wherever that can be."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from passpro_nb.interviews.matching import overlap
from passpro_nb.interviews.slots import Slot

_EARTH_KM = 6371.0


def measure_distances(origins: pd.Series, host: str, directory: pd.DataFrame) -> pd.Series:
    """Return the kilometres from each origin to the host as the crow flies, NaN if not known.

    In: UAI, and the directory as read. A school without coordinates is in the middle of those of
    its commune.
    """
    known = directory.dropna(subset=["uai"]).drop_duplicates("uai").set_index("uai")
    places = known[["latitude", "longitude"]].astype(float)
    town = known[["department", "commune"]]
    middle = places.groupby([town["department"], town["commune"]], dropna=False).transform("mean")
    points = np.radians(places.fillna(middle[town.notna().all(axis=1)]).dropna())
    here, there = points.reindex([host]).to_numpy(), points.reindex(origins).to_numpy()
    (north, east), across = np.sin((there - here) / 2).T ** 2, np.cos(here[0, 0])
    chord = north + across * np.cos(there[:, 0]) * east  # haversine
    return pd.Series(2 * _EARTH_KM * np.arcsin(np.sqrt(chord)), origins.index)


def spare_far(
    places: Sequence[int | None], wishes: Sequence[Sequence[int]], slots: Sequence[Slot],
    far: Sequence[bool], pupils: Sequence[object],
) -> list[int | None]:  # fmt: skip
    """Move far origins out of a first hour, into a free seat or by a swap with someone nearer.

    In: by interview its place, the slots that it may have, whether it is far, whose it is. Out: the
    places; whoever has a seat keeps one, and nobody sits in two at one time.
    """
    plan, moved = _Seats(list(places), wishes, slots, far, pupils), 1
    while moved:
        sitting = enumerate(list(plan.places))
        early = [(k, at) for k, at in sitting if at is not None and far[k] and slots[at].early]
        moved = sum(plan.leave(who, here) for who, here in early)
    return plan.places


@dataclass
class _Seats:
    """Who sits where, kept by interview, by slot (the nearer ones, in order) and by pupil."""

    places: list[int | None]
    wishes: Sequence[Sequence[int]]
    slots: Sequence[Slot]
    far: Sequence[bool]
    pupils: Sequence[object]

    def __post_init__(self) -> None:
        self.may = [frozenset(wish) for wish in self.wishes]
        self.taken = Counter(place for place in self.places if place is not None)
        self.near: dict[int, list[int]] = defaultdict(list)
        self.mine: dict[object, list[int]] = defaultdict(list)
        for who, place in enumerate(self.places):
            self.mine[self.pupils[who]].append(who)
            if place is not None and not self.far[who]:
                self.near[place].append(who)

    def leave(self, who: int, here: int) -> bool:
        """Move an interview from `here` to a later seat; tell whether that could be done."""
        for cell in (cell for cell in self.wishes[who] if not self.slots[cell].early):
            if self.taken[cell] < self.slots[cell].seats and self._free(who, cell):
                self.taken.update({here: -1, cell: 1})
                self.places[who] = cell
                return True
            for other in self.near[cell]:
                wished = here in self.may[other] and self._free(other, here, who)
                if wished and self._free(who, cell, other):
                    self.near[cell].remove(other)
                    insort(self.near[here], other)
                    self.places[who], self.places[other] = cell, here
                    return True
        return False

    def _free(self, who: int, cell: int, swapped: int | None = None) -> bool:
        """Tell whether the pupil's other interviews leave him free at that time."""
        others = (self.places[k] for k in self.mine[self.pupils[who]] if k not in (who, swapped))
        slot = self.slots[cell]
        return not any(place is not None and overlap(self.slots[place], slot) for place in others)
