"""Applications as read → one row a pupil and an offer: matched, merged, or set aside with a reason.

Source: definitions.md, Every row accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from passpro_nb.faults import Fault, fault
from passpro_nb.french import fold, listing, plural, short_date
from passpro_nb.read_names import Match, match_programme, normal_programme
from passpro_nb.tables import APPLICATIONS

DECIDING = ("attendance", "opinion", "interview_on", "cancelled")
APPLICATION_COLUMNS = [
    "pupil", "offer", "host_uai", "programme", "in_passpro", "origin_uai", "origin_name",
    "last_name", "first_name", "birth_date", "ine", "file_number", "origin_class", "rank",
    "registered_on", "convened_on", "interview_on", "attendance", "opinion", "opinion_on",
    "opinion_unreadable", "cancelled", "cancelled_on", "file", "sheet", "row",
]  # fmt: skip


@dataclass(frozen=True)
class Applications:
    """`applications`: one row a pupil × offer; `fates`: by row as read (accepted, merged, …)."""

    applications: pd.DataFrame
    fates: pd.Series
    faults: tuple[Fault, ...]


def check_applications(
    read: pd.DataFrame,
    offers: pd.DataFrame,
    refused: Mapping[str, frozenset[tuple[str, str, int]]],
    programmes: Mapping[str, str],
) -> Applications:
    """Match each row to a pupil and an offer, and merge the rows that say the same two.

    In: the frames `applications` then `opinions` of `read_delivery`, one under the other, with
    `completes` True for an opinion's row; the offers of `check_offers`; by column, the places
    (file, sheet, row) of the cells that were refused; the analyst's own labels → programme (folded).
    Out: `APPLICATION_COLUMNS`.
    """
    faults: list[Fault] = []
    rows = _with_cancellation(read)
    places = list(zip(rows["file"], rows["sheet"], rows["row"], strict=True))
    host_refused = pd.Series([p in refused["host_uai"] for p in places], rows.index, dtype=bool)
    rows = rows.assign(
        pupil=rows["ine"].fillna(rows["file_number"]),
        offer=_match_offers(rows[~host_refused], offers, programmes, faults),
        opinion_unreadable=[place in refused["opinion"] for place in places],
    )
    faults += _without_pupil(rows)
    good = rows["offer"].notna() & rows["pupil"].notna()
    fates = pd.Series("accepted", index=rows.index, dtype="str").mask(~good, "set_aside")
    merged, found = _merge(rows[good], fates)
    return Applications(_with_offers(merged, offers), fates, (*faults, *found))


def _with_cancellation(rows: pd.DataFrame) -> pd.DataFrame:
    """Split « annulée » into the fact and its day, which a cell may hold instead of « oui »."""
    dated = pd.to_datetime(
        rows["cancelled"].where(rows["cancelled"].map(lambda v: hasattr(v, "year")))
    ).astype("datetime64[s]")
    fact = rows["cancelled"].map(lambda v: None if v is None else bool(v)).astype(object)
    return rows.assign(cancelled=fact, cancelled_on=dated)


def _without_pupil(rows: pd.DataFrame) -> Iterator[Fault]:
    for row in rows[rows["pupil"].isna() & rows["offer"].notna()].itertuples():
        yield _of(row, "no_pupil_key")


# --------------------------------------------------------------------------------- the offer


@dataclass(frozen=True)
class _Book:
    """The catalogue as applications name it."""

    offers: frozenset[str]
    hosts: Mapping[str, str]
    by_key: Mapping[tuple[str, str], tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]


def _book(offers: pd.DataFrame) -> _Book:
    by_key: dict[tuple[str, str], list[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    # « scolaire » first: an application that does not say its status is a pupil's (definitions.md)
    for offer in offers.sort_values("status", ascending=False, kind="stable").itertuples():
        for key in {offer.programme, normal_programme(offer.programme_label)}:
            by_key.setdefault((offer.host_uai, key), []).append(offer.offer)
        labels.setdefault(offer.host_uai, {})[offer.programme] = offer.programme_label
    return _Book(
        frozenset(offers["offer"]),
        dict(zip(offers["host_uai"], offers["host_name"], strict=True)),
        {key: tuple(found) for key, found in by_key.items()},
        labels,
    )


def _match_offers(
    rows: pd.DataFrame, offers: pd.DataFrame, programmes: Mapping[str, str], faults: list[Fault]
) -> pd.Series:
    """Return the offer of each row, missing where it is set aside; each distinct ask once."""
    book = _book(offers)
    status = dict(zip(offers["offer"], offers["status"], strict=True))
    memo: dict[tuple[object, ...], tuple[str | None, str | None, dict[str, object]]] = {}
    found: list[str | None] = []
    columns = ["host_uai", "offer_code", "mef", "programme_label"]
    asked = rows[columns].astype(object).where(rows[columns].notna(), None)
    places = rows[["file", "sheet", "row"]]
    for ask, place in zip(
        asked.itertuples(index=False, name=None), places.itertuples(index=False), strict=True
    ):
        if ask not in memo:
            memo[ask] = _match_offer(*ask, book, status, programmes)
        offer, code, details = memo[ask]
        found.append(offer)
        if code:
            faults.append(
                fault(code, file=place.file, sheet=place.sheet, row=int(place.row), **details)
            )
    return pd.Series(found, rows.index, dtype="str")


def _match_offer(
    host: str | None,
    code: str | None,
    mef: str | None,
    label: str | None,
    book: _Book,
    status: Mapping[str, str],
    programmes: Mapping[str, str],
) -> tuple[str | None, str | None, dict[str, object]]:
    """Return (offer, fault, its details): by code vœu, else by host and MEF, else by label."""
    if code in book.offers:
        return code, None, {}
    if host is None:
        return None, "missing_host", {}
    if host not in book.hosts:
        return None, "unknown_host", {"value": host}
    if mef is None and label is None:
        return None, ("unknown_programme" if code else "missing_programme"), (
            {"value": code, "host": book.hosts[host], "hint": "complétez le catalogue"} if code else {}
        )  # fmt: skip
    keys = [mef, programmes.get(fold(label)), normal_programme(label)] if label else [mef]
    candidates = next((f for key in keys if (f := book.by_key.get((host, key or "")))), ())
    if candidates:
        return _only(candidates, status, label or mef, book.hosts[host])
    return _by_label(host, label or "", mef, book, status)


def _only(
    candidates: tuple[str, ...], status: Mapping[str, str], said: str | None, host: str
) -> tuple[str | None, str | None, dict[str, object]]:
    """Return the one offer, « scolaire » where only the status makes two."""
    school = [offer for offer in candidates if status[offer] == "scolaire"]
    if len(candidates) == 1 or len(school) == 1:
        return (school or list(candidates))[0], None, {}
    details = {"value": said, "count": plural(len(candidates), "offre"), "host": host}
    return None, "ambiguous_offer", details


def _by_label(
    host: str, label: str, mef: str | None, book: _Book, status: Mapping[str, str]
) -> tuple[str | None, str | None, dict[str, object]]:
    """Match a label that the host writes otherwise; a doubt is asked with the nearest labels."""
    name, labels = book.hosts[host], book.labels[host]
    match = match_programme(label, labels) if label else Match(None, 0.0, ())
    if match.key:
        offer, code, details = _only(book.by_key[host, match.key], status, label, name)
        said = {"value": label, "label": f"« {labels[match.key]} »"}
        return (offer, code, details) if code else (offer, "matched_programme", said)
    near = [f"« {labels[key]} »" for key, _ in match.candidates[:2]]
    hint = (
        f"est-ce {' ou '.join(near)} ?" if near else "complétez le catalogue ou corrigez la ligne"
    )
    return None, "unknown_programme", {"value": label or mef, "host": name, "hint": hint}


# ------------------------------------------------------------------------------- the merging


def _merge(rows: pd.DataFrame, fates: pd.Series) -> tuple[pd.DataFrame, list[Fault]]:
    """Merge the rows of one pupil × offer; set them all aside when a deciding value differs.

    `fates` is completed in place for the rows given (it is this module's own).
    """
    faults: list[Fault] = []
    several = rows.duplicated(["pupil", "offer"], keep=False)
    out: set[int] = set()
    for _, group in rows[several].groupby(["pupil", "offer"], sort=False):
        differing = [code for code in DECIDING if group[code].dropna().nunique() > 1]
        if differing:
            out.update(group.index)
            faults.append(_contradiction(group, differing))
        elif (~group["completes"]).sum() > 1:
            faults.append(_merged(group[~group["completes"]]))
    alone = rows["completes"] & ~rows.duplicated(["pupil", "offer"], keep=False)
    faults += [
        fault("unmatched_opinion", file=r.file, sheet=r.sheet, row=r.row)
        for r in rows[alone].itertuples()
    ]
    fates[list(out) + list(rows.index[alone])] = "set_aside"
    kept = rows[~rows.index.isin(out) & ~alone]
    fates[kept.index[kept.duplicated(["pupil", "offer"])]] = "merged"
    return _union(kept), faults


def _union(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a pupil × offer: the last row that says something wins, the place is the first's."""
    groups = rows.groupby(["pupil", "offer"], sort=False)
    places = groups[["file", "sheet", "row"]].first()
    said = groups[[c for c in rows.columns if c not in ("pupil", "offer", *places)]].last()
    union = said.join(places).reset_index()
    doubtful = groups["opinion_unreadable"].any().to_numpy()
    return union.assign(opinion_unreadable=doubtful & union["opinion"].isna().to_numpy())


def _contradiction(group: pd.DataFrame, differing: list[str]) -> Fault:
    first = group.iloc[0]
    what = listing(f"« {APPLICATIONS[code].heading} » différent" for code in differing)
    rows = _rows(group)
    return fault(
        "contradiction",
        file=first.file,
        sheet=first.sheet,
        row=int(first.row),
        rows=rows,
        what=what,
    )


def _merged(group: pd.DataFrame) -> Fault:
    first = group.iloc[0]
    return fault(
        "merged_rows", file=first.file, sheet=first.sheet, row=int(first.row), rows=_rows(group)
    )


def _rows(group: pd.DataFrame) -> str:
    """Name the rows of a group; with the file where there are several."""
    if group["file"].nunique() == 1 and group["sheet"].nunique() == 1:
        return listing(group["row"], 6)
    return listing((f"{r.row} ({r.file})" for r in group.itertuples()), 6)


def _with_offers(rows: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Give each application what its offer says."""
    known = offers.set_index("offer")
    said = {c: rows["offer"].map(known[c]) for c in ("host_uai", "programme", "in_passpro")}
    return rows.assign(**said)[APPLICATION_COLUMNS]


def check_dates(applications: pd.DataFrame) -> Iterator[Fault]:
    """Yield what cannot be true of one application: days in the wrong order, an absent's opinion."""
    rows = applications[~applications["cancelled"].eq(True)]
    opinion, interview = rows["opinion_on"], rows["interview_on"]
    for row in rows[rows["opinion"].notna() & rows["attendance"].eq("absent")].itertuples():
        yield _of(row, "opinion_of_absent")
    for row in rows[opinion < interview].itertuples():
        days = _days(row, "opinion_on", "interview_on")
        yield _of(row, "opinion_before_interview", **days)
    for row in rows[interview < rows["registered_on"]].itertuples():
        days = _days(row, "interview_on", "registered_on")
        yield _of(row, "interview_before_registration", **days)
    for row in rows[~rows["in_passpro"].astype(bool)].itertuples():
        yield _of(row, "hors_passpro_application", value=row.offer)


def _of(row: object, code: str, **details: object) -> Fault:
    return fault(code, file=row.file, sheet=row.sheet, row=int(row.row), **details)


def _days(row: object, *names: str) -> dict[str, object]:
    return {name: short_date(getattr(row, name)) for name in names}
