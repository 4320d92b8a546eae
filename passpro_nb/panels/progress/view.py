"""The follow-up of a campaign as widgets, in the analysts' notebook; nothing computed here."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date
from passpro_nb.export.records import records
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.progress import draw_progress, goal_of
from passpro_nb.panels.opened import open_numbers
from passpro_nb.panels.progress import figures as progress
from passpro_nb.panels.sheets import Sheet, Sheets
from passpro_nb.panels.shown import NOT_HERE, figure_columns, group_noun
from passpro_nb.panels.tables import say_files, show_frame
from passpro_nb.panels.viewbar import ViewBar

UNFINISHED = (
    "Ceux pour qui c’est presque sûr. Les autres à qui il manquerait des avis au rythme actuel ont "
    "« peut-être » dans la colonne « Ne finira pas » de « Groupe par groupe »."
)
TITLE = "La campagne, jour après jour"
PROJECTED = (
    "La courbe vaut, chaque jour, ce que la couverture dit ce jour-là de ces fichiers. La projection "
    "prolonge le rythme des dix derniers jours ouvrés ; sa fourchette tient compte des jours avec et des "
    "jours sans."
)
BALANCED = (
    "Avant + en plus − en moins = après, pour chaque chiffre. Un avis effacé, annulé ou passé ailleurs est "
    "en moins. Un clic sur un nombre en plus ou en moins montre ce qui a bougé, candidature par candidature. "
    "Le tableau a ceux dont l’un de ces chiffres a bougé ; l’export ajoute ceux dont seules des convocations "
    "ou des séances ont bougé."
)


class ProgressPanel(widgets.VBox):
    """What is looked at – a group, a day, filters – and the sheets that follow."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign, self._known = campaign, dict[date | None, CampaignFigures]()
        self.bar, self.said = ViewBar(campaign.folder), show.html_view()
        self.groups = self._table("Groupe par groupe", ("missing_at_limit", True))
        self.unfinished = self._table(
            "Ne finiront presque sûrement pas", ("missing_at_limit", True)
        )
        self.stopped = self._table("N’avancent plus", (progress.TO_ENTER, True))
        self.since = SincePanel(self)
        self.sheets = Sheets(
            {
                "La courbe": self._curves(),
                "Groupe par groupe": self._follow_table(
                    self.groups, lambda: self.screen.groups, NOT_HERE
                ),
                "Ne finiront presque sûrement pas": self._follow_table(
                    self.unfinished, lambda: self.screen.unfinished, UNFINISHED
                ),
                "N’avancent plus": self._follow_table(self.stopped, lambda: self.screen.stopped),
                "Depuis un import": Sheet(self.since.box, self.since.fill),
            }
        )
        body = widgets.VBox([self.said, self.sheets])
        super().__init__([self.bar.box, body])
        self.follow = show.guard(self._follow, body)
        self.bar.on_change(self.follow)
        self.bar.row.lift.on_click(lambda _: show.clear_columns([body]))
        self.follow()

    def _figures(self, day: date | None) -> CampaignFigures:
        """Return the figures of a day, measured once."""
        if day not in self._known:
            self._known = {day: self.campaign.figures(day)}
        return self._known[day]

    def _follow(self) -> None:
        self.said.value = fragments.doing("Calcul : le suivi de ce choix…")
        self.figures = self._figures(self.bar.view.day)
        self.screen = progress.measure_screen(self.figures, self.bar.follow(self.figures))
        self.said.value = fragments.sentence(self.screen.sentence)
        self.sheets.follow()

    def _about(self) -> list[str]:
        """Return what the tables show, a line each, in what is exported."""
        view = self.screen.view
        day = f"Au {long_date(self.figures.day)}."
        return [*say_files(self.campaign), day, f"Vue : {view.address or 'sans filtre'}."]

    def _curves(self) -> Sheet:
        chart, numbers, worst = show.html_view(), show.chart_figures(), show.html_view()
        numbers.about = self._about
        how = show.html_view(fragments.paragraph(PROJECTED))

        def fill() -> None:
            screen = self.screen
            goal = goal_of(screen.total, self.figures.settings, self.figures.day)
            drawn = picture(draw_progress(screen.progress, goal, new_axes()))
            chart.value = fragments.chart(drawn, screen.sentence, TITLE)
            curves = screen.progress
            numbers.show(TITLE, figure_columns(curves.columns), records(curves))
            worst.value = fragments.lists(screen.worst)

        return Sheet(widgets.VBox([chart, numbers, how, worst]), fill)

    def _table(self, caption: str, sort: tuple[str, bool]) -> show.SortableTable:
        columns = progress.shown_columns("host")
        return show.figure_table(columns, caption, sort=sort, about=self._about)

    def _follow_table(
        self, table: show.SortableTable, rows: Callable[[], pd.DataFrame], how: str = ""
    ) -> Sheet:
        """Return a sheet whose table shows some members of the group of the view."""
        opened = open_numbers(table, self._source)
        caption = table.caption

        def fill() -> None:
            by, shown = self.screen.view.by, rows()
            columns = figure_columns(progress.shown_columns(by, shown))
            table.show(caption, columns, records(shown), noun=group_noun(by))
            opened.children = ()

        above = [show.html_view(fragments.paragraph(how))] if how else []
        return Sheet(widgets.VBox([*above, table, opened]), fill)

    def _source(self) -> tuple[Campaign, date, Mapping[str, Any]]:
        return self.campaign, self.figures.day, self.screen.view.filters


class SincePanel:
    """What moved since an import chosen in the list of those by day, and the button that exports it all."""

    def __init__(self, panel: ProgressPanel) -> None:
        self.panel, self.folder = panel, panel.campaign.folder
        self.choice = widgets.Dropdown(
            description="Depuis l’import", layout={"width": "46rem", "max_width": "100%"}
        )
        self.said = show.html_view()
        self.table = show.figure_table(
            progress.moved_columns("host"), "Ce qui a bougé", sort=("entered_minus", True)
        )
        self.opened = widgets.VBox()
        how = show.html_view(fragments.paragraph(BALANCED))
        export = show.DownloadButton(
            "Exporter tous ces changements (.xlsx, nominatif)",
            lambda: progress.changes_file(self.folder, self.choice.value),
        )
        self.body = widgets.VBox([self.said, how, self.table, self.opened, export])
        self.box = widgets.VBox([widgets.Box([self.choice]).add_class("filtres"), self.body])
        self.table.on_open(
            [f"{figure}{end}" for figure in progress.MOVED for end in ("_plus", "_minus")],
            show.guard(self._open, self.opened),
        )
        self._moving = False
        look = show.guard(self._look, self.body)
        self.choice.observe(lambda _: self._moving or look(), names="value")

    def fill(self) -> None:
        """Offer the imports made until now, and show what moved since the one that is chosen."""
        past = progress.past_imports(self.folder)
        if not past:
            raise UsageError(progress.ONE_IMPORT)
        chosen = self.choice.value
        self._moving = True
        self.choice.options = past
        self.choice.value = chosen if chosen in [number for _, number in past] else past[0][1]
        self._moving = False
        self._look()

    def _look(self) -> None:
        view = self.panel.screen.view
        self.since = progress.measure_since(self.folder, self.choice.value, view)
        self.said.value = fragments.status(self.since.said)
        columns = figure_columns(progress.moved_columns(view.by))
        lost = self.since.groups["entered_minus"].any()  # as the rows are ordered
        self.table.sort = ["entered_minus" if lost else "entered_plus", True]
        self.table.show(
            "Ce qui a bougé", columns, records(self.since.groups), noun=group_noun(view.by)
        )
        self.opened.children = ()

    def _open(self, record: Mapping[str, Any], _: str) -> None:
        by = self.panel.screen.view.by
        rows = progress.list_moves(self.since, by, str(record[GROUPS[by][0]]))
        shown = rows.drop(columns=["pupil", "offer", "host_uai"])
        caption = "Candidatures qui ont bougé"
        self.opened.children = (show_frame(shown, caption, "mouvement", opened=caption),)
