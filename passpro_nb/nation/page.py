"""The page of all académies: where they stand, the worst first, each row opening the académie's own."""

from datetime import datetime
from pathlib import Path

from passpro_nb.domain.french import percent, plural, short_date
from passpro_nb.nation.folders import PAGES
from passpro_nb.nation.totals import Nation, say_left_out, say_nation, say_twins
from passpro_nb.pages.edition import PRODUCT
from passpro_nb.pages.render import TEMPLATES
from passpro_nb.pages.scripts import own_files
from passpro_nb.pages.tables import PageTable, page_table
from passpro_nb.panels import fragments
from passpro_nb.panels.screens import Card, define, figure_cards

PAGE, WORKBOOK = "nation.html", "nation.xlsx"
TITLE = "Toutes les académies"
SHOWN = (
    "academie", "registered", "expected", "entered", "coverage", "overdue", "due_coverage",
    "not_convened", "shortfall", "lateness_max", "day",
)  # fmt: skip
HEADS = {"day": "Données au"}
RATES = "Les taux sont ceux des sommes, jamais des moyennes de taux."
_PAGES = fragments.environment(Path(__file__).parent / "templates", TEMPLATES)


def nation_files(nation: Nation) -> dict[str, bytes]:
    """Return the page and what it looks like, by their places in the folder that it is written into."""
    styles = {f"{PAGES}/{name}": content for name, content in own_files().items()}
    return styles | {PAGE: draw_nation(nation).encode()}


def draw_nation(nation: Nation) -> str:
    """Return the page, whole."""
    site = {
        "product": PRODUCT, "campaign": "", "base_url": f"{PAGES}/", "home": PAGE, "version": "",
        "ending": ".html", "pages": [],
    }  # fmt: skip
    return _PAGES.get_template("nation.html").render(
        site=site, title=TITLE, sentence=say_nation(nation), cards=_cards(nation),
        table=_table(nation), refused=nation.refused, left_out=say_left_out(nation),
        workbook=WORKBOOK, provenance=say_sources(nation), around=f"{PAGES}/{nation.done[0].pages}",
        definitions=define((*SHOWN, "convoked", "absent", "interviewed")),
    )  # fmt: skip


def say_sources(nation: Nation) -> list[str]:
    """Return where the figures come from, a sentence each."""
    at = datetime.now()
    said = (
        f"{plural(len(nation.done), 'campagne lue', 'campagnes lues')}, chacune au jour de ses données, "
        f"et réunies le {short_date(at.date())} à {at:%H:%M}."
    )
    return [said, RATES, *say_twins(nation)]


def _table(nation: Nation) -> PageTable:
    return page_table(
        "academies", "Académies, les plus en retard d’abord", nation.academies(), SHOWN, heads=HEADS,
        noun=("académie", "académies"), sort=("overdue", True),
        leads=lambda row: f"{PAGES}/{row['pages']}/academie.html",
    )  # fmt: skip


def _cards(nation: Nation) -> list[Card]:
    total = nation.total()
    details = {
        "registered": f"dont {plural(total['absent'], 'absent')}",
        "interviewed": f"sur {plural(total['registered'], 'inscrit')}",
        "entered": f"{percent(total['coverage'])} des {plural(total['expected'], 'attendu')}",
        "overdue": f"le plus ancien : {plural(total['lateness_max'] or 0, 'jour ouvré')}",
        "shortfall": plural(total["sessions_to_add"], "séance à ajouter"),
    }
    return figure_cards(total, details)
