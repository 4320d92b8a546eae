"""Interview capacity: seats, load, who will not be received (definitions.md, Interview capacity).

Two steps, as for coverage: `count_capacity` works out what adds up, by offer (or for the sessions
that a host shares); `measure_capacity` adds it up into any group.
"""

from collections import defaultdict
from datetime import date, time

import numpy as np
import pandas as pd

from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.measure.coverage import Tally, share
from passpro_nb.measure.groups import GROUPS, group_frame

SHARED = "séances communes"
SUMS = (
    "seats_declared", "seats_estimated", "seats_unknown", "capacity", "undated", "without_session",
    "demand", "to_interview", "seats_left", "shortfall", "sessions_to_add",
)  # fmt: skip
CAPACITY = (*SUMS[:7], "load", *SUMS[7:])
_DESCRIBED = ("host_uai", "host_name", "commune", "department", "district", "academie")


def without_doubt(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the sessions that count: a doubtful day is listed, and waits for the analyst."""
    return sessions[sessions["doubt"].isna()]


def measure_seats(sessions: pd.DataFrame, interviews: Interviews) -> pd.DataFrame:
    """Add to each session `minutes`, `seats` (None: unknown) and `estimated`.

    In: `check.offers.SESSION_COLUMNS`. Seats are those declared, an estimate where they are a rate;
    else, from the minutes: individual, floor(minutes / length) × juries; collective,
    max(1, floor(minutes / length)) × group. Without an end the session lasts `duree_seance_min`, at
    most to the next start of its offer that day; an end not after its start is unknown.
    """
    minutes = _lengths(sessions, interviews)
    facts = (sessions[c].tolist() for c in ("mode", "declared", "per_minutes", "juries"))
    found = [
        estimate_seats(mode, length, interviews)
        if pd.isna(declared)
        else _rated(declared, per, juries, length, interviews)
        for length, mode, declared, per, juries in zip(minutes, *facts, strict=True)
    ]
    rated = sessions[["per_minutes", "juries"]].notna().any(axis=1)
    dated = sessions["day"].notna()
    seats = pd.Series(found, sessions.index, dtype="Int64").where(dated)
    return sessions.assign(
        minutes=pd.array(minutes, dtype="Int64"),
        seats=seats,
        estimated=(sessions["declared"].isna() | rated) & seats.notna(),
    )


def _lengths(sessions: pd.DataFrame, interviews: Interviews) -> list[int | None]:
    """Return the minutes of each session, None where its end is not after its start."""
    names = ("offer", "day", "start", "end", "doubt")
    rows = list(zip(*(sessions[name].tolist() for name in names), strict=True))
    starts: dict[tuple[object, object], set[time]] = defaultdict(set)
    for offer, day, start, _, doubt in rows:
        if isinstance(start, time) and pd.isna(doubt):
            starts[offer, day].add(start)
    lengths: list[int | None] = []
    for offer, day, start, end, _ in rows:
        length: int | None = interviews.duree_seance_min
        if isinstance(start, time) and isinstance(end, time):
            length = span if (span := _minutes(start, end)) > 0 else None
        elif isinstance(start, time):
            later = [_minutes(start, each) for each in starts[offer, day] if each > start]
            length = min([interviews.duree_seance_min, *later])
        lengths.append(length)
    return lengths


def _minutes(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _rated(
    declared: int, per: object, juries: object, minutes: int | None, interviews: Interviews
) -> int | None:
    """Return the seats declared, or what a rate makes of them: « 6 par heure », « 4 par jury »."""
    if isinstance(per, int):
        if minutes is None:
            return None
        declared = declared * minutes // per
    return declared * (juries or interviews.jurys) if isinstance(juries, int) else declared


def estimate_seats(mode: object, minutes: int | None, interviews: Interviews) -> int | None:
    """Return the seats of a session of this mode and length, None when either is unknown."""
    if minutes is None:
        return None
    if mode == "individual":
        return minutes // interviews.duree_individuel_min * interviews.jurys
    if mode == "collective":
        return max(1, minutes // interviews.duree_collectif_min) * interviews.taille_groupe
    return None


def count_capacity(
    offers: pd.DataFrame, sessions: pd.DataFrame, tally: Tally, settings: Settings, day: date
) -> pd.DataFrame:
    """Return one row an offer: `offers`'s columns, then `SUMS`; all of them add up.

    In: all the offers of `measured_offers` (a filter comes after, on the rows: what a host shares
    and its usual session do not depend on it), the sessions as read, the tally by offer. With
    `seances_communes`, the sessions that several offers of a host state are counted once, on a row
    of that host whose offer is « séances communes », which then also bears the host's shortfall.
    """
    seats = counted_sessions(offers, sessions, settings)
    rows = offers.assign(shared=False).reset_index(drop=True)
    if len(common := _shared_rows(offers, seats)):
        rows = pd.concat([rows, common], ignore_index=True)
    parts = measure_sessions(seats, settings, day)
    sums = parts.groupby(seats["offer"]).sum().reindex(rows["offer"]).fillna(0).astype(int)
    asked = tally.counts.set_index("offer").reindex(rows["offer"]).fillna(0)
    stated = rows["offer"].isin(sessions["offer"]) | rows["shared"]
    table = rows.assign(**{c: sums[c].to_numpy() for c in sums}).assign(
        without_session=(~stated).astype(int),
        demand=_demand(asked).to_numpy(int),
        to_interview=asked["to_interview"].to_numpy(int),
    )
    return _with_shortfall(table, _session_sizes(seats, rows, settings)).drop(columns="shared")


def _demand(counts: pd.DataFrame) -> pd.Series:
    states = ["entered", "absent", "overdue", "awaiting", "convened", "not_convened"]
    return counts[states].sum(axis=1)


def counted_sessions(
    offers: pd.DataFrame, sessions: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return the sessions that count for all the offers of `measured_offers`: `pool_sessions`."""
    mine = without_doubt(sessions[sessions["offer"].isin(offers["offer"])])
    return pool_sessions(measure_seats(mine, settings.entretiens), settings.entretiens)


def measure_sessions(seats: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return what each session adds to the figures of seats: those in the window; the undated apart."""
    inside = in_window(seats["day"], settings)
    number = seats["seats"].where(inside)
    later = inside & (seats["day"] > np.datetime64(day, "s"))
    return pd.DataFrame(
        {
            "seats_declared": number.where(~seats["estimated"]),
            "seats_estimated": number.where(seats["estimated"]),
            "seats_unknown": (inside & number.isna()).astype(int),
            "capacity": number,
            "undated": seats["day"].isna().astype(int),
            "seats_left": number.where(later),
        }
    )


def in_window(days: pd.Series, settings: Settings) -> pd.Series:
    """Tell which days are known and inside the interview window; a missing bound is open."""
    first, last = settings.calendrier.debut_entretiens, settings.calendrier.fin_entretiens
    after = days.notna() if first is None else days >= np.datetime64(first, "s")
    return after if last is None else after & (days <= np.datetime64(last, "s"))


def usual_seats(counted: pd.DataFrame, sessions: pd.DataFrame, settings: Settings) -> pd.Series:
    """Return by offer the seats that one more session would add, of `count_capacity`'s rows.

    The median of the offer's sessions, else of its host's, else one session of the settings.
    """
    offers = counted[counted["programme"].ne(SHARED)]
    return _session_sizes(counted_sessions(offers, sessions, settings), counted, settings)


def _session_sizes(seats: pd.DataFrame, offers: pd.DataFrame, settings: Settings) -> pd.Series:
    known = seats[seats["seats"].fillna(0) > 0].astype({"seats": float})
    own = known.groupby("offer")["seats"].median()
    host = known.groupby("host_uai")["seats"].median()
    default = offers["mode"].map(lambda mode: _default_size(mode, settings.entretiens))
    sizes = offers["offer"].map(own).fillna(offers["host_uai"].map(host)).fillna(default)
    return pd.Series(sizes.to_numpy(float), index=offers["offer"])


def _default_size(mode: object, interviews: Interviews) -> int:
    """Return the seats of one session of the settings; individual where the mode is not said."""
    known = mode if mode in ("individual", "collective") else "individual"
    return estimate_seats(known, interviews.duree_seance_min, interviews) or 1


def _with_shortfall(table: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Add `shortfall` and `sessions_to_add`, by offer, or by host where sessions are shared."""
    missing = (table["to_interview"] - table["seats_left"]).clip(lower=0)
    sharing = table["host_uai"].isin(table.loc[table["shared"], "host_uai"])
    whole = table.groupby("host_uai")[["to_interview", "seats_left"]].transform("sum")
    together = (whole["to_interview"] - whole["seats_left"]).clip(lower=0)
    missing = missing.where(~sharing, together.where(table["shared"], 0))
    size = table["offer"].map(sizes).astype(float)
    return table.assign(
        shortfall=missing.astype(int), sessions_to_add=np.ceil(missing / size).astype(int)
    )


def pool_sessions(seats: pd.DataFrame, interviews: Interviews) -> pd.DataFrame:
    """Add to each session of `measure_seats` the `offers` that it serves: its own.

    With `seances_communes`, the same hours stated by several offers of a host are one session: its
    `offer` is then the host's « séances communes », its `offers` all those that state it, its seats
    the largest number declared, else estimated.
    """
    alone = seats.assign(offers=[(offer,) for offer in seats["offer"]])
    if not interviews.seances_communes:
        return alone
    hours = ["host_uai", "day", "start", "end"]
    dated = alone[alone["day"].notna()]
    several = dated.groupby(hours, dropna=False)["offer"].transform("nunique") > 1
    if not several.any():
        return alone
    best = ["unknown", "estimated", "seats"]
    common = dated[several].assign(unknown=dated["seats"].isna())
    common = common.sort_values(best, ascending=[True, True, False], kind="stable")
    place = common.groupby([*hours, "ordinal"], dropna=False).ngroup()
    stated = {at: tuple(sorted(offers)) for at, offers in common["offer"].groupby(place)}
    common = common.assign(
        offer=_shared_key(common["host_uai"]), offers=[stated[at] for at in place]
    )
    once = common[~place.duplicated()].drop(columns="unknown")
    return pd.concat([alone.drop(index=dated.index[several]), once])


def _shared_key(hosts: pd.Series) -> pd.Series:
    return hosts + "-" + SHARED


def _shared_rows(offers: pd.DataFrame, seats: pd.DataFrame) -> pd.DataFrame:
    """Return the lines « séances communes », described by their host alone."""
    hosts = offers.drop_duplicates("host_uai")
    hosts = hosts[_shared_key(hosts["host_uai"]).isin(seats["offer"])]
    described = hosts[list(_DESCRIBED)].reindex(columns=offers.columns)
    finer = dict.fromkeys(("programme", "programme_label", "status", "diploma", "domain"), SHARED)
    return described.assign(
        offer=_shared_key(hosts["host_uai"]), in_passpro=True, shared=True, **finer
    )


def measure_capacity(counted: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row a member of the group `by`: its key columns, then `CAPACITY`.

    In: `count_capacity`. `load` is a ratio (1 = as many pupils as seats), None where « sans objet ».
    Worst first: shortfall, then load. By origin it has no meaning (`measure.groups.check_group`).
    """
    group = GROUPS[by][0]
    sums = counted.groupby(group)[list(SUMS)].sum().reset_index()
    table = group_frame(counted, by).merge(sums, on=group)
    table = table.assign(load=share(table["demand"], table["capacity"]))
    worst = table.sort_values(["shortfall", "load", group], ascending=[False, False, True])
    return worst[[*GROUPS[by], *CAPACITY]].reset_index(drop=True)
