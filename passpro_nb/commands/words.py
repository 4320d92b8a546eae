"""The words that commands take, each declared once: its name, what it stands for, how it is read.

A value is read as soon as it is given: a wrong day, group or file name is refused before any work.
"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted


class Word(NamedTuple):
    """An argument or an option (« --… ») of commands, with its settings as argparse takes them."""

    name: str
    settings: dict[str, Any]


_TYPES = {"N": int, "DOSSIER": Path, "RETOURS": Path, "FICHIER": Path}  # what is no plain text


def _word(name: str, metavar: str, said: str, **settings: Any) -> Word:
    if settings.get("default"):
        said += f" [par défaut : {settings['default']}]"
    read = _TYPES.get(metavar, str)
    return Word(name, {"metavar": metavar, "type": read, "help": said, **settings})


def _several(name: str, metavar: str, said: str, **settings: Any) -> Word:
    """Return an option that may be given several times; its values are a list, empty without it."""
    return _word(name, metavar, f"{said} ; répétable", action="append", **settings)


def _switch(name: str, said: str, **settings: Any) -> Word:
    return Word(name, {"action": "store_true", "help": said, **settings})


def _day(text: str) -> date:
    from passpro_nb.domain.workdays import read_day

    try:
        return read_day(text)
    except UsageError:
        raise UsageError(f"--on {quoted(text)} : une date comme 2025-04-28 est attendue.") from None


def _moment(text: str) -> date | int:
    """Return a day, or the number of a snapshot."""
    from passpro_nb.domain.workdays import read_day

    try:
        return int(text) if text.isdecimal() else read_day(text)
    except UsageError:
        said = f"--since {quoted(text)} : une date comme 2025-04-28 ou un numéro est attendu."
        raise UsageError(said) from None


def _group(text: str, *, origins: bool = True) -> str:
    from passpro_nb.measure.groups import check_group

    return check_group(text, origins=origins)


def _table_file(text: str) -> Path:
    from passpro_nb.export.files import check_ending

    check_ending(Path(text))
    return Path(text)


def _report_file(text: str) -> Path:
    from passpro_nb.export.files import REPORTS, check_ending

    check_ending(Path(text), REPORTS)
    return Path(text)


def _prefix(text: str) -> str:
    """Return a path with a slash at both ends."""
    return f"/{text.strip('/')}/" if text.strip("/") else "/"


def _level(text: str) -> int | str:
    return int(text) if text.isdecimal() else text  # `check_wanted` lists those there are


FOLDER = _word("folder", "DOSSIER", "dossier de la campagne")
OLDER = _word("older", "DOSSIER", "dossier de la campagne d’avant")
NEWER = _word("newer", "DOSSIER", "dossier de la campagne récente")
NEW_FOLDER = _word("folder", "DOSSIER", "dossier à créer")
SERVED = _word("folder", "DOSSIER", "dossier de la campagne", nargs="?", default="data/exemple")
CHOSEN = _word(
    "folder", "DOSSIER", "campagne de tous les carnets ; sans lui, la dernière choisie", nargs="?"
)
CAMPAIGNS = _word("folder", "DOSSIER", "dossier des campagnes, un sous-dossier chacune")
SENT_BACK = _word(
    "sent_back", "RETOURS", "dossier des classeurs renvoyés, sous-dossiers et .zip compris"
)

SEED = _word("--seed", "N", "graine : la même donne les mêmes fichiers", default=2025)
SIZE = _word("--candidatures", "N", "nombre de candidatures", default=12_000, dest="applications")
DELIVERIES = _word(
    "--livraisons", "N", "nombre de livraisons quotidiennes", default=1, dest="deliveries"
)
FORCE = _switch("--force", "importe même une livraison qui semble tronquée")
PREVIEW = _switch("--apercu", "montre ce qui bougerait, n’importe rien", dest="preview")
ACCEPT = _switch(
    "--accepter", "importe même si des avis, des candidatures ou des accueils se perdent",
    dest="accept",
)  # fmt: skip
UNDO = _switch(
    "--annuler", "annule le dernier import : celui d’avant est de nouveau en vigueur", dest="undo"
)
SINCE = _word(
    "--since", "DATE", "depuis ce jour, ou depuis l’instantané de ce numéro", type=_moment
)
LANDMARK = _word(
    "--repere", "REPÈRE", "aligne les jours ouvrés sur l’ouverture ou sur la limite",
    choices=("ouverture", "limite"), default="ouverture", dest="landmark",
)  # fmt: skip
REPAIR = _switch("--reparer", "remet en place la dernière copie d’un magasin abîmé", dest="repair")
YES = _switch("--oui", "répond oui d’avance", dest="yes")
HOST = _word("--host", "ADRESSE", "adresse d’écoute", default="127.0.0.1")
TOKEN = _word("--token", "JETON", "jeton demandé ; sans lui, tiré au sort hors de cette machine")
PREFIX = _word(
    "--prefix",
    "CHEMIN",
    "chemin sous lequel un mandataire sert les pages",
    type=_prefix,
    default="/",
)
PROXIES = _several(
    "--proxy",
    "ADRESSE",
    "adresse d’un mandataire de confiance, qui dit qui demande",
    dest="proxies",
)
HUB = _switch(
    "--jupyterhub", "service d’un JupyterHub, qui dit qui demande et où écouter", dest="hub"
)
PORT = _word("--port", "N", "port de la page", choices=range(1, 65_536), default=8866)

_GROUPS = "groupe : academie, department, district, host, offer, programme, domain, diploma, status"
BY = _word("--by", "GROUPE", f"{_GROUPS}, origin", type=_group, default="host")
BY_OFFERS = _word("--by", "GROUPE", _GROUPS, type=partial(_group, origins=False), default="host")
ON = _word("--on", "DATE", "jour (AAAA-MM-JJ) ; sans lui, celui des données", type=_day)
TO = _word("--to", "FICHIER", "écrit un .xlsx, un .csv ou un .json", type=_table_file)
REPORT = _word(
    "--to", "FICHIER", "le bilan : un .pdf, un .docx ou un .html", type=_report_file, required=True
)
BEFORE = _word(
    "--avant", "DOSSIER", "dossier de la campagne d’avant, à laquelle celle-ci est comparée",
    dest="before",
)  # fmt: skip
EDITION = _word(
    "--to", "DOSSIER", "dossier des pages, nouveau ou d’une édition d’avant", required=True
)
SCHEDULER = _word(
    "--scheduler", "ADRESSE", "ordonnanceur Dask, comme tcp://10.0.0.1:8786 ; sans lui, cette machine",
    default="",
)  # fmt: skip
NATION = _word(
    "--to", "DOSSIER", "dossier de la page et du classeur ; sans lui, celui des campagnes"
)
ALONE = _word("--department", "DEPT", "ce seul département : rien des autres", default="")
COPIES = _word(
    "--rendre", "DOSSIER", "y rend une copie de chaque classeur, cellules marquées", dest="copies"
)
SET_ASIDE = _word(
    "--ecartees", "FICHIER", "écrit les lignes écartées, à corriger (.xlsx)", dest="set_aside"
)

# Which offers are looked at, by code or by label (`measure.groups.choose`).
FILTERS = (
    _several("--department", "DEPT", "département, comme 93"),
    _several("--district", "BASSIN", "bassin"),
    _several("--host", "UAI", "établissement d’accueil, ou son nom"),
    _several("--offer", "OFFRE", "code vœu"),
    _several("--programme", "CODE", "code de la formation, ou son nom"),
    _several("--domain", "DOMAINE", "domaine"),
    _several("--diploma", "DIPLÔME", "diplôme, comme CAP"),
)
# Of a relaunch, the département is that of the school asked.
ASKED_FILTERS = (
    _several("--department", "DEPT", "département de l’établissement relancé"),
    *FILTERS[1:],
)
STATUS = _several("--status", "STATUT", "scolaire ou apprentissage")
ORIGIN = _several("--origin", "UAI", "établissement d’origine, ou son nom")

PACK = _word("--to", "DOSSIER", "dossier nouveau ou vide où écrire les listes et les méls")
DRY_RUN = _switch("--dry-run", "montre qui serait relancé, n’écrit rien")
AGAIN = _switch("--again", "relance aussi les établissements relancés il y a peu")
ENCRYPT = _switch("--encrypt", "chiffre chaque classeur, un mot de passe par établissement")
WHO = _word("--who", "NOM", "qui relance ; sans lui, le compte ouvert")
WITHDRAW = _word("--withdraw", "N", "retire du journal le paquet N, qui n’a pas été envoyé")
TEMPLATES = _switch("--templates", "écrit les modèles de méls dans modeles/, pour les adapter")
PASSWORDS = _word("--passwords", "FICHIER", "le mots-de-passe.csv du paquet, s’il est chiffré")

# Which schools are looked at (`relaunch.levels.Wanted`).
WANTED = (
    _several("--side", "RÔLE", "accueil ou origine"),
    _several("--reason", "MOTIF", "motif (avis_en_retard, « dates manquantes », places…)"),
    _word("--lateness", "N", "retard d’au moins N jours ouvrés", default=0),
    _word("--missing", "N", "au moins N avis manquants", default=0),
    _several("--level", "N", "niveau déjà atteint (0 : aucun)", type=_level),
    _several("--school", "UAI", "établissement à relancer, ou son nom"),
)
