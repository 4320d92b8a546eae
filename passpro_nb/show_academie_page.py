"""The dashboard of the académie as a page: widgets over `show_academie`, nothing computed here."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from passpro_nb import show_academie as academie
from passpro_nb.definitions import SHARES, label
from passpro_nb.export_table import records
from passpro_nb.french import long_date, number
from passpro_nb.show_academie import FILTERS, SHOWN, Screen, State
from passpro_nb.show_widgets import (
    Card,
    Column,
    DownloadButton,
    dropdown,
    filter_row,
    guard,
    html_view,
    published_path,
    show_cards,
    show_chart,
    show_definitions,
    show_live,
    show_plain_table,
    show_table,
    table_rows,
)
from passpro_nb.store import Published, read_published

EVERY = {
    "department": "Tous",
    "host_uai": "Tous",
    "programme": "Toutes",
    "diploma": "Tous",
}
_SHORT = {"host_name": "Établissement", "department": "Dépt", "host_uai": "UAI"}
_TEXTS = {"host_uai", "host_name", "commune", "department"}


def show_academie() -> None:
    """Show the page over the published figures: the headline first, as plain HTML."""
    published = read_published(published_path())
    screen = academie.measure_screen(published, State())
    display(HTML(academie.about(published)))
    page = _Page(published, screen)
    show_live(page.top, page.headline.value)
    display(page.filters)
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
            _columns(),
            caption="Établissements d’accueil, les plus en retard d’abord",
            noun=("établissement", "établissements"),
            sort=("overdue", True),
        )
        offered = academie.choices(published, State())
        self.choices = {
            name: dropdown(FILTERS[name], offered[name], every=EVERY[name]) for name in FILTERS
        }
        self.download = DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        self.filters = filter_row(*self.choices.values())
        heading = html_view("<h2>Établissements d’accueil</h2>")
        self.body = widgets.VBox([self.chart, heading, self.download, self.table])
        self._updating = False
        changed = guard(self._changed, self.top, self.body)
        for choice in self.choices.values():
            choice.observe(changed, names="value")

    def _state(self) -> State:
        return State(**{name: choice.value or "" for name, choice in self.choices.items()})

    def _changed(self, _: Any) -> None:
        """Follow the filters; a choice that the others exclude is lifted by its own list."""
        if self._updating:
            return
        state = self._state()
        self._updating = True
        try:
            for name, options in academie.choices(self.published, state).items():
                choice = self.choices[name]
                kept = choice.value
                choice.options = [(EVERY[name], ""), *options]
                choice.value = kept if kept in {value for _, value in options} else ""
        finally:
            self._updating = False
        self.screen = academie.measure_screen(self.published, self._state())
        self.headline.value = _headline(self.screen)
        self.chart.value = _chart(self.published, self.screen)
        self.table.rows = table_rows(records(self.screen.hosts), _columns())

    def _workbook(self) -> tuple[str, bytes]:
        return academie.hosts_workbook(self.published, self.screen)


def _columns() -> list[Column]:
    return [Column(code, _SHORT.get(code, label(code)), _kind(code)) for code in SHOWN]


def _kind(code: str) -> Any:
    return "text" if code in _TEXTS else "percent" if code in SHARES else "number"


def _headline(screen: Screen) -> str:
    cards = show_cards(Card(*row) for row in academie.headline(screen))
    return f"<p class='phrase'>{screen.sentence}</p>{cards}"


def _chart(published: Published, screen: Screen) -> str:
    from passpro_nb.draw_progress import Goal, draw_progress, new_axes, picture

    total = screen.total
    bounds = [total[name] for name in ("projected_low", "projected", "projected_high")]
    limit = published.settings.calendrier.limite_avis
    ahead = limit is not None and limit > published.day and None not in bounds
    goal = Goal(int(total["expected"]), limit, tuple(bounds) if ahead else None)
    rows = [[long_date(row["day"]), number(row["entered"])] for row in records(screen.progress)]
    return show_chart(
        picture(draw_progress(screen.progress, goal, new_axes())),
        alt=screen.sentence,
        title="Avis saisis, jour après jour",
        table=show_plain_table(["Jour", "Avis saisis"], rows, "Avis saisis, jour après jour"),
    )
