"""The journal of relaunches, in the nominative store: who was asked when, for what, by whom.

A pack is entered when its writing begins, with the folder aside in which it is written; it counts
once this folder took its place, whole. One that was not sent is withdrawn, which keeps its trace but
counts no more. Every nominative file that goes out is logged.
"""

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.measure.asks import OPINION_REASONS
from passpro_nb.store.frames import has_table, reading, say_trouble, writing
from passpro_nb.store.turns import account
from passpro_nb.store.upkeep.safety import keep_copy
from passpro_nb.store.upkeep.upgrade import STORE, has_store

_TABLES = (
    "create table if not exists relaunch_packs (pack integer primary key, at text, day text, "
    "who text, place text, withdrawn text, aside text)",
    "create table if not exists relaunches (pack integer, side text, uai text, name text, "
    "level integer, reasons text, asked text, file text)",
    "create table if not exists relaunched_opinions (pack integer, side text, uai text, "
    "pupil text, offer text)",
    "create table if not exists nominative_exports (at text, who text, what text, file text, "
    "rows integer, encrypted integer, pack integer)",
)
_ADDED = (("relaunch_packs", "aside text"), ("nominative_exports", "pack integer"))  # since 1.0
HISTORY = ["side", "uai", "day", "level", "reasons"]
ASKED = ["pack", "side", "uai", "day", "level", "pupil", "offer"]
JOURNAL = ["pack", "day", "level", "side", "uai", "name", "asked", "who", "file", "withdrawn"]
EXPORTS = ["at", "who", "what", "file", "rows", "encrypted"]
# by school of a pack: side, UAI, name, level, codes of the reasons, what it was asked, with which
# file, how many rows it holds
Relaunched = tuple[str, str, str, int, str, str, str, int]


def begin_relaunch(folder: Path, *, day: date, who: str, place: Path, aside: Path) -> int:
    """Enter a pack whose writing begins in the folder `aside`, and return its number."""
    undo_relaunches(folder)
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        entered = base.execute(
            "insert into relaunch_packs (at, day, who, place, aside) values (?, ?, ?, ?, ?)",
            (now, day.isoformat(), who, str(place.absolute()), str(aside.absolute())),
        )
        return int(entered.lastrowid or 0)


def record_relaunch(
    folder: Path, pack: int, schools: Collection[Relaunched], concerned: pd.DataFrame,
    *, encrypted: bool,
) -> None:  # fmt: skip
    """Enter what a pack holds, all of it written aside: its schools, the log of its files.

    In: `concerned` of the plan, of which the opinions of the schools relaunched are kept.
    """
    opinions = concerned[concerned["reason"].isin(OPINION_REASONS)]
    asked = opinions[["side", "uai", "pupil", "offer"]]
    with _journal(folder) as base:
        query = "select at, who from relaunch_packs where pack = ?"
        at, who = base.execute(query, (pack,)).fetchone()
        for *told, file, rows in schools:
            _insert(base, "relaunches", pack, *told, file)
            _insert(base, "nominative_exports", at, who, "relance", file, rows, encrypted, pack)
        chosen = {school[:2] for school in schools}
        for row in asked.itertuples(index=False, name=None):
            if row[:2] in chosen:
                _insert(base, "relaunched_opinions", pack, *row)


def end_relaunch(folder: Path, pack: int) -> None:
    """Say that a pack took its place: the folder aside is no more."""
    with _journal(folder) as base:
        base.execute("update relaunch_packs set aside = null where pack = ?", (pack,))
    keep_copy(folder)


def undo_relaunches(folder: Path) -> None:
    """Take away what writings that failed or were killed left half-way: lines, then folders.

    In three steps, of which each may be the last: no pack without its schools is ever counted.
    """
    with _journal(folder) as base:
        half = _half_written(base)
        for table in ("nominative_exports", "relaunches", "relaunched_opinions"):
            base.executemany(f"delete from {table} where pack = ?", [(pack,) for pack, _ in half])
    for _, aside in half:
        shutil.rmtree(aside, ignore_errors=True)
    with _journal(folder) as base:
        gone = [(pack,) for pack, aside in half if not aside.exists()]
        base.executemany("delete from relaunch_packs where pack = ?", gone)


def _half_written(base: sqlite3.Connection) -> list[tuple[int, Path]]:
    """Return the packs that never took their place, with their folder aside.

    A folder aside that is gone took its place if its schools were entered before; if they were not,
    nothing had been written in it.
    """
    if not _has_column(base, "relaunch_packs", "aside"):  # a store of an earlier version
        return []
    begun = base.execute(
        "select pack, aside, pack in (select pack from relaunches) from relaunch_packs "
        "where aside is not null"
    )
    return [
        (pack, Path(aside)) for pack, aside, whole in begun if not whole or Path(aside).exists()
    ]


def log_export(folder: Path, *, what: str, file: Path | str, rows: int, who: str = "") -> None:
    """Log one nominative file that goes out as it is; without `who`, the account at work sends it.

    `file`: its path, where it is written on this machine; its name, where a browser keeps it.
    """
    now, told = datetime.now().isoformat(timespec="seconds"), who or account()
    place = str(file.absolute()) if isinstance(file, Path) else file
    with _journal(folder) as base:
        _insert(base, "nominative_exports", now, told, what, place, rows, False, None)


def withdraw_relaunch(folder: Path, pack: int) -> bool:
    """Say that a pack was not sent: it counts no more. Return whether there was such a pack."""
    now = datetime.now().isoformat(timespec="seconds")
    said = "update relaunch_packs set withdrawn = ? where pack = ? and withdrawn is null"
    with _journal(folder) as base:
        return base.execute(said, (now, pack)).rowcount > 0


def empty_history() -> pd.DataFrame:
    """Return the history of a campaign in which nobody was relaunched yet."""
    return pd.DataFrame(columns=HISTORY, dtype="str").astype({"day": "datetime64[s]", "level": int})


_PAST = (
    "relaunches join relaunch_packs using (pack) where pack not in ({half}) and withdrawn is null "
    "order by day, pack"
)
_OPINIONS = (
    "relaunched_opinions join relaunches using (pack, side, uai) join relaunch_packs using (pack) "
    "where pack not in ({half}) and withdrawn is null order by pack"
)


def read_history(folder: Path) -> pd.DataFrame:
    """Return the relaunches of a campaign, oldest first: columns `HISTORY`."""
    return _read(folder, HISTORY, _PAST)


def read_asked(folder: Path) -> pd.DataFrame:
    """Return the opinions asked by each relaunch: columns `ASKED` (nominative)."""
    return _read(folder, ASKED, _OPINIONS)


def relaunched_in(base: sqlite3.Connection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `read_history` and `read_asked` do, of a store that is open already."""
    history, asked = _rows(base, HISTORY, _PAST), _rows(base, ASKED, _OPINIONS)
    return _framed(history, HISTORY), _framed(asked, ASKED)


def read_journal(folder: Path) -> pd.DataFrame:
    """Return the whole journal, latest first: columns `JOURNAL`."""
    packs = "relaunches join relaunch_packs using (pack) where pack not in ({half})"
    return _read(folder, JOURNAL, f"{packs} order by pack desc, side, uai")


def last_pack(folder: Path) -> int:
    """Return the number of the last pack of the journal, 0 where there is none."""
    return max(read_journal(folder)["pack"], default=0)


def read_exports(folder: Path) -> pd.DataFrame:
    """Return the log of nominative files, latest first: columns `EXPORTS`."""
    packs = "(select at, who from relaunch_packs where pack in ({half}))"
    logged = f"nominative_exports where what <> 'relance' or (at, who) not in {packs}"
    exports = _read(folder, EXPORTS, f"{logged} order by at desc")
    return exports.assign(file=[_shown(file) for file in exports["file"]])


def _shown(file: str) -> str:
    """Return a file of the log as it is shown: by its name; one of a pack with its folder there."""
    return Path(file).name if Path(file).is_absolute() else file


def read_written(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what went out, wherever it was written: packs, then other files.

    Columns `at`, and `place`, `file` of each workbook of a pack; `what`, `file` (`log_export`).
    """
    packs = "relaunches join relaunch_packs using (pack) where pack not in ({half}) order by pack"
    others = "nominative_exports where what <> 'relance' order by at"
    return (
        _read(folder, ["at", "place", "file"], packs), _read(folder, ["at", "what", "file"], others),
    )  # fmt: skip


def forget_pupils(base: sqlite3.Connection) -> None:
    """Take the pupils out of the journal: which school was asked what, when, stays."""
    if has_table(base, "relaunched_opinions"):
        base.execute("delete from relaunched_opinions")


@contextmanager
def _journal(folder: Path) -> Iterator[sqlite3.Connection]:
    has_store(folder)  # a new one would hide that the last one is lost
    with writing(folder / STORE) as base:
        for statement in _TABLES:
            base.execute(statement)
        for table, column in _ADDED:
            if not _has_column(base, table, column.split()[0]):
                base.execute(f"alter table {table} add column {column}")
        yield base


def _has_column(base: sqlite3.Connection, table: str, column: str) -> bool:
    return column in {name for _, name, *_ in base.execute(f"pragma table_info({table})")}


def _insert(base: sqlite3.Connection, table: str, *row: object) -> None:
    base.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _read(folder: Path, columns: list[str], source: str) -> pd.DataFrame:
    """Read from a source in which `{half}` stands for the packs that never took their place."""

    def rows(base: sqlite3.Connection) -> list[Any]:
        return _rows(base, columns, source)

    path = folder / STORE
    try:
        found = reading(path, rows) if has_store(folder) else []
    except sqlite3.DatabaseError as error:
        raise UsageError(say_trouble(path, error)) from None
    return _framed(found, columns)


def _rows(base: sqlite3.Connection, columns: list[str], source: str) -> list[Any]:
    if not has_table(base, "relaunch_packs"):
        return []
    half = ", ".join(str(pack) for pack, _ in _half_written(base))
    return base.execute(f"select {', '.join(columns)} from {source.format(half=half)}").fetchall()


def _framed(found: list[Any], columns: list[str]) -> pd.DataFrame:
    kinds = {"pack": int, "level": int, "day": "datetime64[s]"}
    frame = pd.DataFrame(found, columns=columns)
    return frame.astype({name: kind for name, kind in kinds.items() if name in columns})
