"""The pack of a relaunch: a folder with the synthesis, a workbook and a draft a school, a zip.

All of it is written aside, then appears at one stroke under its name: the journal, which was told
before, counts it from then on. Whatever fails or is killed leaves neither, or is taken away next time.
"""

import io
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, quoted
from passpro_nb.export.files import told, write_private
from passpro_nb.export.records import csv_bytes
from passpro_nb.measure.asks import REASONS
from passpro_nb.relaunch import mails
from passpro_nb.relaunch.mails import Mail, Templates
from passpro_nb.relaunch.plan import Plan
from passpro_nb.relaunch.school_book import SchoolRows, school_file, school_workbook, split_schools
from passpro_nb.relaunch.synthesis import say_asks, synthesis_workbook
from passpro_nb.store import journal
from passpro_nb.store.turns import writing_alone

WORKBOOKS, DRAFTS = "classeurs", "brouillons"
ZIP, MERGE, PASSWORDS = "classeurs.zip", "publipostage.xlsx", "mots-de-passe.csv"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another

Done = Callable[[int, int], None]


@dataclass(frozen=True, repr=False)
class Pack(Discreet):
    """A pack written: its number in the journal, where it is, its mails."""

    number: int
    folder: Path
    synthesis: Path
    mails: tuple[Mail, ...]
    encrypted: bool


def write_pack(
    campaign: Path, plan: Plan, folder: Path, *, who: str, after: int, encrypt: bool = False,
    progress: Done = lambda done, total: None,
) -> Pack:  # fmt: skip
    """Write the pack of the schools proposed by `plan` into a new or empty folder; keep its trace.

    `after`: the last pack of the journal when the plan was made (`journal.last_pack`); where a later
    one asks the same schools, nothing is written.
    With `encrypt`, each workbook gets a password of its own, listed in `mots-de-passe.csv`, and is
    attached to its draft; otherwise drafts only name it. Raises `UsageError` when the folder holds
    something, when nobody is to be relaunched, and `SettingsError` for a template.
    """
    if plan.silent or plan.proposed.empty:
        raise UsageError(plan.silent or "Aucun établissement n’est à relancer pour ce choix.")
    templates = mails.read_templates(campaign)
    synthesis = f"synthese-relances-{plan.day.isoformat()}.xlsx"
    with writing_alone(campaign, "une relance", who):
        _check_free(folder)
        _check_still(campaign, plan, after)
        with _appearing(campaign, plan.day, folder, who) as (number, aside):
            written, schools = _write_schools(plan, aside, templates, encrypt, progress)
            write_private(aside / synthesis, synthesis_workbook(plan))
            write_private(aside / MERGE, mails.merge_workbook(written))
            journal.record_relaunch(campaign, number, schools, plan.concerned, encrypted=encrypt)
    return Pack(number, folder, folder / synthesis, tuple(written), encrypt)


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{quoted(folder)} contient déjà quelque chose : indiquez un dossier nouveau ou vide, "
            "rien n’est jamais écrasé."
        )


def _check_still(campaign: Path, plan: Plan, after: int) -> None:
    """Raise `UsageError` where another relaunch has asked schools of the plan since it was made."""
    since = journal.read_journal(campaign)
    since = since[since["pack"].gt(after) & since["withdrawn"].isna()]
    if both := {*since["uai"]} & {*plan.proposed["uai"]}:
        who = listing(sorted({*since["who"]}))
        raise UsageError(
            f"Une autre relance vient d’être écrite par {who} ({listing(sorted(both), 3)}) : rien n’est "
            "écrit. Regardez de nouveau qui est à relancer."
        )


@contextmanager
def _appearing(campaign: Path, day: date, folder: Path, who: str) -> Iterator[tuple[int, Path]]:
    """Give the number of a new pack and a private folder aside, which at the end takes its place.

    The journal knows the folder aside before it is made: whatever fails takes both away, and what
    is killed is taken away by the next writing.
    """
    place = folder.resolve()  # where a link leads
    aside = place.with_name(f".relance-{secrets.token_hex(4)}")
    number = journal.begin_relaunch(campaign, day=day, who=who, place=folder, aside=aside)
    try:
        with told(folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.mkdir(mode=0o700)
        yield number, aside
        with told(folder):
            if place.exists():
                place.rmdir()
            os.replace(aside, place)
    except BaseException:
        for path in aside.glob("*"):  # first: on a full disk, the journal needs the room
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        with suppress(UsageError):  # the next writing will: the folder says that nothing came
            journal.undo_relaunches(campaign)
        raise
    with suppress(UsageError):  # the journal counts a pack whose folder aside is gone
        journal.end_relaunch(campaign, number)


def _write_schools(
    plan: Plan, aside: Path, templates: Templates, encrypt: bool, progress: Done
) -> tuple[list[Mail], list[journal.Relaunched]]:
    """Write the workbook and the draft of each school, the zip, and the passwords if any."""
    for name in (WORKBOOKS, DRAFTS):
        (aside / name).mkdir(mode=0o700)
    written, schools, passwords, zipped = [], [], [], io.BytesIO()
    sender, total = plan.settings.relances.mel_expediteur, len(plan.proposed)
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as archive:
        for done, rows in enumerate(split_schools(plan, plan.proposed), 1):
            school, file = rows.school, school_file(rows.school, plan.day)
            content = school_workbook(plan, rows)
            if encrypt:
                passwords.append((school["uai"], school["name"], file, new_password()))
                content = encrypt_workbook(content, passwords[-1][-1])
            written.append(mails.write_mail(plan, rows, templates, file, attached=encrypt))
            schools.append(_trace(rows, file))
            draft = mails.draft_bytes(written[-1], sender, content if encrypt else None)
            write_private(aside / DRAFTS / f"{Path(file).stem}.eml", draft)
            write_private(aside / WORKBOOKS / file, content)
            archive.writestr(file, content)
            progress(done, total)
    write_private(aside / ZIP, zipped.getvalue())
    if passwords:
        table = pd.DataFrame(passwords, columns=["uai", "name", "file", "password"])
        write_private(aside / PASSWORDS, csv_bytes(table))
    return written, schools


def _trace(rows: SchoolRows, file: str) -> journal.Relaunched:
    school = rows.school
    reasons = ",".join(c for c, reason in REASONS.items() if school[c] and reason.asks)
    return (
        school["side"], school["uai"], school["name"], int(school["level"]), reasons,
        say_asks(school), f"{WORKBOOKS}/{file}", len(rows.concerned),
    )  # fmt: skip


def new_password() -> str:
    """Return a password drawn at random: twelve letters and digits in three groups."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def encrypt_workbook(content: bytes, password: str) -> bytes:
    """Return a workbook encrypted as Excel does: it opens with the password only."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()
