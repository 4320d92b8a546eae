"""Faults of cells refused: the row counts, the cell does not; and of cells repaired."""

from passpro_nb.domain.fault_kinds.kind import (
    ERROR,
    INFO,
    WARNING,
    WHY_DATE,
    WHY_MODE,
    WHY_PASSPRO,
    Rows,
)

_ORIGIN = "un code deviné compterait l’élève dans un autre établissement"
_INE = "un INE faux confondrait deux élèves : le n° de dossier le remplace"
_FORM = "la valeur ne faisait pas de doute : seule sa forme change"

CELLS: Rows = (
    ("uncomputed_formula", ERROR, "Formules sans résultat",
        "ce qu’Excel afficherait à l’ouverture n’est pas dans le fichier",
        "{count} sans résultat ({rows}) : ouvrez le classeur dans Excel, enregistrez-le, puis "
        "relancez. En attendant, ces cellules sont laissées vides."),
    ("error_cell", ERROR, "Erreurs d’Excel",
        "une erreur n’est pas une réponse, ni l’absence d’une réponse",
        "{count}, comme {value} ({rows}) : la cellule est laissée vide ; corrigez la formule, "
        "inscrivez la valeur ou effacez l’erreur."),
    ("struck_cell", ERROR, "Cellules barrées", "rien ne dit si une réponse barrée vaut encore",
        "{count} ({rows}) : ce qui est barré n’est pas lu ; effacez-le s’il ne vaut plus, ôtez "
        "la barre s’il vaut encore."),
    ("month_first", ERROR, "Dates à l’américaine", WHY_DATE,
        "{count} ({rows}) : dans cette colonne des dates n’ont de sens que le mois d’abord "
        "(03/14/2025), aucune que le jour d’abord. Toutes sont laissées vides ; corrigez-les, "
        "ou confirmez leur ordre (carnet 15 – Correspondances)."),
    ("unread_comment", WARNING, "Commentaires non lus",
        "une réponse donnée en commentaire manquerait aux chiffres",
        "{count} ({cells}) : les commentaires ne sont pas lus ; reportez dans les cellules ce "
        "qu’ils disent."),
    ("uai_letter", ERROR, "UAI d’origine faux", _ORIGIN,
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : "
        "{expected}). L’origine est comptée comme inconnue ; corrigez le code."),
    ("uai_form", ERROR, "UAI d’origine illisible", _ORIGIN,
        "{value} n’est pas un UAI (7 chiffres et une lettre). L’origine est comptée comme "
        "inconnue ; corrigez le code."),
    ("uai_directory", WARNING, "UAI illisible dans l’annuaire",
        "sans cette ligne de l’annuaire, l’établissement reste sans nom",
        "{value} n’est pas un UAI : cette ligne de l’annuaire ne sert pas ; corrigez le code."),
    ("impossible_date", ERROR, "Date impossible", WHY_DATE,
        "{value} n’est pas un jour du calendrier. La cellule est laissée vide ; corrigez la "
        "date."),
    ("unreadable_date", ERROR, "Date illisible", WHY_DATE,
        "{value} n’est pas une date (12/03/2025). La cellule est laissée vide ; corrigez-la."),
    ("date_out_of_range", ERROR, "Date invraisemblable", WHY_DATE,
        "{value} est hors de toute campagne. La cellule est laissée vide ; corrigez l’année."),
    ("unknown_opinion", ERROR, "Avis illisible",
        "un avis deviné pourrait nuire à l’élève : il est redemandé",
        "{value} n’est pas un avis de l’échelle. La cellule est laissée vide ; corrigez-la, ou "
        "ajoutez cette écriture à [avis.variantes] dans campagne.toml."),
    ("unreadable_attendance", ERROR, "Présence illisible",
        "aucun avis n’est attendu pour un absent : la présence change ce qui est réclamé",
        "{value} ne dit ni présent ni absent. La cellule est laissée vide ; corrigez-la."),
    ("unreadable_cancelled", ERROR, "Annulation illisible",
        "une candidature annulée à tort ne serait plus suivie",
        "{value} ne dit pas si la candidature est annulée. Elle est comptée ; corrigez la "
        "cellule."),
    ("unreadable_passpro", ERROR, "Passpro illisible", WHY_PASSPRO,
        "{value} ne dit ni « Passpro » ni « hors Passpro ». L’offre est comptée dans Passpro ; "
        "corrigez la cellule."),
    ("unreadable_mode", WARNING, "Modalité illisible", WHY_MODE,
        "{value} ne dit ni individuel ni collectif. La modalité est laissée vide ; corrigez-la."),
    ("unreadable_number", ERROR, "Nombre illisible", "un nombre deviné fausserait les sommes",
        "{value} n’est pas un nombre. La cellule est laissée vide ; corrigez-la."),
    ("date_without_year", ERROR, "Date sans année", WHY_DATE,
        "{value} n’a pas d’année. La cellule est laissée vide ; donnez la date entière."),
    ("contradictory_weekday", ERROR, "Jour et date en désaccord", WHY_DATE,
        "{value} : la date ne tombe pas ce jour de la semaine. La cellule est laissée vide ; "
        "corrigez-la."),
    ("uai_several", ERROR, "Plusieurs UAI d’origine", _ORIGIN,
        "{value} contient plusieurs UAI. L’origine est comptée comme inconnue ; gardez le bon."),
    ("ine_letter", ERROR, "INE faux", _INE,
        "La lettre de cet INE ne correspond pas à ses chiffres : il est laissé de côté ; "
        "corrigez-le."),
    ("ine_form", ERROR, "INE illisible", _INE,
        "Cette cellule n’est pas un INE (9 chiffres et 2 lettres, ou 10 chiffres et 1 lettre) : "
        "elle est laissée de côté ; corrigez-la."),
    ("mef_form", ERROR, "MEF illisible",
        "la formation se retrouve alors par son libellé, moins sûr",
        "{value} n’est pas un MEF (10 ou 11 chiffres). La cellule est laissée vide ; "
        "corrigez-la."),
    ("mefstat", ERROR, "MEFSTAT au lieu d’un MEF",
        "un MEFSTAT regroupe plusieurs formations : il n’en désigne aucune",
        "{value} est un MEFSTAT et non un MEF. La cellule est laissée vide ; donnez le MEF."),
    ("offer_code_form", ERROR, "Code vœu illisible",
        "l’offre se retrouve alors par sa formation, moins sûre",
        "{value} n’est pas un code vœu (8 chiffres ou lettres). La cellule est laissée vide ; "
        "corrigez-la."),
    ("unreadable_department", WARNING, "Département illisible",
        "les trois premiers chiffres de l’UAI le donnent déjà",
        "{value} n’est pas un département. La cellule est laissée vide ; corrigez-la."),
    ("unreadable_coordinate", WARNING, "Coordonnée illisible",
        "l’établissement ne peut être placé sur une carte",
        "{value} n’est pas une coordonnée en degrés. La cellule est laissée vide ; corrigez-la."),
    ("unreadable_metres", WARNING, "Coordonnée en mètres illisible",
        "l’établissement ne peut être placé sur une carte",
        "{value} n’est pas une coordonnée en mètres (Lambert-93). La cellule est laissée vide ; "
        "corrigez-la."),
    ("both_modes", WARNING, "Deux modalités à la fois", WHY_MODE,
        "{value} dit individuel et collectif. La modalité est laissée vide ; donnez-en une par "
        "séance."),
    ("unreadable_status", WARNING, "Statut illisible",
        "sans statut, une offre compte comme scolaire, et une candidature comme l’offre de l’hôte",
        "{value} ne dit ni scolaire ni apprentissage. La cellule est laissée vide ; corrigez-la."),
    ("unreadable_sector", WARNING, "Secteur illisible",
        "faute d’un mot clair, le secteur reste inconnu",
        "{value} ne dit ni public ni privé. La cellule est laissée vide ; corrigez-la."),
)  # fmt: skip

REPAIRS: Rows = (
    ("repaired_uai", INFO, "UAI réparé", _FORM,
        "{value} est lu {repaired}."),
    ("repaired_cell", INFO, "Cellule réparée", _FORM,
        "{value} est lu {repaired}."),
    ("repaired_private", INFO, "Cellule réparée", _FORM,
        "La cellule a été remise en forme : elle est acceptée."),
)  # fmt: skip
