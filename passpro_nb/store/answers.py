"""What the last import measured, read back at once while the files that it read are as they were.

Only coverage by group, of all offers, on the day of the data: counts that name nobody. A program
or a file that changed since has nothing to read here, and measures from the files.
"""

import sqlite3
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

import pandas as pd

import passpro_nb
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.settings import Settings, parse_settings
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS
from passpro_nb.read.inputs import have_changed
from passpro_nb.store.frames import has_table, read_frame, reading, write_frame
from passpro_nb.store.upkeep.events import (
    AGAIN,
    IMPORTED,
    Event,
    in_force,
    read_events,
    read_snapshot,
)
from passpro_nb.store.upkeep.upgrade import STORE

_TABLE = "create table if not exists answers (event integer, program text, groups text)"


@dataclass(frozen=True, repr=False)
class Answer(Discreet):
    """The coverage of a campaign by a group: `Figures.coverage`, under which settings, on which day."""

    table: pd.DataFrame
    settings: Settings
    day: date


def keep_answers(base: sqlite3.Connection, figures: CampaignFigures, event: Event) -> None:
    """Keep the coverage by every group; one that would not read back the same is not kept."""
    kept = []
    for by in GROUPS:
        table = figures.coverage(by)
        write_frame(base, _name(by), table)
        if _alike(read_frame(base, _name(by)), table):
            kept.append(by)
    forget_answers(base)
    base.execute("insert into answers values (?, ?, ?)", (event.number, _program(), " ".join(kept)))


def forget_answers(base: sqlite3.Connection) -> None:
    """Forget what was measured before."""
    base.execute(_TABLE)
    base.execute("delete from answers")


def find_coverage(folder: Path, by: str) -> Answer | None:
    """Return what the last import measured; None where it may no longer be what the files say."""
    try:
        there = (folder / STORE).is_file()
        return reading(folder / STORE, partial(_find, folder, by)) if there else None
    except (sqlite3.DatabaseError, OSError):
        return None  # whoever needs the store says what is wrong with it


def _find(folder: Path, by: str, base: sqlite3.Connection) -> Answer | None:
    events = read_events(base) if has_table(base, "answers") else []
    if not events or events[-1].what not in (IMPORTED, AGAIN):
        return None
    query = "select groups from answers where event = ? and program = ?"
    told = base.execute(query, (events[-1].number, _program())).fetchone()
    if told is None or by not in told[0].split() or have_changed(folder, events[-1].inputs):
        return None
    kept = read_snapshot(base, in_force(events)[-1])
    settings = parse_settings(tomllib.loads(kept.settings))
    return Answer(read_frame(base, _name(by)), settings, kept.day)


def _name(by: str) -> str:
    return f"coverage_{by}"


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.dtypes.equals(other.dtypes) and one.equals(other)


@cache
def _program() -> str:
    """Return what tells this program from another: its files, their size and when they were written."""
    home = Path(passpro_nb.__file__).parent
    files = sorted((path, path.stat()) for path in home.rglob("*.py"))
    told = (f"{path.relative_to(home)} {s.st_size} {s.st_mtime_ns}" for path, s in files)
    return blake2b("\n".join(told).encode(), digest_size=12).hexdigest()
