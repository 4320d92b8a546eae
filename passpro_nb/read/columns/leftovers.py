"""The columns that no whole header claims: half a header over good values, or values alone.

A half is read where its values are what the role holds; values alone only where they can be one
thing, no other column competes, and the header says nothing else. All of it is said.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date, timedelta

from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, Column, Table
from passpro_nb.read.columns.evidence import FEW, STRONG, Profile
from passpro_nb.read.columns.lexicon import senses_in
from passpro_nb.read.columns.rows.relations import depends, filled_rows
from passpro_nb.read.columns.support import support

GOOD, PLAIN = 0.3, 0.12  # what values of the role's own kind add to half a header, and mere words
_IN_WORDS = (
    "host_name origin_name commune host_commune origin_commune district domain remarks place contact "
    "last_name first_name file_number programme_label diploma origin_class"
)
_WORDS_ONLY = frozenset(_IN_WORDS.split())
# What must be plain in the values before half a header dates, cancels or judges anything.
_STRICT = {
    "opinion": ("opinion",), "attendance": ("attendance", "yes", "bit"),
    "cancelled": ("cancelled", "yes", "bit"), "birth_date": ("birth",), "ine": ("ine",),
    "mode": ("mode",), "status": ("status",), "sector": ("sector",), "mef": ("mef",),
    "offer_code": ("code",), "host_uai": ("uai",), "origin_uai": ("uai",),
    "passpro": ("passpro", "yes", "bit"), "department": ("department",), "seats": ("int", "seats"),
    "class_places": ("int",), "rank": ("rank", "small"), "hours": ("hour",), "start": ("hour",),
    "end": ("hour",), "diploma": ("diploma",), "origin_class": ("class", "mef"), "sessions": ("day",), "interview_on": ("day",), "registered_on": ("day",),
    "opinion_on": ("day",), "convened_on": ("day", "sent", "yes"),
}  # fmt: skip
_REQUIRED = {"host_uai": "uai", "host_name": "lycee", "programme_label": "programme", "ine": "ine"}
_USUAL = {"host_name": "lycee", "programme_label": "programme", "origin_name": "college"}
_ELSEWHERE = {"domain", "commune", "district", "host_name", "origin_name", "remarks", "place"}


def add_half(points: dict[str, float], half: Mapping[str, float], table: Table, seen: Profile,
             calendar: Calendar | None) -> set[str]:  # fmt: skip
    """Add to a column's points what half a header and its values say; return those roles."""
    added = set()
    for role, strength in half.items():
        if strength < 0.2 and role in ("seats", "class_places"):
            continue
        if role == "last_name" and strength < 0.38 and seen.share("person") < 0.5:
            continue
        if role == "offer_code" and table.code != CATALOGUE.code and seen.is_key:
            continue
        if role == "convened_on" and seen.share("yes") > 0.5 and strength < 0.35:
            continue
        if role in table.codes and (values := _values(table[role], seen, calendar)):
            points[role] = max(points.get(role, 0.0), strength + values)
            added.add(role)
    return added


def _values(column: Column, seen: Profile, calendar: Calendar | None) -> float:
    """Return what values add to half a header; 0: they do not agree."""
    if seen.counted < 1 or is_sparse(column.code, seen):
        return 0.0
    if support(column, seen) < 0 or not in_window(column.code, seen, calendar):
        return 0.0
    code = column.code
    if code == "place" and seen.share("room", "street") < 0.3:
        return 0.0
    if code in ("host_name", "origin_name") and seen.share("town") >= 0.6:
        return 0.0
    if code == "district" and seen.share("town", "district", "area") < 0.3:
        return 0.0
    if code == "remarks":
        other = seen.share("town", "person", "lycee", "contact", "room") >= 0.5
        return 0.0 if other else GOOD - 0.05
    if code == "programme_label" and seen.share("diploma") >= 0.6:
        return PLAIN / 2
    if looks := _STRICT.get(column.code):
        return GOOD if sum(seen.shares.get(look, 0.0) for look in looks) >= 0.8 else 0.0
    if support(column, seen) > 0:
        return GOOD
    if code == "programme_label" and not names_programmes(seen) and seen.share("field") < 0.5:
        return 0.0
    return PLAIN if column.code in _WORDS_ONLY else 0.0


def lacking(table: Table, roles: Mapping[str, int], profiles: Mapping[int, Profile],
            hints: Mapping[int, Set[str]], pupils: Profile) -> Iterator[tuple[int, str]]:  # fmt: skip
    """Yield for what the table cannot do without the one column left that holds it.

    `pupils` holds their names: a number of each of them is that of the dossier.
    """
    for group in table.required:
        if any(code in roles for code in group):
            continue
        for code in sorted(group, key=lambda code: code not in _REQUIRED):  # the plainest first
            look = _REQUIRED.get(code)
            fits = [at for at, seen in profiles.items() if look and is_all(seen, look, code, None)]
            if code == "file_number":
                keys = [at for at, seen in profiles.items() if _is_key(seen, pupils)]
                hinted = [at for at in profiles if code in hints[at]]
                named = [at for at in hinted if _is_number(profiles[at])]
                fits = [at for at in keys if at in hinted] or keys or named
                fits = [at for at in fits if profiles[at].share("class") < 0.8]
            if code == "programme_label" and not fits:
                named = [at for at, seen in profiles.items() if names_programmes(seen)]
                free = [at for at in named if not hints[at] & _ELSEWHERE]
                fits = [at for at in named if code in hints[at]] or free
            if len(fits) == 1:
                yield fits[0], code
                break
    for code, look in _USUAL.items():
        fits = [at for at, seen in profiles.items() if is_all(seen, look, code, None)]
        if code in table.codes and code not in roles and len(fits) == 1:
            yield fits[0], code


def names_programmes(seen: Profile) -> bool:
    """Tell words that change from row to row, and that are no school, person, place or remark."""
    spoken = sum(" " in text for text in seen.texts) >= 0.3 * len(seen.texts)
    return are_labels(seen) and spoken and seen.distinct >= 4


def are_labels(seen: Profile) -> bool:
    """Tell words in every row that are nothing else that is known."""
    others = STRONG - {"programme", "diploma", "status"} | {"town"}
    words = seen.share("words") >= 0.9 and seen.share(*others) < 0.3
    return words and seen.filled == len(seen.table) >= FEW


def are_named(seen: Profile) -> bool:
    """Tell names of trades or many labels from levels: « niveau 3 », « 4 - Bac pro », « V »."""
    known = seen.share("trade", "field", "programme") >= 0.2
    return seen.share("words") >= 0.8 and (known or seen.distinct >= 4)


def _is_key(seen: Profile, pupils: Profile) -> bool:
    """Tell the values of a key: each for one row or one pupil, and not the count of the rows."""
    lines = seen.share("small") > 0.5
    others = seen.share("contact", "day", "birth", "uai") >= 0.3
    if lines or others or seen.share("id", "int") <= 0.9:
        return False
    if seen.distinct > 0.6 * seen.counted:
        return True
    return is_one_for_each(seen, pupils)


def counts_rows(seen: Profile) -> bool:
    """Tell 1, 2, 3 to the last row, sorted anew or not: the place in a list, and no dossier's number."""
    said = [int(text) for text in seen.texts if text.isdecimal() and len(text) < 5]
    most = 1.5 * max(len(seen.table), FEW)
    return 0 < len(said) == len(filled_rows(seen)) and min(said) <= 1 and max(said) <= most


def is_one_for_each(seen: Profile, pupils: Profile) -> bool:
    """Tell values of which each goes with one pupil, and each pupil with one."""
    return seen.distinct > 2 < pupils.counted and depends(pupils, seen) and depends(seen, pupils)


def _is_number(seen: Profile) -> bool:
    return seen.share("id", "int", "code") > 0.9 and seen.distinct > 2


def names_trades(seen: Profile) -> bool:
    """Tell programmes from the fields that they belong to."""
    return names_programmes(seen) and seen.share("field") < 0.6


def is_all(seen: Profile, look: str, role: str, calendar: Calendar | None) -> bool:
    """Tell whether nearly all the values of a column are of one look."""
    if seen.counted < FEW or is_sparse(role, seen):
        return False
    if look == "day":
        dated = seen.share("day") >= 0.8 and seen.distinct > 2
        return dated and calendar is not None and in_window(role, seen, calendar)
    return seen.share(look) >= (0.8 if look in ("programme", "lycee", "college") else 0.9)


_OF_STATUS = frozenset({"status", "way", "work", "scol", "mode", "programme"})


def is_of_schools(header: str, seen: Profile) -> bool:
    """Tell kinds of schools, « CFA » under « Type d'établissement », from the status of an offer."""
    said, centres = senses_in(header), seen.share("centre") >= 0.3
    if "school" in said and "work" not in said:
        return centres or not said & {"status", "way"}
    return centres and not said & _OF_STATUS


# ---------------------------------------------------------------------------------- the window

_MONTHS = ["janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec"]
_NUMBERED = re.compile(r"\b(\d{1,2}) (\d{1,2})\b(?: (20\d\d|\d\d$))?")
_ISO = re.compile(r"^(20\d\d) ?(\d\d) ?(\d\d)\b")
_NAMED = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)})[a-z]*(?: (20\d\d|\d\d$))?")


# What every row of a table has: a column that is half empty is seldom it.
_EACH_HAS = (
    "host_uai host_name host_commune commune department diploma domain sector programme_label mef "
    "offer_code file_number last_name first_name birth_date origin_uai origin_name origin_commune "
    "origin_class rank registered_on"
)
_OF_EACH = frozenset(_EACH_HAS.split())


def is_sparse(role: str, seen: Profile) -> bool:
    """Tell a column with too few cells for what each row has."""
    return role in _OF_EACH and seen.filled < 0.75 * len(seen.table) >= 6


def is_of_another_year(
    header: str, calendar: Calendar | None, most: Callable[..., int] = max
) -> bool:
    """Tell « Date entretien 2024 » from this campaign's; by `min`, « Effectif 2024-2025 » too."""
    last = (calendar.fin_entretiens or calendar.limite_avis) if calendar else None
    years = [int(y) % 100 for y in re.findall(r"(?<!\d)20\d\d(?!\d)|(?<=_)2\d\b", header)]
    return last is not None and bool(years) and most(years) < last.year % 100


def in_window(role: str, seen: Profile, calendar: Calendar | None) -> bool:
    """Tell whether most of a column's days may be a role's; without days or a calendar, they may."""
    opens, closes = _window(role, calendar)
    if not (opens and closes):
        return True
    days = [day for day in days_of(seen, opens.year) if day]
    inside = sum(opens <= day <= closes for day in days)
    return inside >= 0.7 * len(days)


def days_of(seen: Profile, year: int = 2000) -> list[date | None]:
    """Return the first day that each of a column's rows names, of this year where it names none."""
    return [_day(cell, text, year) for cell, text in zip(seen.rows, seen.texts, strict=True)]


def _window(role: str, calendar: Calendar | None) -> tuple[date | None, date | None]:
    if calendar is None:
        return None, None
    opens, begins, ends = (
        calendar.ouverture_inscriptions, calendar.debut_entretiens, calendar.fin_entretiens
    )  # fmt: skip
    early, late = timedelta(7), timedelta(14)
    limit = calendar.limite_avis and calendar.limite_avis + late
    closed = calendar.cloture_inscriptions and calendar.cloture_inscriptions + early
    return {
        "sessions": (begins and begins - early, ends and ends + early),
        "interview_on": (begins and begins - early, ends and ends + early),
        "convened_on": (opens, ends),
        "registered_on": (opens and opens - late, closed),
        "opinion_on": (begins and begins - early, limit),
    }.get(role, (None, None))


def _day(cell: object, text: str, year: int) -> date | None:
    """Return the first day that a cell names, of this year where it names none."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    if found := _ISO.search(text):
        said, month, day = found[1], int(found[2]), int(found[3])
    elif found := _NAMED.search(text):
        said, month, day = found[3], _MONTHS.index(found[2]) + 1, int(found[1])
    elif found := _NUMBERED.search(text):
        said, month, day = found[3], int(found[2]), int(found[1])
    else:
        return None
    year = int(said) % 100 + 2000 if said else year
    fits = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if fits else None
