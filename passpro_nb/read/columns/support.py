"""Whether what a column holds speaks for a role or against it."""

import re

from passpro_nb.domain.tables import Column
from passpro_nb.read.columns.evidence import CLOSED, FEW, STRONG, Profile
from passpro_nb.read.columns.lexicon import senses_in

_WORDS, _ID = frozenset({"words"}), frozenset({"id", "int"})
_OF_KIND = {
    "uai": {"uai", "named"}, "ine": {"ine"}, "mef": {"mef"}, "code": {"code"}, "department": {"department"},
    "status": {"status"}, "sector": {"sector"}, "passpro": {"passpro", "yes", "bit"}, "mode": {"mode"},
    "opinion": {"opinion"}, "attendance": {"attendance", "yes", "bit"},
    "cancelled": {"cancelled", "yes", "date", "session", "day", "bit"},
    "convened": {"date", "session", "day", "birth", "yes", "sent", "bit"},
    "date": {"date", "session", "day", "birth"},
    "birth": {"birth", "date", "session", "day"}, "number": {"int", "rank"}, "places": {"int"},
    "seats": {"int", "seats"},
    "sessions": {"session", "date", "day"}, "hours": {"hour", "int"},
}  # fmt: skip
_OF_CODE = {
    "host_name": {"named", "lycee", "words", "college", "programme", "person"}, "origin_name": {"named", "college", "words", "lycee", "programme", "person"},
    "programme_label": {"programme", "words", "status", "diploma"}, "diploma": {"diploma", "programme", "words"},
        "contact": {"contact", "words", "lycee", "person"}, "origin_class": {"class", "mef", "words", "id", "int", "programme"},
    "place": {"room", "street", "words", "lycee", "contact"}, "file_number": {"id", "int", "mef", "code", "ine"},
    "remarks": {"words", "room", "lycee", "college"}, "last_name": {"person", "words"}, "first_name": {"words"}, "commune": {"words"}, "district": {"words", "district"},
    "host_commune": {"words"}, "origin_commune": {"words"}, "domain": {"words"},
}  # fmt: skip
# What a column must hold some of, and may never hold only: by kind, by role.
_SERIAL = frozenset({"serial"})  # a day, as Excel counts them
_FORMED = frozenset({"birth", "date", "uai", "ine", "mef", "code", "department", "hours"})
_MUST = {
    "contact": ("contact", "person"), "file_number": ("id", "int", "mef", "code", "ine"),
    "offer_code": ("code", "id", "int"),
}  # fmt: skip
_NEVER = {
    "place": ("day", "field", "yes"), "remarks": ("day", "town", "yes"), "diploma": ("day",),
    "host_name": ("town",), "first_name": ("town",), "last_name": ("town",), "file_number": ("class",),
}  # fmt: skip
_CODES = frozenset({"uai", "ine", "mef", "code"})
_BESIDES = {  # what a column may hold, and that proves nothing
    "diploma": {"programme"}, "programme_label": {"status"}, "host_name": {"programme", "person"}, "origin_name": {"programme", "person"},
    "contact": {"person", "lycee"}, "place": {"person", "lycee", "contact"},
}  # fmt: skip
_TYPE = re.compile("l ?p( ?o)?|lgt|lpp|lppr|lep|sep|segpa|erea|cfa|ufa|mfr|lpa|lycees?( pro\\w*)?")
_NUMBERS = frozenset({"int", "rank", "seats"})
_GENERIC = _WORDS | _ID
_HABIT = {  # of one family, what is met in the other's column
    "host_name": "college", "origin_name": "lycee", "origin_uai": "host",
}  # fmt: skip


_NO_TRADE, _TRADED = ("place", "district"), 0.5


def support(column: Column, profile: Profile) -> int:
    """Tell whether a column's values speak for a role (1), against it (-1), or not at all (0)."""
    accepted = _OF_CODE.get(column.code) or _OF_KIND.get(column.kind)
    if not accepted or profile.counted < FEW:
        return 0
    if profile.share("yes") >= 0.9 and "yes" not in accepted:
        return -1
    if _lacks_its_form(column, profile):
        return -1
    if _is_none_of(column, profile):
        return -1
    against = STRONG - accepted | ({"small", "rank"} if accepted & _CODES else set())
    if not accepted & _ID:
        against |= _ID if accepted & _WORDS else frozenset()
    habit = _HABIT.get(column.code)
    telling = (
        accepted
        if accepted <= _NUMBERS
        else accepted - _GENERIC - {habit, "yes"} - _BESIDES.get(column.code, frozenset())
    )
    own = profile.share(*telling)
    if column.kind == "date" and profile.share("yes") >= 0.7:
        return -1
    if column.code == "file_number" and profile.share("id") >= 0.9:
        return int(profile.distinct >= 0.5 * profile.counted)
    if own >= 0.5:
        return 1
    if profile.share(*against) >= 0.7 and profile.share(*accepted - _WORDS) < 0.3:
        return -1
    if habit and profile.share(habit) >= 0.8 and (own < 0.1 or habit == "host"):
        return -1
    return 1 if profile.share("yes") >= 0.5 and "yes" in accepted else 0


def are_kinds_of_schools(profile: Profile) -> bool:
    """Tell « LP », « LPO », « CFA », which name no school."""
    return all(map(_TYPE.fullmatch, profile.texts))


def is_a_code(header: str, seen: Profile) -> bool:
    """Tell the code of a district: « Code district » over « 4 », « District » over « B04 » again."""
    if "code" in senses_in(header):
        return seen.share("id", "int") >= 0.9
    short = all(len(text) <= 4 for text in seen.texts) and seen.distinct < 0.6 * seen.counted
    return seen.share("id") >= 0.9 and seen.share("int", "class") < 0.1 and short


def is_of_an_offer(header: str, seen: Profile) -> bool:
    """Tell « MEF précédente » over the MEF of offers: those of a collège look otherwise."""
    return "mef" in senses_in(header) and seen.share("mef") >= 0.5


def is_of_the_nation(header: str, seen: Profile) -> bool:
    """Tell « Numéro élève » over INE: the number of no dossier."""
    return seen.share("ine") >= 0.9 and "file" not in senses_in(header)


def _lacks_its_form(column: Column, profile: Profile) -> bool:
    """Tell cells without the form of a role that has one: counts under « Absences », towns as births."""
    if column.kind in CLOSED:
        return profile.share("int") - profile.share("bit") >= 0.3
    if column.kind == "convened":  # « Liste des convoqués » over names
        told = profile.share("day", "birth", "yes", "sent", "bit", "serial")
        return profile.share("words") >= 0.9 and told < 0.2 and profile.distinct > 4
    if profile.share(*_NEVER.get(column.code, ())) >= 0.8:
        return True
    must = _MUST.get(column.code) or (
        _OF_KIND[column.kind] | _SERIAL if column.kind in _FORMED else ()
    )
    few = column.kind == "hours" and profile.distinct <= FEW  # « matin », « après-midi »
    few = few and profile.share("field") < 0.5
    return bool(must) and not few and profile.share(*must) < 0.2


def _is_none_of(column: Column, profile: Profile) -> bool:
    """Tell counted lines from ranks, pupils from schools, ratios from hours, yes from a way."""
    if column.code in ("commune", "host_commune", "origin_commune"):
        fields = profile.share("field") >= 0.8 > profile.share("town")
        none = not profile.share("town") and profile.distinct > FEW
        return profile.share("sentence") >= 0.3 or fields or none
    if column.code == "district" and profile.distinct == 1:  # « Zone C » is that of the holidays
        return any(text.startswith("zone") for text in profile.texts)
    if column.code == "diploma" and profile.distinct == 1:  # « PALIER 3E »
        return not profile.share("diploma", "programme")
    if column.code == "domain":  # « Pôle », « Secteur » over « Melun », « Torcy »
        return profile.share("town", "district", "area") >= 0.5
    if column.code in _NO_TRADE:  # « Atelier » over « Pâtissier », « Métiers de la beauté »
        mine = profile.share("room", "street", "lycee", "town", "district", "contact")
        people = profile.share("contact", "person") >= 0.8 and profile.share("room") < 0.2
        return people or (profile.share("trade", "programme") >= _TRADED and mine < 0.3)
    if column.code == "mef":
        return profile.share("id") >= 0.9 and profile.share("mef", "ine") < 0.1
    if column.kind in CLOSED and profile.share("words") >= 0.9 and profile.distinct >= 8:
        return profile.share(*_OF_KIND[column.kind]) < 0.15
    if column.kind in CLOSED and profile.counted >= 8 and profile.share("words") >= 0.9:
        return not profile.share(*_OF_KIND[column.kind])
    if column.code == "last_name" and profile.share("programme", "trade", "field") > 0.5:
        return profile.share("person") < 0.5  # « Intitulé » over « Boulanger », « Pâtissier »
    if column.code == "programme_label" and profile.share("town", "class", "lycee") >= 0.8:
        return True
    if column.code == "host_name" and are_kinds_of_schools(profile):
        return True
    if column.code in ("host_name", "origin_name"):
        trained = profile.share("programme", "trade", "field")
        programmes = trained > 0.5 > profile.share("lycee", "college", "named")
        pupils = profile.is_key and profile.share("person") >= 0.8
        return programmes or (pupils and column.code == "host_name")
    if column.kind == "date":
        return profile.share("id") >= 0.9 and profile.share("day", "serial") < 0.1
    if column.code in ("start", "end") and profile.share("span") >= 0.5:
        return True
    if column.kind == "hours":
        return profile.share("id") >= 0.7 and profile.share("hour", "int") < 0.3
    if column.code in ("mode", "sessions"):
        return profile.share("yes") >= 0.9
    large = sum(text.isdecimal() and int(text) > 9 for text in profile.texts)
    return column.code == "rank" and (profile.is_key or large > 0.2 * len(profile.texts))
