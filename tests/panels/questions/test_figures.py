"""The questions to the analyst: asked, answered, saved, taken up."""

import tomllib
from dataclasses import replace
from pathlib import Path

import ipywidgets as widgets
import pytest
from faults_cases import write_campaign
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.check.campaign import check_folder
from passpro_nb.check.once import Ask
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.french import fold
from passpro_nb.export.correspondences import add_choices, save_correspondences
from passpro_nb.panels.questions.figures import Question, gather_choices, list_questions
from passpro_nb.panels.questions.view import show_questions

DOUBTS = {
    "A!P1": "Aviss", "A!H2": None, "A!J2": None,
    "A!A3": "D2", "A!B3": None, "A!H3": "0930125F", "A!K3": "CAP fleuriste option roses rouges",
}  # fmt: skip


def choices_of(box: widgets.VBox) -> dict[str, widgets.Widget]:
    """Return the choices of the page by what is asked."""
    return {
        w.description: w for w in box.children if isinstance(w, widgets.Dropdown | widgets.Combobox)
    }


def test_nothing_to_ask(tmp_path: Path):
    """A campaign that is understood asks nothing, and says so."""
    campaign = check_folder(write_campaign(tmp_path))
    assert list_questions(campaign) == []
    (said,) = show_questions(campaign).children
    assert "Rien n’est à confirmer" in said.value


def test_a_near_miss_is_proposed_first(tmp_path: Path):
    """The nearest column leads the choices with its score; none is chosen beforehand."""
    campaign = check_folder(write_campaign(tmp_path, DOUBTS))
    question = list_questions(campaign)[0]
    assert (question.section, question.said) == ("entetes.candidatures", "Aviss")
    assert question.options[0] == ("Avis – proposé, 89\xa0%", "Avis")
    assert choices_of(show_questions(campaign))["Aviss"].value == "?"


def test_two_columns_are_both_asked(tmp_path: Path):
    """Each of two headers of one role may be read, or not."""
    cells = {"A!U1": "Avis du lycée", "A!U2": "Favorable"}
    questions = list_questions(check_folder(write_campaign(tmp_path, cells)))
    assert [question.said for question in questions] == ["Avis", "Avis du lycée"]
    assert all(question.options[0][1] == "Avis" for question in questions)
    assert all(question.options[-1][1] == "" for question in questions)


def test_a_sheet_that_was_not_read_is_asked_about(tmp_path: Path):
    """Where a required column is missing, any header may be named."""
    cells = {"A!H1": "Rectorat", "A!I1": "Réseau", "A!L1": "Zone"}
    questions = list_questions(check_folder(write_campaign(tmp_path, cells)))
    assert {"Rectorat", "Réseau"} <= {question.said for question in questions}


def test_an_annuaires_own_columns_are_not_asked_about(tmp_path: Path):
    """The dozens of columns of an annuaire that serve no figure are no questions."""
    campaign = check_folder(write_campaign(tmp_path, {"D!E1": "Fax", "D!E2": "01"}))
    assert "unknown_columns" in {fault.code for fault in campaign.faults}
    assert list_questions(campaign) == []


def test_what_moves_the_most_rows_is_asked_first(tmp_path: Path):
    """Questions stand in the order of the rows that wait, their number said before the answer."""
    cells = {f"A!{letter}{row}": said for row in (2, 3, 4) for letter, said in (
        ("A", f"D{row}"), ("H", "0930125F"), ("K", "CAP fleuriste option roses rouges"), ("L", None),
    )}  # fmt: skip
    cells |= {"A!H5": None, "A!A5": "D5", "A!I5": "LP Ada Lovelace", "A!J5": None, "A!B5": None}
    questions = list_questions(check_folder(write_campaign(tmp_path, cells)))
    assert [(q.section, q.rows) for q in questions] == [("formations", 3), ("etablissements", 1)]
    assert questions[0].why.endswith("3\xa0lignes attendent la réponse.")
    assert questions[1].why.endswith("1\xa0ligne attend la réponse.")


def test_a_column_says_what_its_answer_would_bring(tmp_path: Path):
    """The evidence and the effect are there before the answer, the likeliest column first."""
    cells = {"A!O1": "Case verte", "A!O3": "absent", "A!O4": "absent"}
    question = list_questions(check_folder(write_campaign(tmp_path, cells)))[0]
    assert (question.said, question.options[0][1], question.rows) == ("Case verte", "Présence", 3)
    assert question.why == (
        "Elle n’est pas lue : 3\xa0valeurs sur 3 sont des présences ou des absences. "
        "Est-ce « Présence » ? Si oui : 3\xa0valeurs de plus."
    )


def test_the_order_of_american_dates_is_asked(tmp_path: Path):
    """The column whose dates are refused as a whole is a question, and its answer is kept."""
    cells = {"A!N2": "03/14/2025", "A!N3": "04/02/2025", "A!N4": "03/20/2025"}
    cells |= {"A!A3": "D3", "A!A4": "D4", "A!B3": None, "A!B4": None}
    folder = write_campaign(tmp_path, cells)
    (question,) = list_questions(check_folder(folder))
    assert (question.section, question.said) == ("dates.candidatures", "Date d'entretien")
    assert question.why == (
        "Des jours n’y sont possibles que le mois d’abord : ses dates sont refusées. "
        "3\xa0dates attendent la réponse."
    )
    save_correspondences(folder, gather_choices([(question, question.options[0][1])]))
    days = check_folder(folder).applications["interview_on"].dropna()
    assert [day.isoformat() for day in days.dt.date] == ["2025-03-14", "2025-04-02", "2025-03-20"]


def test_labels_that_are_alike_are_one_question(tmp_path: Path):
    """The same label in capitals or with another blank is asked once, and the answer is for all."""
    labels = (
        "CAP fleuriste option roses rouges",
        "CAP FLEURISTE OPTION ROSES ROUGES",
        "CAP  fleuriste (option roses rouges)",
    )
    cells = {f"A!{letter}{row}": said for row, label in enumerate(labels, 2) for letter, said in (
        ("A", f"D{row}"), ("H", "0930125F"), ("K", label),
    )}  # fmt: skip
    (question,) = list_questions(check_folder(write_campaign(tmp_path, cells)))
    assert question.rows == 3
    assert gather_choices([(question, "x")])["formations"].keys() >= {
        question.said,
        *question.alike,
    }


def test_a_section_that_nobody_knew_is_asked_too(tmp_path: Path):
    """Whatever the checks ask, in a section of its own, becomes a question with its reason."""
    campaign = check_folder(write_campaign(tmp_path))
    ask = Ask("JPO le 15 mars", (("oui", "C’est une séance"),), 4, why="Un mot est inconnu.")
    asked = replace(campaign, asks={**campaign.asks, "seances": (ask,)})
    (question,) = list_questions(asked)
    assert (question.section, question.options) == ("seances", (("C’est une séance", "oui"),))
    assert question.why == "Un mot est inconnu. 4\xa0jours attendent la réponse."
    assert "Séances" in show_questions(asked).children[0].value


def test_schools_are_proposed_and_may_be_typed(tmp_path: Path):
    """A doubtful school offers its candidates, and takes a UAI."""
    (question,) = [
        q for q in list_questions(check_folder(write_campaign(tmp_path, DOUBTS))) if q.free
    ]
    assert question.said == "LP Ada Lovelace"
    assert question.options == (("0930125F – LP Ada Lovelace (Montreuil)", "0930125F"),)
    for answer in (question.options[0][0], "0930125f", "930125F"):
        assert gather_choices([(question, answer)]) == {
            "etablissements": {"LP Ada Lovelace": "0930125F"}
        }
    with pytest.raises(UsageError, match="UAI valable"):
        gather_choices([(question, "Ada")])


def test_one_column_for_one_role():
    """Two headers cannot both be saved as one column."""
    asked = [Question("entetes.avis", said, "", ()) for said in ("a", "b")]
    with pytest.raises(UsageError, match="choisissez-en une"):
        gather_choices([(question, "Avis") for question in asked])
    assert gather_choices([(question, "") for question in asked])["entetes.avis"] == {
        "a": "",
        "b": "",
    }


def test_what_is_chosen_is_used_from_then_on(tmp_path: Path):
    """Confirmed on the page, saved beside the files, taken up by the next reading."""
    campaign = check_folder(write_campaign(tmp_path, DOUBTS))
    page = show_questions(campaign)
    choices = choices_of(page)
    choices["Aviss"].value = "Avis"
    choices["LP Ada Lovelace"].value = "0930125F – LP Ada Lovelace (Montreuil)"
    button = next(w for w in page.children if isinstance(w, widgets.Button))
    button.click()
    assert "2\xa0choix enregistrés" in page.children[-1].children[0].value
    again = check_folder(tmp_path)
    assert "near_header" not in {fault.code for fault in again.faults}
    assert again.applications["opinion"].tolist()[0] == "Favorable"
    assert [q.said for q in list_questions(again)] == [
        q.said for q in list_questions(campaign) if q.said not in ("Aviss", "LP Ada Lovelace")
    ]


def test_a_refused_answer_is_said_in_the_page(tmp_path: Path):
    """A text without a UAI saves nothing and says what is expected."""
    page = show_questions(check_folder(write_campaign(tmp_path, DOUBTS)))
    choices_of(page)["LP Ada Lovelace"].value = "Ada"
    next(w for w in page.children if isinstance(w, widgets.Button)).click()
    assert "UAI valable" in page.children[-1].children[0].value
    assert not (tmp_path / "correspondances.toml").exists()


# ------------------------------------------------------------------------------- the file

OWN = '# mes notes\n[formations]\n"Fleurs" = "CAP fleuriste"  # vu avec le LP\n\n[entetes.avis]\nx = "Avis"\n'


def test_what_was_there_is_kept():
    """Other lines, comments and sections stay as the analyst wrote them."""
    text = add_choices(
        OWN, {"entetes.avis": {"Verdict": "Avis"}, "etablissements": {"Ada": "0930125F"}}
    )
    assert [line for line in OWN.splitlines() if line and line not in text.splitlines()] == []
    assert tomllib.loads(text)["entetes"]["avis"] == {"x": "Avis", "Verdict": "Avis"}


def test_a_choice_replaces_the_older_one():
    """The same words, whatever their case, have one meaning."""
    text = add_choices(OWN, {"formations": {"FLEURS": "CAP horticulteur"}})
    assert tomllib.loads(text)["formations"] == {"FLEURS": "CAP horticulteur"}


@pytest.mark.parametrize(
    "text", ["formations = {Fleurs = 'CAP fleuriste'}\n", "formations.Fleurs = 'CAP fleuriste'\n"]
)
def test_a_section_written_on_one_line_is_completed(text: str):
    """However the analyst wrote a section, a choice joins it: none is written twice."""
    merged = add_choices(text, {"formations": {"Bois": "CAP menuisier"}})
    assert tomllib.loads(merged)["formations"] == {
        "Fleurs": "CAP fleuriste",
        "Bois": "CAP menuisier",
    }


def test_a_broken_file_is_left_as_it_is(tmp_path: Path):
    """What cannot be read is not overwritten."""
    path = tmp_path / "correspondances.toml"
    path.write_text("[formations", encoding="utf-8")
    with pytest.raises(SettingsError):
        save_correspondences(tmp_path, {"formations": {"a": "b"}})
    assert path.read_text(encoding="utf-8") == "[formations"


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=12), max_size=6))
def test_any_words_are_saved_and_read_back(entries: dict[str, str]):
    """Whatever the words hold (quotes, equals signs, blanks), the file gives them back."""
    entries = {k: v for k, v in entries.items() if fold(k)}
    entries = {fold(k) + k: v for k, v in entries.items()}
    entries = {k: v for k, v in entries.items() if [*map(fold, entries)].count(fold(k)) == 1}
    text = add_choices(OWN, {"etablissements": entries})
    assert tomllib.loads(text).get("etablissements", {}) == entries
