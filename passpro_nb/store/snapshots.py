"""The store of snapshots, nominative: what was imported, when, and the frames it was measured from."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import RefusedData
from passpro_nb.store import loss
from passpro_nb.store.frames import has_table, write_frame, writing
from passpro_nb.store.published import Published, measure_campaign, publish

STORE = Path(".passpro") / "magasin.sqlite"


def import_campaign(campaign: Campaign, day: date, *, force: bool = False) -> Published:
    """Store a snapshot of the campaign and publish its figures.

    Raises `RefusedData`, unless `force`, for a delivery that cannot be the next one
    (`loss`): most of its rows vanished or set aside, another département, another year.
    """
    published = measure_campaign(campaign, day)
    path = campaign.folder / STORE
    with writing(path) as base:
        if not force:
            _check_loss(base, campaign)
        _store(base, campaign, published)
        publish(published, campaign.folder)
    return published


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
    last = base.execute("select max(id) from snapshots").fetchone()[0]
    frames = []
    for name, columns in (
        ("offers", ["host_uai"]),
        ("applications", ["host_uai", "registered_on"]),
    ):
        found = base.execute(f"select {', '.join(columns)} from {name} where snapshot = ?", (last,))
        frames.append(pd.DataFrame(found.fetchall(), columns=columns))
    offers, applications = frames
    days = pd.to_datetime(applications["registered_on"], format="%Y-%m-%d")
    return loss.measure_extent(offers, applications.assign(registered_on=days)) if last else None


def _store(base: sqlite3.Connection, campaign: Campaign, published: Published) -> None:
    """Add one snapshot: its line, and the frames it was measured from."""
    base.execute(
        "create table if not exists snapshots (id integer primary key, imported_at text, day text, "
        "files text, offers integer, applications integer)"
    )
    row = (
        published.imported_at.isoformat(), published.day.isoformat(),
        json.dumps(published.files, ensure_ascii=False), len(campaign.offers), len(campaign.applications),
    )  # fmt: skip
    cursor = base.execute(
        "insert into snapshots (imported_at, day, files, offers, applications) values (?, ?, ?, ?, ?)",
        row,
    )
    for name in ("offers", "sessions", "applications"):
        frame = getattr(campaign, name)
        write_frame(base, name, frame.assign(snapshot=cursor.lastrowid), replace=False)
