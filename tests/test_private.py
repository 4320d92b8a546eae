"""What names pupils is for its owner only, wherever it is written."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from stat import S_IMODE

import pytest
from processes import modes_only
from relaunches import TODAY, change_rows, fill_in, workbooks, write_small, write_small_pack

from passpro_nb.check.campaign import Campaign
from passpro_nb.export.annotated import write_annotated
from passpro_nb.export.check import write_check
from passpro_nb.export.files import write_atomic, write_private
from passpro_nb.export.quarantine import write_quarantine
from passpro_nb.interviews.convocations import write_convocations
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.relaunch.returns.arrivals import Reply
from passpro_nb.relaunch.returns.judge import check_returns
from passpro_nb.relaunch.returns.reader import read_returned
from passpro_nb.relaunch.returns.receipts import write_receipts, write_returns

pytestmark = modes_only


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Let new files be readable by everybody, as most systems do."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Return a small invented campaign, which has faults and rows set aside."""
    return write_small(tmp_path_factory.mktemp("prive") / "campagne")


def modes(folder: Path) -> dict[str, int]:
    """Return the mode of every file and folder under a folder."""
    return {str(p.relative_to(folder)): S_IMODE(p.stat().st_mode) for p in folder.rglob("*")}


def test_a_list_is_for_everybody_a_nominative_one_is_not(tmp_path: Path):
    """An export can be read by colleagues; a nominative one by its owner, even over an open one."""
    write_atomic(tmp_path / "ouvert", b"x")
    write_atomic(tmp_path / "couvert", b"x")
    write_private(tmp_path / "couvert", b"y")
    assert modes(tmp_path) == {"ouvert": 0o644, "couvert": 0o600}


def test_what_check_gives(campaign: Campaign, tmp_path: Path):
    """The findings, which quote cells, the copies and the rows set aside are private."""
    for ending in ("json", "csv", "xlsx"):
        write_check(campaign, tmp_path / f"constats.{ending}")
    written = write_annotated(campaign, tmp_path / "rendu")
    write_quarantine(campaign, tmp_path / "corrections.xlsx")
    found = modes(tmp_path)
    assert found.pop("rendu") == 0o755
    assert set(found.values()) == {0o600}
    assert len(found) == 4 + len(written) > 4


@pytest.mark.parametrize("encrypt", [False, True])
def test_a_pack(campaign: Campaign, tmp_path: Path, encrypt: bool):
    """Workbooks, drafts, zip, synthesis and passwords are private, and so are their folders."""
    write_small_pack(tmp_path / "p", campaign, encrypt=encrypt, only=2)
    found = modes(tmp_path)
    folders = {name for name in found if (tmp_path / name).is_dir()}
    assert folders == {"p", "p/classeurs", "p/brouillons"}
    assert {found.pop(name) for name in folders} == {0o700}
    assert set(found.values()) == {0o600}
    assert len(found) == 2 * 2 + 3 + encrypt


def test_convocations(campaign: Campaign, tmp_path: Path):
    """A host's draft list is private."""
    uai, day = campaign.offers["host_uai"].iloc[0], date(2025, 3, 20)
    drafted = schedule_host(campaign, uai, day)
    write_convocations(drafted, tmp_path, campaign, host_uai=uai, host_name="x", day=day)
    assert list(modes(tmp_path).values()) == [0o600]


def test_what_came_back(campaign: Campaign, tmp_path: Path):
    """The opinions taken and the receipts are private."""
    _, pack = write_small_pack(tmp_path / "p", campaign)
    path = max(workbooks(pack), key=lambda path: path.stat().st_size)
    change_rows(path, tmp_path / "r.xlsx", fill_in(Random(1), {}))
    outcome = check_returns(
        [read_returned(Reply("r.xlsx", tmp_path / "r.xlsx"), campaign.settings)], campaign, TODAY
    )
    paths = [
        write_returns(campaign, outcome, TODAY),
        *write_receipts(campaign, outcome, tmp_path)[0],
    ]
    assert [S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]
