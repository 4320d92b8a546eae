"""The filters that pages share, and what each leaves the others to choose."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import pandas as pd

from passpro_nb.domain.french import DEPARTMENTS
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import Selection, select_offers
from passpro_nb.store.published import Published

# A filter → its label, and the choice that lets everything through.
FILTERS = {
    "department": ("Département", "Tous"),
    "host_uai": ("Établissement", "Tous"),
    "programme": ("Formation", "Toutes"),
    "diploma": ("Diplôme", "Tous"),
}


@dataclass(frozen=True)
class Filters:
    """What is chosen in the filters of a page; "" lets everything through."""

    department: str = ""
    host_uai: str = ""
    programme: str = ""
    diploma: str = ""

    @property
    def active(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def selection(self) -> Selection:
        """Return the filters as offers are selected by."""
        return Selection(**{name: (value,) for name, value in self.active.items()})

    def narrow(self, published: Published) -> Figures:
        """Return the figures of the offers that pass: of none, where no offer does."""
        offers = select_offers(published.offers, self.selection)
        capacity = select_offers(published.capacity, self.selection)
        return replace(published, offers=offers, capacity=capacity).figures


EVERYTHING = Filters()


def choices(offers: pd.DataFrame, filters: Filters) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter of a page offers, as (label, value): only what the other filters leave."""
    return offered(offers, filters.selection, FILTERS)


def offered(
    offers: pd.DataFrame, selection: Selection, names: Iterable[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return what each of the filters named offers, as (label, value): what the others leave."""
    found = {}
    for name in names:
        left = select_offers(offers, replace(selection, **{name: ()}))
        texts = {"host_uai": "host_name", "programme": "programme_label"}.get(name, name)
        pairs = left[[name, texts]].drop_duplicates(name).itertuples(index=False, name=None)
        found[name] = sorted((choice_label(name, value, text), value) for value, text in pairs)
    return found


def choice_label(name: str, value: str, text: str = "") -> str:
    """Return how a value of a filter is shown; `text` is its name, where it has one."""
    if name == "department":
        return f"{value} – {DEPARTMENTS[value]}" if value in DEPARTMENTS else value
    return f"{text} ({value})" if name == "host_uai" else text
