"""Eight campaigns of 12,000 applications: `nation` on the machine's own cores, beside one process.

Both do the same, from the start of Python to the page and the workbook, each campaign read anew; the
figures written must be equal. The time is that of the clock: on a busy machine it tells little, so
the load is said beside it.
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
    spent, written = {}, {}
    for name, words in ways.items():
        forget(place)
        start = time.perf_counter()
        subprocess.run([sys.executable, *words, str(place)], check=True, stdout=-3, stderr=-3)
        spent[name] = time.perf_counter() - start
        book = load_workbook(place / "nation.xlsx", read_only=True)
        written[name] = [[*book[title].values] for title in book.sheetnames[:4]]
    assert written["Dask"] == written["one process"]
    load = f"load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    cores, ratio = os.cpu_count(), spent["one process"] / spent["Dask"]
    say(f"nation, {FOLDERS} campaigns of {SIZE}, {cores} cores", spent["Dask"], beside=load)
    beside = f"{ratio:.2f} times as long"
    say("the same by one process", spent["one process"], beside=beside)


def forget(place: Path) -> None:
    """Remove what a run before kept and wrote."""
    for folder in (place / "nation", *place.glob("*/.passpro")):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        measure_nation(Path(sys.argv[1] if sys.argv[1:] else made))
