"""How fast each room of the project is, on a campaign of 12,000 applications. Run by main.py."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random

import ipywidgets as widgets
import nbformat
import pandas as pd
from imports import moved_at_random
from nbclient import NotebookClient
from places import NOTEBOOKS
from timing import say, seconds

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.demo.campaign import _exports as demo_exports
from passpro_nb.demo.campaign import write_demo
from passpro_nb.demo.life import invent_life
from passpro_nb.demo.mess import application_rows, draw_papers
from passpro_nb.demo.settings import SETTINGS
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.over_time.changes import compare
from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.explorer.view import show_coverage, show_explorer
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.inputs import Choices
from passpro_nb.panels.interviews.notebook import InterviewsPanel
from passpro_nb.panels.progress.view import ProgressPanel
from passpro_nb.panels.relaunch.notebook import show_relaunches
from passpro_nb.panels.workbench.campaigns import VARIABLE
from passpro_nb.relaunch.pack import WORKBOOKS, encrypt_workbook, write_pack
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.relaunch.returns.arrivals import list_returns
from passpro_nb.relaunch.returns.reader import read_returned
from passpro_nb.store.history import changes_since, open_snapshot
from passpro_nb.store.journal import last_pack
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import STORE, import_campaign

LAST = pd.Timestamp("2025-04-30").date()


def measure_page_work(folder: Path) -> None:
    """Time what a page does once its kernel is there."""
    published = read_published(folder / PUBLISHED)
    opening = seconds(lambda: read_published(folder / PUBLISHED))
    files = seconds(lambda: open_campaign(folder), 1)
    say(
        "opening the published figures",
        opening,
        beside=f"{files / opening:.0f} times faster than the files",
    )
    say("a filter's figures", seconds(lambda: measure_screen(published, Filters(department="93"))))


def measure_notebooks(folder: Path, home: Path) -> None:
    """Time each notebook from a fresh kernel to its last cell: the first reads the files, for all."""
    home.mkdir()
    names = [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    for name in (names[0], *names):
        what = f"notebook {name}" if (home / ".passpro").exists() else "the first notebook opened"
        notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
        where = {"metadata": {"path": str(home)}}
        start, worked = time.perf_counter(), worked_by_kernels()
        NotebookClient(notebook, timeout=300, resources=where).execute(
            env=os.environ | {VARIABLE: str(folder)}
        )
        spent, worked = time.perf_counter() - start, worked_by_kernels() - worked
        say(what, spent, beside=f"{worked:.2f} s of processor")


def worked_by_kernels() -> float:
    """Return the seconds of processor of the processes that have ended; 0 where that is not told."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_panels(folder: Path) -> None:
    """Time what a filter of a panel takes to answer."""
    campaign = open_campaign(folder)
    panels = {
        "explorer": show_explorer, "coverage": show_coverage, "progress": ProgressPanel,
        "interviews": InterviewsPanel, "relaunches": show_relaunches,
    }  # fmt: skip
    for name, build in panels.items():
        shown = build(campaign)
        chosen = next(one for one in find_choices(shown) if one.label == "Département")
        values = cycle([[value] for _, value in chosen.options[:2]])
        answer = partial(lambda of, each: setattr(of, "value", next(each)), chosen, values)
        say(f"a filter's answer, {name}", seconds(answer))


def find_choices(widget: widgets.Widget) -> Iterator[Choices]:
    """Yield the filters in a panel, however deep."""
    if isinstance(widget, Choices):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from find_choices(child)


def measure_relaunch(folder: Path, place: Path) -> None:
    """Time the pack of a relaunch: every workbook, every draft, the zip, the synthesis."""
    campaign = open_campaign(folder)
    plan = plan_relaunches(campaign, LAST)
    start = time.perf_counter()
    pack = write_pack(folder, plan, place, who="bench", after=last_pack(folder))
    spent = time.perf_counter() - start
    what = f"a pack of {len(pack.mails)} schools, encryption apart"
    say(what, spent, limit="under 3 s for 140 schools")
    content = next((pack.folder / WORKBOOKS).iterdir()).read_bytes()
    say("encrypting one workbook", seconds(lambda: encrypt_workbook(content, "bench"), 3))
    replies = list_returns(pack.folder / WORKBOOKS).replies
    reading = seconds(lambda: [read_returned(reply, campaign.settings) for reply in replies], 1)
    say(f"reading {len(replies)} workbooks sent back", reading)


def measure_store(folder: Path) -> None:
    """Time a store of thirty snapshots, a few hundred applications of which moved each day."""
    shutil.rmtree(folder / ".passpro")
    campaign, draw = open_campaign(folder), Random(30)
    for turn in range(30):
        import_campaign(campaign, LAST - timedelta(30 - turn), force=True)
        campaign = moved_at_random(campaign, draw, entered=250, gone=20)
    say("opening the newest of 30 snapshots", seconds(lambda: open_snapshot(folder)))
    first, newest = open_snapshot(folder, 1), open_snapshot(folder)
    comparing = seconds(lambda: compare(first.look(), newest.look()).balance("host"))
    say("comparing two of them, host by host", comparing)
    say("the same, both opened first", seconds(lambda: changes_since(folder, 1)))
    size = (folder / STORE).stat().st_size / 1e6
    say("the store of 30 snapshots", size, "MB", f"{size / 30:.2f} a snapshot")


def measure_forecast(place: Path) -> None:
    """Tell how often the range of the forecast held the opinions that the limit saw, on thirty days."""
    folder = place / "jusqu-a-la-limite"
    limit = SETTINGS.calendrier.limite_avis
    write_demo(folder)
    papers = draw_papers(Random("2025 papers"), invent_life(Random("2025 life"), 12_000, 140))
    (found,) = folder.glob("candidatures*")
    rows = partial(application_rows, papers, limit)  # what the files say once all is over
    found.write_bytes(next(demo_exports(rows, limit, None, 1)))
    campaign = open_campaign(folder)
    days = SETTINGS.calendrier.workdays.last(limit, 31)[:-1]
    print(f"forecast, {len(days)} days before {limit}: the range (80 %) held the final number")
    for by in ("academie", "department", "host"):
        end = campaign.figures(limit).coverage(by).set_index(GROUPS[by][0])
        rows = [_forecast(campaign, day, by, end) for day in days]
        for name, part in (("all days", rows), ("last ten", rows[-10:])):
            table = pd.concat(part)
            share, off = table["held"].mean() * 100, table["off"].median()
            say(
                f"  {by}, {name}",
                share,
                "%",
                f"off by {off:.0f} opinions, median; {len(table)} tries",
            )
        if by == "department":
            for code, share in pd.concat(rows).groupby(level=0)["held"].mean().items():
                say(f"  {by} {code}, all days", share * 100, "%")
    told = pd.concat(rows)  # of hosts
    right = told.loc[told["told"], "short"].mean() * 100
    found = told.loc[told["short"], "told"].mean() * 100
    say("  hosts said not to finish that did not", right, "%", f"{told['told'].sum()} times said")
    say("  hosts that did not finish and were said so", found, "%")


def _forecast(campaign: Campaign, day: date, by: str, end: pd.DataFrame) -> pd.DataFrame:
    """Return by group what a day's forecast was worth, given the coverage of the limit.

    Whether the range shown held, how far off it was, whether it told of a shortfall, and if there was.
    """
    table = campaign.figures(day).coverage(by).set_index(GROUPS[by][0])
    names = ("projected_low", "projected", "projected_high")
    low, middle, high = (table[name].round() for name in names)
    seen, wanted = end["entered"].reindex(table.index), end["expected"]
    return pd.DataFrame({
        "held": (low <= seen) & (seen <= high), "off": (middle - seen).abs(),
        "told": table["late_at_limit"].astype(bool), "short": seen < wanted.reindex(table.index),
    })  # fmt: skip
