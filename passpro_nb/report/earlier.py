"""The campaign before, on the same working day: what can be told of both, and their curves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import open_campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.domain.settings import Settings, read_settings
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.over_time.progress import CURVES
from passpro_nb.measure.over_time.years import LANDMARKS, Aligned, align_years
from passpro_nb.panels.screens import read_whole
from passpro_nb.store.published import PUBLISHED, Published, read_facts, read_published

COMPARED = (
    "registered", "interviewed", "expected", "entered", "coverage", "overdue", "not_convened",
    "capacity", "shortfall",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Earlier(Discreet):
    """The campaign before beside this one.

    `table`: `figure`, `before`, `now`; of a campaign that is closed, only what its curves tell.
    `curves`: `workday` (since the landmark), `campaign` (`before`, `now`), `entered`.
    """

    name: str
    days: Aligned
    table: pd.DataFrame
    departments: pd.DataFrame
    curves: pd.DataFrame
    landmark: str


def compare_with(
    folder: Path, published: Published, progress: Callable[[str], None] = lambda _: None
) -> Earlier:
    """Return a campaign's folder as it was on the working day on which `published` is.

    Raises `UsageError` where their calendars have no bound in common, and whatever reading raises.
    """
    settings = read_settings(folder)
    days, landmark = _aligned(settings, published.settings, published.day)
    older, closed = _figures(folder, days.older, progress)
    newer = published.figures
    codes = [code for code in COMPARED if not closed or code in CURVES]
    before, now = (_whole(figures, day, closed) for figures, day in (
        (older, days.older), (newer, published.day)))  # fmt: skip
    table = pd.DataFrame(
        {"figure": codes, "before": [before[c] for c in codes], "now": [now[c] for c in codes]}
    )
    curves = pd.concat([
        _curve(older, settings, landmark, days.older).assign(campaign="before"),
        _curve(newer, published.settings, landmark, published.day).assign(campaign="now"),
    ])  # fmt: skip
    departments = pd.DataFrame() if closed else _departments(older, newer)
    return Earlier(settings.campagne.nom, days, table, departments, curves, landmark)


def _aligned(older: Settings, newer: Settings, day: date) -> tuple[Aligned, str]:
    for landmark in LANDMARKS:
        key = LANDMARKS[landmark].key
        if getattr(older.calendrier, key) and getattr(newer.calendrier, key):
            return align_years(older, newer, day, landmark), landmark
    raise UsageError(
        f"{quoted(older.campagne.nom)} et {quoted(newer.campagne.nom)} ne peuvent être comparées : "
        "donnez « ouverture_inscriptions » ou « limite_avis » dans les deux campagne.toml."
    )


def _figures(folder: Path, day: date, progress: Callable[[str], None]) -> tuple[Figures, bool]:
    """Return the figures of a folder on a day, and whether nothing but published ones is left."""
    if read_facts(folder / PUBLISHED).get("closed"):
        return read_published(folder / PUBLISHED).figures, True
    return open_campaign(folder, progress).figures(day), False


def _whole(figures: Figures, day: date, curves_only: bool) -> dict[str, object]:
    if curves_only:
        reached = _reached(figures, day)
        return {code: int(reached[code].iloc[-1]) if len(reached) else 0 for code in CURVES}
    return read_whole(figures.coverage("academie")) | read_whole(figures.capacity("academie"))


def _reached(figures: Figures, day: date) -> pd.DataFrame:
    curves = figures.progress()
    return curves[curves["day"] <= pd.Timestamp(day)]


def _curve(figures: Figures, settings: Settings, landmark: str, day: date) -> pd.DataFrame:
    """Return the opinions entered by working day from a landmark."""
    mark = getattr(settings.calendrier, LANDMARKS[landmark].key)
    workdays = settings.calendrier.workdays
    curve = _reached(figures, day)
    days = [stamp.date() for stamp in curve["day"]]
    counted = [workdays.between(mark, d) - workdays.between(d, mark) for d in days]
    return pd.DataFrame({"workday": counted, "entered": curve["entered"].to_numpy()})


def _departments(older: Figures, newer: Figures) -> pd.DataFrame:
    """Return by département what was registered and covered then, and now."""
    ends = []
    for figures, end in ((older, "_before"), (newer, "")):
        table = figures.coverage("department").set_index("department")
        ends.append(table[["registered", "coverage"]].add_suffix(end))
    return pd.concat(ends, axis=1).sort_index().reset_index()
