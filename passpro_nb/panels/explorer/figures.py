"""The table of a view as it is shown, without widgets: its title, columns, rows, whole, bars, what opens."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import FIGURES, SHARES, heading, label, offer_label
from passpro_nb.domain.french import listing, long_date, plural
from passpro_nb.export.records import records, said
from passpro_nb.measure.coverage import PUPILS
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.opened import OPENED
from passpro_nb.measure.pivot import TOTAL, crossed_figure
from passpro_nb.measure.view import NAME, View
from passpro_nb.panels.filters import name_members
from passpro_nb.panels.shown import NOT_HERE, NOWHERE, ShownColumn, group_label, kind_of

MEMBER = "member"  # the column that says what a row is
WIDEST = 60  # columns of a crossed table that a screen bears
BARS = 15
PARTS = 6
_SHORT = {"host": "Établissement", "origin": "Établissement", "offer": "Formation"}
ENTERED, LATE, LEFT = "Avis saisis", "Avis en retard", "Autres avis attendus"


class Bar(NamedTuple):
    """A bar of the chart: its name, the parts that make it up (0..1 of the longest), what it is worth."""

    name: str
    parts: tuple[float, ...]
    value: str


@dataclass(frozen=True)
class Bars:
    """A chart of bars: its title, what its parts are called (none: one part), its bars."""

    title: str
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, repr=False)
class ViewScreen(Discreet):
    """What is shown of a view. `opens`: by column that opens, its figure and the member it is of."""

    view: View
    title: str
    columns: list[ShownColumn]
    records: list[dict[str, Any]]
    whole: dict[str, Any] | None
    bars: Bars
    opens: Mapping[str, tuple[str, str]]


def measure_screen(
    figures: CampaignFigures, view: View, left: Sequence[Mapping[str, Any]] | None = None
) -> ViewScreen:
    """Return what is shown of a view whose filters hold codes; the figures are those of `figures.view`.

    The search is the table's own: all rows are there, and the bars are of those that it leaves, or of the
    records that its filters left. Raises `UsageError` for too many columns.
    """
    shown = replace(view, search="")
    table = figures.view(shown)
    members = list(table.columns[table.columns.get_loc(TOTAL) + 1 :]) if view.columns else []
    if len(members) > WIDEST:
        raise UsageError(
            f"{plural(len(members), 'colonne')} ne tiennent pas à l’écran : échangez les lignes et les "
            "colonnes, ou choisissez un filtre."
        )
    names = name_members(figures, view.columns) if view.columns else {}
    members.sort(key=lambda member: names.get(member, member))
    codes = [TOTAL, *members] if view.columns else [c for c in table if c not in GROUPS[view.by]]
    rows = [_named(row, view.by, figures) for row in records(table)]
    if left is None:
        found = records(figures.view(view)) if view.search else []
        left = [_named(row, view.by, figures) for row in found] if view.search else rows
    whole = (
        records(figures.view(replace(shown, by="academie", sort="")))
        if view.by != "academie" and view.columns != "academie"
        else []
    )
    return ViewScreen(
        view, say_title(figures, view, codes), _columns(view, codes, names), rows,
        {**whole[0], MEMBER: "Ensemble"} if whole else None,
        _bars(left, view, codes, names), _opens(view, codes),
    )  # fmt: skip


def say_apart(view: View, codes: Collection[str]) -> str:
    """Return why more pupils may be without interview in a group than in the whole, "" where none are shown."""
    shown = {crossed_figure(view)[0]} if view.columns else {*codes}
    if PUPILS[1] not in shown:
        return ""
    # every application of a pupil is on one line of its school of today, unless some are filtered out
    whole = view.by == ORIGIN and not view.columns and not {*view.filters} - {ORIGIN}
    return NOWHERE if whole else NOT_HERE


def say_title(figures: CampaignFigures, view: View, codes: Sequence[str]) -> str:
    """Return what the table is: figure, groups, filters, day."""
    of = f"{label(crossed_figure(view)[0])} par" if view.columns else "Par"
    by = f"{of} {group_label(view.by).lower()}"
    if view.columns:
        by += f" et par {group_label(view.columns).lower()}"
    filters = [
        f"{group_label(name).lower()} : {listing((name_members(figures, name).get(v, v) for v in values), 3)}"
        for name, values in view.filters.items()
    ]
    return " ; ".join([f"{by}, au {long_date(figures.day)}", *filters])


def _named(row: dict[str, Any], by: str, figures: CampaignFigures) -> dict[str, Any]:
    """Return a record with what its row is called."""
    if by == "offer":
        return row | {MEMBER: offer_label(row["programme_label"], row["status"])}
    if by == "department":
        return row | {MEMBER: name_members(figures, by)[row["department"]]}
    keys = GROUPS[by]
    named = [key for key in keys if key.endswith(("_name", "_label"))]
    return row | {MEMBER: row[named[0] if named else keys[0]]}


def _columns(view: View, codes: Sequence[str], names: Mapping[str, str]) -> list[ShownColumn]:
    """Return the columns: what a row is, its département, the figures, what else tells it apart."""
    keys = [
        key for key in GROUPS[view.by] if key not in ("programme_label", "origin_name", "academie")
    ]
    keys = [key for key in keys if key != "host_name" or view.by == "offer"]
    first = [key for key in keys if key in ("host_name", "department") and view.by != "department"]
    last = [
        key
        for key in keys
        if key not in first and key in ("host_uai", "origin_uai", "commune", "offer")
    ]
    figure = crossed_figure(view)[0]
    shown = [
        ShownColumn(code, _heading(code, view, names), kind_of(figure if view.columns else code))
        for code in codes
    ]
    return [
        ShownColumn(MEMBER, _SHORT.get(view.by, group_label(view.by))),
        *(ShownColumn(key, {"department": "Dépt"}.get(key, label(key))) for key in first),
        *shown,
        *(
            ShownColumn(key, {"host_uai": "UAI", "origin_uai": "UAI"}.get(key, label(key)))
            for key in last
        ),
    ]


def _heading(code: str, view: View, names: Mapping[str, str]) -> str:
    if not view.columns:
        return heading(code)
    return "Ensemble" if code == TOTAL else names.get(code, code)


def _opens(view: View, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    if not view.columns:
        return {code: (code, "") for code in codes if code in OPENED}
    figure = crossed_figure(view)[0]
    return {code: (figure, "" if code == TOTAL else code) for code in codes if figure in OPENED}


def _bars(
    rows: Sequence[Mapping[str, Any]], view: View, codes: Sequence[str], names: Mapping[str, str]
) -> Bars:
    """Return the chart of the first rows: opinions entered and late where they are shown, else one figure."""
    first = rows[:BARS]
    end = f", {BARS} premières lignes" if len(rows) > BARS else ""
    if not view.columns and {"expected", "entered", "overdue"} <= {*codes} and not _sorted_by(view):
        parts = [
            [r["entered"], r["overdue"], r["expected"] - r["entered"] - r["overdue"]] for r in first
        ]
        told = [f"{said(r['entered'])} sur {said(r['expected'])}" for r in first]
        return _drawn(f"Avis attendus{end}", (ENTERED, LATE, LEFT), first, parts, told)
    figure = crossed_figure(view)[0] if view.columns else _sorted_by(view) or codes[0]
    share = figure in SHARES
    summed = FIGURES[figure].kind == "count" and figure not in PUPILS
    at = TOTAL if view.columns else figure
    told = [said(r.get(at), share=share) or "–" for r in first]
    if view.columns and summed and len(codes) - 1 <= PARTS:
        parts = [[r.get(code) or 0 for code in codes[1:]] for r in first]
        return _drawn(
            f"{heading(figure)}{end}", [names.get(c, c) for c in codes[1:]], first, parts, told
        )
    return _drawn(
        f"{heading(figure)}{end}", (), first, [[float(r.get(at) or 0)] for r in first], told
    )


def _sorted_by(view: View) -> str:
    """Return the figure that the rows are sorted by, "" for none."""
    code = view.sort.removeprefix("-")
    return "" if code == NAME else code


def _drawn(
    title: str, labels: Sequence[str], rows: Sequence[Mapping[str, Any]],
    parts: Sequence[Sequence[float]], told: Sequence[str],
) -> Bars:  # fmt: skip
    longest = max([sum(map(float, each)) for each in parts], default=0) or 1
    bars = (
        Bar(row[MEMBER], tuple(round(float(part) / longest, 4) for part in each), value)
        for row, each, value in zip(rows, parts, told, strict=True)
    )
    return Bars(title, tuple(labels), tuple(bars))
