"""The dashboard of the académie, without widgets: a state (the filters) → figures and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from passpro_nb.definitions import CHOICES, FIGURES, label
from passpro_nb.export_table import file_name, plain, records, workbook_bytes
from passpro_nb.french import (
    DEPARTMENTS,
    listing,
    long_date,
    number,
    percent,
    plural,
    short_date,
)
from passpro_nb.measure_capacity import measure_capacity
from passpro_nb.measure_coverage import measure_coverage, measure_progress, measure_values
from passpro_nb.measure_groups import Selection, select_offers
from passpro_nb.store import Published

FILTERS = {
    "department": "Département",
    "host_uai": "Établissement",
    "programme": "Formation",
    "diploma": "Diplôme",
}
HOSTS = (
    "host_uai", "host_name", "commune", "department", "registered", "interviewed", "entered",
    "coverage", "overdue", "lateness_max", "not_convened", "shortfall",
)  # fmt: skip

# on screen the school's name leads, and what leads to act fits without scrolling
SHOWN = (
    "host_name", "commune", "department", "registered", "entered", "coverage", "overdue",
    "lateness_max", "not_convened", "shortfall", "host_uai",
)  # fmt: skip

_SECRET = (
    "Part de chaque valeur parmi les avis saisis ; « secret » là où trop peu d’avis la fondent, ou "
    "permettraient de la retrouver par soustraction."
)
_WORKDAYS = "Du lundi au vendredi, sans les jours fériés ni les congés de la campagne."


@dataclass(frozen=True)
class State:
    """The filters of the page; "" lets everything through."""

    department: str = ""
    host_uai: str = ""
    programme: str = ""
    diploma: str = ""

    @property
    def selection(self) -> Selection:
        """Return the filters as the measures take them."""
        chosen = {name: (getattr(self, name),) for name in FILTERS if getattr(self, name)}
        return Selection(**chosen)


@dataclass(frozen=True)
class Screen:
    """What the page shows in one state. `total` and `hosts` hold figures by their codes."""

    state: State
    total: dict[str, object]
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


def _total(*tables: pd.DataFrame) -> dict[str, object]:
    """Return the one row of each table as plain values; zeros where nothing is selected."""
    total: dict[str, object] = {}
    for table in tables:
        zeros = dict.fromkeys(table.columns[1:], 0)
        total |= records(table)[0] if len(table) else zeros | {"coverage": None, "load": None}
    return total


def _sentence(published: Published, total: dict[str, object]) -> str:
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
    return (
        f"{stand} ; au rythme actuel ({number(total['pace'], 1)} par jour ouvré), environ "
        f"{number(round(total['projected']))} le seront le {long_date(limit)} "
        f"(entre {number(round(total['projected_low']))} et {number(round(total['projected_high']))})."
    )


# --------------------------------------------------------------------------------- what is said


def headline(screen: Screen) -> list[tuple[str, str, str, str]]:
    """Return the key figures as (label, value, what it is made of, what it means)."""
    t = screen.total
    late = plural(t["lateness_max"] or 0, "jour ouvré", "jours ouvrés")
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
        (
            "shortfall",
            number(t["shortfall"]),
            plural(t["sessions_to_add"], "séance à ajouter", "séances à ajouter"),
        ),
    )
    return [(label(code), value, made, FIGURES[code].meaning) for code, value, made in rows]


def choices(published: Published, state: State) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers, as (label, value): only what the other filters leave."""
    return {name: _choices(published.offers, name, state.selection) for name in FILTERS}


def _choices(offers: pd.DataFrame, name: str, selection: Selection) -> list[tuple[str, str]]:
    others = {k: v for k, v in selection.active().items() if k != name}
    left = select_offers(offers, Selection(**others))
    texts = {"host_uai": "host_name", "programme": "programme_label"}.get(name, name)
    pairs = left[[name, texts]].drop_duplicates(name)
    values = pairs.itertuples(index=False, name=None)
    return sorted((_choice(name, value, text), value) for value, text in values)


def _choice(name: str, value: str, text: str) -> str:
    if name == "department":
        return f"{value} – {DEPARTMENTS[value]}" if value in DEPARTMENTS else value
    return f"{text} ({value})" if name == "host_uai" else text


def values_rows(published: Published) -> tuple[list[str], list[list[str]]]:
    """Return opinions by value and département as texts: headings, rows; small numbers hidden."""
    table = measure_values(published.tally, published.offers, "department", published.settings)
    scale = list(published.settings.avis.echelle)
    rows = []
    for department, group in table.groupby("department", sort=True):
        entered = int(group["entered"].iloc[0])
        shares = dict(zip(group["value"], group["share"], strict=True))
        cells = [_secret(plain(shares[value]), entered) for value in scale]
        rows.append([_choice("department", str(department), ""), number(entered), *cells])
    return ["Département", "Avis saisis", *scale], rows


def _secret(share: object, entered: int) -> str:
    return "secret" if share is None and entered else percent(share)


def provenance(published: Published, screen: Screen) -> list[str]:
    """Return the lines that say what a list is made of: day, files, filters, definitions."""
    chosen = [f"{FILTERS[k]} : {v[0]}" for k, v in screen.state.selection.active().items()]
    total = screen.total
    return [
        f"{published.settings.campagne.nom} – données au {long_date(published.day)}",
        f"Fichiers : {listing(published.files)}",
        f"Importés le {short_date(published.imported_at.date())} à {published.imported_at:%H:%M}",
        f"Filtres : {listing(chosen) if chosen else 'aucun'}",
        f"Total : {plural(total['registered'], 'inscrit')}, {plural(total['entered'], 'avis saisi')} "
        f"sur {number(total['expected'])} attendus, {number(total['overdue'])} en retard",
        *(f"{label(code)} : {FIGURES[code].meaning}" for code in HOSTS if code in FIGURES),
        *CHOICES,
    ]


def hosts_workbook(published: Published, screen: Screen) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of the hosts shown."""
    chosen = [v[0] for v in screen.state.selection.active().values()]
    name = file_name("etablissements", *chosen, published.day.isoformat())
    tables = {"Établissements": screen.hosts}
    return f"{name}.xlsx", workbook_bytes(tables, provenance(published, screen))


def about(published: Published) -> str:
    """Return, as HTML, where the data come from."""
    offers, applications = published.hors_passpro
    return (
        f"<p class='provenance'>Données au <strong>{long_date(published.day, weekday=True)}</strong>, "
        f"importées le {short_date(published.imported_at.date())} à {published.imported_at:%H:%M} "
        f"({escape(listing(published.files))}). Hors Passpro, comptées à part : "
        f"{plural(offers, 'offre')} et {plural(applications, 'candidature')}.</p>"
    )


def definitions() -> dict[str, str]:
    """Return what each figure of the page means, by label, then the choices made."""
    codes = [code for code in (*HOSTS, "absent", "expected", "projected", "pace") if code in FIGURES]
    meanings = {FIGURES[code].label: FIGURES[code].meaning for code in codes}
    return meanings | {"Répartition des avis": _SECRET, "Jours ouvrés": _WORKDAYS}
