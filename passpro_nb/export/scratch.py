"""Where a workbook's sheets lie while they are written: a folder of our own, which a kill cannot leave for long.

openpyxl writes each sheet into a file of the system's temporary folder, with the pupils that it
holds, and removes it when the workbook is saved; a process that is killed meanwhile never does.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import NamedTemporaryFile, gettempdir
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from openpyxl import Workbook

_PREFIX, _LOCK = "passpro-nb-", ".verrou"


def new_book() -> Workbook:
    """Return a workbook to be written row by row, its sheets aside in our own folder."""
    from openpyxl import Workbook

    write_aside()
    return Workbook(write_only=True)


@cache
def write_aside() -> FileLock:
    """Let this process write sheets in a folder of its own, and remove those of processes that are gone.

    The folder is its owner's only, and locked before it is there; the system frees the lock of a
    process that ends, however it ends.
    """
    from openpyxl.worksheet import _writer

    place = Path(gettempdir())
    for left in place.glob(f"{_PREFIX}*[0-9a-f]"):
        with suppress(Timeout, OSError), FileLock(f"{left}{_LOCK}", timeout=0):
            rmtree(left)
            Path(f"{left}{_LOCK}").unlink(missing_ok=True)
    mine, owner = place / f"{_PREFIX}{uuid4().hex}", os.getpid()
    lock = FileLock(f"{mine}{_LOCK}", timeout=0, mode=0o600)
    lock.acquire()

    def open_aside(**how: Any) -> Any:
        mine.mkdir(mode=0o700, exist_ok=True)  # a cleaner of the system may have taken it
        return NamedTemporaryFile(dir=mine, **how)

    def give_back() -> None:
        if os.getpid() == owner:  # a fork of it ends too
            rmtree(mine, ignore_errors=True)
            lock.release(force=True)
            Path(lock.lock_file).unlink(missing_ok=True)

    _writer.NamedTemporaryFile = open_aside
    _AT_END.append(give_back)
    atexit.register(give_back)
    return lock


_AT_END: list[Callable[[], None]] = []


def end_writing() -> None:
    """Take our own folder away, for a process that leaves at once."""
    for give_back in _AT_END:
        give_back()
