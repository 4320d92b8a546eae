"""The cells of a small table say the hours of their column, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.typed.tables import say_tables

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


def said(text: str) -> list[str]:
    """Return the days and hours that are read."""
    found = read_sessions(text, CALENDAR, CALENDAR.workdays)
    return [
        f"{s.day:%d/%m} {s.start:%H:%M}-{s.end:%H:%M}" for s in found if s.day and s.start and s.end
    ]


@pytest.mark.parametrize("day", ["", "Jour", "Dates"])
@pytest.mark.parametrize("sign", ["\t", ";", " | "])
@pytest.mark.parametrize("nothing", ["-", "", "—", "/", "néant", "Aucun", "pas d'entretien"])
def test_halves_of_days(day: str, sign: str, nothing: str) -> None:
    """Under « matin » and « après-midi » a cell gives its own hours, « - » none."""
    rows = [
        [day, "matin", "après-midi"],
        ["lundi 24 mars", "9h-12h", "13h30-16h"],
        ["mardi 25 mars", "9h-12h", nothing],
        ["jeudi 27 mars", nothing, "13h30-16h"],
    ]
    table = "\n".join(sign.join(row) for row in rows)
    held = ["24/03 09:00-12:00", "24/03 13:30-16:00", "25/03 09:00-12:00", "27/03 13:30-16:00"]
    assert said(table) == held
    assert said(f"Entretiens Bac pro Logistique\n{table}\nsalle L07, bâtiment B") == held


def test_columns_apart_by_blanks() -> None:
    """Columns may be set apart by blanks alone."""
    lines = [
        "                matin     après-midi",
        "lundi 24 mars   9h-12h    -",
        "25 mars   -   14h-16h",
    ]
    assert said("\n".join(lines)) == ["24/03 09:00-12:00", "25/03 14:00-16:00"]


def test_marked_cell_is_the_half_day() -> None:
    """« x » under « matin » stands for the morning as the reader reads it."""
    assert said("Date;Matin;Après-midi\n24/03;x;-") == ["24/03 08:00-12:00"]


def test_grid_longer_than_is_read() -> None:
    """What stands under the rows that are read of a grid is kept as it is."""
    rows = "\n".join(f"{8 + n % 9}h-{9 + n % 9}h\tX\t" for n in range(205))
    told = say_tables(f"\tmardi 18/03\tjeudi 20/03\n{rows}").split("\n")
    assert told[0] == "mardi 18/03 8h-9h"
    assert told[-1] == rows.split("\n")[-1]
