"""What the last import measured is read back while nothing has changed, and only then."""

from pathlib import Path

import pytest
from imports import FIRST, SECOND, deliver
from pandas.testing import assert_frame_equal
from places import EXAMPLE
from twelve import write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.measure.groups import GROUPS
from passpro_nb.store.answers import find_coverage
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.snapshots import import_campaign, undo_import


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign of twelve pupils, imported once on the day of its data."""
    measured(write_twelve(tmp_path))
    return tmp_path


def measured(folder: Path) -> None:
    """Import a folder on the day of its data, as the command does."""
    campaign = open_campaign(folder)
    import_campaign(campaign, campaign.figures().day)


@pytest.mark.parametrize("by", GROUPS)
def test_what_is_read_back_is_what_the_files_give(tmp_path: Path, by: str) -> None:
    """By every group, the coverage read back is that of the files: same rows, columns and types."""
    folder = tmp_path / "campagne"
    folder.mkdir()
    for path in Path(EXAMPLE).iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    measured(folder)
    found, figures = find_coverage(folder, by), open_campaign(folder).figures()
    assert found is not None
    assert (found.day, found.settings) == (figures.day, figures.settings)
    assert_frame_equal(found.table, figures.coverage(by))


def test_the_command_reads_no_file_again(folder: Path, monkeypatch, capsys) -> None:
    """After an import, coverage says the same without reading a file; filtered, it reads them."""
    day = str(find_coverage(folder, "host").day)

    def refuse(*_):
        raise AssertionError("a file is read")

    assert run(["coverage", str(folder)]) == 0
    shown = capsys.readouterr().out
    monkeypatch.setattr("passpro_nb.commands.campaign.load", refuse)
    monkeypatch.setenv("PASSPRO_NB_DEBUG", "1")
    for words in ([], ["--on", day]):
        assert run(["coverage", str(folder), *words]) == 0
        assert capsys.readouterr().out == shown
    for words in (["--on", "2025-04-01"], ["--department", "93"], ["--status", "scolaire"]):
        with pytest.raises(AssertionError, match="a file is read"):
            run(["coverage", str(folder), *words])


def test_nothing_is_read_back_once_anything_changed(folder: Path, monkeypatch) -> None:
    """A file that changed, came or went, another program: the files are read again."""
    assert find_coverage(folder, "host") is not None
    (folder / "annuaire.csv").write_text("UAI;Nom\n", encoding="utf-8")
    assert find_coverage(folder, "host") is None
    (folder / "annuaire.csv").unlink()
    assert find_coverage(folder, "host") is not None
    monkeypatch.setattr("passpro_nb.store.answers._program", lambda: "another")
    assert find_coverage(folder, "host") is None


def test_nothing_is_read_back_before_an_import_nor_after_the_end(tmp_path: Path) -> None:
    """Without an import, after one taken back, or once the campaign is closed: nothing is known."""
    write_twelve(tmp_path)
    assert find_coverage(tmp_path, "host") is None
    deliver(tmp_path, FIRST)
    deliver(tmp_path, SECOND, p3={"Avis": "Favorable", "Date de l'avis": "02/04/2025"})
    undo_import(tmp_path)
    assert find_coverage(tmp_path, "host") is None
    measured(tmp_path)
    assert find_coverage(tmp_path, "host") is not None
    purge_campaign(tmp_path, plan_purge(tmp_path))
    assert find_coverage(tmp_path, "host") is None


def test_an_import_on_another_day_answers_nothing(folder: Path) -> None:
    """What was measured on a day that was asked is not what is shown when none is."""
    deliver(folder, FIRST)
    assert open_campaign(folder).figures().day != FIRST
    assert find_coverage(folder, "host") is None
