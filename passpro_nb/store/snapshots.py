"""The store of snapshots, nominative: every import is one, and any of them can be opened again."""

import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign, last_day_of
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.domain.french import long_date
from passpro_nb.domain.settings import parse_settings, settings_text
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure.figures import CampaignFigures, Measurable
from passpro_nb.measure.over_time.changes import Changes, Look, compare, look_at
from passpro_nb.measure.over_time.effect import last_relaunches
from passpro_nb.read.geography import read_outlines
from passpro_nb.store import loss
from passpro_nb.store.answers import keep_answers
from passpro_nb.store.frames import say_trouble, writing
from passpro_nb.store.journal import relaunched_in
from passpro_nb.store.public import list_contacts, list_places
from passpro_nb.store.published import (
    PUBLISHED,
    Moves,
    Published,
    close_published,
    public_counts,
    public_files,
    publish,
    read_facts,
)
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upkeep.events import (
    AGAIN,
    IMPORTED,
    PURGED,
    TABLES,
    UNDONE,
    Event,
    Kept,
    add_event,
    add_snapshot,
    closed_on,
    in_force,
    read_events,
    read_snapshot,
)
from passpro_nb.store.upkeep.rows import keep_rows, read_rows, same_rows
from passpro_nb.store.upkeep.safety import keep_copy
from passpro_nb.store.upkeep.upgrade import STORE, VERSION, has_store, read_store

FRAMES = ("offers", "sessions", "applications", "directory")


@dataclass(frozen=True, repr=False, kw_only=True)
class Snapshot(Measurable):
    """A campaign as it was imported: its frames, on its day, and what they came from.

    `counts` are those of `count_rows`; `event` is the import that brought it.
    """

    day: date
    event: Event
    counts: Mapping[str, object]

    def figures(self, on: date | str | None = None) -> CampaignFigures:
        """Return every figure of the snapshot on a day; without one, on its own."""
        return CampaignFigures(self, self.day if on is None else read_day(on))

    def look(self) -> Look:
        """Return the snapshot as it is compared, on its own day."""
        return _look(self, self.day)


def _look(source: Measurable, day: date) -> Look:
    return look_at(source.offers, source.sessions, source.applications, source.settings, day)


def open_kept(base: sqlite3.Connection, number: int, events: list[Event]) -> Snapshot:
    """Open a snapshot; raises `UsageError` when its rows were purged."""
    kept = read_snapshot(base, number)
    brought = [e for e in events if e.snapshot == number and e.what in (IMPORTED, AGAIN)]
    if kept.frames is None:
        purged = next(e for e in events if e.what == PURGED and e.number > brought[-1].number)
        raise UsageError(
            f"L’instantané n° {number} (données au {long_date(kept.day)}) n’a plus ses lignes : elles "
            f"ont été supprimées à la clôture de la campagne, le {long_date(purged.at.date())}."
        )
    settings = parse_settings(tomllib.loads(kept.settings))
    frames = read_rows(base, kept.frames)
    return Snapshot(
        settings=settings, day=kept.day, event=brought[-1], counts=kept.counts, **frames
    )


def count_rows(campaign: Campaign) -> dict[str, object]:
    """Return what an import counted, free of names: offers, sessions, rows and their fates."""
    account = campaign.reconciliation[["rows", "accepted", "merged", "set_aside", "ignored"]].sum()
    errors = sum(fault.severity == "error" for fault in campaign.faults)
    frames = {name: len(getattr(campaign, name)) for name in FRAMES[:3]}
    return frames | {name: int(count) for name, count in account.items()} | {"errors": errors}


@dataclass(frozen=True, repr=False)
class Arrival(Discreet):
    """What an import would change: against the snapshot in force, `last`, None at first.

    `refused`: why it cannot be the next delivery; `losses`: what it would lose above the bounds of
    the settings; `same`: nothing is new. `after` is the last event that it takes into account;
    `closed` the day on which the campaign was closed, which the import would open again; `extents`
    is `loss.compare_extents`.
    """

    last: Snapshot | None
    changes: Changes | None
    refused: str
    losses: tuple[str, ...]
    same: bool
    after: int
    closed: date | None = None
    extents: pd.DataFrame | None = None


def preview_import(campaign: Campaign, day: date) -> Arrival:
    """Compare a campaign with the snapshot in force, and store nothing."""
    if not has_store(campaign.folder):
        return _arrival(None, campaign, day, 0)
    return read_store(campaign.folder, lambda base: _preview(base, campaign, day), untouched=True)


def _preview(base: sqlite3.Connection, campaign: Campaign, day: date) -> Arrival:
    events = read_events(base)
    line = in_force(events)
    closed = closed_on(events)
    last = open_kept(base, line[-1], events) if line and not closed else None
    arrival = _arrival(last, campaign, day, events[-1].number if events else 0)
    return replace(arrival, closed=closed)


def _arrival(last: Snapshot | None, campaign: Campaign, day: date, after: int) -> Arrival:
    was = loss.measure_extent(last.offers, last.applications) if last else None
    extents = was, loss.measure_extent(campaign.offers, campaign.applications)
    dates = sum(fault.code == loss.OUT_OF_RANGE for fault in campaign.faults)
    hosts = campaign.offers["host_uai"]
    reasons = loss.unread_reasons(campaign)
    reasons += loss.refuse_reasons(*extents, hosts, dates, campaign.settings)
    counts = loss.compare_extents(*extents)
    refused = loss.say_refusal(reasons, counts) if reasons else ""
    if last is None:
        return Arrival(None, None, refused, (), False, after, extents=counts)
    changes = compare(last.look(), _look(campaign, day))
    losses = loss.losses_above(changes, campaign.settings.livraisons)
    same = _same(last, campaign, day)
    return Arrival(last, changes, refused, tuple(losses), same, after, extents=counts)


def _same(last: Snapshot, campaign: Campaign, day: date) -> bool:
    """Tell whether a campaign holds the rows of a snapshot, wherever they stand, on the same day."""
    if (last.day, last.settings) != (day, campaign.settings):
        return False
    pairs = ((getattr(last, name), getattr(campaign, name)) for name in FRAMES)
    return all(same_rows(was, now) for was, now in pairs)


def import_campaign(
    campaign: Campaign, day: date, *, force: bool = False, accept: bool = False,
    arrival: Arrival | None = None,
) -> Published:  # fmt: skip
    """Store a snapshot of the campaign and publish its figures; the same rows again make no new one.

    Raises `RefusedData`, unless `force`, for a delivery that cannot be the next one (`loss`): most
    of its rows vanished or set aside, another département, another year; and, unless `accept` or
    `force`, for one that loses more than the settings bear. `arrival`: its `preview_import`, if it
    was made.

    >>> campaign = open_campaign("data/exemple")
    >>> import_campaign(campaign, campaign.figures().day).files[0]
    'catalogue passpro 2025.xlsx'
    """
    finish_import(campaign.folder)
    with _one_import(campaign.folder, "un import") as base:
        for statement in (*TABLES, f"pragma user_version = {VERSION}"):
            base.execute(statement)
        events = read_events(base)
        if arrival is None:
            arrival = _preview(base, campaign, day)
        elif arrival.after != (events[-1].number if events else 0):
            raise UsageError(
                "Un autre import est passé entre-temps : relancez le vôtre, pour voir ce qu’il "
                "changerait maintenant."
            )
        _refuse(arrival, force, accept)
        event, figures = _store(base, campaign, day, arrival), CampaignFigures(campaign, day)
        if last_day_of(campaign) == day:  # what is looked at when no day is asked
            keep_answers(base, figures, event)
        published = _published(base, campaign, figures, [*events, event], campaign.folder)
        _publish_kept(published, campaign.folder, base)
    return published


@contextmanager
def _one_import(folder: Path, what: str) -> Iterator[sqlite3.Connection]:
    """Open the store for one writer, and leave a copy of it once all is written."""
    with writing_alone(folder, what):
        with writing(folder / STORE) as base:
            yield base
        keep_copy(folder)


def _publish_kept(published: Published, folder: Path, base: sqlite3.Connection) -> None:
    """Publish what the store is about to keep: once it is sure of it, it shows.

    Whoever is killed between the two, or finds the disk full there, `finish_import` makes good.
    """
    kept = False

    def keep() -> None:
        nonlocal kept
        try:
            base.commit()
        except sqlite3.DatabaseError as error:
            raise UsageError(say_trouble(folder / STORE, error, "écrit")) from None
        kept = True

    try:
        publish(published, folder, ready=keep)
    except UsageError as error:
        if not kept:
            raise
        raise UsageError(
            f"{error} C’est gardé, et se publiera au prochain « passpro-nb import » ou « serve »."
        ) from None


def _refuse(arrival: Arrival, force: bool, accept: bool) -> None:
    if arrival.refused and not force:
        raise RefusedData(arrival.refused)
    if arrival.losses and not (force or accept):
        raise RefusedData(loss.say_losses(arrival.losses))


def _store(base: sqlite3.Connection, campaign: Campaign, day: date, arrival: Arrival) -> Event:
    """Add a snapshot, unless nothing is new, and the event of its import."""
    files = tuple(dict.fromkeys(source.file for source in campaign.sources))
    inputs = campaign.delivery.inputs
    if arrival.same and arrival.last:
        return add_event(base, AGAIN, arrival.last.event.snapshot, files, inputs)
    frames = keep_rows(base, {name: getattr(campaign, name) for name in FRAMES})
    kept = Kept(0, day, settings_text(campaign.settings), frames, count_rows(campaign))
    return add_event(base, IMPORTED, add_snapshot(base, kept), files, inputs)


def _published(
    base: sqlite3.Connection, source: Measurable, figures: CampaignFigures, events: list[Event],
    folder: Path,
) -> Published:  # fmt: skip
    """Return what may be published of rows in force since the last of the events.

    Outlines are those that the campaign's folder holds now.
    """
    day, event = figures.day, events[-1]
    return Published(
        **public_counts(figures.counts), imported_at=event.at, files=public_files(event.files),
        inputs=event.inputs, event=event.number, moves=_moves(base, events, source, day),
        contacts=list_contacts(source.directory),
        places=list_places(source.directory, source.offers["host_uai"]),
        outlines=read_outlines(folder, {*source.offers["department"]}),
        relaunches=last_relaunches(*relaunched_in(base), figures.states, day),
    )  # fmt: skip


def _moves(base: sqlite3.Connection, events: list[Event], source: Measurable, day: date) -> Moves:
    """Return what moved since the snapshot in force of the last earlier day."""
    line = [read_snapshot(base, number) for number in reversed(in_force(events))]
    earlier = [kept for kept in line if kept.day < day and kept.frames is not None]
    if not earlier:
        return Moves()
    before = open_kept(base, max(earlier, key=lambda kept: kept.day).number, events)
    return Moves(before.day, compare(before.look(), _look(source, day)).balance("offer"))


def finish_import(folder: Path) -> None:
    """Publish what the store holds in force, where an import was killed before it showed."""
    if _is_late(folder):
        with writing_alone(folder, "la fin d’un import"):  # one that is at work shows by itself
            if _is_late(folder):
                _show(folder)


def _is_late(folder: Path) -> bool:
    """Tell whether the page shows another event than the last one of the store."""
    events = read_store(folder, read_events) if has_store(folder) else []
    facts = read_facts(folder / PUBLISHED)
    shown = facts.get("event") == str(events[-1].number) if events else True
    return not shown and (bool(facts) or not closed_on(events))  # rows are needed to measure anew


def _show(folder: Path) -> None:
    events = read_store(folder, read_events)
    if day := closed_on(events):
        close_published(folder, day, events[-1].number)
    else:
        publish(read_store(folder, partial(_in_force, folder)), folder)


def _in_force(folder: Path, base: sqlite3.Connection) -> Published:
    events = read_events(base)
    snapshot = open_kept(base, in_force(events)[-1], events)
    return _published(base, snapshot, snapshot.figures(), events, folder)


def undo_import(folder: Path) -> Snapshot:
    """Take the last import back: the snapshot before is in force again, and is returned.

    Nothing is erased, and the history says so. Raises `UsageError` where there is none before.
    """
    finish_import(folder)
    with _one_import(folder, "l’annulation d’un import") as base:
        events = read_events(base)
        line = in_force(events)
        if len(line) < 2:
            raise UsageError("Il n’y a pas d’import à annuler : aucun autre n’est venu avant.")
        before = open_kept(base, line[-2], events)
        came = before.event
        event = add_event(base, UNDONE, line[-2], came.files, came.inputs)
        published = _published(base, before, before.figures(), [*events, event], folder)
        _publish_kept(published, folder, base)
    return before
