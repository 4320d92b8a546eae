"""The widget of each kind of setting: a day, a number, a choice, a list, rows; each has a `value`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import ipywidgets as widgets
import traitlets

from passpro_nb.domain.codes import DEPARTMENT_NUMBERS
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import DEPARTMENTS, long_date
from passpro_nb.domain.settings import Key
from passpro_nb.domain.tables import APPLICATIONS
from passpro_nb.domain.workdays import Period
from passpro_nb.measure.asks import FILE_COLUMNS
from passpro_nb.panels import fragments
from passpro_nb.panels.inputs import Choices
from passpro_nb.panels.widgets import html_view

_NARROW = {"max_width": "12rem"}
HALF = "une ligne est à moitié remplie : complétez-la, ou ôtez-la."


class Input:
    """What stands for a setting on screen; `value` is as `Settings` holds it."""

    def __init__(self, widget: widgets.Widget, read: Callable[[Any], Any] = lambda v: v) -> None:
        self.widget, self._read = widget, read

    @property
    def value(self) -> Any:
        """Return what is asked of the setting; raises `UsageError` for what is half given."""
        return self._read(self.widget.value)

    def on_change(self, callback: Callable[[], object]) -> None:
        """Call back after each change."""
        self.widget.observe(lambda _: callback(), names="value")


class Rows(widgets.VBox):
    """Rows of the same cells, each taken away by its button, with one to add more."""

    children: Any
    value: traitlets.List[Any] = (
        traitlets.List()
    )  # a list of lists: what the cells hold, blank rows left out

    def __init__(
        self, make: Callable[[], Sequence[widgets.Widget]], rows: Iterable[Sequence[Any]]
    ) -> None:
        self._make = make
        add = widgets.Button(description="Ajouter une ligne")
        add.on_click(lambda _: self._add())
        super().__init__([add])
        for row in rows:
            self._add(row)
        self.add_class("lignes")

    def _add(self, row: Sequence[Any] = ()) -> None:
        cells = self._make()
        for cell, held in zip(cells, row, strict=False):
            cell.value = held
        gone = widgets.Button(description="Ôter", tooltip="Ôter cette ligne")
        line = widgets.HBox([*cells, gone])
        gone.on_click(lambda _: self._drop(line))
        for cell in cells:
            cell.observe(lambda _: self._tell(), names="value")
        self.children = (*self.children[:-1], line, self.children[-1])
        self._tell()

    def _drop(self, line: widgets.Widget) -> None:
        self.children = tuple(child for child in self.children if child is not line)
        self._tell()

    def _tell(self) -> None:
        held = [[cell.value for cell in line.children[:-1]] for line in self.children[:-1]]
        self.value = [row for row in held if any(row)]


class Day(widgets.VBox):
    """A day, said under its input as French writes it: a browser shows it as its own language does."""

    value = traitlets.Any(None)

    def __init__(self, value: date | None = None, tooltip: str = "") -> None:
        picker, said = widgets.DatePicker(tooltip=tooltip, layout=_NARROW), html_view()
        self._said = said
        super().__init__([picker, said])
        self.add_class("jour-dit")
        traitlets.link((self, "value"), (picker, "value"))
        self.value = value

    @traitlets.observe("value")
    def _say(self, _: Any) -> None:
        day = self.value if isinstance(self.value, date) else None
        self._said.value = fragments.paragraph(
            long_date(day, weekday=True) if day else "aucun jour"
        )


def make_input(key: Key, value: Any, scale: Sequence[str]) -> Input:
    """Return the input of a key that holds `value`; `scale` is offered where a value of it is asked."""
    if key.name in _TICKED:
        return _ticked(*_TICKED[key.name], value)
    if key.kind in _ROWS:
        return _ROWS[key.kind](value, scale)
    if key.kind == (date | None):
        return Input(Day(value, key.explanation))
    if key.kind is bool:
        choice = widgets.Dropdown(
            options=[("non", False), ("oui", True)],
            value=value,
            tooltip=key.explanation,
            layout=_NARROW,
        )
        return Input(choice)
    kind, layout = (widgets.IntText, _NARROW) if key.kind is int else (widgets.Text, {})
    typed = kind(value=value, continuous_update=False, tooltip=key.explanation, layout=layout)
    return Input(typed)


def _ticked(label: str, offered: Mapping[str, str], value: Sequence[str]) -> Input:
    """Return a list of values to tick: those of the file first, in its order."""
    order = [*dict.fromkeys([*value, *offered])]
    choices = Choices(label, [(offered.get(one, one), one) for one in order], every="aucun")
    choices.value = [*value]
    return Input(choices, lambda ticked: tuple(one for one in order if one in ticked))


def _text(width: str, placeholder: str) -> widgets.Text:
    return widgets.Text(
        placeholder=placeholder, tooltip=placeholder, continuous_update=False, layout={"width": width}
    )  # fmt: skip


def _whole(rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """Yield the rows; raise `UsageError` where one is half filled."""
    for row in rows:
        if not all(row):
            raise UsageError(f"Dans ce que vous changez, {HALF}")
        yield row


def _texts(value: Sequence[str], _: Sequence[str]) -> Input:
    rows = Rows(lambda: [_text("18rem", "Valeur")], [[text] for text in value])
    return Input(rows, lambda held: tuple(text for (text,) in held))


def _periods(value: Sequence[Period], _: Sequence[str]) -> Input:
    def make() -> Sequence[widgets.Widget]:
        return [Day(tooltip=said) for said in ("Premier jour", "Dernier jour")]

    rows = Rows(make, [[period.start, period.end] for period in value])
    return Input(rows, lambda held: tuple(Period(*row) for row in _whole(held)))


def _variants(value: Mapping[str, Sequence[str]], scale: Sequence[str]) -> Input:
    def make() -> Sequence[widgets.Widget]:
        of = widgets.Combobox(
            options=tuple(scale), placeholder="Valeur de l’échelle", tooltip="Valeur de l’échelle",
            continuous_update=False, layout={"width": "12rem"},
        )  # fmt: skip
        return [of, _text("14rem", "Autre écriture")]

    def read(held: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for of, text in _whole(held):
            found[of] = (*found.get(of, ()), text)
        return found

    return Input(Rows(make, [[of, text] for of, texts in value.items() for text in texts]), read)


def _mails(value: Mapping[str, str], _: Sequence[str]) -> Input:
    rows = Rows(lambda: [_text("7rem", "Département"), _text("18rem", "Adresse")], value.items())
    return Input(rows, lambda held: dict(_whole(held)))


def _departments() -> dict[str, str]:
    """Return the départements by number, those that the field knows by name first."""
    named = {number: f"{number} – {name}" for number, name in DEPARTMENTS.items()}
    return named | {number: number for number in sorted(DEPARTMENT_NUMBERS) if number not in named}


_TICKED = {
    "departements": ("Départements", _departments()),
    "champs_dossier": (
        "Colonnes", {APPLICATIONS[code].heading: APPLICATIONS[code].heading for code in FILE_COLUMNS}
    ),
}  # fmt: skip
_ROWS: Mapping[Any, Callable[[Any, Sequence[str]], Input]] = {
    tuple[str, ...]: _texts, tuple[Period, ...]: _periods,
    Mapping[str, tuple[str, ...]]: _variants, Mapping[str, str]: _mails,
}  # fmt: skip
