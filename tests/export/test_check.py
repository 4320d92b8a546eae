"""What check says: grouped, worst first, on screen and in files."""

import json
from pathlib import Path

import pytest
from faults_cases import write_campaign

from passpro_nb.check.campaign import check_folder
from passpro_nb.commands.main import run
from passpro_nb.domain.faults import FAULTS, fault
from passpro_nb.export.check import (
    FINDING,
    REASONS,
    count_severities,
    explain_kinds,
    group_faults,
    mapping_table,
    print_check,
)


def unread(row: int, value: str = "bof", **details: object):
    """Return an unreadable opinion in column P."""
    place = {"file": "f.xlsx", "sheet": "Export", "column": "Avis", "letter": "P"}
    return fault("unknown_opinion", **{**place, **details}, row=row, value=value)


def test_the_cells_of_one_sentence_are_joined():
    """« F12, F18, F31 et 14 autres »: one line a sentence."""
    groups = group_faults([unread(row) for row in range(12, 31)])
    assert groups["cells"].tolist() == [
        "P12, P13, P14, P15, P16 et 14 autres".replace("14 ", "14\xa0")
    ]
    assert groups["count"].tolist() == [19]


def test_other_sentences_stand_apart():
    """Another value, another column, another sheet: another line."""
    faults = [unread(2), unread(3, "zut"), unread(4, sheet="B"), unread(5, column="Avis 2")]
    assert len(group_faults(faults)) == 4


def test_the_worst_and_the_largest_come_first():
    """Errors before warnings; what concerns a whole file before cells; then the most frequent."""
    faults = [
        fault("repaired_uai", file="f", row=2, value="x", repaired="y"),
        unread(2),
        fault("missing_host", file="f", row=1),
        fault("missing_host", file="f", row=2),
        fault("missing_catalogue", file="f"),
        fault("merged_rows", file="f", row=2, rows="2 et 3"),
    ]
    assert group_faults(faults)["code"].tolist() == [
        "missing_catalogue", "missing_host", "unknown_opinion", "merged_rows", "repaired_uai",
    ]  # fmt: skip


def test_no_fault_at_all():
    """Nothing found gives an empty table and zeros in the singular."""
    assert group_faults([]).empty
    said = count_severities([]).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "0 erreur, 0 avertissement et 0 information"


def test_the_mapping_used_is_told(tmp_path: Path):
    """Each header read, its cell, what it was taken for, and what told so."""
    table = mapping_table(check_folder(write_campaign(tmp_path)).sources)
    row = table[table["header"] == "Dates et horaires"].to_dict("records")
    assert row == [
        {
            "file": "catalogue.xlsx", "sheet": "Catalogue", "cell": "H1",
            "header": "Dates et horaires", "role": "Dates et horaires des entretiens",
            "why": "d’après son titre",
        }
    ]  # fmt: skip


def test_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The mapping, the count of rows, the findings with their cells; exit code 1 on errors."""
    folder = write_campaign(tmp_path, {"A!P2": "bof"})
    assert run(["check", str(folder)]) == 1
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Modalité → Modalité d'entretien" in said
    assert "candidatures.xlsx   Export" in said
    assert "ERREUR Avis illisible : 1 — candidatures.xlsx · Export · Avis" in said
    assert "P2 — « bof » n’est pas un avis de l’échelle." in said


def test_the_screen_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """After the findings, before their count: why each kind seen matters, the worst first."""
    print_check(check_folder(write_campaign(tmp_path, {"A!P2": "bof", "A!H3": "0930125Z"})))
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    listed, why = said.split("\nPourquoi ?\n")
    assert "ERREUR Avis illisible" in listed
    assert why.splitlines()[:3] == [
        "    UAI d’accueil faux — sans établissement sûr, la ligne pourrait être comptée chez un autre.",
        "    Avis illisible — un avis deviné pourrait nuire à l’élève : il est redemandé.",
        "",
    ]


def test_nothing_found_needs_no_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A campaign without a fault is told so, and nothing more."""
    print_check(check_folder(write_campaign(tmp_path)))
    assert "Pourquoi" not in capsys.readouterr().out


def test_kinds_of_one_reason_share_its_line():
    """Two kinds that matter for the same reason are named together; a title is said once."""
    (line,) = explain_kinds(["uai_host_form", "missing_host", "uai_host_form"])
    assert line.startswith("UAI d’accueil illisible et Établissement d’accueil absent — ")
    assert len(explain_kinds(FAULTS)) > REASONS


def test_no_line_ends_on_an_open_quotation_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """« FICHIER » stays whole on the screen: a line parts no quotation mark from its word."""
    assert run(["check", str(write_campaign(tmp_path, {"A!H2": "0930125Z"}))]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert any("--ecartees" in line for line in lines)
    assert not [line for line in lines if line.endswith("«") or line.startswith("»")]


def test_a_cell_cannot_write_on_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What looks like a style in a cell is shown as it is."""
    run(["check", str(write_campaign(tmp_path, {"A!P2": "[bold red]x[/]"}))])
    assert "[bold red]x[/]" in capsys.readouterr().out


def test_json_is_the_contract(tmp_path: Path):
    """The keys of formats.md, no more; a row as Excel shows it; exit 0 without an error."""
    folder, out = write_campaign(tmp_path / "c"), tmp_path / "out.json"
    assert run(["check", str(folder), "--to", str(out)]) == 0
    write_campaign(folder, {"A!P2": "bof"})
    run(["check", str(folder), "--to", str(out)])
    content = json.loads(out.read_text(encoding="utf-8"))
    assert set(content) == {"reconciliation", "findings"}
    assert list(content["findings"][0]) == FINDING
    assert content["findings"][0]["row"] == 2
    assert content["reconciliation"][0] == {
        "file": "catalogue.xlsx", "sheet": "Catalogue", "rows": 2, "accepted": 1, "merged": 0,
        "set_aside": 0, "ignored": 1,
    }  # fmt: skip


def test_check_gives_back_and_sets_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The options --rendre and --ecartees write what they say."""
    folder, back = write_campaign(tmp_path / "c", {"A!H2": "0930125Z"}), tmp_path / "rendu"
    aside = tmp_path / "ecartees.xlsx"
    run(["check", str(folder), "--rendre", str(back), "--ecartees", str(aside)])
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 classeur rendu" in said
    assert "1 ligne écartée" in said
    assert [path.name for path in back.iterdir()] == ["candidatures - constats.xlsx"]
    assert aside.is_file()
