"""Where the doors stand: the notebooks and the dashboards, of a checkout or of the wheel."""

import shutil
from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import plural, quoted

PACKAGE = Path(__file__).resolve().parents[1]


def find_doors(name: str) -> Path:
    """Return the folder `notebooks` or `dashboards`: where one works, a checkout's, the wheel's.

    Raises UsageError where none of them holds a notebook.
    """
    for place in (Path.cwd(), PACKAGE.parent, PACKAGE):
        if any((place / name).glob("*.ipynb")):
            return place / name
    raise UsageError(
        f"Le dossier {quoted(name)} n’est pas là : lancez la commande depuis l’atelier."
    )


def own_notebooks() -> Path:
    """Return a folder of notebooks to work in: those of the wheel are first copied where one works.

    What an analyst changes stays hers when the package is installed again.
    """
    found = find_doors("notebooks")
    if found.parent != PACKAGE:
        return found
    own = Path.cwd() / found.name
    own.mkdir(exist_ok=True)
    copied = [shutil.copyfile(path, own / path.name) for path in found.glob("*.ipynb")]
    print(f"{plural(len(copied), 'carnet copié')} dans {quoted(own)}.", flush=True)
    return own
