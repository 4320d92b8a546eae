"""What is asked of the columns that are not read, and what else may hide something of ours.

A column torn between roles, denied by its values, or that plainly holds what the table lacks is a
question; one that might be, for all that is known of it, is named in one sentence for the sheet.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from passpro_nb.domain.french import fold, number, plural
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, Table
from passpro_nb.read.columns.asked.swaps import Swap, find_swaps
from passpro_nb.read.columns.evidence import FEW, STRONG, Profile, Witness
from passpro_nb.read.columns.foreign import is_another_event, is_denied
from passpro_nb.read.columns.halves import half_claims, has_strange_word, heard_in, told_in
from passpro_nb.read.columns.leftovers import counts_rows, in_window
from passpro_nb.read.columns.lexicon import answers_status, senses_in
from passpro_nb.read.columns.roles import Given
from passpro_nb.read.columns.rows.joined import is_like
from passpro_nb.read.columns.rows.relations import is_reached
from passpro_nb.read.columns.support import are_kinds_of_schools, is_a_code, support

# What a column may plainly hold: how it is said, and the roles that it may be, the likeliest first.
_HELD = {
    "date": ("des dates", "interview_on opinion_on convened_on registered_on sessions"),
    "birth": ("des dates de naissance", "birth_date"),
    "session": ("des dates et des heures", "sessions interview_on"),
    "hour": ("des heures", "hours start"), "mode": ("des modalités d’entretien", "mode"),
    "status": ("des statuts (scolaire, apprentissage)", "status"),
    "attendance": ("des présences ou des absences", "attendance"), "opinion": ("des avis", "opinion"),
    "passpro": ("Passpro ou hors Passpro", "passpro"), "cancelled": ("des annulations", "cancelled"),
    "street": ("des adresses", ""),
}  # fmt: skip
# The same, of what nobody needs so much as to be asked about it under another's title.
_ASIDE = {
    "uai": ("des UAI", "host_uai origin_uai"), "ine": ("des INE", "ine"), "mef": ("des MEF", "mef"),
    "college": ("des collèges", "origin_name"), "lycee": ("des lycées", "host_name"),
    "programme": ("des formations", "programme_label"), "diploma": ("des diplômes", "diploma"),
    "sector": ("des secteurs", "sector"), "district": ("des bassins", "district"),
    "contact": ("des contacts", "contact"), "room": ("des lieux", "place"),
    "person": ("des noms de personnes", "last_name"), "field": ("des domaines", "domain"),
    "town": ("des communes", "commune host_commune origin_commune"),
}  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """A column that only the analyst can settle, and its likeliest roles, the first first.

    `kind` is the fault that says it; `why` the evidence, a French sentence without its end;
    `filled` its cells that wait.
    """

    header: str
    at: int
    roles: tuple[str, ...]
    kind: str
    why: str
    filled: int


def find_doubts(
    headers: Sequence[str],
    profiles: Sequence[Profile],
    given: Given,
    roles: Mapping[str, int],
    table: Table,
    witness: Witness,
) -> Iterator[Doubt]:
    """Yield the columns to ask about: torn between roles, denied by their values, open."""
    used = {*roles.values()}
    for at, (header, profile) in enumerate(zip(headers, profiles, strict=True)):
        if at in used or any(at in columns for columns in given.rivals.values()):
            continue
        held = _held(profile)
        aside = profile.kind in _ASIDE and is_denied(header, table.code)
        likely = "" if aside else _said(profile)[1]
        lacks = _lacks(at, headers, profiles, table, roles, witness)
        free = [role for role in likely.split() if role in lacks]
        if at in given.torn:
            why = held or "rien ne tranche"
            yield Doubt(header, at, given.torn[at], "torn_column", why, profile.filled)
        elif at in given.vetoed and not (
            are_kinds_of_schools(profile) and given.vetoed[at] in roles
        ):
            why = held or "ses valeurs disent autre chose"
            yield Doubt(header, at, (given.vetoed[at], *free), "denied_column", why, profile.filled)
        elif free:
            yield Doubt(header, at, tuple(free), "open_column", held, profile.filled)
        elif "sessions" in roles and _is_a_date_more(header, profile, witness.calendar):
            yield Doubt(header, at, ("sessions",), "open_column", held, profile.filled)
        elif profile.filled and "sessions" in roles and is_like(header, headers[roles["sessions"]]):
            why = "le même titre que les dates d’entretien"
            yield Doubt(header, at, ("sessions",), "open_column", why, profile.filled)
        elif _names_pupils(header, profile, lacks):
            why = "un nom différent à chaque ligne"
            yield Doubt(header, at, ("last_name",), "open_column", why, profile.filled)
        elif _numbers_rows(header, profile, table, roles):
            why = "un numéro par ligne"
            yield Doubt(header, at, ("file_number",), "open_column", why, profile.filled)
        elif "status" in lacks and _parts_statuses(header, profile):
            why = "un titre qui nomme les deux statuts"
            yield Doubt(header, at, ("status",), "open_column", why, profile.filled)
        elif "sessions" in table.codes and _are_days_of_a_month(header, profile):
            why = "des jours, dont le mois est dans le titre"
            yield Doubt(header, at, ("sessions",), "open_column", why, profile.filled)
        elif "contact" in table.codes and _names_staff(header, profile, roles, profiles):
            why = "des noms de personnes, et pas encore de contact"
            yield Doubt(header, at, ("contact",), "open_column", why, profile.filled)
        elif stands := _stands(header, profile, table, roles, profiles):
            yield Doubt(header, at, (stands,), "open_column", _STANDS[stands], profile.filled)
        elif "last_name" in lacks and _is_beside(at, roles, profile, header):
            why = "des noms à côté des prénoms"
            yield Doubt(header, at, ("last_name",), "open_column", why, profile.filled)
        elif answers := _answers(header, profile, lacks, denied=is_denied(header, table.code)):
            why = "des oui et des non"
            yield Doubt(header, at, answers, "open_column", why, profile.filled)
        elif profile.share("int", "seats") >= 0.8 and (places := _places(header, table, roles)):
            yield Doubt(header, at, places, "torn_column", "rien ne tranche", profile.filled)
        elif half := _half_said(header, profile, table, roles):
            yield Doubt(header, at, half, "torn_column", "rien ne tranche", profile.filled)


def _lacks(
    at: int, headers: Sequence[str], profiles: Sequence[Profile], table: Table,
    roles: Mapping[str, int], witness: Witness,
) -> list[str]:  # fmt: skip
    """Return what the table lacks, but what a column's rows or, under a word of another's, its cells deny."""
    lacks = [role for role in table.codes if role not in roles] if profiles[at].filled else []
    if is_denied(headers[at], table.code) or is_another_event(headers[at]):
        said = heard_in(headers[at], table.code)
        letters = all(len(text) < 3 and not text.isdecimal() for text in profiles[at].texts)
        named = said or told_in(headers[at]) & {"attend", "absent"}
        lacks = [role for role in lacks if named or not letters]  # « Sexe »: F is no opinion
        lacks = [role for role in lacks if in_window(role, profiles[at], witness.calendar)]
    judged = {"opinion": roles["opinion"]} if "opinion" in roles else {}
    facts = {"attendance", "cancelled"} & {*lacks} if profiles[at].share("yes", "bit") > 0.8 else ()
    gone = {role for role in facts if find_swaps(judged | {role: at}, profiles, witness)}
    return [role for role in lacks if role not in gone]


# What moves a figure, and half a header may say over cells that prove nothing.
_LIGHT, _NEARLY = ("district", "diploma", "domain", "origin_class", "class_places"), 0.38
_WEIGHTY = ("seats", "hours", "status", "passpro", "attendance", "opinion", "convened_on")


def _half_said(
    header: str, profile: Profile, table: Table, roles: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the roles that half a header says, where the table lacks them and the cells may be it."""
    half = half_claims(header, table.code) if profile.filled else {}
    said = {role: much for role, much in half.items() if role in _WEIGHTY and much >= 0.3}
    said |= {role: much for role, much in half.items() if role in _LIGHT and much >= _NEARLY}
    if half.get("district", 0.0) >= 0.3 and is_a_code(header, profile):  # « COD_ZONE_FORM »
        said["district"] = half["district"]
    open_ = [role for role in said if role not in roles and role in table.codes]
    coded = "district" if is_a_code(header, profile) else ""
    fits = (role for role in open_ if role == coded or support(table[role], profile) >= 0)
    return tuple(sorted(fits, key=lambda role: -half[role]))


def find_unsure(headers: Sequence[str], profiles: Sequence[Profile], told: Set[int],
                table: Table, roles: Mapping[str, int], witness: Witness) -> tuple[str, ...]:  # fmt: skip
    """Return the columns, but those told of, that may hold what the table lacks."""
    unsure = []
    written = "contact" in roles and is_reached(profiles[roles["contact"]])
    for at, (header, profile) in enumerate(zip(headers, profiles, strict=True)):
        lacks = _lacks(at, headers, profiles, table, roles, witness) if at not in told else []
        named = profile.share("contact", "person") >= 0.6 and not is_reached(profile)
        if lacks and written and named and not is_denied(header, table.code):
            lacks.append("contact")  # an address says not whom one asks
        if lacks and _is_unsure(header, profile, table, lacks):
            unsure.append(header)
    return tuple(unsure)


def _is_unsure(header: str, profile: Profile, table: Table, lacks: Sequence[str]) -> bool:
    """Tell a column that may hold what the table lacks, by its header or by the look of its cells."""
    half, spoken = heard_in(header, table.code), {r: support(table[r], profile) for r in lacks}
    told, strange = told_in(header), has_strange_word(header)
    small = profile.share("small", "rank") >= 0.8 and not profile.is_key  # « N° » counts rows
    counted = bool({*lacks} & {*_COUNTED} and small)
    if is_denied(header, table.code):
        fits = {r for r in lacks if half.get(r, 0) >= 0.2 and spoken[r] >= (r not in _NAMES)}
        written = is_reached(profile) or not (strange or "staff" in told)
        plainly = {*_SCHOOLS, *(["contact"] if written else [])}
        gone = profile.share("yes", "bit") >= 0.9 and told & {"offer", "register", "interview"}
        most = counted and told & {"most", "quota"}
        named = bool(fits or most or (gone and "cancelled" in lacks))
        return named or _holds(profile, lacks, plainly, 0.6)
    said = any(half.get(r, 0) >= 0.2 and spoken[r] >= 0 for r in lacks)
    coded = not profile.main and profile.share("int") < 0.5  # « Mod. form. » over « FS »
    said = said or (coded and any(half.get(r, 0) >= 0.35 for r in lacks))
    looks = any(spoken[r] > 0 and r not in _COUNTED for r in lacks)
    looks = looks or _holds(profile, lacks, _FEW, 0.25)
    plain = strange or told & {"number", "num", "offer"}
    return said or looks or bool(counted and plain) or _are_remarks(profile, lacks)


def _holds(profile: Profile, lacks: Sequence[str], looks: Set[str], least: float) -> bool:
    """Tell a column of which so many cells are what the table lacks."""
    look = max(looks, key=lambda look: (profile.share(look), look))
    enough = profile.counted >= FEW and profile.share(look) >= least
    return enough and not {*lacks}.isdisjoint((_HELD | _ASIDE)[look][1].split())


_SCHOOLS = frozenset({"college", "lycee"})
_FEW = frozenset({*_HELD, *_ASIDE} - {"room", "district", "town", "field", "person"})
_COUNTED = ("seats", "class_places", "rank")
# What looks like any word: « Patronyme » over schools, « Utilisateur - Nom » over pupils.
_NAMES = frozenset({"host_name", "last_name", "first_name", "commune"})


def _are_remarks(profile: Profile, lacks: Sequence[str]) -> bool:
    """Tell words that are said now and then, where the table lacks its remarks."""
    some = profile.filled < 0.95 * len(profile.table) and profile.share("words") >= 0.7
    return "remarks" in lacks and some and any(" " in text for text in profile.texts)


def _numbers_rows(header: str, profile: Profile, table: Table, roles: Mapping[str, int]) -> bool:
    """Tell a number of its own on each row, where the table lacks that of the dossier."""
    lacks = "file_number" in table.codes and "file_number" not in roles
    said = senses_in(header)
    plain = "file" in said or (said & {"num", "code"} and not is_denied(header, table.code))
    plain = plain or ("num" in said and "logiciel" in fold(header))  # « N° ancien logiciel »
    listed = counts_rows(profile) and "ine" not in roles and profile.distinct > 2
    return bool(lacks and plain) and (listed or (profile.is_key and profile.share("id") >= 0.9))


def _is_a_date_more(header: str, profile: Profile, calendar: Calendar | None) -> bool:
    """Tell « Date 2 » beside « Date 1 »: days of interviews that would be lost."""
    plain = not is_denied(header, CATALOGUE.code) and not is_another_event(header)
    return plain and profile.share("day") >= 0.8 and in_window("sessions", profile, calendar)


def _places(header: str, table: Table, roles: Mapping[str, int]) -> tuple[str, ...]:
    """Return what a column of places that says no more may be, if anything is left."""
    said = senses_in(header)
    of_class = said & {"capacity", "places"} and "affectation" in fold(header)  # in their words
    if _CHAIRS.search(fold(header)) and "number" in said:
        return ("seats",) if {"seats"} <= {*table.codes} - roles.keys() else ()
    if is_denied(header, table.code) and not of_class:
        return ()
    if said >= {"pupil", "class"} and "class_places" not in roles:
        return ("class_places",) if "class_places" in table.codes else ()
    if not said & {"places", "capacity", "quota"}:
        open_ = ["seats", *(["class_places"] if "size" in said else [])]
        counts = said & {"number", "size", "most"}
        if "seats" in roles and said >= {"pupil", "most"}:  # « Nb max élèves »
            open_.append("class_places")
        return tuple(r for r in open_ if counts and r in table.codes and r not in roles)
    return tuple(r for r in ("seats", "class_places") if r in table.codes and r not in roles)


_CHAIRS = re.compile(r"\b(chaises?|tabourets?|places? assises?)\b")


def _names_pupils(header: str, profile: Profile, lacks: Sequence[str]) -> bool:
    """Tell a name and a first name on each row, where the table lacks those of its pupils."""
    cells = [str(cell) for cell in profile.rows if cell not in (None, "")]
    named = sum(bool(_NAMED.fullmatch(cell)) for cell in cells) >= 0.9 * len(cells)
    others = profile.share("lycee", "college", "programme", "town", "field", "trade", "contact")
    plain = not is_denied(header, APPLICATIONS.code) and not told_in(header) & {"host", "origin"}
    return "last_name" in lacks and plain and named and others < 0.2 and profile.is_key


def _parts_statuses(header: str, profile: Profile) -> bool:
    """Tell « Scolaire / UFA » over « Lycée » and « UFA »: words for both statuses, that no reader knows."""
    work = "work" in told_in(header) or {"ufa", "cfa"} & {*fold(header).split()}
    school = "scol" in senses_in(header) or "ecole" in fold(header).split()
    both = bool(work) and school
    return both and 1 < profile.distinct < 6 and profile.share("words") >= 0.8


_MONTH = re.compile(r"\b(fev(rier)?|mars|avril|avr|mai|juin)\b")
_IN_MONTH = re.compile(r"\d{1,2}(er)?( (et )?\d{1,2}(er)?)*")


def _are_days_of_a_month(header: str, profile: Profile) -> bool:
    """Tell « Entretiens en mars » over « 14, 26 »: days that no reader knows."""
    told = [text for text in profile.texts if text]
    days = sum(bool(_IN_MONTH.fullmatch(text)) for text in told) >= 0.8 * len(told) > 0
    said = senses_in(_MONTH.sub("", fold(header)))
    about = said <= {"interview", "session", "date", "planned", "offered", "convene", "held"}
    named = bool(_MONTH.search(fold(header))) and not is_denied(header, CATALOGUE.code)
    return days and named and about and not is_another_event(header)


# Who teaches and may be asked, where nobody else is named.
_STAFF = re.compile(
    r"\b(enseignante?|prof|professeure?|formateur|formatrice|pilote|chargee?|chef d atelier"
    r"|develop\w+|recrut\w+|conseiller|conseillere|gestionnaire|secretaire|anim\w+|coord\w+|organisat\w+"
    r"|(mene|conduit|assure|anime|tenu)e?s? par|(presenter|annoncer) (a|aupres)|avec|mission|interlocut\w+)s?\b"
)


def _names_staff(
    header: str, profile: Profile, roles: Mapping[str, int], profiles: Sequence[Profile]
) -> bool:
    """Tell « Enseignant pilote » over people, where the table names nobody whom one asks."""
    lacks = "contact" not in roles or is_reached(profiles[roles["contact"]])
    people = profile.counted >= FEW and profile.share("contact", "person") >= 0.8
    return lacks and people and not is_reached(profile) and bool(_STAFF.search(fold(header)))


_STANDS = {
    "cancelled": "un titre qui dit ce qui vaut encore", "attendance": "un titre et des cellules qui disent des absences",
    "sessions": "des dates de remplacement",
    "host_name": "des noms qui peuvent être ceux des établissements",
}  # fmt: skip
_STANDING = re.compile(r"\b(toujours|encore|valable|maintien|maintenue?|confirmee?|d actualite)\b")
_SPARE = re.compile(r"\b(repli|secours|rattrapage|remplacement|reserve)\b")


def _stands(
    header: str, profile: Profile, table: Table, roles: Mapping[str, int], profiles: Sequence[Profile]
) -> str | None:  # fmt: skip
    """Return what « Toujours valable ? », « Signature ou ABS », « Date de repli » may be."""
    folded, free = fold(header), {*table.codes} - roles.keys()
    gone = "cancelled" in free or profiles[roles.get("cancelled", 0)].share("day") >= 0.8
    answered = profile.share("yes", "bit", "cancelled") >= 0.8
    if "cancelled" in table.codes and gone and answered and _STANDING.search(folded):
        return "cancelled"
    told = "absent" in told_in(header) and not is_denied(header, table.code)
    if "attendance" in free and told and profile.share("attendance") > 0.1:
        return "attendance"
    if "sessions" in table.codes and profile.share("day") >= 0.8 and _SPARE.search(folded):
        return "sessions"
    named = "patronyme" in folded and profile.share("words") >= 0.9 > profile.share("contact")
    return "host_name" if "sessions" in table.codes and named and "host_name" in free else None


_OTHER_PEOPLE = re.compile(
    r"\b(mere|pere|parents?|responsables?|tu(teur|trice)|legal|prof\w*|pp|referente?)\b"
)


def _is_beside(at: int, roles: Mapping[str, int], profile: Profile, header: str) -> bool:
    """Tell « Famille » over names at the side of the first ones, whose names may be the pupils'."""
    near = abs(roles.get("first_name", -9) - at) == 1
    others = STRONG - {"person"} | {"town", "field", "trade"}
    names = profile.share("words") >= 0.9 and profile.share(*others) < 0.2
    many = profile.distinct >= 0.5 * profile.counted >= FEW / 2
    whose = "family" in senses_in(header) or not is_denied(header, APPLICATIONS.code)
    return near and names and many and whose and not _OTHER_PEOPLE.search(fold(header))


_NAMED = re.compile(r"[A-ZÀ-Ý][\w'’-]*( [A-ZÀ-Ý][\w'’-]*){1,3}")


def _answers(
    header: str, profile: Profile, lacks: Sequence[str], *, denied: bool
) -> tuple[str, ...]:
    """Return what a column of yes and no may be, where the table lacks who came, or the status."""
    if profile.share("yes", "bit") < 0.9 or denied:
        return ()
    if "work" in senses_in(header) or answers_status(header):  # « Appr. » over crosses
        return ("status",) if "status" in lacks else ()
    if "attendance" not in lacks or profile.share("yes") < 0.9:
        return ()
    return tuple(r for r in ("attendance", "cancelled") if r in lacks)


def _said(profile: Profile) -> tuple[str, str]:
    """Return how what a column plainly holds is said, and the roles that it may be."""
    kind = profile.kind or ""
    if kind == "session" and not any(
        _TIMED.search(str(cell)) for cell in profile.rows
    ):  # « 25/03 », « mardi 1er avril »: days without their year
        return _HELD["date"]
    return (_HELD | _ASIDE).get(kind, ("", ""))


_TIMED = re.compile(r"\d ?[h:]")


def _held(profile: Profile) -> str:
    """Say what most of a column's cells are: « 45 valeurs sur 48 sont des dates »."""
    held, _ = _said(profile)
    count = round(profile.share(profile.kind or "") * profile.filled)
    return f"{plural(count, 'valeur')} sur {number(profile.filled)} sont {held}" if held else ""


def ask_swapped(swap: Swap, headers: Sequence[str], profiles: Sequence[Profile]) -> Iterator[Doubt]:
    """Yield the columns of roles that seem exchanged, each with the role of the other."""
    for at, role in zip(swap.columns, reversed(swap.roles), strict=True):
        yield Doubt(headers[at], at, (role,), "swapped_columns", swap.why, profiles[at].filled)
