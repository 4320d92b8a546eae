"""Exceptions that a user meets: a sentence, in a notebook too."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from passpro_nb.domain import errors
from passpro_nb.domain.errors import PassproError


def test_all_are_of_one_tree() -> None:
    """Whatever a user meets is a `PassproError`, so that one `except` is enough."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(kinds) > 5
    assert all(issubclass(kind, PassproError) for kind in kinds)


def test_a_notebook_shows_the_sentence() -> None:
    """In a notebook the sentence stands alone, without frames, and no cell below is run."""
    cells = [
        "from passpro_nb.domain.errors import UsageError",
        "raise UsageError('Ce dossier n’existe pas : indiquez celui d’une campagne.')",
        "print('plus bas')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=60).execute()
    shown = notebook.cells[1].outputs[0]
    assert shown["traceback"] == ["Ce dossier n’existe pas : indiquez celui d’une campagne."]
    assert notebook.cells[2].outputs == []
