"""The status that each row says: by its column, else by the words of its label.

Source: definitions.md, Things (status).
"""

from collections.abc import Iterator

import pandas as pd

from passpro_nb.domain.faults import Fault, fault_about, fault_of, picked, places_of
from passpro_nb.domain.french import quoted
from passpro_nb.read.statuses import SCHOOL, WORK, split_status

TAUGHT = {SCHOOL: "en voie scolaire", WORK: "en apprentissage"}


def bare_labels(labels: pd.Series) -> pd.Series:
    """Return labels without the words of a status."""
    return labels.map({text: split_status(text)[0] for text in labels.dropna().unique()})


def worded_statuses(labels: pd.Series) -> pd.Series:
    """Return the status that the words of each label tell; missing for none."""
    told = {text: split_status(text)[1] for text in labels.dropna().unique()}
    return labels.map(told).astype("str")


def check_labels(rows: pd.DataFrame) -> Iterator[Fault]:
    """Yield the labels whose words contradict the column, which decides: once for all alike."""
    told = worded_statuses(rows["programme_label"])
    against = rows.assign(told=told)[
        rows["status"].notna() & told.notna() & (rows["status"] != told)
    ]
    for (label, said, word), group in against.groupby(["programme_label", "status", "told"]):
        details = {"value": label, "told": quoted(word), "said": quoted(said)}
        yield fault_about(places_of(group), "label_status", column="status", **details)


def line_statuses(lines: pd.DataFrame) -> tuple[pd.Series, list[Fault]]:
    """Return the status of each line of the catalogue, missing where it cannot be told, and faults.

    In: lines with `programme`. A line that says none has that of the lines of its code vœu; else
    the one that the host's other lines of the programme give; « scolaire » where none says any,
    and beside a label that says « (apprentissage) » where its own does not.
    """
    worded = worded_statuses(lines["programme_label"])
    said = lines["status"].fillna(worded)
    by_code = said.groupby([lines["host_uai"], lines["offer_code"]])
    said = said.fillna(by_code.transform("first").where(by_code.transform("nunique") == 1))
    offered = said.groupby([lines["host_uai"], lines["programme"]]).transform("nunique")
    faults: list[Fault] = []
    silent = said.isna() & (offered > 0)
    found = said.fillna(SCHOOL)
    telling = lines.assign(said=said, worded=lines["status"].isna())[said.notna()]
    for line in picked(lines, silent):
        kin = telling[
            (telling["host_uai"] == line.host_uai)
            & (telling["programme"] == line.programme)
            & (telling["offer_code"].isna() | pd.isna(line.offer_code))
        ]
        found[line.Index] = _of_kin(kin)
        code = {WORK: "supposed_status", SCHOOL: None}.get(found[line.Index], "ambiguous_status")
        if code:
            host = line.host_name if isinstance(line.host_name, str) else line.host_uai
            details = {"value": line.programme_label, "host": host}
            faults.append(fault_of(line, code, column="status", **details))
    return found, faults


def _of_kin(kin: pd.DataFrame) -> str | None:
    """Return the status of a silent line from the lines that may state its offer, None for both."""
    if kin["said"].nunique() > 1:
        return None
    return SCHOOL if kin["worded"].all() else str(kin["said"].iloc[0])
