"""A delivery beside the last one: empty, truncated, or of another campaign, it is refused.

Source: formats.md (`import` refuses a delivery that lost most of its rows) and definitions.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.french import fold, listing, number, plural, quoted
from passpro_nb.domain.settings import Deliveries, Settings
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE
from passpro_nb.measure.over_time.changes import Changes

LOST_SHARE = 0.5  # fewer than half of the last delivery's rows: « most » were lost
LEAST = 10  # fewer rows than that prove nothing: a département may well have none left
FOREIGN_SHARE = 0.5  # more than half of the hosts elsewhere: another académie's file
OUT_OF_RANGE = "date_out_of_range"
UNREAD = ("unreadable_file", "missing_column", "swapped_file")
_CHECK = f"Vérifiez les fichiers ({quoted('passpro-nb check')}) ; si c’est voulu, ajoutez"
# What to do about it at the terminal: the last words of what is said.
FORCE, ACCEPT = f"{_CHECK} {quoted('--force')}.", f"{_CHECK} {quoted('--accepter')}."


@dataclass(frozen=True)
class Extent:
    """What a delivery holds: its offers, its applications, these by département, and by year."""

    offers: int
    applications: int
    departments: Mapping[str, int]
    years: Mapping[int, int]


def measure_extent(offers: pd.DataFrame, applications: pd.DataFrame) -> Extent:
    """Return the extent of a campaign's frames (`host_uai`, `registered_on` are enough)."""
    departments = applications["host_uai"].dropna().map(uai_department).value_counts()
    years = applications["registered_on"].dropna().dt.year.value_counts()
    counts = (dict(sorted(found.items())) for found in (departments, years))
    return Extent(len(offers), len(applications), *counts)


def compare_extents(last: Extent | None, now: Extent) -> pd.DataFrame:
    """Return the comparison: `what`, `before`, `now`; one row a count. `before` is NA at first."""
    was, here = _counts(last) if last else {}, _counts(now)
    names = ["Offres", *sorted({*was, *here} - {"Offres"})]
    rows = [(name, was.get(name, 0) if last else None, here.get(name, 0)) for name in names]
    table = pd.DataFrame(rows, columns=["what", "before", "now"])
    return table.astype({"before": "Int64", "now": "Int64"})


def _counts(extent: Extent) -> dict[str, int]:
    counts = {"Offres": extent.offers, "Candidatures": extent.applications}
    counts |= {f"Candidatures {name}": count for name, count in extent.departments.items()}
    return counts | {f"Inscriptions de {year}": count for year, count in extent.years.items()}


def unread_reasons(campaign: Campaign) -> list[str]:
    """Return in French why too little of what was received could be read; none when enough was.

    Most rows of a role set aside, or a list of applications of which no row was read.
    """
    counts = campaign.reconciliation.set_index(["file", "sheet"])
    reasons = []
    for table in (CATALOGUE, APPLICATIONS):
        places = [(s.file, s.sheet) for s in campaign.sources if s.table is table]
        rows = counts.loc[places, ["accepted", "merged", "set_aside"]].sum()
        aside, total = int(rows["set_aside"]), int(rows.sum())
        if aside >= LEAST and aside > LOST_SHARE * total:
            lost = f"{number(aside)} lignes sur {number(total)}"
            reasons.append(f"{lost} de {table.what} sont écartées")
    files = {fault.file for fault in campaign.faults if fault.code in UNREAD}
    unread = sorted(file for file in files if fold(file).startswith(APPLICATIONS.start))
    if unread and campaign.applications.empty:
        reasons.append(f"aucune candidature n’a pu être lue dans {listing(map(quoted, unread))}")
    return reasons


def refuse_reasons(
    last: Extent | None, now: Extent, hosts: pd.Series, refused_dates: int, settings: Settings
) -> list[str]:
    """Return in French why a delivery cannot be the next one; none when it can.

    `hosts`: the UAI of the offers; `refused_dates`: cells whose year is out of the campaign.
    """
    known, reasons = settings.campagne.departements, []
    foreign = [name for name in map(uai_department, hosts) if name not in known]
    if len(foreign) > FOREIGN_SHARE * len(hosts):
        elsewhere = sorted(set(foreign))
        reasons.append(
            f"la plupart des offres sont d’autres départements ({listing(elsewhere, 5)}) que ceux de "
            f"la campagne ({listing(known)})"
        )
    if refused_dates > now.applications * LOST_SHARE:
        reasons.append(
            f"{plural(refused_dates, 'date')} d’une autre année que la campagne : le fichier est "
            "peut-être celui de l’an dernier"
        )
    opening = settings.calendrier.ouverture_inscriptions
    early = sum(n for year, n in now.years.items() if opening and year < opening.year)
    if opening and early > LOST_SHARE * sum(now.years.values()):
        reasons.append(
            f"la plupart des inscriptions ({number(early)}) sont d’avant {opening.year}, année de la "
            "campagne"
        )
    return reasons + (_losses(last, now) if last else [])


def _losses(last: Extent, now: Extent) -> list[str]:
    offers, applications = (last.offers, now.offers), (last.applications, now.applications)
    reasons = [
        f"{plural(was, word)} la dernière fois, {number(count)} cette fois"
        for word, (was, count) in (("offre", offers), ("candidature", applications))
        if count < LOST_SHARE * was
    ]
    was = last.departments
    gone = [name for name in was if was[name] >= LEAST and not now.departments.get(name)]
    if gone and now.applications:
        places = plural(len(gone), "département")
        reasons.append(f"plus aucune candidature dans {places} ({listing(gone)})")
    if last.years and now.years and not set(last.years) & set(now.years):
        years = f"{listing(now.years)}, non de {listing(last.years)}"
        reasons.append(f"les inscriptions sont de {years}")
    return reasons


def say_refusal(reasons: list[str], comparison: pd.DataFrame) -> str:
    """Return the refusal with the comparison under it, a line a count."""
    wide = max(map(len, comparison["what"]))
    lines = [
        f"  {what:<{wide}}  {number(None if before is pd.NA else before):>9}  {number(now):>10}"
        for what, before, now in comparison.itertuples(index=False)
    ]
    return "\n".join((
        f"Livraison refusée, rien n’est importé : {' ; '.join(reasons)}.",
        f"  {'':<{wide}}  {'avant':>9}  {'cette fois':>10}",
        *lines,
        FORCE,
    ))  # fmt: skip


def losses_above(changes: Changes, bounds: Deliveries) -> list[str]:
    """Return in French what an import would lose above the bounds of the settings; none if nothing.

    Applications that went without their pupil asking elsewhere, opinions of applications that are
    not cancelled, hosts without an offer left, or without an application left of several.
    """
    counts, before = changes.counts(), changes.before
    gone = counts.get("gone", 0) - counts.get("moved", 0)
    lost = {
        "candidature": (gone, len(before.rows)),
        "avis": (changes.lost_opinions, int(before.counts("entered").sum())),
    }
    reasons = [
        f"{plural(count, what)} sur {number(known)}"
        for what, (count, known) in lost.items()
        if count > max(bounds.pertes_max, known * bounds.pertes_max_pour_cent / 100)
    ]
    hosts = set(before.offers["host_uai"]) - set(changes.after.offers["host_uai"])
    asked, asking = (look.rows["host_uai"].value_counts() for look in (before, changes.after))
    hosts |= set(asked.index[asked >= LEAST]) - set(asking.index)
    if len(hosts) > bounds.hotes_perdus_max:
        named = before.offers[before.offers["host_uai"].isin(hosts)]["host_name"].dropna().unique()
        which = f" ({listing(sorted(named), 5)})" if len(named) else ""
        reasons.append(plural(len(hosts), "établissement") + " d’accueil" + which)
    return reasons


def say_losses(losses: Iterable[str]) -> str:
    """Return what an import that loses too much waits for."""
    return f"Cet import ferait perdre {listing(losses)} : rien n’est importé. {ACCEPT}"
