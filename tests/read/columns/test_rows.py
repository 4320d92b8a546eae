"""What rows say where words do not: whose a code is, what an opinion's day is, which is the finer."""

from datetime import date

import pytest
from header_sets import CAMPAIGN, TABLES, invent_rows, uai
from header_sets import read_over as read

from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import map_columns

APPLICATION = {"N° de dossier": "file_number", "Formation": "programme_label"}


def test_two_bare_uai_belong_to_the_names_that_vary_with_them():
    """A school has one UAI and one name: each UAI is the side's whose names go with it, and it is said."""
    mapped = read("candidatures", APPLICATION | {
        "RNE": "host_uai", "Lycée": "host_name", "RNE ": "origin_uai", "Collège": "origin_name",
    })  # fmt: skip
    assert {role: mapped.positions[role] for role in ("host_uai", "origin_uai")} == {
        "host_uai": 2, "origin_uai": 4,
    }  # fmt: skip
    assert mapped.why["origin_uai"] == "d’après sa place : une autre colonne porte le même titre"


def test_one_uai_for_all_rows_is_the_hosts():
    """A lycée that lists its own candidates writes « notre UAI » on each line."""
    mapped = read("candidatures", APPLICATION | {"notre UAI": [uai(930101)]})
    assert mapped.positions["host_uai"] == 2


def test_a_header_that_its_rows_contradict_is_no_ones():
    """« UAI antérieure » over codes that vary with the lycées is asked about."""
    mapped = read("candidatures", APPLICATION | {
        "Lycée": "host_name", "Collège": "origin_name", "UAI antérieure": "host_uai",
    })  # fmt: skip
    assert 4 not in mapped.positions.values()
    assert "UAI antérieure" in {doubt.header for doubt in mapped.doubts}


def test_of_two_words_for_a_formation_the_finer_is_the_programme():
    """« Filière » over fields beside « Certification » over trades is the domain."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Filière": ["Commerce", "Commerce", "Mode", "Mode"],
        "Certification": ["Vente", "Équipier polyvalent", "Couture flou", "Maroquinerie"],
    })  # fmt: skip
    assert mapped.positions == {"host_uai": 0, "domain": 1, "programme_label": 2}


def test_days_that_stand_beside_opinions_only_date_them():
    """« Enregistré » filled where an opinion is, and after the interview, dates the opinion."""
    mapped = read("candidatures", APPLICATION | {
        "Inscrit": "registered_on", "Entretien": "interview_on", "Avis": "opinion",
        "Enregistré": "opinion_on",
    })  # fmt: skip
    assert (mapped.positions["registered_on"], mapped.positions["opinion_on"]) == (2, 5)
    assert mapped.why["opinion_on"] == "d’après ses lignes"


def test_an_opinion_there_from_the_first_day_is_not_the_hosts():
    """Of two opinions the one on every row is the origin's, the one that comes late is read."""
    mapped = read("candidatures", APPLICATION | {
        "Avis chef d'étab.": ["Favorable", "Réservé"], "Entretien": "interview_on", "Avis arr.": "opinion",
    })  # fmt: skip
    assert mapped.positions["opinion"] == 4


def test_remarks_beside_a_column_of_communes_are_no_commune():
    """« Comm. » is a commune or a remark: its cells say which."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Loc.": "commune", "Formation": "programme_label", "Comm.": "remarks",
    })  # fmt: skip
    assert mapped.positions == {"host_uai": 0, "commune": 1, "programme_label": 2, "remarks": 3}


@pytest.mark.parametrize(
    ("header", "role", "held"),
    [
        ("Zébulon", "sector", "sector"),
        ("PU/PR", "sector", "sector"),
        ("Zébulon", "place", "place"),
        ("Zébulon", "district", "district"),
        ("Nb de convoqués possibles", "seats", "seats"),
        ("Effectif par classe", "class_places", "class_places"),
    ],
)
def test_the_one_column_that_can_be_it_is_read(header: str, role: str, held: str):
    """What the table lacks and one column alone holds is read without a word for it, and said."""
    mapped = read("catalogue", {"UAI": "host_uai", "Formation": "programme_label",
                                "Dates": "sessions", header: held})  # fmt: skip
    assert mapped.positions[role] == 3
    assert mapped.why[role] == "d’après ses valeurs"


@pytest.mark.parametrize(
    "header", ["Date AG", "Vacances", "Envoi aux familles le", "Vote du", "Butoir"]
)
def test_days_under_a_word_that_nobody_knows_are_asked(header: str):
    """Good days do not make sessions of what a header calls otherwise: it is asked, not read."""
    mapped = read(
        "catalogue", {"UAI": "host_uai", "Formation": "programme_label", header: "sessions"}
    )
    assert "sessions" not in mapped.positions
    assert [doubt.header for doubt in mapped.doubts] == [header]


def test_yes_without_which_no_opinion_is_given_asks_for_an_attendance():
    """A word unknown, ticked on every row that has an opinion: no role, a question."""
    rows = invent_rows(["file_number", "host_uai", "programme_label", "opinion"], 40)
    ticked = [[*row, "x" if row[3] or at == 0 else None] for at, row in enumerate(rows)]
    heads = ["N° de dossier", "UAI", "Formation", "Avis", "Zou"]
    mapped = map_columns(heads, TABLES["candidatures"], {}, ticked,
                         Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier))  # fmt: skip
    assert "attendance" not in mapped.positions
    assert [(d.header, d.roles[0]) for d in mapped.doubts] == [("Zou", "attendance")]


@pytest.mark.parametrize(
    ("header", "table", "role"),
    [
        ("CODVOE", "candidatures", "offer_code"), ("DATENTR", "catalogue", "sessions"),
        ("LIBFORMAT", "catalogue", "programme_label"), ("PrenomCand", "candidatures", "first_name"),
        ("COMETAB", "catalogue", "commune"), ("c_mef", "catalogue", "mef"),
    ],
)  # fmt: skip
def test_words_cut_short_and_glued_are_heard(header: str, table: str, role: str):
    """Names of databases, six letters and no blank, are read over good values."""
    key = {"catalogue": {"UAI": "host_uai"}, "candidatures": {"INE": "ine"}}[table]
    assert read(table, key | {header: role}).positions.get(role) == 1


CANDIDATES = {
    "INE": "ine", "Nom": "last_name", "Prénom": "first_name", "Formation": "programme_label",
    "Lycée": "host_name", "Collège": "origin_name",
}  # fmt: skip
NOTHING = [
    ("Origine de l'alerte", ["famille", "collège"]), ("Assiduité au collège", ["bonne", "moyenne"]),
    ("Dernier contact", [date(2025, 3, 20), date(2025, 3, 27), date(2025, 4, 3)]),
    ("tenue", ["ok", "moyen"]), ("Type étab. origine", ["CLG"]), ("Comportement", ["ok", "à voir"]),
    ("Origine de la demande", ["famille", "élève", "PP"]), ("Dernier appel", ["oui", "non"]),
    ("Nature de l'établissement d'origine", ["Collège", "Lycée"]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "values"), NOTHING, ids=[header for header, _ in NOTHING])
def test_a_word_beside_a_school_or_a_date_is_no_role(header: str, values: list):
    """What a title does not say itself its neighbours do not give: « famille » is no commune."""
    mapped = read("candidatures", CANDIDATES | {header: values})
    assert 6 not in mapped.positions.values()


def test_a_name_over_programmes_is_no_school():
    """« Intitulé » over programmes is the programme, though no school is named."""
    mapped = read(
        "candidatures", {"INE": "ine", "Vœu": "offer_code", "Intitulé": "programme_label"}
    )
    assert mapped.positions == {"ine": 0, "offer_code": 1, "programme_label": 2}


@pytest.mark.parametrize("table", ["catalogue", "candidatures"])
def test_a_code_and_a_name_in_one_cell_are_a_code_where_the_title_says_both(table: str):
    """« Établissement (UAI - nom) » over « 0930125F - LP Ada » gives the code."""
    said = [f"{uai(930100 + n)} - LP {name}" for n, name in enumerate(("Ada", "Alan", "Grace"))]
    mapped = read(table, {"N° dossier": "file_number", "Formation": "programme_label",
                          "Établissement d'accueil (UAI - nom)": said})  # fmt: skip
    assert mapped.positions["host_uai"] == 2


NUMBERS = [f"{301180 + 7 * (n // 2)}" for n in range(40)]
NAMES = [f"Exemple {chr(65 + n // 2)}" for n in range(40)]
REQUIRED = [
    ("catalogue", "programme_label", {"UAI": "host_uai"}, "Formations santé social et autres", "programme_label"),
    ("catalogue", "programme_label", {"UAI": "host_uai", "CAP ou bac": "diploma"}, "Spécialité / famille de métiers",
     ["Accompagnant éducatif petite enfance", "Production et service en restaurations", "Maroquinerie d'art", "Carreleur mosaïste"]),
    ("candidatures", "file_number", {"Nom": NAMES, "Formation": "programme_label", "UAI": "host_uai"},
     "Numéro du dossier d'inscription", NUMBERS),
    ("candidatures", "file_number", {"Nom": NAMES, "Formation": "programme_label", "UAI": "host_uai"},
     "Candidature", NUMBERS),
    ("candidatures", "file_number", {"Nom": NAMES, "Formation": "programme_label", "UAI": "host_uai"},
     "Réf.", NUMBERS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "role", "beside", "header", "held"), REQUIRED, ids=[case[3] for case in REQUIRED]
)
def test_what_a_table_cannot_do_without_is_sought(
    table: str, role: str, beside: dict, header: str, held: str | list
):
    """A programme under a title of something else, a number of each pupil: the table is read."""
    mapped = read(table, beside | {header: held})
    assert mapped.positions[role] == len(beside)
    assert mapped.missing(TABLES[table]) == []


@pytest.mark.parametrize("header", ["Code postal", "N° de ligne", "N° du bus"])
def test_a_number_of_something_else_is_no_dossier(header: str):
    """A table without a number of the dossier is refused rather than read with another's."""
    mapped = read("candidatures", {"Nom": NAMES, "Formation": "programme_label", "UAI": "host_uai",
                                   header: NUMBERS})  # fmt: skip
    assert "file_number" not in mapped.positions


NEW = [
    ("catalogue", "Qui s'en occupe", ["M. Petit", "Mme Durand"], "contact"),
    ("catalogue", "Développeur", ["M. Petit", "Mme Durand"], "contact"),
    ("catalogue", "Réseau", ["Créteil", "Meaux", "Bondy", "Meaux", "Bondy", "Meaux", "Créteil"], "district"),
    ("catalogue", "Jauge", [12, 14], "seats"), ("catalogue", "Nb élèves max", [12, 14], "seats"),
    ("catalogue", "Nombre d'élèves possibles", [12, 14], "seats"),
    ("catalogue", "SESS_HDEB", "start", "start"), ("catalogue", "SESS_HFIN", "end", "end"),
    ("candidatures", "Passe le", "interview_on", "interview_on"),
    ("candidatures", "CAND_DINS", "registered_on", "registered_on"),
    ("candidatures", "Annulé par la famille", ["oui", *["non"] * 8], "cancelled"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "header", "held", "role"), NEW, ids=[header for _, header, _, _ in NEW]
)
def test_words_of_the_office_are_heard_over_good_values(
    table: str, header: str, held: str | list, role: str
):
    """What a person reads without asking: one word of the staff, a gauge, an hour cut short."""
    key: dict = {"catalogue": {"UAI": "host_uai", "Formation": "programme_label", "Dates": "sessions"},
                 "candidatures": {"INE": "ine"} | APPLICATION}[table]  # fmt: skip
    mapped = read(table, key | {header: held})
    assert mapped.positions.get(role) == 3


def test_answers_that_none_of_its_words_fit_deny_a_title():
    """« État du dossier » over « Accepté » says nothing of a cancellation: it is asked once."""
    mapped = read("candidatures", APPLICATION | {"État du dossier": ["Accepté"]})
    assert "cancelled" not in mapped.positions
    assert [doubt.header for doubt in mapped.doubts] == ["État du dossier"]


PUPILS = [["KOUASSIN", "MEZIANTE", "FERRADIN", "SANTAROVA"][at // 3 % 4] for at in range(12)]
BY_PUPIL = {
    "nom": PUPILS,
    "prenom": [["Awa", "Noé", "Lina", "Enzo"][at // 3 % 4] for at in range(12)],
    "rne accueil": "host_uai",
    "formation demandee": "programme_label",
}


@pytest.mark.parametrize("form", ["2025-71{:02}", "202571{:02}", "PP25-10{:02}"])
def test_a_number_for_each_pupil_is_the_key_of_a_table_that_has_none(form: str):
    """« Ref » over one number for each pupil, on several rows: the dossier's, though it looks a code."""
    mapped = read("candidatures", {"Ref": [form.format(at // 3) for at in range(12)], **BY_PUPIL})
    assert (mapped.positions["file_number"], mapped.missing(TABLES["candidatures"])) == (0, [])
    assert "offer_code" not in mapped.positions


def test_a_number_for_each_pupil_beside_the_ine_is_the_dossiers():
    """« Identifiant » beside « INE », several rows for each pupil, is read and not lost."""
    mapped = read("candidatures", {
        "Identifiant": [f"PP25-10{at // 3:02}" for at in range(12)],
        "INE": [f"1590160{at // 3:02}CG" for at in range(12)], **BY_PUPIL,
    })  # fmt: skip
    assert (mapped.positions["file_number"], mapped.positions["ine"]) == (0, 1)


@pytest.mark.parametrize("header", ["V", "Lycée n°1, n°2…", "RGVOE"])
def test_what_counts_the_rows_of_each_pupil_is_the_rank(header: str):
    """1, 2, 3 and 1 again with the next pupil: the rank of the vœu, whatever stands above."""
    mapped = read("candidatures", {"INE": [f"1590160{at:02}CG" for at in range(14) for _ in (1, 2, 3)],
                                   "Formation": "programme_label", header: [1, 2, 3]})  # fmt: skip
    assert mapped.positions["rank"] == 2


@pytest.mark.parametrize(("header", "values"), [("V", [1, 1, 2]), ("Jury n°", [1, 2, 3])])
def test_what_counts_in_no_order_or_counts_juries_is_no_rank(header: str, values: list[int]):
    """Small numbers that come again for one pupil count no vœux, nor do those of juries."""
    mapped = read("candidatures", {"INE": [f"1590160{at:02}CG" for at in range(14) for _ in (1, 2, 3)],
                                   "Formation": "programme_label", header: values})  # fmt: skip
    assert "rank" not in mapped.positions


def test_two_uai_cut_short_are_the_origins_and_the_hosts():
    """A machine's titles of six letters: « UAIOR », « UAIAC », « NDOS », « DATCON » are heard in parts."""
    mapped = read("candidatures", {
        "NDOS": "file_number", "NINE": "ine", "UAIOR": "origin_uai", "NOMOR": "origin_name",
        "UAIAC": "host_uai", "LIBAC": "programme_label", "DATINS": "registered_on",
        "DATCON": "convened_on", "DATENT": "interview_on",
    })  # fmt: skip
    assert mapped.positions == {
        "file_number": 0, "ine": 1, "origin_uai": 2, "origin_name": 3, "host_uai": 4,
        "programme_label": 5, "registered_on": 6, "convened_on": 7, "interview_on": 8,
    }  # fmt: skip


def test_trades_under_a_title_of_domain_and_programme_are_the_programmes():
    """« Spécialité ou famille de métiers » beside « Champ professionnel »: the trades are read."""
    trades = [
        "Accompagnement, soins et services",
        "Ébéniste d’art",
        "Monteur en thermique",
        "Cuisine du monde",
    ]
    mapped = read("catalogue", {
        "Etablissement": "host_name", "Diplôme": "diploma",
        "Champ professionnel": ["Soins et services", "Bois", "Énergie", "Hôtellerie restauration"],
        "Spécialité ou famille de métiers": trades,
    })  # fmt: skip
    assert (mapped.positions["domain"], mapped.positions["programme_label"]) == (2, 3)


def test_places_before_the_demand_are_no_places_of_interviews():
    """« Nbre de places » right of « Entretien(s) » but left of « Demandes 2024 » counts the class."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Formation": "programme_label", "Entretien(s)": "sessions",
        "Nbre de places": [15, 30, 24], "Demandes 2024": [65, 35, 47], "Pression": ["0,95", "1,2", "0,8"],
    })  # fmt: skip
    assert "seats" not in mapped.positions
    assert mapped.positions.get("class_places", 3) == 3


def test_crosses_under_an_apprenticeship_are_asked_about():
    """« Appr. » over « X » says who learns at work, which the table lacks: asked, not lost."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Formation": "programme_label", "Appr.": ["", "X", "X"],
    })  # fmt: skip
    assert {doubt.header: doubt.roles for doubt in mapped.doubts} == {"Appr.": ("status",)}


def test_the_capacity_of_the_affectation_is_asked_about():
    """« Capacité d’affectation » may be the class's places, in the words of another procedure."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Formation": "programme_label", "Capacité d’affectation": [30, 24, 15],
    })  # fmt: skip
    assert [doubt.header for doubt in mapped.doubts] == ["Capacité d’affectation"]


@pytest.mark.parametrize(("header", "values", "role"), [
    ("Documents à apporter", ["", "Apporter les bulletins", "Se présenter avec la convocation"], "remarks"),
    ("Conseils aux élèves", ["", "Apporter les 2 derniers bulletins", "Être à l’heure"], "remarks"),
    ("Chef de travaux", ["Mme Vasseline, DDFPT", "M. Lorandi, DDFPT", "Mme Quérou, DDFPT"], "contact"),
    ("Insp. référent", ["Mme Brizard", "M. Lorandi", "Mme Quérou"], None),
])  # fmt: skip
def test_what_a_school_writes_beside_its_offer(header: str, values: list, role: str | None):
    """Advice to pupils is a remark, who runs the workshops a contact; an inspector is nobody's."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Formation": "programme_label", "Date d’entretien": "sessions", header: values,
    })  # fmt: skip
    assert {at: code for code, at in mapped.positions.items()}.get(3) == role


def test_hours_between_and_and():
    """« entre » and « et » over hours say when a session begins and ends."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Formation": "programme_label", "Élèves reçus le": "sessions",
        "entre": ["14h", "13h", "9h"], "et": ["16h30", "17h", "11h"],
    })  # fmt: skip
    assert (mapped.positions["start"], mapped.positions["end"]) == (3, 4)


@pytest.mark.parametrize(("header", "role"), [
    ("DATE CONVOCTION", "convened_on"), ("Favorable ?", "opinion"), ("Avis obtenu", "opinion"),
    ("Avis favorable / réservé / défavorable", "opinion"),
])  # fmt: skip
def test_a_slip_and_an_answer_are_heard_over_values_that_agree(header: str, role: str):
    """A letter left out of a long word, the answers given as a title: the values confirm them."""
    mapped = read("candidatures", APPLICATION | {
        "Inscrit le": "registered_on", "Entretien le": "interview_on", header: role,
    })  # fmt: skip
    assert mapped.positions[role] == 4


def test_the_code_of_a_district_is_read_as_one():
    """« Code district » over 7705, 9302 names a bassin by its number."""
    mapped = read("catalogue", {
        "UAI": [uai(770101), uai(930102), uai(940103)], "Formation": "programme_label",
        "Code district": ["7705", "9302", "9401"],
    })  # fmt: skip
    assert mapped.positions["district"] == 2


def test_days_that_excel_counts_kept_as_text_are_days() -> None:
    """« 45726 » in every cell of « Date d'entretien » denies no title: it is 10 March 2025."""
    columns = {"INE": "ine", "UAI d'accueil": "host_uai", "Formation": "programme_label"}
    found = read("candidatures", columns | {"Date d'entretien": ["45726", "45733", "45740"]})
    assert found.positions["interview_on"] == 3


@pytest.mark.parametrize(("table", "header", "cells"), [
    ("catalogue", "formation en apprentissage", [f"{t} (apprentissage)" for t in (
        "Ébéniste", "Fleuriste", "Boulanger", "Agent de sécurité", "Monteur en sanitaire")]),
    ("candidatures", "Formation en apprentissage", ["Esthétique cosmétique", "Fleuriste"]),
    ("candidatures", "Métier demandé", ["Pâtissier", "Boulanger", "Équipier polyvalent"]),
    ("candidatures", "Cursus", ["Pâtissier", "Boulanger"]),
])  # fmt: skip
def test_a_table_is_not_refused_for_a_word_beside_its_programmes(
    table: str, header: str, cells: list
):
    """The one column that can hold programmes is read as theirs where none is, and it is said."""
    columns = {"INE": "ine", "CFA": "host_name", "UAI": "host_uai"} if table != "catalogue" else {
        "CFA": "host_name", "UAI": "host_uai"}  # fmt: skip
    mapped = read(table, columns | {header: cells})
    assert mapped.positions["programme_label"] == len(columns)
    assert mapped.why["programme_label"] == "d’après ce qui manque au tableau"


@pytest.mark.parametrize(("header", "cells"), [
    ("À", ["Limeil-Brévannes", "Pantin", "Bondy", "Saint-Denis"]), ("Source", ["saisie directe", "mail"]),
    ("Centre de formation", ["CFA Blanche Ternois"]), ("Diplôme", ["CAP", "Bac pro"]),
])  # fmt: skip
def test_communes_schools_and_levels_are_no_programmes(header: str, cells: list):
    """What is plainly something else never stands for the formation that a table lacks."""
    columns = {"INE": "ine", "Lycée": "host_name", "UAI": "host_uai"}
    assert "programme_label" not in read("candidatures", columns | {header: cells}).positions


def test_a_number_of_each_row_is_the_dossiers_where_no_other_key_is():
    """« n° Affelnet » over six digits, one for each row, is no code vœu: the table has its key."""
    columns = {"n° Affelnet": [363327 + 7 * n for n in range(60)], "Nom": "last_name", "Lycée": "host_name",
               "Formation": "programme_label"}  # fmt: skip
    assert read("candidatures", columns).positions["file_number"] == 0
