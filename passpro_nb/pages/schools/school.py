"""A school: where it stands, its sessions, its programmes, what moved, what it is asked, how to reach it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import label, offer_label
from passpro_nb.domain.french import DEPARTMENTS, day_month, long_date, number, percent, plural
from passpro_nb.export.forecast import say_missing, say_stopped
from passpro_nb.export.records import records
from passpro_nb.measure.groups import UNSAID
from passpro_nb.measure.over_time.changes import FOLLOWED
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.schools.contact import contact_of
from passpro_nb.pages.schools.sessions import session_tables
from passpro_nb.pages.state import Chosen, list_choices, title_of
from passpro_nb.pages.tables import PageTable, page_table
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.academie.figures import AcademieScreen
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.figures import InterviewsScreen
from passpro_nb.panels.screens import Card, define
from passpro_nb.store.published import Published

PROGRAMMES = (
    "programme_label", "registered", "expected", "entered", "coverage", "overdue", "to_interview",
    "capacity", "seats_left", "shortfall", "load",
)  # fmt: skip
CARDS = ("registered", "entered", "overdue", "to_interview", "seats_left", "shortfall")
GAPS = ("programme_label", "gap", "detail", "text")
SCHOOLS = (
    "host_name", "commune", "department", "expected", "entered", "coverage", "overdue", "shortfall",
    "host_uai",
)  # fmt: skip
MOVES = ("figure", "before", "plus", "minus", "after")
MOVE_HEADS = {
    "figure": "Chiffre", "before": "Avant", "plus": "En plus", "minus": "En moins", "after": "Maintenant",
}  # fmt: skip
SIDES = {"accueil": "", "origine": " (au titre de ses propres élèves)"}


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page of the school of the address; without one, the schools of what it chooses."""
    if len(chosen.filters.host_uai) != 1:
        return _list_schools(published, chosen, links)
    filters = Filters(host_uai=chosen.filters.host_uai)
    figures = filters.narrow(published)
    stands = academie.measure_screen(published, filters)
    seats = interviews.measure_screen(published, filters)
    host = records(figures.offers())[0]
    tables = [
        *session_tables(figures).values(),
        _programmes(published, filters, links),
        *_moves(published, filters),
        page_table(
            "catalogue",
            "Lignes du catalogue à compléter",
            seats.gaps,
            GAPS,
            noun=("ligne", "lignes"),
        ),
    ]
    more = {
        "cards": _cards(stands, seats),
        "seats": say_seats(seats.total), "where": say_where(host),
        "ahead": _ahead(figures.coverage("host"), published),
        "contact": contact_of(published, host["host_uai"]),
        "relaunches": say_relaunches(published, host["host_uai"]),
        "sessions": len(figures.sessions()), "department": _department(host, links), "since": published.moves.since,
    }  # fmt: skip
    return Content(
        template="school.html",
        title=host["host_name"],
        sentence=say_opinions(published, filters, stands.total),
        more=more,
        tables=tuple(tables),
        definitions=define((*PROGRAMMES, "seats_declared", "seats_estimated", "pace", "projected")),
        workbook=lambda: interviews.workbook(published, seats),
    )


def _list_schools(published: Published, chosen: Chosen, links: Links) -> Content:
    screen = academie.measure_screen(published, chosen.filters)
    table = page_table(
        "etablissements", "Établissements d’accueil, les plus en retard d’abord", screen.hosts, SCHOOLS,
        sort=("overdue", True), leads=links.to_host,
    )  # fmt: skip
    return Content(
        template="list.html",
        title=title_of("Établissements", published, chosen.filters),
        sentence=screen.sentence,
        tables=(table,),
        choices=tuple(list_choices(published, chosen)),
        definitions=define(SCHOOLS),
    )


def _programmes(published: Published, filters: Filters, links: Links) -> PageTable:
    """Return opinions, seats and load by programme; what a host shares among them has a row of its own."""
    figures = filters.narrow(published)
    keys = ["offer", "programme", "programme_label", "status"]
    opinions = figures.coverage("offer")[[*keys, *PROGRAMMES[1:6]]]
    table = opinions.merge(
        figures.capacity("offer")[[*keys, *PROGRAMMES[6:]]], on=keys, how="outer"
    )
    said = zip(table["programme_label"], table["status"], strict=True)
    named = table.assign(programme_label=[offer_label(*each) for each in said])
    worst = named.sort_values(
        ["overdue", "shortfall", "programme_label"], ascending=[False, False, True]
    )
    return page_table(
        "formations", "Avis, places et charge, par formation", worst, PROGRAMMES,
        noun=("formation", "formations"), sort=("overdue", True), leads=links.to_programme,
    )  # fmt: skip


def _moves(published: Published, filters: Filters) -> list[PageTable]:
    """Return what moved since the last import of an earlier day: before + plus − minus = after."""
    moves = published.moves
    if moves.since is None:
        return []
    mine = moves.table[moves.table["host_uai"].isin(filters.host_uai)]
    ends = {"before": "_before", "plus": "_plus", "minus": "_minus", "after": ""}
    rows = [
        {"figure": label(name)} | {key: int(mine[name + end].sum()) for key, end in ends.items()}
        for name in FOLLOWED
    ]
    caption = f"Ce qui a bougé depuis le {day_month(moves.since)}"
    table = pd.DataFrame(rows, columns=list(MOVES))
    noun = ("chiffre", "chiffres")
    return [page_table("mouvement", caption, table, MOVES, heads=MOVE_HEADS, noun=noun)]


def _cards(stands: AcademieScreen, seats: InterviewsScreen) -> list[Card]:
    """Return the key figures of a school, opinions then seats."""
    cards = {card.label: card for card in (*interviews.headline(seats), *academie.headline(stands))}
    return [cards[label(code)] for code in CARDS]


def say_opinions(published: Published, filters: Filters, total: Mapping[str, Any]) -> str:
    """Return where the opinions of a school stand, and what came since the last import."""
    day, late = long_date(published.day), total["overdue"]
    if not total["expected"]:
        return f"Au {day}, aucun avis n’y est attendu."
    said = (
        f"Au {day}, {plural(total['entered'], 'avis saisi')} sur {number(total['expected'])} "
        f"{'attendu' if total['expected'] < 2 else 'attendus'} ({percent(total['coverage'])}), "
        f"{number(late) if late else 'aucun'} en retard."
    )
    if since := published.moves.since:
        said += f" {academie.say_moved(academie.entered_since(published, filters), since)}"
    return said


def say_seats(total: Mapping[str, Any]) -> str:
    """Return whom the school has still to interview, with how many seats."""
    if not total["to_interview"]:
        return "Plus personne n’y est à recevoir."
    left = f"{plural(total['to_interview'], 'inscrit')} à recevoir, {plural(total['seats_left'], 'place restante')}"
    if not total["shortfall"]:
        return f"{left} : aucune place ne manque."
    lacks = "place manque" if total["shortfall"] < 2 else "places manquent"
    more = plural(total["sessions_to_add"], "séance")
    return f"{left} : {number(total['shortfall'])}\u00a0{lacks}, soit {more} à ajouter."


def say_where(host: Mapping[str, Any]) -> str:
    """Return where a school is: « Bondy, Seine-Saint-Denis (93), Bassin de Bondy, public · UAI 0930125F »."""
    department = f"{DEPARTMENTS.get(host['department'], 'département')} ({host['department']})"
    said = (host["commune"], department, host["district"], host["sector"])
    places = ", ".join(text for text in said if text and text == text and text != UNSAID)
    return f"{places} · UAI {host['host_uai']}"


def _ahead(table: pd.DataFrame, published: Published) -> list[str]:
    """Return what the pace promises, and that the school has stopped where it has."""
    said = []
    for row in records(table):
        said += [say_missing(row, published.settings, published.day)]
        said += [say_stopped(row)] if row["stalled"] else []
    return [f"{text[0].upper()}{text[1:]}." for text in said if text]


def say_relaunches(published: Published, uai: str) -> list[str]:
    """Return the last relaunch of a school and what came since, a sentence a side of it."""
    last = published.relaunches
    said = []
    for row in records(last[last["uai"].eq(uai)]):
        nth = "1re" if row["level"] == 1 else f"{row['level']}e"
        what = f"Dernière relance{SIDES[row['side']]} le {long_date(row['day'])}, la {nth}"
        if row["since"] is None:
            said.append(f"{what} : aucun avis n’y était demandé.")
            continue
        came = (
            "aucun n’est saisi"
            if not row["answered"]
            else (
                f"{number(row['answered'])} {'est saisi' if row['answered'] < 2 else 'sont saisis'}"
            )
        )
        said.append(f"{what} : {plural(row['since'], 'avis demandé')}, {came} depuis.")
    return said


def _department(host: Mapping[str, Any], links: Links) -> dict[str, str]:
    code = host["department"]
    name = f"{DEPARTMENTS.get(code, 'département')} ({code})"
    return {"name": name, "address": links.page("academie", f"departement={code}")}
