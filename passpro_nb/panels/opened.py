"""A number of a table opens, in notebooks: below it, the lines that it counts (nominative)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import listing, plural
from passpro_nb.measure.asks import ORIGIN as ASKED_ORIGIN
from passpro_nb.measure.figures import Filter
from passpro_nb.measure.groups import ORIGIN, measured_offers, offer_labels
from passpro_nb.measure.opened import OPENED
from passpro_nb.panels.filters import name_members
from passpro_nb.panels.tables import say_files, show_frame
from passpro_nb.panels.widgets import SortableTable, guard

# The campaign, the day and the filters of a table when it is clicked.
Source = Callable[[], tuple[Campaign, date, Mapping[str, Filter]]]
# What a row of a table is about → the filter that finds its lines, the finest first.
_ABOUT = {
    "offer": "offer", "origin_uai": ORIGIN, "host_uai": "host_uai", "programme": "programme",
    "district": "district", "domain": "domain", "diploma": "diploma", "department": "department",
    "status": "status",
}  # fmt: skip
_LINES = (
    "last_name", "first_name", "host_name", "programme_label", "state", "lateness", "interview_day", "due_day", "day",
    "start", "end", "mode", "seats", "text", "pupil_number", "file", "sheet", "row",
)  # fmt: skip
NUMBERED = "Élève n° : les lignes d’un même élève ont le même numéro, dans ce tableau seulement."


def open_numbers(table: SortableTable, source: Source) -> widgets.VBox:
    """Return the place, to stand below a table, in which a click on a number shows its lines."""
    place = widgets.VBox()

    def show(record: Mapping[str, Any], code: str) -> None:
        campaign, day, filters = source()
        place.children = (show_lines(campaign, day, code, {**filters, **filters_of(record)}),)

    table.on_open(OPENED, guard(show, place))
    return place


def filters_of(record: Mapping[str, Any]) -> dict[str, Filter]:
    """Return the filter of a row: of its group, or of the school that is asked something."""
    if "uai" in record:
        return {ORIGIN if record["side"] == ASKED_ORIGIN else "host_uai": record["uai"]}
    found = next((name for name in _ABOUT if record.get(name)), None)
    return {_ABOUT[found]: record[found]} if found else {}


def show_lines(
    campaign: Campaign, day: date, code: str, filters: Mapping[str, Filter]
) -> SortableTable:
    """Return the lines that a figure counts, each with its file, sheet and row."""
    figures = campaign.figures(day)
    values = {
        name: [value] if isinstance(value, str) else [*(value or ())]
        for name, value in filters.items()
    }
    names = {name: name_members(figures, name.removesuffix("_uai")) for name in values}
    about = [[*map(names[name].get, found, found)] for name, found in values.items()]
    caption, title = (
        " – ".join(filter(None, [label(code), listing(map(listing, of))]))
        for of in (values.values(), about)
    )
    return show_rows(campaign, figures.rows(code, **filters), caption, title)


def show_rows(
    campaign: Campaign, lines: pd.DataFrame, caption: str, title: str = "", *, shut: bool = False
) -> SortableTable:
    """Return applications, sessions or offers, each named, with its file, sheet and row.

    `title` is the caption as a person says it, in front of how many they are; `shut`, it opens them.
    """
    known = measured_offers(campaign.offers, campaign.settings.campagne.academie)
    offers = known.set_index("offer", drop=False)
    named = lines["offer"].map(offers["host_name"])
    told = lines.assign(host_name=named, programme_label=lines["offer"].map(offer_labels(offers)))
    noun, pupils, about = "ligne", 0, say_files(campaign)
    if "pupil" in told:
        noun, told = "candidature", told.assign(pupil_number=told["pupil"].factorize()[0] + 1)
        pupils, about = told["pupil"].nunique(), [*about, NUMBERED]
    shown = told[[name for name in _LINES if name in told]].reset_index(drop=True)
    shown = shown.rename(columns={"lateness": "Retard (jours ouvrés)"})  # its own, not a group's
    title = f"{title or caption} : {plural(len(shown), noun)}"
    title += f" de {plural(pupils, 'élève')}" if 0 < pupils < len(shown) else ""
    opens, shown_by = ("", title) if shut else (title, "")
    return show_frame(shown, caption, noun, about=lambda: about, opened=opens, folded=shown_by)
