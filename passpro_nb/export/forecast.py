"""The forecast in words: what would miss at the limit, who will not be done, who has stopped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import day_month, number, plural
from passpro_nb.domain.settings import Settings
from passpro_nb.export.records import records
from passpro_nb.measure.groups import GROUPS

NAMED = 5  # groups named one by one; the others are counted
SURE = "presque sûr (au moins neuf fois sur dix)"


def say_missing(row: Mapping[str, Any], settings: Settings, day: date) -> str:
    """Return « au rythme actuel, 14 avis manqueraient le 14 mai (de 8 à 20) », "" with no limit ahead."""
    limit, missing = settings.calendrier.limite_avis, row["missing_at_limit"]
    if limit is None or limit <= day or missing is None:
        return ""
    low, high = row["missing_at_limit_low"], row["missing_at_limit_high"]
    within = "" if low == high else f" (de {number(low)} à {number(high)})"
    if not missing:
        return f"au rythme actuel, aucun avis ne manquerait le {day_month(limit)}{within}"
    would = "manquerait" if missing < 2 else "manqueraient"
    return f"au rythme actuel, {plural(missing, 'avis')} {would} le {day_month(limit)}{within}"


def say_forecast(
    row: Mapping[str, Any], table: pd.DataFrame, by: str, settings: Settings, day: date
) -> list[str]:
    """Return what the whole `row` would miss, what its groups would, and how many of them: clauses, then sentences."""
    if not (said := say_missing(row, settings, day)):
        return []
    apart, limit = say_apart(row, table, by), settings.calendrier.limite_avis
    return [said, *apart, *([say_lacking(table, by, limit)] if limit else [])]


def say_apart(row: Mapping[str, Any], table: pd.DataFrame, by: str) -> list[str]:
    """Return what the groups would miss added up, and why it is not what the whole `row` would miss.

    The law bounds each group by what it expects: nothing where both are the same. Schools are those who
    enter opinions: theirs is the number to announce.
    """
    total = int(table["missing_at_limit"].sum())
    if total == row["missing_at_limit"]:
        return []
    said = (
        f"Compté par {label(_name_of(by)).lower()}, il en manquerait {number(total)} : l’avance des "
        "uns ne comble pas le retard des autres"
    )
    return (
        [said, f"C’est ce nombre, {number(total)}, qu’il faut annoncer"] if by == "host" else [said]
    )


def say_lacking(table: pd.DataFrame, by: str, limit: date) -> str:
    """Return how many groups would miss opinions at the limit, and for how many of them it is nearly sure."""
    late = len(unfinished(table))
    many = len(lacking(table))
    if not many:
        return f"Au rythme actuel, il ne resterait aucun avis à saisir le {day_month(limit)}"
    who, would = plural(many, label(_name_of(by)).lower()), "aurait" if many < 2 else "auraient"
    stand = f"Au rythme actuel, {who} {would} encore des avis à saisir le {day_month(limit)}"
    if late in (0, many):
        return f"{stand} : {'c’est' if late else 'ce n’est pas'} {SURE}"
    return f"{stand} ; pour {number(late)}, c’est {SURE}"


def say_stopped(row: Mapping[str, Any]) -> str:
    """Return « aucun avis depuis 7 jours ouvrés, 5 à saisir » of a group that has stopped."""
    idle = row["stalled_days"]
    none = "aucun avis daté" if row["entered"] else "aucun avis encore"
    since = none if idle is None else f"aucun avis depuis {_days(idle)}"
    return f"{since}, {number(row['awaiting'] + row['overdue'])} à saisir"


def _days(count: int) -> str:
    return plural(count, "jour ouvré")


def unfinished(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that will not be done even at best, those that would miss most first."""
    late = table[table["late_at_limit"].eq(True)]
    return late.sort_values("missing_at_limit", ascending=False, kind="stable")


def lacking(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that would miss opinions at the limit, those of `unfinished` among them."""
    return table[table["late_at_limit"].eq(True) | table["missing_at_limit"].gt(0)]


def stopped(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that have stopped, those with most to enter first."""
    still = table[table["stalled"]].assign(left=lambda t: t["awaiting"] + t["overdue"])
    return still.sort_values("left", ascending=False, kind="stable").drop(columns="left")


def name_unfinished(
    table: pd.DataFrame, by: str, settings: Settings, day: date
) -> dict[str, list[str]]:
    """Return who will not be done and who has stopped: by title, a line a group, the worst first.

    The title counts them; beyond `NAMED` the lines end with how many others there are, then with
    how many more it may be, for whom it is not sure.
    """
    name = _name_of(by)
    late = [(row[name], say_missing(row, settings, day)) for row in records(unfinished(table))]
    still = [(row[name], say_stopped(row)) for row in records(stopped(table))]
    lists = {}
    for code, found in (("late_at_limit", [pair for pair in late if pair[1]]), ("stalled", still)):
        rest = [f"Et {plural(len(found) - NAMED, 'autre')}."] if found[NAMED:] else []
        unsure = len(lacking(table)) - len(found) if code == "late_at_limit" else 0
        if unsure > 0:
            rest.append(f"Peut-être aussi {plural(unsure, 'autre')}, au rythme actuel.")
        lines = [*(f"{who} : {said}." for who, said in found[:NAMED]), *rest]
        if found:
            lists[
                f"{_TITLES[code][len(found) > 1]} : {number(len(found))} sur {number(len(table))}"
            ] = lines
    return lists


_TITLES = {
    "late_at_limit": ("Ne finira presque sûrement pas", "Ne finiront presque sûrement pas"),
    "stalled": (label("stalled"), "N’avancent plus"),
}


def _name_of(by: str) -> str:
    return GROUPS[by][1 if by in ("host", "origin", "programme") else 0]


def say_unfinished(table: pd.DataFrame, by: str, settings: Settings, day: date) -> list[str]:
    """Return `name_unfinished` as lines to print."""
    named = name_unfinished(table, by, settings, day)
    return [line for title, lines in named.items() for line in (f"{title}.", *_under(lines))]


def _under(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
