"""Counts of several campaigns added up; every rate is worked out of the sums, never of other rates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import listing, long_date, number, percent, plural, quoted
from passpro_nb.export.records import records
from passpro_nb.measure.coverage import share
from passpro_nb.nation.work import ADDED, FARTHEST, Done, Refused

WHOLE = "Ensemble"


@dataclass(frozen=True, repr=False)
class Nation(Discreet):
    """What all the campaigns gave, in the order of their folders.

    `cells` are those of `work.count_cells`, each with its `academie`, the `day` of its figures, and
    where its `pages` are. Two campaigns of one académie are told apart by their folders.
    """

    done: tuple[Done, ...]
    refused: tuple[Refused, ...]
    cells: pd.DataFrame

    def academies(self) -> pd.DataFrame:
        """Return a row a campaign: `academie`, `day`, `pages`, and `add_up`."""
        return add_up(self.cells, ["academie", "day", "pages"])

    def total(self) -> dict[str, Any]:
        """Return the figures of all of them, by their codes."""
        return records(add_up(self.cells.assign(academie=WHOLE), ["academie"]))[0]


def gather(outcomes: Sequence[Done | Refused]) -> Nation:
    """Return what campaigns gave, added up: the order in which they ended changes nothing."""
    found = sorted(outcomes, key=lambda one: one.folder)
    done = tuple(one for one in found if isinstance(one, Done))
    names = name_academies(done)
    cells = [
        one.cells.assign(academie=names[one.folder], day=one.day, pages=one.pages) for one in done
    ]
    refused = tuple(one for one in found if isinstance(one, Refused))
    return Nation(done, refused, pd.concat(cells, ignore_index=True) if cells else pd.DataFrame())


def name_academies(done: Sequence[Done]) -> dict[str, str]:
    """Return by folder how its académie is called, with the folder where several bear the name."""
    times = Counter(one.academie for one in done)
    return {
        one.folder: f"{one.academie} ({one.folder})" if times[one.academie] > 1 else one.academie
        for one in done
    }


def add_up(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a row a group of cells, the worst first: `keys`, `ADDED`, the longest lateness, the rates.

    Worst as everywhere: by opinions overdue, then by coverage.
    """
    grouped = cells.groupby(keys, dropna=False, as_index=False)
    table = grouped.agg({**dict.fromkeys(ADDED, "sum"), FARTHEST: "max"})
    table = table.assign(
        coverage=share(table["entered"], table["expected"]),
        due_coverage=share(table["entered"], table["due"]),
        load=share(table["demand"], table["capacity"]),
    )
    order = ["overdue", "coverage", *keys]
    ways = [False, *[True] * (len(order) - 1)]
    return table.sort_values(order, ascending=ways).reset_index(drop=True)


def say_nation(nation: Nation) -> str:
    """Return the sentence that says where all the campaigns stand."""
    total = nation.total()
    late = plural(total["overdue"], "avis est en retard", "avis sont en retard")
    stand = "aucun avis n’est attendu"
    if total["expected"]:
        stand = (
            f"{percent(total['coverage'])} des avis attendus sont saisis ({number(total['entered'])} sur "
            f"{number(total['expected'])}) et {late}"
        )
    return f"{say_days([one.day for one in nation.done])}, dans {_say_count(nation)}, {stand}."


def say_left_out(nation: Nation) -> str:
    """Return how many folders are not counted, "" where all are."""
    count = len(nation.refused)
    said = plural(count, "dossier n’est pas compté", "dossiers ne sont pas comptés")
    return f"{said}." if count else ""


def say_days(days: Sequence[date]) -> str:
    """Return « Au 30 avril 2025 », or « Entre le 28 avril 2025 et le 30 avril 2025 » where they differ."""
    first, last = min(days), max(days)
    if first == last:
        return f"Au {long_date(last)}"
    return f"Entre le {long_date(first)} et le {long_date(last)}"


def say_twins(nation: Nation) -> list[str]:
    """Return what is to be known of the académies that several folders say they are of."""
    folders: dict[str, list[str]] = {}
    for one in nation.done:
        folders.setdefault(one.academie, []).append(one.folder)
    return [
        f"Plusieurs dossiers ({listing(names)}) se disent de l’académie {quoted(name)} : leurs chiffres "
        "s’ajoutent. Si l’un est d’une autre campagne, ôtez-le."
        for name, names in folders.items()
        if len(names) > 1
    ]


def _say_count(nation: Nation) -> str:
    distinct = len({one.academie for one in nation.done}) == len(nation.done)
    return plural(len(nation.done), "académie" if distinct else "campagne")
