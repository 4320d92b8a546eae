"""The workbook of all académies: by académie, département, programme and host, and what each folder gave."""

import pandas as pd

from passpro_nb.domain.figures import heading, meanings
from passpro_nb.domain.french import listing, unbreakable
from passpro_nb.export.workbook import (
    READABLE,
    Look,
    book_bytes,
    new_book,
    write_notes,
    write_sheet,
)
from passpro_nb.nation.page import HEADS, TITLE, say_sources
from passpro_nb.nation.totals import WHOLE, Nation, add_up, name_academies, say_left_out, say_nation

FIGURES = (
    "registered", "absent", "expected", "entered", "coverage", "overdue", "due_coverage",
    "not_convened", "lateness_max", "capacity", "load", "to_interview", "shortfall",
    "sessions_to_add",
)  # fmt: skip
# A sheet → the keys of its rows.
SHEETS = {
    "Académies": ["academie", "day"],
    "Départements": ["academie", "department"],
    "Formations": ["programme", "programme_label"],
    "Établissements": ["academie", "department", "host_uai", "host_name"],
}
FOLDERS = ["folder", "campaign", "academie", "day", "files", "said"]
_HEADS = {
    **HEADS, "folder": "Dossier", "campaign": "Campagne", "said": "Pourquoi il n’est pas compté",
    "programme": "Formation (code)",
}  # fmt: skip


def nation_workbook(nation: Nation) -> bytes:
    """Return the workbook; each sheet of figures ends with those of all académies."""
    book = new_book()
    cells, whole = _named(nation.cells), nation.total()
    for title, keys in SHEETS.items():
        total = {**whole, keys[0]: WHOLE}
        look = Look(_head, TITLE, page=READABLE, upright=FIGURES, total=total)
        write_sheet(book, title, add_up(cells, keys)[[*keys, *FIGURES]], look)
    look = Look(_head, TITLE, page=READABLE, widths={"files": 45, "said": 60})
    write_sheet(book, "Dossiers", list_folders(nation), look)
    notes = [say_nation(nation), say_left_out(nation), *say_sources(nation), *meanings(FIGURES)]
    write_notes(book, "Provenance", map(unbreakable, filter(None, notes)))
    return book_bytes(book)


def list_folders(nation: Nation) -> pd.DataFrame:
    """Return `FOLDERS`, a row a folder: what was read in it, or why it is not counted; those first."""
    names = name_academies(nation.done)
    rows: list[dict[str, object]] = [
        {"folder": one.folder, "said": one.said} for one in nation.refused
    ]
    rows += [
        {"folder": one.folder, "campaign": one.campaign, "academie": names[one.folder],
         "day": one.day, "files": listing(one.files)}
        for one in nation.done
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=FOLDERS, dtype=object)


def _named(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells whose programme and host are each called one way, that of the first that tells it."""
    same = {
        label: cells.groupby(code)[label].transform("first")
        for code, label in (("programme", "programme_label"), ("host_uai", "host_name"))
    }
    return cells.assign(**same)


def _head(code: str) -> str:
    return _HEADS.get(code) or heading(code)
