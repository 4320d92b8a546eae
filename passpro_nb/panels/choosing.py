"""What the analysts' panels of interviews and relaunches look at: offers, by several values, and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ipywidgets as widgets

from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS, Selection
from passpro_nb.measure.view import View
from passpro_nb.panels.filters import Counted, Filters
from passpro_nb.panels.widgets import Choices, InputRow

# A filter on offers → its label, and the choice that lets everything through.
OFFER_FILTERS = {
    "department": ("Département", "Tous"),
    "district": ("Bassin", "Tous"),
    "host": ("Établissement d’accueil", "Tous"),
    "programme": ("Formation", "Toutes"),
    "domain": ("Domaine", "Tous"),
    "diploma": ("Diplôme", "Tous"),
    "status": ("Statut", "Tous"),
}


@dataclass(frozen=True)
class Chosen(Filters):
    """The filters of a view, each with several values."""

    view: View = View()

    @property
    def selection(self) -> Selection:
        """Return the filters as offers are selected by."""
        return Selection(**{GROUPS[name][0]: values for name, values in self.view.filters.items()})

    def active(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that are set, by column: those of the view."""
        return self.selection.active()


class OfferBar(InputRow):
    """The filters on offers, each with several values, counted, and offering what the others leave; days."""

    def __init__(self, days: Mapping[str, date | None]) -> None:
        """`days`: by what is asked, the day that is meant while none is given."""
        self.filters = {
            name: Choices(said, every=every) for name, (said, every) in OFFER_FILTERS.items()
        }
        self.days = [widgets.DatePicker(value=day, description=said) for said, day in days.items()]
        self._counted: tuple[CampaignFigures, Counted] | None = None
        super().__init__(*self.filters.values(), *self.days)

    @property
    def view(self) -> View:
        """Return the filters that are set."""
        chosen: dict[str, Any] = {name: tuple(box.value) for name, box in self.filters.items()}
        return View(**chosen)

    def follow(self, figures: CampaignFigures) -> Chosen:
        """Offer in each filter what the others leave, with its counts; return what is chosen then."""
        if self._counted is None or self._counted[0] is not figures:
            self._counted = figures, Counted(figures)
        with self.moving():
            for name, options in self._counted[1].choices(self.view, self.filters).items():
                self.filters[name].offer(options)
        return Chosen(view=self.view)
