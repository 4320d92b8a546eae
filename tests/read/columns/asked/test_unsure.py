"""What is asked or named rather than read: another year's, another event's, counts that are open."""

import pytest
from header_sets import CAMPAIGN, invent_rows, read_set

from passpro_nb.read.columns.headers import HeaderMap

HOSTS = {"UAI": "host_uai", "Établissement": "host_name", "Formation": "programme_label"}
PUPILS = {
    "INE": "ine", "Nom": "last_name", "Prénom": "first_name", "Collège": "origin_name",
    "Lycée": "host_name", "Formation": "programme_label",
}  # fmt: skip
DAYS = ["12/03/2025", "18/03/2025", "25/03/2025", "02/04/2025"]
FIRST = ["05/02/2025", "11/02/2025", "14/02/2025", "03/03/2025"]
STAFF = ["Mme Lopez", "M. Diallo", "Mme Petit", "M. Renaud"]
COUNTS = [12, 24, 15, 8, 30]
YES = ["oui", "non", "non", "oui", "non"]


def read(columns: dict[str, str | list], table: str) -> HeaderMap:
    """Return how headers are understood over the values of a role, or over these values."""
    rows = invent_rows(["" if isinstance(said, list) else said for said in columns.values()], 40)
    for at, said in enumerate(columns.values()):
        for row, cells in enumerate(rows if isinstance(said, list) else ()):
            cells[at] = said[row % len(said)]
    return read_set({"table": table, "headers": [*columns], "rows": rows}, CAMPAIGN)


def beside(header: str, cells: list | str, table: str) -> tuple[str | None, HeaderMap]:
    """Return the role that a column more gets right of a plain sheet, and the whole."""
    columns = HOSTS if table == "catalogue" else PUPILS
    found = read(columns | {header: cells}, table)
    return next((r for r, at in found.positions.items() if at == len(columns)), None), found


NOT_READ = [
    *(("candidatures", header, DAYS) for header in (
        "Famille rencontrée le", "Bilan mi-parcours le", "Livret remis au jury le", "ESS le",
    )),
    *(("candidatures", header, FIRST) for header in (
        "Arrivé au collège le", "Scolarisé depuis", "Fiche bilan signée le", "Demande de dérogation le",
    )),
    *(("candidatures", header, ["Favorable", "Réservé", "Favorable"]) for header in (
        "Avis de l’élève", "Avis du candidat", "Avis entreprise",
    )),
    *(("catalogue", header, STAFF) for header in (
        "Validé par", "Examinateur", "Valideur", "Inspecteur référent", "Coordonnateur Ulis",
    )),
    *(("catalogue", header, COUNTS) for header in (
        "Nb de convoqués", "Nb d’entretiens faits", "Seuil", "Places GT", "Places pourvues",
        "Capacité salle", "Nb ordinateurs",
    )),
    *(("catalogue", header, DAYS) for header in ("Bilan le", "Remontée Affelnet le", "PFMP du")),
    ("catalogue", "Fin de service", ["8h30", "9h00", "14h00"]),
    ("catalogue", "Accueil du public", ["9h-12h", "14h-16h30", "10h-12h"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "header", "cells"), NOT_READ, ids=[h for _, h, _ in NOT_READ])
def test_days_counts_and_names_of_something_else_are_not_read(table: str, header: str, cells: list):
    """Days, counts, opinions and names look alike everywhere: a word unexplained, and they are asked."""
    assert beside(header, cells, table)[0] is None


@pytest.mark.parametrize(
    ("table", "header", "cells"),
    [
        ("catalogue", "Date entretien 2024", ["19/03/2024", "04/04/2024"]),
        ("catalogue", "Places pourvues 2024", COUNTS),
        ("catalogue", "Capacité 2024-2025", COUNTS),
        ("candidatures", "Formation 2024", ["CAP Cuisine", "CAP Coiffure"]),
        ("candidatures", "Classe 2024", ["3A", "3B", "4C"]),
    ],
)
def test_what_is_of_another_year_is_not_read(table: str, header: str, cells: list):
    """« Capacité 2024-2025 » is that of the present year, not the one that a campaign of 2025 offers."""
    assert beside(header, cells, table)[0] is None


def test_the_present_school_year_says_where_a_pupil_is():
    """« Étab. 2024-2025 » is the collège of this spring: only places are of the year to come."""
    columns = {h: held for h, held in PUPILS.items() if h != "Collège"}
    found = read(columns | {"Étab. 2024-2025": "origin_name"}, "candidatures")
    assert found.positions["origin_name"] == len(columns)


def test_a_day_of_another_year_is_in_no_window():
    """« 19/03/2024 » is no day of a campaign of 2025: it joins no « Date 2 » to the sessions."""
    days = {"Date 1": ["19/03/2025", "04/04/2025"], "Date 2": ["20/03/2024", "02/04/2024"]}
    found = read(HOSTS | days, "catalogue")
    assert (found.positions["sessions"], found.more) == (len(HOSTS), {})


def test_places_between_a_programme_and_its_sessions_are_asked():
    """« Places » right of the programme and left of the dates may be of both: neither is read."""
    columns = HOSTS | {"Places": COUNTS, "Date": "sessions", "Horaires": "hours"}
    found = read(columns, "catalogue")
    assert not {"seats", "class_places"} & found.positions.keys()
    assert [{*doubt.roles} for doubt in found.doubts] == [{"seats", "class_places"}]
    alone = read(HOSTS | {"Places": COUNTS}, "catalogue")
    assert alone.positions["class_places"] == len(HOSTS)


def test_places_beside_neither_in_a_table_of_sessions_are_asked():
    """« Nb. places » right of the school, in a table that begins with its days: nothing settles it."""
    columns = {"Date": "sessions", "Début": "start", "Fin": "end", "Formation": "programme_label",
               "Étab.": "host_name", "Nb. places": COUNTS, "UAI": "host_uai"}  # fmt: skip
    found = read(columns, "catalogue")
    assert not {"seats", "class_places"} & found.positions.keys()
    assert [doubt.header for doubt in found.doubts] == ["Nb. places"]


def test_two_blocks_of_the_same_titles_are_told_by_their_names():
    """UAI, Étab., UAI, Étab.: the first UAI is the origin's where the name at its right is a collège."""
    names = ("Numéro", "UAI", "Étab", "UAI", "Étab", "Formation")
    held = ("file_number", "origin_uai", "origin_name", "host_uai", "host_name", "programme_label")
    sheet = {"table": "candidatures", "headers": [*names], "rows": invent_rows([*held], 40)}
    assert read_set(sheet, CAMPAIGN).positions == {role: at for at, role in enumerate(held)}


def test_a_word_for_programmes_over_diplomas_alone_is_the_diploma():
    """« Filière » over « CAP », « 2de pro » beside « Spécialité »: the trades are the programmes."""
    columns = {"UAI": "host_uai", "Filière": ["CAP", "CAP", "2de pro", "CAP", "2de pro"],
               "Spécialité": ["Cuisine", "Électricien", "Boulanger", "Menuisier", "Coiffure"]}  # fmt: skip
    found = read(columns, "catalogue").positions
    assert (found["diploma"], found["programme_label"]) == (1, 2)


def test_when_a_form_with_opinions_was_sent_registers_nobody():
    """« Horodateur » beside opinions is when the lycée answered; without them, when one registered."""
    stamps = ["05/02/2025 10:42", "11/02/2025 09:12", "14/02/2025 17:01"]
    columns = PUPILS | {"Horodateur": stamps}
    assert read(columns, "candidatures").positions["registered_on"] == len(PUPILS)
    found = read(columns | {"Présence": "attendance", "Avis": "opinion"}, "candidatures")
    assert "registered_on" not in found.positions
    assert [doubt.roles for doubt in found.doubts] == [("registered_on",)]


@pytest.mark.parametrize(
    ("table", "header", "cells"),
    [
        (
            "candidatures",
            "Mail établissement",
            ["ce.0930125f@ac-creteil.fr", "ce.0772221w@ac-x.fr"],
        ),
        ("candidatures", "Palier", ["PALIER 3E"]),
        ("catalogue", "Palier", ["PALIER 3E"]),
    ],
)
def test_what_looks_like_a_code_and_is_none(table: str, header: str, cells: list):
    """A mail that holds an UAI is no UAI, eight letters of two words are no code vœu."""
    assert beside(header, cells, table)[0] not in ("host_uai", "offer_code", "diploma")


UNSURE = [
    ("catalogue", "N_PLA", COUNTS),
    ("catalogue", "Un dernier mot ?", ["", "À confirmer par mail", ""]),
    ("catalogue", "Mentions", ["", "Apporter le carnet", "", ""]),
    ("candidatures", "Courrier parti", ["x", "", "x"]),
]


@pytest.mark.parametrize(("table", "header", "cells"), UNSURE, ids=[h for _, h, _ in UNSURE])
def test_what_may_be_what_the_table_lacks_is_named(table: str, header: str, cells: list):
    """Neither read nor asked, a column that may hold a role still free is not passed over in silence."""
    role, found = beside(header, cells, table)
    assert role is None
    assert header in found.unsure or header in [doubt.header for doubt in found.doubts]


def test_what_serves_nothing_is_not_named_as_unsure():
    """What belongs to the school or the family is set aside, and warns of nothing."""
    columns = PUPILS | {"Boursier": YES, "Ville de résidence": ["Melun", "Créteil"]}
    assert read(columns, "candidatures").unsure == ()


def test_numbers_before_the_names_of_a_form_say_nothing():
    """« c03_nom », « P4. Places par séance » are the name that follows."""
    form = {"c01_dossier": "file_number", "c02_nom": "last_name", "c03_uai_lyc": "host_uai",
            "c04_lib_form": "programme_label", "c05_d_entr": "interview_on"}  # fmt: skip
    assert read(form, "candidatures").positions == {r: at for at, r in enumerate(form.values())}


def test_the_number_of_a_dossier_comes_before_that_of_a_row():
    """« ID_CANDIDATURE » beside « NUM_DOSSIER »: the dossier's is read, and both are named."""
    columns = {"ID_CANDIDATURE": "file_number", "NUM_DOSSIER": "file_number", "LYCEE": "host_name",
               "FORMATION": "programme_label"}  # fmt: skip
    found = read(columns, "candidatures")
    assert found.positions["file_number"] == 1
    assert found.doubles["file_number"] == ("ID_CANDIDATURE", "NUM_DOSSIER")


SLIPS = [
    ("candidatures", "Date entretient", "interview_on"), ("candidatures", "DENTRETIEN", "interview_on"),
    ("candidatures", "DENT", "interview_on"), ("candidatures", "Cvq le", "convened_on"),
    ("candidatures", "RANGDUVOEU", "rank"), ("candidatures", "AVISETABAC", "opinion"),
    ("candidatures", "TF / F / R / D", "opinion"), ("catalogue", "Horraires", "hours"),
    ("catalogue", "CD_OFR", "offer_code"), ("catalogue", "LB_COMUNE", "commune"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "header", "role"), SLIPS, ids=[h for _, h, _ in SLIPS])
def test_one_letter_amiss_and_names_cut_or_glued_are_read(table: str, header: str, role: str):
    """A slip of one letter, a name of ten letters of a database: over values that agree, it is read."""
    assert beside(header, role, table)[0] == role


@pytest.mark.parametrize("header", ["Demi-pensionnaire", "Tronc commun", "Portes ouvertes"])
def test_a_word_of_its_own_is_no_slip(header: str):
    """« Demi » is not a demission cut short."""
    assert beside(header, YES, "candidatures")[0] is None


@pytest.mark.parametrize(("table", "header", "cells", "beside_it"), [
    ("catalogue", "Prof présent", STAFF, {}),
    ("catalogue", "Chargé de recrutement", STAFF, {"Mail": ["a@ac-creteil.fr", "b@ac-creteil.fr"]}),
    ("catalogue", "Inscriptions max.", COUNTS, {}),
    ("catalogue", "Etb_Bassin", ["B07703", "B07704", "B07705"], {}),
    ("candidatures", "Vœu supprimé", ["Non", "Oui", "Non", "Non"], {}),
    ("candidatures", "Ancien étab.", ["Clg Paul Bernard", "Clg Rosa Bonheuil", "CLG Jean Perrault"], {}),
])  # fmt: skip
def test_no_school_person_count_or_state_that_the_table_lacks_is_lost_in_silence(
    table: str, header: str, cells: list, beside_it: dict
):
    """Whatever word denies it, a column of what the table has nowhere else is named or asked."""
    columns = HOSTS if table == "catalogue" else PUPILS
    columns = {said: held for said, held in columns.items() if said != "Collège"}
    found = read(columns | beside_it | {header: cells}, table)
    assert header in {*found.unsure, *(doubt.header for doubt in found.doubts)}


def test_a_person_is_named_where_an_address_says_not_whom_one_asks():
    """« Chargé de recrutement » beside « Référent », which holds names already, is nothing more."""
    persons = {"Référent": STAFF, "Chargé de recrutement": STAFF}
    assert "Chargé de recrutement" not in read(HOSTS | persons, "catalogue").unsure
