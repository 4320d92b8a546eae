"""Faults of rows: corrections replayed, rows set aside."""

from passpro_nb.domain.fault_kinds.kind import (
    ERROR,
    INFO,
    WARNING,
    WHY_CODE,
    WHY_NAME,
    WHY_NEAR,
    WHY_PASSPRO,
    WHY_PERSONS,
    WHY_STATUS,
    Rows,
)

_HOST = "sans établissement sûr, la ligne pourrait être comptée chez un autre"

ROWS: Rows = (
    ("foreign_corrections", ERROR, "Corrections non reconnues",
        "la clé et l’empreinte disent à quelle ligne revient chaque correction",
        "Ce classeur n’est pas celui des lignes écartées, ou ses colonnes « Clé » et "
        "« Empreinte » manquent : exportez-le à nouveau (« passpro-nb check DOSSIER --ecartees "
        "FICHIER.xlsx »)."),
    ("correction_changed", WARNING, "Correction dépassée",
        "une correction ne vaut que pour ce que vous aviez sous les yeux",
        "{source} corrigeait {received}, mais la source dit maintenant {now} : la source est "
        "gardée. Vérifiez la ligne, puis retirez la correction ou refaites-la."),
    ("correction_text_changed", WARNING, "Correction dépassée",
        "une correction ne vaut que pour ce que vous aviez sous les yeux",
        "{source} corrigeait cette ligne, que la source a changée depuis, et un fichier texte "
        "ne dit pas ce qu’elle disait : la source est gardée. Vérifiez la ligne, puis retirez "
        "la correction ou refaites-la au format .xlsx."),
    ("correction_unmatched", WARNING, "Correction sans ligne",
        "une correction sans ligne ne corrige plus rien",
        "Cette correction ({count}) ne trouve plus sa ligne dans les fichiers reçus : la ligne "
        "a disparu ou a été corrigée à la source. Retirez la correction si elle ne sert plus."),
    ("corrected_cell", INFO, "Cellule corrigée",
        "chaque correction laisse une trace, pour que l’écart avec la source se voie",
        "{what}, d’après {source}."),
    ("uai_host_checksum", ERROR, "UAI d’accueil faux", _HOST,
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : "
        "{expected}). La ligne est écartée ; corrigez le code."),
    ("uai_host_form", ERROR, "UAI d’accueil illisible", _HOST,
        "{value} n’est pas un UAI (7 chiffres et une lettre). La ligne est écartée ; corrigez "
        "le code."),
    ("uai_host_several", ERROR, "Plusieurs UAI d’accueil", _HOST,
        "{value} contient plusieurs UAI. La ligne est écartée ; gardez le bon."),
    ("missing_host", ERROR, "Établissement d’accueil absent", _HOST,
        "L’établissement d’accueil manque. La ligne est écartée ; donnez son UAI."),
    ("unknown_host", ERROR, "Établissement hors catalogue",
        "une candidature se compte par offre, et cet établissement n’en a pas",
        "L’établissement {value} n’a aucune offre au catalogue. La ligne est écartée ; "
        "complétez le catalogue ou corrigez l’UAI."),
    ("lone_code", ERROR, "Code vœu inconnu", _HOST,
        "Le code vœu {value} n’est pas au catalogue, et la ligne ne donne pas d’autre "
        "établissement. Elle est écartée ; corrigez le code ou donnez l’UAI d’accueil."),
    ("doubtful_school", ERROR, "Établissement à confirmer", WHY_NEAR,
        "{value} : {hint} La ligne est écartée ; donnez l’UAI ou confirmez l’établissement "
        "(carnet 15 – Correspondances)."),
    ("matched_school", WARNING, "Établissement trouvé par son nom", WHY_NAME,
        "{value} est rattaché par son nom à {hint}."),
    ("missing_programme", ERROR, "Formation absente",
        "un établissement a plusieurs offres : rien ne dit laquelle",
        "La formation manque. La ligne est écartée ; donnez la formation, le MEF ou le code vœu."),
    ("unknown_programme", ERROR, "Formation non offerte",
        "une candidature se compte par offre, et celle-ci n’est pas au catalogue",
        "{host} n’offre pas {value} au catalogue : {hint} La ligne est écartée."),
    ("matched_programme", WARNING, "Formation trouvée par son libellé",
        "un libellé abrégé peut désigner une formation voisine",
        "{value} est rattachée à {label} par son libellé."),
    ("ambiguous_offer", ERROR, "Plusieurs offres possibles",
        "rien ne dit laquelle des offres l’élève a demandée",
        "{value} désigne {count} chez {host}. La ligne est écartée ; donnez le code vœu."),
    ("ambiguous_status", ERROR, "Statut à préciser", WHY_STATUS,
        "{value} existe chez {host} en voie scolaire et en apprentissage, et la ligne ne dit "
        "pas laquelle. Elle est écartée ; donnez le statut ou le code vœu."),
    ("status_not_offered", ERROR, "Statut non offert", WHY_STATUS,
        "{host} n’offre {value} qu’{offered}, et la ligne dit {said}. Elle est écartée ; "
        "corrigez le statut, ou complétez le catalogue."),
    ("no_pupil_key", ERROR, "Élève sans clé",
        "l’élève serait compté deux fois ou confondu avec un autre",
        "Ni INE ni n° de dossier lisible. La ligne est écartée ; donnez l’un des deux."),
    ("shared_key_aside", ERROR, "Clé de plusieurs élèves", WHY_PERSONS,
        "Les lignes {rows} {how}, et rien d’autre ne distingue ces élèves. Elles sont toutes "
        "écartées ; corrigez {what}."),
    ("which_pupil", ERROR, "Élève à préciser", WHY_PERSONS,
        "Les lignes {rows} {how} : celle-ci ne dit pas de quel élève il s’agit. Elle est "
        "écartée ; donnez une autre clé ou corrigez {what}."),
    ("contradiction", ERROR, "Lignes contradictoires",
        "rien ne dit laquelle est vraie, et l’élève ne compte qu’une fois",
        "Les lignes {rows} concernent le même élève et la même offre, mais diffèrent sur "
        "{what}. Elles sont toutes écartées ; corrigez ou supprimez la fausse."),
    ("passpro_disagrees", ERROR, "Offre en désaccord", WHY_PASSPRO,
        "Les lignes {rows} de l’offre {offer} se contredisent (Passpro et hors Passpro). "
        "L’offre est comptée dans Passpro ; corrigez l’une des lignes."),
    ("shared_offer_code", ERROR, "Code vœu partagé", WHY_CODE,
        "Le code vœu {value} est donné {sharing}, lignes {rows} : il est laissé de côté ; "
        "corrigez-le."),
    ("unmatched_opinion", ERROR, "Avis sans candidature",
        "un avis complète une candidature, il n’en crée pas",
        "Aucune candidature ne correspond à cette ligne d’avis. Elle est écartée ; vérifiez le "
        "dossier et la formation."),
    ("example_line", ERROR, "Ligne d’exemple", "comptée, elle inscrirait un élève qui n’existe pas",
        "{count} ({rows}) {verb} : effacez ce qui n’est qu’un modèle, ou ôtez la marque "
        "d’exemple si c’est un élève ou une offre."),
    ("struck_line", ERROR, "Ligne barrée",
        "qui barre une ligne veut souvent dire que l’élève a renoncé, et rien d’autre ne le dit",
        "{count} d’un bout à l’autre ({rows}) {verb} : inscrivez l’annulation dans sa colonne, "
        "ou ôtez la barre."),
)  # fmt: skip
