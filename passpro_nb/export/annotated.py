"""The user's own workbook given back: a copy, its faulty cells coloured and commented.

A first sheet lists the findings with links. Nothing else is touched; what openpyxl cannot keep is
said there. Files that are no .xlsx come back as a plain copy of their values.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.faults import FAULTS, Fault
from passpro_nb.domain.figures import SEVERITY_LABELS
from passpro_nb.domain.french import listing, number, quoted
from passpro_nb.export import workbook
from passpro_nb.export.files import write_private
from passpro_nb.export.records import in_french
from passpro_nb.export.workbook import COLOURS, Look
from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.store.journal import log_export

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

LIST, DATA, NOTES = "Constats", "Données", "A2"
SAID_WIDTH = 80  # characters of a sentence on one line of the list
MOST_CELLS = 5_000  # commented cells of a workbook; beyond, Excel itself becomes slow
# What a workbook may hold that the library drops, by the parts of the file it stands in.
KEPT_OR_NOT = {
    "xl/charts/": "graphiques",
    "xl/media/": "images",
    "xl/drawings/drawing": "formes et dessins",
    "xl/pivotTables/": "tableaux croisés",
    "xl/slicers/": "segments",
    "xl/ctrlProps/": "boutons et cases à cocher",
    "xl/threadedComments/": "fils de commentaires",
    "xl/externalLinks/": "liens vers d’autres classeurs",
    "xl/connections": "connexions de données",
    "xl/vbaProject": "macros",
}
PLAIN = (
    "Ce fichier n’est pas un classeur .xlsx : seules ses valeurs sont recopiées, sans sa mise en "
    "forme, ses formules ni ses graphiques. L’original est intact."
)


@dataclass(frozen=True, repr=False)
class Annotated(Discreet):
    """A workbook given back: its name, its bytes, and what could not be kept."""

    name: str
    content: bytes
    notes: tuple[str, ...]


def write_annotated(
    campaign: Campaign, folder: Path | str, progress: Callable[[str], None] = lambda _: None
) -> list[Path]:
    """Write into `folder` a copy of each file that has findings, and return the paths.

    Raises `UsageError` for the campaign's own folder, where a copy would be read as a delivery.

    >>> len(write_annotated(open_campaign("data/exemple"), "rendu"))
    2
    """
    folder = Path(folder)
    if folder.resolve() == campaign.folder.resolve():
        raise UsageError(
            "Choisissez un autre dossier : les copies y seraient relues comme des livraisons."
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{quoted(folder.name)} est un fichier : donnez un dossier.")
    written = []
    for file in faulty_files(campaign):
        progress(f"Copie de {file}")
        copy = give_back(campaign, file, folder)
        written.append(write_private(folder / copy.name, copy.content))
    return written


def give_back(campaign: Campaign, file: str, folder: Path | None = None) -> Annotated:
    """Return the copy of one file with its findings, noted in the log: it holds pupils.

    `folder`: where it is going to be written, if it is known.
    """
    faults = [fault for fault in campaign.faults if fault.file == file]
    sources = [source for source in campaign.sources if source.file == file]
    headers = {source.sheet: source.layout.header_rows[-1] for source in sources}
    copy = annotate_workbook(campaign.folder / file, faults, headers)
    rows = sum(source.rows for source in sources)
    place = folder / copy.name if folder else copy.name
    log_export(campaign.folder, what="copie annotée", file=place, rows=rows)
    return copy


def faulty_files(campaign: Campaign) -> list[str]:
    """Return the files that were read and have findings, in the order read."""
    faulty = {fault.file for fault in campaign.faults}
    return list(dict.fromkeys(s.file for s in campaign.sources if s.file in faulty))


def annotate_workbook(
    path: Path, faults: Iterable[Fault], headers: Mapping[str, int] | None = None
) -> Annotated:
    """Return a copy of a file with its findings: cells coloured and commented, a list in front.

    `headers` gives by sheet the row of its header, which findings about a whole sheet are put on.
    The file itself is never written. Raises `UnreadableFile` for one that cannot be read.
    """
    faults = list(faults)
    data = path.read_bytes()
    book, notes = _open_copy(path, data)
    marks = _marks(faults, headers or {})
    _mark_cells(book, dict(islice(marks.items(), MOST_CELLS)))
    if len(marks) > MOST_CELLS:
        notes += (f"Seules les {number(MOST_CELLS)} premières cellules sont marquées.",)
    name = f"{path.stem} - constats{'.xlsm' if book.vba_archive else '.xlsx'}"
    _add_list(book, path.name, faults, notes)
    content = workbook.book_bytes(book)
    if PLAIN not in notes and (lost := listing(_parts(data) - _parts(content))):
        notes += (f"Cette copie n’a pas pu garder : {lost}. L’original est intact.",)
        # known only once the copy is saved: it is opened again to say so
        book = _load(content)
        book.worksheets[0][NOTES] = " ".join(notes)
        content = workbook.book_bytes(book)
    return Annotated(name, content, notes)


def _load(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), keep_vba=b"vbaProject.bin" in data, rich_text=True)


def _open_copy(path: Path, data: bytes) -> tuple[Workbook, tuple[str, ...]]:
    """Open a copy in the library; what it cannot open is copied by its values."""
    sheets = read_sheets(path)  # bounds and French refusals first
    try:
        return _load(data), ()
    except Exception:  # the library raises anything on what is no workbook of its own
        return _copy_values(sheets), (PLAIN,)


def _copy_values(sheets: Iterable[Sheet]) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        copy = book.create_sheet(workbook.sheet_title(sheet.name or DATA))
        for row, cells in enumerate(sheet.cells, 1):
            for column, value in enumerate(cells, 1):
                if value not in ("", None):
                    workbook.put(copy.cell(row, column), value)
    return book


def _marks(
    faults: Iterable[Fault], headers: Mapping[str, int]
) -> dict[tuple[str, str], list[Fault]]:
    """Return by sheet and cell the faults, worst first; without a column, the row's first cell."""
    marks = defaultdict(list)
    for fault in faults:
        if row := fault.row or headers.get(fault.sheet):
            for file, sheet, place in ((fault.file, fault.sheet, row), *fault.also):
                if file == fault.file:
                    marks[sheet, f"{fault.letter or 'A'}{place}"].append(fault)
    return marks


def _mark_cells(book: Workbook, marks: Mapping[tuple[str, str], list[Fault]]) -> None:
    """Colour cells and comment them; in a merged block, the one that holds its value."""
    from openpyxl.utils.cell import coordinate_to_tuple

    heads = {
        (sheet.title, *cell): (block.min_row, block.min_col)
        for sheet in book.worksheets
        for block in sheet.merged_cells.ranges
        for cell in block.cells
    }
    for (name, place), faults in marks.items():
        if sheet := _sheet(book, name):
            at = coordinate_to_tuple(place)
            _mark(sheet.cell(*heads.get((sheet.title, *at), at)), faults)


def _mark(cell: Cell, faults: list[Fault]) -> None:
    """Colour a cell and comment it; the comment says the severity, which colour alone would not."""
    from openpyxl.comments import Comment

    cell.fill = workbook.plain_fill(COLOURS[faults[0].severity])
    said = [f"{SEVERITY_LABELS[f.severity].upper()} : {f.said}" for f in dict.fromkeys(faults)]
    before = [cell.comment.text] if cell.comment else []
    cell.comment = Comment("\n".join([*before, *said])[:30_000], "Passpro", width=360, height=120)


def _sheet(book: Workbook, name: str) -> Any:
    """Return the copy of a sheet, None where the fault is about the whole file."""
    titles = (name, workbook.sheet_title(name or DATA))
    return next((book[title] for title in titles if title in book.sheetnames), None)


def _add_list(book: Workbook, file: str, faults: Sequence[Fault], notes: tuple[str, ...]) -> None:
    """Put a first sheet that lists the findings, each with a link to its cell."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    taken = {name.casefold() for name in book.sheetnames}
    titles = (LIST, *(f"{LIST} {n}" for n in range(2, 99)))
    title = next(title for title in titles if title.casefold() not in taken)
    rows = [(f.severity, f.cell, f.sheet, f.column, f.said, FAULTS[f.code].reason) for f in faults]
    table = pd.DataFrame(rows, columns=["severity", "cell", "sheet", "column", "message", "why"])
    look = Look(
        above=(f"Constats sur {file}", " ".join(notes)),
        widths={"message": SAID_WIDTH, "why": SAID_WIDTH},
        fills={(at, "severity"): COLOURS[fault.severity] for at, fault in enumerate(faults)},
    )
    sheet = workbook.write_sheet(book, title, in_french(table), look, place=0)
    for at, fault in enumerate(faults, 4):
        if fault.row and (copy := _sheet(book, fault.sheet)):
            quoted_title = copy.title.replace("'", "''")
            place, cell = f"'{quoted_title}'!{fault.letter or 'A'}{fault.row}", sheet.cell(at, 2)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = Font(color="0563C1", underline="single")
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _parts(content: bytes) -> Counter[str]:
    """Count what the library may drop of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not name.endswith(".rels")]
    kinds = KEPT_OR_NOT.items()
    return Counter(what for name in names for start, what in kinds if name.startswith(start))
