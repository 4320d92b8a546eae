"""A store of an earlier version becomes one of today's; a copy of what it was is kept beside it."""

import json
import sqlite3
import tomllib
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.domain.settings import FILE, parse_settings, settings_text
from passpro_nb.domain.tables import DIRECTORY
from passpro_nb.read.inputs import Stamp
from passpro_nb.store.events import IMPORTED, TABLES, Kept, add_event, add_snapshot
from passpro_nb.store.frames import connect, has_table, read_frame, reading, writing
from passpro_nb.store.rows import keep_rows
from passpro_nb.store.turns import writing_alone

VERSION = 9
STORE = Path(".passpro") / "magasin.sqlite"
_OLD = ("offers", "sessions", "applications")  # a row each time that it was imported


def upgrade(folder: Path) -> None:
    """Bring the store of a campaign to today's version; one that is so already is left alone.

    Raises `UsageError` for a store written by a newer version of the program.
    """
    path = folder / STORE
    version = reading(path, _version)
    if version > VERSION:
        raise UsageError(
            f"{quoted(path.name)} vient d’une version plus récente du programme : mettez-le à jour."
        )
    if version == VERSION or not reading(path, _is_old):
        return
    with writing_alone(folder, "la mise à jour du magasin"):
        if reading(path, _is_old):
            copy_store(path, path.with_suffix(f".v{version}.sqlite"))
            with writing(path) as base:
                _convert(base, folder)


def copy_store(path: Path, copy: Path) -> None:
    """Copy a store as it is now, whole, for its owner only; an earlier copy is replaced."""
    aside = copy.with_suffix(".tmp")
    aside.touch(0o600)
    with closing(connect(path, read_only=True)) as base, closing(connect(aside)) as target:
        base.backup(target)
    aside.replace(copy)


def _version(base: sqlite3.Connection) -> int:
    return int(base.execute("pragma user_version").fetchone()[0])


def _is_old(base: sqlite3.Connection) -> bool:
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
        stamps = {name: Stamp(*stamp) for name, stamp in json.loads(inputs).items()}
        when = datetime.fromisoformat(at)
        add_event(base, IMPORTED, added, tuple(json.loads(files)), stamps, at=when, who="")


def _settings(base: sqlite3.Connection, folder: Path) -> str:
    """Return the settings that the last import published, else those of the folder."""
    query = "select value from published_facts where name = 'settings'"
    if has_table(base, "published_facts") and (found := base.execute(query).fetchone()):
        return str(found[0])
    text = (folder / FILE).read_text("utf-8")
    return settings_text(parse_settings(tomllib.loads(text)))
