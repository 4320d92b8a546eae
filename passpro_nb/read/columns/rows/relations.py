"""What the rows of two columns say of each other: one for each, filled together, in order."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from passpro_nb.domain.codes import cell_text
from passpro_nb.read.columns.evidence import FEW, Profile

LEAST = 8  # rows that must speak
MOST_COUNTED = 600  # rows of a table that are looked at one after the other


def one_for_each(keys: Sequence[str], said: Sequence[str]) -> float | None:
    """Return the share of rows that say of a key what most rows of that key say; None: too few."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for key, text in zip(keys, said, strict=True):
        if key and text:
            groups[key][text] += 1
    several = [group for group in groups.values() if group.total() > 1]
    rows = sum(group.total() for group in several)
    if rows < LEAST:
        return None
    kept = sum(group.most_common(1)[0][1] - 1 for group in several)
    return kept / (rows - len(several))


def depends(said: Profile, key: Profile) -> bool:
    """Tell whether a column says one thing of each key of another."""
    share = one_for_each(key.texts, said.texts)
    return share is not None and share > 0.95


def counts_within(seen: Profile, key: Profile) -> bool:
    """Tell whether a column counts the rows of each key of another: 1, 2, 3, and 1 again."""
    groups: dict[object, list[str]] = defaultdict(list)
    for row in seen.table[:MOST_COUNTED]:
        if row[key.at] not in (None, ""):
            groups[row[key.at]].append(cell_text(row[seen.at]))
    several = [sorted(said) for said in groups.values() if len(said) > 1]
    plain = sum(said == [str(n) for n in range(1, len(said) + 1)] for said in several)
    return len(several) >= FEW and plain >= 0.9 * len(several)


def filled_rows(seen: Profile) -> set[int]:
    """Return the sampled rows in which a column holds something."""
    return {at for at, text in enumerate(seen.texts) if text}


def is_within(one: set[int], other: set[int]) -> bool:
    """Tell whether nearly all of some rows are among others."""
    return len(one) >= 3 and len(one & other) >= 0.95 * len(one)


def follows(early: Sequence[date | None], late: Sequence[date | None]) -> bool:
    """Tell whether nearly no day of a column comes before that of another."""
    both = [(a, b) for a, b in zip(early, late, strict=True) if a and b]
    return sum(a <= b for a, b in both) >= 0.95 * len(both)


def is_reached(seen: Profile) -> bool:
    """Tell addresses and numbers from names: these may be of anybody."""
    reached = sum("@" in str(cell) or str(cell)[-2:].isdecimal() for cell in seen.rows)
    return reached >= 0.5 * len(filled_rows(seen))
