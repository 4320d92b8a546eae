"""What moved between two imports, as it goes out: five lines that reconcile, and a workbook."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import MOVEMENTS, label, meanings
from passpro_nb.domain.french import listing, long_date, number, plural
from passpro_nb.export.files import check_ending, write_private
from passpro_nb.export.records import csv_bytes, json_bytes, records
from passpro_nb.export.scratch import new_book
from passpro_nb.export.workbook import Look, book_bytes, write_notes, write_sheet
from passpro_nb.measure.groups import offer_labels
from passpro_nb.measure.over_time.changes import FOLLOWED, SHORT, Changes

# A figure of the five lines → the kinds of movement that are said beside it.
_LINES = {
    "registered": ("moved", "cancelled", "restored"),
    "convoked": ("unconvened", "interview_moved", "interview_lost"),
    "entered": ("opinion_lost", "opinion_changed"),
    "overdue": (),
}

_SHEETS = {"department": "Par département", "host": "Par établissement"}
_KEYS = {"department": ["department"], "host": ["host_uai", "host_name", "department"]}
_ENDS = ("_before", "_plus", "_minus", "")
# What is to be looked at first: what was lost, then what is said otherwise, then what came.
_WORST = (
    "opinion_lost", "opinion_changed", "gone", "moved", "cancelled", "unconvened", "interview_lost",
    "interview_moved", "attendance_lost", "attendance_changed", "session_withdrawn",
)  # fmt: skip
SAME_SESSIONS = "aucune séance n’a changé"
EMPTY = "Rien n’a changé ici entre ces deux imports."
EXPLAINED = (
    "En plus : ce que le chiffre compte depuis ; en moins : ce qu’il ne compte plus. "
    "Avant + en plus − en moins = après.",
    "Une candidature nouvelle peut être déjà convoquée, notée ou annulée : elle compte alors en plus "
    "sans autre ligne que « nouvelle ».",
    "« Par établissement » ne montre que ceux où quelque chose a bougé, ceux qui ont perdu le plus "
    "d’avis d’abord ; « Par département » les montre tous.",
    "Un élève passé à un autre vœu a trois lignes : « disparue », « nouvelle », et son passage.",
    "Fichier et ligne sont ceux des données récentes ; d’une candidature disparue, ceux d’avant.",
)


def say_span(first: date, last: date) -> str:
    """Return « Du 24 avril 2025 au 28 avril 2025 »."""
    return f"Du {long_date(first)} au {long_date(last)}"


def say_changes(changes: Changes) -> list[str]:
    """Return what moved in the whole, a line a figure: before + plus − minus = after."""
    whole = read_balance(changes)
    counts = changes.counts()
    lines = []
    for figure, kinds in _LINES.items():
        aside = [plural(counts[kind], MOVEMENTS[kind]) for kind in kinds if counts.get(kind)]
        lines.append(say_balance(figure, whole) + (f" ({listing(aside)})" if aside else ""))
    why = [
        f"{label(name).lower()} : {_say_turn(name, whole)}"
        for name in SHORT[:2]
        if name in whole and whole[name] != whole[f"{name}_before"]
    ]
    if "shortfall" not in whole:  # of some origins: seats have no meaning there
        return lines
    short = f"{label('shortfall')} : {_say_turn('shortfall', whole)}"
    held = [k for k in ("session_added", "session_withdrawn", "session_changed") if counts.get(k)]
    why += [plural(counts[kind], MOVEMENTS[kind]) for kind in held]
    if not held and not changes.after.offers.empty:
        why.append(SAME_SESSIONS)
    return [*lines, short + (f" ({' ; '.join(why)})" if why else "")]


def _say_turn(name: str, balance: dict[str, Any]) -> str:
    return f"{number(balance[f'{name}_before'])} → {number(balance[name])}"


def read_balance(changes: Changes) -> dict[str, Any]:
    """Return the balance of the whole as plain values; zeros where there is no offer."""
    found = records(changes.balance())
    names = [f"{figure}{end}" for figure in FOLLOWED for end in _ENDS]
    zeros = dict.fromkeys([*names, *(name + end for name in SHORT for end in ("_before", ""))], 0)
    return found[0] if found else zeros


def say_balance(figure: str, balance: dict[str, Any]) -> str:
    """Return « Avis saisis : 6 942 + 244 − 86 = 7 100 »."""
    before, plus, minus, now = (number(balance[figure + end]) for end in _ENDS)
    return f"{label(figure)} : {before} + {plus} − {minus} = {now}"


def changes_tables(changes: Changes) -> dict[str, pd.DataFrame]:
    """Return by title the tables of what moved: the whole, by département, by host, then the lines."""
    offers = _every_offer(changes)
    tables = {"Ensemble": _turned(read_balance(changes))}
    for by, title in _SHEETS.items():
        ends = [f"{figure}{end}" for figure in _LINES for end in _ENDS]
        table = changes.balance(by)
        if by == "host":
            table = _moving(table, _moved_hosts(changes, offers))
        tables[title] = table[[*_KEYS[by], *ends, "shortfall_before", "shortfall"]]
    tables["Candidatures"] = list_movements(changes)
    tables["Séances"] = _told(changes.sessions, offers)
    return tables


def list_movements(changes: Changes) -> pd.DataFrame:
    """Return what moved application by application, in French, the worst first (nominative)."""
    offers = _every_offer(changes)
    return _told(_with_names(changes.movements, offers), offers)


def _every_offer(changes: Changes) -> pd.DataFrame:
    offers = pd.concat([changes.after.offers, changes.before.offers])
    return offers.drop_duplicates("offer")


def _turned(whole: dict[str, Any]) -> pd.DataFrame:
    """Return the whole as one line a figure: before, plus, minus, after."""
    rows = [(label(figure), *(whole[figure + end] for end in _ENDS)) for figure in FOLLOWED]
    rows += [(label(name), whole[f"{name}_before"], None, None, whole[name]) for name in SHORT]
    table = pd.DataFrame(rows, columns=["what", "before", "plus", "minus", "after"])
    return table.astype(dict.fromkeys(["before", "plus", "minus", "after"], "Int64"))


def _moved_hosts(changes: Changes, offers: pd.DataFrame) -> pd.Series:
    """Return the hosts of every application and session that moved, even where no figure did."""
    moved = pd.concat([changes.movements["offer"], changes.sessions["offer"]])
    return offers.loc[offers["offer"].isin(moved), "host_uai"]


def _moving(hosts: pd.DataFrame, named: pd.Series) -> pd.DataFrame:
    """Return the hosts where something moved, those that lost most opinions first."""
    ends = [f"{figure}{end}" for figure in _LINES for end in ("_plus", "_minus")]
    moved = hosts[ends].any(axis=1) | hosts["shortfall"].ne(hosts["shortfall_before"])
    worst = hosts[moved | hosts["host_uai"].isin(named)].sort_values(
        "entered_minus", ascending=False, kind="stable"
    )
    return worst.reset_index(drop=True)


def _with_names(movements: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return the movements, of which a move from an offer to another names both."""
    labels = offer_labels(offers) + " (" + offers.set_index("offer")["host_name"].fillna("") + ")"
    moved = movements["kind"].eq("moved")
    named = {
        end: movements[end].where(~moved, movements[end].map(labels.to_dict()))
        for end in ("before", "after")
    }
    return movements.assign(**named)


def _told(rows: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return movements in French, the worst first, each with its host and its programme by name."""
    order = rows["kind"].map({kind: at for at, kind in enumerate(_WORST)}).fillna(len(_WORST))
    rows = rows.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    told = rows.assign(kind=rows["kind"].map(MOVEMENTS))
    hosts = offers.drop_duplicates("host_uai").set_index("host_uai")["host_name"]
    told.insert(told.columns.get_loc("host_uai") + 1, "host_name", told["host_uai"].map(hosts))
    told.insert(
        told.columns.get_loc("offer"), "programme_label", told["offer"].map(offer_labels(offers))
    )
    return told


def write_changes(changes: Changes, path: Path, notes: list[str]) -> Path:
    """Write what moved by the file's ending (nominative); `notes` say between what and what.

    A workbook has every table, what to read first on top; `.csv` the movements of applications;
    `.json` all of it, by codes. Raises `UsageError` for another ending.
    """
    ending = check_ending(path)
    if ending == ".json":
        content = json_bytes({
            "balance": {by: records(changes.balance(by)) for by in ("academie", "department", "host")},
            "movements": records(changes.movements), "sessions": records(changes.sessions),
        })  # fmt: skip
    elif ending == ".csv":
        content = csv_bytes(changes_tables(changes)["Candidatures"])
    else:
        content = changes_workbook(changes, notes)
    return write_private(path, content)


def changes_workbook(changes: Changes, notes: list[str]) -> bytes:
    """Return the workbook of what moved, every table of it (nominative)."""
    book = new_book()
    for title, table in changes_tables(changes).items():
        first = (*notes, *say_changes(changes), "", *EXPLAINED, "") if title == "Ensemble" else ()
        upright = [name for name in table if table[name].dtype.kind in "iu"]
        banner = "" if first else " ".join(notes[:1])
        none = "–" if title in _SHEETS.values() else ""
        if table.empty:
            first = (EMPTY,)
        look = Look(above=first, upright=() if first else upright, banner=banner, none=none)
        sheet = write_sheet(book, title, table, look)
        sheet.print_options.gridLines = not first  # no rule through the sentences
    write_notes(book, "Définitions", meanings([*FOLLOWED, "shortfall"]))
    return book_bytes(book)
