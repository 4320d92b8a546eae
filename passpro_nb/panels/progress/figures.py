"""The follow-up of a campaign, without widgets: since an import, host by host, the lines behind."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import long_date, number, short_date
from passpro_nb.export.changes import changes_workbook, say_changes, say_span
from passpro_nb.export.files import file_name
from passpro_nb.export.forecast import name_unfinished, say_missing
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import offer_labels
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.screens import read_whole
from passpro_nb.store.history import changes_since, list_history
from passpro_nb.store.journal import log_export
from passpro_nb.store.published import Published, is_behind

HOSTS = (
    "host_name", "department", "expected", "entered", "overdue", "awaiting", "pace",
    "missing_at_limit", "late_at_limit", "stalled_days", "stalled", "missing_at_limit_low",
    "missing_at_limit_high", "registered", "convoked", "interviewed", "host_uai",
)  # fmt: skip
LINES = [
    "last_name", "first_name", "programme_label", "interview_day", "due_day", "state", "lateness",
    "file", "sheet", "row",
]  # fmt: skip
BEHIND = "Des fichiers ont changé depuis le dernier import : importez-les pour les comparer."


@dataclass(frozen=True, repr=False)
class ProgressScreen(Discreet):
    """What is shown in one state of the filters: the sentence, the curves, who is late, each host."""

    filters: Filters
    sentence: str
    total: dict[str, Any]
    progress: pd.DataFrame
    worst: dict[str, list[str]]
    hosts: pd.DataFrame


def measure_screen(published: Published, filters: Filters) -> ProgressScreen:
    """Return what is shown in one state of the filters; the figures are those of `coverage`."""
    figures, settings, day = filters.narrow(published), published.settings, published.day
    total, hosts = read_whole(figures.coverage("academie")), figures.coverage("host")
    worst = name_unfinished(hosts, "host", settings, day)
    sentence = f"Au {long_date(day)}, aucun avis n’est attendu pour ce choix."
    if total["expected"]:
        missing = say_missing(total, settings, day)
        stand = f"{number(total['entered'])} avis saisis sur {number(total['expected'])} attendus"
        late = f"{number(total['overdue'])} en retard"
        sentence = f"Au {long_date(day)}, {stand}, {late}{missing and f' ; {missing}'}."
    return ProgressScreen(filters, sentence, total, figures.progress(), worst, hosts[list(HOSTS)])


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


def say_since(folder: Path, since: int | None = None) -> list[str]:
    """Return what moved from an import to the one in force: a line that says between what, then five.

    Raises `UsageError` where there is nothing to compare.
    """
    before, now, moved = changes_since(folder, since)
    behind = [BEHIND] if is_behind(folder) else []
    return [*behind, f"{say_span(before.day, now.day)} :", *say_changes(moved)]


def changes_file(folder: Path, since: int | None = None) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of what moved; nominative, it is logged."""
    before, now, moved = changes_since(folder, since)
    name = f"{file_name('changements', str(before.day), str(now.day))}.xlsx"
    content = changes_workbook(moved, [f"{say_span(before.day, now.day)}."])
    log_export(folder, what="changements", file=name, rows=len(moved.movements))
    return name, content


def host_choices(hosts: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the hosts with opinions to enter, those with most first: how each is called, its UAI."""
    left = hosts.assign(left=hosts["awaiting"] + hosts["overdue"])
    left = left[left["left"] > 0].sort_values("left", ascending=False, kind="stable")
    rows = zip(left["host_name"], left["host_uai"], left["left"], strict=True)
    return [(f"{name} ({uai}) – {count} à saisir", uai) for name, uai, count in rows]


def lines_behind(figures: CampaignFigures, host_uai: str) -> pd.DataFrame:
    """Return the applications of a host that wait for an opinion, the latest first; nominative."""
    rows = figures.applications(host=host_uai)
    waiting = rows[rows["state"].isin(["awaiting", "overdue"])]
    named = waiting.assign(
        programme_label=waiting["offer"].map(offer_labels(figures.offers())),
        state=[label(state) for state in waiting["state"]],
    )
    worst = named.sort_values(["lateness", "interview_day"], ascending=[False, True])
    return worst[LINES].reset_index(drop=True)
