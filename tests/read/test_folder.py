"""A folder's files: which are read, as what, and which delivery is the newer."""

import os
import shutil
import threading
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from faults_cases import GOOD, write_campaign
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import write_csv, write_table, write_xlsx

from passpro_nb.check.campaign import check_folder
from passpro_nb.domain.french import percent
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE
from passpro_nb.read import folder as read_folder
from passpro_nb.read.files import read_sheets
from passpro_nb.read.folder import Delivery, read_delivery

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
    "opinion": st.sampled_from([("TF", "Très favorable"), ("fav.", "Favorable"), ("#N/A", None)]),
    "interview_on": st.dates(date(2025, 3, 10), date(2025, 5, 7)).flatmap(
        lambda day: st.sampled_from(
            [(f"{day:%d/%m/%Y}", day), (f"{day:%d.%m.%y}", day), (day.isoformat(), day),
             (str((day - date(1899, 12, 30)).days), day)]
        )
    ),
    "host_uai": st.sampled_from(
        [(w, "0930125F")
         for w in ("0930125F", "930125f", " 093 0125 F ", "0930125F - LP Ada Lovelace, Montreuil")]
    ),
    "attendance": st.sampled_from([("P", "present"), ("Absente excusée", "absent"), ("", None)]),
    "host_name": st.sampled_from([("LP Ada\nLovelace", "LP Ada Lovelace"), ("LP « É; à »", "LP « É; à »")]),
}  # fmt: skip
PLACES = {
    "opinion": "P", "interview_on": "N", "host_uai": "H", "attendance": "O", "host_name": "I",
}  # fmt: skip
TEXTS = [
    (".csv", ";", "utf-8"), (".csv", ",", "utf-8-sig"), (".csv", ";", "cp1252"),
    (".txt", "\t", "utf-16"), (".txt", "|", "utf-8"),
]  # fmt: skip
FORMS = [(".xlsx", "", ""), (".xlsm", "", ""), (".xls", "", ""), (".ods", "", ""), *TEXTS]


@st.composite
def surroundings(draw, header: list[str], body: list[list[str]]) -> tuple[list, list[int], list]:
    """Draw a sheet around a table: its rows, the number of each row of the body, what is merged."""
    rows = [[f"Titre {n}"] for n in range(draw(st.integers(0, 3)))] + [[]] * draw(st.integers(0, 2))
    merged = []
    if draw(st.booleans()):  # groups above the header: « Suivi » over all columns but the first
        merged = [(len(rows), 1, len(rows), len(header) - 1)]
        rows.append(["Élève", "Suivi", *[""] * (len(header) - 2)])
    rows.append(header)
    numbers = []
    for line in body:
        rows += draw(st.sampled_from([[], [], [[]], [header]]))
        rows.append(line)
        numbers.append(len(rows))
    rows += draw(st.sampled_from([[], [["Total", *[""] * (len(header) - 2), "12"]]]))
    rows += draw(
        st.sampled_from([[], [[], ["* sous réserve"]], [[], ["Source : rectorat"], ["NB : x"]]])
    )
    return rows, numbers, merged


@given(data=st.data(), form=st.sampled_from(FORMS))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_messes_read_back_the_same(tmp_path: Path, data: st.DataObject, form: tuple[str, str, str]):
    """Any form, order of columns, surroundings and spellings of values: one meaning, all counted."""
    shutil.rmtree(tmp_path)
    (write_campaign(tmp_path) / "candidatures.xlsx").unlink()
    drawn = data.draw(st.lists(st.fixed_dictionaries(MESSY), min_size=1, max_size=5))
    columns = data.draw(st.permutations(list(GOOD["A"])))
    body = []
    for number, messy in enumerate(drawn):
        said = dict(zip(GOOD["A"], row(number), strict=True))
        said |= {PLACES[code]: written for code, (written, _) in messy.items()}
        body.append([said[c] for c in columns])
    header = [GOOD["A"][c][0] for c in columns]
    rows, numbers, merged = data.draw(surroundings(header, body))
    write_form(tmp_path / "candidatures", rows, merged, *form)
    delivery = read_delivery(tmp_path)
    frame = delivery.frames[APPLICATIONS.code]
    assert frame["row"].tolist() == numbers
    for code in MESSY:
        found = [None if pd.isna(v) else v for v in frame[code]]
        meant = [messy[code][1] for messy in drawn]
        assert [v.date() if hasattr(v, "date") else v for v in found] == meant
    source = next(s for s in delivery.sources if s.table is APPLICATIONS)
    assert source.rows == sum(any(r) for r in rows) == len(body) + sum(source.ignored.values())


def write_form(
    path: Path, rows: list, merged: list, ending: str, delimiter: str, code: str
) -> None:
    """Write rows in one of `FORMS`."""
    path = path.with_suffix(ending)
    if delimiter:
        write_csv(path, rows, delimiter, code)
    elif ending == ".xlsm":
        write_xlsx(path, rows, merged)
    else:
        write_table(path, rows, merged)


def test_reading_says_what_is_left(tmp_path) -> None:
    """Each file is told by its rank among those to read and by the share of their bytes still to read."""
    write_campaign(tmp_path)
    told: list[str] = []
    read_delivery(tmp_path, told.append)
    files = [
        path
        for start in ("catalogue", "candidatures", "annuaire")
        for path in tmp_path.glob(f"{start}*")
    ]
    sizes = [path.stat().st_size for path in files]
    assert len(files) == 3
    assert told == [
        f"Lecture de {path.name} : fichier {at} sur {len(files)}, "
        f"{percent(sum(sizes[at - 1 :]) / sum(sizes), 0)} à lire"
        for at, path in enumerate(files, 1)
    ]
    assert "fichier 1 sur" in told[0]
    assert "100" in told[0]


def test_the_next_file_is_opened_while_one_is_understood(tmp_path, monkeypatch) -> None:
    """Each file is opened once, in the order told, by another thread, and one more at most is waiting."""
    write_campaign(tmp_path)
    (tmp_path / "avis.csv").write_bytes(b"\0")  # one that cannot be read stops no other
    opened: list[str] = []
    told: list[tuple[str, int]] = []

    def noted(path: Path):
        assert threading.current_thread() is not threading.main_thread()
        opened.append(path.name)
        return read_sheets(path)

    monkeypatch.setattr(read_folder, "read_sheets", noted)
    delivery = read_delivery(tmp_path, lambda said: told.append((said.split()[2], len(opened))))
    names = [name for name, _ in told]
    assert len(names) == 4
    assert opened == names
    assert all(count <= at + 2 for at, (_, count) in enumerate(told))
    assert [fault.file for fault in delivery.faults if fault.code == "unreadable_file"] == [
        "avis.csv"
    ]
