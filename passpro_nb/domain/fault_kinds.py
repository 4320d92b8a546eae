"""The catalogue of faults: each kind with its severity, its title, why it matters, its sentence.

The sentence says what and what to do; « Pourquoi ? » answers for the figures. No sentence may hold a
pupil's name. The order is that of the listings.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: `sentence` is filled with the value and the details of an occurrence."""

    code: str
    severity: str
    title: str
    why: str
    sentence: str

    @property
    def reason(self) -> str:
        """Return why it matters, as a sentence."""
        return f"{self.why[:1].upper()}{self.why[1:]}."


# What several kinds have in common.
_HOST = "sans établissement sûr, la ligne pourrait être comptée chez un autre"
_NEAR = "un nom proche n’est pas une preuve : la ligne pourrait être comptée chez un autre"
_NAME = "un nom désigne un établissement moins sûrement que son UAI"
_ORIGIN = "un code deviné compterait l’élève dans un autre établissement"
_DATE = "les retards se comptent à partir des dates : une date devinée en inventerait"
_PASSPRO = "une offre sortie à tort de Passpro n’est plus mesurée : ses élèves seraient oubliés"
_MODE = "les places d’une séance sans nombre s’estiment selon sa modalité"
_INE = "un INE faux confondrait deux élèves : le n° de dossier le remplace"
_CODE = "un code vœu désigne une seule offre, chez un seul établissement"
_STATUS = "la voie scolaire et l’apprentissage sont deux offres, avec chacune ses élèves"
_PERSONS = "comptés comme un seul, des élèves disparaîtraient des listes et des chiffres"
_COLUMN = "si c’est bien elle, ses réponses manquent aux chiffres"
_KEY = "sans clé sûre, une réponse irait à un autre élève"
_FORM = "la valeur ne faisait pas de doute : seule sa forme change"

KINDS = (
    # files and sheets
    FaultKind("unreadable_file", "error", "Fichier illisible",
        "aucune de ses lignes n’entre dans les chiffres", "{reason}"),
    FaultKind("other_encoding", "info", "Accents codés autrement",
        "lus dans un autre codage, les accents deviennent d’autres signes",
        "Les accents de ce fichier sont codés en {encoding} : il est lu ainsi. Si des noms sont "
        "faux, demandez-le au format .xlsx."),
    FaultKind("mixed_encodings", "warning", "Deux codages dans un fichier",
        "lus dans un autre codage, les accents deviennent d’autres signes",
        "À partir d’ici, les accents de {lines} sont codés en {encoding}, et non en UTF-8 comme "
        "les autres (deux exports collés ?) : ils sont lus ainsi. Vérifiez-y quelques noms."),
    FaultKind("doubled_accents", "warning", "Accents codés deux fois",
        "une colonne ou un nom aux accents abîmés ne se reconnaît plus",
        "Des accents étaient codés deux fois (« Ã© » pour « é ») dans {cells} : ils sont réparés. "
        "Pour l’avenir, demandez le fichier d’origine."),
    FaultKind("lost_accents", "warning", "Accents perdus",
        "une colonne ou un nom aux accents perdus ne se reconnaît plus",
        "Des accents sont perdus (« ? » ou « � » à leur place) dans {cells} : rien ne peut les "
        "rendre. Demandez le fichier d’origine, au format .xlsx."),
    FaultKind("missing_catalogue", "error", "Catalogue absent",
        "sans offres, aucune candidature ne se rattache à rien",
        "Aucun fichier « catalogue*.xlsx » lisible dans le dossier : déposez-y le catalogue des formations."),
    FaultKind("missing_applications", "warning", "Candidatures absentes",
        "sans candidatures, ni couverture ni relances",
        "Aucun fichier « candidatures*.xlsx » lisible dans le dossier : seul le catalogue est "
        "contrôlé ; déposez-y la liste des candidatures dès qu’elle arrive."),
    FaultKind("skipped_file", "warning", "Fichier laissé de côté",
        "son nom annonce des données, qui manqueraient aux chiffres",
        "Ce fichier n’est pas lu : sa terminaison n’est pas celle d’un tableau ({endings}). "
        "Enregistrez-le au format .xlsx."),
    FaultKind("lock_file", "warning", "Classeur ouvert ailleurs",
        "les dernières saisies d’un classeur ouvert n’y sont peut-être pas encore",
        "Ce fichier est le verrou d’un classeur ouvert : il est passé. Si le classeur est en "
        "cours de modification, enregistrez-le et fermez-le, puis relancez."),
    FaultKind("unnamed_file", "info", "Fichier sans rôle",
        "le rôle d’un fichier se lit au début de son nom",
        "Ce fichier n’est pas lu : son nom ne commence par aucun de {names}. Renommez-le si c’est une livraison."),
    FaultKind("replaced_delivery", "warning", "Livraison remplacée",
        "lues toutes deux, elles compteraient deux fois les mêmes élèves",
        "Ce fichier dit les mêmes dossiers que {newer}, plus récent : il est remplacé par lui."),
    FaultKind("copied_sheet", "warning", "Feuille en double",
        "lues toutes deux, elles compteraient deux fois les mêmes lignes ou se contrediraient",
        "Cette feuille ({count}) répète la feuille {newer} du même classeur : c’en est une copie, "
        "et elle n’est pas lue. Supprimez celle des deux qui ne vaut plus."),
    FaultKind("other_year", "error", "Lignes d’une autre année",
        "comptées, elles fausseraient les inscrits, les avis et les retards de cette campagne",
        "{count} d’une autre année{span}, quand la campagne va {campaign} : elles sont écartées "
        "en bloc. Retirez la feuille, ou corrigez le calendrier de campagne.toml."),
    FaultKind("no_table", "info", "Feuille sans tableau",
        "un mode d’emploi ou une page de garde n’entre dans aucun chiffre",
        "Aucun tableau n’y a été reconnu : la feuille n’est pas lue."),
    FaultKind("empty_sheet", "info", "Feuille vide",
        "une feuille vide peut cacher un export manqué",
        "La feuille est vide : elle n’est pas lue."),
    FaultKind("other_table", "info", "Feuille d’autre chose",
        "un autre tableau ne doit pas se mêler aux lignes attendues",
        "Son tableau n’est pas {role} : la feuille n’est pas lue."),
    FaultKind("swapped_file", "error", "Fichier mal nommé",
        "lu sous un autre rôle, il donnerait des chiffres faux",
        "Ce tableau est {actual}, et non {role} : la feuille n’est pas lue. Renommez le fichier, "
        "pour que son nom commence par {name}."),
    FaultKind("ignored_rows", "info", "Lignes ignorées",
        "un titre ou un total compté comme une ligne fausserait les sommes",
        "Lignes comptées à part, sans être lues : {said}."),
    FaultKind("no_rows", "warning", "Tableau sans ligne",
        "un export filtré ou interrompu donne souvent un tableau sans ligne",
        "Aucune ligne sous l’en-tête : demandez un nouvel envoi si le tableau devait être rempli."),
    FaultKind("missing_column", "error", "Colonne obligatoire absente",
        "sans elle, les lignes ne se rattachent ni à un élève ni à une offre",
        "Il manque {wanted} : la feuille n’est pas lue. {hint}Renommez la bonne colonne, ou "
        "confirmez-la (carnet 15 – Correspondances). Colonnes trouvées : {found}."),
    FaultKind("two_columns", "error", "Deux colonnes pour une donnée",
        "les deux peuvent différer, et rien ne dit laquelle est la bonne",
        "Les colonnes {columns} disent toutes « {role} » : {meanwhile} ; "
        "choisissez (carnet 15 – Correspondances) ou renommez l’autre."),
    FaultKind("denied_column", "warning", "Titre que les valeurs démentent", _COLUMN,
        "La colonne {value} n’est pas lue : son titre dit {likely}, mais {why}. {missing}Confirmez-la "
        "(carnet 15 – Correspondances) ou corrigez son titre."),
    FaultKind("open_column", "warning", "Colonne à confirmer", _COLUMN,
        "La colonne {value} n’est pas reconnue, mais {why} : c’est peut-être {likely}. {missing}"
        "Confirmez-la (carnet 15 – Correspondances) ou renommez-la."),
    FaultKind("torn_column", "warning", "Colonne au titre ambigu", _COLUMN,
        "La colonne {value} peut être {likely} ({why}) : elle n’est pas lue. {missing}Confirmez-la "
        "(carnet 15 – Correspondances) ou renommez-la."),
    FaultKind("swapped_columns", "warning", "Colonnes échangées",
        "lues sous le mauvais titre, elles donneraient des chiffres faux",
        "{what} : {why}. Rien n’en est lu ; corrigez les titres, ou confirmez-les (carnet 15 – "
        "Correspondances)."),
    FaultKind("settled_column", "info", "Colonne reconnue à ses voisines ou à ses valeurs",
        "un titre ambigu se lit à ce qui l’entoure : à vérifier une fois",
        "La colonne {value} est lue « {role} », {why}."),
    FaultKind("unknown_columns", "info", "Colonnes mises de côté",
        "un titre inattendu peut cacher une colonne utile",
        "Colonnes qui ne servent à aucun chiffre : {columns}."),
    FaultKind("near_header", "warning", "En-tête presque reconnu",
        "si c’est bien elle, ses réponses manquent aux chiffres",
        "La colonne {value} ressemble à « {role} » ({score}) et n’est pas lue : confirmez-la "
        "(carnet 15 – Correspondances) ou renommez-la."),
    FaultKind("hidden_rows", "info", "Lignes masquées",
        "une ligne masquée par un filtre n’en est pas moins une donnée",
        "La feuille cache {count} (filtre ou masquage à la main) : tout est lu."),
    FaultKind("hidden_sheet", "info", "Feuille masquée",
        "ce qui est masqué échappe à l’œil qui vérifie",
        "Cette feuille est masquée : elle est lue aussi."),
    FaultKind("passed_hidden_sheet", "warning", "Feuille masquée laissée de côté",
        "une feuille masquée est souvent une archive ou une copie",
        "Cette feuille est masquée ({count}) : elle n’est pas lue, puisqu’une feuille visible du "
        "classeur tient ce rôle. Affichez-la si elle doit compter."),
    # corrections of rows set aside
    FaultKind("foreign_corrections", "error", "Corrections non reconnues",
        "la clé et l’empreinte disent à quelle ligne revient chaque correction",
        "Ce classeur n’est pas celui des lignes écartées, ou ses colonnes « Clé » et "
        "« Empreinte » manquent : exportez-le à nouveau (« passpro-nb check DOSSIER --ecartees "
        "FICHIER.xlsx »)."),
    FaultKind("corrections_one_sheet", "error", "Corrections sans leurs lignes reçues",
        "les lignes reçues disent ce que chaque correction remplace",
        "Un fichier texte ne garde qu’une feuille, et les corrections en demandent deux : rien "
        "n’en est lu. Enregistrez-les dans leur classeur d’origine, au format .xlsx."),
    FaultKind("correction_changed", "warning", "Correction dépassée",
        "une correction ne vaut que pour ce que vous aviez sous les yeux",
        "{source} corrigeait {received}, mais la source dit maintenant {now} : la source est "
        "gardée. Vérifiez la ligne, puis retirez la correction ou refaites-la."),
    FaultKind("correction_unmatched", "warning", "Correction sans ligne",
        "une correction sans ligne ne corrige plus rien",
        "Cette correction ({count}) ne trouve plus sa ligne dans les fichiers reçus : la ligne a "
        "disparu ou a été corrigée à la source. Retirez la correction si elle ne sert plus."),
    FaultKind("corrected_cell", "info", "Cellule corrigée",
        "chaque correction laisse une trace, pour que l’écart avec la source se voie",
        "{what}, d’après {source}."),
    # rows set aside
    FaultKind("uai_host_checksum", "error", "UAI d’accueil faux", _HOST,
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : "
        "{expected}). La ligne est écartée ; corrigez le code."),
    FaultKind("uai_host_form", "error", "UAI d’accueil illisible", _HOST,
        "{value} n’est pas un UAI (7 chiffres et une lettre). La ligne est écartée ; corrigez le code."),
    FaultKind("uai_host_several", "error", "Plusieurs UAI d’accueil", _HOST,
        "{value} contient plusieurs UAI. La ligne est écartée ; gardez le bon."),
    FaultKind("missing_host", "error", "Établissement d’accueil absent", _HOST,
        "L’établissement d’accueil manque. La ligne est écartée ; donnez son UAI."),
    FaultKind("unknown_host", "error", "Établissement hors catalogue",
        "une candidature se compte par offre, et cet établissement n’en a pas",
        "L’établissement {value} n’a aucune offre au catalogue. La ligne est écartée ; complétez "
        "le catalogue ou corrigez l’UAI."),
    FaultKind("lone_code", "error", "Code vœu inconnu", _HOST,
        "Le code vœu {value} n’est pas au catalogue, et la ligne ne donne pas d’autre "
        "établissement. Elle est écartée ; corrigez le code ou donnez l’UAI d’accueil."),
    FaultKind("doubtful_school", "error", "Établissement à confirmer", _NEAR,
        "{value} : {hint} La ligne est écartée ; donnez l’UAI ou confirmez l’établissement "
        "(carnet 15 – Correspondances)."),
    FaultKind("matched_school", "warning", "Établissement trouvé par son nom", _NAME,
        "{value} est rattaché par son nom à {hint}."),
    FaultKind("missing_programme", "error", "Formation absente",
        "un établissement a plusieurs offres : rien ne dit laquelle",
        "La formation manque. La ligne est écartée ; donnez la formation, le MEF ou le code vœu."),
    FaultKind("unknown_programme", "error", "Formation non offerte",
        "une candidature se compte par offre, et celle-ci n’est pas au catalogue",
        "{host} n’offre pas {value} au catalogue : {hint} La ligne est écartée."),
    FaultKind("matched_programme", "warning", "Formation trouvée par son libellé",
        "un libellé abrégé peut désigner une formation voisine",
        "{value} est rattachée à {label} par son libellé."),
    FaultKind("ambiguous_offer", "error", "Plusieurs offres possibles",
        "rien ne dit laquelle des offres l’élève a demandée",
        "{value} désigne {count} chez {host}. La ligne est écartée ; donnez le code vœu."),
    FaultKind("ambiguous_status", "error", "Statut à préciser", _STATUS,
        "{value} existe chez {host} en voie scolaire et en apprentissage, et la ligne ne dit pas "
        "laquelle. Elle est écartée ; donnez le statut ou le code vœu."),
    FaultKind("status_not_offered", "error", "Statut non offert", _STATUS,
        "{host} n’offre {value} qu’{offered}, et la ligne dit {said}. Elle est écartée ; corrigez "
        "le statut, ou complétez le catalogue."),
    FaultKind("no_pupil_key", "error", "Élève sans clé",
        "l’élève serait compté deux fois ou confondu avec un autre",
        "Ni INE ni n° de dossier lisible. La ligne est écartée ; donnez l’un des deux."),
    FaultKind("shared_key_aside", "error", "Clé de plusieurs élèves", _PERSONS,
        "Les lignes {rows} {how}, et rien d’autre ne distingue ces élèves. Elles sont toutes "
        "écartées ; corrigez {what}."),
    FaultKind("which_pupil", "error", "Élève à préciser", _PERSONS,
        "Les lignes {rows} {how} : celle-ci ne dit pas de quel élève il s’agit. Elle est écartée ; "
        "donnez une autre clé ou corrigez {what}."),
    FaultKind("contradiction", "error", "Lignes contradictoires",
        "rien ne dit laquelle est vraie, et l’élève ne compte qu’une fois",
        "Les lignes {rows} concernent le même élève et la même offre, mais diffèrent sur {what}. "
        "Elles sont toutes écartées ; corrigez ou supprimez la fausse."),
    FaultKind("passpro_disagrees", "error", "Offre en désaccord", _PASSPRO,
        "Les lignes {rows} de l’offre {offer} se contredisent (Passpro et hors Passpro). L’offre "
        "est comptée dans Passpro ; corrigez l’une des lignes."),
    FaultKind("shared_offer_code", "error", "Code vœu partagé", _CODE,
        "Le code vœu {value} est donné {sharing}, lignes {rows} : il est laissé de côté ; corrigez-le."),
    FaultKind("unmatched_opinion", "error", "Avis sans candidature",
        "un avis complète une candidature, il n’en crée pas",
        "Aucune candidature ne correspond à cette ligne d’avis. Elle est écartée ; vérifiez le "
        "dossier et la formation."),
    FaultKind("example_line", "error", "Ligne d’exemple",
        "comptée, elle inscrirait un élève qui n’existe pas",
        "{count} ({rows}) {verb} : effacez ce qui n’est qu’un modèle, ou ôtez la marque d’exemple si "
        "c’est un élève ou une offre."),
    FaultKind("struck_line", "error", "Ligne barrée",
        "qui barre une ligne veut souvent dire que l’élève a renoncé, et rien d’autre ne le dit",
        "{count} d’un bout à l’autre ({rows}) {verb} : inscrivez l’annulation dans sa colonne, ou "
        "ôtez la barre."),
    # cells refused: the row counts, the cell does not
    FaultKind("uncomputed_formula", "error", "Formules sans résultat",
        "ce qu’Excel afficherait à l’ouverture n’est pas dans le fichier",
        "{count} sans résultat ({rows}) : ouvrez le classeur dans Excel, enregistrez-le, puis "
        "relancez. En attendant, ces cellules sont laissées vides."),
    FaultKind("error_cell", "error", "Erreurs d’Excel",
        "une erreur n’est pas une réponse, ni l’absence d’une réponse",
        "{count}, comme {value} ({rows}) : la cellule est laissée vide ; corrigez la formule, "
        "inscrivez la valeur ou effacez l’erreur."),
    FaultKind("struck_cell", "error", "Cellules barrées",
        "rien ne dit si une réponse barrée vaut encore",
        "{count} ({rows}) : ce qui est barré n’est pas lu ; effacez-le s’il ne vaut plus, ôtez la "
        "barre s’il vaut encore."),
    FaultKind("month_first", "error", "Dates à l’américaine", _DATE,
        "{count} ({rows}) : dans cette colonne des dates n’ont de sens que le mois d’abord "
        "(03/14/2025), aucune que le jour d’abord. Toutes sont laissées vides ; corrigez-les, ou "
        "confirmez leur ordre (carnet 15 – Correspondances)."),
    FaultKind("unread_comment", "warning", "Commentaires non lus",
        "une réponse donnée en commentaire manquerait aux chiffres",
        "{count} ({cells}) : les commentaires ne sont pas lus ; reportez dans les cellules ce "
        "qu’ils disent."),
    FaultKind("uai_letter", "error", "UAI d’origine faux", _ORIGIN,
        "{value} n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : "
        "{expected}). L’origine est comptée comme inconnue ; corrigez le code."),
    FaultKind("uai_form", "error", "UAI d’origine illisible", _ORIGIN,
        "{value} n’est pas un UAI (7 chiffres et une lettre). L’origine est comptée comme "
        "inconnue ; corrigez le code."),
    FaultKind("uai_directory", "warning", "UAI illisible dans l’annuaire",
        "sans cette ligne de l’annuaire, l’établissement reste sans nom",
        "{value} n’est pas un UAI : cette ligne de l’annuaire ne sert pas ; corrigez le code."),
    FaultKind("impossible_date", "error", "Date impossible", _DATE,
        "{value} n’est pas un jour du calendrier. La cellule est laissée vide ; corrigez la date."),
    FaultKind("unreadable_date", "error", "Date illisible", _DATE,
        "{value} n’est pas une date (12/03/2025). La cellule est laissée vide ; corrigez-la."),
    FaultKind("date_out_of_range", "error", "Date invraisemblable", _DATE,
        "{value} est hors de toute campagne. La cellule est laissée vide ; corrigez l’année."),
    FaultKind("unknown_opinion", "error", "Avis illisible",
        "un avis deviné pourrait nuire à l’élève : il est redemandé",
        "{value} n’est pas un avis de l’échelle. La cellule est laissée vide ; corrigez-la, ou "
        "ajoutez cette écriture à [avis.variantes] dans campagne.toml."),
    FaultKind("unreadable_attendance", "error", "Présence illisible",
        "aucun avis n’est attendu pour un absent : la présence change ce qui est réclamé",
        "{value} ne dit ni présent ni absent. La cellule est laissée vide ; corrigez-la."),
    FaultKind("unreadable_cancelled", "error", "Annulation illisible",
        "une candidature annulée à tort ne serait plus suivie",
        "{value} ne dit pas si la candidature est annulée. Elle est comptée ; corrigez la cellule."),
    FaultKind("unreadable_passpro", "error", "Passpro illisible", _PASSPRO,
        "{value} ne dit ni « Passpro » ni « hors Passpro ». L’offre est comptée dans Passpro ; corrigez la cellule."),
    FaultKind("unreadable_mode", "warning", "Modalité illisible", _MODE,
        "{value} ne dit ni individuel ni collectif. La modalité est laissée vide ; corrigez-la."),
    FaultKind("unreadable_number", "error", "Nombre illisible",
        "un nombre deviné fausserait les sommes",
        "{value} n’est pas un nombre. La cellule est laissée vide ; corrigez-la."),
    FaultKind("date_without_year", "error", "Date sans année", _DATE,
        "{value} n’a pas d’année. La cellule est laissée vide ; donnez la date entière."),
    FaultKind("contradictory_weekday", "error", "Jour et date en désaccord", _DATE,
        "{value} : la date ne tombe pas ce jour de la semaine. La cellule est laissée vide ; corrigez-la."),
    FaultKind("uai_several", "error", "Plusieurs UAI d’origine", _ORIGIN,
        "{value} contient plusieurs UAI. L’origine est comptée comme inconnue ; gardez le bon."),
    FaultKind("ine_letter", "error", "INE faux", _INE,
        "La lettre de cet INE ne correspond pas à ses chiffres : il est laissé de côté ; corrigez-le."),
    FaultKind("ine_form", "error", "INE illisible", _INE,
        "Cette cellule n’est pas un INE (9 chiffres et 2 lettres, ou 10 chiffres et 1 lettre) : "
        "elle est laissée de côté ; corrigez-la."),
    FaultKind("mef_form", "error", "MEF illisible",
        "la formation se retrouve alors par son libellé, moins sûr",
        "{value} n’est pas un MEF (10 ou 11 chiffres). La cellule est laissée vide ; corrigez-la."),
    FaultKind("mefstat", "error", "MEFSTAT au lieu d’un MEF",
        "un MEFSTAT regroupe plusieurs formations : il n’en désigne aucune",
        "{value} est un MEFSTAT et non un MEF. La cellule est laissée vide ; donnez le MEF."),
    FaultKind("offer_code_form", "error", "Code vœu illisible",
        "l’offre se retrouve alors par sa formation, moins sûre",
        "{value} n’est pas un code vœu (8 chiffres ou lettres). La cellule est laissée vide ; corrigez-la."),
    FaultKind("unreadable_department", "warning", "Département illisible",
        "les trois premiers chiffres de l’UAI le donnent déjà",
        "{value} n’est pas un département. La cellule est laissée vide ; corrigez-la."),
    FaultKind("unreadable_coordinate", "warning", "Coordonnée illisible",
        "l’établissement ne peut être placé sur une carte",
        "{value} n’est pas une coordonnée en degrés. La cellule est laissée vide ; corrigez-la."),
    FaultKind("both_modes", "warning", "Deux modalités à la fois", _MODE,
        "{value} dit individuel et collectif. La modalité est laissée vide ; donnez-en une par séance."),
    FaultKind("unreadable_status", "warning", "Statut illisible",
        "sans statut, une offre compte comme scolaire, et une candidature comme l’offre de l’hôte",
        "{value} ne dit ni scolaire ni apprentissage. La cellule est laissée vide ; corrigez-la."),
    FaultKind("unreadable_sector", "warning", "Secteur illisible",
        "faute d’un mot clair, le secteur reste inconnu",
        "{value} ne dit ni public ni privé. La cellule est laissée vide ; corrigez-la."),
    # across tables
    FaultKind("merged_rows", "warning", "Lignes en double",
        "un élève ne compte qu’une fois par offre",
        "Les lignes {rows} concernent le même élève et la même offre : elles n’en font qu’une."),
    FaultKind("convened_again", "info", "Absent convoqué de nouveau",
        "un absent n’est plus attendu ; convoqué de nouveau, il l’est",
        "Les lignes {rows} concernent le même élève : absent le {missed}, il est convoqué de nouveau le "
        "{day}. Son absence ne compte plus."),
    FaultKind("host_disagrees", "warning", "Établissement et code vœu en désaccord", _CODE,
        "Le code vœu {value} est une offre de {host} ({uai}), mais la ligne dit {said} : le code "
        "vœu l’emporte ; vérifiez la ligne."),
    FaultKind("code_programme", "warning", "Formation et code vœu en désaccord", _CODE,
        "Le code vœu {value} est celui de {offer}, mais {said} est écrit à côté ({lines}) : le "
        "code vœu l’emporte ; vérifiez-les."),
    FaultKind("code_status", "warning", "Statut et code vœu en désaccord", _CODE,
        "Le code vœu {value} est celui de {offer} {taught}, mais le statut écrit à côté est {said} "
        "({lines}) : le code vœu l’emporte ; vérifiez-les."),
    FaultKind("unknown_code", "warning", "Code vœu hors catalogue", _CODE,
        "Le code vœu {value} n’est pas au catalogue ({lines}) : l’établissement et la formation "
        "donnent {offer} ; vérifiez le code."),
    FaultKind("label_status", "warning", "Statut et libellé en désaccord", _STATUS,
        "Le libellé {value} dit {told}, la colonne {said} ({lines}) : la colonne l’emporte ; "
        "vérifiez-les."),
    FaultKind("supposed_status", "warning", "Statut supposé", _STATUS,
        "Le statut de {value} manque chez {host} : la ligne est comptée en apprentissage, comme "
        "les autres lignes de cette formation ; donnez-le."),
    FaultKind("shared_key", "warning", "Clé de plusieurs élèves", _PERSONS,
        "Les lignes {rows} {how} : ce sont plusieurs élèves, que distingue leur {other} ; "
        "corrigez {what}."),
    FaultKind("matched_origin", "warning", "Origine trouvée par son nom", _NAME,
        "L’origine {value} est rattachée par son nom à {hint}."),
    FaultKind("doubtful_origin", "warning", "Origine à confirmer", _NEAR,
        "L’origine {value} : {hint} Elle est comptée comme inconnue ; donnez l’UAI ou confirmez "
        "l’établissement (carnet 15 – Correspondances)."),
    FaultKind("missing_origin", "warning", "Origine absente",
        "personne ne peut être prévenu pour cet élève",
        "L’établissement d’origine manque : l’origine est comptée comme inconnue ; donnez son UAI."),
    FaultKind("unknown_origin", "warning", "Origine hors annuaire",
        "un code hors annuaire est souvent périmé ou mal recopié",
        "L’origine {value} n’est ni dans l’annuaire ni au catalogue : vérifiez le code."),
    FaultKind("hors_passpro_application", "warning", "Candidature hors Passpro",
        "une telle offre ne demande aucun entretien",
        "L’offre {value} est hors Passpro : la candidature est listée, sans être mesurée."),
    FaultKind("opinion_of_absent", "warning", "Avis pour un absent",
        "un avis se donne à qui a été reçu : l’une des deux cellules est fausse",
        "L’élève est noté absent et un avis est saisi : l’avis compte ; vérifiez la présence."),
    FaultKind("opinion_before_interview", "warning", "Avis avant l’entretien",
        "un avis se donne après l’entretien : l’une des deux dates est fausse",
        "L’avis du {opinion_on} précède l’entretien du {interview_on} : vérifiez les deux dates."),
    FaultKind("interview_before_registration", "warning", "Entretien avant l’inscription",
        "on reçoit qui s’est inscrit : l’une des deux dates est fausse",
        "L’entretien du {interview_on} précède l’inscription du {registered_on} : vérifiez-les."),
    FaultKind("date_out_of_campaign", "error", "Date d’une autre campagne", _DATE,
        "{what} du {day} est impossible, car {limits} : corrigez la date, ou le calendrier de "
        "campagne.toml."),
    FaultKind("interview_not_working", "error", "Entretien un jour non ouvré",
        "un établissement ne reçoit personne ce jour-là : la date est fausse",
        "L’entretien du {day} tombe {why} : corrigez la date, ou les « conges » de campagne.toml."),
    FaultKind("interview_outside_window", "warning", "Entretien hors calendrier",
        "la date, ou le calendrier de la campagne, est faux",
        "L’entretien du {day} est hors de la période des entretiens ({window}) : vérifiez la "
        "date, ou le calendrier de campagne.toml."),
    # the catalogue against itself
    FaultKind("unread_session", "warning", "Séance sans date lisible",
        "seules les séances datées ajoutent des places",
        "{value} n’a pas de jour lisible ({reason}). La séance n’ajoute aucune place ; donnez le jour et l’heure."),
    FaultKind("session_doubted", "warning", "Séance à vérifier",
        "un jour qui n’est pas celui d’entretiens ajouterait des places qui n’existent pas",
        "{value} : {days} avant votre confirmation (carnet 15 – Correspondances) ; {doubt}."),
    FaultKind("no_session", "warning", "Offre sans séance",
        "aucun inscrit ne peut y être reçu",
        "L’offre {offer} n’a aucune séance : demandez ses dates à l’établissement."),
    FaultKind("session_outside_window", "warning", "Séance hors calendrier",
        "seules les séances de la période comptent dans la capacité",
        "La séance du {day} est hors de la période des entretiens ({window}) : elle n’ajoute "
        "aucune place ; vérifiez la date."),
    FaultKind("session_at_night", "warning", "Séance de nuit",
        "une heure de nuit est presque toujours une faute de frappe",
        "La séance du {day} se tient hors de la journée ({hours}) : vérifiez l’heure."),
    FaultKind("session_backwards", "warning", "Séance à rebours",
        "les places de la séance ne peuvent être estimées",
        "La séance du {day} finit à {end}, avant de commencer à {start} : corrigez les heures."),
    FaultKind("too_few_seats", "warning", "Trop peu de places d’entretien",
        "tous les élèves attendus ne pourraient être reçus",
        "L’offre {offer} déclare {seats} pour {places} en classe : demandez d’autres séances."),
    FaultKind("foreign_department", "warning", "Établissement d’un autre département",
        "le fichier est peut-être celui d’une autre académie",
        "{value} est du département {department}, hors de ceux de la campagne ({known}) : "
        "vérifiez le fichier, ou « departements » dans campagne.toml."),
    FaultKind("session_not_working", "warning", "Séance un jour non ouvré",
        "un établissement ne reçoit guère ce jour-là : sans doute une faute",
        "La séance du {day} tombe {why} : vérifiez la date."),
    FaultKind("session_assumed", "info", "Séance complétée",
        "ce qui n’était pas écrit a été supposé : à vérifier", "{value} : {note}."),
    FaultKind("two_modes", "warning", "Deux modalités", _MODE,
        "Les lignes {rows} de l’offre {offer} donnent deux modalités : chaque séance garde la sienne."),
    # workbooks that schools sent back
    FaultKind("returned_not_ours", "error", "Classeur non reconnu", _KEY,
        "Aucune feuille n’a la colonne des clés : ce n’est pas un classeur de relance, ou sa "
        "première colonne (masquée) a été supprimée. Redemandez le classeur d’origine rempli."),
    FaultKind("returned_locked", "error", "Classeur chiffré",
        "un classeur chiffré ne s’ouvre pas sans son mot de passe",
        "Un mot de passe protège ce classeur. Donnez la liste du paquet (--passwords "
        "mots-de-passe.csv), ou demandez-le sans mot de passe."),
    FaultKind("returned_no_keys", "error", "Clés disparues", _KEY,
        "La feuille n’a plus la colonne des clés (la première, masquée) : rien n’y est lu. "
        "Recopiez les réponses dans le classeur d’origine, ou redemandez-le rempli."),
    FaultKind("returned_other_campaign", "error", "Classeur d’une autre campagne",
        "ses élèves ne sont pas ceux de cette campagne",
        "Ce classeur est celui de {value} : rien n’en est pris."),
    FaultKind("returned_two_columns", "error", "Deux colonnes pour une donnée",
        "les deux peuvent différer, et rien ne dit laquelle est la bonne",
        "Deux colonnes s’appellent {value} : aucune n’est lue."),
    FaultKind("returned_lost_column", "warning", "Colonne disparue",
        "une colonne renommée ne se reconnaît plus : ses réponses seraient perdues",
        "La colonne {value} a disparu ou a changé de titre : rien n’y est lu."),
    FaultKind("returned_added_row", "warning", "Ligne ajoutée", _KEY,
        "Cette ligne n’a pas de clé : elle a été ajoutée. Rien n’en est pris ; inscrivez l’élève "
        "dans l’application s’il manque."),
    FaultKind("returned_unknown_row", "error", "Clé inconnue", _KEY,
        "La clé de cette ligne a été modifiée, ou la candidature n’est plus dans la campagne. Rien n’en est pris."),
    FaultKind("returned_other_school", "error", "Élève d’un autre établissement",
        "un établissement ne répond que pour les siens",
        "Cette ligne vient du classeur d’un autre établissement ({value}). Rien n’en est pris."),
    FaultKind("returned_wrong_pupil", "error", "Ligne mélangée", "l’avis irait à un autre élève",
        "La clé de la ligne et l’élève qu’elle nomme ne vont plus ensemble (tri d’une partie des "
        "colonnes ?). Rien n’en est pris."),
    FaultKind("returned_early", "error", "Présence avant l’entretien",
        "une présence se constate le jour de l’entretien",
        "L’entretien du {day} est encore à venir : {value} n’est pas pris."),
    FaultKind("returned_undated_absence", "error", "Absence sans date",
        "rien ne dit si la date donnée est celle de l’absence ou la nouvelle",
        "La campagne dit l’élève absent, sans dire quand : {value} n’est pas pris. Si c’est une nouvelle "
        "date, donnez dans la source celle de l’absence."),
    FaultKind("returned_conflict", "error", "Réponse contraire aux données",
        "une réponse n’efface pas ce qui est déjà enregistré",
        "{value}, alors que la campagne dit {known}. Rien n’est remplacé ; corrigez la source si "
        "l’établissement a raison."),
    FaultKind("returned_double", "error", "Deux réponses pour un élève",
        "de deux réponses différentes, rien ne dit laquelle est la bonne",
        "Le même élève a plusieurs réponses : {value}. Aucune n’est prise."),
    FaultKind("returned_absent_opinion", "error", "Absent, avec un avis",
        "un avis compte, un absent n’en attend pas : l’un des deux est une erreur",
        "L’élève est dit absent et un avis est donné : {value} n’est pas pris. Demandez s’il a été reçu."),
    FaultKind("returned_cancelled", "error", "Candidature annulée",
        "une candidature annulée n’attend plus rien",
        "La candidature a été annulée depuis l’envoi : {value} n’est pas pris."),
    FaultKind("returned_future", "error", "Date à venir", "un avis se donne après l’entretien",
        "{value} est après aujourd’hui : la date n’est pas prise."),
    FaultKind("returned_lone_date", "warning", "Date sans avis",
        "une date seule ne dit rien de l’avis",
        "Aucun avis n’est pris sur cette ligne : sa date ne l’est pas non plus."),
    FaultKind("returned_date", "error", "Date hors de la campagne",
        "les retards se comptent à partir des dates : une date fausse en inventerait",
        "{value} {why} : la date n’est pas prise."),
    FaultKind("returned_month_first", "error", "Dates écrites mois d’abord",
        "le 4 mars et le 3 avril s’y confondraient",
        "Dates écrites mois d’abord dans cette colonne : aucune n’est prise, sur {cells}. "
        "Demandez-les au format jj/mm/aaaa."),
    FaultKind("returned_merged", "error", "Cellules fusionnées",
        "une réponse prise pour un autre élève, ou une autre colonne, serait inventée",
        "Des cases sont fusionnées ({cells}) et {why} : rien n’y est lu. Demandez une réponse par "
        "case, ou reportez-la à la main."),
    FaultKind("returned_formulas", "error", "Formules sans résultat",
        "une formule qui n’a pas été calculée n’est pas une case vide",
        "Formule sans résultat dans {cells} : rien n’y est lu. Demandez le classeur ouvert, "
        "recalculé et enregistré, ou les réponses saisies."),
    FaultKind("returned_struck", "error", "Réponse barrée",
        "une réponse barrée est sans doute retirée, et rien ne dit laquelle la remplace",
        "La réponse est barrée : elle n’est pas prise. Demandez laquelle vaut."),
    FaultKind("returned_struck_row", "warning", "Ligne barrée",
        "un élève rayé s’est peut-être désisté : ce n’est pas une réponse sur l’avis",
        "Ligne barrée, rien n’en est pris. {question} Demandez-le à l’établissement."),
    FaultKind("returned_comment", "warning", "Commentaire d’une case",
        "une réponse donnée dans un commentaire n’est dans aucune case",
        "Un commentaire est posé sur la case {cell}. Lisez-le, et reportez ce qu’il répond."),
    FaultKind("returned_beside", "warning", "Écrit à côté du tableau",
        "une réponse écrite hors des cases prévues n’est lue dans aucune",
        "Écrit hors des colonnes du classeur, dans {cells}. Lisez-le, et reportez ce qu’il répond."),
    FaultKind("returned_nothing", "warning", "Réponse qui ne dit rien",
        "un signe n’est pas un avis : l’élève reste attendu",
        "Rien n’est répondu dans {cells}, où il est écrit {said}. Ce qu’on y demandait reste attendu."),
    FaultKind("returned_fewer_rows", "info", "Lignes retirées",
        "retirer une ligne n’est pas répondre",
        "{count} du classeur envoyé {verb} plus : ce qu’on y demandait reste attendu."),
    # repairs
    FaultKind("repaired_uai", "info", "UAI réparé", _FORM,
        "{value} est lu {repaired}."),
    FaultKind("repaired_cell", "info", "Cellule réparée", _FORM,
        "{value} est lu {repaired}."),
    FaultKind("repaired_private", "info", "Cellule réparée", _FORM,
        "La cellule a été remise en forme : elle est acceptée."),
)  # fmt: skip
