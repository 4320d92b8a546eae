"""An import killed at any moment leaves the old snapshot or the new one, whole, and a page that is read."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from imports import FIRST, assert_holds, deliver, moved_at_random, shown
from processes import linux_only

from passpro_nb.check.campaign import Campaign
from passpro_nb.store.history import open_snapshot
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import STORE, finish_import, import_campaign

KILLS = 100


@linux_only
def test_killed_at_random_moments_it_is_the_old_or_the_new(tmp_path: Path) -> None:
    """A hundred times: the store opens, whole; the page too, and says the same day once finished."""
    was, rng = deliver(tmp_path, FIRST), random.Random(7)
    outcomes: list[bool] = []
    day = FIRST + timedelta(1)
    usual = seconds_of(fork_import(was, day))
    for _ in range(KILLS):
        now, later = moved_at_random(was, Random(rng.random()), 2, gone=0), day + timedelta(1)
        pid = fork_import(now, later)
        time.sleep(rng.uniform(0, 1.7 * usual))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert read_published(tmp_path / PUBLISHED).day in (day, later)
        stored = open_snapshot(tmp_path)
        assert stored.day in (day, later)
        done = stored.day == later
        assert_holds(stored, now if done else was)
        finish_import(tmp_path)
        assert shown(tmp_path) == stored.day
        assert is_whole(tmp_path / STORE)
        assert is_whole(tmp_path / PUBLISHED)
        outcomes.append(done)
        if done:
            was, day = now, later
    assert len(outcomes) == KILLS
    assert 0 < sum(outcomes) < KILLS  # some were killed before, some after


def fork_import(campaign: Campaign, day: date) -> int:
    """Import in a process of its own, warm from the first moment; return its id."""
    pid = os.fork()
    if pid == 0:
        try:
            import_campaign(campaign, day, force=True)
        finally:
            os._exit(0)
    return pid


def seconds_of(pid: int) -> float:
    """Wait for a process to end by itself; return how long it took."""
    start = time.perf_counter()
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def is_whole(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong in a file, to its last index."""
    with closing(sqlite3.connect(path)) as base:
        return bool(base.execute("pragma integrity_check").fetchone() == ("ok",))
