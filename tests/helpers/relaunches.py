"""A small invented campaign, its pack of relaunches, and schools that fill their workbooks in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.demo.campaign import write_demo
from passpro_nb.relaunch.forms import IDENTITY, PUPILS
from passpro_nb.relaunch.pack import WORKBOOKS, Pack, write_pack
from passpro_nb.relaunch.plan import Plan, plan_relaunches
from passpro_nb.relaunch.returns.arrivals import list_returns
from passpro_nb.relaunch.returns.judge import Outcome, check_returns
from passpro_nb.relaunch.returns.reader import read_returned
from passpro_nb.store.journal import last_pack

DAY = date(2025, 4, 30)
TODAY = date(2025, 5, 2)
OPINION, OPINION_ON, ATTENDANCE = "Avis", "Date de l'avis", "Présence"
INTERVIEW_ON = "Date d'entretien"

Rows = list[list[Any]]
Change = Callable[[list[str], Rows], Rows]


def write_small(folder: Path, applications: int = 700, hosts: int = 9) -> Campaign:
    """Write and read an invented campaign of a few schools."""
    write_demo(folder, applications=applications, hosts=hosts)
    return open_campaign(folder)


def write_small_pack(
    folder: Path, campaign: Campaign, only: int | None = None, **options: Any
) -> tuple[Plan, Pack]:
    """Write the pack of everything that may be asked on the campaign's day, or of the first ones."""
    plan = plan_relaunches(campaign, DAY)
    plan = plan if only is None else replace(plan, schools=plan.schools.head(only))
    return plan, write_now(campaign, plan, folder, **options)


def write_now(campaign: Campaign, plan: Plan, folder: Path, **options: Any) -> Pack:
    """Write the pack of a plan as if the journal had just been looked at."""
    after = last_pack(campaign.folder)
    return write_pack(campaign.folder, plan, folder, who="essai", after=after, **options)


def workbooks(pack: Pack, side: str = "accueil") -> list[Path]:
    """Return the schools' workbooks of one side."""
    return sorted((pack.folder / WORKBOOKS).glob(f"*-{side}-*.xlsx"))


def change_rows(source: Path, target: Path, change: Change, sheet: str = PUPILS.title) -> bool:
    """Write a copy of a workbook whose body was changed; False when it has no such sheet."""
    book = openpyxl.load_workbook(source)
    if sheet not in book.sheetnames:
        return False
    page = book[sheet]
    header = [cell.value for cell in page[PUPILS.header_row]]
    first = PUPILS.header_row + 1
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=first)]
    page.delete_rows(first, len(rows) + 1)
    for at, row in enumerate(change(header, rows), first):
        for position, value in enumerate(row, 1):
            cell = page.cell(at, position)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(target)
    return True


def fill_in(rng: Random, given: dict[str, tuple[str, date]], share: float = 0.7) -> Change:
    """Return a change that enters opinions, keeps what it entered by key, and shuffles the rows."""

    def change(header: list[str], rows: Rows) -> Rows:
        opinion, on = header.index(OPINION), header.index(OPINION_ON)
        for row in rows:
            if row[1] in ("Avis à saisir", "Avis illisible") and rng.random() < share:
                row[opinion] = rng.choice(["Très favorable", "Favorable", "Réservé"])
                row[on] = date(2025, 4, rng.choice([28, 29, 30]))
                given[row[0]] = (row[opinion], row[on])
        rng.shuffle(rows)
        return rows

    return change


def edit_largest(
    pack: Pack, target: Path, edit: Callable[[Any], object], sheet: str = PUPILS.title
):
    """Write a copy of the largest host's workbook, one sheet of it edited in place; return the path."""
    book = openpyxl.load_workbook(max(workbooks(pack), key=lambda path: path.stat().st_size))
    edit(book[sheet])
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def read_all(folder: Path, campaign: Campaign, today: date = TODAY) -> Outcome:
    """Read and check every workbook of a folder."""
    read = [read_returned(reply, campaign.settings) for reply in list_returns(folder).replies]
    return check_returns(read, campaign, today)


def save_through_office(files: Iterable[Path], target: Path, ending: str, profile: Path) -> None:
    """Have LibreOffice open every file and save it again under another ending, in one run."""
    office = shutil.which("soffice")
    assert office, "soffice n’est pas installé : ces tests demandent le paquet libreoffice-calc"
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", ending,
        "--outdir", str(target), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def send_ten_back(classeurs: Path, folder: Path, rng: Random) -> dict[str, tuple[str, date]]:
    """Fill in and send back nine workbooks of a pack and a PDF; return the opinions entered, by key.

    Of those asked for most opinions, the first has one off the scale beside its others, the second is
    another campaign's.
    """
    folder.mkdir(parents=True)
    filled: dict[Path, dict[str, tuple[str, date]]] = {}
    for source in sorted(classeurs.glob("*.xlsx")):
        entered = filled[folder / source.name] = {}
        if not change_rows(source, folder / source.name, fill_in(rng, entered, 1.0)):
            shutil.copy(source, folder)
    files = sorted(filled, key=lambda path: -len(filled[path]))
    for path in files[9:]:
        path.unlink()
    odd, other, *sound = files[:9]
    del filled[odd][_change_cell(odd, PUPILS.title, OPINION, "bof")]
    book = openpyxl.load_workbook(other)
    facts = {row[0].value: row[1] for row in book[IDENTITY].iter_rows(max_col=2)}
    facts["campagne"].value = "Passpro 2019"
    book.save(other)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 une page")
    assert len(sound) == 7
    return {key: said for path in (odd, *sound) for key, said in filled[path].items()}


def _change_cell(path: Path, sheet: str, column: str, value: str) -> str:
    """Write a value into the first filled cell of a column; return the key of its row."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    at = [cell.value for cell in page[PUPILS.header_row]].index(column) + 1
    rows = range(PUPILS.header_row + 1, page.max_row + 1)
    row = next(row for row in rows if page.cell(row, at).value)
    page.cell(row, at).value = value
    book.save(path)
    return str(page.cell(row, 1).value)
