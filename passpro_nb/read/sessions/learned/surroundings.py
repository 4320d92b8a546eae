"""How likely the words around a day are those of an interview: a reader who knows no grammar.

`clauses` doubts a day beside a word that it does not know, and schools write more words than a list
will ever hold. But the words around a day of interviews (« reçus », « salle », « apporter ») are told
from those around another day by the texts labelled by hand: each has a weight by where it stands.
`tests/read/sessions/learned/learning.py` draws the weights from the texts, by logistic regression.
"""

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from math import exp

from passpro_nb.read.sessions.words.vocabulary import FOLDED_MONTHS, fold_in_place

Sides = tuple[list[str], ...]  # the words before a day, the nearest first, and those after it
ALWAYS = "always"  # met at every day: its weight is how likely a day is before any word
RARE = "#rare"  # a word that the labelled texts do not teach
_WIDE = 500  # characters on each side of a day, at most: a long cell takes no longer than others
_NEXT = 5  # words on each side count by their very place too
_ENDS = ".!?\n"  # of a sentence: what is said in others is of other days
_SHORT = 3  # letters: « des », « au »
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


@dataclass(frozen=True)
class Surroundings:
    """What stands around a day: the words of its sentence, those of the whole cell, what is known of it."""

    near: Sides
    far: Sides
    said: frozenset[str]  # « houred », « beside other »: words of our own


def likelihood(around: Surroundings) -> float:
    """Return how likely a day so surrounded is one of interviews, 0 to 1."""
    return weigh_traits(around, *_read_weights())


def is_taught(words: str) -> bool:
    """Tell whether the labelled texts hold these words, short ones apart."""
    _, known = _read_weights()
    return all(word in known for word in _words(words) if len(word) > _SHORT)


def weigh_traits(
    around: Surroundings, weights: Mapping[str, float], known: Container[str]
) -> float:
    """Return how likely a day is by these weights, which were drawn from texts with these words."""
    traits = find_traits(around, known)
    return 1 / (1 + exp(-sum(n * weights.get(trait, 0) for trait, n in traits.items())))


def look_around(text: str, start: int, end: int, said: Iterable[str]) -> Surroundings:
    """Return what stands around the day written from `start` to `end` of a text, with what is known of it."""
    before, after = text[max(0, start - _WIDE) : start], text[end : end + _WIDE]
    far = [*_words(before)][::-1], [*_words(after)]
    near = tuple([*takewhile(lambda word: word not in _ENDS, words)] for words in far)
    return Surroundings(near, far, frozenset(said))


def find_traits(around: Surroundings, known: Container[str]) -> Counter[str]:
    """Return each word around a day by side, nearness and clause, or that it is rare, and what is known."""
    found: Counter[str] = Counter({ALWAYS: 1})
    found["hour after"] = "#hour" in around.near[1][:_NEXT]
    found.update(around.said)
    for side, near, far in zip(("left", "right"), around.near, around.far, strict=True):
        found.update(_weigh_side(side, [word if word in known else RARE for word in near]))
        found.update({f"far {side} {word if word in known else RARE}" for word in far})
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
