"""The settings as widgets: a section at a time, what a change would do, then the saving of it."""

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.french import NBSP, long_date, plural, quoted
from passpro_nb.domain.settings import FILE, KEYS, Key
from passpro_nb.export.settings import BEFORE, see_settings
from passpro_nb.panels import fragments
from passpro_nb.panels.settings.figures import (
    Draft,
    Preview,
    list_conventions,
    measure_preview,
    say_value,
    value_of,
)
from passpro_nb.panels.settings.inputs import Input, make_input
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable, guard, html_view

UNCHANGED = "Rien n’est changé."
UNSEEN = "Regardez d’abord ce que cela changerait : l’enregistrement vient ensuite."
HEADS = ("Où", "Chiffre", "Avant", "Après", "Écart")


def show_settings(campaign: Campaign) -> widgets.VBox:
    """Return every setting of a campaign, to be changed, tried and saved."""
    return SettingsPanel(campaign)


def show_conventions(campaign: Campaign) -> SortableTable:
    """Return what is only a setting here, and why, as a table to be searched and exported."""
    table = list_conventions(campaign.settings)
    return show_frame(table, "Ce qui n’est ici qu’un réglage", "réglage", of=campaign)


class SettingsPanel(widgets.VBox):
    """Sections, inputs, and a foot: what is changed, what it would do, the saving.

    What is shown as a preview is always that of the inputs as they are: another change takes it away,
    and the button that saves with it.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.inputs = dict[tuple[str, str], Input]()
        titles = dict.fromkeys((key.title, key.section) for key in KEYS)
        self.section = widgets.ToggleButtons(options=[*titles], style={"button_width": "auto"})
        self.body, self.said, self.shown = widgets.VBox(), html_view(), html_view()
        self.foot = widgets.VBox([self.said, self.shown])
        self.try_it = widgets.Button(
            description="Voir ce que cela changerait", button_style="primary"
        )
        self.keep = widgets.Button(description=f"Enregistrer dans {FILE}")
        self.again = widgets.Button(description="Oublier, et relire le fichier")
        buttons = widgets.Box([self.try_it, self.keep, self.again]).add_class("filtres")
        super().__init__([self.section, self.body, buttons, self.foot])
        self.add_class("reglages")
        self.section.observe(lambda _: self._turn(), names="value")
        self._do = guard(
            lambda action: action(), self.foot
        )  # one, so that each success mends the foot
        self.try_it.on_click(lambda _: self._do(self._preview))
        self.keep.on_click(lambda _: self._do(self._save))
        self.again.on_click(lambda _: self._do(self._see))
        self._see()

    @property
    def draft(self) -> Draft:
        """Return what is asked; raises `UsageError` for an input that is half given."""
        return Draft(self.file, {place: asked.value for place, asked in self.inputs.items()})

    def _see(self) -> None:
        """Show the settings as their file holds them now."""
        self.file = see_settings(self.campaign.folder)
        settings, self.lines = self.file.settings, dict[str, list[widgets.Widget]]()
        for key in KEYS:
            asked = make_input(key, value_of(settings, key), settings.avis.echelle)
            asked.on_change(lambda: self._do(self._say))
            self.inputs[key.section, key.name] = asked
            line = widgets.Box([html_view(_explain(key)), asked.widget]).add_class("reglage")
            self.lines.setdefault(key.section, []).append(line)
        self._turn()
        self._say()

    def _turn(self) -> None:
        self.body.children = tuple(self.lines[self.section.value])

    def _forget(self) -> None:
        self.keep.disabled, self.shown.value = True, ""

    def _say(self) -> None:
        """Say what is changed so far, or why it is refused; a preview of before no longer holds."""
        self._forget()
        draft = self.draft
        if not draft.changes:
            self.said.value = fragments.status([UNCHANGED])
            return
        _ = draft.settings
        one, many = (
            "réglage changé, pas encore enregistré",
            "réglages changés, pas encore enregistrés",
        )
        count = plural(len(draft.changes), one, many)
        self.said.value = fragments.status([f"{count} : {' ; '.join(draft.say())}."])

    def _preview(self) -> None:
        self._say()
        draft = self.draft
        if draft.changes:
            self.shown.value = fragments.doing("Calcul de ce que cela changerait…")
            self.shown.value = _show(measure_preview(self.campaign, draft))
            self.keep.disabled = False

    def _save(self) -> None:
        draft = self.draft
        draft.save()
        said = [f"Enregistré : {line}." for line in draft.say()]
        self._see()
        self.said.value = fragments.status(
            [
                *said,
                f"Le fichier d’avant est gardé à côté, dans {BEFORE}. Cliquez sur "
                f"{quoted('Relire les fichiers')}, en haut du carnet : les chiffres suivront.",
            ]
        )


def _explain(key: Key) -> str:
    """Return what stands beside the input of a key."""
    bound = "" if key.least is None else f" ; au moins {key.least}"
    title = key.explanation[:1].upper() + key.explanation[1:]
    default = "à donner" if key.name == "nom" else f"par défaut{NBSP}: {say_value(key.default)}"
    return str(fragments.setting(title, key.name, default + bound, key.why))


def _show(preview: Preview) -> str:
    """Return a preview as HTML: its sentence, then the figures that it moves."""
    places = {"Académie": preview.whole, **preview.departments}
    rows = [(where, *move.texts) for where, moves in places.items() for move in moves]
    caption = f"Ce que ces réglages changeraient, au {long_date(preview.day)}"
    table = fragments.plain_table(HEADS, rows, caption)
    return str(fragments.preview(f"{caption} : {preview.sentence}", table))
