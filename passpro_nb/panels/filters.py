"""The filters that pages share, and what each leaves the others to choose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import DEPARTMENTS, NBSP, fold, listing, number
from passpro_nb.measure.figures import CampaignFigures, Figures
from passpro_nb.measure.groups import (
    GROUPS,
    ORIGIN,
    UNKNOWN_ORIGIN,
    Selection,
    choose,
    choose_origins,
    select_offers,
)
from passpro_nb.measure.pivot import name_of
from passpro_nb.measure.view import FILTERS as OF_VIEW
from passpro_nb.measure.view import View
from passpro_nb.store.published import Published

# A filter → its label, and the choice that lets everything through.
FILTERS = {
    "department": ("Département", "Tous"),
    "host_uai": ("Établissement", "Tous"),
    "programme": ("Formation", "Toutes"),
    "diploma": ("Diplôme", "Tous"),
}
# Other words of an address for the same: a school by its UAI, what the form of the header asks.
_SAME = {"uai": "hote", "q": "cherche"}


@dataclass(frozen=True)
class Filters(Selection):
    """What is chosen in the filters of a page: codes, one value or several; none lets all through."""

    def __post_init__(self) -> None:
        """Take one value for several, "" for none."""
        for name, value in vars(self).items():
            if isinstance(value, str):
                object.__setattr__(self, name, (value,) if value else ())

    @classmethod
    def of(cls, view: View) -> "Filters":
        """Return the filters of a view that holds codes; those on pupils' schools select no offer."""
        chosen = {name: values for name, values in view.filters.items() if name != ORIGIN}
        return cls(**{GROUPS[name][0]: values for name, values in chosen.items()})

    @property
    def view(self) -> View:
        """Return the view that these filters are of: the inverse of `of`."""
        named = {name: getattr(self, GROUPS[name][0]) for name in OF_VIEW if name != ORIGIN}
        return View(**named)

    @property
    def said(self) -> dict[str, str]:
        """Return the filters that are set: what each is called → its values, in words."""
        named = {"host_uai": "host"}
        return {label(named.get(n, n)): listing(values) for n, values in self.active().items()}

    def narrow(self, published: Published) -> Figures:
        """Return the figures of the offers that pass: of none, where no offer does."""
        offers = select_offers(published.offers, self)
        capacity = select_offers(published.capacity, self)
        return replace(published, offers=offers, capacity=capacity).figures


EVERYTHING = Filters()


def choices(offers: pd.DataFrame, filters: Filters) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter of a page offers, as (label, value): only what the other filters leave."""
    found = {}
    for name in FILTERS:
        left = select_offers(offers, replace(filters, **{name: ()}))
        texts = {"host_uai": "host_name", "programme": "programme_label"}.get(name, name)
        pairs = left[[name, texts]].drop_duplicates(name).itertuples(index=False, name=None)
        found[name] = sorted((choice_label(name, value, text), value) for value, text in pairs)
    return found


def choice_label(name: str, value: str, text: str = "") -> str:
    """Return how a value of a filter is shown; `text` is its name, where it has one."""
    if name == "department":
        return f"{value} – {DEPARTMENTS[value]}" if value in DEPARTMENTS else value
    return f"{text} ({value})" if name == "host_uai" else text


def several(values: Sequence[str]) -> tuple[str, str]:
    """Return the choice, as (label, value), that stands for several values of a filter."""
    return f"{len(values)} choisis", ",".join(values)


def read_address(published: Published, address: str) -> View:
    """Return what the address of a page asks, in codes: « departement=93&diplome=CAP ».

    Raises `UsageError` for a key or a value that does not exist, with the choices, and for a
    school of origin, which what is published cannot filter by.
    """
    view = View.parse("&".join(map(_usual, address.split("&"))))
    if view.origin:
        raise UsageError("Les pages ne filtrent pas par collège d’origine : ouvrez le carnet 35.")
    return settle(view, published.figures)


def _usual(part: str) -> str:
    word, mark, value = part.partition("=")
    return f"{_SAME.get(word, word)}{mark}{value}"


def settle(view: View, figures: Figures) -> View:
    """Return a view whose filters hold codes, not labels; `UsageError` for a value that nothing has."""
    offers = {name: values for name, values in view.filters.items() if name != ORIGIN}
    chosen = choose(figures.offers(), offers).active()
    codes: dict[str, Any] = {name: chosen[GROUPS[name][0]] for name in offers}
    if view.origin:
        codes[ORIGIN] = choose_origins(figures.counts.origins, view.origin)
    return replace(view, **codes)


class Counted:
    """What each filter of a view offers: what the others leave, with the pupils' applications counted."""

    def __init__(self, figures: CampaignFigures) -> None:
        offers, rows = figures.offers(), figures.applications()
        rows = rows[rows["state"].ne("cancelled")][["offer", "origin_uai"]]
        rows = rows.fillna({"origin_uai": UNKNOWN_ORIGIN}).merge(offers, on="offer")
        # where each application stands among the values of each filter, and these values
        self._places = {name: pd.factorize(rows[GROUPS[name][0]]) for name in OF_VIEW}
        self._offers = offers
        self._names = {name: name_members(figures, name) for name in OF_VIEW}

    def choices(self, view: View, names: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Return by filter its choices as (« 93 – Seine-Saint-Denis (5 002) », value)."""
        passed = {}
        for name, wanted in view.filters.items():
            places, values = self._places[name]
            passed[name] = np.isin(places, np.flatnonzero(values.isin(wanted)))
        return {name: self._offer(name, view, passed) for name in names}

    def _offer(
        self, name: str, view: View, passed: Mapping[str, np.ndarray]
    ) -> list[tuple[str, str]]:
        places, values = self._places[name]
        masks = [mask for other, mask in passed.items() if other != name]
        left = places[np.logical_and.reduce(masks)] if masks else places
        counts = dict(zip(values, np.bincount(left, minlength=len(values)), strict=True))
        found = {value: int(count) for value, count in counts.items() if count}
        if ORIGIN not in (name, *view.filters):  # offers without an application are offered too
            others = {GROUPS[o][0]: wanted for o, wanted in view.filters.items() if o != name}
            left_offers = select_offers(self._offers, Selection(**others))[GROUPS[name][0]]
            found = dict.fromkeys(left_offers.unique(), 0) | found
        found = (
            dict.fromkeys(view.filters.get(name, ()), 0) | found
        )  # what is ticked stays in sight
        told = self._names[name]
        said = [
            (f"{told.get(value, value)}{NBSP}({number(count)})", value)
            for value, count in found.items()
        ]
        return sorted(said, key=lambda choice: fold(choice[0]))


def name_members(figures: Figures, group: str) -> dict[str, str]:
    """Return how each member of a group is called, by its key."""
    key, named = GROUPS[group][0], name_of(group)
    if group == "offer":
        offers = figures.offers()
        labels = offers["programme_label"] + " – " + offers["host_name"]
        return dict(zip(offers["offer"], labels, strict=True))
    frame = figures.counts.origins if group == ORIGIN else figures.counts.capacity
    pairs = frame[[key, named]].drop_duplicates(key).itertuples(index=False, name=None)
    if group in ("host", ORIGIN):
        return {uai: f"{name} – {uai}" if name != uai else name for uai, name in pairs}
    return {value: choice_label(group, value, text) for value, text in pairs}
