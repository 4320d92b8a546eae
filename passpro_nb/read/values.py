"""Cells to values: one function per kind, each from one cell to one `Reading`.

A reader never raises and never guesses: what it cannot read is refused with the code of a fault.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from passpro_nb.domain.codes import NOT_GIVEN, Reading, cell_text, name_text
from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Calendar, Opinions
from passpro_nb.read.dates import read_date
from passpro_nb.read.sessions.grammar.quantities import read_rate
from passpro_nb.read.statuses import SCHOOL, WORK


def read_text(cell: object) -> Reading:
    """Read a text: single blanks, a number without « .0 », Excel's errors and « n.c. » not given."""
    return Reading(cell_text(cell) or None)


def read_name(cell: object) -> Reading:
    """Read a person's name, for which « Null » or « Na » is one; a dash or « ? » is none."""
    return Reading(name_text(cell) or None)


TOTAL_WORDS = frozenset({"total", "totale", "totales", "totaux", "tout"})
_COUNTED = TOTAL_WORDS | {
    "au", "candidat", "candidats", "capacite", "chaque", "de", "e", "eleve", "eleves", "eme",
    "en", "er", "ere", "groupe", "groupes", "jeune", "jeunes", "jury", "max", "maxi", "maximum",
    "n", "no", "par", "place", "places", "pour", "rang", "seance", "seances", "session",
    "sessions", "voeu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seats:
    """A declared number of seats; `total` is None when the cell's words do not say.

    A rate holds for `per_minutes`, and for each of the juries: `juries` is then 0 (`check.offers`).
    """

    count: int
    total: bool | None = None
    per_minutes: int | None = None
    juries: int | None = None


def read_integer(cell: object) -> Reading:
    """Read a whole number ≥ 0: 12.0, « 12,0 », « 1 234 », « 12 places ».

    Fault: `unreadable_number`, also for a text with two numbers or a word that counts nothing.
    """
    text = cell_text(cell)
    if not text:
        return NOT_GIVEN
    joined = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", text)
    found = re.fullmatch(r"([^\d,-]*?)(\d+)(?:[.,]0+)?(\D*)", joined)
    if isinstance(cell, bool) or not found or len(found[2]) > 9:
        return Reading(fault="unreadable_number")
    if not _COUNTED.issuperset(fold(f"{found[1]} {found[3]}").split()):
        return Reading(fault="unreadable_number")
    return Reading(int(found[2]))


def read_capacity(cell: object) -> Reading:
    """Read a capacity, for which 900, 999 and 1000 mean that nobody knows (domain.md, Codes)."""
    reading = read_integer(cell)
    return NOT_GIVEN if reading.value in (900, 999, 1000) else reading


def read_seats(cell: object, *, header_says_total: bool = False) -> Reading:
    """Read « places d'entretien » as `Seats`: « 12 par séance », « 24 au total », « 6 par heure »."""
    if isinstance(cell, str) and (rate := read_rate(cell)):
        juries = 0 if rate.per_jury else None
        return Reading(Seats(rate.number, None, rate.per_minutes, juries))
    reading = read_capacity(cell)
    if reading.value is None:
        return reading
    words = set(fold(cell_text(cell)).split())
    each = words & {"par", "chaque", "seance", "session"}
    said = _only(total=words & TOTAL_WORDS, each=each)
    total = said == "total" if said else header_says_total or None
    return Reading(Seats(int(str(reading.value)), total))


def read_hours(cell: object) -> Reading:
    """Read what states hours, as words: an hour cell, a fraction of a day (0,375), « 9 », « 9h-12h »."""
    text = cell_text(cell)
    if not re.fullmatch(r"\d{1,2}([.,]\d+)?", text, re.ASCII):
        return read_text(f"{cell:%H:%M}" if isinstance(cell, dt.datetime | dt.time) else cell)
    day = float(text.replace(",", "."))
    minutes = round(day * 24 * 60)
    if 0 < day < 1:
        return Reading(f"{minutes // 60:02}:{minutes % 60:02}")
    return Reading(f"{int(day)}h" if day == int(day) < 24 else text)


def read_latitude(cell: object) -> Reading:
    """Read a latitude in degrees, with a point or a comma. Fault: `unreadable_coordinate`."""
    return _read_degrees(cell, 90)


def read_longitude(cell: object) -> Reading:
    """Read a longitude in degrees, with a point or a comma. Fault: `unreadable_coordinate`."""
    return _read_degrees(cell, 180)


def read_metres(cell: object) -> Reading:
    """Read a coordinate in metres, with a point or a comma. Fault: `unreadable_metres`."""
    text = cell_text(cell).replace(",", ".")
    if not text:
        return NOT_GIVEN
    if not re.fullmatch(r"[+-]?\d{1,8}(\.\d+)?", text, re.ASCII):
        return Reading(fault="unreadable_metres")
    return Reading(float(text))


def _read_degrees(cell: object, limit: int) -> Reading:
    text = cell_text(cell).replace(",", ".")
    if not text:
        return NOT_GIVEN
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d+)?", text, re.ASCII) or abs(float(text)) > limit:
        return Reading(fault="unreadable_coordinate")
    return Reading(float(text))


_YES = {"1", "o", "ok", "oui", "true", "vrai", "x", "y", "yes"}
_NO = {"0", "false", "faux", "n", "no", "non"}
_PRESENT = _YES | {"p", "pr", "pres", "venu", "venue", "recu", "recue", "vu", "vue", "la"}
_ABSENT = _NO | {
    "a", "a excuse", "a non excuse", "ab", "abs", "abst", "excuse", "excusee", "non excuse",
    "non excusee", "non recu", "non recue", "non vu", "non vue", "pas vu", "pas vue", "pas la", "np",
}  # fmt: skip
_CANCELLED = re.compile(
    r"(?<!non )(?<!pas )\b(annul|abandon|desist|retir|radi|supprim|demission|renonc)"
)
_CONVENED = re.compile(r"convo|envoy|fait")
_NOT_CONVENED = re.compile(r"\b(non|pas|jamais|a (convoquer|envoyer|faire))\b")
_HORS_PASSPRO = re.compile(
    r"hp|((offre|formation) )?((hors|non) (procedure )?pass ?pro.*|hors procedure)"
)
_RUNNING = re.compile(
    r"(non|pas) annul|valid|acti[vf]|inscri|en cours|confirm|mainten|enregistr|en attente|incomplet|transmis|depos|traite"
)


def read_attendance(cell: object, *, header_says_absent: bool = False) -> Reading:
    """Read « present » or « absent », excused or not alike. Fault: `unreadable_attendance`.

    `header_says_absent`: the column is headed « Absent », so that « oui » and « X » mean absent.
    """
    text = fold(cell_text(cell))
    if header_says_absent and (yes := _yes_no(text)) is not None:
        return Reading("absent" if yes else "present")
    denied = re.match(r"(non|pas|n est pas|ne s est pas|jamais) (present|venu)", text)
    present = text in _PRESENT or re.search(r"\bpresent", text)
    said = _only(present=present, absent=re.search(r"\babs|^excuse", text))
    return _told(cell, "absent" if denied or text in _ABSENT else said, "unreadable_attendance")


def read_mode(cell: object) -> Reading:
    """Read the interview's mode, « individual » or « collective ».

    Faults: `both_modes` (« individuel et collectif »: seats cannot be told), `unreadable_mode`.
    """
    text = fold(cell_text(cell))
    individual = re.search(
        r"\bindiv|^i$|^ind$|^seule?s?$|^solo$|\bun (par|a) un\b|\btete a tete\b|\bface a face\b|\bchacun (son|a son) tour\b",
        text,
    )
    collective = re.search(r"\bcoll(?!eg)|\bgroup|^c$|^(a )?plusieurs$|^ensemble$", text)
    mode = _only(individual=individual, collective=collective)
    return _told(cell, mode, "both_modes" if individual and collective else "unreadable_mode")


def read_status(cell: object, *, header_says: str | None = None) -> Reading:
    """Read an offer's status, « scolaire » or « apprentissage ». Fault: `unreadable_status`.

    `header_says`: the column is headed « Apprentissage (O/N) », so that « oui » means this status.
    """
    text = fold(cell_text(cell))
    if header_says and (yes := _yes_no(text)) is not None:
        return Reading(header_says if yes else {SCHOOL: WORK, WORK: SCHOOL}[header_says])
    work = text in ("a", "ap", "fa", "alt") or re.search(
        r"\bapp(r?\b|rent)|\baltern|\b[uc]fa\b", text
    )
    known = text in ("st", "s", "fi", "fs", "fis", "eleve", "eleves") or re.search(
        r"\bsco(l|\b)|\btemps plein\b", text
    )
    school = known or (not work and re.search(r"\binitiale?\b", text))
    return _told(cell, _only(scolaire=school, apprentissage=work), "unreadable_status")


def read_sector(cell: object) -> Reading:
    """Read a school's sector, « public » or « private ». Fault: `unreadable_sector`."""
    text = fold(cell_text(cell))
    public = text in ("pu", "pub") or re.search(r"\bpublic\b|\bpublique\b", text)
    private = text in ("pr", "pv", "pri") or re.search(r"\bprive", text)
    return _told(cell, _only(public=public, private=private), "unreadable_sector")


def read_passpro(cell: object, *, header_says_hors: bool = False) -> Reading:
    """Read whether an offer is in Passpro, as a bool.

    `header_says_hors`: the column is headed « hors Passpro », so that « oui » means out of it.
    « Hors famille de métiers » is not « hors Passpro » (definitions.md). Fault:
    `unreadable_passpro`.
    """
    text = fold(cell_text(cell))
    said = _yes_no(text)
    if said is not None:
        return Reading(said is not header_says_hors)
    if _HORS_PASSPRO.fullmatch(text):
        said = False
    elif re.fullmatch(r"(en |dans |procedure |offre )*pass ?pro( \d{4})?", text):
        said = True
    return _told(cell, said, "unreadable_passpro")


def read_cancelled(cell: object, calendar: Calendar | None = None) -> Reading:
    """Read a cancellation: True, False, or its day (« annulée le 12/03/2025 », a date cell).

    « Inscription annulée » is cancelled, « inscrite » is not. Fault: `unreadable_cancelled`.
    """
    text = cell_text(cell)
    state = False if _RUNNING.match(fold(text)) else _yes_no(fold(text))
    said = _told(cell, bool(_CANCELLED.search(fold(text))) or state, "unreadable_cancelled")
    if said.value is False or not (isinstance(cell, dt.date) or re.search(r"\d{2}", text)):
        return said
    reading = read_date(re.sub(r"^\D+", "", text) if isinstance(cell, str) else cell, calendar)
    return reading if reading.value else said


def read_convened(cell: object, calendar: Calendar | None = None) -> Reading:
    """Read a convocation: its day (« envoyée le 03/03/2025 »), or True or False (« oui », « non »).

    Faults: those of `read_date`.
    """
    text = cell_text(cell)
    if not re.search(r"\d{2}", text):
        convened = True if _CONVENED.match(fold(text)) else _yes_no(fold(text))
        said = False if _NOT_CONVENED.search(fold(text)) else convened
        if said is not None:
            return Reading(said)
    bare = re.sub(r"^(oui|convo\w*|envoy\w*)\W+", "", text, flags=re.IGNORECASE)
    return read_date(cell if bare == text else bare, calendar)


def _told(cell: object, value: object | None, fault: str) -> Reading:
    """Return what the words of a cell were found to say; without a sense, or with a « ? », refused."""
    if value is None or "?" in cell_text(cell) or not fold(cell_text(cell)):
        return Reading(fault=fault) if cell_text(cell) else NOT_GIVEN
    return Reading(value)


def _yes_no(text: str) -> bool | None:
    return True if text in _YES else False if text in _NO else None


def _only(**said: object) -> str | None:
    """Return the name of the only thing said, None for none or for several."""
    names = [name for name, holds in said.items() if holds]
    return names[0] if len(names) == 1 else None


# The built-in variants of formats.md; they hold for the values that the settings' scale has.
_OPINIONS = {
    "tres favorable": "tf, t f, tfav, t fav, tres fav, t favorable, tres favorables, tresfavorable",
    "favorable": "f, fav, favo, favorables",
    "reserve": "r, res, reserv, reservee, reserves, avec reserve, avec reserves, avis reserve",
    "defavorable": "d, df, def, defav, defavorables, de favorable",
}


def opinion_variants(opinions: Opinions) -> dict[str, str]:
    """Return the spellings of each value of the scale; those of the settings win."""
    scale = {_spelling(value): value for value in opinions.echelle}
    built_in = {
        spelling: scale[value]
        for value, spellings in _OPINIONS.items()
        if value in scale
        for spelling in spellings.split(", ")
    }
    own = {_spelling(said): value for value, many in opinions.variantes.items() for said in many}
    return built_in | scale | own


def read_opinion(cell: object, variants: Mapping[str, str]) -> Reading:
    """Read an opinion as a value of the scale, by `opinion_variants`.

    Fault: `unknown_opinion`: it is relaunched as « illisible », never guessed.
    """
    text = _spelling(cell_text(cell))
    value = variants.get(text) or variants.get(text.removeprefix("avis "))
    return _told(cell, value, "unknown_opinion")


_NUANCE = re.compile(r"([?+~≈±()\[\]/]|!{2,}|(?<=\S)\s*[-–—]$)")


def _spelling(text: str) -> str:
    """Return the comparison form of an opinion: « F+ », « (F) » and « T/F » keep their signs.

    They say less than « F » says, or more: only the settings can give them a value of the scale.
    """
    return "".join(fold(piece) or piece.strip() for piece in _NUANCE.split(text))
