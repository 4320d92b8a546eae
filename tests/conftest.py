"""Fixtures that several test files share."""

from pathlib import Path

import pytest

pytest_plugins = ["browser"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real data beside the project; skip the test where it is not there."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("le dossier ../shared n’est pas là")
    return folder
