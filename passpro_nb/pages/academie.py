"""Where opinions and seats stand: in the académie, or in what the filters leave of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from passpro_nb.domain.french import day_month, number, percent, plural
from passpro_nb.export.records import records
from passpro_nb.measure.groups import GROUPS
from passpro_nb.pages.links import Links
from passpro_nb.pages.map import draw_map
from passpro_nb.pages.page import Chart, Content
from passpro_nb.pages.schools.contact import contact_of
from passpro_nb.pages.state import Chosen, list_choices, say_department, title_of
from passpro_nb.pages.tables import PageTable, departments_table, page_table
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.academie.figures import AcademieScreen
from passpro_nb.panels.charts.canvas import new_axes, picture
from passpro_nb.panels.charts.multiples import draw_multiples
from passpro_nb.panels.charts.progress import Goal, draw_progress, goal_of
from passpro_nb.panels.filters import choice_label
from passpro_nb.store.published import Published

TITLE = "Suivi de la campagne"
NARROW = (4.0, 3.6)  # of the curve, in inches, on a telephone
CURVE = "La campagne, jour après jour"
TO_CALL = 5  # schools named at the top
DEPARTMENTS = (
    "department", "registered", "expected", "entered", "coverage", "overdue", "missing_at_limit",
    "not_convened", "shortfall",
)  # fmt: skip


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page: what is late first, département by département, then school by school."""
    screen = academie.measure_screen(published, chosen.filters)
    hosts = _hosts(published, screen, links)
    tables = [hosts, _curve(screen), _values(published, chosen)]
    departments = _departments(published, chosen, links)
    goal = goal_of(screen.total, published.settings, published.day)
    multiples = None
    if len(departments.rows) > 1:
        tables.insert(0, departments)
    if len(departments.rows) > 1 and screen.total["expected"]:
        entered = chosen.filters.narrow(published).entered("department")
        tables.append(_days(entered, departments))
        multiples = _multiples(published, chosen, links, entered, departments)
    more = {
        "cards": academie.headline(screen), "worst": screen.worst,
        "to_call": _to_call(published, screen, links),
        "map": draw_map(published, screen.hosts, links.to_host, partial(_place, chosen, links)),
        "multiples": multiples,
        "directory": len(published.contacts) > 0,
    }  # fmt: skip
    return Content(
        template="academie.html",
        title=title_of(TITLE, published, chosen.filters),
        sentence=screen.sentence,
        more=more,
        tables=tuple(tables),
        charts=tuple(
            Chart(name, CURVE, screen.sentence, size, partial(_draw, screen.progress, goal, size))
            for name, size in (("courbe", academie.CURVE), ("courbe-etroite", NARROW))
        ),
        choices=tuple(list_choices(published, chosen)),
        definitions=academie.definitions(),
        workbook=lambda: academie.hosts_workbook(published, screen),
    )


def _hosts(published: Published, screen: AcademieScreen, links: Links) -> PageTable:
    shown, heads = list(academie.SHOWN), {}
    if since := published.moves.since:
        shown.insert(shown.index("entered") + 1, academie.CHANGE)
        heads[academie.CHANGE] = f"Depuis le {day_month(since)}"
    caption = "Établissements d’accueil, les plus en retard d’abord"
    return page_table(
        "etablissements", caption, screen.hosts, shown, heads=heads, sort=("overdue", True),
        leads=links.to_host,
    )  # fmt: skip


def _departments(published: Published, chosen: Chosen, links: Links) -> PageTable:
    figures = chosen.filters.narrow(published)
    key = list(GROUPS["department"])
    lacking = figures.capacity("department")[[*key, "shortfall"]]
    table = figures.coverage("department").merge(lacking, on=key, how="left")
    return departments_table(
        "Départements, côte à côte", table, DEPARTMENTS,
        lambda row: links.page("academie", chosen.narrowed(row["department"])),
    )  # fmt: skip


def _expected(departments: PageTable) -> dict[str, int]:
    return {row["code"]: row["expected"] for row in departments.records}


def _days(entered: pd.DataFrame, departments: PageTable) -> PageTable:
    """Return what the small curves are drawn from, a row a day."""
    heads = {
        code: f"{say_department(code)}, sur {plural(count, 'attendu')}"
        for code, count in _expected(departments).items()
    }
    return page_table(
        "jours", "Avis saisis jour après jour, par département", entered,
        entered.columns, heads=heads, noun=("jour", "jours"), numbers=(*heads,),
    )  # fmt: skip


def _multiples(
    published: Published, chosen: Chosen, links: Links, entered: pd.DataFrame,
    departments: PageTable,
) -> dict[str, Any]:  # fmt: skip
    """Return the small curves, and of each what it is called, what it says, where it leads."""
    calendar, expected = published.settings.calendrier, _expected(departments)
    drawn = draw_multiples(entered, expected, calendar.limite_avis, calendar.conges)
    told = {code: (*_place(chosen, links, code), _say_share(int(entered[code].iloc[-1]), count))
            for code, count in expected.items()}  # fmt: skip
    first, last = (day_month(day, short=True) for day in drawn.ends)
    return {"drawn": drawn, "told": told, "first": first, "last": last}


def _say_share(entered: int, expected: int) -> str:
    if not expected:
        return "Aucun avis attendu"
    return f"{percent(entered / expected)} des avis attendus ({number(entered)} sur {number(expected)})"


def _place(chosen: Chosen, links: Links, department: str) -> tuple[str, str]:
    """Return how a département is called, and where its page is in the same state."""
    return say_department(department), links.page("academie", chosen.narrowed(department))


def _curve(screen: AcademieScreen) -> PageTable:
    progress = screen.progress
    return page_table("courbe", CURVE, progress, progress.columns, noun=("jour", "jours"))


def _values(published: Published, chosen: Chosen) -> PageTable:
    """Return opinions by value, small numbers hidden, of the départements chosen."""
    headings, rows = academie.values_rows(published)
    wanted = {choice_label("department", d) for d in chosen.filters.department}
    kept = [row for row in rows if not wanted or row[0] in wanted]
    return page_table(
        "valeurs", "Répartition des avis saisis, par département", pd.DataFrame(kept, columns=headings),
        headings, noun=("département", "départements"),
    )  # fmt: skip


def _to_call(published: Published, screen: AcademieScreen, links: Links) -> list[dict[str, Any]]:
    """Return the schools that are most late, with what they owe, how to reach them, where their page is."""
    late = screen.hosts[screen.hosts["overdue"] > 0].head(TO_CALL)
    return [
        {"name": host["host_name"], "place": host["commune"] or "", "owes": _say_owed(host),
         "contact": contact_of(published, host["host_uai"]), "address": links.to_host(host)}
        for host in records(late)
    ]  # fmt: skip


def _say_owed(host: Mapping[str, Any]) -> str:
    days = host["lateness_max"]
    since = f", le plus ancien de {plural(int(days), 'jour ouvré')}" if days else ""
    return f"{plural(host['overdue'], 'avis en retard', 'avis en retard')}{since}"


def _draw(progress: pd.DataFrame, goal: Goal, size: tuple[float, float]) -> bytes:
    return picture(draw_progress(progress, goal, new_axes(*size)))
