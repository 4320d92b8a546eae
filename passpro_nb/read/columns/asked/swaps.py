"""Two columns of a kind whose headers were exchanged: what their rows say against each other.

Nothing that is read from one cell tells the origin's UAI from the host's, or two dates apart; the
rows of a table do: days come in an order, a school has one commune, a host is in the catalogue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from passpro_nb.domain.codes import uai_department
from passpro_nb.read.columns.evidence import Profile, Witness
from passpro_nb.read.columns.rows.relations import LEAST, one_for_each

_MOSTLY = 0.6


@dataclass(frozen=True)
class Swap:
    """Roles that seem exchanged with one another, their columns, and why (a French sentence)."""

    roles: tuple[str, ...]
    columns: tuple[int, ...]
    why: str


def find_swaps(
    roles: Mapping[str, int], profiles: Sequence[Profile], witness: Witness
) -> list[Swap]:
    """Return the roles that the rows deny, in pairs where another column takes them better."""
    table = _Rows(roles, profiles, witness)
    found: list[Swap] = []
    for rule in (_days, _births, _hosts, _keys, _depends, _names, _seats, _hours, _facts, _remarks):
        for pair, why in rule(table):
            if not any({*pair} & {*swap.roles} for swap in found):
                found.append(Swap(pair, tuple(roles[code] for code in pair), why))
    return found


class _Rows:
    """The sampled rows of the columns that have a role."""

    def __init__(
        self, roles: Mapping[str, int], profiles: Sequence[Profile], witness: Witness
    ) -> None:
        self.roles, self.witness = roles, witness
        self.of = {code: profiles[at] for code, at in roles.items()}

    def pairs(self, one: str, other: str) -> list[tuple[str, str]]:
        """Return the texts of two columns where both are filled."""
        if one not in self.of or other not in self.of:
            return []
        both = zip(self.of[one].texts, self.of[other].texts, strict=True)
        return [(a, b) for a, b in both if a and b]

    def filled(self, code: str) -> set[int]:
        """Return the sampled rows in which a column holds something."""
        return {at for at, text in enumerate(self.of[code].texts) if text}


Found = Iterator[tuple[tuple[str, ...], str]]
_ORDER = ("registered_on", "convened_on", "interview_on", "opinion_on")


def _days(table: _Rows) -> Found:
    """Hold days in their order: registered, convened, received, then an opinion."""
    days = {code: table.of[code].days for code in _ORDER if code in table.of}
    backwards = _backwards(days)
    if backwards:
        mended = (pair for pair in backwards if not _backwards(_exchanged(days, *pair)))
        pair = next(mended, tuple(dict.fromkeys(code for pair in backwards for code in pair)))
        count, rows = next(iter(backwards.values()))
        yield pair, f"{count} lignes sur {rows} vont à rebours"


def _backwards(days: Mapping[str, Sequence[date | None]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return the pairs of columns whose days mostly go backwards: how many rows, of how many."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for early, late in combinations(days, 2):
        both = [(a, b) for a, b in zip(days[early], days[late], strict=True) if a and b]
        count = sum(a > b for a, b in both)
        if count >= LEAST and count > sum(a < b for a, b in both):
            found[early, late] = count, len(both)
    return found


def _exchanged(
    columns: Mapping[str, Sequence[date | None]], one: str, other: str
) -> dict[str, Sequence[date | None]]:
    return {**columns, one: columns[other], other: columns[one]}


def _births(table: _Rows) -> Found:
    """Hold births against the rest: a pupil was born years before."""
    years: dict[str, int] = {}
    for code in ("birth_date", *_ORDER):
        days = sorted(day for day in (table.of[code].days if code in table.of else ()) if day)
        if len(days) >= 3:
            years[code] = days[len(days) // 2].year
    born = years.pop("birth_date", None)
    calendar = table.witness.calendar
    known = calendar.fin_entretiens or calendar.limite_avis if calendar else None
    for code, year in years.items():
        if born is not None and year < born - 3:
            yield ("birth_date", code), "les naissances viendraient après"
    if born is not None and known and born > known.year - 8:
        yield ("birth_date",), f"des élèves seraient nés en {born}"


def _hosts(table: _Rows) -> Found:
    """Hold UAI against the catalogue: a host is in it, an origin seldom."""
    hosts = table.witness.hosts
    if not hosts or "host_uai" not in table.of:
        return
    shares = {}
    for code in ("host_uai", "origin_uai"):
        said = [text.upper() for text in table.of[code].texts if text] if code in table.of else []
        shares[code] = sum(text in hosts for text in said) / len(said) if len(said) >= LEAST else -1
    if 0 <= shares["host_uai"] < 0.3 and shares["origin_uai"] > _MOSTLY:
        why = "les établissements du catalogue sont dans l’autre colonne"
        yield ("host_uai", "origin_uai"), why


def _keys(table: _Rows) -> Found:
    """Hold keys against codes: a pupil's is hers alone, a code vœu comes again."""
    offers = table.witness.offers
    for key in ("file_number", "ine"):
        if key not in table.of:
            continue
        profile = table.of[key]
        for code in ("offer_code", "mef", "rank"):
            if code not in table.of or profile.counted < 20:
                continue
            again = profile.distinct < 0.3 * profile.counted
            if again and table.of[code].distinct > 2 * profile.distinct:
                yield (key, code), "un n° d’élève ne se répète pas ainsi"
    if offers and "offer_code" in table.of and "file_number" in table.of:
        said = [text.upper() for text in table.of["file_number"].texts if text]
        if len(said) >= LEAST and sum(text in offers for text in said) > _MOSTLY * len(said):
            why = "les codes vœu du catalogue sont dans l’autre colonne"
            yield ("file_number", "offer_code"), why


# What is one for each school, or for each commune: (what, of what).
_OF_ONE = (
    ("host_commune", "host_uai"), ("origin_commune", "origin_uai"), ("commune", "host_uai"),
    ("host_name", "host_uai"), ("origin_name", "origin_uai"), ("host_commune", "host_name"),
    ("origin_commune", "origin_name"), ("commune", "host_name"), ("district", "commune"),
    ("department", "commune"), ("district", "host_uai"), ("programme_label", "mef"),
    ("domain", "programme_label"), ("diploma", "programme_label"), ("sector", "host_uai"),
)  # fmt: skip
_FINER = (("commune", "district"), ("host_name", "commune"), ("programme_label", "domain"))


def _depends(table: _Rows) -> Found:
    """Hold what is one for each: a school's commune, a commune's district, a UAI's département."""
    worst: dict[str, tuple[float, str]] = {}
    for code, of in _OF_ONE:
        if of.endswith("_name") and of.replace("_name", "_uai") in table.of:
            continue  # a code tells schools apart better than a name
        if (share := _one_for_each(table, code, of)) is not None:
            worst[code] = min(worst.get(code, (1.0, of)), (share, of))
    suspects = {code: of for code, (share, of) in worst.items() if share < _MOSTLY}
    for code, of in suspects.items():
        others = [c for c in table.of if c not in (code, of) and _fits(table, c, of)]
        partner = next((c for c in others if c in suspects), None)
        if of.endswith("_name") and not partner:
            continue  # several schools bear the name of Jean Moulin
        partner = partner or next(iter(others), None)
        both = (code, partner) if partner else (code,)
        yield both, "un même établissement en aurait plusieurs"
    pairs = table.pairs("host_uai", "department")
    read = table.witness.readers.get("department")
    told = [
        (uai_department(uai.upper()), said, read(said).value if read else said)
        for uai, said in pairs
    ]
    away = sum(value is not None and begins not in (said, value) for begins, said, value in told)
    if len(pairs) >= LEAST and away > _MOSTLY * len(pairs):
        yield ("department",), "elle contredit le début des UAI"
    for code in ("seats", "class_places"):
        pairs = table.pairs("host_uai", code)
        same = sum(uai_department(uai.upper()) == said for uai, said in pairs)
        if len(pairs) >= LEAST and same > _MOSTLY * len(pairs):
            yield (code,), "ce sont les départements des UAI"
    for fine, coarse in _FINER:
        many, few = (table.of[c].distinct if c in table.of else 0 for c in (fine, coarse))
        if few > max(3, 1.2 * many) and (_one_for_each(table, fine, coarse) or 0) > 0.95:
            yield (fine, coarse), f"{few} valeurs différentes contre {many}"


def _one_for_each(table: _Rows, code: str, of: str) -> float | None:
    if code not in table.of or of not in table.of:
        return None
    return one_for_each(table.of[of].texts, table.of[code].texts)


def _fits(table: _Rows, code: str, of: str) -> bool:
    if code in ("sector", "department", "status", "passpro", "cancelled", "attendance"):
        return False
    share = _one_for_each(table, code, of)
    return share is not None and share > 0.95 and table.of[code].distinct > 1


def _names(table: _Rows) -> Found:
    """Hold names: the last are often in capitals, and seldom the fewer."""
    if not {"last_name", "first_name"} <= table.of.keys():
        return
    last, first = table.of["last_name"], table.of["first_name"]
    capitals = [_capitals(profile) for profile in (last, first)]
    if capitals[0] < 0.2 and capitals[1] > 0.8 and first.distinct > 1.3 * last.distinct:
        yield ("last_name", "first_name"), "les prénoms seraient en capitales"
    elif min(last.counted, first.counted) >= 30 and first.distinct > 1.3 * last.distinct:
        yield ("last_name", "first_name"), "il y aurait bien plus de prénoms que de noms"


def _capitals(profile: Profile) -> float:
    said = [cell for cell in profile.rows if isinstance(cell, str) and cell.strip()]
    return sum(cell.isupper() for cell in said) / len(said) if len(said) >= LEAST else 0.5


def _seats(table: _Rows) -> Found:
    """Hold places: those of interviews go with dates, a class has its own without any."""
    if not {"seats", "class_places", "sessions"} <= table.of.keys():
        return
    dated, seats, places = (table.filled(code) for code in ("sessions", "seats", "class_places"))
    undated = {*range(len(table.of["sessions"].texts))} - dated
    if len(undated & (seats | places)) >= 3 and len(seats & undated) > 3 * len(places & undated):
        yield ("seats", "class_places"), "des places d’entretien sans aucune date"
        return
    said = [_spoken(table.of[code]) for code in ("seats", "class_places")]
    if said[1] and not said[0]:
        yield ("seats", "class_places"), "« par séance » ou « au total » est dans l’autre colonne"


def _spoken(profile: Profile) -> bool:
    return any({"seance", "session", "jury", "total"} & {*text.split()} for text in profile.texts)


def _hours(table: _Rows) -> Found:
    """Hold hours against one another: a session begins before it ends."""
    pairs = [(_hour(a), _hour(b)) for a, b in table.pairs("start", "end")]
    backwards = sum(a > b for a, b in pairs)
    if len(pairs) >= 3 and backwards > len(pairs) / 2:
        why = f"{backwards} séances sur {len(pairs)} finiraient avant de commencer"
        yield ("start", "end"), why


def _hour(text: str) -> tuple[int, int]:
    hours, minutes, *_ = [*text.replace("h", " ").split(), "0", "0"]
    return int(hours) if hours.isdecimal() else 0, int(minutes) if minutes.isdecimal() else 0


def _facts(table: _Rows) -> Found:
    """Hold facts: most pupils do not withdraw, who has an opinion came."""
    given = table.filled("opinion") if "opinion" in table.of else set()
    if "cancelled" in table.of:
        read = table.witness.readers.get("cancelled")
        rows = table.of["cancelled"].rows
        gone = {at for at, cell in enumerate(rows) if read and read(cell).value}
        if len(rows) >= 20 and len(gone) > 0.4 * len(rows):
            yield ("cancelled",), f"{len(gone)} candidatures sur {len(rows)} seraient annulées"
        elif len(given) >= LEAST and len(given & gone) > len(given) / 2:
            yield ("cancelled",), "des élèves qui ont un avis seraient annulés"
    if "attendance" in table.of:
        said = [table.of["attendance"].texts[at] for at in given]
        against = sum(text in ("non", "n") for text in said)
        if len(said) >= LEAST and against > _MOSTLY * len(said):
            yield ("attendance",), "des élèves qui ont un avis seraient absents"


def _remarks(table: _Rows) -> Found:
    """Hold texts against one another: a remark is now and then, a place is a room."""
    if "remarks" not in table.of:
        return
    remarks = table.of["remarks"]
    if "place" in table.of and table.of["place"].share("room") < 0.2 < remarks.share("room") - 0.3:
        yield ("place", "remarks"), "les lieux sont dans l’autre colonne"
    rows = len(remarks.rows)
    everywhere = rows >= 20 and len(table.filled("remarks")) > 0.95 * rows
    for code in ("commune", "district", "domain", "host_name", "diploma") if everywhere else ():
        if code in table.of and len(table.filled(code)) < _MOSTLY * rows:
            yield (code, "remarks"), "des remarques partout, et l’autre colonne presque vide"
