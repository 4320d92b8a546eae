"""Rows of another year: applications and catalogues that are an earlier campaign's.

Source: definitions.md, Every row accounted for.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from passpro_nb.domain.french import number, plural, short_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, DIRECTORY
from passpro_nb.read.cells import Source
from passpro_nb.read.dates import FAR, bounds_of, dated_texts

LEAST_ROWS = 3  # fewer rows of another year are slips, told one by one

_DAYS = ("registered_on", "convened_on", "interview_on", "opinion_on")


def of_this_year(source: Source, calendar: Calendar, *, alone: bool) -> Source:
    """Return a source; without its rows where its days are another year's.

    Nearly all the days of applications, all those of a catalogue; where only some of these are, the
    rows are kept and a warning says it. Without any day the year in the name of the sheet or file
    tells, unless the source is `alone` in its role.
    """
    bounds = bounds_of(calendar)
    if not bounds or source.table is DIRECTORY or source.frame.empty:
        return source
    judge = _judge_catalogue if source.table is CATALOGUE else _judge_pupils
    return judge(source, bounds, alone)


def _judge_pupils(source: Source, bounds: Sequence[date], alone: bool) -> Source:
    days = _days(source)
    far = [day for day in days if _is_far(day, bounds)]
    refused = sum(found.code == "date_out_of_range" for found in source.faults)
    said, strange = days.total() + refused, sum(days[day] for day in far) + refused
    if not said and not alone and _is_named_for_another_year(source, bounds):
        return _without_rows(source, bounds, [])
    if min(len(source.frame), strange) < LEAST_ROWS or strange < 0.9 * said:
        return source
    return _without_rows(source, bounds, far)


def _judge_catalogue(source: Source, bounds: Sequence[date], alone: bool) -> Source:
    """Judge a catalogue by its sessions: a day without a year may be this campaign's."""
    cells = source.frame.get("sessions", [])
    said = dict(zip(source.frame["row"], dated_texts(cells), strict=False))
    days = {int(row): found for row, found in said.items() if found is not None}
    old = [row for row, found in days.items() if found and all(_is_far(d, bounds) for d in found)]
    named = _is_named_for_another_year(source, bounds)
    far = [day for row in old for day in days[row]]
    if LEAST_ROWS <= len(old) == len(days) or (not days and named and not alone):
        return _without_rows(source, bounds, far)
    if len(old) >= max(LEAST_ROWS, len(days) / 2):
        count = f"{plural(len(old), 'ligne datée')} sur {number(len(days))}"
        what = f"{count} donnent des jours d’une autre année{_span(far)}"
        return _doubted(source, bounds, what, old)
    if named and days and not any(days.values()):
        what = "son nom est celui d’une autre année, et ses jours ne disent pas la leur"
        return _doubted(source, bounds, what, [*days])
    return source


def _is_far(day: date, bounds: Sequence[date]) -> bool:
    return not bounds[0] - FAR <= day <= bounds[-1] + FAR


def _without_rows(source: Source, bounds: Sequence[date], far: Sequence[date]) -> Source:
    rows = [int(row) for row in source.frame["row"]]
    told = source.layout.sheet.fault(
        "other_year", row=rows[0], also=_places(source, rows[1:]), span=_span(far),
        count=plural(len(rows), "ligne"), campaign=_campaign(bounds),
    )  # fmt: skip
    aside = source.set_aside.union(rows)
    return replace(source, frame=source.frame[:0], set_aside=aside, faults=(told,))


def _doubted(source: Source, bounds: Sequence[date], what: str, rows: Sequence[int]) -> Source:
    said = {"what": what, "campaign": _campaign(bounds), "also": _places(source, rows)}
    told = source.layout.sheet.fault("other_year_doubt", **said)
    return replace(source, faults=(*source.faults, told))


def _places(source: Source, rows: Sequence[int]) -> tuple[tuple[str, str, int], ...]:
    return tuple((source.file, source.sheet, row) for row in rows)


def _span(days: Sequence[date]) -> str:
    return f" (du {short_date(min(days))} au {short_date(max(days))})" if days else ""


def _campaign(bounds: Sequence[date]) -> str:
    return f"du {short_date(bounds[0])} au {short_date(bounds[-1])}"


def _is_named_for_another_year(source: Source, bounds: Sequence[date]) -> bool:
    """Tell whether the name of a sheet, else of its file, gives years and none of the campaign."""
    ours = {str(year) for year in range(bounds[0].year, bounds[-1].year + 1)}
    names = (source.sheet, Path(source.file).stem)
    said = next(filter(None, (re.findall(r"(?<!\d)20\d\d(?!\d)", name) for name in names)), [])
    return bool(said) and ours.isdisjoint(said)


def _days(source: Source) -> Counter[date]:
    """Count the days that the rows say; a cell may say « oui » in their place."""
    found: Counter[date] = Counter()
    for name in _DAYS:
        counts = source.frame[name].value_counts() if name in source.frame else {}
        for cell, count in counts.items():
            if hasattr(cell, "year"):
                found[date(cell.year, cell.month, cell.day)] += count
    return found
