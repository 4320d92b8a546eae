"""For each key of the settings another value than its default, to see what follows from it."""

from collections.abc import Mapping
from typing import Any

from campaigns import on

from passpro_nb.domain.settings import Key
from passpro_nb.domain.workdays import Period

HOLIDAYS = (Period(on("15/02"), on("02/03")), Period(on("12/04"), on("27/04")))
MAY = Period(on("01/05"), on("04/05"))
OTHERS: Mapping[str, Any] = {
    "nom": "Passpro 2026", "academie": "Versailles", "departements": ("77", "93"),
    "mel_etablissement": "{uai}@exemple.invalid", "conges": (*HOLIDAYS, MAY),
    "echelle": ("Favorable", "Réservé"), "variantes": {"Réservé": ("bof",), "Favorable": ("oui",)},
    "seances_communes": True, "champs_dossier": ("INE",), "expediteur": "Le CIO",
    "mel_expediteur": "cio@exemple.invalid", "mel_ien_io": {"93": "a@exemple.invalid", "2A": "b"},
    "ouverture_inscriptions": on("01/02"), "cloture_inscriptions": on("20/03"),
    "debut_entretiens": on("11/03"), "fin_entretiens": on("06/05"), "limite_avis": on("13/05"),
}  # fmt: skip


def other(key: Key) -> Any:
    """Return a value that a key does not have by default."""
    return OTHERS[key.name] if key.name in OTHERS else key.default + 3
