"""Nouns that say what is done, and of what: « correction des tests », « retour des livres ».

A day that such words name is no interview's, whatever the words: the noun tells a deed by its
ending or its meaning, and what it is done to is neither the interviews nor those who come to them.
"""

import re
from dataclasses import replace

from passpro_nb.read.sessions.clauses.programmes import DEEDS, LABELS, TRADES
from passpro_nb.read.sessions.clauses.unknown import KNOWN
from passpro_nb.read.sessions.words.tokens import Token

_DEED = re.compile(
    r"(?!etabliss|departe|equipe|batiment|docu|mo[mn]ent|elem|empla|class|connaiss|messag|orient|direction|situation|attention|question"
    r"|dispos|propos|adminis|associa|region|section|mention|option|station|motiv|convoc|audition|recep|selec|raison|condition|presta|attest|autoris)"
    r"[a-z]{3,}(?:tion|sion|ment|age|ture|erie|ise)s?"
    r"|retours?|prets?|envois?|reponses?|depots?|saisies?|debut|fin|clotures?|accueils?|pots?|tris?|tirage|releves?|controles?|journees?|permanences?|rattrapages?|bilans?"
)
_OURS = re.compile(
    r"entre|convoc|candid|eleves?|jeunes|oral|oraux|motiv|recru|selec|admiss|passpro|postul|inscrits|college|familles|parents|collegiens|passages?|chaque|chacun|vos|tous|seances?|campagne|creneaux?|rendez|rdv"
)


def mark_deeds(tokens: list[Token]) -> list[Token]:
    """Return the tokens, a noun that says what is done of something else taken for an event."""
    found = tokens[:]
    for at, (noun, of, one, two) in enumerate(zip(tokens, tokens[1:], tokens[2:], tokens[3:])):
        if of.kind == "from" and noun.kind in ("word", "aside", "class") and _is_deed(noun):
            what = two if one.kind == "the" else one
            if _is_other(what, noun) and not _is_governed(found[max(0, at - 2) : at]):
                found[at] = replace(noun, kind="event")
    return found


def _is_governed(before: list[Token]) -> bool:
    """Tell « à l’accueil du lycée », « à partir du lancement de la campagne », which name no day."""
    words = [token for token in before if token.kind != "the"][-1:]
    return any(t.kind in ("from", "to", "in") or t.value in ("pour", "avec", "sans", "par", "sur") for t in words)


def _is_deed(noun: Token) -> bool:
    word = str(noun.value)
    if noun.kind == "word" and (word in TRADES or word not in KNOWN):
        return False  # an unknown one is doubted anyhow
    return _DEED.fullmatch(word) is not None


def _is_other(what: Token, noun: Token) -> bool:
    if what.kind not in ("word", "aside", "event", "jury"):
        return False
    word = str(what.value)
    return not _OURS.match(word) and not (word in LABELS and str(noun.value) in DEEDS)
