"""The example imported on two days, and its pages."""

from pathlib import Path

import pytest
from campaigns import copy_example
from pages import SITE

from passpro_nb.commands.main import run
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.store.published import PUBLISHED


@pytest.fixture(scope="package")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example, imported on 10 April and on the day of its data."""
    folder = copy_example(tmp_path_factory.mktemp("pages") / "exemple")
    for day in ("2025-04-10", "2025-04-30"):
        assert run(["import", str(folder), "--on", day]) == 0
    return folder


@pytest.fixture(scope="package")
def book(imported: Path) -> Book:
    """Return its pages, as a server asks them."""
    return Book(imported / PUBLISHED, Links(), SITE)
