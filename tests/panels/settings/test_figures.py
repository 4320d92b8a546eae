"""What a change of settings would do: the very figures that the campaign has once it is saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from campaigns import blank, on
from other_settings import other

from passpro_nb.check.campaign import Campaign, check_folder, open_campaign
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.settings import KEYS, Key
from passpro_nb.domain.workdays import Period
from passpro_nb.export.settings import see_settings
from passpro_nb.measure.asks import REASONS
from passpro_nb.panels.settings.figures import (
    FIGURES,
    MAIN,
    WHOLE,
    Draft,
    Move,
    Preview,
    measure_preview,
    say_value,
)


def draft_of(campaign: Campaign, **values: Any) -> Draft:
    """Return a draft in which keys, by their names, have other values."""
    places = {key.name: (key.section, key.name) for key in KEYS}
    return Draft(
        see_settings(campaign.folder), {places[name]: value for name, value in values.items()}
    )


def told(preview: Preview, place: str, figure: str, at: str = "after") -> Any:
    """Return a figure of a preview, before or after."""
    return next(
        getattr(move, at)
        for move in preview.moves
        if (move.department, move.figure) == (place, figure)
    )


def known(value: Any) -> Any:
    """Return a figure, None for what is « sans objet »."""
    return None if value is None or value != value else value


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_preview_is_what_the_saved_file_gives(
    key: Key, campaign: Campaign, example: Path
) -> None:
    """Whatever the key: once saved, and the campaign opened again, its figures are those foretold."""
    campaign = replace(campaign, folder=example)
    draft = draft_of(campaign, **{key.name: other(key)})
    preview = measure_preview(campaign, draft)
    draft.save()
    for at, figures in (
        ("before", campaign.figures(preview.day)),
        ("after", open_campaign(example).figures(preview.day)),
    ):
        for by, table in (("coverage", figures.coverage), ("capacity", figures.capacity)):
            for group in ("academie", "department"):
                for row in table(group).to_dict("records"):
                    place = WHOLE if group == "academie" else row["department"]
                    for code in [code for code in FIGURES if code in row]:
                        assert told(preview, place, code, at) == known(row[code]), (by, place, code)
        asks = figures.counts.asks
        real = asks[asks["reason"].isin([code for code, r in REASONS.items() if r.asks])]
        assert told(preview, WHOLE, "asked_schools", at) == len(
            real.drop_duplicates(["side", "uai"])
        )
        assert (
            told(preview, WHOLE, "stalled_hosts", at) == figures.coverage("host")["stalled"].sum()
        )


def test_what_changes_is_told_where_it_does(campaign: Campaign) -> None:
    """The four main figures are always there; a département only where something changes."""
    preview = measure_preview(campaign, draft_of(campaign, jurys=2))
    assert [move.figure for move in preview.whole] == [*MAIN, "sessions_to_add"]
    assert list(preview.departments) == ["93", "94"]
    assert [move.figure for move in preview.departments["94"]] == ["capacity"]
    assert preview.sentence == "3\u00a0chiffres changent, dans le 93 et le 94."
    lines = [tuple(map(blank, move.texts)) for move in preview.whole]
    assert lines[1:4] == [
        ("Avis en retard", "48", "48", "="),
        ("Capacité d’entretien", "1 578", "2 110", "+ 532"),
        ("Places manquantes", "113", "110", "− 3"),
    ]


def test_nothing_changes(campaign: Campaign) -> None:
    """A setting that moves no figure says so."""
    preview = measure_preview(campaign, draft_of(campaign, expediteur="Le CIO"))
    assert preview.sentence == "Aucun des chiffres suivis ici ne change."
    assert [move.figure for move in preview.whole] == [*MAIN]
    assert preview.departments == {}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.5, 0.625, "+ 12,5 points"),
        (0.625, 0.5, "− 12,5 points"),
        (None, 0.5, "–"),
        (None, None, "="),
        (0.5, 0.5, "="),
    ],
)
def test_the_difference_of_a_share(before: float | None, after: float | None, said: str) -> None:
    """Shares differ by points; what is « sans objet » has no difference, and is no change to itself."""
    move = Move(WHOLE, "coverage", before, after)
    assert blank(move.texts[3]) == said
    assert move.changed is (said != "=")


def test_a_draft_holds_what_differs(campaign: Campaign) -> None:
    """A key given the value that it has is no change; changes are told in the order of the file."""
    draft = draft_of(campaign, jurys=2, taille_groupe=12, nom="Autre", limite_avis=None)
    assert [blank(line) for line in draft.say()] == [
        "nom : Passpro 2025 (campagne inventée) → Autre",
        "limite_avis : 14/05/2025 → aucun",
        "jurys : 1 → 2",
    ]


def test_a_value_in_words() -> None:
    """Days, periods, lists, answers and tables are said in French."""
    assert say_value(True) == "oui"
    assert say_value(()) == "aucun"
    assert say_value({}) == "aucun"
    assert say_value(("a", "b", "c")) == "a, b et c"
    assert say_value((Period(on("12/04"), on("27/04")),)) == "du 12/04/2025 au 27/04/2025"
    assert say_value({"Réservé": ("bof", "mouais")}) == "Réservé : bof et mouais"


def test_a_refusal_is_that_of_reading(campaign: Campaign) -> None:
    """A value that reading refuses is refused with its very sentence, and measures nothing."""
    with pytest.raises(SettingsError) as error:
        measure_preview(campaign, draft_of(campaign, fin_entretiens=on("01/03")))
    assert blank(str(error.value)) == (
        "campagne.toml : le calendrier est dans le désordre : « debut_entretiens » (10/03/2025) "
        "vient après « fin_entretiens » (01/03/2025)."
    )


def test_files_that_changed_are_told(example: Path) -> None:
    """A setting by which files are read is not tried on others than those that were opened."""
    campaign = open_campaign(example)
    annuaire = example / "annuaire.csv"
    annuaire.write_bytes(annuaire.read_bytes() + b"\n")
    assert measure_preview(campaign, draft_of(campaign, jurys=2)).departments
    with pytest.raises(UsageError) as error:
        measure_preview(campaign, draft_of(campaign, echelle=("Favorable", "Réservé")))
    assert blank(str(error.value)) == (
        "Des fichiers de la campagne ont changé depuis qu’elle a été ouverte : cliquez d’abord sur "
        "« Relire les fichiers », en haut de ce carnet."
    )


def test_a_campaign_without_offers(example: Path) -> None:
    """Where no offer could be read, settings are tried all the same: nothing is counted yet."""
    for path in example.glob("c*.xlsx"):
        path.unlink()
    campaign = check_folder(example)
    preview = measure_preview(campaign, draft_of(campaign, jurys=2))
    assert preview.sentence == "Aucun des chiffres suivis ici ne change."
