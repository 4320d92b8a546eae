"""The first page of a report: what matters, in a sentence, six figures, a curve and a few lines."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from passpro_nb.domain.french import (
    DEPARTMENTS,
    day_month,
    listing,
    long_date,
    number,
    percent,
    plural,
)
from passpro_nb.export.forecast import say_forecast, stopped
from passpro_nb.panels.charts.canvas import new_axes
from passpro_nb.panels.charts.progress import draw_progress, goal_of
from passpro_nb.panels.screens import figure_cards
from passpro_nb.report.blocks import Block, Cards, Chart, Heading, Paragraph, bullets
from passpro_nb.report.charts import WIDTH
from passpro_nb.report.material import Material

FIRST = 5  # schools that are looked at together


def first_page(material: Material) -> Iterator[Block]:
    """Yield what a person reads who reads one page."""
    whole = material.whole()
    yield Heading("L’essentiel")
    yield Paragraph(say_standing(material, whole), "lead")
    if not whole["registered"]:
        yield from bullets([_say_catalogue(material, whole)])
        return
    yield Cards(_cards(material, whole))
    if whole["expected"]:
        yield _chart(material, whole)
    yield Heading("À retenir", 2)
    yield from bullets(say_points(material, whole))


def say_standing(material: Material, whole: dict[str, Any]) -> str:
    """Return the sentence that says where the campaign stands, whatever its state."""
    published = material.published
    day, limit = published.day, published.settings.calendrier.limite_avis
    said = [_say_opinions(f"Au {long_date(day)}", whole)]
    if limit is not None and whole["registered"] and (day > limit or not published.closed):
        said.append(_say_limit(limit, day, whole))
    if published.closed:
        said.append(
            f"La campagne est close depuis le {long_date(published.closed)} : ces chiffres sont les "
            "derniers publiés, rien de nominatif n’est gardé."
        )
    return " ".join(filter(None, said))


def _say_opinions(when: str, whole: dict[str, Any]) -> str:
    registered, entered, expected = whole["registered"], whole["entered"], whole["expected"]
    if not registered:
        return f"{when}, aucune candidature n’est inscrite."
    if not expected:
        there = plural(registered, "candidature est inscrite", "candidatures sont inscrites")
        return f"{when}, {there} et aucun avis n’est attendu."
    if not entered:
        awaited = plural(expected, "avis est attendu", "avis sont attendus")
        return f"{when}, {awaited} et aucun n’est encore saisi."
    if entered == expected:
        return f"{when}, tous les avis attendus sont saisis ({number(entered)})."
    return (
        f"{when}, {percent(whole['coverage'])} des avis attendus sont saisis "
        f"({number(entered)} sur {number(expected)})."
    )


def _say_limit(limit: date, day: date, whole: dict[str, Any]) -> str:
    missing = whole["expected"] - whole["entered"]
    if day > limit:
        left = (
            plural(missing, "avis manque", "avis manquent") if missing else "aucun avis ne manque"
        )
        return f"La saisie est close depuis le {long_date(limit)} : {left}."
    if not missing:
        return ""
    return f"La saisie se termine le {long_date(limit)}."


def _cards(material: Material, whole: dict[str, Any]) -> list[Any]:
    late, absent = plural(whole["lateness_max"] or 0, "jour ouvré"), whole["absent"]
    pupils = material.pupils
    details = {
        "registered": "" if pupils is None else plural(pupils, "élève"),
        "interviewed": f"{plural(absent, 'absent')} à reconvoquer" if absent else "aucun absent",
        "entered": f"{percent(whole['coverage'])} des attendus",
        "overdue": f"le plus ancien : {late}" if whole["overdue"] else "aucun retard",
        "not_convened": "sans entretien ni convocation",
        "shortfall": plural(whole["sessions_to_add"], "séance à ajouter")
        if whole["shortfall"] else "aucune séance à ajouter",
    }  # fmt: skip
    return figure_cards(whole, details)


def _chart(material: Material, whole: dict[str, Any]) -> Chart:
    published, progress = material.published, material.figures.progress()
    goal = goal_of(whole, published.settings, published.day)
    counts = [
        plural(whole["registered"], "inscrit"),
        plural(whole["interviewed"], "reçu"),
        plural(whole["entered"], "avis saisi"),
    ]
    alt = (
        f"Quatre courbes montent jusqu’au {long_date(published.day)} : {', '.join(counts)}, pour "
        f"{plural(whole['expected'], 'avis attendu')}."
    )

    def draw() -> Axes:
        return draw_progress(progress, goal, new_axes(WIDTH, 2.9))

    return Chart("La campagne, jour après jour", alt, draw)


def say_points(material: Material, whole: dict[str, Any]) -> Iterator[str]:
    """Yield the few sentences that a head of service keeps, those that have something to say."""
    published, hosts = material.published, material.groups("host")
    yield _say_departments(material.groups("department"))
    yield _say_late(hosts, whole)
    yield _say_forecast(hosts, material, whole)
    yield _say_not_convened(whole)
    yield _say_seats(hosts, whole, published.settings.calendrier.fin_entretiens, published.day)
    yield say_moved(material)
    yield say_earlier(material)


def _say_departments(table: pd.DataFrame) -> str:
    known = table[table["coverage"].notna()].sort_values("coverage", kind="stable")
    if len(known) < 2:
        return ""
    low, high = (known.iloc[at] for at in (0, -1))
    if low["coverage"] == high["coverage"]:
        return f"La couverture est la même dans tous les départements : {percent(low['coverage'])}."
    return (
        f"La couverture va de {percent(low['coverage'])} ({place(low['department'])}) à "
        f"{percent(high['coverage'])} ({place(high['department'])})."
    )


def place(department: str) -> str:
    """Return the name of a département, its number where it has none here."""
    return DEPARTMENTS.get(department, department)


def _say_late(hosts: pd.DataFrame, whole: dict[str, Any]) -> str:
    late = hosts[hosts["overdue"] > 0]
    if late.empty:
        return "Aucun avis n’est en retard." if whole["entered"] else ""
    total = int(late["overdue"].sum())
    stand = (
        f"{plural(total, 'avis est', 'avis sont')} en retard, dans "
        f"{plural(len(late), 'établissement')} d’accueil sur {number(len(hosts))}"
    )
    if len(late) <= FIRST + 1:
        return f"{stand}."
    first = int(late["overdue"].head(FIRST).sum())
    return f"{stand} ; les {FIRST} premiers en ont {number(first)} ({percent(first / total, 0)})."


def _say_forecast(hosts: pd.DataFrame, material: Material, whole: dict[str, Any]) -> str:
    settings, day = material.published.settings, material.published.day
    still, parts = len(stopped(hosts)), say_forecast(whole, hosts, "host", settings, day)
    if still:
        parts.append(plural(still, "établissement n’avance plus", "établissements n’avancent plus"))
    return " ".join(f"{text[:1].upper()}{text[1:]}." for text in parts)


def _say_not_convened(whole: dict[str, Any]) -> str:
    if not (count := whole["not_convened"]):
        return "Tous les inscrits sont convoqués ou reçus."
    who = plural(
        count, "inscrit n’est ni convoqué ni reçu", "inscrits ne sont ni convoqués ni reçus"
    )
    return f"{who} ({percent(count / whole['registered'])} des inscrits)."


def _say_seats(hosts: pd.DataFrame, whole: dict[str, Any], end: date | None, day: date) -> str:
    if not (left := whole["to_interview"]):
        return ""
    if end is not None and day >= end:
        stay = plural(left, "inscrit reste à recevoir", "inscrits restent à recevoir")
        return f"Les entretiens sont finis depuis le {long_date(end)}, et {stay}."
    short = hosts[hosts["shortfall"] > 0]
    if short.empty:
        return "Aucune place d’entretien ne manque."
    count, where = int(short["shortfall"].sum()), f"dans {plural(len(short), 'établissement')}"
    return (
        f"Il manque {plural(count, 'place')} d’entretien, {where} : "
        f"{plural(whole['sessions_to_add'], 'séance')} à ajouter"
        f"{f' d’ici au {day_month(end)}' if end else ''}."
    )


def say_moved(material: Material) -> str:
    """Return what moved since the last import of an earlier day, "" where there was none."""
    moves = material.published.moves
    if moves.since is None:
        return ""
    plus, minus = (int(moves.table[f"entered_{way}"].sum()) for way in ("plus", "minus"))
    came = int(moves.table["registered_plus"].sum())
    if not plus and not minus and not came:
        return f"Depuis l’import du {long_date(moves.since)}, aucun avis ni aucune inscription de plus."
    lost = plural(minus, "qui ne compte plus", "qui ne comptent plus") if minus else ""
    entered = f"{number(plus)} avis de plus" if plus else "aucun avis de plus"
    new = plural(came, "nouvelle inscription") if came else "aucune nouvelle inscription"
    return f"Depuis l’import du {long_date(moves.since)} : {listing(filter(None, [entered, lost, new]))}."


def say_earlier(material: Material) -> str:
    """Return how the campaign stands beside the one before, "" where none is given."""
    if (earlier := material.earlier) is None:
        return ""
    both = earlier.table.set_index("figure")
    opinions, registered = (
        [int(both.at[figure, end]) for end in ("before", "now")]
        for figure in ("entered", "registered")
    )
    change = opinions[1] - opinions[0]
    more = "de plus" if change > 0 else "de moins"
    gap = f"{number(abs(change))} avis {more}" if change else "autant d’avis"
    instead = (
        f"au lieu de {number(registered[0])}" if registered[0] != registered[1] else "comme alors"
    )
    return (
        f"Comparé à {earlier.name} au même jour ouvré : {gap}, pour {plural(registered[1], 'inscrit')} "
        f"{instead}."
    )


def _say_catalogue(material: Material, whole: dict[str, Any]) -> str:
    offers = material.figures.offers()
    if offers.empty:
        return "Aucune offre du catalogue n’est dans Passpro."
    hosts = offers["host_uai"].nunique()
    return (
        f"Le catalogue compte {plural(len(offers), 'offre')} dans Passpro, dans "
        f"{plural(hosts, 'établissement')} d’accueil, et {plural(whole['capacity'], 'place')} "
        "d’entretien."
    )
