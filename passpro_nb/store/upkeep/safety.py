"""The copy of the store that each import and relaunch leaves, and how it takes the place of a damaged one."""

import sqlite3
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, quoted
from passpro_nb.store.frames import is_damage, is_sound, reading, say_trouble
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upkeep.events import in_force, read_events, read_snapshot
from passpro_nb.store.upkeep.rows import are_whole, read_rows
from passpro_nb.store.upkeep.upgrade import COPY, STORE, copy_store, say_unimported, taking_place


def keep_copy(folder: Path) -> None:
    """Copy the store after an import or a relaunch; without room, or damaged, the one before stays."""
    with suppress(UsageError, sqlite3.DatabaseError):
        if reading(folder / STORE, _current_is_whole):
            copy_store(folder / STORE, folder / COPY)


def _current_is_whole(base: sqlite3.Connection) -> bool:
    """Tell whether the rows in force are those written: by their digests, for there may be millions."""
    try:
        kept = [read_snapshot(base, number).frames for number in in_force(read_events(base))[-1:]]
    except TypeError:  # an event whose snapshot is gone
        return False
    return all(frames is None or are_whole(base, frames) for frames in kept)


def repair_store(folder: Path) -> date:
    """Put the copy in place of a store that is damaged, which is set aside; return the copy's day.

    Raises `UsageError` where the store is sound, or cannot be seen now, and where there is no sound
    copy.
    """
    path, copy = folder / STORE, folder / COPY
    if not path.is_file() and not copy.is_file():
        raise UsageError(say_unimported(folder))
    with writing_alone(folder, "une réparation"):
        _refuse(path, _state(path), _state(copy))
        aside = datetime.now().strftime("magasin.abime-%Y%m%d-%H%M%S.sqlite")
        for end in ("", "-journal"):  # a journal left there would be played on the copy
            if (damaged := path.with_name(path.name + end)).exists():
                with taking_place(damaged):
                    damaged.replace(path.with_name(aside + end))
        copy_store(copy, path)
    return date.fromtimestamp(copy.stat().st_mtime)


def _refuse(path: Path, store: tuple[bool, list[int]], copy: tuple[bool, list[int]]) -> None:
    """Refuse a repair that would mend nothing, given the `_state` of a store and of its copy."""
    (opens, spoilt), (copy_opens, copy_spoilt) = store, copy
    if opens and not spoilt:
        raise UsageError(f"{quoted(path.name)} n’est pas abîmé : rien n’est à réparer.")
    if opens and (copy_spoilt or not copy_opens):
        lost = listing(f"l’instantané n° {number}" for number in spoilt)
        raise UsageError(
            f"Gardez {quoted(path.name)} : l’import en vigueur y est entier. Illisible, et sans copie : "
            f"{lost}."
        )
    if not copy_opens:
        raise UsageError(
            f"Aucune copie entière de {quoted(path.name)} : ôtez les fichiers « magasin » du dossier "
            "« .passpro », puis relancez « passpro-nb import »."
        )


def _state(path: Path) -> tuple[bool, list[int]]:
    """Tell whether the snapshot in force of a store opens, then which others cannot be read."""

    def read(base: sqlite3.Connection) -> tuple[bool, list[int]]:
        events = read_events(base)
        numbers = sorted({event.snapshot for event in events})
        spoilt = [number for number in numbers if not _can_be_read(base, number)]
        return not {*in_force(events)[-1:]} & {*spoilt}, spoilt

    try:
        there = is_sound(path) and path.stat().st_size > 0
        return reading(path, read) if there else (False, [])
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise UsageError(say_trouble(path, error)) from None
        return False, []


def _can_be_read(base: sqlite3.Connection, number: int) -> bool:
    try:
        if (kept := read_snapshot(base, number)).frames is not None:
            read_rows(base, kept.frames)
    except TypeError:  # an event whose snapshot is gone
        return False
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False
    return True
