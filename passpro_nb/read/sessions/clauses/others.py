"""Words that tell of those who come, of others, of another year, or where who is on a day."""

import re
from itertools import pairwise

from passpro_nb.read.sessions.clauses.neutral import OTHER_PUPILS
from passpro_nb.read.sessions.words.tokens import Token
from passpro_nb.read.sessions.words.vocabulary import words_of

_MEETING = re.compile("rencontres?|echanges?")
_WITH = ("avec", "entre", "inter", "sur", "autour")
_OUTSIDERS = words_of(
    "inspecteur inspectrice colleges entreprise entreprises equipes partenaires delegues enseignants"
    " tuteur tuteurs employeur employeurs maitre principaux principal maire maires elus dentiste infirmier infirmiere medecin rectorat"
)
_ADULTS = (_OUTSIDERS - {"colleges"}) | words_of(
    "professeur professeurs prof profs enseignant parents equipe formateurs personnel personnels"
    " proviseurs directeurs agents"
)
_YEARS = {"an", "annee"}
_LAST = {"dernier", "derniere", "passe", "passee", "precedente"}
_AUXILIARIES = {"etait", "etaient", "avait", "avaient", "sont", "est"}
_PAST = _YEARS | _AUXILIARIES | {"eu"}
_PARTICIPLES = ("tenu", "deroule", "eu")
COPULAS = {"est", "sera", "sont", "seront"}
_DONE = {"fait", "font", "fera", "feront"}
_STAFF = {"professeurs", "enseignants", "formateurs", "personnels", "directeurs"}
_PLACES = {"dans", "chez", "sur", "sous"}
_STANDS = words_of("panne face bas haut libre place")  # « l’ascenseur est en panne »
_STAYS = words_of("ferment laquelle lequel ouvre ouvrent rentre rentrent part partent")


def find_outsiders(tokens: list[Token]) -> list[Token]:
    """Return those who are no candidates: « oral des terminales », « rendez-vous avec les collèges »."""
    words = [token for token in tokens if token.kind != "the"]
    met = (
        t
        for before, t, of in zip(words, words[1:], [*words[2:], None], strict=False)
        if (before.value in ("avec", "chez", "aux", "professeurs") or before.kind == "receive")
        and not (t.value == "enseignants" and of and of.kind == "from")
    )
    return [t for t in words if t.value in OTHER_PUPILS] + [t for t in met if t.value in _OUTSIDERS]


def is_for_adults(tokens: list[Token]) -> bool:
    """Tell « (visio le 18 mars) pour les professeurs », which receives no pupils."""
    words = [token for token in tokens if token.kind != "the"]
    whom = {token.value for token in words[1:3]}
    pupils = any(t.kind == "seat" or t.value in ("enfants", "collegiens") for t in words)
    return bool(words) and words[0].value == "pour" and not (pupils or whom.isdisjoint(_ADULTS))


def find_met(tokens: list[Token]) -> list[Token]:
    """Return whom « visio avec les principaux », « nous recevons le maire » tell of, who are no candidates."""
    words = [token for token in tokens if token.kind != "the"]
    others = _OUTSIDERS - {"enseignants", "equipes", "colleges"}
    return [
        t
        for before, t in pairwise(words)
        if (before.value == "avec" or before.kind == "receive") and t.value in others
    ]


def find_past(tokens: list[Token]) -> list[Token]:
    """Return what tells of another year: « l’an dernier », « s’étaient tenus », « ont eu lieu »."""
    if _PAST.isdisjoint([token.value for token in tokens]):
        return []
    for before, token in pairwise(tokens):
        ended = before.value in _YEARS and token.value in _LAST
        held = before.value in _AUXILIARIES and str(token.value).startswith(_PARTICIPLES)
        if ended or held or (before.value == "eu" and token.value == "lieu"):
            return [before, token]
    return []


def find_stay(tokens: list[Token]) -> list[Token]:
    """Return « sont en entreprise », « le lycée ferme »: words that say where who is on a day."""
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        stands = token.kind == "in" and after and after.value in _STANDS
        away = (
            before.value in COPULAS
            and not stands
            and (
                token.kind in ("in", "to")
                or token.value in _PLACES
                or str(token.value).startswith("en ")  # « est en formation »
            )
        )
        passive = token.kind == "receive" and str(token.value).startswith(("ser", "son", "est"))
        done = before.value in _DONE and token.value == "par"  # « l’entrée se fait par la rue »
        if away or done or token.value in _STAYS or (passive and before.value in _STAFF):
            return [before, token]
    return []


def is_of_comers(tokens: list[Token]) -> bool:
    """Tell « le jury tutoie les candidats », « un goûter clôturera la rencontre », of those who come."""
    following = zip(tokens, tokens[1:], [*tokens[2:], None], strict=False)
    return any(t.kind == "jury" or str(t.value).startswith("candidat") for t in tokens) or any(
        (the.kind == "per" and noun.kind == "seat")
        or (
            (the.kind == "the" or the.value == "the")
            and _MEETING.fullmatch(str(noun.value))
            and not (of and (of.kind == "from" or of.value in _WITH))
        )
        for the, noun, of in following
    )


def is_test(tokens: list[Token]) -> bool:
    """Tell « test d’aptitude », « tests sportifs », held beside the interviews or in their place."""
    noun = next((token for token in tokens if token.kind not in ("the", "number", "colon")), None)
    own = all(token.kind not in ("main", "seat", "mode", "receive") for token in tokens)
    return own and noun is not None and noun.value in ("test", "tests", "epreuve", "epreuves")
