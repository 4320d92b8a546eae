"""The words around a day, as labelled texts teach them, let it count or leave it in doubt."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest

from passpro_nb.read.sessions.learned.asking import LIKELY, UNLIKELY
from passpro_nb.read.sessions.learned.surroundings import weigh_traits
from passpro_nb.read.sessions.reader import read_sessions
from tests.read.sessions.learned.learning import (
    TEXTS,
    WEIGHTS,
    Example,
    draw_weights,
    read_examples,
)
from tests.read.sessions.test_unseen import CAMPAIGN, RIGHT, is_exact, read

HELD_BACK = "VW"  # the batches by the last writers
LEAST = {"everyday": 0.965, "slips": 0.93, "misleading": 0.86}  # the share that is exact, of all


@cache
def examples() -> list[Example]:
    """Return the days of all texts, read once for all tests."""
    return read_examples()


def likelihood(example: Example, weights: dict[str, float]) -> float:
    """Return how likely a day is one of interviews, by weights of one's own."""
    known = {trait.split()[-1] for trait in weights}
    return weigh_traits(example.around, weights, known)


def test_weights_are_those_of_the_texts() -> None:
    """Drawn anew, the weights are those of the package: nobody added a text without learning from it."""
    stored, drawn = json.loads(WEIGHTS.read_text("utf-8")), draw_weights(examples())
    assert stored.keys() == drawn.keys()
    assert all(abs(stored[trait] - weight) <= 0.02 for trait, weight in drawn.items())


def test_texts_held_back() -> None:
    """Of days that the weights never met, hardly any is likely, or unlikely, that should not be."""
    weights = draw_weights([each for each in examples() if each.batch not in HELD_BACK])
    asked = [each for each in examples() if each.batch in HELD_BACK]
    heard = [(likelihood(each, weights), each.held) for each in asked]
    likely = [held for how, held in heard if how > LIKELY]
    unlikely = [held for how, held in heard if how < UNLIKELY]
    assert len(asked) > 600
    assert sum(likely) > 0.5 * sum(each.held for each in asked)
    assert likely.count(False) < 0.02 * len(likely)
    assert len(unlikely) > 0.5 * sum(not each.held for each in asked)
    assert unlikely.count(True) < 0.02 * len(unlikely)


@pytest.mark.parametrize(
    "text",
    [
        "Rebonsoir, voici deux dates : le 3 avril de 14h à 16h et le 10 avril de 14h à 16h.",
        "Tout juste avant les congés : mardi 8 avril, 13h45-16h45, salle 12",
    ],
)
def test_unknown_words(text: str) -> None:
    """Words of no list leave the days sure, where those around them are said of interviews."""
    sure, doubted = read(text)
    assert sure
    assert not doubted


@pytest.mark.parametrize(
    "text",
    [
        "Fanfare du lycée le 26 mars à 14h",
        "Pétanque des anciens : mardi 25 mars, 14h-17h",
        "12 mars 14h-16h, 26 mars 9h (balade botanique)",
    ],
)
def test_unknown_events(text: str) -> None:
    """What is held that day, by a word of no list, is doubted still."""
    _, doubted = read(text)
    assert doubted


@pytest.mark.parametrize("kind", RIGHT)
def test_labelled_texts(kind: str) -> None:
    """The texts of all writers, which the lists were mended on, are read as they meant them."""
    texts = [
        each for each in map(json.loads, TEXTS.read_text("utf-8").splitlines()) if each[1] == kind
    ]
    exact = sum(is_exact(text, *labels) for _, _, text, *labels in texts)
    assert exact >= LEAST[kind] * len(texts)


def test_wrong_days() -> None:
    """Of all these texts hardly any gives a day that counts and is none of its writer's."""
    wrong: Counter[str] = Counter()
    for line in TEXTS.read_text("utf-8").splitlines():
        batch, _, text, *labels = json.loads(line)
        meant = {label.split()[0] for label in labels if not label.endswith(" ?")}
        found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays)
        wrong[batch] += any(f"{s.day:%m-%d}" not in meant for s in found if s.day and not s.doubt)
    assert wrong.total() <= 0.006 * len(TEXTS.read_text("utf-8").splitlines()), wrong
