"""The follow-up of a campaign, without widgets: since an import, host by host, the lines behind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import long_date, number, short_date
from passpro_nb.export.changes import changes_workbook, list_movements, say_changes, say_span
from passpro_nb.export.files import file_name
from passpro_nb.export.forecast import name_unfinished, say_forecast, stopped, unfinished
from passpro_nb.measure.coverage import PUPILS
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS, ORIGIN, Selection
from passpro_nb.measure.over_time.changes import Changes, compare
from passpro_nb.measure.pivot import name_of
from passpro_nb.measure.view import View
from passpro_nb.panels.screens import read_whole
from passpro_nb.store.history import changes_since, list_history
from passpro_nb.store.journal import log_export
from passpro_nb.store.published import PUBLISHED, is_behind, read_facts

FIGURES_SHOWN = (
    "expected", "entered", "coverage", "overdue", "awaiting", "pace", "missing_at_limit",
    "late_at_limit", "stalled_days", "stalled", "missing_at_limit_low", "missing_at_limit_high",
    "registered", *PUPILS, "convoked", "interviewed",
)  # fmt: skip
TO_ENTER = "to_enter"  # by which those that have stopped are ordered: awaiting and overdue
MOVED = ("entered", "registered", "overdue")  # what is shown before, in plus, in minus, after
ONE_IMPORT = "Un seul import a été fait : il n’y a rien à quoi le comparer."
BEHIND = "Des fichiers ont changé depuis le dernier import : importez-les pour les comparer."


@dataclass(frozen=True, repr=False)
class ProgressScreen(Discreet):
    """What is shown of a view: the sentence, the curves, who is late or has stopped, each member of the group.

    `groups` is `CampaignFigures.coverage`, `unfinished` and `stopped` are parts of it.
    """

    view: View
    sentence: str
    total: dict[str, Any]
    progress: pd.DataFrame
    worst: dict[str, list[str]]
    groups: pd.DataFrame
    unfinished: pd.DataFrame
    stopped: pd.DataFrame


def measure_screen(figures: CampaignFigures, view: View) -> ProgressScreen:
    """Return what is shown of a view, whose filters hold codes; the figures are those of `coverage`."""
    settings, day = figures.settings, figures.day
    chosen: dict[str, Any] = {**view.filters}
    total = read_whole(figures.coverage("academie", **chosen))
    table = figures.coverage(view.by, **chosen)
    worst = name_unfinished(table, view.by, settings, day)
    sentence = f"Au {long_date(day)}, aucun avis n’est attendu pour ce choix."
    if total["expected"]:
        stand = f"{number(total['entered'])} avis saisis sur {number(total['expected'])} attendus"
        late = f"{number(total['overdue'])} en retard"
        first, *more = [f"{stand}, {late}", *say_forecast(total, table, view.by, settings, day)]
        missing = [" ; ".join([first, *more[:1]]), *more[1:]]
        sentence = f"Au {long_date(day)}, {'. '.join(missing)}."
    curves = figures.progress(**chosen)
    limit = settings.calendrier.limite_avis
    ahead = table if limit and limit > day else table.head(0)  # nothing is forecast but before it
    still = stopped(table)
    still = still.assign(**{TO_ENTER: still["awaiting"] + still["overdue"]})
    return ProgressScreen(view, sentence, total, curves, worst, table, unfinished(ahead), still)


def shown_columns(by: str, table: Collection[str] = ()) -> tuple[str, ...]:
    """Return what the tables of a group show: how its members are called, the figures, their codes.

    `TO_ENTER` is shown first where the table has it.
    """
    names, codes = _names(by)
    return (*names, *[TO_ENTER for code in table if code == TO_ENTER], *FIGURES_SHOWN, *codes)


def moved_columns(by: str) -> tuple[str, ...]:
    """Return what the table of what moved shows, before + plus − minus = after."""
    names, codes = _names(by)
    counts = [f"{figure}{end}" for figure in MOVED for end in ("_before", "_plus", "_minus", "")]
    return (*names, *counts, *codes)


def _names(by: str) -> tuple[list[str], list[str]]:
    """Return the columns that name the members of a group to a person, then those that are codes."""
    if by == "offer":
        return ["host_name", "programme_label", "status"], ["offer"]
    names = [name_of(by), *(["department"] if by == "host" else [])]
    return names, [code for code in GROUPS[by][:1] if code not in names]


def past_imports(folder: Path) -> list[tuple[str, int]]:
    """Return the imports to compare with the one in force, latest first: how each is called, its number.

    Raises `UsageError` where nothing was imported.
    """
    history = list_history(folder)
    now = history["snapshot"].iloc[0]
    past = history[history["event"].eq("import") & history["snapshot"].ne(now)]
    rows = zip(past["day"], past["at"], past["snapshot"], strict=True)
    return [
        (f"{long_date(day)} (importé le {short_date(at)} à {at:%H:%M})", int(snapshot))
        for day, at, snapshot in rows
    ]


class Since(NamedTuple):
    """What moved from an import to the one in force, of what a view looks at."""

    said: list[str]
    changes: Changes
    groups: pd.DataFrame


@lru_cache(maxsize=2)
def _changes(folder: Path, since: int, _event: str) -> tuple[date, date, Changes]:
    before, now, moved = changes_since(folder, since)
    return before.day, now.day, moved


def measure_since(folder: Path, since: int, view: View) -> Since:
    """Return what moved since an import: the lines that say it, then each member of the group.

    The groups are those where something moved, first those that lost most opinions; the filters of
    the view hold codes. Raises `UsageError` where there is nothing to compare.
    """
    event = read_facts(folder / PUBLISHED).get("event", "")  # another import, other changes
    first, last, whole = _changes(folder, since, event)
    moved = _narrow(whole, view)
    behind = [BEHIND] if is_behind(folder) else []
    said = [*behind, f"{say_span(first, last)} :", *say_changes(moved)]
    table = moved.balance(view.by)
    ends = [f"{figure}{end}" for figure in MOVED for end in ("_plus", "_minus")]
    table = table[table[ends].any(axis=1)].sort_values(
        ["entered_minus", "entered_plus"], ascending=False, kind="stable"
    )
    return Since(said, moved, table.reset_index(drop=True))


def _narrow(changes: Changes, view: View) -> Changes:
    """Return what moved among the offers and the pupils of a view."""
    if not view.filters:
        return changes
    offers = {GROUPS[n][0]: values for n, values in view.filters.items() if n != ORIGIN}
    looks = (changes.before, changes.after)
    return compare(*(look.narrow(Selection(**offers), view.origin or None) for look in looks))


def list_moves(since: Since, by: str, member: str) -> pd.DataFrame:
    """Return what moved in a member of a group, application by application; nominative."""
    changes = since.changes
    if by == ORIGIN:
        looks = (look.narrow(Selection(), (member,)) for look in (changes.before, changes.after))
    else:
        chosen = Selection(**{GROUPS[by][0]: (member,)}) if by != "academie" else Selection()
        looks = (look.narrow(chosen) for look in (changes.before, changes.after))
    return list_movements(compare(*looks))


def changes_file(folder: Path, since: int | None = None) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of what moved; nominative, it is logged."""
    before, now, moved = changes_since(folder, since)
    name = f"{file_name('changements', str(before.day), str(now.day))}.xlsx"
    content = changes_workbook(moved, [f"{say_span(before.day, now.day)}."])
    log_export(folder, what="changements", file=name, rows=len(moved.movements))
    return name, content
