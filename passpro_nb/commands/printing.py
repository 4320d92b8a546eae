"""What commands print: progress on long work, tables, the file written instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from passpro_nb.domain.figures import SHARES, label, meanings
from passpro_nb.domain.french import listing, long_date, plural

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table


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
    """Print the main columns of a table, as many as the window holds without cutting a word.

    The columns that it cannot hold are named; beyond `limit` rows, it says how many are left.
    """
    from passpro_nb.export.records import in_french, records, said

    console = _console()
    rows = records(in_french(table[columns].head(limit)))
    texts = {name: [said(row[name], share=name in SHARES) for row in rows] for name in columns}
    figures = {name for name in columns if name in SHARES or table[name].dtype.kind in "ifu"}
    widths = {name: _width(label(name), texts[name], name not in figures) for name in columns}
    ends = accumulate(width + 3 for width in widths.values())  # three signs between two columns
    held = sum(end <= console.width + 1 for end in ends) or 1
    console.print(_draw({name: texts[name] for name in columns[:held]}, widths, figures, title))
    unseen = [listing(map(label, columns[held:]))] if columns[held:] else []
    unseen += [plural(len(table) - limit, "autre ligne")] if len(table) > limit else []
    if unseen:
        console.print(f"Non affiché : {' ; '.join(unseen)}. Ajoutez --to FICHIER pour tout avoir.")


def print_lines(lines: list[str]) -> None:
    """Print sentences, folded between words where the window is narrow."""
    from rich.text import Text

    _console().print(*map(Text, lines), sep="\n")


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    return console


def _draw(
    texts: dict[str, list[str]], widths: dict[str, int], figures: set[str], title: str
) -> Table:
    """Return columns of texts as a table; figures stand right, and are never folded."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title), title_justify="left", header_style="bold", box=SIMPLE_HEAD,
        collapse_padding=True, pad_edge=False,
    )  # fmt: skip
    for name in texts:
        exact = name in figures
        table.add_column(
            label(name), overflow="fold", justify="right" if exact else "left",
            min_width=widths[name], width=widths[name] if exact else None,
        )  # fmt: skip
    for row in zip(*texts.values(), strict=True):
        table.add_row(*map(Text, row))
    return table


def _width(heading: str, texts: list[str], wraps: bool) -> int:
    """Return the least width that cuts no word; texts that wrap have room for a few of them."""
    longest = max([0, *map(len, texts)])
    return max([min(20, longest) if wraps else longest, *map(len, heading.split(" "))])


def answer(
    table: pd.DataFrame, columns: list[str], title: str, to: Path | None, day: date | None = None,
    *, private: bool = False, notes: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write the whole table to a file, with what its figures mean, or print its main columns.

    `notes` are said before.
    """
    from passpro_nb.export.files import write_table

    said = f"{title} au {long_date(day)}" if day else title
    if to is None:
        print(*notes, sep="\n", end="\n" * bool(notes))
        print_table(table, columns, said)
        return
    write_table(table, to, title, [f"{said}.", *notes, *meanings(table.columns)], private=private)
    print(f"{plural(len(table), 'ligne écrite')} dans {to}.")
