"""The catalogue of faults: what can be wrong in a delivery, why it matters, and the sentence said.

A fault is data: checking never stops at the first one. Sentences say what, and what to do; where
(line, column) is put in front by `fault`. No sentence may hold a pupil's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from passpro_nb.domain.french import listing, quoted, unbreakable

SEVERITIES = ("error", "warning", "info")
NAMED = 6  # rows named in a sentence; beyond, « et 3 autres »

Place = tuple[str, str, int]  # file, sheet, row as Excel shows it


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: `sentence` is filled with the value and the details of an occurrence."""

    code: str
    severity: str
    title: str
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault met: where it is, the value found, what is said of it.

    `row` and `letter` are those a person sees in Excel, `column` is the header; `also` holds the
    other rows (file, sheet, row) that one fault is about.
    """

    code: str
    severity: str
    file: str
    sheet: str
    row: int | None
    column: str | None
    value: str | None
    said: str
    letter: str | None = None
    also: tuple[Place, ...] = ()

    @property
    def message(self) -> str:
        """Return the whole French sentence: the line and the column, then what is said."""
        line = f"ligne {self.row}" if self.row else ""
        place = ", ".join(filter(None, (line, f"colonne {self.column}" if self.column else "")))
        return f"{place[0].upper()}{place[1:]} : {_after_colon(self)}" if place else self.said

    @property
    def cell(self) -> str:
        """Return the cell as Excel names it (« F12 »), the row alone, or nothing."""
        return f"{self.letter or ''}{self.row}" if self.row else ""


_KINDS = (
    # files and sheets
    FaultKind("unreadable_file", "error", "Fichier illisible", "rien n’en est pris", "{reason}"),
    FaultKind(
        "missing_catalogue", "error", "Catalogue absent", "sans lui, il n’y a rien à mesurer",
        "Aucun fichier « catalogue*.xlsx » lisible dans le dossier : déposez-y le catalogue des "
        "formations.",
    ),
    FaultKind(
        "missing_applications", "warning", "Candidatures absentes", "seul le catalogue est contrôlé",
        "Aucun fichier « candidatures*.xlsx » lisible dans le dossier : seul le catalogue est "
        "contrôlé ; déposez-y la liste des candidatures dès qu’elle arrive.",
    ),
    FaultKind(
        "skipped_file", "warning", "Fichier laissé de côté", "il porte pourtant le nom d’un tableau",
        "Ce fichier n’est pas un tableau ({endings}) : il n’est pas lu. Enregistrez-le au format .xlsx.",
    ),
    FaultKind(
        "lock_file", "warning", "Classeur ouvert ailleurs", "son dernier état n’est peut-être pas lu",
        "Ce fichier est le verrou d’un classeur ouvert : il est passé. Si le classeur est en cours de "
        "modification, enregistrez-le et fermez-le, puis relancez.",
    ),
    FaultKind(
        "unnamed_file", "info", "Fichier sans rôle", "rien ne dit ce qu’il contient",
        "Ce fichier n’est pas lu : son nom ne commence par aucun de {names}. Renommez-le si c’est une "
        "livraison.",
    ),
    FaultKind(
        "replaced_delivery", "warning", "Livraison remplacée", "deux livraisons du même contenu",
        "Ce fichier dit les mêmes dossiers que {newer}, plus récent : il est remplacé par lui.",
    ),
    FaultKind(
        "no_table", "info", "Feuille sans tableau", "elle n’est pas comptée",
        "Aucun tableau n’y a été reconnu : la feuille n’est pas lue.",
    ),
    FaultKind(
        "empty_sheet", "info", "Feuille vide", "elle n’est pas comptée",
        "La feuille est vide : elle n’est pas lue.",
    ),
    FaultKind(
        "other_table", "info", "Feuille d’autre chose", "elle n’est pas comptée",
        "Son tableau n’est pas {role} : la feuille n’est pas lue.",
    ),
    FaultKind(
        "swapped_file", "error", "Fichier mal nommé", "rien n’en est pris",
        "Ce tableau est {actual}, et non {role} : la feuille n’est pas lue. Renommez le fichier, pour "
        "que son nom commence par {name}.",
    ),
    FaultKind(
        "ignored_rows", "info", "Lignes ignorées", "elles ne sont pas des données",
        "Lignes comptées à part, sans être lues : {said}.",
    ),
    FaultKind(
        "no_rows", "warning", "Tableau sans ligne", "rien n’y est pris",
        "Aucune ligne sous l’en-tête : demandez un nouvel envoi si le tableau devait être rempli.",
    ),
    FaultKind(
        "missing_column", "error", "Colonne obligatoire absente",
        "sans elle les lignes ne se rattachent à rien",
        "Il manque {wanted} : la feuille n’est pas lue. {hint}Renommez la bonne colonne, ou "
        "confirmez-la (carnet 15 – Correspondances). Colonnes trouvées : {found}.",
    ),
    FaultKind(
        "two_columns", "error", "Deux colonnes pour une donnée", "le choix ne se devine pas",
        "Les colonnes {columns} disent toutes « {role} » : la colonne {first} est lue en attendant ; "
        "choisissez (carnet 15 – Correspondances) ou renommez l’autre.",
    ),
    FaultKind(
        "unknown_columns", "info", "Colonnes mises de côté", "elles ne servent pas",
        "Colonnes qui ne servent à aucun chiffre : {columns}.",
    ),
    FaultKind(
        "near_header", "warning", "En-tête presque reconnu", "une colonne utile se perdrait",
        "La colonne {value} ressemble à « {role} » ({score}) et n’est pas lue : "
        "confirmez-la (carnet 15 – Correspondances) ou renommez-la.",
    ),
    FaultKind(
        "hidden_rows", "info", "Lignes masquées", "elles sont lues comme les autres",
        "La feuille cache {count} (filtre ou masquage à la main) : tout est lu.",
    ),
    FaultKind(
        "hidden_sheet", "info", "Feuille masquée", "elle échappe à l’œil",
        "Cette feuille est masquée : elle est lue aussi.",
    ),
    # corrections of rows set aside
    FaultKind(
        "foreign_corrections", "error", "Corrections non reconnues", "aucune n’est reprise",
        "Ce classeur n’est pas celui des lignes écartées, ou ses colonnes « Clé » et « Empreinte » "
        "manquent : exportez-le à nouveau (« passpro-nb check DOSSIER --ecartees FICHIER.xlsx »).",
    ),
    FaultKind(
        "correction_changed", "warning", "Correction dépassée", "la source l’emporte",
        "{source} corrigeait {received}, mais la source dit maintenant {now} : la source est gardée. "
        "Vérifiez la ligne, puis retirez la correction ou refaites-la.",
    ),
    FaultKind(
        "correction_unmatched", "warning", "Correction sans ligne", "elle ne corrige plus rien",
        "Cette correction ({count}) ne trouve plus sa ligne dans les fichiers reçus : la ligne a "
        "disparu ou a été corrigée à la source. Retirez la correction si elle ne sert plus.",
    ),
    FaultKind(
        "corrected_cell", "info", "Cellule corrigée", "la correction est rejouée",
        "{what}, d’après {source}.",
    ),
    # rows set aside
    FaultKind(
        "uai_host_checksum", "error", "UAI d’accueil faux", "l’établissement ne peut être établi",
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : {expected}). "
        "La ligne est écartée ; corrigez le code.",
    ),
    FaultKind(
        "uai_host_form", "error", "UAI d’accueil illisible", "l’établissement ne peut être établi",
        "{value} n’est pas un UAI (7 chiffres et une lettre). La ligne est écartée ; corrigez le code.",
    ),
    FaultKind(
        "uai_host_several", "error", "Plusieurs UAI d’accueil", "l’établissement ne peut être établi",
        "{value} contient plusieurs UAI. La ligne est écartée ; gardez le bon.",
    ),
    FaultKind(
        "missing_host", "error", "Établissement d’accueil absent",
        "l’établissement ne peut être établi",
        "L’établissement d’accueil manque. La ligne est écartée ; donnez son UAI.",
    ),
    FaultKind(
        "unknown_host", "error", "Établissement hors catalogue", "l’offre ne peut être établie",
        "L’établissement {value} n’a aucune offre au catalogue. La ligne est écartée ; "
        "complétez le catalogue ou corrigez l’UAI.",
    ),
    FaultKind(
        "doubtful_school", "error", "Établissement à confirmer", "un doute ne se devine pas",
        "{value} : {hint} La ligne est écartée ; donnez l’UAI ou confirmez l’établissement "
        "(carnet 15 – Correspondances).",
    ),
    FaultKind(
        "matched_school", "warning", "Établissement trouvé par son nom", "à vérifier",
        "{value} est rattaché par son nom à {hint}.",
    ),
    FaultKind(
        "missing_programme", "error", "Formation absente", "l’offre ne peut être établie",
        "La formation manque. La ligne est écartée ; donnez la formation, le MEF ou le code vœu.",
    ),
    FaultKind(
        "unknown_programme", "error", "Formation non offerte", "l’offre ne peut être établie",
        "{host} n’offre pas {value} au catalogue : {hint} La ligne est écartée.",
    ),
    FaultKind(
        "matched_programme", "warning", "Formation trouvée par son libellé", "à vérifier",
        "{value} est rattachée à {label} par son libellé.",
    ),
    FaultKind(
        "ambiguous_offer", "error", "Plusieurs offres possibles", "l’offre ne peut être établie",
        "{value} désigne {count} chez {host}. La ligne est écartée ; donnez le code vœu.",
    ),
    FaultKind(
        "no_pupil_key", "error", "Élève sans clé", "l’élève ne peut être établi",
        "Ni INE ni n° de dossier lisible. La ligne est écartée ; donnez l’un des deux.",
    ),
    FaultKind(
        "contradiction", "error", "Lignes contradictoires",
        "rien ne dit laquelle est vraie, aucune n’est comptée",
        "Les lignes {rows} concernent le même élève et la même offre, mais diffèrent sur {what}. "
        "Elles sont toutes écartées ; corrigez ou supprimez la fausse.",
    ),
    FaultKind(
        "passpro_disagrees", "error", "Offre en désaccord", "une offre est Passpro ou ne l’est pas",
        "Les lignes {rows} de l’offre {offer} se contredisent (Passpro et hors Passpro). "
        "L’offre est comptée dans Passpro ; corrigez l’une des lignes.",
    ),
    FaultKind(
        "shared_offer_code", "error", "Code vœu partagé", "un code vœu désigne une seule offre",
        "Le code vœu {value} est donné à plusieurs établissements ({hosts}), lignes {rows} : il est "
        "laissé de côté ; corrigez-le.",
    ),
    FaultKind(
        "unmatched_opinion", "error", "Avis sans candidature", "il ne complète personne",
        "Aucune candidature ne correspond à cette ligne d’avis. Elle est écartée ; "
        "vérifiez le dossier et la formation.",
    ),
    # cells refused: the row counts, the cell does not
    FaultKind(
        "uai_letter", "error", "UAI d’origine faux", "l’origine est comptée comme inconnue",
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : {expected}). "
        "L’origine est comptée comme inconnue ; corrigez le code.",
    ),
    FaultKind(
        "uai_form", "error", "UAI d’origine illisible", "l’origine est comptée comme inconnue",
        "{value} n’est pas un UAI (7 chiffres et une lettre). "
        "L’origine est comptée comme inconnue ; corrigez le code.",
    ),
    FaultKind(
        "uai_directory", "warning", "UAI illisible dans l’annuaire", "l’établissement reste inconnu",
        "{value} n’est pas un UAI : cette ligne de l’annuaire ne sert pas ; corrigez le code.",
    ),
    FaultKind(
        "impossible_date", "error", "Date impossible", "ce jour n’existe pas",
        "{value} n’est pas un jour du calendrier. La cellule est laissée vide ; corrigez la date.",
    ),
    FaultKind(
        "unreadable_date", "error", "Date illisible", "le jour ne se devine pas",
        "{value} n’est pas une date (12/03/2025). La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "date_out_of_range", "error", "Date invraisemblable", "l’année est sûrement une faute",
        "{value} est hors de toute campagne. La cellule est laissée vide ; corrigez l’année.",
    ),
    FaultKind(
        "unknown_opinion", "error", "Avis illisible", "l’avis est à redemander",
        "{value} n’est pas un avis de l’échelle. La cellule est laissée vide ; corrigez-la, ou "
        "ajoutez cette écriture à [avis.variantes] dans campagne.toml.",
    ),
    FaultKind(
        "unreadable_attendance", "error", "Présence illisible", "la présence ne se devine pas",
        "{value} ne dit ni présent ni absent. La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "unreadable_cancelled", "error", "Annulation illisible", "la candidature reste comptée",
        "{value} ne dit pas si la candidature est annulée. Elle est comptée ; corrigez la cellule.",
    ),
    FaultKind(
        "unreadable_passpro", "error", "Passpro illisible", "l’offre est comptée dans Passpro",
        "{value} ne dit ni « Passpro » ni « hors Passpro ». L’offre est comptée dans Passpro ; corrigez la cellule.",
    ),
    FaultKind(
        "unreadable_mode", "warning", "Modalité illisible", "les places ne peuvent être estimées",
        "{value} ne dit ni individuel ni collectif. La modalité est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "unreadable_number", "error", "Nombre illisible", "le nombre ne se devine pas",
        "{value} n’est pas un nombre. La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "date_without_year", "error", "Date sans année", "l’année ne se devine pas",
        "{value} n’a pas d’année. La cellule est laissée vide ; donnez la date entière.",
    ),
    FaultKind(
        "contradictory_weekday", "error", "Jour et date en désaccord", "l’un des deux est faux",
        "{value} : la date ne tombe pas ce jour de la semaine. La cellule est laissée vide ; "
        "corrigez-la.",
    ),
    FaultKind(
        "uai_several", "error", "Plusieurs UAI d’origine", "l’origine est comptée comme inconnue",
        "{value} contient plusieurs UAI. L’origine est comptée comme inconnue ; gardez le bon.",
    ),
    FaultKind(
        "ine_letter", "error", "INE faux", "l’élève est suivi par son n° de dossier",
        "La lettre de cet INE ne correspond pas à ses chiffres : il est laissé de côté ; corrigez-le.",
    ),
    FaultKind(
        "ine_form", "error", "INE illisible", "l’élève est suivi par son n° de dossier",
        "Cette cellule n’est pas un INE (9 chiffres et 2 lettres, ou 10 chiffres et 1 lettre) : "
        "elle est laissée de côté ; corrigez-la.",
    ),
    FaultKind(
        "mef_form", "error", "MEF illisible", "la formation est suivie par son libellé",
        "{value} n’est pas un MEF (10 ou 11 chiffres). La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "mefstat", "error", "MEFSTAT au lieu d’un MEF", "c’est une autre nomenclature",
        "{value} est un MEFSTAT et non un MEF. La cellule est laissée vide ; donnez le MEF.",
    ),
    FaultKind(
        "offer_code_form", "error", "Code vœu illisible", "l’offre est suivie par sa formation",
        "{value} n’est pas un code vœu (8 chiffres ou lettres). La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "unreadable_department", "warning", "Département illisible", "l’UAI le donne déjà",
        "{value} n’est pas un département. La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "unreadable_coordinate", "warning", "Coordonnée illisible", "l’établissement n’est pas situé",
        "{value} n’est pas une coordonnée en degrés. La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "both_modes", "warning", "Deux modalités à la fois", "les places ne peuvent être estimées",
        "{value} dit individuel et collectif. La modalité est laissée vide ; donnez-en une par séance.",
    ),
    FaultKind(
        "unreadable_status", "warning", "Statut illisible", "l’offre est comptée comme scolaire",
        "{value} ne dit ni scolaire ni apprentissage. La cellule est laissée vide ; corrigez-la.",
    ),
    FaultKind(
        "unreadable_sector", "warning", "Secteur illisible", "le secteur reste inconnu",
        "{value} ne dit ni public ni privé. La cellule est laissée vide ; corrigez-la.",
    ),
    # across tables
    FaultKind(
        "merged_rows", "warning", "Lignes en double", "un élève ne compte qu’une fois par offre",
        "Les lignes {rows} concernent le même élève et la même offre : elles n’en font qu’une.",
    ),
    FaultKind(
        "host_disagrees", "warning", "Établissement et code vœu en désaccord",
        "le code vœu l’emporte",
        "Le code vœu {value} est une offre de {host} ({uai}), mais la ligne dit {said} : "
        "le code vœu l’emporte ; vérifiez la ligne.",
    ),
    FaultKind(
        "matched_origin", "warning", "Origine trouvée par son nom", "à vérifier",
        "L’origine {value} est rattachée par son nom à {hint}.",
    ),
    FaultKind(
        "doubtful_origin", "warning", "Origine à confirmer", "un doute ne se devine pas",
        "L’origine {value} : {hint} Elle est comptée comme inconnue ; donnez l’UAI ou confirmez "
        "l’établissement (carnet 15 – Correspondances).",
    ),
    FaultKind(
        "missing_origin", "warning", "Origine absente", "personne ne peut être prévenu",
        "L’établissement d’origine manque : l’origine est comptée comme inconnue ; donnez son UAI.",
    ),
    FaultKind(
        "unknown_origin", "warning", "Origine hors annuaire", "sans doute un code périmé ou faux",
        "L’origine {value} n’est ni dans l’annuaire ni au catalogue : vérifiez le code.",
    ),
    FaultKind(
        "hors_passpro_application", "warning", "Candidature hors Passpro",
        "elle n’entre dans aucune mesure",
        "L’offre {value} est hors Passpro : la candidature est listée, sans être mesurée.",
    ),
    FaultKind(
        "opinion_of_absent", "warning", "Avis pour un absent", "l’avis l’emporte",
        "L’élève est noté absent et un avis est saisi : l’avis compte ; vérifiez la présence.",
    ),
    FaultKind(
        "opinion_before_interview", "warning", "Avis avant l’entretien",
        "l’une des deux dates est fausse",
        "L’avis du {opinion_on} précède l’entretien du {interview_on} : vérifiez les deux dates.",
    ),
    FaultKind(
        "interview_before_registration", "warning", "Entretien avant l’inscription",
        "l’une des deux dates est fausse",
        "L’entretien du {interview_on} précède l’inscription du {registered_on} : vérifiez-les.",
    ),
    FaultKind(
        "interview_outside_window", "warning", "Entretien hors calendrier",
        "la date ou le calendrier est faux",
        "L’entretien du {day} est hors de la période des entretiens ({window}) : vérifiez la date, "
        "ou le calendrier de campagne.toml.",
    ),
    # the catalogue against itself
    FaultKind(
        "unread_session", "warning", "Séance sans date lisible", "elle n’ajoute aucune place",
        "{value} n’a pas de jour lisible ({reason}). La séance n’ajoute aucune place ; donnez le jour "
        "et l’heure.",
    ),
    FaultKind(
        "no_session", "warning", "Offre sans séance", "personne ne peut y être reçu",
        "L’offre {offer} n’a aucune séance : demandez ses dates à l’établissement.",
    ),
    FaultKind(
        "session_outside_window", "warning", "Séance hors calendrier",
        "la séance n’ajoute aucune place",
        "La séance du {day} est hors de la période des entretiens ({window}) : elle n’ajoute aucune "
        "place ; vérifiez la date.",
    ),
    FaultKind(
        "session_at_night", "warning", "Séance de nuit", "sans doute une faute de frappe",
        "La séance du {day} se tient hors de la journée ({hours}) : vérifiez l’heure.",
    ),
    FaultKind(
        "session_backwards", "warning", "Séance à rebours", "sa durée est inconnue",
        "La séance du {day} finit à {end}, avant de commencer à {start} : corrigez les heures.",
    ),
    FaultKind(
        "too_few_seats", "warning", "Trop peu de places d’entretien",
        "tous les élèves ne pourront être reçus",
        "L’offre {offer} déclare {seats} pour {places} en classe : demandez d’autres séances.",
    ),
    FaultKind(
        "foreign_department", "warning", "Établissement d’un autre département",
        "le fichier est peut-être celui d’une autre académie",
        "{value} est du département {department}, hors de ceux de la campagne ({known}) : "
        "vérifiez le fichier, ou « departements » dans campagne.toml.",
    ),
    FaultKind(
        "session_not_working", "warning", "Séance un jour non ouvré", "sans doute une faute",
        "La séance du {day} tombe {why} : vérifiez la date.",
    ),
    FaultKind(
        "session_assumed", "info", "Séance complétée", "à vérifier", "{value} : {note}.",
    ),
    FaultKind(
        "two_modes", "warning", "Deux modalités", "les places ne peuvent être estimées",
        "Les lignes {rows} de l’offre {offer} donnent deux modalités : chaque séance garde la sienne.",
    ),
    # workbooks that schools sent back
    FaultKind(
        "returned_not_ours", "error", "Classeur non reconnu", "rien n’en est pris",
        "Aucune feuille n’a la colonne des clés : ce n’est pas un classeur de relance, ou sa première "
        "colonne (masquée) a été supprimée. Redemandez le classeur d’origine rempli.",
    ),
    FaultKind(
        "returned_locked", "error", "Classeur chiffré", "rien n’en est pris",
        "Un mot de passe protège ce classeur. Donnez la liste du paquet (--passwords "
        "mots-de-passe.csv), ou demandez-le sans mot de passe.",
    ),
    FaultKind(
        "returned_no_keys", "error", "Clés disparues", "rien n’en est pris",
        "La feuille n’a plus la colonne des clés (la première, masquée) : rien n’y est lu. Recopiez "
        "les réponses dans le classeur d’origine, ou redemandez-le rempli.",
    ),
    FaultKind(
        "returned_other_campaign", "error", "Classeur d’une autre campagne", "rien n’en est pris",
        "Ce classeur est celui de {value} : rien n’en est pris.",
    ),
    FaultKind(
        "returned_two_columns", "error", "Deux colonnes pour une donnée",
        "le choix ne se devine pas", "Deux colonnes s’appellent {value} : aucune n’est lue.",
    ),
    FaultKind(
        "returned_lost_column", "warning", "Colonne disparue", "ses réponses sont perdues",
        "La colonne {value} a disparu ou a changé de titre : rien n’y est lu.",
    ),
    FaultKind(
        "returned_added_row", "warning", "Ligne ajoutée", "elle ne se rattache à personne",
        "Cette ligne n’a pas de clé : elle a été ajoutée. Rien n’en est pris ; "
        "inscrivez l’élève dans l’application s’il manque.",
    ),
    FaultKind(
        "returned_unknown_row", "error", "Clé inconnue", "elle ne se rattache à personne",
        "La clé de cette ligne a été modifiée, ou la candidature n’est plus dans la campagne. "
        "Rien n’en est pris.",
    ),
    FaultKind(
        "returned_other_school", "error", "Élève d’un autre établissement",
        "un établissement ne répond que pour les siens",
        "Cette ligne vient du classeur d’un autre établissement ({value}). Rien n’en est pris.",
    ),
    FaultKind(
        "returned_wrong_pupil", "error", "Ligne mélangée", "l’avis irait à un autre élève",
        "La clé de la ligne et l’élève qu’elle nomme ne vont plus ensemble (tri d’une partie des "
        "colonnes ?). Rien n’en est pris.",
    ),
    FaultKind(
        "returned_conflict", "error", "Réponse contraire aux données", "rien n’est remplacé",
        "{value}, alors que la campagne dit {known}. Rien n’est remplacé ; corrigez la source si "
        "l’établissement a raison.",
    ),
    FaultKind(
        "returned_double", "error", "Deux réponses pour un élève", "le choix ne se devine pas",
        "Le même élève a plusieurs réponses : {value}. Aucune n’est prise.",
    ),
    FaultKind(
        "returned_future", "error", "Date à venir", "un avis se donne après l’entretien",
        "{value} est après aujourd’hui : la date n’est pas prise.",
    ),
    FaultKind(
        "returned_lone_date", "warning", "Date sans avis", "elle ne dit rien seule",
        "Aucun avis n’est pris sur cette ligne : sa date ne l’est pas non plus.",
    ),
    FaultKind(
        "returned_fewer_rows", "info", "Lignes retirées", "elles restent à demander",
        "{count} du classeur envoyé {verb} plus : ce qu’on y demandait reste attendu.",
    ),
    # repairs
    FaultKind(
        "repaired_uai", "info", "UAI réparé", "il est accepté", "{value} est lu {repaired}.",
    ),
    FaultKind(
        "repaired_cell", "info", "Cellule réparée", "elle est acceptée", "{value} est lu {repaired}.",
    ),
    FaultKind(
        "repaired_private", "info", "Cellule réparée", "elle est acceptée",
        "La cellule a été remise en forme : elle est acceptée.",
    ),
)  # fmt: skip


def _after_colon(fault: Fault) -> str:
    """Return what is said without its capital, unless it begins with a value of the file."""
    if FAULTS[fault.code].sentence.startswith("{") and fault.value is not None:
        return fault.said
    return fault.said[:1].lower() + fault.said[1:]


FAULTS: dict[str, FaultKind] = {
    kind.code: replace(kind, sentence=unbreakable(kind.sentence)) for kind in _KINDS
}


def fault(
    code: str,
    *,
    file: str,
    sheet: str = "",
    row: int | None = None,
    column: str | None = None,
    value: object = None,
    letter: str | None = None,
    also: tuple[Place, ...] = (),
    **details: Any,
) -> Fault:
    """Return one occurrence of the kind `code`, its sentence filled in.

    `row` is the number that a person sees in Excel; `details` fill the sentence's other fields.
    """
    kind = FAULTS[code]
    shown = "cette valeur" if value is None else quoted(value)
    said = kind.sentence.format(value=shown, **details)
    said = said[:1].upper() + said[1:]
    text = None if value is None else str(value)
    return Fault(code, kind.severity, file, sheet, row, column, text, said, letter, also)


def fault_of(row: Any, code: str, **details: Any) -> Fault:
    """Return a fault of one row of a frame (of `itertuples`, with its file, sheet and row)."""
    return fault(code, file=row.file, sheet=row.sheet, row=int(row.row), **details)


def fault_about(places: Sequence[Place], code: str, **details: Any) -> Fault:
    """Return one fault about several rows, each of which its sentence may name as {rows}."""
    file, sheet, row = places[0]
    said = name_rows(places)
    return fault(
        code, file=file, sheet=sheet, row=row, also=tuple(places[1:]), rows=said, **details
    )


def places_of(rows: Any) -> list[Place]:
    """Return where the rows of a frame are."""
    return list(zip(*(rows[name].tolist() for name in ("file", "sheet", "row")), strict=True))


def name_rows(places: Sequence[Place]) -> str:
    """Name rows in a sentence, with the file and the sheet where there are several."""
    if len({place[:2] for place in places}) == 1:
        return listing((row for _, _, row in places), NAMED)
    said = (f"{row} ({file} {sheet}".rstrip() + ")" for file, sheet, row in places)
    return listing(said, NAMED)


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults sorted: errors, warnings, then information; each in the files' order."""
    rank = {severity: position for position, severity in enumerate(SEVERITIES)}
    kinds = {code: position for position, code in enumerate(FAULTS)}
    return sorted(
        faults, key=lambda f: (rank[f.severity], kinds[f.code], f.file, f.sheet, f.row or 0)
    )
