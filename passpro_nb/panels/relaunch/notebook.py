"""What the notebook of relaunches shows: its panels, which share one desk, and what the journal keeps."""

from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.asking import RelaunchPanel
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.receiving import RepliesPanel
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.workbench import Keeper
from passpro_nb.store.journal import read_exports, read_journal
from passpro_nb.store.turns import account

WHO = (
    "Ce qui est écrit d’ici est noté au journal sous ce nom ; sans nom, sous celui du compte ({})."
)
SENDING = (
    "Ouvrez les brouillons (dossier « brouillons » du paquet), relisez, envoyez ; un classeur non chiffré "
    "ne voyage pas par mél. Quand les établissements répondent, déposez ce qu’ils renvoient dans un seul "
    "dossier, en l’état."
)


def show_relaunches(campaign: Campaign) -> Keeper:
    """Return all the work in its order: ask, write, read again, receive, see what it changed.

    The workbench is told of the campaign that was read again once replies were taken.
    """
    desk = Desk(campaign)
    who = widgets.Combobox(
        description="Votre nom", placeholder="Prénom Nom", continuous_update=False,
        options=relaunch.names_given(campaign.folder),
    )  # fmt: skip

    def sign(change: Any) -> None:
        desk.who = change["new"].strip() or account()

    who.observe(sign, names="value")
    signed = widgets.Box([who, _text(WHO.format(account()))]).add_class("filtres")
    shown = Keeper(
        [signed, show_relaunch(desk), _text(SENDING), show_replies(desk), show_record(desk)]
    )

    def tell() -> None:
        if desk.campaign is not campaign:
            shown.tell(desk.campaign)

    desk.on_change(tell)
    return shown


def _text(said: str) -> widgets.HTML:
    return show.html_view(fragments.paragraph(said))


def show_relaunch(desk: Desk, output: str = "") -> widgets.VBox:
    """Return the panel: look, choose, write the pack, read the drafts. Nothing is ever sent.

    Without `output`, the pack goes into a new folder in the campaign's `relances/`.
    """
    return RelaunchPanel(desk, output).box


def show_replies(desk: Desk, folder: str = "") -> widgets.VBox:
    """Return the panel of what schools sent back; without `folder`, `retours/` is proposed."""
    return RepliesPanel(desk, folder).box


def show_record(desk: Desk) -> widgets.VBox:
    """Return what relaunches changed, their journal and the log of nominative files, kept up to date."""
    box = widgets.VBox([])

    def show_again() -> None:
        box.children = (
            show.heading("Ce qu’ont changé les 1res, les 2es, les 3es relances", 3), show_effect(desk),
            show.heading("Le journal des relances", 3), show_journal(desk),
            show.heading("Les fichiers nominatifs qui sont sortis", 3), show_exports(desk),
        )  # fmt: skip

    look = show.guard(show_again, box)
    desk.on_change(look)
    look()
    return box


def show_effect(desk: Desk) -> show.SortableTable:
    """Return what the relaunches changed, level by level."""
    table = relaunch.effect_table(desk.campaign, desk.day)
    return show_frame(table, "Effet des relances, par niveau", "niveau", of=desk.campaign)


def show_journal(desk: Desk) -> show.SortableTable:
    """Return the journal of the relaunches, latest first."""
    table = read_journal(desk.campaign.folder)
    return show_frame(table, "Journal des relances", "relance", of=desk.campaign)


def show_exports(desk: Desk) -> show.SortableTable:
    """Return the log of the nominative files that went out, latest first."""
    table = read_exports(desk.campaign.folder).rename(columns={"what": "kind"})
    at = [f"{at:%d/%m/%Y %H:%M}" for at in pd.to_datetime(table["at"])]
    said = table.assign(at=at, encrypted=table["encrypted"].astype(bool))
    return show_frame(said, "Sorties nominatives", "fichier", of=desk.campaign)
