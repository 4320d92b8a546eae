"""A delivery beside the last one: refused when it cannot be the next."""

from pathlib import Path

import pandas as pd
import pytest
from faults_cases import write_campaign

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.settings import parse_settings
from passpro_nb.store.loss import (
    Extent,
    compare_extents,
    measure_extent,
    refuse_reasons,
    say_refusal,
)

SETTINGS = parse_settings({"campagne": {"nom": "Essai"}})
LAST = Extent(100, 1000, {"77": 400, "93": 600}, {2025: 1000})
HOSTS = pd.Series(["0930125F"] * 4)


def reasons(now: Extent, hosts: pd.Series = HOSTS, refused: int = 0) -> list[str]:
    """Return why a delivery is refused after `LAST`."""
    return refuse_reasons(LAST, now, hosts, refused, SETTINGS)


def test_the_same_again_is_taken():
    """A delivery like the last one, or larger, has nothing against it."""
    assert reasons(LAST) == []
    assert reasons(Extent(120, 2000, {"77": 800, "93": 1200}, {2025: 2000})) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Extent(100, 499, {"77": 200, "93": 299}, {2025: 499}), "candidatures la dernière fois"),
        (Extent(49, 1000, LAST.departments, LAST.years), "offres la dernière fois"),
        (Extent(100, 0, {}, {}), "candidatures la dernière fois, 0 cette fois"),
        (Extent(100, 600, {"93": 600}, {2025: 600}), "dans 1 département (77)"),
        (Extent(100, 1000, LAST.departments, {2024: 1000}), "inscriptions sont de 2024"),
    ],
)
def test_a_loss_is_refused(now: Extent, said: str):
    """Most rows vanished, a département gone, another year: each with its sentence."""
    (reason,) = reasons(now)
    assert said in reason.replace("\N{NO-BREAK SPACE}", " ")


def test_half_is_not_most():
    """Exactly half of the rows is still taken; one fewer is not."""
    assert reasons(Extent(50, 500, {"77": 200, "93": 300}, {2025: 500})) == []
    assert reasons(Extent(50, 499, {"77": 200, "93": 299}, {2025: 499})) != []


def test_other_departements_than_the_campaigns_are_refused():
    """Even the first delivery is, when most of its hosts are elsewhere."""
    elsewhere = pd.Series(["0750001U", "0750001U", "0930125F"])
    (reason,) = refuse_reasons(None, LAST, elsewhere, 0, SETTINGS)
    assert "autres départements (75)" in reason


def test_dates_of_another_year_are_refused():
    """When most dates were refused for their year, the file is of another campaign."""
    (reason,) = reasons(LAST, refused=501)
    assert "l’an dernier" in reason
    assert reasons(LAST, refused=500) == []


def test_the_comparison_is_shown():
    """Each count stands beside the last one."""
    table = compare_extents(LAST, Extent(100, 10, {"93": 10}, {2025: 10}))
    assert table.set_index("what").loc["Candidatures 77"].tolist() == [400, 0]
    said = say_refusal(["trop peu"], table)
    assert ["Candidatures", "93", "600", "10"] in [line.split() for line in said.splitlines()]
    assert "--force" in said


def test_an_extent_is_counted_from_the_frames(tmp_path: Path):
    """Offers, applications, their département and the year of their registration."""
    campaign = open_campaign(write_campaign(tmp_path))
    extent = measure_extent(campaign.offers, campaign.applications)
    assert extent == Extent(1, 1, {"93": 1}, {2025: 1})


def test_import_refuses_and_force_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A truncated delivery leaves the store as it was, unless it is forced."""
    many = {f"A!{c}{n}": f"{v}{n}" for n in range(3, 9) for c, v in (("A", "D"), ("B", None)) if v}
    many |= {f"A!B{n}": None for n in range(3, 9)}
    write_campaign(tmp_path, many)
    assert run(["import", str(tmp_path)]) == 0
    write_campaign(tmp_path)
    assert run(["import", str(tmp_path)]) == 1
    assert "Livraison refusée" in capsys.readouterr().err
    assert run(["import", str(tmp_path), "--force"]) == 0


HEADERS_LOST = {"A!A1": "Code postal", "A!B1": "Téléphone du responsable"}


def wrong_hosts(rows: int) -> dict[str, object]:
    """Return twenty applications, the host of so many of which is wrong."""
    cells: dict[str, object] = {f"A!A{n}": f"D{n}" for n in range(2, 22)}
    cells |= {f"A!B{n}": None for n in range(2, 22)}
    return cells | {f"A!H{n}": "0930125Z" for n in range(2, 2 + rows)}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (wrong_hosts(11), "11 lignes sur 20 de la liste des candidatures sont écartées"),
        (wrong_hosts(10), ""),
        (HEADERS_LOST, "aucune candidature n’a pu être lue dans « candidatures.xlsx »"),
    ],
)
def test_what_could_not_be_read_is_not_imported(tmp_path: Path, capsys, cells, said: str):
    """Most rows set aside, or no application read of a file that is there: even the first time."""
    write_campaign(tmp_path, cells)
    assert run(["import", str(tmp_path)]) == bool(said)
    refused = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    assert said in refused
    assert ("Livraison refusée" in refused) == bool(said)


def test_last_years_file_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Registrations of the year before the opening are another campaign's."""
    write_campaign(tmp_path, {"A!M2": "10/02/2024"})
    assert run(["import", str(tmp_path)]) == 1
    assert "avant 2025" in capsys.readouterr().err
