"""What a report is made from: the files, or what is left of a campaign that is closed."""

from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from imports import FIRST, SECOND, deliver
from reports import STATES
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import check_folder, open_campaign
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.report.material import gather, gather_from
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.upkeep.upgrade import STORE


def test_pupils_are_counted_once(tmp_path: Path) -> None:
    """A pupil who applies twice is one pupil; one whose applications are all cancelled is none."""
    rows = twelve(p2={"INE": "999000001AC", "N° de dossier": "D00001"}, p3={"Annulée": "oui"})
    rows[1] = {
        **rows[0],
        "UAI d'accueil": rows[1]["UAI d'accueil"],
        "Formation": rows[1]["Formation"],
    }
    material = gather(write_twelve(tmp_path, rows=rows))
    assert material.pupils == 10
    assert material.whole()["registered"] == 11


def test_no_store_no_movement(tmp_path: Path) -> None:
    """Without an import there is nothing to compare, and nothing is said of it."""
    material = gather(write_twelve(tmp_path))
    assert material.published.moves.since is None
    assert material.unsaid == ""


def test_movement_is_that_of_the_import(tmp_path: Path) -> None:
    """What moved since the import of an earlier day is what the import itself publishes."""
    deliver(tmp_path, FIRST)
    campaign = deliver(tmp_path, SECOND, p3={"Avis": "Favorable", "Date de l'avis": "02/04/2025"})
    published = read_published(tmp_path / PUBLISHED)
    moves = gather_from(campaign, SECOND).published.moves
    assert moves.since == FIRST
    assert moves.table.equals(published.moves.table)


def test_a_first_import_has_no_movement(tmp_path: Path) -> None:
    """The import of the day itself is not compared with itself."""
    campaign = deliver(tmp_path, FIRST)
    assert gather_from(campaign, FIRST).published.moves.since is None


def test_a_damaged_store_is_said(tmp_path: Path) -> None:
    """The figures do not need the store: the report is made, and says why no movement is told."""
    deliver(tmp_path, FIRST)
    (tmp_path / STORE).write_bytes(b"rien de bon" * 1000)
    material = gather(tmp_path, SECOND)
    assert material.published.moves.since is None
    assert "magasin" in material.unsaid


def test_closed(tmp_path: Path) -> None:
    """A closed campaign has the figures it published, its movement too, and no pupils to count."""
    folder = STATES["closed"](tmp_path / "c")
    material = gather(folder)
    published = read_published(folder / PUBLISHED)
    assert material.published.closed == published.closed is not None
    assert material.published.day == SECOND
    assert material.published.moves.since == FIRST
    assert material.pupils is None
    assert gather(folder, SECOND.isoformat()).published.day == SECOND


def test_another_day_of_a_closed_campaign(tmp_path: Path) -> None:
    """What was not published is gone: the sentence says which day is left."""
    folder = STATES["closed"](tmp_path / "c")
    with pytest.raises(UsageError) as refused:
        gather(folder, date(2025, 3, 20))
    assert blank(str(refused.value)).startswith(
        "Cette campagne est close : il n’en reste que les chiffres du "
    )


def test_a_closed_campaign_is_not_read(tmp_path: Path) -> None:
    """Opened for another reason, a closed campaign still tells what it published."""
    folder = STATES["closed"](tmp_path / "c")
    assert gather_from(open_campaign(folder)).whole()["registered"] == 12


def test_nothing_but_what_was_published(tmp_path: Path) -> None:
    """Of a closed campaign whose files are all gone, the report stays."""
    folder = STATES["closed"](tmp_path / "c")
    for path in folder.glob("*.csv"):
        path.unlink()
    assert gather(folder).whole()["entered"] == 8
    assert gather_from(check_folder(folder)).whole()["entered"] == 8


def test_no_catalogue_is_said(tmp_path: Path) -> None:
    """Without an offer there is no figure: why is said, as everywhere."""
    (STATES["one"](tmp_path) / "catalogue.xlsx").unlink()
    with pytest.raises(RefusedData) as first:
        gather(tmp_path)
    with pytest.raises(RefusedData) as second:
        gather_from(check_folder(tmp_path))
    assert str(first.value) == str(second.value)
    assert str(first.value).startswith("Aucune offre n’a pu être lue. ")


def test_it_names_nobody(tmp_path: Path) -> None:
    """What it holds, printed by accident, shows no figure's row."""
    assert len(repr(gather(write_twelve(tmp_path)))) < 300
