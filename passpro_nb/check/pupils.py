"""The pupil of each row: the INE, else the n° de dossier, unless two persons share it.

Source: definitions.md, Things (pupil); Every row accounted for (one key, two persons).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault_about, fault_of, name_rows, places_of
from passpro_nb.domain.french import fold

_WHO = ["last_name", "first_name", "birth_date"]
_VARIANT = 80  # similarity, 0 to 100, of spellings of one name: « Mohamed », « Mohammed »
_NOBODY = -1
_SHARED = {  # a key → what is said of it: shared how, what tells its persons apart, what to mend
    "ine": ("portent le même INE sous des noms différents", "n° de dossier", "l’INE"),
    "file_number": (
        "portent un n° de dossier que d’autres noms portent aussi",
        "établissement d’origine",
        "le n° de dossier",
    ),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class Pupils(Discreet):
    """`keys`: the pupil of each row, missing for none; `told`: the rows whose lack is told; faults."""

    keys: pd.Series
    told: pd.Series
    faults: tuple[Fault, ...]


def find_pupils(rows: pd.DataFrame) -> Pupils:
    """Return the pupil of each row: the INE, else the n° de dossier.

    A dossier that another row gives with one INE is that pupil: else an opinion filed by dossier
    would not meet its application. A key of two persons is none: the INE gives way to the dossier,
    the dossier to itself within its school of origin, where these tell them apart.
    """
    dossiers, ines = rows["file_number"], rows["ine"]
    sharers = _persons(rows, "file_number")
    files = dossiers.where(sharers.isna(), _telling(sharers, dossiers, rows["origin_uai"]))
    owners = _persons(rows, "ine")
    sole = ines.notna() & owners.isna()
    by_file = files.map(_joined(rows, files, ines.where(sole))).astype("str").fillna(files)
    known = ines.isna() | _telling(owners, ines, files).notna()
    keys = ines.where(sole, by_file.where(known)).astype("str")
    lost = keys.isna()
    by_dossier = sharers.where(ines.isna())
    faults = [
        *_say(rows, "ine", owners, lost, ines),
        *_say(rows, "file_number", by_dossier, lost, by_dossier.notna()),
    ]
    return Pupils(keys, lost & (owners.notna() | by_dossier.notna()), tuple(faults))


def _joined(rows: pd.DataFrame, files: pd.Series, ines: pd.Series) -> pd.Series:
    """Return the INE of each dossier that has one, unless this would make one pupil of two."""
    asking = files.isin(files[ines.isna()].dropna())
    both = pd.DataFrame({"file": files, "ine": ines})[asking].dropna().drop_duplicates()
    told = both.drop_duplicates("file", keep=False).set_index("file")["ine"]
    joined = ines.fillna(files.map(told).astype("str"))
    if joined.equals(ines):
        return told
    several = joined[_persons(rows.assign(joined=joined), "joined").notna()]
    return told[~told.isin(several)]


def _telling(persons: pd.Series, key: pd.Series, other: pd.Series) -> pd.Series:
    """Return the keys that, with another, are of one person alone; missing elsewhere."""
    shared = persons.dropna()
    if shared.empty:
        return pd.Series(None, persons.index, dtype="str")
    keys = key[shared.index] + " " + other[shared.index]
    known = shared.where(shared != _NOBODY)
    return keys.where(known.groupby(keys).transform("nunique") <= 1).reindex(persons.index)


def _say(
    rows: pd.DataFrame, key: str, persons: pd.Series, lost: pd.Series, causes: pd.Series
) -> Iterator[Fault]:
    """Yield what becomes of the rows of a shared key: one fault for each of the `causes`."""
    how, other, what = _SHARED[key]
    said = {"column": key, "how": how, "other": other, "what": what}
    shared = rows[persons.notna()]
    if shared.empty:
        return
    for _, group in shared.groupby(causes[shared.index], sort=False):
        nobody = persons[group.index] == _NOBODY
        aside, kept = group[lost[group.index]], group[~lost[group.index]]
        if persons[kept.index].nunique() > 1:
            yield fault_about(places_of(kept), "shared_key", **said)
        named = aside[~nobody[aside.index]]
        alone = aside if len(named) < 2 else aside[nobody[aside.index]]
        if len(named) > 1:
            yield fault_about(places_of(named), "shared_key_aside", **said)
        for row in alone.itertuples():
            alike = rows[rows[key].isin(group[key])]
            yield fault_of(row, "which_pupil", **said, rows=name_rows(places_of(alike)))


def _persons(rows: pd.DataFrame, key: str) -> pd.Series:
    """Return the number of each row's person, for the keys of several; -1 where it cannot be told.

    Where the applications know one person under a key, an opinion of another has none.
    """
    spelled = rows[[key, *_WHO]].dropna(subset=[key]).drop_duplicates()
    people: dict[object, list[tuple[object, ...]]] = defaultdict(list)
    for value, *who in _cells(spelled[spelled.duplicated(key, keep=False)]):
        people[value].append(tuple(who))
    numbers = {
        (value, *who): number
        for value, spellings in people.items()
        for who, number in _tell_apart(spellings)
    }
    if not numbers:
        return pd.Series(pd.NA, rows.index, dtype="Int64")
    sharing = rows.loc[rows[key].isin(list({value for value, *_ in numbers})), [key, *_WHO]]
    found = pd.Series([numbers[ask] for ask in _cells(sharing)], sharing.index, dtype="Int64")
    applied = found[~rows.loc[found.index, "completes"]]
    of_key = applied.groupby(rows.loc[applied.index, key])
    owner = of_key.first().where(of_key.nunique() == 1)  # opinions complete, they take no key away
    mine = rows.loc[found.index, key].map(owner).astype("Int64")
    others = found.where(mine.isna() | (found == mine).fillna(False), _NOBODY)
    return others.mask((found == mine).fillna(False)).reindex(rows.index)


def _cells(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    cells = rows.astype(object)
    return cells.where(cells.notna(), None).itertuples(index=False, name=None)


@dataclass(frozen=True, slots=True, repr=False)
class _Person(Discreet):
    """Who a row names: the words of both names, folded, and the day of birth."""

    last: tuple[str, ...]
    first: tuple[str, ...]
    born: object

    @classmethod
    def read(cls, last: object, first: object, born: object) -> "_Person":
        """Read the cells of a row; a blank says nothing."""
        return cls(_words(last), _words(first), born)

    @property
    def said(self) -> int:
        """Return how much is known of this person."""
        return bool(self.last) + bool(self.first) + (self.born is not None)

    def may_be(self, person: "Iterable[_Person]") -> bool:
        """Tell whether this may be another spelling of one person."""
        return not any(are_two(self, other) for other in person)


def _tell_apart(spellings: list[tuple[object, ...]]) -> Iterator[tuple[tuple[object, ...], int]]:
    """Yield the number of the person of each spelling; nothing where all are one person."""
    people = [_Person.read(*who) for who in spellings]
    persons: list[list[_Person]] = []
    for one in sorted(people, key=lambda person: -person.said):
        of = next((person for person in persons if one.may_be(person)), None)
        persons.append([one]) if of is None else of.append(one)
    if len(persons) > 1:
        for who, one in zip(spellings, people, strict=True):
            mine = [number for number, person in enumerate(persons) if one.may_be(person)]
            yield who, mine[0] if len(mine) == 1 else _NOBODY


def _words(name: object) -> tuple[str, ...]:
    return tuple(fold(str(name or "")).split())


def are_two(one: _Person, other: _Person) -> bool:
    """Tell whether two spellings are two persons: both names differ, or the birth and one name.

    A name inverted with the first name, compound, or misspelt by a letter is the same.
    """
    last, first = _differ(one.last, other.last), _differ(one.first, other.first)
    whole = (set(one.last + one.first), set(other.last + other.first))
    if not (last or first) or whole[0] <= whole[1] or whole[1] <= whole[0]:
        return False
    turned = ((one.last, other.first), (one.first, other.last))
    if all(a and b and not _differ(a, b) for a, b in turned):
        return False
    born = None not in (one.born, other.born) and one.born != other.born
    return (last and first) or born


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two spellings of a name are two names; one that is missing differs from none."""
    if set(one) <= set(other) or set(other) <= set(one):
        return False
    if _initials(one, other) or _initials(other, one):
        return False
    return fuzz.ratio("".join(one), "".join(other)) < _VARIANT


def _initials(short: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether a name is written with its initials only (« J.-P. » for « Jean-Pierre »)."""
    return all(len(word) == 1 and any(own[0] == word for own in name) for word in short)
