"""Days that a text writes and that nothing it gives names: said, so that none is lost in silence."""

import re
from collections.abc import Iterable
from datetime import date

from passpro_nb.domain.french import MONTHS, listing
from passpro_nb.read.sessions.words.vocabulary import FOLDED_MONTHS, fold_in_place

DROPPED = "écrit et non retenu : {days}"
_WRITTEN = re.compile(
    r"(?<![\d/.,h:])(?<![\dh]-)(\d{1,2})(?:er)? ?(?:/(0?[1-9]|1[0-2])(?![\d/he])"
    rf"|({'|'.join(FOLDED_MONTHS)})\b(?! 1\d\d\d))|(?<![\d/.,-])(\d{{1,2}})/(0?[1-9]|1[0-2])/(?:20)?\d\d\b"
)


def find_dropped(text: str, days: Iterable[date], said: Iterable[str]) -> tuple[str, ...]:
    """Return the note on the days that a text writes and that are none of `days`, nor `said`."""
    left = _find(text) - {(day.day, day.month) for day in days}
    if left:
        left -= set().union(*map(_find, said))
    if not left:
        return ()
    named = [
        f"{day}{'er' * (day == 1)} {MONTHS[month - 1]}"
        for day, month in sorted(left, key=lambda each: each[::-1])
    ]
    return (DROPPED.format(days=listing(named)),)


def _find(text: str) -> set[tuple[int, int]]:
    """Return the days and months that a text writes in figures or with the name of the month."""
    found = set()
    for first, month, name, day, number in _WRITTEN.findall(fold_in_place(text)):
        at = FOLDED_MONTHS.index(name) + 1 if name else int(month or number)
        if 1 <= int(first or day) <= 31:
            found.add((int(first or day), at))
    return found
