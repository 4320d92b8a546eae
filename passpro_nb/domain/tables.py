"""The declared tables: per column its code, French heading, aliases, kind, and two samples.

The reader, the checks, the exports, the demo and the data dictionary derive from this page.
Aliases are compared folded (`domain.french.fold`): case, accents and punctuation do not matter. They are
the headers of real files and some examples: what offices write besides is read by its words
(`read/columns/words.py`), and the analyst's own come on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import fold

if TYPE_CHECKING:
    import pandas as pd

KINDS = (
    "uai", "text", "name", "code", "mef", "ine", "department", "sector", "status", "passpro", "mode",
    "sessions", "hours", "seats", "places", "date", "convened", "attendance", "opinion", "cancelled", "number",
    "birth", "latitude", "longitude", "metres",
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

    def __reduce__(self) -> tuple[object, ...]:
        return _declared, (self.code,)  # there is one of each, kept and opened again or not

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
_HOST_UAI = ("Identifiant établissement OF", "UAI référent")

_PROGRAMME_COLUMNS = (
    Column("programme_label", "Formation", "text", (
        "Libellé formation", "LIBELLE_FORMATION", "Libellé formation OF",
    ), "2de pro métiers de la mode"),
    Column("mef", "MEF", "mef", ("Code MEF", "CODE_MEF"), "2472420331", "24X"),
    Column("offer_code", "Code vœu", "code", (
        "Code offre de formation (vœu)", "CODE_OFFRE",
    ), "93012345", "9301-2345-66"),
    Column("status", "Statut", "status", ("Voie",), "scolaire", "peut-être"),
)  # fmt: skip

CATALOGUE = Table(
    "catalogue",
    "Catalogue des formations",
    "catalogue",
    "le catalogue des formations",
    (
        Column("host_uai", "UAI", "uai", (*_UAI, *_HOST_UAI), "0930125F", "0930125Z"),
        Column("host_name", "Établissement", "text", (
            "LIBELLE_ETABLISSEMENT", "Nom_etablissement", "Lycée", "Raison sociale",
        ), "Lycée professionnel Ada Lovelace"),
        Column("commune", "Commune", "text", ("Ville", "Nom_commune"), "Montreuil"),
        Column("department", "Département", "department", ("Dépt.", "Code_departement"), "93", "abc"),
        Column("district", "Bassin", "text", (
            "CODE_BASSIN", "CODE_DISTRICT", "libelle_bassin_formation",
        ), "Bassin de Montreuil"),
        Column("sector", "Secteur", "sector", (
            "PUBLIC_PRIVE", "Statut_public_prive",
        ), "Public", "peut-être"),
        Column("diploma", "Diplôme", "text", ("Palier", "Niveau"), "CAP"),
        *_PROGRAMME_COLUMNS,
        Column("domain", "Domaine", "text", ("Famille de métiers", "Champ professionnel"), "Commerce"),
        Column("passpro", "Passpro / hors Passpro", "passpro", (
            "Passpro", "Hors Passpro", "Procédure",
        ), "hors Passpro", "peut-être"),
        Column("mode", "Modalité d'entretien", "mode", ("Modalité",), "individuel", "peut-être"),
        Column("sessions", "Dates et horaires des entretiens", "sessions", (
            "Dates et horaires", "Séances", "Jour",
        ), "12/03/2025 de 14h à 17h"),
        Column("hours", "Horaires", "hours", ("Heures",), "14h-17h"),
        Column("start", "Heure de début", "hours", ("Début",), "14h"),
        Column("end", "Heure de fin", "hours", ("Fin",), "17h"),
        Column("seats", "Places d'entretien", "seats", (
            "Places par séance", "Capacité d'entretien",
        ), "12", "douze ou treize"),
        Column("class_places", "Capacité d'accueil", "places", (
            "Capacité carte scolaire", "Places",
        ), "24", "beaucoup"),
        Column("place", "Lieu", "text", ("Salle", "Adresse"), "Salle B12"),
        Column("contact", "Contact", "text", ("MEL", "Téléphone"), "ce.0930125f@exemple.invalid"),
        Column("remarks", "Remarques", "text", (
            "Observations", "MODALITES_PARTICULIERES",
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
        Column("file_number", "N° de dossier", "text", ("N° candidature",), "D000123"),
        Column("ine", "INE", "ine", ("Identifiant national élève",), "123456789AB", "12AB"),
        Column("last_name", "Nom", "name", ("Nom de l'élève",), "Exemple"),
        Column("first_name", "Prénom", "name", ("Prénom 1",), "Camille"),
        Column("birth_date", "Date de naissance", "birth", ("Né(e) le",), "01/09/2010", "31/02/2010"),
        Column("origin_uai", "UAI d'origine", "uai", (
            "Code UAI étab. origine",
        ), "0931234L", "0931234A"),
        Column("origin_name", "Établissement d'origine", "text", (
            "Libellé étab. origine", "Collège",
        ), "Collège Alan Turing"),
        Column("origin_commune", "Commune d'origine", "text", ("Ville étab. origine",), "Bondy"),
        Column("origin_class", "Classe d'origine", "text", ("Division", "MEF d'origine"), "3E2"),
        Column("host_uai", "UAI d'accueil", "uai", (
            "Code UAI étab. Accueil", *_HOST_UAI, *_UAI,
        ), "0930125F", "0930125Z"),
        Column("host_name", "Établissement d'accueil", "text", (
            "Libellé établissement Accueil", "Lycée",
        ), "Lycée professionnel Ada Lovelace"),
        Column("host_commune", "Commune d'accueil", "text", ("Ville étab. Accueil",), "Montreuil"),
        *_PROGRAMME_COLUMNS,
        Column("rank", "Rang", "number", ("Rang du vœu",), "1", "premier"),
        Column("registered_on", "Inscrit le", "date", (
            "Date d'inscription",
        ), "03/02/2025", "31/02/2025"),
        Column("convened_on", "Convoqué le", "convened", (
            "Date de convocation",
        ), "03/03/2025", "31/02/2025"),
        Column("interview_on", "Date d'entretien", "date", (
            "Entretien le", "Rendez-vous", "Reçu le",
        ), "12/03/2025", "31/02/2025"),
        Column("attendance", "Présence", "attendance", ("Présent",), "Présent", "peut-être"),
        Column("opinion", "Avis", "opinion", ("Avis du lycée",), "Favorable", "peut-être"),
        Column("opinion_on", "Date de l'avis", "date", ("Avis saisi le",), "14/03/2025", "31/02/2025"),
        Column("cancelled", "Annulée", "cancelled", ("État", "Désistement"), "oui", "bof"),
    ),
    (
        ("file_number", "ine"),
        ("host_uai", "host_name", "offer_code"),
        ("programme_label", "offer_code", "mef"),
    ),
)  # fmt: skip

_OPINION_ONLY = (
    "file_number", "ine", "last_name", "first_name", "birth_date", "origin_uai", "host_uai", "host_name", "host_commune", "programme_label", "mef",
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
        Column("telephone", "Téléphone", "text", (
            "Tél", "numero_telephone_uai", "telephone_uai",
        ), "01 99 00 01 25"),
        Column("district", "Bassin", "text", (
            "libelle_bassin_formation", "code_bassin_formation", "Bassin de formation", "District",
        ), "Bassin de Montreuil"),
        Column("latitude", "Latitude", "latitude", ("lat", "latitude_y"), "48,86", "nord"),
        Column("longitude", "Longitude", "longitude", ("lon", "lng", "longitude_x"), "2,44", "est"),
        Column("easting", "X (Lambert-93)", "metres", (
            "coordonnee_x", "coordX_origine",
        ), "656789,1", "est"),
        Column("northing", "Y (Lambert-93)", "metres", (
            "coordonnee_y", "coordY_origine",
        ), "6866123,4", "nord"),
    ),
    (("uai",), ("name",)),
)  # fmt: skip

TABLES = {table.code: table for table in (CATALOGUE, APPLICATIONS, OPINIONS, DIRECTORY)}


def _declared(code: str) -> Table:
    return TABLES[code]


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
    form = _FORMS.get(kind)
    return form is None or all(re.fullmatch(form, str(cell)) for cell in cells.dropna().unique())
