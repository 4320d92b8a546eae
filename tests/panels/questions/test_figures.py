"""The questions to the analyst: asked, answered, saved, taken up."""

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import ipywidgets as widgets
import pytest
from campaigns import blank
from faults_cases import write_campaign
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.check.once import Ask
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.french import fold
from passpro_nb.export.correspondences import add_choices, save_correspondences
from passpro_nb.panels.questions.figures import (
    Question,
    gather_choices,
    group_questions,
    list_questions,
    say_proposal,
    say_together,
)
from passpro_nb.panels.questions.view import MOST, show_questions

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


FOUR = ("Collège A. Turing", "Collège Alan Turin", "Alan Turing", "Clg Turing")
SEVERAL = {
    **{f"A!A{row}": f"D{row}" for row in range(2, 6)},
    **{f"A!B{row}": None for row in range(2, 6)},
    **{f"A!E{row}": None for row in range(2, 6)},
    **{f"A!G{row}": None for row in range(1, 6)},
    **{f"A!F{row}": name for row, name in enumerate(FOUR, 2)},
}


def test_likely_answers_are_confirmed_together(tmp_path: Path):
    """Names that each resemble one school only are one question, with how many rows wait."""
    campaign = check_folder(write_campaign(tmp_path, SEVERAL))
    (group,) = group_questions(list_questions(campaign))
    assert blank(say_together(group)) == (
        "4 écritures ne ressemblent chacune qu’à un établissement connu : 4 lignes attendent. "
        "Choisissez les propositions justes."
    )
    assert sorted(blank(say_proposal(question)) for question in group) == [
        f"1 ligne : {name} → 0931234L – Collège Alan Turing (Bondy)" for name in sorted(FOUR)
    ]


def test_a_name_between_two_schools_is_asked_by_itself(tmp_path: Path):
    """Where two candidates are as near, nothing is likely: the question names both."""
    twins = {"D!A3": "0931235M", "D!B3": "Collège Alan Turing", "D!C3": "Torcy"}
    asked = list_questions(check_folder(write_campaign(tmp_path, {**SEVERAL, **twins})))
    assert [question.likely for question in asked] == [False] * 4
    assert "est-ce « Collège Alan Turing (Bondy) » ou « Collège Alan Turing (Torcy) » ?" in blank(
        asked[0].why
    )


def test_columns_that_their_values_explain_are_one_question(tmp_path: Path):
    """Three odd headers over plain values are confirmed in one answer."""
    odd = {"A!O1": "Case verte", "A!P1": "Zone libre", "A!R1": "Case bleue"}
    several = {f"A!{column}{row}": value for row in range(3, 8) for column, value in (
        ("A", f"D{row}"), ("B", None), ("O", "absent"), ("P", "Favorable"), ("R", "annulée"),
    )}  # fmt: skip
    campaign = check_folder(write_campaign(tmp_path, {**odd, **several}))
    group = group_questions(list_questions(campaign))[0]
    assert {(q.said, q.options[0][1]) for q in group} == {
        ("Case verte", "Présence"), ("Zone libre", "Avis"), ("Case bleue", "Annulée"),
    }  # fmt: skip


def test_a_group_is_answered_in_one_click(tmp_path: Path):
    """« Tout choisir » takes each its proposal; an answer given by itself holds against it."""
    campaign = check_folder(write_campaign(tmp_path, SEVERAL))
    page = show_questions(campaign)
    box = next(w for w in page.children if isinstance(w, widgets.SelectMultiple))
    assert box.value == ()
    row, rest = next(
        (w, after) for w, after in pairwise(page.children) if isinstance(w, widgets.HBox)
    )
    every, apart = row.children
    every.click()
    apart.click()
    choices_of(rest)["Clg Turing"].value = "0930125F"
    next(w for w in page.children if isinstance(w, widgets.Button)).click()
    saved = tomllib.loads((tmp_path / "correspondances.toml").read_text("utf-8"))
    assert saved == {"etablissements": dict.fromkeys(FOUR, "0931234L") | {"Clg Turing": "0930125F"}}


def test_two_files_may_name_a_column_each_in_its_way():
    """One column for two headers is refused in one sheet, not in two."""
    one = Question("entetes.candidatures", "Ressenti", "", (), sheets=frozenset({1}))
    other = Question("entetes.candidatures", "Appréciation", "", (), sheets=frozenset({2}))
    saved = gather_choices([(one, "Avis"), (other, "Avis")])
    assert saved == {"entetes.candidatures": {"Ressenti": "Avis", "Appréciation": "Avis"}}
    with pytest.raises(UsageError, match="toutes deux"):
        gather_choices([(one, "Avis"), (replace(other, sheets=frozenset({1, 2})), "Avis")])


def test_texts_that_differ_by_their_days_are_one_question(tmp_path: Path):
    """One answer for the same words about other days, and it settles them all."""
    cells = {"C!D3": "CAP cuisine", "C!E3": None}
    cells |= {
        "C!H2": "Tests de motivation le 12 mars",
        "C!H3": "Tests de motivation le 13 mars à 9h",
    }
    campaign = check_folder(write_campaign(tmp_path, cells))
    (question,) = list_questions(campaign)
    assert blank(question.why).endswith(
        "2 jours attendent la réponse, ceux de « Tests de motivation le 13 mars à 9h » compris."
    )
    save_correspondences(tmp_path, gather_choices([(question, "entretiens")]))
    assert list_questions(check_folder(tmp_path)) == []


def test_a_long_page_shows_what_moves_the_most(tmp_path: Path):
    """Beyond some forty questions the rest waits for the next reading, and is counted."""
    cells = {f"A!A{row}": f"D{row}" for row in range(2, 52)}
    cells |= {f"A!B{row}": None for row in range(2, 52)}
    cells |= {f"A!K{row}": f"CAP fleuriste métier n° {row}" for row in range(2, 52)}
    campaign = check_folder(write_campaign(tmp_path, cells))
    questions = [replace(q, likely=False) for q in list_questions(campaign)]
    shown = questions_page(campaign, questions)
    assert len(choices_of(shown)) == MOST
    assert any("autres questions viendront" in getattr(w, "value", "") for w in shown.children)


def questions_page(campaign: Campaign, questions: list[Question]) -> widgets.VBox:
    """Return the page of some questions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("passpro_nb.panels.questions.view.list_questions", lambda _: questions)
        return show_questions(campaign)
