"""Codes: what a person would repair is repaired, what the check letter denies is refused."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain.codes import (
    NOT_GIVEN,
    Reading,
    cell_text,
    is_uai,
    read_department,
    read_ine,
    read_mef,
    read_offer_code,
    read_uai,
    uai_department,
    uai_letter,
)

uais = st.integers(10_001, 9_789_999).map(lambda n: f"{n:07}").map(lambda d: d + uai_letter(d))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  Lycée\u00a0 Jean\nMacé ", "Lycée Jean Macé"),
        (12.0, "12"),
        (12.5, "12,5"),
        (float("nan"), ""),
        (True, "oui"),
        ("#N/A", ""),
        ("n.c.", ""),
        ("Néant", ""),
        ("-", ""),
        ("\ufeff0932048W\u200b", "0932048W"),
        ("Nadia", "Nadia"),
    ],
)
def test_a_cell_is_one_line_of_text(cell: object, text: str) -> None:
    """Blanks are collapsed, numbers lose « .0 », signs of absence are nothing."""
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "uai"),
    [
        ("0932048w", "0932048W"),
        ("\u00a00932048W ", "0932048W"),
        ("094 1018W", "0941018W"),
        ("0932048-W", "0932048W"),
        ("932048W", "0932048W"),
        ("0781950W - LOUISE WEISS", "0781950W"),
        ("LP Machin (0930125F)", "0930125F"),
        ("Collège d’en face, 932048w", "0932048W"),
        ("ce.0770931u@ac-creteil.fr", "0770931U"),
        ("04770677F", "0470677F"),
        ("0932048WW", "0932048W"),
        ("O932O48W", "0932048W"),
        ("093 I193S", "0931193S"),
    ],
)
def test_a_uai_is_repaired_when_its_letter_proves_the_repair(cell: str, uai: str) -> None:
    """A repair gives the right code and says that there was one."""
    assert read_uai(cell) == Reading(uai, repaired=True)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("0932048X", "uai_letter"),
        ("932048X", "uai_letter"),
        ("0932048X - Lycée Blaise Cendrars", "uai_letter"),
        ("0000000A", "uai_letter"),
        ("75001", "uai_form"),
        (932048, "uai_form"),
        ("0932048", "uai_form"),
        ("093XXX01", "uai_form"),
        ("à compléter", "uai_form"),
        ("0932048 Wagner", "uai_form"),
        ("0930125 L'Horizon", "uai_form"),
        ("01 57 02 68 10", "uai_form"),
        ("0770931U / 0771027Y", "uai_several"),
    ],
)
def test_a_uai_that_nothing_proves_is_refused(cell: object, fault: str) -> None:
    """A wrong letter, a placeholder, two codes: each has a fault of its own, and no value."""
    assert read_uai(cell) == Reading(fault=fault)


def test_a_right_uai_is_not_called_repaired() -> None:
    """A code in the right form is taken as it is; a blank is not given."""
    assert read_uai("0932048W") == Reading("0932048W")
    assert read_uai(" ") == read_uai(None) == read_uai("#N/A") == NOT_GIVEN


@given(uais, st.sampled_from(["", " ", "\u00a0"]), st.booleans(), st.booleans())
def test_any_uai_reads_back_through_usual_messes(
    uai: str, blank: str, lower: bool, named: bool
) -> None:
    """Case, blanks, a name beside it: the same code comes back."""
    written = blank + uai[:3] + blank * (not named) + uai[3:] + blank
    written += "- Collège Nord" * named
    assert read_uai(written.lower() if lower else written).value == uai


@given(uais, st.integers(0, 6), st.integers(1, 9))
def test_a_wrong_digit_is_never_taken(uai: str, place: int, shift: int) -> None:
    """One wrong digit is refused: the code that comes out is not another school's."""
    wrong = uai[:place] + str((int(uai[place]) + shift) % 10) + uai[place + 1 :]
    assert read_uai(wrong).value is None


@given(uais, st.integers(0, 6))
def test_a_digit_struck_twice_is_undone_or_refused(uai: str, place: int) -> None:
    """Nine characters give back the code, or nothing: never another code."""
    assert read_uai(uai[: place + 1] + uai[place:]).value in (uai, None)


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_the_dirty_list_of_78_is_wholly_repaired(shared: Path) -> None:
    """Each lower-case code is repaired into the code that the school's mail address holds."""
    path = shared / "realdata/establishments/Colleges_par_derogation_78.csv"
    rows = [row for row in _rows(path, ";") if row["Code UAI"]]
    mails = [re.findall(r"\d{7}[a-z]", row["Email du chef d’établissement"]) for row in rows]
    read = [[read_uai(row["Code UAI"]).value] for row in rows]
    assert len(rows) == 74
    assert read == [[uai.upper() for uai in mail] for mail in mails]


def test_the_dirty_list_of_colleges_is_repaired_and_none_wrongly(shared: Path) -> None:
    """All but three codes are read, these three have a letter that denies them."""
    rows = _rows(shared / "realdata/establishments/college-rep.csv", ",")
    cells = [row["Code UAI "] for row in rows]
    slips = {"09110776Z": "0910776Z", "04770677F": "0470677F", "06100057F": "0610057F"}
    wanted = {cell: slips.get(cell.strip(), cell.strip().upper()) for cell in cells}
    denied = {"0310007M", "0711348X", "0260049L"}
    read = {cell: read_uai(cell) for cell in cells}
    assert {cell for cell, reading in read.items() if reading.fault} == denied
    assert all(read[cell].value == wanted[cell] for cell in cells if cell not in denied)
    assert Counter(read[cell].repaired for cell in cells)[True] == 34


def test_the_letter_of_all_real_schools_is_right(shared: Path) -> None:
    """The rule of the check letter holds for each school of the three départements."""
    path = shared / "realdata/establishments/DERIVED_creteil_colleges_lycees.csv"
    rows = _rows(path, ";")
    assert len(rows) == 719
    assert all(is_uai(row["uai"]) for row in rows)
    assert all("0" + uai_department(row["uai"]) == row["departement"] for row in rows)


@pytest.mark.parametrize(
    ("uai", "department"),
    [
        ("0772120L", "77"), ("0750465Y", "75"), ("0010001W", "01"),
        ("6200001A", "2A"), ("7200001B", "2B"), ("9710001C", "971"),
    ],
)  # fmt: skip
def test_the_departement_of_a_uai(uai: str, department: str) -> None:
    """Two digits on the mainland, 2A and 2B in Corsica, three digits overseas."""
    assert uai_department(uai) == department


@pytest.mark.parametrize(
    ("cell", "department"),
    [
        (77, "77"), (93.0, "93"), ("077", "77"), (1, "01"), ("2a", "2A"), ("0971", "971"), ("D77", "77"), ("d 94", "94"),
        ("Seine-et-Marne", "77"), ("SEINE ST DENIS", "93"), ("Val d’Oise", "95"),
        ("93 - Seine-Saint-Denis", "93"), ("Val-de-Marne (94)", "94"), ("dépt 94", "94"),
    ],
)  # fmt: skip
def test_a_departement_in_all_its_spellings(cell: object, department: str) -> None:
    """A number, a name or both come to one canonical form."""
    assert read_department(cell) == Reading(department)


@pytest.mark.parametrize("cell", ["Créteil", "99", "20", "93 - Val-de-Marne", "77 et 93", "Seine"])
def test_what_is_no_departement_is_refused(cell: str) -> None:
    """An académie, a number that none has, a number and a name that disagree."""
    assert read_department(cell) == Reading(fault="unreadable_department")


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("2472000831", Reading("2472000831")),
        (2472000831.0, Reading("2472000831")),
        ("2472000831.0", Reading("2472000831", repaired=True)),
        ("24720008310", Reading("2472000831")),
        (24720008310, Reading("2472000831")),
        ("247 20008 31", Reading("2472000831", repaired=True)),
        ("2472000831 - 2NDPRO MET.TRANSIT.", Reading("2472000831", repaired=True)),
        ("23810020003", Reading(fault="mefstat")),
        ("238100200", Reading(fault="mefstat")),
        ("2,47E+09", Reading(fault="mef_form")),
        ("247200", Reading(fault="mef_form")),
        ("", NOT_GIVEN),
    ],
)
def test_a_mef_is_ten_digits(cell: object, reading: Reading) -> None:
    """Affelnet's eleventh digit is cut, a MEFSTAT and a truncated number are refused."""
    assert read_mef(cell) == reading


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("100000059KF", Reading("100000059KF")),
        ("100000059 kf", Reading("100000059KF", repaired=True)),
        ("0123456789M", Reading("0123456789M")),
        ("123456789M", Reading("0123456789M", repaired=True)),
        ("0123456789A", Reading(fault="ine_letter")),
        ("12345", Reading(fault="ine_form")),
        ("-", NOT_GIVEN),
    ],
)
def test_an_ine_has_one_of_two_forms(cell: str, reading: Reading) -> None:
    """Nine digits and two letters, or ten digits and the letter that they give."""
    assert read_ine(cell) == reading


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("12345678", Reading("12345678")),
        (1234567.0, Reading("01234567", repaired=True)),
        ("ab12cd34", Reading("AB12CD34", repaired=True)),
        ("AB12", Reading(fault="offer_code_form")),
        (None, NOT_GIVEN),
    ],
)
def test_a_code_voeu_is_eight_characters(cell: object, reading: Reading) -> None:
    """Text as it is; a number gets back the zeros that Excel took."""
    assert read_offer_code(cell) == reading
