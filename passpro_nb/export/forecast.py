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
_MANY = {"late_at_limit": "Ne finiront pas", "stalled": "N’avancent plus"}


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


def say_apart(row: Mapping[str, Any], table: pd.DataFrame, noun: str) -> str:
    """Return what the groups would miss added up, and why it is not what the whole `row` would miss.

    The law bounds each group by what it expects: "" where both are the same.
    """
    total = int(table["missing_at_limit"].sum())
    if total == row["missing_at_limit"]:
        return ""
    late = int(unfinished(table)["missing_at_limit"].sum())
    among = f", dont {number(late)} pour qui ne finira pas" if 0 < late < total else ""
    return (
        f"chaque {noun} à son propre rythme, ce serait {number(total)}{among}, car qui va vite ne saisit "
        "pas pour qui va lentement"
    )


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


def stopped(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that have stopped, those with most to enter first."""
    still = table[table["stalled"]].assign(left=lambda t: t["awaiting"] + t["overdue"])
    return still.sort_values("left", ascending=False, kind="stable").drop(columns="left")


def name_unfinished(
    table: pd.DataFrame, by: str, settings: Settings, day: date
) -> dict[str, list[str]]:
    """Return who will not be done and who has stopped: by title, a line a group, the worst first.

    The title counts them; beyond `NAMED` the lines end with how many others there are.
    """
    name = GROUPS[by][1 if by in ("host", "origin", "programme") else 0]
    late = [(row[name], say_missing(row, settings, day)) for row in records(unfinished(table))]
    still = [(row[name], say_stopped(row)) for row in records(stopped(table))]
    lists = {}
    for code, found in (("late_at_limit", [pair for pair in late if pair[1]]), ("stalled", still)):
        rest = [f"Et {plural(len(found) - NAMED, 'autre')}."] if found[NAMED:] else []
        lines = [*(f"{who} : {said}." for who, said in found[:NAMED]), *rest]
        if lines:
            title = _MANY[code] if len(found) > 1 else label(code)
            lists[f"{title} : {number(len(found))} sur {number(len(table))}"] = lines
    return lists


def say_unfinished(table: pd.DataFrame, by: str, settings: Settings, day: date) -> list[str]:
    """Return `name_unfinished` as lines to print."""
    named = name_unfinished(table, by, settings, day)
    return [line for title, lines in named.items() for line in (f"{title}.", *_under(lines))]


def _under(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
