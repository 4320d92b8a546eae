"""The status that a label tells, and the label without it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.read.names import normal_programme
from passpro_nb.read.statuses import split_status

APPRENTICES = [
    "CAP ébéniste (apprentissage)", "CAP ébéniste par apprentissage", "CAP ébéniste en alternance",
    "CAP ébéniste par la voie de l’apprentissage", "CAP ébéniste - UFA", "CAP ébéniste (FA)",
    "CAP ébéniste - APP", "CAP ébéniste [AP]", "CAP ébéniste FA", "UFA - CAP ébéniste",
    "FA - CAP ébéniste", "CAP ébéniste sous statut d'apprenti", "CAP ébéniste apprenti(e)s",
    "CAP ébéniste pour apprentis", "CAP ébéniste / CFA", "CAP ébéniste (UFA Jean Moulin)",
    "CAP ébéniste - CFA Jean-Moulin", "CAP ÉBÉNISTE EN APPRENTISSAGE", "CAP ébéniste : alternance",
    "[Apprentissage] CAP ébéniste", "CAP ébéniste en contrat d’apprentissage",
]  # fmt: skip
PUPILS = [
    "CAP ébéniste (scolaire)", "CAP ébéniste voie scolaire", "CAP ébéniste - sous statut scolaire",
    "CAP ébéniste, formation initiale sous statut scolaire", "CAP ébéniste scolaire",
    "CAP ébéniste (ST)", "CAP ébéniste – voie scolaire", "CAP ébéniste (hors apprentissage)",
]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "status"),
    [
        *((label, "apprentissage") for label in APPRENTICES),
        *((label, "scolaire") for label in PUPILS),
    ],
)
def test_the_words_of_a_status_are_no_part_of_the_programme(label: str, status: str) -> None:
    """In brackets, after a dash or in plain words, they tell the status, and the rest is the programme."""
    bare, told = split_status(label)
    assert told == status
    assert bare.casefold() == "cap ébéniste"
    assert normal_programme(label) == normal_programme("CAP ébéniste")


@pytest.mark.parametrize(
    "label",
    [
        "CAP fabrication industrielle des céramiques", "2de pro façades et enduits", "Mention FAÇADES",
        "Application des revêtements", "CAP Applications numériques", "2de pro apprêteur",
        "CAP accompagnement périscolaire", "CAP animation péri-scolaire", "CAP St-Honoré",
        "CAP conducteur de transport scolaire et urbain", "CAP Sculpture - ornement", "CAP ébéniste",
        "2de pro technicien (STI)", "CAP alternateurs", "",
    ],
)  # fmt: skip
def test_a_programme_that_holds_such_letters_is_left_alone(label: str) -> None:
    """« FA » inside a word, « application », « périscolaire »: the label stays as it is written."""
    assert split_status(label) == (label, None)


def test_a_label_may_say_more_than_its_status() -> None:
    """What stands beside the words stays: the length of a CAP makes another programme."""
    assert split_status("CAP cuisine - apprentissage - 1 an") == (
        "CAP cuisine - 1 an",
        "apprentissage",
    )
    assert split_status("CAP cuisine (apprentissage, 1 an)") == (
        "CAP cuisine (1 an)",
        "apprentissage",
    )
    assert normal_programme("CAP cuisine (UFA, 1 an)") == normal_programme("CAP cuisine 1 an")


def test_both_statuses_at_once_are_none() -> None:
    """« Scolaire ou apprentissage » does not tell which."""
    assert split_status("CAP cuisine (scolaire ou apprentissage)") == ("CAP cuisine", None)


def test_nothing_but_a_status_is_no_programme_less() -> None:
    """A label that would be left empty stays whole."""
    assert split_status("Apprentissage") == ("Apprentissage", "apprentissage")


@given(st.sampled_from([*APPRENTICES, *PUPILS]), st.sampled_from(["", " "]))
def test_what_is_left_tells_nothing_more(label: str, pad: str) -> None:
    """Once taken off, the words are gone: a second reading finds none."""
    assert split_status(split_status(pad + label)[0])[1] is None


@pytest.mark.parametrize("part", ["de ", " - ", "apprenti ", "(", " fa", "voie ", "et ou ", "UFA "])
def test_a_hostile_label_is_read_at_once(part: str) -> None:
    """A cell made to slow the reader, of 300 characters or 32,767, costs no more than a blink."""
    begun = time.perf_counter()
    split_status(part * (300 // len(part)))
    split_status(part * (32_767 // len(part)))
    assert time.perf_counter() - begun < 5
