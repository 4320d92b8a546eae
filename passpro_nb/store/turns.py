"""One writer at a time on a campaign: whoever comes meanwhile is told who writes, what, since when.

The system holds the lock and frees it when its holder ends, even killed: none is ever stale.
"""

import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from getpass import getuser
from pathlib import Path

from filelock import FileLock, Timeout

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted

LOCK = Path(".passpro") / "ecriture.lock"
HOLDER = Path(".passpro") / "ecriture.json"  # apart: Windows lets nobody read a file that is locked
WAIT = 10.0  # seconds, for another writer to be done


@contextmanager
def writing_alone(folder: Path, what: str, who: str = "") -> Iterator[None]:
    """Hold a campaign for one writing, `what` in French (« une relance »), by `who` or the account.

    It may be asked for again by its own holder. Raises `UsageError` when another holds it for more
    than `WAIT` seconds, and where the folder cannot be written.
    """
    lock = FileLock(folder / LOCK, timeout=WAIT, mode=0o600, is_singleton=True)
    try:
        (folder / LOCK).parent.mkdir(mode=0o700, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise UsageError(_say_held(folder)) from None
    except (OSError, NotImplementedError):
        raise UsageError(
            f"Le dossier {quoted(folder)} ne peut être écrit : le programme y garde ses chiffres."
        ) from None
    try:
        if lock.lock_counter == 1:
            _sign(folder, what, who or account())
        yield
    finally:
        if lock.lock_counter == 1:
            (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def account() -> str:
    """Return the account of who is at work; a container may run under one without a name."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "compte sans nom"


def _sign(folder: Path, what: str, who: str) -> None:
    """Say beside the lock who holds it; on a full disk the lock holds without its name."""
    since = datetime.now().isoformat(timespec="seconds")
    said = {"who": who, "what": what, "since": since, "machine": platform.node()}
    try:
        (folder / HOLDER).write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    except OSError:
        (folder / HOLDER).unlink(missing_ok=True)


def _say_held(folder: Path) -> str:
    try:
        held = json.loads((folder / HOLDER).read_text("utf-8"))
        since = datetime.fromisoformat(held["since"])
        by = f"{held['who']} ({held['what']}, depuis le {since:%d/%m à %H:%M}, sur {held['machine']})"
    except (OSError, ValueError, KeyError):
        by = "une autre personne"
    return f"La campagne est en cours d’écriture par {by} : recommencez quand ce sera fini."
