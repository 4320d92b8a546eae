"""What schools sent back, for the panel and the command, without widgets: read, then accepted.

Reading changes nothing. Accepting writes the opinions into the campaign's folder and the receipts into
that of the replies.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, long_date, number, percent, plural, quoted
from passpro_nb.export.files import file_name, write_private
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.relaunch.pack import PASSWORDS
from passpro_nb.relaunch.returns import receipts
from passpro_nb.relaunch.returns.arrivals import RECEIPTS, Arrivals, list_returns
from passpro_nb.relaunch.returns.judge import KNOWN, REFUSED, REPORT, TAKEN, Outcome, check_returns
from passpro_nb.relaunch.returns.reader import read_passwords, read_returned
from passpro_nb.store.journal import log_export

PLACE = "retours"
REFUSED_COLUMNS = ["file", "sheet", "row", "column", "value", "verdict", "message"]
LOG = "réponses non prises"
_CONFLICTS = ("returned_conflict", "returned_double", "returned_absent_opinion")
_VERDICTS = {TAKEN: "pris", REFUSED: "refusé", REPORT: "à reporter"}
_WORST = ("conflit", "refusé", "à reporter", "pris")
Done = Callable[[int, int], None]


@dataclass(frozen=True, repr=False)
class Replies(Discreet):
    """What lies in a folder of replies, judged against the campaign as it was read."""

    campaign: Campaign
    folder: Path
    found: Arrivals
    outcome: Outcome


@dataclass(frozen=True, repr=False)
class Accepted(Discreet):
    """What was written: the file of opinions if any, the receipts, and why others were not."""

    file: Path | None
    receipts: tuple[Path, ...]
    unwritten: tuple[UsageError, ...]


def usual_place(campaign: Campaign) -> Path:
    """Return where the replies of a campaign are put, by habit."""
    return campaign.folder / PLACE


def usual_passwords(campaign: Campaign) -> str:
    """Return the passwords of the last pack of the campaign that is encrypted; "" without one."""
    found = campaign.folder.glob(f"relances/*/{PASSWORDS}")
    return str(max(found, key=lambda path: path.stat().st_mtime, default=""))


def say_there(folder: Path) -> str:
    """Return in a sentence what lies in a folder of replies, before any of it is opened."""
    if not folder.is_dir():
        return (
            f"Le dossier {quoted(folder)} n’existe pas encore : déposez-y ce que les établissements "
            "ont renvoyé, en l’état (sous-dossiers, .zip et messages .eml compris)."
        )
    try:
        found = list_returns(folder)
    except UsageError as nothing:
        return str(nothing)
    kinds = pd.Series(
        [Path(reply.name).suffix.lower() or "sans extension" for reply in found.replies]
    )
    counts = [f"{number(n)} {kind}" for kind, n in kinds.value_counts().items()]
    there = plural(len(found.replies), "fichier à lire", "fichiers à lire")
    return f"{there} : {listing(counts)}. {found.said}".strip()


def keep_reply(folder: Path, name: str, content: bytes) -> Path:
    """Write a reply into the folder under its name, numbered where another file has it; return where.

    The same file given again is written once.
    """
    first = folder / (re.split(r"[\\/]", name)[-1].lstrip(".") or "sans nom")
    ranks = (first.with_stem(f"{first.stem}-{rank}") for rank in count(2))
    for path in chain([first], ranks):
        if not path.exists():
            return write_private(path, content)
        if path.is_file() and path.read_bytes() == content:
            return path
    raise AssertionError  # numbers do not end


def list_replies(folder: Path, passwords: Path | None) -> tuple[Arrivals, dict[str, str]]:
    """Return the replies of a folder and the passwords that may open them, before anything is read."""
    return list_returns(folder), read_passwords(passwords) if passwords else {}


def read_replies(
    campaign: Campaign, folder: Path, found: Arrivals, passwords: dict[str, str], today: date,
    progress: Done = lambda done, total: None,
) -> Replies:  # fmt: skip
    """Read and judge the replies of a folder; nothing is written."""
    read = []
    for done, reply in enumerate(found.replies, 1):
        read.append(read_returned(reply, campaign.settings, passwords))
        progress(done, len(found.replies))
    return Replies(campaign, folder, found, check_returns(read, campaign, today))


def accept_replies(replies: Replies, today: date) -> Accepted:
    """Write what is taken, then the receipts (`relaunch.returns.receipts`)."""
    written = receipts.write_returns(replies.campaign, replies.outcome, today)
    done, failed = receipts.write_receipts(replies.campaign, replies.outcome, replies.folder)
    return Accepted(written, tuple(done), tuple(failed))


def say_accepted(replies: Replies, accepted: Accepted) -> list[str]:
    """Return what was written, a sentence each."""
    said = [f"Écrit : {accepted.file}." if accepted.file else "Rien de nouveau : rien n’est écrit."]
    if accepted.receipts:
        place = replies.folder / RECEIPTS
        said.append(f"{plural(len(accepted.receipts), 'accusé écrit')} dans {place}.")
    if accepted.unwritten:
        failed = accepted.unwritten
        count = plural(len(failed), "accusé n’a pu être écrit", "accusés n’ont pu être écrits")
        said.append(f"{count} : {failed[0]} Ce qui a été pris le reste.")
    return said


def answers_table(replies: Replies) -> pd.DataFrame:
    """Return the answers one by one, the conflicts first: what the data already said is left out.

    Out: `verdict` in French, `file`, `name` of the school or of the file, `sheet`, `row`, `column`, `value`,
    `message`.
    """
    place = ["file", "sheet", "row", "column"]
    answers, faults = replies.outcome.answers, replies.outcome.faults
    conflicts = {(f.file, f.sheet, f.row, f.column) for f in faults if f.code in _CONFLICTS}
    cells = [tuple(cell.values()) for cell in records(answers[place])]
    disputed = pd.Series([cell in conflicts for cell in cells], answers.index, dtype=bool)
    verdict = answers["verdict"].map(_VERDICTS).mask(disputed, "conflit")
    table = answers.assign(verdict=verdict, name=_named(replies))
    shown = table[table["verdict"].notna()]
    order = shown["verdict"].map(_WORST.index)
    columns = ["verdict", "file", "name", "sheet", "row", "column", "value", "message"]
    return shown.iloc[order.argsort(kind="stable")][columns].reset_index(drop=True)


def files_table(replies: Replies) -> pd.DataFrame:
    """Return one row a file received: `file`, `name` of the school, how many answers came to what."""
    counts = pd.crosstab(replies.outcome.answers["file"], replies.outcome.answers["verdict"])
    counts = counts.reindex(index=replies.outcome.files, columns=[TAKEN, REFUSED, REPORT, KNOWN])
    table = counts.fillna(0).astype(int).rename_axis("file").reset_index()
    return table.assign(name=[_school(replies, uai) for uai in replies.outcome.schools.values()])


def _named(replies: Replies) -> list[str]:
    """Return whose each answer is: a school, a file where it is of none or sent several."""
    sent = replies.outcome.schools
    files = Counter(sent.values())
    names = {
        file: _school(replies, uai) if uai and files[uai] == 1 else file
        for file, uai in sent.items()
    }
    return [names.get(file, file) for file in replies.outcome.answers["file"]]


def _school(replies: Replies, uai: str) -> str:
    """Return a school as it is named on screen; what is no workbook of a relaunch is of none."""
    if not uai:
        return "–"
    offers, pupils = replies.campaign.offers, replies.campaign.applications
    hosts = offers.loc[offers["host_uai"].eq(uai), "host_name"]
    names = [*hosts, *pupils.loc[pupils["origin_uai"].eq(uai), "origin_name"].dropna()]
    return f"{names[0]} ({uai})" if names else uai


def refused_workbook(replies: Replies, today: date) -> tuple[str, bytes]:
    """Return the name and the bytes of the file of all that was not taken; it is logged."""
    table = receipts.list_refused(replies.outcome)[REFUSED_COLUMNS]
    name = f"{file_name('reponses non prises', today.isoformat())}.xlsx"
    notes = [
        f"Réponses lues le {long_date(today)} dans {quoted(replies.folder)}",
        receipts.say_outcome(replies.outcome),
    ]
    content = workbook_bytes({"Non pris": table}, notes)
    log_export(replies.campaign.folder, what=LOG, file=name, rows=len(table))
    return name, content


def read_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign as its folder says it now."""
    return open_campaign(campaign.folder)


def measure_change(replies: Replies, after: Campaign, day: date) -> pd.DataFrame:
    """Return coverage before and after on one day: the whole campaign, then each host that answered.

    Out: `name`, then `expected`, `entered_before`, `entered`, `coverage_before`, `coverage`,
    `overdue_before`, `overdue`.
    """
    answered = {uai for uai in replies.outcome.schools.values() if uai}
    before, now = (
        pd.concat([_whole(campaign, day), _hosts(campaign, day, answered)], ignore_index=True)
        for campaign in (replies.campaign, after)
    )
    earlier = before.set_index("name")[["entered", "coverage", "overdue"]].add_suffix("_before")
    table = now.join(earlier, on="name")
    moved = ("entered", "coverage", "overdue")
    pairs = [column for figure in moved for column in (f"{figure}_before", figure)]
    return table[["name", "expected", *pairs]]


def _whole(campaign: Campaign, day: date) -> pd.DataFrame:
    return campaign.figures(day).coverage("academie").assign(name="Toute la campagne")


def _hosts(campaign: Campaign, day: date, uais: set[str]) -> pd.DataFrame:
    hosts = campaign.figures(day).coverage("host")
    hosts = hosts[hosts["host_uai"].isin(uais)]
    return hosts.assign(name=hosts["host_name"] + " (" + hosts["host_uai"] + ")")


def say_change(table: pd.DataFrame, day: date) -> str:
    """Return in a sentence what `measure_change` found of the whole campaign."""
    whole = records(table)[0]
    more = int(whole["entered"]) - int(whole["entered_before"])
    rates = f"de {percent(whole['coverage_before'])} à {percent(whole['coverage'])}"
    return (
        f"Couverture des avis au {long_date(day)} : {rates} ({plural(more, 'avis')} de plus, "
        f"{number(whole['entered'])} sur {number(whole['expected'])} attendus)."
    )
