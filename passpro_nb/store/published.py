"""What the program keeps: the store of snapshots (nominative), and the published figures (no names).

Two SQLite files under the campaign's `.passpro/`. Dashboards open the second one only. A rollback
journal, for WAL does not work on a network share; publishing is one transaction, so that a reader
sees the old figures or the new ones, never a mixture.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.domain.settings import FILE, parse_settings
from passpro_nb.measure.coverage import Tally
from passpro_nb.measure.figures import Counts, Figures
from passpro_nb.store.loss import (
    OUT_OF_RANGE,
    Extent,
    compare_extents,
    measure_extent,
    refuse_reasons,
    say_refusal,
    unread_reasons,
)

VERSION = 5
_WAIT = 10  # seconds, for another process to be done
STORE = Path(".passpro") / "magasin.sqlite"
PUBLISHED = Path(".passpro") / "publie" / "chiffres.sqlite"
_Read = TypeVar("_Read")


@dataclass(frozen=True, repr=False, kw_only=True)
class Published(Counts):
    """The name-free counts of a campaign on a day, and where they come from: what dashboards see."""

    imported_at: datetime
    files: tuple[str, ...]

    @property
    def figures(self) -> Figures:
        """Return the opening to every figure that can be told without names."""
        return Figures(self)


def measure_campaign(campaign: Campaign, day: date | None = None) -> Published:
    """Return the name-free figures of a campaign on a day (without one: `default_day`)."""
    return Published(
        **vars(campaign.figures(day).counts),
        imported_at=datetime.now().replace(microsecond=0),
        files=tuple(dict.fromkeys(source.file for source in campaign.sources)),
    )


# ----------------------------------------------------------------------------- the two files


def import_campaign(campaign: Campaign, day: date, *, force: bool = False) -> Published:
    """Store a snapshot of the campaign and publish its figures.

    Raises `RefusedData`, unless `force`, for a delivery that cannot be the next one
    (`loss`): most of its rows vanished or set aside, another département, another year.
    """
    published = measure_campaign(campaign, day)
    path = campaign.folder / STORE
    with writing(path) as base:
        if not force:
            _check_loss(base, campaign)
        _store(base, campaign, published)
        publish(published, campaign.folder, _settings_text(campaign.folder))
    return published


def _settings_text(folder: Path) -> str:
    return (folder / FILE).read_text(encoding="utf-8-sig")


def _check_loss(base: sqlite3.Connection, campaign: Campaign) -> None:
    """Refuse a delivery that cannot be the next one, with the comparison shown."""
    now, last = measure_extent(campaign.offers, campaign.applications), _last_extent(base)
    dates = sum(fault.code == OUT_OF_RANGE for fault in campaign.faults)
    reasons = unread_reasons(campaign)
    reasons += refuse_reasons(last, now, campaign.offers["host_uai"], dates, campaign.settings)
    if reasons:
        raise RefusedData(say_refusal(reasons, compare_extents(last, now)))


def _last_extent(base: sqlite3.Connection) -> Extent | None:
    """Return the extent of the last snapshot, None when there is none."""
    if not has_table(base, "snapshots"):
        return None
    last = base.execute("select max(id) from snapshots").fetchone()[0]
    frames = []
    for name, columns in (
        ("offers", ["host_uai"]),
        ("applications", ["host_uai", "registered_on"]),
    ):
        found = base.execute(f"select {', '.join(columns)} from {name} where snapshot = ?", (last,))
        frames.append(pd.DataFrame(found.fetchall(), columns=columns))
    offers, applications = frames
    days = pd.to_datetime(applications["registered_on"], format="%Y-%m-%d")
    return measure_extent(offers, applications.assign(registered_on=days)) if last else None


def _store(base: sqlite3.Connection, campaign: Campaign, published: Published) -> None:
    """Add one snapshot: its line, and the frames it was measured from."""
    base.execute(
        "create table if not exists snapshots (id integer primary key, imported_at text, day text, "
        "files text, offers integer, applications integer)"
    )
    row = (
        published.imported_at.isoformat(), published.day.isoformat(),
        json.dumps(published.files, ensure_ascii=False), len(campaign.offers), len(campaign.applications),
    )  # fmt: skip
    cursor = base.execute(
        "insert into snapshots (imported_at, day, files, offers, applications) values (?, ?, ?, ?, ?)",
        row,
    )
    for name in ("offers", "sessions", "applications"):
        frame = getattr(campaign, name)
        write_frame(base, name, frame.assign(snapshot=cursor.lastrowid), replace=False)


def publish(published: Published, folder: Path, settings_text: str) -> Path:
    """Write the name-free figures where dashboards read them, in one transaction."""
    path = folder / PUBLISHED
    facts = {
        "settings": settings_text,
        "day": published.day.isoformat(),
        "imported_at": published.imported_at.isoformat(),
        "files": json.dumps(published.files, ensure_ascii=False),
        "hors_passpro": json.dumps(published.hors_passpro),
    }
    with writing(path) as base:
        write_frame(base, "facts", pd.DataFrame(facts.items(), columns=["name", "value"]))
        for name, frame in _frames(published):
            write_frame(base, name, frame)
        base.execute(f"pragma user_version = {VERSION}")
    return path


def _frames(published: Published) -> Iterator[tuple[str, pd.DataFrame]]:
    for name in ("offers", "sessions", "capacity", "planned", "asks", "values", "origins"):
        yield name, getattr(published, name)
    for prefix, tally in (("offer", published.tally), ("origin", published.origin_tally)):
        for item in fields(Tally)[1:]:
            yield f"{prefix}_{item.name}", getattr(tally, item.name)


def is_published(folder: Path) -> bool:
    """Tell whether a campaign has published figures that this version can read."""
    path = folder / PUBLISHED
    if not path.is_file():
        return False
    try:
        with closing(connect(path, read_only=True)) as base:
            return bool(base.execute("pragma user_version").fetchone()[0] == VERSION)
    except sqlite3.DatabaseError:
        return False


def is_behind(folder: Path) -> bool:
    """Tell whether a file of the campaign was written after its figures were published."""
    published = (folder / PUBLISHED).stat().st_mtime
    return any(p.stat().st_mtime > published for p in folder.iterdir() if p.is_file())


def read_published(path: Path) -> Published:
    """Read the published figures; the only file that a dashboard opens.

    Raises `UsageError` when nothing was published there, or by another version, or damaged.
    """
    if not path.is_file():
        raise UsageError(
            "Aucun chiffre n’est publié : lancez « passpro-nb import » sur la campagne."
        )
    try:
        frames = reading(path, _read_frames)
    except sqlite3.DatabaseError:
        raise UsageError(
            "Les chiffres publiés ne peuvent être lus : relancez « passpro-nb import »."
        ) from None
    facts = dict(frames["facts"].itertuples(index=False, name=None))
    return Published(
        settings=parse_settings(tomllib.loads(facts["settings"])),
        day=date.fromisoformat(facts["day"]),
        imported_at=datetime.fromisoformat(facts["imported_at"]),
        files=tuple(json.loads(facts["files"])),
        hors_passpro=tuple(json.loads(facts["hors_passpro"])),
        offers=frames["offers"],
        sessions=frames["sessions"],
        capacity=frames["capacity"],
        planned=frames["planned"],
        asks=frames["asks"],
        values=frames["values"],
        origins=frames["origins"],
        tally=_tally(frames, "offer", "offer"),
        origin_tally=_tally(frames, "origin", "origin_uai"),
    )


def _read_frames(base: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    if base.execute("pragma user_version").fetchone()[0] != VERSION:
        raise UsageError(
            "Ces chiffres viennent d’une autre version : relancez « passpro-nb import »."
        )
    return {name: read_frame(base, name) for name in _tables(base)}


def _tally(frames: Mapping[str, pd.DataFrame], prefix: str, key: str) -> Tally:
    parts = {item.name: frames[f"{prefix}_{item.name}"] for item in fields(Tally)[1:]}
    return Tally(key, **parts)


# ---------------------------------------------------------------------------- frames in SQLite


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a store; transactions are begun and ended by hand."""
    mode = "ro" if read_only else "rwc"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_WAIT, isolation_level=None
    )


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
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a store for one transaction: all is written, or nothing is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UsageError(
            f"Le dossier {quoted(path.parents[1])} ne peut être écrit : le programme y garde ses chiffres."
        ) from None
    try:
        with closing(connect(path)) as base:
            base.execute("begin immediate")
            try:
                yield base
            except BaseException:
                base.execute("rollback")
                raise
            base.execute("commit")
    except sqlite3.DatabaseError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être écrit : un autre import est-il en cours, ou le fichier "
            "est-il abîmé ?"
        ) from None


def has_table(base: sqlite3.Connection, name: str) -> bool:
    """Tell whether a store has the table `name`."""
    return bool(base.execute("select 1 from sqlite_master where name = ?", (name,)).fetchone())


def _tables(base: sqlite3.Connection) -> list[str]:
    names = base.execute("select name from sqlite_master where type = 'table'").fetchall()
    return [name for (name,) in names if not name.startswith("frame_")]


_OBJECTS = {"start": "time", "end": "time", "convened": "flag", "cancelled": "flag"}


def _kind(column: pd.Series) -> str:
    """Return how a column is kept: `time`, `flag`, `text`, or the name of its type."""
    if column.dtype == object:
        return _OBJECTS.get(str(column.name), "text")
    return str(column.dtype) if column.dtype.kind in "biufM" else "text"


def write_frame(
    base: sqlite3.Connection, name: str, frame: pd.DataFrame, *, replace: bool = True
) -> None:
    """Write a frame as the table `name`, its kinds beside it; reading gives the same frame back."""
    base.execute(
        "create table if not exists frame_kinds (name text, place int, col text, kind text)"
    )
    if replace or not has_table(base, name):
        base.execute(f'drop table if exists "{name}"')
        base.execute("delete from frame_kinds where name = ?", (name,))
        names = ", ".join(f'"{column}"' for column in frame.columns)
        base.execute(f'create table "{name}" ({names})')
    else:
        _widen(base, name, frame)
    known = [(name, at, c, _kind(frame[c])) for at, c in enumerate(frame.columns)]
    base.executemany(
        "insert into frame_kinds select ?1, ?2, ?3, ?4 "
        "where not exists (select 1 from frame_kinds where name = ?1 and col = ?3)",
        known,
    )
    names = ", ".join(f'"{column}"' for column in frame.columns)
    marks = ", ".join("?" * len(frame.columns))
    columns = [_plain(frame[column]) for column in frame.columns]
    base.executemany(f'insert into "{name}" ({names}) values ({marks})', zip(*columns, strict=True))


def _widen(base: sqlite3.Connection, name: str, frame: pd.DataFrame) -> None:
    """Add to a table the columns that an earlier version did not have; its rows lack them."""
    kept = {column for _, column, *_ in base.execute(f'pragma table_info("{name}")')}
    for column in frame.columns:
        if column not in kept:
            base.execute(f'alter table "{name}" add column "{column}"')


def _plain(column: pd.Series) -> list[object]:
    missing = column.isna()
    if column.dtype.kind == "M":
        texts = column.dt.strftime("%Y-%m-%d")
        return [None if gone else text for gone, text in zip(missing, texts, strict=True)]
    values = [None if gone else value for gone, value in zip(missing, column.tolist(), strict=True)]
    return [v.strftime("%H:%M") if isinstance(v, time) else v for v in values]


def read_frame(base: sqlite3.Connection, name: str) -> pd.DataFrame:
    """Read back a frame written by `write_frame`."""
    kinds = base.execute(
        "select col, kind from frame_kinds where name = ? order by place", (name,)
    ).fetchall()
    names = ", ".join(f'"{column}"' for column, _ in kinds)
    rows = base.execute(f'select {names} from "{name}"').fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
    return pd.DataFrame(
        {column: _restored(kind, list(v)) for (column, kind), v in zip(kinds, columns, strict=True)}
    )


def _restored(kind: str, values: list[Any]) -> pd.Series:
    if kind == "time":
        return pd.Series([v and time.fromisoformat(v) for v in values], dtype=object)
    if kind == "flag":
        return pd.Series([None if v is None else bool(v) for v in values], dtype=object)
    if kind.startswith("datetime"):
        return pd.Series(pd.to_datetime(values, format="%Y-%m-%d")).astype(kind)
    if None in values:  # a column that an earlier version did not have
        kind = {"int64": "Int64", "bool": "boolean"}.get(kind, kind)
    return pd.Series(values, dtype="str" if kind == "text" else kind)
