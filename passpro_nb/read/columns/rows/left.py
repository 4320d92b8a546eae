"""A column that is left, the columns already read, and the tests that both tables share."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import Table
from passpro_nb.read.columns.evidence import Profile
from passpro_nb.read.columns.foreign import is_another_event
from passpro_nb.read.columns.halves import has_strange_word, told_in
from passpro_nb.read.columns.leftovers import in_window, is_of_schools, names_programmes
from passpro_nb.read.columns.rows.relations import depends, filled_rows, follows

DATES = ("registered_on", "convened_on", "interview_on", "opinion_on")


@dataclass(frozen=True)
class Left:
    """A column that has no role: its header, what it holds, how much its header half says of roles."""

    header: str
    seen: Profile
    half: Mapping[str, float]

    @property
    def hints(self) -> Set[str]:
        """Return the roles that its header half says."""
        return self.half.keys()

    @cached_property
    def senses(self) -> frozenset[str]:
        """Return what the words of its header may say, whatever their ending."""
        return told_in(self.header)

    def is_strange(self, role: str) -> bool:
        """Tell a header with a word that nobody knows, and none that says this role."""
        return role not in self.hints and has_strange_word(self.header)


@dataclass(frozen=True)
class Rows:
    """The columns that have a role, by role."""

    table: Table
    of: Mapping[str, Profile]
    calendar: Calendar | None

    def filled(self, role: str) -> set[int]:
        """Return the sampled rows in which a role is given; none where no column has it."""
        return filled_rows(self.of[role]) if role in self.of else set()


Test = Callable[[Left, Rows], bool]


def looks(look: str, least: float = 0.8, *, unless: tuple[str, ...] = ()) -> Test:
    """Return the test of a look, denied by some senses of the header."""

    def test(column: Left, rows: Rows) -> bool:
        return column.seen.share(look) >= least and not column.senses & {*unless}

    return test


def is_dated(role: str, column: Left, rows: Rows) -> bool:
    """Tell days that may be a role's: in its window, and in order beside the other days."""
    seen = column.seen
    if seen.share("day") < 0.8 or seen.distinct < 3 or is_another_event(column.header):
        return False
    if rows.calendar is None or not in_window(role, seen, rows.calendar):
        return False
    place = DATES.index(role) if role in DATES else 0
    earlier = (rows.of[d] for d in DATES[:place] if d in rows.of)
    later = (rows.of[d] for d in DATES[place + 1 :] if d in rows.of and role in DATES)
    return all(follows(o.days, seen.days) for o in earlier) and all(
        follows(seen.days, o.days) for o in later
    )


def school_name(code: str, look: str, unless: tuple[str, ...]) -> Test:
    """Return the test of a school's name: its looks, or one for each UAI and no commune."""

    def test(column: Left, rows: Rows) -> bool:
        seen = column.seen
        if column.senses & {*unless, "town", "room", "district", "contact", "class"}:
            return False
        if seen.share(look) >= 0.6:
            return True
        others = seen.share("town", "field", "person", "contact", "room", "district", "diploma", "programme",
                            "department", "sector", "lycee" if look == "college" else "college")  # fmt: skip
        key = rows.of.get(code)
        return (
            key is not None
            and seen.share("words") >= 0.9
            and others < 0.4
            and seen.distinct >= max(3, 0.75 * key.distinct)
            and depends(seen, key)
        )

    return test


# What is named after a commune, and is none: « Bassin d'origine », « CIO », « Secteur ».
_NAMED_AFTER = frozenset({"district", "domain", "dept", "sector", "staff"})


def town_of(codes: tuple[str, ...], unless: tuple[str, ...]) -> Test:
    """Return the test of communes: one for each school, under no word for what has its name."""

    def test(column: Left, rows: Rows) -> bool:
        keys = [rows.of[code] for code in codes if code in rows.of]
        said = column.senses
        named = not said & {"town", "where"} and (
            said & _NAMED_AFTER or has_strange_word(column.header)
        )
        if column.seen.share("town") < 0.7 or said & {*unless} or named:
            return False
        return any(depends(column.seen, key) for key in keys[:1])

    return test


def _programme(column: Left, rows: Rows) -> bool:
    """Tell labels that change within a school, and are no field, person, place or remark."""
    seen = column.seen
    if seen.share("programme") >= 0.6:
        return True
    others = seen.share("person", "contact", "room", "town", "lycee", "college", "day", "hour", "diploma",
                        "district", "sector", "mode", "status", "opinion", "attendance")  # fmt: skip
    whole = len(filled_rows(seen)) >= 0.97 * len(seen.texts)
    key = rows.of.get("host_uai") or rows.of.get("host_name")
    spread = key is None or not depends(seen, key) or key.is_key
    return whole and spread and others < 0.3 and names_programmes(seen)


_ONLY_PUPILS = frozenset({"eleve", "eleves"})  # of whom anything may be said


def _status(column: Left, rows: Rows) -> bool:
    """Tell statuses; letters alone only under a word that says so."""
    said = bool(column.senses & {"status", "way", "scol", "work", "mode"})
    if is_of_schools(column.header, column.seen):
        return False
    plain = [text for text in column.seen.texts if len(text) > 2]
    long = len(plain) >= 0.5 * column.seen.counted and not _ONLY_PUPILS.issuperset(plain)
    return column.seen.share("status") >= 0.9 and (said or long)


CODES: dict[str, Test] = {
    "mef": looks("mef", 0.9, unless=("class", "origin")), "status": _status,
    "programme_label": _programme,
}  # fmt: skip
