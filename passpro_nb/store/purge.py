"""The end of a campaign: what is nominative goes; the figures, the history's counts, the report stay.

What goes is listed first, file by file as the journal knows them. What the office received or wrote
itself is left to it, and named.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold, listing, plural
from passpro_nb.read.inputs import input_files
from passpro_nb.store.frames import compact, has_table, say_trouble, writing
from passpro_nb.store.journal import forget_pupils, read_written, undo_relaunches
from passpro_nb.store.published import close_published
from passpro_nb.store.snapshots import finish_import
from passpro_nb.store.turns import writing_alone
from passpro_nb.store.upkeep.events import PURGED, add_event, closed_on, in_force, read_events
from passpro_nb.store.upkeep.upgrade import STORE, has_store, read_store

SOURCES = (
    "candidatures",
    "avis",
    "corrections",
)  # what names pupils among what the office received
COPIES, PACKS = "copies du magasin", "relances"
_WRITING = 60  # seconds between the entry of a file in the journal and its last byte
# What a pack holds beside its workbooks, which the journal names.
_IN_PACK = (
    "classeurs.zip", "publipostage.xlsx", "mots-de-passe.csv", "synthese-relances-*.xlsx",
    "brouillons/*.eml",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Purge(Discreet):
    """What a purge removes, and what it leaves to the office.

    `after`: the last event of the history; `rows`: what `snapshots` hold; `opinions`: those asked by
    relaunches, pupil by pupil; `files` by kind. `left`: the sources of the folder, what somebody put
    in a pack, or wrote since where a file had gone out; `lost`: what went out, and is no longer where it was written, or never was here.
    """

    after: int
    snapshots: int
    rows: int
    opinions: int
    files: Mapping[str, tuple[Path, ...]]
    packs: tuple[Path, ...]
    left: tuple[Path, ...]
    lost: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to remove."""
        return not (self.rows or self.opinions or self.files)

    def paths(self) -> set[Path]:
        """Return every file that goes."""
        return {path for paths in self.files.values() for path in paths}


def plan_purge(folder: Path) -> Purge:
    """Return what a purge of a campaign would remove; nothing is.

    Raises `UsageError` where nothing was ever kept.
    """
    if not has_store(folder):
        raise UsageError("Rien n’est gardé de cette campagne : il n’y a rien à supprimer.")
    after, closed, (snapshots, rows, opinions) = read_store(folder, _count)
    sources = {path.resolve(): path for path in input_files(folder).values()}
    packs, others = read_written(folder)
    beside = sorted((folder / STORE).parent.glob("magasin*"))
    files: dict[str, list[Path]] = defaultdict(list)
    files[COPIES] = [path for path in beside if not path.name.startswith(STORE.name)]
    left = [path for path in sources.values() if fold(path.stem).startswith(SOURCES)]
    lost, known = [], []
    for written, workbooks in packs.groupby("place"):
        place = Path(str(written)).absolute()
        if mine := _files_of_pack(place, workbooks["file"]):
            files[PACKS] += mine
            known.append(place)
            left += sorted(path for path in place.rglob("*") if path.is_file() and path not in mine)
        elif workbooks["at"].max() > closed:
            lost.append(str(written))
    for what, those in others.groupby("what"):
        for file, at in those.groupby("file")["at"].max().items():
            path = Path(str(file))
            if path.is_absolute() and path.is_file():
                if path.resolve() not in sources:
                    (left if _is_rewritten(path, at) else files[str(what)]).append(path)
            elif at > closed:
                lost.append(str(file))
    found = {what: tuple(paths) for what, paths in files.items() if paths}
    return Purge(after, snapshots, rows, opinions, found, tuple(known), tuple(left), tuple(lost))


def _is_rewritten(path: Path, at: str) -> bool:
    """Tell whether a file was written again, by somebody else, after it went out."""
    return path.stat().st_mtime > datetime.fromisoformat(at).timestamp() + _WRITING


def _count(base: sqlite3.Connection) -> tuple[int, str, tuple[int, int, int]]:
    """Return the last event, when the last purge was, then snapshots, rows and opinions kept."""
    events = read_events(base)
    closed = max((event.at.isoformat() for event in events if event.what == PURGED), default="")
    snapshots, rows, opinions = (
        int(base.execute(f"select count({what}) from {table}").fetchone()[0])
        if has_table(base, table)
        else 0
        for table, what in (
            ("snapshots", "frames"),
            ("kept_rows", "*"),
            ("relaunched_opinions", "*"),
        )
    )
    return events[-1].number if events else 0, closed, (snapshots, rows, opinions)


def _files_of_pack(place: Path, workbooks: Iterable[str]) -> list[Path]:
    others = (path for pattern in _IN_PACK for path in sorted(place.glob(pattern)))
    return [path for path in (*(place / name for name in workbooks), *others) if path.is_file()]


def say_purge(plan: Purge) -> list[str]:
    """Return in French what a purge removes, then what it leaves, a line each."""
    held = f"{plural(plan.rows, 'ligne')} de {plural(plan.snapshots, 'instantané')}"
    lines = [f"{held} : élèves, offres et séances de chaque import"] if plan.rows else []
    if plan.opinions:
        asked = plural(plan.opinions, "avis demandé")
        lines.append(f"{asked}, élève par élève, dans le journal des relances")
    for what, paths in plan.files.items():
        for folder, names in _by_folder(paths).items():
            there = f"{plural(len(names), 'fichier')} dans {folder}"
            lines.append(f"{what} : {there} : {listing(names, 10)}")
    said = ["Seront supprimés :", *(f"  {line}" for line in lines)] if lines else []
    if plan.lost:
        gone = "ne sont plus où ils ont été écrits, ou sont sortis par un navigateur"
        said.append(f"À chercher vous-même ({gone}) : {listing(plan.lost, 10)}.")
    if plan.left:
        said.append(f"Laissés, à supprimer vous-même : {listing(map(str, plan.left), 10)}.")
    said.append(
        "À vous aussi : les classeurs renvoyés par les établissements, les méls, vos copies."
    )
    said.append(
        "Restent : les chiffres publiés, l’historique et ses comptes, le journal sans élèves."
    )
    return said


def _by_folder(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """Return files as they are named from the outermost of their folders, by this folder."""
    paths = sorted({*paths})
    folders = {path.parent for path in paths}
    found: dict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        top = next(place for place in reversed(path.parents) if place in folders)
        found[top].append(path.relative_to(top))
    return found


def purge_campaign(folder: Path, plan: Purge) -> list[Path]:
    """Remove what `plan` lists, close the campaign, and return the files that could not be removed.

    Raises `UsageError` where there is more to remove than listed: nothing is, then.
    """
    finish_import(folder)
    with writing_alone(folder, "la clôture de la campagne"):
        undo_relaunches(folder)
        now = plan_purge(folder)
        if now.after != plan.after or not now.paths() <= plan.paths():
            raise UsageError(
                "La campagne a changé depuis cette liste, rien n’est supprimé : relancez "
                "« passpro-nb purge »."
            )
        held = [path for path in sorted(now.paths()) if not _removed(path)]
        for place in now.packs:
            for empty in (place / "classeurs", place / "brouillons", place):
                with suppress(OSError):  # it is not empty, or not there
                    empty.rmdir()
        _close(folder)
    return held


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _close(folder: Path) -> None:
    """Take pupils out of the store, to the last byte, and say so in the history and on the page."""
    path = folder / STORE
    with writing(path) as base:
        base.execute("pragma secure_delete = on")
        forget_pupils(base)
        events = read_events(base)
        if events and not closed_on(events):
            base.execute("update snapshots set frames = null")
            base.execute("delete from kept_rows")
            event = add_event(base, PURGED, in_force(events)[-1])
            close_published(folder, event.at.date(), event.number, ready=base.commit)
    try:
        compact(path)  # pages that were freed before hold names too
    except sqlite3.DatabaseError as error:
        raise UsageError(say_trouble(path, error, "écrit")) from None
