"""The panel of settings, driven as a person does: each key by its widget, to the file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from campaigns import blank, on
from other_settings import other

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.settings import FILE, KEYS, Key, read_settings
from passpro_nb.domain.workdays import Period
from passpro_nb.export.settings import BEFORE
from passpro_nb.panels.settings.figures import value_of
from passpro_nb.panels.settings.inputs import Day, Rows
from passpro_nb.panels.settings.view import SettingsPanel, show_settings

NOTE = "# Une note de l’analyste.\n"


@pytest.fixture
def panel(campaign: Campaign, example: Path) -> SettingsPanel:
    """Return the panel over a copy of the example, with a note of the analyst's in its settings."""
    path = example / FILE
    path.write_text(NOTE + path.read_text(encoding="utf-8"), encoding="utf-8")
    return show_settings(replace(campaign, folder=example))


def give(panel: SettingsPanel, name: str, value: Any) -> None:
    """Give a key another value, by its widget."""
    place = next((key.section, key.name) for key in KEYS if key.name == name)
    widget = panel.inputs[place].widget
    if isinstance(widget, Rows):
        fill(widget, rows_of(value))
    else:
        widget.value = list(value) if isinstance(value, tuple) else value


def rows_of(value: Any) -> list[tuple[Any, ...]]:
    """Return the rows that stand for a value."""
    if isinstance(value, Mapping):
        pairs = [(name, held) for name, held in value.items()]
        return [
            (name, text)
            for name, held in pairs
            for text in ([held] if isinstance(held, str) else held)
        ]
    return [(v.start, v.end) if isinstance(v, Period) else (v,) for v in value]


def fill(rows: Rows, wanted: Iterable[tuple[Any, ...]]) -> None:
    """Take away every row by its button, and add others by theirs."""
    for line in rows.children[:-1]:
        line.children[-1].click()
    for row in wanted:
        rows.children[-1].click()
        for cell, held in zip(rows.children[-2].children, row, strict=False):
            cell.value = held


def shown(panel: SettingsPanel) -> str:
    """Return all that stands in the foot of the panel."""
    return blank("".join(child.value for child in panel.foot.children))


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_each_key_reaches_the_file(key: Key, panel: SettingsPanel) -> None:
    """Whatever the key: given by its widget, looked at and saved, it alone changes; notes are kept."""
    folder = panel.campaign.folder
    before, text = read_settings(folder), (folder / FILE).read_text(encoding="utf-8")
    give(panel, key.name, other(key))
    assert panel.keep.disabled
    panel.try_it.click()
    assert "Ce que ces réglages changeraient, au 30 avril 2025" in shown(panel)
    panel.keep.click()
    assert "Enregistré : " in shown(panel)
    after = read_settings(folder)
    for one in KEYS:
        wanted = other(key) if one == key else value_of(before, one)
        assert value_of(after, one) == wanted, one.name
    assert (folder / BEFORE).read_text(encoding="utf-8") == text
    assert (folder / FILE).read_text(encoding="utf-8").startswith(NOTE)
    assert value_of(panel.file.settings, key) == other(key)
    assert panel.keep.disabled


def test_every_key_is_shown_and_explained(panel: SettingsPanel) -> None:
    """Each section shows its keys with what they are, their default and why they are settings."""
    for key in KEYS:
        panel.section.value = key.section
        said = blank("".join(line.children[0].value for line in panel.body.children))
        assert f"<code>{key.name}</code>" in said
        assert f"Pourquoi un réglage : {key.why}." in said
    assert "par défaut : 5 ; au moins 1" in "".join(
        blank(line.children[0].value) for line in panel.lines["avis"]
    )


def test_nothing_is_saved_unseen(panel: SettingsPanel) -> None:
    """Only what was looked at can be saved: another change takes the preview and the button away."""
    assert panel.keep.disabled
    give(panel, "jurys", 2)
    panel.try_it.click()
    assert not panel.keep.disabled
    assert "Capacité d’entretien" in shown(panel)
    give(panel, "jurys", 3)
    assert panel.keep.disabled
    assert "Capacité d’entretien" not in shown(panel)
    assert "1 réglage changé, pas encore enregistré : jurys : 1 → 3." in shown(panel)


def test_a_refusal_is_said_and_nothing_written(panel: SettingsPanel) -> None:
    """A value that reading refuses is told in its sentence, cannot be saved, and goes when mended."""
    path = panel.campaign.folder / FILE
    text = path.read_bytes()
    give(panel, "jurys", 0)
    sentence = "campagne.toml : la clé « jurys » de [entretiens] vaut 0 : il faut au moins 1."
    assert sentence in shown(panel)
    panel.try_it.click()
    assert sentence in shown(panel)
    assert panel.keep.disabled
    panel.keep.click()
    assert path.read_bytes() == text
    assert not (panel.campaign.folder / BEFORE).exists()
    give(panel, "jurys", 2)
    assert sentence not in shown(panel)
    assert "jurys : 1 → 2." in shown(panel)


@pytest.mark.parametrize(
    ("name", "row"),
    [("conges", (on("01/05"), None)), ("variantes", ("", "bof")), ("mel_ien_io", ("93", ""))],
)
def test_half_a_row_is_told(name: str, row: tuple[Any, ...], panel: SettingsPanel) -> None:
    """A row that is half filled is told, and not taken for an empty one."""
    give(panel, name, {})
    fill(next(i.widget for p, i in panel.inputs.items() if p[1] == name), [row])
    assert "une ligne est à moitié remplie : complétez-la, ou ôtez-la." in shown(panel)
    assert panel.keep.disabled


def test_an_empty_row_is_nothing(panel: SettingsPanel) -> None:
    """A row added and left blank changes nothing."""
    rows = panel.inputs["calendrier", "conges"].widget
    rows.children[-1].click()
    assert "Rien n’est changé." in shown(panel)


def test_a_file_changed_meanwhile_is_told(panel: SettingsPanel) -> None:
    """Somebody else's change is told at the saving and kept; read again, it is shown."""
    path = panel.campaign.folder / FILE
    give(panel, "jurys", 2)
    panel.try_it.click()
    path.write_text(
        path.read_text(encoding="utf-8").replace("groupe = 12", "groupe = 9"), encoding="utf-8"
    )
    panel.keep.click()
    assert "campagne.toml a changé sur le disque depuis qu’il est affiché ici" in shown(panel)
    assert read_settings(panel.campaign.folder).entretiens.taille_groupe == 9
    panel.again.click()
    assert "Rien n’est changé." in shown(panel)
    assert panel.inputs["entretiens", "taille_groupe"].value == 9
    assert panel.inputs["entretiens", "jurys"].value == 1


def test_a_file_spoilt_meanwhile_is_told(panel: SettingsPanel) -> None:
    """A file that can no longer be read says where, in place of settings."""
    (panel.campaign.folder / FILE).write_text("[campagne\n", encoding="utf-8")
    panel.again.click()
    assert "ce fichier n’est pas du TOML valide, vers la ligne 1" in shown(panel)
    assert panel.keep.disabled


def test_each_input_has_a_name(panel: SettingsPanel) -> None:
    """No input is without words for who does not see what stands beside it."""
    for place, asked in panel.inputs.items():
        for cell in inputs_of(asked.widget):
            assert getattr(cell, "tooltip", None) or getattr(cell, "label", ""), place


def inputs_of(widget: Any) -> list[Any]:
    """Return what is typed or chosen in, in a widget."""
    if isinstance(widget, Rows):
        lines = [line for line in widget.children if isinstance(line, widgets.HBox)]
        return [each for line in lines for cell in line.children for each in inputs_of(cell)]
    return [widget.children[0]] if isinstance(widget, Day) else [widget]


def test_a_day_is_said_as_french_writes_it() -> None:
    """Beside a day's input stands the day in French, whatever the browser shows; it follows the input."""
    day = Day(date(2025, 5, 7))
    picker, said = day.children
    assert "mercredi 7 mai 2025" in blank(said.value)
    picker.value = date(2025, 6, 1)
    assert day.value == date(2025, 6, 1)
    assert "dimanche 1er juin 2025" in blank(said.value)
    day.value = None
    assert picker.value is None
    assert "aucun jour" in said.value
