"""Half a header: one of its words is known, and what stands under it must say the rest.

An unknown word lowers what a header says; only the words of a closed list deny it: they are the
family's, the collège's, the school's own business.
"""

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS
from passpro_nb.read.columns.foreign import is_denied
from passpro_nb.read.columns.lexicon import (
    MOST,
    cut_short,
    respelt,
    said_alone,
    senses_of,
    words_of,
)
from passpro_nb.read.columns.words import ways_of

HALF = 0.4  # what half a header says at most
_STRAY, _UNKNOWN = 0.6, 0.3  # what a word of something else, and one unknown, take away

# Of whom an opinion is, where it is not the host's.
_OTHERS_SAID = (
    "principal principale college clg famille parents eleve psychologue pedagogique classe pp educative enseignants medical medicale inspection generale "
    "scolaire origine equipe_pedagogique professeurs passage"
)
OTHERS = frozenset(_OTHERS_SAID.split())

# Words that mean something only above values that agree.
_LOOSE = {
    "jour": "date", "moment": "date", "passage": "passage", "seance": "passage", "attendu": "passage",
    "attendue": "passage", "presenter": "where", "reponse": "outcome", "retour": "outcome",
    "decision": "outcome", "issue": "outcome", "verdict": "outcome", "resultat": "outcome",
    "conclusion": "outcome", "appreciation": "outcome", "sens": "outcome", "projet": "project",
    "demande": "project", "formation": "project", "voeu": "project",
    "annulee": "cancel", "pointage": "attend", "arrive": "attend", "cio": "staff", "draio": "staff", "saio": "staff", "contrainte": "remarks", "gestionnaire": "staff contact", "timestamp": "register", "creneau": "passage",
    "matin": "hour", "aprem": "hour", "midi": "hour", "am": "hour", "amplitude": "hour",
    "arrivee": "hour", "liberation": "hour end", "plage": "hour", "venir": "passage", "rencontre": "passage",
    "plus": "cancel", "rentree": "class", "vient": "passage", "venu": "attend", "annee": "class", "quoi": "project", "ubi": "where",
    "metier": "trade", "cursus": "project",
    "a_hour": "hour end", "pp": "passpro", "dep": "origin", "arr": "host", "seconde": "class", "2nde": "class", "2de": "diploma", "1re": "class", "1ere": "class", "site": "room school", "col": "origin school", "coll": "origin school", "envoi": "origin", "prevoir": "remarks", "bilan": "outcome", "comment": "remarks", "comm": "remarks",  "voit": "passage", "voir": "passage", "verra": "passage", "hdeb": "hour start", "hfin": "hour end", "nbpl": "number places", "from": "hour start", "rdv": "passage", "entretien": "passage",
    "occupe": "contact", "cpe": "contact", "adjoint": "contact", "adjointe": "contact", "eta": "school", "depart": "hour end dept", "nb": "remarks", "tranche": "hour", "prof": "teacher", "professeur": "teacher", "enseignant": "teacher", "sortie": "hour end",
    "impression": "outcome", "dit": "outcome", "ressenti": "felt", "reseau": "district", "zone": "district", "pole": "district", "prec": "origin", "passe": "passage held", "possible": "offered", "dins": "date register", "dcre": "date register",
    "etablissement": "school", "structure": "school", "chez": "school",
}  # fmt: skip
# The beginnings of such words: verbs in any tense, nouns in any number.
_STEMS = {
    stem: concepts
    for concepts, stems in {
        "planned": "reten disponib previs communiqu propos",
        "passage": "recept entend auditionn compar echang rencontr recev recoiv recoit recu accueill convi attend oral "
        "entrevu selecti positionn motivation recrut slot creneau convoqu appel",
        "outcome": "jugement pens preconis recommand conclu evaluat verdict reponse retour ressort bilan_d preavis",
        "attend": "venu venir rendu present assist deplac particip emarg point honor tenu effectu realis defaill",
        "opinion": "favorab defavorab",
        "cancel": "annul desist renonc abandon declin retir radi maintenu demission",
        "register": "soumis submit reserv inscri depos ouvert enregistr candidat positionn depuis horodat",
        "sent": "avis_e prevenu inform notifi contact averti parti lettre courrier pli",
        "origin": "anterieur precedent dernier depart pourvoy provien envoy venant sortant frequent",
        "host": "arrive destin cible futur support porteu offreu",
        "asked": "voul souhait desir rejoin integr entre",
        "district": "circonscr territ perimetr bassin geograph",
        "domain": "pole univers famill champ branch domain filier secteur product regroup",
        "sector": "tutel natur contrat gestion_",
        "town": "implant local situ cne ville",
        "room": "point salle local lieu endroit hall atelier adress",
        "contact": "adress suivi ecri joind appel demand interloc corresp joign secretar standard aupres charg pilot coord organis "
        "conseill refer gestionn developp",
        "remarks": "memo descript oubli savoir consign particular precis vigilanc observ remarq inform comment annot",
        "places": "chaise sieg plafond plac contingent quota",
        "number": "plafond combien nombre",
        "school": "organis etab structur site ensemb bahut equip",
        "programme": "certif titre diplom intitul enseign section option",
        "status": "regim contrat voie",
    }.items()
    for stem in stems.split()
}
_LOOSE_WAYS = {
    APPLICATIONS.code: {
        "registered_on": "project date|asked pupil, register date|origin", "interview_on": "passage|date planned received hour", "opinion": "outcome|host value interview school opinion asked, felt host|opinion, felt opinion|host",
        "opinion_on": "outcome date|given, opinion date|given register", "programme_label": "project|asked, diploma|asked programme pro, trade|asked pro prepared name",
        "origin_class": "programme origin, project origin, diploma origin",
        "last_name": "pupil, name first|pupil, name birth|pupil", "convened_on": "sent date|convene pupil family", "host_commune": "town interview",
        "attendance": "status interview, received interview, interview held|passage yes", "host_name": "school interview, asked host, where|, school offer|one",
        "status": "work scol, diploma way, mode offer",
        "file_number": "num passpro",
    },
    CATALOGUE.code: {
        "sessions": "passage|date planned hour jury, session|", "hours": "hour|host received session passage convene",
        "start": "start|hour session", "end": "end|hour session", "programme_label": "diploma|name programme asked pro level, "
        "class diploma, project, trade|asked pro prepared name", "domain": "trade|domain pro", "status": "mode offer|programme", "sector": "status|school", "diploma": "diploma|kind", "seats": "number pupil|session passage, pupil passage|each received number most, number convene most|pupil, number convene planned|pupil, number passage offered|planned most each, size session, "
        "places passage", "class_places": "places class, size|asked programme", "place": "host room, where, room where", "commune": "where", "remarks": "remarks|host interview",
    },
}  # fmt: skip
_LOOSE_WAYS[OPINIONS.code] = _LOOSE_WAYS[APPLICATIONS.code]


@lru_cache(maxsize=4096)
def half_claims(header: str, table: str) -> Mapping[str, float]:
    """Return the roles that a part of a header speaks for, each with how much (0 to `HALF`)."""
    return {} if is_denied(header, table) else heard_in(header, table)


@lru_cache(maxsize=4096)
def heard_in(header: str, table: str) -> Mapping[str, float]:
    """Return the same, words of something else left unheard: « Places offertes à l'affectation »."""
    if len(header) > MOST:
        return {}
    if alone := said_alone(header):
        return alone if table == CATALOGUE.code else {}
    words = words_of(header, ends=True)
    tokens = [told for word in words for told in _told(word, header)]
    best: dict[str, float] = {}
    for role, must, may in ways_with_loose(table):
        if (much := _much(tokens, must, may)) > best.get(role, 0.1):
            best[role] = much
    for word, role in (("a_hour", "end"), ("from", "hours")):  # « À » alone is no end
        if word in words and role in best and sum(role in said for said in tokens) < 2:
            best[role] -= 0.1
    if not {"a_hour", "from"} & {*words}:
        _tell_ends(best, set().union(*tokens))
    whose = OTHERS & {*words}
    return {
        role: much
        for role, much in best.items()
        if _says_enough(role, tokens, table) and not (whose and role in ("opinion", "opinion_on"))
    }


def _tell_ends(best: dict[str, float], said: Set[str]) -> None:
    """Keep one of a start, an end and both: « SESS_HDEB » says a start only."""
    if "hour" in said and len(told := said & {"start", "end"}) == 1:
        for role in {"hours", "start", "end"} - told:
            best.pop(role, None)


# What a header must say for a role that costs much when it is read wrongly; with an unknown word,
# it must say besides that the interview or the host is meant.
_TOWN = {"town", "where"}
CORE = {
    "commune": _TOWN, "host_commune": _TOWN, "origin_commune": _TOWN,
    "opinion_on": {"opinion", "outcome"}, "convened_on": {"convene", "sent"},
    "registered_on": {"register", "project"},
    "interview_on": {"interview", "passage", "received", "session"},
    "sessions": {"interview", "session", "passage", "planned", "asked", "convene", "offered", "in", "received", "pupil"},
    "seats": {"places", "capacity", "quota", "size", "each", "received", "session", "interview"},
    "class_places": {"places", "capacity", "quota", "size"},
}  # fmt: skip
_MEANT = {
    "opinion": {"interview", "host"}, "attendance": {"interview", "passage"},
    "cancelled": {"cancel", "register"}, "opinion_on": {"interview", "host", "opinion", "outcome"},
    "seats": {"interview", "session", "passage", "each"},
    "class_places": {"class", "section", "programme", "host", "capacity", "quota", "asked"},
}  # fmt: skip
_CODED = {"host_uai": {"host", "offer", "asked"}, "origin_uai": {"origin", "school", "scol"}}


def _says_enough(role: str, tokens: Sequence[Set[str]], table: str) -> bool:
    """Tell whether half a header says enough of a role, by what a wrong reading would cost."""
    said = set().union(*tokens)
    if role == "last_name" and said & {"origin", "school", "host", "town"}:
        return False
    if role in ("attendance", "mef") and said & {"origin", "class"}:
        return False
    if role in ("host_name", "origin_name") and "kind" in said:  # « Type d'établissement »
        return False
    if role in CORE and not said & CORE[role]:
        return False
    meant = _MEANT.get(role) or (_CODED.get(role) if table != CATALOGUE.code else None)
    unknown = not all(tokens) or (role in _MEANT and bool(said & _ELSE.get(role, frozenset())))
    return not (unknown and meant) or bool(said & meant)


_ELSE = {"seats": {"work", "date", "class", "origin"}, "class_places": {"work", "origin", "date"}}


def is_known(header: str, table: str) -> bool:
    """Tell whether a header has a word that says something: values alone do not overrule it."""
    return bool(half_claims(header, table)) or any(map(senses_of, words_of(header)))


def _told(word: str, header: str) -> Sequence[Set[str]]:
    """Return what a word may say: it, its beginning, or the two that it is made of."""
    if said := {*senses_of(respelt(word)), *_loose(word)}:
        return ({*said, "name"} if word == "n" and "N." in header else said,)  # « N. élève »
    letter = _LETTERS.get(word) if re.search(r"_|\b[A-Z]\.", header) else None
    return ({letter},) if letter else cut_short(word) or (frozenset(),)


@lru_cache(maxsize=4096)
def told_in(header: str) -> frozenset[str]:
    """Return what the words of a header may say, whatever their ending."""
    return frozenset().union(
        *(said for word in words_of(header, ends=True) for said in _told(word, header))
    )


def has_strange_word(header: str) -> bool:
    """Tell whether a header has a word that says nothing to anybody here."""
    words = [word for word in words_of(header, ends=True) if not word.isdecimal()]
    return not all(said for word in words for said in _told(word, header))


@lru_cache(maxsize=4096)
def all_told(header: str) -> tuple[Set[str], ...]:
    """Return what each word of a header may say."""
    return tuple(said for word in words_of(header, ends=True) for said in _told(word, header))


_LETTERS = {
    "c": "code", "l": "name", "d": "date", "n": "num", "o": "origin", "a": "host", "h": "hour", "j": "date", "p": "first",
    "for": "programme", "frm": "programme", "ll": "name", "lb": "name", "lc": "name",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _loose(word: str) -> frozenset[str]:
    """Return what a word says over values that agree, whatever its ending."""
    forms = (word, word.rstrip("sx"), word.rstrip("sx").removesuffix("e"))
    said = [_LOOSE[form] for form in forms if form in _LOOSE]
    said += [concepts for stem, concepts in _STEMS.items() if word.startswith(stem)]
    return frozenset(" ".join(said).split())


@lru_cache(maxsize=4)
def ways_with_loose(table: str) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Return the ways to say the columns of a table, the loose ones too."""
    return [*ways_of(table), *ways_of(table, _LOOSE_WAYS.get(table, {}))]


def _much(tokens: Sequence[Set[str]], must: frozenset[str], may: frozenset[str]) -> float:
    """Return how much of a way the words of a header say."""
    said = set().union(*tokens)
    heard = must & said
    if not heard:
        return 0.0
    fit = sum(bool(senses & may) for senses in tokens)
    unknown = sum(not senses for senses in tokens)
    stray = len(tokens) - fit - unknown
    whole = fit + _STRAY * stray + _UNKNOWN * unknown
    return HALF * (len(heard) / len(must)) ** 0.8 * fit / whole
