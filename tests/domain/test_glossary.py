"""The glossary: terms told once, every kind of cell in words, sentences that the program really says."""

import ast
import math
import re

import pandas as pd
import pytest
from places import PACKAGE

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import FIGURES, formula
from passpro_nb.domain.french import fold
from passpro_nb.domain.glossary import KIND_WORDS, QUESTIONS, TERMS, Question
from passpro_nb.domain.tables import KINDS


def test_terms_are_told_once_and_in_order() -> None:
    """Terms are sorted, each a sentence, and none is also the label of a figure."""
    assert list(TERMS) == sorted(TERMS, key=fold)
    assert {fold(term) for term in TERMS}.isdisjoint(fold(f.label) for f in FIGURES.values())
    assert all(meaning.endswith(".") and meaning[0].isupper() for meaning in TERMS.values())


def test_every_kind_of_cell_is_in_words() -> None:
    """No kind of column is without its words, and no words are of a kind that is gone."""
    assert set(KIND_WORDS) == set(KINDS)


def sentences() -> str:
    """Return every text of the package, what varies being « … »."""
    texts = []
    for path in PACKAGE.rglob("*.py"):
        if path.name != "glossary.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts += [said(node) for node in ast.walk(tree)]
    return "\n".join(texts)


def said(node: ast.AST) -> str:
    """Return the text of a piece of code."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(said, node.values))
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "…" if isinstance(node, ast.FormattedValue) else ""


@pytest.fixture(scope="module")
def spoken() -> str:
    """Return every text of the package, once."""
    return sentences()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: fold(q.said)[:30].replace(" ", "-"))
def test_the_questions_are_about_what_is_really_said(question: Question, spoken: str) -> None:
    """A sentence of the questions is one that the program says, word for word."""
    known = (
        question.said.replace("campagne.toml", "…")
        if "pas de fichier" in question.said
        else question.said
    )
    assert known in spoken
    assert question.means.endswith(".")
    assert question.do.endswith(".")


EVALUATED = {
    "registered", "expected", "coverage", "due", "due_coverage", "missing_at_limit", "capacity",
    "demand", "load",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(EVALUATED))
def test_a_formula_gives_the_figure(code: str, campaign: Campaign) -> None:
    """What the glossary says of a figure is what is measured, in every host of the example."""
    figures = campaign.figures("2025-04-28")
    table = figures.coverage("host").merge(figures.capacity("host"), on="host_uai")
    worked = (
        re.sub(r"\{(\w+)\}", r"`\1`", FIGURES[code].formula).replace("−", "-").replace("÷", "/")
    )
    given = table.eval(worked).astype("Float64")
    rounded = (
        given.round(6)
        if code != "missing_at_limit"
        else (given - 1e-9).round(6).map(math.ceil, na_action="ignore").astype("Float64")
    )
    known = table[code].astype("Float64").round(6)
    there = known.notna()
    assert there.any()
    pd.testing.assert_series_equal(rounded[there], known[there], check_names=False)


def test_formulas_name_figures() -> None:
    """A formula is said in the labels of figures, and those that are counted have none."""
    assert formula("coverage") == "avis saisis ÷ avis attendus"
    assert formula("absent") == ""
    assert {code for code in FIGURES if formula(code)} > EVALUATED
    assert "{" not in "".join(map(formula, FIGURES))
