"""Schools without UAI, found by their name or asked."""

import pandas as pd
import pytest

from passpro_nb.check.schools import HOST, LINE_HOST, fill_schools, known_schools

DIRECTORY = pd.DataFrame(
    {
        "uai": ["0930125F", "0931234L", "0940112L"],
        "name": ["Lycée professionnel Ada Lovelace", "Collège Alan Turing", "LP Jean Moulin"],
        "commune": ["Montreuil", "Bondy", "Créteil"],
    }
)


def rows(*asks: tuple[str | None, str | None, str | None]) -> pd.DataFrame:
    """Return rows with a UAI, a name and a commune."""
    frame = pd.DataFrame(asks, columns=["host_uai", "host_name", "host_commune"], dtype="str")
    return frame.assign(file="f.xlsx", sheet="Export", row=range(2, len(asks) + 2))


def fill(frame: pd.DataFrame, confirmed: dict[str, str] | None = None, wanted: object = True):
    """Fill the hosts of some rows from the directory."""
    schools = known_schools(confirmed or {}, DIRECTORY)
    return fill_schools(frame, pd.Series(wanted, frame.index), HOST, schools)


@pytest.mark.parametrize(
    ("name", "commune"),
    [
        ("LP Ada Lovelace", "MONTREUIL"),
        ("Lyc. pro. A. Lovelace", "Montreuil"),
        ("Lovelace", "montreuil"),
    ],
)
def test_name_and_commune_are_enough(name: str, commune: str):
    """Abbreviations and initials do not hide a school that stands alone in its commune."""
    filled = fill(rows((None, name, commune)))
    assert filled.uai.tolist() == ["0930125F"]
    assert [fault.code for fault in filled.faults] == ["matched_school"]
    assert not filled.asked.any()


@pytest.mark.parametrize(
    ("name", "commune"), [("LP Ada Lovelace", None), ("LP Ada Lovelace", "Pantin")]
)
def test_a_name_elsewhere_is_asked(name: str, commune: str | None):
    """Without the commune, or in another one, the candidates are proposed and none is taken."""
    filled = fill(rows((None, name, commune)))
    assert filled.uai.isna().all()
    assert filled.asked.tolist() == [True]
    assert filled.asks[0].candidates[0][0] == "0930125F"


def test_a_uai_that_is_there_is_left():
    """A row with its UAI is not asked, even under another name."""
    filled = fill(rows(("0940112L", "LP Ada Lovelace", "Montreuil")))
    assert filled.uai.tolist() == ["0940112L"]
    assert filled.faults == filled.asks == ()


def test_only_the_wanted_rows_are_looked_for():
    """A refused UAI (not wanted) is never replaced by a guess."""
    filled = fill(rows((None, "LP Ada Lovelace", "Montreuil")), wanted=False)
    assert filled.uai.isna().all()
    assert filled.faults == ()


@pytest.mark.parametrize("words", ["chez ada montreuil", "chez ada"])
def test_the_analysts_word_is_taken_in_silence(words: str):
    """A confirmed name, with its commune or alone, is not told again."""
    filled = fill(rows((None, "Chez Ada", "Montreuil")), {words: "0930125F"})
    assert filled.uai.tolist() == ["0930125F"]
    assert filled.faults == filled.asks == ()


MOULIN = {"lp jean moulin": "0940112L"}  # confirmed without its commune


@pytest.mark.parametrize(
    "commune", ["Créteil", "CRETEIL CEDEX", "Créteil (94)", "94000 Creteil", "Créteuil", None]
)
def test_a_name_confirmed_alone_holds_in_its_own_commune(commune: str | None):
    """However its commune is written, or where the row names none."""
    filled = fill(rows((None, "LP Jean Moulin", commune)), MOULIN)
    assert filled.uai.tolist() == ["0940112L"]
    assert filled.faults == filled.asks == ()


@pytest.mark.parametrize("commune", ["Torcy", "Saint-Denis", "Choisy-le-Roi"])
def test_a_name_confirmed_alone_takes_no_row_of_another_commune(commune: str):
    """« LP Jean Moulin » of Torcy is not that of Créteil: it is asked, as before."""
    filled = fill(
        rows((None, "LP Jean Moulin", commune), (None, "LP Jean Moulin", "Créteil")), MOULIN
    )
    assert filled.uai.isna().tolist() == [True, False]
    assert [fault.code for fault in filled.faults] == ["doubtful_school"]
    assert filled.asks[0].said == f"LP Jean Moulin {commune}"


def test_a_name_confirmed_with_that_commune_holds():
    """What was confirmed to the letter is taken, wherever the school is."""
    known = MOULIN | {"lp jean moulin torcy": "0930125F"}
    filled = fill(rows((None, "LP Jean Moulin", "Torcy")), known)
    assert filled.uai.tolist() == ["0930125F"]


def test_a_school_of_no_known_commune_is_taken_at_the_analyst_s_word():
    """Where nobody says the school's commune, nothing contradicts the confirmation."""
    filled = fill(rows((None, "Chez Ada", "Torcy")), {"chez ada": "0939999Z"})
    assert filled.uai.tolist() == ["0939999Z"]


def test_two_names_of_one_school_are_no_rivals():
    """The directory's name and the catalogue's own do not make a doubt of each other."""
    lines = pd.DataFrame(
        {"host_uai": ["0930125F"], "host_name": ["LP A. Lovelace"], "commune": ["Montreuil"]}
    )
    schools = known_schools({}, DIRECTORY, (lines, LINE_HOST))
    frame = rows((None, "LP Ada Lovelace", "Montreuil"))
    assert fill_schools(frame, pd.Series(True, frame.index), HOST, schools).uai.tolist() == [
        "0930125F"
    ]


def test_the_input_is_not_changed():
    """The rows given are as they were."""
    frame = rows((None, "LP Ada Lovelace", "Montreuil"))
    before = frame.copy(deep=True)
    fill(frame)
    pd.testing.assert_frame_equal(frame, before)
