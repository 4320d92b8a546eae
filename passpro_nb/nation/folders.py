"""The campaigns of a folder, one a sub-folder, and where the pages of each go."""

from dataclasses import dataclass
from pathlib import Path

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.domain.settings import FILE
from passpro_nb.export.files import file_name

PAGES = "nation"  # beside nation.html: what it opens and looks like, nobody's name in it


@dataclass(frozen=True)
class Job:
    """A campaign to be done: its folder, and the folder of its pages; whole paths, the same everywhere."""

    folder: Path
    pages: Path


def list_jobs(folder: Path, to: Path) -> list[Job]:
    """Return the campaigns under a folder, the largest first, so that none is left alone at the end.

    Each sub-folder is one, hidden ones and our own pages apart: what is none says so when it is done.
    Raises `UsageError` where there is no sub-folder, or where the folder is itself a campaign.
    """
    if not folder.is_dir():
        raise UsageError(
            f"Le dossier {quoted(folder)} n’existe pas : indiquez celui des campagnes."
        )
    if (folder / FILE).is_file():
        raise UsageError(
            f"Le dossier {quoted(folder)} est celui d’une campagne : indiquez celui qui les contient "
            "toutes, un sous-dossier chacune."
        )
    pages = to.resolve() / PAGES
    if (pages / FILE).is_file():
        raise UsageError(
            f"Le dossier {quoted(pages, 200)} est une campagne, là où iraient les pages : renommez-le, ou "
            "choisissez-en un autre avec « --to »."
        )
    found = [path for path in sorted(folder.resolve().iterdir()) if path.is_dir()]
    found = [path for path in found if not path.name.startswith(".") and path not in (pages, to)]
    if not found:
        raise UsageError(
            f"Le dossier {quoted(folder)} n’a aucun sous-dossier : mettez-y les campagnes, un "
            "sous-dossier chacune."
        )
    names: dict[str, Path] = {}
    for path in found:
        name = file_name(path.name)
        names[f"{name}-{len(names) + 1}" if name in names else name] = path
    jobs = [Job(path, pages / name) for name, path in names.items()]
    return sorted(jobs, key=lambda job: -_weight(job.folder))


def _weight(folder: Path) -> int:
    """Return how many bytes the files of a campaign hold; what cannot be read says so when it is done."""
    try:
        return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    except OSError:
        return 0
