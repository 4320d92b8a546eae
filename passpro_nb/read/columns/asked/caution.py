"""What is read without asking: a header that says it all, or values and rows that say it too.

A word that a role does not explain (« référent », « gestionnaire ») makes of a header a mere hint.
"""

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, Table
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.halves import (
    CORE,
    all_told,
    has_strange_word,
    told_in,
    ways_with_loose,
)
from passpro_nb.read.columns.heard import Heard, counts_sessions, receives_by
from passpro_nb.read.columns.leftovers import in_window
from passpro_nb.read.columns.lexicon import said_alone, senses_in
from passpro_nb.read.columns.phrases import spelt
from passpro_nb.read.columns.rows.left import DATES, Left, Rows, is_dated
from passpro_nb.read.columns.rows.of_catalogue import OF_CATALOGUE
from passpro_nb.read.columns.rows.of_pupils import OF_PUPILS, is_numbered
from passpro_nb.read.columns.rows.relations import (
    depends,
    filled_rows,
    follows,
    is_reached,
    is_within,
)

# By role, what its cells look like and no other column's do, and the share of them that must.
_TELLING = {
    "programme_label": ("programme", 0.6), "host_name": ("lycee", 0.6), "origin_name": ("college", 0.6),
    "start": ("hour", 0.8), "end": ("hour", 0.8), "status": ("status", 0.8), "diploma": ("diploma", 0.6),
    "birth_date": ("birth", 0.8), "contact": ("contact", 0.8), "place": ("room", 0.3),
    "ine": ("ine", 0.8), "mef": ("mef", 0.8), "mode": ("mode", 0.8), "sector": ("sector", 0.8),
    "passpro": ("passpro", 0.8),
}  # fmt: skip


@lru_cache(maxsize=4096)
def is_explained(header: str, role: str, table: str) -> bool:
    """Tell whether a role explains every word of a header, and whether they say all that it asks."""
    tokens = all_told(header)
    ways = [(must, may) for code, must, may in ways_with_loose(table) if code == role]
    said: Set[str] = frozenset().union(*tokens)
    return any(must <= said and all(token & may for token in tokens) for must, may in ways)


def hinted(
    roles: Mapping[str, int], heard: Sequence[Heard], table: Table, calendar: Calendar | None
) -> dict[str, tuple[str, ...]]:
    """Return the roles given on a hint, for which neither cells nor rows speak, and what else they may be."""
    profiles = {role: heard[at].profile for role, at in roles.items()}
    open_ = {
        role
        for role, at in roles.items()
        if _is_unnamed(role, heard[at], table)
        or (
            profiles[role].counted >= FEW
            and (
                _lacks_interviews(role, heard, roles, calendar)
                or _counts_contracts(role, heard[at].header)
                or _counts_what(role, heard[at].header, profiles)
                or _is_a_stamp(role, heard[at], roles)
                or _is_of_nobody(role, heard[at], roles, profiles)
                or _is_unspoken(role, heard[at])
                or (role == "diploma" and _is_no_diploma(profiles))
                or (role == "district" and _is_a_zone_of_none(heard[at].header, profiles))
                or _is_strange(role, heard[at])
                or _is_any_key(role, heard[at].header, profiles)
                or _is_a_mere_hint(role, heard[at], profiles, table, calendar)
            )
        )
    }
    for group in table.required:  # without one of these the table would be refused
        given = [role for role in group if role in roles]
        if open_.issuperset(given):
            open_ -= {*given[:1]}
    return {role: (role, *({_OR.get(role, "")} & {*table.codes} - roles.keys())) for role in open_}


# What words, days, a yes or a small number may be of: where the header does not say, they decide nothing.
_WEAK = frozenset({
    *DATES, "sessions", "hours", "seats", "class_places", "attendance", "cancelled", "passpro",
    "opinion", "remarks", "first_name", "last_name",
})  # fmt: skip
# Of whom or of what event a word is, that takes a column from the roles of another.
_ANOTHERS_SAID = "cancel register birth outcome opinion origin class staff"
_ANOTHERS = frozenset(_ANOTHERS_SAID.split())
# What such cells may plainly be all the same, and nothing else here.
_PLAINLY = {"passpro": "passpro", "attendance": "attendance", "last_name": "person"}


def _is_unnamed(role: str, column: Heard, table: Table) -> bool:
    """Tell cells that may be of anything, under a header that its role does not explain."""
    header, seen = column.header, column.profile
    if role in column.claims or role not in _WEAK or said_alone(header):
        return False
    tokens, words = all_told(header), _words_of_role(role, table.code)
    away = frozenset() if role == "interview_on" and seen.is_appointed else _ANOTHERS - words
    known = all(token and not token <= away for token in tokens)
    dated = role in (*DATES, "sessions")  # these, the rows beside them must say
    if known and (dated or role in column.half or is_explained(header, role, table.code)):
        return False
    short = sum(len(text) < 3 for text in seen.texts if text) > 0.5 * len(filled_rows(seen))
    return short or seen.share(_PLAINLY.get(role, "")) < 0.8


@lru_cache(maxsize=64)
def _words_of_role(role: str, table: str) -> frozenset[str]:
    """Return what the words of a header may say where it is a role's, whatever the way to say it."""
    return frozenset().union(*(may for code, _, may in ways_with_loose(table) if code == role))


def _is_a_mere_hint(
    role: str, column: Heard, profiles: Mapping[str, Profile], table: Table,
    calendar: Calendar | None,
) -> bool:  # fmt: skip
    """Tell a role that its header does not say in full, and that neither cells nor rows say."""
    if role in column.claims or is_explained(column.header, role, table.code):
        return False
    named = role.endswith("_uai") and role.replace("uai", "name") in column.claims
    if named and "school" in told_in(column.header):
        return False  # « Étab. origine » over UAI
    others = {r: seen for r, seen in profiles.items() if r != role}
    left = Left(column.header, profiles[role], column.half)
    return not _is_spoken_for(role, left, Rows(table, others, calendar))


def _is_strange(role: str, column: Heard) -> bool:
    """Tell a header with a word that nobody here knows, over days, hours, counts or a yes."""
    if role in column.claims:
        return False
    strange, said = has_strange_word(column.header), told_in(column.header)
    if said_alone(column.header):
        return False
    if role == "attendance" and all_told(column.header)[:1] == ({"convene"},):
        return True  # « Convocation arrivée »: the letter, not the pupil
    if role == "district":  # « Zone tarifaire »
        words = {*fold(column.header).split()}  # « Circonscription »: of the primary schools?
        return (strange and "zone" in words) or words == {"circonscription"}
    if role == "contact":
        return not (is_reached(column.profile) or _is_of_whom(column.header, strange))
    if role == "seats" and said & {"convene", "each"}:  # « Nb de convoqués »: of last year?
        return not said & {"most", "planned", "each"}
    if {"place": "contact", "seats": "class"}.get(role) in said:  # « Adresse de messagerie »
        return True
    if role == "remarks" and "remarks" not in senses_in(column.header):
        return _is_no_remark(fold(column.header))
    if role == "programme_label":
        return strange or ("trade" in said and column.profile.share("programme") < 0.5)
    if role == "interview_on" and {"convene", "received"} <= senses_in(column.header):
        return True  # « Convocation reçue le »
    if role in ("interview_on", "sessions", "hours") and (
        said & _OTHERS_DAYS or _TAKEN.search(fold(column.header))
    ):
        return True
    if role == "registered_on" and "origin" in said:
        return "register" not in senses_in(column.header)
    return strange and (role in _TIMED or (role == "diploma" and "diploma" in said))


_INFORMED = re.compile(r"\b(seance|reunion|soiree|journee|jour|moment|temps)s? d info")


def _is_no_remark(folded: str) -> bool:
    """Tell « Comment s'inscrire », « Séance d'information »: a remark, or what nobody here needs."""
    asks = folded.startswith("comment ") and spelt(folded).startswith("maniere ")
    return asks or bool(_INFORMED.search(folded))


_TIMED = ("start", "end", "host_name")
_OTHERS_DAYS = {"family", "public", "contact", "absent"}
_TAKEN = re.compile(r"\b(jour|date|journee)s? (deja )?prise?s?\b")  # for us, or by others?


def _is_of_whom(header: str, strange: bool) -> bool:
    """Tell « Professeur référent », « Avec qui », « Accueil par » from « Saisi par », « Tuteur »."""
    said = told_in(header)
    if strange or said & {"staff", "file"}:
        return False
    receives = said <= {"host", "received", "passage", "interview", "asked", "given"}
    met = {"qui", "avec"} & {*fold(header).split()}
    return "contact" in said or receives_by(header) or (receives and bool(met))


def _is_no_diploma(profiles: Mapping[str, Profile]) -> bool:
    """Tell « niveau 3 », « V », of which none is a diploma."""
    seen = profiles["diploma"]
    return not seen.share("diploma", "programme")


def _is_a_zone_of_none(header: str, profiles: Mapping[str, Profile]) -> bool:
    """Tell « Zone 1 », « Zone 2 » that are not one for each school, or under « Zone » alone."""
    seen = profiles["district"]
    zones = sum(text.startswith("zone") for text in seen.texts)
    keys = [profiles[role] for role in ("commune", "host_uai", "host_name") if role in profiles]
    numbered = sum(len(text) < len("zone est") for text in seen.texts if text)
    if zones <= 0.5 * len(filled_rows(seen)):
        return False
    return (fold(header) == "zone" and numbered > 0) or not any(depends(seen, k) for k in keys)


_ANY_KEY = frozenset({"cle", "clef", "code", "matricule", "unique"})


def _is_any_key(role: str, header: str, profiles: Mapping[str, Profile]) -> bool:
    """Tell « Clé », « Code » beside the INE of each pupil: that of the dossier, or of a machine's rows."""
    if role != "file_number" or "ine" not in profiles:
        return False
    pupils = profiles["ine"]
    known = pupils.filled >= 0.9 * len(pupils.table)
    return known and _ANY_KEY.issuperset(fold(header).split())


# What only cells can say, where the title has not the word: « Statut de la fiche », « Offre ».
_SPOKEN = {
    "cancelled": ({"cancel"}, ("cancelled", "yes", "bit", "day")),
    "offer_code": ({"code", "num"}, ("code",)),
}


def _is_unspoken(role: str, column: Heard) -> bool:
    """Tell a state that is not only that of an application, an offer that is no code."""
    if role == "status" and fold(column.header).startswith("statut"):  # of what: OK, à voir
        return not column.profile.share("status")
    if role == "convened_on" and _is_any_letter(column):
        return column.profile.share("day") < 0.8  # « Courrier parti : x »
    words, looks = _SPOKEN.get(role, (set(), ()))
    if role == "cancelled" and "valid" in fold(column.header):  # « Validité : oui »
        looks = ("cancelled",)
    said = told_in(column.header) & words
    return bool(looks) and not said and column.profile.share(*looks) < 0.8


def _lacks_interviews(
    role: str, heard: Sequence[Heard], roles: Mapping[str, int], calendar: Calendar | None
) -> bool:
    """Tell a head's opinion, or a day of convocation, in a sheet that holds nothing of interviews.

    The head may be the collège's, and the day that of the interview.
    """
    column = heard[roles[role]]
    said = senses_in(column.header)
    if role == "opinion" and said & {"host", "asked"}:
        return False
    if role == "opinion" and "head" in said and "interview_on" in roles:
        met = filled_rows(heard[roles["interview_on"]].profile)
        return not is_within(filled_rows(column.profile), met)
    if role == "convened_on" and _is_any_letter(column) and "interview_on" in roles:
        received = heard[roles["interview_on"]].profile
        return not follows(column.profile.days, received.days)
    about = {"interview_on", "attendance"} | ({"convened_on", "opinion_on"} - {role})
    if "called" in said:  # « Appelé le »: to come, or for the interview
        about = {"interview_on"}
    if about & {*roles, *(claim for other in heard for claim in other.claims)}:
        return False
    if role == "opinion":
        return "head" in said
    if role == "convened_on" and _is_any_letter(column):
        return True
    told = said & {"sent", "given"} or column.profile.share("day") < 0.8
    plain = role == "convened_on" and not told and calendar is not None
    return plain and in_window("interview_on", column.profile, calendar)


_LETTERS_SAID = "courrier pli mail mel courriel sms texto message lettre"  # none knows what it says
_ANY_LETTER = frozenset(form for word in _LETTERS_SAID.split() for form in (word, f"{word}s"))


def _is_a_stamp(role: str, column: Heard, roles: Mapping[str, int]) -> bool:
    """Tell « Horodateur » of a form that gives opinions: when it was sent, and nothing of pupils."""
    stamp = fold(column.header) in ("horodateur", "horodatage", "timestamp")
    return role == "registered_on" and stamp and bool({"opinion", "attendance"} & roles.keys())


def _is_any_letter(column: Heard) -> bool:
    """Tell « Courrier envoyé le », « Mail du » from the letter of a convocation."""
    words = {*fold(column.header).split()}
    return bool(words & _ANY_LETTER) and "convene" not in told_in(column.header)


def _counts_what(role: str, header: str, profiles: Mapping[str, Profile]) -> bool:
    """Tell « Nombre de créneaux », « Nb de vacations », unless most receive one pupil at a time."""
    if role != "seats" or not counts_sessions(header) or "session" not in senses_in(header):
        return False
    modes = [text for text in profiles["mode"].texts if text] if "mode" in profiles else []
    alone = sum(text.startswith(("i", "seul", "un par un")) for text in modes) > 0.5 * len(modes)
    return not (alone and "creneau" in fold(header))


def _counts_contracts(role: str, header: str) -> bool:
    """Tell « Nombre d'apprentis », « Contrats max »: whom a class takes, if no session is named."""
    said = told_in(header)
    return role == "seats" and "work" in said and not said & {"each", "session", "interview"}


# A commune or a code may be of either school, or of the pupil's home.
_SIDED = {
    f"{one}_{what}": f"{other}_{what}"
    for one, other in (("host", "origin"), ("origin", "host"))
    for what in ("commune", "uai")
}


_OR = {**_SIDED, "convened_on": "interview_on", "seats": "class_places"}


def _is_of_nobody(
    role: str, column: Heard, roles: Mapping[str, int], profiles: Mapping[str, Profile]
) -> bool:
    """Tell « Ville » that stands beside neither school's columns, and goes with neither in its rows."""
    other = _SIDED.get(role, "")
    side, _, what = role.partition("_")
    if other not in column.claims or told_in(column.header) & {"host", "origin"}:
        return False
    if what == "uai" and other in roles:
        return False
    places = (-1, 1) if what == "uai" else (-1,)
    near = {other for other, place in roles.items() if place - roles[role] in places}
    schools = {f"{side}_uai", f"{side}_name"} - {role}
    goes_with = any(depends(profiles[role], profiles[s]) for s in schools & profiles.keys())
    return not (near & {*schools, f"{side}_commune"} or goes_with or profiles[role].distinct == 1)


def _is_spoken_for(role: str, column: Left, rows: Rows) -> bool:
    """Tell whether cells that no other role has, or the rows, say a role."""
    look, least = _TELLING.get(role, ("", 2.0))
    of_another = role == "host_name" and has_strange_word(column.header)  # « support du GRETA »
    if (column.seen.share(look) >= least and not of_another) or _is_dated(role, column, rows):
        return True
    if role == "interview_on" and column.seen.is_appointed:
        return True
    if role == "file_number" and is_numbered(column, rows):
        return True
    tests = OF_CATALOGUE if rows.table.code == CATALOGUE.code else OF_PUPILS
    return role in tests and tests[role](column, rows)


def _is_dated(role: str, column: Left, rows: Rows) -> bool:
    """Tell days in their window and order, under words that are all known and name their event."""
    dated = role in (*DATES, "sessions")
    event = {"convene"} if role == "convened_on" else CORE.get(role) if dated else None
    plain = event and column.senses & event and not has_strange_word(column.header)
    return bool(plain) and is_dated(role, column, rows) and _goes_with_opinions(role, column, rows)


def _goes_with_opinions(role: str, column: Left, rows: Rows) -> bool:
    """Tell days of opinions that stand where one is, days of interviews where somebody came."""
    dated = filled_rows(column.seen)
    came = rows.filled("opinion") or rows.filled("attendance")
    if role == "opinion_on":
        return len(dated & rows.filled("opinion")) >= 0.8 * len(dated)
    return role != "interview_on" or len(came & dated) >= 0.8 * len(came)
