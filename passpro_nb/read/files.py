"""Any file an office may send → sheets of raw cells; nothing is interpreted here.

The content decides what a file is, never its ending. What is refused is refused with a French
sentence that says what was seen and what to do, and before it can take memory or time.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msoffcrypto
import olefile
import python_calamine as calamine

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import LockedFile, UnreadableFile
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import number, plural, quoted
from passpro_nb.read.parts import Facts, Place, Range
from passpro_nb.read.parts.halves import Half, Unfit, cut_off
from passpro_nb.read.parts.ods import ods_facts
from passpro_nb.read.parts.reading import MANIFEST, modest, part_name, sheet_cells, zipped
from passpro_nb.read.parts.xls import xls_cells, xls_facts
from passpro_nb.read.parts.xlsx import sheet_parts, xlsx_cells, xlsx_facts
from passpro_nb.read.parts.xml2003 import is_xml2003, read_xml2003
from passpro_nb.read.texts import encodings, pages
from passpro_nb.read.texts.delimited import read_delimited
from passpro_nb.read.texts.mending import mend

MEGA = 1_000_000
MAX_FILE = 150 * MEGA  # bytes of a workbook; 100,000 rows of 20 columns take 12 MB
MAX_TEXT = 80 * MEGA  # bytes of a text file; 100,000 rows of 20 columns take 20 MB
MAX_MARKUP = 20 * MEGA  # characters of an HTML page
MAX_UNPACKED = 500 * MEGA  # bytes of a workbook once unpacked
MAX_RATIO = 300  # unpacked to packed, of a part of more than 10 MB: Excel stays under 100
MAX_CELLS = 12 * MEGA  # cells from A1 to a sheet's last value: the library keeps blanks too
MAX_LINE = 2 * MEGA  # characters of one line of text
HEAD = 4000  # characters in which a page says what it is

EXCEL_OWN_PASSWORD = "VelvetSweatshop"  # what Excel encrypts a workbook "read-only" with
DAMAGED = "le fichier est abîmé ou incomplet"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
RESEND = "Ouvrez-le dans Excel, enregistrez-le au format .xlsx, ou demandez un nouvel envoi."

SIGNATURES = {
    b"%PDF": "un document PDF",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "une image"),
    b"7z\xbc\xaf": "une archive 7z",
    b"Rar!": "une archive RAR",
    b"\x1f\x8b": "une archive gzip",
    b"{\\rtf": "un document RTF",
    b"MZ": "un programme",
    b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d": "un bloc-notes OneNote",
    b"SQLite format 3": "une base de données",
    b"\0\1\0\0Standard ": "une base Access",
    b"L\0\0\0\1\x14\2\0": "un raccourci de Windows",
}
# What a text may be, in its first characters, that only leads to a table.
NO_TABLES = {
    r"(?s)\s*\{.*(?:doc_id|docs\.google\.com)": (
        "un raccourci vers Google Sheets, pas le tableau",
        "Dans Google Sheets, choisissez Fichier > Télécharger > Microsoft Excel (.xlsx).",
    ),
    r"\s*\[InternetShortcut\]": (
        "un raccourci vers une page web, pas le tableau",
        "Ouvrez-le, téléchargez le fichier et déposez-le ici.",
    ),
}


@dataclass(frozen=True, repr=False)
class Sheet(Discreet):
    """One sheet of a file: `cells[0]` is Excel's row 1; a blank is an empty text or None.

    `hidden_rows` are Excel's row numbers, hidden by hand or by a filter. `merged` holds (first row,
    first column, last row, last column) counted from 0. Text files and HTML have no hidden rows.
    By place (row, column, counted from 0): `formulas` without a result, cells `struck` through from
    end to end, `comments`. `told` is what there is to say of how the file was read.
    """

    file: str
    name: str
    cells: list[list[object]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Range, ...] = ()
    formulas: frozenset[Place] = frozenset()
    struck: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    told: tuple[Fault, ...] = ()

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the distinct texts of its cells, gathered once: whole sheets are searched for words."""
        return frozenset(cell for cell in set().union(*self.cells) if isinstance(cell, str))

    def fault(self, code: str, **details: Any) -> Fault:
        """Return a fault of this sheet."""
        return fault(code, file=self.file, sheet=self.name, **details)


def is_lock_file(path: Path) -> bool:
    """Tell whether a file is the lock that Excel or LibreOffice lays beside an open workbook."""
    return path.name.startswith(("~$", ".~lock."))


def read_sheets(path: Path, password: str | None = None) -> list[Sheet]:
    """Return the sheets of a file in the file's order; a text file gives one sheet named "".

    Reads .xlsx, .xlsm, .xls, .ods, text with delimiters, and HTML tables, whatever the ending.
    Numbers, dates, times, durations and booleans of workbooks keep their type; errors are texts
    such as « #N/A »; cells of text files are texts. Raises `UnreadableFile`, nothing else.
    """
    return read_content(path.name, load_file(path), password)


def read_content(file: str, data: bytes, password: str | None = None) -> list[Sheet]:
    """Return the sheets of what a file holds, as `read_sheets` does."""
    try:
        if not data.strip(b"\0 \t\r\n"):
            raise _refusal(file, "le fichier est vide", "Demandez un nouvel envoi.")
        return list(map(_mended, _sheets(file, data, password)))
    except UnreadableFile:
        raise
    except BaseException as error:  # a failed assertion inside the library is no `Exception`
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise _refusal(file, DAMAGED, RESEND) from error


def _refusal(file: str, seen: str, advice: str) -> UnreadableFile:
    return UnreadableFile(f"{quoted(file)} : {seen}. {advice}")


def load_file(path: Path) -> bytes:
    """Return what a file holds, if it is not too big; raises `UnreadableFile`."""
    if is_lock_file(path):
        seen = "c’est le verrou que pose un tableur pendant qu’un classeur est ouvert"
        raise _refusal(path.name, seen, "Fermez le classeur, puis recommencez.")
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise _too_big(path.name, size)
        return path.read_bytes()
    except OSError as error:
        advice = "Vérifiez qu’il existe et qu’il n’est pas ouvert ailleurs."
        raise _refusal(path.name, "le fichier ne peut pas être ouvert", advice) from error


def _too_big(file: str, size: int) -> UnreadableFile:
    seen = f"le fichier est trop gros ({number(size / MEGA)} Mo)"
    return _refusal(file, seen, "Gardez la seule feuille utile, sans image, et enregistrez.")


def _sheets(file: str, data: bytes, password: str | None) -> list[Sheet]:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise _refusal(file, f"c’est {what}, pas un tableau", "Demandez le fichier Excel.")
    if data.startswith(b"PK"):
        return _zip_sheets(file, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_sheets(file, data, password)
    return _text_sheets(file, data)


def _mended(sheet: Sheet) -> Sheet:
    """Put damaged accents right, and say it once for the sheet."""
    mended, lost = mend(sheet.cells, sheet.texts)
    found = {"doubled_accents": mended, "lost_accents": lost}
    told = [sheet.fault(code, cells=plural(n, "cellule")) for code, n in found.items() if n]
    return replace(sheet, told=(*sheet.told, *told)) if told else sheet  # a new one: other texts


# --- workbooks ------------------------------------------------------------------------------------


def _zip_sheets(file: str, data: bytes, *, whole: bool = False) -> list[Sheet]:
    """Read a workbook that is a zip, giving the library nothing but the parts that were checked.

    A large sheet is cut in halves, which two threads parse, unless `whole`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kind = _zip_kind(file, {part_name(name) for name in archive.namelist()})
        kept = _unpack(file, archive)
    if kind == "ods":
        if b"encryption-data" in kept.get(MANIFEST, b""):
            raise _locked(file)
        facts = ods_facts(kept["content.xml"], kept.get("styles.xml", b""))
    else:
        facts = _xlsx_checked(file, kept)
    half = cut_off(kept, sheet_parts(kept)) if kind == "xlsx" and not whole else None
    try:
        return _calamine_sheets(file, zipped(kept), facts, half)
    except Unfit:
        return _zip_sheets(file, data, whole=True)


def _zip_kind(file: str, names: set[str]) -> str:
    if any(n.startswith("xl/workbook") and n.endswith(".xml") for n in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    known = {
        "word/": "un document Word",
        "ppt/": "un diaporama",
        "xl/": "un classeur .xlsb",
        "index/document.iwa": "un classeur Numbers",
        "index.zip": "un classeur Numbers",
    }
    what = next((w for p, w in known.items() if any(n.startswith(p) for n in names)), None)
    advice = "Enregistrez le tableau au format .xlsx ; une archive se décompresse d’abord."
    raise _refusal(file, f"c’est {what or 'une archive .zip'}", advice)


def _unpack(file: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    ours = re.compile(r"mimetype|.*\.(xml|rels)", re.DOTALL)
    kept = [part for part in archive.infolist() if ours.fullmatch(part_name(part.filename))]
    if sum(part.file_size for part in kept) > MAX_UNPACKED or any(map(_is_bomb, kept)):
        seen = "le contenu, une fois décompressé, est démesuré"
        raise _refusal(file, seen, "Copiez le tableau dans un classeur neuf et enregistrez-le.")
    return {part_name(part.filename): modest(archive.read(part)) for part in kept}


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 10 * MEGA and part.file_size > MAX_RATIO * part.compress_size


def _xlsx_checked(file: str, kept: dict[str, bytes]) -> dict[str, Facts]:
    for part in kept.values():
        if b"sheetData" in part and xlsx_cells(part, MAX_CELLS) > MAX_CELLS:
            raise _too_wide(file)
    return xlsx_facts(kept)


def _too_wide(file: str) -> UnreadableFile:
    seen = "une feuille a des valeurs très loin de son tableau"
    advice = "Supprimez les lignes et les colonnes vides qui suivent le tableau, et enregistrez."
    return _refusal(file, seen, advice)


def _ole_sheets(file: str, data: bytes, password: str | None) -> list[Sheet]:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        streams = {"/".join(path) for path in ole.listdir()}
        if "EncryptedPackage" in streams:
            return _zip_sheets(file, _decrypted(file, data, password))
        name = next((s for s in ("Workbook", "Book") if s in streams), None)
        if name is None:
            known = {
                "WordDocument": "un document Word",
                "PowerPoint Document": "un diaporama",
                "__properties_version1.0": "un message Outlook",
            }
            what = next((w for s, w in known.items() if s in streams), "un message ou autre chose")
            raise _refusal(file, f"c’est {what}, pas un classeur", "Demandez le fichier Excel.")
        stream = ole.openstream(name).read()
    if msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted():
        return _ole_sheets(file, _decrypted(file, data, password), None)
    if xls_cells(stream) > MAX_CELLS:
        raise _too_wide(file)
    return _calamine_sheets(file, io.BytesIO(data), xls_facts(stream))


def _decrypted(file: str, data: bytes, password: str | None) -> bytes:
    for attempt in filter(None, (password, EXCEL_OWN_PASSWORD)):
        plain = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            office.load_key(password=attempt)
            office.decrypt(plain)
        except Exception:
            continue
        return plain.getvalue()
    raise _locked(file, wrong=password is not None)


def _locked(file: str, *, wrong: bool = False) -> UnreadableFile:
    seen = "le mot de passe donné n’est pas le bon" if wrong else "un mot de passe le protège"
    advice = (
        "Ouvrez-le avec son mot de passe, puis Fichier > Informations > Protéger le classeur > "
        "Chiffrer avec mot de passe : effacez-le et enregistrez."
    )
    return LockedFile(str(_refusal(file, seen, advice)))


def _calamine_sheets(
    file: str, data: io.BytesIO, facts: dict[str, Facts] | list[Facts], half: Half | None = None
) -> list[Sheet]:
    if half:
        half.begin()
    try:
        book = calamine.load_workbook(data)
    except calamine.PasswordError as error:
        raise _locked(file) from error
    data.close()  # the library has its own copy
    if isinstance(facts, list):
        names = book.sheet_names
        facts = dict(zip(names, facts, strict=False)) if len(names) == len(facts) else {}
    kind = calamine.SheetTypeEnum.WorkSheet
    metas = [meta for meta in book.sheets_metadata if meta.typ == kind]
    return [_sheet(file, book, meta, facts.get(meta.name, Facts()), half) for meta in metas]


def _sheet(
    file: str, book: Any, meta: calamine.SheetMetadata, facts: Facts, half: Half | None
) -> Sheet:
    values = book.get_sheet_by_name(meta.name)
    parts = [values, half.under(values)] if half and half.sheet == meta.name else [values]
    if any(part.total_height * part.total_width > MAX_CELLS for part in parts):
        raise _too_wide(file)
    cells = sheet_cells(*parts)
    for (row, column), text in facts.errors.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = text
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    merged = tuple((*a, *b) for a, b in values.merged_cell_ranges or ()) or facts.merged
    return _told(file, meta.name, cells, hidden, replace(facts, merged=merged))


def _told(file: str, name: str, cells: list[list[object]], hidden: bool, facts: Facts) -> Sheet:
    """Return a sheet of a workbook with what its part says beside its values."""
    return Sheet(
        file, name, cells, hidden, facts.hidden_rows, facts.merged,
        facts.formulas, facts.struck, facts.comments,
    )  # fmt: skip


# --- text and HTML --------------------------------------------------------------------------------


def _text_sheets(file: str, data: bytes) -> list[Sheet]:
    if len(data) > MAX_TEXT:
        raise _too_big(file, len(data))
    decoded = encodings.decode(data)
    text = decoded.text
    if not encodings.is_plain(text):
        seen = "ce n’est ni un classeur ni un fichier texte, ou il est abîmé"
        raise _refusal(file, seen, "Demandez le fichier au format .xlsx ou .csv.")
    for start, (seen, advice) in NO_TABLES.items():
        if re.match(start, text[:HEAD]):
            raise _refusal(file, f"c’est {seen}", advice)
    if pages.is_mime(text):
        return _archived_sheets(file, data)
    if pages.is_markup(text):
        return [
            replace(sheet, told=_how_decoded(sheet, decoded))
            for sheet in _markup_sheets(file, text)
        ]
    if max(map(len, text.splitlines()), default=0) > MAX_LINE:
        seen = "une ligne compte des millions de caractères"
        raise _refusal(file, seen, "Demandez un export avec une ligne par enregistrement.")
    sheet = Sheet(file, "", read_delimited(text))
    return [replace(sheet, told=_how_decoded(sheet, decoded))]


def _how_decoded(sheet: Sheet, decoded: encodings.Decoded) -> tuple[Fault, ...]:
    """Say in which encoding a text was read, where it is not the usual one."""
    if decoded.odd_lines:
        lines = plural(len(decoded.odd_lines), "ligne")
        details = {"lines": lines, "encoding": decoded.encoding, "row": decoded.odd_lines[0]}
        return (sheet.fault("mixed_encodings", **details),)
    return (sheet.fault("other_encoding", encoding=decoded.encoding),) if decoded.encoding else ()


def _archived_sheets(file: str, data: bytes) -> list[Sheet]:
    found = pages.pages_of_mime(data)
    if found is None:
        seen = "c’est un message enregistré, pas un tableau"
        raise _refusal(file, seen, "Ouvrez-le, et enregistrez le fichier qui y est joint.")
    return _page_sheets(file, [encodings.decode(page).text for page in found])


def _markup_sheets(file: str, text: str) -> list[Sheet]:
    if is_xml2003(text):
        return _xml2003_sheets(file, text)
    if "opendocument.spreadsheet" in text[:HEAD]:
        content = re.sub(r">[ \t\r]*\n[ \t\r\n]*<", "><", text).encode()
        parts = {"mimetype": ODS_TYPE, "content.xml": content, MANIFEST: b"<manifest/>"}
        return _calamine_sheets(file, zipped(parts), ods_facts(content))
    if pages.asks_password(text):
        seen = "c’est une page de connexion : la session avait expiré au moment de l’export"
        raise _refusal(file, seen, "Reconnectez-vous, et refaites l’export.")
    return _page_sheets(file, [text])


def _page_sheets(file: str, found: list[str]) -> list[Sheet]:
    if sum(map(len, found)) > MAX_MARKUP:
        raise _too_big(file, sum(map(len, found)))
    tables = [pages.read_markup(text, MAX_CELLS // len(found)) for text in found]
    if None in tables:
        raise _too_wide(file)
    whole = [table for page in tables for table in page or ()]
    if not whole and any("<frameset" in text for text in found):
        seen = "c’est une page web dont les tableaux sont dans d’autres fichiers"
        raise _refusal(file, seen, RESEND)
    if not whole:
        raise _refusal(file, "c’est une page web ou un fichier XML, sans tableau", RESEND)
    return [
        Sheet(file, f"tableau {rank}", cells, merged=tuple(merged))
        for rank, (cells, merged) in enumerate(whole, 1)
    ]


def _xml2003_sheets(file: str, text: str) -> list[Sheet]:
    if len(text) > MAX_TEXT:
        raise _too_big(file, len(text))
    book = read_xml2003(text, MAX_CELLS)
    if book is None:
        raise _too_wide(file)
    return [_told(file, s.name, s.cells, s.hidden, s.facts()) for s in book]
