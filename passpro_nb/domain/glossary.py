"""The field's words in French, what each kind of cell holds, and the sentences that people ask about.

Figures have their own meanings (`figures.py`), columns their own headings (`tables.py`), settings their
own reasons (`settings.py`): the glossary that people read is drawn from all of them.
"""

from typing import NamedTuple

TERMS: dict[str, str] = {
    "Académie": "Les départements suivis ensemble : à Créteil, le 77, le 93 et le 94.",
    "Avis": "Ce que l’établissement d’accueil saisit après l’entretien, sur l’échelle des réglages. À "
    "Créteil il ne donne aucun point dans Affelnet : ni note, ni classement d’élèves.",
    "Campagne": "Un dossier : campagne.toml, le catalogue, les candidatures, et s’il y en a les avis, "
    "l’annuaire et les corrections.",
    "Candidature": "Un élève sur une offre de formation.",
    "Capacité d’accueil": "Les places dans la classe. Rien à voir avec les places d’entretien, ni avec la "
    "capacité d’affectation : aucune ne se déduit d’une autre.",
    "Cellule refusée": "Une cellule qui ne se lit pas est prise comme non donnée, et c’est une erreur ; sa "
    "ligne compte.",
    "Code vœu": "Le code d’une offre : 8 chiffres ou lettres, unique dans l’académie.",
    "Constat": "Ce que la lecture a trouvé à dire : une erreur, un avertissement ou une information, avec "
    "le fichier, la ligne, et quoi faire.",
    "Correspondance": "Ce que vous avez confirmé d’un titre de colonne, d’un établissement ou d’une "
    "formation (carnet 15) ; cela vaut pour toutes les livraisons suivantes.",
    "Échéance": "Le jour après lequel un avis est en retard : quelques jours ouvrés après l’entretien, au "
    "plus tard la limite de saisie, et jamais avant l’entretien.",
    "Établissement d’accueil": "Celui qui enseigne la formation, convoque, reçoit et saisit l’avis.",
    "Établissement d’origine": "Celui où l’élève est aujourd’hui, le plus souvent un collège ; absent ou "
    "illisible : « origine inconnue ».",
    "Formation": "Un CAP, une 2de professionnelle… : son MEF, sinon son libellé.",
    "Hors Passpro": "Une offre sans entretien dans la procédure : listée et comptée à part, dans aucun "
    "chiffre ni aucune relance. « Hors famille de métiers » veut dire autre chose.",
    "INE": "L’identifiant national de l’élève : 11 caractères. À défaut, le n° de dossier.",
    "Instantané": "Ce qui est gardé d’un import : on peut rouvrir chacun et dire ce qui a bougé depuis.",
    "Jour des données": "Le dernier jour d’inscription, de convocation ou d’avis qui n’est pas à venir : "
    "celui auquel tout est regardé, sauf autre choix.",
    "Jours ouvrés": "Du lundi au vendredi, sans les jours fériés ni les congés des réglages ; « 5 jours "
    "ouvrés après » se compte sans le jour de départ.",
    "Ligne écartée": "Une ligne dont l’élève, l’établissement d’accueil ou l’offre ne peut être établi : "
    "elle n’est comptée nulle part, et attend sa correction.",
    "Ligne fusionnée": "Une ligne qui dit la même chose qu’une autre : le même élève sur la même offre.",
    "Ligne ignorée": "Un titre, un en-tête, un total ou une note : ce n’est pas une donnée.",
    "MEF": "Le code national d’une formation : 10 chiffres.",
    "Modalité": "Un entretien est individuel, ou collectif.",
    "Offre de formation": "Une formation, dans un établissement d’accueil, sous un statut.",
    "Petits nombres": "Une répartition par valeur d’avis est masquée quand elle repose sur trop peu "
    "d’avis, avec ce qui permettrait de la retrouver.",
    "Relance": "La demande faite à un établissement de ce qui manque. Une personne relit et envoie.",
    "Sans objet": "Une part qui n’a pas de sens, faute de rien à quoi la rapporter : ni 0 %, ni 100 %.",
    "Séance": "Un jour et des heures, dans un établissement d’accueil, pour une offre ou pour plusieurs.",
    "Séance à vérifier": "Un jour lu dans une phrase qui n’est peut-être pas celle d’entretiens : il ne "
    "donne aucune place avant votre confirmation.",
    "Statut": "La voie scolaire ou l’apprentissage : deux offres, avec chacune ses élèves.",
    "UAI": "Le code d’un établissement (l’ancien RNE) : 7 chiffres et une lettre, dont les trois premiers "
    "chiffres sont le département.",
}  # fmt: skip

# What a cell of each kind of column holds (`tables.KINDS`).
KIND_WORDS = {
    "uai": "un UAI", "text": "un texte", "name": "un nom", "code": "un code vœu (8 chiffres ou lettres)",
    "mef": "un MEF (10 chiffres)", "ine": "un INE", "department": "un département",
    "sector": "public ou privé", "status": "scolaire ou apprentissage",
    "passpro": "Passpro ou hors Passpro", "mode": "individuel ou collectif",
    "sessions": "des jours et des heures, en toutes lettres", "hours": "des heures",
    "seats": "un nombre de places", "places": "un nombre de places", "date": "une date",
    "convened": "une date, oui ou non", "attendance": "présent ou absent",
    "opinion": "une valeur de l’échelle", "cancelled": "oui, non ou un état", "number": "un nombre",
    "birth": "une date de naissance", "latitude": "des degrés", "longitude": "des degrés",
    "metres": "des mètres, en Lambert-93",
}  # fmt: skip


class Question(NamedTuple):
    """A sentence that stops people, as the program says it (« … »: what varies), and what to do."""

    said: str
    means: str
    do: str


QUESTIONS = (
    Question(
        "Aucune campagne n’est ouverte : choisissez-en une",
        "Aucun dossier n’a encore été choisi, ou celui qui l’était a disparu.",
        "Cliquez sur « Changer de campagne », choisissez-la dans la liste ou collez le chemin de son "
        "dossier : le choix vaut pour tous les carnets.",
    ),
    Question(
        "Le dossier … n’existe pas : indiquez celui d’une campagne.",
        "Le chemin est mal recopié, ou le lecteur réseau n’est pas branché.",
        "Ouvrez le dossier dans l’explorateur, copiez l’adresse de sa barre, et collez-la.",
    ),
    Question(
        "Le dossier … n’a pas de fichier campagne.toml",
        "Une campagne se reconnaît à ce fichier, qui tient ses réglages.",
        "Créez-le avec le Bloc-notes, avec les deux lignes que la phrase donne ; le carnet 90 règle le reste.",
    ),
    Question(
        "ce fichier n’est pas du TOML valide",
        "Un guillemet, un crochet ou une date de campagne.toml est mal écrit, près de la ligne donnée.",
        "Corrigez-la, ou remettez en place « campagne.toml.avant », gardé à côté par le carnet 90.",
    ),
    Question(
        "Aucune offre n’a pu être lue.",
        "Le catalogue manque, ou aucune de ses feuilles n’a été comprise : sans offre, rien ne se compte.",
        "La suite de la phrase dit lequel ; le carnet 10 donne la cause, le carnet 15 permet de nommer "
        "les colonnes.",
    ),
    Question(
        "Un incident est survenu pendant le calcul",
        "C’est un défaut du programme, non de vos fichiers : il préfère se taire que se tromper.",
        "Relancez le carnet ; si cela revient, dites à qui suit l’outil le carnet et ce que vous faisiez.",
    ),
    Question(
        "fermez-le s’il est ouvert, ou choisissez un autre dossier",
        "Le fichier à écrire est ouvert dans Excel, ou le dossier est en lecture seule.",
        "Fermez-le et recommencez : rien n’a été écrit à moitié.",
    ),
    Question(
        "Cet import ferait perdre …",
        "Les nouveaux fichiers ont moins de candidatures, d’avis ou d’établissements que le dernier "
        "import : le plus souvent, un export filtré ou interrompu.",
        "Demandez un export entier. Si la perte est voulue, l’import l’accepte quand on le lui dit "
        "(« --accepter ») ; les bornes sont dans la section « Livraisons » du carnet 90.",
    ),
    Question(
        "Un autre import est passé entre-temps",
        "Quelqu’un a importé la même campagne pendant que vous regardiez la vôtre.",
        "Relisez les fichiers, regardez ce qui changerait maintenant, puis recommencez.",
    ),
    Question(
        "Une autre relance vient d’être écrite par …",
        "Une collègue vient de préparer une relance des mêmes établissements.",
        "Regardez de nouveau qui est à relancer : les siens n’y sont plus.",
    ),
    Question(
        "… contient déjà quelque chose : indiquez un dossier nouveau ou vide",
        "Rien n’est jamais écrasé : un paquet de relance va dans un dossier à lui.",
        "Donnez un nom de dossier qui n’existe pas encore, ou laissez la case vide.",
    ),
    Question(
        "… a changé sur le disque depuis qu’il est affiché ici",
        "Quelqu’un a modifié les réglages pendant que vous les changiez.",
        "« Oublier, et relire le fichier », dans le carnet 90, montre les siens ; refaites les vôtres.",
    ),
)
