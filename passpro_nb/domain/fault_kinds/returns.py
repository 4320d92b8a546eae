"""Faults of the workbooks that schools sent back."""

from passpro_nb.domain.fault_kinds.kind import ERROR, INFO, WARNING, Rows

_KEY = "sans clé sûre, une réponse irait à un autre élève"

RETURNS: Rows = (
    ("returned_not_ours", ERROR, "Classeur non reconnu", _KEY,
        "Aucune feuille n’a la colonne des clés : ce n’est pas un classeur de relance, ou sa "
        "première colonne (masquée) a été supprimée. Redemandez le classeur d’origine rempli."),
    ("returned_locked", ERROR, "Classeur chiffré",
        "un classeur chiffré ne s’ouvre pas sans son mot de passe",
        "Un mot de passe protège ce classeur. Donnez la liste du paquet (--passwords "
        "mots-de-passe.csv), ou demandez-le sans mot de passe."),
    ("returned_no_keys", ERROR, "Clés disparues", _KEY,
        "La feuille n’a plus la colonne des clés (la première, masquée) : rien n’y est lu. "
        "Recopiez les réponses dans le classeur d’origine, ou redemandez-le rempli."),
    ("returned_other_campaign", ERROR, "Classeur d’une autre campagne",
        "ses élèves ne sont pas ceux de cette campagne",
        "Ce classeur est celui de {value} : rien n’en est pris."),
    ("returned_two_columns", ERROR, "Deux colonnes pour une donnée",
        "les deux peuvent différer, et rien ne dit laquelle est la bonne",
        "Deux colonnes s’appellent {value} : aucune n’est lue."),
    ("returned_lost_column", WARNING, "Colonne disparue",
        "une colonne renommée ne se reconnaît plus : ses réponses seraient perdues",
        "La colonne {value} a disparu ou a changé de titre : rien n’y est lu."),
    ("returned_added_row", WARNING, "Ligne ajoutée", _KEY,
        "Cette ligne n’a pas de clé : elle a été ajoutée. Rien n’en est pris ; inscrivez "
        "l’élève dans l’application s’il manque."),
    ("returned_unknown_row", ERROR, "Clé inconnue", _KEY,
        "La clé de cette ligne a été modifiée, ou la candidature n’est plus dans la campagne. "
        "Rien n’en est pris."),
    ("returned_other_school", ERROR, "Élève d’un autre établissement",
        "un établissement ne répond que pour les siens",
        "Cette ligne vient du classeur d’un autre établissement ({value}). Rien n’en est pris."),
    ("returned_wrong_pupil", ERROR, "Ligne mélangée", "l’avis irait à un autre élève",
        "La clé de la ligne et l’élève qu’elle nomme ne vont plus ensemble (tri d’une partie "
        "des colonnes ?). Rien n’en est pris."),
    ("returned_early", ERROR, "Présence avant l’entretien",
        "une présence se constate le jour de l’entretien",
        "L’entretien du {day} est encore à venir : {value} n’est pas pris."),
    ("returned_undated_absence", ERROR, "Absence sans date",
        "rien ne dit si la date donnée est celle de l’absence ou la nouvelle",
        "La campagne dit l’élève absent, sans dire quand : {value} n’est pas pris. Si c’est une "
        "nouvelle date, donnez dans la source celle de l’absence."),
    ("returned_conflict", ERROR, "Réponse contraire aux données",
        "une réponse n’efface pas ce qui est déjà enregistré",
        "{value}, alors que la campagne dit {known}. Rien n’est remplacé ; corrigez la source "
        "si l’établissement a raison."),
    ("returned_double", ERROR, "Deux réponses pour un élève",
        "de deux réponses différentes, rien ne dit laquelle est la bonne",
        "Le même élève a plusieurs réponses : {value}. Aucune n’est prise."),
    ("returned_absent_opinion", ERROR, "Absent, avec un avis",
        "un avis compte, un absent n’en attend pas : l’un des deux est une erreur",
        "L’élève est dit absent et un avis est donné : {value} n’est pas pris. Demandez s’il a "
        "été reçu."),
    ("returned_cancelled", ERROR, "Candidature annulée",
        "une candidature annulée n’attend plus rien",
        "La candidature a été annulée depuis l’envoi : {value} n’est pas pris."),
    ("returned_future", ERROR, "Date à venir", "un avis se donne après l’entretien",
        "{value} est après aujourd’hui : la date n’est pas prise."),
    ("returned_lone_date", WARNING, "Date sans avis", "une date seule ne dit rien de l’avis",
        "Aucun avis n’est pris sur cette ligne : sa date ne l’est pas non plus."),
    ("returned_date", ERROR, "Date hors de la campagne",
        "les retards se comptent à partir des dates : une date fausse en inventerait",
        "{value} {why} : la date n’est pas prise."),
    ("returned_month_first", ERROR, "Dates écrites mois d’abord",
        "le 4 mars et le 3 avril s’y confondraient",
        "Dates écrites mois d’abord dans cette colonne : aucune n’est prise, sur {cells}. "
        "Demandez-les au format jj/mm/aaaa."),
    ("returned_merged", ERROR, "Cellules fusionnées",
        "une réponse prise pour un autre élève, ou une autre colonne, serait inventée",
        "Des cases sont fusionnées ({cells}) et {why} : rien n’y est lu. Demandez une réponse "
        "par case, ou reportez-la à la main."),
    ("returned_formulas", ERROR, "Formules sans résultat",
        "une formule qui n’a pas été calculée n’est pas une case vide",
        "Formule sans résultat dans {cells} : rien n’y est lu. Demandez le classeur ouvert, "
        "recalculé et enregistré, ou les réponses saisies."),
    ("returned_struck", ERROR, "Réponse barrée",
        "une réponse barrée est sans doute retirée, et rien ne dit laquelle la remplace",
        "La réponse est barrée : elle n’est pas prise. Demandez laquelle vaut."),
    ("returned_struck_row", WARNING, "Ligne barrée",
        "un élève rayé s’est peut-être désisté : ce n’est pas une réponse sur l’avis",
        "Ligne barrée, rien n’en est pris. {question} Demandez-le à l’établissement."),
    ("returned_comment", WARNING, "Commentaire d’une case",
        "une réponse donnée dans un commentaire n’est dans aucune case",
        "Un commentaire est posé sur la case {cell}. Lisez-le, et reportez ce qu’il répond."),
    ("returned_beside", WARNING, "Écrit à côté du tableau",
        "une réponse écrite hors des cases prévues n’est lue dans aucune",
        "Écrit hors des colonnes du classeur, dans {cells}. Lisez-le, et reportez ce qu’il "
        "répond."),
    ("returned_nothing", WARNING, "Réponse qui ne dit rien",
        "un signe n’est pas un avis : l’élève reste attendu",
        "Rien n’est répondu dans {cells}, où il est écrit {said}. Ce qu’on y demandait reste "
        "attendu."),
    ("returned_fewer_rows", INFO, "Lignes retirées", "retirer une ligne n’est pas répondre",
        "{count} du classeur envoyé {verb} plus : ce qu’on y demandait reste attendu."),
)  # fmt: skip
