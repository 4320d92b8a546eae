"""What is kept of a reading: it serves while nothing has changed, its owner alone, and shows the same."""

from __future__ import annotations

import os
import pickle
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from campaigns import copy_example
from faults_cases import write_campaign
from processes import modes_only
from twelve import write_twelve

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.tables import CATALOGUE
from passpro_nb.panels.workbench import readings
from passpro_nb.panels.workbench.bench import open_workbench
from passpro_nb.panels.workbench.campaigns import VARIABLE
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.snapshots import import_campaign


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of notebooks, and keep the account's own places out of it."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "compte"))
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "carnets").mkdir()
    return tmp_path / "carnets"


def read(home: Path, folder: Path, **how: bool) -> tuple[Campaign, bool]:
    """Return a campaign as a notebook opens it, and whether its files were read for that."""
    said: list[str] = []
    return readings.read_once(home, folder, said.append, **how), bool(said)


def opens_kept(home: Path, folder: Path) -> bool:
    """Tell whether a notebook opens what was kept; whichever it is, it shows the files as they are."""
    campaign, is_read = read(home, folder)
    assert_same(campaign, check_folder(folder))
    return not is_read


def assert_same(one: object, other: object) -> None:
    """Compare all that two campaigns hold, however deep."""
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif hasattr(one, "__dataclass_fields__"):
        for item in fields(one):
            assert_same(getattr(one, item.name), getattr(other, item.name))
    elif isinstance(one, dict):
        assert [*one] == [*other]
        assert_same([*one.values()], [*other.values()])
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for mine, yours in zip(one, other, strict=True):
            assert_same(mine, yours)
    else:
        assert one == other


def test_the_next_notebook_reads_no_file(home: Path, example: Path) -> None:
    """What a notebook read is opened by the next one, equal in all that it holds."""
    assert not opens_kept(home, example)
    assert opens_kept(home, example)
    campaign, _ = read(home, example)
    assert campaign.sources[0].table is CATALOGUE  # told by what it is, as when it is read
    day = campaign.figures().day
    one, other = (c.figures(day).coverage("host") for c in (campaign, check_folder(example)))
    pd.testing.assert_frame_equal(one, other)


def test_the_workbench_opens_what_is_kept(home: Path, example: Path, monkeypatch) -> None:
    """The second notebook opens the campaign of the first; « Relire les fichiers » reads them anyway."""
    monkeypatch.setenv(VARIABLE, str(example))
    count = len(open_workbench(home).campaign.applications)
    looked = []
    monkeypatch.setattr(
        readings, "check_folder", lambda *given: looked.append(1) or check_folder(*given)
    )
    bench = open_workbench(home)
    assert len(bench.campaign.applications) == count
    assert not looked
    bench._again()
    assert looked
    assert len(bench.campaign.applications) == count


def change_cell(folder: Path) -> None:
    """Write the applications anew, with another name in a cell."""
    write_campaign(folder, {"A!C2": "Autrement"})


def change_settings(folder: Path) -> None:
    """Change a setting."""
    path = folder / "campagne.toml"
    path.write_text(path.read_text("utf-8") + "\n[avis]\ndelai_avis_jours_ouvres = 9\n", "utf-8")


def answer(folder: Path) -> None:
    """Answer a question by hand."""
    (folder / "correspondances.toml").write_text('[entetes.candidatures]\n"Rang" = ""\n', "utf-8")


def correct(folder: Path) -> None:
    """Put a file of corrections there."""
    (folder / "corrections_2025.csv").write_text("Fichier;Ligne\n", "utf-8")


def lock(folder: Path) -> None:
    """Open a file in Excel."""
    (folder / "~$candidatures.xlsx").write_bytes(b"x")


def misname(folder: Path) -> None:
    """Put a file there under a name that says nothing."""
    (folder / "liste.csv").write_text("a;b\n", "utf-8")


def touch(folder: Path) -> None:
    """Let a file be of another day: of two deliveries the newer stands."""
    (path,) = folder.glob("candidatures*")
    os.utime(path, (1_000_000_000, 1_000_000_000))


CHANGES = (change_cell, change_settings, answer, correct, lock, misname, touch)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_seen(home: Path, tmp_path: Path, change) -> None:
    """A file, a setting, an answer, a correction that changed, came or went: the files are read again."""
    folder = write_campaign(tmp_path / "campagne")
    read(home, folder)
    assert opens_kept(home, folder)
    change(folder)
    assert not opens_kept(home, folder)
    assert opens_kept(home, folder)


def test_a_change_that_its_date_hides_is_seen(home: Path, tmp_path: Path) -> None:
    """A file of the same size and date, whose content is another, is read again."""
    folder = write_twelve(tmp_path / "douze")
    path = folder / "candidatures.csv"
    read(home, folder)
    before, text = path.stat(), path.read_bytes()
    name = read(home, folder)[0].applications["last_name"][0].encode()
    path.write_bytes(text.replace(name, name[::-1], 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert not opens_kept(home, folder)


def test_settings_that_are_broken_are_said(home: Path, example: Path) -> None:
    """What was kept never hides that the settings can be read no more."""
    read(home, example)
    (example / "campagne.toml").write_text("nom = ", "utf-8")
    with pytest.raises(SettingsError):
        read(home, example)


@pytest.mark.parametrize("what", ["_edition", "date"])
def test_another_version_or_day_reads_again(home: Path, example: Path, monkeypatch, what) -> None:
    """What another version read, or this one on another day, is not trusted."""
    read(home, example)
    assert opens_kept(home, example)

    class Another:
        today = staticmethod(lambda: "demain")

    monkeypatch.setattr(readings, what, Another if what == "date" else lambda: ("autre",))
    assert not opens_kept(home, example)


def test_a_version_is_told_by_its_modules(monkeypatch, tmp_path: Path) -> None:
    """A module that changed, came or went makes another edition."""
    monkeypatch.setattr(readings, "_PACKAGE", tmp_path)
    (tmp_path / "read").mkdir()
    seen = {repr(readings._edition())}
    for text in ("a", "ab"):
        (tmp_path / "read" / "one.py").write_text(text, "utf-8")
        seen.add(repr(readings._edition()))
    assert len(seen) == 3


def spoil(content: bytes) -> bytes:
    """Change one byte in the middle, where a number may stand."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "harm", [spoil, lambda content: content[:-1], lambda content: content[:9], lambda content: b""]
)
def test_a_spoilt_reading_is_read_again(home: Path, example: Path, harm) -> None:
    """One that is cut, empty, or has one bit wrong is left alone, and the files are read."""
    read(home, example)
    path = readings.kept_path(home, example)
    path.write_bytes(harm(path.read_bytes()))
    assert not opens_kept(home, example)
    assert opens_kept(home, example)


class Trap:
    """What would run if it were opened."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple:
        return Path.touch, (self.mark,)


def test_what_another_account_wrote_is_never_run(home: Path, example: Path, monkeypatch) -> None:
    """Even who may write there cannot make the notebook run a thing: she has not the secret."""
    read(home, example)
    path, mark = readings.kept_path(home, example), home / "couru"
    content = pickle.dumps(Trap(mark))
    state = readings._state(example)
    path.write_bytes(readings._sign(state, content, b"x" * 32) + content)
    assert not opens_kept(home, example)
    assert not mark.exists()
    path.write_bytes(readings._sign(state, content, readings._secret()) + content)
    assert not opens_kept(home, example)
    assert mark.exists()  # the trap is one


def test_an_empty_secret_is_none(home: Path, example: Path, tmp_path: Path) -> None:
    """Without a secret everybody would sign: another one is made."""
    read(home, example)
    secret = tmp_path / "compte" / readings.SECRET
    secret.write_bytes(b"")
    assert not opens_kept(home, example)
    assert secret.stat().st_size == 32


@modes_only
def test_it_is_for_its_owner_alone(home: Path, example: Path, monkeypatch, tmp_path) -> None:
    """It is nominative: nobody else reads it; opened to others, or another's, it is not trusted."""
    read(home, example)
    path = readings.kept_path(home, example)
    secret = tmp_path / "compte" / readings.SECRET
    for kept in (path, secret):
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    assert not opens_kept(home, example)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert not opens_kept(home, example)


def test_a_campaign_is_not_taken_for_another(home: Path, tmp_path: Path) -> None:
    """What was kept of a folder does not open in the place of another, even of the same files."""
    one, other = copy_example(tmp_path / "un"), copy_example(tmp_path / "deux")
    read(home, one)
    kept = readings.kept_path(home, one)
    kept.rename(readings.kept_path(home, other))
    assert not opens_kept(home, other)


def test_files_that_change_meanwhile_are_not_kept(home: Path, tmp_path: Path) -> None:
    """What was read while a file changed is shown, and not kept."""
    folder = write_campaign(tmp_path / "campagne")
    readings.read_once(home, folder, lambda _: misname(folder))
    assert not readings.kept_path(home, folder).exists()
    assert not opens_kept(home, folder)


def test_two_notebooks_at_once(home: Path, example: Path) -> None:
    """Notebooks that open together each show the campaign, and leave one reading, whole."""
    with ThreadPoolExecutor(4) as pool:
        opened = [*pool.map(lambda _: read(home, example)[0], range(4))]
    for campaign in opened:
        assert_same(campaign, opened[0])
    assert len([*(home / readings.PLACE).iterdir()]) == 1
    assert opens_kept(home, example)


def test_few_are_kept_and_not_for_long(home: Path, tmp_path: Path) -> None:
    """The readings of three folders at most are kept, two weeks at most."""
    folders = [write_campaign(tmp_path / f"c{n}") for n in range(4)]
    for n, folder in enumerate(folders):
        read(home, folder)
        with suppress(FileNotFoundError):
            past = time.time() - 60 * (9 - n)
            os.utime(readings.kept_path(home, folder), (past, past))
    kept = [readings.kept_path(home, folder).exists() for folder in folders]
    assert kept == [False, True, True, True]
    old = time.time() - 15 * 86_400
    os.utime(readings.kept_path(home, folders[3]), (old, old))
    readings.sweep(home)
    assert len([*(home / readings.PLACE).iterdir()]) == 2


def test_one_too_big_is_not_kept(home: Path, example: Path, monkeypatch) -> None:
    """A reading beyond the bound is not kept."""
    monkeypatch.setattr(readings, "LARGEST", 1000)
    read(home, example)
    assert not opens_kept(home, example)


def test_where_nothing_can_be_kept_it_is_read(home: Path, example: Path) -> None:
    """A place that takes no file is no trouble: the files are read each time."""
    (home / ".passpro").write_text("", "utf-8")
    read(home, example)
    assert not opens_kept(home, example)


def test_a_purge_removes_it(home: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    """The end of a campaign takes away what the notebooks kept of it, and no notebook keeps it again."""
    folder = write_twelve(tmp_path / "douze")
    monkeypatch.chdir(tmp_path)
    campaign, _ = read(home, folder)
    read(home, copy_example(tmp_path / "exemple"))
    assert run(["purge", str(folder), "--oui"]) != 0  # it was never imported
    assert "Ce que les carnets gardaient de leur lecture est supprimé." in capsys.readouterr().out
    assert not readings.kept_path(home, folder).exists()
    assert readings.kept_path(home, tmp_path / "exemple").exists()
    import_campaign(campaign, campaign.figures().day)
    purge_campaign(folder, plan_purge(folder))
    read(home, folder)
    assert not readings.kept_path(home, folder).exists()
