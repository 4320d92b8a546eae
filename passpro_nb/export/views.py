"""The views that an analyst named: kept with the campaign, in `vues.toml`, each by its address."""

import tomllib
from pathlib import Path

import tomlkit

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.export.files import write_atomic
from passpro_nb.measure.view import View

FILE = "vues.toml"
_HEADER = "# Les vues nommées de cette campagne : le nom, et l’adresse qui la redonne.\n"
_TABLE = "vues"


def read_views(folder: Path) -> dict[str, str]:
    """Return the address of each view saved with a campaign, by its name.

    Raises `UsageError` when the file cannot be read; what an address asks is read when it is opened.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        views = tomllib.loads(path.read_text(encoding="utf-8-sig")).get(_TABLE, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        views = None
    if not isinstance(views, dict) or not all(isinstance(said, str) for said in views.values()):
        raise UsageError(
            f"{quoted(FILE)} ne peut être lu : corrigez-le, ou ôtez-le du dossier de la campagne."
        )
    return dict(views)


def save_view(folder: Path, name: str, view: View) -> None:
    """Save a view under a name with the campaign; one that has this name already is replaced."""
    if not name.strip():
        raise UsageError("Donnez un nom à cette vue.")
    _write(folder, {**read_views(folder), name.strip(): view.address})


def forget_view(folder: Path, name: str) -> None:
    """Take a saved view away."""
    _write(folder, {known: said for known, said in read_views(folder).items() if known != name})


def _write(folder: Path, views: dict[str, str]) -> None:
    """Write the views, the file's other lines and comments kept."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEADER
    document = tomlkit.parse(text)
    table = document.setdefault(_TABLE, tomlkit.table())
    for name in [name for name in table if name not in views]:
        del table[name]
    for name, address in views.items():
        if table.get(name) != address:
            table[name] = address
    write_atomic(path, tomlkit.dumps(document).encode())
