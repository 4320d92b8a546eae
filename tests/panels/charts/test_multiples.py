"""Small curves of one scale, read off what SVG is given."""

import re
from datetime import date

import pandas as pd
import pytest

from passpro_nb.domain.workdays import Period
from passpro_nb.panels.charts.multiples import FOOT, HEIGHT, TOP, WIDTH, draw_multiples

ENTERED = pd.DataFrame(
    {
        "day": pd.to_datetime(["2025-04-01", "2025-04-06", "2025-04-11"]),
        "77": [0, 50, 100],
        "93": [0, 50, 50],
    }
)
EXPECTED = {"77": 100, "93": 200}
DAY = date(2025, 4, 11)


def points(path: str) -> list[tuple[float, float]]:
    """Return the corners of a path of steps."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHV])([\d. ]+)", path):
        values = [float(n) for n in numbers.split()]
        x, y = values if letter == "M" else (values[0], y) if letter == "H" else (x, values[0])
        found.append((x, y))
    return found


def height(share: float) -> float:
    """Return where a share stands."""
    return pytest.approx(HEIGHT - FOOT - share * (HEIGHT - FOOT - TOP), abs=0.1)


def test_curves_have_one_scale_in_shares():
    """Half of 100 expected and a quarter of 200 are at a half and a quarter; all reaches the top."""
    first, second = draw_multiples(ENTERED, EXPECTED, None, ()).curves
    assert (first.key, second.key) == ("77", "93")
    assert points(first.path) == [
        (0, height(0)), (WIDTH / 2, height(0)), (WIDTH / 2, height(0.5)), (WIDTH, height(0.5)),
        (WIDTH, height(1)),
    ]  # fmt: skip
    assert first.end == (WIDTH, height(1))
    assert second.end == (WIDTH, height(0.25))


def test_the_curve_of_all_is_their_sum():
    """In grey stands the share of all: 100 of 300, then 150 of 300."""
    corners = points(draw_multiples(ENTERED, EXPECTED, None, ()).whole)
    assert corners[2] == (WIDTH / 2, height(1 / 3))
    assert corners[-1] == (WIDTH, height(1 / 2))


def test_what_is_left_until_the_limit_is_blank():
    """Ten days done of twenty: the curves end in the middle; a limit that is past changes nothing."""
    ahead = draw_multiples(ENTERED, EXPECTED, date(2025, 4, 21), ())
    assert ahead.curves[0].end[0] == WIDTH / 2
    assert ahead.ends == (date(2025, 4, 1), date(2025, 4, 21))
    past = draw_multiples(ENTERED, EXPECTED, date(2025, 4, 5), ())
    assert past == draw_multiples(ENTERED, EXPECTED, DAY, ())


def test_holidays_that_show_are_shaded():
    """Both days included, cut to the picture; those before or after it are not there."""
    breaks = [
        Period(date(2025, 4, 3), date(2025, 4, 4)),
        Period(date(2025, 4, 10), date(2025, 4, 30)),
        Period(date(2025, 2, 1), date(2025, 3, 2)),
        Period(date(2025, 7, 5), date(2025, 8, 31)),
    ]
    day = WIDTH / 10
    shown = draw_multiples(ENTERED, EXPECTED, None, breaks).breaks
    assert shown == [(2 * day, 2 * day), (9 * day, day)]


def test_nothing_expected_and_one_day_alone_are_drawn():
    """A group of which nothing is expected has no curve; a campaign of one day has a point."""
    drawn = draw_multiples(ENTERED.head(1), {"77": 0, "93": 200}, None, ())
    assert drawn.curves[0].path == ""
    assert points(drawn.curves[1].path) == [(0, height(0))]
