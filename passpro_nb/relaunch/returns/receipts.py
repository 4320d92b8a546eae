"""What came back, written: the opinions for the campaign's folder, a receipt for each school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign, load_campaign
from passpro_nb.domain.errors import RefusedData
from passpro_nb.domain.french import long_date, number, plural
from passpro_nb.domain.tables import OPINIONS
from passpro_nb.export.files import write_private
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.relaunch.forms import FILES, PUPILS
from passpro_nb.relaunch.returns.judge import KNOWN, REFUSED, REPORT, TAKEN, Outcome

PREFIX = "avis-retournes"
RECEIPTS = "accuses"
VERDICTS = {
    TAKEN: "pris",
    KNOWN: "déjà dans les données",
    REFUSED: "non pris",
    REPORT: "à reporter",
}
_HEADINGS = {column.code: column.heading for column in OPINIONS.columns}
_FREE = {c.heading for form in (PUPILS, FILES) for c in form.columns if c.answer == "text"}
_WORDS = {"present": "Présent", "absent": "Absent"}


def write_returns(campaign: Campaign, outcome: Outcome, today: date) -> Path | None:
    """Write what is taken into a new `avis-retournes-….xlsx` of the campaign's folder.

    It also holds what earlier ones gave, so that it may replace them. None when nothing is new. The
    campaign is read again: if it does not gain exactly these opinions, the file is taken back and
    `RefusedData` says so. No file that is there is ever changed.
    """
    if outcome.taken.empty:
        return None
    path = _new_path(campaign.folder, today)
    tables = {"Avis": _opinions(campaign, outcome), "Constats": _surprises(outcome)}
    write_private(path, workbook_bytes(tables, _notes(outcome, today)))
    gained = int(outcome.taken["opinion"].notna().sum())
    before = int(campaign.applications["opinion"].notna().sum())
    after = int(load_campaign(campaign.folder).applications["opinion"].notna().sum())
    if after - before != gained:
        path.unlink()
        raise RefusedData(
            f"{plural(gained, 'avis lu')} dans les classeurs, mais la campagne relue en gagnait "
            f"{number(after - before)} : rien n’a été écrit. Un fichier « avis » du dossier dit sans "
            "doute les mêmes dossiers ; mettez-le à jour ou retirez-le, puis recommencez."
        )
    return path


def _new_path(folder: Path, today: date) -> Path:
    path = folder / f"{PREFIX}-{today.isoformat()}.xlsx"
    number_ = 1
    while path.exists():
        number_ += 1
        path = folder / f"{PREFIX}-{today.isoformat()}-n{number_}.xlsx"
    return path


def _opinions(campaign: Campaign, outcome: Outcome) -> pd.DataFrame:
    """Return the rows of the file, under the declared headings: those of earlier files, then ours."""
    earlier = [
        source.frame.reindex(columns=OPINIONS.codes).astype(object)
        for source in campaign.sources
        if source.table is OPINIONS and source.file.startswith(PREFIX)
    ]
    rows = pd.concat([*earlier, _new_rows(campaign, outcome)], ignore_index=True)
    said = rows.assign(attendance=rows["attendance"].map(_WORDS))
    return said.dropna(axis="columns", how="all").rename(columns=_HEADINGS)


def _new_rows(campaign: Campaign, outcome: Outcome) -> pd.DataFrame:
    keys = ["pupil", "offer"]
    known = campaign.applications[[*keys, "file_number", "ine", "host_uai"]]
    offers = campaign.offers.set_index("offer")
    rows = outcome.taken.merge(known, on=keys, how="left")
    said = {c: rows["offer"].map(offers[c]) for c in ("host_name", "programme", "programme_label")}
    mef = said["programme"].where(said["programme"].str.fullmatch(r"\d{10}"))
    code = rows["offer"].where(rows["offer"].str.fullmatch(r"[0-9A-Z]{8}"))
    rows = rows.assign(
        host_name=said["host_name"], programme_label=said["programme_label"], mef=mef,
        offer_code=code, opinion=rows["opinion"],
    )  # fmt: skip
    return rows.reindex(columns=OPINIONS.codes).astype(object)


def _surprises(outcome: Outcome) -> pd.DataFrame:
    """Return what was not taken or is to be reported by hand, for the sheet beside the opinions."""
    rows = outcome.answers[outcome.answers["verdict"].isin([REFUSED, REPORT])]
    return _worded(rows)


def _worded(answers: pd.DataFrame) -> pd.DataFrame:
    headings = {
        "file": "Classeur", "sheet": "Feuille", "row": "Ligne", "column": "Case",
        "value": "Réponse", "verdict": "Sort", "message": "Constat",
    }  # fmt: skip
    said = answers.assign(verdict=answers["verdict"].map(VERDICTS))
    return said[list(headings)].rename(columns=headings)


def _notes(outcome: Outcome, today: date) -> list[str]:
    return [
        f"Classeurs lus le {long_date(today)} : {', '.join(outcome.files)}",
        say_outcome(outcome),
        "Ce fichier complète les candidatures. Il contient aussi ce que donnaient les précédents.",
    ]


def say_outcome(outcome: Outcome) -> str:
    """Return in one sentence what came of the workbooks."""
    counts = outcome.answers["verdict"].value_counts()
    opinions = int(outcome.taken["opinion"].notna().sum())
    said = (
        plural(len(outcome.files), "classeur lu", "classeurs lus"),
        plural(opinions, "avis pris"),
        plural(int(counts.get(TAKEN, 0)) - opinions, "autre réponse prise", "autres réponses prises"),
        plural(int(counts.get(KNOWN, 0)), "déjà dans les données", "déjà dans les données"),
        plural(int(counts.get(REFUSED, 0)), "non prise", "non prises"),
        plural(int(counts.get(REPORT, 0)), "à reporter à la main", "à reporter à la main"),
    )  # fmt: skip
    return f"{', '.join(said)}."


def write_receipts(outcome: Outcome, folder: Path) -> list[Path]:
    """Write a receipt for each workbook into `accuses/` of its folder; those there are kept.

    A workbook that says nothing new after its receipt gets no second one.
    """
    place = folder / RECEIPTS
    written = []
    for file in outcome.files:
        rows = outcome.answers[outcome.answers["file"].eq(file)]
        path = place / f"accuse-{file}.txt"
        if path.exists() and not rows["verdict"].eq(TAKEN).any():
            continue
        number_ = 1
        while path.exists():
            number_ += 1
            path = place / f"accuse-{file}-{number_}.txt"
        text = "\r\n".join(receipt(file, rows)) + "\r\n"
        written.append(write_private(path, text.encode("utf-8-sig")))
    return written


def receipt(file: str, answers: pd.DataFrame) -> Iterator[str]:
    """Yield the lines of a receipt: what was taken and what was not. It names no pupil.

    It speaks to the school: what the office has to do is left out, and so is what was written freely.
    """
    counts = answers["verdict"].value_counts()
    yield f"Nous avons bien reçu votre classeur « {file} »."
    yield ""
    yield f"{plural(int(counts.get(TAKEN, 0)), 'réponse prise', 'réponses prises')}."
    if known := int(counts.get(KNOWN, 0)):
        cells = plural(known, "case disait", "cases disaient")
        yield f"{cells} déjà la même chose que nos données (dont celles que nous avions remplies)."
    for verdict, title in (
        (REFUSED, "Ce qui n’a pas été pris :"),
        (REPORT, "Ce que nous reporterons à la main :"),
    ):
        rows = answers[answers["verdict"].eq(verdict)]
        if len(rows):
            yield from ("", title)
            yield from (_receipt_line(row) for row in rows.itertuples())
    if answers["verdict"].eq(REFUSED).any():
        yield from ("", "Corrigez ces points dans le classeur et renvoyez-le, ou répondez-nous.")


def _receipt_line(row: Any) -> str:
    place = [f"feuille {row.sheet}"] if row.sheet else []
    place += [f"ligne {row.row}"] if pd.notna(row.row) else []
    place += [row.column] if row.column else []
    said = _first_sentence(row.message) or ("" if row.column in _FREE else row.value)
    return f"– {' : '.join(filter(None, (', '.join(place), said)))}"


def _first_sentence(message: str) -> str:
    """Return what was seen, without what to do about it; a value quoted is not cut."""
    found = re.match(r"(?:«[^»]*»|[^«])*?\.(?=\s|$)", message)
    return found[0] if found else message
