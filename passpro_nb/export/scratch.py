"""Where a workbook's sheets lie while they are written: a folder of our own, which a kill cannot leave for long.

openpyxl writes each sheet into a file of the system's temporary folder, with the pupils that it
holds, and removes it when the workbook is saved; a process that is killed meanwhile never does.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
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
    """Make a folder for this process, its owner's only, and remove those of processes that are gone.

    A folder is locked before it is there; the system frees the lock of a process that ends, however
    it ends.
    """
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}*[0-9a-f]"):
        with suppress(Timeout, OSError), FileLock(f"{left}{_LOCK}", timeout=0):
            shutil.rmtree(left)
            Path(f"{left}{_LOCK}").unlink(missing_ok=True)
    mine = place / f"{_PREFIX}{uuid4().hex}"
    lock = FileLock(f"{mine}{_LOCK}", timeout=0, mode=0o600)
    lock.acquire()
    mine.mkdir(mode=0o700)
    tempfile.tempdir = str(mine)
    return lock
