"""Every session pattern shows, beside itself, a text that it reads and one that it leaves."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from passpro_nb.read.sessions.grammar import days, hours, limits, order, quantities, recurrences
from passpro_nb.read.sessions.grammar.order import PATTERNS, walk
from passpro_nb.read.sessions.grammar.speech import Pattern
from passpro_nb.read.sessions.words.tokens import read_tokens


def readers(text: str) -> list[Pattern | None]:
    """Return the patterns that read a text, step by step."""
    return [step.pattern for step in walk(read_tokens(text))]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.read.__name__)
def test_samples(pattern: Pattern) -> None:
    """A pattern reads its first sample, and leaves its second to others or to nobody."""
    assert pattern in readers(pattern.reads)
    assert pattern not in readers(pattern.leaves)


@pytest.mark.parametrize(
    "module",
    [days, hours, limits, order, quantities, recurrences],
    ids=lambda module: module.__name__,
)
def test_no_pattern_without_samples(module: ModuleType) -> None:
    """What reads at one position of the tokens is a pattern with samples, and has its place."""
    named = {name: each for name, each in vars(module).items() if name.startswith("read_")}
    bare = [name for name, each in named.items() if not isinstance(each, Pattern)]
    assert [name for name in bare if "at" in inspect.signature(named[name]).parameters] == []
    assert {each for each in named.values() if isinstance(each, Pattern)} <= set(PATTERNS)
