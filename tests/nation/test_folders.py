"""Which folders are campaigns, and where the pages of each go."""

from pathlib import Path

import pytest
from campaigns import blank

from passpro_nb.domain.errors import UsageError
from passpro_nb.nation.folders import Job, list_jobs


def test_each_sub_folder_is_one_the_largest_first(tmp_path: Path) -> None:
    """Every sub-folder is asked, whatever it holds; files, hidden folders and our own pages are not."""
    for name, size in (("a", 10), ("b", 30), ("c", 20), (".cache", 90), ("nation", 90)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "candidatures.csv").write_bytes(b"x" * size)
    (tmp_path / "note.txt").touch()
    pages = tmp_path / "nation"
    expected = [Job(tmp_path / name, pages / name) for name in ("b", "c", "a")]
    assert list_jobs(tmp_path, tmp_path) == expected


def test_what_is_written_elsewhere_may_stand_among_them(tmp_path: Path) -> None:
    """The folder of the page is no campaign; « nation » is one where the pages are not."""
    for name in ("a", "nation", "sortie"):
        (tmp_path / name).mkdir()
    jobs = list_jobs(tmp_path, tmp_path / "sortie")
    assert [job.folder.name for job in jobs] == ["a", "nation"]
    assert [job.pages for job in jobs] == [
        tmp_path / "sortie" / "nation" / n for n in ("a", "nation")
    ]


def test_two_folders_of_one_name_have_pages_of_their_own(tmp_path: Path) -> None:
    """Two names that are one in small letters, « Val de Marne » and « val-de-marne », have two folders."""
    for name in ("Val de Marne", "val-de-marne"):
        (tmp_path / name).mkdir()
    assert {job.pages.name for job in list_jobs(tmp_path, tmp_path)} == {
        "val-de-marne",
        "val-de-marne-2",
    }


@pytest.mark.parametrize(
    ("makes", "asked", "said"),
    [
        ((), "là", "Le dossier « {} » n’existe pas : indiquez celui des campagnes."),
        (
            (),
            "",
            "Le dossier « {} » n’a aucun sous-dossier : mettez-y les campagnes, un sous-dossier chacune.",
        ),
        (
            ("campagne.toml",),
            "",
            "Le dossier « {} » est celui d’une campagne : indiquez celui qui les contient toutes, un "
            "sous-dossier chacune.",
        ),
    ],
)
def test_a_wrong_folder(makes, asked: str, said: str, tmp_path: Path, monkeypatch) -> None:
    """What holds no campaigns is refused by a sentence that says what is expected."""
    monkeypatch.chdir(tmp_path)
    for name in makes:
        (tmp_path / name).touch()
    with pytest.raises(UsageError) as refused:
        list_jobs(Path(asked), tmp_path)
    assert blank(str(refused.value)) == said.format(asked or ".")


def test_a_campaign_of_the_name_of_the_pages(tmp_path: Path) -> None:
    """A campaign called « nation » is not passed over in silence."""
    (tmp_path / "nation").mkdir()
    (tmp_path / "nation" / "campagne.toml").touch()
    with pytest.raises(UsageError) as refused:
        list_jobs(tmp_path, tmp_path)
    assert blank(str(refused.value)) == (
        f"Le dossier « {tmp_path / 'nation'} » est une campagne, là où iraient les pages : renommez-le, ou "
        "choisissez-en un autre avec « --to »."
    )
    assert [job.folder.name for job in list_jobs(tmp_path, tmp_path / "sortie")] == ["nation"]
