"""The store and the page say the same day, whatever moment an import is killed at; who reads it."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from campaigns import on
from processes import modes_only

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import RefusedData
from passpro_nb.store.journal import log_export
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import STORE, finish_import, import_campaign

OLD, NEW = on("30/04"), on("02/05")

# A second import, killed at a moment; every page is written at once, as on a small machine.
KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from passpro_nb.check.campaign import open_campaign
from passpro_nb.store import frames, published, snapshots

folder, moment = Path(sys.argv[1]), sys.argv[2]
connect, publish, keep = frames.connect, published.publish, snapshots.keep_rows

def small(path, **options):
    base = connect(path, **options)
    base.execute("pragma cache_size = 1")
    return base

def killed_publish(*args, ready, **options):
    def at_ready():
        if moment == "prepared":
            os._exit(9)
        ready()
        if moment == "stored":
            os._exit(9)
    publish(*args, ready=at_ready, **options)
    if moment == "shown":
        os._exit(9)

def killed_keep(*args):
    kept = keep(*args)
    if moment == "kept":
        os._exit(9)
    return kept

frames.connect, snapshots.publish, snapshots.keep_rows = small, killed_publish, killed_keep
snapshots.import_campaign(open_campaign(folder), date(2025, 5, 2))
"""


def days(folder: Path) -> tuple[str, str]:
    """Return the day of the last snapshot, and that of the page."""
    with closing(sqlite3.connect(folder / STORE)) as base:
        (stored,) = base.execute("select day from snapshots order by id desc").fetchone()
    return stored, read_published(folder / PUBLISHED).day.isoformat()


@pytest.fixture
def imported(example: Path) -> Path:
    """Return the folder of the invented campaign, imported on the first of two days."""
    import_campaign(open_campaign(example), OLD)
    return example


def kill(folder: Path, moment: str) -> None:
    """Import on the second day in a process that is killed at a moment."""
    command = [sys.executable, "-c", KILLED, str(folder), moment]
    assert subprocess.run(command, check=False).returncode == 9


@pytest.mark.parametrize(
    ("moment", "after"), [("kept", OLD), ("prepared", OLD), ("stored", NEW), ("shown", NEW)]
)
def test_an_import_killed_at_any_moment(imported: Path, moment: str, after) -> None:
    """The next opening finds the same day in the store and on the page: the old one or the new."""
    kill(imported, moment)
    assert read_published(imported / PUBLISHED).day == (NEW if moment == "shown" else OLD)
    finish_import(imported)
    assert days(imported) == (after.isoformat(), after.isoformat())


def test_what_was_finished_is_what_was_measured(imported: Path) -> None:
    """Figures shown late are those of the import that was killed, to the byte of every table."""
    kill(imported, "stored")
    finish_import(imported)
    late = read_published(imported / PUBLISHED)
    again = import_campaign(open_campaign(imported), NEW)
    assert late.capacity.equals(again.capacity.reset_index(drop=True))
    assert late.settings == again.settings


def test_serving_finishes_a_killed_import(imported: Path, monkeypatch) -> None:
    """`serve` shows the day of the store, without reading the campaign's files again."""
    kill(imported, "stored")
    monkeypatch.setattr("passpro_nb.serve.server.serve_dashboards", lambda *_, **__: None)
    monkeypatch.setattr("passpro_nb.commands.pages.load", None)
    assert run(["serve", str(imported)]) == 0
    assert days(imported) == (NEW.isoformat(), NEW.isoformat())


def test_a_refused_import_finishes_the_one_before(imported: Path) -> None:
    """What was stored shows even when the next delivery is refused."""
    kill(imported, "stored")
    campaign = open_campaign(imported)
    object.__setattr__(campaign, "applications", campaign.applications.head(1))
    with pytest.raises(RefusedData):
        import_campaign(campaign, on("03/05"))
    assert days(imported) == (NEW.isoformat(), NEW.isoformat())


def test_a_folder_under_another_name_is_finished_too(imported: Path) -> None:
    """A share that another machine knows under another name is repaired there as well."""
    kill(imported, "stored")
    moved = imported.rename(imported.with_name("autre nom"))
    finish_import(moved)
    assert days(moved) == (NEW.isoformat(), NEW.isoformat())


def test_nothing_to_finish(tmp_path: Path, example: Path) -> None:
    """Without a store, or with one of relaunches only, there is nothing to do, and nothing is made."""
    finish_import(tmp_path / "vide")
    assert not (tmp_path / "vide").exists()
    log_export(example, what="copie annotée", file="a.xlsx", rows=3)
    finish_import(example)
    assert not (example / PUBLISHED).exists()


@modes_only
def test_the_store_is_for_its_owner_only(example: Path) -> None:
    """Pupils' data are 0600 in a folder 0700, whatever the umask, and even if they were not before."""

    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    before = os.umask(0)
    try:
        log_export(example, what="copie annotée", file="a.xlsx", rows=3)
        assert (mode(example / STORE), mode((example / STORE).parent)) == (0o600, 0o700)
        (example / STORE).chmod(0o644)
        (example / STORE).parent.chmod(0o755)
        import_campaign(open_campaign(example), OLD)
    finally:
        os.umask(before)
    assert (mode(example / STORE), mode((example / STORE).parent)) == (0o600, 0o700)
    assert mode(example / PUBLISHED) & 0o040
