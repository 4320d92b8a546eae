"""The dashboard of the académie, without widgets: filters → figures and sentences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import NOT_APPLICABLE, day_month, long_date, number, percent, plural
from passpro_nb.export.forecast import name_unfinished
from passpro_nb.measure.groups import select_offers
from passpro_nb.panels.filters import Filters, choice_label
from passpro_nb.panels.screens import Card, define, figure_cards, read_whole, shown_workbook
from passpro_nb.store.published import Published

HOSTS = (
    "host_uai", "host_name", "commune", "department", "registered", "expected", "interviewed",
    "entered", "coverage", "overdue", "lateness_max", "not_convened", "shortfall",
    "missing_at_limit", "stalled",
)  # fmt: skip

# on screen the school's name leads, and what leads to act fits without scrolling
SHOWN = (
    "host_name", "department", "expected", "entered", "coverage", "overdue", "missing_at_limit",
    "not_convened", "shortfall", "lateness_max", "stalled", "commune", "host_uai",
)  # fmt: skip
CURVE = (12.5, 3.5)  # in inches, on a screen
CHANGE = "entered_change"  # opinions since the last import of an earlier day


@dataclass(frozen=True, repr=False)
class AcademieScreen(Discreet):
    """What the page shows in one state. `total` and `hosts` hold figures by their codes."""

    filters: Filters
    sentence: str
    total: dict[str, Any]
    hosts: pd.DataFrame
    progress: pd.DataFrame
    worst: dict[str, list[str]]


def measure_screen(published: Published, filters: Filters) -> AcademieScreen:
    """Return the figures of the page in one state; they are those of `coverage` and `capacity`."""
    figures = filters.narrow(published)
    total = read_whole(figures.coverage("academie")) | read_whole(figures.capacity("academie"))
    short = figures.capacity("host")[["host_uai", "shortfall"]]
    hosts = figures.coverage("host").merge(short, on="host_uai", how="left")
    named = name_unfinished(hosts, "host", published.settings, published.day)
    worst = hosts.sort_values(["overdue", "shortfall", "host_uai"], ascending=[False, False, True])
    hosts = worst[list(HOSTS)].reset_index(drop=True)
    sentence = _sentence(published, total)
    if since := published.moves.since:
        moved = entered_since(published, filters)
        change = (moved["plus"] - moved["minus"]).reindex(hosts["host_uai"]).fillna(0)
        at = hosts.columns.get_loc("entered") + 1
        hosts.insert(at, CHANGE, change.to_numpy(int))
        sentence = f"{sentence} {say_moved(moved, since)}"
    return AcademieScreen(filters, sentence, total, hosts, figures.progress(), named)


def entered_since(published: Published, filters: Filters) -> pd.DataFrame:
    """Return by host the opinions that came (`plus`) and that count no more (`minus`) since the last import."""
    diplomas = published.offers[["offer", "diploma"]]
    moves = published.moves.table.merge(diplomas, on="offer", how="left")
    hosts = select_offers(moves, filters).groupby("host_uai")
    return hosts[["entered_plus", "entered_minus"]].sum().set_axis(["plus", "minus"], axis=1)


def say_moved(moved: pd.DataFrame, since: date) -> str:
    """Return « +112 avis depuis le 24 avril (115 de plus, 3 qui ne comptent plus) »; filters hold."""
    plus, minus = (int(moved[way].sum()) for way in ("plus", "minus"))
    if not plus and not minus:
        return f"Aucun avis de plus depuis le {day_month(since)}."
    sign = "−" if minus > plus else "+"
    lost = f"{number(minus)} qui ne {'comptent' if minus > 1 else 'compte'} plus"
    detail = f" ({number(plus)} de plus, {lost})" if minus else ""
    return f"{sign}{number(abs(plus - minus))} avis depuis le {day_month(since)}{detail}."


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
    return define((*HOSTS, "late_at_limit", "convoked", "absent", "projected", "pace")) | {
        "Répartition des avis": "Part de chaque valeur parmi les avis saisis ; « secret » là où "
        "trop peu d’avis la fondent, ou permettraient de la retrouver par soustraction.",
        "Jours ouvrés": "Du lundi au vendredi, sans les jours fériés ni les congés de la campagne.",
    }
