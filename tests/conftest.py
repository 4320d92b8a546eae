"""Fixtures that several test files share."""

import signal
from pathlib import Path

import pytest
from campaigns import copy_example
from hypothesis import settings
from places import SHARED

from passpro_nb.check.campaign import Campaign, open_campaign

pytest_plugins = ["browser"]

# shared machines are slow now and then: what a property promises is not a speed
settings.register_profile("passpro", deadline=None, max_examples=50)
settings.load_profile("passpro")
# what a background job starts does not hear Ctrl+C, and the servers that are tested here must
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the invented campaign, to be read and imported at will."""
    return copy_example(tmp_path / "exemple")


@pytest.fixture(scope="session")
def campaign(tmp_path_factory) -> Campaign:
    """Return the invented campaign, read and checked once; not to be imported."""
    return open_campaign(copy_example(tmp_path_factory.mktemp("c") / "exemple"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real data beside the project; skip the test where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("le dossier ../shared n’est pas là")
    return SHARED
