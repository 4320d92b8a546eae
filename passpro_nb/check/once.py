"""What many rows ask alike is answered once: the answer is theirs all, its fault told of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from passpro_nb.domain.faults import Fault, fault, places_of

Candidates = tuple[tuple[str, str], ...]  # key and label of each, the nearest first


@dataclass(frozen=True)
class Ask:
    """What only the analyst can tell: `said`, as the rows write it, and the candidates.

    `rows` counts those that an answer would move; `alike`, other words with the same answer; `why`,
    a French sentence, is the evidence where the section's own does not do; `likely` tells that the
    first candidate is well ahead of the others.
    """

    said: str
    candidates: Candidates
    rows: int = 0
    alike: tuple[str, ...] = ()
    why: str = ""
    likely: bool = False


@dataclass(frozen=True)
class Answer:
    """The key found, or None; the kind of fault with what its sentence needs (also of a match).

    `likely` tells of a doubt that its first candidate is well ahead.
    """

    found: str | None
    fault: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    candidates: Candidates = ()
    likely: bool = False


@dataclass(frozen=True)
class Answers:
    """`found` by row, missing where nothing was; the faults; the asks without an answer.

    `counts` tells how many rows ask each.
    """

    found: pd.Series
    faults: tuple[Fault, ...]
    doubts: Mapping[tuple[Any, ...], Answer]
    counts: Mapping[tuple[Any, ...], int]

    def with_candidates(self) -> "Answers":
        """Return the same without the doubts for which nothing can be proposed."""
        return replace(self, doubts={ask: a for ask, a in self.doubts.items() if a.candidates})


def gather_asks(
    answers: Answers, say: Callable[..., str], same: Callable[..., object]
) -> tuple[Ask, ...]:
    """Return the doubts as asks: one for all those that are the `same`, the most rows first."""
    groups: dict[object, list[tuple[tuple[Any, ...], Answer]]] = defaultdict(list)
    for ask, answer in answers.doubts.items():
        groups[same(*ask, answer)].append((ask, answer))
    asks = []
    for group in groups.values():
        rows: Counter[str] = Counter()
        for ask, _ in group:
            rows[say(*ask)] += answers.counts[ask]
        (first, _), *others = rows.most_common()
        leading = sorted(group, key=lambda one: say(*one[0]) != first)
        candidates = tuple(dict(c for _, answer in leading for c in answer.candidates).items())
        firsts = {answer.candidates[0][0] for _, answer in group if answer.candidates}
        likely = len(firsts) == 1 and all(answer.likely for _, answer in group)
        alike = tuple(words for words, _ in others)
        asks.append(Ask(first, candidates, rows.total(), alike, likely=likely))
    return tuple(sorted(asks, key=lambda ask: -ask.rows))


def ask_once(rows: pd.DataFrame, columns: Sequence[str], answer: Callable[..., Answer]) -> Answers:
    """Answer what the rows ask in `columns` (a blank is None), each distinct ask once."""
    cells = (rows[name].astype(object).where(rows[name].notna(), None) for name in columns)
    asked = list(zip(*(column.tolist() for column in cells), strict=True))
    known = {ask: answer(*ask) for ask in dict.fromkeys(asked)}
    found = pd.Series([known[ask].found for ask in asked], rows.index, dtype="str")
    told = [at for at, ask in enumerate(asked) if known[ask].fault]
    faults = tuple(
        fault(
            str(known[asked[at]].fault), file=file, sheet=sheet, row=row, **known[asked[at]].details
        )
        for at, (file, sheet, row) in zip(told, places_of(rows.iloc[told]), strict=True)
    )
    doubts = {ask: a for ask, a in known.items() if a.found is None}
    return Answers(found, faults, doubts, Counter(asked))
