"""Accents damaged before a file came are put right, or said to be lost."""

import time

import openpyxl
import pytest

from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.read.texts.mending import mend

RIGHT = [
    ["Présence", "Prénom", "Code vœu", "Œuvre", "N° d’élève"],
    ["à l’heure", "Maëlle", "« oui »", "ÉLODIE", "12 €"],
    ["réservé", "Noël", "Hôtellerie, où ?", "Île", "Ça"],
]


def mended(cells: list[list[object]]) -> tuple[int, int]:
    """Mend the cells of a sheet in place."""
    return mend(cells, Sheet("f.csv", "", cells).texts)


def doubled(text: str, encoding: str, times: int = 1) -> str:
    """Return a text as it is once written in UTF-8 and opened as something else."""
    for _ in range(times):
        text = text.encode().decode(encoding)
    return text


@pytest.mark.parametrize(
    ("encoding", "times"),
    [("cp1252", 1), ("cp1252", 2), ("latin-1", 1), ("cp850", 1), ("mac_roman", 1)],
)
def test_accents_coded_twice_are_put_right(encoding, times):
    """Whatever opened the file and saved it again, once or twice, the accents come back."""
    cells = [[doubled(cell, encoding, times) for cell in row] for row in RIGHT]
    assert mended(cells) == (15, 0)
    assert cells == RIGHT


def test_a_blank_that_does_not_break_is_found_again():
    """« à » ends on a no-break blank once doubled: programs turn it into a blank, or cut it."""
    cells = [["Rendez-vous Ã  voir", "Entretien Ã\xa0 venir"]]
    mended(cells)
    assert cells == [["Rendez-vous à voir", "Entretien à venir"]]


@pytest.mark.parametrize(
    "text",
    ["SÃO PAULO", "João", "Ângela", "Â", "├──┼──┤", "√ 9", "¬ A", "« Zoé »", "naïve", "l’été", "“ça”", "ﬁn…", 12, None],
)  # fmt: skip
def test_what_is_not_damaged_stays_as_it_is(text):
    """Foreign names, drawings, curled quotes and rare signs are nobody's damage."""
    cells = [[text]]
    assert mended(cells) == (0, 0)
    assert cells == [[text]]


def test_a_workbook_is_mended_and_says_it_once(tmp_path):
    """A workbook made of a text opened wrongly is put right, with one sentence for the sheet."""
    book = openpyxl.Workbook()
    for row in RIGHT:
        book.active.append([doubled(cell, "cp1252") for cell in row])
    book.active.append([3, "Zoé"])
    book.create_sheet("Autre").append(["Présence"])
    book.save(tmp_path / "a.xlsx")
    first, second = read_sheets(tmp_path / "a.xlsx")
    assert first.cells[:3] == RIGHT
    assert [fault.said.replace("\u00a0", " ") for fault in first.told] == [
        "Des accents étaient codés deux fois (« Ã© » pour « é ») dans 15 cellules : ils sont réparés. "
        "Pour l’avenir, demandez le fichier d’origine."
    ]
    assert second.told == ()


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ([["Pr?sence", "Pr?nom", "UAI"], ["oui", "Zo?", "1"]], 2),
        ([["Pr\ufffdsence", "Prénom"], ["oui", "Zo\ufffd"]], 2),
        ([["Présence ?", "Vu ?"], ["oui?non", "?"]], 0),
        ([["https://exemple.invalid/page?id=a", "http://exemple.invalid/b?c=d"]], 0),
    ],
)
def test_accents_lost_for_good_are_said(tmp_path, rows, lost):
    """What no one can put right is one warning; a question mark of a sentence is none."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert sheet.cells == rows
    assert [fault.code for fault in sheet.told] == ["lost_accents"] * bool(lost)
    if lost:
        assert f"dans {lost}\u00a0cellules" in sheet.told[0].said


def test_a_damaged_file_of_many_texts_takes_seconds():
    """Each distinct text is mended once, and no more than a hundred thousand of them."""
    cells = [[f"Ã‰lÃ¨ve {n % 5000}", "PrÃ©sent"] for n in range(100_000)]
    start = time.perf_counter()
    assert mended(cells) == (200_000, 0)
    assert time.perf_counter() - start < 10
    assert cells[-1] == ["Élève 4999", "Présent"]
