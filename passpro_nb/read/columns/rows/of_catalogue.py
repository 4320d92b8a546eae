"""What a catalogue's columns ask of the rows under them."""

from passpro_nb.domain.codes import uai_department
from passpro_nb.read.columns.halves import has_strange_word
from passpro_nb.read.columns.heard import is_a_partner
from passpro_nb.read.columns.lexicon import senses_in
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
from passpro_nb.read.columns.rows.relations import depends, filled_rows, is_within

_OF_SESSIONS = {
    "date", "interview", "session", "passage", "received", "convene", "each", "hour", "quota",
}  # fmt: skip
_OF_CLASSES = {"class", "section", "programme", "map"}
_COUNTED = {"places", "capacity", "quota", "size", "most", "each"}


def _sessions(column: Left, rows: Rows) -> bool:
    others = {
        "given",
        "register",
        "opinion",
        "outcome",
        "offer",
        "sent",
        "birth",
        "origin",
        "absent",
    }
    about = column.senses & others
    return not about and not column.is_strange("sessions") and is_dated("sessions", column, rows)


def _hours(column: Left, rows: Rows) -> bool:
    """Tell spans of hours, under no word of something else: an office has hours too."""
    said = column.senses
    about = said & {"contact", "room"} or ("register" in said and "pupil" not in said)
    return column.seen.share("span") >= 0.8 and not about and not column.is_strange("hours")


def _mode(column: Left, rows: Rows) -> bool:
    """Tell modes; one letter alone (« C ») only under a word that says so."""
    told = " ".join(column.seen.texts)
    both = {text[:1] for text in column.seen.texts} >= {"i", "c"}
    both |= "individuel" in told and "collectif" in told
    said = column.senses & {"mode", "interview", "ind", "col"}
    plain = both and (len(column.header) < 5 or not column.is_strange("mode"))  # « Chambre »
    return column.seen.share("mode") >= 0.9 and bool(said or plain)


def _host_uai(column: Left, rows: Rows) -> bool:
    """Tell the schools' UAI: under another's word (« UAI CIO »), one for each of their names."""
    names = rows.of.get("host_name")
    others = column.senses & {"sector", "origin", "staff"}
    plain = not others and not has_strange_word(column.header)
    mine = names is not None and depends(column.seen, names)
    return column.seen.share("uai") >= 0.9 and (plain or mine)


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
    done = column.senses & {"given", "mode", "sent"}  # « Saisi dans Passpro », but « Participe »
    return said or (
        column.seen.share("yes", "bit") >= 0.9
        and bool(column.senses & {"passpro", "procedure", "in", "hors"})
        and not done - ({"sent"} if "attend" in column.senses else set())
        and not has_strange_word(column.header)
    )


def _commune(column: Left, rows: Rows) -> bool:
    plain = town_of(("host_uai", "host_name"), ())(column, rows)
    return plain and "district" not in column.hints


def _district(column: Left, rows: Rows) -> bool:
    """Tell groups of communes: named after one, and fewer."""
    seen, town = column.seen, rows.of.get("commune")
    towns = seen.share("town") if seen.share("district") > 0.2 else 0
    if seen.share("district") + towns >= 0.8:
        return True
    if "district" in column.senses:  # « Réseau » is many things
        told = "district" in senses_in(column.header) or seen.share("town", "district") >= 0.3
        return told and seen.share("words") >= 0.9
    grouped = town is not None and depends(seen, town) and 1 < seen.distinct < town.distinct
    return seen.share("town") >= 0.5 and grouped


def _domain(column: Left, rows: Rows) -> bool:
    """Tell fields, several programmes to each."""
    seen, programme = column.seen, rows.of.get("programme_label")
    if programme is None or seen.share("words") < 0.9 or not 1 < seen.distinct < programme.distinct:
        return False
    plain = seen.share("field") >= 0.8 > programme.share("field") + 0.3
    return plain or (seen.share("field") >= 0.6 and depends(seen, programme))


def _are_places(column: Left, rows: Rows) -> bool:
    """Tell counts of places: « 12 », « 15 par session », under a word that counts them."""
    counted = column.senses & (_COUNTED | _OF_SESSIONS | _OF_CLASSES)
    if counted == {"size"} and has_strange_word(column.header):  # « Effectif de terminale »
        return False
    if column.senses & {"room", "contact"}:
        return False
    small = column.seen.share("small", "seats") >= 0.8 and column.seen.share("bit") < 0.2
    many = sum(text[:2].strip() in ("1", "2", "3") for text in column.seen.texts if text)
    said = (
        column.senses & _COUNTED
        or max(column.half.get(role, 0.0) for role in ("seats", "class_places")) >= 0.3
        or (
            "number" in column.senses
            and column.senses & (_OF_SESSIONS | _OF_CLASSES) - {"date", "hour", "each", "convene"}
            and not column.senses & {"register", "origin", "absent", "contact", "attend"}
        )
    )
    return bool(said) and small and many < 0.3 * column.seen.counted


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
        # « Réseau » : « La Salle », « Partenaire » : « CFA du bâtiment »
        return "district" not in column.senses and not is_a_partner(column.header)
    if column.seen.share("street") >= 0.5:
        return bool(column.senses & {"interview", "session", "convene", "passage", "where"})
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


OF_CATALOGUE: dict[str, Test] = {
    **CODES,
    "host_uai": _host_uai, "sector": looks("sector", 0.9), "mode": _mode,
    "diploma": looks("diploma", 0.9), "contact": _contact, "place": _place, "remarks": _remarks,
    "seats": _seats, "class_places": _class_places, "hours": _hours, "sessions": _sessions,
    "passpro": _passpro, "department": _department, "commune": _commune, "district": _district,
    "host_name": school_name("host_uai", "lycee", ("programme", "contact")), "domain": _domain,
}  # fmt: skip
