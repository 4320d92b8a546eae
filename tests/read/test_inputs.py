"""Which files reading takes, and whether they changed."""

import os
from pathlib import Path

import pytest

from passpro_nb.check.campaign import open_campaign
from passpro_nb.domain.tables import TABLES
from passpro_nb.read import inputs
from passpro_nb.read.inputs import have_changed, input_files, stamp_inputs

OWN = {"campagne.toml", "correspondances.toml", "corrections.xlsx"}
ROLES = {"Catalogue 2025.ods", "candidatures.csv", "AVIS_mai.xlsx", "annuaire.txt"}


def test_what_reading_takes(tmp_path: Path) -> None:
    """A file of each role, the corrections and the office's own; no lock, no other file or folder."""
    others = {"~$candidatures.xlsx", ".~lock.avis.ods#", "candidatures.pdf", "notes.xlsx", "a.toml"}
    for name in OWN | ROLES | others:
        (tmp_path / name).touch()
    (tmp_path / "catalogue.xlsx").mkdir()
    assert input_files(tmp_path).keys() == OWN | ROLES
    assert len(ROLES) == len(TABLES)


@pytest.fixture
def known(example: Path) -> dict[str, inputs.Stamp]:
    """Return the files of the invented campaign as they are."""
    return stamp_inputs(example)


def test_the_same_files_elsewhere_have_not_changed(example: Path, known) -> None:
    """A copy with other dates holds the same: the digest tells."""
    for path in example.iterdir():
        os.utime(path, (1, 1))
    (example / "apart.pdf").touch()
    assert not have_changed(example, known)


def test_what_kept_its_size_and_its_date_is_not_read(example: Path, known, monkeypatch) -> None:
    """Large files are not read again at each start."""
    monkeypatch.setattr(inputs, "_digest", None)
    assert not have_changed(example, known)


@pytest.mark.parametrize("date", [1, 2_000_000_000])
def test_a_delivery_that_comes_is_a_change(example: Path, known, date: int) -> None:
    """A new file counts, even with an older date than the import."""
    (example / "candidatures_2025-05-02.csv").write_text("INE", encoding="utf-8")
    os.utime(example / "candidatures_2025-05-02.csv", (date, date))
    assert have_changed(example, known)


@pytest.mark.parametrize("name", ["annuaire.csv", "campagne.toml"])
def test_a_file_that_goes_is_a_change(example: Path, known, name: str) -> None:
    """A removed file counts."""
    (example / name).unlink()
    assert have_changed(example, known)


@pytest.mark.parametrize("written", ["93", "935"])
def test_a_file_that_changes(example: Path, known, written: str) -> None:
    """Another content counts, of the same size or not, with an older date too."""
    path = example / "annuaire.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("94", written), encoding="utf-8")
    os.utime(path, (1, 1))
    assert have_changed(example, known)


def test_a_campaign_knows_what_it_was_read_from(example: Path) -> None:
    """What changes after the reading, even before the import, is seen as a change."""
    campaign = open_campaign(example)
    assert not have_changed(example, campaign.delivery.inputs)
    (example / "annuaire.csv").write_text("", encoding="utf-8")
    assert have_changed(example, campaign.delivery.inputs)
