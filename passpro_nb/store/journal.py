"""The journal of relaunches, in the nominative store: who was asked when, for what, by whom.

A pack that was written is a relaunch; one that was not sent is withdrawn, which keeps its trace but
counts no more. Every nominative file that goes out is logged.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from getpass import getuser
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Relaunched:
    """One school of a pack: the level, the reasons' codes, what it was asked, with which file."""

    side: str
    uai: str
    name: str
    level: int
    reasons: tuple[str, ...]
    asked: str
    file: str
    rows: int


def record_relaunch(
    folder: Path,
    *,
    day: date,
    who: str,
    place: str,
    schools: Iterable[Relaunched],
    concerned: pd.DataFrame,
    encrypted: bool,
) -> int:
    """Write a pack in the journal, its nominative files in the log, and return the pack's number.

    In: `concerned` of the plan, of which the opinions of the schools relaunched are kept.
    """
    schools = list(schools)
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        pack = base.execute(
            "insert into relaunch_packs (at, day, who, place) values (?, ?, ?, ?)",
            (now, day.isoformat(), who, place),
        ).lastrowid
        for s in schools:
            told = (s.side, s.uai, s.name, s.level, ",".join(s.reasons), s.asked, s.file)
            _insert(base, "relaunches", pack, *told)
            _insert(base, "nominative_exports", now, who, "relance", s.file, s.rows, encrypted)
        for row in _opinions(concerned, schools):
            _insert(base, "relaunched_opinions", pack, *row)
    return int(pack or 0)


def _opinions(concerned: pd.DataFrame, schools: list[Relaunched]) -> list[tuple[str, ...]]:
    chosen = {(school.side, school.uai) for school in schools}
    opinions = concerned[concerned["reason"].isin(OPINION_REASONS)]
    rows = opinions[["side", "uai", "pupil", "offer"]].itertuples(index=False, name=None)
    return [row for row in rows if row[:2] in chosen]


def account() -> str:
    """Return the account of who is at work; a container may run under one without a name."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "compte sans nom"


def log_export(
    folder: Path, *, what: str, file: str, rows: int, who: str = "", encrypted: bool = False
) -> None:
    """Log one nominative file that goes out; without `who`, the account at work sends it."""
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        _insert(base, "nominative_exports", now, who or account(), what, file, rows, encrypted)


def withdraw_relaunch(folder: Path, pack: int) -> bool:
    """Say that a pack was not sent: it counts no more. Return whether there was such a pack."""
    now = datetime.now().isoformat(timespec="seconds")
    with _journal(folder) as base:
        changed = base.execute(
            "update relaunch_packs set withdrawn = ? where pack = ? and withdrawn is null",
            (now, pack),
        )
        return changed.rowcount > 0


def empty_history() -> pd.DataFrame:
    """Return the history of a campaign in which nobody was relaunched yet."""
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in HISTORY})
    return frame.astype({"day": "datetime64[s]", "level": int})


def read_history(folder: Path) -> pd.DataFrame:
    """Return the relaunches of a campaign, oldest first: columns `HISTORY`."""
    return _read(
        folder,
        "select side, uai, day, level, reasons from relaunches join relaunch_packs using (pack) "
        "where withdrawn is null order by day, pack",
        HISTORY,
    ).astype({"level": int})


def read_asked(folder: Path) -> pd.DataFrame:
    """Return the opinions asked by each relaunch: columns `ASKED` (nominative)."""
    return _read(
        folder,
        "select pack, side, uai, day, level, pupil, offer from relaunched_opinions "
        "join relaunches using (pack, side, uai) join relaunch_packs using (pack) "
        "where withdrawn is null order by pack",
        ASKED,
    ).astype({"pack": int, "level": int})


def read_journal(folder: Path) -> pd.DataFrame:
    """Return the whole journal, latest first: columns `JOURNAL`."""
    return _read(
        folder,
        "select pack, day, level, side, uai, name, asked, who, file, withdrawn from relaunches "
        "join relaunch_packs using (pack) order by pack desc, side, uai",
        JOURNAL,
    ).astype({"pack": int, "level": int})


def read_exports(folder: Path) -> pd.DataFrame:
    """Return the log of nominative files, latest first: columns `EXPORTS`."""
    return _read(
        folder, f"select {', '.join(EXPORTS)} from nominative_exports order by at desc", EXPORTS
    )


@contextmanager
def _journal(folder: Path) -> Iterator[sqlite3.Connection]:
    with writing(folder / STORE) as base:
        for statement in _TABLES:
            base.execute(statement)
        yield base


def _insert(base: sqlite3.Connection, table: str, *row: object) -> None:
    base.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _read(folder: Path, query: str, columns: list[str]) -> pd.DataFrame:
    def rows(base: sqlite3.Connection) -> list[tuple[object, ...]]:
        return base.execute(query).fetchall() if has_table(base, "relaunch_packs") else []

    path = folder / STORE
    try:
        found = reading(path, rows) if path.is_file() else []
    except sqlite3.DatabaseError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être lu, le fichier est abîmé : remettez-en une copie de "
            "sauvegarde."
        ) from None
    frame = pd.DataFrame(found, columns=columns)
    if "day" in columns:
        frame = frame.assign(day=pd.to_datetime(frame["day"]).astype("datetime64[s]"))
    return frame
