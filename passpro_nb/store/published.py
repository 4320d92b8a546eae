"""The published figures, without names: what dashboards open, and nothing else.

One file under the campaign's `.passpro/`, beside the store, which is nominative.
"""

import json
import sqlite3
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.settings import parse_settings, settings_text
from passpro_nb.measure.coverage import Tally
from passpro_nb.measure.figures import CampaignFigures, Counts, Figures
from passpro_nb.measure.over_time.effect import no_relaunches
from passpro_nb.read.geography import no_outlines
from passpro_nb.read.inputs import Stamp, have_changed
from passpro_nb.store.frames import is_sound, read_frame, reading, write_frame, writing
from passpro_nb.store.public import (
    conceal,
    conceal_sessions,
    list_contacts,
    list_places,
    no_contacts,
    no_places,
)

VERSION = 12
PUBLISHED = Path(".passpro") / "publie" / "chiffres.sqlite"
_FRAMES = ("offers", "sessions", "capacity", "planned", "asks", "values", "origins")
_BESIDE = ("contacts", "relaunches", "places", "outlines")
_PARTS = [item.name for item in fields(Tally)[1:]]


@dataclass(frozen=True, repr=False)
class Moves(Discreet):
    """What moved since the last import of an earlier day: `measure.over_time.changes.Changes.balance("offer")`.

    Empty, with no day, when there was none.
    """

    since: date | None = None
    table: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True, repr=False, kw_only=True)
class Published(Counts):
    """The name-free counts of a campaign on a day, and where they come from: what dashboards see.

    `inputs`: the files of the folder then; `event`: the event of the store that published them;
    `closed`: the day on which the campaign was closed, and its rows removed; `contacts`: the schools'
    own mails and lines (`store.public.list_contacts`); `relaunches`: the last of each school, and its effect
    (`measure.over_time.effect.last_relaunches`); `places`: where hosts are (`store.public.list_places`);
    `outlines`: of communes (`read.geography.read_outlines`). What schools wrote of their sessions hides whom to call.
    """

    imported_at: datetime
    files: tuple[str, ...]
    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    event: int = 0
    closed: date | None = None
    moves: Moves = field(default_factory=Moves)
    contacts: pd.DataFrame = field(default_factory=no_contacts)
    relaunches: pd.DataFrame = field(default_factory=no_relaunches)
    places: pd.DataFrame = field(default_factory=no_places)
    outlines: pd.DataFrame = field(default_factory=no_outlines)

    @property
    def figures(self) -> Figures:
        """Return the opening to every figure that can be told without names."""
        return Figures(self)


def measure_campaign(campaign: Campaign, day: date | None = None) -> Published:
    """Return the name-free figures of a campaign on a day (without one: `default_day`)."""
    return gather(campaign, campaign.figures(day))


def gather(campaign: Campaign, figures: CampaignFigures) -> Published:
    """Return what may be published of the figures of a campaign."""
    return Published(
        **public_counts(figures.counts),
        imported_at=datetime.now().replace(microsecond=0),
        files=public_files(source.file for source in campaign.sources),
        inputs=campaign.delivery.inputs,
        contacts=list_contacts(campaign.directory),
        places=list_places(campaign.directory, campaign.offers["host_uai"]),
    )


def public_counts(counts: Counts) -> dict[str, Any]:
    """Return the counts by name, what schools wrote of their sessions without whom to call."""
    return vars(counts) | {"sessions": conceal_sessions(counts.sessions)}


def public_files(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of files as pages say them, each once."""
    return tuple(map(conceal, dict.fromkeys(names)))


def publish(published: Published, folder: Path, ready: Callable[[], object] = lambda: None) -> Path:
    """Write the name-free figures where dashboards read them, in one transaction.

    `ready` is called once all is written, before any of it shows.
    """
    path = folder / PUBLISHED
    if path.is_file() and not is_sound(path):  # all of it is written anew
        path.unlink()
    with writing(path, private=False) as base:
        for name, frame in _frames(published).items():
            write_frame(base, name, frame)
        base.execute(f"pragma user_version = {VERSION}")
        ready()
    return path


def close_published(
    folder: Path, day: date, event: int, ready: Callable[[], object] = lambda: None
) -> None:
    """Say in the published figures that the campaign was closed on a day; they stay as they are."""
    with writing(folder / PUBLISHED, private=False) as base:
        for name, value in (("closed", day.isoformat()), ("event", str(event))):
            base.execute("update facts set value = ? where name = ?", (value, name))
        ready()


def _frames(published: Published) -> dict[str, pd.DataFrame]:
    """Return by name the tables of a publication; `facts` holds what is not a table."""
    moves = published.moves
    facts = {
        "settings": settings_text(published.settings),
        "day": published.day.isoformat(),
        "imported_at": published.imported_at.isoformat(),
        "files": json.dumps(published.files, ensure_ascii=False),
        "hors_passpro": json.dumps(published.hors_passpro),
        "inputs": json.dumps(published.inputs, ensure_ascii=False),
        "event": str(published.event),
        "closed": published.closed.isoformat() if published.closed else "",
        "since": moves.since.isoformat() if moves.since else "",
    }
    frames = {"facts": pd.DataFrame(facts.items(), columns=["name", "value"])}
    frames |= {name: getattr(published, name) for name in (*_FRAMES, *_BESIDE)}
    frames["moves"] = moves.table if moves.since else pd.DataFrame({"offer": []}, dtype="str")
    for of, tally in (("offer", published.tally), ("origin", published.origin_tally)):
        frames |= {f"{of}_{part}": getattr(tally, part) for part in _PARTS}
    return frames


def _read_frames(base: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    """Return the tables that were written; raises `UsageError` for another version's."""
    if base.execute("pragma user_version").fetchone()[0] != VERSION:
        raise UsageError(
            "Ces chiffres viennent d’une autre version : relancez « passpro-nb import »."
        )
    names = base.execute("select distinct name from frame_kinds").fetchall()
    return {name: read_frame(base, name) for (name,) in names}


def read_facts(path: Path, *, older: bool = False) -> dict[str, str]:
    """Return the facts of a publication, {} where there is none that this version can read.

    `older`: what another version wrote is told too; its figures cannot be read.
    """

    def read(base: sqlite3.Connection) -> dict[str, str]:
        mine = older or base.execute("pragma user_version").fetchone()[0] == VERSION
        return dict(base.execute("select name, value from facts")) if mine else {}

    try:
        return reading(path, read) if path.is_file() else {}
    except sqlite3.DatabaseError:
        return {}


def is_published(folder: Path) -> bool:
    """Tell whether a campaign has published figures that this version can read."""
    return bool(read_facts(folder / PUBLISHED))


def is_behind(folder: Path) -> bool:
    """Tell whether a file of the campaign came, went or changed since its figures were read.

    Of a campaign that is closed none is waited for; figures that cannot be read are behind.
    """
    if not (facts := read_facts(folder / PUBLISHED)):
        return True
    return not facts["closed"] and have_changed(folder, _stamps(facts))


def _stamps(facts: Mapping[str, str]) -> dict[str, Stamp]:
    return {name: Stamp(*stamp) for name, stamp in json.loads(facts["inputs"]).items()}


def read_published(path: Path | str) -> Published:
    """Read the published figures; the only file that a dashboard opens.

    Raises `UsageError` when nothing was published there, or by another version, or damaged.

    >>> figures = read_published("data/exemple/.passpro/publie/chiffres.sqlite").figures
    >>> len(figures.coverage("department"))
    3
    """
    path = Path(path)
    if not path.is_file():
        said = "Aucun chiffre n’est publié : lancez « passpro-nb import » sur la campagne."
        raise UsageError(said)
    try:
        frames = reading(path, _read_frames)
    except sqlite3.DatabaseError:
        raise UsageError(
            "Les chiffres publiés ne peuvent être lus : relancez « passpro-nb import »."
        ) from None
    facts = dict(frames["facts"].itertuples(index=False, name=None))
    since = date.fromisoformat(facts["since"]) if facts["since"] else None
    tallies = {of: {part: frames[f"{of}_{part}"] for part in _PARTS} for of in ("offer", "origin")}
    return Published(
        settings=parse_settings(tomllib.loads(facts["settings"])),
        day=date.fromisoformat(facts["day"]),
        imported_at=datetime.fromisoformat(facts["imported_at"]),
        files=tuple(json.loads(facts["files"])),
        hors_passpro=tuple(json.loads(facts["hors_passpro"])),
        inputs=_stamps(facts),
        event=int(facts["event"]),
        closed=date.fromisoformat(facts["closed"]) if facts["closed"] else None,
        moves=Moves(since, frames["moves"]) if since else Moves(),
        tally=Tally("offer", **tallies["offer"]),
        origin_tally=Tally("origin_uai", **tallies["origin"]),
        **{name: frames[name] for name in (*_FRAMES, *_BESIDE)},
    )
