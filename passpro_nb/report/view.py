"""The report in the analysts' notebook: its day, the campaign before, its first page, its files."""

from datetime import date
from functools import partial
from pathlib import Path

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.charts.canvas import picture
from passpro_nb.panels.inputs import DayInput, dropdown
from passpro_nb.panels.tables import say_checks
from passpro_nb.panels.workbench import campaigns
from passpro_nb.report.blocks import Block, Bullets, Cards, Chart, Heading, Paragraph
from passpro_nb.report.material import gather_from
from passpro_nb.report.sections.essential import first_page
from passpro_nb.report.writing import report_file

_BUTTONS = {
    ".pdf": "Enregistrer en PDF", ".docx": "Enregistrer en Word (.docx)",
    ".html": "Enregistrer en page web (.html)",
}  # fmt: skip

_ROW = {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "0.75rem"}


def show_checks(campaign: Campaign) -> widgets.HTML:
    """Return what the controls found."""
    return show.html_view(fragments.paragraph(say_checks(campaign)))


def show_report(campaign: Campaign) -> widgets.VBox:
    """Return the report of a campaign: what is chosen, its first page, the buttons that save it."""
    return ReportPanel(campaign).box


class ReportPanel:
    """The choices of a report, its first page as they leave it, and its files, made when asked."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.material = gather_from(campaign)
        self.day = DayInput("Jour", self.material.published.day)
        near = [(found.line, found.folder) for found in campaigns.beside(campaign.folder)]
        self.before = dropdown("Comparer à", near, every="Aucune campagne")
        self.path = widgets.Text(
            description="Ou à un autre dossier", placeholder="C:\\Passpro\\campagne 2025",
            continuous_update=False,
        )  # fmt: skip
        self.buttons = [
            show.DownloadButton(words, partial(self._file, ending))
            for ending, words in _BUTTONS.items()
        ]
        self.page = show.html_view()
        self.body = widgets.VBox([widgets.HBox(self.buttons, layout=_ROW), self.page])
        choices = widgets.Box([self.day, self.before, self.path]).add_class("filtres")
        self.box = widgets.VBox([choices, self.body])
        follow = show.guard(self._fill, self.body)
        for choice in (self.day, self.before, self.path):
            choice.observe(lambda _: follow(), names="value")
        self._tell()

    def _fill(self) -> None:
        self.page.value = fragments.doing("Calcul : le bilan…")
        day = self.day.value
        chosen = day if isinstance(day, date) else None
        self.material = gather_from(self.campaign, chosen, self._earlier())
        self._tell()

    def _earlier(self) -> Path | None:
        if self.path.value:
            return campaigns.typed_folder(self.path.value, self.campaign.folder)
        return self.before.value or None

    def _tell(self) -> None:
        self.page.value = "".join(map(_shown, first_page(self.material)))

    def _file(self, ending: str) -> tuple[str, bytes]:
        return report_file(self.material, ending)


def _shown(block: Block) -> str:
    match block:
        case Heading():
            return str(fragments.heading(block.text, block.level + 1))
        case Paragraph():
            return str(fragments.sentence(block.text))
        case Cards():
            return str(fragments.cards(block.items))
        case Bullets():
            return str(fragments.bullets(block.items))
        case Chart():
            return str(fragments.chart(picture(block.draw()), block.alt, block.title))
        case _:
            return ""
