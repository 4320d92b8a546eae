"""The dashboard of the académie, without widgets: a state (the filters) → figures and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import FIGURES, SHARES, label
from passpro_nb.domain.french import long_date, number, percent, plural
from passpro_nb.export.files import file_name
from passpro_nb.export.records import plain, records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.measure.capacity import measure_capacity
from passpro_nb.measure.coverage import measure_coverage, measure_progress
from passpro_nb.measure.groups import select_offers
from passpro_nb.panels.filters import State, choice_label, provenance
from passpro_nb.store.published import Published

HOSTS = (
    "host_uai", "host_name", "commune", "department", "registered", "expected", "interviewed",
    "entered", "coverage", "overdue", "lateness_max", "not_convened", "shortfall",
)  # fmt: skip

# on screen the school's name leads, and what leads to act fits without scrolling
SHOWN = (
    "host_name", "commune", "department", "expected", "entered", "coverage", "overdue",
    "lateness_max", "not_convened", "shortfall", "host_uai",
)  # fmt: skip

_SECRET = (
    "Part de chaque valeur parmi les avis saisis ; « secret » là où trop peu d’avis la fondent, ou "
    "permettraient de la retrouver par soustraction."
)
_WORKDAYS = "Du lundi au vendredi, sans les jours fériés ni les congés de la campagne."


@dataclass(frozen=True)
class Screen:
    """What the page shows in one state. `total` and `hosts` hold figures by their codes."""

    state: State
    total: dict[str, Any]
    hosts: pd.DataFrame
    progress: pd.DataFrame
    sentence: str


def measure_screen(published: Published, state: State) -> Screen:
    """Return the figures of the page in one state; they are those of `coverage` and `capacity`."""
    offers = select_offers(published.offers, state.selection)
    capacity = select_offers(published.capacity, state.selection)
    day, settings = published.day, published.settings
    total = _total(
        measure_coverage(published.tally, offers, "academie", settings, day),
        measure_capacity(capacity, "academie"),
    )
    hosts = measure_coverage(published.tally, offers, "host", settings, day)
    short = measure_capacity(capacity, "host")[["host_uai", "shortfall"]]
    hosts = hosts.merge(short, on="host_uai", how="left")
    worst = hosts.sort_values(["overdue", "shortfall", "host_uai"], ascending=[False, False, True])
    return Screen(
        state,
        total,
        worst[list(HOSTS)].reset_index(drop=True),
        measure_progress(published.tally, offers, day),
        _sentence(published, total),
    )


def _total(*tables: pd.DataFrame) -> dict[str, Any]:
    """Return the one row of each table as plain values; zeros where nothing is selected."""
    total: dict[str, Any] = {}
    for table in tables:
        nothing = {code: None if code in SHARES else 0 for code in table.columns[1:]}
        total |= records(table)[0] if len(table) else nothing
    return total


def _sentence(published: Published, total: dict[str, Any]) -> str:
    """Return the sentence that says where the campaign stands and where its pace leads."""
    day, limit = published.day, published.settings.calendrier.limite_avis
    if not total["expected"]:
        return f"Au {long_date(day)}, aucun avis n’est attendu pour ce choix."
    stand = (
        f"Au {long_date(day)}, {percent(total['coverage'])} des avis attendus sont saisis "
        f"({number(total['entered'])} sur {number(total['expected'])})"
    )
    if limit is None or limit <= day or total["projected"] is None:
        return f"{stand}."
    projected = round(total["projected"])
    return (
        f"{stand} ; au rythme actuel ({number(total['pace'], 1)} par jour ouvré), environ "
        f"{number(projected)} {'le sera' if projected < 2 else 'le seront'} le {long_date(limit)} "
        f"(entre {number(round(total['projected_low']))} et {number(round(total['projected_high']))})."
    )


# --------------------------------------------------------------------------------- what is said


def headline(screen: Screen) -> list[tuple[str, str, str, str]]:
    """Return the key figures as (label, value, what it is made of, what it means)."""
    t = screen.total
    late = plural(t["lateness_max"] or 0, "jour ouvré")
    rows = (
        ("registered", number(t["registered"]), f"dont {plural(t['absent'], 'absent')}"),
        ("interviewed", number(t["interviewed"]), f"sur {plural(t['registered'], 'inscrit')}"),
        (
            "entered",
            number(t["entered"]),
            f"{percent(t['coverage'])} des {number(t['expected'])} attendus",
        ),
        (
            "overdue",
            number(t["overdue"]),
            f"le plus ancien : {late}" if t["overdue"] else "aucun retard",
        ),
        ("shortfall", number(t["shortfall"]), plural(t["sessions_to_add"], "séance à ajouter")),
    )
    return [(label(code), value, made, FIGURES[code].meaning) for code, value, made in rows]


def values_rows(published: Published) -> tuple[list[str], list[list[str]]]:
    """Return opinions by value and département as texts: headings, rows; small numbers hidden."""
    scale = list(published.settings.avis.echelle)
    rows = []
    for department, group in published.values.groupby("department", sort=True):
        entered = int(group["entered"].iloc[0])
        shares = dict(zip(group["value"], group["share"], strict=True))
        cells = [_secret(plain(shares[value]), entered) for value in scale]
        rows.append([choice_label("department", str(department)), number(entered), *cells])
    return ["Département", "Avis saisis", *scale], rows


def _secret(share: float | None, entered: int) -> str:
    return "secret" if share is None and entered else percent(share)


def hosts_workbook(published: Published, screen: Screen) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of the hosts shown."""
    total = screen.total
    said = (
        f"{plural(total['registered'], 'inscrit')}, {plural(total['entered'], 'avis saisi')} "
        f"sur {number(total['expected'])} attendus, {number(total['overdue'])} en retard"
    )
    name = file_name("etablissements", *screen.state.values, published.day.isoformat())
    notes = provenance(published, screen.state, said, HOSTS)
    return f"{name}.xlsx", workbook_bytes({"Établissements": screen.hosts}, notes)


def definitions() -> dict[str, str]:
    """Return what each figure of the page means, by label, then the choices made."""
    codes = [code for code in (*HOSTS, "absent", "projected", "pace") if code in FIGURES]
    meanings = {FIGURES[code].label: FIGURES[code].meaning for code in codes}
    return meanings | {"Répartition des avis": _SECRET, "Jours ouvrés": _WORKDAYS}
