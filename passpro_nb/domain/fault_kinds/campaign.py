"""Faults across tables, and of the catalogue against itself."""

from passpro_nb.domain.fault_kinds.kind import (
    ERROR,
    INFO,
    WARNING,
    WHY_CODE,
    WHY_DATE,
    WHY_MODE,
    WHY_NAME,
    WHY_NEAR,
    WHY_PERSONS,
    WHY_STATUS,
    Rows,
)

CAMPAIGN: Rows = (
    ("merged_rows", WARNING, "Lignes en double", "un élève ne compte qu’une fois par offre",
        "Les lignes {rows} concernent le même élève et la même offre : elles n’en font qu’une."),
    ("convened_again", INFO, "Absent convoqué de nouveau",
        "un absent n’est plus attendu ; convoqué de nouveau, il l’est",
        "Les lignes {rows} concernent le même élève : absent le {missed}, il est convoqué de "
        "nouveau le {day}. Son absence ne compte plus."),
    ("host_disagrees", WARNING, "Établissement et code vœu en désaccord", WHY_CODE,
        "Le code vœu {value} est une offre de {host} ({uai}), mais la ligne dit {said} : le "
        "code vœu l’emporte ; vérifiez la ligne."),
    ("code_programme", WARNING, "Formation et code vœu en désaccord", WHY_CODE,
        "Le code vœu {value} est celui de {offer}, mais {said} est écrit à côté ({lines}) : le "
        "code vœu l’emporte ; vérifiez-les."),
    ("code_status", WARNING, "Statut et code vœu en désaccord", WHY_CODE,
        "Le code vœu {value} est celui de {offer} {taught}, mais le statut écrit à côté est "
        "{said} ({lines}) : le code vœu l’emporte ; vérifiez-les."),
    ("unknown_code", WARNING, "Code vœu hors catalogue", WHY_CODE,
        "Le code vœu {value} n’est pas au catalogue ({lines}) : l’établissement et la formation "
        "donnent {offer} ; vérifiez le code."),
    ("label_status", WARNING, "Statut et libellé en désaccord", WHY_STATUS,
        "Le libellé {value} dit {told}, la colonne {said} ({lines}) : la colonne l’emporte ; "
        "vérifiez-les."),
    ("supposed_status", WARNING, "Statut supposé", WHY_STATUS,
        "Le statut de {value} manque chez {host} : la ligne est comptée en apprentissage, comme "
        "les autres lignes de cette formation ; donnez-le."),
    ("shared_key", WARNING, "Clé de plusieurs élèves", WHY_PERSONS,
        "Les lignes {rows} {how} : ce sont plusieurs élèves, que distingue leur {other} ; "
        "corrigez {what}."),
    ("matched_origin", WARNING, "Origine trouvée par son nom", WHY_NAME,
        "L’origine {value} est rattachée par son nom à {hint}."),
    ("doubtful_origin", WARNING, "Origine à confirmer", WHY_NEAR,
        "L’origine {value} : {hint} Elle est comptée comme inconnue ; donnez l’UAI ou confirmez "
        "l’établissement (carnet 15 – Correspondances)."),
    ("missing_origin", WARNING, "Origine absente", "personne ne peut être prévenu pour cet élève",
        "L’établissement d’origine manque : l’origine est comptée comme inconnue ; donnez son "
        "UAI."),
    ("unknown_origin", WARNING, "Origine hors annuaire",
        "un code hors annuaire est souvent périmé ou mal recopié",
        "L’origine {value} n’est ni dans l’annuaire ni au catalogue : vérifiez le code."),
    ("hors_passpro_application", WARNING, "Candidature hors Passpro",
        "une telle offre ne demande aucun entretien",
        "L’offre {value} est hors Passpro : la candidature est listée, sans être mesurée."),
    ("opinion_of_absent", WARNING, "Avis pour un absent",
        "un avis se donne à qui a été reçu : l’une des deux cellules est fausse",
        "L’élève est noté absent et un avis est saisi : l’avis compte ; vérifiez la présence."),
    ("opinion_before_interview", WARNING, "Avis avant l’entretien",
        "un avis se donne après l’entretien : l’une des deux dates est fausse",
        "L’avis du {opinion_on} précède l’entretien du {interview_on} : vérifiez les deux dates."),
    ("interview_before_registration", WARNING, "Entretien avant l’inscription",
        "on reçoit qui s’est inscrit : l’une des deux dates est fausse",
        "L’entretien du {interview_on} précède l’inscription du {registered_on} : vérifiez-les."),
    ("date_out_of_campaign", ERROR, "Date d’une autre campagne", WHY_DATE,
        "{what} du {day} est impossible, car {limits} : corrigez la date, ou le calendrier de "
        "campagne.toml."),
    ("interview_not_working", ERROR, "Entretien un jour non ouvré",
        "un établissement ne reçoit personne ce jour-là : la date est fausse",
        "L’entretien du {day} tombe {why} : corrigez la date, ou les « conges » de "
        "campagne.toml."),
    ("interview_outside_window", WARNING, "Entretien hors calendrier",
        "la date, ou le calendrier de la campagne, est faux",
        "L’entretien du {day} est hors de la période des entretiens ({window}) : vérifiez la "
        "date, ou le calendrier de campagne.toml."),
    ("unread_session", WARNING, "Séance sans date lisible",
        "seules les séances datées ajoutent des places",
        "{value} n’a pas de jour lisible ({reason}). La séance n’ajoute aucune place ; donnez "
        "le jour et l’heure."),
    ("session_doubted", WARNING, "Séance à vérifier",
        "un jour qui n’est pas celui d’entretiens ajouterait des places qui n’existent pas",
        "{value} : {days} avant votre confirmation (carnet 15 – Correspondances) ; {doubt}."),
    ("no_session", WARNING, "Offre sans séance", "aucun inscrit ne peut y être reçu",
        "L’offre {offer} n’a aucune séance : demandez ses dates à l’établissement."),
    ("session_outside_window", WARNING, "Séance hors calendrier",
        "seules les séances de la période comptent dans la capacité",
        "La séance du {day} est hors de la période des entretiens ({window}) : elle n’ajoute "
        "aucune place ; vérifiez la date."),
    ("session_at_night", WARNING, "Séance de nuit",
        "une heure de nuit est presque toujours une faute de frappe",
        "La séance du {day} se tient hors de la journée ({hours}) : vérifiez l’heure."),
    ("session_backwards", WARNING, "Séance à rebours",
        "les places de la séance ne peuvent être estimées",
        "La séance du {day} finit à {end}, avant de commencer à {start} : corrigez les heures."),
    ("too_few_seats", WARNING, "Trop peu de places d’entretien",
        "tous les élèves attendus ne pourraient être reçus",
        "L’offre {offer} déclare {seats} pour {places} en classe : demandez d’autres séances."),
    ("foreign_department", WARNING, "Établissement d’un autre département",
        "le fichier est peut-être celui d’une autre académie",
        "{value} est du département {department}, hors de ceux de la campagne ({known}) : "
        "vérifiez le fichier, ou « departements » dans campagne.toml."),
    ("session_not_working", WARNING, "Séance un jour non ouvré",
        "un établissement ne reçoit guère ce jour-là : sans doute une faute",
        "La séance du {day} tombe {why} : vérifiez la date."),
    ("session_assumed", INFO, "Séance complétée",
        "ce qui n’était pas écrit a été supposé : à vérifier",
        "{value} : {note}."),
    ("two_modes", WARNING, "Deux modalités", WHY_MODE,
        "Les lignes {rows} de l’offre {offer} donnent deux modalités : chaque séance garde la "
        "sienne."),
)  # fmt: skip
