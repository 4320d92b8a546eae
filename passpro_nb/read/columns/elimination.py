"""The columns that are left, held against what the table still lacks, row by row.

A role goes to a column that alone can be it, and that can be nothing else: by the looks of its cells,
and by what its rows say beside the columns already read. A word of something else denies it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, Table
from passpro_nb.read.columns.evidence import FEW, Profile, support
from passpro_nb.read.columns.foreign import is_another_event
from passpro_nb.read.columns.halves import OTHERS, has_strange_word, told_in
from passpro_nb.read.columns.leftovers import in_window, is_of_another_year
from passpro_nb.read.columns.lexicon import words_of
from passpro_nb.read.columns.relations import depends, filled_rows, follows, is_within

_YES = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "ok", "v"})
_DATES = ("registered_on", "convened_on", "interview_on", "opinion_on")


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


def by_elimination(
    table: Table, roles: Mapping[str, int], profiles: Sequence[Profile],
    left: Mapping[int, Left], calendar: Calendar | None,
) -> dict[str, int]:  # fmt: skip
    """Return the roles that the columns left can take, each the only one of the other."""
    found: dict[str, int] = {}
    while True:
        given = {**roles, **found}
        rows = Rows(table, {role: profiles[at] for role, at in given.items()}, calendar)
        open_ = {at: column for at, column in left.items() if at not in found.values()}
        fits = {at: _fits(column, rows) for at, column in open_.items()}
        new = dict(_only_ones(fits))
        if not new:
            return found
        found |= new


def _fits(column: Left, rows: Rows) -> set[str]:
    """Return the free roles that a column may have; those that its header hints at, if any."""
    fits = {
        role
        for role, test in _TESTS[rows.table.code == CATALOGUE.code].items()
        if role in rows.table.codes and role not in rows.of and column.seen.counted >= FEW
        and support(rows.table[role], column.seen) >= 0 and test(column, rows)
    }  # fmt: skip
    return {role for role in fits if role in column.hints} or fits


def _only_ones(fits: Mapping[int, set[str]]) -> Iterator[tuple[str, int]]:
    """Yield the roles that one column alone may have, where it may have no other."""
    for at, roles in fits.items():
        if len(roles) == 1:
            (role,) = roles
            if sum(role in others for others in fits.values()) == 1:
                yield role, at


# --------------------------------------------------------------------------- what a role asks for

Test = Callable[[Left, Rows], bool]


def _looks(look: str, least: float = 0.8, *, unless: tuple[str, ...] = ()) -> Test:
    """Return the test of a look, denied by some senses of the header."""

    def test(column: Left, rows: Rows) -> bool:
        return column.seen.share(look) >= least and not column.senses & {*unless}

    return test


def _is_dated(role: str, column: Left, rows: Rows) -> bool:
    """Tell days that may be a role's: in its window, and in order beside the other days."""
    seen = column.seen
    if seen.share("day") < 0.8 or seen.distinct < 3 or is_another_event(column.header):
        return False
    if rows.calendar is None or not in_window(role, seen, rows.calendar):
        return False
    place = _DATES.index(role) if role in _DATES else 0
    earlier = (rows.of[d] for d in _DATES[:place] if d in rows.of)
    later = (rows.of[d] for d in _DATES[place + 1 :] if d in rows.of and role in _DATES)
    return all(follows(o.days, seen.days) for o in earlier) and all(
        follows(seen.days, o.days) for o in later
    )


def _sessions(column: Left, rows: Rows) -> bool:
    about = column.senses & {"given", "register", "opinion", "sent", "birth", "origin"}
    return not about and not column.is_strange("sessions") and _is_dated("sessions", column, rows)


def _registered(column: Left, rows: Rows) -> bool:
    """Tell the days on which every row of the table was made."""
    whole = len(filled_rows(column.seen)) >= 0.95 * len(column.seen.texts)
    about = column.senses & {"interview", "convene", "sent", "opinion", "birth"}
    opens = rows.calendar and rows.calendar.ouverture_inscriptions
    early = sum(bool(day and opens and day < opens) for day in column.seen.days)
    plain = not about and not column.is_strange("registered_on")
    return whole and plain and early < 3 and _is_dated("registered_on", column, rows)


def _interview(column: Left, rows: Rows) -> bool:
    """Tell the days of those who came, or who have an opinion."""
    came = rows.filled("attendance") or rows.filled("opinion")
    about = column.senses & {"register", "convene", "opinion"}
    with_day = filled_rows(column.seen)
    return (
        not about and not column.is_strange("interview_on") and is_within(came, with_day) and _is_dated("interview_on", column, rows)
    )  # fmt: skip


def _opinion_on(column: Left, rows: Rows) -> bool:
    """Tell the days that stand beside opinions, and nowhere else."""
    given, dated = rows.filled("opinion"), filled_rows(column.seen)
    some = len(given) < 0.97 * len(column.seen.texts)
    both = is_within(given, dated) and is_within(dated, given)
    return some and both and _is_dated("opinion_on", column, rows)


def _attendance(column: Left, rows: Rows) -> bool:
    """Tell words of attendance, or a yes without which no pupil has an opinion."""
    if column.senses & {"origin", "class"}:
        return False
    if column.seen.share("attendance") >= 0.9:
        spoken = column.senses & {"attend", "absent"} and not is_another_event(column.header)
        return bool(spoken) or not column.is_strange("attendance")
    if column.seen.share("yes", "bit") < 0.9:
        return False
    came = {at for at, text in enumerate(column.seen.texts) if text in _YES}
    given = rows.filled("opinion")
    return (
        is_within(given, came)
        and len(given) >= 0.6 * len(came)
        and len(came) < 0.95 * len(column.seen.texts)
        and len(given) < 0.95 * len(column.seen.texts)
    )


def _cancelled(column: Left, rows: Rows) -> bool:
    return column.seen.share("cancelled") >= 0.9 and not column.is_strange("cancelled")


def _opinion(column: Left, rows: Rows) -> bool:
    """Tell opinions that stand beside interviews only: the origin's are there from the first day."""
    if (
        column.seen.share("opinion") < 0.9
        or column.is_strange("opinion")
        or OTHERS & {*words_of(column.header)}
    ):
        return False
    if not column.senses & {"opinion", "outcome"} and column.is_strange("opinion"):
        return False
    given = filled_rows(column.seen)
    after = rows.filled("opinion_on") or rows.filled("attendance") or rows.filled("interview_on")
    some = len(given) < 0.95 * len(column.seen.texts) or is_within(after, given)
    return is_within(given, after) and some


def _department(column: Left, rows: Rows) -> bool:
    """Tell the départements of the schools: what their UAI begin with."""
    if column.seen.share("department") < 0.9 or "host_uai" not in rows.of:
        return column.seen.share("department") >= 0.9 and column.seen.share("words") >= 0.9
    pairs = zip(rows.of["host_uai"].texts, column.seen.texts, strict=True)
    both = [(uai_department(uai.upper()), said) for uai, said in pairs if uai and said]
    same = sum(said.removeprefix("0").startswith(begins or "-") for begins, said in both)
    return column.seen.share("words") >= 0.9 or same >= 0.9 * len(both) > 3


def _passpro(column: Left, rows: Rows) -> bool:
    said = column.seen.share("passpro") >= 0.9
    return said or (
        column.seen.share("yes", "bit") >= 0.9
        and bool(column.senses & {"passpro", "procedure", "in", "hors"})
        and not has_strange_word(column.header)
    )


def _school(code: str, look: str, unless: tuple[str, ...]) -> Test:
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


def _town(codes: tuple[str, ...], unless: tuple[str, ...]) -> Test:
    """Return the test of communes: one for each school."""

    def test(column: Left, rows: Rows) -> bool:
        keys = [rows.of[code] for code in codes if code in rows.of]
        if column.seen.share("town") < 0.7 or column.senses & {*unless}:
            return False
        return any(depends(column.seen, key) for key in keys[:1])

    return test


def _commune(column: Left, rows: Rows) -> bool:
    plain = _town(("host_uai", "host_name"), ("district",))(column, rows)
    return plain and "district" not in column.hints


def _district(column: Left, rows: Rows) -> bool:
    """Tell groups of communes: named after one, and fewer."""
    seen, town = column.seen, rows.of.get("commune")
    if (
        seen.shares.get("district", 0) + seen.shares.get("town", 0) * (seen.share("district") > 0.2)
        >= 0.8
    ):
        return True
    if "district" in column.senses:
        return seen.share("words") >= 0.9
    grouped = town is not None and depends(seen, town) and 1 < seen.distinct < town.distinct
    return seen.share("town") >= 0.5 and grouped


def _domain(column: Left, rows: Rows) -> bool:
    """Tell fields, several programmes to each."""
    seen, programme = column.seen, rows.of.get("programme_label")
    if programme is None or seen.share("words") < 0.9 or not 1 < seen.distinct < programme.distinct:
        return False
    plain = seen.share("field") >= 0.8 > programme.share("field") + 0.3
    return plain or (seen.share("field") >= 0.6 and depends(seen, programme))


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
    return whole and spread and others < 0.3 and seen.share("words") >= 0.9 and seen.distinct >= 4


def _convened(column: Left, rows: Rows) -> bool:
    """Tell a yes or a day under a word for the convocation."""
    said = column.seen.share("yes") >= 0.9 or _is_dated("convened_on", column, rows)
    return "convene" in column.senses and said


def _file_number(column: Left, rows: Rows) -> bool:
    """Tell the numbers of rows or pupils, under a word for a number and no other thing."""
    seen = column.seen
    plain = seen.share("id", "int") >= 0.9 and seen.share("small", "mef", "uai", "ine", "day") < 0.3
    said = column.senses and column.senses <= {
        "num",
        "code",
        "file",
        "unique",
        "register",
        "outcome",
    }
    return bool(said) and plain and seen.distinct > 0.6 * seen.counted


_DIVISION = re.compile(
    r"(3 ?(e|eme|ieme)? ?[a-z0-9]{1,2}|30\d|(troisieme|3 ?e|3 ?eme) [a-z0-9]{1,2})"
)


def _class(column: Left, rows: Rows) -> bool:
    """Tell divisions of the third (« 3e B », « 302 »), which are more than a level."""
    said = [text for text in column.seen.texts if text]
    third = sum(bool(_DIVISION.fullmatch(text)) for text in said) >= 0.8 * len(said)
    spoken = "origin_class" in column.hints or column.seen.share("int") < 0.5
    return third and spoken and column.seen.distinct > 1


def _rank(column: Left, rows: Rows) -> bool:
    low = all(text[:1] in "123456" for text in column.seen.texts if text)
    asked = column.senses & {"rank", "offer", "asked"} or "rank" in column.hints
    return (
        bool(asked)
        and "number" not in column.senses
        and low
        and column.seen.share("rank", "small") >= 0.8
    )


def _is_of_pupils(column: Left) -> bool:
    """Tell words that are no school's, no commune's, no trade's: many, each of few rows."""
    seen = column.seen
    others = seen.share("lycee", "college", "programme", "room", "contact", "diploma", "opinion", "attendance", "day")  # fmt: skip
    words = max(seen.share("words"), seen.share("person")) >= 0.9
    return (
        words
        and others < 0.2
        and seen.share("town") < 0.5
        and seen.distinct >= min(8, seen.counted / 3)
    )


def _last_name(column: Left, rows: Rows) -> bool:
    named = column.senses & {"name", "pupil", "family"} and not column.senses & {
        "first",
        "programme",
        "host",
        "origin",
    }
    alone = column.seen.share("person") >= 0.8 and not column.senses
    return bool(named or alone) and _is_of_pupils(column)


def _first_name(column: Left, rows: Rows) -> bool:
    return "first" in column.senses and _is_of_pupils(column)


_OF_SESSIONS = {
    "date",
    "interview",
    "session",
    "passage",
    "received",
    "convene",
    "each",
    "hour",
    "quota",
}
_OF_CLASSES = {"class", "section", "programme", "map"}
_COUNTED = {"places", "capacity", "quota", "size", "most", "each"}


def _are_places(column: Left, rows: Rows) -> bool:
    """Tell counts of places: « 12 », « 15 par session », under a word that counts them."""
    small = column.seen.share("small", "seats") >= 0.8 and column.seen.share("bit") < 0.2
    many = sum(text[:2].strip() in ("1", "2", "3") for text in column.seen.texts if text)
    said = (
        column.senses & _COUNTED
        or column.hints & {"seats", "class_places"}
        or (
            "number" in column.senses
            and column.senses & (_OF_SESSIONS | _OF_CLASSES) - {"date", "hour", "each"}
            and not column.senses & {"register", "origin", "absent", "contact"}
        )
    )
    return (
        bool(said)
        and small
        and many < 0.3 * column.seen.counted
        and not is_of_another_year(column.header, rows.calendar)
    )


def _seats(column: Left, rows: Rows) -> bool:
    """Tell places of interviews: by a word, or given where a session is, and nowhere else."""
    if not _are_places(column, rows):
        return column.seen.share("seats") >= 0.8
    whose = _OF_SESSIONS - {"each"} if column.senses & _OF_CLASSES else _OF_SESSIONS
    if column.senses & whose or column.seen.share("seats") >= 0.5:
        return True
    dated, given = rows.filled("sessions"), filled_rows(column.seen)
    some = len(dated) < 0.97 * len(column.seen.texts)
    return some and is_within(given, dated) and not column.senses & _OF_CLASSES


def _class_places(column: Left, rows: Rows) -> bool:
    """Tell places of a class: by a word, or one number for each offer though sessions are many."""
    if not _are_places(column, rows) or column.seen.share("seats") >= 0.5:
        return False
    if column.senses & _OF_CLASSES:
        return not column.senses & (_OF_SESSIONS - {"each"})
    dated, given = rows.filled("sessions"), filled_rows(column.seen)
    undated = {*range(len(column.seen.texts))} - dated
    plain = column.senses & {"places", "capacity", "size"} and not column.senses & {
        "pupil",
        "origin",
    }
    both = len(dated) >= 3 <= len(undated & given)
    return bool(plain) and both and not column.senses & _OF_SESSIONS


def _place(column: Left, rows: Rows) -> bool:
    """Tell rooms, or whatever stands under a word for one."""
    if column.seen.share("room") >= 0.5:
        return True
    if column.seen.share("street") >= 0.5:
        return bool(column.senses & {"interview", "session", "convene", "passage"})
    plain = column.seen.share("town", "contact", "lycee", "day", "hour", "small") < 0.3
    return "room" in column.senses and "place" in column.hints and plain


def _remarks(column: Left, rows: Rows) -> bool:
    """Tell sentences now and then, under a word for a remark."""
    seen = column.seen
    spoken = sum(" " in text for text in seen.texts if text) >= 0.3 * len(filled_rows(seen))
    others = seen.share("lycee", "college", "person", "town", "contact", "day", "hour", "programme")
    return "remarks" in column.hints and spoken and others < 0.3 and seen.share("words") >= 0.7


def _contact(column: Left, rows: Rows) -> bool:
    if column.seen.share("contact") < 0.8 or column.senses & {"room", "jury", "pupil"}:
        return False
    reached = sum("@" in str(cell) or str(cell)[-2:].isdecimal() for cell in column.seen.rows)
    return not column.is_strange("contact") or reached >= 0.5 * column.seen.counted


def _status(column: Left, rows: Rows) -> bool:
    """Tell statuses; letters alone only under a word that says so."""
    said = bool(column.senses & {"status", "way", "scol", "work", "mode", "kind"})
    long = sum(len(text) > 2 for text in column.seen.texts if text) >= 0.5 * column.seen.counted
    return column.seen.share("status") >= 0.9 and (said or long)


def _uai_of(side: str) -> Test:
    """Return the test of a school's UAI: one for each of its names, and no other's."""
    other = "host" if side == "origin" else "origin"

    def test(column: Left, rows: Rows) -> bool:
        said = column.half.get(f"{other}_uai", 0.0) - column.half.get(f"{side}_uai", 0.0)
        if column.seen.share("uai") < 0.9 or other in column.senses or said > 0.1:
            return False
        name, others = rows.of.get(f"{side}_name"), rows.of.get(f"{other}_name")
        mine = name is not None and depends(name, column.seen)
        return mine and not (others is not None and depends(others, column.seen))

    return test


_CODES: dict[str, Test] = {
    "mef": _looks("mef", 0.9, unless=("class", "origin")), "status": _status,
    "programme_label": _programme,
}  # fmt: skip
_TESTS: dict[bool, dict[str, Test]] = {
    True: {
        **_CODES,
        "host_uai": _looks("uai", 0.9), "sector": _looks("sector", 0.9), "mode": _looks("mode", 0.9),
        "diploma": _looks("diploma", 0.9), "contact": _contact,
        "place": _place, "remarks": _remarks, "seats": _seats, "class_places": _class_places, "hours": _looks("span"), "sessions": _sessions,
        "passpro": _passpro, "department": _department, "commune": _commune, "district": _district,
        "host_name": _school("host_uai", "lycee", ("programme", "contact")), "domain": _domain,
    },
    False: {
        **_CODES,
        "ine": _looks("ine", 0.9), "birth_date": _looks("birth", 0.9), "cancelled": _cancelled,
        "registered_on": _registered, "convened_on": _convened, "file_number": _file_number, "interview_on": _interview, "opinion_on": _opinion_on,
        "attendance": _attendance, "opinion": _opinion, "origin_class": _class, "rank": _rank,
        "last_name": _last_name, "first_name": _first_name, "offer_code": _looks("code", 0.9, unless=("pupil", "file")),
        "host_uai": _uai_of("host"), "origin_uai": _uai_of("origin"),
        "host_name": _school("host_uai", "lycee", ("origin",)),
        "origin_name": _school("origin_uai", "college", ("host", "asked")),
        "host_commune": _town(("host_uai", "host_name"), ("origin",)),
        "origin_commune": _town(("origin_uai", "origin_name"), ("host", "asked")),
    },
}  # fmt: skip
