"""What a report is made from: the figures of a day, what moved since an import, the campaign before.

All of it is free of names, so that no report can hold one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign, open_campaign, say_no_offer
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.domain.french import long_date, quoted
from passpro_nb.domain.settings import read_settings
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.over_time.changes import compare, look_at
from passpro_nb.panels.screens import read_whole
from passpro_nb.report.earlier import Earlier, compare_with
from passpro_nb.store.history import list_history, open_snapshot
from passpro_nb.store.published import PUBLISHED, Moves, Published, read_facts, read_published
from passpro_nb.store.upkeep.upgrade import has_store

Progress = Callable[[str], None]
_SEATS = ("capacity", "to_interview", "seats_left", "shortfall", "sessions_to_add")


@dataclass(frozen=True, repr=False)
class Material(Discreet):
    """What a report tells of: `published`, with what `moved` since an import of an earlier day.

    `pupils`: how many they are, None where only figures are left; `earlier`: the campaign before;
    `unsaid`: why something could not be told.
    """

    published: Published
    pupils: int | None = None
    earlier: Earlier | None = None
    unsaid: str = ""
    _measured: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def figures(self) -> Figures:
        """Return the figures of the day."""
        return self.published.figures

    def groups(self, by: str) -> pd.DataFrame:
        """Return coverage by group, worst first, and what interviews lack; measured once."""
        if by not in self._measured:
            key = GROUPS[by][0]
            seats = self.figures.capacity(by)[[key, *_SEATS]]
            table = self.figures.coverage(by).merge(seats, on=key, how="left")
            table = table.fillna(dict.fromkeys(_SEATS, 0)).astype(dict.fromkeys(_SEATS, int))
            if by == "host":
                table["host_name"] = table["host_name"].fillna(table["host_uai"])
            self._measured[by] = table
        return self._measured[by]

    def whole(self) -> dict[str, Any]:
        """Return the figures of the whole, as plain values."""
        return read_whole(self.groups("academie"))


def gather(
    folder: Path, on: date | str | None = None, before: Path | None = None,
    progress: Progress = lambda _: None,
) -> Material:  # fmt: skip
    """Read what the report of a campaign's folder is made from, on a day (without one: the data's).

    A campaign that is closed has the figures of its last day, whatever is left of its files.
    `before` is the folder of the campaign before. Raises `UsageError` for another day of a closed
    one, and whatever reading raises.
    """
    read_settings(folder)
    if is_closed(folder):
        return _beside(Material(_closed(folder, on)), before, progress)
    return gather_from(open_campaign(folder, progress), on, before, progress)


def gather_from(
    campaign: Campaign, on: date | str | None = None, before: Path | None = None,
    progress: Progress = lambda _: None,
) -> Material:  # fmt: skip
    """Return what the report of a campaign that is read already is made from, as `gather` does."""
    if is_closed(campaign.folder):
        return _beside(Material(_closed(campaign.folder, on)), before, progress)
    if campaign.offers.empty:
        raise RefusedData(say_no_offer(campaign))
    figures = campaign.figures(on)
    progress("Comparaison avec l’import d’avant")
    moves, unsaid = _moves(campaign, figures.day)
    rows = figures.applications()
    pupils = rows.loc[rows["state"].ne("cancelled"), "pupil"].nunique()
    published = Published(
        **vars(figures.counts), moves=moves, imported_at=datetime.now(),
        files=tuple(dict.fromkeys(source.file for source in campaign.sources)),
    )  # fmt: skip
    return _beside(Material(published, int(pupils), None, unsaid), before, progress)


def is_closed(folder: Path) -> bool:
    """Tell whether a campaign was closed: only its published figures speak for it then."""
    return bool(read_facts(folder / PUBLISHED).get("closed"))


def _beside(material: Material, before: Path | None, progress: Progress) -> Material:
    """Add the campaign before, if one is given."""
    if before is None:
        return material
    progress("Comparaison avec la campagne d’avant")
    return replace(material, earlier=compare_with(before, material.published, progress))


def _closed(folder: Path, on: date | str | None) -> Published:
    published = read_published(folder / PUBLISHED)
    if on is not None and read_day(on) != published.day:
        raise UsageError(
            f"Cette campagne est close : il n’en reste que les chiffres du {long_date(published.day)}. "
            f"Demandez le bilan de ce jour, ou sans {quoted('--on')}."
        )
    return published


def _moves(campaign: Campaign, day: date) -> tuple[Moves, str]:
    """Return what moved since the last import of an earlier day; or why a store cannot tell."""
    try:
        if not has_store(campaign.folder):
            return Moves(), ""
        history = list_history(campaign.folder)
        if not history["day"].lt(pd.Timestamp(day)).any():
            return Moves(), ""
        was = open_snapshot(campaign.folder, day - timedelta(days=1))
    except UsageError as error:
        return Moves(), str(error)
    now = look_at(campaign.offers, campaign.sessions, campaign.applications, campaign.settings, day)
    return Moves(was.day, compare(was.look(), now).balance("offer")), ""
