"""Applications as read → one row a pupil and an offer: matched, merged, or set aside with a reason.

Source: definitions.md, Every row accounted for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.check.dates import check_dates
from passpro_nb.check.duplicates import merge_rows
from passpro_nb.check.offered import ASKED, Offered
from passpro_nb.check.once import Answers, Ask, ask_once, gather_asks
from passpro_nb.check.pupils import find_pupils
from passpro_nb.check.statuses import check_labels, worded_statuses
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault_of, picked
from passpro_nb.domain.settings import Calendar
from passpro_nb.read.names import normal_programme

APPLICATION_COLUMNS = [
    "pupil", "offer", "host_uai", "programme", "in_passpro", "origin_uai", "origin_name",
    "last_name", "first_name", "birth_date", "ine", "file_number", "origin_class", "rank",
    "registered_on", "convened", "convened_on", "interview_on", "attendance", "opinion", "opinion_on",
    "opinion_unreadable", "opinion_typed", "cancelled", "cancelled_on", "file", "sheet", "row",
]  # fmt: skip


@dataclass(frozen=True, repr=False)
class Applications(Discreet):
    """`applications`: one row a pupil × offer; `fates`: by row as read (accepted, merged, …)."""

    applications: pd.DataFrame
    fates: pd.Series
    faults: tuple[Fault, ...]
    asks: tuple[Ask, ...] = ()


def check_applications(
    read: pd.DataFrame,
    offers: pd.DataFrame,
    skipped: Collection[object],
    programmes: Mapping[str, str],
    calendar: Calendar,
) -> Applications:
    """Match each row to a pupil and an offer, merge the rows that say the same two, check days.

    In: the frames `applications` then `opinions` of `read_delivery`, one under the other, with
    `completes` True for an opinion's row and `opinion_unreadable` where that cell was refused
    (`opinion_typed`: what it holds, where it can be said); the offers of `check_offers`; the rows set aside already, whose host is refused or doubtful (their
    index); the analyst's own labels → programme (folded). Out: `APPLICATION_COLUMNS`.
    """
    rows = _with_days(read, convened="convened_on", cancelled="cancelled")
    rows = rows.assign(status=rows["status"].fillna(worded_statuses(rows["programme_label"])))
    pupils = find_pupils(rows)
    book = Offered(offers, programmes)
    asking = rows.assign(pupil=pupils.keys)[~rows.index.isin(skipped)]
    asking = asking[:0] if offers.empty else asking  # said once, by the catalogue's absence
    matched = _match(asking, book)
    rows = rows.assign(pupil=pupils.keys, offer=matched.found.reindex(rows.index))
    good = rows["offer"].notna() & rows["pupil"].notna()
    fates = pd.Series("accepted", index=rows.index, dtype="str").mask(~good, "set_aside")
    merged, found = merge_rows(rows[good], fates)
    asks = gather_asks(matched.with_candidates(), lambda *ask: str(ask[3]), _same_label)
    nobody = rows["pupil"].isna() & rows["offer"].notna() & ~pupils.told
    found += [fault_of(row, "no_pupil_key", column="ine") for row in picked(rows, nobody)]
    found += [*pupils.faults, *check_labels(read), *book.check_codes(rows)]
    known = offers.set_index("offer")
    said = {c: merged["offer"].map(known[c]) for c in ("host_uai", "programme", "in_passpro")}
    checked = merged.assign(**said)[APPLICATION_COLUMNS]
    faults = (*matched.faults, *found, *check_dates(checked, calendar))
    return Applications(checked, fates, faults, asks)


def _match(rows: pd.DataFrame, book: Offered) -> Answers:
    """Find the offer of each row; those of opinions may be told by what their pupil asked for."""
    applied = ask_once(rows[~rows["completes"]], ASKED, book.match)
    opinions = rows[rows["completes"]]
    own: dict[object, tuple[str, ...]] = defaultdict(tuple)
    met = rows.assign(offer=applied.found)[["pupil", "offer"]].dropna()
    for pupil, offer in met.itertuples(index=False, name=None) if len(opinions) else ():
        own[pupil] += (offer,)
    said = opinions.assign(own=[own.get(pupil) for pupil in opinions["pupil"]])
    completing = ask_once(said, [*ASKED, "own"], book.match)
    return Answers(
        pd.concat([applied.found, completing.found]),
        (*applied.faults, *completing.faults),
        {**applied.doubts, **completing.doubts},
        {**applied.counts, **completing.counts},
    )


def _same_label(*ask: Any) -> str:
    """Return what labels written otherwise share: one answer is for them all."""
    return normal_programme(str(ask[3]))


def _with_days(rows: pd.DataFrame, **columns: str) -> pd.DataFrame:
    """Split facts from their days, which a cell may hold instead of « oui ».

    `columns`: by fact (`cancelled`) the column read; the day goes to `cancelled_on`.
    """
    split: dict[str, Any] = {}
    for fact, column in columns.items():
        cells = rows[column].astype(object).where(rows[column].notna(), None).tolist()
        days = [cell if hasattr(cell, "year") else None for cell in cells]
        facts = [None if cell is None else bool(cell) for cell in cells]
        split[fact] = pd.Series(facts, rows.index, dtype=object)
        split[f"{fact}_on"] = pd.array(days, dtype="datetime64[s]")
    return rows.assign(**split)


def check_origins(
    rows: pd.DataFrame, told: Collection[object], directory: pd.DataFrame, offers: pd.DataFrame
) -> Iterator[Fault]:
    """Yield the origins that are missing, and those that neither directory nor catalogue knows.

    `told` are the rows (index) whose origin was refused or is doubtful. Without a directory no
    origin is called unknown. A sheet without any origin is not told row by row.
    """
    mine = rows[~rows["completes"]]
    named = mine["origin_uai"].notna() | mine["origin_name"].notna()
    lacking = ~named & ~mine.index.isin(told)
    if lacking.any():
        some = named.groupby([mine["file"], mine["sheet"]]).transform("any").astype(bool)
        lacking &= some
    for row in picked(mine, lacking):
        yield fault_of(row, "missing_origin", column="origin_uai")
    if directory["uai"].notna().any():
        known = {*directory["uai"], *offers["host_uai"]}
        unknown = mine["origin_uai"].notna() & ~mine["origin_uai"].isin(known)
        for row in picked(mine, unknown):
            yield fault_of(row, "unknown_origin", column="origin_uai", value=row.origin_uai)
