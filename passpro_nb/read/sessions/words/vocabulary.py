"""The vocabulary of interview sessions: each word that the reader knows → its kind, its meaning."""

import re
import unicodedata
from datetime import time
from functools import lru_cache

from passpro_nb.domain.french import MONTHS, WEEKDAYS

MORNING = (time(8), time(12))
AFTERNOON = (time(14), time(17))
WHOLE_DAY = (time(9), time(17))
EVENING = (time(17), time(20))


_MONTH_SHORT = (
    "jan janv", "fev fevr", "rnars", "avr avri", "rnai", "", "juil juill", "", "sept sep", "oct octo",
    "nov", "dec",
)  # fmt: skip
_WEEKDAY_SHORT = ("lun", "rnardi", "mer merc mercr rnercredi", "jeu", "ven vend vendr", "sam", "dim")  # fmt: skip
_NUMBER_WORDS = {
    1: "une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 8: "huit", 10: "dix",
    12: "douze", 15: "quinze", 20: "vingt", 30: "trente", 40: "quarante",
}  # fmt: skip
HOUR_WORDS = {
    **_NUMBER_WORDS, 7: "sept", 9: "neuf", 11: "onze", 13: "treize", 14: "quatorze", 16: "seize",
}  # fmt: skip
_SINCE = re.compile(r"\bdès\b", re.IGNORECASE)  # apart from « des », which its accent tells
_WHERE = re.compile(r"\boù\b", re.IGNORECASE)  # apart from « ou »
# « 16h30.Les candidats »: a stop without its blank.
_GLUED_STOP = re.compile(
    r"(?:(?<=[a-zé][a-zé][a-zé])|(?<=\d\d)|(?<=\d[hH])|(?<=\)))\.(?=(?:L[ea]|Les|Un|Une|Il|Ils|Cha|Pou|Mer|Pre|Pri|Pen|Ven|Voi|Sal|Ren|Tou|Au|Lun|Mar|Jeu|Sam)[a-zé]* ?)"
)
# Digits typed without the shift key, « mercredi &é mars », and « à » typed with it: « 9h 0 12h ».
_SHIFTED = re.compile(
    r"(?<=[a-z] )(?=(?:[&éà0-2][&é\"'(è_çà\d-]|[\"3][&à01]|[&é\"'(è_ç]) (?:janv|f[ée]v|mars|avr|mai|juin))(?=\d?[&é\"'(è_ç]|\dà)[&é\"'(è_çà\d-]{1,2}(?= )"
    r"|(?<![^\s-])(?:[&éèç_][&éèç_\"'(\dà]|\d[&éèç_])(?=[hH](?:\d|\b))|(?<=\d[hH] )0(?= \d\d?[hH])|(?<=[hH]\d\d )0(?= \d\d?[hH])"
)
_UNSHIFTED = str.maketrans("&é\"'(-è_çà0", "1234567890à")
# Letters that stand for digits: « l2 mars », « O5/04 », « 14hoo », « 2O25 ».
_LETTERS = re.compile(
    r"(?<![^\W\d_])(?=[oil]{0,3}\d)(?=\d{0,3}[oil])[\doil]{2,4}(?=h(?:[\do]{2}\b|(?![a-z]))|[\W_]|$|pl|pers|[ée]l)"
    r"|(?:(?<=[\doil]h)|(?<=\dh )|(?<=\d h)|(?<=\d h )|(?<=\d[:.]))(?:oo|\do|o\d)(?=\b|[àa]\d|[a-z]{4})",
    re.IGNORECASE,
)
_BESIDE_DIGIT = re.compile(r"\d[ hH:.]{0,3}[oilOIL]|[oilOIL]\d")
_DOUBLED = re.compile(
    r"(?<=\d)/(?=/\d)|(?:(?<=\dh)|(?<=\d h))h(?![a-z])"
)  # a blank for the first: « 12//03 »
AS_DIGITS = str.maketrans("oOiIlL", "001111")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


@lru_cache(maxsize=256)  # the readers of one cell ask for it in turn
def fold_in_place(text: str) -> str:
    """Return a text without case and accents, each character in its place; « dès » becomes dez."""
    text = _WHERE.sub("oz", _SINCE.sub("dez", _GLUED_STOP.sub(";", text)))
    if _SHIFTED.search(text):
        text = _SHIFTED.sub(lambda found: found.group().translate(_UNSHIFTED), text)
    if _BESIDE_DIGIT.search(text):
        text = _LETTERS.sub(_digits, text)
    folded = "".join(map(_fold_character, text))
    return _DOUBLED.sub(" ", folded) if "//" in folded or "hh" in folded else folded


def _digits(found: re.Match[str]) -> str:
    letters = found.group()
    return letters if letters == "1o" else letters.translate(AS_DIGITS)  # « 1o avril » is the 1st


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold case and accents of one character into one character, so that places are kept."""
    if character in "œŒ":
        return "o"
    if character in "’‘´`ʼ":
        return "'"
    if character == "½":
        return character
    if character == "=":
        return ":"
    if character in "‐‑‒–—−_~":
        return "-"
    if (character != "\n" and character.isspace()) or character in "\u200b\ufeff":
        return " "
    return unicodedata.normalize("NFKD", character)[:1].lower()[:1] or " "


FOLDED_MONTHS = [fold_in_place(name) for name in MONTHS]
# What the name of a month, of a day of the week, a whole date look like, folded.
MONTH_WORD = r"(?!mai[lnrst]|dec[aiol]|nov[aio]|septi|octr|marse)(?:janv?|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec)[a-z]*"
WEEKDAY_WORD = "|".join(map(fold_in_place, WEEKDAYS))
A_DATE = rf"(?:(?:{WEEKDAY_WORD}) )?\d{{1,2}}(?:er)?(?:[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?| {MONTH_WORD}(?: 20\d\d)?)(?![/.-]?\d)"
# Kind, meaning, and the words that have it.
_VOCABULARY: tuple[tuple[str, object, str], ...] = (
    ("daypart", MORNING, "matin matins matinee matinees"),
    ("daypart", AFTERNOON, "aprem aprems pm"),
    ("am", None, "am"),
    ("daypart", WHOLE_DAY, "journee journees"),
    ("daypart", EVENING, "soir soirs soiree"),
    ("the", None, "le la les l"),
    ("from", None, "de d"),
    ("from", "the", "du des"),
    ("to", None, "a au"),
    ("and", None, "et ou puis ainsi que aussi bien egalement enfin"),
    ("in", None, "en courant"),
    ("between", None, "entre"),
    ("until", None, "jusque jusqu jusqua jusqau jusquau jusqu'a jusq"),
    ("every", None, "tous toutes chaque"),
    ("except", None, "sauf hors excepte exceptes exception exclusion hormis exclu exclus"),
    ("week", None, "semaine semaines sem"),
    ("seat", None, "place places plcae plcaes palce palces pl p eleve eleves elevs cand candidat"),
    ("seat", None, "candidats candidate candidates personne personnes pers jeune jeunes"),
    ("seat", None, "participant participants gamin gamins ados plc plcs cdts pax"),
    ("session", "one", "seance session creneau"),
    ("session", "many", "seances sessions creneaux"),
    ("session", "group", "groupe gpe grpe grp gr group gp"),
    ("session", "groups", "groupes gpes grps grpes groups gps"),
    ("jury", None, "jury jurys"),
    ("rank", None, "premier premiers deuxieme deuxiemes second seconds troisieme troisiemes"),
    ("rank", None, "quatrieme quatriemes dernier derniers"),
    ("denied", None, "pas aucun aucune ni relache"),
    ("only", None, "uniquement seulement exclusivement"),
    ("cancelled", None, "annule annulee supprime supprimee impossible"),
    ("all_cancelled", None, "annules annulees supprimes supprimees impossibles"),
    ("moved", None, "report reporte reportes reportee reportees"),
    ("moved", None, "deplace deplaces deplacee deplacees decale decales decalee decalees"),
    ("moved", None, "remplace remplacee remplaces remplacees avance avancee avances avancees"),
    ("moved", None, "finalement repousse repoussee repousses repoussees"),
    ("moved", None, "reprogramme reprogrammee reprogrammes reprogrammees"),
    ("instead", None, "initialement"),
    ("total", None, "total totale tout"),
    ("class", None, "classe classes section sections formation formations"),
    ("about", None, "dizaine douzaine vingtaine trentaine"),
    ("about", "fortnight", "quinzaine"),
    ("times", None, "x"),
    ("most", None, "max maxi maximum capacite effectif effectifs jauge"),
    ("minutes", 1, "min mn minute minutes"),
    ("minutes", 60, "heure heures"),
    ("length", None, "duree durant pendant dure durent durera dureront"),
    ("mode", "individual", "individuel individuels individuelle individuelles individuellement"),
    ("mode", "individual", "individualise individualises individualisee individualisees"),
    ("mode", "individual", "indiv individ indv ind"),
    ("mode", "collective", "collectif collectifs collective collectives collectivement collect"),
    ("aside", None, "inscription inscriptions inscrire inscrivez limite cloture maj version"),
    ("aside", None, "rendre remettre retourner renvoyer deposer retour retours depot retirer"),
    ("aside", None, "resultat resultats reponse reponses publication affichage confirmation"),
    ("aside", None, "affiche affiches affichee affichees afficher"),
    ("aside", None, "candidature candidatures rentree envoi envoye envoyes envoyee envoyees"),
    ("aside", None, "notification notifications transmis transmise transmises modifie modifiee"),
    ("aside", None, "modification actualise actualisee edite editee imprime imprimee signe signee"),
    ("aside", None, "ne nee nes vu valable"),
    ("aside", None, "vacances conges affelnet parcoursup voux voeux reinscription"),
    ("aside", None, "reinscriptions facture factures paiement livraison absent absente absents"),
    ("aside", None, "absence"),
    ("aside", None, "reservation reservations saisi saisis"),
    ("aside", None, "saisie saisies saisir remise remises recours admission admissions"),
    ("event", None, "jpo jpos forum forums salon salons visite visites reunion reunions conseil"),
    ("event", None, "ministage ministages stage stages immersion immersions conseils voyage"),
    ("event", None, "voyages sortie sorties sejour sejours carnaval fete fetes kermesse"),
    ("event", None, "spectacle spectacles concert concerts cross tournoi tournois gala bal"),
    ("event", None, "epreuve epreuves brevet examen examens dnb ccf pfmp assr pix brocante loto"),
    ("event", None, "exposition expo conference conferences colloque greve election"),
    ("event", None, "elections assemblee ag ceremonie theatre cinema chorale vaccination"),
    ("event", None, "visiter visitez banalise banalisee olympiades internat cantine presentation"),
    ("event", None, "decouverte rallye marathon cocktail cocktails buffet aperitif apero"),
    ("event", None, "randonnee seminaire harmonisation nocturne carrefour"),
    (
        "event",
        None,
        "challenge vernissage foire hackathon vote webinaire webinaires webinar tombola",
    ),
    (
        "event",
        None,
        "banquet banquets festival festivals match matchs championnat championnats raid",
    ),
    (
        "event",
        None,
        "aquathlon triathlon badminton slam quiz yoga sophrologie depistage depistages",
    ),
    ("event", None, "collecte collectes bapteme elagage deratisation desinsectisation ramonage"),
    ("event", None, "recolement bibliobus kangourou obseques hommage hommages caces"),
    ("event", None, "delf toeic toefl psc1 aipr haccp sst audit audits qualiopi erasmus jdc cesce"),
    ("event", None, "chsct gpds assises debat debats temoignage temoignages essayage"),
    ("event", None, "essayages defile repetition repetitions webradio revisions unss"),
    ("state", None, "ouvert ouverte ouverts ouvertes ouverture reserve reservee reserves"),
    ("state", None, "reservees"),
    ("state", None, "occupe occupee indisponible indisponibles"),
    ("before", None, "avant apres"),
    ("break", None, "pause interruption coupure ferme fermera fermee fermeture dejeuner"),
    ("break", None, "ferie feries"),
    ("main", None, "entretien entretiens entretient entretients entret entr oral oraux"),
    ("main", None, "audition auditions entrevue entrevues interview interviews"),
    ("per", None, "par"),
    ("room", "numbered", "salle batiment bat bureau"),
    ("room", "many", "salles"),
    ("room", None, "amphi amphitheatre cdi gymnase"),
)


def _vocabulary() -> dict[str, tuple[str, object]]:
    months = enumerate(zip(FOLDED_MONTHS, _MONTH_SHORT, strict=True), 1)
    weekdays = enumerate(zip(WEEKDAYS, _WEEKDAY_SHORT, strict=True))
    rows = [
        *(("month", at, f"{name} {short}") for at, (name, short) in months),
        *(("weekday", at, f"{name} {name}s {short}") for at, (name, short) in weekdays),
        *(("number", number, word) for number, word in _NUMBER_WORDS.items()),
        *_VOCABULARY,
    ]
    return {
        word: (kind, word if value is None else value)
        for kind, value, words in rows
        for word in words.split()
    }


WORDS = _vocabulary()
