"""Applications as read → one row a pupil and an offer: matched, merged, or set aside with a reason.

Source: definitions.md, Every row accounted for.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.check.duplicates import merge_rows, pupil_keys
from passpro_nb.check.once import Answer, Answers, Ask, ask_once
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault_of
from passpro_nb.domain.french import fold, plural, quoted, short_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.read.names import Match, match_programme, normal_programme

COMPLETE = "complétez le catalogue ou corrigez la ligne."
APPLICATION_COLUMNS = [
    "pupil", "offer", "host_uai", "programme", "in_passpro", "origin_uai", "origin_name",
    "last_name", "first_name", "birth_date", "ine", "file_number", "origin_class", "rank",
    "registered_on", "convened", "convened_on", "interview_on", "attendance", "opinion", "opinion_on",
    "opinion_unreadable", "cancelled", "cancelled_on", "file", "sheet", "row",
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
) -> Applications:
    """Match each row to a pupil and an offer, and merge the rows that say the same two.

    In: the frames `applications` then `opinions` of `read_delivery`, one under the other, with
    `completes` True for an opinion's row and `opinion_unreadable` where that cell was refused; the
    offers of `check_offers`; the rows set aside already, whose host is refused or doubtful (their
    index); the analyst's own labels → programme (folded). Out: `APPLICATION_COLUMNS`.
    """
    rows = _with_days(read, convened="convened_on", cancelled="cancelled")
    matched = _match_offers(rows[~rows.index.isin(skipped)], offers, programmes)
    rows = rows.assign(pupil=pupil_keys(rows), offer=matched.found.reindex(rows.index))
    good = rows["offer"].notna() & rows["pupil"].notna()
    fates = pd.Series("accepted", index=rows.index, dtype="str").mask(~good, "set_aside")
    merged, found = merge_rows(rows[good], fates)
    doubts = {str(ask[-1]): a.candidates for ask, a in matched.doubts.items() if a.candidates}
    asks = tuple(Ask(label, candidates) for label, candidates in doubts.items())
    faults = (*matched.faults, *_without_pupil(rows), *found)
    return Applications(_with_offers(merged, offers), fates, faults, asks)


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


def _without_pupil(rows: pd.DataFrame) -> Iterator[Fault]:
    for row in rows[rows["pupil"].isna() & rows["offer"].notna()].itertuples():
        yield fault_of(row, "no_pupil_key", column="ine")


@dataclass(frozen=True)
class _Book:
    """The catalogue as applications name it, and the analyst's own labels (folded)."""

    host_of: Mapping[str, str]
    status: Mapping[str, str]
    hosts: Mapping[str, str]
    by_key: Mapping[tuple[str, str], tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    programmes: Mapping[str, str]


def _book(offers: pd.DataFrame, programmes: Mapping[str, str]) -> _Book:
    by_key: dict[tuple[str, str], list[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    # « scolaire » first: an application that does not say its status is a pupil's (definitions.md)
    for offer in offers.sort_values("status", ascending=False, kind="stable").itertuples():
        for key in {offer.programme, normal_programme(offer.programme_label)}:
            by_key.setdefault((offer.host_uai, key), []).append(offer.offer)
        labels.setdefault(offer.host_uai, {})[offer.programme] = offer.programme_label
    return _Book(
        dict(zip(offers["offer"], offers["host_uai"], strict=True)),
        dict(zip(offers["offer"], offers["status"], strict=True)),
        dict(zip(offers["host_uai"], offers["host_name"], strict=True)),
        {key: tuple(found) for key, found in by_key.items()},
        labels,
        programmes,
    )


def _match_offers(
    rows: pd.DataFrame, offers: pd.DataFrame, programmes: Mapping[str, str]
) -> Answers:
    """Return the offer of each row, missing where it is set aside."""
    book = _book(offers, programmes)
    asking = rows[:0] if offers.empty else rows  # said once, by the catalogue's absence
    columns = ["host_uai", "offer_code", "mef", "programme_label"]
    return ask_once(asking, columns, lambda *ask: _match_offer(*ask, book=book))


def _match_offer(
    host: str | None, code: str | None, mef: str | None, label: str | None, *, book: _Book
) -> Answer:
    """Match by code vœu, else by host and MEF, else by host and label."""
    if code is not None and code in book.host_of:
        return _by_code(host, code, book)
    if host is None:
        return Answer(None, "missing_host", {"column": "host_uai"})
    if host not in book.hosts:
        return Answer(None, "unknown_host", {"value": host, "column": "host_uai"})
    name = book.hosts[host]
    if mef is None and label is None:
        if code is None:
            return Answer(None, "missing_programme", {"column": "programme_label"})
        details = {"value": code, "host": name, "hint": COMPLETE, "column": "offer_code"}
        return Answer(None, "unknown_programme", details)
    own = book.programmes.get(fold(label)) if label else None
    keys = [mef, own, own and normal_programme(own), label and normal_programme(label)]
    candidates = next((f for key in keys if key and (f := book.by_key.get((host, key)))), ())
    if candidates:
        return _only(candidates, label or mef, host, book)
    return _by_label(host, label or "", mef, book)


def _by_code(host: str | None, code: str, book: _Book) -> Answer:
    """Take the offer of a code vœu; a row that names another host is told, the code decides."""
    mine = book.host_of[code]
    if host in (None, mine):
        return Answer(code)
    details = {"value": code, "host": book.hosts[mine], "uai": mine, "said": host}
    return Answer(code, "host_disagrees", {**details, "column": "host_uai"})


def _only(candidates: tuple[str, ...], said: str | None, host: str, book: _Book) -> Answer:
    """Return the one offer, « scolaire » where only the status makes two."""
    school = [offer for offer in candidates if book.status[offer] == "scolaire"]
    if len(candidates) == 1 or len(school) == 1:
        return Answer((school or list(candidates))[0])
    count = plural(len(candidates), "offre")
    details = {"value": said, "count": count, "host": book.hosts[host], "column": "programme_label"}
    return Answer(None, "ambiguous_offer", details)


def _by_label(host: str, label: str, mef: str | None, book: _Book) -> Answer:
    """Match a label that the host writes otherwise; a doubt is asked with the nearest labels."""
    labels = book.labels[host]
    match = match_programme(label, labels) if label else Match(None, 0.0, ())
    if match.key:
        answer = _only(book.by_key[host, match.key], label, host, book)
        said = {"value": label, "label": quoted(labels[match.key]), "column": "programme_label"}
        return answer if answer.fault else Answer(answer.found, "matched_programme", said)
    near = [quoted(labels[key]) for key, _ in match.candidates[:2]]
    hint = f"est-ce {' ou '.join(near)} ?" if near else COMPLETE
    column = "programme_label" if label else "mef"
    details = {"value": label or mef, "host": book.hosts[host], "hint": hint, "column": column}
    candidates = tuple((key, labels[key]) for key, _ in match.candidates)
    return Answer(None, "unknown_programme", details, candidates)


def _with_offers(rows: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Give each application what its offer says."""
    known = offers.set_index("offer")
    said = {c: rows["offer"].map(known[c]) for c in ("host_uai", "programme", "in_passpro")}
    return rows.assign(**said)[APPLICATION_COLUMNS]


def check_dates(applications: pd.DataFrame, calendar: Calendar) -> Iterator[Fault]:
    """Yield what cannot be true of one application: days in the wrong order, an absent's opinion.

    The cancelled ones are left alone: nothing is asked about them.
    """
    rows = applications[~applications["cancelled"].eq(True)]
    opinion, interview = rows["opinion_on"], rows["interview_on"]
    for row in rows[rows["opinion"].notna() & rows["attendance"].eq("absent")].itertuples():
        yield fault_of(row, "opinion_of_absent", column="attendance")
    for row in rows[opinion < interview].itertuples():
        days = _days(row, "opinion_on", "interview_on")
        yield fault_of(row, "opinion_before_interview", column="opinion_on", **days)
    for row in rows[interview < rows["registered_on"]].itertuples():
        days = _days(row, "interview_on", "registered_on")
        yield fault_of(row, "interview_before_registration", column="interview_on", **days)
    for row in rows[~rows["in_passpro"].astype(bool)].itertuples():
        yield fault_of(row, "hors_passpro_application", value=row.offer)
    yield from _outside_window(rows[rows["in_passpro"].astype(bool)], calendar)


def _outside_window(rows: pd.DataFrame, calendar: Calendar) -> Iterator[Fault]:
    first, last = map(pd.Timestamp, (calendar.debut_entretiens, calendar.fin_entretiens))
    outside = (rows["interview_on"] < first) | (rows["interview_on"] > last)
    for row in rows[outside].itertuples():
        yield fault_of(
            row, "interview_outside_window", column="interview_on",
            day=short_date(row.interview_on), window=calendar.window,
        )  # fmt: skip


def check_origins(
    rows: pd.DataFrame, told: Collection[object], directory: pd.DataFrame, offers: pd.DataFrame
) -> Iterator[Fault]:
    """Yield the origins that are missing, and those that neither directory nor catalogue knows.

    `told` are the rows (index) whose origin was refused or is doubtful. Without a directory no
    origin is called unknown. A sheet without any origin is not told row by row.
    """
    mine = rows[~rows["completes"]]
    named = mine["origin_uai"].notna() | mine["origin_name"].notna()
    some = named.groupby([mine["file"], mine["sheet"]]).transform("any").astype(bool)
    for row in mine[~named & some & ~mine.index.isin(told)].itertuples():
        yield fault_of(row, "missing_origin", column="origin_uai")
    if directory["uai"].notna().any():
        known = {*directory["uai"], *offers["host_uai"]}
        for row in mine[mine["origin_uai"].notna() & ~mine["origin_uai"].isin(known)].itertuples():
            yield fault_of(row, "unknown_origin", column="origin_uai", value=row.origin_uai)


def _days(row: object, *names: str) -> dict[str, object]:
    return {name: short_date(getattr(row, name)) for name in names}
