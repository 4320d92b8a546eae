"""Nouns that say what is done, and of what: « correction des tests », « retour des livres ».

A day that such words name is no interview's, whatever the words: the noun tells a deed by its
ending or its meaning, and what it is done to is neither the interviews nor those who come to them.
"""

import re
from dataclasses import replace

from passpro_nb.read.sessions.clauses.programmes import DEEDS, LABELS, TRADES
from passpro_nb.read.sessions.clauses.unknown import KNOWN
from passpro_nb.read.sessions.words.tokens import Token
from passpro_nb.read.sessions.words.vocabulary import words_of

_ENDING = re.compile("[a-z]{3,}(?:tion|sion|ment|age|ture|erie|ise)s?")
_NOT_DEEDS = re.compile(
    "etabliss|departe|equipe|batiment|docu|mo[mn]ent|elem|empla|class|connaiss|messag|orient|direction|situation|attention|question"
    "|dispos|propos|adminis|associa|region|section|mention|option|station|motiv|convoc|recep|selec|raison|condition|presta|attest|autoris"
)
_DEED = re.compile(
    "retours?|prets?|envois?|reponses?|depots?|saisies?|debut|fin|clotures?|accueils?|pots?|tri|tirage|releves?|controles?|journees?"
    "|permanences?|rattrapages?|bilans?|livraisons?|ventes?|prises?|cours|mises? a jour|oral|oraux"
    "|distributions?|migrations?|verifications?|renouvellements?|signatures?|poses?|reouvertures?|montages?|recyclages?"
    "|prelevements?|competitions?|qualifications?|etudes?|traitements?|depouillements?|classements?|analyses?"
)
_OURS = re.compile(
    "entre|candidats?|eleves?|jeunes|oral|oraux|motiv|recru|selec|admiss|passpro|postul|inscrits|college|familles|parents|passages?"
    "|chacun|vos|tous|seances?|campagne|creneaux?|rendez|rdv|chaque|position"
)
# Done to the pupils or to their families, no interview either: « réponse aux familles ».
_TO_WHOM = re.compile("reponses?|restitution|communication|annonces?|dejeuners?")


def mark_deeds(tokens: list[Token]) -> list[Token]:
    """Return the tokens, a noun that says what is done of something else taken for an event."""
    found = [
        replace(token, kind="word")
        if before.kind == "the" and inside.value == "dans" and token.kind == "event"
        else token
        for inside, before, token in zip(
            tokens[:1] * 2 + tokens, tokens[:1] + tokens, tokens, strict=False
        )
    ]  # « dans le salon bleu »
    following = zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
    for at, (noun, of, one, two) in enumerate(following):
        named = _rules(of, noun) and _is_deed(noun)
        if named and _is_other(two if one.kind == "the" else one, noun):
            governed = _is_governed(tokens[max(0, at - 2) : at])
            found[at] = noun if governed else replace(noun, kind="event")
    return _keep_contents(found)


def _keep_contents(tokens: list[Token]) -> list[Token]:
    """Leave to the interview what it is made of: « collectif (présentation, échanges) »."""
    kept, inside = [], False
    for before, sign, token in zip(
        tokens[:1] * 2 + tokens, tokens[:1] + tokens, tokens, strict=False
    ):
        inside = (
            inside or (before.kind == "mode" and sign.kind == "left")
        ) and token.kind not in _ENDS
        kept.append(replace(token, kind="noise") if inside and _is_content(token) else token)
    return kept


def _is_content(token: Token) -> bool:
    return token.kind in ("event", "word") and _CONTENT.match(str(token.value)) is not None


_CONTENT = re.compile(
    "present|visit|echang|tests?$|question|demonstr|video|film|diapo|exerci|atelier"
)
_GOVERN = words_of("pour avec sans par sur pro cap capa bac")  # « 2de pro Réalisation d’ensembles »
_ENDS = ("right", "stop", "date", "month", "weekday")  # of what a bracket tells of the interview


def _rules(of: Token, noun: Token) -> bool:
    return of.kind == "from" or (of.value == "aux" and _is_to_them(noun))


def _is_to_them(noun: Token) -> bool:
    return _TO_WHOM.fullmatch(str(noun.value)) is not None


def _is_governed(before: list[Token]) -> bool:
    """Tell « à l’accueil du lycée », « à partir du lancement de la campagne », which name no day."""
    words = [token for token in before if token.kind != "the"][-1:]
    return any(t.kind in ("from", "to", "in") or t.value in _GOVERN for t in words)


_NOUNS = ("word", "aside", "class", "state", "break", "main")


def _is_deed(noun: Token) -> bool:
    word = str(noun.value)
    if noun.kind not in _NOUNS or word in TRADES:
        return False
    if _DEED.fullmatch(word) or _is_to_them(noun):
        return True
    known = word in KNOWN if noun.kind == "word" else noun.kind != "main"  # any other is doubted
    return known and bool(_ENDING.fullmatch(word)) and not _NOT_DEEDS.match(word)


def _is_other(what: Token, noun: Token) -> bool:
    if what.kind not in ("word", "aside", "event", "jury", "class"):
        return False
    word = str(what.value)
    if what.kind == "class":  # « début de la formation le 1er septembre »
        return str(noun.value) in ("debut", "fin")
    ours = what.kind != "aside" and _OURS.match(word) and not _is_to_them(noun)
    return not ours and not (word in LABELS and noun.value in DEEDS)
