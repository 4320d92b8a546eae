"""Whom to ask for what, today: the host schools, then the schools of origin; counts, no pupil."""

from passpro_nb.measure.asks import HOST, ORIGIN, REASONS
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.state import Chosen, list_choices, title_of
from passpro_nb.pages.tables import page_table
from passpro_nb.panels.relaunch import listing
from passpro_nb.panels.screens import define
from passpro_nb.store.published import Published

TITLE = "Relances"
_FIRST = ("name", "department", "missing", "lateness")
# what each side is asked; a reason that asks nothing of it has no column there
_SHOWN = {
    side: (*_FIRST, *(code for code, reason in REASONS.items() if reason.side == side), "uai")
    for side in (HOST, ORIGIN)
}
_NAMES = {HOST: "etablissements-d-accueil", ORIGIN: "etablissements-d-origine"}


def build(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the page: a table for each role."""
    table = listing.list_asks(published, chosen.filters)
    tables = [
        page_table(
            _NAMES[side], f"{title} à relancer, le pire d’abord", table[table["side"].eq(side)],
            _SHOWN[side], sort=("missing", True) if side == HOST else ("", False),
            leads=links.to_host if side == HOST else None,
        )
        for title, side in listing.SIDES
    ]  # fmt: skip
    return Content(
        template="relaunches.html",
        title=title_of(TITLE, published, chosen.filters),
        sentence=listing.say_list(published, table),
        more={"cards": listing.headline(table)},
        tables=tuple(tables),
        choices=tuple(list_choices(published, chosen)),
        definitions=define(listing.LISTED),
        workbook=lambda: listing.list_workbook(published, chosen.filters, table),
    )
