"""What moved between two looks at a campaign: application by application, and group by group.

Two deliveries on a day each, or one delivery on two days: `look_at` either, then `compare`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.settings import Settings
from passpro_nb.measure.capacity import count_capacity, measure_capacity, without_doubt
from passpro_nb.measure.coverage import tally_applications
from passpro_nb.measure.groups import (
    GROUPS,
    ORIGIN,
    UNKNOWN_ORIGIN,
    Selection,
    group_frame,
    measured_offers,
    select_offers,
)
from passpro_nb.measure.states import STATES, is_counted, measure_states

FOLLOWED = (
    "registered",
    "expected",
    "convoked",
    "interviewed",
    *STATES,
)  # figures that count applications
SHORT = ("to_interview", "seats_left", "shortfall")  # why a shortfall moved, and by how much
MOVEMENTS = [
    "kind", "pupil", "offer", "host_uai", "before", "after", "file", "sheet", "row",
]  # fmt: skip
SESSION_MOVES = ["kind", "offer", "host_uai", "day", "start", "end", "text", "file", "sheet", "row"]
_SESSION = ["offer", "day", "start", "end"]
_HELD = ["mode", "declared", "per_minutes", "juries"]


@dataclass(frozen=True, repr=False)
class Look(Discreet):
    """A campaign looked at on a day.

    `offers`: `measured_offers`; `sessions`: as read; `rows`: `measure_states` of the applications in
    Passpro; `capacity`: `count_capacity`, None where some origins were chosen.
    """

    offers: pd.DataFrame
    sessions: pd.DataFrame
    rows: pd.DataFrame
    capacity: pd.DataFrame | None

    def counts(self, figure: str) -> np.ndarray:
        """Tell by application whether a figure counts it (`measure.states.is_counted`)."""
        return is_counted(self.rows, figure).to_numpy(bool)

    def narrow(self, chosen: Selection, origins: Collection[str] | None = None) -> "Look":
        """Look at some offers only, and at the pupils of some schools of origin."""
        offers = select_offers(self.offers, chosen)
        rows, sessions = (t[t["offer"].isin(offers["offer"])] for t in (self.rows, self.sessions))
        if origins is not None:
            rows = rows[rows["origin_uai"].fillna(UNKNOWN_ORIGIN).isin(origins)]
            return Look(offers, sessions, rows, None)
        assert self.capacity is not None
        return Look(offers, sessions, rows, select_offers(self.capacity, chosen))

    def members(self, by: str) -> pd.DataFrame:
        """Return the key columns of a group: of each offer, or of each application by origin."""
        if by != ORIGIN:
            return self.offers
        uais = self.rows["origin_uai"].fillna(UNKNOWN_ORIGIN)
        return pd.DataFrame(
            {"origin_uai": uais, "origin_name": self.rows["origin_name"].fillna(uais)}
        )

    def belongs(self, by: str) -> pd.Series:
        """Return the member of a group to which each application belongs."""
        key, members = GROUPS[by][0], self.members(by)
        if by == ORIGIN:
            return members[key]
        return self.rows["offer"].map(members.set_index("offer", drop=False)[key])


def look_at(
    offers: pd.DataFrame, sessions: pd.DataFrame, applications: pd.DataFrame, settings: Settings,
    day: date,
) -> Look:  # fmt: skip
    """Look at the frames of a campaign (`measure.figures.Measurable`) on a day."""
    known = measure_states(applications, settings, day)
    rows = known[known["in_passpro"].astype(bool)]
    kept = measured_offers(offers, settings.campagne.academie)
    capacity = count_capacity(kept, sessions, tally_applications(rows), settings, day)
    return Look(kept, sessions, rows, capacity)


@dataclass(frozen=True, repr=False)
class Changes(Discreet):
    """What moved between two looks."""

    before: Look
    after: Look

    @cached_property
    def _pairs(self) -> "_Pairs":
        return _Pairs(self.before.rows, self.after.rows)

    @cached_property
    def movements(self) -> pd.DataFrame:
        """Return, nominative, one row an application and a kind of movement, columns `MOVEMENTS`.

        `before` and `after` say what changed, where it is a value. A pupil who left an offer for
        another is `gone` from one, `new` in the other, and `moved` there, from the offer `before`
        to the one `after`.
        """
        pairs, was, now = self._pairs, self.before.rows, self.after.rows
        new, gone = now.iloc[pairs.new], was.iloc[pairs.gone]
        stayed = (rows.iloc[at] for rows, at in zip((was, now), pairs.both, strict=True))
        found = [
            new.assign(kind="new"),
            gone.assign(kind="gone"),
            _ways(gone, new).assign(kind="moved"),
            *_turns(*(rows.reset_index(drop=True) for rows in stayed)),
        ]
        return _listed(found, MOVEMENTS)

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Return one row a session added, withdrawn, or held otherwise, columns `SESSION_MOVES`."""
        return _session_moves(self.before, self.after)

    def counts(self) -> dict[str, int]:
        """Return how many movements of each kind there are, of applications and of sessions."""
        kinds = pd.concat([self.movements["kind"], self.sessions["kind"]])
        return {str(kind): int(count) for kind, count in kinds.value_counts().items()}

    def _counted(self, figure: str) -> tuple[np.ndarray, np.ndarray]:
        """Tell, of all applications side by side, which a figure counts before, and after."""
        was, now = (look.counts(figure) for look in (self.before, self.after))
        return self._pairs.before(was, False), self._pairs.after(now, False)

    @property
    def lost_opinions(self) -> int:
        """Return how many opinions are no longer there, of applications that nobody cancelled.

        One that went along with its pupil to another offer is not lost.
        """
        return len(self._lost())

    def _lost(self) -> pd.DataFrame:
        """Return the applications before whose opinion is lost."""
        was, now = self._counted("entered")
        lost = was & ~now & ~self._counted("cancelled")[1]
        rows = self.before.rows[lost[: len(self.before.rows)]]
        entered = {*_keys(self.after.rows[self.after.counts("entered")])}
        ways = self.movements[self.movements["kind"].eq("moved")]
        steps = zip(ways["pupil"], ways["before"], ways["offer"], strict=True)
        carried = {(pupil, old) for pupil, old, new in steps if (pupil, new) in entered}
        return rows[np.array([key not in carried for key in _keys(rows)], bool)]

    def turned_opinions(self) -> pd.DataFrame:
        """Return the hosts where opinions were lost or became others, the worst first.

        Out: `balance("host")`, and how many were lost (`lost_opinions`), and became others
        (`changed_opinions`).
        """
        changed = self.movements[self.movements["kind"].eq("opinion_changed")]
        table = self.balance("host")
        counts = {"lost_opinions": self._lost(), "changed_opinions": changed}
        offers = pd.concat([self.after.offers, self.before.offers]).drop_duplicates("offer")
        hosts = offers.set_index("offer")["host_uai"]
        for name, rows in counts.items():
            known = table["host_uai"].map(rows["offer"].map(hosts).value_counts())
            table[name] = known.fillna(0).astype(int)
        turned = table[table[[*counts]].any(axis=1)]
        return turned.sort_values([*counts], ascending=False, kind="stable", ignore_index=True)

    def balance(self, by: str = "academie") -> pd.DataFrame:
        """Return what moved by group: before + plus − minus = after, for each figure.

        Out: the key columns, then for each of `FOLLOWED` its count before (`_before`), what it
        counts since (`_plus`), what it counts no more (`_minus`), and its count after, under its
        own code; last `SHORT`, each `_before` and after, where they have a meaning: not by origin.
        An application that went to another group is a minus in the one and a plus in the other.
        """
        table = group_frame(pd.concat([self.after.members(by), self.before.members(by)]), by)
        codes, pairs = pd.Index(table[GROUPS[by][0]]), self._pairs
        was_in = pairs.before(codes.get_indexer(self.before.belongs(by)), -1)
        now_in = pairs.after(codes.get_indexer(self.after.belongs(by)), -1)
        for figure in FOLLOWED:
            was, now = self._counted(figure)
            stays = was & now & (was_in == now_in)
            sums = {
                "_before": was_in[was], "_plus": now_in[now & ~stays],
                "_minus": was_in[was & ~stays], "": now_in[now],
            }  # fmt: skip
            counted = {
                figure + end: np.bincount(at, minlength=len(table)) for end, at in sums.items()
            }
            table = table.assign(**counted)
        return table if by == ORIGIN else self._with_shortfall(table, by)

    def _with_shortfall(self, table: pd.DataFrame, by: str) -> pd.DataFrame:
        key = GROUPS[by][0]
        for end, look in (("_before", self.before), ("", self.after)):
            if look.capacity is not None:
                known = measure_capacity(look.capacity, by).set_index(key)
                for name in SHORT:
                    table[name + end] = table[key].map(known[name]).fillna(0).astype(int)
        return table


class _Pairs:
    """The applications of two looks side by side: those before, then those that are new."""

    def __init__(self, before: pd.DataFrame, after: pd.DataFrame) -> None:
        was, now = (_keys(rows) for rows in (before, after))
        found = was.get_indexer(now)
        self.new = np.flatnonzero(found < 0)  # places in `after`
        self.both = (found[found >= 0], np.flatnonzero(found >= 0))  # places in both
        self.gone = np.setdiff1d(np.arange(len(was)), self.both[0])
        self._size = len(was)
        self._place = found.copy()
        self._place[self.new] = len(was) + np.arange(len(self.new))

    def before(self, values: np.ndarray, absent: object) -> np.ndarray:
        """Spread values of the applications before over all; `absent` for those that are new."""
        return np.concatenate([values, np.full(len(self.new), absent, values.dtype)])

    def after(self, values: np.ndarray, absent: object) -> np.ndarray:
        """Spread values of the applications after over all; `absent` for those that are gone."""
        spread = np.full(self._size + len(self.new), absent, values.dtype)
        spread[self._place] = values
        return spread


def _keys(rows: pd.DataFrame) -> pd.Index:
    pairs = zip(rows["pupil"].tolist(), rows["offer"].tolist(), strict=True)
    return pd.Index([*pairs], tupleize_cols=False)


def _listed(found: Iterable[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    return pd.concat([rows.reindex(columns=columns) for rows in found], ignore_index=True)


def compare(before: Look, after: Look) -> Changes:
    """Return what moved from one look to the next, application by application, session by session."""
    return Changes(before, after)


def _ways(gone: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return each pupil's way from an offer to another: to the same programme first, then in order."""
    left = gone[["pupil", "offer", "programme"]]
    ways = left.merge(new, on="pupil", suffixes=("_left", ""))
    ways["other"] = ways["programme_left"].ne(ways["programme"])
    ways = ways.sort_values(["other", "offer_left", "offer"], kind="stable")
    taken: set[tuple[str, str]] = set()
    kept = np.zeros(len(ways), bool)
    steps = zip(ways["pupil"], ways["offer_left"], ways["offer"], strict=True)
    for place, (pupil, old, offer) in enumerate(steps):
        if not {(pupil, old), (pupil, offer)} & taken:
            kept[place] = True
            taken |= {(pupil, old), (pupil, offer)}
    return ways[kept].assign(before=ways["offer_left"], after=ways["offer"])


# A column → the kinds of movement when a value is lost, or becomes another.
_VALUES = {
    "opinion": ("opinion_lost", "opinion_changed"),
    "interview_day": ("interview_lost", "interview_moved"),
    "attendance": ("attendance_lost", "attendance_changed"),
}


def _turns(was: pd.DataFrame, now: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the applications there before and after, row against row, of which something changed.

    Of one that is cancelled since, nothing else is said.
    """
    old_state, state = (rows["state"].to_numpy(object) for rows in (was, now))
    alive = state != "cancelled"
    flags = {
        ("cancelled", "restored"): (old_state == "cancelled", ~alive),
        ("convened", "unconvened"): (was["told"].to_numpy(), now["told"].to_numpy()),
        ("entered", ""): (old_state == "entered", state == "entered"),
    }
    gained = {"convened": "interview_day", "entered": "opinion"}
    for kinds, (before, after) in flags.items():
        for kind, turned in zip(kinds, (after & ~before, before & ~after), strict=True):
            if kind:
                rows = now[turned & (alive | (kind == "cancelled"))]
                value = rows[gained[kind]].to_numpy(object) if kind in gained else None
                yield rows.assign(kind=kind, after=value)
    for column, kinds in _VALUES.items():
        said = [_said(rows, column, known) for rows, known in ((was, old_state), (now, state))]
        there = [pd.notna(values) for values in said]
        lost, changed = there[0] & ~there[1], there[0] & there[1] & (said[0] != said[1])
        for kind, turned in zip(kinds, (lost, changed), strict=True):
            turned = turned & alive
            values = {"before": said[0][turned], "after": said[1][turned]}
            yield now[turned].assign(kind=kind, **values)


def _said(rows: pd.DataFrame, column: str, states: np.ndarray) -> np.ndarray:
    """Return the values of a column; an opinion counts only where it is entered."""
    values = rows[column].to_numpy(object, copy=True)
    if column == "opinion":
        values[states != "entered"] = None
    return values


def _session_moves(before: Look, after: Look) -> pd.DataFrame:
    """Return the sessions added, withdrawn, or held otherwise; one stated twice counts once."""
    was, now = (_dated(look) for look in (before, after))
    old, new = (dict(zip(_known(rows), range(len(rows)), strict=True)) for rows in (was, now))
    both = [key for key in new if key in old]
    stays = (was.iloc[[old[k] for k in both]][_HELD], now.iloc[[new[k] for k in both]][_HELD])
    held = [rows.astype("str").fillna("").to_numpy(object) for rows in stays]
    otherwise = (held[0] != held[1]).any(axis=1)
    found = [
        now.iloc[[new[key] for key in new if key not in old]].assign(kind="session_added"),
        was.iloc[[old[key] for key in old if key not in new]].assign(kind="session_withdrawn"),
        now.iloc[[new[k] for k, turned in zip(both, otherwise, strict=True) if turned]].assign(
            kind="session_changed"
        ),
    ]
    return _listed(found, SESSION_MOVES)


def _dated(look: Look) -> pd.DataFrame:
    sure = without_doubt(look.sessions)
    dated = sure[sure["day"].notna() & sure["offer"].isin(look.offers["offer"])]
    return dated.drop_duplicates(_SESSION)


def _known(sessions: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield what tells a session apart: its offer, day and hours."""
    return zip(
        *(sessions[name].where(sessions[name].notna(), None) for name in _SESSION), strict=True
    )
