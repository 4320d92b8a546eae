"""Several columns of dates, of whom to ask, in one catalogue: a person reads all of them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from faults_cases import write_campaign
from header_sets import TABLES
from header_sets import read_over as read

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import map_columns

KEY: dict[str, str | list] = {"UAI": "host_uai", "Formation": "programme_label"}
DAYS = [date(2025, 3, 12) + timedelta(n) for n in (0, 1, 2, 5, 6)]
LATER = [*DAYS[2:], None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Date 1", "Date 2"), ("1er entretien", "2e entretien"), ("Entretien le", "ou le"),
        ("Date de l’entretien n°1", "Date de l’entretien n°2"), ("ENTR_DATE1", "ENTR_DATE2"),
        ("Première séance", "Deuxième séance"), ("Séance", "Séance (suite)"), ("Jour", "Jour bis"),
    ],
)  # fmt: skip
def test_dates_of_one_title_are_read_together(first: str, second: str):
    """Two titles that differ by a number are one list of days: the first has the role, it is said."""
    mapped = read("catalogue", KEY | {first: DAYS, second: LATER})
    assert (mapped.positions["sessions"], mapped.more) == (2, {"sessions": (3,)})
    assert (mapped.doubts, mapped.doubles, mapped.unknown) == ((), {}, ())
    assert mapped.why["sessions"] == f"avec «\xa0{second}\xa0»"


def test_three_dates_are_read_together():
    """All of them, whichever the best titled is."""
    mapped = read("catalogue", KEY | {"Date 1": DAYS, "Date 2": LATER, "Date 3": [*DAYS[3:], None]})
    assert mapped.more == {"sessions": (3, 4)}
    assert mapped.why["sessions"] == "avec «\xa0Date 2\xa0» et «\xa0Date 3\xa0»"


@pytest.mark.parametrize(
    ("second", "days"),
    [
        ("Date de repli", LATER), ("Date de fin", LATER), ("Date JPO", LATER), ("Date 2", DAYS),
        ("Date 2", ["lundi", "mardi"]), ("Date 2", [date(2024, 9, 3), date(2024, 9, 4)]),
    ],
)  # fmt: skip
def test_dates_of_something_else_are_not_joined(second: str, days: list):
    """Another title, the same days again, weekdays alone, days of another year: one is read."""
    mapped = read("catalogue", KEY | {"Date 1": DAYS, second: days})
    assert (mapped.positions["sessions"], mapped.more) == (2, {})


@pytest.mark.parametrize(("header", "held"), [("H2", ["9h-12h"]), ("Pl. 2", [10, 12])])
def test_a_date_with_hours_or_places_of_its_own_is_asked(header: str, held: list):
    """What stands at its right is its only: joined, they would be given to the other date."""
    mapped = read("catalogue", KEY | {
        "Date 1": DAYS, "Horaires": "hours", "Places": "seats", "Date 2": LATER, header: held,
    })  # fmt: skip
    assert mapped.more == {}
    assert "Date 2" in {doubt.header for doubt in mapped.doubts}


NAMED = ["Mme Arvel", "M. Bordac"]
CALLED = ["01 60 00 12 34", "01 60 00 12 35", "01 60 00 12 36"]
WRITTEN = ["a.arvel@exemple.invalid", "b.bordac@exemple.invalid"]


@pytest.mark.parametrize(
    ("first", "held", "second", "beside"),
    [
        ("Référente", NAMED, "Mél", WRITTEN), ("Mèl", WRITTEN, "Tél. direct", CALLED),
        ("Interlocuteur", NAMED, "Ligne fixe", CALLED), ("E-mail", WRITTEN, "Standard", CALLED),
        ("LYC_TEL", CALLED, "LYC_COURRIEL", WRITTEN), ("Qui joindre", NAMED, "Portable", CALLED),
        ("Mail du lycée", WRITTEN, "Correspondante entretiens", NAMED),
        ("Personne à contacter", NAMED, "Adresse de messagerie", WRITTEN),
        ("Secrétariat", NAMED, "Poste téléphonique", ["poste 112", "poste 213"]),
    ],
)  # fmt: skip
def test_whom_to_ask_and_how_are_one_contact(first: str, held: list, second: str, beside: list):
    """A name, a telephone and a mail are read together, none is asked about."""
    mapped = read("catalogue", KEY | {first: held, second: beside})
    assert (mapped.positions["contact"], mapped.more) == (2, {"contact": (3,)})
    assert (mapped.doubts, mapped.doubles, mapped.unknown) == ((), {}, ())
    assert mapped.why["contact"] == f"avec «\xa0{second}\xa0»"


@pytest.mark.parametrize(
    ("second", "held"),
    [
        ("Numéro des parents", CALLED), ("Tél. famille", CALLED), ("Mail du responsable légal", WRITTEN),
        ("Portable de l’élève", CALLED), ("Mél candidat", WRITTEN), ("Fax", CALLED), ("Saisi par", NAMED),
        ("Mél de l’inspectrice", WRITTEN), ("Jury", NAMED), ("Contact", ["oui", "non"]),
    ],
)  # fmt: skip
def test_anothers_telephone_is_no_contact_of_the_school(second: str, held: list):
    """A family's, a pupil's, an inspector's, a jury: the school's own mail alone is read."""
    mapped = read("catalogue", KEY | {"Mail du lycée": WRITTEN, second: held})
    assert (mapped.positions["contact"], mapped.more) == (2, {})
    assert "contact" not in read("catalogue", KEY | {second: held}).positions


def test_a_contact_that_was_confirmed_stands_alone():
    """What the analyst chose silences the others."""
    rows = [["0930101K", "CAP fleuriste", NAMED[n % 2], CALLED[n % 3]] for n in range(9)]
    headers, known = [*KEY, "Référent", "Téléphone"], {"telephone": "contact"}
    mapped = map_columns(headers, TABLES["catalogue"], known, rows, Witness())
    assert (mapped.positions["contact"], mapped.more) == (3, {})


def sessions_of(campaign: Campaign) -> list[tuple[str, str]]:
    """Return the days of a campaign's sessions and their hours."""
    rows = campaign.sessions.itertuples()
    return [
        (f"{s.day:%d/%m}", f"{s.start:%H:%M}" if isinstance(s.start, time) else "") for s in rows
    ]


JOINED = {"C!H1": "Date 1", "C!O1": "Date 2", "C!P1": "Date 3"}


@pytest.mark.parametrize(
    ("cells", "sessions"),
    [
        (
            {"C!H2": datetime(2025, 3, 12), "C!O2": datetime(2025, 3, 19), "C!Q1": "Heures", "C!Q2": "9h"},
            [("12/03", "09:00"), ("19/03", "09:00")],
        ),
        (
            {"C!H2": datetime(2025, 3, 12, 14), "C!O2": datetime(2025, 3, 19, 9, 30)},
            [("12/03", "14:00"), ("19/03", "09:30")],
        ),
        ({"C!H2": "mercredi 12 mars", "C!P2": "mardi 18 mars"}, [("12/03", ""), ("18/03", "")]),
        (
            {"C!H2": "12/03/2025 à 9h", "C!O2": "13/03/2025 à 14h", "C!P2": "20/03/2025 à 9h"},
            [("12/03", "09:00"), ("13/03", "14:00"), ("20/03", "09:00")],
        ),
    ],
)  # fmt: skip
def test_the_days_of_a_row_are_its_sessions(
    tmp_path: Path, cells: dict[str, object], sessions: list[tuple[str, str]]
):
    """The hours of the row hold for each of its dates, unless a cell says its own."""
    assert sessions_of(check_folder(write_campaign(tmp_path, JOINED | cells))) == sessions


def test_a_finding_names_the_columns_read_together(tmp_path: Path):
    """A day outside the window is said of both titles, at the first one's letter."""
    cells = {"C!H1": "Date 1", "C!O1": "Date 2", "C!H2": "12/03/2025", "C!O2": "16/03/2025"}
    faults = check_folder(write_campaign(tmp_path, cells)).faults
    (found,) = (fault for fault in faults if fault.code == "session_not_working")
    assert (found.column, found.letter) == ("Date 1 + Date 2", "H")
    settled = [fault.message for fault in faults if fault.code == "settled_column"]
    assert settled == [
        "Ligne 1 : la colonne «\xa0Date 1\xa0» est lue «\xa0Dates et horaires des entretiens\xa0», "
        "avec «\xa0Date 2\xa0»."
    ]


def test_the_contacts_of_a_row_are_kept_together(tmp_path: Path):
    """Name, telephone and mail of a row are one text."""
    cells = {"C!O1": "Référent", "C!P1": "Ligne directe", "C!O2": NAMED[0], "C!P2": CALLED[0]}
    cells |= {
        f"C!{letter}{row}": said[0]
        for letter, said in (("O", NAMED), ("P", CALLED))
        for row in (3, 4)
    }
    offers = check_folder(write_campaign(tmp_path, cells)).offers
    assert [*offers["contact"]][:1] == [f"{NAMED[0]} ; {CALLED[0]}"]
