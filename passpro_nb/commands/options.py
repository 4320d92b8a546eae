"""The words that commands take, and what they mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from passpro_nb.commands.printing import progress
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted

if TYPE_CHECKING:
    from passpro_nb.check.campaign import Campaign
    from passpro_nb.measure.groups import Selection


def _option(flag: str, metavar: str | None, explanation: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=explanation)


_GROUPS = "academie, department, district, host, offer, programme, domain, diploma, origin"
Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="dossier de la campagne")]
NewFolder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="dossier à créer")]
ServedFolder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="dossier de la campagne")]
Seed = Annotated[int, _option("--seed", "N", "graine : la même donne les mêmes fichiers")]
Size = Annotated[int, _option("--candidatures", "N", "nombre de candidatures")]
Deliveries = Annotated[int, _option("--livraisons", "N", "nombre de livraisons quotidiennes")]
Force = Annotated[bool, _option("--force", None, "importe même une livraison qui semble tronquée")]
Port = Annotated[
    int, typer.Option("--port", metavar="P", help="port de la page", min=1, max=65_535)
]
By = Annotated[str, _option("--by", "GROUPE", f"groupe : {_GROUPS}")]
On = Annotated[
    str | None, _option("--on", "DATE", "jour (AAAA-MM-JJ) ; sans lui, celui des données")
]
To = Annotated[Path | None, _option("--to", "FICHIER", "écrit un .xlsx, un .csv ou un .json")]
GiveBack = Annotated[
    Path | None,
    _option("--rendre", "DOSSIER", "y rend une copie de chaque classeur, cellules marquées"),
]
Quarantine = Annotated[
    Path | None, _option("--ecartees", "FICHIER", "écrit les lignes écartées, à corriger (.xlsx)")
]
Departments = Annotated[
    list[str] | None, _option("--department", "DEPT", "département, comme 93 ; répétable")
]
Districts = Annotated[list[str] | None, _option("--district", "BASSIN", "bassin ; répétable")]
Hosts = Annotated[list[str] | None, _option("--host", "UAI", "établissement d’accueil ; répétable")]
OffersOption = Annotated[list[str] | None, _option("--offer", "OFFRE", "code vœu ; répétable")]
Programmes = Annotated[
    list[str] | None, _option("--programme", "CODE", "code de la formation ; répétable")
]
Domains = Annotated[list[str] | None, _option("--domain", "DOMAINE", "domaine ; répétable")]
Diplomas = Annotated[
    list[str] | None, _option("--diploma", "DIPLÔME", "diplôme, comme CAP ; répétable")
]
Pack = Annotated[
    Path | None,
    _option("--to", "DOSSIER", "dossier nouveau ou vide où écrire les listes et les méls"),
]
DryRun = Annotated[bool, _option("--dry-run", None, "montre qui serait relancé, n’écrit rien")]
Again = Annotated[
    bool, _option("--again", None, "relance aussi les établissements relancés il y a peu")
]
Encrypt = Annotated[
    bool, _option("--encrypt", None, "chiffre chaque classeur, un mot de passe par établissement")
]
Sides = Annotated[list[str] | None, _option("--side", "RÔLE", "accueil ou origine, répétable")]
Reasons = Annotated[
    list[str] | None,
    _option("--reason", "MOTIF", "motif (avis_en_retard, non_convoques…), répétable"),
]
Lateness = Annotated[int, _option("--lateness", "N", "retard d’au moins N jours ouvrés")]
Missing = Annotated[int, _option("--missing", "N", "au moins N avis manquants")]
Levels = Annotated[
    list[int] | None, _option("--level", "N", "niveau déjà atteint (0 : aucun), répétable")
]
Schools = Annotated[list[str] | None, _option("--school", "UAI", "établissement, répétable")]
Who = Annotated[str | None, _option("--who", "NOM", "qui relance ; sans lui, le compte ouvert")]
Withdraw = Annotated[
    int | None, _option("--withdraw", "N", "retire du journal le paquet N, qui n’a pas été envoyé")
]
Templates = Annotated[
    bool, _option("--templates", None, "écrit les modèles de méls dans modeles/, pour les adapter")
]
ReturnsFolder = Annotated[
    Path, typer.Argument(metavar="RETOURS", help="dossier des classeurs renvoyés")
]
Passwords = Annotated[
    Path | None,
    _option("--passwords", "FICHIER", "le mots-de-passe.csv du paquet, s’il est chiffré"),
]


def read_day(text: str | None, campaign: Campaign) -> date:
    """Return the day of --on, else that of the data; `UsageError` where it is no date."""
    from passpro_nb.check.campaign import default_day
    from passpro_nb.read.values import SANE_YEARS

    if text is None:
        return default_day(campaign, date.today())
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            day = datetime.strptime(text, form).date()
            if day.year in SANE_YEARS:
                return day
    raise UsageError(f"--on {quoted(text)} : une date comme 2025-04-28 est attendue.")


def selection(*filters: list[str] | None) -> Selection:
    """Return the selection of the filters, in the order of its fields."""
    from passpro_nb.measure.groups import Selection

    return Selection(*(tuple(values or ()) for values in filters))


def load(folder: Path) -> Campaign:
    """Return the campaign of a folder, read and checked, saying what is being done."""
    from passpro_nb.check.campaign import load_campaign

    with progress() as say:
        return load_campaign(folder, say)
