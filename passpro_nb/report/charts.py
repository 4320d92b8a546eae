"""The charts of a report: where applications stand, who is late, this campaign beside the last."""

import io

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from passpro_nb.domain.figures import FIGURES
from passpro_nb.domain.french import NARROW, NBSP, number
from passpro_nb.panels.charts.canvas import ACCENT, INK, QUIET, new_axes

# The states of applications, in the order of their life: fill, hatch, ink of the number on it.
STANDING = {
    "entered": (ACCENT, "", "white"),
    "overdue": ("#9b2c1a", "////", "white"),
    "awaiting": ("#d9a441", "", INK),
    "convened": ("#9db7cf", "", INK),
    "not_convened": ("#e3e3e3", "....", INK),
    "absent": ("white", "", INK),
}
WIDTH = 7.2  # inches: that of the text on an A4 sheet
_BAR, _FRAME = 0.34, 0.75
_DENSE = 0.06  # a part of the width from which a number is written in its bar


def draw_standing(groups: pd.DataFrame) -> Axes:
    """Draw one bar a group (`name`, then the states): how many applications are in each state."""
    axes = new_axes(WIDTH, _FRAME + _BAR * len(groups))
    longest = max(int(groups[list(STANDING)].sum(axis=1).max()), 1)
    left = pd.Series(0, groups.index)
    for state, (fill, hatch, ink) in STANDING.items():
        counts = groups[state]
        axes.barh(
            groups["name"], counts, 0.66, left=left, color=fill, hatch=hatch, edgecolor=QUIET,
            linewidth=0.5, label=FIGURES[state].label,
        )  # fmt: skip
        for row, (start, count) in enumerate(zip(left, counts, strict=True)):
            if count >= longest * _DENSE:
                box = {"facecolor": fill, "edgecolor": "none", "pad": 1} if hatch else None
                axes.text(
                    start + count / 2, row, plain(count), ha="center", va="center", color=ink,
                    fontsize=8, bbox=box,
                )  # fmt: skip
        left = left + counts
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=6, frameon=False, fontsize=8, borderpad=0,
        handlelength=1.2, columnspacing=1.0,
    )  # fmt: skip
    return _bars(axes, longest)


def draw_ranked(groups: pd.DataFrame, figure: str) -> Axes:
    """Draw one bar a group (`name`, then the figure), the first of them on top, its number beside."""
    axes = new_axes(WIDTH, 0.3 + 0.24 * len(groups))
    axes.barh(groups["name"], groups[figure], 0.66, color=ACCENT)
    longest = max(int(groups[figure].max()), 1)
    for row, count in enumerate(groups[figure]):
        axes.text(count + longest * 0.01, row, plain(count), va="center", fontsize=8, color=INK)
    axes = _bars(axes, longest)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return axes


def draw_years(curves: pd.DataFrame, names: dict[str, str], landmark: str) -> Axes:
    """Draw the opinions entered by working day from a landmark, of both campaigns."""
    axes = new_axes(WIDTH, 2.5)
    for campaign, dashes, color, width in (("before", "--", QUIET, 1.4), ("now", "-", ACCENT, 2.2)):
        curve = curves[curves["campaign"] == campaign]
        axes.step(
            curve["workday"], curve["entered"], dashes, where="post", color=color, linewidth=width,
            label=names[campaign],
        )  # fmt: skip
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=8, borderpad=0
    )
    axes.set_xlabel(f"jours ouvrés depuis {landmark}", fontsize=8, color=QUIET)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: plain(value))
    axes.set_ylim(0)
    return _quiet(axes)


def _bars(axes: Axes, longest: int) -> Axes:
    axes.invert_yaxis()
    axes.set_xlim(0, longest * 1.08)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: plain(value))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    return _quiet(axes)


def _quiet(axes: Axes) -> Axes:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", colors=QUIET, labelsize=8)
    return axes


def plain(value: float) -> str:
    """Return a number with a blank that every font has."""
    return number(value).replace(NARROW, NBSP)


def as_png(axes: Axes, dots: int = 200) -> bytes:
    """Return the axes' figure as PNG, for what shows no vector picture everywhere: Word."""
    figure, out = axes.figure, io.BytesIO()
    assert isinstance(figure, Figure)  # not a part of one
    figure.savefig(out, format="png", dpi=dots)
    return out.getvalue()
