"""A table's columns → the declared ones: read, asked or unknown, each with its evidence.

What the analyst confirmed comes first; then the alias book and the vocabulary of headers (`words`)
with what the columns hold (`evidence`) and their neighbours (`roles`). A near miss is proposed,
never taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, TABLES, Table
from passpro_nb.read.columns.asked.correspondences import UNUSED
from passpro_nb.read.columns.asked.doubts import Doubt, ask_swapped, find_doubts, find_unsure
from passpro_nb.read.columns.asked.swaps import Swap, find_swaps
from passpro_nb.read.columns.evidence import NOTHING, Profile, Witness, profile_columns
from passpro_nb.read.columns.foreign import is_another_event, is_denied
from passpro_nb.read.columns.halves import half_claims, is_known, told_in
from passpro_nb.read.columns.heard import Heard
from passpro_nb.read.columns.leftovers import counts_rows, is_of_another_year
from passpro_nb.read.columns.lexicon import MOST, answers_status, says_absent, senses_in
from passpro_nb.read.columns.roles import Given, give_roles
from passpro_nb.read.columns.rows.beside import PLACES
from passpro_nb.read.columns.rows.joined import join_contacts, join_dates, say_joined
from passpro_nb.read.columns.words import SURE, header_claims

NEAR = 80.0


@dataclass(frozen=True)
class HeaderMap:
    """How the columns of one table were understood; positions are those of the table's columns.

    `why` tells by role what settled it, where the header alone did not; `filled` counts the cells of
    each column. `more`: by role the columns at the right of its own that are read with it. `unsure`:
    of the unknown, those that may hold what the table lacks.
    """

    positions: Mapping[str, int]
    doubles: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    near: tuple[tuple[str, str, float], ...]
    doubts: tuple[Doubt, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    filled: tuple[int, ...] = ()
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()

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

    What the analyst confirmed silences any other header of that column. Of two that claim one role
    with as much right the first is kept, of two opinions none; both are named in `doubles`.
    """
    confirmed = {known[fold(header)] for header in headers if fold(header) in known} - {UNUSED}
    profiles = profile_columns(rows, len(headers), witness)
    heard = [
        _heard(header, said, profile, table, known, confirmed, witness.calendar)
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
    said = free if "contact" in confirmed else set()
    dates = join_dates(roles, headers, profiles, free, table.code, witness.calendar)
    contacts = join_contacts(roles, headers, profiles, free - said, table.code)
    joined = {role: at for role, at in (("sessions", dates), ("contact", contacts)) if at}
    for role, columns in joined.items():
        given = _without_rivals(given, {roles[role], *columns})
        given.why[role] = say_joined(roles[role], columns, headers)
    more = {at for columns in joined.values() for at in columns}
    asked = [*find_doubts(headers, profiles, given, roles, table, witness)]
    asked += [doubt for swap in swaps for doubt in ask_swapped(swap, headers, profiles)]
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
        joined,
        find_unsure(headers, profiles, told, table, roles, witness),
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
           known: Mapping[str, str], confirmed: set[str], calendar: Calendar | None) -> Heard:  # fmt: skip
    """Return what is said of one column; the values of a confirmed one are not asked."""
    if "patronyme" in fold(said) and profile.share("lycee") >= _SCHOOLS_NAMED:
        said = "Nom du lycée"  # that of a school, as the ministry's base says
    claims = _claims(said, table, known, confirmed)
    if is_of_another_year(said, calendar) and fold(header) not in known:
        return Heard(said, {}, profile, denied=True)
    seen = NOTHING if fold(header) in known else profile
    if seen.is_answered and answers_status(said) and "status" in {*table.codes} - confirmed:
        claims = {"status": _ANSWERED}
    half, denied, any_known = _half(said, table, known)
    if counts_rows(seen) and "file" not in told_in(said):  # « N° » over 1, 2, 3
        claims, half = _without(claims, "file_number"), _without(half, "file_number")
    if is_of_another_year(said, calendar, min):  # places of the present year are not those offered
        claims, half = _without(claims, *PLACES), _without(half, *PLACES)
    return Heard(said, claims, seen, half, denied, any_known)


def _without(claims: Mapping[str, float], *roles: str) -> Mapping[str, float]:
    return {role: much for role, much in claims.items() if role not in roles}


def _by_whom(headers: Sequence[str]) -> Iterator[str]:
    """Yield the headers; « Le » right of « Inscrit par » is « Inscrit le », « CAN_NOM » a « NOM ».

    « Ville » right of a pupil's « CP » is that of the home. What begins several names of a database,
    and is no word, says nothing.
    """
    numbered = [_ITEM.sub("", header) for header in headers]
    if sum(a != b for a, b in zip(numbered, headers, strict=True)) * 3 > len(headers) > 3:
        headers = numbered
    begins = Counter(header.split("_")[0] for header in headers if "_" in header)
    home = False  # the columns are a pupil's, those of an address too
    for left, header in zip(("", *headers), headers, strict=False):
        begin, _, rest = header.partition("_")
        shared = begins[begin] > 2 and begins[begin] * 3 > len(headers)
        whole = begins[begin] > max(3, 0.8 * len(headers))
        if shared and rest and (whole or not (len(begin) < 3 or senses_in(begin))):
            header = rest
        if _ITSELF.match(fold(header)) and _is_elsewhere(left):  # « JPO », « Elle aura lieu le »
            header = f"{left} {header}"
        by = fold(left).removesuffix(" par")
        said = senses_in(header)
        home = (home or bool(said & _PUPILS)) and not said & _SCHOOLS
        if home and said == {"town"} and "postal" in _POSTAL.sub("postal", fold(left)):
            header = f"{header} du domicile"
        yield f"{by} le" if fold(header) in ("le", "date") and by != fold(left) else header


def _is_elsewhere(header: str) -> bool:
    """Tell what the next column's « il » or « elle » stands for, where it is no interview."""
    return is_another_event(header) or is_denied(header, CATALOGUE.code)


_ITSELF = re.compile(r"(il|elle)s? ")
_POSTAL = re.compile(r"\bcp\b")
_SCHOOLS, _PUPILS = {"school", "host", "origin"}, {"first", "birth", "pupil"}


# « c03_nom », « P4. Places », « 7 AVIS »
_ITEM = re.compile(r"^(?:[A-Za-z]{1,2})?\d{1,2}[_.) -]+(?=\D)")


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


_SCHOOLS_NAMED = 0.6
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
