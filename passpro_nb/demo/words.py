"""The words of the invented campaign: programmes, people, and how hosts write what they enter."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from passpro_nb.domain.french import fold


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme: the label is a public one; its MEF has the right form, its serial is invented."""

    diploma: str
    label: str
    mef: str
    domain: str
    weight: int


# domain: then « diploma weight NSF-group label »; the NSF group is the middle of a MEF (domain.md).
_PROGRAMMES = """
# Gestion, commerce et logistique
2 46 300 2de pro métiers de la gestion administrative, du transport et de la logistique
2 42 312 2de pro métiers de la relation client
C 19 312 CAP équipier polyvalent du commerce
C 3 311 CAP opérateur logistique
C 2 313 CAP fleuriste
2 2 316 2de pro conducteur transport routier marchandises
# Énergie et électricité
2 35 200 2de pro métiers des transitions numérique et énergétique
C 16 255 CAP électricien
C 3 227 CAP monteur en installations thermiques
C 2 228 CAP installateur en froid et conditionnement d’air
# Services à la personne, santé et social
2 24 331 2de pro accompagnement, soins et services à la personne
2 12 332 2de pro animation, enfance et personnes âgées
C 5 333 CAP accompagnant éducatif petite enfance
C 2 334 CAP assistant technique en milieux familial et collectif
C 2 343 CAP agent de propreté et d’hygiène
2 4 344 2de pro métiers de la sécurité
# Mécanique et industrie
2 16 201 2de pro métiers de la réalisation d’ensembles mécaniques et industriels
2 12 202 2de pro métiers du pilotage et de la maintenance d’installations automatisées
C 6 254 CAP métallier
C 2 256 CAP réalisations industrielles, option A chaudronnerie
2 3 203 2de pro modélisation et prototypage 3D
2 2 253 2de pro métiers de l’aéronautique
# Automobile et engins
2 9 252 2de pro métiers de la maintenance des matériels et des véhicules
C 4 257 CAP maintenance des véhicules, option A voitures particulières
C 3 258 CAP peinture en carrosserie
2 3 259 2de pro réparation des carrosseries
# Bâtiment et travaux publics
2 6 230 2de pro métiers de la construction durable, du bâtiment et des travaux publics
2 4 231 2de pro métiers des études et de la modélisation numérique du bâtiment
C 4 232 CAP maçon
C 4 233 CAP peintre applicateur de revêtements
C 3 235 CAP carreleur mosaïste
C 3 236 CAP intervention en maintenance technique des bâtiments
# Bois et ameublement
2 6 237 2de pro métiers de l’agencement, de la menuiserie et de l’ameublement
C 5 238 CAP menuisier fabricant
C 2 239 CAP ébéniste
# Hôtellerie, restauration et alimentation
C 8 221 CAP production et service en restaurations
C 6 222 CAP cuisine
C 6 335 CAP commercialisation et services en hôtel-café-restaurant
2 5 336 2de pro métiers de l’hôtellerie-restauration
C 4 223 CAP pâtissier
2 2 224 2de pro métiers de l’alimentation
# Mode, cuir et beauté
2 7 242 2de pro métiers de la mode, vêtement
C 3 240 CAP métiers de la mode, vêtement flou
C 2 243 CAP maroquinerie
2 4 337 2de pro métiers de la beauté et du bien-être
C 3 338 CAP métiers de la coiffure
C 2 339 CAP esthétique, cosmétique, parfumerie
# Arts et communication
2 4 323 2de pro artisanat et métiers d’art, communication visuelle
2 3 322 2de pro métiers des industries graphiques et de la communication
2 2 324 2de pro photographie
C 2 325 CAP signalétique et décors graphiques
# Laboratoire et environnement
C 3 220 CAP employé technique de laboratoire
2 2 342 2de pro hygiène, propreté, stérilisation
2 2 345 2de pro gestion des pollutions et protection de l’environnement
# Nature et agriculture
2 3 214 2de pro nature, jardin, paysage, forêt
C 2 215 CAP agricole jardinier paysagiste
2 2 212 2de pro conseil vente en animalerie et jardinerie
"""
_DIPLOMAS = {"2": ("2de pro", "247", "31"), "C": ("CAP", "241", "21")}


def _read_programmes(table: str) -> Iterator[Programme]:
    for block in table.split("# ")[1:]:
        domain, *lines = block.splitlines()
        for kind, weight, group, label in (line.split(" ", 3) for line in lines):
            diploma, device, length = _DIPLOMAS[kind]
            yield Programme(diploma, label, f"{device}{group}99{length}", domain, int(weight))


PROGRAMMES = tuple(_read_programmes(_PROGRAMMES))

# Programmes that no host of the invented catalogue offers: asked for all the same.
NOT_OFFERED = ("CAP souffleur de verre", "2de pro métiers du nautisme", "CAP vannier")

_FIRST_NAMES = """
Adèle Aïcha Amadou Anaïs Anton Assia Axel Bilal Camille Chloé Clément Dalia Diego Djibril Élias
Éloïse Emma Enzo Ethan Fatou Félix Gabriel Hana Hugo Ibrahim Inaya Inès Ismaël Jade Joseph Kenza
Kevin Lamine Léa Léo Lina Louis Luna Maël Manon Mariam Mathis Maya Mehdi Mila Moussa Nadia Naïm
Noah Noé Nour Océane Oumou Paul Rania Rayan Rose Sacha Salomé Samuel Sarah Sofia Tess Théo Tiago
Wassim Yanis Yasmine Zoé
"""
FIRST_NAMES = tuple(_FIRST_NAMES.split())

# Invented surnames: 20 beginnings × 20 ends, none taken from a list of people.
_BEGINNINGS = "Bra Cor Dal Fel Gri Hul Jor Kel Lum Mer Nor Pel Quin Ros Sil Tor Ul Vor Yl Zal"
_ENDS = """
andel briac corin dour erval fanche gorin hault imont jac
lande mirel nange oria prelle quier rouet sart tibou vessac
"""
SURNAMES = tuple(beginning + end for beginning, end in product(_BEGINNINGS.split(), _ENDS.split()))

TRADES = ("de l’énergie", "des services", "du bâtiment")

UNDATED = (
    "à définir", "sur convocation", "Sur rendez-vous, contacter le secrétariat",
    "voir site de l’établissement", "dates communiquées ultérieurement",
)  # fmt: skip
ROOMS = ("Salle polyvalente", "CDI", "Bâtiment B, salle 12", "Bureau du DDFPT", "Salle des actes")
REMARKS = (
    "Se munir du dossier et des bulletins", "Apporter son carnet de correspondance",
    "Accueil à la loge", "Tenue professionnelle appréciée",
)  # fmt: skip
OUTSIDE = "Journée portes ouvertes et mini-stages : contacter l’établissement"


@dataclass(frozen=True, slots=True)
class Habit:
    """How one host fills in its columns: its words for each value, its way with dates."""

    opinions: dict[str, str]
    attendance: dict[str, str]
    date_form: str | None  # None: real dates; else text


_OPINIONS = ("Très favorable", "Favorable", "Réservé", "Défavorable")
OPINION_HABITS = [
    dict(zip(_OPINIONS, words, strict=True))
    for words in (
        _OPINIONS,
        _OPINIONS,
        ("TF", "F", "R", "D"),
        ("très favorable", "favorable", "réservé", "défavorable"),
        ("Très fav.", "Fav.", "Réserve", "Défav."),
        ("TRES FAVORABLE", "FAVORABLE", "assez favorable", "DEFAVORABLE"),
    )
]
ATTENDANCE_HABITS = [
    dict(zip(("present", "absent", "excused"), words, strict=True))
    for words in (
        ("Présent", "Absent", "Absent excusé"),
        ("P", "A", "Excusé"),
        ("présent", "absent", "absent (excusé)"),
        ("Présent", "Abs. non excusé", "Abs. excusé"),
    )
]
DATE_FORMS = (None, None, None, None, "%d/%m/%Y", "%d/%m/%Y", "%d/%m/%y")


def capitals(text: str) -> str:
    """Return a label as old software prints it: capitals, neither accents nor punctuation."""
    return fold(text).upper()
