"""Rows kept once: what a snapshot holds is the list of its rows, and where each of them stood.

Two deliveries share most of their rows, but not the place of these: a file, a sheet, a line.
"""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any

import pandas as pd

from passpro_nb.store.frames import kind_of, plain_values, restored

PLACE = ("file", "sheet", "row")
TABLE = (
    "create table if not exists kept_rows (id integer primary key, digest blob unique, cells text)"
)
_ROOM = "pragma cache_size = -262144"  # 256 MB: each new row has its place in an index of digests
_short = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def keep_rows(base: sqlite3.Connection, frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Keep the rows that are not kept yet, and return what `read_rows` needs to read them all."""
    base.execute(TABLE)
    kept = {}
    for name, frame in frames.items():
        columns = [column for column in frame.columns if column not in PLACE]
        kinds = {column: kind_of(frame[column]) for column in columns}
        ids = _ids(base, name, [plain_values(frame[column]) for column in columns])
        kept[name] = {"kinds": kinds, "ids": _steps(ids), "places": _places(frame)}
    return zlib.compress(_short(kept).encode())


def same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two frames hold the same rows in the same order, wherever these stood."""
    columns = [{*frame.columns} - {*PLACE} for frame in (one, other)]
    return columns[0] == columns[1] and all(
        plain_values(one[name]) == plain_values(other[name]) for name in columns[0]
    )


def _ids(base: sqlite3.Connection, name: str, columns: list[list[object]]) -> list[int]:
    """Return the number of each row, which it gets the first time that it is seen."""
    cells = [*map(",".join, zip(*map(_encoded, columns), strict=True))]
    digests = [_digest(name, row) for row in cells]
    base.execute(_ROOM)
    new = "insert or ignore into kept_rows (digest, cells) values (?, ?)"
    base.executemany(new, zip(digests, cells, strict=True))
    known = dict(base.execute("select digest, id from kept_rows"))
    return [known[digest] for digest in digests]


def _encoded(values: list[object]) -> list[str]:
    """Return each value of a column as JSON, those said again encoded once."""
    if len({*map(type, values)} - {type(None)}) > 1:  # 1, 1.0 and True are equal, and not the same
        return [*map(_short, values)]
    known = {value: _short(value) for value in dict.fromkeys(values)}
    return [known[value] for value in values]


def _digest(name: str, row: str) -> bytes:
    """Return what tells a row of a frame from all others."""
    return blake2b(f"{name} {row}".encode(), digest_size=12).digest()


def _steps(numbers: list[int]) -> list[int]:
    """Return a list of numbers as steps, which are short where they follow each other."""
    return [after - before for before, after in pairwise([0, *numbers])]


def _places(frame: pd.DataFrame) -> dict[str, Any]:
    """Return where rows stood: the names that there are, and which of them, row by row."""
    found: dict[str, Any] = {}
    for column in (name for name in PLACE if name in frame):
        names = list(dict.fromkeys(plain_values(frame[column])))
        number = {name: at for at, name in enumerate(names)}
        steps = _steps([number[value] for value in plain_values(frame[column])])
        found[column] = {"kind": kind_of(frame[column]), "names": names, "steps": steps}
    return found


def read_rows(base: sqlite3.Connection, kept: bytes) -> dict[str, pd.DataFrame]:
    """Return the frames that `keep_rows` kept, by name; raises `sqlite3.DatabaseError` for damage."""
    try:
        told = json.loads(zlib.decompress(kept))
        return {name: _frame(base, **of_frame) for name, of_frame in told.items()}
    except (zlib.error, ValueError, TypeError, IndexError):  # their pages are whole, they are not
        raise sqlite3.DatabaseError("rows that cannot be read") from None


def are_whole(base: sqlite3.Connection, kept: bytes) -> bool:
    """Tell whether each row that `keep_rows` kept is there as it was written: without building a frame.

    Raises `sqlite3.DatabaseError` for damage.
    """
    try:
        told = json.loads(zlib.decompress(kept))
        return all(_are_there(base, name, list(accumulate(of["ids"]))) for name, of in told.items())
    except (zlib.error, ValueError, TypeError, KeyError):  # their pages are whole, they are not
        raise sqlite3.DatabaseError("rows that cannot be read") from None


def _are_there(base: sqlite3.Connection, name: str, ids: list[int]) -> bool:
    asked = "json_each(?) as asked cross join kept_rows on kept_rows.id = asked.value"
    rows = base.execute(f"select digest, cells from {asked}", (_short(ids),))
    return sum(digest == _digest(name, cells) for digest, cells in rows) == len(ids)


def _frame(
    base: sqlite3.Connection, kinds: dict[str, str], ids: list[int], places: dict[str, Any]
) -> pd.DataFrame:
    wanted = _short([*accumulate(ids)])
    inside = "json_each(?) as asked cross join kept_rows on kept_rows.id = asked.value"
    joined = f"select group_concat(kept_rows.id), group_concat(cells) from {inside}"
    got, cells = base.execute(joined, (wanted,)).fetchone()
    if f"[{got or ''}]" != wanted:  # the order asked, which the cross join keeps
        raise IndexError("rows that are gone")
    # One flat list, and one text for all cells: a Python object a row is swept by the memory.
    values = json.loads(f"[{cells or ''}]")
    if len(values) != len(kinds) * len(ids):
        raise IndexError("cells that are gone")
    columns = [values[at :: len(kinds)] for at in range(len(kinds))]
    frame = {
        name: restored(kind, values)
        for (name, kind), values in zip(kinds.items(), columns, strict=True)
    }
    for name, place in places.items():
        told = [place["names"][at] for at in accumulate(place["steps"])]
        frame[name] = restored(place["kind"], told)
    return pd.DataFrame(frame, copy=False)
