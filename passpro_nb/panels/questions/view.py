"""The questions of `figures` as widgets, in the analysts' notebook; nothing is decided here."""

from itertools import groupby
from typing import Any

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.french import quoted
from passpro_nb.export.check import mapping_table
from passpro_nb.export.correspondences import save_correspondences
from passpro_nb.panels import fragments
from passpro_nb.panels.questions.figures import Question, gather_choices, list_questions, say_saved
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable, guard, heading, html_view

SHOWN = 36  # characters of the words asked about that stand beside a list of choices
UNCHANGED = ("Laisser tel quel", "?")
TITLES = {
    "entetes": "Colonnes", "etablissements": "Établissements", "formations": "Formations",
    "seances": "Séances", "dates": "Ordre des dates",
}  # fmt: skip
NOTHING = "Rien n’est à confirmer : toutes les colonnes et tous les noms sont reconnus."


def show_mapping(campaign: Campaign) -> SortableTable:
    """Return the headers understood, cell by cell, and what each was taken for."""
    return show_frame(mapping_table(campaign.sources), "Colonnes reconnues", "colonne", of=campaign)


def show_questions(campaign: Campaign) -> widgets.VBox:
    """Return the questions with their choices, and the button that saves what was chosen.

    Nothing is chosen beforehand: a near miss is proposed, never taken.
    """
    asked = [(question, _choice(question)) for question in list_questions(campaign)]
    if not asked:
        return widgets.VBox([html_view(fragments.paragraph(NOTHING))])
    said = html_view()
    save = widgets.Button(description="Enregistrer les choix", button_style="primary")
    save.layout.width = "auto"
    foot = widgets.VBox([said])

    def saved(_: Any) -> None:
        given = [(q, choice.value) for q, choice in asked if choice.value != _blank(q)]
        if given:
            save_correspondences(campaign.folder, gather_choices(given))
        said.value = fragments.status([say_saved(len(given))])

    save.on_click(guard(saved, foot))
    return widgets.VBox([*_sections(asked), save, foot])


def _sections(asked: list[tuple[Question, widgets.Widget]]) -> list[widgets.Widget]:
    parts: list[widgets.Widget] = []
    for about, several in groupby(asked, lambda one: one[0].section):
        section, _, file = about.partition(".")
        parts.append(heading(f"{TITLES[section]}{f' de {file}*' if file else ''}", 3))
        for question, choice in several:
            cut = f"{quoted(question.said)} – " if len(question.said) > SHOWN else ""
            parts += [html_view(fragments.paragraph(cut + question.why)), choice]
    return parts


def _choice(question: Question) -> widgets.Widget:
    """Return the list of a question's choices; a school may also be typed."""
    shown = {
        "description": question.said, "value": _blank(question),
        "style": {"description_width": "22em"}, "layout": {"width": "56em"},
    }  # fmt: skip
    if question.free:
        labels = tuple(label for label, _ in question.options)
        return widgets.Combobox(options=labels, placeholder="un UAI, ou la liste", **shown)
    return widgets.Dropdown(options=[UNCHANGED, *question.options], **shown)


def _blank(question: Question) -> str:
    """Return the value of a choice that was left alone; "" is one: not to be read."""
    return "" if question.free else UNCHANGED[1]
