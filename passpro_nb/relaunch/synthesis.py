"""The synthesis of a relaunch: one line a school, worst first, then by programme, then where from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import CHOICES, label, meanings
from passpro_nb.domain.french import listing, long_date, number, percent, plural
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.measure.asks import REASONS
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.plan import FIGURES as COVERAGE
from passpro_nb.relaunch.plan import Plan

LEVELS = {1: "à relancer (1re)", 2: "à relancer (2e)", 3: "à relancer (3e)"}
STANDS = {"recent": "déjà relancé", "nothing": "rien à demander"}
SCHOOLS = [
    "stand", "department", "uai", "name", "missing", "lateness", *REASONS, "last_day", "last_level",
    "mail",
]  # fmt: skip
FOLLOWED = [
    "stand", "department", "uai", "name", "commune", "side", *COVERAGE, "last_day", "since",
    "answered", "copy",
]  # fmt: skip
DRY = ["stand", "uai", "name", "asked", "lateness", "last_day", "answered"]
_FILTERS = {
    "department": "département", "district": "bassin", "host_uai": "établissement", "offer": "offre",
    "programme": "formation", "domain": "domaine", "diploma": "diplôme",
}  # fmt: skip


def synthesis_table(plan: Plan, columns: list[str] = SCHOOLS) -> pd.DataFrame:
    """Return one row a school, in the plan's order, its « Statut » in words that filter well.

    A lateness is there only where an opinion is missing.
    """
    table = plan.schools
    said = table["stand"].map(STANDS).fillna(table["level"].map(LEVELS))
    if plan.silent:
        said = pd.Series("congés", table.index, dtype="str")
    lateness = table["lateness"].astype("Int64").where(table["missing"].gt(0))
    return table.assign(stand=said, lateness=lateness)[columns]


def dry_view(plan: Plan) -> pd.DataFrame:
    """Return what a person decides on: the schools that something is asked of, `SCHOOLS`, coverage, `asked`.

    `asked` says all that a school is asked in words.
    """
    columns = list(dict.fromkeys([*SCHOOLS, *FOLLOWED]))
    table = synthesis_table(plan, columns).assign(
        asked=[say_asks(row) for row in records(plan.schools)]
    )
    return table[plan.schools["stand"].ne("nothing")].reset_index(drop=True)


def say_asks(school: Mapping[str, Any]) -> str:
    """Return all that a school of the plan is asked: « 3 avis en retard et 1 avis illisible »."""
    return listing(ask_lines(school))


def ask_lines(school: Mapping[str, Any]) -> list[str]:
    """Return what a school of the plan is asked, one text a reason: « 3 avis en retard »."""
    return [
        plural(int(school[code]), reason.one, reason.many)
        for code, reason in REASONS.items()
        if school[code]
    ]


def synthesis_workbook(plan: Plan) -> bytes:
    """Return the synthesis: the schools, how they stand, the programmes, where it comes from.

    The follow-up has its own sheet, so that the first one prints in letters that can be read.
    """
    tables = {
        "Établissements": synthesis_table(plan),
        "Suivi": synthesis_table(plan, FOLLOWED),
        "Formations": plan.programmes.drop(columns="programme"),
    }
    banner = f"{plan.settings.campagne.nom} – relances au {long_date(plan.day)}"
    return workbook_bytes(tables, synthesis_notes(plan), banner=banner)


_HELD = ("laissé de côté, déjà relancé", "laissés de côté, déjà relancés")


def synthesis_notes(plan: Plan) -> list[str]:
    """Return where the synthesis comes from: day, files, filters, counts that add up, definitions."""
    total, schools = plan.total, plan.schools
    return [
        f"{plan.settings.campagne.nom} – relances au {long_date(plan.day)}",
        f"Fichiers : {listing(plan.files)}",
        f"Filtres : {listing(said_filters(plan.wanted)) or 'aucun'}",
        *([plan.silent] if plan.silent else []),
        f"{plural(len(plan.proposed), 'établissement proposé')} à la relance ; "
        f"{plural(len(plan.held), *_HELD)} il y a moins de "
        f"{plural(plan.settings.relances.delai_entre_relances_jours, 'jour')}.",
        f"Couverture du choix : {number(total['entered'])} avis saisis sur "
        f"{number(total['expected'])} attendus ({percent(total['coverage'])}).",
        f"Avis en retard du choix : {number(total['overdue'])}, dont dans cette liste "
        f"{number(int(schools['avis_en_retard'].sum()))} à saisir et "
        f"{plural(int(schools['avis_illisibles'].sum()), 'illisible')}.",
        f"Non convoqués du choix : {number(total['not_convened'])}, dont dans cette liste "
        f"{plural(int(schools['non_convoques'].sum()), 'élève à convoquer')}.",
        *meanings((*REASONS, "missing", *COVERAGE)),
        *CHOICES,
    ]  # fmt: skip


def said_filters(wanted: Wanted) -> list[str]:
    """Return the filters in words."""
    said = [
        f"{_FILTERS[name]} {listing(values)}" for name, values in wanted.selection.active().items()
    ]
    said += [f"rôle {listing(wanted.sides)}"] if wanted.sides else []
    said += [f"motif {listing(label(r) for r in wanted.reasons)}"] if wanted.reasons else []
    said += [f"retard d’au moins {wanted.least_lateness} j"] if wanted.least_lateness else []
    said += (
        [f"au moins {plural(wanted.least_missing, 'avis manquant')}"]
        if wanted.least_missing
        else []
    )
    said += [f"niveau atteint {listing(wanted.levels)}"] if wanted.levels else []
    said += [f"établissements choisis {listing(wanted.schools, 8)}"] if wanted.schools else []
    return said


def say_plan(plan: Plan) -> list[str]:
    """Return what a person must know before deciding, in a few sentences."""
    if plan.silent:
        return [plan.silent]
    said = [_say_proposed(plan)]
    if len(plan.held):
        delay = plan.settings.relances.delai_entre_relances_jours
        held = plural(
            len(plan.held),
            "établissement est laissé de côté",
            "établissements sont laissés de côté",
        )
        said.append(f"{held} : dernière relance il y a moins de {plural(delay, 'jour')}.")
    return said


def _say_proposed(plan: Plan) -> str:
    """Return how many schools may be relaunched, and for what in all."""
    day = long_date(plan.day)
    if plan.proposed.empty:
        return f"Aucun établissement n’est à relancer au {day} pour ce choix."
    schools = plural(
        len(plan.proposed),
        "établissement peut être relancé",
        "établissements peuvent être relancés",
    )
    total = {code: plan.proposed[code].sum() if r.asks else 0 for code, r in REASONS.items()}
    return f"{schools} au {day} : {say_asks(total)}."
