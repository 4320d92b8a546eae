"""How a time is taken, and how a line of the table is written and kept."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """A line of the results: what was measured, the same by the alternatives, the limit of the issue."""

    what: str
    value: float
    unit: str = "s"
    beside: str = ""
    others: Mapping[str, float] = field(default_factory=dict)
    limit: str = ""

    def ratio(self, other: float) -> str:
        """Return how many times ours another value is."""
        return f"×{other / self.value:.2g}" if self.value else "–"


SAID: list[Said] = []  # by this run, in order


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Return the median time of an act, once warm."""
    act()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def say(what: str, value: float, unit: str = "s", beside: str = "", limit: str = "") -> None:
    """Print one line of the table, and keep it."""
    SAID.append(Said(what, value, unit, beside, limit=limit))
    told = f"{beside}{f' [limit: {limit}]' if limit else ''}"
    print(f"{what:<58} {value:>9.3f} {unit:<4} {told}", flush=True)


def compare(
    what: str, value: float, others: Mapping[str, float], limit: str = "", unit: str = "s"
) -> None:
    """Print a value beside those of the alternatives, as so many times ours, and keep it."""
    said = Said(what, value, unit, others=others, limit=limit)
    beside = ", ".join(
        f"{name} {other:.2f} {unit} ({said.ratio(other)})" for name, other in others.items()
    )
    say(what, value, unit, beside, limit)
    SAID[-1] = said
