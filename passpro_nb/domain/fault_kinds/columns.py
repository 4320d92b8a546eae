"""Faults of columns, and what a sheet hides."""

from passpro_nb.domain.fault_kinds.kind import ERROR, INFO, WARNING, Rows

_COLUMN = "si c’est bien elle, ses réponses manquent aux chiffres"
_UNREAD = "une colonne passée vide toutes les lignes à la fois : c’est elle qu’il faut chercher"

COLUMNS: Rows = (
    ("missing_column", ERROR, "Colonne obligatoire absente",
        "sans elle, les lignes ne se rattachent ni à un élève ni à une offre",
        "Il manque {wanted} : la feuille n’est pas lue. {hint}Renommez la bonne colonne, ou "
        "confirmez-la (carnet 15 – Correspondances). Colonnes trouvées : {found}."),
    ("two_columns", ERROR, "Deux colonnes pour une donnée",
        "les deux peuvent différer, et rien ne dit laquelle est la bonne",
        "Les colonnes {columns} disent toutes « {role} » : {meanwhile} ; choisissez (carnet 15 "
        "– Correspondances) ou renommez l’autre."),
    ("denied_column", WARNING, "Titre que les valeurs démentent", _COLUMN,
        "La colonne {value} n’est pas lue : son titre dit {likely}, mais {why}. "
        "{missing}Confirmez-la (carnet 15 – Correspondances) ou corrigez son titre."),
    ("open_column", WARNING, "Colonne à confirmer", _COLUMN,
        "La colonne {value} n’est pas reconnue, mais {why} : c’est peut-être {likely}. "
        "{missing}Confirmez-la (carnet 15 – Correspondances) ou renommez-la."),
    ("torn_column", WARNING, "Colonne au titre ambigu", _COLUMN,
        "La colonne {value} peut être {likely} ({why}) : elle n’est pas lue. "
        "{missing}Confirmez-la (carnet 15 – Correspondances) ou renommez-la."),
    ("unread_key_column", ERROR, "Colonne non lue, lignes écartées", _UNREAD,
        "Aucune colonne n’est lue comme « {role} » : {effect}. {hint}Confirmez la bonne colonne "
        "(carnet 15 – Correspondances) ou corrigez son titre ; s’il n’y en a pas, {otherwise}."),
    ("unread_column", WARNING, "Colonne non lue", _UNREAD,
        "Aucune colonne n’est lue comme « {role} » : {effect}. {hint}Confirmez la bonne colonne "
        "(carnet 15 – Correspondances) ou corrigez son titre ; s’il n’y en a pas, {otherwise}."),
    ("swapped_columns", WARNING, "Colonnes échangées",
        "lues sous le mauvais titre, elles donneraient des chiffres faux",
        "{what} : {why}. Rien n’en est lu ; corrigez les titres, ou confirmez-les (carnet 15 – "
        "Correspondances)."),
    ("settled_column", INFO, "Colonne reconnue à ses voisines ou à ses valeurs",
        "un titre ambigu se lit à ce qui l’entoure : à vérifier une fois",
        "La colonne {value} est lue « {role} », {why}."),
    ("unsure_columns", WARNING, "Colonnes non reconnues", _COLUMN,
        "Colonnes que rien ne suffit à reconnaître : {columns}. Si l’une tient une donnée qui manque, "
        "confirmez-la (carnet 15 – Correspondances) ou renommez-la."),
    ("unknown_columns", INFO, "Colonnes mises de côté",
        "un titre inattendu peut cacher une colonne utile",
        "Colonnes qui ne servent à aucun chiffre : {columns}."),
    ("near_header", WARNING, "En-tête presque reconnu",
        "si c’est bien elle, ses réponses manquent aux chiffres",
        "La colonne {value} ressemble à « {role} » ({score}) et n’est pas lue : confirmez-la "
        "(carnet 15 – Correspondances) ou renommez-la."),
    ("hidden_rows", INFO, "Lignes masquées",
        "une ligne masquée par un filtre n’en est pas moins une donnée",
        "La feuille cache {count} (filtre ou masquage à la main) : tout est lu."),
    ("hidden_sheet", INFO, "Feuille masquée", "ce qui est masqué échappe à l’œil qui vérifie",
        "Cette feuille est masquée : elle est lue aussi."),
    ("passed_hidden_sheet", WARNING, "Feuille masquée laissée de côté",
        "une feuille masquée est souvent une archive ou une copie",
        "Cette feuille est masquée ({count}) : elle n’est pas lue, puisqu’une feuille visible "
        "du classeur tient ce rôle. Affichez-la si elle doit compter."),
)  # fmt: skip
