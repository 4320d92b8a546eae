"""The glossary, the data dictionary and the findings explained, as tables of texts."""

from collections import Counter
from string import Formatter

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.faults import FAULTS, SEVERITIES
from passpro_nb.domain.figures import FIGURES, SEVERITY_LABELS, formula
from passpro_nb.domain.french import fold, unbreakable
from passpro_nb.domain.glossary import KIND_WORDS, TERMS
from passpro_nb.domain.tables import TABLES, Column, Table


def list_terms() -> pd.DataFrame:
    """Return every word and every figure with its meaning and, of a figure, its formula, in order."""
    told = [(term, meaning, "") for term, meaning in TERMS.items()]
    told += [(f.label, f.meaning, formula(f.code)) for f in FIGURES.values()]
    rows = [tuple(map(unbreakable, row)) for row in told]
    return pd.DataFrame(
        sorted(rows, key=lambda row: fold(row[0])),
        columns=["Mot ou chiffre", "Ce que c’est", "Formule"],
    )


def list_columns() -> pd.DataFrame:
    """Return every column that is read, in each file: what it holds, the headings that it may have."""
    rows = [
        (
            column.heading, f"{table.start}…", KIND_WORDS[column.kind], _needed(table, column),
            " ; ".join(dict.fromkeys(column.aliases)), column.valid,
        )
        for table in TABLES.values()
        for column in table.columns
    ]  # fmt: skip
    heads = [
        "Colonne",
        "Fichier",
        "On y lit",
        "Il la faut",
        "Autres titres acceptés",
        "Par exemple",
    ]
    return pd.DataFrame(rows, columns=heads)


def _needed(table: Table, column: Column) -> str:
    """Return whether a column must be there, or which others may stand in its place."""
    found = next((group for group in table.required if column.code in group), None)
    if found is None:
        return ""
    others = [table[code].heading for code in found if code != column.code]
    return f"oui, ou {' ou '.join(others)}" if others else "oui"


def list_findings(campaign: Campaign) -> pd.DataFrame:
    """Return every kind of finding: what is said, why it matters; those of the campaign come first."""
    met = Counter(fault.code for fault in campaign.faults)
    rank = {severity: at for at, severity in enumerate(SEVERITIES)}
    kinds = sorted(FAULTS.values(), key=lambda kind: (-met[kind.code], rank[kind.severity]))
    rows = [
        (
            kind.title,
            met[kind.code],
            SEVERITY_LABELS[kind.severity],
            _told(kind.sentence),
            kind.reason,
        )
        for kind in kinds
    ]
    heads = [
        "Constat",
        "Fois, ici",
        "Gravité",
        "Ce qui est dit, et quoi faire",
        "Pourquoi c’est dit",
    ]
    return pd.DataFrame(rows, columns=heads)


def _told(sentence: str) -> str:
    """Return the sentence of a finding, « … » in place of what each occurrence fills in."""
    said = "".join(
        text + ("…" if name is not None else "") for text, name, *_ in Formatter().parse(sentence)
    )
    return said if fold(said) else "La cause, et quoi faire, sont dans la phrase."
