"""The campaigns whose figures were worked out elsewhere."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.measure.capacity import count_capacity, measure_capacity
from passpro_nb.measure.coverage import measure_coverage, tally_applications
from passpro_nb.measure.groups import measured_offers
from passpro_nb.measure.states import measure_states


@pytest.fixture(scope="module")
def case(shared: Path) -> Path:
    """Return the folder of the case « bureau »."""
    return shared / "cases" / "bureau"


@pytest.fixture(scope="module")
def expected(case: Path) -> dict:
    """Return its figures, worked out elsewhere."""
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def campaign(case: Path) -> Campaign:
    """Return the case, read and checked."""
    return open_campaign(case)


@pytest.fixture(scope="module")
def hosts(campaign: Campaign, expected: dict) -> pd.DataFrame:
    """Return every figure by host on the case's day."""
    day, settings = date.fromisoformat(expected["day"]), campaign.settings
    states = measure_states(campaign.applications, settings, day)
    offers = measured_offers(campaign.offers, settings.campagne.academie)
    tally = tally_applications(states)
    coverage = measure_coverage(tally, offers, "host", settings, day)
    counted = count_capacity(offers, campaign.sessions, tally, settings, day)
    capacity = measure_capacity(counted, "host")
    without = campaign.sessions.groupby("offer")["day"].count().eq(0)
    undated = offers["offer"].isin(without.index[without]).groupby(offers["host_uai"]).sum()
    new = [c for c in capacity if c not in coverage]
    both = coverage.merge(capacity[["host_uai", *new]], on="host_uai").set_index("host_uai")
    return both.assign(undated_offers=undated)


def test_every_figure_of_every_host(hosts: pd.DataFrame, expected: dict):
    """Each figure of each host is the one worked out elsewhere, « sans objet » included."""
    assert set(hosts.index) == set(expected["hosts"])
    found = {
        uai: {code: _plain(hosts.loc[uai, code]) for code in figures}
        for uai, figures in expected["hosts"].items()
    }
    assert found == {
        uai: {code: value and pytest.approx(value) for code, value in figures.items()}
        for uai, figures in expected["hosts"].items()
    }


def test_the_totals(hosts: pd.DataFrame, expected: dict):
    """The hosts add up to the totals worked out elsewhere."""
    assert {code: int(hosts[code].sum()) for code in expected["total"]} == expected["total"]


def test_the_counts_of_check(campaign: Campaign, expected: dict):
    """The applications' rows, their fates and their faults are counted as elsewhere."""
    rows = campaign.reconciliation.set_index("file").loc["candidatures.xlsx"]
    assert rows["rows"] - rows["ignored"] == expected["rows"]
    assert rows["accepted"] == expected["accepted"]
    assert rows["set_aside"] == expected["set_aside"]
    assert rows["merged"] == expected["identical"]
    counts = Counter(fault.code for fault in campaign.faults)
    assert counts["repaired_uai"] == expected["repaired_uai"]
    assert {code: counts[code] for code in expected["faults"]} == expected["faults"]


def test_the_catalogue(campaign: Campaign, expected: dict):
    """The catalogue's offers, and those in Passpro, are counted as elsewhere."""
    assert len(campaign.offers) == expected["offers"]
    assert campaign.offers["in_passpro"].sum() == expected["offers_passpro"]


def _plain(value: object) -> object:
    return None if pd.isna(value) else float(value)
