"""The dashboard of interviews, without widgets: filters → who will not be received, and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import FIGURES, label
from passpro_nb.domain.french import GAP_LABELS, listing, long_date, number, plural
from passpro_nb.export.files import file_name
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.interviews.what_if import Change, compare_capacity, count_what_if
from passpro_nb.measure.calendar import measure_calendar
from passpro_nb.measure.capacity import measure_capacity
from passpro_nb.measure.gaps import incomplete_lines
from passpro_nb.measure.groups import GROUPS, select_offers
from passpro_nb.panels.filters import State, choice_label, provenance
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
GAPS = ("host_name", "department", "programme_label", "gap", "detail", "text")
TRIED = (
    "host_name",
    "department",
    "capacity",
    "capacity_after",
    "shortfall",
    "shortfall_after",
    "shortfall_change",
)
_NAME = 44  # characters of a school's name beside the calendar


@dataclass(frozen=True)
class Screen:
    """What the page shows in one state.

    `total` and `load` (one row a host: `LOAD` and `SEATS`) hold figures by their codes.

    `calendar` and `lines` are what `charts.calendar` takes; `gaps` is `incomplete_lines`, in French.
    """

    state: State
    by: str
    total: dict[str, Any]
    load: pd.DataFrame
    calendar: pd.DataFrame
    lines: pd.DataFrame
    gaps: pd.DataFrame
    sentence: str


@dataclass(frozen=True)
class Trial:
    """What a change would do: `table` by host, and the sentence that sums it up."""

    change: Change
    table: pd.DataFrame
    sentence: str


def measure_screen(published: Published, state: State, by: str = "some") -> Screen:
    """Return the figures of the page in one state; they are those of the command `capacity`.

    `by` is one of `LINES`.
    """
    counted = select_offers(published.capacity, state.selection)
    offers = select_offers(published.offers, state.selection)
    load = _load(published, counted)
    total = _total(counted, load)
    calendar, lines = _calendar(published, counted, by)
    gaps = incomplete_lines(offers, published.sessions, published.settings)
    return Screen(
        state,
        by,
        total,
        load,
        calendar,
        lines,
        gaps.assign(gap=gaps["gap"].map(GAP_LABELS)),
        _sentence(published, total, load),
    )


def _load(published: Published, counted: pd.DataFrame) -> pd.DataFrame:
    """Return capacity by host, the worst first, with those who have no day yet."""
    table = measure_capacity(counted, "host")
    weeks = _weeks(published, counted, "host")
    return table.assign(unplanned=_unplanned(weeks, table["host_uai"]))


def _weeks(published: Published, counted: pd.DataFrame, by: str) -> pd.DataFrame:
    weeks = measure_calendar(counted, published.sessions, published.planned, by, published.settings)
    return weeks.assign(key=weeks[GROUPS[by][0]])


def _unplanned(weeks: pd.DataFrame, keys: pd.Series) -> pd.Series:
    without = weeks[weeks["week"].isna()].set_index("key")["planned"]
    return keys.map(without).fillna(0).astype(int)


def _total(counted: pd.DataFrame, load: pd.DataFrame) -> dict[str, Any]:
    """Return the figures of the whole as plain values, zeros where nothing is selected."""
    rows = records(measure_capacity(counted, "academie"))
    zeros = dict.fromkeys((*LOAD, *SEATS), 0) | {"load": None}
    return {**(rows[0] if rows else zeros), "unplanned": int(load["unplanned"].sum())}


def _calendar(
    published: Published, counted: pd.DataFrame, by: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the weeks and the lines of the calendar, those who lack most seats first."""
    group = "host" if by == "some" else by
    key = GROUPS[group][0]
    table = measure_capacity(counted, group)
    weeks = _weeks(published, counted, group)
    lines = table.assign(
        key=table[key],
        name=[_line_name(group, row) for row in records(table)],
        unplanned=_unplanned(weeks, table[key]),
    )[["key", "name", "unplanned", "shortfall"]]
    return weeks, lines.head(SOME) if by == "some" else lines


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
    return (
        f"{stand}, mais {plural(total['shortfall'], 'place')} "
        f"{'manque' if total['shortfall'] < 2 else 'manquent'} : celles d’une formation n’en servent "
        f"pas une autre. Le plus en manque : {listing(_worst(load))}."
    )


def _worst(load: pd.DataFrame) -> list[str]:
    worst = load[load["shortfall"] > 0].head(3)
    return [f"{row.host_name} ({number(row.shortfall)})" for row in worst.itertuples()]


# --------------------------------------------------------------------------------- what is said


def headline(screen: Screen) -> list[tuple[str, str, str, str]]:
    """Return the key figures as (label, value, what it is made of, what it means)."""
    t = screen.total
    short = int((screen.load["shortfall"] > 0).sum())
    rows = (
        ("to_interview", f"dont {number(t['unplanned'])} sans jour"),
        ("seats_left", f"sur {number(t['capacity'])} de capacité"),
        ("shortfall", f"dans {plural(short, 'établissement')}" if short else "aucune"),
        ("sessions_to_add", "pour recevoir tout le monde"),
        ("undated", f"et {plural(t['without_session'], 'offre')} sans séance"),
    )
    return [(label(code), number(t[code]), made, FIGURES[code].meaning) for code, made in rows]


def calendar_rows(screen: Screen) -> tuple[list[str], list[list[str]]]:
    """Return the calendar as texts: headings, then a row a line; what the picture shows."""
    weeks = sorted(pd.Timestamp(week) for week in screen.calendar["week"].dropna().unique())
    cells = {
        (row.key, row.week): _cell(row)
        for row in screen.calendar.dropna(subset=["week"]).itertuples()
    }
    rows = [
        [
            line.name,
            *(cells.get((line.key, week), "") for week in weeks),
            number(line.unplanned),
            number(line.shortfall),
        ]
        for line in screen.lines.itertuples(index=False)
    ]
    heads = ["", *(f"{week:%d/%m}" for week in weeks), label("unplanned"), label("shortfall")]
    return heads, rows


def _cell(week: Any) -> str:
    unknown = " + ?" if week.unknown else ""
    return f"{week.planned} pour {week.seats}{unknown}"


def calendar_alt(screen: Screen) -> str:
    """Return what the picture of the calendar says, for who does not see it."""
    worst = screen.lines[screen.lines["shortfall"] > 0].head(3)
    said = [f"{row.name} ({number(row.shortfall)})" for row in worst.itertuples(index=False)]
    first = f"les plus en manque de places : {listing(said)}" if said else "aucune place ne manque"
    return f"Calendrier des entretiens, {plural(len(screen.lines), 'ligne')} ; {first}."


def definitions() -> dict[str, str]:
    """Return what each figure of the page means, by label."""
    return {FIGURES[code].label: FIGURES[code].meaning for code in FIGURES_SHOWN}


# -------------------------------------------------------------------------------------- what if


def try_change(published: Published, screen: Screen, change: Change) -> Trial:
    """Return what a change would do to the hosts shown; nothing is kept of it.

    Raises `UsageError` for numbers below their bound, or when no day is left for one more session.
    """
    after = count_what_if(
        published.offers, published.sessions, published.tally, published.settings, published.day, change
    )  # fmt: skip
    chosen = screen.state.selection
    table = compare_capacity(
        select_offers(published.capacity, chosen), select_offers(after, chosen)
    )
    kept = table[(table["shortfall"] > 0) | (table["shortfall_change"] != 0)]
    return Trial(change, kept.reset_index(drop=True), _trial_sentence(screen, table))


def _trial_sentence(screen: Screen, table: pd.DataFrame) -> str:
    before, after = int(table["shortfall"].sum()), int(table["shortfall_after"].sum())
    capacity, tried = int(table["capacity"].sum()), int(table["capacity_after"].sum())
    declared = screen.total["seats_declared"]
    said = (
        f"Places manquantes : {number(before)} aujourd’hui, {number(after)} avec ces réglages "
        f"({_signed(after - before)}). Capacité : {number(capacity)}, puis {number(tried)} "
        f"({_signed(tried - capacity)})."
    )
    if not declared:
        return said
    return (
        f"{said} Les {plural(declared, 'place déclarée')} par les établissements ne changent pas : "
        "durées, jurys et groupes ne touchent que les places estimées."
    )


def _signed(value: int) -> str:
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value < 0 else "±0"


# --------------------------------------------------------------------------------------- export


def workbook(published: Published, screen: Screen, trial: Trial | None = None) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook: load, weeks, lines to complete, the what-if."""
    total = screen.total
    said = (
        f"{number(total['to_interview'])} à recevoir, {plural(total['seats_left'], 'place restante')}, "
        f"{plural(total['shortfall'], 'place manquante')}"
    )
    tables = {
        "Charge": screen.load[list(LOAD)],
        "Places": screen.load[list(SEATS)],
        "Calendrier": _grid(published, screen),
        "Semaines": _weeks_table(published, screen),
        "Catalogue à compléter": screen.gaps.drop(columns=["offer"]),
    }
    notes = provenance(published, screen.state, said, FIGURES_SHOWN)
    if trial:
        tables["Hypothèse"] = trial.table
        notes.insert(5, f"Hypothèse ({say_change(trial.change)}) : {trial.sentence}")
    name = file_name("entretiens", *screen.state.values, published.day.isoformat())
    return f"{name}.xlsx", workbook_bytes(tables, notes)


def _grid(published: Published, screen: Screen) -> pd.DataFrame:
    """Return the calendar of all hosts as the picture shows it: a line a host, a column a week."""
    heads, rows = calendar_rows(measure_screen(published, screen.state, "host"))
    return pd.DataFrame(rows, columns=[label("host_name"), *heads[1:]])


def _weeks_table(published: Published, screen: Screen) -> pd.DataFrame:
    counted = select_offers(published.capacity, screen.state.selection)
    weeks = _weeks(published, counted, "host")
    columns = ["host_uai", "host_name", "department", "week", "planned", "seats"]
    return weeks[weeks["week"].notna()][columns].reset_index(drop=True)


def say_change(change: Change) -> str:
    """Return what is tried, in words."""
    said = {
        "duree_individuel_min": "entretien individuel de {} min",
        "jurys": "jurys : {}",
        "duree_collectif_min": "entretien collectif de {} min",
        "taille_groupe": "groupes de {}",
        "duree_seance_min": "séance sans horaires de {} min",
    }
    parts = [
        words.format(getattr(change, name)) for name, words in said.items() if getattr(change, name)
    ]
    if change.seances_ajoutees:
        more = plural(change.seances_ajoutees, "séance de plus")
        parts.append(f"{more} par offre en manque")
    return listing(parts) or "réglages inchangés"
