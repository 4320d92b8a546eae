"""What is read without asking, and what a header that only hints at a role leaves to the analyst."""

import pytest
from header_sets import CAMPAIGN, TABLES, invent_rows, read_set

from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import Doubt, HeaderMap, map_columns

HOSTS = {"UAI": "host_uai", "Établissement": "host_name", "Formation": "programme_label"}
PUPILS = {
    "INE": "ine", "Nom": "last_name", "Prénom": "first_name", "Collège": "origin_name",
    "Lycée": "host_name", "Formation": "programme_label",
}  # fmt: skip


def read(columns: dict[str, str | list], table: str = "candidatures") -> HeaderMap:
    """Return how headers are understood over the values of a role, or over these values."""
    rows = invent_rows(["" if isinstance(said, list) else said for said in columns.values()], 40)
    for at, said in enumerate(columns.values()):
        for row, cells in enumerate(rows if isinstance(said, list) else ()):
            cells[at] = said[row % len(said)]
    return read_set({"table": table, "headers": [*columns], "rows": rows})


def role_of(header: str, cells: list, table: str) -> str | None:
    """Return the role that a column more gets, at the right of a plain sheet."""
    columns = HOSTS if table == "catalogue" else PUPILS
    found = read(columns | {header: cells}, table)
    return next((role for role, at in found.positions.items() if at == len(columns)), None)


FOREIGN = [
    ("catalogue", "Gestionnaire", ["LEA", "TOM", "SAM"]),
    ("catalogue", "GEST", ["LEA", "TOM", "SAM"]),
    ("catalogue", "Établissement référent", ["LP Jean Moulin", "Lycée Voltaire"]),
    ("catalogue", "Lycée pilote", ["LP Jean Moulin", "Lycée Voltaire"]),
    ("catalogue", "Code diplôme", ["50027244", "50038910", "40022816"]),
    ("catalogue", "Code formation Ypareo", ["50027244", "50038910", "40022816"]),
    ("catalogue", "UAI CIO", ["0771234A", "0932117W", "0940112Y"]),
    ("catalogue", "Nb entretiens réalisés", [12, 24, 15]),
    ("catalogue", "Salle d’attente", ["Salle 204", "Amphi", "Salle B12"]),
    ("candidatures", "Code diplôme", ["50027244", "50038910", "40022816"]),
    ("candidatures", "Code spécialité nationale", ["50027244", "50038910", "40022816"]),
    ("candidatures", "Mon avis", ["Favorable", "Réservé", "Favorable"]),
    ("candidatures", "Absences (½ j.)", [11, 10, 0]),
    ("candidatures", "Absences", [3, 2, 7]),
    ("candidatures", "com", ["Élève motivé", "À revoir", "Vu avec la famille", "Stage réalisé"]),
    ("candidatures", "Né à", ["Paris", "Melun", "Montreuil"]),
    ("candidatures", "Total vœux", [1, 2, 3]),
    ("candidatures", "RL1_NOM", ["DUPONT", "TRAORE", "MARTIN"]),
    ("candidatures", "prn_tut", ["Sarah", "Mathis", "Lina"]),
    ("candidatures", "MEF_PREC", ["24130334211", "24722106311"]),
    ("candidatures", "RG_LISTE", [3, 12, 27, 41]),
    ("candidatures", "Ville", ["Melun", "Créteil", "Bobigny"]),
    ("candidatures", "Avis du chef d’établissement", ["Favorable", "Réservé"]),
    ("candidatures", "Statut de la fiche", ["Brouillon", "Validée"]),
    ("catalogue", "Statut", ["OK", "à voir", "vu"]),
    ("candidatures", "Convocation arrivée ?", ["oui", "non"]),
    ("catalogue", "District sportif", ["Meaux", "Créteil", "Melun"]),
    ("catalogue", "District", [4, 12, 8, 4, 12, 4, 8]),
    ("catalogue", "Réseau", ["La Salle", "La Salle", "Saint-Vincent"]),
    ("catalogue", "PK_OFFRE", [10234, 10877, 11920]),
    ("catalogue", "Effectif terminale", [12, 24, 15]),
    ("candidatures", "Validité", ["oui", "oui", "non"]),
    ("candidatures", "Situation du dossier", ["Oui", "Non", "Oui"]),
    ("candidatures", "Appelé le", ["24/03/2025", "25/03/2025", "1/04/2025"]),
    ("candidatures", "MEF du collège", ["24130334211", "24722106311"]),
    ("candidatures", "UAI secteur", ["0771234A", "0932117W", "0940112Y"]),
]


@pytest.mark.parametrize(("table", "header", "cells"), FOREIGN, ids=[h for _, h, _ in FOREIGN])
def test_what_an_office_keeps_for_itself_is_no_role(table: str, header: str, cells: list):
    """A word that no role explains makes of a header a hint: what it holds must say the rest."""
    assert role_of(header, cells, table) is None


def asked(found: HeaderMap, at: int) -> Doubt | None:
    """Return what is asked of a column."""
    return next((doubt for doubt in found.doubts if doubt.at == at), None)


def test_a_hint_is_asked_and_not_passed_over():
    """« Code diplôme » over eight digits may be the code vœu: it is not read, and it is said."""
    cells = ["50027244", "50038910", "40022816"]
    found = read(HOSTS | {"Code diplôme": cells}, "catalogue")
    doubt = asked(found, len(HOSTS))
    assert doubt is not None
    assert doubt.roles[0] == "offer_code"


READ = [
    ("catalogue", "Gestionnaire", ["a.lopez@ac-creteil.fr", "01 64 96 75 23"], "contact"),
    ("catalogue", "Référent", ["a.lopez@ac-creteil.fr", "01 64 96 75 23"], "contact"),
    ("catalogue", "Code vœu (ne pas modifier)", ["50027244", "50038910"], "offer_code"),
    ("candidatures", "Absences", ["P", "A", "A"], "attendance"),
    ("candidatures", "Validité du vœu", ["Validée", "Annulée", "Validée"], "cancelled"),
    ("candidatures", "MEF du collège", ["10310019110", "16410002110"], "origin_class"),
    ("catalogue", "District", ["B04", "B03", "B10", "B04", "B03", "B04", "B10"], "district"),
    ("catalogue", "Cod. bassin", [4, 1, 2, 4, 1, 4, 2], "district"),
    ("catalogue", "S / A", ["S", "A", "S"], "status"),
    ("candidatures", "Absent", ["Oui", "Non", "Non"], "attendance"),
    ("candidatures", "nodoss", [14901, 14922, 14933], "file_number"),
    ("candidatures", "TEMOIN_ANNULATION", ["N", "O", "N", "N"], "cancelled"),
]


@pytest.mark.parametrize(("table", "header", "cells", "role"), READ, ids=[h for _, h, _, _ in READ])
def test_what_the_cells_say_too_is_read(table: str, header: str, cells: list, role: str):
    """The same words over the cells of the role: caution costs no column that speaks."""
    assert role_of(header, cells, table) == role


def test_the_hour_of_an_appointment_is_an_interviews():
    """« Convocation » over days at round hours is when one is awaited; over bare days, it is asked."""
    days = ["lundi 24 mars à 15h", "mardi 25 mars à 9h30", "jeudi 27 mars à 10h"]
    assert role_of("Convocation", days, "candidatures") == "interview_on"
    bare = ["24/03/2025", "25/03/2025"]
    doubt = asked(read(PUPILS | {"Convocation": bare}), len(PUPILS))
    assert doubt is not None
    assert doubt.roles == ("convened_on", "interview_on")
    beside = PUPILS | {"Entretien le": "interview_on", "Convocation": bare}
    assert read(beside).positions["convened_on"] == len(beside) - 1


def test_places_offered_beside_sessions_are_asked():
    """« Places offertes » may be the class's: sessions at its left do not settle it."""
    beside = HOSTS | {"Dates des entretiens": "sessions", "Places offertes": "class_places"}
    found = read(beside, "catalogue")
    assert not {"seats", "class_places"} & {*found.positions}
    doubt = asked(found, len(beside) - 1)
    assert doubt is not None
    assert {*doubt.roles} == {"seats", "class_places"}


def test_a_sheet_is_not_refused_for_the_title_of_its_programmes():
    """« Famille de métiers / CAP demandé » over programmes: alone to hold them, it is read."""
    columns = {code: role for code, role in PUPILS.items() if code != "Formation"}
    found = read(columns | {"Famille de métiers / CAP demandé": "programme_label"})
    assert found.positions["programme_label"] == len(columns)


def test_a_header_alone_is_not_denied_by_cells_that_are_not_there():
    """Without a row nothing is denied: « Contact », « Né le » say what they say."""
    table = TABLES["candidatures"]
    assert map_columns(["Né le"], table, {}, (), Witness()).positions == {"birth_date": 0}


def test_a_school_named_beside_another_word_is_asked():
    """« Établissement support du GRETA » alone to hold lycées is still not the host."""
    columns = {"UAI": "host_uai", "Formation": "programme_label"}
    schools = ["LP Jean Moulin", "Lycée Voltaire", "LP Louise Michel"]
    found = read(columns | {"Établissement support du GRETA": schools}, "catalogue")
    assert asked(found, len(columns)) is not None


def test_a_commune_goes_with_the_school_at_its_left():
    """« Ville » right of the collège is the collège's; right of a birth date, it is asked."""
    towns = ["Melun", "Créteil", "Bobigny"]
    base = {"INE": "ine", "Nom": "last_name", "Lycée": "host_name", "Formation": "programme_label"}
    beside = base | {"Collège": "origin_name", "Ville": towns}
    assert read(beside).positions["origin_commune"] == len(beside) - 1
    home = base | {"Né le": "birth_date", "Ville": towns}
    doubt = asked(read(home), len(home) - 1)
    assert doubt is not None
    assert {*doubt.roles} == {"host_commune", "origin_commune"}


OF_SOMETHING_ELSE = [
    ("candidatures", "MEF de l’élève", ["10310019110", "10310019111", "10310013110"]),
    ("candidatures", "Libellé formation d’origine", ["3EME SEGPA", "3EME", "3EME PREPA-METIERS"]),
    ("candidatures", "Dernier bilan le", ["14/03/2025", "24/03/2025", "12/03/2025"]),
    ("candidatures", "Pris en charge par", ["SV", "CL", "admin", "MB"]),
    ("candidatures", "Priorité", ["", "3", "", "1"]),
    ("candidatures", "N° Cyclades", [f"02{at:06}" for at in range(40)]),
    ("catalogue", "Horaires du secrétariat", ["9h-17h", "8h30-12h"]),
    ("catalogue", "Horaires d’ouverture", ["9h-17h", "8h-18h"]),
    ("catalogue", "Joignable de", ["9h-12h", "14h-17h"]),
    ("catalogue", "Permanence CIO", ["9h-12h", "14h-17h"]),
    ("catalogue", "Zone", ["C", "C", "B"]),
    ("catalogue", "Collèges de recrutement", ["Collège Pierre Curie", "Collège Le Parc"]),
    ("catalogue", "Code diplôme", [f"500225822751{at:02}" for at in range(40)]),
    ("catalogue", "N° Carif", [f"24_{at:08}" for at in range(40)]),
    ("catalogue", "Options", ["Section sportive", "", "", "Euro"]),
]


@pytest.mark.parametrize(("table", "header", "cells"), OF_SOMETHING_ELSE)
def test_what_is_of_something_else_takes_no_role(table, header, cells):
    """A collège's MEF, an office's hours, what half the rows have: none serves a figure."""
    assert role_of(header, cells, table) is None


def test_the_names_of_a_database_say_what_stands_after_their_beginning():
    """« CAN_NUM » is a number, whatever CAN is; the three others keep their own."""
    found = read({"CAN_NUM": "file_number", "CAN_NOM": "last_name", "CAN_PRE": "first_name",
                  "ACC_RNE": "host_uai", "ACC_SPE": "programme_label"})  # fmt: skip
    assert [found.positions[role] for role in ("file_number", "last_name", "first_name")] == [
        0,
        1,
        2,
    ]


def test_a_word_for_the_school_over_its_codes_is_its_uai():
    """« Acc. » over UAI: the table is read; « Orig. », which it can do without, is asked about."""
    found = read({"N° doss.": "file_number", "Orig.": "origin_uai", "Acc.": "host_uai",
                  "Form.": "programme_label"})  # fmt: skip
    assert found.positions["host_uai"] == 2
    assert [(doubt.header, doubt.roles) for doubt in found.doubts] == [("Orig.", ("origin_uai",))]


KINDS_OF_SCHOOLS = [
    ("Type d’établissement", ["CFA", "UFA"]), ("Nature de l’établissement", ["UFA", "LP", "CFA"]),
    ("Catégorie", ["CFA", "UFA"]), ("Structure", ["CFA", "UFA", "LP"]),
    ("Statut de l’établissement", ["CFA", "UFA"]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cells"), KINDS_OF_SCHOOLS)
def test_a_kind_of_schools_is_not_the_status_of_an_offer(header: str, cells: list):
    """« CFA » under « Type d’établissement » says what the school is: the status is asked."""
    found = read(HOSTS | {header: cells}, "catalogue")
    assert "status" not in found.positions
    assert [(d.header, d.kind, d.roles) for d in found.doubts] == [
        (header, "open_column", ("status",))
    ]


@pytest.mark.parametrize("table", ["catalogue", "candidatures"])
@pytest.mark.parametrize(
    "header", ["Apprentissage (O/N)", "Scolaire ?", "En alternance", "UFA o/n", "Voie scolaire"]
)
@pytest.mark.parametrize("cells", [["oui", "non"], ["N", "O"], [1, 0]])
def test_yes_and_no_under_the_word_of_one_status_say_which(header: str, cells: list, table: str):
    """« Apprentissage (O/N) » is read as the status, beside a « Type d’établissement » too."""
    assert role_of(header, cells, table) == "status"
    found = read(HOSTS | {"Type d’établissement": ["CFA", "UFA"], header: cells}, "catalogue")
    assert (found.positions["status"], found.doubts) == (4, ())


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Contrat d’apprentissage signé", ["oui", "non"]),
        ("Apprentissage souhaité", [1, 0]),
        ("Apprentissage (O/N)", ["X", ""]),
    ],
)
def test_a_yes_that_may_say_something_else_of_a_status_is_asked(header: str, cells: list):
    """A word more, or blanks that may mean « non », leave the status to the analyst."""
    found = read(HOSTS | {header: cells}, "catalogue")
    assert [(d.header, d.roles) for d in found.doubts] == [(header, ("status",))]


def test_two_columns_of_yes_and_no_give_no_status():
    """An offer may say « oui » to both: none of the two is read, both are named."""
    both = {"Scolaire (O/N)": ["oui", "oui", "non"], "Apprentissage (O/N)": ["non", "oui", "oui"]}
    found = read(HOSTS | both, "catalogue")
    assert "status" not in found.positions
    assert found.doubles == {"status": ("Scolaire (O/N)", "Apprentissage (O/N)")}
    plain = read(
        HOSTS | {"Statut": ["scolaire"], "Apprentissage (O/N)": ["non", "oui"]}, "catalogue"
    )
    assert plain.positions["status"] == 3
    assert plain.doubles == {"status": ("Statut", "Apprentissage (O/N)")}


PROGRAMMES = ["CAP Cuisine", "CAP Électricien", "2de pro Métiers du bois", "Bac pro Commerce"]
TRADES = ["Cuisinier", "Vendeur", "Mécanicien", "Coiffeuse"]
NOT_OFFERED = [
    *(("catalogue", f"Formation {state}", PROGRAMMES) for state in (
        "fermée", "miroir", "supprimée", "de repli", "remplacée", "concurrente",
    )),
    ("catalogue", "Ancienne formation", PROGRAMMES),
    ("catalogue", "Diplôme requis", ["CAP", "Bac pro"]),
    ("catalogue", "Niveau exigé", ["CAP", "Bac pro"]),
    ("catalogue", "Diplôme visé après", ["CAP", "Bac pro"]),
    ("catalogue", "H/E", [12, 8, 20]),
    ("catalogue", "H/F", ["H", "F"]),
    ("catalogue", "Type de chambre", ["individuel", "collectif"]),
    ("catalogue", "Travail", ["individuel", "collectif"]),
    ("catalogue", "Journée d’intégration", ["12/03/2025", "18/03/2025", "25/03/2025"]),
    ("candidatures", "Formation suivie", PROGRAMMES),
    ("candidatures", "Formation fermée", PROGRAMMES),
    ("candidatures", "Diplôme requis", ["CAP", "Bac pro"]),
    ("candidatures", "Métier envisagé", TRADES),
    ("candidatures", "Métier rêvé", TRADES),
    ("candidatures", "Centre d’intérêt", ["Cuisine", "Sport collectif", "Dessin", "Mécanique auto"]),
    ("candidatures", "Certificat établi le", ["03/02/2025", "10/02/2025", "14/02/2025"]),
    ("candidatures", "Inscrit à l’AS le", ["03/02/2025", "10/02/2025", "14/02/2025"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "header", "cells"), NOT_OFFERED)
def test_what_is_required_closed_or_dreamt_of_is_not_offered(table: str, header: str, cells: list):
    """« Formation fermée » is no programme of an offer, even where no other column holds one."""
    columns = dict(HOSTS if table == "catalogue" else PUPILS)
    del columns["Formation"]
    found = read(columns | {"Code vœu": "offer_code", header: cells}, table)
    assert len(columns) + 1 not in found.positions.values()


def test_requis_between_brackets_takes_nothing_away():
    """« Diplôme (requis) » must be filled in, and holds the diploma."""
    assert role_of("Diplôme (requis)", ["CAP", "Bac pro"], "catalogue") == "diploma"


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [("Horaires (M/AM)", ["matin", "après-midi"], "hours"), ("Session n°", [1, 2, 3], "seats")],
)
def test_half_a_header_of_a_figure_is_asked_where_nothing_else_says_it(
    header: str, cells: list, role: str
):
    """Cells that prove nothing under half a name that moves a figure are asked, never silent."""
    (doubt,) = read(HOSTS | {header: cells}, "catalogue").doubts
    assert (doubt.header, doubt.kind, doubt.roles[0]) == (header, "torn_column", role)


def test_a_field_is_told_from_programmes_under_a_bare_title():
    """« Filière » over fields beside « Intitulé » over trades: the trades are the programmes."""
    fields = ["Transport", "Bâtiment", "Bois", "Bâtiment", "Santé - social", "Bois"]
    trades = ["Conducteur routier", "Électricien", "Menuisier fabricant", "Maçon du bâti",
              "Aide à la personne", "Ébéniste d’art"]  # fmt: skip
    columns = {
        "Diplôme": ["CAP"],
        "Filière": fields,
        "Intitulé": trades,
        "Lycée": ["LP Paul Mérigot"],
    }
    positions = read(columns, "catalogue").positions
    assert (positions["domain"], positions["programme_label"], positions["host_name"]) == (1, 2, 3)


WEAK = [
    ("catalogue", "verif", ["ok", "", "ok"]),
    ("catalogue", "Badge", ["", "ok", "", ""]),
    ("catalogue", "Affiche posée", ["oui", "non"]),
    ("catalogue", "eff. actuel 1re", [28, 22, 26]),
    ("catalogue", "prof", ["M. Petit", "Mme Durand"]),
    ("catalogue", "Gestionnaire", ["Mme Lopez", "M. Diallo"]),
    ("catalogue", "Chargé du dossier", ["Mme Lopez", "M. Diallo"]),
    ("candidatures", "Excuse", ["malade", "transport", ""]),
    ("candidatures", "Zou", ["x", "", "x"]),
    ("candidatures", "Demande d’annulation reçue le", ["18/03/2025", "21/03/2025", "24/03/2025"]),
    ("candidatures", "Position du jury", ["Favorable", "Réservé"]),
    ("candidatures", "Suite donnée", ["Favorable", "", "Réservé"]),
]


@pytest.mark.parametrize(("table", "header", "cells"), WEAK, ids=[h for _, h, _ in WEAK])
def test_weak_cells_give_no_role_to_a_header_that_names_none(table: str, header: str, cells: list):
    """« oui », « ok », small numbers, days, names: under a word unexplained they are said, not read."""
    columns = HOSTS if table == "catalogue" else PUPILS
    found = read(columns | {header: cells}, table)
    assert len(columns) not in found.positions.values()
    assert asked(found, len(columns)) is not None or header in found.unsure


def test_places_right_of_a_column_unread_are_asked():
    """« NB_PL » right of a room and of a column of nobody's: neither the days nor the programme is near."""
    beside = HOSTS | {
        "DAT_ENT": "sessions",
        "LIE_ENT": "place",
        "COD_NAT": ["320", "334"],
        "NB_PL": [30, 12, 24],
    }
    assert {*asked(read(beside, "catalogue"), len(beside) - 1).roles} == {"seats", "class_places"}


@pytest.mark.parametrize("header", ["Qui", "Appel", "Pointage", "Arrivé", "Là ?"])
def test_plain_cells_and_plain_words_still_speak(header: str):
    """« NOM Prénom » is nobody's but a pupil's; « présent » is an attendance; so says « Là ? »."""
    names = [
        f"{last} {first}"
        for last in ("PETIT", "DURAND", "MOREL")
        for first in ("Léa", "Tom", "Inès")
    ]
    role = "last_name" if header == "Qui" else "attendance"
    columns = {code: role for code, role in PUPILS.items() if code not in ("Nom", "Prénom")}
    found = read(columns | {header: names if header == "Qui" else ["présent", "absent"]})
    assert found.positions.get(role) == len(columns)


def test_the_opinion_of_a_head_before_any_interview_is_asked():
    """« Avis chef d’étab. » on rows without an interview is the collège's head's; after one, the host's."""
    days, opinions = ["18/03/2025", "", "21/03/2025", ""], ["Favorable", "Réservé", "Favorable"]
    met = PUPILS | {"Entretien le": days}
    early = read(met | {"Avis chef d’étab.": [*opinions, "Réservé"]})
    assert asked(early, len(met)).roles == ("opinion",)
    late = read(met | {"Avis chef d’étab.": ["Favorable", "", "Réservé", ""]})
    assert late.positions["opinion"] == len(met)


def test_a_capacity_right_of_the_days_is_asked():
    """« Capacité » right of the sessions may count their seats; right of the programme, the class's."""
    beside = HOSTS | {"Dates des entretiens": "sessions", "Capacité": "class_places"}
    assert {*asked(read(beside, "catalogue"), len(beside) - 1).roles} == {"seats", "class_places"}
    assert role_of("Capacité", [24, 12, 15], "catalogue") == "class_places"


OPINIONS = ["Favorable", "Réservé", "", "Défavorable", ""]
NEVER_OURS = [
    ("Sexe", ["F", "M", "M"]),  # no opinion
    ("Permis tracteur", ["non", "non", "oui", "non", "oui"]),  # « non » where an opinion is
]


@pytest.mark.parametrize(("header", "cells"), NEVER_OURS, ids=[h for h, _ in NEVER_OURS])
def test_what_the_rows_deny_is_not_asked(header: str, cells: list):
    """A letter under another's word, a yes that opinions deny: the column is listed only."""
    said = {"Avis": OPINIONS, "Annulé": "cancelled", "Convoqué": ["oui"]}
    found = read(PUPILS | said | {header: cells})
    assert (found.doubts, found.unsure) == ((), ())
    assert found.unknown == (header,)


def test_days_outside_every_window_are_not_asked_under_anothers_word():
    """« Date visite médicale » in December may be nothing of ours; in April, it is asked."""
    heads = ["INE", "UAI", "Formation", "Date visite médicale"]
    rows = invent_rows(["ine", "host_uai", "programme_label", ""], 20)
    for month, doubts in (("12", 0), ("04", 1)):
        dated = [[*row[:3], f"{1 + at:02}/{month}/2025"] for at, row in enumerate(rows)]
        witness = Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier)
        assert len(map_columns(heads, TABLES["candidatures"], {}, dated, witness).doubts) == doubts


@pytest.mark.parametrize("header", ["Patronyme", "Nom (ancien)"])
def test_a_name_of_school_under_anothers_word_is_said(header: str):
    """« Patronyme » over schools without « Lycée »: not read, but asked, or in the sentence of its sheet."""
    found = read({"UAI": "host_uai", header: ["SAINT-EXUPÉRY", "GUSTAVE EIFFEL", "VOLTAIRE"],
                  "Formation": "programme_label"}, "catalogue")  # fmt: skip
    assert "host_name" not in found.positions
    assert header in {*found.unsure, *(doubt.header for doubt in found.doubts)}
