"""Two campaigns side by side, each on the same working day of its own calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import FIGURES
from passpro_nb.domain.french import fold, listing, long_date, number, plural, quoted, short_date
from passpro_nb.domain.settings import Calendar, Settings
from passpro_nb.domain.workdays import WorkCalendar
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS, ORIGIN, check_group

CAME, WENT, STAYED = "came", "went", "stayed"


class Landmark(NamedTuple):
    """A bound of the calendar that two campaigns are aligned on: its key, how it is called."""

    key: str
    name: str


LANDMARKS: Mapping[str, Landmark] = {
    "ouverture": Landmark("ouverture_inscriptions", "l’ouverture des inscriptions"),
    "limite": Landmark("limite_avis", "la limite de saisie des avis"),
}


@dataclass(frozen=True)
class Aligned:
    """The same working day of two campaigns: `count` after their landmark, before it if negative."""

    older: date
    newer: date
    count: int
    sentence: str


def align_years(
    older: Settings, newer: Settings, day: date, landmark: str = "ouverture"
) -> Aligned:
    """Return the working day of `newer` that `day` is, or the last one before it, and its twin.

    Raises `UsageError` where a calendar lacks the landmark, or for another than `LANDMARKS`.
    """
    if landmark not in LANDMARKS:
        raise UsageError(f"Le repère {quoted(landmark)} n’existe pas : {listing(LANDMARKS)}.")
    marks = [_bound(settings, landmark) for settings in (older, newer)]
    count = _count(newer.calendrier.workdays, marks[1], day)
    sides = [*zip((older, newer), marks, strict=True)]
    first, second = (_reach(each.calendrier.workdays, mark, count) for each, mark in sides)
    held = [
        f"{each.campagne.nom}, {_say_breaks(each.calendrier, *sorted((mark, day)))}"
        for (each, mark), day in zip(sides, (first, second), strict=True)
    ]
    name, side = LANDMARKS[landmark].name, "après" if count > 0 else "avant"
    when = f"{plural(abs(count), 'jour ouvré')} {side} {name}" if count else f"Le jour de {name}"
    said = f"{when} : le {long_date(first)} et le {long_date(second)}"
    return Aligned(first, second, count, f"{said}. Congés entre-temps : {' ; '.join(held)}.")


def _bound(settings: Settings, landmark: str) -> date:
    wanted = LANDMARKS[landmark].key
    if bound := getattr(settings.calendrier, wanted):
        return date.fromisoformat(str(bound))
    (other,) = LANDMARKS.keys() - {landmark}
    raise UsageError(
        f"Le calendrier de {quoted(settings.campagne.nom)} ne donne pas {wanted} : ajoutez-la à son "
        f"campagne.toml, ou choisissez {quoted(f'--repere {other}')}."
    )


def _count(workdays: WorkCalendar, mark: date, day: date) -> int:
    return workdays.between(mark, day) - workdays.between(day, mark)


def _reach(workdays: WorkCalendar, mark: date, count: int) -> date:
    return workdays.add(mark, count) if count > 0 else workdays.last(mark, 1 - count)[0]


def _say_breaks(calendar: Calendar, first: date, last: date) -> str:
    held = [
        f"du {short_date(period.start)} au {short_date(period.end)}"
        for period in calendar.conges
        if period.start <= last and period.end >= first
    ]
    return listing(held) or "aucun"


def compare_years(older: CampaignFigures, newer: CampaignFigures, by: str) -> pd.DataFrame:
    """Return one row a member of the group `by` of either campaign, those of the newer one first.

    Out: the key columns, `fate` (`came`, `went`, `stayed`), `was` (the code that it had: a host of
    the same name and département whose UAI is another; for an offer that came, the hosts that no
    longer give this programme), then each figure of coverage and capacity: in the older campaign
    (`_before`), in the newer one, and their difference (`_change`). What is counted is 0 where the
    member was not. Offers are matched by host, programme and status, all else by its code.
    """
    renamed = _renamed(older, newer)
    tables = [_measured(figures, check_group(by)) for figures in (older, newer)]
    was, now = (
        _keyed(table, by, names) for table, names in zip(tables, (renamed, {}), strict=True)
    )
    both = [*now.index, *(key for key in was.index if key not in now.index)]
    fates = [STAYED if key in was.index and key in now.index else CAME if key in now.index else WENT
             for key in both]  # fmt: skip
    table = now[list(GROUPS[by])].combine_first(was[list(GROUPS[by])]).reindex(both)
    table = table[list(GROUPS[by])].assign(fate=fates, was=None)
    codes = was["code"].reindex(both)
    table["was"] = codes.where(codes.notna() & codes.ne(table[GROUPS[by][0]]))
    if by == "offer":
        table["was"] = table["was"].fillna(_elsewhere(table))
    for figure in tables[0].columns.drop(list(GROUPS[by])):
        ends = [held[figure].reindex(both).astype("Float64") for held in (was, now)]
        if FIGURES[figure].kind == "count":
            ends = [_whole(end.fillna(0)) for end in ends]
        table[f"{figure}_before"], table[figure] = ends
        table[f"{figure}_change"] = ends[1] - ends[0]
    return table.reset_index(drop=True)


def _whole(values: pd.Series) -> pd.Series:
    """Return counts as whole numbers; those that are projected are not."""
    return values.astype("Int64") if (values % 1 == 0).all() else values


def _measured(figures: CampaignFigures, by: str) -> pd.DataFrame:
    table = figures.coverage(by)
    if by == ORIGIN:
        return table
    shown = [name for name in CAPACITY if name not in (*COVERAGE, "demand")]
    return table.merge(figures.capacity(by)[[GROUPS[by][0], *shown]], on=GROUPS[by][0], how="left")


def _keyed(table: pd.DataFrame, by: str, renamed: Mapping[str, str]) -> pd.DataFrame:
    """Return a table by what its members are matched by, with the `code` that each has there."""
    key = GROUPS[by][0]
    table = table.assign(code=table[key])
    if "host_uai" in table:
        table = table.assign(host_uai=table["host_uai"].map(lambda uai: renamed.get(uai, uai)))
    if by == "offer":
        matched = [*zip(table["host_uai"], table["programme"], table["status"], strict=True)]
        return table.set_axis(pd.Index(matched, tupleize_cols=False))
    return table.set_axis(pd.Index(table[key]))


def _renamed(older: CampaignFigures, newer: CampaignFigures) -> dict[str, str]:
    """Return the new UAI of hosts by the old one: the only ones of their name, if each is on one side."""
    sides = []
    for mine, other in ((older, newer), (newer, older)):
        hosts = mine.offers().drop_duplicates("host_uai")
        alone = hosts[~hosts["host_uai"].isin(other.offers()["host_uai"])].dropna(
            subset="host_name"
        )
        names = [*zip(alone["host_name"].map(fold), alone["department"], strict=True)]
        uais = pd.Series(alone["host_uai"].to_numpy(), pd.Index(names, tupleize_cols=False))
        sides.append(uais[~uais.index.duplicated(keep=False)].to_dict())
    return {uai: sides[1][name] for name, uai in sides[0].items() if name in sides[1]}


def _elsewhere(table: pd.DataFrame) -> pd.Series:
    """Return, for the offers that came, the hosts that no longer give their programme."""
    left: dict[tuple[str, str], list[str]] = {}
    went = table[table["fate"].eq(WENT)]
    for host, *what in went[["host_uai", "programme", "status"]].itertuples(index=False):
        left.setdefault(tuple(what), []).append(host)
    told = [
        listing(left.get((programme, status), ())) if fate == CAME else ""
        for programme, status, fate in table[["programme", "status", "fate"]].itertuples(
            index=False
        )
    ]
    return pd.Series(told, table.index, dtype="str").replace("", None)


def say_fates(table: pd.DataFrame) -> str:
    """Return how many members of a group came, went, and stayed under another code."""
    counts = table["fate"].value_counts()
    stayed = table["fate"].eq(STAYED)
    other = int((stayed & table["was"].notna()).sum())
    said = [
        plural(int(counts.get(CAME, 0)), "ligne nouvelle"),
        plural(int(counts.get(WENT, 0)), "ligne disparue"),
        plural(int(stayed.sum()), "ligne présente les deux fois"),
    ]
    renamed = f" (dont {number(other)} sous un autre code)" if other else ""
    return f"{listing(said)}{renamed}."
