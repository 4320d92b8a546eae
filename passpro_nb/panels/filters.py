"""What the pages share: their filters, what these leave to choose, where the figures come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd

from passpro_nb.domain.figures import CHOICES, meanings
from passpro_nb.domain.french import DEPARTMENTS, listing, long_date, plural, short_date
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
class State:
    """The filters of a page; "" lets everything through."""

    department: str = ""
    host_uai: str = ""
    programme: str = ""
    diploma: str = ""

    @property
    def selection(self) -> Selection:
        """Return the filters as the measures take them."""
        chosen = {name: (getattr(self, name),) for name in FILTERS if getattr(self, name)}
        return Selection(**chosen)

    @property
    def values(self) -> list[str]:
        """Return the values chosen, for the name of a file."""
        return [value for (value,) in self.selection.active().values()]


def choices(offers: pd.DataFrame, state: State) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers, as (label, value): only what the other filters leave."""
    return {name: _choices(offers, name, state.selection) for name in FILTERS}


def _choices(offers: pd.DataFrame, name: str, selection: Selection) -> list[tuple[str, str]]:
    others = {k: v for k, v in selection.active().items() if k != name}
    left = select_offers(offers, Selection(**others))
    texts = {"host_uai": "host_name", "programme": "programme_label"}.get(name, name)
    pairs = left[[name, texts]].drop_duplicates(name)
    values = pairs.itertuples(index=False, name=None)
    return sorted((choice_label(name, value, text), value) for value, text in values)


def choice_label(name: str, value: str, text: str = "") -> str:
    """Return how a value of a filter is shown; `text` is its name, where it has one."""
    if name == "department":
        return f"{value} – {DEPARTMENTS[value]}" if value in DEPARTMENTS else value
    return f"{text} ({value})" if name == "host_uai" else text


def about(published: Published) -> str:
    """Return, as HTML, where the data come from."""
    offers, applications = published.hors_passpro
    return (
        f"<p class='provenance'>Données au <strong>{long_date(published.day, weekday=True)}</strong>, "
        f"importées le {short_date(published.imported_at.date())} à {published.imported_at:%H:%M} "
        f"({escape(listing(published.files))}). Hors Passpro, comptées à part : "
        f"{plural(offers, 'offre')} et {plural(applications, 'candidature')}.</p>"
    )


def provenance(published: Published, state: State, total: str, codes: Iterable[str]) -> list[str]:
    """Return the lines that say what a list is made of: day, files, filters, total, definitions."""
    chosen = [f"{FILTERS[k][0]} : {v[0]}" for k, v in state.selection.active().items()]
    return [
        f"{published.settings.campagne.nom} – données au {long_date(published.day)}",
        f"Fichiers : {listing(published.files)}",
        f"Importés le {short_date(published.imported_at.date())} à {published.imported_at:%H:%M}",
        f"Filtres : {listing(chosen) if chosen else 'aucun'}",
        f"Total : {total}",
        *meanings(codes),
        *CHOICES,
    ]
