"""What looks like something of ours and may be another's: what has a commune's name, codes, counts."""

import pytest
from header_sets import invent_rows
from header_sets import read_over as read

OFFERS = {"UAI": "host_uai", "Lycée": "host_name", "Formation": "programme_label"}
PUPILS = {
    "INE": "ine", "Nom": "last_name", "Prénom": "first_name", "UAI origine": "origin_uai",
    "Collège": "origin_name", "UAI accueil": "host_uai", "Lycée": "host_name",
    "Formation": "programme_label",
}  # fmt: skip


def asked(table: str, columns: dict, title: str) -> set[str]:
    """Return the roles that are asked about for a title."""
    mapped = read(table, columns)
    return {role for doubt in mapped.doubts if doubt.header == title for role in doubt.roles}


@pytest.mark.parametrize(
    "title",
    ["District d'origine", "Secteur du collège", "Zone", "Territoire", "Canton", "BEF origine",
     "Département du collège", "Agglomération", "Antenne"],
)  # fmt: skip
@pytest.mark.parametrize("held", ["origin_commune", "host_commune"])
def test_what_is_named_after_a_commune_is_none(title: str, held: str):
    """A bassin bears the name of its town: it is asked, « Ville » or « Implantation » is read."""
    sheet = PUPILS | {title: held}
    assert {"origin_commune", "host_commune"}.isdisjoint(read("candidatures", sheet).positions)
    assert held in asked("candidatures", sheet, title)
    for town in ("Implantation", "Localisation"):
        assert read("candidatures", PUPILS | {town: held}).positions[held] == len(PUPILS)


@pytest.mark.parametrize("title", ["Bureau distributeur", "Acheminement", "Libellé d'acheminement"])
def test_where_the_post_goes_is_the_commune_of_a_school(title: str):
    """The ministry's base says so of the schools; of a pupil it is the home's."""
    assert read("catalogue", OFFERS | {title: "commune"}).positions["commune"] == 3
    assert title not in asked("candidatures", PUPILS | {title: "host_commune"}, title)


def _named(side: str) -> list[str]:
    rows = invent_rows([f"{side}_uai", f"{side}_name"], 40)
    kinds = {"Lycée professionnel": "LP", "Collège": "CLG"}
    return [
        f"{code} - {kinds[name.rpartition(' ')[0]]} {name.split()[-1]} Denis" for code, name in rows
    ]


@pytest.mark.parametrize(
    "title",
    ["Lycée demandé (code et nom)", "Lycée visé", "Établissement souhaité", "LP d'accueil",
     "Lycée (n° et libellé)", "Établissement d'accueil (code - nom)"],
)  # fmt: skip
def test_a_code_and_a_name_in_one_cell_are_the_code(title: str):
    """Of the pupils' schools the code is what tells; where a column of it stands beside, a name."""
    sheet = {"INE": "ine", "Nom": "last_name", "Formation": "programme_label"}
    both = sheet | {title: _named("host")}
    assert read("candidatures", both).positions["host_uai"] == 3
    beside = read("candidatures", both | {"UAI accueil": "host_uai"}).positions
    assert beside["host_uai"] == (3 if "n°" in title else 4)


@pytest.mark.parametrize(
    "title", ["Établissement (code et nom)", "Étab. d'origine", "Collège (code et libellé)"]
)
def test_codes_and_names_of_colleges_are_the_origin(title: str):
    """« 0930568M CLG … » beside the schools asked for."""
    sheet = {
        "INE": "ine",
        "Nom": "last_name",
        title: _named("origin"),
        "Formation": "programme_label",
    }
    mapped = read("candidatures", sheet | {"Lycée demandé (code et nom)": _named("host")})
    assert (mapped.positions["origin_uai"], mapped.positions["host_uai"]) == (2, 4)


OF_DAYS = {"Date": "sessions", "Modalité": "mode", "Salle": "place"}


@pytest.mark.parametrize(
    "title",
    ["Nb de contrats / places", "Places en apprentissage", "Nombre d'apprentis", "Apprentis max",
     "Postes d'apprentis", "Places / contrats offerts"],
)  # fmt: skip
def test_contracts_and_apprentices_are_no_places_of_interviews(title: str):
    """They are those of a class, wherever the column stands: asked, unless a session is named."""
    counted = {title: [24, 30, 12, 15]}
    for sheet in (OFFERS | counted | OF_DAYS, OFFERS | OF_DAYS | counted):
        assert "seats" not in read("catalogue", sheet).positions
        assert asked("catalogue", sheet, title)
    named = OFFERS | OF_DAYS | {"Nb d'apprentis par séance": [12, 8]}
    assert read("catalogue", named).positions["seats"] == 6


@pytest.mark.parametrize(
    "title",
    ["Combien on en prend ?", "Nombre", "Combien ?", "Nb max", "Vous en accueillez combien ?"],
)
def test_a_bare_number_right_of_a_programme_is_asked_where_there_are_days(title: str):
    """It may be how many are received each day; right of the days it is."""
    counted = {title: [16, 24, 12]}
    sheet = OFFERS | counted | OF_DAYS
    assert {"seats", "class_places"}.isdisjoint(read("catalogue", sheet).positions)
    assert asked("catalogue", sheet, title) >= {"seats", "class_places"}
    assert read("catalogue", OFFERS | {"Date": "sessions"} | counted).positions["seats"] == 4


@pytest.mark.parametrize(
    "title", ["Professeur pilote", "Formateur", "Prof de spécialité", "Chef d'atelier"]
)
def test_people_of_the_staff_are_asked_where_nobody_is_named(title: str):
    """They may be whom one asks; beside « Contact » with names they are nothing."""
    sheet = OFFERS | {title: ["M. Durand", "Mme Sow", "M. Petit"]}
    assert asked("catalogue", sheet, title) == {"contact"}
    named = sheet | {"Contact": ["Mme Roy", "M. Brun", "Mme Lys"]}
    assert not asked("catalogue", named, title)


@pytest.mark.parametrize(
    "title", ["Date de secours", "Jour de rattrapage", "Date de remplacement", "Jour de réserve"]
)
def test_days_in_case_of_need_are_asked(title: str):
    """Somebody may be received then: no session is made of them, none is lost in silence."""
    sheet = OFFERS | {"Date de l'entretien": "sessions", title: "sessions"}
    assert read("catalogue", sheet).positions["sessions"] == 3
    assert asked("catalogue", sheet, title) == {"sessions"}


@pytest.mark.parametrize(
    "title",
    [
        "Candidature encore valable",
        "Demande confirmée",
        "Maintien du vœu",
        "Inscription d'actualité",
    ],
)
def test_what_still_stands_is_asked(title: str):
    """There, yes says the contrary of « Annulée »."""
    sheet = PUPILS | {title: ["oui", "oui", "non", "oui"]}
    assert "cancelled" not in read("candidatures", sheet).positions
    assert "cancelled" in asked("candidatures", sheet, title)


def test_a_name_of_boys_and_girls_is_asked():
    """« garçon » speaks of boarders in a catalogue, of the pupil beside a name."""
    names = [f"Sow{letter}{other} Nora" for letter in "abcdefgh" for other in "klmno"]
    title = "Nom de la fille ou du garçon"
    named = [name.title() for name in names]
    sheet = {"INE": "ine", "Lycée": "host_name", "Formation": "programme_label", title: named}
    assert "last_name" in asked("candidatures", sheet, title)


@pytest.mark.parametrize("title", ["Saisi dans Passpro", "Formé à Passpro", "Envoyé dans Passpro"])
def test_what_is_done_in_passpro_does_not_say_which_offers_are_in_it(title: str):
    """Of « Participe à Passpro », « Adhésion Passpro » it does."""
    answers = ["oui", "non", "oui", "oui"]
    assert "passpro" not in read("catalogue", OFFERS | {title: answers}).positions
    for plain in ("Participe à Passpro", "Adhésion Passpro", "Concerné par le dispositif"):
        assert read("catalogue", OFFERS | {plain: answers}).positions["passpro"] == 3


@pytest.mark.parametrize("title", ["Contrat (apprentissage) ou école", "École / apprenti"])
def test_the_school_and_a_contract_are_both_statuses(title: str):
    """« École » is a word that no reader knows: it is asked."""
    sheet = OFFERS | {title: ["École", "École", "Contrat"]}
    assert "status" in asked("catalogue", sheet, title)


READ = {
    "seats": (OFFERS | {"Date": "sessions"}, [12, 8, 16], ["Jeunes par journée", "Élèves par demi-journée", "Places par vague"]),
    "class_places": (OFFERS | {"Date": "sessions"}, [24, 30, 12], ["Places l'an prochain", "Nb places rentrée 25", "Quota section (élèves par classe)"]),
    "programme_label": (OFFERS | {"Formation": "department"}, "programme_label", ["Formation de l'an prochain", "Section l'an prochain"]),
    "sessions": (OFFERS, "sessions", ["Passage devant le jury le", "Jrs proposés", "Passage en commission le"]),
    "mode": (OFFERS, ["C", "I", "I"], ["I / C", "I ou C"]),
    "remarks": (OFFERS, ["Apporter un CV", None, "Dossier à compléter", None], ["Commentaire de l'IEN", "Observations IO"]),
    "start": (OFFERS | {"Date": "sessions"}, ["8h", "9h"], ["Ça démarre à", "Ça débute à"]),
    "place": (OFFERS, ["Salle B12", "CDI"], ["Lieu où le candidat doit se présenter", "Salle où les élèves devront se rendre"]),
    "attendance": (PUPILS, ["P", "A", None], ["P ou A"]),
    "origin_class": (PUPILS, "origin_class", ["Type de troisième", "Nature de 3e"]),
    "interview_on": (PUPILS, "interview_on", ["Devait se présenter le", "Date à laquelle le candidat doit venir"]),
    "registered_on": (PUPILS, "registered_on", ["Prise en compte le", "Pris en compte du"]),
}  # fmt: skip


@pytest.mark.parametrize("role", READ)
def test_what_a_person_would_not_ask_is_read(role: str):
    """Each title over cells that are its role's, beside the usual columns."""
    base, cells, titles = READ[role]
    table = "catalogue" if base.items() >= {"UAI": "host_uai"}.items() else "candidatures"
    found = {title: read(table, base | {title: cells}).positions.get(role) for title in titles}
    assert found == dict.fromkeys(titles, len(base))


@pytest.mark.parametrize(
    "title", ["Comment déposer un dossier", "Comment faire", "Comment se préparer"]
)
def test_a_question_that_begins_with_comment_is_no_remark_cut_short(title: str):
    """It is asked; « Comment. », « Comment. lycée » are remarks, « Comment recevez-vous ? » a way."""
    said = ["Prévoir une tenue correcte", "", "Bulletins de 3e à présenter", "Pas de places"]
    assert "remarks" in asked("catalogue", OFFERS | {title: said}, title)
    for cut in ("Comment.", "Comment. lycée", "Comment. particulier"):
        assert read("catalogue", OFFERS | {cut: said}).positions["remarks"] == 3
    assert read("catalogue", OFFERS | {"Comment recevez-vous ?": "mode"}).positions["mode"] == 3


@pytest.mark.parametrize("title", ["Clef", "Code unique", "Clé unique", "Matricule", "Code"])
def test_any_key_beside_the_ine_of_all_is_asked(title: str):
    """It may be a machine's; that of « Code dossier » or an « Identifiant » is read, and any where the pupils have no INE."""
    keys = [f"K{20000 + at * 7919 % 9973}" for at in range(40)]
    key = asked("candidatures", {title: keys} | PUPILS, title)
    assert key == {"file_number"}
    for named in ("Code dossier", "Identifiant"):
        assert read("candidatures", {named: keys} | PUPILS).positions["file_number"] == 0
    for ine in ({}, {"INE": ["990000001AB", "", ""]}):
        few = {role: held for role, held in PUPILS.items() if role != "INE"} | ine
        assert read("candidatures", {title: keys} | few).positions["file_number"] == 0


@pytest.mark.parametrize(
    "title", ["Recruteuse", "Conduit par", "Coordinatrice", "S'annoncer auprès de"]
)
def test_people_beside_an_address_are_asked_and_those_who_receive_are_read(title: str):
    """« Animé par » may be whom one asks; « Auditionnés par », « Qui reçoit » are read with the mail."""
    people = ["Mme Marty", "M. Amrani", "Mme Faure"]
    reached = OFFERS | {"Mail": ["ce.0931837s@exemple.invalid", "ce.0931838s@exemple.invalid"]}
    assert "contact" in asked("catalogue", reached | {title: people}, title)
    for met in ("Auditionnés par", "Qui reçoit", "S'adresser à"):
        assert read("catalogue", reached | {met: people}).more["contact"] == (4,)
        assert read("catalogue", OFFERS | {met: people}).positions["contact"] == 3
    for other in ("Saisi par", "Auteur"):
        mapped = read("catalogue", reached | {other: people})
        assert (mapped.more, asked("catalogue", reached | {other: people}, other)) == ({}, set())


@pytest.mark.parametrize("title", ["Paraphe ou absence", "Signature (ou abs.)", "Signé / absent"])
def test_a_signature_or_an_absence_is_asked(title: str):
    """« signé » or « ABS » tells who came; a signature alone, nothing of ours."""
    signed = ["signé", "ABS", "signé", "", "signé"]
    came = PUPILS | {"Entretien le": "interview_on"}
    assert asked("candidatures", came | {title: signed}, title) == {"attendance"}
    assert asked("candidatures", came | {"Signature": signed}, "Signature") == set()


@pytest.mark.parametrize("title", ["Frappé le", "Rédigé le", "Encodé le"])
def test_days_without_their_year_are_days(title: str):
    """« 01/04 » right of an opinion that is asked may be its day, as « 01/04/2025 » may."""
    days = [f"{1 + at % 9:02}/04" for at in range(40)]
    sheet = PUPILS | {"Entretien le": "interview_on", "Avis de l'équipe": "opinion", title: days}
    assert "opinion_on" in asked("candidatures", sheet, title)
