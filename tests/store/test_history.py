"""What was imported can be listed, opened, compared, taken back; nothing is ever overwritten."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from campaigns import blank, on
from imports import (
    FIRST,
    SECOND,
    THIRD,
    assert_holds,
    deliver,
    moved_at_random,
    rows_kept,
    shown,
    told,
)
from pandas.testing import assert_frame_equal
from relaunches import write_small
from twelve import MODE, MODE_HOST, line, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date
from passpro_nb.measure.groups import GROUPS
from passpro_nb.store.history import changes_since, list_history, open_snapshot
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import STORE, import_campaign, undo_import
from passpro_nb.store.upkeep.events import read_events
from passpro_nb.store.upkeep.upgrade import read_store

ENTERED = {"Avis": "Favorable", "Date de l'avis": "02/04/2025"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign of twelve pupils imported on two days, an opinion entered between them."""
    deliver(tmp_path, FIRST)
    deliver(tmp_path, SECOND, p3=ENTERED)
    return tmp_path


# ---------------------------------------------------------------------------------- the list


def test_every_import_is_told(folder: Path) -> None:
    """Latest first: when, by whom, from which files, how many rows, how many set aside and wrong."""
    history = list_history(folder)
    assert history["snapshot"].tolist() == [2, 1]
    assert history["day"].dt.date.tolist() == [SECOND, FIRST]
    assert history["files"].unique().tolist() == ["catalogue.csv et candidatures.csv"]
    counts = history[["rows", "offers", "sessions", "applications", "set_aside", "errors"]]
    assert counts.iloc[0].tolist() == [16, 2, 2, 12, 0, 0]
    assert history["at"].is_monotonic_decreasing
    assert history["who"].str.len().gt(0).all()


def test_the_files_are_told_by_size_and_hash(folder: Path) -> None:
    """An import keeps of each file of the folder how large it was, and its SHA-256."""
    last = read_store(folder, read_events)[-1]
    assert set(last.inputs) == {"campagne.toml", "candidatures.csv", "catalogue.csv"}
    stamp = last.inputs["candidatures.csv"]
    assert stamp.size == (folder / "candidatures.csv").stat().st_size
    assert len(stamp.digest) == 64


def test_the_command_lists_them(folder: Path, capsys) -> None:
    """`history` prints an import a line, latest first."""
    assert run(["history", str(folder)]) == 0
    out = blank(capsys.readouterr().out)
    assert out.index("02/04/2025") < out.index("01/04/2025")


@pytest.mark.parametrize("call", [["history"], ["changes"]])
def test_nothing_was_imported(tmp_path: Path, capsys, call) -> None:
    """Before the first import: a sentence, and nothing is made."""
    assert run([*call, str(tmp_path)]) == 2
    said = f"Rien n’a encore été importé : lancez « passpro-nb import {tmp_path} ».\n"
    assert blank(capsys.readouterr().err) == said
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------ what is opened


def test_any_snapshot_is_opened_as_it_was(tmp_path: Path) -> None:
    """By its number or by a day: the very rows of its import, wherever they stood."""
    first = deliver(tmp_path, FIRST)
    second = deliver(tmp_path, SECOND, p3=ENTERED)
    for which in (1, FIRST):
        assert_holds(open_snapshot(tmp_path, which), first)
    for which in (2, SECOND, on("15/06"), None):
        assert_holds(open_snapshot(tmp_path, which), second)


@pytest.mark.parametrize("seed", range(2))
def test_a_snapshot_is_measured_as_the_campaign_was(tmp_path: Path, seed: int) -> None:
    """On its day and on any other, every group's coverage and capacity are those of the campaign."""
    campaign = moved_at_random(write_small(tmp_path / "c", 300, 5), Random(seed), 20, 5)
    import_campaign(campaign, on("30/04"), force=True)
    opened = open_snapshot(campaign.folder)
    for day in (on("20/03"), on("30/04"), on("20/05")):
        was, now = campaign.figures(day), opened.figures(day)
        for by in GROUPS:
            assert_frame_equal(was.coverage(by), now.coverage(by))
            if by != "origin":
                assert_frame_equal(was.capacity(by), now.capacity(by))


@pytest.mark.parametrize(
    ("which", "said"),
    [
        (9, "L’instantané n° 9 n’existe pas : il y a 1 et 2."),
        (
            on("31/03"),
            "Aucun import n’a de données du 31 mars 2025 ou d’avant : le premier est du 1er avril 2025.",
        ),
    ],
)
def test_what_is_not_there_is_said(folder: Path, which, said: str) -> None:
    """A number or a day that no snapshot has: a sentence with those that there are."""
    with pytest.raises(UsageError) as error:
        open_snapshot(folder, which)
    assert blank(str(error.value)) == said


def test_the_settings_of_then_hold(folder: Path) -> None:
    """A snapshot is measured by the settings that it was imported with."""
    toml = folder / "campagne.toml"
    toml.write_text(toml.read_text("utf-8") + "\n[secret]\nseuil_secret = 9\n", "utf-8")
    import_campaign(open_campaign(folder), SECOND)
    assert [open_snapshot(folder, n).settings.secret.seuil_secret for n in (2, 3)] == [5, 9]


# --------------------------------------------------------------------------------- once again


def test_the_same_files_make_no_new_snapshot(folder: Path, capsys) -> None:
    """The same rows on the same day: said, kept once, and the page as it was."""
    before = (folder / STORE).stat().st_size, rows_kept(folder)
    assert run(["import", str(folder), "--on", "2025-04-02"]) == 0
    out = blank(capsys.readouterr().out)
    assert out.startswith("Rien de nouveau : ce sont les lignes de l’import du ")
    assert told(folder) == [("import", 1), ("import", 2), ("again", 2)]
    assert (rows_kept(folder), shown(folder)) == (before[1], SECOND)
    assert open_snapshot(folder, 2).event.what == "again"


def test_rows_that_only_moved_are_the_same(folder: Path) -> None:
    """A line put in front, or another name of the file, is nothing new: rows are told by content."""
    campaign = open_campaign(folder)
    rows = campaign.applications.assign(file="autre.csv", row=campaign.applications["row"] + 7)
    import_campaign(replace(campaign, applications=rows), SECOND)
    assert told(folder)[-1] == ("again", 2)


def test_rows_are_kept_once(tmp_path: Path) -> None:
    """Thirty deliveries grow the store by the rows that moved, and no more."""
    draw = Random(30)
    campaign, moved = deliver(tmp_path, FIRST), 0
    start = rows_kept(tmp_path)
    for turn in range(1, 31):
        entered = draw.randrange(3)
        campaign = moved_at_random(campaign, draw, entered, gone=0)
        import_campaign(campaign, FIRST + timedelta(turn), force=True)
        moved += entered
    assert start == 2 + 2 + 12
    assert start <= rows_kept(tmp_path) <= start + moved
    assert_holds(open_snapshot(tmp_path), campaign)


# ---------------------------------------------------------------------------------- taken back


def test_undo(folder: Path, capsys) -> None:
    """The import before is in force again, on the page too; nothing is erased, and it is told."""
    assert run(["import", str(folder), "--annuler"]) == 0
    assert blank(capsys.readouterr().out) == (
        f"Le dernier import est annulé : celui du {today()} (données au 1er avril 2025) est de nouveau "
        "en vigueur.\n"
    )
    assert (shown(folder), open_snapshot(folder).day) == (FIRST, FIRST)
    assert told(folder) == [("import", 1), ("taken_back", 2), ("undo", 1)]
    assert open_snapshot(folder, 2).applications["opinion"].notna().sum() == 9
    assert run(["history", str(folder)]) == 0
    out = blank(capsys.readouterr().out)
    assert "import, annulé depuis" in out
    assert "retour à l’import d’avant" in out


def today() -> str:
    """Return the day of an import made now, as it is said."""
    return blank(long_date(date.today()))


def test_undo_twice(folder: Path) -> None:
    """Each undo goes one import further back, not to and fro."""
    deliver(folder, THIRD, p3=ENTERED, p6=ENTERED)
    assert undo_import(folder).day == SECOND
    assert undo_import(folder).day == FIRST
    assert (shown(folder), open_snapshot(folder).day) == (FIRST, FIRST)


def test_undo_at_the_first_import(tmp_path: Path, capsys) -> None:
    """Where no other came before, nothing is taken back: a sentence."""
    deliver(tmp_path, FIRST)
    assert run(["import", str(tmp_path), "--annuler"]) == 2
    said = "Il n’y a pas d’import à annuler : aucun autre n’est venu avant.\n"
    assert blank(capsys.readouterr().err) == said
    assert told(tmp_path) == [("import", 1)]


def test_what_comes_after_an_undo_is_compared_with_what_is_in_force(folder: Path) -> None:
    """Two imports, one taken back, a third: it follows the first, and one more undo leads there."""
    undo_import(folder)
    deliver(folder, THIRD, p6=ENTERED)
    before, now, moved = changes_since(folder)
    assert (before.day, now.day) == (FIRST, THIRD)
    assert moved.counts()["entered"] == 1
    assert told(folder) == [("import", 1), ("taken_back", 2), ("undo", 1), ("import", 3)]
    assert undo_import(folder).day == FIRST


def test_the_import_taken_back_can_come_again(folder: Path) -> None:
    """The files that were taken back, imported again, are an import like another."""
    undo_import(folder)
    import_campaign(open_campaign(folder), SECOND)
    assert (shown(folder), open_snapshot(folder).day) == (SECOND, SECOND)
    assert told(folder)[-1] == ("import", 3)


def test_the_command_names_where_an_opinion_was_corrected(folder: Path, capsys) -> None:
    """An opinion that became another is told with its host, though none is missing."""
    deliver(folder, THIRD, p3=ENTERED | {"Avis": "Réservé"})
    assert run(["changes", str(folder)]) == 0
    out = blank(capsys.readouterr().out)
    assert "Où des avis ont disparu ou changé" in out
    assert {"disparus", "modifiés"} <= {*out.split()}


@pytest.mark.parametrize("since", [2, SECOND, on("15/06")])
def test_the_import_in_force_is_not_compared_with_itself(folder: Path, since) -> None:
    """Its number, its day, or a later day: a sentence, not zeros."""
    with pytest.raises(UsageError) as error:
        changes_since(folder, since)
    assert blank(str(error.value)) == (
        "L’instantané n° 2 (données au 2 avril 2025) est l’import en vigueur : il n’y a rien à quoi le "
        "comparer."
    )


def test_a_day_is_that_of_the_data_not_of_the_import(folder: Path) -> None:
    """Data of an older day, imported since, do not stand for those of the latest day."""
    deliver(folder, FIRST)
    deliver(folder, THIRD, p3=ENTERED, p6=ENTERED)
    before, _, moved = changes_since(folder, SECOND)
    assert (before.day, before.event.snapshot) == (SECOND, 2)
    assert moved.counts()["entered"] == 1
    assert read_published(folder / PUBLISHED).moves.since == SECOND


def test_only_one_import_cannot_be_compared(tmp_path: Path, capsys) -> None:
    """`changes` after one import only: a sentence."""
    deliver(tmp_path, FIRST)
    assert run(["changes", str(tmp_path)]) == 2
    said = "Un seul import a été fait : il n’y a rien à quoi le comparer.\n"
    assert blank(capsys.readouterr().err) == said


# ------------------------------------------------------------------------- seen before, bounds


def bytes_under(folder: Path) -> dict[str, bytes]:
    """Return every file that the program keeps."""
    kept = (folder / ".passpro").rglob("*")
    return {str(path): path.read_bytes() for path in kept if path.is_file()}


@pytest.mark.parametrize("changes", [{}, {"p3": {"Avis": "Réservé"}}])
def test_a_preview_stores_nothing(folder: Path, capsys, changes) -> None:
    """`--apercu` says what would move, and leaves every byte as it was."""
    write_twelve(folder, rows=twelve(**changes))
    before = bytes_under(folder)
    assert run(["import", str(folder), "--on", "2025-04-03", "--apercu"]) == 0
    assert bytes_under(folder) == before
    assert "Aperçu seulement : rien n’est importé." in blank(capsys.readouterr().out)


def test_a_preview_of_the_first_import_makes_nothing(tmp_path: Path) -> None:
    """Before the first import there is no folder of the program's, nor after a preview."""
    write_twelve(tmp_path)
    assert run(["import", str(tmp_path), "--apercu"]) == 0
    assert not (tmp_path / ".passpro").exists()


LOST = {f"p{n}": {"Avis": "", "Date de l'avis": "", "Présence": ""} for n in (1, 2, 4, 5, 7, 8)}


def six_less(folder: Path, what: str) -> str:
    """Write a delivery that lost six of something; return what is said of it."""
    if what == "rows":
        write_twelve(folder, rows=twelve()[:6])
        return "6 candidatures sur 12"
    if what == "opinions":
        write_twelve(folder, rows=twelve(p3=ENTERED, **LOST))
        return "6 avis sur 9"
    moved = {f"p{n}": {"UAI d'accueil": MODE_HOST, "Formation": MODE} for n in range(2, 13, 2)}
    write_twelve(folder, lines=[line()], rows=twelve(**moved))
    return "1 établissement d’accueil (LP Alan Inventé)"


@pytest.mark.parametrize("what", ["rows", "opinions", "hosts"])
def test_a_loss_above_the_bounds_waits(folder: Path, capsys, what: str) -> None:
    """Rows, opinions or hosts lost: nothing is stored, exit 1, until it is accepted."""
    lost, before = six_less(folder, what), bytes_under(folder)
    call = ["import", str(folder), "--on", "2025-04-03"]
    assert run([*call, "--apercu"]) == 0
    said = (
        f"Cet import ferait perdre {lost} : rien n’est importé. Vérifiez les fichiers « passpro-nb "
        "check ») ; si c’est voulu, ajoutez « --accepter »."
    ).replace("fichiers «", "fichiers («")
    assert said in blank(capsys.readouterr().out)
    assert run(call) == 1
    assert blank(capsys.readouterr().err) == f"{said}\n"
    assert bytes_under(folder).keys() == before.keys()
    assert (shown(folder), len(told(folder))) == (SECOND, 2)
    assert run([*call, "--accepter"]) == 0
    assert (shown(folder), len(told(folder))) == (THIRD, 3)


def test_what_the_bounds_bear_passes(folder: Path) -> None:
    """Five opinions lost of nine are within « pertes_max » = 5; set to 4, they wait."""
    few = dict(list(LOST.items())[:5])
    write_twelve(folder, rows=twelve(p3=ENTERED, **few))
    toml = folder / "campagne.toml"
    plain = toml.read_text("utf-8")
    toml.write_text(plain + "\n[livraisons]\npertes_max = 4\n", "utf-8")
    assert run(["import", str(folder), "--on", "2025-04-03"]) == 1
    toml.write_text(plain, "utf-8")
    assert run(["import", str(folder), "--on", "2025-04-03"]) == 0
