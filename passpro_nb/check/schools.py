"""Schools without UAI → their UAI, by name and commune; a doubt is asked with the candidates.

Only where the UAI is missing: one that was refused is never replaced by a guess (definitions.md,
Every row accounted for; formats.md, Columns).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from passpro_nb.check.once import Answer, Ask, ask_once, gather_asks
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault
from passpro_nb.domain.french import fold
from passpro_nb.read.names import SchoolBook, match_school, same_commune, school_book


@dataclass(frozen=True)
class Role:
    """The columns that name one school of a row, and the kinds of fault for a doubt and a match."""

    uai: str
    name: str
    commune: str
    doubtful: str
    matched: str


HOST = Role("host_uai", "host_name", "host_commune", "doubtful_school", "matched_school")
LINE_HOST = Role("host_uai", "host_name", "commune", "doubtful_school", "matched_school")
ORIGIN = Role("origin_uai", "origin_name", "origin_commune", "doubtful_origin", "matched_origin")
_SCHOOL = ["uai", "name", "commune"]


@dataclass(frozen=True, repr=False)
class Schools(Discreet):
    """The schools known by UAI, and what the analyst confirmed (folded words → UAI).

    They are gathered when first asked for: most campaigns give every UAI.
    """

    confirmed: Mapping[str, str]
    directory: pd.DataFrame
    others: tuple[tuple[pd.DataFrame, Role], ...]

    @cached_property
    def known(self) -> pd.DataFrame:
        """Return each school as it is written, by UAI; the directory comes first."""
        frames = [self.directory[_SCHOOL]]
        for rows, role in self.others:
            said = rows[[role.uai, role.name, role.commune]].dropna(subset=[role.uai, role.name])
            frames.append(said.set_axis(_SCHOOL, axis=1))
        schools = pd.concat(frames, ignore_index=True)
        return schools.dropna(subset=["uai"]).astype(object).drop_duplicates()

    @cached_property
    def book(self) -> SchoolBook:
        """Return them prepared for `match_school`."""
        return school_book(self.known)

    @cached_property
    def names(self) -> dict[str, str]:
        """Return by UAI how a school is named to the analyst."""
        named = self.known.dropna(subset=["name"]).drop_duplicates("uai")
        return {
            uai: f"{name} ({commune})" if isinstance(commune, str) else name
            for uai, name, commune in named.itertuples(index=False, name=None)
        }

    @cached_property
    def communes(self) -> Mapping[str, Collection[str]]:
        """Return the communes of each school: where the directory knows it, it is believed."""
        return _communes(self.known) | _communes(self.directory)

    def confirmed_of(self, name: str, commune: str | None) -> str | None:
        """Return the UAI confirmed for a name: never for a row that names another commune."""
        if exact := self.confirmed.get(fold(f"{name} {commune or ''}")):
            return exact
        uai = self.confirmed.get(fold(name))
        known = self.communes.get(uai or "", ())
        elsewhere = commune and known and not any(same_commune(commune, own) for own in known)
        return None if elsewhere else uai


def known_schools(
    confirmed: Mapping[str, str], directory: pd.DataFrame, *others: tuple[pd.DataFrame, Role]
) -> Schools:
    """Return the schools of the directory, and those that other rows name beside their UAI."""
    return Schools(confirmed, directory, others)


def _communes(schools: pd.DataFrame) -> dict[str, set[str]]:
    communes: dict[str, set[str]] = defaultdict(set)
    said = schools[["uai", "commune"]].dropna().drop_duplicates()
    for uai, commune in said.itertuples(index=False, name=None):
        communes[uai].add(commune)
    return communes


@dataclass(frozen=True)
class Filled:
    """`uai`: the column completed; `asked`: the rows whose school was doubtful; what is asked."""

    uai: pd.Series
    asked: pd.Series
    faults: tuple[Fault, ...]
    asks: tuple[Ask, ...]


def fill_schools(rows: pd.DataFrame, wanted: pd.Series, role: Role, schools: Schools) -> Filled:
    """Find the UAI of the rows `wanted` that have none but name a school.

    What the analyst confirmed comes first; then the name with its commune. Each distinct ask once.
    """
    asking = rows[wanted & rows[role.uai].isna() & rows[role.name].notna()]
    if asking.empty:
        return Filled(rows[role.uai], rows.index.isin([]), (), ())
    find = partial(_find, role=role, schools=schools)
    answers = ask_once(asking, [role.name, role.commune], find)
    asks = gather_asks(answers, lambda *ask: " ".join(filter(None, ask)), _same_school)
    uai = rows[role.uai].fillna(answers.found.reindex(rows.index))
    asked = rows.index.isin(asking.index[answers.found.isna()])
    return Filled(uai, asked, answers.faults, asks)


def _same_school(name: str, commune: str | None, answer: Answer) -> object:
    """Return what makes two doubts one question: the same words, and the same first candidate."""
    first = answer.candidates[0][0] if answer.candidates else commune
    words = [word for word in fold(name).split() if word not in fold(commune or "").split()]
    return "".join(words), first


def _find(name: str, commune: str | None, *, role: Role, schools: Schools) -> Answer:
    """Find one school; nothing is said of what the analyst confirmed."""
    if told := schools.confirmed_of(name, commune):
        return Answer(told)
    match = match_school(name, commune or "", schools.book)
    said = {"column": role.name, "value": f"{name} ({commune})" if commune else name}
    if match.key:
        hint = f"{schools.names[match.key]}, {match.key}"
        return Answer(match.key, role.matched, {**said, "hint": hint})
    candidates = tuple((uai, schools.names[uai]) for uai, _ in match.candidates)
    near = " ou ".join(f"{label}, {uai}" for uai, label in candidates[:3])
    why = "" if commune else "sans commune, le nom ne suffit pas ; "
    hint = f"{why}est-ce {near} ?" if near else "aucun établissement connu ne porte ce nom."
    return Answer(None, role.doubtful, {**said, "hint": hint}, candidates, match.leads)
