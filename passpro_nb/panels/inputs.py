"""What is typed and chosen on pages and in notebooks: lists, numbers, days, the filters of a page."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from passpro_nb.domain.french import short_date
from passpro_nb.interviews.what_if import MOST_TRIED
from passpro_nb.panels.filters import FILTERS, Filters, choices, several
from passpro_nb.panels.widgets import ASSETS


class Choice(widgets.Dropdown):
    """A list of choices, of which a page sets what is chosen and never what there is to choose."""

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take which one the page says is chosen, and nothing else."""
        chosen = sync_data.get("index")
        super().set_state({} if chosen is None else {"index": chosen})


class NumberInput(widgets.BoundedIntText):
    """A number of which a page sets the value, brought back within bounds that are not its own."""

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take the value that the page says, and nothing else."""
        super().set_state({name: sync_data[name] for name in {"value"} & sync_data.keys()})


class DayInput(widgets.DatePicker):
    """A day, said beside its label as French writes it: a browser shows it as its own language does."""

    def __init__(self, label: str, value: date | None = None) -> None:
        super().__init__(value=value)
        self._name, self._empty = label, ""
        self.observe(lambda _: self._say(), names="value")
        self._say()

    def stand_for(self, day: date) -> None:
        """Say which day is meant while none is chosen."""
        self._empty = f" (vide : {short_date(day)})"
        self._say()

    def _say(self) -> None:
        day = f" : {short_date(self.value)}" if isinstance(self.value, date) else self._empty
        self.description = f"{self._name}{day}"


def dropdown(label: str, options: Iterable[tuple[str, Any]], *, every: str) -> widgets.Dropdown:
    """Return a labelled list of choices; its first, `every`, has the value "": no filter.

    Not None: ipywidgets takes that for « nothing chosen » and shows an empty box.
    """
    return Choice(options=[(every, ""), *options], description=label, value="")


class Choices(anywidget.AnyWidget):
    """A labelled list that opens, in which several values are ticked; none lets everything through."""

    _esm = ASSETS / "choices.js"
    _css = ASSETS / "widgets.css"
    label = traitlets.Unicode().tag(sync=True)
    every = traitlets.Unicode().tag(sync=True)
    none = traitlets.Unicode("Aucun choix ne correspond.").tag(sync=True)
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    value: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, label: str, options: Iterable[tuple[str, Any]] = (), *, every: str) -> None:
        """`options` are (what is read, value); `every` is shown while none is ticked."""
        super().__init__(label=label, options=[*map(list, options)], every=every)

    def offer(self, options: Iterable[tuple[str, Any]]) -> None:
        """Offer other values; those ticked that are no more among them are let go."""
        offered = [*map(list, options)]
        known = {value for _, value in offered}
        with self.hold_sync():
            self.options, self.value = offered, [v for v in self.value if v in known]


def number_input(label: str, value: int, *, least: int) -> NumberInput:
    """Return a labelled whole number, at least `least`; Python checks what the page refuses."""
    return NumberInput(value, description=label, min=least, max=MOST_TRIED)


class InputRow(widgets.Box):
    """Labelled inputs side by side, with a button that gives them back their first values."""

    def __init__(self, *inputs: widgets.Widget, lift: str = "Tout afficher") -> None:
        self.lift = button = widgets.Button(description=lift)
        super().__init__([*inputs, button])
        self.add_class("filtres")
        self.inputs = inputs
        self._first = self.values
        self._callbacks: list[Callable[[], object]] = []
        self._moving = False
        button.on_click(lambda _: self._restore())
        for choice in inputs:
            choice.observe(lambda _: self._tell(), names="value")

    @property
    def values(self) -> list[Any]:
        """Return what each input holds."""
        return [choice.value for choice in self.inputs]

    def on_change(self, callback: Callable[[], object]) -> None:
        """Call back after each change, and once for all that the button gives back."""
        self._callbacks.append(callback)

    def _tell(self) -> None:
        if not self._moving:
            for callback in self._callbacks:
                callback()

    @contextmanager
    def moving(self) -> Iterator[None]:
        """Change inputs without a word while the block runs."""
        self._moving = True
        try:
            yield
        finally:
            self._moving = False

    def _restore(self) -> None:
        before = self.values
        with self.moving():
            for choice, value in zip(self.inputs, self._first, strict=True):
                choice.value = value
        if before != self._first:
            self._tell()


class FilterBar(InputRow):
    """The filters of a page: each offers what the others leave."""

    def __init__(self, offers: pd.DataFrame) -> None:
        self._offers = offers
        lists = [dropdown(label, [], every=every) for label, every in FILTERS.values()]
        self.filters = dict(zip(FILTERS, lists, strict=True))
        super().__init__(*lists)

    def start(self, asked: Filters) -> None:
        """Choose what the address of the page asks."""
        with self.moving():
            for name, values in asked.active().items():
                self.filters[name].options = [several(values)]

    @property
    def chosen(self) -> Filters:
        """Return what is chosen."""
        return Filters(
            **{
                n: tuple(choice.value.split(","))
                for n, choice in self.filters.items()
                if choice.value
            }
        )

    def follow(self) -> Filters:
        """Give each list what the others leave; return what is chosen, less what they exclude."""
        with self.moving():
            for name, options in choices(self._offers, self.chosen).items():
                choice, every = self.filters[name], FILTERS[name][1]
                kept = choice.value
                if "," in kept:
                    options.insert(0, several(kept.split(",")))
                choice.options = [(every, ""), *options]
                choice.value = kept if kept in {value for _, value in options} else ""
        return self.chosen
