"""The dashboard of interviews, without widgets: filters → who will not be received, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import FIGURES, GAP_LABELS, label, offer_label
from passpro_nb.domain.french import day_month, listing, long_date, number, plural
from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change, compare_capacity, count_what_if
from passpro_nb.measure.capacity import usual_seats
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import GROUPS, select_offers
from passpro_nb.panels.filters import EVERYTHING, Filters, choice_label
from passpro_nb.panels.screens import Card, figure_cards, read_whole, shown_workbook
from passpro_nb.store.published import Published

# The calendar's lines: value → label.
LINES = {
    "some": "Établissements, les 25 premiers",
    "host": "Tous les établissements",
    "department": "Départements",
    "district": "Bassins",
}
SOME = 25
LOAD = (
    "host_uai", "host_name", "commune", "department", "shortfall", "sessions_to_add",
    "to_interview", "unplanned", "seats_left", "load", "demand", "capacity",
)  # fmt: skip
SEATS = (
    "host_uai", "host_name", "department", "capacity", "seats_declared", "seats_estimated",
    "seats_unknown", "undated", "without_session",
)  # fmt: skip
# on screen the school's name leads, and what leads to act fits without scrolling
SHOWN = ("host_name", "department", *LOAD[4:], "host_uai")
FIGURES_SHOWN = tuple(c for c in dict.fromkeys((*LOAD, *SEATS, "planned")) if c in FIGURES)
GAPS = ("host_name", "department", "programme_label", "gap", "detail", "text", "host_uai")
# in a notebook each has the line of the catalogue that is to be completed
GAP_LINES = (
    "host_name", "host_uai", "programme_label", "gap", "detail", "row", "file", "text", "sheet",
    "department",
)  # fmt: skip
GAPS_SAID = (
    "Les offres dont une séance manque, ou n’a ni jour lisible ni places calculables. Une offre qui dit "
    "ses places sans sa modalité n’est pas ici : 40 – Relances, qui demande aussi la modalité, en "
    "compte davantage."
)
TRIED = (
    "host_name", "department", "capacity", "capacity_after", "shortfall", "shortfall_after",
    "shortfall_change",
)  # fmt: skip
# What can be tried → how it is asked, and how it is said once tried.
INPUTS = {
    "duree_individuel_min": ("Entretien individuel (min)", "entretien individuel de {} min"),
    "jurys": ("Jurys en parallèle", "jurys : {}"),
    "duree_collectif_min": ("Entretien collectif (min)", "entretien collectif de {} min"),
    "taille_groupe": ("Élèves par groupe", "groupes de {}"),
    "duree_seance_min": ("Séance sans horaires (min)", "séance sans horaires de {} min"),
    "seances_ajoutees": ("Séances de plus par offre", ""),
}
LEGEND = (
    "Chaque case : entretiens prévus / places de la semaine. Plus elle est foncée, plus la "
    "semaine est pleine ; hachurée, il y a plus d’entretiens que de places ; « ? » marque des "
    "places inconnues. Les semaines passées sont à gauche du trait. À droite, les inscrits sans "
    "jour et les places manquantes : les trois pires sont numérotés."
)
_NAME = 44  # characters of a school's name beside the calendar


@dataclass(frozen=True, repr=False)
class InterviewsScreen(Discreet):
    """What the page shows in one state.

    `total` and `load` (one row a host: `LOAD` and `SEATS`) hold figures by their codes; `weeks` are
    those of the hosts. `calendar` and `lines` are what `charts.calendar` takes; `gaps` is
    `measure.gaps.incomplete_lines`, in French.
    """

    filters: Filters
    sentence: str
    by: str
    total: dict[str, Any]
    load: pd.DataFrame
    weeks: pd.DataFrame
    calendar: pd.DataFrame
    lines: pd.DataFrame
    gaps: pd.DataFrame


@dataclass(frozen=True, repr=False)
class Trial(Discreet):
    """What a change would do: `table` by host, and the sentence that sums it up."""

    change: Change
    table: pd.DataFrame
    sentence: str


def measure_screen(
    published: Published, filters: Filters = EVERYTHING, by: str = "some"
) -> InterviewsScreen:
    """Return the figures of the page in one state; they are those of the command `capacity`.

    `by` is one of `LINES`.
    """
    figures = filters.narrow(published)
    load, weeks = _lines(figures, "host")
    whole = read_whole(figures.capacity("academie"))
    total = whole | {"unplanned": int(load["unplanned"].sum())}
    lines, calendar = (load, weeks) if by in ("some", "host") else _lines(figures, by)
    shown = lines.head(SOME) if by == "some" else lines
    gaps = figures.gaps()
    said = gaps.assign(gap=gaps["gap"].map(GAP_LABELS))
    sentence = _sentence(published, total, load)
    return InterviewsScreen(filters, sentence, by, total, load, weeks, calendar, shown, said)


def locate_gaps(campaign: Campaign, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps of a screen, each with the file, sheet and row that state it, else its offer."""
    where = ["file", "sheet", "row"]
    told = campaign.sessions[["offer", "text", *where]].drop_duplicates(["offer", "text"])
    found = gaps.merge(told.astype({"text": gaps["text"].dtype}), "left", on=["offer", "text"])
    stated = campaign.offers.set_index("offer")[where].reindex(gaps["offer"])
    for name in where:
        found[name] = found[name].where(found[name].notna(), stated[name].to_numpy())
    return found


def _lines(figures: Figures, group: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the capacity of a group and its weeks, tied by `key`; who lacks most seats first.

    `name` stands beside a line of the calendar; `unplanned` are those who have no day yet.
    """
    key = GROUPS[group][0]
    table, weeks = figures.capacity(group), figures.calendar(group)
    without = weeks[weeks["week"].isna()].set_index(key)["planned"]
    lines = table.assign(
        key=table[key],
        name=[_line_name(group, row) for row in records(table)],
        unplanned=table[key].map(without).fillna(0).astype(int),
    )
    return lines, weeks.assign(key=weeks[key])


def _line_name(group: str, row: dict[str, Any]) -> str:
    """Return a line's name, short enough to stand beside it."""
    if group != "host":
        return choice_label(group, str(row[group]), str(row[group]))
    name = str(row["host_name"]).split(" - ")[0]
    short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
    return f"{short} ({row['department']})"


def _sentence(published: Published, total: dict[str, Any], load: pd.DataFrame) -> str:
    """Return the sentence that says who will not be received, and where it is worst."""
    day, last = published.day, published.settings.calendrier.fin_entretiens
    if not total["to_interview"]:
        return f"Au {long_date(day)}, personne ne reste à recevoir pour ce choix."
    until = f" d’ici le {long_date(last)}" if last else ""
    stand = (
        f"Au {long_date(day)}, {plural(total['to_interview'], 'inscrit')} à recevoir et "
        f"{plural(total['seats_left'], 'place restante')}{until}"
    )
    if not total["shortfall"]:
        return f"{stand} : aucune place ne manque."
    missing = f"{plural(total['shortfall'], 'place')} {'manque' if total['shortfall'] < 2 else 'manquent'}"
    worst = f"Le plus en manque : {listing(_worst(load))}."
    if total["shortfall"] == total["to_interview"] - total["seats_left"]:
        return f"{stand} : {missing}. {worst}"
    return f"{stand}, mais {missing} : celles d’une formation n’en servent pas une autre. {worst}"


def _worst(lines: pd.DataFrame, name: str = "host_name") -> list[str]:
    worst = lines[lines["shortfall"] > 0].head(3)
    return [f"{row[name]} ({number(row['shortfall'])})" for row in records(worst)]


def headline(screen: InterviewsScreen) -> list[Card]:
    """Return the key figures."""
    t = screen.total
    short = int((screen.load["shortfall"] > 0).sum())
    details = {
        "to_interview": f"dont {number(t['unplanned'])} sans jour",
        "seats_left": f"sur {number(t['capacity'])} de capacité",
        "shortfall": f"dans {plural(short, 'établissement')}" if short else "aucune",
        "sessions_to_add": "pour recevoir tout le monde",
        "undated": f"et {plural(t['without_session'], 'offre')} sans séance",
    }
    return figure_cards(t, details)


def weeks_ahead(screen: InterviewsScreen, published: Published) -> pd.DataFrame:
    """Return the weeks of the calendar that are not over, and who has no day; all, when none is left."""
    weeks = screen.calendar["week"]
    coming = weeks + pd.Timedelta(days=6) >= pd.Timestamp(published.day)
    return screen.calendar[coming | weeks.isna()] if coming.any() else screen.calendar


def calendar_rows(screen: InterviewsScreen) -> tuple[list[str], list[list[str]]]:
    """Return the calendar as texts: headings, then a row a line; what the picture shows."""
    weeks = screen.calendar.dropna(subset=["week"])
    said = [
        f"{planned} pour {seats}{' + ?' if unknown else ''}"
        for planned, seats, unknown in weeks[["planned", "seats", "unknown"]].to_numpy()
    ]
    cells = weeks.assign(said=said).pivot(index="key", columns="week", values="said")
    cells = cells.reindex(screen.lines["key"]).fillna("")
    heads = ["", *cells.columns.strftime("%d/%m"), label("unplanned"), label("shortfall")]
    return heads, [
        [line["name"], *texts, number(line["unplanned"]), number(line["shortfall"])]
        for line, texts in zip(records(screen.lines), cells.to_numpy().tolist(), strict=True)
    ]


def calendar_alt(screen: InterviewsScreen) -> str:
    """Return what the picture of the calendar says, for who does not see it."""
    said = _worst(screen.lines, "name")
    first = f"les plus en manque de places : {listing(said)}" if said else "aucune place ne manque"
    return f"Calendrier des entretiens, {plural(len(screen.lines), 'ligne')} ; {first}."


def try_change(published: Published, screen: InterviewsScreen, change: Change) -> Trial:
    """Return what a change would do to the hosts shown; nothing is kept of it.

    Settings left as they are cost nothing: what is there is not counted again. Raises `UsageError`
    for numbers below their bound, or when no day is left for one more session.
    """
    settings, after = published.settings, published
    if change.moves(settings.entretiens):
        counted = count_what_if(
            published.offers, published.sessions, published.tally, settings, published.day, change
        )
        after = replace(published, capacity=counted)
    both = [screen.filters.narrow(counts).counts.capacity for counts in (published, after)]
    table = compare_capacity(*both)
    kept = table[(table["shortfall"] > 0) | (table["shortfall_change"] != 0)]
    return Trial(change, kept.reset_index(drop=True), _trial_sentence(screen, table, published.day))


def _trial_sentence(screen: InterviewsScreen, table: pd.DataFrame, day: date) -> str:
    standing = "aujourd’hui" if day == date.today() else f"au {day_month(day)}"
    before, after = int(table["shortfall"].sum()), int(table["shortfall_after"].sum())
    capacity, tried = int(table["capacity"].sum()), int(table["capacity_after"].sum())
    said = (
        f"Places manquantes : {number(before)} {standing}, {number(after)} avec ces réglages "
        f"({_signed(after - before)}). Capacité : {number(capacity)}, puis {number(tried)} "
        f"({_signed(tried - capacity)})."
    )
    if not (declared := screen.total["seats_declared"]):
        return said
    return (
        f"{said} Les {plural(declared, 'place déclarée')} par les établissements ne changent pas : "
        "durées, jurys et groupes ne touchent que les places estimées."
    )


NEEDED = (
    "host_name", "programme_label", "shortfall", "sessions_to_add", "usual_seats", "to_interview", "seats_left",
    "department", "host_uai",
)  # fmt: skip


def list_needed(published: Published, filters: Filters) -> pd.DataFrame:
    """Return the offers that are short of seats, the worst first: `offer`, then `NEEDED`.

    As many sessions as it says, each of the offer's usual seats, and nobody is left without one.
    """
    table = filters.narrow(published).capacity("offer")
    short = table[table["shortfall"] > 0].copy()
    said = zip(short["programme_label"], short["status"], strict=True)
    usual = usual_seats(published.capacity, published.sessions, published.settings)
    named = short.assign(
        programme_label=[offer_label(*each) for each in said], usual_seats=short["offer"].map(usual)
    )
    return named[["offer", *NEEDED]].reset_index(drop=True)


def narrow_offers(published: Published, filters: Filters) -> pd.DataFrame:
    """Return the offers that pass the filters."""
    return select_offers(published.offers, filters)


def name_offers(published: Published) -> dict[str, str]:
    """Return how each line that may have a session more is called, with its host."""
    rows = published.capacity
    said = zip(
        rows["offer"], rows["programme_label"], rows["status"], rows["host_name"], strict=True
    )
    return {offer: f"{offer_label(label, status)}, {host}" for offer, label, status, host in said}


def hosts_short(screen: InterviewsScreen) -> list[tuple[str, str]]:
    """Return the hosts of a screen by how each is called and what it lacks, its UAI; the worst first."""
    rows = screen.load[["host_name", "host_uai", "shortfall"]].itertuples(index=False, name=None)
    return [(f"{name} ({uai}) – {_say_lack(int(lack))}", uai) for name, uai, lack in rows]


def offers_of(published: Published, host_uai: str) -> list[tuple[str, str]]:
    """Return what a host offers, by how it is called and what it lacks, its code; the worst first."""
    mine = published.capacity[published.capacity["host_uai"].eq(host_uai)]
    mine = mine.sort_values("shortfall", ascending=False, kind="stable")
    rows = zip(
        mine["programme_label"], mine["status"], mine["shortfall"], mine["offer"], strict=True
    )
    return [
        (f"{offer_label(name, status)} – {_say_lack(int(lack))}", offer)
        for name, status, lack, offer in rows
    ]


def _say_lack(count: int) -> str:
    return plural(count, "place manquante") if count else "rien ne manque"


def say_places(places: Mapping[str, int], offers: Mapping[str, str]) -> str:
    """Return where sessions are added, in words; `offers` names each."""
    total = sum(places.values())
    if not total:
        return "Aucune séance n’est ajoutée."
    named = [f"{offers.get(offer, offer)} : {number(count)}" for offer, count in places.items()]
    return f"{plural(total, 'séance ajoutée')} – {listing(named, 3)}."


def say_choice(published: Published, filters: Filters) -> list[str]:
    """Return the day, the bound and the filters looked at, a line each."""
    end = published.settings.calendrier.fin_entretiens
    until = f", entretiens jusqu’au {long_date(end)}" if end else ""
    chosen = [f"{label(name)} : {listing(values)}" for name, values in filters.active().items()]
    return [f"Au {long_date(published.day)}{until}.", f"Filtres : {' ; '.join(chosen) or 'aucun'}."]


def until(campaign: Campaign, bound: date | None) -> Campaign:
    """Return a campaign whose interviews end another day; nothing is kept of it.

    Days of recurrences beyond its own end were never read: a later bound does not find them.
    """
    calendar = campaign.settings.calendrier
    if bound == calendar.fin_entretiens:
        return campaign
    if bound and calendar.debut_entretiens and bound < calendar.debut_entretiens:
        raise UsageError("Les entretiens ne peuvent finir avant d’avoir commencé.")
    settings = replace(campaign.settings, calendrier=replace(calendar, fin_entretiens=bound))
    return replace(campaign, settings=settings)


def _signed(value: int) -> str:
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value < 0 else "±0"


def workbook(
    published: Published, screen: InterviewsScreen, trial: Trial | None = None
) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook: load, weeks, lines to complete, the what-if."""
    t = screen.total
    said = [
        f"Total : {number(t['to_interview'])} à recevoir, "
        f"{plural(t['seats_left'], 'place restante')}, {plural(t['shortfall'], 'place manquante')}"
    ]
    weeks = screen.weeks[screen.weeks["week"].notna()]
    heads, rows = calendar_rows(replace(screen, calendar=screen.weeks, lines=screen.load))
    tables = {
        "Charge": screen.load[list(LOAD)],
        "Places": screen.load[list(SEATS)],
        "Calendrier": pd.DataFrame(rows, columns=[label("host_name"), *heads[1:]]),
        "Semaines": weeks[["host_uai", "host_name", "department", "week", "planned", "seats"]],
        "Catalogue à compléter": screen.gaps.drop(columns=["offer"]),
    }
    if trial:
        tables["Hypothèse"] = trial.table
        said.append(f"Hypothèse ({say_change(trial.change)}) : {trial.sentence}")
    return shown_workbook("entretiens", published, screen.filters, tables, said, FIGURES_SHOWN)


def say_change(change: Change) -> str:
    """Return what is tried, in words."""
    parts = [
        words.format(getattr(change, name))
        for name, (_, words) in INPUTS.items()
        if words and getattr(change, name)
    ]
    if change.seances_ajoutees:
        more = plural(change.seances_ajoutees, "séance de plus")
        parts.append(f"{more} par offre en manque")
    if placed := sum(count for _, count in change.places):
        parts.append(plural(placed, "séance ajoutée", "séances ajoutées"))
    return listing(parts) or "réglages inchangés"
