"""Which of several deliveries stands: the newest file, the live sheet of a file, this year's rows.

Source: definitions.md, Every row accounted for.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold, plural, quoted
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS
from passpro_nb.read.cells import Source
from passpro_nb.read.dates import day_of_name
from passpro_nb.read.years import of_this_year

# What tells a row of a delivery from another; a table lacks some of them. The sheets of a catalogue
# may share its offers, each with its own days.
_KEYS = ("ine", "file_number", "host_uai", "programme_label", "mef", "offer_code")
_SHEET_KEYS = (*_KEYS, "sessions", "hours")
_COPY = re.compile(
    r"\b(copies?|copie de|sauvegardes?|sauv|backup|bak|anciens?|anciennes?|old|archives?|avant|doublon)\b"
)

RETURNED = "avis-retournes"  # begins the names of our own files of what schools sent back

Keys = set[tuple[object, ...]]


def standing(
    sources: Sequence[Source], folder: Path, calendar: Calendar, faults: list[Fault]
) -> list[Source]:
    """Return the sources that count; what is passed over is told.

    The rows of another year are set aside as a whole; of two sheets of a file that say the same
    rows one is a copy; of two files of a role that say mostly the same keys the newer stands.
    """
    kept = []
    for source in sources:
        alone = not any(o is not source and o.table is source.table for o in sources)
        kept.append(of_this_year(source, calendar, alone=alone))
    for code in (CATALOGUE.code, APPLICATIONS.code, OPINIONS.code):
        mine = [source for source in kept if source.table.code == code]
        copies = {*map(id, _copies(mine, calendar, faults))}
        mine = [source for source in mine if id(source) not in copies]
        passed = copies.union(map(id, _older_files(mine, folder, calendar, faults)))
        kept = [source for source in kept if id(source) not in passed]
    return kept


def when_written(path: Path, calendar: Calendar) -> tuple[date, float]:
    """Return what orders deliveries: the day in the name, else that of the file on disk."""
    modified = path.stat().st_mtime
    day = date.fromtimestamp(modified)
    return day_of_name(path.stem, day, calendar) or day, modified


def _older_files(
    sources: Sequence[Source], folder: Path, calendar: Calendar, faults: list[Fault]
) -> list[Source]:
    keys = _keys_by(sources, [source.file for source in sources], _KEYS)
    ordered = sorted(keys, key=lambda name: when_written(folder / name, calendar), reverse=True)
    replaced = _replaced(keys, ordered)
    for older, newer in replaced.items():
        # each of ours holds all that those before it gave
        ours = older.startswith(RETURNED) and newer.startswith(RETURNED)
        if not (ours and keys[older] <= keys[newer]):
            faults.append(fault("replaced_delivery", file=older, newer=quoted(newer)))
    return [source for source in sources if source.file in replaced]


def _keys_by(
    sources: Sequence[Source], names: Sequence[str], keys: Sequence[str]
) -> dict[str, Keys]:
    """Return what the rows of each file, or of each sheet, are known by."""
    found: dict[str, Keys] = defaultdict(set)
    if len(set(names)) < 2:
        return found
    for source, name in zip(sources, names, strict=True):
        frame = source.frame.reindex(columns=list(keys)).astype(object)
        columns = [frame[key].where(frame[key].notna(), "").tolist() for key in keys]
        found[name].update(filter(any, zip(*columns, strict=True)))
    return found


def _replaced(keys: Mapping[str, Keys], ordered: Sequence[str]) -> dict[str, str]:
    """Return each name, from the newest, that a newer one repeats by more than half: by which."""
    replaced: dict[str, str] = {}
    for at, newer in enumerate(ordered):
        for older in ordered[at + 1 :]:
            if newer not in replaced and 2 * len(keys[newer] & keys[older]) > len(keys[older]):
                replaced.setdefault(older, newer)
    return replaced


# --- two sheets of one file -----------------------------------------------------------------------


def _copies(sources: Sequence[Source], calendar: Calendar, faults: list[Fault]) -> list[Source]:
    """Return the sheets that another one of their file repeats, column by column and row by row."""
    passed: list[Source] = []
    for file in dict.fromkeys(source.file for source in sources):
        mine = {source.sheet: source for source in sources if source.file == file}
        keys = _keys_by([*mine.values()], [*mine], _SHEET_KEYS)
        ordered = sorted(keys, key=lambda sheet: _liveness(sheet, mine, calendar), reverse=True)
        for older, newer in _replaced(keys, ordered).items():
            if _are_alike(mine[older], mine[newer]):
                passed.append(mine[older])
                said = {
                    "newer": quoted(newer),
                    "count": plural(len(mine[older].layout.rows), "ligne"),
                }
                faults.append(mine[older].layout.sheet.fault("copied_sheet", **said))
    return passed


def _are_alike(one: Source, other: Source) -> bool:
    """Tell whether two sheets have nearly the same columns."""
    mine, theirs = set(one.headers.positions), set(other.headers.positions)
    return len(mine & theirs) >= 0.8 * len(mine | theirs)


def _liveness(sheet: str, sources: Mapping[str, Source], calendar: Calendar) -> tuple[object, ...]:
    """Return what ranks a sheet: the day in its name where all have one, no copy, the fuller."""
    today = date.today()
    days = {name: day_of_name(name, today, calendar) for name in sources}
    day = days[sheet] if all(days.values()) else None
    filled = int(sources[sheet].frame.notna().to_numpy().sum())
    return day or date.min, not _COPY.search(fold(sheet)), filled, -[*sources].index(sheet)
