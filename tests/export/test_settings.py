"""`campagne.toml` changed key by key: what is asked, nothing else, and nothing lost."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from campaigns import blank
from hypothesis import given
from hypothesis import strategies as st
from other_settings import HOLIDAYS, MAY, other

from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.settings import FILE, KEYS, Settings, parse_settings, read_settings
from passpro_nb.export.settings import BEFORE, change_settings, see_settings

COMMENTED = """# Notre campagne
[campagne]
nom = "Essai"  # le nom court

[avis]
# décidé en réunion
delai_avis_jours_ouvres = 5   # au lieu de 8
[avis.variantes]
"Réservé" = ["bof", "mouais"]  # collège du parc

[calendrier]
conges = [
  # les deux périodes
  {debut = 2025-02-15, fin = 2025-03-02},  # hiver
  {debut = 2025-04-12, fin = 2025-04-27},  # printemps
]
# à compléter

[relances.mel_ien_io]
93 = "ien93@exemple.invalid" # intérim
"""


def value_of(settings: Settings, section: str, name: str) -> Any:
    """Return the value of a key."""
    return getattr(getattr(settings, section), name)


def read(text: str) -> Settings:
    """Return the settings of a text."""
    return parse_settings(tomllib.loads(text))


@pytest.mark.parametrize("text", [COMMENTED, '[campagne]\nnom = "Essai"\n'], ids=["full", "bare"])
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_one_key_changes_and_nothing_else(key: Any, text: str) -> None:
    """Whatever the key, it has its new value, all others theirs, and every comment is kept."""
    before, place = read(text), (key.section, key.name)
    after = read(changed := change_settings(text, {place: other(key)}))
    assert value_of(after, *place) == other(key)
    for kept in KEYS:
        if kept != key:
            assert value_of(after, kept.section, kept.name) == value_of(
                before, kept.section, kept.name
            )
    gone = {"# intérim"} if key.name == "mel_ien_io" else set()
    assert {line for line in comments(text) if line not in changed} <= gone


def comments(text: str) -> list[str]:
    """Return the comments of a text."""
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line]


def test_the_file_reads_as_before() -> None:
    """A change stands on its own line, the rest is as it was to the letter."""
    changed = change_settings(COMMENTED, {("avis", "delai_avis_jours_ouvres"): 8})
    assert changed == COMMENTED.replace("ouvres = 5 ", "ouvres = 8 ")


def test_a_row_of_a_list_comes_and_goes_alone() -> None:
    """A holiday added or taken away leaves the others with their comments."""
    added = change_settings(COMMENTED, {("calendrier", "conges"): (*HOLIDAYS, MAY)})
    assert "  {debut = 2025-04-12, fin = 2025-04-27},  # printemps\n" in added
    assert "  {debut = 2025-05-01, fin = 2025-05-04},\n]" in added
    gone = change_settings(added, {("calendrier", "conges"): HOLIDAYS[1:]})
    assert "# hiver" not in gone
    assert "# printemps" in gone


def test_what_is_new_is_explained() -> None:
    """A key whose section is not there yet comes with its section and its explanation."""
    changed = change_settings(
        COMMENTED, {("entretiens", "jurys"): 2, ("entretiens", "taille_groupe"): 8}
    )
    assert changed == COMMENTED + (
        "\n[entretiens]\n# jurys qui reçoivent en parallèle\njurys = 2\n"
        "# élèves d’un entretien collectif\ntaille_groupe = 8\n"
    )


def test_a_day_is_taken_away() -> None:
    """A bound of the calendar that is emptied goes from the file."""
    text = COMMENTED.replace("conges = [", "limite_avis = 2025-05-14 # ferme\nconges = [")
    changed = change_settings(text, {("calendrier", "limite_avis"): None})
    assert changed == COMMENTED
    assert change_settings(changed, {("calendrier", "limite_avis"): None}) == COMMENTED
    assert change_settings('[campagne]\nnom = "Essai"\n', {("calendrier", "limite_avis"): None})


def test_a_wrong_value_is_refused_in_french() -> None:
    """What reading would refuse is refused before any writing, by the very sentence of reading."""
    with pytest.raises(SettingsError) as error:
        change_settings(COMMENTED, {("entretiens", "jurys"): 0})
    assert blank(str(error.value)) == (
        "campagne.toml : la clé « jurys » de [entretiens] vaut 0 : il faut au moins 1."
    )


SHAPES = {
    "dotted": '[avis]\nvariantes."Réservé" = ["bof"]\n[campagne]\nnom = "Essai"\n',
    "inline": 'campagne = {nom = "Essai"}\navis = {delai_avis_jours_ouvres = 5}\n',
    "tables": '[campagne]\nnom = "Essai"\n[[calendrier.conges]]\ndebut = 2025-04-12\nfin = 2025-04-27\n',
    "unended": '[campagne]\nnom = "Essai"\n[avis]\ndelai_avis_jours_ouvres = 5',
    "sub first": '[avis.variantes]\n"Réservé" = ["bof"]\n[campagne]\nnom = "Essai"\n',
    "in two parts": '[avis.variantes]\n[campagne]\nnom = "Essai"\n[avis]\narret_jours_ouvres = 3\n',
}  # fmt: skip


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_however_the_file_is_written(key: Any, text: str) -> None:
    """Whatever way of TOML the file is written in, the key has its new value."""
    place = (key.section, key.name)
    assert value_of(read(change_settings(text, {place: other(key)})), *place) == other(key)


def test_what_cannot_be_changed_is_given_by_hand() -> None:
    """Where a writing leaves no place for a key, nothing is changed, and the key is named."""
    text = 'campagne.nom = "Essai"\navis.delai_avis_jours_ouvres = 5\n'
    assert change_settings(text, {("campagne", "nom"): "Autre"}) == text.replace("Essai", "Autre")
    with pytest.raises(UsageError) as error:
        change_settings(text, {("avis", "arret_jours_ouvres"): 8})
    assert blank(str(error.value)) == (
        "campagne.toml est écrit d’une façon qui ne se change pas d’ici : donnez-y vous-même "
        "« arret_jours_ouvres »."
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_word_is_written_as_it_is(word: str) -> None:
    """Whatever a text holds, it reads back the same."""
    changes = {("relances", "expediteur"): word, ("avis", "variantes"): {"Réservé": (word,)}}
    after = read(change_settings(COMMENTED, changes))
    assert after.relances.expediteur == word
    assert after.avis.variantes == {"Réservé": (word,)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign's folder with commented settings, as the Windows notepad saves them."""
    (tmp_path / FILE).write_bytes(COMMENTED.replace("\n", "\r\n").encode("utf-8-sig"))
    return tmp_path


def test_saved_as_it_was_written(folder: Path) -> None:
    """The mark and the ends of lines of the file stay; the file before is kept beside, to the byte."""
    seen = see_settings(folder)
    seen.save(change_settings(seen.text, {("campagne", "nom"): "Autre"}))
    assert (folder / BEFORE).read_bytes() == seen.seen
    wanted = seen.seen.replace(b'"Essai"', b'"Autre"')
    assert (folder / FILE).read_bytes() == wanted
    assert read_settings(folder).campagne.nom == "Autre"


def test_a_file_that_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    """Somebody else's change is told, and stays; so does what is kept beside."""
    seen = see_settings(folder)
    (folder / FILE).write_text('[campagne]\nnom = "Une collègue"\n', encoding="utf-8")
    with pytest.raises(UsageError) as error:
        seen.save(change_settings(seen.text, {("campagne", "nom"): "Autre"}))
    assert blank(str(error.value)) == (
        "campagne.toml a changé sur le disque depuis qu’il est affiché ici : rien n’est écrit. "
        "Relisez-le, puis refaites vos changements."
    )
    assert read_settings(folder).campagne.nom == "Une collègue"
    assert not (folder / BEFORE).exists()
    (folder / FILE).unlink()
    with pytest.raises(UsageError, match="a changé"):
        seen.save(COMMENTED)


def test_what_is_kept_beside_is_no_delivery(folder: Path) -> None:
    """The file before is none of those that reading takes, nor one that it asks about."""
    from passpro_nb.read.folder import read_delivery

    seen = see_settings(folder)
    seen.save(change_settings(seen.text, {("campagne", "nom"): "Autre"}))
    delivery = read_delivery(folder)
    assert {found.file for found in delivery.faults} == {folder.name}
    assert BEFORE not in delivery.inputs
    assert date(2025, 4, 12) in [period.start for period in delivery.settings.calendrier.conges]
