"""Sheets of a panel: the one in sight is computed, and none keeps the figures of another state."""

from __future__ import annotations

import ipywidgets as widgets
from panels import said, turn_to

from passpro_nb.domain.errors import UsageError
from passpro_nb.panels import fragments
from passpro_nb.panels.sheets import Sheet, Sheets

WAITING = fragments.doing("Calcul en cours…")


class Book:
    """Two sheets that say what is chosen, and how often each was computed."""

    def __init__(self) -> None:
        self.chosen, self.computed = "un", list[str]()
        pages = {title: widgets.HTML() for title in ("A", "B")}
        self.sheets = Sheets(
            {t: Sheet(page, lambda t=t, page=page: self.fill(t, page)) for t, page in pages.items()}
        )
        self.sheets.follow()

    def fill(self, title: str, page: widgets.HTML) -> None:
        """Say what is chosen on a page."""
        if self.chosen == "faux":
            raise UsageError("Ce choix ne se calcule pas.")
        self.computed.append(title)
        page.value = f"{title} : {self.chosen}"


def test_only_the_sheet_in_sight_is_computed() -> None:
    """A sheet is computed when it is opened, and once for what is chosen."""
    book = Book()
    assert book.computed == ["A"]
    assert turn_to(book.sheets, "B").value == "B : un"
    turn_to(book.sheets, "A")
    turn_to(book.sheets, "B")
    assert book.computed == ["A", "B"]


def test_no_sheet_keeps_figures_of_before() -> None:
    """When what is chosen changes every other sheet says that it waits, and then says the new one."""
    book = Book()
    turn_to(book.sheets, "B")
    book.chosen = "deux"
    book.sheets.follow()
    assert said(book.sheets.children[0]) == WAITING
    assert said(book.sheets.children[1]) == "B : deux"
    assert turn_to(book.sheets, "A").value == "A : deux"


def test_a_sheet_that_fails_says_why() -> None:
    """A sentence stands in place of its figures; the next choice brings them back."""
    book = Book()
    book.chosen = "faux"
    book.sheets.follow()
    assert said(book.sheets.children[0]) == fragments.notice("Ce choix ne se calcule pas.")
    book.chosen = "trois"
    book.sheets.follow()
    assert said(book.sheets.children[0]) == "A : trois"
