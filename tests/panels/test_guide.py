"""The guide's text: each link leads somewhere, each picture is there, small, and told in words."""

import json
import re
from pathlib import Path

import pytest
from pictures import FOLDER, PICTURES
from PIL import Image
from places import NOTEBOOKS

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
HEAVIEST = 60_000  # bytes


def words_of(path: Path) -> str:
    """Return the text of a notebook that people read."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_each_link_leads_somewhere(path: Path) -> None:
    """What a notebook links to stands beside it, and a picture has a text in place of it."""
    for picture, alt, place in re.findall(r"(!?)\[([^]]*)\]\(([^)]+)\)", words_of(path)):
        assert (NOTEBOOKS / place).is_file(), place
        assert not picture or len(alt) > 20, place


def test_the_pictures_are_those_of_the_script() -> None:
    """The script makes each picture of the guide, no other is kept, and a new one is small."""
    used = set(re.findall(r"images/(\w+)\.png", words_of(NOTEBOOKS / "05_premiere_matinee.ipynb")))
    kept = {path.stem for path in FOLDER.iterdir()}
    assert {picture.name for picture in PICTURES} == used == kept
    for path in FOLDER.iterdir():
        assert path.stat().st_size < HEAVIEST, path.name
        width, height = Image.open(path).size
        assert width > 600
        assert 60 < height <= 380


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_of_what_stands_in_a_notebook(picture) -> None:
    """The heading under which a picture is taken is one of its notebook's."""
    headings = re.findall(r"^#+ (.*)$", words_of(NOTEBOOKS / f"{picture.notebook}.ipynb"), re.M)
    assert any(picture.under in heading for heading in headings)


def test_the_first_morning_takes_twenty_minutes() -> None:
    """The minutes of the steps add up to what the notebook promises, each with what one must see."""
    text = words_of(NOTEBOOKS / "05_premiere_matinee.ipynb")
    minutes = list(map(int, re.findall(r"^### \d\. .*\((\d+) minutes\)$", text, re.M)))
    assert sum(minutes) == 20
    assert "vingt minutes et sept étapes" in text
    assert len(minutes) == 7 == text.count("**Vous devez voir**")
