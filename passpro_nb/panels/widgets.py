"""The few widgets of the pages: cards, filters, charts, a table, a download.

Functions that return a text return HTML in which every value is escaped.
"""

from __future__ import annotations

import logging
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any, Literal

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets
from IPython.display import display

from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.figures import CHOICES, FIGURES, SHARES, label
from passpro_nb.domain.french import (
    NOT_APPLICABLE,
    number,
    percent,
    quoted,
    short_date,
    unbreakable,
)
from passpro_nb.panels.filters import FILTERS, State, choices

ASSETS = Path(__file__).parent / "assets"
LOG = logging.getLogger(__name__)

# Where the served process finds the published figures: serve.py sets it, `published_path` reads it.
PUBLISHED_VARIABLE = "PASSPRO_PUBLIE"

INCIDENT = (
    "Un incident est survenu pendant le calcul : rien n’est affiché plutôt qu’un faux chiffre."
)
TABLE_WORDS = {
    "search": "Rechercher",
    "sort": "Trier",
    "none": "Aucune ligne ne correspond.",
    "empty": "Rien à montrer.",
    "of": "sur",
}


def published_path() -> Path:
    """Return the file of published figures that this page may read; UsageError without one."""
    path = os.environ.get(PUBLISHED_VARIABLE)
    if not path:
        raise UsageError(f"Ouvrez ce tableau de bord avec {quoted('passpro-nb serve')}.")
    return Path(path)


@dataclass(frozen=True)
class Card:
    """A key figure: its value as shown, what it is made of, what it means."""

    label: str
    value: str
    detail: str = ""
    definition: str = ""


def show_sentence(sentence: str) -> str:
    """Return the sentence that sums a page up, its punctuation never first on a line."""
    return f'<p class="phrase">{escape(unbreakable(sentence))}</p>'


def show_cards(cards: Iterable[Card]) -> str:
    """Return the key figures as HTML, each with its definition behind a « ? »."""
    return f'<dl class="cartes">{"".join(_card(card) for card in cards)}</dl>'


def _card(card: Card) -> str:
    detail = f'<dd class="carte-detail">{escape(card.detail)}</dd>' if card.detail else ""
    return (
        f'<div class="carte"><dt>{escape(card.label)}{_help(card)}</dt>'
        f'<dd class="carte-valeur">{escape(card.value)}</dd>{detail}</div>'
    )


def _help(card: Card) -> str:
    if not card.definition:
        return ""
    return (
        f'<details class="aide"><summary aria-label="Définition : {escape(card.label)}">?</summary>'
        f"<p>{escape(card.definition)}</p></details>"
    )


def show_definitions(definitions: Mapping[str, str]) -> str:
    """Return the page's definitions as HTML, where the footer's link leads; below, the choices."""
    items = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in definitions.items())
    choices = "".join(f"<li>{escape(unbreakable(choice))}</li>" for choice in CHOICES)
    return (
        f'<section id="definitions"><h2>Définitions</h2><dl>{items}</dl><details>'
        "<summary>Ce que les définitions laissent ouvert, et ce qui a été choisi</summary>"
        f"<ul>{choices}</ul></details></section>"
    )


def show_notice(sentence: str) -> str:
    """Return a sentence that stands in place of figures, read at once by a screen reader."""
    return f'<div class="panne" role="alert"><p>{escape(sentence)}</p></div>'


def show_chart(picture: bytes, *, alt: str, title: str, table: str) -> str:
    """Return a chart (PNG or SVG bytes) with its text and, folded below, its figures.

    `table` is HTML, made by `show_plain_table`.
    """
    kind = "png" if picture.startswith(b"\x89PNG") else "svg+xml"
    source = f"data:image/{kind};base64,{b64encode(picture).decode()}"
    return (
        f'<figure class="graphique"><figcaption>{escape(title)}</figcaption>'
        f'<img src="{source}" alt="{escape(alt)}">'
        f"<details><summary>Les chiffres du graphique</summary>{table}</details></figure>"
    )


def show_plain_table(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return a small table as HTML; texts are already formatted, the first column names the row."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(_plain_row(row) for row in rows)
    return (
        f'<div class="tableau-cadre" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table><caption class="hors-ecran">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _plain_row(row: Sequence[str]) -> str:
    first, *others = (escape(text) for text in row)
    cells = "".join(f"<td>{text}</td>" for text in others)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def show_live(widget: widgets.Widget, first: str) -> None:
    """Display a widget, with HTML that stands in the very first answer until it is live."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    display({"application/vnd.jupyter.widget-view+json": view, "text/html": first}, raw=True)


def html_view(content: str = "") -> widgets.HTML:
    """Return a widget that shows HTML made by the functions of this module."""
    return widgets.HTML(content)


def dropdown(label: str, options: Iterable[tuple[str, Any]], *, every: str) -> widgets.Dropdown:
    """Return a labelled list of choices; its first, `every`, has the value "": no filter.

    Not None: ipywidgets takes that for « nothing chosen » and shows an empty box.
    """
    return widgets.Dropdown(options=[(every, ""), *options], description=label, value="")


def number_input(label: str, value: int, *, least: int) -> widgets.BoundedIntText:
    """Return a labelled whole number; the page refuses what is below `least`, Python checks again."""
    return widgets.BoundedIntText(value, description=label, min=least, max=600)


def filter_row(*filters: widgets.Widget, lift: str = "Tout afficher") -> widgets.Box:
    """Return labelled inputs side by side, with a button that gives them back their first values."""
    first = [choice.value for choice in filters]
    button = widgets.Button(description=lift)
    button.on_click(lambda _: _restore(filters, first))
    row = widgets.Box([*filters, button])
    return row.add_class("filtres")


def _restore(filters: Iterable[widgets.Widget], values: Iterable[Any]) -> None:
    for choice, value in zip(filters, values, strict=True):
        choice.value = value


class FilterBar:
    """The filters of a page (`box`): each offers what the others leave; a change is told."""

    def __init__(self, offers: pd.DataFrame) -> None:
        self._offers = offers
        self._moving = False
        offered = choices(offers, State())
        self.filters = {
            name: dropdown(label, offered[name], every=every)
            for name, (label, every) in FILTERS.items()
        }
        self.box = filter_row(*self.filters.values())

    @property
    def state(self) -> State:
        """Return what is chosen."""
        return State(**{name: choice.value or "" for name, choice in self.filters.items()})

    def on_change(self, callback: Callable[[], None], *places: widgets.Box) -> None:
        """Call back once the lists have followed a change; a failure is said in the first place."""

        def follow(_: Any) -> None:
            if not self._moving:
                self._follow()
                callback()

        guarded = guard(follow, *places)
        for choice in self.filters.values():
            choice.observe(guarded, names="value")

    def _follow(self) -> None:
        """Give each list what the others leave; a choice that they exclude is lifted."""
        self._moving = True
        try:
            for name, options in choices(self._offers, self.state).items():
                choice, every = self.filters[name], FILTERS[name][1]
                kept = choice.value
                choice.options = [(every, ""), *options]
                choice.value = kept if kept in {value for _, value in options} else ""
        finally:
            self._moving = False


def guard(callback: Callable[..., Any], *places: widgets.Box) -> Callable[..., Any]:
    """Return the callback, such that its failure replaces what `places` show by a sentence.

    The sentence stands in the first place, the others are emptied: a half-drawn page is never
    left standing. The next success brings the figures back.
    """
    notice = widgets.HTML()
    standing: list[tuple[widgets.Widget, ...]] = []

    def restore() -> None:
        for place, children in zip(places, standing, strict=False):
            place.children = children
        standing.clear()

    def clear(error: Exception) -> None:
        LOG.error("%s in %s", type(error).__name__, callback.__qualname__)
        standing[:] = [place.children for place in places]
        for place in places:
            place.children = ()
        notice.value = show_notice(str(error) if isinstance(error, PassproError) else INCIDENT)
        places[0].children = (notice,)

    @wraps(callback)
    def guarded(*args: Any) -> Any:
        restore()
        try:
            return callback(*args)
        except Exception as error:
            clear(error)

    return guarded


class DownloadButton(anywidget.AnyWidget):
    """A button that saves a file; its bytes are made on the click and sent as a binary buffer."""

    _esm = ASSETS / "download.js"
    _css = ASSETS / "widgets.css"
    label = traitlets.Unicode().tag(sync=True)
    busy = traitlets.Unicode("Préparation…").tag(sync=True)

    def __init__(self, label: str, make_file: Callable[[], tuple[str, bytes]]) -> None:
        """`make_file` returns the name of the file and its bytes."""
        super().__init__(label=label)
        self.make_file = make_file
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: dict[str, Any], __: Any) -> None:
        if message.get("kind") != "ask":
            return
        try:
            name, content = self.make_file()
        except Exception as error:
            LOG.error("%s in a download", type(error).__name__)
            said = (
                str(error)
                if isinstance(error, PassproError)
                else "Le fichier n’a pas pu être préparé."
            )
            self.send({"kind": "failure", "said": said})
            return
        said = f"{quoted(name)} est enregistré."
        self.send({"kind": "file", "name": name, "said": said}, buffers=[content])


# on screen a heading is short; the export has it in full
_SHORT = {"host_name": "Établissement", "department": "Dépt", "host_uai": "UAI"}


Kind = Literal["text", "number", "percent", "date"]


@dataclass(frozen=True)
class Column:
    """A column of a shown table: the record's key, its heading, how its values are written."""

    key: str
    label: str
    kind: Kind = "text"


def heading(code: str) -> str:
    """Return the heading of a column on screen: shorter than in a file."""
    return _SHORT.get(code, label(code))


def figure_columns(codes: Iterable[str]) -> list[Column]:
    """Return the columns of a table of groups and figures, by their codes."""
    return [Column(code, heading(code), _column_kind(code)) for code in codes]


def _column_kind(code: str) -> Kind:
    return "percent" if code in SHARES else "number" if code in FIGURES else "text"


class SortableTable(anywidget.AnyWidget):
    """A table sorted by its headings and searched as one types."""

    _esm = ASSETS / "table.js"
    _css = ASSETS / "widgets.css"
    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    sort: traitlets.List[Any] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)


def show_table(
    records: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    caption: str,
    noun: tuple[str, str],
    sort: tuple[str, bool] = ("", False),
) -> SortableTable:
    """Return a table of records; `noun` is what a row is, in the singular and the plural.

    `sort` is the key sorted by at first and whether downwards; without it, as given.
    To show other records, set `rows` to what `table_rows` returns.
    """
    return SortableTable(
        columns=[{"key": c.key, "label": c.label, "kind": c.kind} for c in columns],
        rows=table_rows(records, columns),
        caption=caption,
        sort=list(sort),
        words={**TABLE_WORDS, "noun": noun[0], "nouns": noun[1]},
    )


def table_rows(records: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> list[list[Any]]:
    """Return the rows as the page takes them: a text, or a text and the value it sorts by."""
    return [
        [_cell(record.get(column.key), column.kind) for column in columns] for record in records
    ]


def _cell(value: Any, kind: str) -> Any:
    missing = value is None or value != value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if kind == "text":
        return "" if missing else str(value)
    if missing:
        return [NOT_APPLICABLE if kind == "percent" else "–", None]
    if kind == "date":
        return [short_date(value), value.toordinal() if isinstance(value, date) else None]
    shown = percent(value) if kind == "percent" else number(value, 0 if value == int(value) else 1)
    return [shown, float(value)]
