"""The inspectors' list of schools to relaunch as a page: counts, no pupil, nothing to write."""

import ipywidgets as widgets

from passpro_nb.export.records import records
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.inputs import dropdown
from passpro_nb.panels.page import Page, show_page
from passpro_nb.panels.relaunch.listing import LISTED, SIDES, list_asks, list_workbook, say_list
from passpro_nb.panels.screens import define

SHOWN = ("name", *LISTED[2:], "uai")  # on screen the school's name leads, and stays in sight


def show_relaunches() -> None:
    """Show the page over the published figures."""
    show_page(RelaunchesPage, define(LISTED))


class RelaunchesPage(Page):
    """The schools that something is asked of, by role."""

    def _body(self) -> list[widgets.Widget]:
        self.side = dropdown("Rôle", SIDES, every="Tous")
        caption = "Établissements à relancer, le pire d’abord"
        self.table = show.figure_table(SHOWN, caption)
        download = show.DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        heading = show.heading("Établissements à relancer")
        return [self._watch(self.side), heading, download, self.table]

    def _fill(self) -> None:
        self.list = list_asks(self.published, self.filters.follow(), self.side.value)
        self.headline.value = fragments.status([say_list(self.published, self.list)])
        self.table.fill(records(self.list))

    def _workbook(self) -> tuple[str, bytes]:
        return list_workbook(self.published, self.filters.chosen, self.list)
