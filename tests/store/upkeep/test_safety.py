"""The store stands up to reality: damage is said and mended, a full disk leaves what was, a share works."""

import os
import sqlite3
import stat
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from campaigns import blank
from imports import FIRST, SECOND, THIRD, deliver, shown, told
from processes import modes_only
from relaunches import write_now
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store import frames, turns
from passpro_nb.store.frames import is_sound
from passpro_nb.store.history import open_snapshot
from passpro_nb.store.journal import log_export, read_journal
from passpro_nb.store.published import PUBLISHED, close_published, read_published
from passpro_nb.store.snapshots import STORE, import_campaign, undo_import
from passpro_nb.store.upkeep.safety import COPY, keep_copy

ENTERED = {"Avis": "Favorable", "Date de l'avis": "02/04/2025"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign imported on two days, in a folder whose path is long."""
    folder = tmp_path / ("campagne du bureau dont le dossier est loin " * 2).strip()
    deliver(folder, FIRST)
    deliver(folder, SECOND, p3=ENTERED)
    return folder


def damaged(folder: Path, done: str = "lu") -> str:
    """Return what is said of a damaged store, its command whole, fit to be copied."""
    return (
        f"« magasin.sqlite » ne peut être {done} : le fichier est abîmé. « passpro-nb history {folder} "
        "--reparer » remet en place sa dernière copie.\n"
    )


# -------------------------------------------------------------------------------------- damage


def overwrite(path: Path) -> None:
    """Write over the whole file."""
    path.write_bytes(b"ceci n'est pas une base" * 500)


def truncate(path: Path) -> None:
    """Keep the first half of the file."""
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    """Keep the file, and nothing in it."""
    os.truncate(path, 0)


def lose(path: Path) -> None:
    """Remove the file; its copy is there."""
    path.unlink()


def rot(path: Path) -> None:
    """Spoil what a snapshot holds; every page of the file is sound."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("update snapshots set frames = ?", (zlib.compress(b"{}")[:-2],))
        base.commit()


def forget(path: Path) -> None:
    """Take away a table."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("drop table kept_rows")


DAMAGES = [overwrite, truncate, empty, lose, rot, forget]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("call", [["changes"], ["import", "--on", "2025-04-03"]])
def test_damage_is_said(folder: Path, capsys, damage: Callable[[Path], None], call) -> None:
    """However a store was damaged, what needs its rows says so, and how its copy comes back."""
    damage(folder / STORE)
    capsys.readouterr()
    name, *words = call
    assert run([name, str(folder), *words]) == 2
    assert blank(capsys.readouterr().err) in (damaged(folder), damaged(folder, "écrit"))


@pytest.mark.parametrize(
    "call",
    [
        ["history"], ["changes"], ["import"], ["import", "--apercu"], ["import", "--annuler"],
        ["serve"], ["purge", "--oui"], ["relaunch", "--dry-run"], ["relaunch", "--withdraw", "1"],
        ["check", "--ecartees", "ecartees.xlsx"],
    ],
)  # fmt: skip
def test_every_command_says_it(folder: Path, capsys, monkeypatch, call) -> None:
    """Whatever opens the store says the sentence, exit 2, and leaves the file as it is."""
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr("passpro_nb.serve.server.serve_dashboards", lambda *_, **__: None)
    overwrite(folder / STORE)
    before = (folder / STORE).read_bytes()
    capsys.readouterr()
    name, *words = call
    if name == "check":  # it has rows to set aside
        write_twelve(folder, rows=twelve(p2={"UAI d'accueil": "0930125Z"}))
    assert run([name, str(folder), *words]) == 2
    assert blank(capsys.readouterr().err) in (damaged(folder), damaged(folder, "écrit"))
    assert (folder / STORE).read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_copy_takes_its_place(folder: Path, capsys, damage: Callable[[Path], None]) -> None:
    """`history --reparer`: the last import is there again, whole; what was damaged is kept aside."""
    write_now(open_campaign(folder), plan_relaunches(open_campaign(folder), SECOND), folder / "p")
    journal = read_journal(folder)
    damage(folder / STORE)
    gone = not (folder / STORE).is_file()
    assert run(["history", str(folder), "--reparer"]) == 0
    assert "est remise en place." in blank(capsys.readouterr().out)
    assert (open_snapshot(folder).day, shown(folder)) == (SECOND, SECOND)
    assert told(folder) == [("import", 1), ("import", 2)]
    assert read_journal(folder).equals(journal)
    aside = list((folder / ".passpro").glob("magasin.abime-*"))
    assert len(aside) == (0 if gone else 1)


def test_after_a_repair_the_page_says_what_the_store_says(folder: Path) -> None:
    """The copy is of an earlier day than the page: the page follows."""
    older = (folder / COPY).read_bytes()
    deliver(folder, THIRD, p3=ENTERED)
    (folder / COPY).write_bytes(older)
    overwrite(folder / STORE)
    assert run(["history", str(folder), "--reparer"]) == 0
    assert (open_snapshot(folder).day, shown(folder)) == (SECOND, SECOND)


def test_a_damaged_store_that_is_open_is_said(folder: Path, capsys, monkeypatch) -> None:
    """Windows moves no file that is open: a sentence, and nothing has moved."""

    def refuse(_: Path, target: Path) -> None:
        raise PermissionError(target)

    overwrite(folder / STORE)
    monkeypatch.setattr(Path, "replace", refuse)
    capsys.readouterr()
    assert run(["history", str(folder), "--reparer"]) == 2
    assert blank(capsys.readouterr().err) == (
        "« magasin.sqlite » ne peut être remplacé : fermez-le s’il est ouvert, vérifiez vos droits et la "
        "place qui reste sur le disque.\n"
    )
    assert (folder / STORE).is_file()


def test_what_is_sound_is_not_repaired(folder: Path, capsys) -> None:
    """Asked for by mistake, a repair changes nothing."""
    before = (folder / STORE).read_bytes()
    capsys.readouterr()
    assert run(["history", str(folder), "--reparer"]) == 2
    said = "« magasin.sqlite » n’est pas abîmé : rien n’est à réparer.\n"
    assert blank(capsys.readouterr().err) == said
    assert (folder / STORE).read_bytes() == before


def test_what_was_never_imported_is_not_repaired(tmp_path: Path, capsys) -> None:
    """No store and no copy: nothing was imported yet, and nothing is made there."""
    write_twelve(tmp_path)
    assert run(["history", str(tmp_path), "--reparer"]) == 2
    said = f"Rien n’a encore été importé : lancez « passpro-nb import {tmp_path} ».\n"
    assert blank(capsys.readouterr().err) == said
    assert not (tmp_path / ".passpro").exists()


def test_a_store_that_is_locked_is_not_damaged(folder: Path, capsys, monkeypatch) -> None:
    """Another program holds it: that is said, and an older copy does not take its place."""
    deliver(folder, THIRD, p3=ENTERED)
    monkeypatch.setattr(frames, "_WAIT", 0.1)
    before = (folder / STORE).read_bytes()
    capsys.readouterr()
    with closing(sqlite3.connect(folder / STORE, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert run(["history", str(folder), "--reparer"]) == 2
    said = "un autre import est-il en cours ? Recommencez quand il sera fini.\n"
    assert blank(capsys.readouterr().err) == f"« magasin.sqlite » ne peut être lu : {said}"
    assert (folder / STORE).read_bytes() == before
    assert list((folder / ".passpro").glob("magasin.abime-*")) == []


def test_no_sound_copy_is_left(folder: Path, capsys) -> None:
    """Both are damaged: what to do is said, and neither is touched."""
    overwrite(folder / STORE)
    overwrite(folder / COPY)
    capsys.readouterr()
    assert run(["history", str(folder), "--reparer"]) == 2
    assert blank(capsys.readouterr().err) == (
        "Aucune copie entière de « magasin.sqlite » : ôtez les fichiers « magasin » du dossier "
        "« .passpro », puis relancez « passpro-nb import ».\n"
    )
    assert (folder / STORE).is_file()


def test_a_damaged_store_never_becomes_the_copy(folder: Path) -> None:
    """A page of old rows is damaged, which an import does not meet: the sound copy stays."""
    before = (folder / COPY).read_bytes()
    with closing(sqlite3.connect(folder / STORE)) as base:
        (page,) = base.execute(
            "select rootpage from sqlite_master where name = 'sqlite_autoindex_kept_rows_1'"
        ).fetchone()
        (size,) = base.execute("pragma page_size").fetchone()
    with (folder / STORE).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert not is_sound(folder / STORE)
    with pytest.raises(UsageError, match="est abîmé"):
        deliver(folder, THIRD, p6=ENTERED)
    undo_import(folder)
    assert (folder / COPY).read_bytes() == before


def spoil(folder: Path, number: int) -> None:
    """Spoil what one snapshot holds; every page of the file is sound."""
    with closing(sqlite3.connect(folder / STORE)) as base:
        base.execute("update snapshots set frames = x'00' where id = ?", (number,))
        base.commit()


def test_a_store_whose_last_import_is_spoilt_never_becomes_the_copy(folder: Path) -> None:
    """Its pages are sound, the rows in force are not: the copy stays, and takes its place."""
    before = (folder / COPY).read_bytes()
    spoil(folder, 2)
    keep_copy(folder)
    assert (folder / COPY).read_bytes() == before
    assert run(["history", str(folder), "--reparer"]) == 0
    assert (open_snapshot(folder).day, shown(folder)) == (SECOND, SECOND)


@pytest.mark.parametrize(
    "change",
    [
        "update kept_rows set cells = replace(cells, 'Favorable', 'Défavorable')",
        "update kept_rows set cells = substr(cells, 2) where id = (select max(id) from kept_rows)",
        "delete from kept_rows where id = (select max(id) from kept_rows)",
        "update kept_rows set id = -id",
    ],
)
def test_rows_that_are_not_as_written_never_become_the_copy(folder: Path, change: str) -> None:
    """A word changed, cut or gone in a row in force: its pages are sound, and the copy stays."""
    before = (folder / COPY).read_bytes()
    with closing(sqlite3.connect(folder / STORE)) as base:
        assert base.execute(change).rowcount > 0
        base.commit()
    assert is_sound(folder / STORE)
    keep_copy(folder)
    assert (folder / COPY).read_bytes() == before


def test_a_sound_store_becomes_the_copy(folder: Path) -> None:
    """What was written is there as it was: the copy is made anew, with the exports logged since."""
    before = (folder / COPY).read_bytes()
    log_export(folder, what="essai", file="liste.xlsx", rows=1)
    keep_copy(folder)
    assert (folder / COPY).read_bytes() != before


def test_an_old_import_that_is_spoilt_is_named(folder: Path, capsys) -> None:
    """The one in force opens, and no copy has the old one: the store stays, nothing is to be removed.

    Lost whole, it comes back from a copy in which only the old one is spoilt.
    """
    spoil(folder, 1)
    deliver(folder, THIRD, p3=ENTERED)
    capsys.readouterr()
    assert run(["history", str(folder), "--reparer"]) == 2
    assert blank(capsys.readouterr().err) == (
        "Gardez « magasin.sqlite » : l’import en vigueur y est entier. Illisible, et sans copie : "
        "l’instantané n° 1.\n"
    )
    overwrite(folder / STORE)
    assert run(["history", str(folder), "--reparer"]) == 0
    assert (open_snapshot(folder).day, shown(folder)) == (THIRD, THIRD)


def test_a_damaged_page_is_said_and_written_anew(folder: Path, capsys) -> None:
    """Dashboards say what to do; the next import, or `serve`, publishes all of it again."""
    overwrite(folder / PUBLISHED)
    with pytest.raises(UsageError) as error:
        read_published(folder / PUBLISHED)
    assert blank(str(error.value)) == (
        "Les chiffres publiés ne peuvent être lus : relancez « passpro-nb import »."
    )
    assert run(["import", str(folder), "--on", "2025-04-02"]) == 0
    assert shown(folder) == SECOND
    with (folder / PUBLISHED).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 8192)
    deliver(folder, THIRD, p3=ENTERED)
    assert shown(folder) == THIRD


def test_a_damaged_page_names_its_campaign(folder: Path) -> None:
    """It has no copy: an import of the folder of the campaign writes it anew."""
    overwrite(folder / PUBLISHED)
    with pytest.raises(UsageError) as error:
        close_published(folder, THIRD, 3)
    assert blank(str(error.value)) == (
        "« chiffres.sqlite » ne peut être écrit : le fichier est abîmé. Relancez « passpro-nb import "
        f"{folder} »."
    )


# ------------------------------------------------------------------------ full, shared, at once


def test_a_full_disk_leaves_what_was(folder: Path, capsys, monkeypatch) -> None:
    """No room for the rows of an import: a sentence; the one before is in force, whole, shown."""
    open_file = frames.connect

    def full(path: Path, **options: bool) -> sqlite3.Connection:
        base = open_file(path, **options)
        base.execute(f"pragma max_page_count = {path.stat().st_size // 4096 + 1}")
        return base

    rows = {f"p{n}": {"Classe d'origine": "troisième " * 400} for n in range(1, 13)}
    write_twelve(folder, rows=twelve(p3=ENTERED, **{k: v for k, v in rows.items() if k != "p3"}))
    monkeypatch.setattr(frames, "connect", full)
    capsys.readouterr()
    assert run(["import", str(folder), "--on", "2025-04-03"]) == 2
    said = "« magasin.sqlite » ne peut être écrit : le disque est plein.\n"
    assert blank(capsys.readouterr().err) == said
    monkeypatch.undo()
    assert told(folder) == [("import", 1), ("import", 2)]
    assert (open_snapshot(folder).day, shown(folder)) == (SECOND, SECOND)
    assert is_sound(folder / STORE)


def test_no_room_for_the_copy_is_no_failure(folder: Path, monkeypatch) -> None:
    """The import is done; the copy before stays, and no half of a new one."""
    before = (folder / COPY).read_bytes()
    monkeypatch.setattr("passpro_nb.store.upkeep.upgrade.is_sound", raise_full)
    deliver(folder, THIRD, p3=ENTERED)
    assert shown(folder) == THIRD
    assert (folder / COPY).read_bytes() == before
    assert list((folder / ".passpro").glob("*.tmp")) == []


def raise_full(_: Path) -> bool:
    """Fail as a full disk does."""
    raise sqlite3.OperationalError("database or disk is full")


def test_a_share_bears_it(folder: Path) -> None:
    """No WAL, which a network share cannot hold: a rollback journal, gone once all is written."""
    for path in (STORE, PUBLISHED, COPY):
        with closing(sqlite3.connect(folder / path)) as base:
            assert base.execute("pragma journal_mode").fetchone() == ("delete",)
    assert [p for p in (folder / ".passpro").rglob("*") if p.name.endswith(("-wal", "-shm"))] == []


@modes_only
def test_the_copies_are_for_their_owner_only(folder: Path) -> None:
    """The copy, and what a repair sets aside, are 0600 as the store is."""
    overwrite(folder / STORE)
    run(["history", str(folder), "--reparer"])
    kept = list((folder / ".passpro").glob("magasin*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert len(kept) == 3


def test_two_imports_at_once_wait_for_each_other(folder: Path) -> None:
    """The second waits; both are in the history, and the page is that of the last."""
    campaigns = []
    for pupil in ("p6", "p9"):
        write_twelve(folder, rows=twelve(p3=ENTERED, **{pupil: ENTERED}))
        campaigns.append(open_campaign(folder))
    threads = [threading.Thread(target=import_campaign, args=(c, THIRD)) for c in campaigns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told(folder)[2:] == [("import", 3), ("import", 4)]
    counts = ["host_uai", "registered", "entered", "overdue"]
    page, stored = read_published(folder / PUBLISHED), open_snapshot(folder)
    assert page.figures.coverage("host")[counts].equals(stored.figures().coverage("host")[counts])


def test_a_second_import_says_who_holds_the_campaign(folder: Path, capsys, monkeypatch) -> None:
    """Held for longer than one waits: by whom, for what, since when."""
    monkeypatch.setattr(turns, "WAIT", 0.2)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with turns.writing_alone(folder, "un import", "Anne"):
            held.set()
            done.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    capsys.readouterr()
    try:
        assert run(["import", str(folder), "--on", "2025-04-03"]) == 2
    finally:
        done.set()
        other.join()
    said = blank(capsys.readouterr().err)
    assert said.startswith("La campagne est en cours d’écriture par Anne (un import, depuis le ")
    assert said.endswith(" : recommencez quand ce sera fini.\n")


def test_a_store_begun_anew_would_hide_the_lost_one(folder: Path) -> None:
    """What is logged while the store is lost makes no empty one in its place."""
    lose(folder / STORE)
    with pytest.raises(UsageError):
        log_export(folder, what="copie annotée", file="a.xlsx", rows=3)
    assert not (folder / STORE).exists()
