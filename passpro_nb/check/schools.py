"""Schools without UAI → their UAI, by name and commune; a doubt is asked with the candidates.

Only where the UAI is missing: one that was refused is never replaced by a guess (definitions.md,
Every row accounted for; formats.md, Columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold
from passpro_nb.read.names import SchoolBook, match_school, school_book

Place = tuple[str, str, int]


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


@dataclass(frozen=True)
class Schools:
    """The schools known by UAI, and what the analyst confirmed (folded words → UAI)."""

    book: SchoolBook
    names: Mapping[str, str]
    confirmed: Mapping[str, str]


def known_schools(
    confirmed: Mapping[str, str], directory: pd.DataFrame, *others: tuple[pd.DataFrame, Role]
) -> Schools:
    """Gather the schools of the directory, and those that other rows name beside their UAI."""
    frames = [directory[["uai", "name", "commune"]]]
    for rows, role in others:
        said = rows[[role.uai, role.name, role.commune]].dropna(subset=[role.uai, role.name])
        frames.append(said.set_axis(["uai", "name", "commune"], axis=1))
    schools = pd.concat(frames, ignore_index=True).dropna(subset=["uai"])
    schools = schools.astype(object).drop_duplicates()
    names = schools.dropna(subset=["name"]).drop_duplicates("uai")
    described = {
        uai: f"{name} ({commune})" if isinstance(commune, str) else name
        for uai, name, commune in names.itertuples(index=False, name=None)
    }
    return Schools(school_book(schools), described, confirmed)


@dataclass(frozen=True)
class Ask:
    """What only the analyst can tell: `said`, as the rows write it; candidates (key, label)."""

    said: str
    candidates: tuple[tuple[str, str], ...]


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
    asking = wanted & rows[role.uai].isna() & rows[role.name].notna()
    columns = ["file", "sheet", "row", role.name, role.commune]
    found: dict[object, str] = {}
    asked: list[object] = []
    faults: list[Fault] = []
    memo: dict[tuple[object, object], _Answer] = {}
    subset = rows.loc[asking, columns].astype(object)
    for index, (file, sheet, row, name, commune) in zip(
        subset.index, subset.itertuples(index=False, name=None), strict=True
    ):
        place = commune if isinstance(commune, str) else ""
        if (name, place) not in memo:
            memo[name, place] = _find(name, place, schools)
        answer = memo[name, place]
        if answer.uai is None:
            asked.append(index)
        else:
            found[index] = answer.uai
        if answer.hint:
            code = role.matched if answer.uai else role.doubtful
            value = f"{name} ({place})" if place else name
            faults.append(
                fault(
                    code, file=file, sheet=sheet, row=row, column=role.name, value=value,
                    hint=answer.hint,
                )
            )  # fmt: skip
    filled = rows[role.uai].fillna(pd.Series(found, dtype="str").reindex(rows.index))
    asks = [Ask(f"{n} {c}".strip(), a.candidates) for (n, c), a in memo.items() if a.uai is None]
    return Filled(filled, rows.index.isin(asked), tuple(faults), tuple(asks))


@dataclass(frozen=True)
class _Answer:
    """The UAI found, or None with the candidates; `hint` is what the finding says of it."""

    uai: str | None
    hint: str = ""
    candidates: tuple[tuple[str, str], ...] = ()


def _find(name: str, commune: str, schools: Schools) -> _Answer:
    """Find one school; nothing is said of what the analyst confirmed."""
    for words in (f"{name} {commune}", name):
        if fold(words) in schools.confirmed:
            return _Answer(schools.confirmed[fold(words)])
    match = match_school(name, commune, schools.book)
    if match.key:
        return _Answer(match.key, f"{schools.names[match.key]}, {match.key}")
    candidates = tuple((uai, schools.names[uai]) for uai, _ in match.candidates)
    if not candidates:
        return _Answer(None, "aucun établissement connu ne porte ce nom.")
    near = " ou ".join(f"{said}, {uai}" for uai, said in candidates[:3])
    why = "" if commune else "sans commune, le nom ne suffit pas ; "
    return _Answer(None, f"{why}est-ce {near} ?", candidates)
