"""The table of a view as widgets, in the analysts' notebooks; nothing is computed here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.pivot import TOTAL, crossed_figure
from passpro_nb.measure.view import NAME, OF_COVERAGE, USUAL, View
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.explorer.figures import MEMBER, measure_screen, say_apart
from passpro_nb.panels.opened import filters_of, show_lines
from passpro_nb.panels.shown import group_noun
from passpro_nb.panels.tables import say_files
from passpro_nb.panels.viewbar import ViewBar

_ROWS = ("ligne", "lignes")


class ViewPanel:
    """The controls of a view, its table, its chart beside, and the lines that a number opens into."""

    def __init__(self, campaign: Campaign, *, crossed: bool) -> None:
        self.campaign, self._of = campaign, dict[date | None, CampaignFigures]()
        self.bar = ViewBar(campaign.folder, crossed=crossed)
        self.title, self.how, self.chart = (show.html_view() for _ in range(3))
        self.table = show.show_table([], [], caption="", noun=_ROWS, about=self._about)
        self.lines = widgets.VBox()
        pair = widgets.Box([widgets.Box([self.table, self.chart])]).add_class("paire")
        self.body = widgets.VBox([self.title, self.how, pair, self.lines])
        self.box = widgets.VBox([self.bar.box, self.body])
        self.follow = show.guard(self._fill, self.body)
        self.bar.on_change(self.follow)
        self.bar.row.lift.on_click(lambda _: show.clear_columns([self.body]))
        self.table.on_open((), show.guard(self._open, self.lines))
        self.table.observe(lambda _: self._reorder(), names=["sort", "search", "kept"])
        self._filling = False
        self.follow()

    def figures(self, day: date | None) -> CampaignFigures:
        """Return the figures of a day, measured once."""
        if day not in self._of:
            self._of = {None: self._of.get(None) or self.campaign.figures()}
            self._of |= {day: self.campaign.figures(day)} if day else {}
        return self._of[day]

    def _fill(self) -> None:
        figures = self.figures(self.bar.view.day)
        self.screen = screen = measure_screen(figures, self.bar.follow(figures))
        apart = say_apart(screen.view, [column.key for column in screen.columns])
        self.title.value = fragments.heading(screen.title, 3)
        self.how.value = fragments.paragraph(apart) if apart else ""
        self.lines.children = ()
        self._filling = True
        try:
            with self.table.hold_sync():
                self.table.sort = _as_shown(screen.view)
                self.table.search, self.table.kept = screen.view.search, None
                self.table.show(
                    screen.title, screen.columns, screen.records, whole=screen.whole,
                    noun=group_noun(screen.view.by),
                )  # fmt: skip
                self.table.opens = [*screen.opens]
        finally:
            self._filling = False
        self.chart.value = fragments.bars(screen.bars)

    def _reorder(self) -> None:
        """Take into the view how the table was sorted and searched by hand; the chart follows its rows."""
        if self._filling:
            return
        sort, search = _as_asked(self.table.sort, self.screen.view), self.table.search
        self.bar.order(search, sort)
        view = replace(self.screen.view, sort=sort, search=search)
        kept, records = self.table.kept, self.screen.records
        left = None if kept is None else [records[at] for at in kept if at < len(records)]
        self.chart.value = fragments.bars(measure_screen(self.figures(view.day), view, left).bars)

    def _open(self, record: Mapping[str, Any], column: str) -> None:
        code, member = self.screen.opens[column]
        view = self.screen.view
        filters = {
            **view.filters,
            **filters_of(record),
            **({view.columns: member} if member else {}),
        }
        lines = show_lines(self.campaign, self.figures(view.day).day, code, filters)
        self.lines.children = (lines,)

    def _about(self) -> list[str]:
        return [*say_files(self.campaign), f"Vue : {self.bar.view.address or 'toutes les offres'}"]


def _as_shown(view: View) -> list[Any]:
    """Return how a view is sorted, as a table takes it: the column, whether downwards."""
    code, back = view.sort.removeprefix("-"), view.sort.startswith("-")
    if not code:
        return [TOTAL if view.columns else _worst_by(view), True]
    return [MEMBER, back] if code == NAME else [TOTAL if view.columns else code, not back]


def _worst_by(view: View) -> str:
    """Return the figure shown by which the worst rows come first, "" where it is not shown."""
    shown = view.figures or USUAL
    worst = "overdue" if not {*OF_COVERAGE}.isdisjoint(shown) else "shortfall"
    return worst if worst in shown else ""


def _as_asked(sort: list[Any], view: View) -> str:
    """Return the order of a table as a view says it; one that no view says leaves it as it was."""
    column, down = sort
    if column == MEMBER:
        return f"-{NAME}" if down else NAME
    code = crossed_figure(view)[0] if column == TOTAL else column
    try:
        return replace(view, sort=code if down else f"-{code}").sort
    except UsageError:
        return view.sort


def show_coverage(campaign: Campaign) -> widgets.VBox:
    """Return opinion coverage by any group, of what the filters leave, on a day."""
    return ViewPanel(campaign, crossed=False).box


def show_explorer(campaign: Campaign) -> widgets.VBox:
    """Return the free table: any rows, columns, figures, filters and day."""
    return ViewPanel(campaign, crossed=True).box
