"""Who will not be received, and when: the calendar of what is to come, then the load of each school."""

from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Chart, Content
from passpro_nb.pages.state import Choice, Chosen, list_choices, title_of
from passpro_nb.pages.tables import PageTable, page_table
from passpro_nb.panels.charts.calendar import calendar_size, draw_calendar
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.figures import LEGEND, LINES, InterviewsScreen
from passpro_nb.panels.screens import define
from passpro_nb.store.published import Published

TITLE = "Entretiens"
# What the calendar's lines may be, by the word of the address: the first schools, where none is said.
LINES_BY = {"hote": "some", "departement": "department", "bassin": "district"}
_OF_VIEW = {"host": "some", "department": "department", "district": "district"}


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page; `par` of the address chooses the lines of the calendar."""
    by = _OF_VIEW.get(chosen.view.by, "some")
    screen = interviews.measure_screen(published, chosen.filters, by)
    ahead = replace(screen, calendar=interviews.weeks_ahead(screen, published))
    charts = [_chart("calendrier", "semaine après semaine, à partir de celle-ci", ahead, published)]
    if len(ahead.calendar) < len(screen.calendar):
        charts.append(_chart("calendrier-entier", "depuis le début", screen, published))
    load = page_table(
        "charge", "Charge par établissement, les plus en manque de places d’abord", screen.load,
        interviews.SHOWN, sort=("shortfall", True), leads=links.to_host,
    )  # fmt: skip
    gaps = page_table(
        "catalogue", "Lignes du catalogue à compléter", screen.gaps, interviews.GAPS,
        noun=("ligne", "lignes"), leads=links.to_host,
    )  # fmt: skip
    return Content(
        template="interviews.html",
        title=title_of(TITLE, published, chosen.filters),
        sentence=screen.sentence,
        more={"cards": interviews.headline(screen), "legend": LEGEND},
        tables=(_weeks(screen), load, gaps),
        charts=tuple(charts),
        choices=(*list_choices(published, chosen), _lines_choice(by)),
        definitions=define(interviews.FIGURES_SHOWN),
        workbook=lambda: interviews.workbook(published, screen),
    )


def _chart(name: str, which: str, screen: InterviewsScreen, published: Published) -> Chart:
    title = f"Entretiens et places, {which} – {LINES[screen.by].lower()}"
    draw = partial(_draw, screen.calendar, screen.lines, published.day)
    size = calendar_size(len(screen.lines))
    return Chart(name, title, interviews.calendar_alt(screen), size, draw)


def _draw(calendar: pd.DataFrame, lines: pd.DataFrame, day: date) -> bytes:
    axes = new_axes(*calendar_size(len(lines)))
    return picture(draw_calendar(calendar, lines, day, axes))


def _weeks(screen: InterviewsScreen) -> PageTable:
    heads, rows = interviews.calendar_rows(screen)
    heads = [LINES[screen.by], *heads[1:]]
    return page_table(
        "semaines", "Entretiens et places, semaine par semaine", pd.DataFrame(rows, columns=heads),
        heads, noun=("ligne", "lignes"),
    )  # fmt: skip


def _lines_choice(by: str) -> Choice:
    words = {group: word for word, group in LINES_BY.items()}
    options = tuple((LINES[group], word) for word, group in LINES_BY.items() if group != "some")
    return Choice(
        "par", "Lignes du calendrier", LINES["some"], options, words[by].removeprefix("hote")
    )
