"""The small vocabulary of headers, and the words of one header that count.

Of each word what it may say (« Reçu le »: received, a date), whatever its case, gender or number.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from passpro_nb.domain.french import fold
from passpro_nb.read.columns.phrases import spelt
from passpro_nb.read.statuses import SCHOOL, WORK

MOST = 200  # characters: longer, it is no header

# By concept, the words that say it, folded and in the singular; a word may say two things.
_LEXICON = {
    "date": "date dates dat dt jour jr journee dte quand ts",
    "hour": "hor heure horaire hre hr h heur",
    "start": "debut commencement demarrage deb commence",
    "end": "fin cloture termine jusqu",
    "session": "programmation fenetre vague seance session sess creneau plage periode groupe calendrier planning vacation agenda echeancier",
    "interview": "auditionner entretien rdv rencontre oral oraux entrevue audition entr entret ent rv positionnement comparution",
    "planned": "attendu mene effectue fixe prevu programme programmee planifie propose retenu arrete convenu cale possible tenu realise honorer consacre dedie",
    "opening": "ouverture",
    "register": "inscription inscrit inscr insc preinscription postulation sollicitation enregistrement enregistre candidature "
    "candidate candid creation crea cree depot depose insert horodatage",
    "given": "rendu pose emission emis donne saisi saisie prononce depose formule porte transmis remis valide "
    "formulation mis publication publie enregistre rapporte reporte communique attribue exprime porte motive circonstancie argumente donnons donnez portez rendez donner formulez obtenu rempli constitue",
    "sent": "missive parti poste edite courrier adresse adressee envoye envoi expedie expedition notifie transmis remis emis",
    "signed": "signe cosigne contresigne paraphe",
    "called": "appele appel",
    "convene": "convocation convoque convoc conv cvc cvq invitation invite",
    "letter": "missive",
    "file": "application dossier candidature candid doss dos cand navette fiche",
    "absent": "absent absence abs excuse",
    "attend": "presence present assiduite venu venue presente participation pres pst "
    "emargement emarge alle assiste honore pa",
    "received": "recu recue pris vu entendu auditionne accueilli",
    "receive": "recevoir reception", "can": "pouvant",
    "opinion": "avis opinion appreciation appr av",
    "cancel": "cancelled annule annulation desistement desiste abandon abandonne annul ann retrait retire renoncement "
    "renonciation",
    "state": "etat situation clos validite",
    "status": "statut stat st",
    "way": "voie",
    "scol": "scolaire sco scol fs fi fis",
    "work": "fa apprentissage apprenti alternance app appr contrat",
    "pupil": "gamin postulant demandeur participant ele enfant eleve candidat jeune candidate cand elv apprenant apprenti el identite etudiant collegien",
    "host": "host ea of ofa futur accueil acceuil acc centre erea lycee hote lp recevant receveur lyc lpo lgt lppr lep cfa ufa mfr sep accueillant destinataire destination partenaire cible recruteur organisateur dem",
    "asked": "demande souhaite choisi sollicite vise envisage pressenti postule voulu veux veut",
    "school": "cite etablissement etab ets etabl eple structure institution",
    "origin": "eo scolarite sco origine orig college clg frequente provenance actuel actuelle actuellement scolarisation scolarise ori vient scol",
    "programme": "formation specialite filiere form programme spe parcours",
    "diploma": "certification diplome dipl bac cap bp baccalaureat 2pro 2dpro 2ndepro",
    "level": "niveau niv palier 2de 2nde",
    "prepared": "prepare",
    "offer": "voeu vx of ofr offre choix affelnet",
    "rank": "rang rg ordre priorite preference",
    "birth": "naissance ne nee ddn naiss nais dnais dnaiss",
    "class": "septembre classe division div cl 3e 3eme troisieme",
    "section": "section",
    "town": "vil commune ville localite localisation com comm sis sise situe",
    "dept": "departement departemental departementale dept dpt dep",
    "district": "bassin district bef dist",
    "sector": "secteur sect",
    "public": "public pub",
    "private": "prive priv pri catholique",
    "domain": "fam dom domaine champ famille univers",
    "pro": "professionnel professionnelle pro activite metier hotelier hoteliere polyvalent agricole",
    "passpro": "passpro ppro",
    "hors": "hors",
    "in": "adhere adhesion flechage fleche entre eligible soumis recrutement recrute dispositif concerne inclus appartenance appartient releve",
    "procedure": "procedure",
    "mode": "facon maniere modalite mode forme format comment",
    "kind": "type nature categorie",
    "held": "organisation deroulement passation pratique",
    "ind": "seul solo individuellement ind individuel individuelle indiv",
    "col": "plusieurs ensemble collectivement collectif collective coll groupe",
    "number": "nombre nb nbre nbr combien volume",
    "size": "taille effectif",
    "quota": "quota contingent jauge",
    "total": "total totale tot totaux global tout",
    "most": "plafond autorise maximum max maxi maximal",
    "each": "chaque par",
    "places": "place siege pl poste",
    "capacity": "capacite cap capa capac",
    "offered": "offert ouvert disponible dispo propose",
    "map": "carte",
    "room": "etage batiment bureau lieu salle endroit adresse bat atelier",
    "contact": "corresp interloc coord secr ref prevenir appeler resp personnel contacter secretariat ddfpt contact mel mail courriel email tel telephone coordonnee personne interlocuteur "
    "messagerie portable repondant repondante correspondant correspondante coordonnateur coordonnatrice referent referente interlocutrice responsable joindre ecrire ressource",
    "posttown": "communepostale",
    "remarks": "annotation savoir signaler truc blabla remarque obs observation commentaire precision divers note consigne rq rque rmq rmque nota noter attention rem",
    "more": "information info complementaire complement particulier utile",
    "name": "patronyme nom libelle intitule denomination designation appellation lib denom titre",
    "short": "court long complet edition abrege",
    "first": "prenom pre pr pnom prn",
    "one": "premier 1 1er usuel principal principale",
    "family": "famille usage patronymique legal legale",
    "code": "cle clef ref reference cd cde code identifiant id cod ident matricule",
    "num": "n no num numero nr",
    "uai": "uai rne",
    "ine": "ine",
    "national": "national rnie",
    "unique": "unique",
    "mef": "mef mefstat",
    "jury": "jury commission equipe",
    "head": "chef direction proviseur",
    "staff": "ien io iio inspecteur inspectrice",
    "after": "apres suite issue",
    "yes": "oui non",
    "value": "valeur sens qualite teneur contenu echelle",
}  # fmt: skip
_SAID: dict[str, tuple[str, ...]] = {}
for _concept, _words in _LEXICON.items():
    for _word in _words.split():
        _SAID[_word] = (*_SAID.get(_word, ()), _concept)
_LEFT_OUT = (
    "mme mlle monsieur madame via ayant immatriculation etre recevez recevrez accueillez t avons etait etaient sont repondu a au aux avec nous vous notre nos votre vos mon ma mes ton ta tes ce cet cette ces c qu qui t y elle ils fk pk is top chez vers car avez concerne grand flag b ind tem temoin indicateur aller suivi d de des du e en est et es ee l la le les leur ou pour que s se sa son sont "
    "sur un une x proposes education dans effective il elle on ete laquelle auquel lequel quel quelle final theorique theo definitif officiel officielle libre eventuel eventuelle position jj mm aaaa aa yyyy dd hh jjmmaaaa obligatoire "
    "facultatif optionnel voir notice cf renseigner remplir saisir completer ex "
    "exemple menu deroulant liste choisir si connu ci dessous verso texte majuscule chiffre lettre "
    "caractere je tu me m serai serez sera seront doit doivent faut peut peux pouvez pouvons pouvoir prend prendre "
    "recevra indique indiquez indiquer precisez veuillez merci ont trouve fois sous exact exacte precis precise faite faites "
    "annonce annoncee declare declaree remonte remontee constate constatee cas echeant cocher coche cochez quelque chose devant "
    "suivant suivante auxquels auxquelles prochain prochaine ok delivre delivree rendre ai brut finale pourrez pourriez pourra pourront txt telle renseigne renseignee"
)
# What is done to a day or by somebody: with « le », it is when it was done.
_STATED_SAID = (
    "ok concerne repondu remonte remontee annonce annoncee declare declaree constate constatee renseigne "
    "renseignee indique precise precisee delivre delivree trouve coche connu"
)
_STATED = frozenset(_STATED_SAID.split())
_HELP = (  # the values that a cell may have, between brackets
    "format requis requise oui non o n p f r ae tf fav defav df def tres favorable reserve defavorable i c st ap j m annee "
    "1 2 3 4 5 6 7 8 10 11"
)
_LENGTHS = {"8", "10", "11", *map(str, range(2000, 2100))}
_NEUTRAL = frozenset(_LEFT_OUT.split())
_IN_BRACKETS = _NEUTRAL | frozenset(_HELP.split())


def words_of(header: str, *, ends: bool = False) -> list[str]:
    """Return the words of a header that count; « Entretien le » ends with a date.

    With `ends`, so does « Entretien du »: its values will tell.
    """
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", undressed(header))
    if ends and (opened := re.search(r"\((de|[aàÀA])\)\W*$", spread)):  # « Entretien (de) »
        spread = f"{spread[: opened.start()]} {'from' if opened[1] == 'de' else 'a'}"
    spread = re.sub(r"\((.*?)\)|\[(.*?)\]", _helpful, spread)
    words = [part for word in spelt(fold(spread)).split() for part in _parts(word)]
    if words[-1:] == ["le"] and _STATED & {*words} and all(map(_is_neutral, words[:-1])):
        return ["donne", "date"]  # « Remonté le »: not the day that was told
    if words[-2:] == ["o", "n"]:
        words = words[:-2]
    words = _with_ends(words) if ends else words
    if {"la", "les", "l", "de", "du", "des", "d", "par", "pour", "sur"} & {
        *words[-1:]
    } and not ends:
        return words  # it is cut: nobody knows the rest
    last = ["date"] if words[-1:] == ["le"] else []
    dated = [w for w in words if not _is_neutral(w)]
    if len(dated) > 1:  # « Élèves de 3e »: all of them are
        dated = [w for w in dated if w not in _THIRD] or dated
    if {*map(senses_of, dated)} & _MANY:  # « Date 1 », « 1er entretien »: the first of several
        dated = [w for w in dated if w not in _FIRST] or dated
    return dated + last


def undressed(header: str) -> str:
    """Return a header without its number and marks; « où » is told from « ou », folded one."""
    header = re.sub(r"_(2\d)\b", r" 20\1", header)  # « pl_25 »
    header = re.sub(r"(?i)(?<![a-z0-9])(fl|(l[bcl]))_", lambda m: "lib " if m[2] else "", header)
    bare = re.sub(r"^\s*\(?(\d{1,2}\s?[.)]|[A-Za-z]\))\s+", "", _MARKS.sub(" ", header))
    bare = re.sub(r"(\((e|ne|le|s|es|te|trice)\)|[·.](e|ne|le|trice)(·?s)?\b)", "", bare)
    bare = re.sub(r"^\W*TF\W{1,3}F\W{1,3}R\W{1,3}D\W*$", "avis", bare)
    bare = re.sub(r"^\W*S\s?/\s?A\W*$", "statut", bare)
    bare = re.sub(r"\b[A-Z]{1,2}(\s?/\s?[A-Z]{1,2}){2,}\b", " ", bare)
    bare = re.sub(r"(?<=[A-Za-z]{3})°", "ion", bare)  # « Format° »
    bare = re.sub(
        r"(?<=[a-zA-Z])\.\d$|(?<!CP )(?<!postal )[+&] *([Vv]ille|VILLE|[Cc]ommune|COMMUNE)\b",
        "",
        bare,
    )
    bare = _AND_TOWN.sub("", bare)
    bare = re.sub(r"(?i)^\W*v(œu|oeu)?\s?1(\s?[/,-]\s?v?\s?[2-5])+\W*$", "rang", bare)
    bare = re.sub(r"\bR ?-?(20)?2\d\b", " ", bare)  # « Capacité R25 »
    bare = _PER.sub(r"\1 par ", bare)
    bare = re.sub(r"\b[HF]\s?/\s?[EFM]\b", " sexe ", bare)  # places for men, for women
    bare = re.sub(r"\(?\bP\s?(/|ou)\s?A\b\)?", " présence ", bare)
    bare = re.sub(r"^\W*I\s?(/|ou)\s?C\W*$", "modalité", bare)
    bare = re.sub(r"(?i)^\W*((est|[eé]tai(en)?t) )?là\W*$", "présent", bare)
    bare = re.sub(r"^\W*J ?(\d)\W*$", r"Jour \1", bare)
    return re.sub(r"\b[Oo][ùÙ]", "ubi", bare)


def _with_ends(words: list[str]) -> list[str]:
    """Hear what begins or ends a header: « Entretien du » a date, « Accueil à » an hour."""
    if len(words) > 1 and words[-1] in ("n", "1") and "n" in words[-2:]:  # « Classe N+1 »
        words = words[: words.index("n", len(words) - 2)]
    ends = {"du": "date", "au": "date", "les": "date", "le": "date", "a": "a_hour"}
    words = ["date", *words[1:]] if words[:1] == ["d"] and len(words) > 1 else words
    return [*words[:-1], ends.get(words[-1], words[-1])] if words else words


_MANY = {("date",), ("session",), ("interview",), ("hour",)}
_FIRST = ("1", "1er", "1re", "1ere", "premier", "premiere")
_THIRD = ("3e", "3eme", "3emes", "3es", "troisieme", "troisiemes")
_PER = re.compile(
    r"^(\s*(?:nb|nbre|nombre|effectif|places?|pl|[ée]l[èe]ves?|candidats?|jeunes?)\b[^/(]*)"
    r"/(?!\s*(?:nb|nombre|places?|postes?|capacit|effectif|contrats?|apprenti|[ée]l[èe]ve|candidat|jeune))",
    re.I,
)  # « Élèves/séance »
_AND_TOWN = re.compile(r"(?i)(?<=\w)(?<!postal)(?<!cp)\s+et\s+(?:la\s+|sa\s+)?(?:ville|commune)\b")
_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡★☆•✱]")


@lru_cache(maxsize=2048)
def _parts(word: str) -> tuple[str, ...]:
    """Return the two known words that a word unknown is made of: « numdos », « codeuai »."""
    if _is_neutral(word) or senses_of(word) or len(word) < 4:
        return (word,)
    if word[0] == "n" and _SAID.keys() & {word[1:]} and len(word) == 4:  # « NDOS », « NINE »
        return ("n", word[1:])
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    cuts = [cut for cut in cuts if cut[0] != "pre"]  # « prévenu » is one word
    cuts = [*cuts, *((word[: len(s)], word[len(s) :]) for s in _SHORT if word.startswith(s))]
    known = [cut for cut in dict.fromkeys(cuts) if _are_two(*cut)]
    return known[0] if len(known) == 1 else (word,)


@lru_cache(maxsize=2048)
def respelt(word: str) -> str:
    """Return the long word that one letter too many, too few or another makes of this one."""
    bare = word.removesuffix("s")
    if len(bare) < 6 or senses_of(word):
        return word
    alike = [known for known in _LONG if known[0] == bare[0]
             and OSA.distance(bare, known, score_cutoff=1) < 2]  # fmt: skip
    return alike[0] if len({_SAID[known] for known in alike}) == 1 else word


_LONG = [word for word in _SAID if len(word) > 6]


_SHORT = ("n", "no", "d", "h", "nb", "dt", "cd", "id")


def _are_two(one: str, other: str) -> bool:
    """Tell two words written as one."""
    short = one in _SHORT and len(other) > 3
    return (short or len(one) > 2) and len(other) > 2 and bool(senses_of(one) and senses_of(other))


@lru_cache(maxsize=2048)
def cut_short(word: str) -> tuple[frozenset[str], ...]:
    """Return what a word cut short may say, or the two or three written as one: « NBPLENT »."""
    if said := _begun(word):
        return (said,)
    if (whose := _WHOSE.get(word[-2:])) and (said := _piece(word[:-2])):
        return (said, frozenset({whose}))
    for at in range(2, len(word) - 1 if len(word) < 13 else 2):
        head, rest = _piece(word[:at]), word[at:]
        if head and (last := _event(rest) if "date" in head else _piece(rest)):
            return (head, last)
        if head and at == 2 and len(rest) > 4 and (more := cut_short(rest)):
            return (head, *more)
    if (
        word[0] == "d" and len(word) > 3 and (event := _event(word[1:]).intersection(_EVENTS))
    ):  # « DENT »
        return (frozenset({"date"}), event)
    pieces = _glued(word) if len(word) > 7 else ()
    return pieces if len(pieces) > 1 else ()


def _glued(word: str) -> tuple[frozenset[str], ...]:
    """Return what the whole words say that are written as one, the last maybe cut: « RANGDUVOEU »."""
    for end in range(len(word), 2, -1):
        if said := senses_of(word[:end]):
            rest = re.sub(r"^(du|de|la|le)(?=\w{3})", "", word[end:])
            if len(rest) < 3:
                return (frozenset(said),)
            last = _begun(rest)
            if more := _glued(rest) or ((last,) if last else ()):
                return (frozenset(said), *more)
    return ()


_WHOSE = {"ac": "host", "or": "origin"}  # « UAIAC », « NOMOR »
_PAIRS = ("nb", "pl", "rg", "cd", "dt", "el")
_EVENTS = ("convene", "interview", "register", "opinion", "birth", "cancel")


def _piece(word: str) -> frozenset[str]:
    """Return what a part of a word says: as it is, or as what begins so; of two letters, a few."""
    if len(word) < 3 and word not in _PAIRS:
        return frozenset()
    return frozenset(senses_of(word)) or _begun(word)


def _event(word: str) -> frozenset[str]:
    """Return the one event that a word cut short after a date begins: « DATCON »."""
    if said := _piece(word):
        return said
    begun = {e for known, senses in _SAID.items() if known.startswith(word) for e in senses}
    events = begun.intersection(_EVENTS) if len(word) > 2 else ()
    return frozenset(events) if len(events) == 1 else frozenset()


@lru_cache(maxsize=2048)
def _begun(word: str) -> frozenset[str]:
    """Return what the words say that begin so, or that have these consonants, if it is one thing."""
    if len(word) < 3:
        return frozenset()
    begun = {senses for known, senses in _SAID.items() if known.startswith(word)}
    if not begun and not re.search(r"[aeiouy]", word[1:]):
        begun = {senses for known, senses in _SAID.items() if _bones(known).startswith(word)}
    said = frozenset().union(*begun)
    return said if len(begun) == 1 or len(said) <= 2 else frozenset()


@lru_cache(maxsize=2048)
def _bones(word: str) -> str:
    """Return a word without its vowels, as one writes « cnvc »."""
    return word[:1] + re.sub(r"[aeiouy]", "", word[1:])


def said_alone(header: str) -> Mapping[str, float]:
    """Return what « De », « À partir de (h) », « Qui » say of a catalogue; the values must agree."""
    said = [word for word in fold(header).split() if word not in ("h", "heure", "telle", "quelle")]
    return _ALONE_SAID.get(" ".join(said), {})


_FROM = {"start": 0.4, "hours": 0.25}
_TITLES = (
    "mme ou m",
    "m ou mme",
    "mme m",
    "m mme",
    "mr mme",
    "mme mr",
    "madame ou monsieur",
    "monsieur ou madame",
)
_ALONE_SAID = {title: {"contact": 0.4} for title in _TITLES} | {
    "de": _FROM, "des": _FROM, "a partir de": _FROM, "a compter de": _FROM,
    "a": {"hours": 0.4, "end": 0.3}, "jusqu a": {"end": 0.4}, "entre": _FROM, "et": {"end": 0.4}, "qui": {"contact": 0.4},
}  # fmt: skip


def senses_in(header: str) -> frozenset[str]:
    """Return what the words of a header may say."""
    return frozenset(sense for word in words_of(header) for sense in senses_of(word))


def says_absent(header: str) -> bool:
    """Tell « Absent » or « Absence »: there, yes is no presence."""
    said = senses_in(header)
    return "absent" in said and "attend" not in said


# The words of one status, and those that may stand beside them over its « oui » and « non ».
_WORDS_OF = {
    WORK: "apprentissage apprenti alternance alternant app appr cfa ufa",
    SCHOOL: "scolaire scol sco",
}
_ONE_STATUS = {word: status for status, said in _WORDS_OF.items() for word in said.split()}
_WITH_STATUS = "statut voie voeu demande formation contrat type mode modalite oui non par"
_BESIDE_STATUS = frozenset(_WITH_STATUS.split())


def answers_status(header: str, *, alone: bool = True) -> str | None:
    """Return the status that « oui » says under « Apprentissage (O/N) », « Scolaire ? », « UFA ».

    Not `alone`: under « Apprentissage souhaité » too, once the analyst has said that it is one.
    """
    words = [word.removesuffix("s") for word in words_of(header)]
    said = {_ONE_STATUS[word] for word in words if word in _ONE_STATUS}
    plain = all(word in _ONE_STATUS or word in _BESIDE_STATUS for word in words)
    denied = {"hor", "san", "pa", "non"} & {*words} and "oui" not in words
    return said.pop() if len(said) == 1 and not denied and (plain or not alone) else None


def _is_neutral(word: str) -> bool:
    """Tell a word that takes nothing away: an article, a year, the length of a code."""
    return word in _NEUTRAL or word.removesuffix("s") in _NEUTRAL or word in _LENGTHS


# How a bracket begins that only tells who fills in, and how.
_ASIDES = ("si ", "sinon", "a defaut", "en l absence", "sauf ", "ne pas ", "pre rempli", "liste ",
           "saisie libre", "fichier ")  # fmt: skip


def _helpful(bracket: re.Match[str]) -> str:
    """Return what a bracket adds: nothing, where it only says how to fill the column in."""
    inside = bracket[1] or bracket[2] or ""
    said = fold(inside)
    aside = said.startswith(_ASIDES)
    return " " if aside or _IN_BRACKETS.issuperset(said.split()) else f" {inside} "


def senses_of(word: str) -> tuple[str, ...]:
    """Return what a word says, whatever its gender and number."""
    forms = (
        word,
        re.sub(r"(?<!s)[sx]$", "", word),
        re.sub(r"(?<=\w{4})es$|(?<=\w{3})e$", "", word),
    )
    return next((said for form in forms if (said := _SAID.get(form))), ())
