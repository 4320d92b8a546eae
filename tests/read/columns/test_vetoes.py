"""What rows and neighbours deny a title: one size for a class, a field that is a place, another event."""

from datetime import date, timedelta

import pytest
from header_sets import read_over as read
from header_sets import uai

HOSTS = {"UAI": "host_uai", "Établissement": "host_name"}
OFFERS = HOSTS | {"Formation": "programme_label"}
PUPILS = {"N° de dossier": "file_number", "Nom": "last_name", "Formation": "programme_label"}
DAYS = [date(2025, 3, 12) + timedelta(7 * at // 5) for at in range(40)]
FIELDS = ["CAP fleuriste", "CAP cuisine", "Bac pro logistique", "CAP ébéniste"]
SIZES = ["Effectif max.", "Effectif", "Places", "Places totales", "Capacité maximale", "Quota"]


def places(title: str, counts: list[int]) -> set[str]:
    """Return the roles that a column of counts gets right of four programmes of one school, by day."""
    table = {"UAI": [uai(930101)], "Date": DAYS, "Filière": FIELDS, title: counts}
    return {role for role, at in read("catalogue", table).positions.items() if at == 3}


@pytest.mark.parametrize("title", SIZES)
def test_places_that_change_for_one_class_are_those_of_its_days(title: str):
    """A class has one size: what is 12 on Monday and 24 on Tuesday counts who is received."""
    assert places(title, [12, 24, 8, 15, 20]) == {"seats"}


@pytest.mark.parametrize("title", SIZES)
def test_places_that_are_one_for_each_class_are_not_taken_from_it(title: str):
    """The same number for a class on each of its days says nothing against it."""
    assert places(title, [12, 24, 15, 30]) <= {"class_places"}


@pytest.mark.parametrize(
    "title", ["Pôle", "Famille", "Branche", "Univers", "Champ", "Regroupement"]
)
def test_communes_are_no_field_of_training(title: str):
    """Whatever word for a field stands over « Melun », « Torcy », they are places."""
    codes = [uai(number) for number in (770101, 770102, 770103, 930104)]
    towns = ["Melun", "Torcy", "Melun", "Bobigny"]
    mapped = read("catalogue", {title: towns, "UAI": codes, "Formation": FIELDS})
    assert not {"domain", "commune"} & mapped.positions.keys()


@pytest.mark.parametrize("title", ["Niveau", "Palier", "Niveau de formation"])
def test_levels_that_are_no_diploma_are_asked(title: str):
    """« niveau 3 », « V » are no CAP; the names of diplomas in full are."""
    for levels in (["niveau 3", "niveau 4"], ["V", "IV", "V"]):
        mapped = read("catalogue", OFFERS | {title: levels})
        assert "diploma" not in mapped.positions
        assert title in {doubt.header for doubt in mapped.doubts}
    full = ["Certificat d'aptitude professionnelle", "Brevet des métiers d'art"]
    assert read("catalogue", OFFERS | {title: full}).positions["diploma"] == 3


@pytest.mark.parametrize("title", ["Zone géo.", "Secteur de recrutement", "Pôle"])
def test_a_departement_before_a_name_makes_a_district(title: str):
    """« 93 - Plaine Commune » names an area, though no commune is called so."""
    areas = ["93 - Plaine Commune", "77 - Sud", "94 - Boucle de Marne", "93 - Est Ensemble", "77 - Nord",
             "94 - Boucle de Marne", "77 - Sud"]  # fmt: skip
    assert read("catalogue", OFFERS | {title: areas}).positions["district"] == 3


def test_a_circonscription_alone_is_asked():
    """That of the inspection of primary schools is no district of ours."""
    mapped = read("catalogue", OFFERS | {"Circonscription": "district"})
    assert "Circonscription" in {doubt.header for doubt in mapped.doubts}
    assert "district" not in mapped.positions


def test_any_letter_is_a_convocation_only_by_its_days():
    """« Courrier envoyé » with crosses may be any letter; so may one where nobody is received."""
    met = PUPILS | {"Entretien le": "interview_on"}
    read_so = read("candidatures", met | {"Courrier envoyé": "convened_on"})
    assert read_so.positions["convened_on"] == 4
    for table, held in ((met, ["x", "", "x"]), (PUPILS, "convened_on")):
        mapped = read("candidatures", table | {"Courrier envoyé": held})
        assert "convened_on" not in mapped.positions
        assert "Courrier envoyé" in {doubt.header for doubt in mapped.doubts}


def test_a_signature_dates_the_opinion_at_its_left():
    """« Contresigné le » is of nothing else there; in a sheet without opinions it is nothing."""
    met = PUPILS | {"Entretien le": "interview_on"}
    judged = read("candidatures", met | {"Avis": "opinion", "Contresigné le": "opinion_on"})
    assert judged.positions["opinion_on"] == 5
    alone = read("candidatures", met | {"Contresigné le": "opinion_on"})
    assert "opinion_on" not in alone.positions


def test_it_stands_for_what_the_column_at_its_left_names():
    """« Elle aura lieu le » right of « Réunion des parents » is no interview; right of one, it is."""
    about = {"Réunion des parents": ["oui", "non"], "Elle aura lieu le": "sessions"}
    assert "sessions" not in read("catalogue", OFFERS | about).positions
    about = {"L'entretien sera": "mode", "Il se tiendra le": "sessions"}
    assert read("catalogue", OFFERS | about).positions["sessions"] == 4


def test_hours_of_rows_without_the_second_date_are_not_its_own():
    """Right of « 2e entretien », the hour given where only the first is dated is that of both."""
    second = [date(2025, 4, 14), "", date(2025, 4, 15), date(2025, 4, 17), "", date(2025, 4, 18)]
    dated = {"1er entretien le": DAYS[::3], "2e entretien le": second}
    hours = {"Heure d'arrivée des élèves": ["9h", "14h", "13h30"]}
    assert read("catalogue", OFFERS | dated | hours).more == {"sessions": (4,)}


@pytest.mark.parametrize("title", ["Manque", "Documents manqués"])
def test_what_is_missing_is_no_absence(title: str):
    """« A manqué son entretien » is one; what a dossier lacks is not."""
    crosses = ["x", "", ""]
    table = PUPILS | {"Entretien le": "interview_on"}
    assert "attendance" not in read("candidatures", table | {title: crosses}).positions
    missed = read("candidatures", table | {"A manqué son entretien": crosses})
    assert missed.positions["attendance"] == 4


TRADES = ["Métiers de la sécurité", "Pâtissier", "Agent de propreté", "Boulanger", "Fleuriste",
          "Accompagnement, soins et services à la personne"]  # fmt: skip


def test_trades_are_no_place_whatever_word_for_one_stands_over_them():
    """« Salle », « Bureau » over « Pâtissier » are programmes, or asked beside these."""
    for title in ("Salle", "Bureau", "Lieu", "Bâtiment", "Endroit"):
        alone = read("catalogue", HOSTS | {title: TRADES, "Entretien le": "sessions"})
        assert alone.positions["programme_label"] == 2
        beside = read("catalogue", OFFERS | {title: TRADES, "Entretien le": "sessions"})
        assert "place" not in beside.positions
        assert title in {doubt.header for doubt in beside.doubts}


def test_people_are_no_place():
    """« Bureau » over « Mme Roussel » is whom one asks, not where."""
    mapped = read("catalogue", OFFERS | {"Bureau": ["Mme Roussel", "M. Boyer"]})
    assert not {"place", "contact"} & mapped.positions.keys()
    assert "Bureau" in {doubt.header for doubt in mapped.doubts}


@pytest.mark.parametrize(
    "levels",
    [("3 - CAP", "4 - Bac pro"), ("V - CAP", "IV - Bac pro"), ("CAP (niv. 3)", "Bac pro (niv. 4)"),
     ("C.A.P.", "2nde Pro."), ("BCP", "CAP", "2PRO")],
)  # fmt: skip
@pytest.mark.parametrize("title", ["Niv.", "Diplôme préparé", "Niveau du diplôme", "Type", "Cycle"])
def test_a_level_said_with_its_diploma_is_one(title: str, levels: tuple[str, ...]):
    """The programmes are in the column of trades, though the table has no other word for them."""
    mapped = read("catalogue", HOSTS | {title: [*levels], "Dénomination": TRADES})
    assert mapped.positions["diploma"] == 2
    assert mapped.positions["programme_label"] == 3


@pytest.mark.parametrize("title", ["Niveau", "Palier", "Niv. dipl.", "Diplôme"])
def test_levels_alone_are_no_programme(title: str):
    """« niveau 3 », « IV » in a sheet without programmes are not taken for these."""
    for levels in (["niveau 3", "niveau 4"], ["V", "IV"], ["3", "4"]):
        positions = read("catalogue", HOSTS | {title: levels, "Jour": "sessions"}).positions
        assert not {"diploma", "programme_label"} & positions.keys()


OPEN_DAYS = ["Transmis le", "Envoyé le", "Communiqué le", "Saisi le", "Notifié le", "Posté le"]


@pytest.mark.parametrize("title", OPEN_DAYS)
@pytest.mark.parametrize("left", ["Avis LP", "Avis à communiquer", "Avis du collège", "Bulletin"])
def test_a_day_right_of_an_opinion_is_no_convocation(title: str, left: str):
    """It is that of the opinion, if this one is the host's; of another's it is asked."""
    met = PUPILS | {"Entretien le": "interview_on", "Présence": "attendance"}
    mapped = read("candidatures", met | {left: "opinion", title: "opinion_on"})
    assert not {"convened_on", "registered_on"} & mapped.positions.keys()
    if left == "Avis LP":
        assert mapped.positions["opinion_on"] == 6
    elif left in ("Avis du collège", "Bulletin"):
        assert title in {doubt.header for doubt in mapped.doubts}
        assert "opinion_on" not in mapped.positions


@pytest.mark.parametrize(
    "title",
    ["Dates bloquées", "Jours bloqués au calendrier", "Jours pris", "Dates indisponibles",
     "Jours d'absence", "Jours exclus", "Dates à éviter", "Jours impossibles"],
)  # fmt: skip
def test_days_that_may_be_those_without_interviews_are_asked(title: str):
    """Blocked for the interviews, or for something else: only the school knows."""
    mapped = read("catalogue", OFFERS | {title: "sessions", "Places": "seats"})
    assert "sessions" not in mapped.positions
    assert title in {doubt.header for doubt in mapped.doubts}


def test_any_letter_is_a_convocation_only_before_the_interview():
    """« Mail envoyé le » after the day of the interview tells something else."""
    met = PUPILS | {"Entretien le": "interview_on"}
    for title in ("SMS envoyé le", "Message parti le", "Date de la lettre", "Courriel du"):
        before = [date(2025, 3, 1) + timedelta(at % 9) for at in range(40)]
        after = [date(2025, 5, 1) + timedelta(at % 6) for at in range(40)]
        assert read("candidatures", met | {title: before}).positions["convened_on"] == 4
        told = read("candidatures", met | {title: after})
        assert "convened_on" not in told.positions
        assert title in {doubt.header for doubt in told.doubts}


def test_a_patronyme_is_that_of_a_school_where_it_names_one():
    """« Patronyme » over « LP Jean Vilar » names schools, over « DUPONT » nobody of ours."""
    named = ["LP Jean Vilar", "Lycée Rosa Parks", "LPO Denis Papin"]
    base = {"UAI": [uai(930101), uai(930102), uai(930103)], "Formation": "programme_label"}
    assert read("catalogue", base | {"Patronyme": named}).positions["host_name"] == 2
    for people in (["DUPONT", "MARTIN", "KONÉ"], ["DUPONT Jean", "MARTIN Zoé"]):
        assert "host_name" not in read("catalogue", base | {"Patronyme": people}).positions


def test_a_motivation_letter_is_no_interview():
    """« Lettre de motivation reçue le » dates a paper."""
    mapped = read("candidatures", PUPILS | {"Lettre de motivation reçue le": "interview_on"})
    assert "interview_on" not in mapped.positions


@pytest.mark.parametrize("codes", [("1-SCOLAIRE", "2-APPRENTISSAGE"), ("01 - Scol.", "02 - App.")])
def test_a_status_may_have_its_number(codes: tuple[str, ...]):
    """« 1-SCOLAIRE » is read as « scolaire », under « CODE_STATUT » too."""
    for title in ("CODE_STATUT", "Statut", "Voie"):
        assert read("catalogue", OFFERS | {title: [*codes]}).positions["status"] == 3


def test_pupils_convened_are_no_day_of_a_convocation():
    """« Convoqués » over names, in capitals or not, is asked or the pupils' column."""
    names = [
        f"{first} Estrol-{at}" for at, first in enumerate(["Lina", "Noah", "Jade", "Adam"] * 10)
    ]
    sheet = {"N° de dossier": "file_number", "Formation": "programme_label"}
    for title in ("Liste des convoqués", "Convoqués", "Jeunes convoqués"):
        mapped = read("candidatures", sheet | {title: names})
        assert "convened_on" not in mapped.positions


@pytest.mark.parametrize(
    ("sent", "day"),
    [("Convocation expédiée le", "Date de convocation"), ("Envoi des convocations", "Jour convoqué"),
     ("Convoc. postée le", "Convocation")],
)  # fmt: skip
def test_of_two_convocations_the_later_is_the_day_of_the_interview(sent: str, day: str):
    """The letter leaves before one is received; a second letter that was received is no such day."""
    sheet = PUPILS | {sent: "convened_on", day: "interview_on", "Présence": "attendance"}
    positions = read("candidatures", sheet).positions
    assert (positions["convened_on"], positions["interview_on"]) == (3, 4)
    got = PUPILS | {sent: "convened_on", "Convocation reçue le": "interview_on"}
    assert "interview_on" not in read("candidatures", got).positions


def test_communes_of_elsewhere_are_communes_under_their_own_word():
    """« Fougères », « Redon » under « Ville » are no fields, no states, no remarks."""
    towns = ["Fougères", "Redon", "Vitré", "Saint-Malo", "Dinan", "Combourg", "Janzé"]
    for title in ("Ville", "Commune du lycée", "Localité"):
        assert read("catalogue", HOSTS | {title: towns}).positions["commune"] == 2
        for others in (["OK", "À voir", "Nouveau", "Complet"], ["Bois", "Automobile", "Bâtiment"]):
            assert "commune" not in read("catalogue", HOSTS | {title: others}).positions


def test_a_departement_of_elsewhere_is_one():
    """« 35 - Ille-et-Vilaine », « NORD » beside the UAI of these."""
    for number, names in (
        (35, ["35 - Ille-et-Vilaine"]),
        (59, ["NORD"]),
        (31, ["Haute-Garonne (31)"]),
    ):
        codes = [uai(number * 10000 + at) for at in range(1, 5)]
        sheet = {"UAI": codes, "Établissement": "host_name", "Département du lycée": names}
        assert read("catalogue", sheet).positions["department"] == 2


@pytest.mark.parametrize(
    ("title", "cells", "role"),
    [("Territoire", ["Nord", "Centre", "Sud"], "district"), ("Périmètre", ["Est", "Ouest"], "district"),
     ("Élèves par classe", [12, 24, 15], "class_places"), ("Nb de chaises", [12, 24, 15], "seats"),
     ("Nombre de places assises", [30, 32], "seats"), ("Scolaire ou UFA", ["Lycée", "CFA du coin"], "status"),
     ("Sco / CFA", ["Lycée", "Centre"], "status"), ("Oraux de mars", ["14, 26", "12"], "sessions"),
     ("RDV en avril", ["1er", "8 et 10"], "sessions"), ("Dates de mai", ["5, 6", "12"], "sessions"),
     ("CODE_ZONE_OFFRE", ["07702", "07701", "09301"], "district"), ("Cod. bassin SAIO", ["07702", "09301"], "district")],
)  # fmt: skip
def test_what_may_hold_something_of_ours_is_asked(title: str, cells: list, role: str):
    """Half a header over cells that prove nothing is a question, no reading and no silence."""
    mapped = read("catalogue", OFFERS | {title: cells})
    assert role not in mapped.positions
    assert role in {role for doubt in mapped.doubts for role in doubt.roles}


@pytest.mark.parametrize("second", ["2e jour proposé", "Jour proposé 2", "2nd jour proposé"])
def test_a_second_day_whose_cells_are_spoilt_is_asked(second: str):
    """« 2e date » beside « 1re date » over « 2025 », « 04 » holds days that a machine cut."""
    dated = {"1er jour proposé": "sessions", second: ["2025", "04", ""]}
    mapped = read("catalogue", OFFERS | dated)
    assert second in {doubt.header for doubt in mapped.doubts}


DATED = OFFERS | {"Mode": ["collectif", "individuel", "collectif"], "Date": "sessions"}
UNITS = [
    "Nb de créneaux",
    "Nombre de vacations",
    "Combien de plages",
    "Nb de périodes",
    "Nb de séances",
]


@pytest.mark.parametrize("title", [*UNITS, "Nb de rendez-vous", "Nombre d'oraux"])
def test_a_number_of_sessions_is_no_number_of_places(title: str):
    """Beside « Places par séance » it is nothing; alone it is asked, or read of one pupil at a time."""
    counted = {title: [2, 3, 5, 4]}
    mapped = read("catalogue", DATED | counted | {"Places par séance": [12, 24, 8, 15, 20]})
    assert (mapped.positions["seats"], mapped.doubles) == (6, {})
    if title in UNITS:
        assert "seats" not in read("catalogue", DATED | counted).positions


def test_a_number_of_slots_is_one_of_pupils_where_these_come_alone():
    """« Nb de créneaux » beside « individuel » counts who is received."""
    alone = DATED | {"Mode": ["individuel"], "Nb de créneaux": [10, 12, 8]}
    assert read("catalogue", alone).positions["seats"] == 5


@pytest.mark.parametrize(
    "title",
    ["Annoncé le", "Déclarée le", "A été renseigné le", "Répondu le", "Indiqué le",
     "Date de remontée", "Date d'annonce"],
)  # fmt: skip
def test_the_day_on_which_something_was_told_is_not_the_day_told(title: str):
    """It is asked; « Dates annoncées » are the days themselves."""
    for day in (date(2025, 1, 13), date(2025, 3, 17)):
        days = [day + timedelta(at) for at in range(5)]
        mapped = read("catalogue", OFFERS | {title: days})
        assert "sessions" not in mapped.positions
        assert title in {doubt.header for doubt in mapped.doubts}
    assert read("catalogue", OFFERS | {"Dates annoncées": "sessions"}).positions["sessions"] == 3


@pytest.mark.parametrize(
    "title", ["CFA", "UFA partenaire", "OFA", "CFA (si apprentissage)", "Partenaire"]
)
def test_with_whom_a_school_works_is_not_the_school(title: str):
    """« Lycée porteur » is the host, its CFA in every row or in a few is not; alone, it is."""
    schools = {"UAI porteur": "host_uai", "Lycée porteur": "host_name"}
    centres = ["CFA de l'académie", "UFA Jean Moulin", "CFA du bâtiment"]
    for said in (centres, ["CFA de l'académie", "", "", ""]):
        mapped = read("catalogue", schools | {"Formation": "programme_label", title: said})
        assert (mapped.positions["host_name"], 3 in mapped.positions.values()) == (1, False)
    for code in ("UAI CFA", "Code UFA"):
        codes = {code: [uai(930999), "", ""]}
        mapped = read("catalogue", schools | {"Formation": "programme_label"} | codes)
        assert mapped.positions["host_uai"] == 0
    alone = read("catalogue", {"CFA": centres, "Formation": "programme_label"})
    assert alone.positions["host_name"] == 0


@pytest.mark.parametrize("title", ["N°", "Numéro", "Id", "N° liste", "N° élève", "N° inscription"])
def test_the_place_in_a_list_is_no_number_of_a_dossier(title: str):
    """1, 2, 3 to the last row, sorted anew or not, is asked; under « N° de dossier » it is one."""
    sheet = {"Nom": "last_name", "Prénom": "first_name", "Formation": "programme_label"}
    listed = list(range(1, 41))
    for numbers in (listed, sorted(listed, key=lambda n: n * 7 % 40), [f"{n:03}" for n in listed]):
        mapped = read("candidatures", sheet | {title: numbers})
        assert "file_number" not in mapped.positions
        assert title in {doubt.header for doubt in mapped.doubts}
        assert (
            read("candidatures", sheet | {"N° de dossier": numbers}).positions["file_number"] == 3
        )
    numbered = read("candidatures", sheet | {title: list(range(4101, 4141))})
    assert numbered.positions["file_number"] == 3


@pytest.mark.parametrize(
    "title", ["Libellé", "Dénomination", "Désignation", "Titre", "Appellation"]
)
@pytest.mark.parametrize("left", [{"Nom": "last_name", "3e": "origin_class"}, {"INE": "ine"}])
def test_names_of_trades_are_programmes_and_no_school_nor_pupil(title: str, left: dict):
    """« Pâtissier » under a word for a name, right of the pupil's class, is what is asked for."""
    mapped = read("candidatures", left | {title: TRADES, "Lycée": "host_name"})
    assert mapped.positions["programme_label"] == len(left)


@pytest.mark.parametrize("title", ["Nb maxi élèves", "Élèves max.", "Effectif maximum d'élèves"])
def test_the_most_pupils_beside_places_of_interviews_are_asked(title: str):
    """They may be those of the class: where the interviews have their own, that is what is left."""
    sheet = OFFERS | {"Date": "sessions", "Places par séance": "seats"}
    mapped = read("catalogue", sheet | {title: [24, 30, 12]})
    assert "class_places" in {role for doubt in mapped.doubts for role in doubt.roles}


@pytest.mark.parametrize("title", ["Famille", "Jeune et famille", "Foyer"])
def test_names_beside_first_names_are_asked(title: str):
    """« Famille » left of « Prénom » is that of the pupil, or of who answers: of a father it is not asked."""
    sheet = {"INE": "ine", "Formation": "programme_label", "Lycée": "host_name"}
    for header, asked in ((title, True), ("Nom du père", False), ("Responsable légal", False)):
        mapped = read("candidatures", sheet | {header: "last_name", "Prénom": "first_name"})
        assert "last_name" not in mapped.positions
        assert (header in {doubt.header for doubt in mapped.doubts}) is asked


@pytest.mark.parametrize(
    "title", ["Extraction : dossier", "Rectorat - n° de dossier", "Export dossiers"]
)
def test_a_dossier_that_a_machine_numbers_is_read_or_asked(title: str):
    """« Extraction » is a machine's word; a number of each row under « dossier » is no silence."""
    sheet = {"INE": "ine", "Nom": "last_name", "Formation": "programme_label"}
    mapped = read("candidatures", sheet | {title: [f"2559{at:04}" for at in range(40)]})
    asked = {role for doubt in mapped.doubts for role in doubt.roles}
    assert "file_number" in asked | mapped.positions.keys()


def test_streets_under_a_word_for_where_one_comes_are_the_place():
    """« Lieu d'accueil des candidats » over « 4 boulevard… » is it, the school's address is not."""
    streets = ["4 boulevard du 8-Mai-1945", "51 rue Gabriel-Péri", "12 avenue de la Gare"]
    for title in ("Lieu d'accueil des candidats", "Lieu d'entretien", "Adresse d'accueil"):
        assert read("catalogue", OFFERS | {title: streets}).positions["place"] == 3
    assert "place" not in read("catalogue", OFFERS | {"Adresse": streets}).positions


@pytest.mark.parametrize("day", ["Jour de convocation", "Convocation"])
def test_days_without_their_year_part_two_convocations_too(day: str):
    """« lettre envoyée le » over « 28/03 » comes before « mar. 06/05 »."""
    sent = ["28/03", "31/03", "01/04", "02/04"]
    met = ["mar. 06/05", "lun. 05/05", "mer. 30/04", "mar. 29/04"]
    sheet = PUPILS | {"Lettre envoyée le": sent, day: met, "Présence": "attendance"}
    positions = read("candidatures", sheet).positions
    assert (positions["convened_on"], positions["interview_on"]) == (3, 4)
