"""The skeleton of the pages that have a kernel: which figures they show."""

import os
from pathlib import Path

import pytest
from places import EXAMPLE

from passpro_nb.check.campaign import open_campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.panels.page import read_ahead, read_figures
from passpro_nb.store.published import measure_campaign, publish


def test_figures_read_ahead_are_those_of_the_file(tmp_path: Path) -> None:
    """Read once for all kernels to be forked; anew once the file changed; none of one that is gone."""
    path = publish(measure_campaign(open_campaign(EXAMPLE)), tmp_path)
    assert read_figures(path) is not read_figures(path)
    assert read_ahead(path)
    assert not read_ahead(path)
    assert read_figures(path) is read_figures(path)
    os.utime(path, (1, 1))
    assert read_figures(path) is not read_figures(path)
    assert read_ahead(path)
    assert read_figures(path) is read_figures(path)
    path.unlink()
    with pytest.raises(UsageError, match="Aucun chiffre n’est publié"):
        read_figures(path)
