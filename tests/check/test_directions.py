"""Which way figures move: what is set aside moves its own host's figures only, an opinion none down."""

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twelve import MODE, MODE_HOST, WOOD, WOOD_HOST, line, twelve, uai, write_twelve

from passpro_nb.check.campaign import Campaign, check_folder

LINES = [
    line(),
    line(wood=True, Statut="scolaire"),
    line(wood=True, Statut="apprentissage", **{"Code vœu": "94910202"}),
]
HOSTS = {MODE_HOST: "93910101", WOOD_HOST: "94910201"}
DAY = "2025-04-01"
# What spoils a row for good: wherever its host can still be read, its own alone loses it.
SPOILS: dict[str, Mapping[str, object]] = {
    "programme": {"Formation": "CAP taxidermiste", "Code vœu": ""},
    "host": {"UAI d'accueil": "", "Code vœu": ""},
    "letter": {"UAI d'accueil": WOOD_HOST[:7] + "A"},
    "elsewhere": {"UAI d'accueil": uai("0930001"), "Code vœu": ""},
    "status": {"UAI d'accueil": WOOD_HOST, "Formation": WOOD, "Code vœu": "", "Voie": ""},
    "key": {"INE": "", "N° de dossier": ""},
    "shared": {"N° de dossier": "", "INE": "999000001AC", "Nom": "Zalquier", "Prénom": "Omar"},
}  # fmt: skip
ROWS = st.integers(0, 11)


def rows(changes: Mapping[int, Mapping[str, object]]) -> list[dict[str, object]]:
    """Return the twelve, each with its code vœu and status; some changed."""
    whole = [
        {"Code vœu": HOSTS[str(row["UAI d'accueil"])], "Voie": "scolaire", **row}
        for row in twelve()
    ]
    return [row | dict(changes.get(at, {})) for at, row in enumerate(whole)]


def check(given_rows: list[dict[str, object]], opinions: list[dict[str, object]]) -> Campaign:
    """Check the campaign that holds these rows."""
    with tempfile.TemporaryDirectory() as place:
        return check_folder(write_twelve(Path(place), LINES, given_rows, opinions))


@cache
def plain() -> Campaign:
    """Return the campaign as it is when nothing is spoilt."""
    return check(rows({}), [])


def share_by_host(campaign: Campaign) -> pd.DataFrame:
    """Return the coverage of each host, none of whose rows may be set aside."""
    assert campaign.set_aside == frozenset()
    return campaign.figures(DAY).coverage("host").set_index("host_uai").sort_index()


def figures(campaign: Campaign) -> pd.DataFrame:
    """Return coverage and capacity by host, as text: what is « sans objet » compares too."""
    measured = campaign.figures(DAY)
    tables = [
        table("host").set_index("host_uai") for table in (measured.coverage, measured.capacity)
    ]
    return pd.concat([table.sort_index().astype("str") for table in tables], axis=1)


@pytest.mark.parametrize("spoil", SPOILS)
@given(at=ROWS)
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_row_set_aside_moves_no_other_host_s_figure(spoil: str, at: int):
    """Whatever spoils one row, it is set aside; each host that loses none keeps every figure."""
    before, after = plain(), check(rows({at: SPOILS[spoil]}), [])
    aside = {row - 2 for _, _, row in after.set_aside}
    if spoil != "shared":  # shared with the first row, unless it is the first row
        assert aside == {at}
    losing = {str(row["UAI d'accueil"]) for n, row in enumerate(rows({})) if n in aside}
    untouched = [host for host in HOSTS if host not in losing]
    assert untouched or spoil == "shared"
    pd.testing.assert_frame_equal(figures(before).loc[untouched], figures(after).loc[untouched])


@given(st.lists(ROWS, unique=True, max_size=6), ROWS, st.sampled_from(["Favorable", "Réservé"]))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_more_opinion_never_lowers_coverage(blank: list[int], more: int, opinion: str):
    """An opinion filed beside the applications raises coverage where it was missing, or changes nothing."""
    missing = {at: {"Avis": "", "Date de l'avis": ""} for at in {*blank, more}}
    asked = rows(missing)
    known = ("INE", "UAI d'accueil", "Formation")
    filed = [{name: asked[more][name] for name in known} | {"Avis": opinion}]
    before, after = (share_by_host(check(asked, opinions)) for opinions in ([], filed))
    assert (after["coverage"].fillna(0) >= before["coverage"].fillna(0)).all()
    assert (after["entered"] >= before["entered"]).all()
    assert (after["entered"] - before["entered"]).sum() == 1


def test_the_two_hosts_are_as_they_seem():
    """The campaign that the properties start from has two hosts of six pupils, and nothing aside."""
    campaign = plain()
    assert campaign.set_aside == frozenset()
    assert campaign.applications["programme"].nunique() == len({MODE, WOOD})
    assert figures(campaign)["registered"].tolist() == ["6", "6"]
