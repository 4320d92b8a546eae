"""What a panel says and how it is driven, without a browser."""

from __future__ import annotations

import ipywidgets as widgets
from campaigns import blank

from passpro_nb.panels.sheets import Sheets
from passpro_nb.panels.widgets import SortableTable, find_tables


def said(shown: widgets.Widget) -> str:
    """Return all the sentences in sight of what is shown, with plain blanks."""
    if getattr(getattr(shown, "layout", None), "display", None) == "none":
        return ""
    own = [shown.value] if isinstance(shown, widgets.HTML) else []
    return blank("\n".join([*own, *map(said, getattr(shown, "children", ()))]))


def click(table: SortableTable, at: int, code: str) -> None:
    """Click on a number, as the page tells it."""
    table._handle_custom_msg({"kind": "open", "row": at, "column": code}, [])


def turn_to(sheets: Sheets, title: str) -> widgets.Widget:
    """Open a sheet by its title, and return what stands in it."""
    sheets.selected_index = sheets.titles.index(title)
    (shown,) = sheets.children[sheets.selected_index].children
    return shown


def tables(shown: widgets.Widget) -> list[SortableTable]:
    """Return the tables of what is shown."""
    return [*find_tables([shown])]
