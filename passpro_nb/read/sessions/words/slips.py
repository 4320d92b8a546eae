"""Slips of the keyboard: the word that a misspelt one stands for."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.words.vocabulary import FOLDED_MONTHS, WORDS, fold_in_place

_NOT_SLIPS = re.compile("jui|mais|mis|main|jours?|mardis|mas|mot|mois?|mail")
# Words of which another may be a slip: « colectif », « enretiens », « matinn », « mecredis ».
_MENDED = [
    word
    for word, (kind, _) in WORDS.items()
    if len(word) > 7 and (kind in ("mode", "main") or word.startswith(("cand", "cren")))
]
_SHORT = [*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), "matin", "matinee", "journee", "chaque",
    *["eleve", "eleves", "places", "seance", "seances", "groupe", "groupes", "jusque", "excepte", "tous", "petits", "jours"],
]  # fmt: skip
# Words that several words are read with: put right before them, « journée d’imersion ».
_TOLD = ["candidats", "chaque", "confirmer", "conseil", "definir", "preciser", "seance", "seances", "toujours", "dernier", "derniere", "dernieres", "derniers", "evenement", "evenements", "horaire", "horaires", "immersion", "immersions", "information", "informations", "premier", "premiere", "premieres", "premiers", "reserve", "reserves", "reunion", "reunions", "semaine", "semaines", "session", "sessions"]  # fmt: skip
_SEATS = ("eleves", "places", "personnes", "jeunes", "candidats", "participants")
_NOT_MENDED = re.compile(
    "tours?|trous|collect(?:ion|e|ivite)s?|individus?|candidatures?|entretenu[es]*|martins?|mains?|add?ic?tions?|auditionne[es]*|releves?|places?|jeux?"
    "|lunedis?|interv[aieou][a-z]*|semaines?|journaux|journee|journal|tournee|plages?|plaques?|claque"
)


@lru_cache(maxsize=4096)
def guess_month(word: str, *, dated: bool = False) -> int | None:
    """Return the month that a misspelt word stands for: one slip, two in a long word.

    A weekday and a number before it (`dated`) tell « lundi 31 mas » from « 12 mas des Oliviers ».
    """
    if word == "mar" or (dated and word == "mas"):  # before a number, « mar » is a mardi
        return 3
    return _guess(word, {name: number for number, name in enumerate(FOLDED_MONTHS, 1)})


@lru_cache(maxsize=4096)
def guess_weekday(word: str) -> int | None:
    """Return the weekday that a misspelt word stands for."""
    return _guess(word.removesuffix("s"), {name: number for number, name in enumerate(WEEKDAYS)})


def _guess(word: str, names: dict[str, int]) -> int | None:
    if _NOT_SLIPS.fullmatch(word) or len(word) < 3:
        return None
    if len(word) > 4 and (same := [n for n in names if n[0] == word[0] and _is_stirred(word, n)]):
        return names[same[0]]
    near = sorted((OSA.distance(word, name), name) for name in names)
    allowed = 1 if len(near[0][1]) < 7 else 2
    alone = near[0][0] < near[1][0]
    return names[near[0][1]] if near[0][0] <= allowed and alone else None


def _is_stirred(word: str, name: str) -> bool:
    """Tell « jueid », whose letters are those of « jeudi » in another order."""
    return sorted(word) == sorted(name) and OSA.distance(word, name) <= 2


@lru_cache(maxsize=4096)
def mend_word(word: str) -> str:
    """Return the word that a misspelt one stands for: the first letter is right, one slip, two if long."""
    if len(word) < 4 or _NOT_MENDED.fullmatch(word):
        return word
    if slipped := next((each for each in _SHORT if _is_slip(word, each)), None):
        return slipped
    if len(word) < 6:
        return word
    near = ((OSA.distance(word, each), each) for each in _MENDED if each[0] == word[0])
    begun = [each for each in _MENDED if each.startswith(word)]
    if begun:  # « indivi », « entretie »
        return begun[0]
    distance, found = min(near, default=(9, word))
    return found if distance <= 1 + (len(word) > 7) else word


@lru_cache(maxsize=4096)
def mend_event(word: str) -> str:
    """Return the word of an event or a session that a misspelt one stands for, else the word itself."""
    folded = fold_in_place(word)
    if folded in WORDS or folded in _TOLD or folded[:-1] in _TOLD:  # « confirmera »
        return word
    return next((each for each in _TOLD if _is_slip(folded, each)), word)


@lru_cache(maxsize=4096)
def mend_counted(word: str) -> str:
    """Return « élèves », « places » for « élves », « plces », a word right after a number; else the word."""
    folded = fold_in_place(word)
    return word if folded in WORDS else next((s for s in _SEATS if _is_slip(folded, s)), word)


def _is_slip(word: str, name: str) -> bool:
    """Tell whether one letter of a short word is missing, doubled, too many or out of its place.

    No letter stands for another (« malin » is no « matin »), the first and the last are right.
    """
    if (
        word[0] != name[0]
        or abs(len(word) - len(name)) > 1
        or (word[-1], word[-2:-1]).count(name[-1]) == 0
    ):
        return False
    if len(word) == len(name):
        return sorted(word) == sorted(name) and OSA.distance(word, name) == 1
    longer, shorter = sorted((word, name), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))
