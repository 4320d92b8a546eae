"""The words by which schools write interview sessions: text → tokens.

Every word that the reader of sessions knows is here, once; `grammar` tells what they say together.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from passpro_nb.domain.french import MONTHS, WEEKDAYS

MORNING = (time(8), time(12))
AFTERNOON = (time(14), time(17))
WHOLE_DAY = (time(9), time(17))
EVENING = (time(17), time(20))


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: its kind, what it means, and where it stands in the text."""

    kind: str
    value: Any  # by the kind: a time, a number, a weekday, a pair of times, a word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as written: the month, the year or the weekday may be missing, nothing is checked."""

    day: int
    month: int | None = None
    year: int | None = None
    weekdays: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


_MONTH_SHORT = (
    "jan janv", "fev fevr", "", "avr avri", "", "", "juil juill", "", "sept sep", "oct octo",
    "nov", "dec",
)  # fmt: skip
_WEEKDAY_SHORT = ("lun", "", "mer merc mercr", "jeu", "ven vend", "sam", "dim")
_NUMBER_WORDS = {
    1: "une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 8: "huit", 10: "dix",
    12: "douze", 15: "quinze", 20: "vingt",
}  # fmt: skip
_HOUR_WORDS = {
    **_NUMBER_WORDS, 7: "sept", 9: "neuf", 11: "onze", 13: "treize", 14: "quatorze", 16: "seize",
}  # fmt: skip


def fold_in_place(text: str) -> str:
    """Return a text without case and accents, each character in its place; « dès » becomes dez."""
    text = _SINCE.sub("dez", text)
    if _BESIDE_DIGIT.search(text):
        text = _LETTERS.sub(_digits, text)
    folded = "".join(map(_fold_character, text))
    return _DOUBLED.sub(" ", folded) if "//" in folded or "hh" in folded else folded


_SINCE = re.compile(r"\bdès\b", re.IGNORECASE)  # apart from « des », which its accent tells
# Letters that stand for digits: « l2 mars », « O5/04 », « 14hoo », « 2O25 ».
_LETTERS = re.compile(
    r"(?<![^\W\d_])(?=[oil]{0,3}\d)(?=\d{0,3}[oil])[\doil]{2,4}(?=h(?![a-z])|[\W_]|$)"
    r"|(?<=\dh)(?:oo|\do|o\d)\b|(?<=\dh )(?:oo|\do|o\d)\b",
    re.IGNORECASE,
)
_BESIDE_DIGIT = re.compile(r"\d[ hH]{0,2}[oilOIL]|[oilOIL]\d")
_DOUBLED = re.compile(r"(?<=\d)/(?=/\d)|(?<=\dh)h(?![a-z])")  # a blank for the first: « 12//03 »


def _digits(found: re.Match[str]) -> str:
    letters = found.group()
    return letters if letters == "1o" else letters.translate(_AS_DIGITS)  # « 1o avril » is the 1st


_AS_DIGITS = str.maketrans("oOiIlL", "001111")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold case and accents of one character into one character, so that places are kept."""
    if character in "œŒ":
        return "o"
    if character in "’‘´`ʼ":
        return "'"
    if character == "=":
        return ":"
    if character in "‐‑‒–—−_~":
        return "-"
    if (character != "\n" and character.isspace()) or character in "\u200b\ufeff":
        return " "
    return unicodedata.normalize("NFKD", character)[:1].lower()[:1] or " "


_MONTHS = [fold_in_place(name) for name in MONTHS]
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
    ("until", None, "jusque jusqu"),
    ("every", None, "tous toutes chaque"),
    ("except", None, "sauf hors excepte exceptes exception"),
    ("week", None, "semaine semaines sem"),
    ("seat", None, "place places plcae plcaes palce palces pl p eleve eleves elevs cand candidat"),
    ("seat", None, "candidats candidate candidates personne personnes pers jeune jeunes"),
    ("seat", None, "participant participants"),
    ("session", "one", "seance session creneau"),
    ("session", "many", "seances sessions creneaux"),
    ("session", "group", "groupe"),
    ("session", "groups", "groupes"),
    ("jury", None, "jury jurys"),
    ("rank", None, "premier premiers deuxieme deuxiemes second seconds troisieme troisiemes"),
    ("rank", None, "quatrieme quatriemes dernier derniers"),
    ("denied", None, "pas aucun aucune"),
    ("cancelled", None, "annule annulee"),
    ("moved", None, "annules annulees report reporte reportes reportee reportees"),
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
    ("most", None, "max maxi maximum capacite effectif effectifs"),
    ("minutes", 1, "min mn minute minutes"),
    ("minutes", 60, "heure heures"),
    ("length", None, "duree durant pendant"),
    ("mode", "individual", "individuel individuels individuelle individuelles individuellement"),
    ("mode", "individual", "individualise individualises individualisee individualisees"),
    ("mode", "individual", "indiv individ ind"),
    ("mode", "collective", "collectif collectifs collective collectives collectivement collect"),
    ("aside", None, "inscription inscriptions inscrire inscrivez limite cloture maj version"),
    ("aside", None, "rendre remettre retourner renvoyer deposer retour retours depot retirer"),
    ("aside", None, "resultat resultats reponse reponses publication affichage confirmation"),
    ("aside", None, "affiche affiches affichee affichees afficher"),
    ("aside", None, "candidature candidatures rentree envoi envoye envoyes envoyee envoyees"),
    ("aside", None, "notification notifications transmis transmise transmises modifie modifiee"),
    ("aside", None, "modification actualise actualisee edite editee imprime imprimee signe signee"),
    ("aside", None, "ne nee nes vu valable"),
    ("aside", None, "vacances conges ferie feries affelnet parcoursup voux voeux reinscription"),
    ("aside", None, "reinscriptions facture factures paiement livraison absent absente absents"),
    ("aside", None, "absence"),
    ("aside", None, "saisie saisies saisir remise remises recours admission admissions"),
    ("event", None, "jpo jpos forum forums salon salons visite visites reunion reunions conseil"),
    ("event", None, "ministage ministages stage stages immersion immersions conseils voyage"),
    ("event", None, "voyages sortie sorties sejour sejours carnaval fete fetes kermesse"),
    ("event", None, "spectacle spectacles concert concerts cross tournoi tournois gala bal"),
    ("event", None, "epreuve epreuves brevet examen examens dnb ccf pfmp assr pix brocante loto"),
    ("event", None, "exposition expo conference conferences colloque greve election"),
    ("event", None, "elections assemblee ag ceremonie theatre cinema chorale vaccination"),
    ("event", None, "olympiades internat cantine presentation decouverte rallye marathon"),
    ("event", None, "randonnee seminaire harmonisation"),
    ("state", None, "ouvert ouverte ouverts ouvertes ouverture reserve reservee reserves"),
    ("state", None, "reservees"),
    ("state", None, "occupe occupee indisponible indisponibles"),
    ("before", None, "avant apres"),
    ("break", None, "pause interruption coupure ferme fermera fermee fermeture dejeuner"),
    ("main", None, "entretien entretiens entretient entretients entret oral oraux"),
    ("main", None, "audition auditions"),
    ("per", None, "par"),
    ("room", "numbered", "salle batiment bat bureau"),
    ("room", "many", "salles"),
    ("room", None, "amphi amphitheatre cdi gymnase"),
)


def _vocabulary() -> dict[str, tuple[str, object]]:
    months = enumerate(zip(_MONTHS, _MONTH_SHORT, strict=True), 1)
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

_MONTH_WORD = r"(?:janv?|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec)[a-z]*"
_NAMED = r"(?:lycee|college|residence|gymnase|stade|arret|metro|station|esplanade)"
_STREET = r"(?:rue|avenue|av|bd|boulevard|allees?|chemin|route|impasse|quai|square|cours|place)"
_NOUN = r"(?:place|plcae|palce|pl\b|eleve|elev|candidat|personne|pers\b|jeune|participant)"
_TO_BE = "sera|serez|serons|seront|sont|etes|etre|est"
_RECEIVED = "recu|convoque|accueilli|rencontre|auditionne|attendu|invite|entendu|interroge|vu"
_RECEIVES = (
    "recevr(?:a|ai|ons|ez|ont)|recoi(?:t|vent)|recevo(?:ns|ir)|(?:accueill|rencontr|convoqu|audition+)"
    "(?:er?|e(?:nt|ra|rons|ront))|accueill(?:ir|ons)|(?:rencontr|convoqu|audition+)ons"
    "|passer(?:a|ez|ons|ont)|sieger(?:a|ont)|siege(?:nt)?|se reuni(?:t|ra|ront|ssent)"
)
_NO_MORE = r"(?![./]?\d|-\d(?!\d?\s?[h:]))"
# A blank may be missing: « mer19/03 », « 14h16h », « 9h30à11h30 ».
_EDGE = r"(?:\b|(?<=[a-z]{2})|(?<=[\dh]a)|(?<=\ba)|(?<=\dh))"

# The first pattern that fits wins. None may repeat without a bound inside another repetition, nor
# read over the end of a line.
_PATTERNS = (
    ("blank", r" +|(?<=[h\d] )precises?\b|(?<=\b(?:lun|mar|mer|jeu|ven|sam|dim))\.(?= ?[\d,]| et )"
              r"|(?<=\b(?:avr|fev|oct|nov|dec))\.(?= ?[\d,(:/-]| (?:a|de|et) )"),
    ("noise", r"(?:https?://|www\.|\b[\w+-][\w.+-]{0,63}@)\S*[^\s.,;)]"),
    ("iso", r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d(?:[ t]00:00:00)?(?![\d-])"),
    ("slashed", rf"\b\d{{1,2}}(?=(?: ?[/-] ?\d{{1,2}}){{1,9}} ?{_MONTH_WORD}\b)"),
    ("numeric", rf"{_EDGE}\d{{1,2}}(?: ?/ ?\d{{1,2}} ?/ ?|\.\d{{1,2}}\.|-\d{{1,2}}-)"
                rf"(?:\d{{4}}|\d{{2}}){_NO_MORE}"),
    ("numeric", r"\b\d{1,2}[./,-](?:0[1-9]|1[0-2])[./,-]20\d\d\b"),
    ("half", r"\b(?:0?\d|1[0-2])(?::[0-5]\d)? ?[ap]m\b"),
    ("numeric", r"\b\d{1,2} (?:0[1-9]|1[0-2]) (?:20\d\d\b|2\d(?= (?:a |de )?\d\d? ?h))"),
    ("noise", r"(?:\+ ?33 ?(?:\(0\))? ?[1-9]|\b0[1-9])(?:[ .-]?\d\d){4}\b|\b0[1-9](?:/\d\d){4}\b"),
    ("noise", r"\b\d{4} ?[-/] ?\d{4}\b|\b(?:bp|cs) \d\S*"),
    ("noise", rf"\b\d{{1,2}}(?:er)? {_MONTH_WORD} 1(?:[0-8]\d\d|9[0-8]\d)\b"),
    ("noise", rf"\b{_NAMED} du \d{{1,2}}(?:er)? {_MONTH_WORD}(?! (?:au\b|a\b|\d))"),
    ("noise", rf"\b(?:\d{{1,4}} ?(?:bis|ter)?,? )?{_STREET}\.? (?:du|de la|de|des) \d{{1,2}}"
              rf"(?:er)? {_MONTH_WORD}(?: \d{{4}})?"),
    ("noise", rf"\b\d{{1,4}} ?(?:bis|ter)?,? {_STREET}\b(?=\.? (?:d[eu']|[a-z]))"),
    ("noise", r"\b[1-9]\d?[/-][1-9]\d? (?:rue|avenue|av|bd|boulevard|allee|chemin|impasse|quai)\b"),
    ("noise", rf"\bans (?:revolus )?au \d{{1,2}}(?:er)?(?:/\d{{1,2}}| {_MONTH_WORD})[/ ]\d{{2,4}}\b"),
    ("noise", r"\b\d+(?:[.,]\d+)? ?(?:€|euros?\b|%)"),
    ("number", rf"\b1e(?= {_MONTH_WORD}\b)"),
    ("noise", r"\b(?:[1-9]\d?(?:emes?|e|nde|nd|de)|1eres?|1res?)\b"),
    ("noise", r"\bn ?[°º]? ?[°º:.] ?\d+"),
    ("noise", rf"\b\d{{1,2}}/[1-9]\d?(?= ?(?:{_NOUN}|(?:d'|de )?(?:groupe|journee|heure|classe)))"),
    ("iso", r"\b202\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b"),
    ("noise", r"\b\d{5,}\b"),
    ("noise", r"\b[a-z]+-(?:sur|sous|la|les?|lez|en|aux?)-[a-z]+(?:-[a-z]+){0,4}"),
    ("numeric", rf"{_EDGE}(?:\d{{1,2}}|1er)/\d{{1,2}}(?![./]?\d|-\d{{3}}| ?h\b|h\d)"),
    ("numeric", r"(?:(?<=\ble )|(?<=\bles )|(?<=di )|(?<=\bet )|(?<=\d, ))\d\d?\.(?:0[1-9]|1[0-2])\b"),
    ("numeric", rf"{_EDGE}\d{{1,2}} / ?0[1-9](?!/| ?h\b|h\d| {_MONTH_WORD})\b"),
    ("numeric", r"(?:(?<=\ble )|(?<=di )|(?<=\bdu )|(?<=\bau ))\d\d?-0[1-9]\b(?!-)"),
    ("numeric", r"(?:(?<=\bdu )|(?<=\bau ))\d\d?\.(?:0[1-9]|1[0-2])\b"),
    ("numeric", r"\b\d\d?\.(?:0[1-9]|1[0-2])(?=\.? ?(?:[,:(]|de )? ?\d{1,2} ?[h:])"),
    ("numeric", r"\b\d\d?\.(?:0[1-9]|1[0-2])(?= ?(?:et|[,;/]) ?\d\d?\.(?:0[1-9]|1[0-2])\b)"),
    ("clock", r"(?:(?<=\bde )|(?<=\ba )|(?<=-)|(?<=- ))\d{1,2}\.[0-5][05]\b"),
    ("clock", r"\b\d{1,2}\.[0-5][05](?= ?(?:-|a) ?\d{1,2}\.\d\d\b)"),
    ("clock", r"(?:\b|(?<=\dt))\d{1,2}:\d{2}(?::\d\d|h)?\b"),
    ("clock", r"\b[01]\d : [0-5][05]\b"),
    ("clock", rf"{_EDGE}\d{{1,2}}(?: h\. ?|h[.:])[0-5][05]\b(?! ?{_NOUN})"),
    ("clock", rf"{_EDGE}\d{{1,2}}(?:h|heures)\d{{2}}(?!\d|h)(?: ?mi?n\b)?"),
    ("clock", rf"{_EDGE}\d{{1,2}} ?(?:heures?|hrs?|h)(?: ?\d{{2}}(?!\d| ?(?:h\b|h\d|:\d|heure|{_NOUN}"
              rf"|/(?! ?\d\d? ?h)|{_MONTH_WORD}\b)))?(?: ?mi?n\b)?(?![b-z]|a[a-z])"),
    ("clock", r"(?<=\ba )\d{1,2};[0-5][05]\b"),
    ("clock", r"\bmidi\b"),
    ("spoken", rf"\b(?:{'|'.join(_HOUR_WORDS.values())}) heures\b"),
    ("noise", r"\b\d{1,4}\.\d{1,4}\b"),
    ("number", rf"\b1(?: ?i?er|o)\b|\bpremier(?= {_MONTH_WORD})"),
    ("number", r"\d+"),
    ("afternoon", r"\bapres?[ -]{0,2}midis?\b|\bap\.?[ -]?midis?\b"),
    ("evening", r"\bfin de journee\b"),
    ("event", r"\b(?:(?:journee|soiree|matinee)s? (?:des )?)?portes?[ -]ouvertes?\b|\bphotos? (?:de classe|individuelles?|scolaires?)\b"),
    ("event", r"\b(?:rencontre|reunion|entretien)s? (?:individuel(?:le)?s? )?parents?\b"),
    ("event", r"\b(?:brevet|bac|cap|oral|oraux|examen|epreuve|dnb|test)s? blancs?\b|\bgrand oral\b"),
    ("event", r"\bjurys? (?:de |du |d')(?:cap|bac|bts|bep|vae|dnb|brevet|titre|examen|concours)\b"),
    ("event", r"\bor(?:al|aux) (?:du|de|des) (?:brevet|dnb|bac|stage|cap|bts|rattrapage|langue)s?\b"),
    ("event", r"\bentretiens? (?:annuel|professionnel|d'evaluation|des (?:locaux|machines))s?\b"),
    ("event", r"\bformations? (?:des|du|de|pour)(?: les)? (?:personnel|enseignant|prof|delegue)[a-z]*"),
    ("instead", r"\bau lieu\b(?= d)|\ba la place\b(?= d)|\binitialement prevue?s?\b"),
    ("instead", r"\bremplace(?:nt)?\b(?= l(?:e|a|es)\b)|\breport d[ue]s?\b(?!.{0,30}\ba(?:u|ux)?\b)"),
    ("arrival", r"\b(?:accueil|arrivee|emargement|convocation|rassemblement|se presenter)(?: cafe"
                r"| (?:des|par) [a-z]+)?(?=(?: a| de| dez?| des| ?:| pour)? ?\d\d? ?[h:])"),
    ("until", r"\b(?:heure (?:de )?)?(?:fin(?: prevue)?|dernier passage)(?: vers| a)?(?= ?:? ?\d\d? ?[h:])"),
    ("aside", r"\breports? (?:possibles?|eventuels?)\b|\bde (?:repli|secours)\b"),
    ("intake", r"\bcapacite (?:d'(?:accueil|affectation)|de la (?:classe|section))\b"
               r"|\beffectifs? (?:de |d'une |en |par )?(?:la )?(?:classe|section|formation|division)\b"),
    ("noise", r"\b(?:bonne|belle|agreable) (?:journee|soiree|reception|semaine|fin de [a-z]+)\b"),
    ("noise", r"\bchefs? (?:des? |d')(?:travaux|etablissements?)\b|\bdirect(?:eur|rice) deleguee?(?: aux formations)?\b"),
    ("noise", r"\bequipes? (?:pedagogique|enseignante|educative|de direction|administrative)s?\b"),
    ("aside", r"\bmis(?:e|es)? a jour\b|\ben (?:formation|arret|mission|deplacement|conge)\b"),
    ("most", rf"\blimitee?s? a\b|\b(?:nombre|nbre?|nb)\.? (?:de |d'){_NOUN}s?\b"),
    ("length", r"\bduree (?:prevue|estimee|moyenne|totale|de (?:l'entretien|la seance))\b"),
    ("deadline", r"\bdernier delai\b|\bau plus tard\b|\bdate limite\b(?! ?:| d| le)"),
    ("noise", r"\b(?:convocation|fiche|dossier)s? (?:individuel|collectif|collective)[a-z]*"),
    ("except", r"\ben dehors (?=d(?:u|es) \d)"),
    ("since", r"\bdez\b|\bdes(?= le\b)"),
    ("untimed", r"\b(?:horaires?|heures?) (?:a|non|sera|seront|pas|inconnu)[a-z]*"),
    ("same", r"\b(?:aux? )?memes? (?:horaires?|heures?|creneaux?)\b|\bidem\b"),
    ("halfday", r"\bdemi[ -]journees?\b"),
    ("noise", r"\b(?:apres|avant|(?:au |de )?retour (?:de|d)es|hors) (?:les )?(?:vacances|conges)\b(?: scolaires)?"
              r"(?: (?:de |d'|du )?(?:printemps|paques|avril|hiver|fevrier)(?! \d))?"),
    ("noise", r"\ba la rentree\b|\bmises? en situation\b"),
    ("daily", r"\b(?:tous les|chaque) jours?(?: ouvres?| ouvrables?)?\b|\bquotidiennement\b"
              r"|\btoute la (?=semaine\b)|\b(?:tous les|toutes les|chaque) (?=matin|apres|aprem)"),
    ("receive", rf"\b(?:{_TO_BE}) (?:tous |toutes |donc |alors |ensuite )?(?:{_RECEIVED})e?s?\b"),
    ("receive", rf"\b(?:{_RECEIVES})\b(?! \d)"),
    ("collective", r"\bcoll\b(?:\.(?! ?[a-z])|(?! ?[a-z.]))|\bcoll\b\.?(?= (?:de|le|les|a|au|du|et|en) ?\d)"
                   r"|\ben (?:petits? )?groupes?\b(?! ?\d| de)"),
    ("tuesday", r"(?<!\d )(?<!\d)\bmar(?=\.? ?\d)"),
    ("blank", r"(?<=\bprof)\.|(?<=\bresp)\.|(?<=\b(?:princ|pedag|etabl))\.|(?<=\badj)\."),
    ("short", r"\b(?:indiv|individ|ind|collect|pl|p|max|maxi|mini|pers|cand|env|sem|entret|sess"
              r"|min|mn|hrs?|inscr)\.(?!\w)"),
    ("noise", r"\b(?:date|horaire)s? modifiee?s?\b|\bsous reserve(?: de [a-z]+)?\b"),
    ("denied", r"\bnon (?=les?\b|du\b|au\b|a \d|\d\d?\b|\d\d? ?[h:])"),
    ("nonstop", r"\bsans (?:interruption|pause|coupure)\b"),
    ("open", r"\b(?:a partir|a compter)\b"),
    ("appointment", r"\b(?:rendez[ -]?vous|rdv|rv|sur (?:inscription|convocation|demande)s?"
                    r"|selon (?:les |vos |leurs )?disponibilites?|periodes?)\b"),
    ("word", r"[a-z]+"),
    ("comma", r"[,+&]"),
    ("blank", r"(?<=\bm)\.|(?<=\b[md]r)\.|(?<=\bmm)\.|(?<=\blyc)\.|(?<=\bcoll)\."),
    ("stop", r"[;\n•|]|\.(?=\s|$)"),
    ("dash", r"-+>?|→|>"),
    ("slash", r"/"),
    ("colon", r":"),
    ("left", r"\("),
    ("right", r"\)"),
)  # fmt: skip

_KINDS = {f"p{position}": kind for position, (kind, _) in enumerate(_PATTERNS)}
_LEXER = re.compile(
    "|".join(f"(?P<p{n}>{pattern})" for n, (_, pattern) in enumerate(_PATTERNS)), re.ASCII
)
END = Token("end", None, -1, -1)


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of a text, blanks left out, one END token at the end.

    « AM » is the morning where « PM » stands beside it.
    """
    words = fold_in_place(text)
    tokens: list[Token] = []
    for match in _LEXER.finditer(words):
        kind = _KINDS[match.lastgroup or ""]
        if kind != "blank":
            tokens.append(Token(*_meaning(kind, match.group()), match.start(), match.end()))
        if kind == "short" and text[match.end() : match.end() + 2].strip()[:1].isupper():
            tokens.append(Token("stop", ".", match.end() - 1, match.end()))
    tokens.append(END)
    if not re.search(r"\bpm\b", words):
        return tokens
    return [replace(t, kind="daypart", value=MORNING) if t.kind == "am" else t for t in tokens]


def _meaning(kind: str, text: str) -> tuple[str, object]:
    match kind:
        case "word" | "short":
            word = text.rstrip(".")
            return WORDS.get(word) or WORDS.get(_mend(word), ("word", word))
        case "tuesday":
            return "weekday", 1
        case "collective":
            return "mode", "collective"
        case "number" | "slashed":
            digits = re.match(r"\d{1,4}(?!\d)", text)
            return "number", int(digits.group()) if digits else 1 if text == "premier" else -1
        case "numeric" | "iso":
            parts = [text[:4], text[4:6], text[6:]] if text.isdigit() else re.findall(r"\d+", text)
            numbers = [int(digits) for digits in parts]
            day, month, *rest = numbers[2::-1] if kind == "iso" else numbers
            return "date", DayWords(day, month, next((n + 2000 * (n < 100) for n in rest), None))
        case "clock":
            hour, minute = (*map(int, re.findall(r"\d+", text)), 0, 0)[:2]
            hour = 12 if text == "midi" else hour
            valid = hour < 24 and minute < 60
            return ("hour", time(hour, minute)) if valid else ("no_hour", text)
        case "half":  # « 02:30 PM »
            hour, minute = (*map(int, re.findall(r"\d+", text)), 0)[:2]
            return "hour", time(hour % 12 + 12 * ("p" in text), minute)
        case "spoken":
            words = {word: hour for hour, word in _HOUR_WORDS.items()}
            return "hour", time(words[text.split(" ")[0]])
        case "afternoon" | "evening":
            return "daypart", AFTERNOON if kind == "afternoon" else EVENING
        case _:
            return kind, text


@lru_cache(maxsize=4096)
def guess_month(word: str, *, dated: bool = False) -> int | None:
    """Return the month that a misspelt word stands for: one slip, two in a long word.

    A weekday and a number before it (`dated`) tell « lundi 31 mas » from « 12 mas des Oliviers ».
    """
    if word == "mar" or (dated and word == "mas"):  # before a number, « mar » is a mardi
        return 3
    return _guess(word, {name: number for number, name in enumerate(_MONTHS, 1)})


@lru_cache(maxsize=4096)
def guess_weekday(word: str) -> int | None:
    """Return the weekday that a misspelt word stands for."""
    return _guess(word.removesuffix("s"), {name: number for number, name in enumerate(WEEKDAYS)})


_NOT_SLIPS = re.compile("jui|mais|mis|main|jours?|mardis|mas|mot|mois?|mail")


def _guess(word: str, names: dict[str, int]) -> int | None:
    if _NOT_SLIPS.fullmatch(word) or len(word) < 3:
        return None
    near = sorted((OSA.distance(word, name), name) for name in names)
    allowed = 1 if len(near[0][1]) < 7 else 2
    alone = near[0][0] < near[1][0]
    return names[near[0][1]] if near[0][0] <= allowed and alone else None


# Words of which a long one may be a slip: « colectif », « enretiens », « canditats ».
_MENDED = [
    word
    for word, (kind, _) in WORDS.items()
    if len(word) > 7 and (kind in ("mode", "main") or word.startswith(("cand", "cren")))
]
_NOT_MENDED = re.compile("collect(?:ion|e|ivite)s?|individus?|candidatures?|entretenu[es]*")


@lru_cache(maxsize=4096)
def _mend(word: str) -> str:
    """Return the word that a misspelt one stands for: the first letter is right, one slip, two if long."""
    if len(word) < 6 or _NOT_MENDED.fullmatch(word):
        return word
    near = ((OSA.distance(word, each), each) for each in _MENDED if each[0] == word[0])
    distance, found = min(near, default=(9, word))
    return found if distance <= 1 + (len(word) > 8) else word


def skip(tokens: list[Token], at: int, *kinds: str) -> int:
    """Step over tokens of these kinds, a few at most."""
    limit = at + 6
    while at < limit and tokens[at].kind in kinds:
        at += 1
    return at
