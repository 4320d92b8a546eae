"""The words of a clause that none of the lists of `neutral` explains, and what those that do say."""

import re
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from passpro_nb.read.sessions.clauses.neutral import (
    BESIDE,
    DOES,
    GLUE,
    LEADS,
    LETTER,
    MATTER,
    OCCASIONS,
    OPENERS,
    OTHER_PUPILS,
    PROGRAMMES,
    PUPILS,
    REMARKS,
    SAYS,
    SCHOOL,
    SMALL,
    STAFF,
    TITLES,
)
from passpro_nb.read.sessions.clauses.others import (
    find_outsiders,
    find_past,
    find_stay,
    is_of_comers,
)
from passpro_nb.read.sessions.clauses.programmes import LABELS, TRADES, forms_of
from passpro_nb.read.sessions.words.tokens import Token
from passpro_nb.read.sessions.words.vocabulary import words_of

_ANYWHERE = GLUE | SMALL | LETTER | SCHOOL | TRADES
_OF_WORKSHOP = LABELS | MATTER | _ANYWHERE
KNOWN = _ANYWHERE | MATTER | STAFF | BESIDE | REMARKS | OPENERS | PROGRAMMES | LABELS | TITLES
# Those of which a word may be a slip: no feminine is made up for it.
_LONG = [
    word
    for word in sorted(KNOWN)
    if len(word) > (9 if word in TRADES else 7) and not word.endswith(("rice", "rices", "euses"))
]


def _undouble(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


_DOUBLES = {_undouble(word): word for word in sorted(KNOWN) if len(word) > 5}
_DETERMINERS = words_of("the from to number every and in comma dash left right colon")
_QUALIFIERS = words_of(
    "un une petit petite grand grande court courte bref notre nos vos leur leurs chaque"
)
_NO_SUBJECTS = GLUE | SMALL | {"equipe", "equipes"}  # « notre équipe joue la finale »
_OF_TEACHERS = ("pedagogique", "enseignante", "disciplinaire")
_LINKS = words_of(
    "dans avec par pour sur chez sous pres sans suivi suivie suivis car puisque afin qui oz dont que lorsque quand parce tandis comme grace via devant derriere face cote aupres hors selon contre malgre vers depuis pendant afin ou"
)
_PARTICIPLES = {"etant", "ayant"}
_HELD_KINDS = {"main", "session", "receive", "seat", "jury"}
_LESSONS = {"cours", "classe"}
_PRONOUNS = words_of("il elle ils elles vous chacun")
_SUBJECT_KINDS = ("seat", "jury", "minutes", "room", "noise", "mode", "main", "session")
_RULES = re.compile(f"{SAYS.pattern}|dispos|disponibilites?|presente?s?|disponibles?|mobilise[es]*")
_BY = re.compile("[a-z]{3,}(?:ees?|ies|ues|us|is) par")  # « encadrées par deux professeurs »
_PASSING = re.compile("passages? (?:par|dans|selon|tou[st]|indiv)")
_RECEIVING = ("atelier", "passage", "reception", "rencontre", "permanence", "journee")
_NAMED = words_of(
    "secteur bassin district celui celle ceux antenne ville commune agglomeration restaurant"
)
_QUALITY = re.compile(
    "(?!deleg|appren|elus)[a-z]{3,}(?:[eiut]s|ees|ies|ues|[aei][irl]r?es|eurs)|candidats"
)
_DOING = re.compile(
    "(?!.*ment$|.*scient$|.*(?:abs|pres|dilig|urg|rec|suffis|perman)ent$)[a-z]{3,}ent"
)
_SUBJECTS_OF_HOW = PUPILS | {"il", "elle", "ils", "elles", "qui", "ordre", "passage", "passages"}
_EVENTFUL = words_of("event denied state break deadline during before verb outsider")
_INFINITIVE = re.compile(
    "(?!atelier|dernier|premier|dossier|hier|mer|fer|hiver|papier|metier|chantier|escalier|loisir|avenir|desir|tir|cahier|courrier|foyer|danger|boulanger|particulier|regulier|hotelier|cuir|hier|noir|soir)[a-z]{2,}(?:er|ir)|lire|mettre|suivre|ecrire|joindre"
)
_SUBJECTS = words_of("classe classes ca cg td tp")
_CAUSES = ("suite", "raison", "cause", "car", "puisque", "comme", "compte")
_AIM = re.compile("permettre|que|faciliter|eviter|laisser|tenir|limiter|respecter|mieux|repondre")
_ROOMS = forms_of(
    "halle ferme serre manege cuisine fournil salon salle laboratoire labo magasin maison plateau hall foyer studio bureau amphitheatre gymnase cour"
    " pavillon rotonde simulateur chantier"
)
_HELD = re.compile("pass|convo|recev|recoi|recu|audition|entret|candidat|accueil|rencontr")
_VERB = re.compile(
    "est|sont|ont|sera|seront|etait|etaient|aura|auront|avait|fait|font|peut|peuvent|doit|doivent|ira|iront"
    "|[a-z]{3,}(?:era|erons|eront|iront|dront|aient|issent)|(?!.*ment)[a-z]{4,}(?:tent|lent|nent|rent|sent|dent|pent|vent)"
)
_HOUSE = words_of(
    "lycee etablissement atelier ateliers internat locaux plateau restaurant self cours on il nous"
)
_TO_DO = re.compile(
    "(?:fourn|rempl|rel|rassembl|regroup)ir|(?:apport|sign|evit|compl[ei]t|prepar|prevo|present|imprim|montr|amen"
    "|telecharg|numerot|agraf|coch|photocopi|emport|renseign|enfil|port|conserv|gard)(?:er|ir)|lire|joindre"
)
_PERSONS = ("graphe", "eur", "euse", "ien", "ienne", "iste")


def find_unknown(
    tokens: list[Token], text: str, neutral: frozenset[str], *, leading: bool = False,
    matter: bool = False, told: bool = False, headed: bool = False,
) -> list[Token]:  # fmt: skip
    """Return the words that are neither neutral, nor a name, nor of a programme.

    `leading`: they stand before the day, where what may be brought along is a subject of its own;
    `matter`: they speak of interviews; `headed`: by the jury; `told`: no word has to be known.
    """
    words = [str(token.value) for token in tokens]
    held = (
        [] if leading else _find_occasion(tokens, told=told) or ([] if told else _find_deed(tokens))
    )
    if held:
        return held
    opened = bool(tokens) and tokens[0].kind != "to" and (words[0] in OPENERS or _tells(tokens))
    if not leading and (opened or is_remark(tokens)):
        return []
    openers = OPENERS if matter or not leading else LEADS
    found: list[Token] = []
    beside, names, programme = not leading, 0, False
    qualities = _find_qualities(tokens)
    ruled = any(map(_RULES.fullmatch, words))  # « disponibilités de l’équipe »
    complements = _find_complements(tokens) if matter else set()
    begun, apart = headed, False  # « deux jurys … en même temps »: how what is announced is held
    for token, word in zip(tokens, words, strict=True):
        ruled = ruled or token.kind == "per"
        apart = apart or (begun and (token.kind == "in" or (word in _LINKS and word != "pour")))
        programme = programme or begins_programme(token) or words[0] == "metiers"
        programme = programme and not word.endswith(("devant", "era", "ira", "ront"))  # a verb
        beside = beside or word in openers or (ruled and word in STAFF)  # « par l’équipe »
        occasion = word in OCCASIONS and not (told and word.startswith(_RECEIVING))
        occasion = occasion and not (ruled and word in STAFF)
        if leading and (_is_subject(token) or (occasion and not (matter or beside))):
            found.append(token)
        elif token.kind != "word" or word in TITLES or word in _NAMED:
            names = _count_names(token, text)
        elif names and (text[token.start].isupper() or word in LABELS):
            names -= 1
        elif not (
            told
            or apart
            or token.start in complements
            or programme
            or token.start in qualities
            or word in neutral
            or _is_known(word, beside=beside, matter=matter or not leading)
        ):
            found.append(token)
    return found


def _find_complements(tokens: list[Token]) -> set[int]:
    """Return where words stand that an occasion holds: « entretien + test d’aptitude »."""
    return {
        token.start
        for noun, token in pairwise(tokens)
        if noun.value in OCCASIONS and token.start - noun.end > 1
    }


def is_beside(tokens: list[Token], *, far: bool = False) -> bool:
    """Tell « le jury est formé de … », « dans le salon bleu », « elle conduira … » from a name of the day.

    After the hours of a day only a noun of its own names it: no word of what is told of it has to be
    known, nor of where, when, with whom and why, which a preposition or a conjunction opens; nor
    anything where other words stand between (`far`): « 14h-16h, salle 3, porte bleue ».
    """
    values = {str(token.value) for token in tokens}
    kinds = {token.kind for token in tokens}
    if "denied" in kinds and not (kinds & _HELD_KINDS or values & _LESSONS):
        kinds.remove("denied")  # « le lycée n’envoie pas de courrier »
        if not values.isdisjoint(("ceci", "cela")):
            return kinds.isdisjoint(_EVENTFUL)
    if not tokens or not kinds.isdisjoint(_EVENTFUL) or find_past(tokens) or find_stay(tokens):
        return False
    if values & {"suivi", "suivie", "suivis"} or not values.isdisjoint(_PARTICIPLES):
        return True
    if find_outsiders(tokens):
        return False
    begun = " ".join(str(token.value) for token in tokens[:2])
    if is_of_comers(tokens) or _is_to_do(tokens) or _is_rule(tokens):
        return True
    if far or tokens[0].value in _LINKS or _PASSING.match(begun) or _BY.match(begun):
        return True
    words = [t for t in tokens if t.kind not in _DETERMINERS]
    first = next((t for t in words if t.value not in _QUALIFIERS), None)
    away = any(token.kind == "aside" for token in words[:4])  # « les élèves seront absents »
    if first is None or away or is_cause(words):
        return False
    told = first is not words[0]  # « un questionnaire »
    of_us = words[-1] is first or words[words.index(first) + 1].value in _OF_TEACHERS
    noun = (
        first.kind == "word"
        and (told or of_us or first.value not in OCCASIONS)
        and (of_us or first.value not in _NO_SUBJECTS)
    )
    return (
        first.kind in _SUBJECT_KINDS
        or first.value in _PRONOUNS
        or (noun and _is_known(str(first.value), beside=True, matter=True))
    )


def _is_rule(tokens: list[Token]) -> bool:
    """Tell « les claquettes ne sont pas admises », which holds nothing, from « le lycée n’ouvre pas »."""
    noun = next((t for t in tokens if t.kind not in _DETERMINERS), None)
    values = {str(token.value) for token in tokens}
    denied = any(token.kind == "denied" for token in tokens) and not values.isdisjoint(("ne", "n"))
    held = noun is None or noun.kind != "word" or noun.value in STAFF or noun.value in _HOUSE
    return denied and not held and all(token.kind != "state" for token in tokens)


def _is_to_do(tokens: list[Token]) -> bool:
    """Tell « bulletins à fournir », « casquette à éviter », of those who come."""
    return any(
        to.kind == "to" and _TO_DO.fullmatch(str(verb.value)) for to, verb in pairwise(tokens)
    )


def begins_programme(token: Token) -> bool:
    """Tell « bac pro », « 2nde », after which a programme is named."""
    word = str(token.value)
    return word in PROGRAMMES or (token.kind == "noise" and word[0] == "2")


def _count_names(token: Token, text: str) -> int:
    """Return how many capitalised words after a token are names: « lycée Jean Moulin »."""
    if _is_of_place(token, text):
        return 1
    return 4 if token.kind in ("noise", "room", "to", "word") else 0


def _is_of_place(token: Token, text: str) -> bool:
    """Tell « candidats de Melun », whose place is a name, from « élèves UNSS »."""
    return (
        token.kind == "seat"
        and re.match(" d(?:e l['’]|e |['’]|u )[A-ZÉÈ]", text[token.end :][:7]) is not None
    )


def _find_qualities(tokens: list[Token]) -> set[int]:
    """Return where « inscrits » stands, of the pupils whom « nous recevons », « pour les élèves », of « candidats » any."""
    received = any(token.kind == "receive" for token in tokens)
    whom = " ".join(str(token.value) for token in tokens[:2]) in ("pour les", "pour des")
    following = zip(tokens, tokens[1:], [*tokens[2:], None], strict=False)
    return {
        token.start
        for pupils, token, after in following
        if (pupils.kind == "seat" or pupils.value in PUPILS)
        and (received or whom or str(pupils.value).startswith("candidat"))
        and _QUALITY.fullmatch(str(token.value))
        and not (after and after.kind == "to")  # « inscrits au concours »
    }


def _find_occasion(tokens: list[Token], *, told: bool) -> list[Token]:
    """Return the noun that says what is held: « (26 mars :) réunion », « ... où les terminales »."""
    words = [token for token in tokens if token.kind not in ("the", "from", "to", "and")]
    received = told and any(str(t.value).startswith(_RECEIVING) for t in words[:1])
    received = received or any(token.kind == "receive" for token in words)  # « l’équipe reçoit »
    received = received or bool(_PASSING.match(" ".join(str(token.value) for token in words[:2])))
    return [
        token
        for n, token in enumerate(words)
        if token.value in OTHER_PUPILS
        or (n == 0 and token.kind == "word" and token.value in OCCASIONS and not received)
    ]


def _find_deed(tokens: list[Token]) -> list[Token]:
    """Return what « (le 26 mars,) les élèves rendent leurs livres » says that others do that day."""
    words = [token for token in tokens if token.kind not in ("the", "from", "every")]
    for subject, verb in pairwise(words[:3]):
        does = verb.kind == "word" and _DOING.fullmatch(str(verb.value))
        if subject.kind not in ("seat", "word") or not does:
            continue
        ours = subject.kind == "seat" or subject.value in _SUBJECTS_OF_HOW or subject.value in STAFF
        comes = DOES.fullmatch(str(verb.value))  # not « les entreprises viennent »
        if not (ours if comes else _is_known(verb.value, beside=True, matter=True)):
            return [subject, verb]
    return []


def _tells(tokens: list[Token]) -> bool:
    """Tell an order, « ne pas oublier la fiche », « l’élève vient avec sa famille », from a name of the day."""
    first, *rest = [t for t in tokens if t.kind not in ("the", "every")][:4] or [tokens[0]]
    word = str(first.value)
    if first.kind == "word" and (
        word.endswith("ez") or word == "ne" or _INFINITIVE.fullmatch(word)
    ):
        return True
    if word in ("possibilite", "possible", "penser"):  # « possibilité de manger au self »
        return any(_INFINITIVE.fullmatch(str(token.value)) for token in rest)
    named = first.kind == "seat" or word in _SUBJECTS_OF_HOW
    return named and any(DOES.fullmatch(str(token.value)) for token in rest)


def tells_how(tokens: list[Token]) -> bool:
    """Tell « les élèves seront appelés dans l’ordre de la liste transmise », which names no event."""
    if not tokens or not _tells(tokens):
        return False
    words = [t for t in tokens if t.kind not in ("the", "every", "from", "to")]
    away = [t for t in words[:3] if t.kind == "aside"]  # « les élèves seront absents »
    kinds = {token.kind for token in words}
    return not away and kinds.isdisjoint(_EVENTFUL) and not find_stay(tokens)


def _is_subject(token: Token) -> bool:
    """Tell what is said of a place or a class, before a day: « CDI ouvert », « jour de classe »."""
    return token.kind == "state" or token.value in _SUBJECTS or token.value in OTHER_PUPILS


def is_remark(tokens: list[Token]) -> bool:
    """Tell whether words say how to come: « bulletins à apporter », « tenue correcte exigée »."""
    return any(token.value in REMARKS for token in tokens)


def is_title(tokens: list[Token]) -> bool:
    """Tell whether words before a colon name a programme, a trade, a status: « Cuisine : »."""
    apart = ((a, of.start - a.end > 1) for a, of in pairwise(tokens))
    if any(a.value in ("vente", "ventes") and ruled for a, ruled in apart):
        return False  # « vente de vêtements »
    labels = sum(token.value in LABELS for token in tokens)
    return labels > 0 and all(
        token.value in LABELS or token.value in _ANYWHERE or len(str(token.value)) < 3
        for token in tokens
    )


def is_bare_word(word: str) -> bool:
    """Tell whether a word beside a day without hours explains it no other way: « prévu », « CAP »."""
    return word in GLUE or word in SMALL or word in TRADES or word in PROGRAMMES or word in TITLES


def is_place(tokens: list[Token]) -> bool:
    """Tell whether words hold an address or a place, which the name of a town may follow."""
    return any(token.kind in ("noise", "room") or token.value in TITLES for token in tokens)


def is_at(tokens: list[Token], text: str) -> bool:
    """Tell « à Meaux, (mercredi 26 mars) », a town before the days."""
    first, names = tokens[:1], tokens[1:]
    named = all(token.kind == "word" and text[token.start].isupper() for token in names)
    return bool(names) and first[0].kind == "to" and named


def is_cause(tokens: list[Token]) -> bool:
    """Tell « à la suite de nombreux désistements, », which says why and nothing of the days after."""
    words = (t for t in tokens if t.kind not in ("the", "in", "to") and t.value != "pour")
    first = next(words, None)
    return is_aim(tokens) or (first is not None and first.value in _CAUSES)


def is_aim(tokens: list[Token]) -> bool:
    """Tell « pour permettre aux parents de venir : », « mars étant pris par les stages, »."""
    words = [str(token.value) for token in tokens[:8]]
    aims = words[:1] in (["pour"], ["afin"]) and any(map(_AIM.fullmatch, words[1:3]))
    return aims or not {"etant", "ayant"}.isdisjoint(words) or words[:1] == ["sachant"]


def is_workshop(tokens: list[Token]) -> bool:
    """Tell « atelier bois », where pupils are received, from « atelier CV », what they come for."""
    words = [t for t in tokens if t.kind not in ("the", "from", "to")]
    if not words or not _EVENTFUL.isdisjoint(t.kind for t in words[2:]):
        return False
    named = all(t.kind != "word" or t.value in _OF_WORKSHOP for t in words[1:])
    return (words[0].kind != "event" and words[0].value in _ROOMS) or (
        words[0].value in ("atelier", "ateliers") and len(words) > 1 and named
    )


def is_sentence(tokens: list[Token]) -> bool:
    """Tell whether words have a verb, or order something, and say nothing of interviews."""
    words = [str(token.value) for token in tokens if token.kind in ("word", "in")]
    kinds = {token.kind for token in tokens}
    if not kinds.isdisjoint(("main", "receive", "session", "mode", "jury", "appointment")):
        return False
    if any(_HELD.match(word) for word in words):
        return False
    return any(_VERB.fullmatch(word) for word in words) or bool(
        words and _INFINITIVE.fullmatch(words[0])
    )


def is_glue(token: Token) -> bool:
    """Tell whether a word may stand right before any day: « au choix 19/03 »."""
    word = token.value
    return len(str(word)) < 3 or word in _ANYWHERE or word in MATTER or word in STAFF


def _is_known(word: str, *, beside: bool, matter: bool) -> bool:
    word = mend(word)
    if len(word) < 3 or word in _ANYWHERE or SAYS.fullmatch(word):
        return True
    return (matter and (word in MATTER or word in STAFF)) or (beside and word in KNOWN)


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """Return the known word of which a long one is a slip, else the word: « secretarait »."""
    if word in KNOWN:
        return word
    if twin := _DOUBLES.get(_undouble(word)):  # « attelier », « arivee »
        return twin
    other = word[:-1] if word.endswith("s") else f"{word}s"  # « communes » as « commune »
    if len(word) > 4 and other in KNOWN:
        return other
    if len(word) < 8:
        return word
    near = process.extractOne(word, _LONG, scorer=OSA.distance, score_cutoff=1)
    person = word.endswith(_PERSONS)  # « le photographe » is no slip of « photographie »
    return str(near[0]) if near and (near[0].endswith(_PERSONS) or not person) else word
