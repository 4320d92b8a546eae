"""The catalogue's lines → offers and their sessions: which line states which offer, and how."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from passpro_nb.check.catalogue import check_catalogue, shared_codes
from passpro_nb.check.once import Ask
from passpro_nb.check.statuses import bare_labels, check_labels, line_statuses
from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault_of, picked
from passpro_nb.domain.french import MONTHS, WEEKDAYS, fold
from passpro_nb.domain.settings import Settings
from passpro_nb.read.columns.asked.correspondences import INTERVIEWS, OTHERWISE
from passpro_nb.read.names import normal_programme
from passpro_nb.read.sessions.reader import read_sessions, share_total
from passpro_nb.read.sessions.stated import Stated
from passpro_nb.read.statuses import SCHOOL, WORK
from passpro_nb.read.values import Seats

ANSWERS = (
    (INTERVIEWS, "Oui, ces jours sont des entretiens"),
    (OTHERWISE, "Non, ces jours sont pour autre chose"),
)

_DAY_WORDS = {fold(word) for word in (*WEEKDAYS, *MONTHS)}

OFFER_COLUMNS = [
    "offer", "host_uai", "host_name", "commune", "department", "district", "sector", "programme",
    "programme_label", "status", "diploma", "domain", "in_passpro", "mode", "class_places",
    "contact", "remarks", "file", "sheet", "row",
]  # fmt: skip
SESSION_COLUMNS = [
    "offer", "host_uai", "day", "start", "end", "ordinal", "mode", "declared", "per_minutes",
    "juries", "place", "text", "reason", "doubt", "file", "sheet", "row",
]  # fmt: skip


@dataclass(frozen=True, repr=False)
class Offers(Discreet):
    """`offers`: one row an offer; `sessions`: one a session; `fates`: by line of the catalogue.

    `asks`: the texts whose days may be no interview's.
    """

    offers: pd.DataFrame
    sessions: pd.DataFrame
    fates: pd.Series
    faults: tuple[Fault, ...]
    asks: tuple[Ask, ...]


def check_offers(
    catalogue: pd.DataFrame,
    skipped: Collection[object],
    settings: Settings,
    confirmed: Mapping[str, bool],
) -> Offers:
    """Build the offers and the sessions that the catalogue's lines state.

    In: the catalogue's frame of `read_delivery`; the lines (index) whose host is refused or
    doubtful, already told of; what was `confirmed` of the texts of sessions (folded). Out:
    `OFFER_COLUMNS`, `SESSION_COLUMNS` (`day` NaT, `start` and `end` None when not read; `declared`
    seats of one session or NA, which hold for `per_minutes` and each of `juries` where they are
    given; `doubt`: why the day is not counted, NA where it is).
    Source: definitions.md, Things; Interview capacity; Every row accounted for.
    """
    faults: list[Fault] = []
    fates = _fates(catalogue, skipped, faults)
    lines = _with_keys(catalogue[fates == "accepted"], faults)
    fates[lines.index[lines["offer"].isna()]] = "set_aside"
    lines = lines.dropna(subset=["offer"])
    groups = lines.groupby("offer", sort=False)  # its first line that says something wins
    # Out of Passpro only when every line says so: of two that disagree, no pupil is forgotten.
    first = groups.first().assign(in_passpro=groups["passpro"].any()).reset_index()
    # without a line that is right, a column that is worked out has no type of its own
    offers = first[OFFER_COLUMNS].astype({"department": "str", "programme_label": "str"})
    sessions = _sessions(lines, settings, confirmed, faults)
    faults += check_catalogue(lines, offers, sessions, settings)
    return Offers(offers, sessions, fates, tuple(faults), tuple(_ask(sessions)))


def _ask(sessions: pd.DataFrame) -> Iterator[Ask]:
    """Yield a question for the texts with days in doubt that differ by their numbers and days only.

    It says the evidence and the days that wait.
    """
    doubted = sessions[sessions["doubt"].notna()]
    alike = doubted["text"].map(_without_days)
    for _, days in doubted.groupby(alike, sort=False):
        why = " ; ".join(days["doubt"].unique())
        said, *others = (" ".join(text.split()) for text in days["text"].unique())
        yield Ask(said, ANSWERS, len(days), tuple(others), f"{why}.")


def _without_days(text: str) -> str:
    """Return what texts about the same thing share, whatever their days and hours."""
    words = (word for word in fold(text).split() if word.isalpha() and len(word) > 2)
    return " ".join(word for word in words if word not in _DAY_WORDS)


def _fates(catalogue: pd.DataFrame, skipped: Collection[object], faults: list[Fault]) -> pd.Series:
    """Set aside the lines whose host or programme cannot be established."""
    no_host = catalogue["host_uai"].isna()
    no_programme = catalogue[["programme_label", "mef", "offer_code"]].isna().all(axis=1)
    told = catalogue.index.isin(skipped)
    for line in picked(catalogue, no_host & ~told):
        faults.append(fault_of(line, "missing_host", column="host_uai"))
    for line in picked(catalogue, ~no_host & no_programme):
        faults.append(fault_of(line, "missing_programme", column="programme_label"))
    fates = pd.Series("accepted", index=catalogue.index, dtype="str")
    return fates.mask(no_host | no_programme, "set_aside")


def _with_keys(read: pd.DataFrame, faults: list[Fault]) -> pd.DataFrame:
    """Add the keys: `programme`, `status`, `offer`, and the département that the UAI gives.

    The offer is missing where the line does not say which of two statuses it is about.
    """
    faults += check_labels(read)
    lines = read.assign(programme_label=bare_labels(read["programme_label"]))
    labels = {text: normal_programme(text) for text in lines["programme_label"].dropna().unique()}
    label = lines["programme_label"].map(labels).astype("str")
    programme = _completed(lines["mef"], lines["host_uai"], label).fillna(label)
    programme = programme.fillna(lines["offer_code"])
    status, found = line_statuses(read.assign(programme=programme))
    faults += found
    shared = shared_codes(lines.assign(status=status))
    code = lines["offer_code"].where(~lines["offer_code"].isin(shared))
    code = _completed(code, lines["host_uai"], programme, status)
    built = lines["host_uai"] + "-" + programme + status.map({SCHOOL: "", WORK: "-A"})
    keyed = lines.assign(
        programme=programme,
        programme_label=lines["programme_label"].fillna(programme),
        status=status,
        offer=code.fillna(built).where(status.notna()),
        passpro=lines["passpro"].map(lambda said: said is not False),  # a blank means in Passpro
        department=[uai_department(uai) for uai in lines["host_uai"]],
    )
    # one name a host and one label a programme, whatever each line writes: the first
    described = dict.fromkeys(("host_name", "commune", "district", "sector"), "host_uai")
    described |= dict.fromkeys(("programme_label", "diploma", "domain"), "programme")
    first = {c: keyed.groupby(key)[c].transform("first") for c, key in described.items()}
    named = first["host_name"].fillna(keyed["host_uai"])
    return keyed.assign(**first | {"host_name": named})


def _completed(codes: pd.Series, *keys: pd.Series) -> pd.Series:
    """Give the lines without a code the one that the other lines of their keys agree on.

    Several lines may state one offer: its code is often written on the first of them only.
    """
    said = codes.groupby(list(keys))
    return codes.fillna(said.transform("first").where(said.transform("nunique") == 1))


def _words_of(names: Iterable[object]) -> frozenset[str]:
    """Return the folded words of some names."""
    said = {name for name in names if isinstance(name, str)}
    return frozenset(word for name in said for word in fold(name).split())


def _sessions(
    lines: pd.DataFrame, settings: Settings, confirmed: Mapping[str, bool], faults: list[Fault]
) -> pd.DataFrame:
    """Read the sessions of each line; the same one stated twice for one offer counts once."""
    rows: list[tuple[object, ...]] = []
    calendar = settings.calendrier

    places = _words_of(name for c in ("host_name", "commune") for name in lines[c].unique())

    @cache
    def read(cell: object, label: object = None) -> tuple[Stated, ...]:
        neutral = _words_of([label]) | places if label is not None else frozenset[str]()
        return read_sessions(cell, calendar, calendar.workdays, neutral)

    for line in lines.itertuples():
        stated = read(_cell(line))
        if any(session.doubt for session in stated):  # its label, any school and commune explain
            stated = read(_cell(line), str(line.programme_label))
        stated = _settled(stated, confirmed)
        for text, note in dict.fromkeys((s.text, note) for s in stated for note in s.notes):
            said = {"column": "sessions", "value": text, "note": note}
            faults.append(fault_of(line, "session_assumed", **said))
        rows += [_session_row(line, session) for session in _with_seats(stated, line.seats)]
    frame = pd.DataFrame(rows, columns=SESSION_COLUMNS)
    whole = dict.fromkeys(("declared", "per_minutes", "juries"), "Int64")
    frame = frame.astype({"day": "datetime64[s]", "doubt": "str", **whole})
    return _once(frame).reset_index(drop=True)


def _settled(stated: tuple[Stated, ...], confirmed: Mapping[str, bool]) -> tuple[Stated, ...]:
    """Return the sessions of a text once the analyst told whether its doubtful days are interviews."""
    if not any(session.doubt for session in stated):
        return stated
    held = confirmed.get(fold(stated[0].text))
    if held is None:
        return stated
    return tuple(replace(session, doubt=None) for session in stated if held or not session.doubt)


def _once(sessions: pd.DataFrame) -> pd.DataFrame:
    """Keep one of the sessions stated twice for one offer: the first that declares its seats."""
    hours = ["offer", "day", "start", "end", "ordinal"]
    declaring = sessions.iloc[sessions["declared"].isna().argsort(kind="stable")]
    unread_again = declaring.duplicated([*hours, "reason", "text"])
    again = declaring.duplicated(hours).where(declaring["day"].notna(), unread_again)
    return declaring[~again].sort_index()


def _cell(line: Any) -> object:
    """Return what states the sessions: the cell of dates, with the hours of the columns beside it."""
    sessions, hours = line.sessions, line.hours
    match [said if isinstance(said, str) else None for said in (line.start, line.end)]:
        case [str(start), str(end)]:
            hours = f"de {start} à {end}"
        case [str(start), None]:
            hours = start
        case [None, str(end)]:
            hours = f"{hours} à {end}" if isinstance(hours, str) else f"jusqu’à {end}"
    if not isinstance(hours, str):
        return sessions
    if isinstance(sessions, date):
        return f"{sessions:%d/%m/%Y} {hours}"
    return hours if sessions is None else f"{sessions} {hours}"


def _with_seats(stated: tuple[Stated, ...], declared: object) -> Sequence[Stated]:
    """Give the number of the seats' column to the dated sessions that have none of their own."""
    if not isinstance(declared, Seats):
        return stated
    if declared.total:
        return share_total(stated, declared.count)
    per, juries = declared.per_minutes, declared.juries
    return [
        replace(s, seats=declared.count, per_minutes=per, juries=juries)
        if s.day and s.seats is None
        else s
        for s in stated
    ]


def _session_row(line: Any, session: Stated) -> tuple[object, ...]:
    mode = session.mode or (line.mode if isinstance(line.mode, str) else None)
    mode = mode or ("collective" if session.in_groups else None)
    place = session.place or (line.place if isinstance(line.place, str) else None)
    return (
        line.offer, line.host_uai, session.day, session.start, session.end, session.ordinal, mode,
        session.seats, session.per_minutes, session.juries, place, session.text, session.reason,
        session.doubt, line.file, line.sheet, line.row,
    )  # fmt: skip
