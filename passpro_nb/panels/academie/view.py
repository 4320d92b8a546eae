"""The dashboard of the académie as a page: widgets over `figures`, nothing computed here."""

import ipywidgets as widgets
from IPython.display import HTML

from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.progress import Goal, draw_progress
from passpro_nb.panels.page import Page, show_page


def show_academie() -> None:
    """Show the page over the published figures."""
    show_page(AcademiePage, academie.definitions())


class AcademiePage(Page):
    """Where opinions stand: their curve, host by host, then by value."""

    def _body(self) -> list[widgets.Widget]:
        self.chart, self.numbers = show.html_view(), show.chart_figures()
        caption = "Établissements d’accueil, les plus en retard d’abord"
        self.table = show.figure_table(academie.SHOWN, caption, sort=("overdue", True))
        download = show.DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        return [
            self.chart,
            self.numbers,
            show.heading("Établissements d’accueil"),
            download,
            self.table,
        ]

    def _fill(self) -> None:
        self.screen = screen = academie.measure_screen(self.published, self.filters.follow())
        self.headline.value = fragments.headline(screen.sentence, academie.headline(screen))
        self.chart.value = self._chart()
        self.table.fill(records(screen.hosts))

    def _more(self) -> list[HTML | widgets.Widget]:
        headings, rows = academie.values_rows(self.published)
        table = show.show_table(
            [dict(zip(headings, row, strict=True)) for row in rows],
            [show.ShownColumn(heading, heading) for heading in headings],
            caption="Répartition des avis saisis, par département",
            noun=("département", "départements"),
        )
        return [widgets.VBox([show.heading("Répartition des avis"), table])]

    def _chart(self) -> str:
        total, progress = self.screen.total, self.screen.progress
        bounds = (total["projected_low"], total["projected"], total["projected_high"])
        limit = self.published.settings.calendrier.limite_avis
        ahead = limit is not None and limit > self.published.day and None not in bounds
        goal = Goal(int(total["expected"]), limit, bounds if ahead else None)
        drawn = picture(draw_progress(progress, goal, new_axes()))
        title, entered = "Avis saisis, jour après jour", label("entered")
        columns = [
            show.ShownColumn("day", "Jour", "date"),
            show.ShownColumn("entered", entered, "number"),
        ]
        self.numbers.show(title, columns, records(progress))
        return fragments.chart(drawn, self.screen.sentence, title)

    def _workbook(self) -> tuple[str, bytes]:
        return academie.hosts_workbook(self.published, self.screen)
