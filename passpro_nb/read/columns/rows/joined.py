"""The columns that are read together: « Date 1 », « Date 2 » are one list of sessions.

They have the same title but its number, or say no more than « ou le »; none has hours or places of its
own, and none repeats the days of another. Whom to ask, a telephone and a mail are one contact.
"""

import re
from collections.abc import Sequence, Set

from passpro_nb.domain.french import fold, listing, quoted
from passpro_nb.domain.settings import Calendar
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.foreign import is_another_event, is_denied
from passpro_nb.read.columns.halves import told_in
from passpro_nb.read.columns.heard import receives_by
from passpro_nb.read.columns.leftovers import days_of, in_window
from passpro_nb.read.columns.lexicon import said_alone, senses_in, senses_of, words_of
from passpro_nb.read.columns.rows.relations import filled_rows, is_reached

_NUMBER = re.compile(
    r"\d{1,2}(er|ere|re|e|eme|ieme|nd|nde)?|n|no|num|numero|bis|ter|premiere?|seconde?|deuxieme|troisieme|"
    r"quatrieme|autres?|suivante?s?|suite|choix|"
    r"[a-d]|mars|avril|mai"
)
_LIKE = re.compile(r"(ou|et|puis|sinon) ")


def join_dates(
    roles: dict[str, int], headers: Sequence[str], profiles: Sequence[Profile], free: Set[int],
    table: str, calendar: Calendar | None,
) -> tuple[int, ...]:  # fmt: skip
    """Return the columns of dates that go with that of the sessions, which becomes their first."""
    at = roles.get("sessions")
    if at is None or not _are_days(profiles[at], calendar):
        return ()
    found = [at]
    for other in sorted(free):
        seen = profiles[other]
        alike = is_like(headers[other], headers[at])
        plain = not is_denied(headers[other], table) and not is_another_event(headers[other])
        if (
            alike
            and plain
            and _are_days(seen, calendar)
            and not _has_its_own(other, headers, profiles, free)
        ):
            found += [] if any(_repeats(seen, profiles[o]) for o in found) else [other]
    roles["sessions"], *more = sorted(found)
    return tuple(more)


def join_contacts(
    roles: dict[str, int], headers: Sequence[str], profiles: Sequence[Profile], free: Set[int],
    table: str,
) -> tuple[int, ...]:  # fmt: skip
    """Return the columns of whom to ask that go with the first one, which has the role."""
    if "contact" not in roles:
        return ()
    found = [at for at in free if _is_contact(headers[at], profiles[at], table)]
    roles["contact"], *more = sorted([roles["contact"], *found])
    return tuple(more)


def _is_contact(header: str, seen: Profile, table: str) -> bool:
    """Tell a name, a telephone or a mail under a word for one, of no pupil and no family."""
    said = told_in(header) if is_reached(seen) else senses_in(header)
    whom = "contact" in said or "contact" in said_alone(header) or receives_by(header)
    plain = whom and not said & {"pupil", "family", "birth", "register"}
    held = seen.counted >= FEW and seen.share("contact", "person") >= 0.8
    return plain and held and not is_denied(header, table)


def say_joined(at: int, more: Sequence[int], headers: Sequence[str]) -> str:
    """Say with which columns one is read."""
    return f"avec {listing(quoted(headers[other]) for other in more if other != at)}"


def is_like(header: str, first: str) -> bool:
    """Tell « Date 2 » beside « Date 1 », « ou le » beside « Entretien le »."""
    said, bare = _bare(header)
    if said is None:
        return False
    again = bare or bool(_LIKE.match(fold(header)))
    return said == _bare(first)[0] or (again and said <= {"date"})


def _bare(header: str) -> tuple[frozenset[str] | None, bool]:
    """Return what a header says but its number, None where a word is not known; and if it has one."""
    words = words_of(re.sub(r"([A-Za-z])(\d)\b", r"\1 \2", header), ends=True)
    kept = [word for word in words if not _NUMBER.fullmatch(word)]
    senses = [senses_of(word) for word in kept]
    said = frozenset().union(*senses) if all(senses) else None
    return said, len(kept) < len(words)


def _are_days(seen: Profile, calendar: Calendar | None) -> bool:
    """Tell days that may be those of interviews; weekdays alone are none."""
    days = days_of(seen)
    told = sum(day is not None for day in days) >= 0.8 * sum(map(bool, seen.texts)) > 0
    return told and seen.share("day") >= 0.8 and in_window("sessions", seen, calendar)


def _has_its_own(
    at: int, headers: Sequence[str], profiles: Sequence[Profile], free: Set[int]
) -> bool:
    """Tell whether hours or numbers of nobody's stand at the right, and not in rows without this date."""
    right = profiles[at + 1] if at + 1 in free else None
    if right is None or right.share("hour", "small") < 0.8:
        return False
    numbered = re.search(r"\d", headers[at + 1])  # « H2 »
    return bool(numbered) or len(filled_rows(right) - filled_rows(profiles[at])) < FEW


def _repeats(one: Profile, other: Profile) -> bool:
    """Tell whether two columns say the same days."""
    both = [(a, b) for a, b in zip(days_of(one), days_of(other), strict=True) if a and b]
    return sum(a == b for a, b in both) > 0.5 * len(both)
