"""The dashboard of interviews as a page: widgets over `figures`, nothing computed here."""

from __future__ import annotations

import ipywidgets as widgets
from IPython.display import HTML, display

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import unbreakable
from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change
from passpro_nb.panels.filters import State, about
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.figures import GAPS, LINES, SHOWN, TRIED, Screen, Trial
from passpro_nb.panels.widgets import (
    Card,
    Column,
    DownloadButton,
    FilterBar,
    SortableTable,
    dropdown,
    figure_columns,
    filter_row,
    guard,
    html_view,
    number_input,
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

INPUTS = {
    "duree_individuel_min": "Entretien individuel (min)",
    "jurys": "Jurys en parallèle",
    "duree_collectif_min": "Entretien collectif (min)",
    "taille_groupe": "Élèves par groupe",
    "duree_seance_min": "Séance sans horaires (min)",
    "seances_ajoutees": "Séances de plus, par offre en manque",
}
LEGEND = unbreakable(
    "<p>Chaque case : entretiens prévus / places de la semaine. Plus elle est foncée, plus la "
    "semaine est pleine ; hachurée, il y a plus d’entretiens que de places ; « ? » marque des "
    "places inconnues. Les semaines passées sont à gauche du trait. À droite, les inscrits sans "
    "jour et les places manquantes : les trois pires sont numérotés.</p>"
)


def show_interviews() -> None:
    """Show the page over the published figures: the headline first, as plain HTML."""
    published = read_published(published_path())
    screen = interviews.measure_screen(published, State())
    display(HTML(about(published)))
    page = _Page(published, screen)
    show_live(page.top, page.headline.value)
    display(page.filters.box)
    display(page.body)
    display(page.what_if)
    display(HTML(show_definitions(interviews.definitions())))


def show_calendar(published: Published, screen: Screen) -> widgets.HTML:
    """Return the headline and the heat calendar of a screen, for a notebook."""
    return html_view(show_sentence(screen.sentence) + _calendar(published, screen))


def show_load(screen: Screen) -> SortableTable:
    """Return the load of each host shown, those that lack most places first."""
    return show_table(
        records(screen.load),
        figure_columns(SHOWN),
        caption="Charge par établissement, les plus en manque de places d’abord",
        noun=("établissement", "établissements"),
        sort=("shortfall", True),
    )


def show_trial(trial: Trial | None) -> SortableTable:
    """Return what a change would give each host, the seats that miss first; nothing yet for None."""
    return show_table(
        records(trial.table) if trial else [],
        _columns(TRIED),
        caption="Places manquantes avant et après",
        noun=("établissement", "établissements"),
    )


class _Page:
    """The widgets of the page and what ties them: a filter changes, everything follows."""

    def __init__(self, published: Published, screen: Screen) -> None:
        self.published = published
        self.screen = screen
        self.trial: Trial | None = None
        self.headline = html_view(_headline(screen))
        self.top = widgets.VBox([self.headline])
        self.filters = FilterBar(published.offers)
        self.lines = dropdown("Lignes du calendrier", [], every="")
        self.lines.options = [(said, by) for by, said in LINES.items()]
        self.chart = html_view(_calendar(published, screen))
        self.load = show_load(screen)
        self.gaps = show_table(
            records(screen.gaps),
            _columns(GAPS),
            caption="Lignes du catalogue à compléter",
            noun=("ligne", "lignes"),
        )
        self.body = self._body()
        self.what_if = self._what_if()
        self.filters.on_change(self._changed, self.top, self.body)
        self.lines.observe(guard(lambda _: self._changed(), self.top, self.body), names="value")

    def _body(self) -> widgets.Box:
        download = DownloadButton("Télécharger ces tableaux (.xlsx)", self._workbook)
        return widgets.VBox(
            [
                html_view("<h2>Calendrier</h2>"),
                widgets.Box([self.lines]).add_class("filtres"),
                self.chart,
                html_view("<h2>Charge par établissement</h2>"),
                download,
                self.load,
                html_view("<h2>Catalogue à compléter</h2>"),
                self.gaps,
            ]
        )

    def _what_if(self) -> widgets.Box:
        """Return the inputs of the what-if, at the settings' values, and the place of its answer."""
        settings = self.published.settings.entretiens
        self.inputs = {
            name: number_input(said, getattr(settings, name, 0), least=int(hasattr(settings, name)))
            for name, said in INPUTS.items()
        }
        self.answer = html_view()
        self.tried = show_trial(None)
        self.result = widgets.VBox([self.answer, self.tried])
        changed = guard(lambda _: self._try(), self.result)
        for choice in self.inputs.values():
            choice.observe(changed, names="value")
        guard(self._try, self.result)()
        heading = html_view(
            "<h2>Et si…</h2><p>Essayez d’autres réglages : rien n’est enregistré, et les filtres du "
            "haut de la page s’appliquent. Une séance de plus a lieu le prochain jour ouvré.</p>"
        )
        inputs = filter_row(*self.inputs.values(), lift="Revenir aux réglages")
        return widgets.VBox([heading, inputs, self.result])

    def _changed(self) -> None:
        self.screen = interviews.measure_screen(
            self.published, self.filters.state, self.lines.value
        )
        self.headline.value = _headline(self.screen)
        self.chart.value = _calendar(self.published, self.screen)
        self.load.rows = table_rows(records(self.screen.load), figure_columns(SHOWN))
        self.gaps.rows = table_rows(records(self.screen.gaps), _columns(GAPS))
        self._try()

    def _try(self) -> None:
        values = {name: choice.value for name, choice in self.inputs.items()}
        self.trial = interviews.try_change(self.published, self.screen, Change(**values))
        self.answer.value = f"<div role='status'>{show_sentence(self.trial.sentence)}</div>"
        self.tried.rows = table_rows(records(self.trial.table), _columns(TRIED))

    def _workbook(self) -> tuple[str, bytes]:
        return interviews.workbook(self.published, self.screen, self.trial)


def _columns(codes: tuple[str, ...]) -> list[Column]:
    numbers = {name for name in TRIED if name.startswith(("capacity", "shortfall"))}
    shown = figure_columns(codes)
    return [Column(c.key, label(c.key), "number") if c.key in numbers else c for c in shown]


def _headline(screen: Screen) -> str:
    cards = show_cards(Card(*row) for row in interviews.headline(screen))
    return show_sentence(screen.sentence) + cards


def _calendar(published: Published, screen: Screen) -> str:
    """Return the heat calendar as HTML, with how to read it and its figures folded below."""
    from passpro_nb.panels.charts.calendar import calendar_size, draw_calendar
    from passpro_nb.panels.charts.progress import new_axes, picture

    axes = new_axes(*calendar_size(len(screen.lines)))
    draw_calendar(screen.calendar, screen.lines, published.day, axes)
    title = f"Entretiens et places, semaine par semaine – {LINES[screen.by].lower()}"
    headings, rows = interviews.calendar_rows(screen)
    chart = show_chart(
        picture(axes),
        alt=interviews.calendar_alt(screen),
        title=title,
        table=show_plain_table(headings, rows, title),
    )
    return f"{LEGEND}<div class='large'>{chart}</div>"
