"""A small campaign imported day after day, as files or as frames changed at random."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from campaigns import on
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.store.frames import plain_values
from passpro_nb.store.history import list_history
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import FRAMES, STORE, Snapshot, import_campaign

FIRST, SECOND, THIRD = on("01/04"), on("02/04"), on("03/04")


def deliver(folder: Path, day: date, **changes) -> Campaign:
    """Write the campaign of twelve with changed rows (`p2={…}`), import it on a day, return it."""
    campaign = open_campaign(write_twelve(folder, rows=twelve(**changes)))
    import_campaign(campaign, day, force=True)
    return campaign


def shown(folder: Path) -> date:
    """Return the day of the page."""
    return read_published(folder / PUBLISHED).day


def told(folder: Path) -> list[tuple[str, int]]:
    """Return the history, oldest first: what happened, the snapshot in force from then on."""
    history = list_history(folder)[["event", "snapshot"]]
    return [*history.iloc[::-1].itertuples(index=False, name=None)]


def assert_holds(snapshot: Snapshot, campaign: Campaign) -> None:
    """Assert that a snapshot holds every row of a campaign, and where each of them stood."""
    for name in FRAMES:
        kept, had = getattr(snapshot, name), getattr(campaign, name)
        assert set(kept) == set(had)
        for column in had:
            assert plain_values(kept[column]) == plain_values(had[column]), (name, column)


def rows_kept(folder: Path) -> int:
    """Return how many rows the store holds, all snapshots together."""
    with closing(sqlite3.connect(folder / STORE)) as base:
        return int(base.execute("select count(*) from kept_rows").fetchone()[0])


def moved_at_random(campaign: Campaign, draw: Random, entered: int, gone: int) -> Campaign:
    """Return a campaign of which some opinions changed and some applications went."""
    rows = campaign.applications.reset_index(drop=True)
    for at in draw.sample(range(len(rows)), entered):
        rows.loc[at, "opinion"] = draw.choice(campaign.settings.avis.echelle)
    left = rows.drop(index=draw.sample(range(len(rows)), gone)).reset_index(drop=True)
    return replace(campaign, applications=left.assign(row=range(2, len(left) + 2)))
