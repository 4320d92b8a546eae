"""The commands on a campaign: invent one, check it, keep it, and print its figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passpro_nb.commands.printing import answer, print_lines, progress
from passpro_nb.commands.shell import DONE, REFUSED
from passpro_nb.domain.french import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame

    from passpro_nb.check.campaign import Campaign
    from passpro_nb.domain.settings import Settings


def load(folder: Path) -> Campaign:
    """Return the campaign of a folder, read and checked, saying what is being done."""
    from passpro_nb.check.campaign import open_campaign

    with progress() as say:
        return open_campaign(folder, say)


def day_of(campaign: Campaign, on: date | None = None) -> date:
    """Return the day of --on, else that of the data."""
    from passpro_nb.check.campaign import default_day

    return on or default_day(campaign, date.today())


def demo(folder: Path, seed: int, applications: int, deliveries: int) -> None:
    """Écrit une campagne inventée, de taille réelle."""
    from passpro_nb.demo.campaign import write_demo

    with progress() as say:
        files = write_demo(
            folder, seed=seed, applications=applications, deliveries=deliveries, progress=say
        )
    print(f"{plural(len(files), 'fichier écrit')} dans {folder}.")


def check(folder: Path, to: Path | None, copies: Path | None, set_aside: Path | None) -> int:
    """Lit et vérifie une campagne, les pires constats d’abord."""
    from passpro_nb.check.campaign import check_folder
    from passpro_nb.export.check import print_check, write_check

    if set_aside:
        from passpro_nb.export.quarantine import check_name, write_quarantine

        check_name(set_aside)
    with progress() as say:
        campaign = check_folder(folder, say)
    if to is None:
        print_check(campaign)
    else:
        write_check(campaign, to)
        print(f"Constats écrits dans {to}.")
    if copies:
        from passpro_nb.export.annotated import write_annotated

        with progress() as say:
            written = write_annotated(campaign, copies, say)
        print(f"{plural(len(written), 'classeur rendu')} dans {copies}.")
    if set_aside:
        count = write_quarantine(campaign, set_aside)
        print(f"{plural(count, 'ligne écartée')} dans {set_aside}.")
    return REFUSED if campaign.has_errors else DONE


def coverage(folder: Path, by: str, on: date | None, to: Path | None, **filters: Any) -> None:
    """Couverture des avis, par groupe, un jour donné."""
    from passpro_nb.export.forecast import say_unfinished
    from passpro_nb.measure.coverage import PUPILS
    from passpro_nb.measure.groups import GROUPS

    settings, day, table = _covered(folder, by, on, filters)
    shown = [
        *GROUPS[by][:2], "expected", "entered", "coverage", "overdue", "missing_at_limit", "stalled",
        "lateness_max", "not_convened", "registered", *PUPILS,
    ]  # fmt: skip
    answer(table, shown, "Couverture des avis", to, day)
    if to is None and (lines := say_unfinished(table, by, settings, day)):
        print_lines(lines)


def _covered(
    folder: Path, by: str, on: date | None, filters: Mapping[str, Any]
) -> tuple[Settings, date, DataFrame]:
    """Return settings, day and coverage: as the last import measured it, where nothing changed since."""
    from passpro_nb.store.answers import find_coverage

    known = None if any(filters.values()) else find_coverage(folder, by)
    if known and on in (None, known.day):
        return known.settings, known.day, known.table
    figures = load(folder).figures(on)
    return figures.settings, figures.day, figures.coverage(by, **filters)


def capacity(folder: Path, by: str, on: date | None, to: Path | None, **filters: Any) -> None:
    """Capacité d’entretien, par groupe, un jour donné."""
    from passpro_nb.measure.groups import GROUPS

    figures = load(folder).figures(on)
    shown = [
        *GROUPS[by][:2], "to_interview", "seats_left", "shortfall", "sessions_to_add", "demand",
        "capacity", "load", "undated",
    ]  # fmt: skip
    answer(figures.capacity(by, **filters), shown, "Capacité d’entretien", to, figures.day)


def sessions(folder: Path, to: Path | None) -> None:
    """Séances d’entretien lues, et celles restées sans jour."""
    from passpro_nb.measure.capacity import measure_seats

    campaign = load(folder)
    read = measure_seats(campaign.sessions, campaign.settings.entretiens)
    shown = [
        "host_uai", "offer", "day", "start", "end", "mode", "seats", "estimated", "text", "reason",
        "doubt",
    ]  # fmt: skip
    table = read[shown].sort_values(["host_uai", "offer", "day"]).reset_index(drop=True)
    if to is None:  # the doubt stands where a reason would: a day has one or the other
        table = table.assign(reason=table["reason"].fillna("à vérifier : " + table["doubt"]))
    answer(table, shown[:-1] if to is None else shown, "Séances d’entretien", to)
