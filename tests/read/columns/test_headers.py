"""Headers to declared columns: known, confirmed, proposed; never guessed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.french import fold
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, TABLES
from passpro_nb.read.columns.asked.correspondences import read_correspondences
from passpro_nb.read.columns.headers import map_headers, score_headers

ALIASES = [
    (table, column, alias)
    for table in TABLES.values()
    for column in table.columns
    for alias in (column.heading, *column.aliases)
]


@given(st.sampled_from(ALIASES), st.sampled_from([str.upper, str.lower, str.title]))
def test_an_alias_is_recognised_however_written(alias, case):
    """Case, accents lost, doubled or no-break blanks and typographic apostrophes do not matter."""
    table, column, header = alias
    for written in (header, header.replace("'", "’"), header.replace(" ", "\N{NO-BREAK SPACE} ")):
        assert map_headers([case(written)], table).positions == {column.code: 0}
    assert map_headers([fold(header)], table).positions == {column.code: 0}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Entretien Date", "interview_on"),
        ("Présence (O/N)", "attendance"),
        ("Dates de l'avis", "opinion_on"),
        ("UAI [accueil]", "host_uai"),
    ],
)
def test_the_same_words_otherwise(header: str, code: str):
    """A two-level header joined, a bracket or a plural do not hide a column."""
    assert map_headers([header], APPLICATIONS).positions == {code: 0}


@pytest.mark.parametrize("header", ["Aviss", "Présense", "Formattion", "Date d’entretein"])
def test_a_near_miss_is_proposed_never_taken(header: str):
    """What almost is a column is named with its score, and left unread."""
    mapped = map_headers(["INE", header], APPLICATIONS)
    assert set(mapped.positions) == {"ine"}
    ((said, _, score),) = mapped.near
    assert said == header
    assert 0.8 <= score < 1


def test_words_that_two_columns_share_decide_nothing():
    """« Avis la » is neither « Avis » nor « Avis le »: only a whole name tells them apart."""
    assert map_headers(["Avis la"], APPLICATIONS).positions == {}
    assert map_headers(["Avis le"], APPLICATIONS).positions == {"opinion_on": 0}


@pytest.mark.parametrize("header", ["Couleur", "LV1", "Boursier", "Colonne 12", ""])
def test_what_is_far_is_not_proposed(header: str):
    """A column of something else is only set aside."""
    mapped = map_headers([header], APPLICATIONS)
    assert mapped.near == ()
    assert mapped.unknown == (header,)


def test_two_columns_of_one_role_are_asked():
    """The first is read meanwhile, and both are named."""
    mapped = map_headers(["Formation", "Libellé de la formation", "INE"], APPLICATIONS)
    assert mapped.positions == {"programme_label": 0, "ine": 2}
    assert mapped.doubles == {"programme_label": ("Formation", "Libellé de la formation")}


def test_of_two_opinions_none_is_read():
    """An opinion that might be the origin's enters no figure; the host's own words decide."""
    mapped = map_headers(["Avis", "Avis Passpro", "INE"], APPLICATIONS)
    assert mapped.positions == {"ine": 2}
    assert mapped.doubles == {"opinion": ("Avis", "Avis Passpro")}
    mapped = map_headers(["Avis", "Avis du lycée", "INE"], APPLICATIONS)
    assert mapped.positions == {"opinion": 1, "ine": 2}


def test_the_analyst_decides_between_two():
    """A confirmed header silences the other, and is asked about no more."""
    mapped = map_headers(["Avis", "Avis du lycée"], APPLICATIONS, {"avis du lycee": "opinion"})
    assert mapped.positions == {"opinion": 1}
    assert mapped.doubles == {}
    assert mapped.unknown == ()


def test_the_analyst_may_leave_a_column_unread():
    """An empty role in correspondances.toml means: not to be read, and not to be asked again."""
    mapped = map_headers(["Avis", "Aviss"], APPLICATIONS, {"avis": "", "aviss": ""})
    assert mapped.positions == {}
    assert mapped.near == mapped.unknown == ()


def test_the_score_is_the_share_of_known_headers():
    """A line of headers scores 1, a line of values 0: the table is found by it."""
    score = score_headers(CATALOGUE)
    assert score(["UAI", "Formation", "Passpro"]) == 1
    assert score(["0930125F", "CAP fleuriste", "oui"]) == 0
    assert score([]) == 0


def write(folder: Path, text: str) -> Path:
    """Write correspondances.toml and return its folder."""
    (folder / "correspondances.toml").write_text(text, encoding="utf-8")
    return folder


def test_correspondences_are_read_folded(tmp_path: Path):
    """Headers, schools and programmes confirmed are found again whatever their case."""
    known = read_correspondences(
        write(
            tmp_path,
            '[entetes.candidatures]\n"Verdict" = "Avis"\n[etablissements]\n"LP Ada" = "0930125F"\n'
            '[formations]\n"Fleurs" = "CAP fleuriste"\n',
        )
    )
    assert known.headers == {"applications": {"verdict": "opinion"}}
    assert known.schools == {"lp ada": "0930125F"}
    assert known.programmes == {"fleurs": "CAP fleuriste"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[entetes", "ce fichier n’est pas du TOML valide, vers la fin : vérifiez"),
        ("[autre]\na = 1", "la section «\xa0autre\xa0» est inconnue"),
        ('entetes = "x"', "doit être une section"),
        ('[entetes.x]\na = "Avis"', "ne désigne aucun fichier"),
        ('[entetes.avis]\na = "Couleur"', "n’est pas une colonne de [entetes.avis]"),
        ("[formations]\na = 1", "doit associer des textes à des textes"),
        ('[etablissements]\na = "0930125Z"', "qui n’est pas un UAI"),
    ],
)
def test_wrong_correspondences_are_refused_in_french(tmp_path: Path, text: str, sentence: str):
    """The file, the section and what was expected are named."""
    with pytest.raises(SettingsError, match=r"correspondances\.toml") as refused:
        read_correspondences(write(tmp_path, text))
    assert sentence in str(refused.value)


def test_correspondences_in_another_encoding_are_refused_in_french(tmp_path: Path):
    """A file saved in Windows' own encoding: what to do is said, not what a codec met."""
    (tmp_path / "correspondances.toml").write_bytes('[formations]\n"é" = "x"\n'.encode("cp1252"))
    with pytest.raises(SettingsError) as refused:
        read_correspondences(tmp_path)
    assert str(refused.value) == "correspondances.toml : enregistrez ce fichier en UTF-8."
