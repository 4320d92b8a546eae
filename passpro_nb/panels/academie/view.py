"""The dashboard of the académie as a page: widgets over `figures`, nothing computed here."""

from __future__ import annotations

import ipywidgets as widgets
from IPython.display import HTML, display

from passpro_nb.domain.french import long_date, number
from passpro_nb.export.records import records
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.academie.figures import SHOWN, Screen
from passpro_nb.panels.filters import State, about
from passpro_nb.panels.widgets import (
    Card,
    DownloadButton,
    FilterBar,
    figure_columns,
    html_view,
    published_path,
    show_cards,
    show_chart,
    show_definitions,
    show_live,
    show_plain_table,
    show_sentence,
    show_table,
    table_rows,
)
from passpro_nb.store.published import Published, read_published


def show_academie() -> None:
    """Show the page over the published figures: the headline first, as plain HTML."""
    published = read_published(published_path())
    screen = academie.measure_screen(published, State())
    display(HTML(about(published)))
    page = _Page(published, screen)
    show_live(page.top, page.headline.value)
    display(page.filters.box)
    display(page.body)
    headings, rows = academie.values_rows(published)
    table = show_plain_table(headings, rows, "Répartition des avis saisis, par département")
    display(HTML(f"<h2>Répartition des avis</h2>{table}"))
    display(HTML(show_definitions(academie.definitions())))


class _Page:
    """The widgets of the page and what ties them: a filter changes, everything follows."""

    def __init__(self, published: Published, screen: Screen) -> None:
        self.published = published
        self.screen = screen
        self.headline = html_view(_headline(screen))
        self.top = widgets.VBox([self.headline])
        self.chart = html_view(_chart(published, screen))
        self.table = show_table(
            records(screen.hosts),
            figure_columns(SHOWN),
            caption="Établissements d’accueil, les plus en retard d’abord",
            noun=("établissement", "établissements"),
            sort=("overdue", True),
        )
        self.filters = FilterBar(published.offers)
        self.download = DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        heading = html_view("<h2>Établissements d’accueil</h2>")
        self.body = widgets.VBox([self.chart, heading, self.download, self.table])
        self.filters.on_change(self._changed, self.top, self.body)

    def _changed(self) -> None:
        self.screen = academie.measure_screen(self.published, self.filters.state)
        self.headline.value = _headline(self.screen)
        self.chart.value = _chart(self.published, self.screen)
        self.table.rows = table_rows(records(self.screen.hosts), figure_columns(SHOWN))

    def _workbook(self) -> tuple[str, bytes]:
        return academie.hosts_workbook(self.published, self.screen)


def _headline(screen: Screen) -> str:
    cards = show_cards(Card(*row) for row in academie.headline(screen))
    return show_sentence(screen.sentence) + cards


def _chart(published: Published, screen: Screen) -> str:
    from passpro_nb.panels.charts.progress import Goal, draw_progress, new_axes, picture

    total = screen.total
    bounds = (total["projected_low"], total["projected"], total["projected_high"])
    limit = published.settings.calendrier.limite_avis
    ahead = limit is not None and limit > published.day and None not in bounds
    goal = Goal(int(total["expected"]), limit, bounds if ahead else None)
    rows = [[long_date(row["day"]), number(row["entered"])] for row in records(screen.progress)]
    return show_chart(
        picture(draw_progress(screen.progress, goal, new_axes())),
        alt=screen.sentence,
        title="Avis saisis, jour après jour",
        table=show_plain_table(["Jour", "Avis saisis"], rows, "Avis saisis, jour après jour"),
    )
