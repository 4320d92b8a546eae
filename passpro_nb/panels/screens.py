"""What pages show in one state of their filters, without widgets: what the three have in common."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from passpro_nb.domain.figures import CHOICES, FIGURES, SHARES, label, meanings
from passpro_nb.domain.french import listing, long_date, number, short_date
from passpro_nb.export.files import file_name
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.panels.filters import Filters
from passpro_nb.store.published import Published


class Card(NamedTuple):
    """A key figure: its value as shown, what it is made of, what it means."""

    label: str
    value: str
    detail: str = ""
    definition: str = ""


def read_whole(table: pd.DataFrame) -> dict[str, Any]:
    """Return the one row of a table by `academie` as plain values; zeros where nothing is selected."""
    if len(table):
        return records(table)[0]
    return {code: None if code in SHARES else 0 for code in table.columns}


def figure_cards(total: Mapping[str, Any], details: Mapping[str, str]) -> list[Card]:
    """Return the cards of figures: each under its label, with its detail and its meaning."""
    return [
        Card(label(code), number(total[code]), detail, FIGURES[code].meaning)
        for code, detail in details.items()
    ]


def define(codes: Iterable[str]) -> dict[str, str]:
    """Return what each of the codes that is a figure means, by label."""
    return {FIGURES[code].label: FIGURES[code].meaning for code in codes if code in FIGURES}


def say_origin(published: Published, filters: Filters) -> list[str]:
    """Return where what a page shows comes from, a line each: day, files, filters."""
    chosen = [f"{name} : {value}" for name, value in filters.said.items()]
    at = published.imported_at
    return [
        f"{published.settings.campagne.nom} – données au {long_date(published.day)}",
        *([f"Fichiers : {listing(published.files)}"] if published.files else []),
        f"Importés le {short_date(at.date())} à {at:%H:%M}",
        f"Filtres : {listing(chosen) if chosen else 'aucun'}",
    ]


def shown_workbook(
    name: str, published: Published, filters: Filters, tables: Mapping[str, pd.DataFrame],
    said: Iterable[str], codes: Iterable[str],
) -> tuple[str, bytes]:  # fmt: skip
    """Return the name and the bytes of the workbook of what a page shows.

    `said` sums it up, a line each; then come the definitions of `codes`.
    """
    notes = [*say_origin(published, filters), *said, *meanings(codes), *CHOICES]
    name = file_name(name, *filters.said.values(), published.day.isoformat())
    return f"{name}.xlsx", workbook_bytes(tables, notes)
