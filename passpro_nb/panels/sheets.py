"""Sheets of a panel, of which the one in sight is computed: no figure of another state is ever left there."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import ipywidgets as widgets

from passpro_nb.panels import fragments
from passpro_nb.panels.widgets import guard, html_view


class Sheet(NamedTuple):
    """What a sheet shows, and what fills it for the state that is chosen."""

    box: widgets.Widget
    fill: Callable[[], object]


class Sheets(widgets.Tab):
    """Sheets by title; `follow` is called when what is chosen changes."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = [*sheets.values()]
        places = [widgets.VBox() for _ in sheets]
        self._fills = [self._filling(*pair) for pair in zip(self._sheets, places, strict=True)]
        self._due = {*range(len(places))}
        super().__init__(places, titles=[*sheets], selected_index=0)
        self.add_class("feuilles")
        self.observe(lambda _: self._look(), names="selected_index")

    @staticmethod
    def _filling(sheet: Sheet, place: widgets.VBox) -> Callable[[], object]:
        def fill() -> None:
            sheet.fill()
            place.children = (sheet.box,)

        return guard(fill, place)

    def follow(self) -> None:
        """Empty every sheet, and fill the one in sight."""
        self._due = {*range(len(self._sheets))}
        for place in self.children:
            place.children = (html_view(fragments.doing("Calcul en cours…")),)
        self._look()

    def open_all(self) -> None:
        """Fill every sheet, as one who looks at each."""
        for at in range(len(self._sheets)):
            self.selected_index = at

    def _look(self) -> None:
        at = self.selected_index
        if at in self._due:
            self._due.discard(at)
            self._fills[at]()
