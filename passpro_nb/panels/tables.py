"""Frames as tables on screen, in notebooks: French headings, sorted by a click, searched."""

from datetime import date
from functools import partial

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import SEVERITY_LABELS, SHARES, label
from passpro_nb.domain.french import long_date, plural
from passpro_nb.export.annotated import faulty_files, give_back
from passpro_nb.export.check import count_severities, group_faults
from passpro_nb.export.quarantine import give_set_aside
from passpro_nb.export.records import records
from passpro_nb.panels.widgets import DownloadButton, Kind, ShownColumn, SortableTable, show_table


def show_frame(
    table: pd.DataFrame, caption: str, noun: tuple[str, str] = ("ligne", "lignes")
) -> SortableTable:
    """Return a frame as a table on screen; its codes are headed in French (`domain.figures.label`).

    >>> show_frame(open_campaign("data/exemple").figures().coverage("department"), "Couverture").caption
    'Couverture'
    """
    columns = [ShownColumn(code, label(code), _kind(table[code], code)) for code in table.columns]
    return show_table(records(table), columns, caption=caption, noun=noun)


def _kind(values: pd.Series, code: str) -> Kind:
    if code in SHARES:
        return "percent"
    kind = values.dtype.kind
    return "date" if kind == "M" else "number" if kind in "iufIF" else "text"


def show_sources(campaign: Campaign) -> SortableTable:
    """Return the tables read: file, sheet, what it is, rows, date of the file."""
    rows = [
        (s.file, s.sheet, s.table.heading, s.rows, long_date(_written(campaign, s.file)))
        for s in campaign.sources
    ]
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
    shown = said[order].rename(columns={"title": "Constat", "message": "Phrase"})
    return show_frame(shown, "Constats", ("constat", "constats"))


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
