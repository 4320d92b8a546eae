"""The commands of time: import, take back, what was imported, what moved since."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from passpro_nb.commands.campaign import day_of, load
from passpro_nb.commands.printing import answer, print_table, progress
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, long_date, plural

if TYPE_CHECKING:
    from passpro_nb.store.snapshots import Arrival

_PARTS = ("_before", "_plus", "_minus", "")


def _print_lines(lines: list[str]) -> None:
    print(*(f"  {line}" for line in lines), sep="\n")


def import_(
    folder: Path, preview: bool, accept: bool, force: bool, undo: bool, on: date | None
) -> None:
    """Vérifie, montre ce qui bouge, garde un instantané et publie."""
    from passpro_nb.store.snapshots import import_campaign, preview_import

    if undo:
        if preview or accept or force or on:
            raise UsageError(
                "« --annuler » s’emploie seule : elle remet en vigueur l’import d’avant."
            )
        _undo(folder)
        return
    campaign = load(folder)
    day = day_of(campaign, on)
    with progress() as say:
        say("Comparaison avec le dernier import")
        arrival = preview_import(campaign, day)
    with suppress(BrokenPipeError):  # nobody reads on: the import is wanted all the same
        _show(arrival)
    if preview:
        _say_preview(arrival)
        return
    with progress() as say:
        say("Enregistrement et publication")
        published = import_campaign(campaign, day, force=force, accept=accept, arrival=arrival)
    if arrival.same:
        return
    print(
        f"{plural(len(campaign.applications), 'candidature')} et "
        f"{plural(len(campaign.offers), 'offre')} importées, au {long_date(published.day)}."
    )
    if errors := sum(fault.severity == "error" for fault in campaign.faults):
        print(f"{plural(errors, 'erreur')} dans les fichiers : voir « passpro-nb check {folder} ».")


def _show(arrival: Arrival) -> None:
    from passpro_nb.export.changes import say_changes

    if arrival.closed:
        print(f"Campagne close le {long_date(arrival.closed)} : cet import la rouvre.")
    if arrival.last is None or arrival.changes is None:
        return
    if arrival.same:
        at = arrival.last.event.at
        print(
            f"Rien de nouveau : ce sont les lignes de l’import du {long_date(at.date())}, qui reste en "
            "vigueur."
        )
        return
    print(f"Depuis le dernier import (données au {long_date(arrival.last.day)}) :")
    _print_lines(say_changes(arrival.changes))


def _say_preview(arrival: Arrival) -> None:
    """Say what an import would answer, without making it."""
    from passpro_nb.store.loss import say_losses

    said = arrival.refused or (say_losses(arrival.losses) if arrival.losses else "")
    print(said or "Aperçu seulement : rien n’est importé.")


def _undo(folder: Path) -> None:
    from passpro_nb.store.snapshots import undo_import

    before = undo_import(folder)
    print(
        f"Le dernier import est annulé : celui du {long_date(before.event.at.date())} (données au "
        f"{long_date(before.day)}) est de nouveau en vigueur."
    )


def history(folder: Path, repair: bool, to: Path | None) -> None:
    """Les imports de la campagne, le dernier d’abord."""
    from passpro_nb.store.history import HISTORY, list_history
    from passpro_nb.store.snapshots import finish_import
    from passpro_nb.store.upkeep.safety import repair_store

    if repair:
        print(f"La copie du {long_date(repair_store(folder))} est remise en place.")
        finish_import(folder)  # the page may show an import that the copy has not
    table = list_history(folder)
    if to is None:
        table = table.assign(at=table["at"].dt.strftime("%d/%m/%Y %H:%M"))
    shown = [name for name in HISTORY if name not in ("files", "rows", "errors")] + ["files"]
    answer(table, shown, "Imports", to)


def changes(folder: Path, since: date | int | None, to: Path | None) -> None:
    """Ce qui a bougé depuis un import."""
    from passpro_nb.export.changes import say_changes, say_span, write_changes
    from passpro_nb.store.history import changes_since
    from passpro_nb.store.journal import log_export

    before, now, moved = changes_since(folder, since)
    said = say_span(before.day, now.day)
    if to is not None:
        log_export(folder, what="changements", file=to, rows=len(moved.movements))
        write_changes(moved, to, [f"{said}."])
        print(f"Changements écrits dans {to}.")
        return
    print(f"{said} :")
    _print_lines(say_changes(moved))
    columns = [f"{f}{end}" for f in ("registered", "entered") for end in _PARTS]
    print_table(moved.balance("department"), ["department", *columns], "Par département")
    if len(turned := moved.turned_opinions()):
        shown = ["host_name", "lost_opinions", "changed_opinions", *columns[4:]]
        print_table(turned, shown, "Où des avis ont disparu ou changé", 20)


def compare(
    older: Path, newer: Path, by: str, landmark: str, on: date | None, to: Path | None
) -> None:
    """Deux campagnes, le même jour ouvré de chacune."""
    from passpro_nb.measure.groups import GROUPS
    from passpro_nb.measure.over_time.years import align_years, compare_years, say_fates

    was, now = load(older), load(newer)
    days = align_years(was.settings, now.settings, day_of(now, on), landmark)
    table = compare_years(was.figures(days.older), now.figures(days.newer), by)
    names = f"{was.settings.campagne.nom} et {now.settings.campagne.nom}"
    figures = [
        f"{f}{end}" for f in ("registered", "coverage") for end in ("_before", "", "_change")
    ]
    shown = [*GROUPS[by][:2], "fate", *figures, "shortfall_before", "shortfall"]
    if by == "origin":
        shown = shown[:-2]
    answer(table, shown, names, to, notes=[days.sentence, say_fates(table)])


def purge(folder: Path, yes: bool) -> None:
    """Supprime ce qui est nominatif ; demande d’abord."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.panels.workbench.readings import forget
    from passpro_nb.serve.doors import own_notebooks
    from passpro_nb.store.purge import plan_purge, purge_campaign, say_purge

    read_settings(folder)  # refuses what is no campaign
    if sum(forget(home, folder) for home in (*own_notebooks(), Path.cwd())):  # it is but a copy
        print("Ce que les carnets gardaient de leur lecture est supprimé.")
    plan = plan_purge(folder)
    print(*say_purge(plan), sep="\n")
    if not (plan.is_empty or yes or _asked()):
        print("Rien n’est supprimé.")
        return
    if held := purge_campaign(folder, plan):
        raise UsageError(
            f"Pas supprimés, car ouverts ou protégés : {listing(map(str, held), 5)}. Fermez-les, puis "
            "relancez « passpro-nb purge »."
        )
    print("C’est fait : la campagne est close. Un import la rouvrirait.")


def _asked() -> bool:
    """Ask for a yes; raises `UsageError` where nobody can answer."""
    if not sys.stdin.isatty():
        raise UsageError(
            "Rien n’est supprimé : personne ne peut répondre ici. Ajoutez « --oui » si c’est voulu."
        )
    try:
        return input("Tapez « oui » pour continuer : ").strip().casefold() == "oui"
    except EOFError:
        return False
