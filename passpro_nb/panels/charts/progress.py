"""The progress of opinions: what is entered day after day, what is expected, what the limit will see."""

from datetime import date
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import num2date

from passpro_nb.domain.french import NARROW, day_month, number
from passpro_nb.panels.charts.canvas import ACCENT, INK, QUIET, say_nothing


class Goal(NamedTuple):
    """Where progress should lead: the opinions expected, the limit, and what the pace promises."""

    expected: int
    limit: date | None
    projected: tuple[float, float, float] | None  # low, middle, high


def draw_progress(progress: pd.DataFrame, goal: Goal, axes: Axes) -> Axes:
    """Draw opinions entered so far (`measure_progress`) against those expected, and return the axes.

    An empty progress is drawn as a sentence.
    """
    if progress.empty or not goal.expected:
        return say_nothing(axes, "Aucun avis attendu.", QUIET)
    days = progress["day"].to_numpy("datetime64[D]")
    axes.step(days, progress["entered"], where="post", color=ACCENT, linewidth=2, label="saisis")
    axes.axhline(goal.expected, color=INK, linestyle="--", linewidth=1)
    _say(axes, days[0], goal.expected, f"{_number(goal.expected)} avis attendus")
    entered = int(progress["entered"].iloc[-1])
    axes.plot(days[-1], entered, "o", color=ACCENT, markersize=5)
    under = _is_high(entered, goal)
    _say(axes, days[-1], entered, f"{_number(entered)} saisis", right=True, under=under)
    if goal.limit and goal.projected:
        _draw_projection(days[-1], entered, goal, axes)
    axes.set_ylim(0, goal.expected * 1.12)
    axes.yaxis.set_major_formatter(lambda value, _: _number(value))
    axes.xaxis.set_major_formatter(lambda value, _: day_month(num2date(value), short=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=QUIET)
    return axes


def _draw_projection(today: object, entered: int, goal: Goal, axes: Axes) -> None:
    """Draw where the pace leads: a dotted line, and the range of eight times out of ten."""
    low, middle, high = goal.projected or (0, 0, 0)
    span = [today, pd.Timestamp(goal.limit).to_numpy().astype("datetime64[D]")]
    axes.axvline(span[1], color=QUIET, linewidth=1)
    _say(axes, span[1], goal.expected * 0.04, "limite de saisie", right=True)
    axes.fill_between(span, [entered, low], [entered, high], color=ACCENT, alpha=0.18, hatch="//")
    axes.plot(
        span, [entered, middle], color=ACCENT, linestyle=":", linewidth=2, label="au rythme actuel"
    )
    if middle - entered > goal.expected * 0.08:
        said = f"environ {_number(round(middle))}"  # beyond the limit, clear of the dotted line
        _say(axes, span[1], middle, said, under=_is_high(middle, goal))
        left, right = axes.get_xlim()
        axes.set_xlim(left, right + 0.12 * (right - left))


def _is_high(value: float, goal: Goal) -> bool:
    """Tell whether words above a point would cross the line of what is expected."""
    return value > goal.expected * 0.87


def _say(
    axes: Axes, x: object, y: float, text: str, *, right: bool = False, under: bool = False
) -> None:
    """Write a few words just above a point, or just under it."""
    axes.annotate(
        text, (x, y), xytext=(-4 if right else 4, -13 if under else 4), textcoords="offset points",
        color=INK, fontsize=9, ha="right" if right else "left",
    )  # fmt: skip


def _number(value: float) -> str:
    """Return a number with a blank that every font has."""
    return number(value).replace(NARROW, "\u00a0")
