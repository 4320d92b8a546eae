"""What was imported, and when: the list of it, any snapshot of it opened again, what moved between two."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, long_date, quoted
from passpro_nb.measure.changes import Changes, compare
from passpro_nb.store.events import IMPORTED, UNDONE, Event, in_force, read_events, read_snapshot
from passpro_nb.store.frames import reading
from passpro_nb.store.snapshots import Snapshot, open_kept
from passpro_nb.store.upgrade import STORE, upgrade

HISTORY = [
    "snapshot", "at", "who", "event", "day", "files", "rows", "offers", "sessions", "applications",
    "set_aside", "errors",
]  # fmt: skip
_COUNTS = HISTORY[6:]
_Read = TypeVar("_Read")


def read_store(folder: Path, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    """Read the store of a campaign, brought to today's version first.

    Raises `UsageError` where nothing was imported yet, and for a store that is damaged.
    """
    path = folder / STORE
    if not path.is_file():
        raise UsageError(_nothing(folder))
    try:
        upgrade(folder)
        return reading(path, read)
    except sqlite3.DatabaseError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être lu, le fichier est abîmé : "
            f"{quoted(f'passpro-nb history {folder} --reparer')} remet en place sa dernière copie."
        ) from None


def _nothing(folder: Path) -> str:
    return f"Rien n’a encore été importé : lancez {quoted(f'passpro-nb import {folder}')}."


def list_history(folder: Path) -> pd.DataFrame:
    """Return the history of a campaign, latest first: one row an event, columns `HISTORY`.

    `event` is `import` (`taken_back` since, maybe), `again` (the same rows: no new snapshot), `undo`
    or `purge`; the rest is about the snapshot in force from then on.
    """
    return read_store(folder, _list)


def _list(base: sqlite3.Connection) -> pd.DataFrame:
    events = read_events(base)
    line = in_force(events)
    rows = []
    for event in events:
        kept = read_snapshot(base, event.snapshot)
        counts = [kept.counts.get(name) for name in _COUNTS]
        back = event.what == IMPORTED and event.snapshot not in line
        rows.append((
            event.snapshot, event.at, event.who, "taken_back" if back else event.what,
            pd.Timestamp(kept.day), listing(event.files), *counts,
        ))  # fmt: skip
    frame = pd.DataFrame(rows[::-1], columns=HISTORY)
    return frame.astype(dict.fromkeys(_COUNTS, "Int64"))


def open_snapshot(folder: Path, which: int | date | None = None) -> Snapshot:
    """Open a snapshot of a campaign: by its number, by a day, or the one in force.

    A day is that of the data: of the snapshots in force until then, the last one that is not later.
    Raises `UsageError` where there is none, with those there are.
    """
    return read_store(folder, lambda base: _open(base, folder, which))


def _open(base: sqlite3.Connection, folder: Path, which: int | date | None) -> Snapshot:
    events = read_events(base)
    if not (line := in_force(events)):
        raise UsageError(_nothing(folder))
    return open_kept(base, _chosen(base, events, line, which), events)


def _chosen(
    base: sqlite3.Connection, events: list[Event], line: list[int], which: int | date | None
) -> int:
    if which is None:
        return line[-1]
    days = {number: read_snapshot(base, number).day for number in line}
    if isinstance(which, date):
        if before := [number for number in line if days[number] <= which]:
            return before[-1]
        first = long_date(min(days.values()))
        raise UsageError(
            f"Aucun import n’a de données du {long_date(which)} ou d’avant : le premier est du {first}."
        )
    if which in {event.snapshot for event in events if event.what != UNDONE}:
        return which
    known = listing(sorted({event.snapshot for event in events}), 12)
    raise UsageError(f"L’instantané n° {which} n’existe pas : il y a {known}.")


def changes_since(
    folder: Path, since: int | date | None = None
) -> tuple[Snapshot, Snapshot, Changes]:
    """Return two snapshots and what moved between them: one of before, and the one in force.

    `since`: the number of a snapshot, or a day of the data; without it, the snapshot before the one
    in force.
    """
    return read_store(folder, lambda base: _since(base, folder, since))


def _since(
    base: sqlite3.Connection, folder: Path, since: int | date | None
) -> tuple[Snapshot, Snapshot, Changes]:
    events = read_events(base)
    line = in_force(events)
    if since is None and len(line) < 2:
        raise UsageError("Un seul import a été fait : il n’y a rien à quoi le comparer.")
    now = _open(base, folder, None)
    before = open_kept(base, line[-2], events) if since is None else _open(base, folder, since)
    return before, now, compare(before.look(), now.look())
