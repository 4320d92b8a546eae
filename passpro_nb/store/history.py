"""What was imported, and when: the list of it, any snapshot of it opened again, what moved between two."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, long_date
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure.over_time.changes import Changes, compare
from passpro_nb.store.snapshots import Snapshot, open_kept
from passpro_nb.store.upkeep.events import (
    IMPORTED,
    UNDONE,
    Event,
    in_force,
    read_events,
    read_snapshot,
)
from passpro_nb.store.upkeep.upgrade import has_store, read_store, say_unimported

HISTORY = [
    "snapshot", "at", "who", "event", "day", "files", "rows", "offers", "sessions", "applications",
    "set_aside", "errors",
]  # fmt: skip
_COUNTS = HISTORY[6:]
_Answer = TypeVar("_Answer")


def _read(folder: Path, read: Callable[[sqlite3.Connection, list[Event]], _Answer]) -> _Answer:
    """Read the store and its events; raises `UsageError` where nothing was imported yet."""

    def told(base: sqlite3.Connection) -> _Answer | None:
        events = read_events(base)
        return read(base, events) if events else None

    found = read_store(folder, told) if has_store(folder) else None
    if found is None:
        raise UsageError(say_unimported(folder))
    return found


def list_history(folder: Path) -> pd.DataFrame:
    """Return the history of a campaign, latest first: one row an event, columns `HISTORY`.

    `event` is `import` (`taken_back` since, maybe), `again` (the same rows: no new snapshot), `undo`
    or `purge`; the rest is about the snapshot in force from then on.
    """
    return _read(folder, _list)


def _list(base: sqlite3.Connection, events: list[Event]) -> pd.DataFrame:
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


def open_snapshot(folder: Path | str, which: int | date | str | None = None) -> Snapshot:
    """Open a snapshot of a campaign: by its number, by a day, or the one in force.

    A day is that of the data: of the snapshots in force until then, the latest that is not later.
    Raises `UsageError` where there is none, with those there are.

    >>> snapshot = open_snapshot("data/exemple")
    >>> len(snapshot.figures(on="2025-04-28").coverage("department"))
    3
    """
    wanted = read_day(which) if isinstance(which, str) else which
    return _read(Path(folder), lambda base, events: _open(base, events, wanted))


def _open(base: sqlite3.Connection, events: list[Event], which: int | date | None) -> Snapshot:
    return open_kept(base, _chosen(base, events, which), events)


def _chosen(base: sqlite3.Connection, events: list[Event], which: int | date | None) -> int:
    line = in_force(events)
    if which is None:
        return line[-1]
    days = {number: read_snapshot(base, number).day for number in line}
    if isinstance(which, date):
        if before := [number for number in line if days[number] <= which]:
            return max(before, key=lambda number: (days[number], line.index(number)))
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
    in force. Raises `UsageError` where that is the one in force itself.
    """
    return _read(folder, lambda base, events: _since(base, events, since))


def _since(
    base: sqlite3.Connection, events: list[Event], since: int | date | None
) -> tuple[Snapshot, Snapshot, Changes]:
    line = in_force(events)
    if since is None and len(line) < 2:
        raise UsageError("Un seul import a été fait : il n’y a rien à quoi le comparer.")
    chosen = line[-2] if since is None else _chosen(base, events, since)
    now = _open(base, events, None)
    if chosen == line[-1]:
        raise UsageError(
            f"L’instantané n° {chosen} (données au {long_date(now.day)}) est l’import en vigueur : il n’y "
            "a rien à quoi le comparer."
        )
    before = open_kept(base, chosen, events)
    return before, now, compare(before.look(), now.look())
