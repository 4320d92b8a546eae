"""The declared tables: per column its code, French heading, aliases, kind, and two samples.

The reader, the checks, the exports, the demo and the data dictionary derive from this page.
Aliases are compared folded (`domain.french.fold`): case, accents and punctuation do not matter. Those of
what is Passpro's own (modalité, convoqué le…) are a convention: the analyst's own come on top.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import fold

if TYPE_CHECKING:
    import pandas as pd

KINDS = (
    "uai", "text", "code", "mef", "ine", "department", "sector", "status", "passpro", "mode",
    "sessions", "hours", "seats", "places", "date", "convened", "attendance", "opinion", "cancelled", "number",
    "birth", "latitude", "longitude",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Column(Discreet):
    """One declared column; `valid` is read, `invalid` is refused (None: any text is good)."""

    code: str
    heading: str
    kind: str
    aliases: tuple[str, ...]
    valid: str
    invalid: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Return every folded header that means this column."""
        return frozenset({fold(self.heading), *map(fold, self.aliases)})


@dataclass(frozen=True, slots=True, repr=False)
class Table(Discreet):
    """A declared table: `start` begins its files' names; of each group `required` one is enough."""

    code: str
    heading: str
    start: str
    what: str
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def __getitem__(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)

    @property
    def codes(self) -> list[str]:
        """Return the columns' codes, in the declared order."""
        return [column.code for column in self.columns]


# Columns that name a pupil: their cells are never quoted in a finding.
NOMINATIVE = frozenset({"ine", "file_number", "last_name", "first_name", "birth_date"})

_UAI = (
    "UAI", "Code UAI", "N° UAI", "Numéro UAI", "numero_uai", "RNE", "Code RNE", "N° RNE",
    "Identifiant établissement", "Identifiant de l'établissement", "N° établissement",
    "Code établissement", "ID_ETAB", "ENS code UAI", "UAI établissement", "Code UAI étab.",
)  # fmt: skip
_OF_HOST = (
    "accueil", "d'accueil", "de l'établissement d'accueil", "établissement d'accueil",
    "étab. accueil", "lycée", "du lycée", "lycée d'accueil", "établissement demandé",
)  # fmt: skip
_OF_ORIGIN = (
    "origine", "d'origine", "de l'établissement d'origine", "établissement d'origine",
    "étab. origine", "collège", "du collège", "collège d'origine",
)  # fmt: skip


def _joined(heads: tuple[str, ...], tails: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{head} {tail}" for head, tail in product(heads, tails))


_HOST_UAI = (*_joined(_UAI, _OF_HOST), "Identifiant établissement OF", "UAI référent")
_PROGRAMME = (
    "Formation", "Intitulé de la formation", "Libellé formation", "Libellé de la formation",
    "Libellé de formation", "Formation demandée", "Nom de la formation", "Libellé formation OF",
    "Formation souhaitée", "Spécialité demandée", "Intitulé formation", "Libellé court", "Spécialité", "Formation d'accueil",
    "LIBELLE_FORMATION", "Libellé édition", "Formation offerte", "Libellé du vœu",
)  # fmt: skip
_MEF = (
    "MEF", "Code MEF", "MEF d'accueil", "Code MEF d'accueil", "MEF formation", "CODE_MEF", "N° MEF",
    "MEF demandé", "Code MEF formation", "Code formation",
)  # fmt: skip
_OFFER = (
    "Code vœu", "Code voeu", "Code offre", "Code offre de formation (vœu)", "Code de l'offre",
    "CODE_OFFRE", "Code offre de formation", "N° vœu", "Vœu", "Identifiant offre", "Code du vœu",
)  # fmt: skip
_OPINION = (
    "Avis", "Avis de l'établissement", "Avis établissement d'accueil", "Avis saisi", "Avis Passpro",
    "Avis du lycée", "Avis après entretien", "Avis de l'établissement d'accueil", "Avis entretien",
    "Avis de la commission", "Avis du jury",
)  # fmt: skip

_STATUS = (
    "Statut de la formation", "Statut offre", "Voie", "Voie de formation", "Modalité de formation",
    "Statut de l'élève",
)  # fmt: skip

_PROGRAMME_COLUMNS = (
    Column("programme_label", "Formation", "text", _PROGRAMME, "2de pro métiers de la mode"),
    Column("mef", "MEF", "mef", _MEF, "2472420331", "24X"),
    Column("offer_code", "Code vœu", "code", _OFFER, "93012345", "9301-2345-66"),
)

CATALOGUE = Table(
    "catalogue",
    "Catalogue des formations",
    "catalogue",
    "le catalogue des formations",
    (
        Column("host_uai", "UAI", "uai", (*_UAI, *_HOST_UAI), "0930125F", "0930125Z"),
        Column("host_name", "Établissement", "text", (
            "Nom de l'établissement", "Nom établissement", "Établissement d'accueil", "Lycée",
            "LIBELLE_ETABLISSEMENT", "Libellé établissement", "Nom du lycée", "Nom_etablissement",
            "Libellé établissement d'accueil", "Raison sociale", "Nom",
        ), "Lycée professionnel Ada Lovelace"),
        Column("commune", "Commune", "text", (
            "Ville", "Nom_commune", "Commune de l'établissement", "Localité", "Ville établissement",
        ), "Montreuil"),
        Column("department", "Département", "department", (
            "Dépt", "Dépt.", "Dép", "Dept", "Code département", "Code_departement", "N° département",
        ), "93", "abc"),
        Column("district", "Bassin", "text", (
            "District", "Bassin/District", "Bassin de formation", "CODE_BASSIN", "CODE_DISTRICT",
            "Bassin d'éducation", "Nom du bassin", "libelle_bassin_formation", "BEF", "Bassin district",
        ), "Bassin de Montreuil"),
        Column("sector", "Secteur", "sector", (
            "Public/Privé", "PUBLIC_PRIVE", "Statut public/privé", "Public ou privé",
            "Statut_public_prive",
        ), "Public", "peut-être"),
        Column("diploma", "Diplôme", "text", (
            "Type de diplôme", "Niveau", "Niveau de diplôme", "Palier", "Type de formation",
        ), "CAP"),
        *_PROGRAMME_COLUMNS,
        Column("status", "Statut", "status", _STATUS, "scolaire", "peut-être"),
        Column("domain", "Domaine", "text", (
            "Domaine professionnel", "Secteur professionnel", "Famille de métiers", "Famille",
            "Domaine de formation", "Champ professionnel",
        ), "Commerce"),
        Column("passpro", "Passpro / hors Passpro", "passpro", (
            "Passpro", "Hors Passpro", "Procédure", "Dans Passpro", "Procédure Passpro",
            "Formation Passpro", "Type de procédure", "Passpro (oui/non)",
        ), "hors Passpro", "peut-être"),
        Column("mode", "Modalité d'entretien", "mode", (
            "Modalité", "Modalités", "Modalités d'entretien", "Type d'entretien", "Entretien",
            "Modalité de l'entretien", "Modalité des entretiens", "Individuel/collectif",
            "Forme de l'entretien", "Modalités d'organisation des entretiens",
        ), "individuel", "peut-être"),
        Column("sessions", "Dates et horaires des entretiens", "sessions", (
            "Dates et horaires", "Date et horaire", "Dates d'entretien", "Dates des entretiens",
            "Date d'entretien", "Date de l'entretien", "Dates", "Date et heure", "Date et heures",
            "Séances", "Séances d'entretien", "Date, heure", "Calendrier des entretiens", "Jours et horaires",
            "Dates et heures des entretiens", "Date(s) et horaire(s)", "Date entretien",
            "Jour", "Jours", "Jour de la séance", "Date de la séance", "Jour d'entretien",
        ), "12/03/2025 de 14h à 17h"),
        Column("hours", "Horaires", "hours", (
            "Horaire", "Heure", "Heures", "Heure d'entretien", "Horaires des entretiens",
            "Heure de l'entretien",
        ), "14h-17h"),
        Column("start", "Heure de début", "hours", (
            "Début", "Heure début", "Heure de début de séance", "Heure de début de l'entretien",
            "Heure de début des entretiens", "Début de la séance", "Début de séance",
        ), "14h"),
        Column("end", "Heure de fin", "hours", (
            "Fin", "Heure fin", "Heure de fin de séance", "Heure de fin de l'entretien",
            "Heure de fin des entretiens", "Fin de la séance", "Fin de séance",
        ), "17h"),
        Column("seats", "Places d'entretien", "seats", (
            "Places d'entretien par séance", "Nombre de places d'entretien", "Places entretien",
            "Places par séance", "Nb de places par séance", "Nombre de places par séance",
            "Capacité d'entretien", "Places d'entretien (total)", "Total des places d'entretien",
            "Nombre total de places d'entretien", "Places d'entretien au total", "Nb places entretien",
        ), "12", "douze ou treize"),
        Column("class_places", "Capacité d'accueil", "places", (
            "Capacité", "Places", "Places en classe", "Capacité de la classe", "Capacité carte scolaire",
            "Nombre de places", "Capacite", "Nb places", "Capacité totale",
        ), "24", "beaucoup"),
        Column("place", "Lieu", "text", (
            "Lieu d'entretien", "Lieu de l'entretien", "Salle", "Adresse", "Lieu des entretiens",
        ), "Salle B12"),
        Column("contact", "Contact", "text", (
            "Mél", "Mel", "Courriel", "E-mail", "Mail", "Téléphone", "Tél", "Contact/mél/téléphone",
            "Contacts", "Coordonnées", "Personne à contacter", "Référent", "Adresse mél", "Contact mél",
        ), "ce.0930125f@exemple.invalid"),
        Column("remarks", "Remarques", "text", (
            "Remarque", "Observations", "Observation", "Commentaires", "Commentaire", "Précisions",
            "MODALITES_PARTICULIERES", "Informations complémentaires", "Divers",
        ), "Apporter son dossier"),
    ),
    (("host_uai", "host_name"), ("programme_label",)),
)  # fmt: skip

APPLICATIONS = Table(
    "applications",
    "Candidatures",
    "candidatures",
    "la liste des candidatures",
    (
        Column("file_number", "N° de dossier", "text", (
            "N° dossier", "Dossier", "Numéro de dossier", "Num dossier", "Numéro dossier", "ID dossier",
            "Identifiant dossier", "N° candidature", "Numéro de candidature",
        ), "D000123"),
        Column("ine", "INE", "ine", (
            "N° INE", "Numéro INE", "Code INE", "Identifiant national élève", "INE élève", "INE (RNIE)",
            "Identifiant national", "INE de l'élève",
        ), "123456789AB", "12AB"),
        Column("last_name", "Nom", "text", (
            "Nom de l'élève", "Nom de famille", "Nom élève", "Nom de l'eleve",
        ), "Exemple"),
        Column("first_name", "Prénom", "text", (
            "Prénom 1", "Prénom de l'élève", "Prénoms", "Prénom élève",
        ), "Camille"),
        Column("birth_date", "Date de naissance", "birth", (
            "Né(e) le", "Né le", "Naissance", "Date naissance", "Née le", "DDN",
        ), "01/09/2010", "31/02/2010"),
        Column("origin_uai", "UAI d'origine", "uai", (
            *_joined(_UAI, _OF_ORIGIN), "UAI de l'élève",
        ), "0931234L", "0931234A"),
        Column("origin_name", "Établissement d'origine", "text", (
            "Collège d'origine", "Libellé étab. origine", "Collège", "Nom du collège", "Origine",
            "Nom de l'établissement d'origine", "Libellé établissement d'origine", "Étab. origine",
            "Établissement origine", "Établissement fréquenté",
        ), "Collège Alan Turing"),
        Column("origin_commune", "Commune d'origine", "text", (
            "Ville étab. origine", "Ville d'origine", "Commune du collège",
            "Commune de l'établissement d'origine",
        ), "Bondy"),
        Column("origin_class", "Classe d'origine", "text", (
            "Classe", "Division", "MEF d'origine", "Classe/MEF d'origine", "Code MEF origine",
            "Formation d'origine", "Division d'origine", "MEF origine",
        ), "3E2"),
        Column("host_uai", "UAI d'accueil", "uai", (*_HOST_UAI, "Code UAI étab. Accueil", *_UAI),
               "0930125F", "0930125Z"),
        Column("host_name", "Établissement d'accueil", "text", (
            "Lycée", "Lycée d'accueil", "Libellé établissement Accueil", "Lycée demandé", "Lycée souhaité",
            "Établissement accueil", "Nom du lycée", "Nom de l'établissement d'accueil",
            "Établissement demandé", "Libellé étab. accueil", "Établissement",
        ), "Lycée professionnel Ada Lovelace"),
        Column("host_commune", "Commune d'accueil", "text", (
            "Ville étab. Accueil", "Ville d'accueil", "Commune du lycée",
            "Commune de l'établissement d'accueil", "Commune",
        ), "Montreuil"),
        *_PROGRAMME_COLUMNS,
        Column("status", "Statut", "status", _STATUS, "scolaire", "peut-être"),
        Column("rank", "Rang", "number", (
            "Rang du vœu", "Rang de vœu", "N° de rang", "Ordre", "Rang voeu",
        ), "1", "premier"),
        Column("registered_on", "Inscrit le", "date", (
            "Date d'inscription", "Inscription", "Date inscription", "Inscrite le", "Inscription le", "Date de candidature", "Enregistré le",
        ), "03/02/2025", "31/02/2025"),
        Column("convened_on", "Convoqué le", "convened", (
            "Date de convocation", "Convocation", "Date convocation", "Convoquée le",
            "Convocation envoyée le", "Convocation le", "Convoqué", "Convoquée", "Convocation envoyée",
            "Convoqué (oui/non)",
        ), "03/03/2025", "31/02/2025"),
        Column("interview_on", "Date d'entretien", "date", (
            "Entretien le", "Date de l'entretien", "Date entretien", "Entretien", "Jour d'entretien",
            "Reçu le", "Rendez-vous", "Date de rendez-vous", "Date du RDV", "RDV", "RDV le", "Rendez-vous le",
        ), "12/03/2025", "31/02/2025"),
        Column("attendance", "Présence", "attendance", (
            "Présent", "Présent/absent", "Présence à l'entretien", "Assiduité", "Présent (O/N)",
            "Présence entretien", "Venu", "Présent à l'entretien",
        ), "Présent", "peut-être"),
        Column("opinion", "Avis", "opinion", _OPINION, "Favorable", "peut-être"),
        Column("opinion_on", "Date de l'avis", "date", (
            "Avis le", "Date avis", "Date de saisie de l'avis", "Avis saisi le", "Avis donné le",
            "Date d'avis", "Date saisie avis",
        ), "14/03/2025", "31/02/2025"),
        Column("cancelled", "Annulée", "cancelled", (
            "Annulé", "Annulation", "État", "Annulé/état", "Etat de la candidature",
            "Statut de la candidature", "Candidature annulée", "Annulé le", "Annulée le",
            "État du dossier", "Désistement",
        ), "oui", "bof"),
    ),
    (
        ("file_number", "ine"),
        ("host_uai", "host_name", "offer_code"),
        ("programme_label", "offer_code", "mef"),
    ),
)  # fmt: skip

_OPINION_ONLY = (
    "file_number", "ine", "host_uai", "host_name", "host_commune", "programme_label", "mef",
    "offer_code", "status", "convened_on", "interview_on", "attendance", "opinion", "opinion_on", "cancelled",
)  # fmt: skip
OPINIONS = Table(
    "opinions",
    "Avis",
    "avis",
    "les avis",
    tuple(map(APPLICATIONS.__getitem__, _OPINION_ONLY)),
    (*APPLICATIONS.required, ("opinion",)),
)

DIRECTORY = Table(
    "directory",
    "Annuaire",
    "annuaire",
    "l’annuaire des établissements",
    (
        Column("uai", "UAI", "uai", (*_UAI, "Identifiant_de_l_etablissement"), "0930125F", "0930125Z"),
        Column("name", "Nom", "text", (
            "Nom_etablissement", "appellation_officielle", "Nom établissement", "Établissement",
            "Nom de l'établissement", "denomination_principale",
        ), "Collège Alan Turing"),
        Column("commune", "Commune", "text", (
            "Nom_commune", "libelle_commune", "Ville", "localite_acheminement_uai", "localite_uai",
            "commune_libe",
        ), "Bondy"),
        Column("department", "Département", "department", (
            "Code_departement", "Libelle_departement", "departement", "Dépt", "code_dept",
        ), "93", "abc"),
        Column("sector", "Secteur", "sector", (
            "Statut_public_prive", "secteur_public_prive_libe", "Public/Privé", "secteur_prive_libl",
        ), "Public", "peut-être"),
        Column("nature", "Type", "text", (
            "Type_etablissement", "nature_uai_libe", "Nature", "libelle_nature", "nature",
        ), "Collège"),
        Column("mail", "Mél", "text", ("Mail", "Courriel", "mel_uai"), "ce.0930125f@exemple.invalid"),
        Column("district", "Bassin", "text", (
            "libelle_bassin_formation", "code_bassin_formation", "Bassin de formation", "District",
        ), "Bassin de Montreuil"),
        Column("latitude", "Latitude", "latitude", ("lat", "latitude_y"), "48,86", "nord"),
        Column("longitude", "Longitude", "longitude", ("lon", "lng", "longitude_x"), "2,44", "est"),
    ),
    (("uai",), ("name",)),
)  # fmt: skip

TABLES = {table.code: table for table in (CATALOGUE, APPLICATIONS, OPINIONS, DIRECTORY)}


_FORMS = {"uai": r"\d{7}[A-Z]", "mef": r"\d{10}"}


def check_frame(table: Table, frame: pd.DataFrame, *, keys: tuple[str, ...] = ()) -> None:
    """Refuse a table read that breaks the contract: forms of codes, kinds of days, unique keys.

    It stands between reading and measuring: a breach is a defect of ours, not a fault. Raises
    `ValueError`, which names columns and never quotes a cell.
    """
    kinds = {column.code: column.kind for column in table.columns if column.code in frame}
    broken = [code for code, kind in kinds.items() if not _is_of_kind(frame[code], kind)]
    if keys and frame.duplicated(list(keys)).any():
        broken.append(" × ".join(keys))
    if broken:
        raise ValueError(f"{table.code}: {', '.join(broken)} cannot have been read")


def _is_of_kind(cells: pd.Series, kind: str) -> bool:
    if kind == "date":
        return cells.dtype == "datetime64[s]"
    said = cells.dropna().astype("str")
    return kind not in _FORMS or bool(said.str.fullmatch(_FORMS[kind]).all())
