"""Several rows of one pupil and one offer → one, or none where they contradict each other.

Source: definitions.md, Every row accounted for (same pupil × offer, several rows).
"""

from collections.abc import Iterator

import pandas as pd

from passpro_nb.domain.faults import Fault, fault_about, fault_of, picked, places_of
from passpro_nb.domain.french import listing, short_date
from passpro_nb.domain.tables import APPLICATIONS

DECIDING = ("attendance", "opinion", "interview_on", "cancelled")
KEY = ["pupil", "offer"]
ALIKE = [*KEY, "completes"]


def merge_rows(rows: pd.DataFrame, fates: pd.Series) -> tuple[pd.DataFrame, list[Fault]]:
    """Merge the rows of one pupil × offer; set them all aside when a deciding value differs.

    In: rows with `KEY`, `completes` (a row of opinions) and provenance; `fates` is completed in
    place for them (it is the caller's own). Out: one row a key, in the order met.
    """
    several, faults = _convene_again(rows[rows.duplicated(KEY, keep=False)])
    groups = several.groupby(KEY, sort=False)
    differing = {code: groups[code].transform("nunique") > 1 for code in DECIDING}
    against = pd.DataFrame(differing, index=several.index).any(axis=1)
    faults += _contradictions(several[against], differing)
    alone = rows["completes"] & ~rows.index.isin(several.index[against])
    if alone.any():  # an opinion alone has no application to complete
        keys = pd.MultiIndex.from_frame(rows[KEY])
        alone &= ~keys.isin(keys[~rows["completes"]])
    faults += [fault_of(row, "unmatched_opinion") for row in picked(rows, alone)]
    agreeing = several[~against & ~alone[several.index]]
    twice = agreeing[agreeing.duplicated(ALIKE, keep=False)]
    told = twice[["file", "sheet", "row", *ALIKE]].groupby(ALIKE, sort=False)
    faults += [fault_about(places_of(group), "merged_rows") for _, group in told]
    fates[several.index[against]] = "set_aside"
    fates[rows.index[alone]] = "set_aside"
    fates[agreeing.index[agreeing.duplicated(KEY)]] = "merged"
    single = rows[~rows.index.isin(several.index) & ~alone]
    return pd.concat([single, _union(agreeing)]).sort_index(), faults


def _convene_again(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows without the absences that a later interview day has replaced, and what is said.

    The day is later in a row of opinions, or missed in one: two applications contradict each other.
    """
    missed = rows["attendance"].eq("absent") & rows["interview_on"].notna() & rows["opinion"].isna()
    if not missed.any():
        return rows, []
    keys = pd.MultiIndex.from_frame(rows[KEY])
    told = keys.isin(keys[missed]) & keys.isin(keys[rows["completes"].astype(bool)])
    over: list[object] = []
    faults: list[Fault] = []
    for _, group in rows[told].groupby(KEY, sort=False):
        days, own = group["interview_on"], group["completes"].astype(bool)
        absent = missed[group.index]
        away = [
            day
            for day, completes in zip(days[absent], own[absent], strict=True)
            if (days > day)[own | completes].any()
        ]
        gone = group.index[days.isin(away)]
        if len(gone):
            over.extend(gone)
            said = {"missed": short_date(max(away)), "day": short_date(days.max())}
            places = places_of(group)
            faults.append(fault_about(places, "convened_again", column="interview_on", **said))
    kept = rows.assign(
        attendance=rows["attendance"].mask(rows.index.isin(over)),
        interview_on=rows["interview_on"].mask(rows.index.isin(over)),
    )
    return kept, faults


def _union(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a key: the last one that says something wins, the place is the first's."""
    groups = rows.groupby(KEY, sort=False)
    first = ~rows.duplicated(KEY)
    said = groups[[c for c in rows.columns if c not in (*KEY, "file", "sheet", "row")]].last()
    union = rows.loc[first, [*KEY, "file", "sheet", "row"]].join(said, on=KEY)
    doubtful = groups["opinion_unreadable"].transform("any")[first]
    return union.assign(opinion_unreadable=doubtful & union["opinion"].isna())[rows.columns]


def _contradictions(rows: pd.DataFrame, differing: dict[str, pd.Series]) -> Iterator[Fault]:
    for _, group in rows.groupby(KEY, sort=False):
        codes = [code for code, differs in differing.items() if differs[group.index[0]]]
        what = listing(f"« {APPLICATIONS[code].heading} »" for code in codes)
        yield fault_about(places_of(group), "contradiction", column=codes[0], what=what)
