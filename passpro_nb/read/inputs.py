"""Which files of a campaign's folder reading takes, and whether they changed since."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from passpro_nb.domain import settings
from passpro_nb.domain.french import fold
from passpro_nb.domain.tables import TABLES
from passpro_nb.read import corrections
from passpro_nb.read.columns.asked import correspondences
from passpro_nb.read.files import is_lock_file
from passpro_nb.read.geography import is_outline

ENDINGS = {
    ".xlsx", ".xlsm", ".xls", ".xml", ".ods", ".fods", ".csv", ".txt", ".htm", ".html", ".mht",
    ".mhtml",
}  # fmt: skip
# Read where their content is one of those, else refused for what they are.
_OTHERS = {".ots", ".tab", ".tsv", ".xlsb", ".xlt", ".xltm", ".xltx"}


class Stamp(NamedTuple):
    """A file as it was: bytes, nanosecond of its last writing, SHA-256 ("" if it is unreadable)."""

    size: int
    written: int
    digest: str


def is_readable(path: Path) -> bool:
    """Tell whether a file's ending may be that of a table."""
    return path.suffix.lower() in ENDINGS | _OTHERS


def input_files(folder: Path) -> dict[str, Path]:
    """Return by name the files that reading takes: each role's, corrections, the office's own, outlines."""
    starts = (*(table.start for table in TABLES.values()), corrections.START)

    def is_taken(path: Path) -> bool:
        role = is_readable(path) and fold(path.stem).startswith(starts)
        own = path.name in (settings.FILE, correspondences.FILE) or is_outline(path)
        return path.is_file() and (role or own) and not is_lock_file(path)

    return {path.name: path for path in sorted(folder.glob("*")) if is_taken(path)}


def stamp_inputs(folder: Path) -> dict[str, Stamp]:
    """Return by name what the files that reading takes are now."""
    found = {name: (path, path.stat()) for name, path in input_files(folder).items()}
    return {n: Stamp(s.st_size, s.st_mtime_ns, _digest(path)) for n, (path, s) in found.items()}


def have_changed(folder: Path, known: Mapping[str, Stamp]) -> bool:
    """Tell whether a file came, went or changed; one is read again only when its date did."""
    now = input_files(folder)
    return now.keys() != known.keys() or any(_differs(now[n], known[n]) for n in now)


def _differs(path: Path, known: Stamp) -> bool:
    now = path.stat()
    same = (now.st_size, now.st_mtime_ns) == known[:2]
    return not same and (now.st_size != known.size or _digest(path) != known.digest)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
