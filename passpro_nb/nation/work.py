"""The work of one campaign, wherever it is done: what it gives back names nobody.

Applications stay where they were read: only counts by host and programme leave the process.
"""

import platform
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import default_day, open_campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.figures import FIGURES
from passpro_nb.domain.french import quoted
from passpro_nb.domain.memory import collect_rarely
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.over_time.progress import FORECAST
from passpro_nb.nation.folders import Job
from passpro_nb.pages.edition import write_edition
from passpro_nb.store.published import PUBLISHED, Published, is_behind, read_facts, read_published
from passpro_nb.store.snapshots import finish_import, import_campaign, preview_import

KEYS = ("department", "host_uai", "host_name", "programme", "programme_label")
FARTHEST = "lateness_max"
# What may be added up over campaigns: counts, but what the pace of each promises for its own limit.
ADDED = tuple(c for c in (*COVERAGE, *CAPACITY) if FIGURES[c].kind == "count" and c not in FORECAST)


@dataclass(frozen=True, repr=False)
class Done(Discreet):
    """What a campaign gives: what it is called, its day, and its `cells`, `count_cells`."""

    folder: str
    pages: str
    campaign: str
    academie: str
    day: date
    imported_at: datetime
    files: tuple[str, ...]
    cells: pd.DataFrame = field(compare=False)


@dataclass(frozen=True)
class Refused:
    """Why a campaign could not be done, in a sentence that says what to do."""

    folder: str
    said: str


class Unforeseen(Exception):
    """What no room foresaw: the kind of the error alone, for its words may quote a cell."""


class OutOfReach(Exception):
    """A disk or a share that failed, or refused: the kind of the error alone."""


def do_campaign(job: Job) -> Done | Refused:
    """Read, check, keep and publish a campaign, write its pages, and return its name-free counts.

    To do it again changes nothing. Raises `OutOfReach` and `Unforeseen`, which Dask tries again.
    """
    collect_rarely()
    try:
        return _do(job)
    except PassproError as error:
        return Refused(job.folder.name, str(error))
    except OSError as error:
        failed: Exception = OutOfReach(type(error).__name__)
    except Exception as error:
        failed = Unforeseen(type(error).__name__)
    raise failed  # out of the clauses above: an exception takes along the one that it came from


def _do(job: Job) -> Done:
    for place in (job.folder, job.pages.parent):
        if not place.is_dir():  # they were there for whoever asked
            raise UsageError(
                f"Le dossier {quoted(place, 200)} n’est pas visible de la machine "
                f"{quoted(platform.node())}, qui en avait besoin : mettez les campagnes et les pages "
                "sur un partage que chaque machine voit sous le même chemin."
            )
    published = publish_campaign(job.folder)
    campaign = published.settings.campagne
    write_edition(job.folder / PUBLISHED, job.pages, campaign.nom, schools=False)
    return Done(
        job.folder.name, job.pages.name, campaign.nom, campaign.academie, published.day,
        published.imported_at, published.files, count_cells(published.figures),
    )  # fmt: skip


def publish_campaign(folder: Path) -> Published:
    """Import a campaign as `passpro-nb import` does, unless what is published already says it all.

    One that was closed stays closed. Raises as `open_campaign` and `import_campaign` do.
    """
    finish_import(folder)
    if read_facts(folder / PUBLISHED).get("closed"):
        return read_published(folder / PUBLISHED)
    campaign = open_campaign(folder)
    day = default_day(campaign, date.today())
    arrival = preview_import(campaign, day)
    if arrival.same and not is_behind(folder):
        return read_published(folder / PUBLISHED)
    return import_campaign(campaign, day, arrival=arrival)


def count_cells(figures: Figures) -> pd.DataFrame:
    """Return `KEYS`, `ADDED` and the longest lateness, a row a host and a programme."""
    keys = list(GROUPS["offer"])
    opinions = figures.cover("offer", "", {}, ahead=False)
    offers = figures.capacity("offer").merge(opinions, how="left", on=keys)
    cells = offers.groupby(list(KEYS), dropna=False, as_index=False)
    cells = cells.agg({**dict.fromkeys(ADDED, "sum"), FARTHEST: "max"})
    return cells.astype(dict.fromkeys(ADDED, int))
