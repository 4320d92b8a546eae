"""The campaign's settings: `campagne.toml`, its French keys, their defaults and their bounds.

A key is declared once, here: its dataclass field gives its name, kind, default and explanation.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from passpro_nb.domain.codes import read_department
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.french import fold, listing, quoted, short_date
from passpro_nb.domain.workdays import Period, WorkCalendar

FILE = "campagne.toml"


def key(explanation: str, default: Any = MISSING, *, least: float | None = None) -> Any:
    """Declare a key: its explanation in French, its default, its smallest value."""
    metadata = {"explanation": explanation, "least": least}
    if default is MISSING:
        return field(metadata=metadata)
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Campaign:
    """[campagne]: which campaign this is."""

    nom: str = key("nom de la campagne, tel qu’il s’affiche")
    academie: str = key("nom de l’académie", "Créteil")
    departements: tuple[str, ...] = key("départements suivis", ("77", "93", "94"))
    mel_etablissement: str = key(
        "adresse d’un établissement, {uai} tenant lieu de code", "ce.{uai}@ac-creteil.fr"
    )


@dataclass(frozen=True)
class Calendar:
    """[calendrier]: the bounds of the campaign, all inclusive, each may be missing (open)."""

    ouverture_inscriptions: date | None = key("premier jour des inscriptions", None)
    cloture_inscriptions: date | None = key("dernier jour des inscriptions", None)
    debut_entretiens: date | None = key("premier jour des entretiens", None)
    fin_entretiens: date | None = key("dernier jour des entretiens", None)
    limite_avis: date | None = key("dernier jour de saisie des avis", None)
    conges: tuple[Period, ...] = key("congés : {debut, fin}, jours non ouvrés", ())

    @property
    def workdays(self) -> WorkCalendar:
        """Return the working days of this campaign."""
        return WorkCalendar(self.conges)

    @property
    def window(self) -> str:
        """Return the interview window in words: « du 10/03/2025 au 07/05/2025 », or its one bound."""
        first, last = self.debut_entretiens, self.fin_entretiens
        since = f"du {short_date(first)}" if last else f"à partir du {short_date(first)}"
        until = f"au {short_date(last)}" if first else f"jusqu’au {short_date(last)}"
        return " ".join(said for said, day in ((since, first), (until, last)) if day)

    def in_window(self, day: date) -> bool:
        """Tell whether `day` is inside the interview window."""
        after = self.debut_entretiens is None or day >= self.debut_entretiens
        return after and (self.fin_entretiens is None or day <= self.fin_entretiens)


@dataclass(frozen=True)
class Opinions:
    """[avis]: the scale and the time that hosts have to enter an opinion."""

    echelle: tuple[str, ...] = key(
        "valeurs de l’avis, de la meilleure à la moins bonne",
        ("Très favorable", "Favorable", "Réservé", "Défavorable"),
    )
    delai_avis_jours_ouvres: int = key(
        "jours ouvrés laissés après l’entretien pour saisir l’avis", 5, least=0
    )
    arret_jours_ouvres: int = key(
        "jours ouvrés sans avis au bout desquels un établissement n’avance plus", 5, least=1
    )
    variantes: Mapping[str, tuple[str, ...]] = key("autres écritures d’une valeur", {})


@dataclass(frozen=True)
class Interviews:
    """[entretiens]: how seats are estimated where none are declared."""

    duree_individuel_min: int = key("minutes d’un entretien individuel", 15, least=1)
    jurys: int = key("jurys qui reçoivent en parallèle", 1, least=1)
    duree_collectif_min: int = key("minutes d’un entretien collectif", 60, least=1)
    taille_groupe: int = key("élèves d’un entretien collectif", 12, least=1)
    duree_seance_min: int = key("minutes d’une séance sans heure de fin", 180, least=1)
    eloignement_km: int = key(
        "kilomètres à vol d’oiseau au-delà desquels on évite la première heure d’une séance",
        20,
        least=0,
    )
    seances_communes: bool = key("séances partagées par les offres d’un établissement", False)


@dataclass(frozen=True)
class Secrecy:
    """[secret]: small numbers."""

    seuil_secret: int = key("avis en dessous desquels une répartition est masquée", 5, least=0)


@dataclass(frozen=True)
class Relaunches:
    """[relances]: from when a school may be asked for what, how often, and who asks."""

    delai_entre_relances_jours: int = key(
        "jours entre deux relances d’un même établissement", 7, least=0
    )
    retard_min_jours_ouvres: int = key(
        "jours ouvrés de retard à partir desquels un avis est demandé", 0, least=0
    )
    convocation_jours_ouvres: int = key(
        "jours ouvrés avant la fin des entretiens où l’on demande les convocations", 10, least=0
    )
    places_manquantes_min: int = key(
        "places manquantes à partir desquelles des séances sont demandées", 1, least=1
    )
    champs_dossier: tuple[str, ...] = key(
        "colonnes sans lesquelles un dossier est incomplet",
        ("INE", "Nom", "Prénom", "Date de naissance"),
    )
    delai_reponse_jours_ouvres: int = key("jours ouvrés laissés pour répondre", 5, least=1)
    expediteur: str = key("qui signe les relances", "Le pôle Prébac de la DRAIO")
    mel_expediteur: str = key("adresse qui envoie les relances", "")
    mel_ien_io: Mapping[str, str] = key("adresse de l’IEN-IO de chaque département", {})


@dataclass(frozen=True)
class Deliveries:
    """[livraisons]: what an import may lose before it waits for a yes."""

    pertes_max: int = key(
        "candidatures ou avis qu’un import peut perdre sans qu’on le demande", 5, least=0
    )
    pertes_max_pour_cent: int = key(
        "la même borne, en pour cent ; la plus grande des deux vaut", 2, least=0
    )
    hotes_perdus_max: int = key(
        "établissements d’accueil qu’un import peut perdre sans qu’on le demande", 0, least=0
    )


@dataclass(frozen=True)
class Settings:
    """Everything in `campagne.toml`, checked."""

    campagne: Campaign
    calendrier: Calendar = field(default_factory=Calendar)
    avis: Opinions = field(default_factory=Opinions)
    entretiens: Interviews = field(default_factory=Interviews)
    secret: Secrecy = field(default_factory=Secrecy)
    relances: Relaunches = field(default_factory=Relaunches)
    livraisons: Deliveries = field(default_factory=Deliveries)


def read_settings(folder: Path | str) -> Settings:
    """Read the settings of a campaign's folder.

    Raises `UsageError` when the folder or its file is not there, `SettingsError` for a key that is
    unknown, of the wrong kind, too small, or a calendar out of order: file, key, what was expected.

    >>> read_settings("data/exemple").avis.delai_avis_jours_ouvres
    5
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UsageError(
            f"Le dossier {quoted(folder)} n’existe pas : indiquez celui d’une campagne."
        )
    path = folder / FILE
    if not path.is_file():
        raise UsageError(
            f"Le dossier {quoted(folder)} n’a pas de fichier {FILE} : ce n’est pas une campagne. "
            'Créez-y ce fichier avec deux lignes, « [campagne] » et « nom = "Passpro 2025" » ; '
            "« passpro-nb demo DOSSIER » en écrit un exemple complet."
        )
    return parse_settings(read_toml(path))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of settings; raises `SettingsError` where it is not TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} : enregistrez ce fichier en UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} : {_say_not_toml(error)}") from None


def _say_not_toml(error: tomllib.TOMLDecodeError) -> str:
    """Say in French where a text is no TOML; the library's own sentence is English."""
    line = re.search(r"line (\d+)", str(error))
    where = f"vers la ligne {line[1]}" if line else "vers la fin"
    return (
        f"ce fichier n’est pas du TOML valide, {where} : vérifiez les guillemets, les crochets, "
        "les dates (2025-03-10), et qu’aucune clé n’est donnée deux fois."
    )


def parse_settings(data: Mapping[str, Any]) -> Settings:
    """Check the content of `campagne.toml`, already parsed, and return the settings."""
    _known(data, Settings, "la section", "")
    kinds = get_type_hints(Settings)
    named = {"campagne": {}, **data}
    settings = Settings(**{name: _section(kinds[name], name, named[name]) for name in named})
    _check_calendar(settings.calendrier)
    _check_scale(settings.avis)
    _check_departments("departements", "campagne", settings.campagne.departements)
    _check_departments("mel_ien_io", "relances", settings.relances.mel_ien_io)
    return settings


def _known(data: Mapping[str, Any], kind: type, what: str, where: str) -> None:
    names = [item.name for item in fields(kind)]
    for name in data:
        if name not in names:
            close = get_close_matches(name, names, 1)
            hint = f" Vouliez-vous « {close[0]} » ?" if close else f" Connues : {listing(names)}."
            raise SettingsError(f"{FILE} : {what} « {name} »{where} est inconnue.{hint}")


def _section(kind: type, name: str, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise SettingsError(f"{FILE} : [{name}] doit être une section, avec ses clés dessous.")
    _known(data, kind, "la clé", f" de [{name}]")
    hints = get_type_hints(kind)
    values = {}
    for item in fields(kind):
        if item.name in data and data[item.name] == item.default == "":
            values[item.name] = ""  # the one default that its own kind refuses: nothing given
        elif item.name in data:
            where = f"{FILE} : la clé « {item.name} » de [{name}]"
            values[item.name] = _value(data[item.name], hints[item.name], where)
            least = item.metadata["least"]
            if least is not None and values[item.name] < least:
                raise SettingsError(f"{where} vaut {values[item.name]} : il faut au moins {least}.")
        elif item.default is MISSING and item.default_factory is MISSING:
            raise SettingsError(f"{FILE} : la clé « {item.name} » de [{name}] manque : donnez-la.")
    return kind(**values)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_period(value: Any) -> bool:
    bounds = isinstance(value, Mapping) and set(value) == {"debut", "fin"}
    return bounds and all(map(_is_day, value.values())) and value["debut"] <= value["fin"]


# The kind of a key → what is expected, what a value must be, and how it is kept.
_KINDS: dict[Any, tuple[str, Callable[[Any], bool], Callable[[Any], Any]]] = {
    str: ("un texte entre guillemets", _is_text, str),
    int: ("un nombre entier", lambda v: type(v) is int, int),
    bool: ("true ou false", lambda v: isinstance(v, bool), bool),
    date | None: ("une date (2025-03-10)", _is_day, lambda v: v),
    tuple[str, ...]: ("une liste de textes, non vide", _is_texts, tuple),
    tuple[Period, ...]: (
        "une liste de {debut = 2025-04-12, fin = 2025-04-27}",
        lambda v: isinstance(v, list) and all(map(_is_period, v)),
        lambda v: tuple(Period(item["debut"], item["fin"]) for item in v),
    ),
    Mapping[str, tuple[str, ...]]: (
        "des listes de textes, une par valeur de l’avis",
        lambda v: isinstance(v, Mapping) and all(map(_is_texts, v.values())),
        lambda v: {name: tuple(texts) for name, texts in v.items()},
    ),
    Mapping[str, str]: (
        "des textes entre guillemets, un par département",
        lambda v: isinstance(v, Mapping) and all(map(_is_text, v.values())),
        dict,
    ),
}


def _value(value: Any, kind: Any, where: str) -> Any:
    """Return a TOML value as the declared kind, or raise with what was expected."""
    expected, is_good, keep = _KINDS[kind]
    if not is_good(value):
        raise SettingsError(f"{where} vaut {quoted(as_toml(value))} : il faut {expected}.")
    return keep(value)


def as_toml(value: object) -> str:
    """Return a value as `campagne.toml` writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Period(start, end):
            return f"{{debut = {start}, fin = {end}}}"
        case tuple() | list():
            return f"[{', '.join(map(as_toml, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_toml_key(k)} = {as_toml(v)}' for k, v in value.items())}}}"
        case _:
            return str(value)


def settings_text(settings: Settings) -> str:
    """Return settings as `campagne.toml` writes them, each key explained; they read back the same."""
    lines = []
    for section in fields(settings):
        lines += ["", f"[{section.name}]"]
        group = getattr(settings, section.name)
        for item in fields(group):
            if (value := getattr(group, item.name)) is not None:
                lines += [f"# {item.metadata['explanation']}", f"{item.name} = {as_toml(value)}"]
    return "\n".join(lines) + "\n"


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else as_toml(key)


def _check_calendar(calendar: Calendar) -> None:
    """Refuse a calendar out of order; only the bounds that are given are compared."""
    orders = (
        ("ouverture_inscriptions", "cloture_inscriptions"),
        ("debut_entretiens", "fin_entretiens"),
        ("ouverture_inscriptions", "fin_entretiens"),
        ("debut_entretiens", "limite_avis"),
        ("ouverture_inscriptions", "limite_avis"),
    )
    for first, second in orders:
        before, after = getattr(calendar, first), getattr(calendar, second)
        if before and after and before > after:
            raise SettingsError(
                f"{FILE} : le calendrier est dans le désordre : « {first} » ({short_date(before)}) "
                f"vient après « {second} » ({short_date(after)})."
            )


def _check_scale(opinions: Opinions) -> None:
    if len(set(map(fold, opinions.echelle))) < len(opinions.echelle):
        raise SettingsError(f"{FILE} : « echelle » de [avis] donne deux fois la même valeur.")
    for value in opinions.variantes:
        if value not in opinions.echelle:
            raise SettingsError(
                f"{FILE} : [avis.variantes] parle de « {value} », qui n’est pas dans « echelle » "
                f"({listing(opinions.echelle)})."
            )


def _check_departments(name: str, section: str, given: Iterable[str]) -> None:
    """Refuse a département written otherwise than UAI give it: no school would be found in it."""
    for department in given:
        number = read_department(department).value
        if number != department:
            meant = f" Écrivez « {number} »." if number else ""
            raise SettingsError(
                f"{FILE} : la clé « {name} » de [{section}] : {quoted(department)} n’est pas un numéro "
                f"de département, comme « 93 ».{meant}"
            )
