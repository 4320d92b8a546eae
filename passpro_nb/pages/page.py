"""What a page is made of, whatever it shows; templates lay it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from passpro_nb.pages.links import Links
from passpro_nb.pages.state import Choice, Chosen
from passpro_nb.pages.tables import PageTable
from passpro_nb.store.published import Published


class Chart(NamedTuple):
    """A chart of a page: `draw` makes its SVG, called only when it is asked for; size in inches.

    It stands by itself, so that another process may be given it to draw.
    """

    name: str
    title: str
    alt: str
    size: tuple[float, float]
    draw: Callable[[], bytes]

    @property
    def pixels(self) -> tuple[int, int]:
        """Return its width and height on screen, known before it is drawn."""
        return round(self.size[0] * 96), round(self.size[1] * 96)


@dataclass(frozen=True)
class Content:
    """A page in one state: its template, what it says, its tables, its charts.

    `title` is its heading, and its name in the browser, on paper and in files; `more` is what its
    own template shows.
    """

    template: str
    title: str
    sentence: str
    more: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[PageTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    choices: tuple[Choice, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    workbook: Callable[[], tuple[str, bytes]] | None = None

    def table(self, name: str) -> PageTable:
        """Return a table by its name; `KeyError` when the page has none of that name."""
        return {table.name: table for table in self.tables}[name]

    def chart(self, name: str) -> Chart:
        """Return a chart by its name; `KeyError` when the page has none of that name."""
        return {chart.name: chart for chart in self.charts}[name]


# A page: figures published, what is asked of them, where its links lead → what it shows.
Build = Callable[[Published, Chosen, Links], Content]
