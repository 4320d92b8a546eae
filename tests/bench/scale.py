"""What each step costs by the size of a campaign: a table, exponents, and two charts log-log.

Each campaign is invented, then taken through every step in a process of its own, once; the time is that
of the processor, which hardly depends on what else the machine does. An exponent is the slope
of the line through the points from `FITTED` applications on (below, what every run costs weighs
most), and beside it that between the two largest sizes: 1 is in proportion, n log n is 1.09 from 12,000
to 300,000. A step of which either is beyond `STEEP` is named.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from results import RESULTS, describe, write_part
from timing import say

from passpro_nb.demo.campaign import write_demo

FRANCE = 2_500_000
APPLICATIONS = (1_000, 12_000, 100_000, 300_000, FRANCE)
HOSTS = (10, 50, 140, 500)
USUAL, FITTED = (12_000, 140), 12_000
STEEP = 1.15
CHART = RESULTS.with_name("cout-par-taille.svg")
WALK = """
import json, sys, time
sys.path.insert(0, {bench!r})
from rivals.tables import memory
from contextlib import contextmanager
from pathlib import Path
folder, found = Path(sys.argv[1]), dict()

@contextmanager
def step(name):
    start = time.process_time()
    yield
    found[name] = time.process_time() - start

with step("start"):
    from passpro_nb.check.campaign import check_delivery, default_day
    from passpro_nb.domain.memory import collect_rarely
    from passpro_nb.pages.edition import write_edition
    from passpro_nb.read.folder import read_delivery
    from passpro_nb.store.answers import find_coverage
    from passpro_nb.store.published import PUBLISHED, measure_campaign, read_published
    from passpro_nb.store.snapshots import import_campaign
    from datetime import date
collect_rarely()
with step("read"):
    delivery = read_delivery(folder)
with step("check"):
    campaign = check_delivery(delivery)
del delivery
day = default_day(campaign, date.today())
with step("measure"):
    measure_campaign(campaign, day)
with step("coverage by host"):
    campaign.figures(day).coverage("host")
with step("import"):
    import_campaign(campaign, day)
del campaign
path = folder / PUBLISHED
with step("published read"):
    read_published(path)
with step("coverage from the store"):
    find_coverage(folder, "host")
with step("pages"):
    write_edition(path, folder / "pages", "campagne", schools=False)
found["memory, MB"] = memory()
print(json.dumps(found))
"""
Costs = dict[int, dict[str, float]]  # size → step → seconds, and MB


def measure_scale(place: Path, to: int) -> None:
    """Measure by applications up to so many, then by hosts; draw both, and keep the table."""
    grown: Costs = {n: walk(place, n, USUAL[1]) for n in APPLICATIONS if n <= to}
    spread = {hosts: walk(place, USUAL[0], hosts) for hosts in HOSTS}
    draw({"applications": grown, "hosts": spread})
    lines = [*describe(" ARGS=--full"), "", *table(grown, spread), "", *judge(grown), ""]
    write_part("scale", [*lines, f"![Processor time by size, log-log]({CHART.name})"])
    print("\n".join(lines))


def walk(place: Path, applications: int, hosts: int) -> dict[str, float]:
    """Return what each step costs of an invented campaign, which is removed."""
    folder = place / f"{applications}-{hosts}"
    write_demo(folder, applications=applications, hosts=hosts)
    told = subprocess.run(
        [sys.executable, "-c", WALK.format(bench=str(Path(__file__).parent)), str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    shutil.rmtree(folder)
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    what = f"{applications:,} applications, {hosts} hosts: processor, memory"
    say(what, sum(found.values()) - found["memory, MB"], beside=f"{found['memory, MB']:.0f} MB")
    return found


def exponent(costs: Costs, step: str, last: int = 0) -> float:
    """Return the slope of a step's cost on the sizes from `FITTED` on, or the `last` of them, as logarithms."""
    points = [(math.log(n), math.log(max(c[step], 1e-3))) for n, c in costs.items() if n >= FITTED]
    points = points[-last:]
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    across = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across


def table(grown: Costs, spread: Costs) -> list[str]:
    """Return the lines of the table: a step a row, sizes in columns, the exponent last."""
    heads = (
        [f"{n:,}" for n in grown] + ["exponent", "the last two"] + [f"{n} hosts" for n in spread]
    )
    lines = [f"| seconds of processor | {' | '.join(heads)} |", "|---" + "|---:" * len(heads) + "|"]
    for step in next(iter(grown.values())):
        cells = [_number(costs[step]) for costs in grown.values()]
        cells += [f"{exponent(grown, step):.2f}", f"{exponent(grown, step, 2):.2f}"]
        cells += [_number(costs[step]) for costs in spread.values()]
        lines.append(f"| {step} | {' | '.join(cells)} |")
    return lines


def judge(grown: Costs) -> list[str]:
    """Say which steps cost more than n log n, if any."""
    steps = next(iter(grown.values()))
    steep = [s for s in steps if max(exponent(grown, s), exponent(grown, s, 2)) > STEEP]
    bound = f"(exponent up to {STEEP}, for the noise of single runs)"
    if not steep:
        return [f"No step is worse than n log n {bound}."]
    return [f"Worse than n log n {bound}: {', '.join(steep)}."]


def draw(by: Mapping[str, Costs]) -> None:
    """Draw the costs by size, log-log, a panel each, the names at the end of their lines."""
    figure = Figure(figsize=(10, 4.6), layout="constrained")
    panels = figure.subplots(1, len(by), sharey=True)
    for axes, (what, costs) in zip(panels, by.items(), strict=True):
        steps = [step for step in next(iter(costs.values())) if "memory" not in step]
        for step, mark in zip(steps, "osv^D<>P*X", strict=False):
            seconds = [max(each[step], 1e-3) for each in costs.values()]
            axes.loglog([*costs], seconds, marker=mark, markersize=4, linewidth=1, label=step)
        axes.set_xlabel(what)
        axes.grid(visible=True, which="major", linewidth=0.3)
    _draw_bound(panels[0], by["applications"])
    panels[0].set_ylabel("seconds of processor")
    panels[-1].legend(fontsize="x-small", loc="center left", bbox_to_anchor=(1, 0.5))
    FigureCanvasSVG(figure).print_svg(CHART, metadata={"Date": None})


def _draw_bound(axes: Any, costs: Iterable[int]) -> None:
    """Draw n log n, through a tenth of a second at the usual size."""
    bound = [n * math.log(n) for n in costs]
    start = USUAL[0] * math.log(USUAL[0])
    axes.loglog([*costs], [0.1 * each / start for each in bound], "k:", label="n log n")


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"
