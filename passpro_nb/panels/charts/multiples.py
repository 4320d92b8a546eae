"""The campaign of each département, day after day: small curves of one scale, beside that of all."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from passpro_nb.domain.workdays import Period

WIDTH, HEIGHT, TOP, FOOT = 260, 120, 6, 6  # of a small curve, in the units of its drawing


class SmallCurve(NamedTuple):
    """The curve of a group: as SVG draws it, and where it ends; nothing where nothing is expected."""

    key: str
    path: str
    end: tuple[float, float]


class Multiples(NamedTuple):
    """Small curves on one scale: that of all in grey behind each, the holidays, the days of both ends."""

    curves: list[SmallCurve]
    whole: str
    breaks: list[tuple[float, float]]
    ends: tuple[date, date]
    size: tuple[int, int] = (WIDTH, HEIGHT)
    levels: tuple[float, float, float] = (TOP, (TOP + HEIGHT - FOOT) / 2, HEIGHT - FOOT)


def draw_multiples(
    entered: pd.DataFrame, expected: Mapping[str, int], until: date | None, breaks: Iterable[Period]
) -> Multiples:
    """Return the small curves of the opinions entered, as shares of those expected of each group.

    In: `day`, then a column a group (`Figures.entered`). They lead to `until` where that is after the last day: what is left of the campaign is left blank.
    """
    days, groups = entered["day"], entered.drop(columns="day")
    first, last = days.iloc[0].date(), days.iloc[-1].date()
    last = max(last, until or last)
    places = _across((days - days.iloc[0]).dt.days.to_numpy(), first, last)
    curves = [_curve(key, places, groups[key], expected[key]) for key in groups]
    whole = _curve("", places, groups.sum(axis=1), sum(expected.values()))
    return Multiples(curves, whole.path, [*_shade(breaks, first, last)], (first, last))


def _across(days: np.ndarray, first: date, last: date) -> np.ndarray:
    """Return where days after the first are, from left to right."""
    placed: np.ndarray = days * (WIDTH / max(1, (last - first).days))
    return placed


def _curve(key: str, places: np.ndarray, entered: pd.Series, expected: int) -> SmallCurve:
    """Return a curve in steps: it stays until a day, and rises on it."""
    if not expected:
        return SmallCurve(key, "", (0, HEIGHT - FOOT))
    heights = (HEIGHT - FOOT) - entered.to_numpy() / expected * (HEIGHT - FOOT - TOP)
    steps = zip(places.round(1).tolist(), heights.round(1).tolist(), strict=True)
    (x, y), *more = steps
    path = [f"M{x} {y}"]
    for x, higher in more:
        path.append(f"H{x}V{higher}" if higher != y else f"H{x}")
        y = higher
    return SmallCurve(key, "".join(path), (x, y))


def _shade(breaks: Iterable[Period], first: date, last: date) -> Iterable[tuple[float, float]]:
    """Yield where the holidays that show begin, and how wide they are."""
    for period in breaks:
        days = np.array([(period.start - first).days, (period.end - first).days + 1])
        left, right = np.clip(_across(days, first, last), 0, WIDTH).round(1).tolist()
        if left < right:
            yield left, round(right - left, 1)
