"""The copy of the store that each import and relaunch leaves, and how it takes the place of a damaged one."""

import sqlite3
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.store.events import read_events, read_snapshot
from passpro_nb.store.frames import is_damage, is_sound, reading, say_trouble
from passpro_nb.store.rows import read_rows
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upgrade import COPY, STORE, copy_store, taking_place


def keep_copy(folder: Path) -> None:
    """Copy the store after an import or a relaunch; without room, or damaged, the one before stays."""
    with suppress(UsageError, sqlite3.DatabaseError):
        copy_store(folder / STORE, folder / COPY)


def repair_store(folder: Path) -> date:
    """Put the copy in place of a store that is damaged, which is set aside; return the copy's day.

    Raises `UsageError` where the store is sound, or cannot be seen now, and where there is no sound
    copy.
    """
    path, copy = folder / STORE, folder / COPY
    with writing_alone(folder, "une réparation"):
        if _opens(path):
            raise UsageError(f"{quoted(path.name)} n’est pas abîmé : rien n’est à réparer.")
        if not _opens(copy):
            raise UsageError(
                f"Aucune copie entière de {quoted(path.name)} : ôtez les fichiers « magasin » du dossier "
                "« .passpro », puis relancez « passpro-nb import »."
            )
        aside = datetime.now().strftime("magasin.abime-%Y%m%d-%H%M%S.sqlite")
        for end in ("", "-journal"):  # a journal left there would be played on the copy
            if (damaged := path.with_name(path.name + end)).exists():
                with taking_place(damaged):
                    damaged.replace(path.with_name(aside + end))
        copy_store(copy, path)
    return date.fromtimestamp(copy.stat().st_mtime)


def _opens(path: Path) -> bool:
    """Tell whether a store is whole, and every snapshot that it holds can be read."""

    def read(base: sqlite3.Connection) -> None:
        for number in {event.snapshot for event in read_events(base)}:
            if (kept := read_snapshot(base, number)).frames is not None:
                read_rows(base, kept.frames)

    try:
        if there := is_sound(path) and path.stat().st_size > 0:
            reading(path, read)
    except TypeError:  # an event whose snapshot is gone
        return False
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise UsageError(say_trouble(path, error)) from None
        return False
    return there
