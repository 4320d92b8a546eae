"""What the words of a segment, as `cuts` gives it, make of its days.

The words of a segment name the days after them (« JPO le 15 mars »), else those before
(« 15 mars : JPO »); `natures` tells what segments make of each other.
"""

from __future__ import annotations

import re
from itertools import pairwise

from passpro_nb.read.sessions.clauses.cuts import (
    INTERVIEW,
    OTHER,
    PLAIN,
    UNEXPLAINED,
    Nature,
    Segment,
    arrive,
    before_break,
    leave_event_hours,
)
from passpro_nb.read.sessions.clauses.neutral import BESIDE, OCCASIONS, REMARKS
from passpro_nb.read.sessions.clauses.others import (
    COPULAS,
    find_met,
    find_outsiders,
    find_past,
    find_stay,
    is_for_adults,
    is_test,
)
from passpro_nb.read.sessions.clauses.subject import is_away
from passpro_nb.read.sessions.clauses.unknown import (
    find_unknown,
    is_beside,
    is_cause,
    is_glue,
    is_remark,
    is_title,
    is_workshop,
    tells_how,
)
from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import Hours, Sign
from passpro_nb.read.sessions.words.tokens import Token

QUOTED = 70  # characters of what is quoted, at most
_DATES = {"dates", "date", "jours", "jour", "calendrier", "planning", "horaires"}
_ENDING = ("termin", "achev", "finiss", "commenc", "demarr", "debut")
_RECEIVED = ("convoq", "recev", "recoi", "recu", "audition", "entret", "passage")
_EACH = ("the", "total", "each", "every")  # « avant tout entretien »
OTHERS = {"event", "aside", "denied", "break", "verb", "deadline"}
_HELD = ("se tiendra ", "se deroulera ", "aura lieu ", "a lieu ")
# « l’équipe se réunit le 10 mars et fixera les jours d’entretien »
_DECIDES = re.compile(
    "(?:fixe|arrete|decide|etabli|valide|prepare|organise|determine|defini|planifie|annonce)r(?:a|ont)"
)
_MOVES = {"moved", "instead", "cancelled", "all_cancelled"}
_CHOSEN = {
    "retenus",
    "retenues",
    "admis",
    "admises",
    "selectionnes",
    "choisis",
    "recrutes",
    "affectes",
}
_UNDECIDED = {
    "chaque", "convenir", "arretees", "communiquees", "connues", "definies", "definir", "determiner", "fixees", "fixer",
    "preciser", "ulterieurement", "venir", "prochainement", "attente", "planifier",
}  # fmt: skip
_BESIDE = {"avec", "ensuite", "suivi", "suivie", "suivis", "puis", "apres", "avant", "comprise"}
_OPEN = {"possible", "possibles", "facultative", "facultatif", "autorisee", "proposee"}
_NAMING = {
    "limite", "cloture", "vacances", "conges", "resultat", "resultats", "publication", "affichage",
    "conseil", "remise", "notification", "notifications", "rentree", "candidatures",
}  # fmt: skip
_VERBS = {
    "appeler", "appelez", "telephoner", "telephonez", "contacter", "contactez", "prevenir", "prevenez",
    "confirmer", "confirmez", "retirer", "consulter", "reserver", "reservez", "joindre", "adresser",
}  # fmt: skip


# A segment → its nature, by its own words


def weigh(segment: Segment, text: str, neutral: frozenset[str]) -> None:
    """Tell the nature of a segment by its words before the days, else by those after."""
    if any(isinstance(phrase, speech.Mode) for phrase in segment.phrases):
        segment.head, segment.tail = (
            _without_meetings(segment.head),
            _without_meetings(segment.tail),
        )
    if not segment.dated and any(isinstance(phrase, Hours) for phrase in segment.phrases):
        segment.head = before_break(segment.head)
    if segment.timed and segment.head:
        arrive(segment, segment.head)
    kinds = [_kind(token) for token in segment.head]
    segment.event = any(t.kind == "event" for t in segment.tokens) or is_test(
        segment.head or segment.tail
    )
    if _holds_interviews(segment):
        late = segment.timed and not any(_kind(t) in ("main", "receive") for t in segment.head)
        late = late and not segment.told and not isinstance(segment.phrases[-1], Hours)
        beyond = find_unknown(segment.head, text, neutral, leading=True) if late else []
        heard = any(str(token.value).startswith("audition") for token in segment.tokens)
        said = segment.head + segment.tail if heard else segment.head
        unknown = [] if segment.told else find_unknown(said, text, neutral)
        if not segment.told and any(token.kind == "main" for token in segment.tokens):
            unknown = _of_something(segment, unknown, text)
        unknown += beyond + find_outsiders(segment.tokens) + _find_ruling(segment)
        unknown += find_past(segment.tokens) + _find_end(segment)
        off = segment.event and not segment.timed and "denied" in {t.kind for t in segment.tokens}
        segment.nature = OTHER if off or _is_governed(segment) else INTERVIEW
        if segment.nature is INTERVIEW and segment.event:
            leave_event_hours(segment)
        if unknown and segment.nature is INTERVIEW:
            segment.nature, segment.why = UNEXPLAINED, quote(unknown, text)
    elif is_away(segment.tokens) or (segment.timed and is_for_adults(segment.tail)):
        segment.nature = OTHER
    elif {"event", "during"} <= set(kinds):
        segment.nature = UNEXPLAINED
    elif not OTHERS.isdisjoint(kinds):
        segment.nature = UNEXPLAINED if _is_list(segment) else OTHER
    elif segment.timed and (stay := _find_foreign([*segment.head, *segment.tail])):
        segment.nature, segment.why = UNEXPLAINED, quote(stay, text)
    elif unknown := _unknown_before(segment, text, neutral):
        segment.nature, segment.why = UNEXPLAINED, quote(unknown, text)
    elif segment.timed and segment.tail:
        arrive(segment, segment.tail)
        segment.nature, segment.why = _weigh_after(segment, segment.tail, text, neutral)
    if segment.nature is not PLAIN and not segment.why:
        segment.why = quote(segment.head or segment.tail, text)
    if segment.head and not segment.timed:
        segment.naming, why = _weigh_after(segment, segment.head, text, neutral)
        segment.why = why or segment.why
    _doubt_unsure(segment, text)


def _doubt_unsure(segment: Segment, text: str) -> None:
    """Doubt the days of « 26 mars à confirmer », or keep the word for those before it."""
    said = segment.nature is not OTHER or any(t.kind == "unsure" for t in segment.tokens[:3])
    if said and (unsure := _find_unsure(segment)):
        segment.unsure, segment.why = True, quote(unsure, text)
        segment.nature = UNEXPLAINED if segment.timed else segment.nature


def _find_unsure(segment: Segment) -> list[Token]:
    """Return « à confirmer », « si besoin »: said of its own days, or of those before and nothing else."""
    kinds = {"unsure", "asked"}
    if segment.dated or all(
        token.kind in ("maybe", "only") or is_glue(token) for token in segment.head
    ):
        kinds.add("maybe")
    signs = [phrase for phrase in segment.phrases if phrase in (Sign.UNSURE, Sign.MAYBE)]
    found = [token for token in segment.tokens if token.kind in kinds]
    if not found and Sign.UNSURE in signs and segment.dated:  # « le 18 mars ? non »
        found = segment.tokens[-1:]
    return found if signs else []


def _holds_interviews(segment: Segment) -> bool:
    """Tell « entretiens », « les candidats seront reçus »: not « reçus en mini-stage », « parents reçus »."""
    kinds = {_kind(token) for token in segment.tokens}
    if "main" in kinds:
        return True
    values = {token.value for token in segment.tokens}
    whom = "seat" in kinds or not values.isdisjoint(("vous", "jury", "jurys", "equipe"))
    alone = "seat" not in kinds or values.isdisjoint(("leurs", "leur", "avec", "ses"))
    families = alone and not values.isdisjoint(("parents", "familles"))
    others = families or not OTHERS.isdisjoint(kinds)
    return "receive" in kinds and whom and not others


def _of_something(segment: Segment, unknown: list[Token], text: str) -> list[Token]:
    """Return the unknown words that « entretien » is of, or with: « entretien de la chaudière »."""
    words = [token for token in segment.tokens if token.kind != "the"]
    ruled = {
        token.start
        for before, token in pairwise(words)
        if before.kind == "from" or before.value in ("avec", "chez", "pour", "aux")
    }
    if any(str(token.value).startswith(("ora", "audition")) for token in words):
        return unknown + [t for t in words if t.kind == "event" and t.start in ruled]
    return [t for t in unknown if t.start in ruled and not text[t.start].isupper()]


def _find_ruling(segment: Segment) -> list[Token]:
    """Return the event of « dates d’entretien : voir JPO du 15 mars », « rendez-vous … pour le tournoi »."""
    words = [token for token in segment.tokens if token.kind not in ("the", "from")]
    places = {token.start for before, token in pairwise(words) if before.kind == "room"}
    events = [t for t in words if t.kind == "event" and t.start not in places]
    main = next((n for n, token in enumerate(segment.tokens) if _kind(token) == "main"), 0)
    dates = any(token.value in _DATES for token in segment.tokens[:main])
    after = events and events[0].start > segment.tokens[main].start
    met = segment.tokens[main].kind == "appointment"
    return events[:1] if after and segment.dated and (dates or met) else []


def _unknown_before(segment: Segment, text: str, neutral: frozenset[str]) -> list[Token]:
    """Return the words before the days that nobody knows, or a number that may be no day."""
    head = segment.head
    if segment.titled and is_title(head):
        return []
    matter = segment.led or any(map(is_matter, segment.tokens))
    headed = any(token.kind in ("jury", "session") for token in segment.tokens[:2])
    if unknown := find_unknown(
        head, text, neutral, leading=True, matter=matter, told=segment.told, headed=headed
    ):
        harmless = is_remark(head) or is_cause(head) or is_title(head)
        return [] if not segment.timed and harmless else unknown
    if not segment.dated or any(isinstance(phrase, Hours) for phrase in segment.phrases):
        return []
    for before, token in pairwise(segment.tokens):
        bare = token.kind == "date" and token.value.year is None
        if bare and before.kind in ("word", "room", "noise") and not is_glue(before):
            return [before, token]  # « BP 12/03 »
        if token.kind in ("date", "month"):
            break
    return []


def _find_foreign(words: list[Token]) -> list[Token]:
    return find_past(words) or find_stay(words) or find_met(words)


def _find_end(segment: Segment) -> list[Token]:
    """Return what tells a bound, without hours: « fin des entretiens le 7 mai », « se terminent »."""
    begins = [token for token in segment.head if token.kind != "the"][:1]
    ends = [
        token
        for token in begins
        if token.value in ("fin", "debut", "demarrage", "lancement", "ouverture")
    ]
    ends += [token for token in segment.head if str(token.value).startswith(_ENDING)]
    over = [token for token in ends if str(token.value).startswith(("termin", "achev"))]
    return [] if segment.houred else ends if segment.dated else over


def is_matter(token: Token) -> bool:
    """Tell whether a word speaks of interviews, so that those beside it need not."""
    return token.kind in ("mode", "session", "receive", "jury") or str(token.value).startswith(
        _RECEIVED
    )


def _weigh_after(
    segment: Segment, words: list[Token], text: str, neutral: frozenset[str]
) -> tuple[Nature, str]:
    """Return what words make of the days before them, and which of the words do."""
    if not segment.timed and tells_how(words):
        return PLAIN, ""
    if is_cause(words) and any(token.kind in _MOVES for token in segment.tokens):
        return PLAIN, ""  # « décalé au 20/03 pour cause de grève »
    hours = any(isinstance(phrase, Hours) for phrase in segment.phrases)
    if hours and is_workshop(words):
        return PLAIN, ""
    bare = segment.dated and not hours
    held = str(words[0].value).startswith(_HELD)  # « le 12 mars se tiendra une réunion »
    between = any(t.kind == "hour" and t.start > words[0].end for t in segment.tokens)
    led = words[0].kind == "event" and (bare or held or between)  # « 15/03 JPO », « 15/03 JPO 9h »
    step = [token.kind for token in words] in (["aside"], ["break"])  # « 21/03 clôture »
    led = led or (bare and step and any(isinstance(p, speech.Days) for p in segment.phrases))
    named = segment.named or led
    nature = _nature_after(words, named=named, bare=bare and named)
    if nature is not PLAIN:
        return nature, quote(words, text)
    if stay := _find_foreign(words):
        return UNEXPLAINED, quote(stay, text)
    harmless = not OTHERS.isdisjoint(map(_kind, words)) and "denied" not in map(_kind, words[1:])
    said = [token for token in segment.tokens if token.start >= words[0].start]
    harmless = harmless or (segment.houred and is_beside(said))
    unknown = [] if harmless else find_unknown(words, text, neutral, told=segment.told)
    return (UNEXPLAINED, quote(unknown, text)) if unknown else (PLAIN, "")


def is_undecided(segment: Segment) -> bool:
    """Tell « dates d’entretien à venir », which says of no day that it is one."""
    return segment.unsure or any(
        token.value in _UNDECIDED or _DECIDES.fullmatch(str(token.value))
        for token in segment.tokens
    )


def is_town(segment: Segment, text: str) -> bool:
    """Tell whether a segment is but a name: « 3 rue Hugo, Melun »."""
    if UNEXPLAINED not in (segment.naming, segment.nature) or segment.timed:
        return False
    if segment.unsure or len(segment.head) > 3:
        return False
    return all(
        text[t.start].isupper() or t.kind == "noise" or t.value in BESIDE - OCCASIONS
        for t in segment.head
    )


def _nature_after(words: list[Token], *, named: bool, bare: bool) -> Nature:
    kinds = [_kind(token) for token in words if token.kind != "to"] or [""]
    values = {str(token.value) for token in words}
    if (
        kinds[0] == "denied"
        and not {"main", "session"} & set(kinds)
        and not values & {"cours", "classe"}
    ):
        return PLAIN  # « pas de cantine »
    if "event" in kinds:
        if "during" in kinds:
            return UNEXPLAINED
        first = next((kind for kind in kinds if kind not in ("the", "from", "to")), "")
        if named and first == "event" and not values & _OPEN:
            return OTHER
        if values & REMARKS or values & _BESIDE or kinds[0] == "rank":
            return PLAIN  # « 14h avec visite », « visite possible »
        return OTHER if named else UNEXPLAINED
    if kinds[0] == "denied" and values & {"cours", "classe"}:
        return OTHER if named else UNEXPLAINED
    if kinds[0] == "denied":
        return OTHER if {"main", "session"} & set(kinds) else PLAIN
    if not {"ferie", "feries"}.isdisjoint(values):
        return OTHER
    if not {"ferme", "fermee", "fermes"}.isdisjoint(values):
        return OTHER if named else UNEXPLAINED
    told = bool(values & _NAMING) or words[0].value in COPULAS
    if "aside" in kinds and not told and (bare or values & COPULAS):
        first = next((kind for kind in kinds if kind not in ("the", "from", "to")), "")
        return OTHER if first == "aside" else UNEXPLAINED  # « 26 mars : inscriptions »
    naming = "aside" in kinds and told
    named = named or words[0].value in COPULAS  # « le 8 mai est férié »
    return OTHER if named and (naming or kinds[0] == "break") else PLAIN


def names(token: Token) -> bool:
    """Tell whether a word says what a day is: « rentrée », « vacances », « remise »."""
    return token.kind == "aside" and token.value in _NAMING


def _kind(token: Token) -> str:
    """Return what a word says: of interviews, of an event, of a step of the procedure, of nothing."""
    if token.kind == "length" or token.value in ("lors", "occasion"):
        return "during"  # « pendant les portes ouvertes »
    if token.kind == "appointment":
        return "word" if str(token.value).startswith(("sur", "selon", "periode")) else "main"
    return "verb" if token.value in _VERBS else token.kind


def _without_meetings(words: list[Token]) -> list[Token]:
    """Take « réunion collective » for an interview of several, which no other meeting is."""
    return [token for token in words if token.value not in ("reunion", "reunions")]


def _is_list(segment: Segment) -> bool:
    """Tell whether words may speak of the first of their days only: « JPO le 15/03, 19/03 à 14h »."""
    if not any(isinstance(phrase, Hours) for phrase in segment.phrases):
        return False
    ends = {"date", "month", "number"}
    triples = zip(segment.tokens, segment.tokens[1:], segment.tokens[2:], strict=False)
    return any(
        day.kind in ends and sign.kind in ("comma", "dash", "slash") and day.end - day.start > 2
        for day, sign, after in triples
        if after.kind in ("date", "weekday", "number")
    )


def _is_governed(segment: Segment) -> bool:
    """Tell whether something else governs « entretien »: « pas d’entretien », « résultats des … »."""
    tokens = segment.tokens
    kinds = [_kind(token) for token in tokens]
    if "main" not in kinds:
        return False
    at = kinds.index("main")
    after = kinds[at : len(tokens) - len(segment.tail)] if segment.timed else kinds[at:]
    link = kinds.index("before", at) if "before" in kinds[at:] else len(kinds)
    if "event" in kinds[link:] and segment.dated:
        return True  # « entretiens fixés après le conseil du 20 mars »
    if segment.dated and segment.head and segment.head[-1].kind == "denied":
        return True  # « entretiens : pas le 12 mars »
    if "denied" in kinds[:at] and "during" in kinds[:at]:
        return False  # « pas de téléphone pendant l’entretien »
    if "denied" in kinds[:at] or ("aside" in after and "during" not in after and segment.timed):
        return True  # « pas d’entretien le 12 mars », « entretiens : résultats le 4 avril »
    if "deadline" in kinds[:at]:
        return True  # « dernier délai pour demander un entretien : 4 avril »
    link = at - 2 if kinds[at - 1] in _EACH else at - 1
    values = {str(token.value) for token in tokens[:at]}
    if kinds[link] == "before" and not (OCCASIONS | _CHOSEN).isdisjoint(values):
        return (
            True  # « bilan de l’équipe après les entretiens », « réservé aux élèves retenus après »
        )
    if tokens[link].value == "aux" and "liste" in values and not segment.houred:
        return True  # « liste des admis aux entretiens le 7 mars »
    if not {"aside", "event"} & set(kinds[:at]):
        return False
    return kinds[link] in ("from", "to", "before") or tokens[link].value in ("aux", "pour", "sur")


def quote(tokens: list[Token], text: str) -> str:
    """Return the words from the first of some to the last, as written, cut where they are long."""
    if not tokens:
        return ""
    words = " ".join(text[tokens[0].start : tokens[-1].end][: 2 * QUOTED].split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"
