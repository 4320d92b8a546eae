"""Nothing shows a pupil by accident: what holds data says counts, wherever one looks into it."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from relaunches import DAY, workbooks, write_small, write_small_pack

import passpro_nb
from passpro_nb.domain.discreet import Discreet
from passpro_nb.export.annotated import faulty_files, give_back
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.panels.tables import show_frame
from passpro_nb.relaunch.returns.arrivals import Reply
from passpro_nb.relaunch.returns.judge import check_returns
from passpro_nb.relaunch.returns.reader import read_returned
from passpro_nb.store.published import measure_campaign


def reach(found: object, seen: set[int]) -> Iterator[object]:
    """Yield an object of the package and all those that it holds, at any depth."""
    if id(found) in seen or isinstance(found, str | bytes | pd.DataFrame):
        return
    seen.add(id(found))
    if type(found).__module__.startswith("passpro_nb"):
        yield found
        held = [getattr(found, item.name) for item in fields(found)] if is_dataclass(found) else []
        for value in [*held, *getattr(found, "__dict__", {}).values()]:
            yield from reach(value, seen)
    elif isinstance(found, Mapping):
        yield from reach(list(found.values()), seen)
    elif isinstance(found, list | tuple | set | frozenset):
        for value in found:
            yield from reach(value, seen)


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], set[str]]:
    """Return every object met on the way from the files to what schools send back, and who is in it."""
    folder = tmp_path_factory.mktemp("c")
    campaign = write_small(folder / "essai", 300, 5)
    plan, pack = write_small_pack(folder / "paquet", campaign)
    returned = [
        read_returned(Reply(path.name, path), campaign.settings) for path in workbooks(pack)
    ]
    figures = campaign.figures(DAY)
    roots = [
        campaign, figures, plan, pack, returned, measure_campaign(campaign, DAY),
        check_returns(returned, campaign, date(2025, 5, 2)),
        schedule_host(campaign, campaign.offers["host_uai"].iloc[0], DAY),
        [give_back(campaign, file) for file in faulty_files(campaign)],
        show_frame(figures.applications(), "Candidatures"),
    ]  # fmt: skip
    rows = campaign.applications
    people = set(rows["ine"].dropna()) | set(rows["file_number"].dropna())
    people |= {
        f"{last} {first}" for last, first in zip(rows["last_name"], rows["first_name"], strict=True)
    }
    return list(reach(roots, set())), people


def test_no_object_shows_a_pupil(objects) -> None:
    """Shown in a notebook, a console or a log, no object names a pupil, and each stays short."""
    found, people = objects
    kinds = {type(one).__name__ for one in found}
    assert {"Campaign", "Delivery", "Source", "CampaignFigures", "Plan", "Pack", "Mail"} <= kinds
    assert {"Schedule", "Returned", "ReturnedRow", "Outcome", "Fault", "Counts"} <= kinds
    assert len(people) > 300
    for one in found:
        for shown in (repr(one), str(one), getattr(one, "_repr_html_", str)()):
            assert len(shown) < 2_000, f"{type(one).__name__} shows {len(shown)} characters"
            assert not [said for said in people if said in shown], type(one).__name__


def modules() -> list[str]:
    """Return the name of every module of the package."""
    path = [str(Path(passpro_nb.__file__).parent)]
    return [m.name for m in pkgutil.walk_packages(path, "passpro_nb.") if "__main__" not in m.name]


def test_what_holds_a_frame_is_discreet() -> None:
    """No class with a frame among its fields is left with a repr that prints its rows."""
    loud, quiet = [], []
    for name in modules():
        for kind in vars(importlib.import_module(name)).values():
            if isinstance(kind, type) and kind.__module__ == name and is_dataclass(kind):
                frames = [f for f in fields(kind) if "DataFrame" in str(f.type)]
                (quiet if issubclass(kind, Discreet) else loud).append(kind) if frames else None
    assert loud == []
    assert len(quiet) > 12


def test_a_campaign_in_a_few_lines(campaign: Any) -> None:
    """A campaign says its name, its counts and where to look, in French."""
    first, *others = repr(campaign).splitlines()
    assert first == "Campagne Passpro 2025 (campagne inventée), dossier exemple"
    assert len(others) == 2
    assert campaign._repr_html_().startswith("<pre>Campagne Passpro 2025")
