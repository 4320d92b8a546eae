"""What came back, written: the opinions for the campaign's folder, a receipt for each school."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.domain.french import listing, long_date, number, plural
from passpro_nb.domain.tables import OPINIONS
from passpro_nb.export.files import write_private
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.measure.coverage import origins
from passpro_nb.read.deliveries import RETURNED
from passpro_nb.read.inputs import have_changed
from passpro_nb.relaunch.forms import ATTENDANCE_WORDS, FILES, PUPILS
from passpro_nb.relaunch.levels import list_schools
from passpro_nb.relaunch.returns.arrivals import RECEIPT, RECEIPTS
from passpro_nb.relaunch.returns.judge import GIVEN, KNOWN, REFUSED, REPORT, TAKEN, Outcome
from passpro_nb.store.turns import writing_alone

VERDICTS = {
    TAKEN: "pris", KNOWN: "déjà dans les données", REFUSED: "non pris", REPORT: "à reporter",
}  # fmt: skip
_SURPRISES = {
    "file": "Classeur", "sheet": "Feuille", "row": "Ligne", "column": "Case", "value": "Réponse",
    "verdict": "Sort", "message": "Constat",
}  # fmt: skip
_FREE = {c.heading for form in (PUPILS, FILES) for c in form.columns if c.answer == "text"}


def write_returns(campaign: Campaign, outcome: Outcome, today: date) -> Path | None:
    """Write what is taken into a new `avis-retournes-….xlsx` of the campaign's folder.

    It also holds what earlier ones gave, so that it may replace them. None when nothing is new. The
    campaign is read again: if it does not gain exactly these opinions, the file is taken back and
    `RefusedData` says so; so it does when the folder changed since `campaign` was read. No file that is
    there is ever changed.
    """
    if outcome.taken.empty:
        return None
    with writing_alone(campaign.folder, "des réponses d’établissements"):
        if have_changed(campaign.folder, campaign.delivery.inputs):
            raise RefusedData(
                "Le dossier de la campagne a changé pendant la lecture des classeurs : rien n’est écrit. "
                "Lisez-les de nouveau."
            )
        for left in campaign.folder.glob(f".{RETURNED}-*"):  # by a writing that was killed
            left.unlink()
        return _write_returns(campaign, outcome, today)


def _write_returns(campaign: Campaign, outcome: Outcome, today: date) -> Path:
    path = _free_path(campaign.folder, f"{RETURNED}-{today.isoformat()}", "-n", ".xlsx")
    said = list_refused(outcome)[[*_SURPRISES]].rename(columns=_SURPRISES)
    tables = {"Avis": _opinions(campaign, outcome), "Constats": said}
    notes = [
        f"Classeurs lus le {long_date(today)} : {', '.join(outcome.files)}",
        say_outcome(outcome),
        "Ce fichier complète les candidatures. Il contient aussi ce que donnaient les précédents.",
    ]
    write_private(path, workbook_bytes(tables, notes))
    again = open_campaign(campaign.folder).applications
    reads = (outcome.taken, campaign.applications, again)
    gained, before, after = (int(read["opinion"].notna().sum()) for read in reads)
    lost = _count_lost(outcome.taken, again)
    if after - before == gained and not lost:
        return path
    path.unlink()
    said = (
        f"{plural(gained, 'avis lu')} dans les classeurs, mais la campagne relue en gagnait "
        f"{number(after - before)}"
        if after - before != gained
        else f"Dans la campagne relue, il manquait {plural(lost, 'réponse prise')}"
    )
    raise RefusedData(
        f"{said} : rien n’a été écrit. Un fichier « avis » du dossier dit sans doute les mêmes dossiers ; "
        "mettez-le à jour ou retirez-le, puis recommencez."
    )


def _count_lost(taken: pd.DataFrame, applications: pd.DataFrame) -> int:
    """Count the answers taken that the campaign does not say."""
    now = {(row["pupil"], row["offer"]): row for row in records(applications)}
    return sum(
        now.get((row["pupil"], row["offer"]), {}).get(code) != row[code]
        for row in records(taken)
        for code in GIVEN
        if row[code] is not None
    )


def list_refused(outcome: Outcome) -> pd.DataFrame:
    """Return the answers not taken or to report by hand: columns `ANSWER`, the verdict in French."""
    rows = outcome.answers[outcome.answers["verdict"].isin([REFUSED, REPORT])]
    return rows.assign(verdict=rows["verdict"].map(VERDICTS)).reset_index(drop=True)


def _free_path(folder: Path, stem: str, mark: str, ending: str) -> Path:
    """Return a path that is not taken yet, numbered from 2 on behind a mark."""
    ends = chain([ending], (f"{mark}{rank}{ending}" for rank in count(2)))
    return next(path for end in ends if not (path := folder / f"{stem}{end}").exists())


def _opinions(campaign: Campaign, outcome: Outcome) -> pd.DataFrame:
    """Return the rows of the file, under the declared headings: those of earlier files, then ours."""
    earlier = [
        source.frame.reindex(columns=OPINIONS.codes).astype(object)
        for source in campaign.sources
        if source.table is OPINIONS and source.file.startswith(RETURNED)
    ]
    keys = ["pupil", "offer"]
    known = campaign.applications[[*keys, "file_number", "ine", "host_uai"]]
    offers = campaign.offers[["offer", "host_name", "programme", "programme_label", "status"]]
    new = outcome.taken.merge(known, on=keys, how="left").merge(offers, on="offer", how="left")
    mef = new["programme"].where(new["programme"].str.fullmatch(r"\d{10}"))
    code = new["offer"].where(new["offer"].str.fullmatch(r"[0-9A-Z]{8}"))
    # an absence says of which day it is: a later one will not contradict it
    days = campaign.applications.set_index(keys)["interview_on"].dt.date
    missed = days.reindex(pd.MultiIndex.from_frame(new[keys])).to_numpy()
    untold = new["attendance"].eq("absent") & new["interview_on"].isna()
    new["interview_on"] = new["interview_on"].astype(object).mask(untold, missed)
    new = new.assign(mef=mef, offer_code=code).reindex(columns=OPINIONS.codes).astype(object)
    rows = pd.concat([*earlier, new], ignore_index=True)
    said = rows.assign(attendance=rows["attendance"].map(ATTENDANCE_WORDS))
    headings = {column.code: column.heading for column in OPINIONS.columns}
    filled = said.notna().any() | (
        said.columns == "opinion"
    )  # without it, a file is not of opinions
    return said.loc[:, filled].rename(columns=headings)


def say_outcome(outcome: Outcome) -> str:
    """Return in one sentence what came of the workbooks."""
    counts = outcome.answers["verdict"].value_counts()
    opinions = int(outcome.taken["opinion"].notna().sum())
    ours = sum(map(bool, outcome.schools.values()))
    strange = len(outcome.files) - ours
    said = (
        plural(ours, "classeur lu"),
        *([plural(strange, "fichier non lu", "fichiers non lus")] if strange else []),
        plural(opinions, "avis pris"),
        plural(int(counts.get(TAKEN, 0)) - opinions, "autre réponse prise"),
        plural(int(counts.get(KNOWN, 0)), "déjà dans les données", "déjà dans les données"),
        plural(int(counts.get(REFUSED, 0)), "non prise", "non prises"),
        plural(int(counts.get(REPORT, 0)), "à reporter à la main", "à reporter à la main"),
    )
    comments = sum(found.code == "returned_comment" for found in outcome.faults)
    among = f" (dont {plural(comments, 'commentaire')}, à lire)" if comments else ""
    return f"{', '.join(said)}{among}."


def write_receipts(
    campaign: Campaign, outcome: Outcome, folder: Path
) -> tuple[list[Path], list[UsageError]]:
    """Write a receipt for each school's workbook into `accuses/` of the folder; those there are kept.

    Return those written, and why others could not be: what was taken stays so. Two replies of one name
    in two sub-folders are two: so are their receipts. A workbook that says nothing new after its
    receipt gets no second one; what is no workbook of ours gets none.
    """
    written, failed, addresses = [], [], _addresses(campaign)
    for file, uai in outcome.schools.items():
        rows = outcome.answers[outcome.answers["file"].eq(file)]
        *below, name = file.split("/")
        stem, place = f"{RECEIPT}{name}", folder.joinpath(RECEIPTS, *below)
        if uai and (not (place / f"{stem}.txt").exists() or rows["verdict"].eq(TAKEN).any()):
            lines = receipt(file, rows, addresses.get(uai, uai))
            text = "".join(f"{line}\r\n" for line in lines).encode(
                "utf-8-sig", "replace"
            )  # a name that no locale reads
            try:
                written.append(write_private(_free_path(place, stem, "-", ".txt"), text))
            except UsageError as error:
                failed.append(error)
    return written, failed


def _addresses(campaign: Campaign) -> dict[str, str]:
    """Return the name and the address of each school that may answer, by UAI."""
    figures, directory = campaign.figures(), campaign.directory
    offers = figures.offers()
    asked = origins(figures.applications(), directory, offers)
    schools = list_schools(offers, asked, directory, campaign.settings)
    said = schools["name"] + " (" + schools["uai"] + "), " + schools["mail"]
    return dict(zip(schools["uai"], said, strict=True))


def receipt(file: str, answers: pd.DataFrame, school: str) -> Iterator[str]:
    """Yield the lines of a receipt: what was taken and what was not. It names no pupil.

    It speaks to the school: what the office has to do is left out, and so is what was written freely.
    """
    found = {verdict: answers[answers["verdict"].eq(verdict)] for verdict in VERDICTS}
    name = file.rpartition("/")[2]  # in which folder the office keeps it is no matter of the school
    yield from (f"À : {school}", "", f"Nous avons bien reçu votre classeur « {name} ».", "")
    taken = f"{plural(len(found[TAKEN]), 'réponse prise')} :"
    empty = "Aucune réponse nouvelle n’y est donnée : si c’est une erreur, renvoyez-le rempli."
    nothing = "Aucune réponse n’a été prise." if len(found[REFUSED]) else empty
    yield taken if len(found[TAKEN]) else nothing
    for (sheet, column), rows in found[TAKEN].groupby(["sheet", "column"], sort=False):
        count = plural(len(rows), "réponse")
        yield f"– feuille {sheet}, {column} : {count} ({say_lines(rows['row'])})"
    if known := len(found[KNOWN]):
        cells = plural(known, "case disait", "cases disaient")
        already = (
            f"{cells} déjà la même chose que nos données (dont celles que nous avions remplies)."
        )
        yield from ("", already)
    refused, report = "Ce qui n’a pas été pris :", "Ce que nous reporterons à la main :"
    for verdict, title in ((REFUSED, refused), (REPORT, report)):
        if len(found[verdict]):
            yield from ("", title, *map(_receipt_line, found[verdict].itertuples()))
    if len(found[REFUSED]):
        yield from ("", "Corrigez ces points dans le classeur et renvoyez-le, ou répondez-nous.")


def _receipt_line(row: Any) -> str:
    place = [f"feuille {row.sheet}"] if row.sheet else []
    place += [f"ligne {row.row}"] if pd.notna(row.row) else []
    place += [row.column] if row.column else []
    # what was seen, without what to do about it; a value quoted is not cut
    first = re.match(r"(?:«[^»]*»|[^«])*?\.(?=\s|$)", row.message)
    said = (first[0] if first else row.message) or ("" if row.column in _FREE else row.value)
    return f"– {' : '.join(filter(None, (', '.join(place), said)))}"


def say_lines(rows: Iterable[int]) -> str:
    """Return numbers of lines as a person says them: « lignes 4 à 6 et 9 »."""
    lines = sorted({int(row) for row in rows})
    starts = [at for at in lines if at - 1 not in lines]
    ends = [at for at in lines if at + 1 not in lines]
    runs = (
        [f"{start} à {end}"] if end - start > 1 else sorted({start, end})
        for start, end in zip(starts, ends, strict=True)
    )
    return f"{'lignes' if len(lines) > 1 else 'ligne'} {listing(chain.from_iterable(runs))}"
