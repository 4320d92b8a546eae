"""No day that a text writes is lost in silence: a session, a doubt, or a note names it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.stated import Stated

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))
HERE = Path(__file__).parent
MONTHS = ("mars", "avril", "mai")
WRITTEN = re.compile(
    rf"(?<![\w/,.:&-])(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)})\b(?! 1\d\d\d)|(?<![\d/])(\d\d)/(0[345])(?![\d/h])"
)


def read(text: str) -> tuple[Stated, ...]:
    """Read a text of the campaign."""
    return read_sessions(text, CALENDAR, CALENDAR.workdays)


def written(text: str) -> set[tuple[int, int]]:
    """Return the days from March to May that a text writes with their month."""
    found = (
        (int(day or first), MONTHS.index(name) + 3 if name else int(month))
        for first, name, day, month in WRITTEN.findall(text.lower())
    )
    return {(day, month) for day, month in found if 0 < day < 32}


def texts() -> Iterator[str]:
    """Yield every text of the tables of cases, with its lines."""
    for table in ("labelled", "unseen", "cases", "foreign"):
        groups = tomllib.loads((HERE / f"sessions_{table}.toml").read_text("utf-8"))
        for cases in groups.values():
            yield from (case if isinstance(case, str) else case[0] for case in cases)


def test_no_day_is_lost() -> None:
    """Where a text gives days, each other day that it writes is in a note, or in a doubt."""
    lost, seen = [], 0
    for text in texts():
        found = read(text)
        days = {(s.day.day, s.day.month) for s in found if s.day}
        said = " ".join(words for s in found for words in (*s.notes, s.doubt or ""))
        seen += len(written(text))
        if days and (left := written(text) - days - written(said)):
            lost.append((text, left))
    assert seen > 1000
    assert lost == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tous les lundis du 10 mars au 7 avril sauf le 24 mars, 14h-16h", "24 mars"),
        ("12 mars ANNULÉ, 19 mars maintenu, 14h-16h", "12 mars"),
        ("MAJ du 11/03/2025 : entretien le 27/03/2025 de 9h à 12h au lieu du 20/03/2025", "11 mars et 20 mars"),
        ("Annule et remplace le message du 1er avril : entretiens le 3/04 à 14h", "1er avril"),
    ],
)  # fmt: skip
def test_note(text: str, days: str) -> None:
    """What is left out without words of its own is named in one note on each session."""
    found = read(text)
    assert found
    assert all(f"écrit et non retenu : {days}" in session.notes for session in found)


@pytest.mark.parametrize(
    "text",
    [
        "2 avenue du 8 mai 1945, entretiens le 18 mars à 17h30 / 2ème étage",
        "18/03 9h-12h",
        "du 17 au 20 mars de 9h à 12h",
        "Mardi 18 mars 2025 9h-12h ; JPO le 22 mars",
    ],
)
def test_nothing_to_note(text: str) -> None:
    """A day that is read or quoted, a street, the minutes of an hour are not said again."""
    assert not any("écrit et non retenu" in note for s in read(text) for note in s.notes)
