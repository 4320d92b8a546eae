"""What happened to a campaign's snapshots, in order: imports, those taken back, the end.

Nothing is ever overwritten: an import that is taken back stays in the list, and the snapshot that
was in force before it is so again.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from passpro_nb.read.inputs import Stamp
from passpro_nb.store.frames import has_table
from passpro_nb.store.turns import account

TABLES = (
    "create table if not exists snapshots (id integer primary key, day text, settings text, "
    "frames blob, counts text)",
    "create table if not exists events (id integer primary key, at text, who text, what text, "
    "snapshot integer, files text, inputs text)",
)
IMPORTED, AGAIN, UNDONE, PURGED = "import", "again", "undo", "purge"


@dataclass(frozen=True)
class Event:
    """One import (`snapshot` is new, or the same `AGAIN`), or the taking back of one, or the end.

    `snapshot` is the one in force from then on; `files` are those read, `inputs` those of the folder.
    """

    number: int
    at: datetime
    who: str
    what: str
    snapshot: int
    files: tuple[str, ...]
    inputs: Mapping[str, Stamp]


def add_event(
    base: sqlite3.Connection, what: str, snapshot: int, files: tuple[str, ...] = (),
    inputs: Mapping[str, Stamp] | None = None, *, at: datetime | None = None, who: str | None = None,
) -> Event:  # fmt: skip
    """Enter an event and return it; without `who`, the account at work (« »: nobody knows)."""
    at = at or datetime.now().replace(microsecond=0)
    told = (
        at.isoformat(), account() if who is None else who, what, snapshot, json.dumps(files, ensure_ascii=False),
        json.dumps(inputs or {}, ensure_ascii=False),
    )  # fmt: skip
    entered = base.execute(
        "insert into events (at, who, what, snapshot, files, inputs) values (?, ?, ?, ?, ?, ?)",
        told,
    )
    return _event(entered.lastrowid or 0, *told)


def read_events(base: sqlite3.Connection) -> list[Event]:
    """Return every event, oldest first."""
    if not has_table(base, "events"):
        return []
    query = "select id, at, who, what, snapshot, files, inputs from events order by id"
    return [_event(*row) for row in base.execute(query)]


def _event(
    number: int, at: str, who: str, what: str, snapshot: int, files: str, inputs: str
) -> Event:
    stamps = {name: Stamp(*stamp) for name, stamp in json.loads(inputs).items()}
    when = datetime.fromisoformat(at)
    return Event(number, when, who, what, snapshot, tuple(json.loads(files)), stamps)


def in_force(events: list[Event]) -> list[int]:
    """Return the snapshots that lead to the one in force, oldest first, without those taken back."""
    line: list[int] = []
    for event in events:
        if event.what == UNDONE:
            line.pop()
        elif event.what == IMPORTED:
            line.append(event.snapshot)
    return line


def closed_on(events: list[Event]) -> date | None:
    """Return the day on which a campaign was closed, None while it is open."""
    return events[-1].at.date() if events and events[-1].what == PURGED else None


@dataclass(frozen=True)
class Kept:
    """A snapshot as it is kept, still closed: its day, its settings, what it counted."""

    number: int
    day: date
    settings: str
    frames: bytes | None
    counts: Mapping[str, object]


def add_snapshot(base: sqlite3.Connection, kept: Kept) -> int:
    """Enter a snapshot and return its number."""
    counts = json.dumps(kept.counts, ensure_ascii=False)
    entered = base.execute(
        "insert into snapshots (day, settings, frames, counts) values (?, ?, ?, ?)",
        (kept.day.isoformat(), kept.settings, kept.frames, counts),
    )
    return entered.lastrowid or 0


def read_snapshot(base: sqlite3.Connection, number: int) -> Kept:
    """Return a snapshot by its number."""
    query = "select id, day, settings, frames, counts from snapshots where id = ?"
    number, day, settings, frames, counts = base.execute(query, (number,)).fetchone()
    return Kept(number, date.fromisoformat(day), settings, frames, json.loads(counts))
