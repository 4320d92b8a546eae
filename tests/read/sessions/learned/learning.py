"""Draw the weights of `read/sessions/learned` from the texts of writers: `python tests/read/sessions/learned/learning.py`.

To be run when texts are added to `texts_of_writers.jsonl`; a test refuses weights that are not theirs.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np

from passpro_nb.read.sessions.clauses.cuts import Segment
from passpro_nb.read.sessions.clauses.deeds import mark_deeds
from passpro_nb.read.sessions.clauses.natures import weigh_clauses
from passpro_nb.read.sessions.grammar.order import walk
from passpro_nb.read.sessions.grammar.speech import DayRange, Days
from passpro_nb.read.sessions.learned import surroundings
from passpro_nb.read.sessions.learned.asking import find_ends, look_at
from passpro_nb.read.sessions.learned.surroundings import Surroundings, find_traits
from passpro_nb.read.sessions.reader import put_words_right
from passpro_nb.read.sessions.words.tokens import DayWords, read_tokens

TEXTS = Path(__file__).with_name("texts_of_writers.jsonl")
WEIGHTS = Path(surroundings.__file__).with_name("weights.json")
FOREIGN = Path(__file__).parents[1] / "sessions_foreign.toml"
SIGNS = (". ", "\n", " ; ", ", ")  # between a foreign sentence and the text beside it
BESIDE = len(SIGNS)
TWICE = 2  # a trait met less often teaches nothing
ROUNDS = 400


@dataclass(frozen=True)
class Example:
    """A day as its surroundings show it, and whether its writer holds interviews then."""

    batch: str
    around: Surroundings
    held: bool


def read_examples() -> list[Example]:
    """Return every day of the texts of which the writers' labels say all or nothing, and foreign ones."""
    texts = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
    labelled = (_read_text(*text) for text in texts)
    foreign = tomllib.loads(FOREIGN.read_text("utf-8"))["sentences"]
    beside = (_read_foreign(sentence, [text for _, _, text, *_ in texts]) for sentence in foreign)
    return [*chain.from_iterable(labelled), *chain.from_iterable(beside)]


def draw_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each trait: logistic regression, each weight held small (L2, C = 1)."""
    words = Counter(chain.from_iterable(chain(*each.around.near) for each in examples))
    known = {word for word, n in words.items() if n >= TWICE}
    traits = [find_traits(example.around, known) for example in examples]
    times = Counter(chain.from_iterable(traits))
    names = sorted(trait for trait, n in times.items() if n >= TWICE)
    numbers = {trait: n for n, trait in enumerate(names)}
    cells = [
        (row, numbers[trait], n)
        for row, found in enumerate(traits)
        for trait, n in found.items()
        if trait in numbers and n
    ]
    rows, columns, values = (np.array(each) for each in zip(*cells, strict=True))
    held = np.array([example.held for example in examples])
    weights, slope, speed = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, ROUNDS + 1):  # Adam, over all the examples at once
        scores = np.bincount(rows, values * weights[columns], minlength=len(held))
        missed = 1 / (1 + np.exp(-scores)) - held
        gradient = np.bincount(columns, values * missed[rows], minlength=len(names)) + weights
        slope += 0.1 * (gradient - slope)
        speed += 0.01 * (gradient**2 - speed)
        pace = 0.1 * (1 - turn / (ROUNDS + 1)) / (1 - 0.9**turn)
        weights -= pace * slope / (np.sqrt(speed / (1 - 0.99**turn)) + 1e-8)
    return dict(zip(names, weights.round(2).tolist(), strict=True))


def _read_text(batch: str, _kind: str, text: str, *labels: str) -> Iterator[Example]:
    held = [_read_label(label) for label in labels if not label.endswith(" ?")]
    words, segments = _find_segments(text)
    for segment in segments:
        days = {day for phrase in segment.phrases for day in _days(phrase)}
        met = {any(_is_of(day, each) for each in held) for day in days}
        if len(met) == 1:
            yield Example(batch, look_at(segment, segments, words), met.pop())


def _read_foreign(sentence: str, texts: list[str]) -> Iterator[Example]:
    """Yield the days of a sentence about something else, alone and among those of other texts."""
    drawn = (text.rstrip(".") for text in random.Random(sentence).sample(texts, BESIDE))
    beside = [
        f"{each}{sign}{sentence}{sign}{each}" for sign, each in zip(SIGNS, drawn, strict=True)
    ]
    for text in (sentence, *beside):
        words, segments = _find_segments(text)
        for segment in segments:
            if segment.dated and sentence in words:
                at = words.index(sentence)
                if at <= find_ends(segment)[0] < at + len(sentence):
                    yield Example(FOREIGN.stem, look_at(segment, segments, words), held=False)


def _find_segments(text: str) -> tuple[str, list[Segment]]:
    words = put_words_right(text)
    steps = walk(mark_deeds(read_tokens(words)))
    clauses = weigh_clauses(steps, words, frozenset(), learned=False)
    return words, [*chain.from_iterable(segments for segments, _ in clauses)]


def _days(phrase: object) -> Collection[DayWords]:
    if isinstance(phrase, Days):
        return phrase.words
    return (phrase.first, phrase.last) if isinstance(phrase, DayRange) else ()


def _is_of(day: DayWords, held: date) -> bool:
    month = day.month in (None, held.month)
    return day.day == held.day and month and day.year in (None, held.year, held.year % 100)


def _read_label(label: str) -> date:
    day = label.split()[0]
    return date.fromisoformat(day if len(day) > len("03-12") else f"2025-{day}")


if __name__ == "__main__":
    drawn = draw_weights(read_examples())
    lines = json.dumps(drawn, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS.write_text(f"{lines}\n", "utf-8")
