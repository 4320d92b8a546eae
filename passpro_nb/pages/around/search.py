"""Search: schools, programmes and départements by a name, a commune, a UAI, in any order, misspelt or cut short."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from passpro_nb.domain.french import DEPARTMENTS, fold, listing, plural, quoted
from passpro_nb.export.records import records
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import GROUPS
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.state import Chosen
from passpro_nb.pages.tables import PageTable, departments_table, page_table
from passpro_nb.panels.filters import EVERYTHING
from passpro_nb.store.published import Published

LONGEST = 100  # characters of a question
NEAR = 5  # names proposed where nothing is found
_TYPO = 78  # similarity (0 to 100) from which two words of four letters or more are one, mistyped
_ALIKE = 55  # similarity from which a whole name is worth proposing
# Schools are called both ways, in the catalogue as in a search.
_SPELLED_OUT = {
    "lp": "lycee professionnel", "lpo": "lycee polyvalent", "lgt": "lycee general technologique",
    "sep": "section enseignement professionnel", "st": "saint", "ste": "sainte",
}  # fmt: skip
_NOISE = frozenset(["de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a", "au", "aux"])
SCHOOLS = ("host_name", "commune", "department", "overdue", "shortfall", "coverage", "host_uai")
PROGRAMMES = ("programme_label", "overdue", "shortfall", "coverage", "registered", "programme")
DEPARTMENTS_SHOWN = ("department", "overdue", "shortfall", "coverage", "registered")


class Found(NamedTuple):
    """What a search finds: rows of each group with their figures, the best first."""

    schools: pd.DataFrame
    programmes: pd.DataFrame
    departments: pd.DataFrame

    @property
    def total(self) -> int:
        """Return how many there are of all groups."""
        return sum(map(len, self))


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page of what the address asks (`q`), or that waits for a question."""
    asked = chosen.view.search[:LONGEST]
    figures = EVERYTHING.narrow(published)
    found = find(figures, asked)
    more = {"asked": asked, "near": [] if found.total else _near(figures, asked, links)}
    return Content(
        template="search.html",
        title=f"Recherche : {asked}" if asked else "Recherche",
        sentence=say_found(found, asked, bool(more["near"])),
        more=more,
        tables=tuple(table for table in _tables(found, links) if table.rows),
    )


def find(figures: Figures, asked: str) -> Found:
    """Return what all words of a question are found in: by name, place, code, kind of school."""
    offers = figures.offers()
    district = offers.drop_duplicates("host_uai").set_index("host_uai")["district"]
    hosts, programmes = _stand(figures, "host"), _stand(figures, "programme")
    departments = _stand(figures, "department")
    hosts["_district"] = hosts["host_uai"].map(district)
    for table in (hosts, departments):
        table["_named"] = table["department"].map(DEPARTMENTS)
    return Found(
        _keep(
            hosts, ("host_name", "commune", "host_uai", "department", "_named", "_district"), asked
        ),
        _keep(programmes, ("programme_label", "programme"), asked),
        _keep(departments, ("department", "_named"), asked),
    )


def _stand(figures: Figures, group: str) -> pd.DataFrame:
    """Return where each member of a group stands: opinions, and seats that miss."""
    key = GROUPS[group][0]
    short = figures.capacity(group)[[key, "shortfall"]]
    return figures.cover(group, "", {}, ahead=False).merge(short, on=key, how="left")


def _keep(table: pd.DataFrame, columns: tuple[str, ...], asked: str) -> pd.DataFrame:
    """Return the rows whose columns hold every word asked, the nearest first, then the worst."""
    words = [word for word in fold(asked).split() if word not in _NOISE] or fold(asked).split()
    texts = table[[*columns]].fillna("").astype("str").agg(" ".join, axis=1)
    near = table.assign(_score=[match(words, _spell(fold(text))) for text in texts])
    near = near[near["_score"] > 0].sort_values(
        ["_score", "overdue", "shortfall"], ascending=False, kind="stable"
    )
    return near.drop(columns=["_score", "_named", "_district"], errors="ignore").reset_index(
        drop=True
    )


def _spell(text: str) -> list[str]:
    """Return the words of a folded text, abbreviations beside what they stand for, and the other way."""
    words, held = text.split(), f" {text} "
    for short, long in _SPELLED_OUT.items():
        if short in words:
            words += long.split()
        elif f" {long} " in held:
            words.append(short)
    return words


def match(words: list[str], others: list[str]) -> float:
    """Return how well every word is found among others, from 0 (one is not) to 1."""
    scores = [max((_alike(word, other) for other in others), default=0.0) for word in words]
    return sum(scores) / len(scores) if scores and min(scores) > 0 else 0.0


def _alike(word: str, other: str) -> float:
    """Return 1 for the same word, less for one that begins so, holds it, or is near to it."""
    if word == other:
        return 1.0
    if word in _SPELLED_OUT or other in _SPELLED_OUT:
        return 0.0
    if other.startswith(word):
        return 0.9
    if len(word) < 4:
        return 0.0
    if word in other:
        return 0.7
    near = max(fuzz.ratio(word, other), fuzz.ratio(word, other[: len(word)]))
    return 0.6 * near / 100 if near >= _TYPO else 0.0


def say_found(found: Found, asked: str, near: bool) -> str:
    """Return what was found, in a sentence."""
    if not asked:
        return "Cherchez un établissement, une commune, un UAI ou une formation."
    if not found.total:
        nothing = f"Rien ne répond à {quoted(asked)}."
        return f"{nothing} Vouliez-vous dire :" if near else nothing
    nouns = ("établissement", "formation", "département")
    said = [plural(len(rows), noun) for rows, noun in zip(found, nouns, strict=True) if len(rows)]
    return f"{listing(said)} pour {quoted(asked)}."


def _tables(found: Found, links: Links) -> Iterable[PageTable]:
    yield page_table(
        "etablissements", "Établissements", found.schools, SCHOOLS, leads=links.to_host
    )
    yield page_table(
        "formations", "Formations", found.programmes, PROGRAMMES,
        noun=("formation", "formations"), leads=links.to_programme,
    )  # fmt: skip
    yield departments_table(
        "Départements", found.departments, DEPARTMENTS_SHOWN, links.to_department
    )


def _near(figures: Figures, asked: str, links: Links) -> list[dict[str, str]]:
    """Return the names nearest to a question that nothing answers, with where they lead."""
    if not fold(asked):
        return []
    hosts = records(figures.offers().drop_duplicates("host_uai"))
    names = {row["host_uai"]: fold(f"{row['host_name']} {row['commune'] or ''}") for row in hosts}
    best = process.extract(fold(asked), names, scorer=fuzz.WRatio, limit=NEAR, score_cutoff=_ALIKE)
    rows = {row["host_uai"]: row for row in hosts}
    return [
        {
            "name": rows[uai]["host_name"],
            "place": rows[uai]["commune"],
            "address": links.to_host(rows[uai]),
        }
        for _, _, uai in best
    ]
