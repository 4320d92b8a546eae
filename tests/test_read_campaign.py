"""A folder's files: which are read, as what, and which delivery is the newer."""

import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from faults_cases import GOOD, write_campaign
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import write_table

from passpro_nb.check_campaign import check_folder
from passpro_nb.read_campaign import Delivery, read_delivery
from passpro_nb.tables import APPLICATIONS, CATALOGUE

HEADERS = [header for header, _ in GOOD["A"].values()]
ROW = [value or "" for _, value in GOOD["A"].values()]


def row(number: int) -> list[str]:
    """Return the application of another pupil."""
    return [f"D{number}", "", *ROW[2:]]


def codes(delivery: Delivery) -> list[str]:
    """Return the kinds of fault of a delivery."""
    return [fault.code for fault in delivery.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign without applications."""
    (write_campaign(tmp_path) / "candidatures.xlsx").unlink()
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["Candidatures.xlsx", "CANDIDATURES 2025.xls", "candidatures-93.ods", "candidatures_vu.csv",
     "candidatures.txt"],
)  # fmt: skip
def test_a_role_is_told_by_the_name(folder: Path, name: str):
    """Case does not matter, what follows neither; every form is read."""
    write_table(folder / name, [HEADERS, row(1), row(2)])
    delivery = read_delivery(folder)
    assert codes(delivery) == []
    assert delivery.frames[APPLICATIONS.code]["file_number"].tolist() == ["D1", "D2"]
    assert delivery.frames[APPLICATIONS.code]["row"].tolist() == [2, 3]


def test_files_of_other_departements_are_all_read(folder: Path):
    """One file a département, or several sheets: their rows add up."""
    write_table(folder / "candidatures_77.csv", [HEADERS, row(1), row(2)])
    write_table(folder / "candidatures_93.csv", [HEADERS, row(3)])
    assert len(read_delivery(folder).frames[APPLICATIONS.code]) == 3


def test_the_date_in_the_name_tells_the_newer(folder: Path):
    """A delivery replaces an older one that it repeats, whatever the order of the names."""
    write_table(folder / "candidatures_2025-03-10.csv", [HEADERS, row(1), row(2), row(3)])
    write_table(folder / "candidatures b 20250301.csv", [HEADERS, row(1), row(2)])
    delivery = read_delivery(folder)
    (told,) = delivery.faults
    assert (told.code, told.file) == ("replaced_delivery", "candidatures b 20250301.csv")
    assert set(delivery.frames[APPLICATIONS.code]["file"]) == {"candidatures_2025-03-10.csv"}


def test_without_a_date_the_file_saved_last_is_newer(folder: Path):
    """The modification time decides between two names without a date."""
    for name, moment in (
        ("candidatures a.csv", 2_000_000_000),
        ("candidatures b.csv", 1_900_000_000),
    ):
        os.utime(write_table(folder / name, [HEADERS, row(1)]), (moment, moment))
    assert [fault.file for fault in read_delivery(folder).faults] == ["candidatures b.csv"]


def test_half_in_common_is_not_mostly(folder: Path):
    """Two files that share half of their keys are two parts of one delivery."""
    write_table(folder / "candidatures_2025-03-01.csv", [HEADERS, row(1), row(2)])
    write_table(folder / "candidatures_2025-03-02.csv", [HEADERS, row(2), row(3)])
    delivery = read_delivery(folder)
    assert codes(delivery) == []
    assert len(delivery.frames[APPLICATIONS.code]) == 4


def test_three_deliveries_leave_the_last(folder: Path):
    """Each older one is replaced by the newest, not by one that is itself replaced."""
    for day in (1, 2, 3):
        write_table(folder / f"candidatures_2025-03-0{day}.csv", [HEADERS, row(1), row(2)])
    said = [(fault.file[-6:-4], fault.message) for fault in read_delivery(folder).faults]
    assert [day for day, _ in said] == ["02", "01"]
    assert all("2025-03-03" in message for _, message in said)


def test_an_opinions_file_completes_the_applications(folder: Path):
    """`avis*` is joined on the pupil and the offer, by INE or by dossier."""
    write_table(
        folder / "candidatures.csv",
        [HEADERS, ["D1", "123456789AB", *ROW[2:15], "", "", "", "", ""]],
    )
    write_table(
        folder / "avis.csv",
        [["Dossier", "UAI", "Formation", "Avis", "Date"], ["D1", "0930125F", "CAP fleuriste", "TF", "13/03/2025"]],
    )  # fmt: skip
    campaign = check_folder(folder)
    assert campaign.faults == ()
    (application,) = campaign.applications.to_dict("records")
    assert application["opinion"] == "Très favorable"
    assert application["opinion_on"] == pd.Timestamp(2025, 3, 13)
    assert campaign.reconciliation.set_index("file").loc["avis.csv", "merged"] == 1


def test_codes_are_read_as_text(folder: Path):
    """A leading zero is never lost to a number, a number is never « 1.0 »."""
    write_table(folder / "candidatures.xlsx", [HEADERS, [12.0, "", *ROW[2:]]])
    delivery = read_delivery(folder)
    assert delivery.frames[APPLICATIONS.code]["file_number"].tolist() == ["12"]
    assert delivery.frames[CATALOGUE.code]["host_uai"].tolist() == ["0930125F"]


def test_a_lock_file_is_passed_over(folder: Path):
    """Excel's lock is no damaged delivery: the workbook beside it is read."""
    write_table(folder / "candidatures.xlsx", [HEADERS, row(1)])
    (folder / "~$candidatures.xlsx").write_bytes(b"\x05user")
    assert codes(read_delivery(folder)) == ["lock_file"]


MESSY = {
    "opinion": st.sampled_from([("TF", "Très favorable"), ("fav.", "Favorable"), ("", None)]),
    "interview_on": st.dates(date(2025, 3, 10), date(2025, 5, 7)).flatmap(
        lambda day: st.sampled_from(
            [(f"{day:%d/%m/%Y}", day), (f"{day:%d.%m.%y}", day), (day.isoformat(), day)]
        )
    ),
    "host_uai": st.sampled_from([(w, "0930125F") for w in ("0930125F", "930125f", " 093 0125 F ")]),
}  # fmt: skip
PLACES = {"opinion": "P", "interview_on": "N", "host_uai": "H"}


@given(
    rows=st.lists(st.fixed_dictionaries(MESSY), min_size=1, max_size=5),
    ending=st.sampled_from([".xlsx", ".xls", ".ods", ".csv"]),
    titles=st.integers(0, 3),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_messes_read_back_the_same(tmp_path: Path, rows, ending: str, titles: int, order):
    """Any form, any order of columns, titles above, spellings of values: one meaning."""
    shutil.rmtree(tmp_path)
    (write_campaign(tmp_path) / "candidatures.xlsx").unlink()
    cells = [dict(zip(GOOD["A"], row(n), strict=True)) for n in range(len(rows))]
    for line, messy in zip(cells, rows, strict=True):
        line |= {PLACES[code]: written for code, (written, _) in messy.items()}
    columns = list(GOOD["A"])
    order.shuffle(columns)
    body = [[line[c] for c in columns] for line in cells]
    head = [[f"Titre {n}"] for n in range(titles)]
    table = [*head, [GOOD["A"][c][0] for c in columns], *body]
    write_table(tmp_path / f"candidatures{ending}", table)
    frame = read_delivery(tmp_path).frames[APPLICATIONS.code]
    assert frame["row"].tolist() == [titles + 2 + n for n in range(len(rows))]
    for code in MESSY:
        meant = [messy[code][1] for messy in rows]
        found = [None if pd.isna(v) else v for v in frame[code]]
        assert [v.date() if hasattr(v, "date") else v for v in found] == meant
