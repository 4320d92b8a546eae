"""What each rival shows, from the same published figures and functions as our own page."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import percent
from passpro_nb.panels.academie.figures import headline, measure_screen
from passpro_nb.panels.filters import EVERYTHING, Filters, choices
from passpro_nb.panels.widgets import published_path
from passpro_nb.store.published import Published, read_published

TITLE = "Suivi de la campagne"
COLUMNS = (
    "host_name", "registered", "interviewed", "expected", "entered", "coverage", "overdue",
    "shortfall",
)  # fmt: skip


class Shown(NamedTuple):
    """The page in one state: its sentence, key figures, curve (`day`, `entered`) and table."""

    sentence: str
    cards: list[tuple[str, str]]
    curve: pd.DataFrame
    hosts: pd.DataFrame


@lru_cache
def published() -> Published:
    """Open the published figures, once in a process."""
    return read_published(published_path())


@lru_cache
def departments() -> dict[str, str]:
    """Return the choices of the filter: what each is called → its code."""
    return {"Tous": ""} | dict(choices(published().offers, EVERYTHING)["department"])


def measure(department: str) -> Shown:
    """Return what is shown of a département, or of all (""). Each rival keeps it its own way."""
    screen = measure_screen(published(), Filters(department=department))
    hosts = screen.hosts[list(COLUMNS)]
    hosts = hosts.assign(coverage=[percent(share) for share in hosts["coverage"]])
    cards = [(card.label, card.value) for card in headline(screen)]
    named = hosts.rename(columns={code: label(code) for code in COLUMNS})
    return Shown(screen.sentence, cards, screen.progress[["day", "entered"]], named)
