"""The index: each page with its key figure, and the départements with theirs."""

import pandas as pd

from passpro_nb.domain.french import long_date, number, percent, plural
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.state import Chosen
from passpro_nb.pages.tables import PageTable, departments_table
from passpro_nb.panels.filters import EVERYTHING, Filters
from passpro_nb.panels.relaunch.listing import list_asks
from passpro_nb.panels.screens import read_whole
from passpro_nb.store.published import Published

DEPARTMENTS = (
    "department",
    "overdue",
    "coverage",
    "shortfall",
    "to_relaunch",
    "expected",
    "entered",
)
HEADS = {"to_relaunch": "À relancer"}
DESCRIBED = {
    "etablissement": ("Établissements", "Chaque lycée : séances, avis, places, à qui écrire."),
    "formation": ("Formations", "Où chacune est offerte, avec quelles places."),
}


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the index; `figures` of `more` says by page what is to be known of it first."""
    figures = EVERYTHING.narrow(published)
    total = read_whole(figures.coverage("academie")) | read_whole(figures.capacity("academie"))
    asked = len(list_asks(published, EVERYTHING))
    offers = published.offers
    counted = {
        "academie": (plural(total["overdue"], "avis en retard", "avis en retard"),
                     f"{percent(total['coverage'])} des {number(total['expected'])} avis attendus sont saisis"),
        "entretiens": (plural(total["shortfall"], "place manquante"),
                       f"{plural(total['to_interview'], 'inscrit')} à recevoir"),
        "relances": (plural(asked, "établissement à relancer", "établissements à relancer"), ""),
        "etablissement": (plural(offers["host_uai"].nunique(), "établissement d’accueil", "établissements d’accueil"), ""),
        "formation": (plural(offers["programme"].nunique(), "formation"), ""),
    }  # fmt: skip
    return Content(
        template="index.html",
        title="Tableaux de bord",
        sentence=f"Au {long_date(published.day)} : {counted['academie'][0]}, {counted['entretiens'][0]}, {counted['relances'][0]}.",
        more={"figures": counted, "described": DESCRIBED},
        tables=(_departments(published, links),),
    )


def _departments(published: Published, links: Links) -> PageTable:
    """Return the départements side by side: opinions, seats, schools to relaunch."""
    figures = published.figures
    short = figures.capacity("department")[["department", "shortfall"]]
    table = figures.coverage("department").merge(short, on="department").sort_values("department")
    asked = [len(list_asks(published, Filters(department=code))) for code in table["department"]]
    rows = table.assign(to_relaunch=pd.Series(asked, table.index, dtype="Int64"))
    return departments_table(
        "Départements", rows, DEPARTMENTS, links.to_department, HEADS, ["to_relaunch"]
    )
