"""What the charts share: their ink, the axes they are drawn on, the picture made of them."""

import io

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, QUIET, ACCENT = "#1e1e1e", "#6a6a6a", "#1f3a5f"


def new_axes(width: float = 9.0, height: float = 3.2) -> Axes:
    """Return the axes of a new figure that belongs to no global state; size in inches."""
    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def say_nothing(axes: Axes, sentence: str, color: str = "black") -> Axes:
    """Write, in place of a chart, why there is none."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, sentence, ha="center", color=color, transform=axes.transAxes)
    return axes


def picture(axes: Axes) -> bytes:
    """Return the axes' figure as SVG, text kept as text: sharp at any size, small, readable."""
    figure = axes.figure
    assert isinstance(figure, Figure)  # not a part of one
    out = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
