"""Schools without UAI → their UAI, by name and commune; a doubt is asked with the candidates.

Only where the UAI is missing: one that was refused is never replaced by a guess (definitions.md,
Every row accounted for; formats.md, Columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from passpro_nb.faults import Fault, fault
from passpro_nb.french import fold
from passpro_nb.read_names import SchoolBook, match_school, school_book

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
class Filled:
    """`uai`: the column completed; `asked`: the rows whose school was doubtful; the faults."""

    uai: pd.Series
    asked: pd.Series
    faults: tuple[Fault, ...]


def fill_schools(rows: pd.DataFrame, wanted: pd.Series, role: Role, schools: Schools) -> Filled:
    """Find the UAI of the rows `wanted` that have none but name a school.

    What the analyst confirmed comes first; then the name with its commune. Each distinct ask once.
    """
    asking = wanted & rows[role.uai].isna() & rows[role.name].notna()
    columns = ["file", "sheet", "row", role.name, role.commune]
    found: dict[object, str] = {}
    asked: list[object] = []
    faults: list[Fault] = []
    memo: dict[tuple[object, object], tuple[str | None, str]] = {}
    subset = rows.loc[asking, columns].astype(object)
    for index, (file, sheet, row, name, commune) in zip(
        subset.index, subset.itertuples(index=False, name=None), strict=True
    ):
        ask = (name, commune)
        if ask not in memo:
            memo[ask] = _find(name, commune if isinstance(commune, str) else "", schools)
        uai, said = memo[ask]
        value = f"{name} ({commune})" if isinstance(commune, str) else name
        if uai is None:
            asked.append(index)
        else:
            found[index] = uai
        if said:
            code = role.matched if uai else role.doubtful
            faults.append(
                fault(
                    code, file=file, sheet=sheet, row=row, column=role.name, value=value, hint=said
                )
            )
    filled = rows[role.uai].fillna(pd.Series(found, dtype="str").reindex(rows.index))
    return Filled(filled, rows.index.isin(asked), tuple(faults))


def _find(name: str, commune: str, schools: Schools) -> tuple[str | None, str]:
    """Return (UAI, what is said of it); nothing is said of what the analyst confirmed."""
    for words in (f"{name} {commune}", name):
        if fold(words) in schools.confirmed:
            return schools.confirmed[fold(words)], ""
    match = match_school(name, commune, schools.book)
    if match.key:
        return match.key, f"{match.key}, {schools.names[match.key]}"
    near = [f"{schools.names[uai]}, {uai}" for uai, _ in match.candidates[:3]]
    if not near:
        return None, "aucun établissement connu ne porte ce nom"
    why = "" if commune else "sans commune, le nom ne suffit pas ; "
    return None, f"{why}est-ce {' ou '.join(near)} ?"
