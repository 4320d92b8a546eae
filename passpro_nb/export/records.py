"""A table as plain values: records, their French words, JSON and CSV."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import SHARES, VALUE_LABELS, heading
from passpro_nb.domain.french import number, percent, short_date

CELL_LIMIT = 32_767  # characters, Excel's own
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # refused by XML
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula begins so

_LATE, _MISSING = "late_at_limit", "missing_at_limit"


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain Python values: int, float, str, bool, date, time or None."""
    columns = {name: [plain(value) for value in table[name].tolist()] for name in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain(value: Any) -> Any:
    """Return one value of a table as plain Python; anything missing is None."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp | datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def in_french(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose codes of modes and severities are words (`word`)."""
    coded = [name for name in (*VALUE_LABELS, _LATE) if name in table.columns]
    rows = records(table[[name for name in (*coded, _MISSING) if name in table.columns]])
    words = {name: [word(name, row) for row in rows] for name in coded}
    return table.assign(
        **{name: pd.Series(said, table.index, object) for name, said in words.items()}
    )


def word(name: str, record: Mapping[str, Any]) -> Any:
    """Return what a record holds in a column: the word of a code, any other value as it is.

    Who would miss opinions at the limit never has a bare « non » (`late_at_limit`), nor who enters none
    because none is to be entered (`stalled`).
    """
    value = record.get(name)
    if name == _LATE and isinstance(value, bool):
        return "presque sûr" if value else "peut-être" if record.get(_MISSING) else "non"
    if name == "stalled" and value is False and {"awaiting", "overdue"} <= record.keys():
        return "non" if record["awaiting"] + record["overdue"] else "rien à saisir"
    return VALUE_LABELS.get(name, {}).get(value, value) if isinstance(value, str) else value


def json_bytes(value: object) -> bytes:
    """Return JSON in UTF-8, days and hours as ISO text."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_iso).encode() + b"\n"


def _iso(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a CSV that a French Excel opens: `;`, BOM, decimal comma, no formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading(name) for name in table.columns])
    for row in records(table):
        writer.writerow([csv_text(name, value) for name, value in row.items()])
    return out.getvalue().encode("utf-8-sig")


def csv_text(name: str, value: object) -> str:
    """Return one value of a column as a CSV says it: numbers that a spreadsheet can add up."""
    if isinstance(value, float):
        return f"{value:z.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, int | str) and not isinstance(value, bool):
        return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else str(value)
    return said(value, share=name in SHARES)


def said(value: Any, *, share: bool = False) -> str:
    """Return one plain value as a person reads it."""
    if share:
        return percent(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | float):
        return number(value, 0 if value == int(value) else 1)
    return "" if value is None else str(value)


def safe_cell(value: object) -> object:
    """Return a value that a workbook can hold: no control character, cut at Excel's limit."""
    if not isinstance(value, str):
        return value
    text = _NO_CELL.sub(" ", value)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"
