"""What the analysts' panels are looked at by: offers, each filter with several values, and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ipywidgets as widgets
import pandas as pd

from passpro_nb.measure.groups import Selection
from passpro_nb.panels.filters import Filters, offered
from passpro_nb.panels.widgets import Choices, InputRow

# A filter on offers → its label, and the choice that lets everything through.
OFFER_FILTERS = {
    "department": ("Département", "Tous"),
    "district": ("Bassin", "Tous"),
    "host_uai": ("Établissement d’accueil", "Tous"),
    "programme": ("Formation", "Toutes"),
    "domain": ("Domaine", "Tous"),
    "diploma": ("Diplôme", "Tous"),
}


@dataclass(frozen=True)
class Chosen(Filters):
    """Filters of which each holds several values."""

    several: Selection = Selection()

    @property
    def selection(self) -> Selection:
        """Return the filters as offers are selected by."""
        return self.several


class OfferBar(InputRow):
    """The filters on offers, each with several values and offering what the others leave, and days."""

    def __init__(self, days: Mapping[str, date | None]) -> None:
        """`days`: by what is asked, the day that is meant while none is given."""
        self.filters = {
            name: Choices(said, every=every) for name, (said, every) in OFFER_FILTERS.items()
        }
        self.days = [widgets.DatePicker(value=day, description=said) for said, day in days.items()]
        super().__init__(*self.filters.values(), *self.days)

    @property
    def selection(self) -> Selection:
        """Return the filters that are set."""
        return Selection(**{name: tuple(choice.value) for name, choice in self.filters.items()})

    def follow(self, offers: pd.DataFrame) -> Chosen:
        """Offer in each filter what the others leave of the offers; return what is chosen then."""
        with self.moving():
            for name, options in offered(offers, self.selection, self.filters).items():
                self.filters[name].offer(options)
        return Chosen(several=self.selection)
