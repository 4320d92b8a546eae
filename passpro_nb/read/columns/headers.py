"""A table's columns → the declared ones: read, asked or unknown, each with its evidence.

What the analyst confirmed comes first; then the alias book and the vocabulary of headers (`words`)
with what the columns hold (`evidence`) and their neighbours (`roles`). A near miss is proposed,
never taken.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from passpro_nb.domain.french import fold, number, plural
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, TABLES, Table
from passpro_nb.read.columns.correspondences import UNUSED
from passpro_nb.read.columns.evidence import NOTHING, Profile, Witness, profile_columns
from passpro_nb.read.columns.foreign import is_another_event, is_denied
from passpro_nb.read.columns.halves import half_claims, is_known
from passpro_nb.read.columns.leftovers import in_window
from passpro_nb.read.columns.lexicon import MOST, answers_status, says_absent, senses_in
from passpro_nb.read.columns.roles import Given, Heard, give_roles
from passpro_nb.read.columns.rows.joined import join_dates, say_joined
from passpro_nb.read.columns.support import support
from passpro_nb.read.columns.swaps import Swap, find_swaps
from passpro_nb.read.columns.words import SURE, header_claims

NEAR = 80.0
# What a column may plainly hold, and the roles that it may be: the likeliest first.
_LIKELY = {
    "date": ("interview_on", "opinion_on", "convened_on", "registered_on", "sessions"),
    "birth": ("birth_date",),
    "session": ("sessions", "interview_on"),
    "hour": ("hours", "start"),
    "mode": ("mode",),
    "status": ("status",),
    "attendance": ("attendance",),
    "opinion": ("opinion",),
    "passpro": ("passpro",),
    "cancelled": ("cancelled",),
    "uai": ("host_uai", "origin_uai"),
    "ine": ("ine",),
    "mef": ("mef",),
    "college": ("origin_name",),
    "lycee": ("host_name",),
    "programme": ("programme_label",),
    "diploma": ("diploma",),
    "sector": ("sector",),
    "district": ("district",),
    "contact": ("contact",),
    "room": ("place",),
    "person": ("last_name",),
    "town": ("commune", "host_commune", "origin_commune"),
    "field": ("domain",),
}
# What nobody needs so much as to be asked about it under another's title.
_ASIDE = (
    "contact",
    "room",
    "person",
    "town",
    "field",
    "lycee",
    "college",
    "programme",
    "diploma",
    "uai",
    "ine",
    "mef",
    "sector",
    "district",
)
HELD = {
    "date": "des dates", "birth": "des dates de naissance", "diploma": "des diplômes",
    "street": "des adresses", "person": "des noms de personnes", "session": "des dates et des heures", "hour": "des heures",
    "mode": "des modalités d’entretien", "status": "des statuts (scolaire, apprentissage)",
    "attendance": "des présences ou des absences", "opinion": "des avis", "uai": "des UAI",
    "ine": "des INE", "mef": "des MEF", "cancelled": "des annulations", "contact": "des contacts",
    "college": "des collèges", "lycee": "des lycées", "programme": "des formations",
    "passpro": "Passpro ou hors Passpro", "sector": "des secteurs", "town": "des communes", "field": "des domaines", "room": "des lieux", "district": "des bassins",
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


@dataclass(frozen=True)
class HeaderMap:
    """How the columns of one table were understood; positions are those of the table's columns.

    `why` tells by role what settled it, where the header alone did not; `filled` counts the cells of
    each column. `more`: by role the columns at the right of its own that are read with it.
    """

    positions: Mapping[str, int]
    doubles: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    near: tuple[tuple[str, str, float], ...]
    doubts: tuple[Doubt, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    filled: tuple[int, ...] = ()
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def missing(self, table: Table) -> list[tuple[str, ...]]:
        """Return the required groups of which no column was found."""
        return [g for g in table.required if not any(code in self.positions for code in g)]


def map_headers(
    headers: Sequence[str], table: Table, known: Mapping[str, str] | None = None
) -> HeaderMap:
    """Map headers alone, without what stands under them."""
    return map_columns(headers, table, known or {}, (), Witness())


def map_columns(
    headers: Sequence[str],
    table: Table,
    known: Mapping[str, str],
    rows: Sequence[Sequence[object]],
    witness: Witness,
) -> HeaderMap:
    """Map the columns of a sheet to the declared ones of `table`; `known` (folded) comes first.

    What the analyst confirmed silences any other header of that column. Of two columns that claim
    one role with as much right the first is kept, and both are named in `doubles`; of two opinions
    none is kept.
    """
    confirmed = {known[fold(header)] for header in headers if fold(header) in known} - {UNUSED}
    profiles = profile_columns(rows, len(headers), witness)
    heard = [
        _heard(header, said, profile, table, known, confirmed)
        for header, said, profile in zip(headers, _by_whom(headers), profiles, strict=True)
    ]
    given = give_roles(heard, table, witness.calendar)
    sure = {
        at
        for at, header in enumerate(headers)
        if fold(header) in known or confirmed.issuperset(_said(header, table) or [""])
    }
    swaps = _swaps(headers, given, profiles, witness, sure)
    exchanged = {role for swap in swaps for role in swap.roles}
    roles = {role: at for role, at in given.roles.items() if role not in exchanged}
    free = {*range(len(headers))} - {*roles.values()} - sure
    more = join_dates(roles, headers, profiles, free, table.code, witness.calendar)
    if more:
        given = _without_rivals(given, {roles["sessions"], *more})
        given.why["sessions"] = say_joined(roles["sessions"], more, headers)
    asked = [*_doubts(headers, profiles, given, roles, table, witness.calendar)]
    asked += [doubt for swap in swaps for doubt in _swapped(swap, headers, profiles)]
    doubts = {doubt.at: doubt for doubt in asked if doubt.at not in {*more, *sure}}
    doubles = {role: tuple(headers[at] for at in columns) for role, columns in given.rivals.items()}
    used = {*roles.values(), *more}
    told = used.union(doubts, sure, *given.rivals.values())
    unknown = tuple(header for at, header in enumerate(headers) if at not in told)
    return HeaderMap(
        roles,
        doubles,
        unknown,
        _near(unknown, table, roles),
        tuple(doubts[at] for at in sorted(doubts)),
        given.why,
        tuple(0 if at in used else p.filled for at, p in enumerate(profiles)),
        {"sessions": more} if more else {},
    )


def _without_rivals(given: Given, joined: set[int]) -> Given:
    """Return what was given, columns that are read together being no rivals."""
    left = {role: at for role, at in given.rivals.items() if not joined.issuperset(at)}
    return replace(given, rivals=left, why=dict(given.why))


def _swaps(headers: Sequence[str], given: Given, profiles: Sequence[Profile], witness: Witness,
           sure: set[int]) -> list[Swap]:  # fmt: skip
    """Return the roles that the rows deny, but what is confirmed, and « Absent » that no answers."""
    return [
        swap
        for swap in find_swaps(given.roles, profiles, witness)
        if not sure & {*swap.columns}
        and not (swap.roles == ("attendance",) and says_absent(headers[swap.columns[0]]))
    ]


def _heard(header: str, said: str, profile: Profile, table: Table,
           known: Mapping[str, str], confirmed: set[str]) -> Heard:  # fmt: skip
    """Return what is said of one column; the values of a confirmed one are not asked."""
    claims = _claims(said, table, known, confirmed)
    seen = NOTHING if fold(header) in known else profile
    if seen.is_answered and answers_status(said) and "status" in {*table.codes} - confirmed:
        claims = {"status": _ANSWERED}
    return Heard(header, claims, seen, *_half(said, table, known))


def _by_whom(headers: Sequence[str]) -> Iterator[str]:
    """Yield the headers; « Le » right of « Inscrit par » is « Inscrit le », « CAN_NOM » a « NOM ».

    What begins several names of a database, and is no word, says nothing.
    """
    begins = Counter(header.split("_")[0] for header in headers if "_" in header)
    for left, header in zip(("", *headers), headers, strict=False):
        begin, _, rest = header.partition("_")
        shared = begins[begin] > 2 and begins[begin] * 3 > len(headers)
        if shared and rest and not (len(begin) < 3 or senses_in(begin)):
            header = rest
        by = fold(left).removesuffix(" par")
        yield f"{by} le" if fold(header) in ("le", "date") and by != fold(left) else header


def _claims(
    header: str, table: Table, known: Mapping[str, str], confirmed: set[str]
) -> Mapping[str, float]:
    """Return the roles that a header claims: confirmed, else by the book, else by its words."""
    folded = fold(header)
    if folded in known:
        return {known[folded]: _CONFIRMED} if known[folded] else {}
    return {role: much for role, much in _said(header, table).items() if role not in confirmed}


def _half(
    header: str, table: Table, known: Mapping[str, str]
) -> tuple[Mapping[str, float], bool, bool]:
    """Return what half a header says, whether a word denies it, whether any word is known."""
    if fold(header) in known:
        return {}, True, True
    code = table.code
    return half_claims(header, code), is_denied(header, code), is_known(header, code)


_CONFIRMED = 9.0  # nothing outweighs the analyst
_ANSWERED = 0.52  # « Apprentissage (O/N) »: less than « Statut » says


def _said(header: str, table: Table) -> Mapping[str, float]:
    """Return what a header says by itself: its words first, then the book of exact names."""
    if len(header) > MOST:
        return {}
    claims = header_claims(header, table.code)
    if claims and is_denied(header, table.code):
        claims = {role: much for role, much in claims.items() if much >= SURE}
    role = _book(table.code).get(fold(header))
    return claims or ({role: SURE} if role else {})


def score_headers(
    table: Table, known: Mapping[str, str] | None = None
) -> Callable[[list[str]], float]:
    """Return the function that says which share of a row's cells are headers of `table`."""
    own = known or {}

    def role_of(header: str) -> str | None:
        claims = _claims(header, table, own, set())
        return max(claims, key=claims.__getitem__, default=None)

    def score(cells: list[str]) -> float:
        return len({role_of(cell) for cell in cells} - {None}) / max(1, len(cells))

    return score


@lru_cache(maxsize=8)
def _book(code: str) -> dict[str, str]:
    """Return the alias book of a table: folded names."""
    return {name: column.code for column in TABLES[code].columns for name in column.names}


# ------------------------------------------------------------------------------- what is asked


def _doubts(
    headers: Sequence[str],
    profiles: Sequence[Profile],
    given: Given,
    roles: Mapping[str, int],
    table: Table,
    calendar: Calendar | None,
) -> Iterator[Doubt]:
    """Yield the columns to ask about: torn between roles, denied by their values, open."""
    used = {*roles.values()}
    for at, (header, profile) in enumerate(zip(headers, profiles, strict=True)):
        if at in used or any(at in columns for columns in given.rivals.values()):
            continue
        held = _held(profile)
        aside = profile.kind in _ASIDE and is_denied(header, table.code)
        likely = () if aside else _LIKELY.get(profile.kind or "", ())
        free = [r for r in likely if r in table.codes and r not in roles]
        if at in given.torn:
            why = held or "rien ne tranche"
            yield Doubt(header, at, given.torn[at], "torn_column", why, profile.filled)
        elif at in given.vetoed:
            why = held or "ses valeurs disent autre chose"
            likely = (given.vetoed[at], *free)
            yield Doubt(header, at, likely, "denied_column", why, profile.filled)
        elif free:
            yield Doubt(header, at, tuple(free), "open_column", held, profile.filled)
        elif "sessions" in roles and _is_a_date_more(header, profile, calendar):
            yield Doubt(header, at, ("sessions",), "open_column", held, profile.filled)
        elif _numbers_rows(header, profile, table, roles):
            why = "un numéro par ligne"
            yield Doubt(header, at, ("file_number",), "open_column", why, profile.filled)
        elif answers := _answers(header, profile, table, roles):
            why = "des oui et des non"
            yield Doubt(header, at, answers, "open_column", why, profile.filled)
        elif profile.share("int", "seats") >= 0.8 and (places := _places(header, table, roles)):
            yield Doubt(header, at, places, "torn_column", "rien ne tranche", profile.filled)
        elif half := _half_said(header, profile, table, roles):
            yield Doubt(header, at, half, "torn_column", "rien ne tranche", profile.filled)


# What moves a figure, and half a header may say over cells that prove nothing.
_WEIGHTY = ("seats", "hours", "status", "passpro", "attendance", "opinion", "convened_on")


def _half_said(
    header: str, profile: Profile, table: Table, roles: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the roles that half a header says, where the table lacks them and the cells may be it."""
    half = half_claims(header, table.code) if profile.filled else {}
    open_ = [r for r in _WEIGHTY if half.get(r, 0) >= 0.3 and r not in roles and r in table.codes]
    return tuple(
        sorted((r for r in open_ if support(table[r], profile) >= 0), key=lambda r: -half[r])
    )


def _numbers_rows(header: str, profile: Profile, table: Table, roles: Mapping[str, int]) -> bool:
    """Tell a number of its own on each row, where the table lacks that of the dossier."""
    lacks = "file_number" in table.codes and "file_number" not in roles
    plain = not is_denied(header, table.code) and senses_in(header) & {"num", "code", "file"}
    return bool(lacks and plain) and profile.is_key and profile.share("id") >= 0.9


def _is_a_date_more(header: str, profile: Profile, calendar: Calendar | None) -> bool:
    """Tell « Date 2 » beside « Date 1 »: days of interviews that would be lost."""
    plain = not is_denied(header, CATALOGUE.code) and not is_another_event(header)
    return plain and profile.share("day") >= 0.8 and in_window("sessions", profile, calendar)


def _places(header: str, table: Table, roles: Mapping[str, int]) -> tuple[str, ...]:
    """Return what a column of places that says no more may be, if anything is left."""
    said = senses_in(header)
    of_class = "capacity" in said and "affectation" in fold(header)  # theirs, in other words
    if is_denied(header, table.code) and not of_class:
        return ()
    if not said & {"places", "capacity", "quota"}:
        open_ = ["seats", *(["class_places"] if "size" in said else [])]
        counts = said & {"number", "size", "most"}
        return tuple(r for r in open_ if counts and r in table.codes and r not in roles)
    return tuple(r for r in ("seats", "class_places") if r in table.codes and r not in roles)


def _answers(
    header: str, profile: Profile, table: Table, roles: Mapping[str, int]
) -> tuple[str, ...]:
    """Return what a column of yes and no may be, where the table lacks who came, or the status."""
    if profile.share("yes", "bit") < 0.9 or is_denied(header, table.code):
        return ()
    if "work" in senses_in(header) or answers_status(header):  # « Appr. » over crosses
        return ("status",) if "status" in table.codes and "status" not in roles else ()
    if "attendance" in roles or profile.share("yes") < 0.9:
        return ()
    return tuple(r for r in ("attendance", "cancelled") if r in table.codes and r not in roles)


def _held(profile: Profile) -> str:
    """Say what most of a column's cells are: « 45 valeurs sur 48 sont des dates »."""
    held = HELD.get(profile.kind or "")
    count = round(profile.share(profile.kind or "") * profile.filled)
    return f"{plural(count, 'valeur')} sur {number(profile.filled)} sont {held}" if held else ""


def _swapped(swap: Swap, headers: Sequence[str], profiles: Sequence[Profile]) -> Iterator[Doubt]:
    for at, role in zip(swap.columns, reversed(swap.roles), strict=True):
        yield Doubt(headers[at], at, (role,), "swapped_columns", swap.why, profiles[at].filled)


def _near(
    unknown: tuple[str, ...], table: Table, taken: Mapping[str, int]
) -> tuple[tuple[str, str, float], ...]:
    """Propose a column still free for each unknown header that almost has its name."""
    names = {name: c.code for c in table.columns if c.code not in taken for name in c.names}
    found = []
    for header in unknown:
        best = process.extractOne(fold(header), list(names), scorer=fuzz.ratio, score_cutoff=NEAR)
        if best:
            found.append((header, names[best[0]], best[1] / 100))
    return tuple(found)
