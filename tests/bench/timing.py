"""How a time is taken, and how a line of the table is written."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Return the median time of an act, once warm."""
    act()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def say(what: str, value: float, unit: str = "s", beside: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:<58} {value:>9.3f} {unit:<4} {beside}", flush=True)
