"""Definitions: each figure of the office's page is declared once, with its label and its meaning."""

import re
from pathlib import Path

import pytest
from places import PACKAGE

from passpro_nb.domain import figures as definitions
from passpro_nb.domain.figures import FIGURES, KEY_LABELS, SHARES, label
from passpro_nb.domain.french import fold
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE
from passpro_nb.measure.groups import GROUPS
from passpro_nb.read.sessions.words.vocabulary import AFTERNOON, EVENING, MORNING, WHOLE_DAY

# figures that the page defines in one line and the program shows in several, or as a session's own
SPLIT = {"lateness": {"lateness_max", "lateness_median"}}


def office_figures(page: str) -> dict[str, str]:
    """Return the figures of the office's page, code → French label, of its two tables."""
    figures = {}
    for line in page.split("## Opinion coverage")[1].split("## Small numbers")[0].splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        codes = re.findall(r"`(\w+)`", cells[0])
        labels = [text.strip() for text in cells[1].split(",")] if len(cells) > 1 else []
        for at, code in enumerate(codes):
            figures[code] = labels[at] if len(labels) == len(codes) else ""
    return figures


def test_every_figure_of_the_office_is_declared(shared) -> None:
    """Each figure of definitions.md is declared, under the page's own label."""
    page = (shared / "definitions.md").read_text(encoding="utf-8")
    figures = office_figures(page)
    assert len(figures) == 27
    for code, french in figures.items():
        declared = SPLIT.get(code, {code})
        assert declared <= set(FIGURES), code
        if french and code not in SPLIT:
            assert fold(FIGURES[code].label) in (fold(french), f"{fold(french)}s"), code


@pytest.mark.parametrize("code", [*COVERAGE, *CAPACITY])
def test_every_figure_measured_is_defined(code) -> None:
    """What a measure gives out is defined: a label, a meaning that is a sentence."""
    figure = FIGURES[code]
    assert figure.label[0].isupper()
    assert figure.meaning[0].isupper()
    assert figure.meaning.endswith(".")


def test_every_figure_defined_is_measured() -> None:
    """No definition outlives its figure: each is named by another module."""
    page = Path(definitions.__file__)
    others = [path for path in PACKAGE.rglob("*.py") if path != page]
    code = "".join(path.read_text(encoding="utf-8") for path in others)
    assert not [figure for figure in FIGURES if f'"{figure}"' not in code]


def test_labels_tell_figures_apart() -> None:
    """Two figures never share a label, nor a figure and a key column of one table."""
    labels = [figure.label for figure in FIGURES.values()]
    assert len(set(labels)) == len(labels)
    keys = {KEY_LABELS[column] for columns in GROUPS.values() for column in columns}
    assert not keys & set(labels)


def test_shares() -> None:
    """The shares are those three, as they are, were and changed, and the share of a value."""
    ends = [
        f"{name}{end}"
        for name in ("coverage", "due_coverage", "load")
        for end in ("", "_before", "_change")
    ]
    assert sorted(SHARES) == sorted([*ends, "share"])


@pytest.mark.parametrize("span", [MORNING, AFTERNOON, WHOLE_DAY, EVENING])
def test_the_choices_say_the_hours_of_words(span) -> None:
    """The hours that « matin », « après-midi »… stand for are told as the reader takes them."""
    start, end = span
    assert f"{start.hour}h–{end.hour}h" in " ".join(definitions.CHOICES)


def test_label() -> None:
    """A heading is a figure's, a key column's, or the code itself."""
    assert label("coverage") == "Couverture"
    assert label("host_uai") == "UAI d’accueil"
    assert label("zzz") == "zzz"
