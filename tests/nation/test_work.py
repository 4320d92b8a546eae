"""The work of one campaign: what it gives back names nobody, and to do it again changes nothing."""

import pickle
from pathlib import Path

import pytest
from campaigns import blank
from distributed.core import error_message
from distributed.protocol import serialize
from nations import INE, PUPIL, done_alone, job_of, write_tiny
from pandas.testing import assert_frame_equal

from passpro_nb.nation import work
from passpro_nb.nation.folders import Job
from passpro_nb.nation.work import Done, OutOfReach, Refused, Unforeseen, do_campaign
from passpro_nb.store.history import list_history
from passpro_nb.store.published import is_published
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.upkeep.upgrade import STORE


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Return the job of a campaign of two pupils."""
    return job_of(write_tiny(tmp_path / "lille"), tmp_path / "nation")


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pages out, which take the longest."""
    monkeypatch.setattr(work, "write_edition", lambda *given, **more: 0)


def test_what_a_campaign_gives(job: Job) -> None:
    """Its counts are those of the campaign alone; it is published, and its pages are there."""
    alone = done_alone(job.folder)
    given = do_campaign(job)
    assert isinstance(given, Done)
    assert_frame_equal(given.cells, alone)
    assert (given.academie, given.campaign, given.folder) == ("Lille", "Passpro 2025", "lille")
    assert alone["registered"].sum() == 2
    assert is_published(job.folder)
    assert {"index.html", "academie.html", "academie-93.html"} <= {
        p.name for p in job.pages.iterdir()
    }
    assert named_in(job.pages) == []


def named_in(folder: Path) -> list[str]:
    """Return the files of a folder that hold the pupil's name or number."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [p.name for p in files if names_a_pupil(p.read_bytes())]


def names_a_pupil(content: bytes) -> bool:
    """Tell whether bytes hold the planted name or number, in any case."""
    return any(one.lower().encode() in content.lower() for one in (PUPIL, INE, "2010-04-03"))


def test_what_travels_names_nobody(job: Job, without_pages: None) -> None:
    """What Dask would send back, as it would, holds no pupil; the store beside it, which stays, does."""
    given = do_campaign(job)
    frames = serialize(given)[1]
    assert not any(
        names_a_pupil(bytes(one)) for one in (*frames, pickle.dumps(given), repr(given).encode())
    )
    assert names_a_pupil((job.folder / "candidatures.csv").read_bytes())


@pytest.mark.parametrize(
    ("kind", "sent"), [(ValueError, Unforeseen), (PermissionError, OutOfReach)]
)
def test_an_error_travels_without_its_words(
    job: Job, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], sent: type[Exception]
) -> None:
    """What no room foresaw may quote a cell: its kind alone leaves, and nothing hangs from it."""

    def stumble(folder: Path) -> None:
        try:
            {}[PUPIL]
        except KeyError as error:
            raise kind(f"{PUPIL}, {INE}") from error

    monkeypatch.setattr(work, "open_campaign", stumble)
    with pytest.raises(sent, match=f"^{kind.__name__}$") as raised:
        do_campaign(job)
    assert raised.value.__context__ is None
    assert not names_a_pupil(pickle.dumps(error_message(raised.value)))  # what Dask sends, and logs


def test_to_do_it_again_publishes_nothing_twice(job: Job, without_pages: None) -> None:
    """A second time, as after a worker's death, the history has no second import; a new file makes one."""
    first, second = do_campaign(job), do_campaign(job)
    assert len(list_history(job.folder)) == 1
    assert_frame_equal(first.cells, second.cells)
    with (job.folder / "candidatures.csv").open("a", encoding="utf-8") as file:
        file.write("987654323ZZ;Blanc;Éva;05/07/2010;0930125F;93000001;12/02/2025;\n")
    assert do_campaign(job).cells["registered"].sum() == 3
    assert len(list_history(job.folder)) == 2


def test_a_closed_campaign_stays_closed(job: Job, without_pages: None) -> None:
    """Its figures count as they were published; its pupils are not read again, nor kept."""
    counted = do_campaign(job).cells
    assert purge_campaign(job.folder, plan_purge(job.folder)) == []
    again = do_campaign(job)
    assert_frame_equal(again.cells, counted)
    assert not names_a_pupil((job.folder / STORE).read_bytes())


def test_a_folder_that_the_worker_does_not_see(tmp_path: Path, monkeypatch) -> None:
    """Of a campaign or of the pages, it is said which machine lacks it, and nothing is made there."""
    monkeypatch.setattr(work.platform, "node", lambda: "calcul-2")
    here, away = write_tiny(tmp_path / "lille"), tmp_path / "absent"
    for job, lacking in ((Job(away, tmp_path / "a"), away), (Job(here, away / "a"), away)):
        said = do_campaign(job)
        assert isinstance(said, Refused)
        assert blank(said.said) == (
            f"Le dossier « {lacking} » n’est pas visible de la machine « calcul-2 », qui en avait besoin : "
            "mettez les campagnes et les pages sur un partage que chaque machine voit sous le même chemin."
        )
    assert not away.exists()
    assert not (here / ".passpro").exists()
