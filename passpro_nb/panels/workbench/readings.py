"""What was read of a campaign, kept beside the notebooks: the next one opens it at once.

A kept reading serves while nothing that could change it has: files, settings, answers, the package,
the day. It is nominative and it is code, hence its owner's alone: signed with a secret of her
account, refused when anything is wrong with it. The files are then read, as if it were not there.
"""

import gc
import hashlib
import os
import pickle
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from jupyter_core.paths import jupyter_data_dir

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.export.files import write_private
from passpro_nb.read.folder import Progress
from passpro_nb.read.inputs import stamp_inputs
from passpro_nb.store.published import PUBLISHED, read_facts

PLACE = Path(".passpro") / "lectures"  # beside the notebooks
KEPT, DAYS, LARGEST = 3, 14, 200_000_000  # readings, since when, bytes of one
SECRET = "passpro-secret"
_PACKAGE = Path(__file__).resolve().parents[2]
_SIGNED = 32  # bytes of a signature, and of the secret


def read_once(home: Path, folder: Path, progress: Progress, *, anew: bool = False) -> Campaign:
    """Return a campaign as `check_folder` does, from what was kept of it where it still holds.

    `home` is the folder of the notebooks; with `anew` the files are read whatever was kept.
    """
    state = _state(folder)
    path = kept_path(home, folder)
    if not anew and (kept := _open(path, state)):
        return kept
    with _collector_at_rest():
        campaign = check_folder(folder, progress)
    if state and state == _state(folder) and not read_facts(folder / PUBLISHED).get("closed"):
        with suppress(Exception):  # then it is read again
            _keep(path, state, campaign)
    return campaign


def kept_path(home: Path, folder: Path) -> Path:
    """Return where the reading of a folder is kept, one for each."""
    return home / PLACE / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]


def forget(home: Path, folder: Path) -> bool:
    """Remove what was kept of a campaign, and tell whether there was any."""
    with suppress(OSError):
        kept_path(home, folder).unlink()
        return True
    return False


def sweep(home: Path) -> None:
    """Remove the readings that are old, and the oldest of too many."""
    with suppress(OSError):
        found = {path: path.stat().st_mtime for path in (home / PLACE).iterdir()}
        newest = sorted(found, key=lambda path: -found[path])
        for path in newest:
            if path in newest[KEPT:] or found[path] < time.time() - DAYS * 86_400:
                path.unlink()


def _state(folder: Path) -> bytes:
    """Return all that a reading depends on, as it is now; nothing where that cannot be told."""
    try:
        names = sorted((path.name, path.is_file()) for path in folder.glob("*"))
        where = (str(folder), str(folder.resolve()), names, stamp_inputs(folder))
        return repr((_edition(), date.today(), where)).encode()
    except OSError:
        return b""


def _edition() -> tuple[object, ...]:
    """Return what tells this package, and what it stands on, from any other edition."""
    files = [(path, path.stat()) for path in sorted(_PACKAGE.rglob("*.py"))]
    own = [(str(path), known.st_size, known.st_mtime_ns) for path, known in files]
    return sys.version, pd.__version__, np.__version__, own


def _keep(path: Path, state: bytes, campaign: Campaign) -> None:
    """Keep a campaign, with the figures of its day: nearly every notebook asks for them."""
    if not campaign.offers.empty:
        campaign.figures()
    content = pickle.dumps(campaign, pickle.HIGHEST_PROTOCOL)
    if len(content) <= LARGEST:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, _sign(state, content, _secret()) + content)
        sweep(path.parents[len(PLACE.parts)])


def _open(path: Path, state: bytes) -> Campaign | None:
    """Return what was kept in this very state; None for what is missing, older, spoilt, or not hers."""
    with suppress(Exception):  # whatever is wrong, the files say the same
        signed = memoryview(_read_own(path))
        content = signed[_SIGNED:]
        if secrets.compare_digest(signed[:_SIGNED], _sign(state, content, _secret())):
            return _load(content)
    return None


def _load(content: memoryview) -> Campaign | None:
    with _collector_at_rest():
        kept = pickle.loads(content)
    return kept if isinstance(kept, Campaign) else None


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Make millions of cells without the collector, which would look at each of them in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _sign(state: bytes, content: bytes | memoryview, secret: bytes) -> bytes:
    signature = hashlib.blake2b(key=secret, digest_size=_SIGNED)
    for part in (len(state).to_bytes(8), state, content):
        signature.update(part)
    return signature.digest()


def _secret() -> bytes:
    """Return what only this account knows, made when first asked."""
    path = Path(jupyter_data_dir()) / SECRET
    if not (path.is_file() and path.stat().st_size == _SIGNED):
        write_private(path, secrets.token_bytes(_SIGNED))
    return _read_own(path)


def _read_own(path: Path) -> bytes:
    """Return what a file holds, if it is this account's alone (on Windows, its folder's rights hold)."""
    with path.open("rb") as file:
        known = os.fstat(file.fileno())
        if sys.platform != "win32" and (known.st_uid != os.getuid() or known.st_mode & 0o077):
            raise PermissionError
        return file.read()
