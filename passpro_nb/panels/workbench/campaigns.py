"""The campaigns that a notebook may open: those found around it, and the one that was chosen."""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.french import long_date, plural, quoted, short_date
from passpro_nb.domain.settings import FILE, as_toml, read_settings
from passpro_nb.export.files import write_atomic
from passpro_nb.read.inputs import input_files, is_readable
from passpro_nb.store.published import PUBLISHED, is_published, read_facts

VARIABLE = "PASSPRO_DOSSIER"  # it wins over what was chosen by hand
CHOICE = Path(".passpro") / "campagnes.txt"  # beside the notebooks: a folder a line, the last first
KEPT = 12  # folders remembered
DEEP = 3  # folders down from the one in which the notebooks stand
LOOKED, NEAR = 500, 30  # folders looked into, campaigns shown of those found
EXAMPLE = Path("data") / "exemple"
CHECKOUT = Path(__file__).resolve().parents[3]
LONGEST = 400  # of a path that is said whole
NEVER = "jamais importée"
OLD = " par une autre version du programme : à importer de nouveau"


class Found(NamedTuple):
    """A campaign's folder, as a person tells it from the others: nothing of its files is read."""

    folder: Path
    name: str
    files: str
    day: str
    imported: str

    @property
    def line(self) -> str:
        """Return it as one line of a list."""
        day = f"données au {self.day}" if self.day else self.imported
        return f"{self.name} – dossier {self.folder.name} ({self.files}, {day})"


def chosen_folder(home: Path) -> Path | None:
    """Return the folder of the variable, else the last chosen by hand, else the example.

    `home` is the folder of the notebooks. None where there is not even an example.
    """
    if given := os.environ.get(VARIABLE):
        return Path(given)
    if kept := remembered(home):
        return kept[0]
    places = (home.parent / EXAMPLE, home / EXAMPLE, CHECKOUT / EXAMPLE)
    return next((place.resolve() for place in places if place.is_dir()), None)


def is_imposed() -> bool:
    """Tell whether the variable holds, whatever is chosen by hand."""
    return bool(os.environ.get(VARIABLE))


def remembered(home: Path) -> list[Path]:
    """Return the folders chosen by hand so far, the last one first."""
    try:
        lines = (home / CHOICE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [Path(line) for line in lines if line]


def remember(home: Path, folder: Path) -> None:
    """Keep a choice, for every notebook of the home."""
    kept = dict.fromkeys([folder.resolve(), *remembered(home)])
    (home / CHOICE).parent.mkdir(exist_ok=True)
    write_atomic(home / CHOICE, "\n".join(map(str, [*kept][:KEPT])).encode("utf-8"))


def typed_folder(text: str, home: Path) -> Path:
    """Return the folder that a person typed or pasted: Windows copies a path between quotes."""
    cleaned = text.strip(" \t\"'«»\u00a0\u202f")
    if not cleaned:
        raise UsageError("Indiquez le chemin d’un dossier.")
    return (home / Path(cleaned).expanduser()).resolve()


def find_campaigns(home: Path) -> tuple[list[Found], bool]:
    """Return the campaign chosen, those chosen before, then those near the notebooks; and if it is all.

    A folder of documents may hold thousands of others: the search ends before anyone waits for it.
    """
    chosen = chosen_folder(home)
    near, whole = _near(home.resolve().parent)
    folders = [*([chosen] if chosen else []), *remembered(home), *near]
    there = [folder.resolve() for folder in folders if (folder / FILE).is_file()]
    return [*map(describe, dict.fromkeys(there))], whole


def _near(start: Path) -> tuple[list[Path], bool]:
    """Return the folders that hold the settings of a campaign, a few steps down; and if all were seen."""
    near: list[Path] = []
    level, left = [start], LOOKED
    for _ in range(DEEP):
        inside = sorted(one for folder in level[:left] for one in _folders(folder))
        left -= len(level)
        found = {one for one in inside if (one / FILE).is_file()}
        near += sorted(found)
        level = [one for one in inside if one not in found]
        if len(near) > NEAR or left < 0:
            return near[:NEAR], False
    return sorted(near), True


def _folders(folder: Path) -> list[Path]:
    """Return the folders of a folder that are not hidden."""
    with suppress(OSError), os.scandir(folder) as inside:
        return [Path(one) for one in inside if one.is_dir() and not one.name.startswith(".")]
    return []


def beside(folder: Path) -> list[Found]:
    """Return the campaigns that stand beside one, as many as a list shows."""
    mine = folder.resolve()
    there = [one for one in _folders(mine.parent) if one != mine and (one / FILE).is_file()]
    return [*map(describe, sorted(there)[:NEAR])]


def describe(folder: Path) -> Found:
    """Return what a list of campaigns says of one."""
    try:
        name = read_settings(folder).campagne.nom
    except PassproError:
        name = f"{FILE} à corriger"
    files = plural(count_files(folder), "fichier")
    facts = read_facts(folder / PUBLISHED, older=True)
    old = OLD if facts and not is_published(folder) else ""
    return Found(folder, name, files, *_say_import(facts, old))


def count_files(folder: Path) -> int:
    """Return how many of a folder's files are tables to be read."""
    return sum(is_readable(path) for path in input_files(folder).values())


def prepare(folder: Path) -> None:
    """Make a campaign of a folder: its settings are written, with no more than a name."""
    if (folder / FILE).exists():
        raise UsageError(
            f"Le fichier {quoted(folder / FILE, LONGEST)} existe déjà : il n’est pas touché."
        )
    write_atomic(folder / FILE, f"[campagne]\nnom = {as_toml(folder.name)}\n".encode())


def _say_import(facts: Mapping[str, str], old: str) -> tuple[str, str]:
    """Return the day of the data that were imported last, and when that was."""
    if not facts:
        return "", NEVER
    at = datetime.fromisoformat(facts["imported_at"])
    end = facts.get("closed")  # an earlier edition said nothing of it
    closed = f", close le {short_date(date.fromisoformat(end))}" if end else ""
    day = long_date(date.fromisoformat(facts["day"]))
    return day, f"importée le {short_date(at.date())} à {at:%H:%M}{closed}{old}"
