"""Applications as read → one row a pupil and an offer: matched, merged, or set aside with a reason.

Source: definitions.md, Every row accounted for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.check.dates import check_dates
from passpro_nb.check.duplicates import merge_rows, pupil_keys
from passpro_nb.check.once import Answer, Ask, ask_once, gather_asks
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault_of
from passpro_nb.domain.french import fold, plural, quoted
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
    calendar: Calendar,
) -> Applications:
    """Match each row to a pupil and an offer, merge the rows that say the same two, check days.

    In: the frames `applications` then `opinions` of `read_delivery`, one under the other, with
    `completes` True for an opinion's row and `opinion_unreadable` where that cell was refused; the
    offers of `check_offers`; the rows set aside already, whose host is refused or doubtful (their
    index); the analyst's own labels → programme (folded). Out: `APPLICATION_COLUMNS`.
    """
    rows = _with_days(read, convened="convened_on", cancelled="cancelled")
    asking = rows[~rows.index.isin(skipped)]
    asking = asking[:0] if offers.empty else asking  # said once, by the catalogue's absence
    columns = ["host_uai", "offer_code", "mef", "programme_label"]
    matched = ask_once(asking, columns, _Book(offers, programmes).match)
    rows = rows.assign(pupil=pupil_keys(rows), offer=matched.found.reindex(rows.index))
    good = rows["offer"].notna() & rows["pupil"].notna()
    fates = pd.Series("accepted", index=rows.index, dtype="str").mask(~good, "set_aside")
    merged, found = merge_rows(rows[good], fates)
    asks = gather_asks(matched.with_candidates(), lambda *ask: str(ask[3]), _same_label)
    nobody = rows[rows["pupil"].isna() & rows["offer"].notna()]
    found += [fault_of(row, "no_pupil_key", column="ine") for row in nobody.itertuples()]
    known = offers.set_index("offer")
    said = {c: merged["offer"].map(known[c]) for c in ("host_uai", "programme", "in_passpro")}
    checked = merged.assign(**said)[APPLICATION_COLUMNS]
    faults = (*matched.faults, *found, *check_dates(checked, calendar))
    return Applications(checked, fates, faults, asks)


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


class _Book:
    """The catalogue as applications name it, and the analyst's own labels (folded)."""

    def __init__(self, offers: pd.DataFrame, programmes: Mapping[str, str]) -> None:
        self.programmes = programmes
        self.host_of = dict(zip(offers["offer"], offers["host_uai"], strict=True))
        self.status = dict(zip(offers["offer"], offers["status"], strict=True))
        self.hosts = dict(zip(offers["host_uai"], offers["host_name"], strict=True))
        self.by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        # « scolaire » first: an application that does not say its status is a pupil's (definitions.md)
        for offer in offers.sort_values("status", ascending=False, kind="stable").itertuples():
            for key in {offer.programme, normal_programme(offer.programme_label)}:
                self.by_key[offer.host_uai, key].append(offer.offer)
            self.labels[offer.host_uai][offer.programme] = offer.programme_label

    def match(
        self, host: str | None, code: str | None, mef: str | None, label: str | None
    ) -> Answer:
        """Match by code vœu, else by host and MEF, else by host and label."""
        if code is not None and code in self.host_of:
            return self._by_code(host, code)
        if host is None:
            return Answer(None, "missing_host", {"column": "host_uai"})
        if host not in self.hosts:
            return Answer(None, "unknown_host", {"value": host, "column": "host_uai"})
        if mef is None and label is None:
            if code is None:
                return Answer(None, "missing_programme", {"column": "programme_label"})
            details = {"value": code, "host": self.hosts[host], "hint": COMPLETE}
            return Answer(None, "unknown_programme", {**details, "column": "offer_code"})
        own = self.programmes.get(fold(label)) if label else None
        keys = [mef, own, own and normal_programme(own), label and normal_programme(label)]
        candidates = next((f for key in keys if key and (f := self.by_key.get((host, key)))), [])
        if candidates:
            return self._only(candidates, label or mef, host)
        return self._by_label(host, label or "", mef)

    def _by_code(self, host: str | None, code: str) -> Answer:
        """Take the offer of a code vœu; a row that names another host is told, the code decides."""
        mine = self.host_of[code]
        if host in (None, mine):
            return Answer(code)
        details = {"value": code, "host": self.hosts[mine], "uai": mine, "said": host}
        return Answer(code, "host_disagrees", {**details, "column": "host_uai"})

    def _only(self, candidates: list[str], said: str | None, host: str) -> Answer:
        """Return the one offer, « scolaire » where only the status makes two."""
        school = [offer for offer in candidates if self.status[offer] == "scolaire"]
        if len(candidates) == 1 or len(school) == 1:
            return Answer((school or candidates)[0])
        details = {"value": said, "count": plural(len(candidates), "offre")}
        details |= {"host": self.hosts[host], "column": "programme_label"}
        return Answer(None, "ambiguous_offer", details)

    def _by_label(self, host: str, label: str, mef: str | None) -> Answer:
        """Match a label that the host writes otherwise; a doubt is asked with the nearest labels."""
        labels = self.labels[host]
        match = match_programme(label, labels) if label else Match(None, 0.0, ())
        if match.key:
            answer = self._only(self.by_key[host, match.key], label, host)
            said = {"value": label, "label": quoted(labels[match.key]), "column": "programme_label"}
            return answer if answer.fault else Answer(answer.found, "matched_programme", said)
        near = [quoted(labels[key]) for key, _ in match.candidates[:2]]
        hint = f"est-ce {' ou '.join(near)} ?" if near else COMPLETE
        details = {"value": label or mef, "host": self.hosts[host], "hint": hint}
        details["column"] = "programme_label" if label else "mef"
        candidates = tuple((key, labels[key]) for key, _ in match.candidates)
        return Answer(None, "unknown_programme", details, candidates)


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
