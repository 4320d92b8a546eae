"""Frames as tables on screen, in notebooks: French headings, sorted by a click, searched."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import SHARES, label
from passpro_nb.domain.french import HOURS_LABELS, SEVERITY_LABELS, long_date, number, plural
from passpro_nb.export.annotated import faulty_files, give_back
from passpro_nb.export.check import count_severities, group_faults
from passpro_nb.export.quarantine import give_set_aside
from passpro_nb.export.records import records
from passpro_nb.interviews.convocations import list_placed, write_convocations
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.measure.clashes import count_clashes, measure_clashes
from passpro_nb.measure.states import measure_states
from passpro_nb.panels.widgets import Column, DownloadButton, Kind, SortableTable, show_table

_FAULT_LABELS = {"severity": "Gravité", "title": "Constat", "count": "Nombre", "message": "Phrase"}


def show_frame(
    table: pd.DataFrame, caption: str, noun: tuple[str, str] = ("ligne", "lignes")
) -> SortableTable:
    """Return a frame as a table on screen; its codes are headed in French (`domain.figures.label`)."""
    columns = [
        Column(code, _FAULT_LABELS.get(code, label(code)), _kind(table[code], code))
        for code in table.columns
    ]
    return show_table(records(table), columns, caption=caption, noun=noun)


def _kind(values: pd.Series, code: str) -> Kind:
    if code in SHARES:
        return "percent"
    kind = values.dtype.kind
    return "date" if kind == "M" else "number" if kind in "iufIF" else "text"


def show_sources(campaign: Campaign) -> SortableTable:
    """Return the tables read: file, sheet, what it is, rows, date of the file."""
    rows = [
        (
            source.file, source.sheet, source.table.heading, source.rows,
            long_date(_written(campaign, source.file)),
        )
        for source in campaign.sources
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["file", "sheet", "Contenu", "rows", "Enregistré le"])
    return show_frame(frame, "Tableaux lus", ("tableau", "tableaux"))


def _written(campaign: Campaign, file: str) -> date:
    return date.fromtimestamp((campaign.folder / file).stat().st_mtime)  # the day here, not in UTC


def show_reconciliation(campaign: Campaign) -> SortableTable:
    """Return the count of rows of each sheet: retained, merged, set aside, ignored."""
    return show_frame(campaign.reconciliation, "Compte des lignes", ("feuille", "feuilles"))


def show_faults(campaign: Campaign) -> SortableTable:
    """Return the faults grouped, the worst first."""
    groups = group_faults(campaign.faults)
    said = groups.assign(severity=groups["severity"].map(SEVERITY_LABELS))
    order = ["severity", "title", "count", "cells", "message", "column", "sheet", "file"]
    return show_frame(said[order], "Constats", ("constat", "constats"))


def show_copies(campaign: Campaign) -> widgets.VBox:
    """Return the buttons that give each file back with its findings, and the rows to correct."""
    buttons = [
        DownloadButton(f"{file}, avec ses constats", partial(_copy, campaign, file))
        for file in faulty_files(campaign)
    ]
    if campaign.set_aside:
        rows = plural(len(campaign.set_aside), "ligne écartée", "lignes écartées")
        buttons.append(DownloadButton(f"{rows}, à corriger", partial(_set_aside, campaign)))
    return widgets.VBox(buttons)


def _copy(campaign: Campaign, file: str) -> tuple[str, bytes]:
    copy = give_back(campaign, file)
    return copy.name, copy.content


def _set_aside(campaign: Campaign) -> tuple[str, bytes]:
    name = f"corrections_{date.today():%Y-%m-%d}.xlsx"
    return name, give_set_aside(campaign, name)


def say_checks(campaign: Campaign) -> str:
    """Return in one sentence what the checks found."""
    return (
        f"{plural(len(campaign.offers), 'offre')} et "
        f"{plural(len(campaign.applications), 'candidature')} retenues ; "
        f"{count_severities(campaign.faults)}."
    )


def show_clashes(campaign: Campaign, day: date) -> SortableTable:
    """Return how many pupils have interviews in two hosts on one day to come, by pair of hosts."""
    states = measure_states(campaign.applications, campaign.settings, day)
    clashes = measure_clashes(states, campaign.sessions)
    counts = count_clashes(clashes[clashes["day"] > pd.Timestamp(day)])
    names = campaign.offers.drop_duplicates("host_uai").set_index("host_uai")["host_name"]
    hosts = {
        heading: [f"{names.get(uai, '')} ({uai})" for uai in counts[column]]
        for heading, column in (
            ("Établissement", "host_uai"),
            ("Autre établissement", "other_host"),
        )
    }
    hours = {label("hours"): counts["hours"].map(HOURS_LABELS)}
    said = counts[["day"]].assign(**hosts, **hours, pupils=counts["pupils"])
    caption = f"Élèves attendus le même jour dans deux établissements, après le {long_date(day)}"
    return show_frame(said, caption, ("cas", "cas"))


def show_convocations(
    campaign: Campaign, day: date, host_uai: str, folder: Path | str = ""
) -> SortableTable:
    """Return a host's draft list, and say what it holds; written, nominative, only if a folder is given."""
    schedule = schedule_host(campaign, host_uai, day)
    offers = campaign.offers
    name = offers.loc[offers["host_uai"] == host_uai, "host_name"].iloc[0]
    said = (
        f"{name} : {plural(len(schedule.placed), 'entretien placé')}, "
        f"{number(len(schedule.waiting))} sans place"
    )
    if folder:
        path = write_convocations(
            schedule, folder, campaign, host_uai=host_uai, host_name=name, day=day
        )
        said = f"{said} ; liste nominative écrite dans {path}, notée au journal"
    print(f"{said}.")
    return show_frame(list_placed(schedule), f"Convocations de {name}", ("entretien", "entretiens"))
