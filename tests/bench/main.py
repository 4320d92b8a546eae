"""How fast it is, each line beside what one would take otherwise; kept in RESULTATS.md.

Run by `make bench`: quick, under five minutes; `ARGS=--full` times everything, with what it costs by
size. Times are medians, in seconds unless said; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tables
from beside import HOME, measure_beside
from nation import measure_nation
from results import write_part, write_said
from rooms import (
    LAST,
    measure_forecast,
    measure_notebooks,
    measure_page_work,
    measure_panels,
    measure_relaunch,
    measure_store,
)
from scale import FRANCE, measure_scale
from timing import say, seconds
from visitors import measure_pages

from passpro_nb.check.campaign import default_day, open_campaign
from passpro_nb.commands.main import run

REGION = 300_000
WAITING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def measure_start() -> None:
    """Time the shortest command, in a process of its own."""
    words = [sys.executable, "-m", "passpro_nb", "--help"]
    spent = seconds(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))
    say("--help, from the command line", spent, limit="under 0.25 s")


def measure_command(what: str, words: list[str], limits: tuple[str, str]) -> None:
    """Time a command in a process of its own, and its memory at most.

    A small process waits for it: what the system says of a child counts the process that started it.
    """
    command = [sys.executable, "-m", "passpro_nb", *words]
    start = time.perf_counter()
    if sys.platform == "win32":
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        say(what, time.perf_counter() - start, limit=limits[0])
        return
    waiting = [sys.executable, "-c", WAITING, *command]
    told = subprocess.run(waiting, capture_output=True, encoding="utf-8").stdout
    spent, memory = map(float, told.split())
    beside = f"{spent:.1f} s of processor"
    say(what, time.perf_counter() - start, beside=beside, limit=limits[0])
    say(f"{what}: memory at most", memory / 1024, "MB", limit=limits[1])


def measure_large(place: Path, python: Path | None) -> None:
    """Time 200,000 applications checked, then 300,000 imported, read back, and beside others as texts."""
    large, region = place / "grande", place / "region"
    run(["demo", str(large), "--candidatures", "200000"])
    words = ["check", str(large), "--to", str(place / "constats.json")]
    measure_command("check, 200,000 applications in Excel", words, ("under 20 s", "under 800 MB"))
    run(["demo", str(region), "--candidatures", f"{REGION}"])
    measure_command(
        f"import, {REGION:,} applications in Excel", ["import", str(region)], ("under 30 s", "")
    )
    words = ["coverage", str(region), "--to", str(place / "hotes.json")]
    measure_command("coverage by host afterwards", words, ("under 3 s", ""))
    texts = place / "textes"
    run(["demo", str(texts), "--candidatures", "450000"])
    tables.measure_texts(texts, "450,000 applications in CSV", python)


def measure_quick(folder: Path, place: Path) -> None:
    """Time what every run does, beside the alternatives, but the served pages."""
    python = tables.find_python()
    tables.measure_tables(folder, place, python)
    measure_start()
    measure_page_work(folder)
    measure_relaunch(folder, place / "paquet")
    write_said("quick", tables.versions(python))


def measure_full(folder: Path, place: Path, to: int) -> None:
    """Time what the quick run leaves out."""
    measure_large(place, tables.find_python())
    measure_pages(folder, place / "serve.log")
    measure_notebooks(folder, place / "carnets")
    measure_panels(folder)
    measure_forecast(place)
    measure_nation(place / "academies")
    measure_store(folder)  # it empties the store first
    write_said("full", mode=" ARGS=--full")
    measure_scale(place / "tailles", to)


def read_words() -> argparse.Namespace:
    """Read what is asked of the command."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--full", action="store_true", help="everything, and what it costs by size")
    words.add_argument(
        "--france", action="store_true", help="sizes up to 2,500,000 (12 GB, an hour)"
    )
    words.add_argument("--scale", action="store_true", help="only what it costs by size")
    words.add_argument("--tables", action="store_true", help="all but our served pages")
    words.add_argument("--pages", action="store_true", help="only our pages, beside the rivals")
    words.add_argument("--rivals", type=Path, default=HOME, help="where the rivals are installed")
    words.add_argument("--to", type=Path, help="write the table of the rivals to this file too")
    return words.parse_args()


def measure_served(folder: Path, place: Path, asked: argparse.Namespace) -> None:
    """Time our pages and those of the rivals, and keep their table."""
    to = asked.to or place / "pages.md"
    measure_beside(folder, place / "serve.log", asked.rivals, to)
    if to.is_file():
        told = to.read_text(encoding="utf-8").removeprefix("# ").replace("\n# ", "\n")
        write_part("pages", told.strip().splitlines())


def main() -> None:
    """Print the tables, and keep them."""
    asked = read_words()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    to = FRANCE if asked.france else REGION
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        folder = place / "campagne"
        if asked.scale:
            measure_scale(place / "tailles", to)
            return
        run(["demo", str(folder)])
        run(["import", str(folder), "--on", default_day(open_campaign(folder), LAST).isoformat()])
        if not asked.pages:
            measure_quick(folder, place)
        if not asked.tables:
            measure_served(folder, place, asked)
        if asked.full:
            measure_full(folder, place, to)


if __name__ == "__main__":
    main()
