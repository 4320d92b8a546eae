"""The journal of relaunches, in the nominative store: who was asked when, for what, by whom.

A pack that was written is a relaunch; one that was not sent is withdrawn, which keeps its trace but
counts no more. Every nominative file that goes out is logged.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.measure.asks import OPINION_REASONS
from passpro_nb.store.frames import has_table, reading, writing
from passpro_nb.store.snapshots import STORE

_TABLES = (
    "create table if not exists relaunch_packs (pack integer primary key, at text, day text, "
    "who text, place text, withdrawn text)",
    "create table if not exists relaunches (pack integer, side text, uai text, name text, "
    "level integer, reasons text, asked text, file text)",
    "create table if not exists relaunched_opinions (pack integer, side text, uai text, "
    "pupil text, offer text)",
    "create table if not exists nominative_exports (at text, who text, what text, file text, "
    "rows integer, encrypted integer)",
)
HISTORY = ["side", "uai", "day", "level", "reasons"]
ASKED = ["pack", "side", "uai", "day", "level", "pupil", "offer"]
JOURNAL = ["pack", "day", "level", "side", "uai", "name", "asked", "who", "file", "withdrawn"]
EXPORTS = ["at", "who", "what", "file", "rows", "encrypted"]
# by school of a pack: side, UAI, name, level, codes of the reasons, what it was asked, with which
# file, how many rows it holds
Relaunched = tuple[str, str, str, int, str, str, str, int]


def record_relaunch(
    folder: Path, *, day: date, who: str, place: str, schools: Collection[Relaunched],
    concerned: pd.DataFrame, encrypted: bool,
) -> int:  # fmt: skip
    """Write a pack in the journal, its nominative files in the log, and return the pack's number.

    In: `concerned` of the plan, of which the opinions of the schools relaunched are kept.
    """
    opinions = concerned[concerned["reason"].isin(OPINION_REASONS)]
    asked = opinions[["side", "uai", "pupil", "offer"]]
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        pack = base.execute(
            "insert into relaunch_packs (at, day, who, place) values (?, ?, ?, ?)",
            (now, day.isoformat(), who, place),
        ).lastrowid
        for *told, file, rows in schools:
            _insert(base, "relaunches", pack, *told, file)
            _insert(base, "nominative_exports", now, who, "relance", file, rows, encrypted)
        chosen = {school[:2] for school in schools}
        for row in asked.itertuples(index=False, name=None):
            if row[:2] in chosen:
                _insert(base, "relaunched_opinions", pack, *row)
    return int(pack or 0)


def account() -> str:
    """Return the account of who is at work; a container may run under one without a name."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "compte sans nom"


def log_export(folder: Path, *, what: str, file: str, rows: int, who: str = "") -> None:
    """Log one nominative file that goes out as it is; without `who`, the account at work sends it."""
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        _insert(base, "nominative_exports", now, who or account(), what, file, rows, False)


def withdraw_relaunch(folder: Path, pack: int) -> bool:
    """Say that a pack was not sent: it counts no more. Return whether there was such a pack."""
    now = datetime.now().isoformat(timespec="seconds")
    said = "update relaunch_packs set withdrawn = ? where pack = ? and withdrawn is null"
    with _journal(folder) as base:
        return base.execute(said, (now, pack)).rowcount > 0


def empty_history() -> pd.DataFrame:
    """Return the history of a campaign in which nobody was relaunched yet."""
    return pd.DataFrame(columns=HISTORY, dtype="str").astype({"day": "datetime64[s]", "level": int})


def read_history(folder: Path) -> pd.DataFrame:
    """Return the relaunches of a campaign, oldest first: columns `HISTORY`."""
    packs = "relaunches join relaunch_packs using (pack)"
    return _read(folder, HISTORY, f"{packs} where withdrawn is null order by day, pack")


def read_asked(folder: Path) -> pd.DataFrame:
    """Return the opinions asked by each relaunch: columns `ASKED` (nominative)."""
    return _read(
        folder,
        ASKED,
        "relaunched_opinions join relaunches using (pack, side, uai) join relaunch_packs using (pack) "
        "where withdrawn is null order by pack",
    )


def read_journal(folder: Path) -> pd.DataFrame:
    """Return the whole journal, latest first: columns `JOURNAL`."""
    packs = "relaunches join relaunch_packs using (pack)"
    return _read(folder, JOURNAL, f"{packs} order by pack desc, side, uai")


def read_exports(folder: Path) -> pd.DataFrame:
    """Return the log of nominative files, latest first: columns `EXPORTS`."""
    return _read(folder, EXPORTS, "nominative_exports order by at desc")


@contextmanager
def _journal(folder: Path) -> Iterator[sqlite3.Connection]:
    with writing(folder / STORE) as base:
        for statement in _TABLES:
            base.execute(statement)
        yield base


def _insert(base: sqlite3.Connection, table: str, *row: object) -> None:
    base.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _read(folder: Path, columns: list[str], source: str) -> pd.DataFrame:
    def rows(base: sqlite3.Connection) -> list[Any]:
        query = f"select {', '.join(columns)} from {source}"
        return base.execute(query).fetchall() if has_table(base, "relaunch_packs") else []

    path = folder / STORE
    try:
        found = reading(path, rows) if path.is_file() else []
    except sqlite3.DatabaseError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être lu, le fichier est abîmé : remettez-en une copie de "
            "sauvegarde."
        ) from None
    kinds = {"pack": int, "level": int, "day": "datetime64[s]"}
    frame = pd.DataFrame(found, columns=columns)
    return frame.astype({name: kind for name, kind in kinds.items() if name in columns})
