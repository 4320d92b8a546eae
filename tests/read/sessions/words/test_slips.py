"""Slips of the keyboard are mended, and no word of French is taken for one."""

from __future__ import annotations

import pytest

from passpro_nb.read.sessions.clauses import neutral
from passpro_nb.read.sessions.words.slips import mend_word
from passpro_nb.read.sessions.words.tokens import read_tokens
from passpro_nb.read.sessions.words.vocabulary import WORDS, fold_in_place


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("mecredi", "mercredi"),
        ("mecredis", "mercredis"),
        ("vendrdi", "vendredi"),
        ("matinn", "matin"),
        ("matiin", "matin"),
        ("maitn", "matin"),
        ("chaqe", "chaque"),
        ("elevs", "eleves"),
        ("entrtien", "entretien"),
        ("colectif", "collectif"),
    ],
)
def test_slips(slip: str, word: str) -> None:
    """A letter missing, doubled, too many or out of its place is put right."""
    assert mend_word(slip) == word


@pytest.mark.parametrize(
    "word", ["malin", "marin", "latin", "main", "martin", "plage", "semaine", "journal", "addition"]
)
def test_other_words(word: str) -> None:
    """No letter stands for another: « malin » is no « matin »."""
    assert mend_word(word) == word


def test_known_words_are_no_slips() -> None:
    """None of the words that stand beside days is taken for a slip of another."""
    lists = [each for each in vars(neutral).values() if isinstance(each, frozenset)]
    known = frozenset().union(*lists)
    assert len(known) > 1000
    assert [word for word in sorted(known - set(WORDS)) if mend_word(word) != word] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mercredi &é mars", "mercredi 12 mars"),
        ("13h30 0 16h30", "13h30 à 16h30"),
        ("16h30.Les candidats", "16h30;Les candidats"),
        ("M.Dupont", "m.dupont"),
        ("le (9h-12h)", "le (9h-12h)"),
        ("d’entretien 9h", "d'entretien 9h"),
        ("les 0 9 et 10", "les 0 9 et 10"),
    ],
)
def test_shifted_keys(typed: str, meant: str) -> None:
    """Digits typed without the shift key, and « à » with it, are read in days and hours only."""
    assert fold_in_place(typed) == fold_in_place(meant)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("mat1n", "daypart"), ("mercred1", "weekday"), ("a0ut", "month"), ("salle b12", "room")],
)
def test_digits_for_letters(text: str, kind: str) -> None:
    """A digit for a letter is read in the names of days, months and « matin »."""
    assert read_tokens(text)[0].kind == kind
