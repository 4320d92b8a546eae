"""The rows of a table as they are shown, in a workbook that says where they come from; it names no pupil."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import meanings
from passpro_nb.domain.french import listing, number, plural, quoted, short_date
from passpro_nb.domain.tables import NOMINATIVE
from passpro_nb.export.files import file_name
from passpro_nb.export.records import word
from passpro_nb.export.workbook import workbook_bytes

_NAMING = NOMINATIVE | {"pupil"}  # a pupil's key is made of these

_COMPARED = {
    ">=": "au moins", "≥": "au moins", "<=": "au plus", "≤": "au plus", ">": "plus de",
    "<": "moins de", "=": "",
}  # fmt: skip
_ASKED = 40  # letters of a file's name that say what is asked of the columns


@dataclass(frozen=True)
class Asked:
    """What a page asks to export: rows by their positions, in its order, and how it came to them."""

    rows: tuple[int, ...]
    search: str = ""
    sorted_by: str = ""
    downwards: bool = False
    filters: tuple[str, ...] = ()

    @classmethod
    def of(cls, message: Mapping[str, Any], total: int) -> "Asked":
        """Return what a message of the page asks; `UsageError` for rows that are not there."""
        rows, order = message.get("rows"), [*message.get("sorted", ()), "", False]
        if not isinstance(rows, list) or not {*rows} <= {*range(total)}:
            raise UsageError("Ces lignes ne sont plus dans le tableau : exportez-le de nouveau.")
        filters = tuple(f"{column} : {asked}" for column, asked in message.get("filters", ()))
        search = str(message.get("search", ""))
        return cls(tuple(rows), search, str(order[0]), bool(order[1]), filters)


def export_shown(
    caption: str, headings: Mapping[str, str], records: Sequence[Mapping[str, Any]], asked: Asked,
    about: Iterable[str],
) -> tuple[str, bytes]:  # fmt: skip
    """Return the name and the bytes of the workbook of the rows shown, under the headings shown.

    `headings`: by key of the records. What names a pupil is left out: such files are written, and
    logged, by the buttons that say so. `about` says where the rows come from.
    """
    named = [heading for key, heading in headings.items() if key in _NAMING]
    kept = {key: heading for key, heading in headings.items() if key not in _NAMING}
    rows = [[word(key, records[at]) for key in kept] for at in asked.rows]
    now = datetime.now()
    order = f", par {quoted(asked.sorted_by)}" if asked.sorted_by else ""
    notes = [
        f"{' ; '.join([caption, *map(_in_words, asked.filters)])}.",
        *about,
        f"{plural(len(rows), 'ligne')} sur {number(len(records))}"
        f"{order}{' décroissant' if order and asked.downwards else ''}.",
        *([f"Recherche : {quoted(asked.search)}."] if asked.search else []),
        *([f"Filtres des colonnes : {' ; '.join(asked.filters)}."] if asked.filters else []),
        *([f"Colonnes laissées, qui nomment un élève : {listing(named)}."] if named else []),
        f"Exporté de l’écran le {short_date(now.date())} à {now:%H:%M}.",
        *meanings(kept),
    ]
    table = pd.DataFrame(rows, columns=list(kept), dtype=object)
    return f"{_file_name(caption, asked.filters)}-{now.date().isoformat()}.xlsx", workbook_bytes(
        {caption: table}, notes, heading=kept.__getitem__
    )


def _in_words(asked: str) -> str:
    """Return what is asked of a column, its comparison in words: « Avis en retard : au moins 5 »."""
    for sign, words in _COMPARED.items():
        asked = asked.replace(sign, f" {words} ")
    return re.sub(" +", " ", asked).strip()


def _file_name(caption: str, filters: Iterable[str]) -> str:
    """Return the name of an export: what it is, then what is asked of its columns, comparisons in words."""
    said = " ".join(map(_in_words, filters))
    return "-".join([file_name(caption), *([file_name(said)[:_ASKED].strip("-")] if said else [])])
