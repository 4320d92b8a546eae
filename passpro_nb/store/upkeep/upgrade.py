"""The store of a campaign, opened as today's: one of an earlier version becomes so first.

A copy of what it was is kept beside it.
"""

import json
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted, unbreakable
from passpro_nb.domain.settings import FILE, parse_settings, settings_text
from passpro_nb.domain.tables import DIRECTORY
from passpro_nb.read.inputs import Stamp
from passpro_nb.store.frames import (
    compact,
    connect,
    has_table,
    is_sound,
    read_frame,
    reading,
    say_trouble,
    writing,
)
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upkeep.events import IMPORTED, TABLES, Kept, add_event, add_snapshot
from passpro_nb.store.upkeep.rows import keep_rows

VERSION = 9
STORE = Path(".passpro") / "magasin.sqlite"
COPY = STORE.with_name("magasin.copie.sqlite")
_Read = TypeVar("_Read")
_OLD = ("offers", "sessions", "applications")  # a row each time that it was imported


def has_store(folder: Path) -> bool:
    """Tell whether a campaign has a store; raises `UsageError` where nothing but its copy is left."""
    path = folder / STORE
    there = path.is_file() and path.stat().st_size > 0
    if not there and (folder / COPY).is_file():
        raise UsageError(say_trouble(path, sqlite3.DatabaseError()))
    return there


def say_unimported(folder: Path) -> str:
    """Return in French that a campaign has no store yet, and what to do."""
    return unbreakable(f"Rien n’a encore été importé : lancez « passpro-nb import {folder} ».")


def read_store(
    folder: Path, read: Callable[[sqlite3.Connection], _Read], *, untouched: bool = False
) -> _Read:
    """Read the store of a campaign, which is there, brought to today's version first.

    `untouched`: a store of an earlier version is brought so in memory only. Raises `UsageError` for
    one that is damaged, or written by a newer version of the program.
    """
    path = folder / STORE
    try:
        old = reading(path, _is_old)
        if old and untouched:
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
                reading(path, lambda stored: stored.backup(base))
                _convert(base, folder)
                return read(base)
        if old:
            _upgrade(folder)
        return reading(path, read)
    except sqlite3.DatabaseError as error:
        raise UsageError(say_trouble(path, error)) from None


def _upgrade(folder: Path) -> None:
    path = folder / STORE
    with writing_alone(folder, "la mise à jour du magasin"):
        if reading(path, _is_old):  # still: nobody did it meanwhile
            version = reading(path, _version)
            if not copy_store(path, path.with_suffix(f".v{version}.sqlite")):
                raise sqlite3.DatabaseError("a damaged store")
            with writing(path) as base:
                _convert(base, folder)
            with suppress(sqlite3.DatabaseError):  # without room for it, it works as well
                compact(path)


def copy_store(path: Path, copy: Path) -> bool:
    """Copy a store as it is now for its owner only, in place of an earlier copy, if it is sound.

    Return whether it is. What fails leaves the earlier copy as it was, and nothing else; raises
    `UsageError` where the system refuses it its place, `sqlite3.DatabaseError` without room.
    """
    aside = copy.with_suffix(".tmp")
    with taking_place(copy):
        aside.unlink(missing_ok=True)
        aside.touch(0o600)
        try:
            with closing(connect(path, read_only=True)) as base, closing(connect(aside)) as target:
                base.backup(target)
            if sound := is_sound(aside):
                aside.replace(copy)
            return sound
        finally:
            aside.unlink(missing_ok=True)


@contextmanager
def taking_place(path: Path) -> Iterator[None]:
    """Say in a `UsageError` that the system refuses a file its place: open, no room, no right."""
    try:
        yield
    except OSError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être remplacé : fermez-le s’il est ouvert, vérifiez vos droits "
            "et la place qui reste sur le disque."
        ) from None


def _version(base: sqlite3.Connection) -> int:
    return int(base.execute("pragma user_version").fetchone()[0])


def _is_old(base: sqlite3.Connection) -> bool:
    if _version(base) > VERSION:
        raise UsageError(
            f"{quoted(STORE.name)} vient d’une version plus récente du programme : mettez-le à jour."
        )
    return has_table(base, "snapshots") and not has_table(base, "events")


def _convert(base: sqlite3.Connection, folder: Path) -> None:
    """Turn each import of version 8, which kept all of its rows, into a snapshot and its event."""
    lines = base.execute(
        "select id, imported_at, day, files, inputs, offers, applications from snapshots order by id"
    ).fetchall()
    settings = _settings(base, folder)
    frames = {name: read_frame(base, name) for name in _OLD if has_table(base, name)}
    for (name,) in base.execute("select distinct name from frame_kinds").fetchall():
        base.execute(f'drop table if exists "{name}"')
    base.execute("drop table frame_kinds")
    base.execute("drop table if exists snapshots")
    for statement in (*TABLES, f"pragma user_version = {VERSION}"):
        base.execute(statement)
    directory = pd.DataFrame(columns=[*DIRECTORY.codes, "file", "sheet", "row"], dtype="str")
    for number, at, day, files, inputs, offers, applications in lines:
        mine = {
            name: frame[frame["snapshot"] == number].drop(columns="snapshot")
            for name, frame in frames.items()
        }
        kept = keep_rows(base, {**mine, "directory": directory})
        counts = {"offers": offers, "applications": applications}
        added = add_snapshot(base, Kept(0, date.fromisoformat(day), settings, kept, counts))
        stamps = {name: Stamp(*stamp) for name, stamp in json.loads(inputs or "{}").items()}
        when = datetime.fromisoformat(at)
        add_event(base, IMPORTED, added, tuple(json.loads(files)), stamps, at=when, who="")


def _settings(base: sqlite3.Connection, folder: Path) -> str:
    """Return the settings that the last import published, else those of the folder."""
    query = "select value from published_facts where name = 'settings'"
    if has_table(base, "published_facts") and (found := base.execute(query).fetchone()):
        return str(found[0])
    text = (folder / FILE).read_text("utf-8")
    return settings_text(parse_settings(tomllib.loads(text)))
