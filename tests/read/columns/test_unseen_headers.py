"""Sheets whose headers were written without a look at the vocabulary: how many columns are read."""

from datetime import date
from pathlib import Path

import pytest
from header_sets import Score, score_sets

from passpro_nb.domain.settings import parse_settings

SETTINGS = parse_settings(
    {
        "campagne": {"nom": "Essai"},
        "calendrier": {
            "ouverture_inscriptions": date(2025, 2, 3), "cloture_inscriptions": date(2025, 3, 21),
            "debut_entretiens": date(2025, 3, 10), "fin_entretiens": date(2025, 5, 7),
            "limite_avis": date(2025, 5, 14),
        },
    }
)  # fmt: skip
# What no figure may lose in silence.
WEIGHTY = (
    "opinion", "opinion_on", "attendance", "interview_on", "convened_on", "registered_on", "cancelled",
    "sessions", "seats", "status",
)  # fmt: skip


@pytest.fixture(scope="module")
def score() -> Score:
    """Return the score of the 190 sheets, those of two first runs among them."""
    return score_sets(Path(__file__).parent / "headers_unseen.json", SETTINGS)


def test_nearly_every_column_is_read_and_none_wrongly(score: Score):
    """Of 1,880 columns 99.5 % are read at least, none as another, none that is nobody's."""
    roles = sum(score.count(outcome) for outcome in ("read", "asked", "silent", "wrong"))
    assert (score.count("wrong"), [case for case in score.cases if " wrong: " in case]) == (0, [])
    assert score.count("read") >= 0.995 * roles
    assert roles > 1850


@pytest.mark.parametrize("role", WEIGHTY)
def test_what_moves_a_figure_is_never_lost_in_silence(score: Score, role: str):
    """A date, an opinion, an attendance or places that are not read are asked about."""
    assert score.told[role]["silent"] == 0
    assert score.told[role]["read"] >= 0.94 * score.told[role].total()
