"""French: plurals, numbers, dates and lists as they are written, whatever the machine's locale."""

from datetime import date, timedelta

import pytest
from campaigns import blank
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain.french import (
    DEPARTMENTS,
    day_month,
    fold,
    listing,
    long_date,
    number,
    percent,
    plural,
    quoted,
    short_date,
)


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, "avis manquant", "0 avis manquant"),
        (1, "avis manquant", "1 avis manquant"),
        (2, "avis manquant", "2 avis manquants"),
        (3, "avis en retard", "3 avis en retard"),
        (2, "lycée professionnel", "2 lycées professionnels"),
        (2, "établissement d’accueil", "2 établissements d’accueil"),
        (5, "élève à convoquer", "5 élèves à convoquer"),
        (2, "total", "2 totaux"),
        (2, "niveau", "2 niveaux"),
        (2, "choix", "2 choix"),
        (12_000, "candidature", "12 000 candidatures"),
    ],
)
def test_plural(count, words, said) -> None:
    """0 and 1 are singular; words take their plural up to the first invariable one."""
    assert blank(plural(count, words)) == said


def test_plural_given() -> None:
    """A plural that no rule gives is given."""
    assert blank(plural(2, "œil", "yeux")) == "2 yeux"
    assert blank(plural(1, "œil", "yeux")) == "1 œil"


def test_a_number_stays_with_its_noun() -> None:
    """No line breaks between a number and its noun, nor inside the number."""
    assert plural(12_000, "avis") == "12\u202f000\u00a0avis"
    assert percent(0.125) == "12,5\u00a0%"
    assert quoted("x") == "«\u00a0x\u00a0»"


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1234, 0, "1 234"),
        (1_234_567, 0, "1 234 567"),
        (12.25, 1, "12,2"),
        (12.5, 1, "12,5"),
        (1234.5, 1, "1 234,5"),
        (-0.2, 0, "0"),
        (-12, 0, "-12"),
        (None, 0, "–"),
        (float("nan"), 0, "–"),
    ],
)
def test_number(value, digits, said) -> None:
    """Thousands are apart, decimals after a comma; nothing known is a dash; no « moins zéro »."""
    assert blank(number(value, digits)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0,0 %"),
        (0.125, "12,5 %"),
        (1.0, "100,0 %"),
        (1.5, "150,0 %"),
        (0.9999, "99,9 %"),
        (0.0001, "0,1 %"),
        (None, "sans objet"),
        (float("nan"), "sans objet"),
    ],
)
def test_percent(share, said) -> None:
    """A share is a percentage, « sans objet » where there is none; only all is 100 %, only none 0 %."""
    assert blank(percent(share)) == said


@pytest.mark.parametrize(
    ("day", "said", "short"),
    [
        (date(2025, 3, 3), "lundi 3 mars 2025", "03/03/2025"),
        (date(2025, 12, 1), "lundi 1er décembre 2025", "01/12/2025"),
        (date(2025, 8, 31), "dimanche 31 août 2025", "31/08/2025"),
    ],
)
def test_dates(day, said, short) -> None:
    """Days are written in words, the first of a month as « 1er », or in digits."""
    assert long_date(day, weekday=True) == said
    assert long_date(day) == said.split(" ", 1)[1]
    assert short_date(day) == short


@pytest.mark.parametrize(
    ("day", "said", "short"),
    [
        (date(2025, 2, 12), "12 février", "12 févr."),
        (date(2025, 4, 1), "1er avril", "1er avr."),
        (date(2025, 5, 14), "14 mai", "14 mai"),
    ],
)
def test_days_without_their_year(day, said, short) -> None:
    """A day whose year is told elsewhere; its month is cut as French cuts it (« avr. »)."""
    assert day_month(day) == said
    assert day_month(day, short=True) == short


def test_no_date() -> None:
    """An unknown day is a dash."""
    assert (long_date(None), short_date(None)) == ("–", "–")


@pytest.mark.parametrize(
    ("items", "limit", "said"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b"], None, "a et b"),
        ([12, 18, 31], None, "12, 18 et 31"),
        (["a", "b", "c"], 2, "a, b et c"),  # never « 1 autre »: it is as short to name it
        (["a", "b", "c", "d"], 2, "a, b et 2 autres"),
    ],
)
def test_listing(items, limit, said) -> None:
    """Things are listed with « et »; beyond the limit the others are counted."""
    assert blank(listing(items, limit)) == said


@pytest.mark.parametrize(
    ("text", "length"), [("a" * 60, 60), ("a" * 61, 58), ("a" * 40_000, 58), ("", 0)]
)
def test_quoted(text, length) -> None:
    """A quoted value is cut after 60 characters."""
    assert len(quoted(text)) == length + 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Établissement d'accueil", "ETABLISSEMENT  D’ACCUEIL"),
        ("Code vœu", "code voeu"),
        ("N° UAI", "n uai"),
        ("Libellé\u00a0formation", "libelle formation"),
        ("Nom_commune", "nom commune"),
        ("Présent (O/N)", "present o n"),
    ],
)
def test_fold(one, other) -> None:
    """Case, accents, punctuation, blanks and the form of an apostrophe do not tell texts apart."""
    assert fold(one) == fold(other)


@given(st.text(max_size=30))
def test_fold_once(text) -> None:
    """Folding twice is folding once, in small letters and digits apart by one blank."""
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.replace(" ", "").isalnum() or not folded
    assert "  " not in folded


@given(st.integers(-(10**9), 10**9))
def test_a_number_reads_back(value) -> None:
    """What is written reads back the same."""
    assert int(blank(number(value)).replace(" ", "")) == value


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_days_are_told_apart(day) -> None:
    """Two days in a row are never written the same."""
    assert long_date(day) != long_date(day + timedelta(1))


def test_departments() -> None:
    """The three départements have their names."""
    assert list(DEPARTMENTS) == ["77", "93", "94"]
