"""The skeleton of a page over the published figures: a headline, filters, a body, its definitions."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import ipywidgets as widgets
from IPython.display import HTML, display

from passpro_nb.domain.errors import UsageError
from passpro_nb.measure.view import View
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.filters import EVERYTHING, Filters, read_address
from passpro_nb.panels.inputs import FilterBar
from passpro_nb.panels.screens import say_origin
from passpro_nb.store.published import Published, read_published

# Where a server says that its pages are, which draw charts; its kernels are told.
PAGES_VARIABLE = "PASSPRO_PAGES"


class Page:
    """The widgets of a page and what ties them: a filter changes, everything follows.

    A page says what its body is made of (`_body`, still empty), how the headline and the body are
    filled with what the filters leave (`_fill`: `FilterBar.follow`), and what is below (`_more`).
    """

    def __init__(
        self, published: Published, asked: Filters = EVERYTHING, by: str = View.by
    ) -> None:
        self.published, self.by = published, by
        self.filters = FilterBar(published.offers)
        self.filters.start(asked)
        self.headline = show.html_view()
        self._answers = 0
        self.state = show.html_view()
        self.top = widgets.VBox([self.headline, self.state]).add_class("reponse-0")
        self.body = widgets.VBox(self._body())
        self.more = self._more()
        for table in show.find_tables([self.body, *self.more]):
            table.about, table.limit = self._say_origin, 0
        self.fill = show.guard(self._fill, self.top, self.body)
        self.filters.on_change(self._answer)
        self._fill()

    def _body(self) -> list[widgets.Widget]:
        raise NotImplementedError

    def _fill(self) -> None:
        raise NotImplementedError

    def _answer(self) -> None:
        """Fill the page again, and number the answer, which the page waits for (page.js)."""
        self.fill()
        self.state.value = fragments.state(self._address())
        self._answers += 1
        # in one message: a class taken off, then one put on, would be two
        self.top._dom_classes = (f"reponse-{self._answers}",)

    def _more(self) -> list[HTML | widgets.Widget]:
        return []

    def _address(self) -> str:
        """Return the address that gives this state back."""
        return self.filters.chosen.view.address

    def _picture(self, chart: str, address: str, draw: Callable[[], bytes]) -> str | bytes:
        """Return where the server of this page draws a chart, once for all; drawn here without one."""
        if not (pages := os.environ.get(PAGES_VARIABLE)):
            return draw()
        return f"{pages}{chart}.svg?{address}&demande={self.published.imported_at.isoformat()}"

    def _say_origin(self) -> list[str]:
        """Return where the rows of its tables come from, in what is exported."""
        return say_origin(self.published, self.filters.chosen)

    def _watch(self, choice: widgets.Widget) -> widgets.Box:
        """Return a choice of the body, set as a filter is, which everything follows too."""
        choice.observe(lambda _: self._answer(), names="value")
        return widgets.Box([choice]).add_class("filtres")


# Read before this process was forked (serve/forks.py): by file, its last change and its figures.
_AHEAD: dict[Path, tuple[int, Published]] = {}


def read_ahead(path: Path) -> bool:
    """Read the figures of a file for the kernels to be forked; False where they were already."""
    stamp = path.stat().st_mtime_ns
    if path in _AHEAD and _AHEAD[path][0] == stamp:
        return False
    _AHEAD.clear()
    _AHEAD[path] = stamp, read_published(path)
    return True


def read_figures(path: Path) -> Published:
    """Return the figures published in a file, read already or not."""
    stamp, published = _AHEAD.get(path, (0, None))
    if published and path.is_file() and path.stat().st_mtime_ns == stamp:
        return published
    return read_published(path)


def show_page(kind: type[Page], definitions: Mapping[str, str]) -> None:
    """Show a page over the published figures: its headline first, as plain HTML."""
    # ipywidgets does so when it is imported, not where that came before the kernel (serve/forks.py):
    # without it the page asks for the state of each widget by itself.
    widgets.register_comm_target()
    published = read_figures(show.published_path())
    display(HTML(fragments.about(published)))
    try:
        asked = read_address(published, os.environ.get("QUERY_STRING", ""))
    except UsageError as error:
        asked = View()
        display(HTML(fragments.notice(str(error))))
    page = kind(published, Filters.of(asked), asked.by)
    show.show_live(page.top, page.headline.value)
    display(page.filters, page.body, *page.more, HTML(fragments.definitions(definitions)))
