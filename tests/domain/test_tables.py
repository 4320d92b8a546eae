"""The declared tables: aliases, samples, the headers of the real files."""

import pandas as pd
import pytest

from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import parse_settings
from passpro_nb.domain.tables import (
    APPLICATIONS,
    CATALOGUE,
    DIRECTORY,
    KINDS,
    TABLES,
    Column,
    check_frame,
)
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.headers import map_headers
from passpro_nb.read.sessions.reader import read_sessions

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
SETTINGS = parse_settings({"campagne": {"nom": "Essai"}})


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.code)
def test_aliases_never_collide(table):
    """No header names two columns of one table: what it means never depends on their order."""
    owners: dict[str, str] = {}
    for column in table.columns:
        for name in column.names:
            assert owners.setdefault(name, column.code) == column.code, name


@pytest.mark.parametrize(
    ("table", "column"), COLUMNS, ids=[f"{t.code}-{c.code}" for t, c in COLUMNS]
)
def test_every_column_has_its_samples(table, column: Column):
    """The reader of a column takes its valid sample and refuses its invalid one."""
    read = cell_readers(SETTINGS)[column.kind]
    good = read(column.valid)
    assert good.value is not None
    assert good.fault is None
    if column.invalid is not None:
        assert read(column.invalid).fault


def test_a_column_without_an_invalid_sample_takes_any_text():
    """Only texts, names and the words of sessions and hours have no invalid sample."""
    assert {c.kind for _, c in COLUMNS if c.invalid is None} == {
        "text",
        "name",
        "sessions",
        "hours",
    }
    assert {c.kind for _, c in COLUMNS} == set(KINDS)


def test_the_sample_of_sessions_is_read():
    """The words of the sample give one session with its day."""
    calendar = SETTINGS.calendrier
    (session,) = read_sessions(CATALOGUE["sessions"].valid, calendar, calendar.workdays)
    assert session.day.isoformat() == "2025-03-12"


# The headers of real files, verbatim (domain.md), and what each is in our tables.
REAL = {
    APPLICATIONS: {
        "INE": "ine",
        "Nom de l'élève": "last_name",
        "Prénom 1": "first_name",
        "Code UAI étab. origine": "origin_uai",
        "Libellé étab. origine": "origin_name",
        "Ville étab. origine": "origin_commune",
        "Rang du vœu": "rank",
        "Code offre de formation (vœu)": "offer_code",
        "Code MEF": "mef",
        "Libellé formation": "programme_label",
        "Code UAI étab. Accueil": "host_uai",
        "Libellé établissement Accueil": "host_name",
        "Ville étab. Accueil": "host_commune",
        "inscrit le": "registered_on",
        "convoqué le": "convened_on",
        "présence": "attendance",
        "avis": "opinion",
        "date de l'avis": "opinion_on",
        "annulé": "cancelled",
        "Etablissement d'accueil": "host_name",
        "Etablissement d’accueil": "host_name",
    },
    CATALOGUE: {
        **dict.fromkeys(
            (
                "UAI", "Code UAI", "N° UAI", "RNE", "Code RNE", "numero_uai", "N° établissement",
                "ID_ETAB", "Identifiant de l'établissement", "Code établissement", "ENS code UAI",
                "Identifiant établissement OF",
            ),
            "host_uai",
        ),
        "LIBELLE_ETABLISSEMENT": "host_name",
        "COMMUNE": "commune",
        "Département": "department",
        "MEL": "contact",
        "CODE_OFFRE": "offer_code",
        "PUBLIC_PRIVE": "sector",
        "CODE_DISTRICT": "district",
        "CODE_MEF": "mef",
        "LIBELLE_FORMATION": "programme_label",
        "Libellé formation OF": "programme_label",
        "MODALITES_PARTICULIERES": "remarks",
        "Palier": "diploma",
        "Capacité carte scolaire": "class_places",
        "modalité": "mode",
        "dates et horaires": "sessions",
        "places d'entretien": "seats",
        "hors Passpro": "passpro",
    },
    DIRECTORY: {
        "Identifiant_de_l_etablissement": "uai",
        "numero_uai": "uai",
        "Nom_etablissement": "name",
        "appellation_officielle": "name",
        "Type_etablissement": "nature",
        "Statut_public_prive": "sector",
        "Nom_commune": "commune",
        "Code_departement": "department",
        "Mail": "mail",
        "Telephone": "telephone",
        "numero_telephone_uai": "telephone",
        "latitude": "latitude",
        "longitude": "longitude",
        "coordonnee_x": "easting",
        "coordonnee_y": "northing",
        "coordX_origine": "easting",
        "coordY_origine": "northing",
        "libelle_bassin_formation": "district",
        "code_bassin_formation": "district",
        "NOM_ETABLISSEMENT": "name",
    },
}  # fmt: skip
HEADERS = [(table, header, code) for table, known in REAL.items() for header, code in known.items()]


@pytest.mark.parametrize(("table", "header", "code"), HEADERS, ids=[h for _, h, _ in HEADERS])
def test_real_headers_are_recognised(table, header: str, code: str):
    """The headers of Affelnet, of the open data and of the annuaire mean what they say."""
    assert map_headers([header], table).positions == {code: 0}


def test_two_sectors_are_one_offer_apart():
    """« Capacité affectation OF » is no place in the class: three capacities are never mixed."""
    assert map_headers(["Capacité affectation OF"], CATALOGUE).positions == {}
    assert fold("Capacité affectation OF") not in CATALOGUE["class_places"].names


# --------------------------------------------------------------------------------- the contract

GOOD = {
    "pupil": ["123456789AB", "D2"],
    "offer": ["93012345", "93012345"],
    "host_uai": ["0930125F", None],
    "mef": ["2472420331", None],
    "interview_on": pd.array(["2025-03-12", None], dtype="datetime64[s]"),
}
BROKEN = {
    "host_uai": ["930125F", None],
    "mef": ["24724203310", None],
    "interview_on": ["12/03/2025", None],
    "pupil × offer": None,
}


def test_a_frame_as_read_is_taken():
    """What was read is taken as it is, blanks and absent columns included, and even no row."""
    frame = pd.DataFrame(GOOD)
    check_frame(APPLICATIONS, frame, keys=("pupil", "offer"))
    check_frame(APPLICATIONS, frame[:0], keys=("pupil", "offer"))
    check_frame(APPLICATIONS, frame.assign(host_uai=None))


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_frame_is_refused(broken: str):
    """A code without its form, a day that is a text, one key twice: refused, no cell quoted."""
    frame = pd.DataFrame(GOOD)
    cells = BROKEN[broken]
    frame = frame.assign(**{broken: cells}) if cells else frame.assign(pupil="123456789AB")
    with pytest.raises(ValueError, match=f"^applications: {broken} ") as refused:
        check_frame(APPLICATIONS, frame, keys=("pupil", "offer"))
    assert str(refused.value) == f"applications: {broken} cannot have been read"
