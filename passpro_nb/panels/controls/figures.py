"""What does not count, what is doubtful, and an import before it is made, without widgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.faults import FAULTS, Fault
from passpro_nb.domain.figures import VALUE_LABELS, label
from passpro_nb.domain.french import listing, long_date, number, plural
from passpro_nb.export.changes import say_changes
from passpro_nb.export.records import in_french
from passpro_nb.read.inputs import have_changed
from passpro_nb.store.history import list_history
from passpro_nb.store.loss import ACCEPT, say_losses
from passpro_nb.store.snapshots import Arrival, import_campaign, preview_import, undo_import

LOST, DOUBTFUL, TOLD = "error", "warning", "info"
# What a finding costs, in the order in which it matters.
FILE, ROW, CELL, LINE, APART = (
    "fichier ou feuille", "ligne écartée", "cellule refusée", "ligne à corriger", "comptée à part",
)  # fmt: skip
_COSTS = (FILE, ROW, CELL, LINE, APART, "")
_APART = "hors_passpro_application"  # in no figure, though nothing is wrong with the line
FINDING = ["weight", "cost", "title", "file", "sheet", "row", "column", "cell", "said"]
_KIND = ["cost", "title", "file", "sheet", "column"]
SHOWN = 5  # cells of a kind that are named; the others open
REREAD = (
    "Les fichiers ont changé depuis qu’ils ont été lus : « Relire les fichiers », en haut de ce "
    "carnet, puis regardez de nouveau avant d’importer."
)
ACCEPTED = "Accepter ces pertes et importer"
FORCED = "Importer malgré ce refus"


def list_findings(campaign: Campaign) -> pd.DataFrame:
    """Return what was found, a row a place in the files: `FINDING`.

    `weight`: does it count nowhere (`LOST`), is it doubtful, or only told; `cost` says what is lost.
    A row set aside stands once for each finding that names it, so that the places whose `cost` is
    `ROW` are those that `check` counts as set aside.
    """
    rows = [row for fault in campaign.faults for row in _places(fault, campaign)]
    return pd.DataFrame(rows, columns=FINDING).astype({"row": "Int64"})


def _places(fault: Fault, campaign: Campaign) -> list[tuple[object, ...]]:
    places = [(fault.file, fault.sheet, fault.row or 0), *fault.also]
    aside = [place for place in places if place in campaign.set_aside]
    weight = LOST if aside or fault.code == _APART else fault.severity
    cost = ROW if aside else _cost(fault) if weight == LOST else ""
    title, column = FAULTS[fault.code].title, fault.column or ""
    return [
        (
            weight, cost, title, file, sheet, row or None, column,
            f"{fault.letter or ''}{row}" if row else "", fault.said,
        )
        for file, sheet, row in aside or places[:1]
    ]  # fmt: skip


def _cost(fault: Fault) -> str:
    if fault.code == _APART:
        return APART
    if not fault.row:
        return FILE
    return CELL if fault.column else LINE


def group_findings(findings: pd.DataFrame) -> pd.DataFrame:
    """Return how often each kind was found in a column of a sheet: what costs most first.

    In: some of `list_findings`. Out: `cost`, `title`, `count`, `cells` (the first few, by name),
    then where: `column`, `sheet`, `file`.
    """
    found = findings.groupby(_KIND, sort=False)["cell"]
    table = found.agg(count="size", cells=lambda cells: listing(filter(None, cells), SHOWN))
    table = table.reset_index().assign(rank=lambda t: t["cost"].map(_COSTS.index))
    table = table.sort_values(["rank", "count"], ascending=[True, False], kind="stable")
    return table[["cost", "title", "count", "cells", "column", "sheet", "file"]]


def find_rows(findings: pd.DataFrame, kind: Mapping[str, object]) -> pd.DataFrame:
    """Return the findings of a kind, that is of a row of `group_findings`: where, and what is said."""
    same = pd.Series(True, findings.index)
    for name in _KIND:
        same &= findings[name].eq(str(kind[name]))
    return findings.loc[same, ["file", "sheet", "row", "column", "said"]]


def say_lost(campaign: Campaign, findings: pd.DataFrame) -> str:
    """Return in a sentence what does not count, and what comes of it."""
    costs = findings["cost"].value_counts()
    said = []
    if aside := len(campaign.set_aside):
        one = aside < 2
        said.append(f"{plural(aside, 'ligne écartée')} : {_nowhere(one)}")
    if cells := int(costs.get(CELL, 0)):
        one = cells < 2
        taken = (
            "prise comme vide, sa ligne compte"
            if one
            else "prises comme vides, leurs lignes comptent"
        )
        said.append(f"{plural(cells, 'cellule refusée')}, {taken}")
    if files := int(costs.get(FILE, 0)):
        said.append(
            plural(
                files,
                "constat sur un fichier ou une feuille",
                "constats sur des fichiers ou des feuilles",
            )
        )
    if lines := int(costs.get(LINE, 0)):
        said.append(plural(lines, "ligne à corriger", "lignes à corriger"))
    if apart := int(costs.get(APART, 0)):
        none = (
            "comptée à part, dans aucun chiffre"
            if apart < 2
            else "comptées à part, dans aucun chiffre"
        )
        said.append(f"{plural(apart, 'candidature')} hors Passpro, {none}")
    return (
        f"{' ; '.join(said)}.{_say_errors(campaign, costs)}"
        if said
        else "Tout ce qui a été reçu compte : rien n’est écarté, rien n’est refusé."
    )


def _say_errors(campaign: Campaign, costs: "pd.Series[int]") -> str:
    """Return how the places counted are as many errors as the summary says, "" where nothing is to say."""
    errors = sum(fault.severity == LOST for fault in campaign.faults)
    places = sum(int(costs.get(cost, 0)) for cost in (FILE, CELL, LINE)) + len(campaign.set_aside)
    if errors == places:
        return ""
    return f" Les contrôles comptent {plural(errors, 'erreur')} : une seule peut nommer plusieurs lignes, comme deux lignes qui se contredisent."


def _nowhere(one: bool) -> str:
    return "elle ne compte nulle part" if one else "elles ne comptent nulle part"


def say_doubtful(findings: pd.DataFrame) -> str:
    """Return in a sentence how much is doubtful."""
    count = int(findings["weight"].eq(DOUBTFUL).sum())
    if not count:
        return "Rien n’est douteux."
    apart = int(findings["cost"].eq(APART).sum())
    more = (
        f" Avec les {number(apart)} candidatures hors Passpro, comptées à part, ce sont les "
        f"{number(count + apart)} avertissements des contrôles."
        if apart > 1 else ""
    )  # fmt: skip
    return f"{plural(count, 'constat à vérifier', 'constats à vérifier')} : cela compte, mais peut-être à tort.{more}"


# ------------------------------------------------------------------------------- the import


@dataclass(frozen=True, repr=False)
class Preview(Discreet):
    """What an import of the files read would change, in sentences.

    `waits` names what must be pressed beyond « Importer »: « », `ACCEPTED` or `FORCED`; `why` says
    what it is about.
    """

    arrival: Arrival
    sentences: tuple[str, ...]
    waits: str
    why: str


def look_ahead(campaign: Campaign) -> Preview:
    """Return what an import of a campaign, on the day of its data, would change and lose."""
    arrival = preview_import(campaign, campaign.figures().day)
    closed = arrival.closed
    said = [f"Campagne close le {long_date(closed)} : cet import la rouvrirait."] if closed else []
    if arrival.last is None or arrival.changes is None:
        said.append("Ce serait le premier import de cette campagne.")
    elif arrival.same:
        day = long_date(arrival.last.day)
        said.append(f"Rien de nouveau depuis l’import des données au {day}.")
    else:
        day = long_date(arrival.last.day)
        said += [f"Depuis le dernier import (données au {day}) :", *say_changes(arrival.changes)]
    waits = FORCED if arrival.refused else ACCEPTED if arrival.losses else ""
    return Preview(arrival, tuple(said), waits, _say_waiting(arrival))


def _say_waiting(arrival: Arrival) -> str:
    """Return why an import waits for a second word, without those of the command line."""
    if arrival.refused:
        return arrival.refused.split("\n")[0]
    return say_losses(arrival.losses).removesuffix(ACCEPT).strip() if arrival.losses else ""


def import_files(campaign: Campaign, preview: Preview, word: str = "") -> str:
    """Import what was looked at, and say so; `word` is what was pressed for what it loses.

    Raises `UsageError` where the files changed since they were read, `RefusedData` as
    `import_campaign` does.
    """
    if have_changed(campaign.folder, campaign.delivery.inputs):
        raise UsageError(REREAD)
    published = import_campaign(
        campaign, campaign.figures().day, force=word == FORCED, accept=word == ACCEPTED,
        arrival=preview.arrival,
    )  # fmt: skip
    if preview.arrival.same:
        return "Rien de nouveau : l’import d’avant reste en vigueur."
    rows, offers = len(campaign.applications), len(campaign.offers)
    came = f"{plural(rows, 'candidature')} et {plural(offers, 'offre')}"
    return f"Importé : {came}, au {long_date(published.day)}. Les tableaux de bord montrent ces chiffres."


def take_back(folder: Path) -> str:
    """Take the last import back, and say which is in force again; `UsageError` where there is none."""
    before = undo_import(folder)
    at = long_date(before.event.at.date())
    return f"Le dernier import est annulé : celui du {at} (données au {long_date(before.day)}) est de nouveau en vigueur."


HISTORY = (
    "at", "event", "day", "applications", "offers", "sessions", "set_aside", "errors", "who",
)  # fmt: skip


def history_table(folder: Path) -> pd.DataFrame:
    """Return the imports, latest first: columns `HISTORY`; none where nothing was imported."""
    try:
        table = list_history(folder)
    except UsageError:
        return pd.DataFrame(columns=[*HISTORY])
    at = [f"{at:%d/%m/%Y %H:%M}" for at in table["at"]]
    return in_french(table.assign(at=at))[[*HISTORY]]


def can_take_back(history: pd.DataFrame) -> bool:
    """Tell whether an import came before the one in force: what can be taken back to."""
    return int(history["event"].eq(VALUE_LABELS["event"]["import"]).sum()) > 1


def extent_rows(preview: Preview) -> tuple[list[str], list[list[str]]]:
    """Return what a refused delivery holds beside the last one, as texts: headings, then a row a count."""
    table = preview.arrival.extents
    rows = [] if table is None else table.itertuples(index=False)
    heads = [label(name) for name in ("what", "before", "now")]
    return heads, [
        [what, number(None if was is pd.NA else was), number(now)] for what, was, now in rows
    ]


def say_correcting(folder: Path) -> list[str]:
    """Return how the rows set aside are corrected, a step each."""
    return [
        "Téléchargez le classeur des lignes écartées, et ouvrez-le dans Excel.",
        "Corrigez les cellules en couleur : le motif de chaque ligne dit ce qui ne va pas.",
        f"Enregistrez-le dans {folder.resolve()}, sous un nom qui commence par « corrections ».",
        "« Relire les fichiers », en haut de ce carnet : vos corrections sont reprises à chaque livraison.",
    ]
