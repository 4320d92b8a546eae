"""A code vœu against the rest of its row: the code decides, and what differs is said."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from campaigns import blank
from twelve import MODE, MODE_HOST, WOOD, WOOD_HOST, line, pupil, twelve, write_twelve

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.domain.codes import uai_letter

BAKER = line(wood=True, **{"Formation": "CAP boulanger", "Code vœu": "94910203"})
LINES = [line(), line(wood=True), BAKER]
CODES = ("code_programme", "unknown_code", "host_disagrees")


def check(
    folder: Path, lines: list[Mapping[str, object]], **changes: Mapping[str, object]
) -> Campaign:
    """Check the twelve, each with its code vœu, some changed."""
    rows = [
        {**row, "Code vœu": line(wood=n % 2 == 0)["Code vœu"], **changes.get(f"p{n}", {})}
        for n, row in enumerate(twelve(), 1)
    ]
    return check_folder(write_twelve(folder, lines, rows))


def said(campaign: Campaign) -> list[str]:
    """Return the sentences about codes vœu."""
    return [blank(fault.message) for fault in campaign.faults if fault.code in CODES]


def offer_of(campaign: Campaign, number: int) -> str:
    """Return the offer where a pupil is counted."""
    mine = campaign.applications["ine"] == pupil(number)["INE"]
    return campaign.applications.loc[mine, "offer"].item()


def test_a_code_pasted_on_other_programmes_is_said_once(tmp_path: Path):
    """Two rows that name another programme of the catalogue: one warning, the code decides."""
    pasted = {"Code vœu": "93910101"}
    campaign = check(tmp_path, LINES, p2=pasted, p8=pasted)
    assert offer_of(campaign, 2) == "93910101"
    assert [sentence for sentence in said(campaign) if "Formation" in sentence] == [
        "Ligne 3, colonne Formation : le code vœu « 93910101 » est celui de « 2de pro métiers de la mode » "
        "(LP Ada Fictive), mais « CAP ébéniste » est écrit à côté (lignes 3 et 9) : le code vœu "
        "l’emporte ; vérifiez-les."
    ]
    assert sum("UAI d'accueil" in sentence for sentence in said(campaign)) == 2


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("CAP boulanger", True),  # another offer of this host
        (MODE, True),  # another offer of the catalogue
        ("CAP Boul.", True),  # abbreviated
        ("CAP coiffure", True),  # in no catalogue, and nothing of an ébéniste
        ("CAP EBENISTE", False),
        ("1CAP2 EBENISTE", False),
        ("CAP ébénisterie", False),
        ("CAP Ebéniste (apprentissage)", False),
        ("", False),
    ],
)
def test_a_label_beside_its_code(tmp_path: Path, label: str, told: bool):
    """Another spelling of the code's programme is no contradiction, another programme is."""
    campaign = check(tmp_path, LINES, p2={"Formation": label})
    assert offer_of(campaign, 2) == "94910201"
    assert [f.code for f in campaign.faults if f.code in CODES] == ["code_programme"] * told


@pytest.mark.parametrize(
    ("mef", "label", "column"),
    [
        ("2412340211", WOOD, None),
        ("24123402110", WOOD, None),  # the eleventh digit is no part of the programme
        ("2412340211", MODE, None),  # the MEF bears the code out: a slip in the label is no doubt
        ("2412213421", WOOD, "MEF"),
        ("9999999999", WOOD, "MEF"),
    ],
)
def test_a_mef_beside_its_code(tmp_path: Path, mef: str, label: str, column: str | None):
    """A MEF of another programme is said, even one that no catalogue has."""
    lines = [line(), line(wood=True, MEF="2412340211"), {**BAKER, "MEF": "2412213421"}]
    campaign = check(tmp_path, lines, p2={"MEF": mef, "Formation": label})
    assert offer_of(campaign, 2) == "94910201"
    found = [fault.column for fault in campaign.faults if fault.code in CODES]
    assert found == [column] * (column is not None)


def test_a_code_that_no_offer_has(tmp_path: Path):
    """The row is matched by its host and programme, and the code is said, once for all the rows."""
    unknown = {"Code vœu": "94919999"}
    campaign = check(tmp_path, LINES, p2=unknown, p4=unknown)
    assert offer_of(campaign, 2) == offer_of(campaign, 4) == "94910201"
    assert said(campaign) == [
        "Ligne 3, colonne Code vœu : le code vœu « 94919999 » n’est pas au catalogue (lignes 3 et 5) : "
        "l’établissement et la formation donnent « CAP ébéniste » (LP Alan Inventé) ; vérifiez le code."
    ]


def test_a_catalogue_without_codes_contradicts_none(tmp_path: Path):
    """Where the offer has no code vœu, that of an application differs from nothing."""
    lines = [{**row, "Code vœu": ""} for row in LINES]
    assert said(check(tmp_path, lines)) == []


@pytest.mark.parametrize(
    ("host", "offer", "codes"),
    [
        ("", "94910201", []),
        (MODE_HOST, "94910201", ["host_disagrees"]),
        ("0930125F", "94910201", ["host_disagrees"]),
        (
            WOOD_HOST[:7] + ("Z" if uai_letter(WOOD_HOST[:7]) != "Z" else "A"),
            None,
            ["uai_host_checksum"],
        ),
    ],
)
def test_a_uai_beside_a_known_code(tmp_path: Path, host: str, offer: str | None, codes: list[str]):
    """Missing, the code gives it; another valid one is a warning; a wrong letter sets the row aside."""
    campaign = check(tmp_path, LINES, p2={"UAI d'accueil": host})
    mine = campaign.applications[campaign.applications["ine"] == pupil(2)["INE"]]
    assert mine["offer"].tolist() == [offer] * (offer is not None)
    assert mine["host_uai"].tolist() == [WOOD_HOST] * (offer is not None)
    assert [fault.code for fault in campaign.faults] == codes
