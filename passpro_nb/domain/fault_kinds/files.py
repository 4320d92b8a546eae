"""Faults of files and sheets, and of whole deliveries."""

from passpro_nb.domain.fault_kinds.kind import ERROR, INFO, WARNING, Rows

FILES: Rows = (
    ("unreadable_file", ERROR, "Fichier illisible",
        "aucune de ses lignes n’entre dans les chiffres",
        "{reason}"),
    ("other_encoding", INFO, "Accents codés autrement",
        "lus dans un autre codage, les accents deviennent d’autres signes",
        "Les accents de ce fichier sont codés en {encoding} : il est lu ainsi. Si des noms sont "
        "faux, demandez-le au format .xlsx."),
    ("mixed_encodings", WARNING, "Deux codages dans un fichier",
        "lus dans un autre codage, les accents deviennent d’autres signes",
        "À partir d’ici, les accents de {lines} sont codés en {encoding}, et non en UTF-8 comme "
        "les autres (deux exports collés ?) : ils sont lus ainsi. Vérifiez-y quelques noms."),
    ("doubled_accents", WARNING, "Accents codés deux fois",
        "une colonne ou un nom aux accents abîmés ne se reconnaît plus",
        "Des accents étaient codés deux fois (« Ã© » pour « é ») dans {cells} : ils sont "
        "réparés. Pour l’avenir, demandez le fichier d’origine."),
    ("lost_accents", WARNING, "Accents perdus",
        "une colonne ou un nom aux accents perdus ne se reconnaît plus",
        "Des accents sont perdus (« ? » ou « � » à leur place) dans {cells} : rien ne peut les "
        "rendre. Demandez le fichier d’origine, au format .xlsx."),
    ("missing_catalogue", ERROR, "Catalogue absent",
        "sans offres, aucune candidature ne se rattache à rien",
        "Aucun fichier « catalogue*.xlsx » lisible dans le dossier : déposez-y le catalogue des "
        "formations."),
    ("missing_applications", WARNING, "Candidatures absentes",
        "sans candidatures, ni couverture ni relances",
        "Aucun fichier « candidatures*.xlsx » lisible dans le dossier : seul le catalogue est "
        "contrôlé ; déposez-y la liste des candidatures dès qu’elle arrive."),
    ("skipped_file", WARNING, "Fichier laissé de côté",
        "son nom annonce des données, qui manqueraient aux chiffres",
        "Ce fichier n’est pas lu : sa terminaison n’est pas celle d’un tableau ({endings}). "
        "Enregistrez-le au format .xlsx."),
    ("lock_file", WARNING, "Classeur ouvert ailleurs",
        "les dernières saisies d’un classeur ouvert n’y sont peut-être pas encore",
        "Ce fichier est le verrou d’un classeur ouvert : il est passé. Si le classeur est en "
        "cours de modification, enregistrez-le et fermez-le, puis relancez."),
    ("unnamed_file", INFO, "Fichier sans rôle", "le rôle d’un fichier se lit au début de son nom",
        "Ce fichier n’est pas lu : son nom ne commence par aucun de {names}. Renommez-le si "
        "c’est une livraison."),
    ("unreadable_outlines", WARNING, "Contours illisibles",
        "la carte des établissements est alors sans contours",
        "Ce fichier n’est pas du GeoJSON aux codes INSEE : ses contours ne sont pas dessinés. "
        "Reprenez celui d’un site public (france-geojson, geo.api.gouv.fr)."),
    ("replaced_delivery", WARNING, "Livraison remplacée",
        "lues toutes deux, elles compteraient deux fois les mêmes élèves",
        "Ce fichier dit les mêmes dossiers que {newer}, plus récent : il est remplacé par lui."),
    ("copied_sheet", WARNING, "Feuille en double",
        "lues toutes deux, elles compteraient deux fois les mêmes lignes ou se contrediraient",
        "Cette feuille ({count}) répète la feuille {newer} du même classeur : c’en est une "
        "copie, et elle n’est pas lue. Supprimez celle des deux qui ne vaut plus."),
    ("other_year", ERROR, "Lignes d’une autre année",
        "comptées, elles fausseraient les inscrits, les avis et les retards de cette campagne",
        "{count} d’une autre année{span}, quand la campagne va {campaign} : elles sont écartées "
        "en bloc. Retirez la feuille, ou corrigez le calendrier de campagne.toml."),
    ("other_year_doubt", WARNING, "Catalogue d’une autre année ?",
        "un catalogue périmé donnerait des offres et des séances qui n’existent plus",
        "Cette feuille est peut-être celle d’une autre année : {what}, quand la campagne va "
        "{campaign}. Elle est lue ; retirez-la si elle est périmée, sinon corrigez ses dates ou "
        "son nom."),
    ("no_table", INFO, "Feuille sans tableau",
        "un mode d’emploi ou une page de garde n’entre dans aucun chiffre",
        "Aucun tableau n’y a été reconnu : la feuille n’est pas lue."),
    ("empty_sheet", INFO, "Feuille vide", "une feuille vide peut cacher un export manqué",
        "La feuille est vide : elle n’est pas lue."),
    ("other_table", INFO, "Feuille d’autre chose",
        "un autre tableau ne doit pas se mêler aux lignes attendues",
        "Son tableau n’est pas {role} : la feuille n’est pas lue."),
    ("swapped_file", ERROR, "Fichier mal nommé",
        "lu sous un autre rôle, il donnerait des chiffres faux",
        "Ce tableau est {actual}, et non {role} : la feuille n’est pas lue. Renommez le "
        "fichier, pour que son nom commence par {name}."),
    ("ignored_rows", INFO, "Lignes ignorées",
        "un titre ou un total compté comme une ligne fausserait les sommes",
        "Lignes comptées à part, sans être lues : {said}."),
    ("no_rows", WARNING, "Tableau sans ligne",
        "un export filtré ou interrompu donne souvent un tableau sans ligne",
        "Aucune ligne sous l’en-tête : demandez un nouvel envoi si le tableau devait être "
        "rempli."),
)  # fmt: skip
