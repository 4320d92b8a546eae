"""The pack of a relaunch: a folder with the synthesis, a workbook and a draft a school, a zip.

All of it is written aside, then appears at one stroke under its name; the journal keeps its trace.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.export.files import told, write_private
from passpro_nb.export.records import csv_bytes
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.relaunch.levels import ASKING
from passpro_nb.relaunch.mails import (
    Mail,
    Templates,
    draft_bytes,
    mails_table,
    read_templates,
    write_mail,
)
from passpro_nb.relaunch.plan import Plan
from passpro_nb.relaunch.school_book import SchoolRows, school_file, school_workbook, split_schools
from passpro_nb.relaunch.synthesis import say_asks, synthesis_workbook
from passpro_nb.store.journal import Relaunched, record_relaunch

WORKBOOKS, DRAFTS = "classeurs", "brouillons"
ZIP, MERGE, PASSWORDS = "classeurs.zip", "publipostage.xlsx", "mots-de-passe.csv"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another

Done = Callable[[int, int], None]


@dataclass(frozen=True)
class Pack:
    """A pack written: its number in the journal, where it is, its mails."""

    number: int
    folder: Path
    synthesis: Path
    mails: tuple[Mail, ...]
    encrypted: bool


def write_pack(
    campaign: Path,
    plan: Plan,
    folder: Path,
    *,
    who: str,
    encrypt: bool = False,
    progress: Done = lambda done, total: None,
) -> Pack:
    """Write the pack of the schools proposed by `plan` into a new or empty folder; keep its trace.

    With `encrypt`, each workbook gets a password of its own, listed in `mots-de-passe.csv`, and is
    attached to its draft; otherwise drafts only name it. Raises `UsageError` when the folder holds
    something, when nobody is to be relaunched, and `SettingsError` for a template.
    """
    _check_folder(folder)
    if plan.silent or plan.proposed.empty:
        raise UsageError(plan.silent or "Aucun établissement n’est à relancer pour ce choix.")
    templates = read_templates(campaign)
    synthesis = f"synthese-relances-{plan.day.isoformat()}.xlsx"
    with _appearing(folder) as aside:
        mails, schools = _write_schools(plan, aside, templates, encrypt, progress)
        write_private(aside / synthesis, synthesis_workbook(plan))
        write_private(aside / MERGE, workbook_bytes({"Publipostage": mails_table(mails)}))
        number = record_relaunch(
            campaign, day=plan.day, who=who, place=str(folder), schools=schools,
            concerned=plan.concerned, encrypted=encrypt,
        )  # fmt: skip
    return Pack(number, folder, folder / synthesis, tuple(mails), encrypt)


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """Give a private folder aside that takes the place of `folder` at the end, or vanishes."""
    place = folder.resolve()  # where a link leads
    with told(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=".relance-"))
    try:
        yield aside
        with told(folder):
            if place.exists():
                place.rmdir()
            os.replace(aside, place)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _check_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{quoted(folder)} contient déjà quelque chose : indiquez un dossier nouveau ou vide, "
            "rien n’est jamais écrasé."
        )


def _write_schools(
    plan: Plan, aside: Path, templates: Templates, encrypt: bool, progress: Done
) -> tuple[list[Mail], list[Relaunched]]:
    """Write the workbook and the draft of each school, the zip, and the passwords if any."""
    for name in (WORKBOOKS, DRAFTS):
        (aside / name).mkdir(mode=0o700)
    mails, schools, passwords, zipped = [], [], [], io.BytesIO()
    sender, total = plan.settings.relances.mel_expediteur, len(plan.proposed)
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as archive:
        for done, rows in enumerate(split_schools(plan, plan.proposed), 1):
            school, file = rows.school, school_file(rows.school, plan.day)
            content = school_workbook(plan, rows)
            if encrypt:
                passwords.append((school["uai"], school["name"], file, new_password()))
                content = encrypt_workbook(content, passwords[-1][-1])
            mails.append(write_mail(plan, rows, templates, file, attached=encrypt))
            schools.append(_trace(rows, file))
            draft = draft_bytes(mails[-1], sender, content if encrypt else None)
            write_private(aside / DRAFTS / f"{Path(file).stem}.eml", draft)
            write_private(aside / WORKBOOKS / file, content)
            archive.writestr(file, content)
            progress(done, total)
    write_private(aside / ZIP, zipped.getvalue())
    if passwords:
        table = pd.DataFrame(passwords, columns=["uai", "name", "file", "password"])
        write_private(aside / PASSWORDS, csv_bytes(table))
    return mails, schools


def _trace(rows: SchoolRows, file: str) -> Relaunched:
    school = rows.school
    reasons = tuple(code for code in ASKING if school[code])
    return Relaunched(
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
