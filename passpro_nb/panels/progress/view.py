"""The follow-up of a campaign as widgets, in the analysts' notebook; nothing computed here."""

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.export.records import records
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.progress import draw_progress, goal_of
from passpro_nb.panels.progress import figures as progress
from passpro_nb.panels.tables import say_files, show_frame
from passpro_nb.store.published import Published

TITLE = "La campagne, jour après jour"


def show_changes(campaign: Campaign) -> widgets.VBox:
    """Return what moved since an import, which one is chosen, and the button that exports all of it.

    Where there is nothing to compare, why.
    """
    folder, said = campaign.folder, show.html_view()
    try:
        past = progress.past_imports(folder)
        said.value = fragments.status(progress.say_since(folder))
    except UsageError as nothing:
        return widgets.VBox([show.html_view(fragments.paragraph(str(nothing)))])
    since = widgets.Dropdown(options=past, description="Depuis l’import")
    place = widgets.VBox([said])

    def follow() -> None:
        said.value = fragments.status(progress.say_since(folder, since.value))

    look = show.guard(follow, place)
    since.observe(lambda _: look(), names="value")
    export = show.DownloadButton(
        "Exporter ces changements (.xlsx, nominatif)",
        lambda: progress.changes_file(folder, since.value),
    )
    return widgets.VBox([_row(since), place, export])


def _row(choice: widgets.Dropdown) -> widgets.Box:
    """Return a choice whose lines are long, set as a filter is."""
    choice.layout = {"width": "46rem", "max_width": "100%"}
    return widgets.Box([choice]).add_class("filtres")


class ProgressPanel:
    """The curves, who will not be done, who has stopped, and each host, as the filters leave them."""

    def __init__(self, published: Published) -> None:
        self.published, self.filters = published, show.FilterBar(published.offers)
        self.said, self.chart = show.html_view(), show.html_view()
        self.numbers, self.worst = show.chart_figures(), show.html_view()
        caption = "Établissements d’accueil, ceux qui manqueraient le plus d’avis d’abord"
        self.hosts = show.figure_table(progress.HOSTS, caption, sort=("missing_at_limit", True))
        self.body = widgets.VBox([self.said, self.chart, self.numbers, self.worst, self.hosts])
        self.box = widgets.VBox([self.filters, self.body])
        follow = show.guard(self._fill, self.body)
        self.filters.on_change(follow)
        follow()

    def _fill(self) -> None:
        screen = progress.measure_screen(self.published, self.filters.follow())
        goal = goal_of(screen.total, self.published.settings, self.published.day)
        drawn = picture(draw_progress(screen.progress, goal, new_axes()))
        self.said.value = fragments.sentence(screen.sentence)
        self.chart.value = fragments.chart(drawn, screen.sentence, TITLE)
        curves = screen.progress
        self.numbers.show(TITLE, show.figure_columns(curves.columns), records(curves))
        self.worst.value = fragments.lists(screen.worst)
        self.hosts.fill(records(screen.hosts))


def show_progress(published: Published, campaign: Campaign) -> widgets.VBox:
    """Return the curves with their filters, and below what they lead to, host by host."""
    panel = ProgressPanel(published)
    for table in show.find_tables([panel.box]):
        table.about = lambda: say_files(campaign)
    return panel.box


def show_lines(figures: CampaignFigures, campaign: Campaign) -> widgets.VBox:
    """Return a list of hosts, and the applications of the one chosen that wait for an opinion."""
    choices = progress.host_choices(figures.coverage("host"))
    if not choices:
        return widgets.VBox([show.html_view(fragments.paragraph("Aucun avis n’est à saisir."))])
    host = widgets.Dropdown(options=choices, description="Établissement")
    place = widgets.VBox([])

    def fill() -> None:
        rows = progress.lines_behind(figures, host.value)
        caption = f"Avis à saisir, {host.label}"
        place.children = (show_frame(rows, caption, "candidature", of=campaign),)

    look = show.guard(fill, place)
    host.observe(lambda _: look(), names="value")
    look()
    return widgets.VBox([_row(host), place])
