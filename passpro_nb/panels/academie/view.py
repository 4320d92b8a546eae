"""The dashboard of the académie as a page: widgets over `figures`, nothing computed here."""

import ipywidgets as widgets
from IPython.display import HTML

from passpro_nb.domain.french import day_month
from passpro_nb.export.records import records
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.progress import draw_progress, goal_of
from passpro_nb.panels.page import Page, show_page


def show_academie() -> None:
    """Show the page over the published figures."""
    show_page(AcademiePage, academie.definitions())


class AcademiePage(Page):
    """Where opinions stand: their curve, host by host, then by value."""

    def _body(self) -> list[widgets.Widget]:
        self.chart, self.numbers, self.worst = (
            show.html_view(), show.chart_figures(), show.html_view()
        )  # fmt: skip
        caption = "Établissements d’accueil, les plus en retard d’abord"
        shown, heads = list(academie.SHOWN), {}
        if since := self.published.moves.since:
            shown.insert(shown.index("entered") + 1, academie.CHANGE)
            heads[academie.CHANGE] = f"Depuis le {day_month(since)}"
        self.table = show.figure_table(shown, caption, heads=heads, sort=("overdue", True))
        download = show.DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        return [
            self.chart,
            self.numbers,
            self.worst,
            show.heading("Établissements d’accueil"),
            download,
            self.table,
        ]

    def _fill(self) -> None:
        self.screen = screen = academie.measure_screen(self.published, self.filters.follow())
        chart, rows = self._chart(), records(screen.hosts)  # first: then all changes at once
        self.headline.value = fragments.headline(screen.sentence, academie.headline(screen))
        self.chart.value = chart
        self.worst.value = fragments.lists(screen.worst)
        self.table.fill(rows)

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
        goal = goal_of(total, self.published.settings, self.published.day)
        address = self.screen.filters.view.address

        def draw() -> bytes:
            return picture(draw_progress(progress, goal, new_axes(*academie.CURVE)))

        drawn = self._picture("academie/courbe", address, draw)
        narrow = self._picture("academie/courbe-etroite", address, lambda: b"") or ""
        title = "La campagne, jour après jour"
        self.numbers.show(title, show.figure_columns(progress.columns), records(progress))
        width, height = academie.CURVE
        return fragments.chart(
            drawn,
            self.screen.sentence,
            title,
            size=(round(width * 96), round(height * 96)),
            narrow=narrow,
        )

    def _workbook(self) -> tuple[str, bytes]:
        return academie.hosts_workbook(self.published, self.screen)
