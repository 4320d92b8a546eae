"""Views saved by name with a campaign: what is written reads back, comments stay, a bad file is said."""

from pathlib import Path

import pytest
from campaigns import blank

from passpro_nb.domain.errors import UsageError
from passpro_nb.export.views import FILE, forget_view, read_views, save_view
from passpro_nb.measure.view import View

LATE = View(department=("93",), sort="overdue")


def test_a_saved_view_reads_back(tmp_path: Path) -> None:
    """What is saved under any name gives its view back; saved again it is replaced, then taken away."""
    names = ["Hôtes du 93 en retard", 'a "b" = [c]', "d.e"]
    assert read_views(tmp_path) == {}
    for name in names:
        save_view(tmp_path, f" {name} ", LATE)
    assert {name: View.parse(said) for name, said in read_views(tmp_path).items()} == dict.fromkeys(
        names, LATE
    )
    save_view(tmp_path, names[0], View())
    assert read_views(tmp_path)[names[0]] == ""
    forget_view(tmp_path, names[0])
    assert list(read_views(tmp_path)) == names[1:]


def test_what_else_is_written_there_stays(tmp_path: Path) -> None:
    """Comments and other lines of the file are kept as they are."""
    kept = '# le lundi\n[vues]\nMelun = "departement=77" # pour Mme\n'
    (tmp_path / FILE).write_text(kept, encoding="utf-8")
    save_view(tmp_path, "93", LATE)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text == kept + '93 = "departement=93&tri=retard"\n'


@pytest.mark.parametrize("text", ["[vues", "vues = 3", "[vues]\na = 1"])
def test_a_file_that_says_nothing_is_said(text: str, tmp_path: Path) -> None:
    """A file that cannot be read is left as it is, and the sentence says what to do."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        save_view(tmp_path, "93", LATE)
    assert blank(str(refused.value)) == (
        "« vues.toml » ne peut être lu : corrigez-le, ou ôtez-le du dossier de la campagne."
    )
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_view_has_a_name(tmp_path: Path) -> None:
    """Without a name nothing is saved, and it is said."""
    with pytest.raises(UsageError, match=r"Donnez un nom à cette vue\."):
        save_view(tmp_path, "  ", LATE)
    assert not (tmp_path / FILE).exists()
