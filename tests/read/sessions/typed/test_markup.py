"""Marks pasted with a text say nothing, and what looks like one is left."""

from __future__ import annotations

import pytest

from passpro_nb.read.sessions.typed.markup import read_markup


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("27&nbsp;mars<br>28 mars", "27\xa0mars\n28 mars"),
        ("<p>12 mars</p>14h", " 12 mars\n14h"),
        ("l&#39;apr&egrave;s-midi", "l'après-midi"),
        ("~~14 mars~~ => 21 mars", "14 mars annulé ; 21 mars"),
        ("~~B12~~ => B21", "B21"),
        ("9h > 12h", "9h > 12h"),
        ("< 12 élèves & plus", "< 12 élèves & plus"),
    ],
)
def test_marks(pasted: str, text: str) -> None:
    """A line break of a page is one, an entity its character; a lone sign stays."""
    assert read_markup(pasted) == text
