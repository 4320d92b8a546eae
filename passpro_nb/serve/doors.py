"""Where the doors stand: the notebooks and the dashboards, of a checkout or of the wheel."""

from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted

PACKAGE = Path(__file__).resolve().parents[1]
OWN = "carnets"  # an analyst's own notebooks, where she works


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


def own_notebooks() -> tuple[Path, Path]:
    """Return where the package's notebooks stand, and the folder of one's own where one works."""
    places = (place / "notebooks" for place in (PACKAGE.parent, PACKAGE))
    return next(place for place in places if place.is_dir()), Path.cwd() / OWN
