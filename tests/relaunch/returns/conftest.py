"""What the tests of this folder share: a small campaign, and the pack sent to its schools."""

from __future__ import annotations

import shutil

import pytest
from relaunches import write_small, write_small_pack

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.relaunch.pack import Pack


@pytest.fixture(scope="session")
def campaign(tmp_path_factory) -> Campaign:
    """Return a small invented campaign."""
    return write_small(tmp_path_factory.mktemp("retours") / "campagne")


@pytest.fixture(scope="session")
def pack(tmp_path_factory, campaign) -> Pack:
    """Return the pack sent to every school of the campaign."""
    return write_small_pack(tmp_path_factory.mktemp("paquet") / "p", campaign)[1]


@pytest.fixture
def own(tmp_path, campaign) -> Campaign:
    """Return the campaign in a folder that a test may write to."""
    shutil.copytree(campaign.folder, tmp_path / "campagne")
    return open_campaign(tmp_path / "campagne")
