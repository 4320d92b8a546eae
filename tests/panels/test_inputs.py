"""What is typed and chosen, without a browser: within bounds, among what is offered, said in French."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from traitlets import TraitError

from passpro_nb.panels.inputs import DayInput, InputRow, dropdown, number_input


def test_lifting_the_filters_shows_everything() -> None:
    """« Tout afficher » sets each filter back to its first choice, and those who watch are told."""
    choice = dropdown("Département", [("93", "93")], every="Tous")
    row = InputRow(choice)
    told: list[Any] = []
    choice.observe(lambda change: told.append(change.new), "value")
    choice.value = "93"
    row.children[-1].click()
    assert told == ["93", ""]
    assert choice.label == "Tous"


def test_lifting_several_filters_is_one_change() -> None:
    """« Tout afficher » calls back once, whatever it gives back; and not at all for nothing."""
    choices = [dropdown(name, [("93", "93")], every="Tous") for name in "abcd"]
    row = InputRow(*choices)
    told: list[list[str]] = []
    row.on_change(lambda: told.append(row.values))
    for choice in choices:
        choice.value = "93"
    row.children[-1].click()
    row.children[-1].click()
    assert len(told) == 5
    assert told[-1] == [""] * 4


@pytest.mark.parametrize(("said", "taken"), [(3_000_000, 600), (-5, 1), (601, 600), (600, 600)])
def test_a_bound_is_not_lifted_by_the_page(said: int, taken: int) -> None:
    """A page sets the value of a number, within bounds that it cannot move."""
    number = number_input("Jurys", 2, least=1)
    number.set_state({"max": 10**9, "min": -(10**9)})
    number.set_state({"value": said})
    assert (number.value, number.min, number.max) == (taken, 1, 600)


@pytest.mark.parametrize("index", [2, -1, 10**9, None])
def test_a_choice_is_one_of_those_offered(index: int | None) -> None:
    """A page chooses among what is offered, and does not change what that is."""
    choice = dropdown("Département", [("93", "93")], every="Tous")
    choice.set_state({"index": 1})
    choice.set_state({"_options_labels": ["Tous", "93", "94"], "value": "94"})
    with suppress(TraitError):
        choice.set_state({"index": index})
    assert (choice.value, choice.options) == ("93", (("Tous", ""), ("93", "93")))


def test_a_day_is_said_as_french_writes_it() -> None:
    """Beside its field, which a browser shows in its own language, stands the day chosen, or the one meant."""
    day = DayInput("Jour", date(2025, 4, 8))
    assert day.description == "Jour : 08/04/2025"
    day.stand_for(date(2025, 4, 30))
    assert day.description == "Jour : 08/04/2025"
    day.value = None
    assert day.description == "Jour (vide : 30/04/2025)"
    day.value = date(2025, 5, 1)
    assert day.description == "Jour : 01/05/2025"
