"""`compare` of two campaigns: the same working day of each, what came and went, in three forms."""

import csv
import json
from pathlib import Path

import pytest
from campaigns import blank
from faults_cases import write_campaign
from openpyxl import load_workbook

from passpro_nb.commands.main import run


@pytest.fixture
def years(tmp_path: Path) -> tuple[str, str]:
    """Write two invented years, of which the second has its own calendar."""
    folders = tmp_path / "2025", tmp_path / "2026"
    for folder in folders:
        write_campaign(folder)
    settings = folders[1] / "campagne.toml"
    text = settings.read_text(encoding="utf-8").replace("2025", "2026")
    settings.write_text(text, encoding="utf-8")
    return str(folders[0]), str(folders[1])


def test_it_says_the_days_first(years: tuple[str, str], capsys: pytest.CaptureFixture) -> None:
    """Both days, how far they are from the opening, and what came and went, before the table."""
    assert run(["compare", *years, "--on", "2026-03-12"]) == 0
    lines = blank(capsys.readouterr().out).splitlines()
    assert lines[0].startswith(
        "27 jours ouvrés après l’ouverture des inscriptions : le 12 mars 2025 et "
    )
    assert "le 12 mars 2026. Congés entre-temps : " in lines[0]
    assert lines[1] == "0 ligne nouvelle, 0 ligne disparue et 1 ligne présente les deux fois."


def test_three_forms(years: tuple[str, str], tmp_path: Path) -> None:
    """By codes in .json, in French in .csv, with the days and the definitions in .xlsx."""
    for ending in ("json", "csv", "xlsx"):
        to = str(tmp_path / f"a.{ending}")
        assert run(["compare", *years, "--repere", "limite", "--on", "2026-05-01", "--to", to]) == 0
    (row,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (row["host_uai"], row["fate"], row["was"]) == ("0930125F", "stayed", None)
    assert row["registered"] - row["registered_before"] == row["registered_change"]
    assert row["shortfall"] - row["shortfall_before"] == row["shortfall_change"]
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    (told,) = csv.DictReader(text.splitlines(), delimiter=";")
    assert told["D’une campagne à l’autre"] == "les deux fois"
    assert {"Couverture, avant", "Couverture", "Couverture, écart"} <= set(told)
    notes = [cell.value for cell in load_workbook(tmp_path / "a.xlsx")["Provenance"]["A"]]
    assert "avant la limite de saisie des avis" in blank(notes[1])


def test_a_campaign_beside_itself(years: tuple[str, str], tmp_path: Path) -> None:
    """Nothing differs, in any group."""
    for by in ("academie", "offer", "origin"):
        to = tmp_path / f"{by}.json"
        assert run(["compare", years[0], years[0], "--by", by, "--to", str(to)]) == 0
        for row in json.loads(to.read_text(encoding="utf-8")):
            assert {value for name, value in row.items() if name.endswith("_change")} <= {0, None}


def test_a_calendar_without_the_landmark(
    years: tuple[str, str], capsys: pytest.CaptureFixture
) -> None:
    """Without the opening in one of the two, the sentence says which, and exits with 2."""
    settings = Path(years[0]) / "campagne.toml"
    text = settings.read_text(encoding="utf-8").replace("ouverture_inscriptions", "# ouverture")
    settings.write_text(text, encoding="utf-8")
    assert run(["compare", *years]) == 2
    said = blank(capsys.readouterr().err)
    assert "ne donne pas ouverture_inscriptions : ajoutez-la à son campagne.toml" in said
