"""The commands: `passpro-nb …`, in French, with progress on long work (formats.md, Commands).

Each command is a door: it reads its words, calls the package, prints or writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from passpro_nb.commands.options import (
    By,
    Deliveries,
    Departments,
    Diplomas,
    Districts,
    Domains,
    Folder,
    Force,
    GiveBack,
    Hosts,
    NewFolder,
    OffersOption,
    On,
    Port,
    Programmes,
    Quarantine,
    Seed,
    ServedFolder,
    Size,
    To,
    load,
    read_day,
    selection,
)
from passpro_nb.commands.printing import answer, progress
from passpro_nb.commands.relaunch import relaunch, returns
from passpro_nb.commands.shell import DONE, REFUSED, main, register, run
from passpro_nb.domain.french import long_date, plural
from passpro_nb.serve.doors import find_doors, own_notebooks

__all__ = ["main", "run"]


def demo(
    folder: NewFolder, seed: Seed = 2025, applications: Size = 12_000, deliveries: Deliveries = 1
) -> None:
    """Écrit une campagne inventée, de taille réelle."""
    from passpro_nb.demo.campaign import write_demo

    with progress() as say:
        files = write_demo(
            folder, seed=seed, applications=applications, deliveries=deliveries, progress=say
        )
    print(f"{plural(len(files), 'fichier écrit')} dans {folder}.")


def check(
    folder: Folder, to: To = None, give_back: GiveBack = None, quarantine: Quarantine = None
) -> int:
    """Lit et vérifie une campagne, les pires constats d’abord."""
    from passpro_nb.check.campaign import check_folder
    from passpro_nb.export.annotated import write_annotated
    from passpro_nb.export.check import print_check, write_check
    from passpro_nb.export.quarantine import check_name, write_quarantine

    if quarantine:
        check_name(quarantine)
    with progress() as say:
        campaign = check_folder(folder, say)
    if to is None:
        print_check(campaign)
    else:
        write_check(campaign, to)
        print(f"Constats écrits dans {to}.")
    if give_back:
        with progress() as say:
            copies = write_annotated(campaign, give_back, say)
        print(f"{plural(len(copies), 'classeur rendu')} dans {give_back}.")
    if quarantine:
        count = write_quarantine(campaign, quarantine)
        print(f"{plural(count, 'ligne écartée')} dans {quarantine}.")
    return REFUSED if campaign.has_errors else DONE


def import_(folder: Folder, force: Force = False, on: On = None) -> None:
    """Vérifie, garde un instantané et publie les chiffres."""
    from passpro_nb.store.published import import_campaign

    campaign = load(folder)
    with progress() as say:
        say("Enregistrement et publication")
        published = import_campaign(campaign, read_day(on, campaign), force=force)
    errors = sum(1 for fault in campaign.faults if fault.severity == "error")
    print(
        f"{plural(len(campaign.applications), 'candidature')} et "
        f"{plural(len(campaign.offers), 'offre')} importées, au {long_date(published.day)}."
    )
    if errors:
        print(f"{plural(errors, 'erreur')} dans les fichiers : voir « passpro-nb check {folder} ».")


def coverage(
    folder: Folder,
    by: By = "host",
    on: On = None,
    to: To = None,
    department: Departments = None,
    district: Districts = None,
    host: Hosts = None,
    offer: OffersOption = None,
    programme: Programmes = None,
    domain: Domains = None,
    diploma: Diplomas = None,
) -> None:
    """Couverture des avis, par groupe, un jour donné."""
    from passpro_nb.measure.coverage import measure_coverage, origins, tally_applications
    from passpro_nb.measure.groups import GROUPS, ORIGIN, check_group, measured_offers
    from passpro_nb.measure.states import measure_states

    check_group(by)
    campaign = load(folder)
    settings, day = campaign.settings, read_day(on, campaign)
    chosen = selection(department, district, host, offer, programme, domain, diploma)
    offers = measured_offers(campaign.offers, settings.campagne.academie, chosen)
    states = measure_states(campaign.applications, settings, day)
    states = states[states["offer"].isin(offers["offer"])]
    members = origins(states, campaign.directory, offers) if by == ORIGIN else offers
    tally = tally_applications(states, "origin_uai" if by == ORIGIN else "offer")
    table = measure_coverage(tally, members, by, settings, day)
    main_columns = [
        "expected",
        "entered",
        "coverage",
        "overdue",
        "lateness_max",
        "not_convened",
        "registered",
    ]
    answer(table, [*GROUPS[by][:2], *main_columns], "Couverture des avis", to, day)


def capacity(
    folder: Folder,
    by: By = "host",
    on: On = None,
    to: To = None,
    department: Departments = None,
    district: Districts = None,
    host: Hosts = None,
    offer: OffersOption = None,
    programme: Programmes = None,
    domain: Domains = None,
    diploma: Diplomas = None,
) -> None:
    """Capacité d’entretien, par groupe, un jour donné."""
    from passpro_nb.measure.capacity import count_capacity, measure_capacity
    from passpro_nb.measure.coverage import tally_applications
    from passpro_nb.measure.groups import GROUPS, check_group, measured_offers, select_offers
    from passpro_nb.measure.states import measure_states

    check_group(by, origins=False)
    campaign = load(folder)
    settings, day = campaign.settings, read_day(on, campaign)
    chosen = selection(department, district, host, offer, programme, domain, diploma)
    academie = settings.campagne.academie
    measured_offers(campaign.offers, academie, chosen)  # refuses what no offer has
    offers = measured_offers(campaign.offers, academie)
    tally = tally_applications(measure_states(campaign.applications, settings, day))
    counted = count_capacity(offers, campaign.sessions, tally, settings, day)
    counted = select_offers(counted, chosen)
    main_columns = [
        "to_interview",
        "seats_left",
        "shortfall",
        "sessions_to_add",
        "demand",
        "capacity",
        "load",
        "undated",
    ]
    table = measure_capacity(counted, by)
    answer(table, [*GROUPS[by][:2], *main_columns], "Capacité d’entretien", to, day)


def sessions(folder: Folder, to: To = None) -> None:
    """Séances d’entretien lues, et celles restées sans jour."""
    from passpro_nb.measure.capacity import measure_seats

    campaign = load(folder)
    read = measure_seats(campaign.sessions, campaign.settings.entretiens)
    columns = [
        "host_uai",
        "offer",
        "day",
        "start",
        "end",
        "mode",
        "seats",
        "estimated",
        "text",
        "reason",
    ]
    table = read[columns].sort_values(["host_uai", "offer", "day"]).reset_index(drop=True)
    answer(table, columns, "Séances d’entretien", to)


def serve(folder: ServedFolder = Path("data/exemple"), port: Port = 8866) -> None:
    """Sert les tableaux de bord et affiche leur adresse."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.serve.server import serve as serve_dashboards
    from passpro_nb.store.published import PUBLISHED, import_campaign, is_behind, is_published

    settings = read_settings(folder)
    if not is_published(folder):
        campaign = load(folder)
        import_campaign(campaign, read_day(None, campaign))
    elif is_behind(folder):
        print(
            "Des fichiers ont changé depuis le dernier import : "
            f"« passpro-nb import {folder} » les prend en compte."
        )
    serve_dashboards(
        folder / PUBLISHED,
        dashboards=find_doors("dashboards"),
        campaign=settings.campagne.nom,
        port=port,
    )


def lab() -> int:
    """Ouvre JupyterLab sur les carnets des analystes."""
    import subprocess

    notebooks = own_notebooks()
    return subprocess.call(
        [sys.executable, "-m", "jupyterlab", f"--notebook-dir={notebooks.parent}"]
    )


register(
    {
        "demo": demo,
        "check": check,
        "import": import_,
        "coverage": coverage,
        "capacity": capacity,
        "sessions": sessions,
        "relaunch": relaunch,
        "returns": returns,
        "serve": serve,
        "lab": lab,
    }
)
