"""Frames in SQLite: a store opened to read or to write, a frame written then read back the same.

A rollback journal, for WAL does not work on a network share; each writing is one transaction, so
that a reader sees the old or the new, never a mixture.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted, unbreakable

_HELD = "un autre import est-il en cours ? Recommencez quand il sera fini."
_CLOSED = "vérifiez vos droits sur ce fichier et sur son dossier."
_WHY_NOT = {
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_FULL: "le disque est plein.",
    sqlite3.SQLITE_READONLY: "il est en lecture seule.",
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_IOERR: "vérifiez le dossier, et la place qui reste sur le disque.",
}
_WAIT = 10  # seconds, for another process to be done
_Read = TypeVar("_Read")


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a store; transactions are begun and ended by hand."""
    place = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    return sqlite3.connect(place, uri=True, timeout=_WAIT, isolation_level=None)


def reading(path: Path, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    """Read a store in one transaction: what is written meanwhile is not seen by halves.

    What a writer killed half-way left is undone first, which a reader by itself may not do. Raises
    `sqlite3.DatabaseError` for a file that is damaged.
    """
    try:
        return _read_only(path, read)
    except sqlite3.DatabaseError:
        with closing(connect(path)) as base:
            base.execute("select name from sqlite_master").fetchall()
        return _read_only(path, read)


def _read_only(path: Path, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    with closing(connect(path, read_only=True)) as base:
        base.execute("begin")
        return read(base)


@contextmanager
def writing(path: Path, *, private: bool = True) -> Iterator[sqlite3.Connection]:
    """Open a store for one transaction: all is written, or nothing is.

    `private`: the file and its folder are their owner's alone, whatever the umask.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if private:
            _close_to_others(path)
    except OSError:
        raise UsageError(
            f"Le dossier {quoted(_campaign(path))} ne peut être écrit : le programme y garde ses chiffres."
        ) from None
    try:
        with closing(connect(path)) as base:
            base.execute("begin immediate")
            try:
                yield base
            except BaseException:
                base.rollback()
                raise
            base.commit()
    except sqlite3.DatabaseError as error:
        raise UsageError(say_trouble(path, error, "écrit")) from None


def say_trouble(path: Path, error: sqlite3.DatabaseError, done: str = "lu") -> str:
    """Return in French why the store or the page of a campaign cannot be read, or written; what to do."""
    folder = _campaign(path)
    mend = f"« passpro-nb history {folder} --reparer » remet en place sa dernière copie."
    if path.parents[1] != folder:  # the page, which has no copy: the store has what it shows
        mend = f"Relancez « passpro-nb import {folder} »."
    damaged = f"le fichier est abîmé. {mend}"
    what = _WHY_NOT.get(_code(error), damaged)
    return unbreakable(f"« {path.name} » ne peut être {done} : {what}")


def _campaign(path: Path) -> Path:
    """Return the folder of the campaign of a file that the program keeps."""
    kept = (place.parent for place in path.parents if place.name == ".passpro")
    return next(kept, path.parents[1])


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell whether an error says that a store is damaged, and not that the system refuses it now."""
    return _code(error) not in _WHY_NOT


def _code(error: sqlite3.DatabaseError) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def compact(path: Path) -> None:
    """Give the room of what was removed back to the disk, and its bytes to nobody."""
    with closing(connect(path)) as base:
        base.execute("vacuum")


def is_sound(path: Path) -> bool:
    """Tell whether a store is there, and whole to its last page.

    Raises `UsageError` where the system lets nobody see it now: locked, closed to us.
    """

    def check(base: sqlite3.Connection) -> bool:
        return bool(base.execute("pragma quick_check").fetchone() == ("ok",))

    try:
        return path.is_file() and reading(path, check)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise UsageError(say_trouble(path, error)) from None
        return False


def _close_to_others(path: Path) -> None:
    path.touch(0o600)  # SQLite's journals take after the file that they find
    for place, mode in ((path.parent, 0o700), (path, 0o600)):
        with suppress(PermissionError):  # another account's, on a share: it is not ours to close
            place.chmod(mode)


def has_table(base: sqlite3.Connection, name: str) -> bool:
    """Tell whether a store has the table `name`."""
    return bool(base.execute("select 1 from sqlite_master where name = ?", (name,)).fetchone())


_OBJECTS = {"start": "time", "end": "time", "convened": "flag", "cancelled": "flag"}


def kind_of(column: pd.Series) -> str:
    """Return how a column is kept: `time`, `flag`, `text`, or the name of its type."""
    if column.dtype == object:
        return _OBJECTS.get(str(column.name), "text")
    return str(column.dtype) if column.dtype.kind in "biufM" else "text"


def write_frame(base: sqlite3.Connection, name: str, frame: pd.DataFrame) -> None:
    """Write a frame as the table `name`, its kinds beside it; reading gives the same frame back."""
    kinds = "frame_kinds (name text, place int, col text, kind text)"
    base.execute(f"create table if not exists {kinds}")
    names = ", ".join(f'"{column}"' for column in frame.columns)
    base.execute(f'drop table if exists "{name}"')
    base.execute("delete from frame_kinds where name = ?", (name,))
    base.execute(f'create table "{name}" ({names})')
    known = [(name, at, c, kind_of(frame[c])) for at, c in enumerate(frame.columns)]
    base.executemany("insert into frame_kinds values (?, ?, ?, ?)", known)
    marks = ", ".join("?" * len(frame.columns))
    columns = [plain_values(frame[column]) for column in frame.columns]
    base.executemany(f'insert into "{name}" ({names}) values ({marks})', zip(*columns, strict=True))


def plain_values(column: pd.Series) -> list[object]:
    """Return the values of a column as SQLite and JSON keep them."""
    if column.dtype.kind == "M":
        which, days = pd.factorize(column)  # few, often said; -1 for none
        said = [*pd.DatetimeIndex(days).strftime("%Y-%m-%d"), None]
        return [said[at] for at in which]
    values = column.to_numpy(dtype=object, copy=True)
    values[column.isna().to_numpy(dtype=bool)] = None
    plain: list[object] = values.tolist()
    if column.dtype != object:
        return plain
    return [v.strftime("%H:%M") if isinstance(v, time) else v for v in plain]


def read_frame(base: sqlite3.Connection, name: str) -> pd.DataFrame:
    """Read back a frame written by `write_frame`."""
    query = "select col, kind from frame_kinds where name = ? order by place"
    kinds = dict(base.execute(query, (name,)).fetchall())
    names = ", ".join(f'"{column}"' for column in kinds)
    rows = base.execute(f'select {names} from "{name}"').fetchall()
    cells = pd.DataFrame(rows, columns=list(kinds), dtype=object)
    return pd.DataFrame(
        {column: restored(kinds[column], cells[column].tolist()) for column in cells}
    )


def restored(kind: str, values: list[Any]) -> pd.Series:
    """Return a column from its `plain_values`, given its `kind_of`."""
    if kind in ("time", "flag"):
        read = time.fromisoformat if kind == "time" else bool
        return pd.Series([None if v is None else read(v) for v in values], dtype=object)
    if kind.startswith("datetime"):
        which, days = pd.factorize(np.array(values, dtype=object))  # few, often said; -1 for none
        return pd.Series(np.array([*days, None], dtype="datetime64[D]").astype(kind)[which])
    if None in values:  # a column that an earlier version did not have
        kind = {"int64": "Int64", "bool": "boolean"}.get(kind, kind)
    if kind == "text":
        return pd.Series(np.array(values, dtype=object), dtype="str", copy=False)
    return pd.Series(values, dtype=kind)
