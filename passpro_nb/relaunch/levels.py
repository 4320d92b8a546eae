"""Which schools may be relaunched, at which level, worst first; nothing is sent from here.

A person decides each send. What schools are asked is counted in `measure.asks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import fold, long_date, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.measure.asks import BEFORE_LACKS, HOST, LACKS, OPINION_REASONS, ORIGIN, REASONS
from passpro_nb.measure.groups import UNSAID, Selection, choose, group_frame, select_offers

LAST_LEVEL = 3
ASKING = [code for code, reason in REASONS.items() if reason.asks]
SIDES = {HOST: "Établissement d’accueil", ORIGIN: "Établissement d’origine"}
_REASONS = {code: label(code) for code in ASKING}
_LEVELS = {str(level): str(level) for level in range(LAST_LEVEL + 1)}
KEYS = ["side", "uai"]  # of a school: one may be a host and an origin
SCHOOL = [*KEYS, "name", "commune", "district", "department", "mail", "copy"]


@dataclass(frozen=True)
class Wanted:
    """Which schools are looked at; an empty filter lets all through, several add up as « and ».

    A département is that of the school asked; the other filters of `selection` are those of the
    offers it is asked about. `levels` are those already reached (0: never relaunched); `schools` are
    picked by hand. Picking districts, hosts or offers leaves the origins out, unless `sides` names
    them.
    """

    selection: Selection = Selection()
    sides: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    least_lateness: int = 0
    least_missing: int = 0
    levels: tuple[int, ...] = ()
    schools: tuple[str, ...] = ()

    @property
    def anywhere(self) -> Selection:
        """Return the filters on offers, in whichever département."""
        return replace(self.selection, department=())

    @property
    def asked_sides(self) -> tuple[str, ...]:
        """Return the sides that are asked."""
        picked = self.selection.district or self.selection.host_uai or self.selection.offer
        return self.sides or ((HOST,) if picked else (HOST, ORIGIN))


def check_wanted(wanted: Wanted) -> Wanted:
    """Return the filters by their codes, or raise `UsageError` for a reason, a side or a level that is none.

    A reason or a side may be said by its code, by its heading, or by the first words of either where
    no other begins so: « places », « dates manquantes », « établissement d’accueil ».
    """
    levels = [_code(level, _LEVELS, "Le niveau") for level in wanted.levels]
    return replace(
        wanted,
        reasons=tuple(_code(reason, _REASONS, "Le motif") for reason in wanted.reasons),
        sides=tuple(_code(side, SIDES, "Le rôle") for side in wanted.sides),
        levels=tuple(map(int, levels)),
    )


def choose_wanted(wanted: Wanted, offers: pd.DataFrame, schools: pd.DataFrame) -> Wanted:
    """Return the filters by their codes; départements and schools picked are among the `schools` asked.

    Offers are named as `measure.groups.choose` takes them, schools by UAI or by name. Raises
    `UsageError` for a value that nothing has.
    """
    checked = check_wanted(wanted)
    selection = choose(offers, wanted.anywhere.active())
    if wanted.selection.department:
        chosen = choose(schools, {"department": wanted.selection.department})
        selection = replace(selection, department=chosen.department)
    picked = [uai for said in wanted.schools for uai in _picked(said, schools)]
    return replace(checked, selection=selection, schools=tuple(dict.fromkeys(picked)))


def _picked(said: str, schools: pd.DataFrame) -> list[str]:
    """Return the UAI of the schools that a UAI or a name picks."""
    named = schools["uai"].eq(said.strip().upper()) | schools["name"].map(fold).eq(fold(said))
    if not named.any():
        raise UsageError(
            f"L’établissement {quoted(said)} n’est pas dans la campagne : ni accueil Passpro, ni "
            "établissement d’origine d’un candidat."
        )
    return list(schools.loc[named, "uai"])


def _code(wanted: object, known: Mapping[str, str], what: str) -> str:
    """Return the code that a word stands for, of codes and their headings."""
    said = fold(str(wanted))
    codes: dict[str, str] = {}
    for code, heading in known.items():
        codes |= dict.fromkeys((fold(code.replace("_", " ")), fold(heading)), code)
    whole = {codes[said]} if said in codes else set()
    begun = whole or {code for words, code in codes.items() if said and words.startswith(said)}
    if len(begun) != 1:
        choices = ", ".join(known)
        wrong = "est ambigu" if begun else "n’existe pas"
        raise UsageError(f"{what} {quoted(wanted)} {wrong}. Possibles : {choices}.")
    return begun.pop()


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
    """Return the asks that pass the filters on offers, départements, sides and reasons.

    In: `members`, any frame with the offers' key columns (`count_capacity`'s has them all). A school
    is asked about its pupils in whichever département they apply.
    """
    kept = asks[asks["offer"].isin(select_offers(members, wanted.anywhere)["offer"])]
    kept = kept.assign(department=kept["uai"].map(uai_department))
    kept = _having(kept, department=wanted.selection.department)
    return _having(kept, side=wanted.asked_sides, reason=wanted.reasons)[asks.columns]


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
    Worst first: opinions missing, then lateness, then pupils to convene, then what else is asked.
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
    worst = ["missing", "lateness", *(code for code in ASKING if code not in OPINION_REASONS)]
    order = [False] * len(worst) + [True]
    return table.sort_values([*worst, "uai"], ascending=order).reset_index(drop=True)


def asking(table: pd.DataFrame) -> pd.Series:
    """Tell which schools of `measure_relaunches` there is something to ask of."""
    return table[ASKING].gt(0).any(axis=1)


def _with_history(table: pd.DataFrame, asks: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """Add `last_day`, `last_level` and `level`."""
    schools = pd.MultiIndex.from_frame(table[KEYS])
    last = past.sort_values("day").groupby(KEYS)[["day", "level"]].last().reindex(schools)
    reasons = past["reasons"].str.replace(BEFORE_LACKS, ",".join(LACKS))
    said = past.assign(reason=reasons.str.split(","), at=range(len(past)))
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
