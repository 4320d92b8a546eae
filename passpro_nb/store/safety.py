"""The copy of the store that each import leaves, and how it takes the place of a damaged one."""

import sqlite3
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.store.frames import reading
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upgrade import STORE, copy_store

COPY = STORE.with_name("magasin.copie.sqlite")


def keep_copy(folder: Path) -> None:
    """Copy the store as it is after an import; without room for it, the one before stays."""
    with suppress(OSError, sqlite3.DatabaseError):
        copy_store(folder / STORE, folder / COPY)


def repair_store(folder: Path) -> date:
    """Put the copy in place of a store that is damaged, which is set aside; return the copy's day.

    Raises `UsageError` where the store is sound, and where there is no sound copy.
    """
    path, copy = folder / STORE, folder / COPY
    if _is_sound(path):
        raise UsageError(f"{quoted(path.name)} n’est pas abîmé : rien n’est à réparer.")
    if not _is_sound(copy):
        raise UsageError(
            f"Aucune copie entière de {quoted(path.name)} : ôtez-le du dossier « .passpro », puis "
            "relancez « passpro-nb import »."
        )
    with writing_alone(folder, "une réparation"):
        aside = datetime.now().strftime("magasin.abime-%Y%m%d-%H%M%S.sqlite")
        if path.is_file():
            path.replace(path.with_name(aside))
        copy_store(copy, path)
    return date.fromtimestamp(copy.stat().st_mtime)


def _is_sound(path: Path) -> bool:
    def check(base: sqlite3.Connection) -> bool:
        return bool(base.execute("pragma integrity_check").fetchone() == ("ok",))

    try:
        return path.is_file() and reading(path, check)
    except sqlite3.DatabaseError:
        return False
