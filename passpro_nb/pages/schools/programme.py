"""A programme: where it is offered, with which seats, and where its opinions stand."""

import pandas as pd

from passpro_nb.domain.french import DEPARTMENTS, NBSP, listing, plural
from passpro_nb.measure.figures import Figures
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.state import Chosen, list_choices, title_of
from passpro_nb.pages.tables import PageTable, page_table
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.screens import define
from passpro_nb.store.published import Published

HOSTS = (
    "host_name", "commune", "department", "registered", "expected", "entered", "coverage", "overdue",
    "to_interview", "capacity", "seats_left", "shortfall", "load", "host_uai",
)  # fmt: skip
PROGRAMMES = (
    "programme_label", "registered", "expected", "entered", "coverage", "overdue", "to_interview",
    "capacity", "seats_left", "shortfall", "load", "programme",
)  # fmt: skip
NOUN = ("formation", "formations")


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page of the programme of the address; without one, the programmes of what it chooses."""
    figures = chosen.filters.narrow(published)
    stands = academie.measure_screen(published, chosen.filters)
    seats = interviews.measure_screen(published, chosen.filters)
    one = len(chosen.filters.programme) == 1
    table = _hosts(figures, links) if one else _programmes(figures, links)
    more = {
        "cards": academie.headline(stands), "seats": seats.sentence, "list": table.name,
        "where": say_where(figures.offers()) if one else "",
    }  # fmt: skip
    return Content(
        template="programme.html",
        title=title_of("Formation" if one else "Formations", published, chosen.filters),
        sentence=stands.sentence,
        more=more,
        tables=(table,),
        choices=tuple(list_choices(published, chosen)),
        definitions=define((*HOSTS, "absent", "projected", "pace", "sessions_to_add")),
    )


def measure_hosts(figures: Figures, by: str, keys: list[str]) -> pd.DataFrame:
    """Return opinions and seats side by side by a group, those that are most late first."""
    table = figures.coverage(by).merge(figures.capacity(by), on=keys, how="left")
    return table.sort_values(["overdue", "shortfall", keys[0]], ascending=[False, False, True])


def _hosts(figures: Figures, links: Links) -> PageTable:
    table = measure_hosts(figures, "host", ["host_uai", "host_name", "commune", "department"])
    caption = "Où cette formation est offerte, les plus en retard d’abord"
    return page_table(
        "etablissements", caption, table, HOSTS, sort=("overdue", True), leads=links.to_host
    )


def _programmes(figures: Figures, links: Links) -> PageTable:
    table = measure_hosts(figures, "programme", ["programme", "programme_label"])
    return page_table(
        "formations", "Formations, les plus en retard d’abord", table, PROGRAMMES, noun=NOUN,
        sort=("overdue", True), leads=links.to_programme,
    )  # fmt: skip


def say_where(offers: pd.DataFrame) -> str:
    """Return in how many schools a programme is offered, département by département."""
    hosts = offers.drop_duplicates("host_uai")
    counts = hosts.groupby("department").size()
    named = [
        f"{count} en {DEPARTMENTS[code]}" if code in DEPARTMENTS else f"{count} dans le{NBSP}{code}"
        for code, count in counts.items()
    ]
    said = f"Offerte dans {plural(len(hosts), 'établissement')} : {listing(named)}."
    ways = offers.groupby("status").size()
    if len(ways) > 1 or "apprentissage" in ways:
        said += f" Dont {plural(int(ways['apprentissage']), 'offre')} en apprentissage."
    return said
