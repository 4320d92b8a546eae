"""A store of an earlier version opens as today's: every import in the history, a copy beside it."""

import json
import os
import sqlite3
import stat
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from campaigns import blank
from imports import FIRST, SECOND, THIRD, deliver, shown, told
from processes import linux_only
from relaunches import write_now
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.settings import settings_text
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store.frames import connect, is_sound, plain_values, write_frame
from passpro_nb.store.history import changes_since, list_history, open_snapshot
from passpro_nb.store.journal import read_asked, read_exports, read_journal
from passpro_nb.store.snapshots import STORE, finish_import, import_campaign
from passpro_nb.store.upkeep import upgrade

ENTERED = {"Avis": "Favorable", "Date de l'avis": "02/04/2025"}
FRAMES_8 = ("offers", "sessions", "applications")
V8 = STORE.with_name("magasin.v8.sqlite")


def write_version_8(folder: Path, imports: list[tuple[Campaign, date]]) -> None:
    """Write a store as version 8 did: of each import every row, and the figures staged."""
    with closing(connect(folder / STORE)) as base:
        base.execute(
            "create table snapshots (id integer primary key, imported_at text, day text, files text, "
            "inputs text, offers integer, applications integer)"
        )
        for campaign, day in imports:
            base.execute(
                "insert into snapshots (imported_at, day, files, inputs, offers, applications) "
                "values (?, ?, ?, ?, ?, ?)",
                (
                    f"{day}T08:30:00", day.isoformat(), '["catalogue.csv", "candidatures.csv"]',
                    json.dumps(campaign.delivery.inputs), len(campaign.offers),
                    len(campaign.applications),
                ),
            )  # fmt: skip
        for name in FRAMES_8:
            parts = [getattr(c, name).assign(snapshot=at) for at, (c, _) in enumerate(imports, 1)]
            write_frame(base, name, pd.concat(parts))
        base.execute("insert into frame_kinds values ('snapshots', 1, 'day', 'text')")
        facts = [("settings", settings_text(imports[-1][0].settings))]
        write_frame(base, "published_facts", pd.DataFrame(facts, columns=["name", "value"]))
        base.execute("pragma user_version = 8")


@pytest.fixture
def imports(tmp_path: Path) -> list[tuple[Campaign, date]]:
    """Return two deliveries, whose folder holds a store of version 8, a relaunch in its journal."""
    first = open_campaign(write_twelve(tmp_path / "c"))
    write_now(first, plan_relaunches(first, FIRST), tmp_path / "paquet")
    (tmp_path / "c" / ".passpro" / "magasin.copie.sqlite").unlink()
    second = open_campaign(write_twelve(tmp_path / "c", rows=twelve(p3=ENTERED)))
    found = [(first, FIRST), (second, SECOND)]
    write_version_8(tmp_path / "c", found)
    return found


@pytest.fixture
def folder(imports, tmp_path: Path) -> Path:
    """Return the folder of that campaign."""
    return tmp_path / "c"


def version(path: Path) -> int:
    """Return the version that a store says."""
    with closing(sqlite3.connect(path)) as base:
        return int(base.execute("pragma user_version").fetchone()[0])


def test_its_imports_are_in_the_history(imports, folder: Path) -> None:
    """When, from which files, how many rows; by whom was not kept, and nobody is named for it."""
    history = list_history(folder).iloc[::-1]
    assert history["at"].dt.strftime("%d/%m %H:%M").tolist() == ["01/04 08:30", "02/04 08:30"]
    assert history["day"].dt.date.tolist() == [FIRST, SECOND]
    assert history["applications"].tolist() == [12, 12]
    assert history["set_aside"].isna().all()
    assert history["who"].tolist() == ["", ""]
    assert history["files"].iloc[0] == "catalogue.csv et candidatures.csv"


def test_each_is_opened_and_compared(imports, folder: Path) -> None:
    """The very rows of each import, and what moved from one to the other."""
    for number, (campaign, day) in enumerate(imports, 1):
        opened = open_snapshot(folder, number)
        assert opened.day == day
        for name in FRAMES_8:
            kept, had = getattr(opened, name), getattr(campaign, name)
            for column in had:
                assert plain_values(kept[column]) == plain_values(had[column])
        assert opened.figures().coverage("host").equals(campaign.figures(day).coverage("host"))
    *_, moved = changes_since(folder)
    assert moved.counts() == {"entered": 1}


def test_its_journal_is_intact(folder: Path) -> None:
    """Which school was asked what, for whom, and what went out, are as they were."""
    reads = (read_journal, read_asked, read_exports)
    before = [read(folder) for read in reads]
    finish_import(folder)
    assert version(folder / STORE) == 9
    assert all(len(table) for table in before)
    assert all(read(folder).equals(table) for read, table in zip(reads, before, strict=True))


def test_a_copy_of_it_is_kept(folder: Path) -> None:
    """The store as it was, whole, for its owner only; its page is shown anew."""
    with closing(sqlite3.connect(folder / STORE)) as base:
        before = [*base.iterdump()]
    finish_import(folder)
    with closing(sqlite3.connect(folder / V8)) as base:
        assert [*base.iterdump()] == before
    if os.name == "posix":
        assert stat.S_IMODE((folder / V8).stat().st_mode) == 0o600
    assert shown(folder) == SECOND


def test_the_next_import_follows_it(folder: Path) -> None:
    """The delivery after is compared with the last one of version 8, and can be taken back."""
    campaign = open_campaign(write_twelve(folder, rows=twelve(p3=ENTERED, p6=ENTERED)))
    import_campaign(campaign, THIRD)
    before, now, moved = changes_since(folder)
    assert (before.day, now.day, moved.counts()) == (SECOND, THIRD, {"entered": 1})
    assert told(folder) == [("import", 1), ("import", 2), ("import", 3)]


def test_a_preview_leaves_it_as_it_is(folder: Path) -> None:
    """`--apercu` compares with it in memory: not a byte is written, not a file."""
    kept = folder / ".passpro"
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    assert run(["import", str(folder), "--on", "2025-04-03", "--apercu"]) == 0
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("call", [["history"], ["changes"], ["import"], ["serve"]])
def test_a_newer_store_is_refused(tmp_path: Path, capsys, call) -> None:
    """A store of a version to come is left as it is: a sentence, exit 2."""
    deliver(tmp_path, FIRST)
    with closing(sqlite3.connect(tmp_path / STORE)) as base:
        base.execute("pragma user_version = 10")
    before = (tmp_path / STORE).read_bytes()
    capsys.readouterr()
    assert run([*call, str(tmp_path)]) == 2
    assert blank(capsys.readouterr().err) == (
        "« magasin.sqlite » vient d’une version plus récente du programme : mettez-le à jour.\n"
    )
    assert (tmp_path / STORE).read_bytes() == before


@linux_only
@pytest.mark.parametrize("at", [1, 2])
def test_killed_half_way_the_old_store_is_whole(folder: Path, monkeypatch, at: int) -> None:
    """Killed after one import of two was turned over, or both: the old store, which opens next time."""
    add, seen = upgrade.add_event, []

    def killed(*told, **options):
        event = add(*told, **options)
        seen.append(event)
        if len(seen) == at:
            os._exit(9)
        return event

    monkeypatch.setattr(upgrade, "add_event", killed)
    if (pid := os.fork()) == 0:
        try:
            finish_import(folder)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    monkeypatch.undo()
    assert version(folder / STORE) == 8
    assert is_sound(folder / STORE)
    assert told(folder) == [("import", 1), ("import", 2)]
    assert version(folder / V8) == 8
