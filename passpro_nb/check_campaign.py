"""A delivery → a campaign fit to be measured: offers, sessions, applications, and every fault.

`load_campaign` is the door: it reads and checks a folder in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check_applications import check_applications, check_dates
from passpro_nb.check_offers import check_offers
from passpro_nb.errors import RefusedData
from passpro_nb.faults import Fault, worst_first
from passpro_nb.read_campaign import Delivery, Progress, Source, read_delivery
from passpro_nb.settings import Settings
from passpro_nb.tables import APPLICATIONS, CATALOGUE, OPINIONS, frame_schema

ACCOUNT = ["file", "sheet", "rows", "accepted", "merged", "set_aside", "ignored"]


@dataclass(frozen=True)
class Campaign:
    """A campaign checked.

    Frames: `check_offers.OFFER_COLUMNS` and `SESSION_COLUMNS`, then
    `check_applications.APPLICATION_COLUMNS`, the declared directory, and `ACCOUNT`.
    """

    folder: Path
    settings: Settings
    offers: pd.DataFrame
    sessions: pd.DataFrame
    applications: pd.DataFrame
    directory: pd.DataFrame
    reconciliation: pd.DataFrame
    faults: tuple[Fault, ...]
    sources: tuple[Source, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the data hold an error (not only warnings)."""
        return any(fault.severity == "error" for fault in self.faults)


def load_campaign(folder: Path | str, progress: Progress = lambda _: None) -> Campaign:
    """Read and check a campaign's folder.

    Raises `SettingsError` or `UsageError` for its settings, and `RefusedData` when it has no
    catalogue at all: without one, nothing can be counted.
    """
    campaign = check_delivery(read_delivery(Path(folder), progress), progress)
    if campaign.offers.empty:
        reasons = [f.message for f in campaign.faults if f.severity == "error"][:3]
        raise RefusedData("Aucune offre n’a pu être lue. " + " ".join(reasons))
    return campaign


def check_delivery(delivery: Delivery, progress: Progress = lambda _: None) -> Campaign:
    """Check a delivery across its tables; never stops at a fault."""
    progress("Vérification du catalogue")
    settings = delivery.settings
    catalogue = delivery.frames[CATALOGUE.code]
    checked = check_offers(catalogue, settings)
    progress("Vérification des candidatures")
    rows = _applications_and_opinions(delivery)
    refused = {
        "host_uai": _places(delivery.faults, "uai_host_checksum", "uai_host_form"),
        "opinion": _places(delivery.faults, "unknown_opinion"),
    }
    applications = check_applications(rows, checked.offers, refused, delivery.known.programmes)
    faults = [
        *delivery.faults,
        *checked.faults,
        *applications.faults,
        *check_dates(applications.applications),
    ]
    frame_schema(APPLICATIONS, keys=("pupil", "offer")).validate(applications.applications)
    fates = pd.concat(
        [
            catalogue[["file", "sheet"]].assign(fate=checked.fates),
            rows.assign(fate=applications.fates),
        ]
    )
    return Campaign(
        delivery.folder,
        settings,
        checked.offers,
        checked.sessions,
        applications.applications,
        delivery.frames["directory"],
        reconcile(delivery.sources, fates),
        tuple(worst_first(faults)),
        delivery.sources,
    )


def _applications_and_opinions(delivery: Delivery) -> pd.DataFrame:
    """Stack the rows of applications and those of opinions, which complete them."""
    applications = delivery.frames[APPLICATIONS.code].assign(completes=False)
    opinions = delivery.frames[OPINIONS.code].assign(completes=True)
    if opinions.empty:
        return applications
    return pd.concat([applications, opinions], ignore_index=True)


def _places(faults: tuple[Fault, ...], *kinds: str) -> frozenset[tuple[str, str, int]]:
    """Return where faults of these kinds are: file, sheet, row."""
    return frozenset((f.file, f.sheet, f.row) for f in faults if f.code in kinds and f.row)


def reconcile(sources: tuple[Source, ...], fates: pd.DataFrame) -> pd.DataFrame:
    """Count each sheet's rows: rows = accepted + merged + set_aside + ignored.

    In: `fates` with file, sheet and fate of every row read. Out: `ACCOUNT`, one row a sheet.
    """
    counts = fates.groupby(["file", "sheet", "fate"]).size()
    rows = []
    for source in sources:
        read = {f: int(counts.get((source.file, source.sheet, f), 0)) for f in ACCOUNT[3:6]}
        if source.table.code == "directory":
            read["accepted"] = len(source.frame)
        ignored = sum(source.ignored.values())
        rows.append((source.file, source.sheet, source.rows, *read.values(), ignored))
    return pd.DataFrame(rows, columns=ACCOUNT)


def default_day(campaign: Campaign, today: date) -> date:
    """Return the day at which a campaign is looked at when none is asked (definitions.md, The day).

    The latest `inscrit le`, `convoqué le` or `date de l'avis` that is not after today; else today.
    """
    days = [d for d in _facts(campaign.applications) if d <= today]
    return max(days, default=today)


def _facts(applications: pd.DataFrame) -> Iterator[date]:
    for column in ("registered_on", "convened_on", "opinion_on"):
        for day in applications[column].dropna().unique():
            yield pd.Timestamp(day).date()
