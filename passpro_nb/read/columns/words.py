"""The small vocabulary of headers: what (a date, a code…), of whom, of what event → columns.

A header is a bag of known words, in any order, case, gender or number. One word that nobody knows,
and the header stays open: « Avis de passage » is no opinion.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from passpro_nb.domain.french import fold
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS

MOST = 200  # characters: longer, it is no header
FOREIGN = "-"  # what a header means when it is plainly somebody else's (the origin's opinion)
SURE = 0.9  # how much a header says that means one column only
HOSTS_OWN = 0.12  # an opinion's header that names the host says more than « Avis »

# By concept, the words that say it, folded and in the singular; a word may say two things.
_LEXICON = {
    "date": "date dates dat dt jour journee dte quand ts",
    "hour": "heure horaire hre hr h heur",
    "start": "debut commencement demarrage deb ouverture commence",
    "end": "fin cloture termine jusqu",
    "session": "seance session sess creneau plage periode groupe calendrier planning vacation agenda echeancier",
    "interview": "entretien rdv rencontre oral entrevue audition entr entret ent rv positionnement comparution",
    "planned": "fixe prevu programme programmee planifie propose retenu arrete convenu cale possible tenu realise honorer",
    "register": "inscription inscrit inscr insc preinscription enregistrement enregistre candidature "
    "candidate creation crea cree depot depose insert horodatage horodateur",
    "given": "rendu emis donne saisi saisie prononce depose formule porte transmis remis valide "
    "enregistre communique attribue exprime porte motive",
    "sent": "parti poste edite courrier adresse adressee envoye envoi expedie expedition notifie transmis remis emis",
    "convene": "convocation convoque convoc conv invitation",
    "file": "dossier candidature doss dos cand navette fiche",
    "absent": "absent absence abs",
    "attend": "presence present assiduite venu venue presente participation pres "
    "emargement emarge alle assiste honore pa",
    "received": "recu recue",
    "opinion": "avis appreciation av",
    "cancel": "annule annulation desistement desiste abandon abandonne annul ann retrait retire renoncement "
    "renonciation",
    "state": "etat situation",
    "status": "statut stat",
    "way": "voie",
    "scol": "scolaire",
    "work": "apprentissage apprenti alternance app contrat",
    "pupil": "eleve candidat jeune candidate elv apprenant identite etudiant collegien",
    "host": "accueil acc lycee hote lp recevant receveur lyc lpo lgt lppr cfa ufa mfr sep accueillant destinataire destination partenaire cible",
    "asked": "demande souhaite choisi sollicite vise envisage pressenti postule voulu veux veut",
    "school": "etablissement etab ets etabl eple structure",
    "origin": "origine orig college clg frequente provenance actuel actuelle actuellement scolarisation scolarise ori vient scol",
    "programme": "formation specialite filiere form programme spe parcours",
    "diploma": "diplome dipl bac cap baccalaureat",
    "level": "niveau palier",
    "prepared": "prepare",
    "offer": "voeu offre choix affelnet",
    "rank": "rang rg ordre priorite preference",
    "birth": "naissance ne nee ddn naiss nais dnais",
    "class": "classe division cl 3e 3eme troisieme",
    "section": "section",
    "town": "commune ville localite localisation com comm sis sise situe",
    "dept": "departement dept dpt dep dept",
    "district": "bassin district bef",
    "sector": "secteur sect",
    "public": "public",
    "private": "prive",
    "domain": "domaine champ famille univers",
    "pro": "professionnel professionnelle pro activite metier",
    "passpro": "passpro",
    "hors": "hors",
    "in": "eligible soumis recrutement dispositif concerne inclus appartenance appartient releve",
    "procedure": "procedure",
    "mode": "modalite mode forme format comment",
    "kind": "type nature",
    "held": "organisation deroulement passation pratique",
    "ind": "seul ind individuel individuelle indiv",
    "col": "collectif collective coll groupe",
    "number": "nombre nb nbre nbr combien",
    "size": "taille effectif",
    "quota": "quota contingent",
    "total": "total totale tot totaux global tout",
    "most": "maximum max maxi maximal",
    "each": "chaque par",
    "places": "place siege pl",
    "capacity": "capacite cap capa capac",
    "offered": "offert ouvert disponible propose",
    "map": "carte",
    "room": "batiment bureau lieu salle endroit adresse site bat atelier",
    "contact": "ref appeler resp personnel contacter secretariat ddfpt contact mel mail courriel email tel telephone coordonnee personne interlocuteur "
    "messagerie referent referente interlocutrice responsable joindre ecrire ressource gestionnaire",
    "remarks": "savoir remarque obs observation commentaire precision divers note consigne rq rmq nota noter attention rem",
    "more": "information info complementaire complement particulier utile",
    "name": "patronyme nom libelle intitule denomination designation appellation lib denom titre",
    "short": "court long complet edition abrege",
    "first": "prenom pre pr",
    "one": "premier 1 1er usuel principal principale",
    "family": "famille usage patronymique",
    "code": "ref reference cd cde code identifiant id cod ident matricule",
    "num": "n no num numero nr",
    "uai": "uai rne",
    "ine": "ine",
    "national": "national rnie",
    "unique": "unique",
    "mef": "mef mefstat",
    "jury": "jury commission",
    "head": "chef direction proviseur",
    "after": "apres suite issue",
    "yes": "oui non",
    "value": "valeur sens qualite",
}  # fmt: skip
_SAID: dict[str, tuple[str, ...]] = {}
for _concept, _words in _LEXICON.items():
    for _word in _words.split():
        _SAID[_word] = (*_SAID.get(_word, ()), _concept)
_LEFT_OUT = (
    "a au aux avec nous vous notre nos votre vos mon ma mes ton ta tes ce cet cette ces c qu qui t y elle ils fk pk is top chez vers car avez concerne grand d de des du e en est et es ee l la le les leur ou pour que s se sa son sont "
    "sur un une x proposes education dans effective il elle on ete laquelle auquel lequel quel quelle final definitif libre eventuel eventuelle position jj mm aaaa aa yyyy dd hh jjmmaaaa obligatoire "
    "facultatif optionnel requis voir notice cf renseigner remplir saisir completer ex "
    "exemple menu deroulant liste choisir si connu ci dessous verso texte majuscule chiffre lettre "
    "caractere"
)
_HELP = (  # the values that a cell may have, between brackets
    "format oui non o n p f r tf fav df def tres favorable reserve defavorable i c st ap j m annee "
    "1 2 3 4 5 6 7 8 10 11"
)
_LENGTHS = {"8", "10", "11", *map(str, range(2000, 2100))}
_NEUTRAL = frozenset(_LEFT_OUT.split())
_IN_BRACKETS = _NEUTRAL | frozenset(_HELP.split())

# By column: what its header must say, « | » what it may say beside; several ways of saying it.
_PROGRAMME = {
    "programme_label": "programme|name asked host offered short offer pupil pro, name offer|short pro asked, name short",
    "mef": "mef|code num host asked programme offer",
    "offer_code": "offer code|num programme asked host, offer|asked",
    "status": "status programme|host, status offer, status pupil|scol work, status scol work, way asked|scol work, scol work programme, way programme|name kind scol work, "
    "scol work|kind way mode status, mode programme, way|scol work",
}
_APPLICATION = {
    **_PROGRAMME,
    "file_number": "file|num code pupil, num register pupil, num register",
    "ine": "ine|num code national pupil, code national|pupil num unique, national ine|code",
    "last_name": "name pupil|family one, name one, name family|pupil",
    "first_name": "first|one pupil family",
    "birth_date": "birth|date pupil",
    "origin_uai": "uai origin|code num school pupil, num origin school|, code origin|num school, code school pupil, uai pupil",
    "origin_name": "name origin|school short scol town, school origin|scol pupil, origin, school scol pupil, school pupil|name",
    "origin_commune": "town origin|school name pupil",
    "origin_class": "class|origin pupil name school code, "
    "programme origin|name school class",
    "host_uai": "uai host|code num school asked offer, uai offer|code school host num, num school host|asked, num school asked, code host school|num asked, code school asked|num, uai asked|code num school, code host",
    "host_name": "name host|school asked short pro, host|school asked pro, school asked|name short pro",
    "host_commune": "town host|school asked name, town asked|school",
    "rank": "rank|offer num asked pupil",
    "registered_on": "register received date|pupil, file received date, register date|hour pupil file given, register|file, file date given|hour, file date register|hour given",
    "convened_on": "convene|sent given pupil yes received, convene date|sent given pupil interview hour, convene interview|sent given",
    "interview_on": "interview|planned pupil, interview date|planned hour pupil session host programme given, "
    "session date|hour planned interview, received date|interview hour, interview planned date, "
    "convene date hour interview",
    "attendance": "attend|interview pupil session absent yes",
    "opinion": "opinion|host school given interview jury head after pupil yes value, opinion each host|given school, opinion each school|given host",
    "opinion_on": "opinion date|host school given interview head after hour jury",
    "cancelled": "cancel|register file date pupil asked given yes, state|register file cancel offer, status register|file, "
    "status file, register cancel date",
}
_CATALOGUE = {
    **_PROGRAMME,
    "host_uai": "uai|code num school host asked, code school|host num asked, num school|host asked, code host",
    "host_name": "school|name host short pro scol, name host|school short pro family, host|pro, name school",
    "commune": "town|school host name interview dept",
    "department": "dept|code num name school host",
    "district": "district|name code num programme school host",
    "sector": "sector|public private school host, public private|status school",
    "diploma": "diploma|kind name prepared level, level|kind name programme",
    "domain": "domain|pro programme name, sector pro|name programme",
    "passpro": "hors passpro|in programme procedure kind yes each, passpro|in procedure yes kind programme each, "
    "procedure|passpro kind hors, status passpro",
    "mode": "mode|interview held name kind session, held interview, kind interview|session, ind col|interview session mode kind, "
    "interview ind col, kind session",
    "sessions": "date hour|interview session planned, interview date|planned session hour host, date|planned offered, "
    "session|interview planned offered, session date|hour interview planned",
    "hours": "hour|interview planned, hour start end|session interview",
    "start": "hour start|interview session, start|interview session",
    "end": "hour end|interview session, end|interview session",
    "seats": "quota interview|session number, places date|number offered each hour most total, places interview|number total most session offered each planned, places session|number total most each offered, "
    "capacity interview|number total most session places, capacity session|most total, "
    "size interview|number most each pupil, size session|total most pupil each received number, number each session|pupil most offered received, pupil session|received number most each,  number most interview|pupil, number pupil interview|total most session each, "
    "number pupil places interview session, number total places interview|session",
    "class_places": "capacity|host class total number most programme map scol places section, size programme|number, quota programme|number, quota section|number, quota|class, places section|number offered host, "
    "places class|number total most offered host, places programme|number total offered, places host|number",
    "place": "room|interview session name school host convene",
    "contact": "contact|name num code interview school host interview pupil code room",
    "remarks": "remarks|interview more, more|interview mode, more mode|",
}

# Words that leave it open between columns: values and neighbours settle it. A column that is well
# ahead of the others is the default; under `roles.ENOUGH` alone it is not read.
_OPEN_APPLICATION: dict[str, dict[str, float]] = {
    "status": {"status": 0.55, "cancelled": 0.45},
    "status pupil": {"status": 0.55, "cancelled": 0.45},
    "mode": {"status": 0.36},
    "kind programme": {"status": 0.4},
    "date": {"opinion_on": 0.3, "interview_on": 0.3, "registered_on": 0.3, "convened_on": 0.3},
    "absent": {"attendance": 0.54},
    "absent interview": {"attendance": 0.54},
    "absent pupil": {"attendance": 0.54},
    "date hour": {"interview_on": 0.4, "registered_on": 0.3},
    "given date": {"registered_on": 0.41, "opinion_on": 0.4},
    "sent date": {"convened_on": 0.45, "registered_on": 0.2},
    "planned date": {"interview_on": 0.4},
    "planned date hour": {"interview_on": 0.4},
    "uai": {"host_uai": 0.6, "origin_uai": 0.45},
    "uai code": {"host_uai": 0.6, "origin_uai": 0.45},
    "uai num": {"host_uai": 0.6, "origin_uai": 0.45},
    "uai school": {"host_uai": 0.6, "origin_uai": 0.45},
    "uai code school": {"host_uai": 0.6, "origin_uai": 0.45},
    "code school": {"host_uai": 0.6, "origin_uai": 0.45},
    "num school": {"host_uai": 0.6, "origin_uai": 0.45},
    "school": {"host_name": 0.6, "origin_name": 0.45},
    "name school": {"host_name": 0.6, "origin_name": 0.45},
    "town": {"host_commune": 0.6, "origin_commune": 0.45},
    "town school": {"host_commune": 0.6, "origin_commune": 0.45},
    "name": {"last_name": 0.6, "host_name": 0.36, "origin_name": 0.36},
    "name programme": {"programme_label": 0.9},
    "code programme": {"mef": 0.54, "offer_code": 0.45},
    "offer": {"offer_code": 0.5, "programme_label": 0.45, "rank": 0.3},
    "num offer": {"offer_code": 0.54, "rank": 0.48},
    "offer asked": {"offer_code": 0.4, "programme_label": 0.45, "rank": 0.3},
    "code pupil": {"ine": 0.4, "file_number": 0.4},
    "num pupil": {"ine": 0.4, "file_number": 0.4},
    "code": {"ine": 0.3, "file_number": 0.3, "offer_code": 0.3, "mef": 0.3},
    "code unique": {"ine": 0.4, "file_number": 0.4},
    "code pupil unique": {"ine": 0.4, "file_number": 0.4},
    "num": {"file_number": 0.4},
    "code programme asked": {"mef": 0.54, "offer_code": 0.45},
    "convene given": {"convened_on": 0.9},
    "diploma asked": {},
    "mef": {"mef": 0.9, "origin_class": 0.3},
    "code mef": {"mef": 0.9, "origin_class": 0.3},
}
_OPEN_CATALOGUE: dict[str, dict[str, float]] = {
    "mode": {"mode": 0.6, "status": 0.4},
    "status": {"status": 0.6, "sector": 0.4, "passpro": 0.3},
    "status school": {"sector": 0.45, "status": 0.4},
    "kind programme": {"diploma": 0.5, "status": 0.44},
    "diploma programme": {"programme_label": 0.52, "diploma": 0.5},
    "diploma programme name": {"programme_label": 0.55, "diploma": 0.45},
    "kind": {"diploma": 0.36, "status": 0.36, "mode": 0.36},
    "programme passpro": {"passpro": 0.54, "programme_label": 0.45},
    "places": {"class_places": 0.56, "seats": 0.5},
    "places number": {"class_places": 0.56, "seats": 0.5},
    "places total": {"class_places": 0.46, "seats": 0.46},
    "places number total": {"class_places": 0.46, "seats": 0.46},
    "places most": {"class_places": 0.46, "seats": 0.46},
    "places number most": {"class_places": 0.46, "seats": 0.46},
    "places offered": {"class_places": 0.5, "seats": 0.46},
    "places number offered": {"class_places": 0.5, "seats": 0.46},
    "number": {"class_places": 0.4, "seats": 0.4},
    "offer programme": {"offer_code": 0.5, "programme_label": 0.5},
    "size": {"class_places": 0.4, "seats": 0.4},
    "size most": {"class_places": 0.4, "seats": 0.4},
    "number most": {"class_places": 0.4, "seats": 0.4},
    "number total": {"class_places": 0.4, "seats": 0.4},
    "number pupil": {"class_places": 0.34, "seats": 0.34},
    "number pupil most": {"class_places": 0.34, "seats": 0.34},
    "capacity": {"class_places": 0.75, "seats": 0.45},
    "capacity most": {"class_places": 0.6, "seats": 0.5},
    "capacity total": {"class_places": 0.7, "seats": 0.5},
    "interview": {"mode": 0.6, "sessions": 0.55},
    "sector": {"sector": 0.6, "domain": 0.45},
    "name": {"host_name": 0.6, "programme_label": 0.36},
    "name short": {"programme_label": 0.6, "host_name": 0.4},
    "offer": {"offer_code": 0.5, "programme_label": 0.45},
    "num offer": {"offer_code": 0.9},
    "code": {"offer_code": 0.36, "host_uai": 0.36, "mef": 0.36},
    "code programme": {"mef": 0.54, "offer_code": 0.45},
    "session": {"sessions": 0.6, "hours": 0.5},
    "session hour": {"sessions": 0.6, "hours": 0.55},
    "session hour interview": {"sessions": 0.6, "hours": 0.55},
    "code programme asked": {"mef": 0.54, "offer_code": 0.45},
    "hors": {"passpro": 0.6},
}
_SENSES = {
    CATALOGUE.code: (_CATALOGUE, _OPEN_CATALOGUE),
    APPLICATIONS.code: (_APPLICATION, _OPEN_APPLICATION),
    OPINIONS.code: (
        _APPLICATION,
        _OPEN_APPLICATION | {"date": {"opinion_on": 0.6}, "given date": {"opinion_on": 0.6}},
    ),
}

Bag = frozenset[str]


def _parsed(senses: Mapping[str, str]) -> list[tuple[str, Bag, Bag]]:
    ways = [(code, way.partition("|")) for code, said in senses.items() for way in said.split(",")]
    return [
        (code, frozenset(must.split()), frozenset(f"{must} {may}".split()))
        for code, (must, _, may) in ways
    ]


_WAYS = {code: _parsed(senses) for code, (senses, _) in _SENSES.items()}
_OPEN = {
    code: {frozenset(said.split()): claims for said, claims in opened.items()}
    for code, (_, opened) in _SENSES.items()
}


def ways_of(
    table: str, said: Mapping[str, str] | None = None
) -> list[tuple[str, Bag, Bag]]:
    """Return the ways to say the columns of a table: role, what it must say, what it may."""
    if said is not None:
        return _parsed(said)
    opened = [
        (role, bag, bag)
        for bag, claims in _OPEN.get(table, {}).items()
        for role, much in claims.items()
        if much >= 0.5
    ]
    return [*_WAYS.get(table, ()), *opened]


@lru_cache(maxsize=4096)
def header_claims(header: str, table: str) -> Mapping[str, float]:
    """Return the columns that a header's words may mean, each with how much they say so (0 to 1).

    None where a word is not known; `FOREIGN` alone where it is plainly another's.
    """
    if table not in _SENSES or len(header) > MOST:
        return {}
    found: dict[str, float] = {}
    if bare_hours(header):
        return found
    for bag in _bags(words_of(header)):
        for said in dict.fromkeys((bag, bag - {"passpro"})):
            if claims := _claims(said, table):
                found |= {r: much for r, much in claims.items() if much > found.get(r, 0.0)}
                break
    return found


def words_of(header: str, *, ends: bool = False) -> list[str]:
    """Return the words of a header that count; « Entretien le » ends with a date.

    With `ends`, so does « Entretien du »: its values will tell.
    """
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _undressed(header))
    if ends and (opened := re.search(r"\((de|[aàÀA])\)\W*$", spread)):  # « Entretien (de) »
        spread = f"{spread[: opened.start()]} {'from' if opened[1] == 'de' else 'a'}"
    spread = re.sub(r"\((.*?)\)|\[(.*?)\]", _helpful, spread)
    words = [part for word in _spelt(fold(spread)).split() for part in _parts(word)]
    if words[-2:] == ["o", "n"]:
        words = words[:-2]
    words = _with_ends(words) if ends else words
    if {"la", "les", "l", "de", "du", "des", "d", "par", "pour", "sur"} & {*words[-1:]} and not ends:
        return words  # it is cut: nobody knows the rest
    last = ["date"] if words[-1:] == ["le"] else []
    dated = [w for w in words if not _is_neutral(w)]
    return dated + last


def _undressed(header: str) -> str:
    """Return a header without its number and marks; « où » is told from « ou », folded one."""
    bare = re.sub(r"^\s*\(?(\d{1,2}\s?[.)]|[A-Za-z]\))\s+", "", _MARKS.sub(" ", header))
    bare = re.sub(r"(\((e|ne|le|s|es|te|trice)\)|[·.](e|ne|le|trice)(·?s)?\b)", "", bare)
    bare = re.sub(r"\(?\bP\s?/\s?A\b\)?", " présence ", bare)
    return re.sub(r"\b[Oo][ùÙ]", "ubi", bare)


def _spelt(folded: str) -> str:
    """Return a folded header, what is written in pieces put together: « U.A.I. », « e-mail »."""
    for written, word in _PIECES:
        folded = re.sub(rf"\b{written}\b", word, folded)
    return folded


def _with_ends(words: list[str]) -> list[str]:
    """Hear what begins or ends a header: « Entretien du » a date, « Accueil à » an hour."""
    if len(words) > 1 and words[-1] in ("n", "1") and "n" in words[-2:]:  # « Classe N+1 »
        words = words[: words.index("n", len(words) - 2)]
    ends = {"du": "date", "au": "date", "les": "date", "le": "date", "a": "a_hour"}
    words = ["date", *words[1:]] if words[:1] == ["d"] and len(words) > 1 else words
    return [*words[:-1], ends.get(words[-1], words[-1])] if words else words


_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡★☆•✱]")
_PIECES = (
    ("rendez vous", "rdv"), ("e mail", "mail"), ("u a i", "uai"), ("r n e", "rne"),
    ("i n e", "ine"), ("grand public", ""), (r"([a-z]{4,})1", r"\1 1"), (r"(convoquee?|convocation)s? pour( le)?", "entretien le"), (r"ne (vient|viendra|veut) (plus|pas)", "annule"), ("n b", "nota"), ("p a", "pa"), (r"(mef|mefstat)(stat)?\d+", "mef"),
    (r"(mi|demi) journee", "journee"), (r"(demi) journees", "journees"), ("l p o", "lpo"), ("l p", "lp"),
)  # fmt: skip


@lru_cache(maxsize=2048)
def _parts(word: str) -> tuple[str, ...]:
    """Return the two known words that a word unknown is made of: « numdos », « codeuai »."""
    if _is_neutral(word) or senses_of(word) or len(word) < 5:
        return (word,)
    cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    cuts = [*cuts, *((word[: len(s)], word[len(s) :]) for s in _SHORT if word.startswith(s))]
    known = [cut for cut in cuts if _are_two(*cut)]
    return known[0] if len(known) == 1 else (word,)


_SHORT = ("n", "d", "h", "nb", "dt", "cd")


def _are_two(one: str, other: str) -> bool:
    """Tell two words written as one."""
    short = one in _SHORT and len(other) > 4
    return (short or len(one) > 2) and len(other) > 2 and bool(senses_of(one) and senses_of(other))


def bare_hours(header: str) -> Mapping[str, float]:
    """Return what « De », « À », « À partir de (h) » say of hours; the values must agree."""
    said = [word for word in fold(header).split() if word not in ("h", "heure", "telle", "quelle")]
    return _BARE_HOURS.get(" ".join(said), {})


_BARE_HOURS = {
    **dict.fromkeys(("de", "des", "a partir de", "a compter de"), {"start": 0.4, "hours": 0.25}),
    "a": {"hours": 0.4, "end": 0.3}, "jusqu a": {"end": 0.4},
}  # fmt: skip


def says_absent(header: str) -> bool:
    """Tell « Absent » or « Absence »: there, yes is no presence."""
    said = {sense for word in words_of(header) for sense in senses_of(word)}
    return "absent" in said and "attend" not in said


def _is_neutral(word: str) -> bool:
    """Tell a word that takes nothing away: an article, a year, the length of a code."""
    return word in _NEUTRAL or word.removesuffix("s") in _NEUTRAL or word in _LENGTHS


def _helpful(bracket: re.Match[str]) -> str:
    """Return what a bracket adds: nothing, where it only says how to fill the column in."""
    inside = bracket[1] or bracket[2] or ""
    return " " if _IN_BRACKETS.issuperset(fold(inside).split()) else f" {inside} "


def _bags(words: Iterable[str]) -> Iterable[Bag]:
    """Yield the senses of a header's words: none where one word is not known."""
    senses = [senses_of(word) for word in words]
    if 0 < len(senses) <= 12 and all(senses):
        several = sum(len(sense) > 1 for sense in senses) > 5
        yield from map(frozenset, [] if several else product(*senses))


def senses_of(word: str) -> tuple[str, ...]:
    """Return what a word says, whatever its gender and number."""
    forms = (word, re.sub(r"(?<!s)[sx]$", "", word), re.sub(r"(?<=\w{4})es$|(?<=\w{3})e$", "", word))
    return next((said for form in forms if (said := _SAID.get(form))), ())


def _claims(bag: Bag, table: str) -> Mapping[str, float]:
    if bag in _OPEN[table]:
        return _OPEN[table][bag]
    codes = {code: SURE for code, must, may in _WAYS[table] if must <= bag <= may}
    if "opinion" in codes and bag & {"host", "head", "jury"}:
        return {"opinion": SURE + HOSTS_OWN}
    if len(codes) > 1:
        return dict.fromkeys(codes, 0.45)
    if not codes and bag & {"opinion"} and bag & {"origin", "family"}:
        return {FOREIGN: SURE}
    return codes
