"""The journal tells the truth: a pack is whole under its name and entered, or it is neither."""

import errno
import json
import os
import random
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
from campaigns import blank
from filelock import FileLock
from processes import linux_only
from relaunches import (
    DAY,
    OPINION,
    TODAY,
    change_rows,
    read_all,
    workbooks,
    write_now,
    write_small,
    write_small_pack,
)

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.relaunch.pack import MERGE, ZIP, Pack, write_pack
from passpro_nb.relaunch.plan import Plan, plan_relaunches
from passpro_nb.relaunch.returns.judge import Outcome
from passpro_nb.relaunch.returns.receipts import write_returns
from passpro_nb.store import journal, turns
from passpro_nb.store.frames import connect
from passpro_nb.store.snapshots import STORE


@pytest.fixture
def campaign(tmp_path) -> Campaign:
    """Return a small invented campaign, nobody of which was relaunched."""
    return write_small(tmp_path / "campagne", applications=200, hosts=4)


def assert_nothing_was_written(campaign: Campaign, place: Path) -> None:
    """Check that neither a folder, hidden ones included, nor a line of a journal is left."""
    assert not place.exists()
    assert list(place.parent.glob(".relance-*")) == []
    for read in (
        journal.read_history,
        journal.read_journal,
        journal.read_exports,
        journal.read_asked,
    ):
        assert read(campaign.folder).empty


def refuse(place: Path, number: int):
    """Return an `os.replace` to which the system refuses one place."""
    replace = os.replace

    def refusing(source: Path, target: Path) -> None:
        if target == place:
            raise OSError(number, os.strerror(number))
        replace(source, target)

    return refusing


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EACCES, errno.EXDEV, errno.ENOTEMPTY])
def test_a_pack_that_cannot_take_its_place_is_no_relaunch(campaign, tmp_path, monkeypatch, number):
    """A folder in use, a link, another disk: no file stays, and no school counts as relaunched."""
    monkeypatch.setattr("passpro_nb.relaunch.pack.os.replace", refuse(tmp_path / "paquet", number))
    with pytest.raises(UsageError, match="«\xa0paquet\xa0» ne peut être écrit"):
        write_small_pack(tmp_path / "paquet", campaign)
    monkeypatch.undo()
    assert_nothing_was_written(campaign, tmp_path / "paquet")


def test_a_full_disk_half_way_leaves_nothing(campaign, tmp_path, monkeypatch):
    """The disk fills up at the third workbook: a plain sentence, nothing on disk, nobody relaunched."""
    plan, written = plan_relaunches(campaign, DAY), []

    def fill(path: Path, data: bytes) -> Path:
        written.append(path)
        if len(written) > 5:
            raise UsageError("« x.xlsx » ne peut être écrit : le disque est plein.")
        path.write_bytes(data)
        return path

    monkeypatch.setattr("passpro_nb.relaunch.pack.write_private", fill)
    with pytest.raises(UsageError, match="le disque est plein"):
        write_now(campaign, plan, tmp_path / "paquet")
    assert_nothing_was_written(campaign, tmp_path / "paquet")


def test_what_a_kill_left_is_taken_away_by_the_next_relaunch(campaign, tmp_path):
    """Killed before the pack took its place: it never counted, and its hidden folder goes."""
    aside = tmp_path / ".relance-1234"
    (aside / "classeurs").mkdir(parents=True)
    number = journal.begin_relaunch(
        campaign.folder, day=DAY, who="tué", place=tmp_path / "p", aside=aside
    )
    school = ("accueil", "0930001A", "Lycée", 1, "avis_en_retard", "1 avis", "classeurs/a.xlsx", 1)
    concerned = plan_relaunches(campaign, DAY).concerned
    journal.record_relaunch(campaign.folder, number, [school], concerned, encrypted=False)
    for read in (
        journal.read_history,
        journal.read_journal,
        journal.read_exports,
        journal.read_asked,
    ):
        assert read(campaign.folder).empty
    _, pack = write_small_pack(tmp_path / "suivant", campaign, only=2)
    assert not aside.exists()
    assert set(journal.read_journal(campaign.folder)["pack"]) == {pack.number}
    assert len(journal.read_exports(campaign.folder)) == 2


def test_a_pack_in_its_place_counts_even_if_the_journal_was_not_told(
    campaign, tmp_path, monkeypatch
):
    """Killed, or the disk full, just after the pack took its place: it is there, and it counts."""
    monkeypatch.setattr(journal, "end_relaunch", lambda *_: None)
    _, pack = write_small_pack(tmp_path / "p", campaign, only=2)
    assert pack.folder.is_dir()
    assert len(journal.read_history(campaign.folder)) == 2
    plan = plan_relaunches(campaign, DAY, None, journal.read_history(campaign.folder))
    later = write_now(campaign, plan, tmp_path / "q")
    assert pack.folder.is_dir()
    assert set(journal.read_journal(campaign.folder)["pack"]) == {pack.number, later.number}


def test_a_relaunch_written_meanwhile_is_seen(campaign, tmp_path):
    """Two analysts look, then both write: the second is told, and no school is asked twice."""
    plan, after = plan_relaunches(campaign, DAY), journal.last_pack(campaign.folder)
    write_pack(campaign.folder, plan, tmp_path / "un", who="Anne", after=after)
    with pytest.raises(
        UsageError, match=r"vient d’être écrite par Anne \(0\d{6}[A-Z].*rien n’est écrit"
    ):
        write_pack(campaign.folder, plan, tmp_path / "deux", who="Benoît", after=after)
    assert not (tmp_path / "deux").exists()
    assert not journal.read_history(campaign.folder).duplicated(["side", "uai", "level"]).any()


def test_a_campaign_held_by_another_says_by_whom_and_since_when(campaign, tmp_path, monkeypatch):
    """One writer at a time: whoever comes meanwhile reads who writes what, since when and where."""
    monkeypatch.setattr(turns, "WAIT", 0.1)
    plan = plan_relaunches(campaign, DAY)
    held = {
        "who": "Anne",
        "what": "une relance",
        "since": "2025-04-30T14:02:00",
        "machine": "PC-12",
    }
    (campaign.folder / turns.LOCK).parent.mkdir(exist_ok=True)
    (campaign.folder / turns.HOLDER).write_text(json.dumps(held), "utf-8")
    with FileLock(campaign.folder / turns.LOCK), pytest.raises(UsageError) as refused:
        write_now(campaign, plan, tmp_path / "p")
    assert blank(str(refused.value)) == (
        "La campagne est en cours d’écriture par Anne (une relance, depuis le 30/04 à 14:02, sur PC-12) : "
        "recommencez quand ce sera fini."
    )
    assert not (tmp_path / "p").exists()
    assert write_now(campaign, plan, tmp_path / "p").folder.is_dir()


@linux_only
def test_killed_at_any_moment_a_relaunch_is_whole_or_nothing(campaign, tmp_path):
    """Two at once, killed fifty times at random: a pack counts if and only if it is there, whole."""
    rng, place = random.Random(11), tmp_path / "paquets"
    place.mkdir()
    plan = plan_relaunches(campaign, DAY)
    usual = seconds_of(fork_relaunch(campaign, plan, place / "entier"))
    for turn in range(50):
        pids = [fork_relaunch(campaign, plan, place / f"p{turn}-{who}") for who in "ab"]
        kill_after(rng.uniform(0, 2 * usual), pids)
        counted = set(journal.read_journal(campaign.folder)["pack"])
        there = {path for path in place.iterdir() if not path.name.startswith(".")}
        assert {places_of(campaign)[pack] for pack in counted} == there
        assert all((path / ZIP).is_file() and (path / MERGE).is_file() for path in there)
    write_now(campaign, plan, tmp_path / "dernier")
    assert list(place.glob(".*")) == []


def seconds_of(pid: int) -> float:
    """Wait for a process to end by itself; return how long it took."""
    start = time.perf_counter()
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def kill_after(seconds: float, pids: list[int]) -> None:
    """Kill processes after a while, wherever they are."""
    time.sleep(seconds)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def places_of(campaign: Campaign) -> dict[int, Path]:
    """Return the folder of each pack that was ever begun."""
    with closing(connect(campaign.folder / STORE, read_only=True)) as base:
        rows = base.execute("select pack, place from relaunch_packs").fetchall()
    return {pack: Path(place) for pack, place in rows}


def fork_relaunch(campaign: Campaign, plan: Plan, folder: Path) -> int:
    """Relaunch in a process of its own, which ends without a word; return its id."""
    pid = os.fork()
    if pid == 0:
        try:
            write_now(campaign, plan, folder)
        finally:
            os._exit(0)
    return pid


# ------------------------------------------------------------------------------- what came back


def reply_with(pack: Pack, folder: Path, rows: slice) -> Path:
    """Send back the largest workbook with « Favorable » on some rows; return the folder of it."""

    def answer(header: list[str], body: list[list]) -> list[list]:
        for row in body[rows]:
            row[header.index(OPINION)] = "Favorable"
        return body

    folder.mkdir(parents=True)
    source = max(workbooks(pack), key=lambda path: path.stat().st_size)
    assert change_rows(source, folder / "r.xlsx", answer)
    return folder


def test_returns_read_before_another_s_are_read_again(campaign, tmp_path):
    """Two analysts read replies at once: the second is told, and loses nothing of the first."""
    _, pack = write_small_pack(tmp_path / "p", campaign)
    one = read_all(reply_with(pack, tmp_path / "un", slice(0, 2)), campaign)
    two = read_all(reply_with(pack, tmp_path / "deux", slice(2, 4)), campaign)
    write_returns(campaign, one, TODAY)
    with pytest.raises(
        RefusedData, match="a changé pendant la lecture des classeurs : rien n’est écrit"
    ):
        write_returns(campaign, two, TODAY)
    again = open_campaign(campaign.folder)
    write_returns(again, read_all(tmp_path / "deux", again), TODAY)
    assert opinions(open_campaign(campaign.folder)) >= keys_of(one) | keys_of(two)


def keys_of(outcome: Outcome) -> set[tuple[str, str]]:
    """Return the applications of which something was taken."""
    return set(outcome.taken[["pupil", "offer"]].itertuples(index=False, name=None))


def opinions(campaign: Campaign) -> set[tuple[str, str]]:
    """Return the applications that have an opinion."""
    given = campaign.applications[campaign.applications["opinion"].notna()]
    return set(given[["pupil", "offer"]].itertuples(index=False, name=None))


@linux_only
def test_killed_at_any_moment_returns_keep_what_they_said(campaign, tmp_path):
    """Two at once, killed at random: every opinion that was said to be taken is in the campaign."""
    _, pack = write_small_pack(tmp_path / "p", campaign)
    rng, said = random.Random(12), tmp_path / "dit"
    first = reply_with(pack, tmp_path / "premier", slice(0, 3))
    usual = seconds_of(fork_returns(campaign.folder, first, said))
    for turn in range(25):
        folders = [
            reply_with(pack, tmp_path / f"r{turn}{who}", slice(row, row + 3))
            for who, row in (("a", turn), ("b", turn + 3))
        ]
        pids = [fork_returns(campaign.folder, folder, said) for folder in folders]
        kill_after(rng.uniform(0, 2 * usual), pids)
    taken = {tuple(line.split("\t")) for line in said.read_text("utf-8").splitlines()}
    again = open_campaign(campaign.folder)
    assert taken
    assert taken <= opinions(again)
    last = reply_with(pack, tmp_path / "dernier", slice(-2, None))
    write_returns(again, read_all(last, again), TODAY)
    assert list(campaign.folder.glob(".avis-*")) == []


def fork_returns(folder: Path, sent_back: Path, said: Path) -> int:
    """Read replies in a process of its own, which says what it took; return its id."""
    pid = os.fork()
    if pid == 0:
        try:
            campaign = open_campaign(folder)
            outcome = read_all(sent_back, campaign)
            if write_returns(campaign, outcome, TODAY):
                with said.open("a", encoding="utf-8") as file:
                    file.writelines(f"{pupil}\t{offer}\n" for pupil, offer in keys_of(outcome))
        finally:
            os._exit(0)
    return pid
