"""How likely the words around a day are those of an interview: a reader who knows no grammar.

`clauses` doubts a day beside a word that it does not know, and schools write more words than a list
will ever hold. But the words around a day of interviews (« reçus », « salle », « apporter ») are told
from those around another day by the texts labelled by hand: each has a weight by where it stands.
`tests/read/sessions/learned/learning.py` draws the weights from the texts, by logistic regression.
"""

import json
import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile
from math import exp

from passpro_nb.read.sessions.words.vocabulary import FOLDED_MONTHS, fold_in_place

Sides = tuple[list[str], ...]
ALWAYS = "always"  # met at every day: its weight is how likely a day is before any word
RARE = "#rare"  # a word that the labelled texts do not teach
_WIDE = 300  # characters on each side of a day, at most: a long cell takes no longer than others
_NEXT = 5  # words on each side count by their very place too
_ENDS = ".!?\n"  # of a sentence: what is said in others is of other days
_STEM = 5  # letters: « entretiens » and « entretenus » are one word
_WORDS = re.compile(r"[a-z]+'?|\d+h\d*|\d+[/.]\d+(?:[/.]\d+)?|\d+|[.;:!?()\n\t,+=>-]")
_KINDS = (
    (re.compile(r"\d+h\d*"), "#hour"),
    (re.compile(r"\d+[/.].*"), "#date"),
    (re.compile(r"\d\d?"), "#number"),
    (re.compile(r"\d+"), "#code"),
    (re.compile("|".join((*FOLDED_MONTHS, "janv", "fevr?", "avr", "juil", "sept", "oct", "nov", "dec"))), "#month"),
    (re.compile("(?:lun|mar|mercre|jeu|vendre)dis?|lun|mer|jeu|ven"), "#weekday"),
)  # fmt: skip


def likelihood(text: str, start: int, end: int) -> float:
    """Return how likely the day written from `start` to `end` of a text is one of interviews, 0 to 1."""
    weights, known = _read_weights()
    traits = find_traits(find_words(text, start, end), known)
    score = sum(n * weights.get(trait, 0) for trait, n in traits.items())
    return 1 / (1 + exp(-score))


def find_words(text: str, start: int, end: int) -> Sides:
    """Return the words of the sentence before a day, the nearest first, and those after it."""
    before, after = text[max(0, start - _WIDE) : start], text[end : end + _WIDE]
    sides = [*_words(before)][::-1], [*_words(after)]
    return tuple([*takewhile(lambda word: word not in _ENDS, words)] for words in sides)


def find_traits(sides: Sides, known: Container[str]) -> Counter[str]:
    """Return what stands around a day: each word by side, nearness and clause, or that it is rare."""
    found: Counter[str] = Counter({ALWAYS: 1})
    found["hour after"] = "#hour" in sides[1][:_NEXT]
    for side, words in zip(("left", "right"), sides, strict=True):
        found.update(_weigh_side(side, [word if word in known else RARE for word in words]))
    return found


def _weigh_side(side: str, words: list[str]) -> Iterator[str]:
    zone = "clause"
    for at, word in enumerate(words):
        if at < _NEXT:
            yield f"{side} {at} {word}"
        if word == ";":
            zone = "sentence"
        yield f"{side} {zone} {word}"
        yield f"{zone} {word}"


def _words(text: str) -> Iterator[str]:
    """Yield the stems of words, the kinds of numbers, the signs."""
    for found in _WORDS.finditer(fold_in_place(text)):
        kinds = (kind for pattern, kind in _KINDS if pattern.fullmatch(found[0]))
        yield next(kinds, found[0][:_STEM])


@cache
def _read_weights() -> tuple[dict[str, float], frozenset[str]]:
    stored = files(__package__).joinpath("weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(stored)
    return weights, frozenset(trait.split()[-1] for trait in weights)
