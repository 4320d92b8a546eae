"""Frames as tables on screen, in notebooks: French headings, sorted by a click, searched."""

from datetime import date
from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import SHARES, label
from passpro_nb.domain.french import listing, long_date, plural, pluralise
from passpro_nb.export.annotated import faulty_files, give_back
from passpro_nb.export.changes import say_changes
from passpro_nb.export.check import count_severities, group_faults
from passpro_nb.export.quarantine import give_set_aside, list_set_aside
from passpro_nb.export.records import in_french, records
from passpro_nb.panels import fragments
from passpro_nb.panels.shown import Kind, ShownColumn
from passpro_nb.panels.widgets import (
    DownloadButton,
    SortableTable,
    html_view,
    show_table,
)  # fmt: skip
from passpro_nb.store.loss import say_losses
from passpro_nb.store.snapshots import preview_import


def show_frame(
    table: pd.DataFrame,
    caption: str,
    noun: str = "ligne",
    *,
    of: Campaign | None = None,
    **more: Any,
) -> SortableTable:
    """Return a frame as a table on screen; its codes are headed in French (`domain.figures.label`).

    It is exported as shown, with the files of the campaign that it is `of`. `more` as in `show_table`.

    >>> show_frame(open_campaign("data/exemple").figures().coverage("department"), "Couverture").caption
    'Couverture'
    """
    columns = [ShownColumn(code, label(code), _kind(table[code], code)) for code in table.columns]
    more = {"about": partial(say_files, of)} | more if of else more
    return show_table(
        records(table), columns, caption=caption, noun=(noun, pluralise(noun)), **more
    )


def say_files(campaign: Campaign) -> list[str]:
    """Return where the rows of a table come from, a line each."""
    files = listing(dict.fromkeys(source.file for source in campaign.sources))
    return [
        f"{campaign.settings.campagne.nom} – dossier {campaign.folder.name}",
        f"Fichiers : {files}",
    ]


def _kind(values: pd.Series, code: str) -> Kind:
    if code in SHARES:
        return "percent"
    kind = values.dtype.kind
    return "date" if kind == "M" else "number" if kind in "iufIF" else "text"


def show_sources(campaign: Campaign) -> SortableTable:
    """Return the tables read: file, sheet, what it is, rows, date of the file."""
    rows = []
    for s in campaign.sources:
        day = date.fromtimestamp((campaign.folder / s.file).stat().st_mtime)  # here, not in UTC
        rows.append((s.file, s.sheet, s.table.heading, s.rows, long_date(day)))
    frame = pd.DataFrame(rows, columns=["file", "sheet", "Contenu", "rows", "Enregistré le"])
    return show_frame(frame, "Tableaux lus", "tableau", of=campaign)


def show_reconciliation(campaign: Campaign) -> SortableTable:
    """Return the count of rows of each sheet: retained, merged, set aside, ignored."""
    return show_frame(campaign.reconciliation, "Compte des lignes", "feuille", of=campaign)


def show_uncounted(campaign: Campaign) -> widgets.Widget:
    """Return the rows that count nowhere, by file and row, with what is wrong with each."""
    if not campaign.set_aside:
        return html_view(fragments.status(["Aucune ligne n’est écartée : toutes comptent."]))
    return show_frame(list_set_aside(campaign), "Lignes qui ne comptent pas", "ligne", of=campaign)


def show_doubts(campaign: Campaign) -> widgets.Widget:
    """Return what is doubtful in what counts, by file and cells, the worst first."""
    aside = campaign.set_aside
    counted = [
        fault for fault in campaign.faults
        if fault.severity != "error" or (fault.file, fault.sheet, fault.row) not in aside
    ]  # fmt: skip
    if not counted:
        return html_view(fragments.status(["Rien n’est douteux dans ce qui compte."]))
    order = ["file", "cells", "title", "message", "severity", "count", "column", "sheet"]
    shown = in_french(group_faults(counted)[order])
    shown = shown.rename(columns={"title": "Constat", "message": "Phrase"})
    return show_frame(shown, "Constats sur ce qui compte", "constat", of=campaign)


def show_copies(campaign: Campaign) -> widgets.VBox:
    """Return the buttons that give each file back with its findings, and the rows to correct."""
    buttons = [
        DownloadButton(f"{file}, avec ses constats", partial(_copy, campaign, file))
        for file in faulty_files(campaign)
    ]
    if campaign.set_aside:
        rows = plural(len(campaign.set_aside), "ligne écartée")
        buttons.append(DownloadButton(f"{rows}, à corriger", partial(_set_aside, campaign)))
    return widgets.VBox(buttons)


def _copy(campaign: Campaign, file: str) -> tuple[str, bytes]:
    copy = give_back(campaign, file)
    return copy.name, copy.content


def _set_aside(campaign: Campaign) -> tuple[str, bytes]:
    name = f"corrections_{date.today():%Y-%m-%d}.xlsx"
    return name, give_set_aside(campaign, name)


def show_preview(campaign: Campaign) -> widgets.HTML:
    """Return what an import of these files would change, and what it would lose; nothing is stored."""
    arrival = preview_import(campaign, campaign.figures().day)
    lost = [arrival.refused] if arrival.refused else []
    lost += [say_losses(arrival.losses)] if arrival.losses else []
    if arrival.last is None or arrival.changes is None:
        return html_view(
            fragments.status(lost or ["Ce serait le premier import de cette campagne."])
        )
    day = long_date(arrival.last.day)
    if arrival.same:
        return html_view(
            fragments.status([f"Rien de nouveau depuis l’import des données au {day}."])
        )
    said = [f"Depuis le dernier import (données au {day}) :", *say_changes(arrival.changes)]
    return html_view(fragments.status([*said, *lost]))


def show_checks(campaign: Campaign) -> widgets.HTML:
    """Return the sentence of `say_checks`, to be shown."""
    return html_view(fragments.sentence(say_checks(campaign)))


def say_checks(campaign: Campaign) -> str:
    """Return in one sentence what the checks found."""
    return (
        f"{plural(len(campaign.offers), 'offre')} et "
        f"{plural(len(campaign.applications), 'candidature')} retenues ; "
        f"{count_severities(campaign.faults)}."
    )
