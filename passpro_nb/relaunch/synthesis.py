"""The synthesis of a relaunch: one line a school, worst first, then by programme, then where from."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import RELAUNCH_CHOICES, label, meanings
from passpro_nb.domain.french import listing, long_date, number, percent, plural, unbreakable
from passpro_nb.export.records import records
from passpro_nb.export.scratch import new_book
from passpro_nb.export.workbook import READABLE, Look, book_bytes, write_notes, write_sheet
from passpro_nb.measure.asks import REASONS
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.plan import FIGURES as COVERAGE
from passpro_nb.relaunch.plan import Plan

STANDS = {"recent": "déjà relancé", "nothing": "rien à demander"}
SCHOOLS = [
    "stand", "side", "department", "district", "uai", "name", "commune", "missing", "lateness",
    *REASONS,
]  # fmt: skip
FOLLOWED = [
    "side", "uai", "name", *COVERAGE, "last_day", "last_level", "since", "answered", "mail",
]  # fmt: skip
NONE = "–"  # the one sign for nothing
# their texts go on lines
_NARROW = {
    "Établissements": {"stand": 17, "district": 16, "name": 28, "commune": 16},
    "Suivi": {"name": 24, "mail": 28},
}
_HELD = ("laissé de côté, déjà relancé", "laissés de côté, déjà relancés")
_PROPOSED = ("établissement peut être relancé", "établissements peuvent être relancés")
_LEFT = ("établissement est laissé de côté", "établissements sont laissés de côté")
DRY = ["stand", "uai", "name", "asked", "lateness", "last_day", "answered"]
_SUMMED = frozenset((*REASONS, "missing", "since", "answered", *COVERAGE)) - {"coverage"}
_UPRIGHT = _SUMMED | {"department", "coverage", "lateness", "last_level"}
_FILTERS = {
    "department": "département", "district": "bassin", "host_uai": "établissement", "offer": "offre",
    "programme": "formation", "domain": "domaine", "diploma": "diplôme",
    "status": "statut",
}  # fmt: skip


def synthesis_table(plan: Plan, columns: list[str] = SCHOOLS) -> pd.DataFrame:
    """Return one row a school, in the plan's order, its « Statut » in words that filter well.

    A lateness is there only where an opinion is missing.
    """
    table = plan.schools
    asked = [f"à relancer ({rank}{'re' if rank == 1 else 'e'})" for rank in table["rank"]]
    said = table["stand"].map(STANDS).fillna(pd.Series(asked, table.index))
    if plan.silent:
        said = pd.Series("congés", table.index, dtype="str")
    lateness = table["lateness"].astype("Int64").where(table["missing"].gt(0))
    return table.assign(stand=said, lateness=lateness)[columns]


def dry_view(plan: Plan) -> pd.DataFrame:
    """Return what a person decides on: the schools that something is asked of, `SCHOOLS`, coverage, `asked`.

    `asked` says all that a school is asked in words.
    """
    asked = [say_asks(row) for row in records(plan.schools)]
    columns = [*dict.fromkeys([*SCHOOLS, *FOLLOWED, "copy"])]
    table = synthesis_table(plan, columns).assign(asked=asked)
    return table[plan.schools["stand"].ne("nothing")].reset_index(drop=True)


def say_asks(school: Mapping[str, Any]) -> str:
    """Return all that a school of the plan is asked: « 3 avis en retard et 1 avis illisible »."""
    return listing(say_counts(school).values())


def say_counts(school: Mapping[str, Any]) -> dict[str, str]:
    """Return what a school of the plan is asked, by reason: « 3 avis en retard »."""
    asked = {code: reason for code, reason in REASONS.items() if school[code]}
    return {code: plural(int(school[code]), r.one, r.many) for code, r in asked.items()}


def synthesis_workbook(plan: Plan) -> bytes:
    """Return the synthesis: the schools, how they stand, the programmes, where it comes from.

    Each sheet is as wide as a page in letters that can be read, and ends with its totals.
    """
    notes = synthesis_notes(plan)
    tables = {
        "Établissements": synthesis_table(plan),
        "Suivi": synthesis_table(plan, FOLLOWED),
        "Formations": plan.programmes.drop(columns="programme"),
    }
    book = new_book()
    for title, table in tables.items():
        look = Look(
            banner=notes[0], page=READABLE, none=NONE, upright=_UPRIGHT,
            widths=_NARROW.get(title, {}), total=_total(table),
        )  # fmt: skip
        write_sheet(book, title, table, look)
    write_notes(book, "Provenance", map(unbreakable, notes), size=9)
    return book_bytes(book)


def _total(table: pd.DataFrame) -> dict[str, Any]:
    """Return the last row of a sheet: the sums of its counts, their coverage, the longest lateness."""
    sums = {code: int(table[code].sum()) for code in table if code in _SUMMED}
    total: dict[str, Any] = {table.columns[0]: "Total", **sums}
    total |= dict.fromkeys({"lateness", "last_day", "last_level"}.intersection(table))
    if table.get("lateness", pd.Series()).notna().any():
        total["lateness"] = int(table["lateness"].max())
    if "coverage" in table:
        expected = sums["expected"]
        total["coverage"] = sums["entered"] / expected if expected else None
    if "name" in table:
        total["name"] = plural(len(table), "établissement")
    return total


def synthesis_notes(plan: Plan) -> list[str]:
    """Return where the synthesis comes from: day, files, filters, counts that add up, definitions."""
    total, schools = plan.total, plan.schools
    return [
        f"{plan.settings.campagne.nom} – relances au {long_date(plan.day)}",
        f"Fichiers : {listing(plan.files)}",
        f"Filtres : {listing(said_filters(plan.wanted, plan.coverage)) or 'aucun'}",
        *([plan.silent] if plan.silent else []),
        f"{plural(len(plan.proposed), 'établissement proposé')} à la relance ; "
        f"{plural(len(plan.held), *_HELD)} il y a moins de {_delay(plan)}.",
        f"Couverture du choix : {number(total['entered'])} avis saisis sur "
        f"{number(total['expected'])} attendus ({percent(total['coverage'])}).",
        f"Avis en retard du choix : {number(total['overdue'])}, dont dans cette liste "
        f"{number(int(schools['avis_en_retard'].sum()))} à saisir et "
        f"{plural(int(schools['avis_illisibles'].sum()), 'illisible')}.",
        f"Non convoqués du choix : {number(total['not_convened'])}, dont dans cette liste "
        f"{plural(int(schools['non_convoques'].sum()), 'candidature à convoquer')}.",
        *meanings((*REASONS, "missing", *COVERAGE)),
        *RELAUNCH_CHOICES,
    ]  # fmt: skip


def said_filters(wanted: Wanted, programmes: pd.DataFrame | None = None) -> list[str]:
    """Return the filters in words; `programmes` names them (`programme`, `programme_label`)."""
    found = (
        pd.DataFrame(columns=["programme", "programme_label"]) if programmes is None else programmes
    )
    names = dict(zip(found["programme"], found["programme_label"], strict=True))
    active = wanted.selection.active().items()
    chosen = {code: [names.get(value, value) for value in values] for code, values in active}
    said: dict[str, object] = {f"{_FILTERS[c]} {listing(v)}": v for c, v in chosen.items()}
    missing = plural(wanted.least_missing, "avis manquant")
    said |= {
        f"rôle {listing(wanted.sides)}": wanted.sides,
        f"motif {listing(map(label, wanted.reasons))}": wanted.reasons,
        f"retard d’au moins {wanted.least_lateness} j": wanted.least_lateness,
        f"au moins {missing}": wanted.least_missing,
        f"niveau atteint {listing(wanted.levels)}": wanted.levels,
        f"établissements choisis {listing(wanted.schools, 8)}": wanted.schools,
    }
    return [text for text, value in said.items() if value]


def say_plan(plan: Plan) -> list[str]:
    """Return what a person must know before deciding, in a few sentences."""
    if plan.silent:
        return [plan.silent]
    day, held = long_date(plan.day), len(plan.held)
    if plan.proposed.empty:
        said = [f"Aucun établissement n’est à relancer au {day} pour ce choix."]
    else:
        total = {code: plan.proposed[code].sum() if r.asks else 0 for code, r in REASONS.items()}
        schools = plural(len(plan.proposed), *_PROPOSED)
        said = [f"{schools} au {day} : {say_asks(total)}."]
    if held:
        said.append(f"{plural(held, *_LEFT)} : dernière relance il y a moins de {_delay(plan)}.")
    return said


def _delay(plan: Plan) -> str:
    return plural(plan.settings.relances.delai_entre_relances_jours, "jour")
