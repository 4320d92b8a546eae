"""What a report is made of, whatever it is written as: headings, paragraphs, lists, tables, charts.

Everything here is text ready to be read; the writers (`to_pdf`, `to_docx`, `to_html`) only set it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd
from matplotlib.axes import Axes

from passpro_nb.domain.figures import FIGURES, SHARES, label
from passpro_nb.domain.french import MONTHS, NBSP, unbreakable
from passpro_nb.export.records import records, said
from passpro_nb.panels.screens import Card

_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"(?<=\d|r) ({_MONTH})\b(?: (\d{{4}}))?")
ALONE = 19  # a table of so many rows at most stands on one page

_HEADS = {
    "host_name": "Établissement d’accueil", "host_uai": "UAI",
    "programme_label": "Formation", "missing_at_limit": "Manqueraient à la limite",
    "lateness_max": "Plus long retard (jours)", "missing_at_limit_low": "au moins",
    "missing_at_limit_high": "au plus",
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """A title of a section (level 1) or of a part of it (2); a `fresh` one begins a page."""

    text: str
    level: int = 1
    fresh: bool = False
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; `lead` is what is read first, `note` what explains a table or a chart."""

    text: str
    style: str = "plain"
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """Sentences side by side, each told by itself."""

    items: Sequence[str]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Cards:
    """Key figures, each with what it is made of."""

    items: Sequence[Card]
    kind: ClassVar[str] = "cards"


@dataclass(frozen=True)
class Table:
    """Rows of texts under headings, the last one a total if `total`; the first `words` columns are words."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    total: bool = False
    kind: ClassVar[str] = "table"

    @property
    def alone(self) -> bool:
        """Tell whether it is short enough to be never cut between two pages."""
        return len(self.rows) <= ALONE


@dataclass(frozen=True)
class Chart:
    """A drawing, with the words that stand for it where it is not seen."""

    title: str
    alt: str
    draw: Callable[[], Axes] = field(repr=False)
    kind: ClassVar[str] = "chart"


Block = Heading | Paragraph | Bullets | Cards | Table | Chart


@dataclass(frozen=True)
class Report:
    """A whole report: its title, what it is about, its blocks in the order of reading."""

    title: str
    about: str
    blocks: Sequence[Block]


def figures_table(
    frame: pd.DataFrame, codes: Sequence[str], caption: str, whole: pd.DataFrame | None = None
) -> Table:
    """Return the table of some columns of groups and figures, with a total out of the row `whole`.

    The columns that are no figure come first; in the total, the first of them says so.
    """
    words = [code for code in codes if code not in FIGURES]
    rows = [[_text(code, row[code]) for code in codes] for row in records(frame)]
    total = records(whole)[0] if whole is not None and len(frame) > 1 and len(whole) else None
    if total is not None:
        figures = [_text(code, total[code]) for code in codes[len(words) :]]
        rows.append(["Total", *[""] * (len(words) - 1), *figures])
    heads = ["Dépt" if at and code == "department" else _HEADS.get(code, label(code))
             for at, code in enumerate(codes)]  # fmt: skip
    return Table(caption, heads, rows, len(words), total is not None)


def _text(code: str, value: object) -> str:
    if value is None and code in FIGURES and code not in SHARES:
        return "–"
    return said(value, share=code in SHARES)


def settle(text: str) -> str:
    """Return a text whose punctuation and whose dates are never parted by a line's end."""
    dated = _DATE.sub(lambda day: NBSP.join(["", *filter(None, day.groups())]), text)
    return unbreakable(dated)


def bullets(items: Iterable[str]) -> Iterable[Bullets]:
    """Yield a list of the items that say something, nothing where none does."""
    if told := [item for item in items if item]:
        yield Bullets(told)
