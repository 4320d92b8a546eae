"""The dashboard of the académie, without widgets: filters → figures and sentences."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import NOT_APPLICABLE, long_date, number, percent, plural
from passpro_nb.panels.filters import Filters, choice_label
from passpro_nb.panels.screens import Card, define, figure_cards, read_whole, shown_workbook
from passpro_nb.store.published import Published

HOSTS = (
    "host_uai", "host_name", "commune", "department", "registered", "expected", "interviewed",
    "entered", "coverage", "overdue", "lateness_max", "not_convened", "shortfall",
)  # fmt: skip

# on screen the school's name leads, and what leads to act fits without scrolling
SHOWN = ("host_name", "commune", "department", "expected", *HOSTS[7:], "host_uai")


@dataclass(frozen=True, repr=False)
class AcademieScreen(Discreet):
    """What the page shows in one state. `total` and `hosts` hold figures by their codes."""

    filters: Filters
    sentence: str
    total: dict[str, Any]
    hosts: pd.DataFrame
    progress: pd.DataFrame


def measure_screen(published: Published, filters: Filters) -> AcademieScreen:
    """Return the figures of the page in one state; they are those of `coverage` and `capacity`."""
    figures = filters.narrow(published)
    total = read_whole(figures.coverage("academie")) | read_whole(figures.capacity("academie"))
    short = figures.capacity("host")[["host_uai", "shortfall"]]
    hosts = figures.coverage("host").merge(short, on="host_uai", how="left")
    worst = hosts.sort_values(["overdue", "shortfall", "host_uai"], ascending=[False, False, True])
    hosts = worst[list(HOSTS)].reset_index(drop=True)
    return AcademieScreen(filters, _sentence(published, total), total, hosts, figures.progress())


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


def headline(screen: AcademieScreen) -> list[Card]:
    """Return the key figures."""
    t = screen.total
    late = plural(t["lateness_max"] or 0, "jour ouvré")
    details = {
        "registered": f"dont {plural(t['absent'], 'absent')}",
        "interviewed": f"sur {plural(t['registered'], 'inscrit')}",
        "entered": f"{percent(t['coverage'])} des {number(t['expected'])} attendus",
        "overdue": f"le plus ancien : {late}" if t["overdue"] else "aucun retard",
        "shortfall": plural(t["sessions_to_add"], "séance à ajouter"),
    }
    return figure_cards(t, details)


def values_rows(published: Published) -> tuple[list[str], list[list[str]]]:
    """Return opinions by value and département as texts: headings, rows; small numbers hidden."""
    scale = list(published.settings.avis.echelle)
    rows = []
    for department, group in published.values.groupby("department", sort=True):
        entered = int(group["entered"].iloc[0])
        shares = dict(zip(group["value"], group["share"], strict=True))
        hidden = "secret" if entered else NOT_APPLICABLE
        cells = [percent(shares[v]) if pd.notna(shares[v]) else hidden for v in scale]
        rows.append([choice_label("department", str(department)), number(entered), *cells])
    return ["Département", "Avis saisis", *scale], rows


def hosts_workbook(published: Published, screen: AcademieScreen) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of the hosts shown."""
    t = screen.total
    said = (
        f"Total : {plural(t['registered'], 'inscrit')}, {plural(t['entered'], 'avis saisi')} "
        f"sur {number(t['expected'])} attendus, {number(t['overdue'])} en retard"
    )
    tables = {"Établissements": screen.hosts}
    return shown_workbook("etablissements", published, screen.filters, tables, [said], HOSTS)


def definitions() -> dict[str, str]:
    """Return what each figure of the page means, by label, then the choices made."""
    return define((*HOSTS, "absent", "projected", "pace")) | {
        "Répartition des avis": "Part de chaque valeur parmi les avis saisis ; « secret » là où "
        "trop peu d’avis la fondent, ou permettraient de la retrouver par soustraction.",
        "Jours ouvrés": "Du lundi au vendredi, sans les jours fériés ni les congés de la campagne.",
    }
