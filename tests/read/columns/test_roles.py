"""Roles given over a whole table: by words, values and neighbours; what is open is asked."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from header_sets import SETTINGS, TABLES, invent_rows, read_over, read_set, score_sets

from passpro_nb.read.cells import cell_readers, reader_of
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import HeaderMap, map_columns

LABELLED = tomllib.loads(
    (Path(__file__).parent / "headers_labelled.toml").read_text(encoding="utf-8")
)


def labelled_sets() -> list[dict]:
    """Return the labelled sheets with invented values."""
    return [
        {
            "id": f"{table} {place}",
            "table": table,
            "headers": [*sheet],
            "rows": invent_rows(sheet.values(), 40),
            "truth": {str(at): code or None for at, code in enumerate(sheet.values())},
        }
        for table, sheets in LABELLED.items()
        for place, sheet in enumerate(sheets)
    ]


def read(columns: dict[str, str | list], table: str = "candidatures") -> HeaderMap:
    """Return how headers are understood over the values of a role, or over these values."""
    roles = ["" if isinstance(said, list) else said for said in columns.values()]
    rows = invent_rows(roles, 40)
    for at, said in enumerate(columns.values()):
        if isinstance(said, list):
            for row, cells in enumerate(rows):
                cells[at] = said[row % len(said)]
    return read_set({"table": table, "headers": [*columns], "rows": rows})


def test_the_labelled_sheets_are_read():
    """Every column of the labelled sheets is read, none wrongly, none in silence."""
    score = score_sets(labelled_sets())
    assert score.cases == []
    assert (score.count("read"), score.count("left")) == (263, 17)


def test_a_set_is_scored_column_by_column():
    """A column read as another is wrong, one not read is asked or silent, the unlabelled left out."""
    one = {
        "id": "x", "table": "candidatures", "headers": ["INE", "Avis", "Aviss", "Verdict", "Nom"],
        "rows": [], "truth": {"0": "rank", "1": "opinion", "2": "opinion", "3": "opinion"},
    }  # fmt: skip
    score = score_sets([one])
    assert score.told == {"rank": {"wrong": 1}, "opinion": {"read": 1, "silent": 2}}
    assert len(score.cases) == 3


@pytest.mark.parametrize("header", ["Statut", "Statut de l'élève"])
def test_statut_is_told_by_its_values(header: str):
    """« Statut » over scolaire and apprentissage is the status, over annulée the state."""
    assert read({"INE": "ine", header: "status"}).positions == {"ine": 0, "status": 1}
    assert read({"INE": "ine", header: "cancelled"}).positions == {"ine": 0, "cancelled": 1}


def test_type_de_formation_is_told_by_its_values():
    """In a catalogue it is the diploma or the status; both are said."""
    mapped = read({"UAI": "host_uai", "Type de formation": "diploma"}, "catalogue")
    assert mapped.positions == {"host_uai": 0, "diploma": 1}
    mapped = read({"UAI": "host_uai", "Type de formation": "status"}, "catalogue")
    assert mapped.positions == {"host_uai": 0, "status": 1}
    assert mapped.why == {"status": "d’après ses valeurs"}


@pytest.mark.parametrize("header", ["Saisi le", "Date de saisie", "Date", "Le"])
def test_a_bare_date_is_its_left_neighbours(header: str):
    """Right of the opinion it dates the opinion, right of the dossier the registration: it is said."""
    mapped = read({"Avis": "opinion", header: "opinion_on"})
    assert mapped.positions == {"opinion": 0, "opinion_on": 1}
    assert mapped.why["opinion_on"].startswith("à droite de «\xa0Avis\xa0»")
    mapped = read({"N° de dossier": "file_number", header: "registered_on"})
    assert mapped.positions == {"file_number": 0, "registered_on": 1}


@pytest.mark.parametrize("header", ["Places", "Nombre de places", "Nombre total de places"])
def test_places_are_their_left_neighbours(header: str):
    """Right of the dates they are the interviews', right of the programme the class's."""
    mapped = read({"Dates": "sessions", header: "seats"}, "catalogue")
    assert mapped.positions == {"sessions": 0, "seats": 1}
    mapped = read({"Formation": "programme_label", header: "class_places"}, "catalogue")
    assert mapped.positions == {"programme_label": 0, "class_places": 1}


@pytest.mark.parametrize("left", [{"Dates": "sessions"}, {"Formation": "programme_label"}])
def test_a_bare_size_is_asked(left: dict[str, str]):
    """« Effectif » may be the interviews' or the class's wherever it stands: it is asked."""
    mapped = read(left | {"Effectif": "class_places"}, "catalogue")
    assert [(doubt.header, {*doubt.roles}) for doubt in mapped.doubts] == [
        ("Effectif", {"seats", "class_places"})
    ]


def test_a_bare_name_belongs_to_the_school_at_its_left():
    """« Établissement » and « Commune » are the origin's or the host's by where they stand."""
    mapped = read({
        "UAI d'origine": "origin_uai", "Établissement": "origin_name", "Ville": "origin_commune",
        "UAI d'accueil": "host_uai", "Nom": "host_name", "Commune": "host_commune",
    })  # fmt: skip
    assert dict(sorted(mapped.positions.items())) == {
        "host_commune": 5, "host_name": 4, "host_uai": 3,
        "origin_commune": 2, "origin_name": 1, "origin_uai": 0,
    }  # fmt: skip


def test_of_two_opinions_the_place_decides():
    """An « Avis » among the origin's columns is the origin's, the one after the host's is read."""
    mapped = read({
        "Collège": "origin_name", "Avis": "opinion", "Lycée demandé": "host_name",
        "Formation": "programme_label", "Avis ": "opinion", "Saisi le": "opinion_on",
    })  # fmt: skip
    assert mapped.positions["opinion"] == 4
    assert mapped.positions["opinion_on"] == 5
    assert mapped.why["opinion"] == "d’après sa place : une autre colonne porte le même titre"


def test_two_opinions_side_by_side_are_asked():
    """Where neither words nor place decide, none is read, nor a date of it."""
    mapped = read(
        {"INE": "ine", "Avis": "opinion", "Avis Passpro": "opinion", "Saisi le": "opinion_on"}
    )
    assert mapped.doubles == {"opinion": ("Avis", "Avis Passpro")}
    assert "opinion" not in mapped.positions


@pytest.mark.parametrize("heads", ["Avis du chef d'établissement", "Avis de la direction"])
def test_of_two_opinions_the_one_that_names_the_host_is_read(heads: str):
    """A head may be the collège's; where both name the host, none is read."""
    host = {"Lycée demandé": "host_name", "Entretien": "interview_on"}
    for named in ("Avis du lycée", "Avis de l'établissement demandé", "Avis LP"):
        mapped = read({"INE": "ine", **host, heads: "opinion", named: "opinion"})
        assert mapped.positions["opinion"] == 4
    mapped = read({"INE": "ine", **host, f"{heads} du lycée": "opinion", "Avis LP": "opinion"})
    assert "opinion" not in mapped.positions


@pytest.mark.parametrize(
    ("header", "held", "kind", "likely"),
    [
        ("Avis", "opinion_on", "denied_column", "opinion"),
        ("Date de l'avis", "attendance", "denied_column", "opinion_on"),
        ("Avis des parents", "opinion", "open_column", "opinion"),
        ("Date de mise à jour", "interview_on", "open_column", "interview_on"),
        ("Statut du questionnaire", "status", "open_column", "status"),
        ("Avis du professeur principal", "opinion", "open_column", "opinion"),
    ],
)
def test_a_column_that_holds_something_is_never_passed_over(
    header: str, held: str, kind: str, likely: str
):
    """What the values deny is not read, what they plainly are is asked about."""
    mapped = read({"INE": "ine", header: held})
    assert mapped.positions == {"ine": 0}
    (doubt,) = mapped.doubts
    assert (doubt.kind, doubt.roles[0]) == (kind, likely)


def test_oui_under_absent_is_an_absence():
    """« Absent » is read over présent and absent; over oui and non, yes means absent."""
    assert read({"INE": "ine", "Absent": ["absent", "présent"]}).positions == {
        "ine": 0,
        "attendance": 1,
    }
    assert read({"INE": "ine", "Absent": ["oui", "non"]}).positions == {"ine": 0, "attendance": 1}
    column = TABLES["candidatures"]["attendance"]
    told = reader_of(column, "Absent (X)", cell_readers(SETTINGS))
    assert [told(cell).value for cell in ("X", "oui", "non", "excusé", "présent")] == [
        "absent", "absent", "present", "absent", "present",
    ]  # fmt: skip
    told = reader_of(column, "Présent / Absent", cell_readers(SETTINGS))
    assert [told(cell).value for cell in ("X", "non")] == ["present", "absent"]


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Apprentissage (O/N)", "apprentissage", "scolaire"),
        ("Scolaire ?", "scolaire", "apprentissage"),
        ("Apprentissage souhaité", "apprentissage", "scolaire"),  # once confirmed
        ("Hors apprentissage", None, None),
        ("Statut", None, None),
    ],
)
def test_oui_under_the_word_of_a_status_is_that_status(header: str, yes: str, no: str):
    """« Apprentissage (O/N) » : « oui » is the apprenticeship, « non » the school; words keep their sense."""
    told = reader_of(TABLES["catalogue"]["status"], header, cell_readers(SETTINGS))
    assert [told(cell).value for cell in ("oui", "N", 1, "scolaire")] == [yes, no, yes, "scolaire"]


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("Verdict", "opinion"),
        ("Passage", "interview_on"),
        ("Cursus", "status"),
        ("Pour quoi", "programme_label"),
    ],
)
def test_good_values_say_what_a_header_leaves_out(header: str, held: str):
    """A header that nobody knows, or half of one, is read over values that can be one thing; said."""
    mapped = read({"INE": "ine", header: held})
    assert mapped.positions == {"ine": 0, held: 1}
    assert mapped.why[held].startswith("d’après")


def test_two_columns_that_nothing_tells_apart_are_asked():
    """Two bare « UAI » side by side are the host's and the origin's in an order that nobody knows."""
    mapped = read(
        {"INE": "ine", "UAI": "origin_uai", "Formation": "programme_label", "Code UAI": "host_uai"}
    )
    assert mapped.positions == {"ine": 0, "programme_label": 2}
    assert {doubt.header: doubt.kind for doubt in mapped.doubts} == {
        "UAI": "torn_column", "Code UAI": "torn_column",
    }  # fmt: skip


def test_a_few_odd_cells_deny_nothing():
    """A column with some cells of another kind stays what its header says: each is refused alone."""
    odd = ["Favorable", "Réservé", date(2025, 3, 3), "peut-être"]
    assert read({"INE": "ine", "Avis": odd}).positions == {"ine": 0, "opinion": 1}


def test_a_confirmed_column_is_never_denied():
    """What the analyst confirmed outweighs what the column holds."""
    rows = invent_rows(["opinion_on"], 20)
    mapped = map_columns(["Avis"], TABLES["candidatures"], {"avis": "opinion"}, rows, Witness())
    assert mapped.positions == {"opinion": 0}
    assert mapped.doubts == ()


def test_three_hundred_columns_of_one_name_are_bounded():
    """A hostile sheet of the same header does not explode."""
    mapped = read_set({"table": "candidatures", "headers": ["Commune"] * 300, "rows": []})
    assert mapped.positions == {"host_commune": 0}


HOURS = ["9h", "8h30", "10h"]


def test_a_required_column_is_found_by_what_it_holds():
    """No title says the programme nor the pupil's key: what is left and holds them is read, said."""
    labels = ["Métiers de la mode", "Cuisine", "Agent de sécurité", "Gestion des pollutions"]
    mapped = read({"UAI": "host_uai", "On recrute en": labels}, "catalogue")
    assert mapped.positions == {"host_uai": 0, "programme_label": 1}
    assert mapped.why["programme_label"] == "d’après ses valeurs"
    keys = [f"2025-{at}" for at in range(44000, 44040)]
    mapped = read({"Zébulon": keys, "Formation": "programme_label", "Lycée": "host_name"})
    assert mapped.positions["file_number"] == 0


@pytest.mark.parametrize(
    ("table", "header", "held"),
    [
        ("catalogue", "H/E", ["0,88", "2,49", "0,68"]),
        ("catalogue", "Leur site", ["www.lp-zola.fr", "www.lp-curie.fr"]),
        ("candidatures", "Entreprise trouvée", ["non", "oui", "non"]),
        ("candidatures", "Nom du destinataire", [f"PINHEIRO Yan{'aeiou'[at % 5] * (at // 5 + 1)}" for at in range(40)]),
    ],
)  # fmt: skip
def test_what_a_column_holds_denies_its_title(table: str, header: str, held: list[str]):
    """Ratios are no hours, addresses of the web no place, an employer no presence, pupils no school."""
    assert read({"UAI accueil": "host_uai", header: held}, table).positions == {"host_uai": 0}


def test_two_single_hours_side_by_side_are_a_start_and_an_end():
    """« Heure d'accueil », « Heure de libération »: from when, until when; alone, it is the hour."""
    ends = ["11h", "12h30", "12h"]
    both = {"UAI": "host_uai", "Heure d'accueil": HOURS, "Heure de libération": ends}
    assert read(both, "catalogue").positions == {"host_uai": 0, "start": 1, "end": 2}
    alone = read({"UAI": "host_uai", "Heure d'accueil": HOURS}, "catalogue")
    assert alone.positions == {"host_uai": 0, "hours": 1}


def test_oui_under_entre_dans_passpro_is_passpro():
    """What answers « oui » is no way of holding interviews."""
    mapped = read({"UAI": "host_uai", "Entre dans Passpro": ["oui", "non"]}, "catalogue")
    assert mapped.positions == {"host_uai": 0, "passpro": 1}


@pytest.mark.parametrize("header", ["Dossier (si pas d'INE)", "Dossier (à défaut)"])
def test_a_condition_between_brackets_changes_nothing(header: str):
    """A bracket that begins with « si » says when a column is filled, not what it is."""
    assert read({header: "file_number", "INE": "ine"}).positions == {"file_number": 0, "ine": 1}


def test_the_rank_is_told_from_the_code():
    """« Vœu » over V1, V2, V3 is the rank, over codes the code."""
    assert read({"INE": "ine", "Vœu": ["V1", "V2", "V3"]}).positions == {"ine": 0, "rank": 1}


def test_yes_and_no_that_nobody_explains_are_asked():
    """Where a table lacks who came, a column of yes and no is asked about."""
    mapped = read({"INE": "ine", "Case verte": ["oui", "non"]})
    assert [(doubt.header, doubt.roles[0]) for doubt in mapped.doubts] == [
        ("Case verte", "attendance")
    ]


def test_the_town_right_of_a_pupils_postcode_is_that_of_the_home():
    """« Ville » right of « CP » is the home's after a pupil's columns, the school's after a school's."""
    pupil = {"INE": "ine", "Nom": "last_name", "Prénom": "first_name", "CP": ["94500", "77420"]}
    rest = {"Collège": "origin_name", "Lycée demandé": "host_name", "Formation": "programme_label"}
    home = read_over("candidatures", pupil | {"Ville": "origin_commune"} | rest)
    school = read_over(
        "catalogue",
        {"Lycée": "host_name", "CP": ["94500"], "Ville": "commune", "Formation": "programme_label"},
    )
    assert "origin_commune" not in home.positions
    assert "host_commune" not in home.positions
    assert school.positions["commune"] == 2


ZONES = [
    ["0930101K", "Bondy", "CAP fleuriste", "Zone Nord"],
    ["0930102L", "Meaux", "CAP cuisine", "Zone Sud"],
]


@pytest.mark.parametrize(
    ("header", "zones", "role"),
    [
        ("Zone", None, "district"), ("Secteur", None, "district"), ("Zone tarifaire", None, None),
        ("Zone", ["Zone C"], None), ("Zone", ["Zone 1", "Zone 4"], None),
        ("Zone de recrutement", ["Zone 1", "Zone 4"], "district"),
        ("Zone de recrutement", ["Zone 1", "Zone 4", "Zone 5"], None),
    ],
)  # fmt: skip
def test_zones_are_a_district_where_they_are_one_for_each_school(
    header: str, zones: list[str] | None, role: str | None
):
    """That of the holidays, of a bus or of a building takes nothing, nor the codes beside it."""
    rows = [[*ZONES[n % 2]] for n in range(18)]
    for n, row in enumerate(rows):
        row[3] = zones[n % len(zones)] if zones else row[3]
    headers = ["UAI", "Ville", "Formation", header]
    mapped = map_columns(headers, TABLES["catalogue"], {}, rows, Witness(cell_readers(SETTINGS)))
    assert mapped.positions["host_uai"] == 0
    assert {r for r, at in mapped.positions.items() if at == 3} == {role} - {None}


def test_kinds_of_schools_are_no_names() -> None:
    """« LP » and « LPO » under a school's header name no school; a class is no number of a dossier."""
    rest = {"Ville": "commune", "Formation": "programme_label", "Dates": "sessions"}
    kinds = read_over(
        "catalogue", {"Établissement": ["LP", "LPO", "LP", "SEP"], "Nom": "host_name", **rest}
    )
    assert kinds.positions.get("host_name") != 0
    classes = ["3EME A", "3EME SEGPA C", "3EME PREPA METIERS B"]
    pupils = {
        "Bidule": classes,
        "Lycée": "host_name",
        "Formation": "programme_label",
        "Avis": "opinion",
    }
    assert "file_number" not in read_over("candidatures", pupils).positions
