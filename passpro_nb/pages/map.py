"""The map of hosts: a frame for each département, its outlines, a circle as large as what is late."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import cos, radians, sqrt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from passpro_nb.domain.french import NBSP, plural
from passpro_nb.export.records import records
from passpro_nb.store.public import KM_OF_A_DEGREE
from passpro_nb.store.published import Published

WIDTH, HEIGHT = 400, 370  # of a frame, in the units of its drawing
TOP, FOOT, MARGIN = 12, 26, 18  # rooms left for names, for the scale, on both sides
LEAST_KM = 6  # across a frame: one school is not drawn as if it were alone in its street
NONE, LEAST, LARGEST = 4.0, 5.0, 20.0  # radii: nothing late, one opinion late, the most late
FEW = 20  # late in one host, below which no circle is the largest: one opinion late is not alarming
NAMED = 3  # of a frame, the hosts most late
LETTER, LINE = 7.6, 13  # room of a letter and of a line of names
_SCALES = (1, 2, 5, 10, 20, 50, 100)


class Spot(NamedTuple):
    """A host: where its circle is, how large, what it says, where it leads."""

    x: float
    y: float
    radius: float
    late: bool
    said: str
    address: str


class Name(NamedTuple):
    """Words beside a circle; `end` tells that they end there."""

    x: float
    y: float
    text: str
    end: bool


class Frame(NamedTuple):
    """A département on the map: its name and what is late there, its drawing, a scale."""

    title: str
    address: str
    said: str
    outline: str
    spots: list[Spot]
    names: list[Name]
    scale: tuple[float, str]


class HostMap(NamedTuple):
    """The map: its frames, what its circles mean, who is not there, what it says in words."""

    frames: list[Frame]
    legend: list[tuple[float, str]]
    unplaced: str
    size: tuple[int, int] = (WIDTH, HEIGHT)

    @property
    def alt(self) -> str:
        """Return what the map says, in words."""
        return f"{' ; '.join(f'{frame.title} : {frame.said}' for frame in self.frames)}."


class _Projection(NamedTuple):
    """Degrees to the units of a frame: parallels and meridians are straight, kilometres are right."""

    west: float
    north: float
    flat: float  # what a degree of longitude is of one of latitude
    scale: float  # units of a degree of latitude
    left: float
    top: float

    @classmethod
    def of(cls, points: np.ndarray) -> "_Projection":
        """Return what fits points (longitude, latitude) into a frame, in its middle."""
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
        flat = cos(radians((south + north) / 2))
        least = LEAST_KM / KM_OF_A_DEGREE
        wide, high = max((east - west) * flat, least), max(north - south, least)
        room = WIDTH - 2 * MARGIN, HEIGHT - TOP - FOOT
        scale = min(room[0] / wide, room[1] / high)
        left = WIDTH / 2 - (east - west) * flat * scale / 2
        top = TOP + (room[1] - (north - south) * scale) / 2
        return cls(west, north, flat, scale, left, top)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Return where points (longitude, latitude) are in the frame."""
        x = self.left + (points[:, 0] - self.west) * self.flat * self.scale
        return np.column_stack([x, self.top + (self.north - points[:, 1]) * self.scale])


def draw_map(
    published: Published, hosts: pd.DataFrame, to_host: Callable[[Mapping[str, Any]], str],
    to_department: Callable[[str], tuple[str, str]],
) -> HostMap | None:  # fmt: skip
    """Return the map of hosts (`host_uai`, `host_name`, `commune`, `department`, `expected`, `overdue`).

    The most late come first. `to_department` gives how a département is called and where its page is. None where the directory
    places no host.
    """
    placed = hosts.merge(published.places, left_on="host_uai", right_on="uai")
    if placed.empty:
        return None
    most = int(placed["overdue"].max())
    outlines = {code: rows["rings"] for code, rows in published.outlines.groupby("department")}
    frames = [
        _frame(records(rows), outlines.get(code, ()), most, to_host, to_department(code))
        for code, rows in placed.groupby("department")
    ]
    return HostMap(frames, _legend(most), say_unplaced(len(hosts) - len(placed)))


def say_unplaced(count: int) -> str:
    """Return how many hosts are not on the map, "" for none."""
    if not count:
        return ""
    verb = "n’est pas" if count == 1 else "ne sont pas"
    found = plural(count, "établissement")
    return f"{found} {verb} sur la carte : l’annuaire n’en donne pas de position juste."


def _frame(
    hosts: list[dict[str, Any]], outlines: Iterable[str], most: int,
    to_host: Callable[[Mapping[str, Any]], str], department: tuple[str, str],
) -> Frame:  # fmt: skip
    rings = [ring for text in outlines for ring in _rings(text)]
    points = np.array([(host["longitude"], host["latitude"]) for host in hosts])
    projection = _Projection.of(np.concatenate([points, *rings]))
    spots = [
        Spot(round(x, 1), round(y, 1), _radius(host["overdue"], most), host["overdue"] > 0,
             _say(host), to_host(host))
        for host, (x, y) in zip(hosts, projection.place(points).tolist(), strict=True)
    ]  # fmt: skip
    late = sum(host["overdue"] for host in hosts)
    said = (
        f"{plural(late, 'avis en retard', 'avis en retard')}, {plural(len(hosts), 'établissement')}"
    )
    outline = "".join(_path(projection.place(ring)) for ring in rings)
    return Frame(*department, said, outline, spots, _names(hosts, spots), _scale(projection))


@lru_cache(maxsize=4096)  # the communes of an académie: each state of its page draws them
def _rings(text: str) -> list[np.ndarray]:
    return [np.array(ring) for ring in json.loads(text)]


def _radius(overdue: int, most: int) -> float:
    """Return the radius of a host's circle: its surface grows with the opinions late."""
    if not overdue:
        return NONE
    return round(max(LEAST, LARGEST * sqrt(overdue / max(most, FEW))), 1)


def _say(host: Mapping[str, Any]) -> str:
    place = f", {host['commune']}" if host["commune"] else ""
    late = plural(host["overdue"], "avis en retard", "avis en retard")
    return f"{host['host_name']}{place} : {late} sur {plural(host['expected'], 'attendu')}"


def _path(points: np.ndarray) -> str:
    """Return a ring as SVG draws it, to the unit: neighbours share their points, so no gap opens."""
    whole = np.rint(points).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < 2:
        return ""
    moves = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
    return f"M{whole[0, 0]} {whole[0, 1]}l{moves}z"


def _names(hosts: list[dict[str, Any]], spots: list[Spot]) -> list[Name]:
    """Return the communes of the hosts most late, on the side that is free; none over another."""
    found: list[Name] = []
    taken: list[tuple[float, float, float]] = []
    for host, spot in list(zip(hosts, spots, strict=True))[:NAMED]:
        text = f"{host['commune'] or host['host_name']}{NBSP}: {host['overdue']}"
        room, gap = len(text) * LETTER, spot.radius + 3
        end = spot.x + gap + room > WIDTH
        left = spot.x - gap - room if end else spot.x + gap
        clear = all(
            abs(spot.y - y) > LINE or left > till or left + room < x for x, till, y in taken
        )
        if spot.late and clear and left > 0:
            found.append(Name(spot.x + (-gap if end else gap), spot.y + LINE / 3, text, end))
            taken.append((left, left + room, spot.y))
    return found


def _scale(projection: _Projection) -> tuple[float, str]:
    """Return a bar of so many kilometres, at most a quarter of the frame: its length, its words."""
    unit = projection.scale / KM_OF_A_DEGREE
    fitting = [km for km in _SCALES if km * unit <= WIDTH / 4]
    km = max(fitting, default=_SCALES[0])
    return round(km * unit, 1), f"{km}{NBSP}km"


def _legend(most: int) -> list[tuple[float, str]]:
    """Return the circles of the legend, with their words: nothing late, and some round numbers."""
    rounds = [n * 10**power for power in range(5) for n in (1, 2, 5)]
    top = max((count for count in rounds if count <= most), default=0)
    shown = sorted({top // 10, top // 2, top} - {0})
    return [(NONE, "aucun"), *((_radius(count, most), str(count)) for count in shown)]
