"""Which schools may be relaunched, at which level, worst first; nothing is sent from here.

A person decides each send. What schools are asked is counted in `measure.asks`.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.measure.asks import HOST, OPINION_REASONS, ORIGIN, REASONS
from passpro_nb.measure.groups import UNSAID, Selection, group_frame, select_offers

LAST_LEVEL = 3
ASKING = [code for code, reason in REASONS.items() if reason.asks]
KEYS = ["side", "uai"]  # of a school: one may be a host and an origin
SCHOOL = [*KEYS, "name", "commune", "district", "department", "mail", "copy"]


@dataclass(frozen=True)
class Wanted:
    """Which schools are looked at; an empty filter lets all through, several add up as « and ».

    `levels` are those already reached (0: never relaunched); `schools` are picked by hand. Picking
    hosts or offers leaves the origins out, unless `sides` names them.
    """

    selection: Selection = Selection()
    sides: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    least_lateness: int = 0
    least_missing: int = 0
    levels: tuple[int, ...] = ()
    schools: tuple[str, ...] = ()

    @property
    def asked_sides(self) -> tuple[str, ...]:
        """Return the sides that are asked."""
        picked = self.selection.host_uai or self.selection.offer
        return self.sides or ((HOST,) if picked else (HOST, ORIGIN))


def check_wanted(wanted: Wanted) -> Wanted:
    """Return the filters, or raise `UsageError` for a reason, a side or a level that is none.

    The UAI picked by hand come back in capitals.
    """
    for values, known, what in (
        (wanted.reasons, ASKING, "Le motif"),
        (wanted.sides, [HOST, ORIGIN], "Le rôle"),
        (wanted.levels, range(LAST_LEVEL + 1), "Le niveau"),
    ):
        if strange := [value for value in values if value not in known]:
            choices = ", ".join(map(str, known))
            raise UsageError(f"{what} {quoted(strange[0])} n’existe pas. Possibles : {choices}.")
    return replace(wanted, schools=tuple(uai.strip().upper() for uai in wanted.schools))


def why_silent(settings: Settings, day: date) -> str | None:
    """Return in French why nobody is relaunched on `day`, None when schools are at work."""
    for period in settings.calendrier.conges:
        if day in period:
            return (
                f"Le {long_date(day)} tombe pendant les congés : personne n’est relancé avant le "
                f"{long_date(settings.calendrier.workdays.add(period.end, 1))}."
            )
    return None


def select_asks(asks: pd.DataFrame, members: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the asks that pass the filters on offers, sides and reasons.

    In: `members`, any frame with the offers' key columns (`count_capacity`'s has them all).
    """
    kept = asks[asks["offer"].isin(select_offers(members, wanted.selection)["offer"])]
    return _having(kept, side=wanted.asked_sides, reason=wanted.reasons)


def _having(rows: pd.DataFrame, **filters: tuple[object, ...]) -> pd.DataFrame:
    """Return the rows that have the values wanted; an empty filter lets all through."""
    for column, values in filters.items():
        rows = rows[rows[column].isin(values)] if values else rows
    return rows


def list_schools(
    offers: pd.DataFrame, origins: pd.DataFrame, directory: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return one row a school that may be asked: columns `SCHOOL`.

    In: `measured_offers` (the hosts), `measure.coverage.origins`, the directory as read. `mail` is
    the directory's, else the pattern of the settings; `copy` the IEN-IO's of the département.
    """
    hosts = group_frame(offers, "host").rename(columns={"host_uai": "uai", "host_name": "name"})
    asked = origins[origins["origin_uai"].str.fullmatch(r"\d{7}[A-Z]")]
    asked = asked.rename(columns={"origin_uai": "uai", "origin_name": "name"})
    asked = asked.assign(side=ORIGIN, department=asked["uai"].map(uai_department))
    schools = pd.concat([hosts.assign(side=HOST), asked], ignore_index=True)
    known = directory.dropna(subset=["uai"]).drop_duplicates("uai").set_index("uai")
    known = known.reindex(columns=["commune", "district", "mail"])
    said = offers[offers["district"].ne(UNSAID)].drop_duplicates("host_uai").set_index("host_uai")
    pattern, copies = settings.campagne.mel_etablissement, settings.relances.mel_ien_io
    usual = {uai: pattern.replace("{uai}", uai.lower()) for uai in schools["uai"]}
    return schools.assign(
        commune=_filled(schools["commune"], schools["uai"].map(known["commune"].to_dict())),
        district=_filled(
            schools["uai"].map(said["district"].to_dict()),
            schools["uai"].map(known["district"].to_dict()),
        ),
        mail=_filled(schools["uai"].map(known["mail"].to_dict()), schools["uai"].map(usual)),
        copy=[copies.get(str(department), "") for department in schools["department"]],
    )[SCHOOL]


def _filled(texts: pd.Series, others: pd.Series) -> pd.Series:
    """Return texts, the missing ones taken from others; both may be wholly missing."""
    return texts.astype(object).where(texts.notna(), others.astype(object)).astype("str")


def measure_relaunches(
    asks: pd.DataFrame, schools: pd.DataFrame, history: pd.DataFrame, settings: Settings, day: date
) -> pd.DataFrame:
    """Return one row a school: `SCHOOL`, a count a reason, then what a person decides on.

    In: `select_asks`, `list_schools`, the journal's `HISTORY`. Then come `missing` (opinions to
    enter or to correct), `lateness` (working days, the oldest), `last_day`, `last_level` (0: never),
    `rank` (of the next relaunch: one more than those of the same reasons), `level` (the same, at most
    3: its tone) and `stand`:
    `ask`, `recent` (relaunched less than `delai_entre_relances_jours` ago), `nothing`.
    Worst first: opinions missing, then lateness, then pupils to convene.
    """
    counts = asks.pivot_table(index=KEYS, columns="reason", values="count", aggfunc="sum")
    counts = counts.reindex(columns=list(REASONS)).reset_index()
    lateness = asks.groupby(KEYS)["lateness"].max().reset_index()
    table = schools.merge(counts, on=KEYS, how="left").merge(lateness, on=KEYS, how="left")
    figures = dict.fromkeys([*REASONS, "lateness"], 0)
    table = table.fillna(figures).astype(dict.fromkeys(figures, int))
    table = table.assign(missing=table[list(OPINION_REASONS)].sum(axis=1))
    table = _with_history(table, asks, history[history["day"] <= np.datetime64(day, "s")])
    since = (np.datetime64(day, "s") - table["last_day"]).dt.days
    recent = since < settings.relances.delai_entre_relances_jours
    table = table.assign(stand=np.select([~asking(table), recent], ["nothing", "recent"], "ask"))
    worst = ["missing", "lateness", "non_convoques", "places_insuffisantes", "dossiers_incomplets"]
    order = [False] * len(worst) + [True]
    return table.sort_values([*worst, "uai"], ascending=order).reset_index(drop=True)


def asking(table: pd.DataFrame) -> pd.Series:
    """Tell which schools of `measure_relaunches` there is something to ask of."""
    return table[ASKING].gt(0).any(axis=1)


def _with_history(table: pd.DataFrame, asks: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """Add `last_day`, `last_level` and `level`."""
    schools = pd.MultiIndex.from_frame(table[KEYS])
    last = past.sort_values("day").groupby(KEYS)[["day", "level"]].last().reindex(schools)
    said = past.assign(reason=past["reasons"].str.split(","), at=range(len(past)))
    asked = asks.loc[asks["reason"].isin(ASKING), [*KEYS, "reason"]].drop_duplicates()
    same = said.explode("reason").merge(asked, on=[*KEYS, "reason"]).drop_duplicates("at")
    done = same.groupby(KEYS).size().reindex(schools, fill_value=0)
    return table.assign(
        last_day=last["day"].to_numpy("datetime64[s]"),
        last_level=last["level"].fillna(0).to_numpy(int),
        rank=(done + 1).to_numpy(int),
        level=(done + 1).clip(upper=LAST_LEVEL).to_numpy(int),
    )


def select_schools(table: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the schools that pass the filters on figures, levels and hand-picked UAI."""
    late = table["lateness"] >= wanted.least_lateness
    kept = table[late & (table["missing"] >= wanted.least_missing)]
    return _having(kept, last_level=wanted.levels, uai=wanted.schools).reset_index(drop=True)
