"""The few widgets of pages and notebooks: a table, a download; what they say when they fail."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display

from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.figures import meaning
from passpro_nb.domain.french import quoted
from passpro_nb.panels import fragments
from passpro_nb.panels.exported import Asked, export_shown
from passpro_nb.panels.shown import (
    NO_HEADS,
    TABLE_WORDS,
    Records,
    ShownColumn,
    figure_columns,
    table_rows,
)

ASSETS = Path(__file__).parent / "assets"
LOG = logging.getLogger(__name__)

# Where the served process finds the published figures: serve.py sets it, `published_path` reads it.
PUBLISHED_VARIABLE = "PASSPRO_PUBLIE"

INCIDENT = (
    "Un incident est survenu pendant le calcul : rien n’est affiché plutôt qu’un faux chiffre."
)
ROWS = 20  # shown at first in a notebook; a page shows all  # fmt: skip


def published_path() -> Path:
    """Return the file of published figures that this page may read; UsageError without one."""
    if path := os.environ.get(PUBLISHED_VARIABLE):
        return Path(path)
    raise UsageError(f"Ouvrez ce tableau de bord avec {quoted('passpro-nb serve')}.")


def show_live(widget: widgets.Widget, first: str) -> None:
    """Display a widget, with HTML that stands in the very first answer until it is live."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display({"application/vnd.jupyter.widget-view+json": view, "text/html": first}, raw=True)


def html_view(content: str = "") -> widgets.HTML:
    """Return a widget that shows HTML made by `fragments`."""
    return widgets.HTML(content)


def heading(text: str, level: int = 2) -> widgets.HTML:
    """Return a heading as a widget."""
    return html_view(fragments.heading(text, level))


class Look(anywidget.AnyWidget):
    """The looks of all that follows, in a notebook where nothing else has brought them yet."""

    _esm = "export default {};"
    _css = ASSETS / "widgets.css"


def guard(callback: Callable[..., Any], *places: widgets.Box) -> Callable[..., Any]:
    """Return the callback, such that its failure replaces what `places` show by a sentence.

    The sentence stands in the first place, the others are emptied: a half-drawn page is never
    left standing. The next success brings the figures back.
    """
    notice = widgets.HTML()
    standing: dict[widgets.Box, tuple[widgets.Widget, ...]] = {}

    @wraps(callback)
    def guarded(*args: Any) -> Any:
        for place, children in standing.items():
            place.children = children
        standing.clear()
        try:
            return callback(*args)
        except Exception as error:
            LOG.error("%s in %s", type(error).__name__, callback.__qualname__)
            standing.update((place, place.children) for place in places)
            for place in places:
                place.children = ()
            notice.value = fragments.notice(_reason(error, INCIDENT))
            places[0].children = (notice,)

    return guarded


def _reason(error: Exception, otherwise: str) -> str:
    """Return what the page says of a failure: the words of another error may name someone."""
    return str(error) if isinstance(error, PassproError) else otherwise


def _script(*names: str) -> str:
    return "".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


class DownloadButton(anywidget.AnyWidget):
    """A button that saves a file; its bytes are made on the click and sent as a binary buffer."""

    _esm = _script("save.js", "download.js")
    _css = ASSETS / "widgets.css"
    label = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, make_file: Callable[[], tuple[str, bytes]]) -> None:
        """`make_file` returns the name of the file and its bytes."""
        super().__init__(label=label)
        self.make_file = make_file
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: dict[str, Any], __: Any) -> None:
        if message.get("kind") == "ask":
            _send_file(self, self.make_file)


def _send_file(widget: widgets.Widget, make_file: Callable[[], tuple[str, bytes]]) -> None:
    """Send the page a file that it asked for, or why there is none."""
    try:
        name, content = make_file()
    except Exception as error:
        LOG.error("%s in a download", type(error).__name__)
        refused = _reason(error, "Le fichier n’a pas pu être préparé.")
        widget.send({"kind": "failure", "said": refused})
    else:
        done = f"{quoted(name)} est enregistré dans les téléchargements de votre navigateur."
        widget.send({"kind": "file", "name": name, "said": done}, buffers=[content])


class SortableTable(anywidget.AnyWidget):
    """A table sorted by its headings, searched as one types, filtered by column, exported as shown.

    Made by `show_table`. The first `limit` rows are shown, 0 for all; the others when asked. `foot`
    is the row of the whole, whatever is filtered: `fill` with `whole`. `opened` is the title of what a
    click opened, which is brought into view.

    Where it is `pickable`, the rows of `boxes` have one to tick: `picked` are those ticked; `kept` are
    those that the filters of the columns and the search leave, in the order shown. Rows are told by their positions. A click on a number, or its heading in focus, says what it means; the
    numbers of the columns `opens` also call back (`on_open`).
    """

    _esm = _script("save.js", "table.js")
    _css = ASSETS / "widgets.css"
    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    sort: traitlets.List[Any] = traitlets.List().tag(sync=True)
    search = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Any(None).tag(sync=True)  # None: no column is filtered
    limit = traitlets.Int(ROWS).tag(sync=True)
    foot: traitlets.List[Any] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    pickable = traitlets.Bool(False).tag(sync=True)
    boxes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    picked: traitlets.List[Any] = traitlets.List().tag(sync=True)
    exported = traitlets.Bool(True).tag(sync=True)
    meanings = traitlets.Dict().tag(sync=True)
    opens: traitlets.List[Any] = traitlets.List().tag(sync=True)
    folded = traitlets.Unicode().tag(sync=True)  # what opens it, where it is shut at first
    opened = traitlets.Unicode().tag(sync=True)

    def __init__(self, about: Callable[[], Iterable[str]] = tuple, **traits: Any) -> None:
        """`about` says where the rows come from, a line each, in what is exported."""
        super().__init__(**traits)
        self.about, self.records = about, list[Mapping[str, Any]]()
        self.whole: Mapping[str, Any] | None = None
        self._openers: list[Callable[[Mapping[str, Any], str], object]] = []
        self.on_msg(self._answer)

    @traitlets.observe("columns")
    def _define(self, _: Any) -> None:
        said = {column["key"]: meaning(column["key"]) for column in self.columns}
        self.meanings = {key: text for key, text in said.items() if text}

    def on_open(
        self, codes: Iterable[str], callback: Callable[[Mapping[str, Any], str], object]
    ) -> None:
        """Call back with the record and the code of a number that is clicked, of the columns `codes`."""
        wanted = {*codes}
        self.opens = [column["key"] for column in self.columns if column["key"] in wanted]
        self._openers.append(callback)

    def fill(
        self, records: Records, boxes: Iterable[int] | None = None, *,
        whole: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Show other records in the same columns, all those that have a box picked; without `boxes`, all."""
        self.records, self.whole = [*records], whole
        columns = [ShownColumn(**column) for column in self.columns]
        rows = table_rows(self.records, columns)
        every = range(len(rows)) if boxes is None else boxes
        with self.hold_sync():
            self.rows = rows
            self.foot = table_rows([whole], columns)[0] if whole else []
            self.picked = self.boxes = [*every] if self.pickable else []

    def show(
        self, caption: str, columns: Iterable[ShownColumn], records: Records, *,
        whole: Mapping[str, Any] | None = None, noun: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Show records in other columns; `noun` is what a row is then, one and several."""
        with self.hold_sync():  # a row never meets the columns of another
            if noun:
                self.words = {**self.words, "noun": noun[0], "nouns": noun[1]}
            self.caption, self.columns = caption, [column._asdict() for column in columns]
            self.fill(records, whole=whole)

    def export(self, message: Mapping[str, Any]) -> tuple[str, bytes]:
        """Return the file of the rows that the page shows, in its order."""
        headings = {column["key"]: column["label"] for column in self.columns}
        asked = Asked.of(message, len(self.records))
        return export_shown(self.caption, headings, self.records, asked, self.about())

    def _answer(self, _: Any, message: dict[str, Any], __: Any) -> None:
        if message.get("kind") == "export" and self.exported:
            _send_file(self, lambda: self.export(message))
        if message.get("kind") == "open":
            self._open(message.get("row"), message.get("column"))

    def _open(self, at: Any, code: Any) -> None:
        first = 0 if self.whole is None else -1  # the row of the whole, where there is one
        if not isinstance(at, int) or not first <= at < len(self.records) or code not in self.opens:
            return
        record = (self.whole or {}) if at < 0 else self.records[at]
        for opener in self._openers:
            opener(record, code)


def chart_figures() -> SortableTable:
    """Return the table, shut at first, of the figures of a chart."""
    return show_table(
        [], [], caption="", noun=("ligne", "lignes"), folded="Les chiffres du graphique"
    )


def clear_columns(shown: Iterable[object]) -> None:
    """Take the filters of their columns off the tables among what is shown."""
    for table in find_tables(shown):
        table.send({"kind": "clear"})


def find_tables(shown: Iterable[object]) -> Iterator[SortableTable]:
    """Yield the tables among what is shown, however deep they stand."""
    for widget in shown:
        if isinstance(widget, SortableTable):
            yield widget
        yield from find_tables(getattr(widget, "children", ()))


def show_table(
    records: Records, columns: Iterable[ShownColumn], *, caption: str,
    noun: tuple[str, str] = ("établissement", "établissements"),
    sort: tuple[str, bool] = ("", False), **more: Any,
) -> SortableTable:  # fmt: skip
    """Return a table of records; `noun` is what a row is, in the singular and the plural.

    `sort` is the key sorted by at first and whether downwards; without it, as given. `more`:
    `pickable`, `exported`, `folded`, `opened`, `about` (`SortableTable`).
    """
    words = {**TABLE_WORDS, "noun": noun[0], "nouns": noun[1]}
    asked = [column._asdict() for column in columns]
    table = SortableTable(columns=asked, caption=caption, sort=list(sort), words=words, **more)
    table.fill(records)
    return table


def figure_table(
    codes: Iterable[str], caption: str, records: Records = (), *,
    heads: Mapping[str, str] = NO_HEADS, **shown: Any,
) -> SortableTable:  # fmt: skip
    """Return a table of groups and figures, by their codes; headings are short, or those of `heads`."""
    columns = figure_columns(codes, heads)
    return show_table(records, columns, caption=caption, **shown)
