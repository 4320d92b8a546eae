"""The store of snapshots, nominative: what was imported, when, and the frames it was measured from."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import RefusedData
from passpro_nb.store import loss
from passpro_nb.store.frames import has_table, reading, write_frame, writing
from passpro_nb.store.published import (
    PUBLISHED,
    Published,
    figures_frames,
    measure_campaign,
    publish,
    read_facts,
    read_figures,
    write_figures,
)
from passpro_nb.store.turns import writing_alone

STORE = Path(".passpro") / "magasin.sqlite"
LAST = "select max(id) from snapshots"
STAGED = "published_"  # before the names of the tables that the last import publishes


def import_campaign(campaign: Campaign, day: date, *, force: bool = False) -> Published:
    """Store a snapshot of the campaign and publish its figures.

    Raises `RefusedData`, unless `force`, for a delivery that cannot be the next one
    (`loss`): most of its rows vanished or set aside, another département, another year.

    >>> campaign = open_campaign("data/exemple")
    >>> import_campaign(campaign, campaign.figures().day).files[0]
    'catalogue passpro 2025.xlsx'
    """
    finish_import(campaign.folder)
    published, inputs = measure_campaign(campaign, day), campaign.delivery.inputs
    alone = writing_alone(campaign.folder, "un import")
    with alone, writing(campaign.folder / STORE) as base:
        if not force:
            _check_loss(base, campaign)
        _store(base, campaign, published)
        write_figures(base, figures_frames(published, inputs), STAGED)
        # All is written, twice: once the store is sure of it, it shows. Whoever is killed between
        # the two, `finish_import` makes good.
        publish(published, campaign.folder, inputs, ready=base.commit)
    return published


def finish_import(folder: Path) -> None:
    """Publish what the store holds as published, where an import was killed before it showed."""
    staged = read_facts(folder / STORE, STAGED)
    if staged and staged != read_facts(folder / PUBLISHED):
        frames = reading(folder / STORE, lambda base: read_figures(base, STAGED))
        with writing(folder / PUBLISHED, private=False) as base:
            write_figures(base, frames)


def _check_loss(base: sqlite3.Connection, campaign: Campaign) -> None:
    """Refuse a delivery that cannot be the next one, with the comparison shown."""
    now, last = loss.measure_extent(campaign.offers, campaign.applications), _last_extent(base)
    dates = sum(fault.code == loss.OUT_OF_RANGE for fault in campaign.faults)
    reasons = loss.unread_reasons(campaign)
    reasons += loss.refuse_reasons(last, now, campaign.offers["host_uai"], dates, campaign.settings)
    if reasons:
        raise RefusedData(loss.say_refusal(reasons, loss.compare_extents(last, now)))


def _last_extent(base: sqlite3.Connection) -> loss.Extent | None:
    """Return the extent of the last snapshot, None when there is none."""
    if not has_table(base, "snapshots"):
        return None
    offers, applications = (
        pd.read_sql(f"select {columns} from {name} where snapshot = ({LAST})", base)
        for name, columns in (("offers", "host_uai"), ("applications", "host_uai, registered_on"))
    )
    days = pd.to_datetime(applications["registered_on"], format="%Y-%m-%d")
    return loss.measure_extent(offers, applications.assign(registered_on=days))


def _store(base: sqlite3.Connection, campaign: Campaign, published: Published) -> None:
    """Add one snapshot: its line, and the frames it was measured from."""
    base.execute("create table if not exists snapshots (id integer primary key)")
    line = {
        "imported_at": published.imported_at.isoformat(),
        "day": published.day.isoformat(),
        "files": json.dumps(published.files, ensure_ascii=False),
        "inputs": json.dumps(campaign.delivery.inputs, ensure_ascii=False),
        "offers": len(campaign.offers),
        "applications": len(campaign.applications),
    }
    write_frame(base, "snapshots", pd.DataFrame([line]), replace=False)
    number = base.execute(LAST).fetchone()[0]
    for name in ("offers", "sessions", "applications"):
        frame = getattr(campaign, name)
        write_frame(base, name, frame.assign(snapshot=number), replace=False)
