"""Relaunches on screen, without widgets: a state (filters, schools picked) → what a person decides on.

The analysts' panel works from the campaign itself (`measure_screen`); the inspectors' list from the
published figures, counts only (`list_asks`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import FIGURES, label
from passpro_nb.domain.french import plural
from passpro_nb.export.files import file_name
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.measure.asks import HOST, ORIGIN, REASONS
from passpro_nb.measure.states import measure_states
from passpro_nb.panels.filters import State as Filters
from passpro_nb.panels.filters import provenance
from passpro_nb.relaunch.effect import measure_effect
from passpro_nb.relaunch.levels import (
    LAST_LEVEL,
    Wanted,
    asking,
    list_schools,
    measure_relaunches,
    select_asks,
    why_silent,
)
from passpro_nb.relaunch.mails import Mail
from passpro_nb.relaunch.pack import PASSWORDS, Pack
from passpro_nb.relaunch.plan import Plan, plan_relaunches
from passpro_nb.relaunch.synthesis import dry_view, say_asks, say_plan
from passpro_nb.store.journal import empty_history, read_asked, read_history, read_journal
from passpro_nb.store.published import Published

SHOWN = ("stand", "uai", "name", "asked", "missing", "lateness", "last_day", "answered")
LISTED = ("uai", "name", "department", "side", "missing", "lateness", *REASONS)
SIDES = ((HOST, "Établissements d’accueil"), (ORIGIN, "Établissements d’origine"))
REACHED = ((0, "Jamais relancés"), (1, "Une fois"), (2, "Deux fois"), (3, "Trois fois"))


@dataclass(frozen=True)
class State:
    """What is chosen: filters ("" or 0 lets through), and whether the lately relaunched come too."""

    filters: Filters = field(default_factory=Filters)
    district: str = ""
    side: str = ""
    reason: str = ""
    least_lateness: int = 0
    least_missing: int = 0
    level: int | None = None
    again: bool = False

    @property
    def wanted(self) -> Wanted:
        """Return the filters as the plan takes them."""
        districts = (self.district,) if self.district else ()
        return Wanted(
            replace(self.filters.selection, district=districts),
            (self.side,) if self.side else (),
            (self.reason,) if self.reason else (),
            self.least_lateness,
            self.least_missing,
            () if self.level is None else (self.level,),
        )


@dataclass(frozen=True)
class Screen:
    """What the panel shows in one state: `table` is the dry view, `sentences` say it in words."""

    state: State
    plan: Plan
    table: pd.DataFrame
    sentences: tuple[str, ...]


def measure_screen(campaign: Campaign, day: date, state: State) -> Screen:
    """Return the dry view of a campaign on a day, with what its journal remembers."""
    history, asked = read_history(campaign.folder), read_asked(campaign.folder)
    plan = plan_relaunches(campaign, day, state.wanted, history, asked)
    plan = plan.including_held() if state.again else plan
    return Screen(state, plan, dry_view(plan), tuple(say_plan(plan)))


def school_choices(plan: Plan) -> list[tuple[str, tuple[str, str]]]:
    """Return the schools that may be relaunched, worst first: (what is read, (side, UAI))."""
    return [
        (f"{row['name']} ({row['uai']}) – {say_asks(row)}", (str(row["side"]), str(row["uai"])))
        for row in records(plan.proposed)
    ]


def say_picked(plan: Plan) -> str:
    """Return in a sentence what the schools picked amount to."""
    chosen = plan.proposed
    if chosen.empty:
        return "Aucun établissement n’est choisi."
    levels = chosen["level"].value_counts().sort_index()
    parts = [f"{plural(int(n), 'au niveau', 'au niveau')} {level}" for level, n in levels.items()]
    said = plural(len(chosen), "établissement choisi", "établissements choisis")
    missing = plural(int(chosen["missing"].sum()), "avis manquant")
    return f"{said}, {missing} ({', '.join(parts)})."


def default_output(campaign: Campaign, day: date) -> Path:
    """Return a folder that is not there yet, inside the campaign's `relances/`."""
    place = campaign.folder / "relances"
    name, count = f"relance-{day.isoformat()}", 1
    while (place / name).exists():
        count += 1
        name = f"relance-{day.isoformat()}-n{count}"
    return place / name


def say_pack(pack: Pack) -> str:
    """Return in a sentence what was written, and what is left to a person."""
    said = (
        f"{plural(len(pack.mails), 'classeur et son mél', 'classeurs et leurs méls')} dans "
        f"« {pack.folder} » (paquet {pack.number} du journal). Rien n’est envoyé : ouvrez les "
        "brouillons, relisez, envoyez."
    )
    if pack.encrypted:
        said += f" Les mots de passe sont dans « {PASSWORDS} » : donnez-les par une autre voie."
    else:
        said += " Les classeurs ne sont pas chiffrés : aucun n’est joint, déposez-les en lieu sûr."
    if alone := sum(mail.level == LAST_LEVEL and not mail.copy for mail in pack.mails):
        drafts = plural(alone, "brouillon de 3e relance n’a", "brouillons de 3e relance n’ont")
        said += (
            f" {drafts} pas de copie : donnez l’adresse des IEN-IO dans campagne.toml (mel_ien_io)."
        )
    return said


def draft_text(mail: Mail) -> str:
    """Return a draft as it is read before it is sent."""
    copy = f"Copie : {mail.copy}\n" if mail.copy else ""
    return f"À : {mail.mail}\n{copy}Objet : {mail.subject}\n\n{mail.body}"


def effect_table(campaign: Campaign, day: date) -> pd.DataFrame:
    """Return what the relaunches changed, by level (`measure_effect`)."""
    states = measure_states(campaign.applications, campaign.settings, day)
    return measure_effect(read_asked(campaign.folder), states, day)


def journal_table(campaign: Campaign) -> pd.DataFrame:
    """Return the journal, latest first."""
    return read_journal(campaign.folder)


# ----------------------------------------------------------------- the inspectors' list: counts


def list_asks(published: Published, filters: Filters, side: str = "") -> pd.DataFrame:
    """Return the schools that something is asked of: columns `LISTED`, counts and no pupil."""
    wanted = Wanted(filters.selection, (side,) if side else ())
    asks = select_asks(published.asks, published.capacity, wanted)
    nobody = pd.DataFrame({name: pd.Series(dtype="str") for name in ("uai", "commune", "mail")})
    schools = list_schools(published.offers, published.origins, nobody, published.settings)
    table = measure_relaunches(asks, schools, empty_history(), published.settings, published.day)
    return table.loc[asking(table), list(LISTED)].reset_index(drop=True)


def say_list(published: Published, table: pd.DataFrame) -> str:
    """Return in a sentence what the list amounts to."""
    if silent := why_silent(published.settings, published.day):
        return silent
    schools = plural(len(table), "établissement à relancer", "établissements à relancer")
    return (
        f"{schools} : {plural(int(table['missing'].sum()), 'avis manquant')}, "
        f"{plural(int(table['non_convoques'].sum()), 'élève à convoquer', 'élèves à convoquer')}, "
        f"{plural(int(table['places_insuffisantes'].sum()), 'place à ajouter', 'places à ajouter')}."
    )


def list_workbook(published: Published, filters: Filters, table: pd.DataFrame) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of the list shown."""
    name = file_name("relances", *filters.values, published.day.isoformat())
    notes = provenance(published, filters, say_list(published, table), LISTED)
    return f"{name}.xlsx", workbook_bytes({"À relancer": table}, notes)


def definitions() -> dict[str, str]:
    """Return what the list's figures mean."""
    return {label(code): FIGURES[code].meaning for code in LISTED if code in FIGURES}
