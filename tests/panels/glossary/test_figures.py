"""The glossary and the data dictionary: all that is declared, nothing else, and what a campaign met first."""

import re
from pathlib import Path

import nbformat
from campaigns import blank, copy_example
from faults_cases import write_campaign
from places import NOTEBOOKS

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.domain.faults import FAULTS
from passpro_nb.domain.figures import FIGURES
from passpro_nb.domain.french import fold
from passpro_nb.domain.glossary import QUESTIONS, TERMS
from passpro_nb.domain.settings import KEYS, read_settings
from passpro_nb.domain.tables import TABLES
from passpro_nb.panels import fragments
from passpro_nb.panels.glossary.figures import list_columns, list_findings, list_terms
from passpro_nb.panels.glossary.view import show_columns, show_findings, show_questions, show_terms
from passpro_nb.panels.settings.figures import list_conventions
from passpro_nb.panels.settings.view import show_conventions


def test_every_word_and_figure_is_there() -> None:
    """The glossary holds each term and each figure once, in the order of a dictionary."""
    terms = list_terms()
    names = list(terms["Mot ou chiffre"])
    assert sorted(names) == sorted([*TERMS, *(figure.label for figure in FIGURES.values())])
    assert names == sorted(names, key=fold)
    said = terms.set_index("Mot ou chiffre").loc["Couverture"]
    assert list(said) == ["Avis saisis sur avis attendus.", "avis saisis ÷ avis attendus"]


def test_every_column_is_there() -> None:
    """The dictionary holds each declared column of each file, with all its headings."""
    columns = list_columns()
    assert len(columns) == sum(len(table.columns) for table in TABLES.values())
    row = columns[(columns["Fichier"] == "candidatures…") & (columns["Colonne"] == "INE")].iloc[0]
    assert list(row)[2:] == [
        "un INE", "oui, ou N° de dossier", "Identifiant national élève", "123456789AB",
    ]  # fmt: skip
    catalogue = columns[columns["Fichier"] == "catalogue…"].set_index("Colonne")
    assert catalogue.loc["Formation", "Il la faut"] == "oui"
    assert catalogue.loc["Bassin", "Il la faut"] == ""
    assert "CODE_BASSIN" in catalogue.loc["Bassin", "Autres titres acceptés"]


def test_what_the_campaign_met_comes_first(tmp_path: Path) -> None:
    """Every kind of finding is explained; those of the campaign stand first, with how often."""
    campaign = check_folder(write_campaign(tmp_path, {"A!E2": "75001"}))
    findings = list_findings(campaign)
    assert len(findings) == len(FAULTS)
    assert findings["Fois, ici"].sum() == len(campaign.faults) > 0
    assert findings["Fois, ici"].is_monotonic_decreasing
    told = findings.set_index("Constat").loc["UAI d’origine illisible"]
    assert blank(told["Ce qui est dit, et quoi faire"]) == (
        "… n’est pas un UAI (7 chiffres et une lettre). L’origine est comptée comme inconnue ; "
        "corrigez le code."
    )
    assert told["Gravité"] == "erreur"
    assert "{" not in "".join(findings["Ce qui est dit, et quoi faire"])
    assert all(map(fold, findings["Ce qui est dit, et quoi faire"]))


def test_every_key_has_its_reason(tmp_path: Path) -> None:
    """Each key of the settings is listed with its value here, its default and its reason."""
    table = list_conventions(read_settings(copy_example(tmp_path / "exemple")))
    assert list(table["Clé"]) == [key.name for key in KEYS]
    row = table.set_index("Clé").loc["mel_etablissement"]
    assert row["Ici"] == "ce.{uai}@exemple.invalid"
    assert row["Par défaut"] == "ce.{uai}@ac-creteil.fr"
    assert row["Pourquoi ce n’est qu’un réglage"] == (
        "Cette forme d’adresse se rencontre souvent, mais aucun texte ne la garantit."
    )
    assert table.set_index("Clé").loc["conges", "Ici"] == "du 12/04/2025 au 27/04/2025"


def test_on_screen(campaign: Campaign) -> None:
    """Each table is shown whole; each question opens on what to do."""
    for show, count in (
        (show_terms, len(TERMS) + len(FIGURES)), (show_columns, len(list_columns())),
        (show_findings, len(FAULTS)), (show_conventions, len(KEYS)),
    ):  # fmt: skip
        assert len(show(campaign).rows) == count
    asked = blank(show_questions(campaign).value)
    assert asked.count("<details") == asked.count("Que faire ?") == len(QUESTIONS)
    assert "« Aucune offre n’a pu être lue. »" in asked


def test_the_glossary_as_a_fragment_of_a_page() -> None:
    """Pages have the same words, meanings and formulas, every value escaped."""
    page = blank(fragments.glossary(list_terms().itertuples(index=False)))
    assert page.count("<dt>") == len(list_terms())
    assert (
        '<dt>Couverture</dt><dd>Avis saisis sur avis attendus. <span class="formule">= avis saisis '
        "÷ avis attendus</span></dd>"
    ) in page


def test_words_come_before_findings() -> None:
    """The notebook begins with the words and the questions; the long list of findings stands last."""
    cells = nbformat.read(NOTEBOOKS / "95_glossaire.ipynb", as_version=4).cells
    shown = re.findall(r"show\((?:glossaire\.)?(\w+)", "".join(cell.source for cell in cells))
    assert shown == [
        "show_terms", "show_questions", "show_columns", "show_conventions", "show_findings",
    ]  # fmt: skip
