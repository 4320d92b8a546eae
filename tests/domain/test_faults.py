"""Every kind of fault: a small broken campaign, the exact sentence, the cell it names."""

from pathlib import Path

import pytest
from faults_cases import CASES, Case, write_campaign

from passpro_nb.check.campaign import check_folder
from passpro_nb.domain.faults import FAULTS, SEVERITIES, fault, worst_first


def plain(sentence: str) -> str:
    """Return a sentence with ordinary blanks for the no-break ones."""
    return sentence.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_good_campaign_has_no_fault(tmp_path: Path):
    """Nothing is said of a campaign without fault: no sentence cries wolf."""
    assert check_folder(write_campaign(tmp_path)).faults == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_sentence_of_each_fault(tmp_path: Path, case: Case):
    """Each kind is raised once by its broken campaign, with this sentence, in this cell."""
    folder = write_campaign(tmp_path, case.cells)
    if case.act:
        case.act(folder)
    found = [fault for fault in check_folder(folder).faults if fault.code == case.code]
    assert [(plain(fault.message), fault.cell) for fault in found] == [(case.sentence, case.cell)]


def test_no_kind_without_its_case():
    """A kind of fault without a broken campaign and a sentence is refused.

    Those of the workbooks that schools send back (`returned_…`) are tried where these are read.
    """
    delivered = [code for code in FAULTS if not code.startswith("returned_")]
    assert [case.code for case in CASES if not case.sentence] == []
    assert sorted(case.code for case in CASES) == sorted(delivered)


def test_kinds_are_whole():
    """Each kind has a known severity, a title, a reason, and a sentence that ends as one."""
    for kind in FAULTS.values():
        assert kind.severity in SEVERITIES
        assert kind.title
        assert kind.why
        assert kind.sentence.endswith((".", "}")), kind.code


def test_a_reason_is_no_echo():
    """Why a fault matters is not what its sentence or its title says already; it fits on a line."""
    for kind in FAULTS.values():
        assert kind.why not in kind.sentence, kind.code
        assert kind.why[0].islower(), kind.code
        assert not kind.why.endswith("."), kind.code
        assert 20 <= len(kind.why) <= 90, kind.code


def test_sentences_are_set_as_french_is():
    """No high punctuation and no quotation mark can be parted from its word by a line's end."""
    for kind in FAULTS.values():
        said = f"{kind.sentence} {kind.why}"
        assert not any(sign in said for sign in ("« ", " »", " :", " ;", " ?")), kind.code


def test_a_pupil_is_never_named(tmp_path: Path):
    """No sentence and no value quotes a name, an INE or a birth date."""
    cells = {"A!B2": "12AB", "A!D2": "31/02/2010", "A!C3": "AUTRE", "A!P3": "Réservé"}
    faults = check_folder(write_campaign(tmp_path, cells)).faults
    assert {"ine_form", "impossible_date", "contradiction"} <= {fault.code for fault in faults}
    said = " ".join(f"{fault.message} {fault.value}" for fault in faults)
    assert not any(word in said for word in ("EXEMPLE", "AUTRE", "12AB", "31/02/2010", "2010"))


def test_the_worst_come_first():
    """Errors, then warnings, then information; inside each, the order of the files."""
    codes = ["repaired_uai", "merged_rows", "missing_host"]
    faults = [fault(code, file="f.xlsx", rows="", value="", repaired="") for code in codes]
    assert [f.code for f in worst_first(faults)] == codes[::-1]
