"""What the columns of applications ask of the rows under them."""

import re

from passpro_nb.read.columns.evidence import Profile
from passpro_nb.read.columns.foreign import is_another_event
from passpro_nb.read.columns.halves import OTHERS, has_strange_word
from passpro_nb.read.columns.leftovers import is_one_for_each
from passpro_nb.read.columns.lexicon import words_of
from passpro_nb.read.columns.rows.left import (
    CODES,
    Left,
    Rows,
    Test,
    is_dated,
    looks,
    school_name,
    town_of,
)
from passpro_nb.read.columns.rows.relations import counts_within, depends, filled_rows, is_within

_PUPIL = ("file_number", "ine", "last_name")  # the surest first
_YES = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "ok", "v"})


def _registered(column: Left, rows: Rows) -> bool:
    """Tell the days on which every row of the table was made."""
    whole = len(filled_rows(column.seen)) >= 0.95 * len(column.seen.texts)
    about = column.senses & {"interview", "convene", "sent", "opinion", "birth"}
    opens = rows.calendar and rows.calendar.ouverture_inscriptions
    early = sum(bool(day and opens and day < opens) for day in column.seen.days)
    plain = not about and not column.is_strange("registered_on")
    return whole and plain and early < 3 and is_dated("registered_on", column, rows)


_OF_INTERVIEWS = {"date", "hour", "interview", "passage", "received", "planned", "session", "pupil", "host", "attend",
                  "school", "start", "given", "where", "jury"}  # fmt: skip


def _interview(column: Left, rows: Rows) -> bool:
    """Tell the days of those who came, or who have an opinion."""
    came = rows.filled("attendance") or rows.filled("opinion")
    about = column.senses - _OF_INTERVIEWS
    if "convened_on" in rows.of and not column.senses & {"received", "signed"}:
        about -= {"convene"}  # « Jour convoc »
    with_day = filled_rows(column.seen)
    return (
        not about and not column.is_strange("interview_on") and is_within(came, with_day) and is_dated("interview_on", column, rows)
    )  # fmt: skip


def _opinion_on(column: Left, rows: Rows) -> bool:
    """Tell the days that stand beside opinions, and nowhere else."""
    given, dated = rows.filled("opinion"), filled_rows(column.seen)
    some = len(given) < 0.97 * len(column.seen.texts)
    both = is_within(given, dated) and is_within(dated, given)
    return some and both and is_dated("opinion_on", column, rows)


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


def _convened(column: Left, rows: Rows) -> bool:
    """Tell a yes or a day under a word for the convocation."""
    said = column.seen.share("yes") >= 0.9 or is_dated("convened_on", column, rows)
    return "convene" in column.senses and said


def _file_number(column: Left, rows: Rows) -> bool:
    """Tell the numbers of rows or pupils, under a word for a number and no other thing."""
    seen = column.seen
    plain = seen.share("id", "int") >= 0.9 and seen.share("small", "mef", "uai", "ine", "day") < 0.3
    words = {"num", "code", "file", "unique", "register", "outcome"}
    said = column.senses and column.senses <= words
    said = said and ("file" in column.senses or not has_strange_word(column.header))
    return bool(said) and plain and (_is_pupils(seen, rows) or seen.distinct > 0.6 * seen.counted)


def is_numbered(column: Left, rows: Rows) -> bool:
    """Tell numbers of dossiers by their rows: one for each pupil, or one for each row."""
    seen = column.seen
    plain = seen.share("id", "int") >= 0.9 and seen.share("small", "mef", "uai", "day") < 0.3
    said = "file" in column.senses or not has_strange_word(column.header)  # « N° Cyclades »
    hinted = said and "file_number" in column.hints
    return plain and hinted and (_is_pupils(seen, rows) or seen.is_key)


def _is_pupils(seen: Profile, rows: Rows) -> bool:
    """Tell one value for each pupil of several."""
    key = next((rows.of[code] for code in _PUPIL if code in rows.of), None)
    return key is not None and is_one_for_each(seen, key)


def _offer_code(column: Left, rows: Rows) -> bool:
    about = column.senses & {"pupil", "file", "diploma", "national"}
    said = column.senses & {"offer", "asked"} or not column.senses >= {"programme", "code"}
    plain = said and not about and not has_strange_word(column.header)
    coded = column.seen.share("code") >= 0.9 and plain
    return coded and not _is_pupils(column.seen, rows)


_DIVISION = re.compile(
    r"(3 ?(e|eme|ieme)? ?[a-z0-9]{1,2}|30\d|(troisieme|3 ?e|3 ?eme) ([a-z0-9]{1,2}|gen(erale)?|segpa|ulis|prepa metiers?|pm))"
)


def _class(column: Left, rows: Rows) -> bool:
    """Tell divisions of the third (« 3e B », « 302 »), which are more than a level."""
    said = [text for text in column.seen.texts if text]
    third = sum(bool(_DIVISION.fullmatch(text)) for text in said) >= 0.8 * len(said)
    spoken = "origin_class" in column.hints or column.seen.share("int") < 0.5
    spoken = spoken and ("section" in column.senses or "programme" not in column.senses)
    return third and spoken and column.seen.distinct > 1


_NOT_WISHES = {"interview", "session", "passage", "class", "date", "jury", "level", "district"}


def _rank(column: Left, rows: Rows) -> bool:
    """Tell ranks: under a word for a wish, or by their rows, which count those of each pupil."""
    if column.senses & {"number", "total"} or column.seen.share("rank", "small") < 0.8:
        return False
    if column.senses & {"rank", "offer", "asked"} or "rank" in column.hints:
        return all(text[:1] in "123456" for text in column.seen.texts if text)
    key = next((rows.of[code] for code in _PUPIL if code in rows.of), None)
    plain = not column.senses & _NOT_WISHES
    return plain and key is not None and counts_within(column.seen, key)


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


_LISTED = frozenset({"convene", "passage", "register", "pupil", "received", "interview"})


def _last_name(column: Left, rows: Rows) -> bool:
    whose = {"pupil", "family", "birth"} | (set() if has_strange_word(column.header) else {"name"})
    named = column.senses & whose and not column.senses & {"first", "programme", "host", "origin"}
    alone = column.seen.share("person") >= 0.8 and column.senses <= _LISTED
    return bool(named or alone) and _is_of_pupils(column)


def _first_name(column: Left, rows: Rows) -> bool:
    plain = column.senses & {"pupil", "one"} or not has_strange_word(column.header)
    return "first" in column.senses and bool(plain) and _is_of_pupils(column)


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


OF_PUPILS: dict[str, Test] = {
    **CODES,
    "ine": looks("ine", 0.9), "birth_date": looks("birth", 0.9), "cancelled": _cancelled,
    "registered_on": _registered, "convened_on": _convened, "interview_on": _interview,
    "opinion_on": _opinion_on, "attendance": _attendance, "opinion": _opinion,
    "file_number": _file_number, "origin_class": _class, "rank": _rank,
    "last_name": _last_name, "first_name": _first_name,
    "offer_code": _offer_code,
    "host_uai": _uai_of("host"), "origin_uai": _uai_of("origin"),
    "host_name": school_name("host_uai", "lycee", ("origin",)),
    "origin_name": school_name("origin_uai", "college", ("host", "asked")),
    "host_commune": town_of(("host_uai", "host_name"), ("origin",)),
    "origin_commune": town_of(("origin_uai", "origin_name"), ("host", "asked")),
}  # fmt: skip
