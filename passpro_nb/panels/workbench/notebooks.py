"""The analyst's own notebooks: copied once and never written over; what they hold that may name pupils."""

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from passpro_nb.domain.french import listing, plural, quoted
from passpro_nb.export.files import write_atomic

COPIED = Path(".passpro") / "carnets.json"  # by name: the edition that was copied or offered last
NEWER = "nouvelle version"


def bring_notebooks(source: Path, home: Path) -> list[str]:
    """Copy the notebooks of the package to those of an analyst, and say what was done.

    What she has not touched follows the package. What she changed stays as it is: a newer edition
    is put beside it, under another name.
    """
    (home / COPIED).parent.mkdir(parents=True, exist_ok=True)
    known = _read_known(home)
    copied, beside = [], []
    for path in sorted(source.glob("*.ipynb")):
        own, edition = home / path.name, _edition(path)
        mine = _edition(own) if own.is_file() else known.get(path.name, "")
        if not own.is_file() or mine == known.get(path.name) != edition:
            write_atomic(own, path.read_bytes())
            copied.append(own.name)
        elif edition not in (mine, known.get(path.name)):
            beside.append(_put_beside(path, home))
        known[path.name] = edition
    for picture in source.glob("images/*.png"):
        write_atomic(home / "images" / picture.name, picture.read_bytes())
    write_atomic(home / COPIED, json.dumps(known, indent=1).encode("utf-8"))
    return _say_brought(home, copied, beside)


def _say_brought(home: Path, copied: list[str], beside: list[str]) -> list[str]:
    said = [f"{plural(len(copied), 'carnet copié')} dans {quoted(home, 400)}."] if copied else []
    if beside:
        names = listing(map(quoted, beside))
        said.append(f"Vous aviez changé ces carnets, ils restent tels quels ; à côté : {names}.")
    return said


def _put_beside(path: Path, home: Path) -> str:
    """Copy a newer edition under a name that nothing has, and return it."""
    names = (f"{path.stem} ({NEWER}{f' {n}' if n > 1 else ''}).ipynb" for n in count(1))
    name = next(name for name in names if not (home / name).exists())
    write_atomic(home / name, path.read_bytes())
    return name


def say_newer(home: Path) -> str:
    """Say which newer editions stand beside notebooks that were changed; « » for none."""
    names = sorted(path.name for path in home.glob(f"*({NEWER}*).ipynb"))
    if not names:
        return ""
    return (
        f"Une nouvelle version est à côté de carnets que vous avez changés : {listing(map(quoted, names))}. "
        "Gardez celle que vous voulez, supprimez l’autre."
    )


def untouched(source: Path, home: Path) -> list[str]:
    """Return the names of the analyst's notebooks whose cells are the package's own."""
    pairs = [(path, home / path.name) for path in sorted(source.glob("*.ipynb"))]
    return [own.name for path, own in pairs if own.is_file() and _edition(own) == _edition(path)]


def _read_known(home: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        return dict(json.loads((home / COPIED).read_text(encoding="utf-8")))
    return {}


def _edition(path: Path) -> str:
    """Return what tells an edition of a notebook: its cells as written, whatever they gave."""
    cells = [[cell.get("cell_type"), "".join(cell.get("source", ""))] for cell in _cells(path)]
    return sha256(json.dumps(cells).encode()).hexdigest()


def _cells(path: Path) -> list[dict[str, Any]]:
    return list(_read(path).get("cells", ()))


def _read(path: Path) -> dict[str, Any]:
    """Return a notebook, {} for what is none."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


# ------------------------------------------------------------------------------- what they hold


def strip(notebook: dict[str, Any]) -> bool:
    """Take the outputs out of a notebook, and tell whether there were any: they may name pupils."""
    held = bool(notebook.get("metadata", {}).pop("widgets", None))
    for cell in notebook.get("cells", ()):
        if cell.get("cell_type") == "code":
            held |= bool(cell.get("outputs"))
            cell["outputs"], cell["execution_count"] = [], None
    return held


def with_outputs(home: Path) -> list[Path]:
    """Return the notebooks under a folder that were saved with outputs, their hidden copies too."""
    return [path for path in _every(home) if strip(_read(path))]


def clear_outputs(home: Path) -> int:
    """Take the outputs out of every notebook under a folder; return how many held some."""
    held = 0
    for path in _every(home):
        notebook = _read(path)
        if strip(notebook):
            text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
            write_atomic(path, text.encode("utf-8"))
            held += 1
    return held


def _every(home: Path) -> Iterator[Path]:
    yield from sorted(path for path in home.rglob("*.ipynb") if path.is_file())


def say_outputs(home: Path, found: list[Path]) -> str:
    """Say which notebooks hold outputs, and why that matters; « » for none."""
    if not found:
        return ""
    names = listing([quoted(path.relative_to(home)) for path in found], 5)
    held = plural(len(found), "carnet enregistré", "carnets enregistrés")
    return f"{held} avec des résultats, qui peuvent nommer des élèves : {names}."
