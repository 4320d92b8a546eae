"""The questions of `figures` as widgets, in the analysts' notebook; nothing is decided here."""

from collections.abc import Iterable, Sequence
from typing import Any

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.french import plural, quoted, unbreakable
from passpro_nb.export.check import mapping_table
from passpro_nb.export.correspondences import save_correspondences
from passpro_nb.panels import fragments
from passpro_nb.panels.questions.figures import (
    Question,
    gather_choices,
    group_questions,
    list_questions,
    say_proposal,
    say_saved,
    say_together,
)
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable, guard, html_view

SHOWN = 36  # characters of the words asked about that stand beside a list of choices
MOST = 40  # questions shown at once, those that move the most rows: a page of a thousand is slow
UNCHANGED = ("Laisser tel quel", "?")
TITLES = {
    "entetes": "Colonnes", "etablissements": "Établissements", "formations": "Formations",
    "seances": "Séances", "dates": "Ordre des dates",
}  # fmt: skip
NOTHING = "Rien n’est à confirmer : toutes les colonnes et tous les noms sont reconnus."
HOW = "Tenez la touche Ctrl pour en choisir ou en ôter plusieurs, une à une."


def show_mapping(campaign: Campaign) -> SortableTable:
    """Return the headers understood, cell by cell, and what each was taken for."""
    return show_frame(mapping_table(campaign.sources), "Colonnes reconnues", "colonne", of=campaign)


def show_questions(campaign: Campaign) -> widgets.VBox:
    """Return the questions with their choices, and the button that saves what was chosen.

    Nothing is chosen beforehand: a near miss is proposed, never taken.
    """
    groups = group_questions(list_questions(campaign))
    if not groups:
        return widgets.VBox([html_view(fragments.paragraph(NOTHING))])
    asked = _Asked()
    parts = [part for group in groups[:MOST] for part in asked.show(group)]
    said = html_view()
    save = widgets.Button(description="Enregistrer les choix", button_style="primary")
    save.layout.width = "auto"
    foot = widgets.VBox([said])

    def saved(_: Any) -> None:
        given = asked.given()
        if given:
            save_correspondences(campaign.folder, gather_choices(given))
        said.value = fragments.status([say_saved(len(given))])

    save.on_click(guard(saved, foot))
    return widgets.VBox([*parts, *_left_over(groups[MOST:]), save, foot])


def _left_over(groups: Sequence[Sequence[Question]]) -> list[widgets.Widget]:
    """Say how many questions are not shown yet, if any."""
    if not groups:
        return []
    rows = sum(question.rows for group in groups for question in group)
    more = plural(len(groups), "autre question viendra", "autres questions viendront")
    text = f"{more} quand celles-ci seront enregistrées ({plural(rows, 'ligne')} en attente)."
    return [html_view(fragments.paragraph(text))]


class _Asked:
    """The questions shown and their widgets: what is chosen in them, one at a time or together."""

    def __init__(self) -> None:
        self.single: dict[Question, widgets.Widget] = {}
        self.together: list[tuple[Sequence[Question], widgets.SelectMultiple]] = []

    def given(self) -> list[tuple[Question, str]]:
        """Return the answers; one given by itself holds against that of its group."""
        answers = {
            group[at]: group[at].options[0][1] for group, box in self.together for at in box.value
        }
        answers |= {q: w.value for q, w in self.single.items() if w.value != _blank(q)}
        return [*answers.items()]

    def show(self, group: Sequence[Question]) -> list[widgets.Widget]:
        """Return the widgets of one question, or of a group."""
        return self._show_group(group) if len(group) > 1 else self._show_single(group)

    def _show_single(self, questions: Iterable[Question]) -> list[widgets.Widget]:
        parts: list[widgets.Widget] = []
        for question in questions:
            choice = self.single[question] = _choice(question)
            cut = f"{quoted(question.said)} – " if len(question.said) > SHOWN else ""
            parts += [_text(f"{_title(question)} – {cut}{question.why}"), choice]
        return parts

    def _show_group(self, group: Sequence[Question]) -> list[widgets.Widget]:
        """Return the list of a group's proposals, with all of them in one click."""
        lines = [(say_proposal(question), at) for at, question in enumerate(group)]
        box = widgets.SelectMultiple(
            options=lines, rows=min(12, len(lines)), description=_title(group[0]),
            style={"description_width": "14em"}, layout={"width": "100%"},
        )  # fmt: skip
        self.together.append((group, box))
        layout = {"width": "auto", "margin": "0 8px 0 0", "padding": "0 12px"}
        every = widgets.Button(description="Tout choisir", layout=layout)
        every.on_click(lambda _: setattr(box, "value", tuple(range(len(group)))))
        apart = widgets.Button(description="Répondre une à une", layout=layout)
        rest = widgets.VBox()

        def opened(_: Any) -> None:
            rest.children = self._show_single(group[:MOST])
            apart.disabled = True

        apart.on_click(guard(opened, rest))
        return [_text(f"{say_together(group)} {HOW}"), box, widgets.HBox([every, apart]), rest]


def _text(said: str) -> widgets.HTML:
    return html_view(fragments.paragraph(unbreakable(said)))


def _title(question: Question) -> str:
    section, _, file = question.section.partition(".")
    return f"{TITLES[section]}{f' de {file}*' if file else ''}"


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
