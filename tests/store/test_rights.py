"""What is published, cut to a right: equal where the right is, empty elsewhere."""

from dataclasses import replace

import pandas as pd
import pytest

from passpro_nb.store.published import Published, measure_campaign
from passpro_nb.store.rights import restrict


@pytest.fixture(scope="module")
def published(campaign) -> Published:
    """Return the figures of the example."""
    return measure_campaign(campaign)


@pytest.mark.parametrize("department", ["77", "93", "94"])
def test_figures_within_the_right_are_the_same(published: Published, department: str) -> None:
    """Each school, programme and session of a département has the figures that it has in the whole."""
    cut = restrict(published, [department])
    for by in ("host", "offer", "department"):
        for name in ("coverage", "capacity"):
            whole = getattr(published.figures, name)(by, department=department)
            mine = getattr(cut.figures, name)(by)
            pd.testing.assert_frame_equal(whole.reset_index(drop=True), mine)
    assert len(cut.sessions) == len(published.figures.sessions(department=department)) > 0


def test_nothing_of_the_others_is_there(published: Published) -> None:
    """Not one code, school or programme that only other départements have stands in any table of the cut."""
    shapes = pd.DataFrame({"department": ["93", "94"], "name": "x", "rings": "[]"}, dtype="str")
    cut = restrict(replace(published, outlines=shapes), ["93"])
    others = published.offers[published.offers["department"].ne("93")]
    mine = published.offers[published.offers["department"].eq("93")]
    foreign = set(others["offer"]) | set(others["host_uai"]) | set(others["host_name"])
    foreign -= set(mine["offer"]) | set(mine["host_uai"]) | set(mine["host_name"])
    frames = [f for f in vars(cut).values() if isinstance(f, pd.DataFrame)]
    for tally in (cut.tally, cut.origin_tally):
        frames += [f for f in vars(tally).values() if isinstance(f, pd.DataFrame)]
    said = {str(value) for frame in frames for column in frame for value in frame[column].unique()}
    assert len(frames) > 12
    assert not said & foreign
    assert set(cut.values["department"]) == {"93"}
    assert cut.origin_tally.counts.empty
    assert cut.outlines["department"].tolist() == ["93"]
    assert 0 < len(cut.places) < len(published.places)


def test_no_right_at_all(published: Published) -> None:
    """Without a département there is nothing, and nothing fails."""
    cut = restrict(published, [])
    assert cut.figures.coverage("host").empty
    assert cut.figures.capacity("host").empty
