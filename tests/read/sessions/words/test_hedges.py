"""Each row of the words of uncertainty reads its own example, which no other row reads."""

from __future__ import annotations

import re

import pytest

from passpro_nb.read.sessions.words.hedges import HEDGES, Hedge, join_hedges
from passpro_nb.read.sessions.words.vocabulary import fold_in_place

KINDS = list(dict.fromkeys(kind for kind, _ in HEDGES))


def find(kind: str, text: str, without: Hedge | None = None) -> bool:
    """Tell whether the patterns of a kind find something in a text, one row left out or none."""
    return re.search(join_hedges(kind, without=without), fold_in_place(text)) is not None


@pytest.mark.parametrize(("kind", "row"), HEDGES, ids=[row.says for _, row in HEDGES])
def test_each_row_alone_reads_its_example(kind: str, row: Hedge) -> None:
    """A row reads its example; without it nobody does, so that no row is there for nothing."""
    others = [other for other in KINDS if other != kind]
    assert find(kind, row.example)
    assert not find(kind, row.example, without=row)
    assert not [other for other in others if find(other, row.example)]


def test_each_row_says_another_thing() -> None:
    """No two rows say the same, so that one finds the row that a word belongs to."""
    said = [(kind, row.says) for kind, row in HEDGES]
    assert len(said) == len(set(said)) > 60
