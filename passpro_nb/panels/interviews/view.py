"""The dashboard of interviews as a page: widgets over `figures`, nothing computed here."""

from dataclasses import replace

import ipywidgets as widgets
from IPython.display import HTML

from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change
from passpro_nb.measure.view import View
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.inputs import InputRow, dropdown, number_input
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.figures import INPUTS, LEGEND, LINES, InterviewsScreen, Trial
from passpro_nb.panels.page import Page, show_page
from passpro_nb.panels.screens import define
from passpro_nb.store.published import Published

WHAT_IF = (
    "Essayez d’autres réglages : rien n’est enregistré, et les filtres du haut de la page "
    "s’appliquent. Une séance de plus a lieu le prochain jour ouvré."
)


def show_interviews() -> None:
    """Show the page over the published figures."""
    show_page(InterviewsPage, define(interviews.FIGURES_SHOWN))


class InterviewsPage(Page):
    """The calendar, the load of each host, the catalogue to complete, then what if."""

    def _body(self) -> list[widgets.Widget]:
        self.lines = dropdown("Lignes du calendrier", [], every="")
        self.lines.options = [(said, by) for by, said in LINES.items()]
        if self.by in LINES and self.by != View.by:  # which stands for the first ones
            self.lines.value = self.by
        self.chart, self.numbers = show.html_view(), show.chart_figures()
        self.load = show_load()
        caption, noun = "Lignes du catalogue à compléter", ("ligne", "lignes")
        self.gaps = show.figure_table(interviews.GAPS, caption, noun=noun)
        self._make_what_if()
        download = show.DownloadButton("Télécharger ces tableaux (.xlsx)", self._workbook)
        return [
            show.heading("Calendrier"), self._watch(self.lines), self.chart, self.numbers,
            show.heading("Charge par établissement"), download, self.load,
            show.heading("Catalogue à compléter"), self.gaps,
        ]  # fmt: skip

    def _make_what_if(self) -> None:
        """Make the inputs of the what-if, at the settings' values, and the place of its answer."""
        settings = self.published.settings.entretiens
        inputs = [
            number_input(said, getattr(settings, name, 0), least=int(hasattr(settings, name)))
            for name, (said, _) in INPUTS.items()
        ]
        self.inputs = InputRow(*inputs, lift="Revenir aux réglages")
        self.answer = show.html_view()
        self.tried = show_trial()
        self.result = widgets.VBox([self.answer, self.tried])
        self.try_again = show.guard(self._try, self.result)
        self.inputs.on_change(self.try_again)

    def _fill(self) -> None:
        chosen, by = self.filters.follow(), self.lines.value
        self.screen = screen = interviews.measure_screen(self.published, chosen, by)
        weeks = show_weeks(
            self.published, screen, self._weeks(screen)
        )  # first: then all changes at once
        self.headline.value = fragments.headline(screen.sentence, interviews.headline(screen))
        self.chart.value = weeks
        fill_weeks(self.numbers, screen)
        self.load.fill(records(screen.load))
        self.gaps.fill(records(screen.gaps))
        self.try_again()

    def _address(self) -> str:
        by = self.lines.value
        return replace(self.filters.chosen.view, by=View.by if by == "some" else by).address

    def _weeks(self, screen: InterviewsScreen) -> str | bytes:
        if screen.by == View.by:  # every host: no page without a kernel has so many lines
            return draw_weeks(self.published, screen)
        past = len(interviews.weeks_ahead(screen, self.published)) < len(screen.calendar)
        chart = f"entretiens/calendrier{'-entier' if past else ''}"
        return self._picture(chart, self._address(), lambda: draw_weeks(self.published, screen))

    def _try(self) -> None:
        """Answer what is tried, for what the filters leave."""
        self.trial: Trial | None = None
        change = Change(**dict(zip(INPUTS, self.inputs.values, strict=True)))
        self.trial = trial = interviews.try_change(self.published, self.screen, change)
        self.answer.value = fragments.answer(trial.sentence)
        self.tried.fill(records(trial.table))

    def _more(self) -> list[HTML | widgets.Widget]:
        said = fragments.heading("Et si…") + fragments.paragraph(WHAT_IF)
        return [widgets.VBox([show.html_view(said), self.inputs, self.result])]

    def _workbook(self) -> tuple[str, bytes]:
        return interviews.workbook(self.published, self.screen, self.trial)


def show_load(screen: InterviewsScreen | None = None) -> show.SortableTable:
    """Return the load of each host of a screen, those that lack most places first."""
    caption = "Charge par établissement, les plus en manque de places d’abord"
    rows = records(screen.load) if screen else []
    return show.figure_table(interviews.SHOWN, caption, rows, sort=("shortfall", True))


def show_trial(trial: Trial | None = None) -> show.SortableTable:
    """Return what a change would give each host, the seats that miss first."""
    rows = records(trial.table) if trial else []
    return show.figure_table(interviews.TRIED, "Places manquantes avant et après", rows)


def show_weeks(
    published: Published, screen: InterviewsScreen, drawn: str | bytes | None = None
) -> str:
    """Return the heat calendar as HTML, with how to read it; `drawn` already, or where it is."""
    from passpro_nb.panels.charts.calendar import calendar_size

    width, height = calendar_size(len(screen.lines))
    chart = fragments.chart(
        draw_weeks(published, screen) if drawn is None else drawn, interviews.calendar_alt(screen),
        _weeks_title(screen), size=(round(width * 96), round(height * 96)),
    )  # fmt: skip
    return fragments.wide_chart(LEGEND, chart)


def draw_weeks(published: Published, screen: InterviewsScreen) -> bytes:
    """Return the heat calendar as a picture."""
    # what draws takes a third of a second to be there, on a sheet that is not the first
    from passpro_nb.panels.charts.calendar import calendar_size, draw_calendar
    from passpro_nb.panels.charts.canvas import new_axes, picture

    axes = new_axes(*calendar_size(len(screen.lines)))
    return picture(draw_calendar(screen.calendar, screen.lines, published.day, axes))


def fill_weeks(table: show.SortableTable, screen: InterviewsScreen) -> None:
    """Show the figures of the heat calendar in a table."""
    heads, rows = interviews.calendar_rows(screen)
    heads = [LINES[screen.by], *heads[1:]]
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    table.show(_weeks_title(screen), [show.ShownColumn(head, head) for head in heads], shown)


def _weeks_title(screen: InterviewsScreen) -> str:
    return f"Entretiens et places, semaine par semaine – {LINES[screen.by].lower()}"
