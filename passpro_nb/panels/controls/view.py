"""The controls of a campaign as widgets, in the analysts' notebook: findings, copies, the import."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.french import plural
from passpro_nb.export.annotated import faulty_files, give_back
from passpro_nb.export.quarantine import give_set_aside, list_set_aside
from passpro_nb.panels import fragments
from passpro_nb.panels.controls import figures as controls
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import DownloadButton, SortableTable, guard, heading, html_view
from passpro_nb.panels.workbench import Keeper

HEADS = {"cost": "Effet", "title": "Constat", "said": "Ce qui est dit"}
OPEN = "Un clic sur un nombre montre dessous ses lignes : le fichier, la ligne, ce qui ne va pas."
COPIES = (
    "Chaque classeur vous est rendu en copie : cellules colorées et commentées, liste des constats en "
    "première feuille. Le fichier reçu ne change pas."
)


def show_lost(campaign: Campaign) -> widgets.VBox:
    """Return what does not count, what costs most first; a number opens into its places."""
    found = controls.list_findings(campaign)
    lost = found[found["weight"].eq(controls.LOST)]
    shown = _show_kinds(campaign, lost, controls.say_lost(campaign, lost), "Ce qui ne compte pas")
    rows = list_set_aside(campaign)
    title = f"{plural(len(rows), 'ligne écartée')}, une à une : le fichier, la ligne, pourquoi"
    more = show_frame(rows, "Lignes écartées, une à une", of=campaign, folded=title)
    return widgets.VBox([shown, *([more] if len(rows) else [])])


def show_doubtful(campaign: Campaign) -> widgets.VBox:
    """Return what counts but is doubtful, then, shut at first, what is only told."""
    found = controls.list_findings(campaign)
    doubtful = found[found["weight"].eq(controls.DOUBTFUL)]
    said = controls.say_doubtful(found)
    shown = _show_kinds(campaign, doubtful, said, "Ce qui est douteux")
    told = found[found["weight"].eq(controls.TOLD)]
    title = f"{plural(len(told), 'information')} : ce qui a été compris ou réparé"
    title += " (un constat peut nommer plusieurs lignes, comme les lignes ignorées)"
    more = _show_kinds(campaign, told, "", "Ce qui a été compris ou réparé", folded=title)
    return widgets.VBox([shown, *([more] if len(told) else [])])


def _show_kinds(
    campaign: Campaign, findings: pd.DataFrame, said: str, caption: str, **more: Any
) -> widgets.VBox:
    """Return findings kind by kind, and the place where a number shows its rows."""
    parts: list[widgets.Widget] = [html_view(fragments.sentence(said))] if said else []
    if len(findings):
        kinds = controls.group_findings(findings)
        if not kinds["cost"].any():
            kinds = kinds.drop(columns="cost")
        table = show_frame(kinds.rename(columns=HEADS), caption, "sorte", of=campaign, **more)
        parts += [html_view(fragments.paragraph(OPEN))] if said else []
        parts += [table, _open_kinds(campaign, findings, table)]
    return widgets.VBox(parts)


def _open_kinds(campaign: Campaign, findings: pd.DataFrame, table: SortableTable) -> widgets.VBox:
    place = widgets.VBox()
    names = {heading: name for name, heading in HEADS.items()}

    def show(record: Mapping[str, Any], _: str) -> None:
        kind = {"cost": ""} | {names.get(key, key): value for key, value in record.items()}
        rows = controls.find_rows(findings, kind).rename(columns=HEADS)
        caption = f"{kind['title']} – {kind['file']}"
        title = f"{caption} : {plural(len(rows), 'ligne')}"
        place.children = (show_frame(rows, caption, of=campaign, opened=title),)

    table.on_open(["count"], guard(show, place))
    return place


def show_copies(campaign: Campaign) -> widgets.VBox:
    """Return the buttons that give each file back with its findings, and the rows to correct."""
    buttons = [
        DownloadButton(f"{file}, avec ses constats", partial(_copy, campaign, file))
        for file in faulty_files(campaign)
    ]
    parts = [html_view(fragments.paragraph(COPIES)), *buttons] if buttons else []
    if campaign.set_aside:
        rows = plural(len(campaign.set_aside), "ligne écartée")
        parts += [
            html_view(fragments.steps(controls.say_correcting(campaign.folder))),
            DownloadButton(f"{rows}, à corriger", partial(_set_aside, campaign)),
        ]
    return widgets.VBox(parts or [html_view(fragments.paragraph("Il n’y a rien à rendre."))])


def _copy(campaign: Campaign, file: str) -> tuple[str, bytes]:
    copy = give_back(campaign, file)
    return copy.name, copy.content


def _set_aside(campaign: Campaign) -> tuple[str, bytes]:
    name = f"corrections_{date.today():%Y-%m-%d}.xlsx"
    return name, give_set_aside(campaign, name)


class ImportPanel(Keeper):
    """What an import would change, the button that makes it, and the imports so far.

    What loses too much, or looks like no next delivery, waits for a second button; taking the last
    import back waits for a second one too.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.ahead, self.result = html_view(), widgets.VBox()
        self.past = widgets.VBox()
        self.main = self._button("Importer", self._import, "primary")
        self.sure = self._button(controls.ACCEPTED, self._insist, "danger")
        self.undo = self._button("Annuler le dernier import", self._ask_back)
        self.back = self._button("Oui, annuler le dernier import", self._take_back, "danger")
        self.look = guard(self._look, self.result)
        super().__init__([
            self.ahead, self.main, self.result, self.sure,
            heading("Les imports de cette campagne", 4), self.past, self.undo, self.back,
        ])  # fmt: skip
        self.look()

    def _button(self, said: str, do: Callable[[], None], style: str = "") -> widgets.Button:
        button = widgets.Button(description=said, button_style=style, layout={"width": "auto"})
        button.on_click(guard(lambda _: do(), self.result))
        return button

    def _look(self) -> None:
        self.preview = controls.look_ahead(self.campaign)
        self.ahead.value = fragments.status(self.preview.sentences)
        past = controls.history_table(self.campaign.folder)
        self.past.children = (show_frame(past, "Imports", "import", of=self.campaign),)
        _hide(self.sure, True)
        _hide(self.back, True)
        _hide(self.undo, not controls.can_take_back(past))

    def _import(self) -> None:
        """Import, or say what is lost and offer the second button."""
        if not self.preview.waits:
            self._done("")
            return
        self.sure.description = self.preview.waits
        _hide(self.sure, False)
        self.result.children = tuple(self._why())

    def _why(self) -> list[widgets.Widget]:
        said = [html_view(fragments.notice(self.preview.why))]
        if self.preview.waits == controls.FORCED:
            heads, rows = controls.extent_rows(self.preview)
            said.append(html_view(fragments.plain_table(heads, rows, "Avant, et cette fois")))
        return said

    def _insist(self) -> None:
        self._done(self.preview.waits)

    def _done(self, word: str) -> None:
        self._say("Import en cours…")
        self._say(controls.import_files(self.campaign, self.preview, word))
        self._look()
        self.tell()

    def _ask_back(self) -> None:
        _hide(self.back, False)
        self._say("L’import d’avant serait de nouveau en vigueur ; rien n’est effacé.")

    def _take_back(self) -> None:
        self._say(controls.take_back(self.campaign.folder))
        self._look()
        self.tell()

    def _say(self, text: str) -> None:
        self.result.children = (html_view(fragments.status([text])),)


def _hide(widget: widgets.Widget, hidden: bool) -> None:
    widget.layout.display = "none" if hidden else ""
