"""Out and back, for every school: exactly what was entered arrives, in each form that schools send."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import openpyxl
import pytest
from campaigns import blank
from relaunches import (
    ATTENDANCE,
    OPINION,
    TODAY,
    change_rows,
    fill_in,
    read_all,
    save_through_office,
    workbooks,
)

from passpro_nb.check.campaign import open_campaign
from passpro_nb.export.records import records
from passpro_nb.relaunch.forms import FILES, PUPILS, form_key
from passpro_nb.relaunch.pack import Pack
from passpro_nb.relaunch.returns.receipts import write_receipts, write_returns

# LibreOffice writes each sheet of a workbook into a file of its own: « r-Élèves.csv »
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


@dataclass
class Given:
    """What schools entered: opinions and attendances by key, the files in which an answer is refused."""

    opinions: dict[str, tuple[str, date]] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    answered: int = 0


def fill_every_workbook(pack: Pack, folder: Path, given: Given, *, merging: bool) -> Iterator[Path]:
    """Yield the workbook of each school, filled in, sorted, renamed; one answer in each is odd."""
    rng = Random(11)
    for number, source in enumerate(workbooks(pack)):
        path = folder / f"{number:02}.xlsx"
        if change_rows(source, path, fill_in(rng, given.opinions)):
            add_odd_answers(path, given, merging=merging)
            yield path
    for number, source in enumerate(workbooks(pack, "origine")):
        path = folder / f"c{number:02}.xlsx"

        def answer(header, rows):
            rows[0][header.index("Votre réponse")] = "INE à venir"
            return rows

        assert change_rows(source, path, answer, FILES.title)
        given.answered += 1
        yield path


def add_odd_answers(path: Path, given: Given, *, merging: bool) -> None:
    """Merge one attendance over two pupils where there is room; give one opinion off the scale."""
    book = openpyxl.load_workbook(path)
    page = book[PUPILS.title]
    header = [cell.value for cell in page[PUPILS.header_row]]
    opinion, attendance = header.index(OPINION), header.index(ATTENDANCE)
    rows = [row for row in page.iter_rows(PUPILS.header_row + 1) if row[0].value]
    free = [row for row in rows if row[1].value == "À convoquer" and not row[attendance].value]
    if free:
        free[0][opinion].value = "bof"
        given.refused.add(path.stem)
    pairs = ((one, two) for one, two in pairwise(free) if two[0].row == one[0].row + 1)
    if merging and (pair := next(pairs, None)):
        place = pair[0][attendance].coordinate
        page[place] = "Présent"
        page.merge_cells(f"{place}:{pair[1][attendance].coordinate}")
        given.present |= {row[0].value for row in pair}
    book.save(path)


def send_back(saved: list[Path], folder: Path) -> None:
    """Lay files as they come: in a folder of the school's name, or several in an archive."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "pieces jointes.zip", "w") as archive:
        for at, path in enumerate(saved):
            number, *_ = path.stem.split("-")
            name = f"Reponse {number} (1){path.suffix}"
            if at % 2:
                archive.write(path, f"relance/{name}")
            else:
                (folder / f"Ecole {at}").mkdir()
                path.rename(folder / f"Ecole {at}" / name)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_every_school_round_trips_in_every_form(own, pack, tmp_path, ending):
    """Saved again, sorted, renamed, in folders, in an archive, merged: what was entered, nothing else."""
    given, filled, saved = Given(), tmp_path / "remplis", tmp_path / "refaits"
    filled.mkdir(), saved.mkdir()
    merging = ending != "csv"  # no block is left in a text file: its first cell alone
    files = list(fill_every_workbook(pack, filled, given, merging=merging))
    form = CSV if ending == "csv" else ending
    save_through_office(files, saved, form, tmp_path / "profil")
    kept = [
        f
        for f in sorted(saved.iterdir())
        if not any(sheet in f.stem for sheet in ("lire", "Catalogue", "passpro"))
    ]
    assert len(kept) == len(files)
    back = tmp_path / "retours"
    send_back(kept, back)
    outcome = read_all(back, own)
    taken = records(outcome.taken)
    keyed = [(form_key(PUPILS, row["pupil"], row["offer"]), row) for row in taken]
    opinions = {key: (row["opinion"], row["opinion_on"]) for key, row in keyed if row["opinion"]}
    assert opinions == given.opinions
    assert len(opinions) > 20
    assert {key for key, row in keyed if row["attendance"] == "present"} == given.present
    assert bool(given.present) == merging
    verdicts = outcome.answers["verdict"].value_counts()
    assert verdicts["refused"] == len(given.refused) > 3
    assert {found.code for found in outcome.faults} == {"unknown_opinion"}
    assert verdicts["report"] == given.answered > 3
    written, failed = write_receipts(own, outcome, back)
    assert (len(written), failed) == (len(files), [])
    for path in written:
        text = blank(path.read_text("utf-8-sig"))
        odd = any(f"Reponse {stem}" in path.name for stem in given.refused)
        assert ("« bof » n’est pas un avis de l’échelle" in text) is odd
        assert ("Corrigez ces points" in text) is odd
    write_returns(own, outcome, TODAY)
    again = open_campaign(own.folder)
    gained = again.applications["opinion"].notna().sum() - own.applications["opinion"].notna().sum()
    assert gained == len(given.opinions)
    assert read_all(back, again).taken.empty


def contradict(path: Path, *, merging: bool) -> tuple[list[int], set[str]]:
    """Answer « Absent » with opinions in a workbook; return their rows, as in Excel, and their keys.

    One pupil on a row; another on two rows of one key; where blocks remain, « Absent » merged over two.
    """
    book = openpyxl.load_workbook(path)
    page = book[PUPILS.title]
    header = [cell.value for cell in page[PUPILS.header_row]]
    opinion, attendance = header.index(OPINION), header.index(ATTENDANCE)
    rows = [row for row in page.iter_rows(PUPILS.header_row + 1) if row[0].value]
    free = [row for row in rows if row[1].value == "À convoquer" and not row[attendance].value]
    one, two, three, four = free[:4]
    one[attendance].value, one[opinion].value = "Absent", "Favorable"
    two[attendance].value = "Absent"
    page.append([cell.value for cell in two])
    again = page[page.max_row]
    again[attendance].value, again[opinion].value = None, "Réservé"
    odd = [one, two, again]
    if merging:
        assert four[0].row == three[0].row + 1
        for row in (three, four):
            row[opinion].value = "Favorable"
        place = three[attendance].coordinate
        page[place] = "Absent"
        page.merge_cells(f"{place}:{four[attendance].coordinate}")
        odd += [three, four]
    book.save(path)
    return [row[0].row for row in odd], {row[0].value for row in odd}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_an_absent_with_an_opinion_is_asked_in_every_form(own, pack, tmp_path, ending):
    """On one row, on two rows of one key, merged over two pupils: none is taken, the receipt says each."""
    source = max(workbooks(pack), key=lambda path: path.stat().st_size)
    sent, back = tmp_path / "r.xlsx", tmp_path / "retours"
    back.mkdir()
    assert change_rows(source, sent, lambda _, rows: rows)
    rows, keys = contradict(sent, merging=ending != "csv")
    form = CSV if ending == "csv" else ending
    save_through_office([sent], back, form, tmp_path / "profil")
    for path in back.iterdir():
        if any(sheet in path.stem for sheet in ("lire", "Catalogue", "passpro")):
            path.unlink()
    outcome = read_all(back, own)
    taken = records(outcome.taken)
    assert keys.isdisjoint(form_key(PUPILS, row["pupil"], row["offer"]) for row in taken)
    refused = outcome.answers[outcome.answers["verdict"].eq("refused")]
    assert {found.code for found in outcome.faults} == {"returned_absent_opinion"}
    assert set(refused["row"]) == set(rows)
    assert set(refused["value"]) == {"Absent", "Favorable", "Réservé"}
    (written,), failed = write_receipts(own, outcome, back)
    said = blank(written.read_text("utf-8-sig"))
    assert failed == []
    for row in rows:
        assert f"ligne {row}, " in said
    assert said.count("L’élève est dit absent et un avis est donné") == len(refused)
