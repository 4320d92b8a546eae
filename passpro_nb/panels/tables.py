"""Frames as tables on screen, in notebooks: French headings, sorted by a click, searched."""

from datetime import date
from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import SHARES, heading
from passpro_nb.domain.french import listing, long_date, plural, pluralise
from passpro_nb.export.records import records
from passpro_nb.panels import fragments
from passpro_nb.panels.shown import Kind, ShownColumn
from passpro_nb.panels.widgets import SortableTable, html_view, show_table


def show_frame(
    table: pd.DataFrame,
    caption: str,
    noun: str = "ligne",
    *,
    of: Campaign | None = None,
    **more: Any,
) -> SortableTable:
    """Return a frame as a table on screen; its codes are headed in French (`domain.figures.heading`).

    It is exported as shown, with the files of the campaign that it is `of`. `more` as in `show_table`.

    >>> show_frame(open_campaign("data/exemple").figures().coverage("department"), "Couverture").caption
    'Couverture'
    """
    columns = [ShownColumn(code, heading(code), _kind(table[code], code)) for code in table.columns]
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


def fold_sources(campaign: Campaign) -> SortableTable:
    """Return the tables read, shut at first: the question of the notebook is another."""
    return show_sources(campaign, folded="Les tableaux lus")


def show_sources(campaign: Campaign, **more: Any) -> SortableTable:
    """Return the tables read: file, sheet, what it is, rows, date of the file."""
    rows = []
    for s in campaign.sources:
        day = date.fromtimestamp((campaign.folder / s.file).stat().st_mtime)  # here, not in UTC
        rows.append((s.file, s.sheet, s.table.heading, s.rows, long_date(day)))
    frame = pd.DataFrame(rows, columns=["file", "sheet", "Contenu", "rows", "Enregistré le"])
    return show_frame(frame, "Tableaux lus", "tableau", of=campaign, **more)


def show_reconciliation(campaign: Campaign) -> SortableTable:
    """Return the count of rows of each sheet: retained, merged, set aside, ignored."""
    return show_frame(campaign.reconciliation, "Compte des lignes", "feuille", of=campaign)


def show_checks(campaign: Campaign) -> widgets.HTML:
    """Return the sentence of `say_checks`, to be shown."""
    return html_view(fragments.sentence(say_checks(campaign)))


def show_measured(campaign: Campaign) -> widgets.VBox:
    """Return the sentences of `say_measured`, then, shut at first, the applications cancelled, one by one."""
    from passpro_nb.panels.opened import show_rows  # which shows its rows by what stands here

    told = html_view(fragments.bullets(say_measured(campaign)))
    gone = campaign.figures().rows("cancelled")
    title = "Les annulées, une à une (fichier et ligne)"
    more = [show_rows(campaign, gone, "Annulées", title, shut=True)] if len(gone) else []
    return widgets.VBox([told, *more])


def say_measured(campaign: Campaign) -> list[str]:
    """Return how the rows retained become the applications and the offers that are measured."""
    figures = campaign.figures()
    kept, states = len(campaign.applications), figures.states
    apart = figures.counts.hors_passpro
    cancelled = int((states["in_passpro"].astype(bool) & states["state"].eq("cancelled")).sum())
    less = [
        (kept - len(states), "inscrite après ce jour", "inscrites après ce jour"),
        (apart[1], "hors Passpro", "hors Passpro"),
        (cancelled, "annulée", "annulées"),
    ]
    taken = [f" − {plural(count, one, many)}" for count, one, many in less if count]
    left = plural(kept - sum(count for count, *_ in less), "inscrit")
    return [
        f"Au {long_date(figures.day)} : {plural(kept, 'candidature retenue')}{''.join(taken)} = {left}.",
        f"{plural(len(campaign.offers), 'offre')} au catalogue (une offre y a parfois plusieurs lignes)"
        f" − {plural(apart[0], 'hors Passpro', 'hors Passpro')} = "
        f"{plural(len(figures.counts.offers), 'offre mesurée')}.",
    ]


def say_checks(campaign: Campaign) -> str:
    """Return in a sentence what counts and what does not, as every notebook says it first."""
    kept = (
        f"{plural(len(campaign.offers), 'offre')} et "
        f"{plural(len(campaign.applications), 'candidature')} retenues."
    )
    aside = len(campaign.set_aside)
    files = sum(fault.severity == "error" and not fault.row for fault in campaign.faults)
    lost = [
        plural(aside, "ligne écartée, qui ne compte", "lignes écartées, qui ne comptent") + " nulle part"
        if aside else "",
        plural(files, "constat sur un fichier ou une feuille", "constats sur des fichiers ou des feuilles")
        if files else "",
    ]  # fmt: skip
    said = " ; ".join(filter(None, lost))
    if not said:
        return f"{kept} Aucune ligne écartée."
    return f"{kept} {said} : 10 – Contrôles dit pourquoi, ligne par ligne."
