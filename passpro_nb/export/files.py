"""Files that go out: written in one go, readable by whom they concern, under names legal anywhere."""

import errno
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold, quoted
from passpro_nb.export.records import csv_bytes, in_french, json_bytes, records
from passpro_nb.export.workbook import workbook_bytes

ENDINGS = (".xlsx", ".csv", ".json")
REPORTS = (".pdf", ".docx", ".html")
_WHY_NOT = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place qui vous est donnée sur ce disque est pleine",
    errno.EFBIG: "le fichier dépasse la taille permise sur ce disque",
    errno.EROFS: "le disque est en lecture seule, choisissez un autre dossier",
    errno.ENAMETOOLONG: "son chemin est trop long, choisissez un dossier plus proche de la racine",
}
_LONGEST = 80  # letters of a file's name
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # no file bears such a name on Windows


def write_atomic(path: Path, data: bytes, mode: int = 0o644) -> Path:
    """Write a file in one go: the old one stands until the new one is whole.

    Raises `UsageError` when it cannot be written: open in Excel, a folder in its place, a full disk.
    """
    with told(path):
        place = path.resolve() if path.is_symlink() else path  # the link stays one
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, data, mode)
    return path


def write_private(path: Path, data: bytes) -> Path:
    """Write a nominative file as `write_atomic` does: nobody but its owner reads it."""
    return write_atomic(path, data, 0o600)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in a `UsageError` why `path` could not be written."""
    try:
        yield
    except OSError as error:
        usual = "vérifiez le dossier, et la place qui reste sur le disque"
        if isinstance(error, PermissionError):
            usual = "fermez-le s’il est ouvert, ou choisissez un autre dossier"
        what = why_not(error) or usual
        raise UsageError(f"{quoted(path.name)} ne peut être écrit : {what}.") from None


def why_not(error: OSError) -> str | None:
    """Return in French why a disk takes nothing more, None where it is something else."""
    return _WHY_NOT.get(error.errno or 0)


def _replace(path: Path, data: bytes, mode: int) -> None:
    """Write beside `path`, then take its place; whatever fails leaves nothing behind."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)  # Windows: the folder's rights hold
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_table(
    table: pd.DataFrame, path: Path | str, title: str, notes: Iterable[str] = (),
    *, private: bool = False,
) -> Path:  # fmt: skip
    """Write one table by the file's ending, and return its path.

    `.json` keeps the codes of the columns (records, ISO dates, shares 0..1, « sans objet » null);
    `.xlsx` and `.csv` have the French headings and words, a workbook the `notes` too. With `private`,
    nobody but its owner reads it. Raises `UsageError` for another ending.

    >>> table = open_campaign("data/exemple").figures().coverage("department")
    >>> write_table(table, "couverture.xlsx", "Couverture des avis").name
    'couverture.xlsx'
    """
    path = Path(path)
    ending, said = check_ending(path), in_french(table)
    if ending == ".json":
        content = json_bytes(records(table))
    else:
        content = csv_bytes(said) if ending == ".csv" else workbook_bytes({title: said}, notes)
    return (write_private if private else write_atomic)(path, content)


def check_ending(path: Path, endings: tuple[str, ...] = ENDINGS) -> str:
    """Return the ending of an export, or raise `UsageError` with those that are known."""
    ending = path.suffix.lower()
    if ending not in endings:
        known = f"{', '.join(endings[:-1])} ou {endings[-1]}"
        raise UsageError(f"{quoted(path.name)} : le nom doit finir par {known}.")
    return ending


def file_name(*parts: str) -> str:
    """Return a file name out of words, legal on any system: lower case, no accents, dashes; 80 letters."""
    words = [word for part in parts for word in fold(part).split()]
    lengths = accumulate((len(word) + 1 for word in words), initial=-1)
    kept = [word for word, end in zip(words, [*lengths][1:], strict=True) if end <= _LONGEST]
    name = "-".join(kept or words)[:_LONGEST].strip("-")
    return f"fichier-{name}".strip("-") if not name or _DEVICE.fullmatch(name) else name
