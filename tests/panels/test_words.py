"""No English code on screen: every table of the notebooks, and the lines that their numbers open into."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
import pytest
from campaigns import copy_example
from panels import tables

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.figures import (
    FIGURES,
    GAP_LABELS,
    HOURS_LABELS,
    MOVEMENTS,
    VALUE_LABELS,
    WAITING_LABELS,
)  # fmt: skip
from passpro_nb.measure.opened import OPENED
from passpro_nb.measure.states import STATES
from passpro_nb.panels.controls.view import show_doubtful, show_lost
from passpro_nb.panels.explorer.view import show_explorer
from passpro_nb.panels.interviews.notebook import InterviewsPanel
from passpro_nb.panels.opened import show_lines
from passpro_nb.panels.progress.view import ProgressPanel
from passpro_nb.panels.relaunch.notebook import show_relaunches
from passpro_nb.panels.sheets import Sheets
from passpro_nb.panels.tables import show_reconciliation, show_sources

_WORDS = [GAP_LABELS, HOURS_LABELS, WAITING_LABELS, MOVEMENTS, *VALUE_LABELS.values()]
CODES = {*STATES, *FIGURES}.union(*_WORDS) - {word for words in _WORDS for word in words.values()}


def codes_in(shown: widgets.Widget) -> set[str]:
    """Return the codes that stand in the cells of the tables shown, or over them."""
    found: set[str] = set()
    for table in tables(shown):
        cells = [cell for row in table.rows for cell in row]
        texts = {cell[0] if isinstance(cell, list) else cell for cell in cells}
        found |= {*texts, *(column["label"] for column in table.columns)} & CODES
    return found


def open_sheets(shown: widgets.Widget) -> None:
    """Fill every sheet in what is shown."""
    if isinstance(shown, Sheets):
        shown.open_all()
    for child in getattr(shown, "children", ()):
        open_sheets(child)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Return the example, in a folder that is the tests' own."""
    return open_campaign(copy_example(tmp_path_factory.mktemp("mots") / "exemple"))


@pytest.mark.parametrize(
    "show",
    [
        show_sources, show_reconciliation, show_lost, show_doubtful, InterviewsPanel, ProgressPanel,
        show_explorer, show_relaunches,
    ],
)  # fmt: skip
def test_no_panel_shows_a_code(
    show: Callable[[Campaign], widgets.Widget], campaign: Campaign
) -> None:
    """Codes of the program – a state, a mode, a movement, a figure – are words wherever they are shown."""
    shown = show(campaign)
    open_sheets(shown)
    assert list(tables(shown))
    assert codes_in(shown) == set()


@pytest.mark.parametrize("figure", OPENED)
def test_no_line_that_opens_shows_a_code(figure: str, campaign: Campaign) -> None:
    """Whatever figure is clicked, its lines are in French, the mode of their sessions too."""
    assert codes_in(show_lines(campaign, campaign.figures().day, figure, {})) == set()
