"""The picture of progress, read off its artists."""

from datetime import date
from itertools import combinations, pairwise

import pandas as pd
import pytest

from passpro_nb.domain.workdays import Period
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.progress import Goal, draw_progress

PROGRESS = pd.DataFrame(
    {
        "day": pd.to_datetime(["2025-03-12", "2025-03-20", "2025-04-28"]),
        "registered": [900, 1400, 2050], "convoked": [300, 900, 1990],
        "interviewed": [9, 60, 1960], "entered": [4, 10, 1250],
    }
)  # fmt: skip
GOAL = Goal(2000, date(2025, 5, 14), (1400.0, 1500.0, 1600.0))


def texts(axes) -> list[str]:
    """Return what is written in the picture."""
    return [text.get_text().replace("\u00a0", " ").strip() for text in axes.texts]


def test_the_steps_are_the_progress():
    """The line goes through the opinions entered, day after day."""
    axes = draw_progress(PROGRESS, GOAL, new_axes())
    assert list(axes.lines[0].get_ydata()) == [4, 10, 1250]


def test_the_four_curves_have_their_french_names():
    """Opinions stand out, the three others are thin; the legend names each as its figure is named."""
    axes = draw_progress(PROGRESS, GOAL, new_axes())
    drawn = {line.get_label(): line for line in axes.lines}
    names = ["Avis saisis", "Reçus", "Convocations", "Inscrits"]
    assert list(drawn)[:4] == names
    assert [list(drawn[name].get_ydata())[-1] for name in names] == [1250, 1960, 1990, 2050]
    widths = [drawn[name].get_linewidth() for name in names]
    assert widths[0] > 2 * max(widths[1:])
    told = [text.get_text() for text in axes.get_legend().get_texts()]
    assert told == [*names, "au rythme actuel"]
    assert axes.get_ylim()[1] > 2050


def test_the_window_of_interviews_is_tinted():
    """The days of interviews are tinted and named; without them, or past the limit, what is known is."""
    window = (date(2025, 3, 10), date(2025, 5, 7))
    axes = draw_progress(PROGRESS, GOAL._replace(window=window), new_axes())
    (band,) = axes.patches
    days = [(day - date(1970, 1, 1)).days for day in window]
    assert [band.get_x(), band.get_x() + band.get_width()] == days
    assert texts(axes)[-1] == "entretiens"
    assert not draw_progress(PROGRESS, GOAL, new_axes()).patches
    after = draw_progress(PROGRESS, GOAL._replace(projected=None), new_axes())
    assert texts(after)[-1] == "limite de saisie"


def bands(axes) -> dict[tuple[float, float], float]:
    """Return the days between which the picture is shaded, and how much."""
    return {(b.get_x(), b.get_x() + b.get_width()): b.get_alpha() for b in axes.patches}


def test_school_holidays_are_shaded_and_named():
    """Both days included, the word « vacances » above what is expected; others than those shown are not."""
    breaks = (
        Period(date(2025, 4, 12), date(2025, 4, 27)),
        Period(date(2025, 7, 5), date(2025, 8, 31)),
    )
    axes = draw_progress(PROGRESS, GOAL._replace(breaks=breaks), new_axes(12))
    first, last = ((day - date(1970, 1, 1)).days for day in (breaks[0].start, breaks[0].end))
    assert [*bands(axes)] == [(first, last + 1)]
    (word,) = [text for text in axes.texts if text.get_text() == "vacances"]
    axes.figure.draw_without_rendering()
    line = axes.transData.transform((0, GOAL.expected))[1]
    assert word.get_window_extent().y0 > line
    assert word.get_fontsize() < min(t.get_fontsize() for t in axes.texts if t is not word)


def test_on_a_telephone_words_are_apart():
    """In a narrow picture the name of holidays stands upright, and no two days nor words are written over each other."""
    goal = GOAL._replace(
        window=(date(2025, 3, 10), date(2025, 5, 7)),
        breaks=(Period(date(2025, 4, 12), date(2025, 4, 27)),),
    )
    axes = draw_progress(PROGRESS, goal, new_axes(4.0, 3.6))
    axes.figure.draw_without_rendering()
    (word,) = [text for text in axes.texts if text.get_text() == "vacances"]
    assert word.get_rotation() == 90
    days = [tick.get_window_extent() for tick in axes.get_xticklabels() if tick.get_text()]
    assert len(days) >= 2
    assert all(one.x1 < other.x0 for one, other in pairwise(days))
    said = [text.get_window_extent() for text in axes.texts]
    assert not [1 for one, other in combinations(said, 2) if one.overlaps(other)]


def test_what_is_expected_and_where_it_leads_are_said():
    """The goal, where one stands, the limit and the projection are written beside their lines."""
    axes = draw_progress(PROGRESS, GOAL, new_axes())
    assert texts(axes) == [
        "2 000 avis attendus",
        "1 250 saisis",
        "limite de saisie",
        "environ 1 500",
    ]
    assert axes.get_ylim()[1] > 2000


@pytest.mark.parametrize("entered", [1250, 1700, 1800, 1950])
def test_no_words_are_struck_by_the_line_of_the_goal(entered: int):
    """What is written beside the last day stays clear of the line of what is expected."""
    progress = PROGRESS.assign(entered=[4, 10, entered])
    axes = draw_progress(progress, GOAL, new_axes())
    axes.figure.draw_without_rendering()
    line = axes.transData.transform((0, GOAL.expected))[1]
    (said,) = [text for text in axes.texts if "saisis" in text.get_text()]
    assert said.get_window_extent().y1 < line


def test_a_near_limit_does_not_strike_where_one_stands():
    """The line of the limit is hidden behind the words that it would cross."""
    axes = draw_progress(PROGRESS, GOAL, new_axes())
    axes.figure.draw_without_rendering()
    (said,) = [text for text in axes.texts if "saisis" in text.get_text()]
    assert said.get_bbox_patch().get_facecolor()[:3] == (1, 1, 1)
    assert said.get_zorder() > max(line.get_zorder() for line in axes.lines)


def test_the_days_are_dated_in_french():
    """Under the picture a day reads « 10 avr. », whatever the machine's locale."""
    axes = draw_progress(PROGRESS, GOAL, new_axes())
    at = (date(2025, 4, 10) - date(1970, 1, 1)).days
    assert axes.xaxis.get_major_formatter()(at, 0) == "10 avr."


def test_no_projection_without_a_limit():
    """Without a limit ahead, nothing is projected."""
    axes = draw_progress(PROGRESS, Goal(2000, None, None), new_axes())
    assert texts(axes) == ["2 000 avis attendus", "1 250 saisis"]
    assert not axes.collections


@pytest.mark.parametrize(("progress", "expected"), [(PROGRESS.head(0), 10), (PROGRESS, 0)])
def test_an_empty_progress_is_a_sentence(progress: pd.DataFrame, expected: int):
    """Nothing expected, or nothing known, is said and not drawn."""
    axes = draw_progress(progress, Goal(expected, None, None), new_axes())
    assert texts(axes) == ["Aucun avis attendu."]
    assert not axes.lines


def test_the_picture_keeps_its_words():
    """The picture is an SVG whose words are words, the same at every run."""
    first, second = (picture(draw_progress(PROGRESS, GOAL, new_axes())) for _ in range(2))
    assert "avis attendus" in first.decode()
    assert b"<dc:date>" not in first
    assert len(first) == len(second)
