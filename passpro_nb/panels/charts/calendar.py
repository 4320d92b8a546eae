"""The heat calendar: weeks across, schools or départements down, those short of seats first."""

from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from passpro_nb.domain.french import day_month
from passpro_nb.panels.charts.canvas import ACCENT, INK, QUIET, say_nothing

FULL, OVER, OVER_HATCH, BAND = "#1f3a5f", "#9b2c1a", "#c9796b", "#fff3d6"
FILLING = LinearSegmentedColormap.from_list("filling", ["#f1f5f9", "#9db7cf", FULL])
DARK = 0.62  # from this filling on, white digits read better than black
WORST = 3
ROW_INCHES, HEAD_INCHES, WIDTH_INCHES = 0.27, 0.8, 11.0
_BARS = 2.6  # the width of the bars, in weeks


def draw_calendar(calendar: pd.DataFrame, lines: pd.DataFrame, today: date, axes: Axes) -> Axes:
    """Draw weeks and what lacks, and return the axes; reads the same in black and white.

    In: `calendar` (`key`, `week`, `seats`, `unknown`, `planned`) and `lines`, in the order to draw
    (`key`, `name`, `unplanned`, `shortfall`). A cell says « planned/seats », the darker the fuller,
    « ? » where seats are not known, hatched where more are planned than there are seats. Bars on
    the right say who lacks seats; the first `WORST` of them are numbered, in bold, on a band. An
    empty calendar is drawn as a sentence.
    """
    if lines.empty:
        return say_nothing(axes, "Aucune séance, aucun entretien.")
    weeks = sorted(calendar["week"].dropna().unique())
    _draw_worst(lines, len(weeks), axes)
    _draw_cells(calendar, lines, weeks, axes)
    _draw_ends(lines, len(weeks), axes)
    _draw_frame(lines, weeks, today, axes)
    return axes


def _draw_worst(lines: pd.DataFrame, weeks: int, axes: Axes) -> None:
    worst = int((lines["shortfall"].head(WORST) > 0).sum())
    for row in range(worst):
        band = Rectangle((0, row), weeks + 1 + _BARS, 1, facecolor=BAND, edgecolor="none", zorder=0)
        axes.add_patch(band)
    if 0 < worst < len(lines):
        axes.axhline(worst, color=INK, linewidth=1.2)


def _draw_cells(calendar: pd.DataFrame, lines: pd.DataFrame, weeks: list, axes: Axes) -> None:
    row_of = {key: row for row, key in enumerate(lines["key"])}
    column_of = {week: column for column, week in enumerate(weeks)}
    shown = calendar[calendar["week"].notna() & calendar["key"].isin(row_of)]
    for cell in shown.itertuples():
        corner = (column_of[cell.week] + 0.03, row_of[cell.key] + 0.06)
        over = cell.planned > cell.seats and not cell.unknown
        seats = f"{cell.seats or ''}?" if cell.unknown else cell.seats
        filling = min(1.0, cell.planned / cell.seats) if cell.seats else 0.0
        axes.add_artist(  # `add_patch` would measure the bounds anew for each of a thousand cells
            Rectangle(
                corner, 0.94, 0.88, linewidth=0, facecolor=OVER if over else FILLING(filling),
                edgecolor=OVER_HATCH, hatch="////" if over else None,
            )
        )  # fmt: skip
        axes.text(
            corner[0] + 0.47, corner[1] + 0.46, f"{cell.planned}/{seats}", ha="center",
            va="center", fontsize=8, fontweight="bold" if over else "normal",
            color="white" if over or filling >= DARK else INK, in_layout=False,
        )  # fmt: skip


def _draw_ends(lines: pd.DataFrame, weeks: int, axes: Axes) -> None:
    """Draw, at the right, who has no day yet, and the bars of seats that lack."""
    longest = max(int(lines["shortfall"].max()), 1)
    short = []
    ends = zip(lines["unplanned"], lines["shortfall"], strict=True)
    for row, (unplanned, lacking) in enumerate(ends):
        if unplanned:
            axes.text(
                weeks + 0.5, row + 0.5, f"{unplanned}", ha="center", va="center", fontsize=8,
                in_layout=False,
            )  # fmt: skip
        if lacking:
            length = (_BARS - 0.7) * lacking / longest
            short.append((row + 0.5, length, INK if row < WORST else ACCENT))
            axes.text(
                weeks + 1.16 + length, row + 0.5, f"{lacking}", va="center", in_layout=False,
                fontsize=9 if row < WORST else 8, fontweight="bold" if row < WORST else "normal",
            )  # fmt: skip
    if short:  # all at once: a call for each takes the time of the whole drawing
        middles, lengths, colors = zip(*short, strict=True)
        axes.barh(middles, lengths, 0.62, left=weeks + 1.08, color=colors)


def _draw_frame(lines: pd.DataFrame, weeks: list, today: date, axes: Axes) -> None:
    """Set the bounds, the headings above, the names at the left, and the line of today."""
    count = len(weeks)
    axes.set_xlim(0, count + 1 + _BARS)
    axes.set_ylim(len(lines), 0)
    heads = [day_month(pd.Timestamp(week)).replace(" ", "\n") for week in weeks]  # its Monday
    places = [*(column + 0.5 for column in range(count)), count + 0.5, count + 1.08 + _BARS / 2]
    axes.set_xticks(places, [*heads, "sans\njour", "places\nmanquantes"], fontsize=8.5)
    ends = [pd.Timestamp(week).date() + timedelta(days=6) for week in weeks]
    for label, end in zip(axes.get_xticklabels(), ends, strict=False):
        label.set_color(QUIET if end <= today else INK)
    axes.xaxis.tick_top()
    short = enumerate(lines["shortfall"])
    ranks = [f"{row + 1}. " if row < WORST and lacking > 0 else "" for row, lacking in short]
    names = [rank + name for rank, name in zip(ranks, lines["name"], strict=True)]
    axes.set_yticks([row + 0.5 for row in range(len(names))], names, fontsize=9)
    for label, rank in zip(axes.get_yticklabels(), ranks, strict=True):
        label.set_fontweight("bold" if rank else "normal")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    past = sum(end <= today for end in ends)
    if 0 < past < count:
        axes.axvline(past, color=INK, linewidth=1.4, linestyle=(0, (3, 2)))


def calendar_size(lines: int) -> tuple[float, float]:
    """Return the width and the height in inches of a calendar of so many lines."""
    return WIDTH_INCHES, HEAD_INCHES + ROW_INCHES * max(lines, 1)
