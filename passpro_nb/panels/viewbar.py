"""The controls of a view, in notebooks: rows, columns, figures, a day, filters with their counts; saved views."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import quoted
from passpro_nb.export.views import forget_view, read_views, save_view
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.view import FIGURES, View
from passpro_nb.panels import fragments
from passpro_nb.panels.filters import Counted, settle
from passpro_nb.panels.inputs import Choices, DayInput, InputRow
from passpro_nb.panels.shown import group_label
from passpro_nb.panels.widgets import ASSETS, guard, html_view

# A filter → its label, and what is shown while it lets everything through.
FILTERS: Mapping[str, tuple[str, str]] = {
    "department": ("Département", "Tous"), "district": ("Bassin", "Tous"),
    "host": ("Établissement d’accueil", "Tous"), "programme": ("Formation", "Toutes"),
    "domain": ("Domaine", "Tous"), "diploma": ("Diplôme", "Tous"), "status": ("Statut", "Tous"),
    ORIGIN: ("Établissement d’origine", "Tous"),
}  # fmt: skip
OFFER_FILTERS = {name: said for name, said in FILTERS.items() if name != ORIGIN}
NO_COLUMNS = "Aucune : des chiffres"
NO_VIEW = "Choisir…"


def _row_label(group: str) -> str:
    """Return what a menu calls a group: « collège » is the word that people look for."""
    return f"{group_label(group)} (collège)" if group == ORIGIN else group_label(group)


class CopyButton(anywidget.AnyWidget):
    """A button that copies its `text` where the analyst may paste it."""

    _esm = ASSETS / "copy.js"
    _css = ASSETS / "widgets.css"
    label = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)


class ViewBar:
    """The controls that make a view; `crossed`: also its columns and its figures.

    Who uses it calls `follow` with the figures of the view's day, and shows the view it returns. Of
    interviews and relaunches only the offers and the day are chosen (`of_offers`), beside `more` inputs.
    Without a folder, views are neither saved nor copied.
    """

    def __init__(
        self, folder: Path | None, *, crossed: bool = False, of_offers: bool = False,
        more: Iterable[widgets.Widget] = (),
    ) -> None:  # fmt: skip
        self._base = View()
        self._counted: tuple[CampaignFigures, Counted] | None = None
        self.by = widgets.Dropdown(
            options=[(_row_label(name), name) for name in GROUPS],
            value=self._base.by,
            description="Lignes",
        )
        columns = [(NO_COLUMNS, ""), *((_row_label(name), name) for name in GROUPS)]
        self.columns = widgets.Dropdown(options=columns, value="", description="Colonnes")
        self.figures = Choices(
            "Chiffres", [(label(f), f) for f in FIGURES], every="Les plus utiles"
        )
        self.day = DayInput("Jour")
        offered = OFFER_FILTERS if of_offers else FILTERS
        self.filters = {name: Choices(text, every=every) for name, (text, every) in offered.items()}
        rows = [] if of_offers else [self.by]
        what = [*rows, self.columns, self.figures] if crossed else rows
        self.row = InputRow(*what, self.day, *more, *self.filters.values())
        self.row.add_class("vue")
        self.saved = _Saved(folder, self) if folder else None
        self.box = widgets.VBox([self.row, *([self.saved.box] if self.saved else [])])

    def on_change(self, callback: Callable[[], object]) -> None:
        """Call back after each change of a control."""
        self.row.on_change(callback)
        if self.saved:
            self.saved.opened = callback

    @property
    def view(self) -> View:
        """Return what the controls say, and what the view that was opened says beside them."""
        filters: dict[str, Any] = {
            name: tuple(choice.value) for name, choice in self.filters.items()
        }
        return replace(
            self._base, by=self.by.value, columns=self.columns.value, figures=tuple(self.figures.value),
            day=self.day.value, **filters,
        )  # fmt: skip

    def set(self, view: View) -> None:
        """Put the controls where a view says, without a word; what none is for is left out."""
        left: dict[str, Any] = dict.fromkeys({*FILTERS} - {*self.filters}, ())
        self._base = replace(view, **left)
        with self.row.moving():
            self.by.value, self.columns.value = view.by, view.columns
            self.figures.value, self.day.value = [*view.figures], view.day
            for name, choice in self.filters.items():
                choice.value = [*getattr(view, name)]

    def order(self, search: str, sort: str) -> None:
        """Take the search and the order of a table into the view."""
        self._base = replace(self._base, search=search, sort=sort)
        self._say()

    def _say(self) -> None:
        if self.saved:
            self.saved.say(self.view)

    def follow(self, figures: CampaignFigures) -> View:
        """Give each filter what the others leave, with its counts; return the view, in codes."""
        view = settle(self.view, figures)
        offered = self.counted(figures).choices(view, self.filters)
        with self.row.moving():
            for name, choice in self.filters.items():
                choice.value = [*getattr(view, name)]
                choice.offer(offered[name])
            self.day.stand_for(figures.day)
        self._say()
        return self.view

    def counted(self, figures: CampaignFigures) -> Counted:
        """Return what the filters offer of these figures, counted once."""
        if self._counted is None or self._counted[0] is not figures:
            self._counted = figures, Counted(figures)
        return self._counted[1]


class _Saved:
    """The address and the code of a view to copy, the views saved by name, and the one to save."""

    def __init__(self, folder: Path, bar: ViewBar) -> None:
        self._folder, self._bar = folder, bar
        self.opened: Callable[[], object] = lambda: None
        self.address, self.code = (
            CopyButton(label="Copier l’adresse"),
            CopyButton(label="Copier le code"),
        )
        self.views = widgets.Dropdown(options=[(NO_VIEW, "")], description="Vues enregistrées")
        self.name = widgets.Text(description="Nom", placeholder="93 en retard")
        self.save = widgets.Button(description="Enregistrer la vue")
        self.forget = widgets.Button(description="Oublier", disabled=True)
        self.said = html_view()
        place = widgets.VBox([self.said])
        line = [self.views, self.forget, self.name, self.save, self.address, self.code]
        self.box = widgets.VBox([widgets.Box(line).add_class("filtres").add_class("vue"), place])
        self.box.children[0].add_class("serre")
        self.views.observe(guard(self._open, place), names="value")
        self.save.on_click(guard(self._save, place))
        self.forget.on_click(guard(self._forget, place))
        guard(self._list, place)()

    def say(self, view: View) -> None:
        """Hold the address and the code of the view that is shown."""
        self.address.text, self.code.text = view.address, f"atelier.{view.code}"

    def _list(self, chosen: str = "") -> None:
        views = read_views(self._folder)
        self.views.options = [(NO_VIEW, ""), *((name, name) for name in views)]
        self.views.value = chosen if chosen in views else ""

    def _open(self, change: Mapping[str, Any]) -> None:
        self.forget.disabled = not change["new"]
        address = read_views(self._folder).get(change["new"] or "")
        if address is None or address == self._bar.view.address:
            return
        self._bar.set(View.parse(address))
        self.said.value = ""
        self.opened()

    def _save(self, _: Any) -> None:
        name = self.name.value.strip() or self.views.value
        save_view(self._folder, name, self._bar.view)
        self.name.value = ""
        self._list(name)
        self.said.value = fragments.status(
            [f"La vue {quoted(name)} est enregistrée avec la campagne."]
        )

    def _forget(self, _: Any) -> None:
        name = self.views.value
        forget_view(self._folder, name)
        self._list()
        self.said.value = fragments.status([f"La vue {quoted(name)} est oubliée."])
