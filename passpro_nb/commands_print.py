"""What commands print: progress on long work, tables, the file written instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passpro_nb.french import number, plural

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done; it shows on a terminal, and goes when done."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("…") as status:
        yield lambda said: status.update(Text(f"{said}…"))


@contextmanager
def bar(said: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that moves a progress bar; it shows on a terminal, and goes when done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(said)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_table(table: pd.DataFrame, columns: list[str], title: str, limit: int = 200) -> None:
    """Print the main columns of a table, aligned; beyond `limit` rows, say how many are left."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from passpro_nb.definitions import SHARES, label
    from passpro_nb.export_table import in_french, records

    rows = records(in_french(table[columns].head(limit)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    texts = {name: [_said(name, row[name]) for row in rows] for name in columns}
    words = [" ".join([label(name), *texts[name]]).split(" ") for name in columns]
    widths = [min(24, max(map(len, column))) for column in words]
    fits = sum(widths) + 3 * len(widths) <= console.width
    shown = Table(
        title=Text(title), title_justify="left", header_style="bold", box=SIMPLE_HEAD,
        collapse_padding=True, pad_edge=False,
    )  # fmt: skip
    for name, width in zip(columns, widths, strict=True):
        numeric = name in SHARES or table[name].dtype.kind in "ifu"
        justify: Any = "right" if numeric else "left"
        shown.add_column(
            label(name), justify=justify, overflow="fold", min_width=width if fits else None
        )
    for row in zip(*texts.values(), strict=True):
        shown.add_row(*map(Text, row))
    console.print(shown)
    if len(table) > limit:
        rest = plural(len(table) - limit, "autre ligne")
        console.print(f"… et {rest} : ajoutez --to FICHIER pour tout avoir.")


def _said(name: str, value: Any) -> str:
    """Return one value of a table as a person reads it."""
    from passpro_nb.definitions import SHARES
    from passpro_nb.french import percent, short_date

    if name in SHARES:
        return percent(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number(value, 0 if value == int(value) else 1)
    return "" if value is None else str(value)


def answer(table: pd.DataFrame, columns: list[str], title: str, to: Path | None) -> None:
    """Write the whole table to a file, or print its main columns."""
    if to is None:
        print_table(table, columns, title)
        return
    from passpro_nb.export_table import write_table

    write_table(table, to, title)
    print(f"{plural(len(table), 'ligne écrite', 'lignes écrites')} dans {to}.")
