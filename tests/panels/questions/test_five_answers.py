"""A campaign of the real shape, its names, labels and headers written anyhow: what five answers settle."""

from pathlib import Path
from random import Random

import openpyxl
import pytest
from campaigns import copy_example

from passpro_nb.check.campaign import check_folder
from passpro_nb.export.correspondences import save_correspondences
from passpro_nb.panels.questions.figures import gather_choices, group_questions, list_questions

ODD = {
    "Présence": "Pointage", "Avis": "Cotation", "Avis saisi le": "Tapé",
    "Annulée": "Suite donnée",
}  # fmt: skip


def _misspell(draw: Random, name: str) -> str:
    """Write a name in one of four ways: shorter, with a slip, without its kind, with initials."""
    kind, *words = name.replace("Lycée professionnel", "LP").split()
    at = draw.randrange(1, len(words[-1]) - 1)
    return draw.choice([
        f"{kind} {' '.join(words)}", f"{kind} {words[0]} {words[-1][:at]}{words[-1][at + 1 :]}",
        " ".join(words), f"{kind} {words[0][0]}. {words[-1]}",
    ])  # fmt: skip


def _disturb(folder: Path, draw: Random) -> None:
    """Rename headers, take UAI and codes away, write names and labels otherwise."""
    (path,) = folder.glob("candidatures*.xlsx")
    book = openpyxl.load_workbook(path)
    header, *rows = book.active.iter_rows()
    at = {cell.value: place for place, cell in enumerate(header)}
    for cell in header:
        cell.value = ODD.get(cell.value, cell.value)
    for row in rows:
        host, origin = row[at["Libellé établissement Accueil"]], row[at["Libellé étab. origine"]]
        if host.value and draw.random() < 0.3:
            host.value = _misspell(draw, host.value)
            row[at["Code UAI étab. Accueil"]].value = row[at["Code vœu"]].value = None
        if origin.value and draw.random() < 0.3:
            origin.value = _misspell(draw, origin.value)
            row[at["Code UAI étab. origine"]].value = None
        label = row[at["Formation demandée"]]
        if label.value and draw.random() < 0.3:
            label.value = f"{label.value.replace('métiers de la', 'mét.')} (rentrée 2025, 3 ans)"
            row[at["Code vœu"]].value = None
    book.save(path)


@pytest.mark.parametrize("seed", [1, 2])
def test_five_answers_settle_nine_tenths(tmp_path: Path, seed: int):
    """The first five questions, answered as they propose, settle 90 % of what waits."""
    folder = copy_example(tmp_path / "campagne")
    _disturb(folder, Random(seed))
    groups = group_questions(list_questions(check_folder(folder)))
    waiting = sum(question.rows for group in groups for question in group)
    assert sum(map(len, groups)) > 300
    answers = [(q, q.options[0][1]) for group in groups[:5] for q in group]
    save_correspondences(folder, gather_choices(answers))
    left = sum(question.rows for question in list_questions(check_folder(folder)))
    assert waiting > 2000
    assert left <= 0.1 * waiting
