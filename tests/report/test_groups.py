"""The tables of a report: the figures of the commands, totals that add up, small numbers hidden."""

import json
from pathlib import Path

import pytest
from campaigns import blank
from reports import STATES, words
from twelve import twelve, write_twelve

from passpro_nb.commands.main import run
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import number, percent
from passpro_nb.panels.filters import choice_label
from passpro_nb.report.blocks import Chart, Heading, Report, Table
from passpro_nb.report.material import Material, gather
from passpro_nb.report.sections import groups


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Material]:
    """Return the folder of the invented campaign, and its material."""
    folder = STATES["example"](tmp_path_factory.mktemp("e") / "c")
    return folder, gather(folder)


def tables(blocks: object) -> list[Table]:
    """Return the tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]


def asked(folder: Path, command: str, by: str, place: Path) -> list[dict]:
    """Return what a command answers, by codes."""
    to = place / f"{command}-{by}.json"
    assert run([command, str(folder), "--by", by, "--to", str(to)]) == 0
    return json.loads(to.read_text(encoding="utf-8"))


def test_departments_are_those_of_the_commands(
    example: tuple[Path, Material], tmp_path: Path
) -> None:
    """Each figure of each département is what `coverage` and `capacity` answer, total included."""
    folder, material = example
    table = tables(groups.departments(material))[0]
    short = {row["department"]: row for row in asked(folder, "capacity", "department", tmp_path)}
    rows = {row["department"]: row for row in asked(folder, "coverage", "department", tmp_path)}
    counts = ("registered", "expected", "entered")
    for name, row in rows.items():
        expected = [
            *(number(row[code]) for code in counts), percent(row["coverage"]),
            number(row["overdue"]), number(row["not_convened"]), number(short[name]["shortfall"]),
        ]  # fmt: skip
        (shown,) = (r for r in table.rows if r[0] == choice_label("department", name))
        assert list(shown[1:]) == expected
    total = [number(sum(row[code] for row in rows.values())) for code in counts]
    assert list(table.rows[-1][:4]) == ["Total", *total]


def test_every_host_is_in_the_annex(example: tuple[Path, Material], tmp_path: Path) -> None:
    """The annex has each host of `coverage`, with its counts, and a total by département."""
    folder, material = example
    shown = {row[1]: row for table in tables(groups.annex(material)) for row in table.rows}
    for row in asked(folder, "coverage", "host", tmp_path):
        counts = [number(row[code]) for code in ("registered", "expected", "entered")]
        assert list(shown[row["host_uai"]][2:5]) == counts
    assert len(tables(groups.annex(material))) == 3
    assert all(table.rows[-1][0] == "Total" for table in tables(groups.annex(material)))


def test_what_is_not_listed_is_added_up(example: tuple[Path, Material]) -> None:
    """Fifteen programmes, a line for the others, and the total of them all."""
    _, material = example
    (table,) = tables(groups.programmes(material))
    wanted = material.groups("programme").query("registered > 0")
    assert len(table.rows) == groups.SHOWN + 2
    assert blank(table.rows[-2][0]) == f"{len(wanted) - groups.SHOWN} autres formations"
    for column, code in ((1, "registered"), (3, "entered"), (7, "shortfall")):
        counts = [int(row[column].replace("\u202f", "")) for row in table.rows]
        assert sum(counts[:-1]) == counts[-1] == material.whole()[code]


def test_one_programme_too_many_is_listed() -> None:
    """A line « 1 autre » would take the place of the line itself."""
    headings = [label("registered")]
    assert headings == ["Inscrits"]
    frame = groups.pd.DataFrame({"name": [f"F{n}" for n in range(groups.SHOWN + 1)]})
    assert groups._first(frame, groups.SHOWN, "autre formation", "name") is frame


def test_small_numbers_are_hidden(tmp_path: Path) -> None:
    """Four opinions in each département: no share of either is shown, and it is said why."""
    said = words(
        Report("", "", [*groups.departments(gather(write_twelve(tmp_path), "2025-04-01"))])
    )
    assert said.count('"4", "secret", "secret", "secret", "secret"') == 2
    assert "« Secret » : trop peu d’avis fondent la répartition (moins de 5)" in said
    assert "100,0 %" not in said


def test_one_small_number_hides_another(tmp_path: Path) -> None:
    """Five opinions beside four: showing the five would give the four by subtraction."""
    rows = twelve(p3={"Avis": "Favorable", "Date de l'avis": "18/03/2025"})
    said = words(Report("", "", [*groups.departments(gather(write_twelve(tmp_path, rows=rows)))]))
    assert '"5", "secret", "secret", "secret", "secret"' in said
    assert '"4", "secret", "secret", "secret", "secret"' in said


def test_enough_are_shown(example: tuple[Path, Material]) -> None:
    """Where each département has enough opinions, every share is shown and no secret is spoken of."""
    said = words(Report("", "", [*groups.departments(example[1])]))
    assert "secret" not in said.casefold()
    assert "31,2 %" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 établissements accueillent dans Passpro : tous ont reçu des candidatures et 2 ont "
             "des avis en retard."),
        ({f"p{n}": {"Avis": "Favorable"} for n in range(1, 13)},
         "2 établissements accueillent dans Passpro : tous ont reçu des candidatures et 2 ont saisi "
         "tous leurs avis."),
    ],
)  # fmt: skip
def test_hosts_in_a_sentence(changes: dict, said: str, tmp_path: Path) -> None:
    """How many received applications, are done, are late, lack seats: those that there are."""
    material = gather(write_twelve(tmp_path, rows=twelve(**changes)), "2025-04-01")
    assert said in words(Report("", "", [*groups.hosts(material)]))


def test_one_host_is_singular(tmp_path: Path) -> None:
    """One host, one application: each noun and verb is singular."""
    material = gather(STATES["one"](tmp_path / "c"))
    said = words(Report("", "", [*groups.hosts(material), *groups.programmes(material)]))
    assert (
        "1 établissement accueille dans Passpro : 1 a reçu des candidatures et 1 a saisi tous ses"
        in said
    )
    assert "1 formation est proposée dans Passpro." in said


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("catalogue_alone", ["Par département", "Par établissement d’accueil"]),
        ("cancelled", ["Par département", "Par établissement d’accueil"]),
        ("outside", []),
    ],
)
def test_no_empty_table_nor_chart(state: str, expected: list[str], tmp_path: Path) -> None:
    """A campaign without applications has no table without rows, and draws nothing."""
    material = gather(STATES[state](tmp_path / "c"))
    sections = (groups.departments, groups.programmes, groups.hosts, groups.annex)
    blocks = [block for section in sections for block in section(material)]
    assert all(table.rows for table in tables(blocks))
    assert not any(isinstance(block, Chart) for block in blocks)
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles == expected
