"""Who may be relaunched, for what and why (domain.md, The procedure; definitions.md, States).

From the finest to the coarsest: `list_concerned` (nominative, one row an application),
`count_asks` (without names, one row a school × offer × reason), `measure_relaunches` (one row a
school, its level, its last relaunch). Nothing is sent from here: a person decides each send.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from passpro_nb.codes import uai_department
from passpro_nb.errors import SettingsError, UsageError
from passpro_nb.french import fold, listing, long_date, quoted
from passpro_nb.measure_groups import Selection, group_frame, select_offers
from passpro_nb.settings import Settings
from passpro_nb.tables import APPLICATIONS

HOST, ORIGIN = "accueil", "origine"
LAST_LEVEL = 3
ASK = ["side", "uai", "offer", "reason", "count", "lateness"]
SCHOOL = ["side", "uai", "name", "commune", "department", "mail", "copy"]
HISTORY = ["side", "uai", "day", "level", "reasons"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a school is asked, and how it is counted in words; its meaning is in `definitions`.

    `asks` is False for what only joins the lists of a school asked for something else.
    """

    code: str
    side: str
    one: str
    many: str
    asks: bool = True


_REASONS = (
    Reason("avis_en_retard", HOST, "avis en retard", "avis en retard"),
    Reason("avis_illisibles", HOST, "avis illisible", "avis illisibles"),
    Reason("non_convoques", HOST, "élève à convoquer", "élèves à convoquer"),
    Reason(
        "places_insuffisantes", HOST, "place d’entretien manquante", "places d’entretien manquantes"
    ),
    Reason(
        "catalogue_incomplet", HOST, "formation à compléter au catalogue",
        "formations à compléter au catalogue",
    ),
    Reason(
        "a_reconvoquer", HOST, "élève absent à reconvoquer", "élèves absents à reconvoquer", False
    ),
    Reason(
        "dossiers_incomplets", ORIGIN, "candidature au dossier incomplet",
        "candidatures au dossier incomplet",
    ),
)  # fmt: skip
REASONS: dict[str, Reason] = {reason.code: reason for reason in _REASONS}
OPINION_REASONS = ("avis_en_retard", "avis_illisibles")


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
    """Return the filters, or raise `UsageError` for a reason, a side or a level that is none."""
    for values, known, what in (
        (wanted.reasons, list(REASONS), "Le motif"),
        (wanted.sides, [HOST, ORIGIN], "Le rôle"),
        (wanted.levels, list(range(LAST_LEVEL + 1)), "Le niveau"),
    ):
        for value in values:
            if value not in known:
                raise UsageError(f"{what} {quoted(value)} n’existe pas : {listing(known)}.")
    return wanted


def why_silent(settings: Settings, day: date) -> str | None:
    """Return in French why nobody is relaunched on `day`, None when schools are at work."""
    for period in settings.calendrier.conges:
        if day in period:
            return (
                f"Le {long_date(day)} tombe pendant les congés : personne n’est relancé avant le "
                f"{long_date(settings.calendrier.workdays.add(period.end, 1))}."
            )
    return None


# ------------------------------------------------------------------------- pupil by pupil


def list_concerned(states: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return the applications for which a school is asked something, or that its list recalls.

    In: `measure_states`. Out: the same columns, then `side`, `uai` (the school asked), `reason`, and
    `lacks` (for an origin, the headings that miss). Hors Passpro and cancelled: never. An
    application may stand twice: once for its host, once for its origin.
    """
    rows = states[states["in_passpro"].astype(bool) & states["state"].ne("cancelled")]
    return pd.concat(
        [_concerning_hosts(rows, settings, day), _concerning_origins(rows, settings, day)],
        ignore_index=True,
    )


def _concerning_hosts(rows: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    late = rows["state"].eq("overdue")
    late &= rows["lateness"] >= settings.relances.retard_min_jours_ouvres
    idle = rows["state"].eq("not_convened") & _window_closes(settings, day)
    unreadable = rows["opinion_unreadable"].astype(bool)
    cases = [late & unreadable, late, idle, rows["state"].eq("absent")]
    codes = ["avis_illisibles", "avis_en_retard", "non_convoques", "a_reconvoquer"]
    asked = rows.assign(
        side=HOST, uai=rows["host_uai"], reason=np.select(cases, codes, ""), lacks=""
    )
    return asked[asked["reason"] != ""]


def _window_closes(settings: Settings, day: date) -> bool:
    """Tell whether the interviews end soon enough, or have ended, for convocations to be asked."""
    end = settings.calendrier.fin_entretiens or settings.calendrier.limite_avis
    if end is None:
        return False
    left = settings.calendrier.workdays.between(day, end)
    return left <= settings.relances.convocation_jours_ouvres


def _concerning_origins(rows: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    closing = settings.calendrier.cloture_inscriptions
    known = rows[rows["origin_uai"].notna() & (closing is None or day > closing)]
    lacks = pd.Series("", known.index, dtype="str")
    for code in _file_columns(settings):
        heading = APPLICATIONS[code].heading
        lacks = lacks.mask(known[code].isna(), lacks.str.cat([heading] * len(lacks), sep=", "))
    asked = known.assign(
        side=ORIGIN, uai=known["origin_uai"], reason="dossiers_incomplets",
        lacks=lacks.str.removeprefix(", "), lateness=0,
    )  # fmt: skip
    return asked[asked["lacks"] != ""]


def _file_columns(settings: Settings) -> list[str]:
    """Return the columns that a pupil's file needs; raise `SettingsError` for an unknown heading."""
    identity = ("ine", "file_number", "last_name", "first_name", "birth_date", "origin_class")
    known = {fold(APPLICATIONS[code].heading): code for code in identity}
    for heading in settings.relances.champs_dossier:
        if fold(heading) not in known:
            headings = listing(APPLICATIONS[code].heading for code in identity)
            raise SettingsError(
                f"campagne.toml : « champs_dossier » de [relances] parle de {quoted(heading)} ; "
                f"les colonnes possibles sont : {headings}."
            )
    return [known[fold(heading)] for heading in settings.relances.champs_dossier]


# ------------------------------------------------------------------------- offer by offer


def list_gaps(offers: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the offers whose catalogue lines lack a mode or a dated session.

    In: `measured_offers`, the sessions as read. Out: the offers' columns and `lacks`, in French.
    """
    dated = offers["offer"].isin(sessions.loc[sessions["day"].notna(), "offer"])
    moded = offers["mode"].notna()
    moded |= offers["offer"].isin(sessions.loc[sessions["mode"].notna(), "offer"])
    lacks = np.select(
        [~dated & ~moded, ~dated, ~moded],
        ["la modalité et les dates", "les dates", "la modalité"],
        "",
    )
    table = offers.assign(lacks=lacks)
    return table[table["lacks"] != ""]


def count_asks(
    concerned: pd.DataFrame,
    gaps: pd.DataFrame,
    capacity: pd.DataFrame,
    settings: Settings,
    day: date,
) -> pd.DataFrame:
    """Return one row a school × offer × reason, without any name: columns `ASK`.

    In: `list_concerned`, `list_gaps`, `count_capacity`. `count` is in the reason's unit
    (applications, seats, offers), `lateness` the largest, in working days.
    """
    keys = ["side", "uai", "offer", "reason"]
    pupils = concerned.groupby(keys, as_index=False).agg(
        count=("reason", "size"), lateness=("lateness", "max")
    )
    end = settings.calendrier.fin_entretiens
    if end is not None and day > end:  # no session can be added, no line completed any more
        return pupils[ASK]
    short = capacity[capacity["shortfall"] >= settings.relances.places_manquantes_min]
    started = settings.calendrier.ouverture_inscriptions
    open_gaps = gaps if started is None or day >= started else gaps.head(0)
    return pd.concat(
        [
            pupils,
            _offer_asks(short, "places_insuffisantes", short["shortfall"]),
            _offer_asks(open_gaps, "catalogue_incomplet", 1),
        ],
        ignore_index=True,
    )[ASK]


def _offer_asks(offers: pd.DataFrame, reason: str, count: object) -> pd.DataFrame:
    rows = offers[["offer"]].assign(
        side=HOST, uai=offers["host_uai"], reason=reason, count=count, lateness=0
    )
    return rows[ASK]


def select_asks(asks: pd.DataFrame, members: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the asks that pass the filters on offers, sides and reasons.

    In: `members`, any frame with the offers' key columns (`count_capacity`'s has them all).
    """
    kept = asks[asks["offer"].isin(select_offers(members, wanted.selection)["offer"])]
    for column, values in (("side", wanted.asked_sides), ("reason", wanted.reasons)):
        kept = kept[kept[column].isin(values)] if values else kept
    return kept


# ------------------------------------------------------------------------- school by school


def list_schools(
    offers: pd.DataFrame, origins: pd.DataFrame, directory: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return one row a school that may be asked: columns `SCHOOL`.

    In: `measured_offers` (the hosts), `measure_coverage.origins`, the directory as read. `mail` is
    the directory's, else the pattern of the settings; `copy` the IEN-IO's of the département.
    """
    hosts = group_frame(offers, "host").rename(columns={"host_uai": "uai", "host_name": "name"})
    asked = origins[origins["origin_uai"].str.fullmatch(r"\d{7}[A-Z]")]
    asked = asked.rename(columns={"origin_uai": "uai", "origin_name": "name"})
    departments = [uai_department(uai) for uai in asked["uai"]]
    schools = pd.concat(
        [hosts.assign(side=HOST), asked.assign(side=ORIGIN, department=departments)],
        ignore_index=True,
    )
    known = directory.dropna(subset=["uai"]).drop_duplicates("uai").set_index("uai")
    pattern, copies = settings.campagne.mel_etablissement, settings.relances.mel_ien_io
    usual = {uai: pattern.replace("{uai}", uai.lower()) for uai in schools["uai"]}
    return schools.assign(
        commune=_filled(schools["commune"], schools["uai"].map(known["commune"].to_dict())),
        mail=_filled(schools["uai"].map(known["mail"].to_dict()), schools["uai"].map(usual)),
        copy=[copies.get(str(department), "") for department in schools["department"]],
    )[SCHOOL]


def _filled(texts: pd.Series, others: pd.Series) -> pd.Series:
    """Return texts, the missing ones taken from others; both may be wholly missing."""
    return texts.astype(object).where(texts.notna(), others.astype(object)).astype("str")


def empty_history() -> pd.DataFrame:
    """Return the history of a campaign in which nobody was relaunched yet."""
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in HISTORY})
    return frame.astype({"day": "datetime64[s]", "level": int})


def measure_relaunches(
    asks: pd.DataFrame,
    schools: pd.DataFrame,
    history: pd.DataFrame,
    settings: Settings,
    day: date,
) -> pd.DataFrame:
    """Return one row a school: `SCHOOL`, a count a reason, then what a person decides on.

    In: `select_asks`, `list_schools`, the journal's `HISTORY`. Then come `missing` (opinions to
    enter or to correct), `lateness` (working days, the oldest), `last_day`, `last_level` (0: never),
    `level` (of the next relaunch: one more than those of the same reasons, at most 3) and `stand`:
    `ask`, `recent` (relaunched less than `delai_entre_relances_jours` ago), `nothing`.
    Worst first: opinions missing, then lateness, then pupils to convene.
    """
    keys = ["side", "uai"]
    counts = asks.pivot_table(index=keys, columns="reason", values="count", aggfunc="sum")
    counts = counts.reindex(columns=list(REASONS)).fillna(0).astype(int).reset_index()
    lateness = asks.groupby(keys)["lateness"].max().reset_index()
    table = schools.merge(counts, on=keys, how="left").merge(lateness, on=keys, how="left")
    table = table.fillna(dict.fromkeys([*REASONS, "lateness"], 0))
    table = table.astype(dict.fromkeys([*REASONS, "lateness"], int))
    past = history[history["day"] <= np.datetime64(day, "s")]
    table = _with_history(table.assign(missing=table[list(OPINION_REASONS)].sum(axis=1)), past)
    stand = _stand(table, settings.relances.delai_entre_relances_jours, day)
    worst = ["missing", "lateness", "non_convoques", "places_insuffisantes", "dossiers_incomplets"]
    ordered = table.assign(stand=stand).sort_values(
        [*worst, "uai"], ascending=[False] * len(worst) + [True]
    )
    return ordered.reset_index(drop=True)


def asking(table: pd.DataFrame) -> pd.Series:
    """Tell which schools of `measure_relaunches` there is something to ask of."""
    return table[[code for code, reason in REASONS.items() if reason.asks]].gt(0).any(axis=1)


def _with_history(table: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """Add `last_day`, `last_level` and `level`."""
    keys = pd.MultiIndex.from_frame(table[["side", "uai"]])
    latest = past.sort_values("day").groupby(["side", "uai"])[["day", "level"]].last()
    last = latest.reindex(keys)
    by_school = dict(iter(past.groupby(["side", "uai"])))
    levels = [_next_level(row, by_school.get(key)) for key, row in _reasons_of(table)]
    return table.assign(
        last_day=last["day"].to_numpy("datetime64[s]"),
        last_level=last["level"].fillna(0).to_numpy(int),
        level=np.array(levels, dtype=int),
    )


def _reasons_of(table: pd.DataFrame) -> Iterator[tuple[tuple[str, str], set[str]]]:
    """Yield ((side, uai), the set of reasons that it is asked for)."""
    codes = [code for code, reason in REASONS.items() if reason.asks]
    flags = table[codes].gt(0).to_numpy()
    for side, uai, row in zip(table["side"], table["uai"], flags, strict=True):
        yield (side, uai), {code for code, flag in zip(codes, row, strict=True) if flag}


def _next_level(reasons: set[str], past: pd.DataFrame | None) -> int:
    if past is None or not reasons:
        return 1
    same = sum(1 for said in past["reasons"] if reasons & set(said.split(",")))
    return min(LAST_LEVEL, same + 1)


def _stand(table: pd.DataFrame, delay: int, day: date) -> np.ndarray:
    since = (np.datetime64(day, "s") - table["last_day"]).dt.days
    return np.select([~asking(table), since < delay], ["nothing", "recent"], "ask")


def select_schools(table: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the schools that pass the filters on figures, levels and hand-picked UAI."""
    kept = table
    if wanted.least_lateness:
        kept = kept[kept["lateness"] >= wanted.least_lateness]
    if wanted.least_missing:
        kept = kept[kept["missing"] >= wanted.least_missing]
    for column, values in (("last_level", wanted.levels), ("uai", wanted.schools)):
        kept = kept[kept[column].isin(values)] if values else kept
    return kept.reset_index(drop=True)


# ------------------------------------------------------------------------------------- effect


def measure_effect(asked: pd.DataFrame, states: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return what relaunches changed, by level: opinions entered within 3, 7 and 14 days.

    In: one row an opinion asked (`pack`, `side`, `uai`, `day`, `level`, `pupil`, `offer`),
    `measure_states` on `day`. Out: `level`, `relaunches` (schools × packs), `opinions` asked,
    `within_3`, `within_7`, `within_14`, `without_date` (entered, on an unknown day). An opinion counts
    for the latest relaunch before it; days are calendar days, the day of the relaunch being 0.
    """
    placed = place_answers(asked, states, day)
    groups = placed.groupby("level")
    table = groups.agg(opinions=("pupil", "size"), without_date=("undated", "sum"))
    table["relaunches"] = placed.drop_duplicates(["pack", "side", "uai"]).groupby("level").size()
    for limit in (3, 7, 14):
        table[f"within_{limit}"] = placed["after"].le(limit).groupby(placed["level"]).sum()
    windows = [f"within_{limit}" for limit in (3, 7, 14)]
    return table.reset_index()[["level", "relaunches", "opinions", *windows, "without_date"]]


def place_answers(asked: pd.DataFrame, states: pd.DataFrame, day: date) -> pd.DataFrame:
    """Add to each opinion asked `after` (days until it was entered, NaN: not) and `undated`."""
    entered = states.loc[states["state"].eq("entered"), ["pupil", "offer", "opinion_on"]]
    past = asked[asked["day"] <= np.datetime64(day, "s")]
    rows = past.merge(entered.assign(there=True), on=["pupil", "offer"], how="left")
    after = (rows["opinion_on"] - rows["day"]).dt.days
    after = after.where(after >= 0)
    nearest = after.groupby([rows["pupil"], rows["offer"]]).transform("min")
    undated = rows["there"].eq(True) & rows["opinion_on"].isna()
    return rows.assign(after=after.where(after == nearest), undated=undated)
