"""The heat calendar, read from its artists: what it says in colour it says in black and white."""

from datetime import date

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import rgb_to_hsv, to_rgb

from passpro_nb.panels.charts.calendar import BAND, FULL, OVER, calendar_size, draw_calendar
from passpro_nb.panels.charts.canvas import INK, new_axes, picture

MONDAYS = [pd.Timestamp(2025, 3, day) for day in (10, 17, 24)]


def draw(cells: list[tuple], lines: list[tuple], today: date = date(2025, 3, 18)) -> Axes:
    """Return the axes of a calendar; cells: key, week, seats, unknown, planned."""
    calendar = pd.DataFrame(cells, columns=["key", "week", "seats", "unknown", "planned"])
    calendar = calendar.astype({"week": "datetime64[s]"})
    table = pd.DataFrame(lines, columns=["key", "name", "unplanned", "shortfall"])
    return draw_calendar(calendar, table, today, new_axes(*calendar_size(len(table))))


def texts(axes: Axes) -> list[str]:
    """Return the texts in the drawing, in the order drawn."""
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize(
    ("seats", "unknown", "planned", "said", "hatched"),
    [
        (36, 0, 35, "35/36", False),
        (36, 0, 36, "36/36", False),
        (36, 0, 37, "37/36", True),
        (0, 0, 5, "5/0", True),
        (0, 1, 5, "5/?", False),
        (12, 1, 14, "14/12?", False),
    ],
)
def test_a_cell(seats: int, unknown: int, planned: int, said: str, hatched: bool):
    """A cell says its numbers; only more interviews than known seats are hatched, colour or not."""
    axes = draw([("a", MONDAYS[0], seats, unknown, planned)], [("a", "Lycée A", 0, 0)])
    (cell,) = [patch for patch in axes.patches if patch.get_height() == 0.88]
    assert texts(axes) == [said]
    assert bool(cell.get_hatch()) == hatched
    assert (cell.get_facecolor()[:3] == to_rgb(OVER)) == hatched


def test_fuller_is_darker():
    """In grey too: the fuller the week, the darker its cell; digits stay readable on it."""
    cells = [("a", week, 10, 0, planned) for week, planned in zip(MONDAYS, (1, 6, 10), strict=True)]
    axes = draw(cells, [("a", "Lycée A", 0, 0)])
    lights = [rgb_to_hsv(patch.get_facecolor()[:3])[2] for patch in axes.patches]
    assert lights == sorted(lights, reverse=True)
    assert axes.patches[-1].get_facecolor()[:3] == pytest.approx(to_rgb(FULL))
    assert [text.get_color() for text in axes.texts] == [INK, INK, "white"]


def test_the_three_worst_stand_out():
    """They are numbered, in bold, on a band, their bars black; the fourth is not."""
    lines = [(key, f"Lycée {key}", 0, n) for key, n in zip("abcd", (40, 30, 20, 10), strict=True)]
    axes = draw([("a", MONDAYS[0], 1, 0, 0)], lines)
    names = axes.get_yticklabels()
    assert [name.get_text() for name in names] == [
        "1. Lycée a",
        "2. Lycée b",
        "3. Lycée c",
        "Lycée d",
    ]
    assert [name.get_fontweight() for name in names] == ["bold"] * 3 + ["normal"]
    assert sum(patch.get_facecolor()[:3] == to_rgb(BAND) for patch in axes.patches) == 3
    bars = [bar for box in axes.containers for bar in box]
    widths = [bar.get_width() for bar in bars]
    assert widths == pytest.approx([widths[0] * part for part in (1, 0.75, 0.5, 0.25)])
    assert [bar.get_facecolor()[:3] == to_rgb(INK) for bar in bars] == [True, True, True, False]


def test_nobody_stands_out_where_nothing_lacks():
    """Without any shortfall there is no number, no band, no bar."""
    axes = draw([("a", MONDAYS[0], 4, 0, 4)], [("a", "Lycée A", 3, 0)])
    assert axes.get_yticklabels()[0].get_text() == "Lycée A"
    assert texts(axes) == ["4/4", "3"]
    assert axes.containers == []


def test_past_weeks_are_left_of_a_line():
    """The line stands after the last week that is over; there is none before the first is."""
    cells = [("a", week, 4, 0, 0) for week in MONDAYS]
    lines = [("a", "Lycée A", 0, 0)]
    assert [line.get_xdata()[0] for line in draw(cells, lines).lines] == [1]
    assert [line.get_xdata()[0] for line in draw(cells, lines, date(2025, 3, 23)).lines] == [2]
    assert list(draw(cells, lines, date(2025, 3, 15)).lines) == []


def test_headings_are_french():
    """Weeks are named by their Monday, « 1er » included."""
    axes = draw([("a", pd.Timestamp(2025, 9, 1), 4, 0, 0)], [("a", "Lycée A", 0, 0)])
    heads = [label.get_text() for label in axes.get_xticklabels()]
    assert heads == ["1er\nseptembre", "sans\njour", "places\nmanquantes"]


def test_nothing_is_drawn_as_a_sentence():
    """Without a line the picture says so."""
    assert texts(draw([], [])) == ["Aucune séance, aucun entretien."]


def test_lines_left_out_of_the_drawing():
    """Cells of hosts that are not among the lines, and interviews without a week, are not drawn."""
    cells = [("a", MONDAYS[0], 4, 0, 1), ("b", MONDAYS[0], 9, 0, 9), ("a", None, 0, 0, 5)]
    assert texts(draw(cells, [("a", "Lycée A", 5, 0)])) == ["1/4", "5"]


def test_a_hundred_and_forty_lines():
    """At 140 hosts every line has its height, every number its place, and the text stays text."""
    cells = [(f"h{at}", week, 12, 0, at % 15) for at in range(140) for week in MONDAYS]
    axes = draw(cells, [(f"h{at}", f"Lycée {at}", 1, 140 - at) for at in range(140)])
    assert len(axes.get_yticklabels()) == 140
    assert axes.figure.get_size_inches()[1] > 140 * 0.2
    assert picture(axes).count(b"<text") > 140 * (len(MONDAYS) + 2)
