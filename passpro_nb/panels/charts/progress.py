"""The progress of a campaign: its four curves, the opinions expected, what the limit will see."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, num2date
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import NARROW, day_month, number
from passpro_nb.domain.settings import Settings
from passpro_nb.domain.workdays import Period
from passpro_nb.measure.over_time.progress import CURVES
from passpro_nb.panels.charts.canvas import ACCENT, INK, QUIET, say_nothing

# Opinions stand out; what comes before them is thin, told apart by its dashes too.
_STYLES = dict(zip(CURVES[::-1], ("-", "-", "--", ":"), strict=True))
NARROWEST = 6  # inches: a picture narrower than that is a telephone's
BREAK_INCHES = 0.9  # of holidays whose name is written along the top


class Goal(NamedTuple):
    """Where progress should lead: the opinions expected, the limit, and what the pace promises.

    `window`: the first and the last day of interviews; `breaks`: the school holidays.
    """

    expected: int
    limit: date | None
    projected: tuple[float, float, float] | None  # low, middle, high
    window: tuple[date | None, date | None] = (None, None)
    breaks: tuple[Period, ...] = ()


def goal_of(total: Mapping[str, Any], settings: Settings, day: date) -> Goal:
    """Return the goal of a whole (one row of `coverage`) on a day."""
    calendar = settings.calendrier
    bounds = (total["projected_low"], total["projected"], total["projected_high"])
    ahead = calendar.limite_avis is not None and calendar.limite_avis > day and None not in bounds
    window = calendar.debut_entretiens, calendar.fin_entretiens
    leads = bounds if ahead else None
    return Goal(int(total["expected"]), calendar.limite_avis, leads, window, calendar.conges)


def draw_progress(progress: pd.DataFrame, goal: Goal, axes: Axes) -> Axes:
    """Draw the curves (`measure_progress`) against the opinions expected, and return the axes.

    An empty progress is drawn as a sentence.
    """
    if progress.empty or not goal.expected:
        return say_nothing(axes, "Aucun avis attendu.", QUIET)
    days = progress["day"].to_numpy("datetime64[D]")
    for curve, dashes in _STYLES.items():
        strong = curve == "entered"
        (line,) = axes.step(days, progress[curve], dashes, where="post", label=label(curve))
        line.set(color=ACCENT if strong else QUIET, linewidth=2.2 if strong else 1)
    axes.axhline(goal.expected, color=INK, linestyle="--", linewidth=1)
    _say(axes, days[0], goal.expected, f"{_number(goal.expected)} avis attendus")
    entered = int(progress["entered"].iloc[-1])
    axes.plot(days[-1], entered, "o", color=ACCENT, markersize=5)
    # under its point, and beyond it where the projection leads on: the curves are above and before
    beyond = goal.projected is not None
    said = _say(axes, days[-1], entered, f"{_number(entered)} saisis", right=not beyond, under=True)
    said.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # the limit may be near
    if goal.limit:
        axes.axvline(axes.convert_xunits(_day(goal.limit)), color=QUIET, linewidth=1)
        _say(axes, _day(goal.limit), goal.expected * 0.04, "limite de saisie", right=True)
    if goal.limit and goal.projected:
        _draw_projection(days[-1], goal.limit, entered, goal, axes)
    room = 1.22 if goal.breaks else 1.12  # what is said of days stands above what is expected
    axes.set_ylim(0, max(goal.expected, int(progress[list(CURVES)].max().max())) * room)
    _draw_window(goal, axes)
    _draw_breaks(goal, axes)
    _draw_frame(axes)
    return axes


def _draw_frame(axes: Axes) -> None:
    """Draw what stands around the curves: their names, numbers and days in French."""
    narrow = _inches(axes) < NARROWEST
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2 if narrow else 6, frameon=False, fontsize=9,
        borderpad=0,
    )  # fmt: skip
    if narrow:
        axes.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=4))
    axes.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 2.5, 5, 10], integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: _number(value))
    axes.xaxis.set_major_formatter(lambda value, _: day_month(num2date(value), short=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=QUIET)


def _draw_projection(
    today: np.datetime64, limit: date, entered: int, goal: Goal, axes: Axes
) -> None:
    """Draw where the pace leads: a dotted line, and the range of eight times out of ten."""
    low, middle, high = goal.projected or (0, 0, 0)
    span = [today, _day(limit)]
    axes.fill_between(span, [entered, low], [entered, high], color=ACCENT, alpha=0.18, hatch="//")
    axes.plot(
        span, [entered, middle], color=ACCENT, linestyle=":", linewidth=2, label="au rythme actuel"
    )
    if middle - entered > goal.expected * 0.08:
        said = f"environ {_number(round(middle))}"  # beyond the limit, clear of the dotted line
        under = middle > goal.expected * 0.87  # above, the line of what is expected would cross it
        _say(axes, span[1], middle, said, under=under)
        left, right = axes.get_xlim()
        axes.set_xlim(left, right + 0.12 * (right - left))


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


def _draw_window(goal: Goal, axes: Axes) -> None:
    """Tint the days of interviews; a bound that is not said is the picture's."""
    if not any(goal.window):
        return
    left, right = axes.get_xlim()
    first, last = (axes.convert_xunits(_day(day)) if day else None for day in goal.window)
    first, last = left if first is None else first, right if last is None else last
    axes.axvspan(first, last, color=ACCENT, alpha=0.05, linewidth=0)
    _say(axes, first, axes.get_ylim()[1], "entretiens", under=True)
    axes.set_xlim(left, right)


def _draw_breaks(goal: Goal, axes: Axes) -> None:
    """Shade the school holidays that the picture shows, and name them."""
    left, right = axes.get_xlim()
    for period in goal.breaks:
        start, end = (axes.convert_xunits(_day(day)) for day in (period.start, period.end))
        first, last = max(start, left), min(end + 1, right)
        if first >= last:
            continue
        axes.axvspan(first, last, color=QUIET, alpha=0.13, linewidth=0)
        flat = (last - first) / (right - left) * _inches(axes) > BREAK_INCHES
        axes.annotate(
            "vacances", ((first + last) / 2, axes.get_ylim()[1] if flat else 0), ha="center",
            xytext=(0, -12 if flat else 26), textcoords="offset points", color=QUIET, fontsize=8,
            rotation=0 if flat else 90,
        )  # fmt: skip
    axes.set_xlim(left, right)


def _inches(axes: Axes) -> float:
    """Return how wide the whole picture is."""
    return float(axes.figure.bbox.width / axes.figure.dpi)


def _say(
    axes: Axes, x: object, y: float, text: str, *, right: bool = False, under: bool = False
) -> Annotation:
    """Write a few words just above a point, or just under it."""
    return axes.annotate(
        text, (x, y), xytext=(-4 if right else 4, -13 if under else 4), textcoords="offset points",
        color=INK, fontsize=9, ha="right" if right else "left",
    )  # fmt: skip


def _number(value: float) -> str:
    """Return a number with a blank that every font has."""
    return number(value).replace(NARROW, "\u00a0")
