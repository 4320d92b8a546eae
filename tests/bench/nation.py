"""Eight campaigns of 12,000 applications: `nation` on the machine's own cores, beside one process.

Both do the same, from the start of Python to the page and the workbook, each campaign read anew; the
figures written must be equal. The time is that of the clock: on a busy machine it tells little, so
its load is said beside it, and the processor's time of both, which hardly depends on others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from timing import say

from passpro_nb.demo.campaign import write_demo

FOLDERS, SIZE = 8, 12_000
ALONE = """
import sys
from pathlib import Path
from passpro_nb.nation.edition import prepare, write_nation
from passpro_nb.nation.folders import list_jobs
from passpro_nb.nation.totals import gather
from passpro_nb.nation.work import do_campaign

place = Path(sys.argv[1])
prepare(place)
write_nation(gather([do_campaign(job) for job in list_jobs(place, place)]), place)
"""


def measure_nation(place: Path) -> None:
    """Time eight campaigns by Dask, then by one process, and say how many times as fast Dask was."""
    for seed in range(FOLDERS):
        if not (place / f"academie-{seed}").is_dir():
            write_demo(place / f"academie-{seed}", seed=seed, applications=SIZE)
    ways = {"Dask": ["-m", "passpro_nb", "nation"], "one process": ["-c", ALONE]}
    spent, worked, written = {}, {}, {}
    for name, words in ways.items():
        forget(place)
        start, before = time.perf_counter(), worked_by_children()
        subprocess.run([sys.executable, *words, str(place)], check=True, stdout=-3, stderr=-3)
        spent[name] = time.perf_counter() - start
        worked[name] = worked_by_children() - before
        book = load_workbook(place / "nation.xlsx", read_only=True)
        written[name] = [[*book[title].values] for title in book.sheetnames[:4]]
    assert written["Dask"] == written["one process"]
    told = {name: f"{work:.0f} s of processor" for name, work in worked.items()}
    load = f", load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    what = f"nation, {FOLDERS} campaigns of {SIZE}, {os.cpu_count()} cores"
    say(what, spent["Dask"], beside=told["Dask"] + load)
    ratio = spent["one process"] / spent["Dask"]
    one = f"{told['one process']}; {ratio:.2f} times as long"
    say("the same by one process", spent["one process"], beside=one)


def worked_by_children() -> float:
    """Return the seconds of processor of the processes that have ended; 0 where that is not told."""
    used = os.times()
    return used.children_user + used.children_system


def forget(place: Path) -> None:
    """Remove what a run before kept and wrote."""
    for folder in (place / "nation", *place.glob("*/.passpro")):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        measure_nation(Path(sys.argv[1] if sys.argv[1:] else made))
