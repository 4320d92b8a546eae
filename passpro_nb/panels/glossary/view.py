"""The glossary on screen: tables to search, and the questions that people ask."""

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.glossary import QUESTIONS
from passpro_nb.panels import fragments
from passpro_nb.panels.glossary.figures import list_columns, list_findings, list_terms
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable, html_view


def show_terms(_: Campaign) -> SortableTable:
    """Return the words and the figures, to be searched."""
    return show_frame(list_terms(), "Mots et chiffres", "mot")


def show_columns(_: Campaign) -> SortableTable:
    """Return the columns that are read in each file, with the titles that they may have."""
    return show_frame(list_columns(), "Colonnes lues", "colonne")


def show_findings(campaign: Campaign) -> SortableTable:
    """Return the kinds of findings, those of the campaign first."""
    return show_frame(list_findings(campaign), "Constats expliqués", "constat")


def show_questions(_: Campaign) -> widgets.HTML:
    """Return the sentences that stop people: what each means, and what to do."""
    return html_view(fragments.questions(QUESTIONS))
