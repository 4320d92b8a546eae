"""Daily deliveries imported one by one: all that is told of them is what one works out by hand."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from by_hand import (
    FIGURES,
    Hand,
    balance,
    movements,
    redrawn,
    session_moves,
    told_movements,
    told_sessions,
)
from raw_files import read_delivery

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import RefusedData
from passpro_nb.export.records import records
from passpro_nb.store.history import list_history, open_snapshot
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import import_campaign, undo_import

DELIVERIES, APPLICATIONS = 6, 300
DRAWS = 1000  # of the package; a quantile of so many is this near to the share of all that it says
NEAR = 4 * sqrt(0.1 * 0.9 / DRAWS)
KEYS = {"academie": "academie", "department": "department", "host": "host_uai"}


@dataclass
class Step:
    """A delivery imported: by hand, as the package tells it, and what waited for a yes."""

    hand: Hand
    before: Hand | None
    refused: str = ""
    event: str = ""
    told: dict[str, Any] = field(default_factory=dict)  # `changes --to .json`
    coverage: list[dict[str, Any]] = field(default_factory=list)
    curves: dict[str, pd.DataFrame] = field(default_factory=dict)  # by host
    published: dict[str, Any] = field(default_factory=dict)  # the whole, as the pages have it
    shown: list[object] = field(default_factory=list)  # day and opinions of the pages


def deliver(source: Path, folder: Path, *, beside: bool = False) -> None:
    """Put a delivery's files into the campaign; older applications stay beside it, or go."""
    for old in [] if beside else folder.glob("candidatures*"):
        old.unlink()
    for file in source.iterdir():
        shutil.copy(file, folder)


def take(source: Path, folder: Path, last: Hand | None) -> Step:
    """Import a delivery as an analyst does, and ask the package all there is to ask."""
    deliver(source, folder)
    step = Step(Hand(read_delivery(source)), last)
    campaign = open_campaign(folder)
    try:
        import_campaign(campaign, campaign.figures().day)
    except RefusedData as error:
        step.refused = str(error)
    published = read_published(folder / PUBLISHED).figures
    step.published = records(published.coverage("academie"))[0]
    step.shown = [published.day, step.published["entered"]]
    if step.refused:
        return step
    step.event = list_history(folder)["event"].iloc[0]
    figures = open_snapshot(folder).figures()
    step.coverage = records(figures.coverage("host"))
    step.curves = {row["host_uai"]: figures.progress(host=row["host_uai"]) for row in step.coverage}
    if last and step.event == "import":
        assert run(["changes", str(folder), "--to", str(folder / "mouvements.json")]) == 0
        step.told = json.loads((folder / "mouvements.json").read_text("utf-8"))
        (folder / "mouvements.json").unlink()
    return step


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the demo's daily deliveries."""
    place = tmp_path_factory.mktemp("livraisons") / "demo"
    size = ["--livraisons", str(DELIVERIES), "--candidatures", str(APPLICATIONS)]
    assert run(["demo", str(place), *size]) == 0
    return sorted(place.iterdir())


@pytest.fixture(scope="module")
def steps(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """Import them one by one into one campaign; nothing that waits for a yes gets one."""
    folder = tmp_path_factory.mktemp("campagne")
    last, done = None, []
    for source in sources:
        done.append(take(source, folder, last))
        last = last if done[-1].refused else done[-1].hand
    return done


@pytest.fixture(scope="module")
def moved(steps: list[Step]) -> list[Step]:
    """Keep those that brought a snapshot after another."""
    return [step for step in steps if step.told]


def test_each_balance_is_that_of_the_raw_files(moved: list[Step]):
    """Every figure before, plus, minus, after, and the places missing, in the whole, each département and each host."""
    for step in moved:
        for by, key in KEYS.items():
            told = {row[key]: row for row in step.told["balance"][by]}
            assert told.keys() == step.hand.groups(by) | step.before.groups(by)
            for name, row in told.items():
                expected = balance(step.before, step.hand, by, name)
                assert {code: row[code] for code in expected} == expected, (step.hand.day, name)


def test_each_movement_is_told_once(moved: list[Step]):
    """Pupils come, gone, moved, convened, judged, opinions corrected or lost: as by hand, no more and no less."""
    kinds: set[str] = set()
    for step in moved:
        told = told_movements(step.told)
        assert told == movements(step.before, step.hand), step.hand.day
        kinds |= {kind for kind, *_ in told}
    assert {"new", "gone", "moved", "cancelled", "convened", "entered", "opinion_changed"} <= kinds


def test_each_session_that_moved_is_told(moved: list[Step]):
    """Sessions added and withdrawn in the catalogue are those of the two catalogues."""
    kinds: set[str] = set()
    for step in moved:
        told = told_sessions(step.told)
        assert told == session_moves(step.before, step.hand), step.hand.day
        kinds |= {kind for kind, *_ in told}
    assert {"session_added", "session_withdrawn"} <= kinds


def hosts(steps: list[Step]) -> Iterator[tuple[Step, dict[str, Any], Any]]:
    """Yield each host's line of each snapshot, with the test of what is its."""
    for step in steps:
        assert {row["host_uai"] for row in step.coverage} == (
            set() if step.refused else step.hand.groups("host")
        )
        for row in step.coverage:
            yield step, row, step.hand.inside("host", row["host_uai"])


def test_each_host_counts_what_the_raw_files_hold(steps: list[Step]):
    """Registered, interviewed, entered, late and by how much: every snapshot, every host."""
    for step, row, inside in hosts(steps):
        expected = {figure: len(step.hand.members(figure, inside)) for figure in FIGURES}
        largest, middle = step.hand.lateness(inside)
        expected |= {"lateness_max": largest, "lateness_median": middle}
        assert {code: row[code] for code in expected} == expected, (step.hand.day, row["host_uai"])


def test_each_forecast_is_that_of_its_ten_days(steps: list[Step]):
    """The pace and the forecast are exact; the range holds the percentiles of all possible draws.

    The package draws the ten days again so many times; the sums of all draws are worked out
    exactly here. A percentile of n draws lies, but once in 15,000, between those of the shares that
    four standard errors, √(p(1−p)/n), set around its own.
    """
    for step, row, inside in hosts(steps):
        recent = step.hand.recent(inside)
        assert row["pace"] == pytest.approx(sum(recent) / 10)
        assert row["projected"] == pytest.approx(step.hand.forecast(inside, sum(recent) / 10))
        for code, share in (("projected_low", 0.1), ("projected_high", 0.9)):
            low, high = (
                step.hand.forecast(inside, redrawn(recent, share + way * NEAR) / 10)
                for way in (-1, 1)
            )
            assert low - 1e-9 <= row[code] <= high + 1e-9, (step.hand.day, row["host_uai"])


def test_each_curve_is_the_figure_of_each_of_its_days(steps: list[Step]):
    """The curves of a host are its figures by hand, looked at day after day; so on a day left out."""
    step = steps[-1]
    first = min(curve["day"].min() for curve in step.curves.values())
    looked = [Hand(step.hand.delivery, day.date()) for day in pd.date_range(first, step.hand.day)]
    for uai, curve in step.curves.items():
        inside = step.hand.inside("host", uai)
        points = {row.pop("day").isoformat()[:10]: row for row in curve.to_dict("records")}
        assert "entered" in points[max(points)]
        for hand in looked:
            if hand.day.isoformat() < min(points):
                continue
            at = max(day for day in points if day <= hand.day.isoformat())
            expected = {figure: hand.curve(figure, inside) for figure in points[at]}
            assert points[at] == expected, (uai, hand.day)


def test_the_pages_say_the_last_delivery_taken(steps: list[Step]):
    """What is published is the delivery in force: its day, its figures, whatever waits for a yes."""
    force = None
    for step in steps:
        force = force if step.refused else step.hand
        everywhere = force.inside("academie", "Créteil")
        assert step.shown == [force.day, len(force.members("entered", everywhere))]
        for figure in FIGURES:
            assert step.published[figure] == len(force.members(figure, everywhere))


def test_the_truncated_one_waits(steps: list[Step]):
    """One delivery lost a third of its rows: it is the only one to wait, and says what would be lost."""
    (step,) = [step for step in steps if step.refused]
    found = movements(step.before, step.hand)
    gone = sum(n for (kind, *_), n in found.items() if kind == "gone")
    away = sum(n for (kind, *_), n in found.items() if kind == "moved")
    were, are = (h.members("entered", h.offers.__contains__) for h in (step.before, step.hand))
    lost = sum(step.hand.states.get(key) != "cancelled" for key in were - are)
    parts = (("candidatures", gone - away, len(step.before.seen)), ("avis", lost, len(were)))
    above = [f"{n} {what} sur {of}" for what, n, of in parts if n > max(5, of * 0.02)]
    said = step.refused.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert gone - away > len(step.before.seen) / 4
    assert said.startswith(f"Cet import ferait perdre {' et '.join(above)} : rien n’est importé.")


def test_what_comes_twice_is_no_news(steps: list[Step]):
    """A delivery with nothing new makes no snapshot and moves no page; any other taken makes one."""
    twice = 0
    for last, step in pairwise(steps):
        if step.event == "again":
            twice += 1
            assert step.hand.delivery == step.before.delivery
            assert step.shown == last.shown
        elif step.event:
            assert step.hand.delivery != step.before.delivery
            assert step.told
    assert twice


def test_older_files_left_beside_change_nothing(
    sources: list[Path], steps: list[Step], tmp_path: Path
):
    """Each day's export beside those before it, the truncated one accepted then taken back: the same."""
    for source, step in zip(sources, steps, strict=True):
        deliver(source, tmp_path, beside=True)
        campaign = open_campaign(tmp_path)
        import_campaign(campaign, campaign.figures().day, accept=bool(step.refused))
        if step.refused:
            assert read_published(tmp_path / PUBLISHED).figures.day == step.hand.day
            undo_import(tmp_path)
        published = read_published(tmp_path / PUBLISHED).figures
        (whole,) = records(published.coverage("academie"))
        assert [published.day, whole["entered"]] == step.shown
        if not step.refused:
            assert records(open_snapshot(tmp_path).figures().coverage("host")) == step.coverage
