"""The campaign's settings: `campagne.toml`, its French keys, their defaults and their bounds.

A key is declared once, here: its dataclass field gives its name, kind, default, explanation and why it is
only a setting.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from passpro_nb.domain.codes import read_department
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.french import fold, listing, quoted, short_date
from passpro_nb.domain.toml import as_toml, read_toml
from passpro_nb.domain.workdays import Period, WorkCalendar

FILE = "campagne.toml"

# Why a key is a setting and not a rule of the program, where several share the reason.
_DATES = "chaque campagne a ses jours, et le calendrier de Créteil n’est pas publié"
_LENGTHS = "aucun texte ne le fixe : durées, jurys et groupes varient d’un établissement à l’autre"
_WHEN = "aucun texte ne dit quand un établissement peut être relancé : relancer trop tôt blesse"
_LOSSES = "une livraison normale perd quelques lignes : combien, seul le service le sait"
_SENDER = "le nom et l’adresse sont ceux de votre service"


def key(explanation: str, why: str, default: Any = MISSING, *, least: float | None = None) -> Any:
    """Declare a key: its explanation in French, why it is only a setting, its default, its least."""
    metadata = {"explanation": explanation, "why": why, "least": least}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


def section(kind: type, title: str) -> Any:
    """Declare a section: its keys, its title in French."""
    return field(default_factory=kind, metadata={"title": title})


@dataclass(frozen=True)
class Campaign:
    """[campagne]: which campaign this is."""

    nom: str = key("nom de la campagne, tel qu’il s’affiche", "chaque campagne a le sien")
    academie: str = key("nom de l’académie", "le même outil sert une autre académie", "Créteil")
    departements: tuple[str, ...] = key(
        "départements suivis",
        "ceux de votre académie ; un UAI d’ailleurs est signalé, et compté",
        ("77", "93", "94"),
    )
    mel_etablissement: str = key(
        "adresse d’un établissement, {uai} tenant lieu de code",
        "cette forme d’adresse se rencontre souvent, mais aucun texte ne la garantit",
        "ce.{uai}@ac-creteil.fr",
    )


@dataclass(frozen=True)
class Calendar:
    """[calendrier]: the bounds of the campaign, all inclusive, each may be missing (open)."""

    ouverture_inscriptions: date | None = key("premier jour des inscriptions", _DATES, None)
    cloture_inscriptions: date | None = key("dernier jour des inscriptions", _DATES, None)
    debut_entretiens: date | None = key("premier jour des entretiens", _DATES, None)
    fin_entretiens: date | None = key("dernier jour des entretiens", _DATES, None)
    limite_avis: date | None = key("dernier jour de saisie des avis", _DATES, None)
    conges: tuple[Period, ...] = key(
        "congés : {debut, fin}, jours non ouvrés",
        "les vacances changent chaque année ; week-ends et jours fériés sont connus",
        (),
    )

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
        "l’échelle de Créteil n’est pas publiée : celle-ci est supposée",
        ("Très favorable", "Favorable", "Réservé", "Défavorable"),
    )
    delai_avis_jours_ouvres: int = key(
        "jours ouvrés laissés après l’entretien pour saisir l’avis",
        "aucun texte ne fixe ce délai ; il décide de ce qui est en retard",
        5,
        least=0,
    )
    arret_jours_ouvres: int = key(
        "jours ouvrés sans avis au bout desquels un établissement n’avance plus",
        "c’est un signal d’alerte, que chaque service règle à son rythme",
        5,
        least=1,
    )
    variantes: Mapping[str, tuple[str, ...]] = key(
        "autres écritures d’une valeur",
        "chacun écrit l’avis à sa façon : une écriture n’est lue que si vous l’avez dit",
        {},
    )


@dataclass(frozen=True)
class Interviews:
    """[entretiens]: how seats are estimated where none are declared."""

    duree_individuel_min: int = key("minutes d’un entretien individuel", _LENGTHS, 15, least=1)
    jurys: int = key("jurys qui reçoivent en parallèle", _LENGTHS, 1, least=1)
    duree_collectif_min: int = key("minutes d’un entretien collectif", _LENGTHS, 60, least=1)
    taille_groupe: int = key("élèves d’un entretien collectif", _LENGTHS, 12, least=1)
    duree_seance_min: int = key(
        "minutes d’une séance sans heure de fin",
        "le catalogue ne donne souvent qu’une heure de début, ou aucune",
        180,
        least=1,
    )
    eloignement_km: int = key(
        "kilomètres à vol d’oiseau au-delà desquels on évite la première heure d’une séance",
        "c’est une attention pour les élèves qui viennent de loin, non une règle",
        20,
        least=0,
    )
    seances_communes: bool = key(
        "séances partagées par les offres d’un établissement",
        "le catalogue ne dit pas si deux formations aux mêmes heures se partagent un jury",
        False,
    )


@dataclass(frozen=True)
class Secrecy:
    """[secret]: small numbers."""

    seuil_secret: int = key(
        "avis en dessous desquels une répartition est masquée",
        "la loi protège la valeur d’un avis, sans fixer de seuil",
        5,
        least=0,
    )


@dataclass(frozen=True)
class Relaunches:
    """[relances]: from when a school may be asked for what, how often, and who asks."""

    delai_entre_relances_jours: int = key(
        "jours entre deux relances d’un même établissement", _WHEN, 7, least=0
    )
    retard_min_jours_ouvres: int = key(
        "jours ouvrés de retard à partir desquels un avis est demandé", _WHEN, 0, least=0
    )
    convocation_jours_ouvres: int = key(
        "jours ouvrés avant la fin des entretiens où l’on demande les convocations",
        _WHEN,
        10,
        least=0,
    )
    places_manquantes_min: int = key(
        "places manquantes à partir desquelles des séances sont demandées", _WHEN, 1, least=1
    )
    champs_dossier: tuple[str, ...] = key(
        "colonnes sans lesquelles un dossier est incomplet",
        "aucun texte ne dit ce qu’un dossier doit contenir",
        ("INE", "Nom", "Prénom", "Date de naissance"),
    )
    delai_reponse_jours_ouvres: int = key("jours ouvrés laissés pour répondre", _WHEN, 5, least=1)
    expediteur: str = key("qui signe les relances", _SENDER, "Le pôle Prébac de la DRAIO")
    mel_expediteur: str = key("adresse qui envoie les relances", _SENDER, "")
    mel_ien_io: Mapping[str, str] = key(
        "adresse de l’IEN-IO de chaque département",
        "les personnes changent ; sans adresse, la troisième relance part sans copie",
        {},
    )


@dataclass(frozen=True)
class Deliveries:
    """[livraisons]: what an import may lose before it waits for a yes."""

    pertes_max: int = key(
        "candidatures ou avis qu’un import peut perdre sans qu’on le demande", _LOSSES, 5, least=0
    )
    pertes_max_pour_cent: int = key(
        "la même borne, en pour cent ; la plus grande des deux vaut", _LOSSES, 2, least=0
    )
    hotes_perdus_max: int = key(
        "établissements d’accueil qu’un import peut perdre sans qu’on le demande",
        "un établissement entier qui disparaît est presque toujours un export tronqué",
        0,
        least=0,
    )


@dataclass(frozen=True)
class Settings:
    """Everything in `campagne.toml`, checked."""

    campagne: Campaign = field(metadata={"title": "Campagne"})
    calendrier: Calendar = section(Calendar, "Calendrier")
    avis: Opinions = section(Opinions, "Avis")
    entretiens: Interviews = section(Interviews, "Entretiens")
    secret: Secrecy = section(Secrecy, "Petits nombres")
    relances: Relaunches = section(Relaunches, "Relances")
    livraisons: Deliveries = section(Deliveries, "Livraisons")


@dataclass(frozen=True)
class Key:
    """A key as declared: its section and the title of it, its kind, its default (None: there is none)."""

    section: str
    title: str
    name: str
    kind: Any
    default: Any
    explanation: str
    why: str
    least: int | None


def _list_keys() -> Iterable[Key]:
    kinds = get_type_hints(Settings)
    for group in fields(Settings):
        hints = get_type_hints(kinds[group.name])
        for item in fields(kinds[group.name]):
            default = {} if item.default_factory is dict else item.default
            named = (group.name, group.metadata["title"], item.name, hints[item.name])
            yield Key(*named, None if default is MISSING else default, **item.metadata)


KEYS = tuple(_list_keys())


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
