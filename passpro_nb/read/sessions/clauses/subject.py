"""What a clause says by itself: that interviews are held at its hours, whatever else it tells."""

import re
from dataclasses import replace
from itertools import pairwise

from passpro_nb.read.sessions.clauses.cuts import INTERVIEW, OTHER, PLAIN, UNEXPLAINED, Segment
from passpro_nb.read.sessions.clauses.neutral import STAFF
from passpro_nb.read.sessions.clauses.others import find_outsiders, find_past, is_test
from passpro_nb.read.sessions.clauses.unknown import is_bare_word, is_glue, is_sentence, is_title
from passpro_nb.read.sessions.grammar.speech import DayRange, Days, Month, Phrase, Sign, Weekly
from passpro_nb.read.sessions.words.slips import guess_month
from passpro_nb.read.sessions.words.tokens import DayWords, Token

BARE = "un jour sans heure : rien ne dit qu’il s’agit d’entretiens"
HELD = "une séance dont l’heure n’est pas écrite"
_AFTERWARDS = {"bilan", "bilans", "commission", "commissions", "deliberation", "deliberations"}
_IS = {"est", "sont", "sera", "deja", "affiche", "desormais"}
_FULL = re.compile("completes?|complets?")

FAR = 20  # segments from a day of a list to its hours, at most
_OTHERS = {"event", "aside", "denied", "break", "verb", "deadline", "outsider", "during"}
_TALKS = re.compile("entre|interv|ora.* motivation")
_RECEIVED = re.compile(r"\b(?:recev|recoi|recue?s?\b|convoqu|auditionne|passages?\b)")
_CANDIDATES = re.compile(
    r"\b(?:accueil|reception|rencontre|presence|passage|echange)s? .{0,25}candidat"
    r"|\bdisposition .{0,12}(?:candidat|famille)"
    r"|\baccueill[a-z]+ (?:le |la |les |nos |vos |chaque )?(?:candidat|jeune|eleve)"
    r"|\b(?:candidat|enfant).* attendue?s?\b"
    r"|\b(?:candidats?|a|pour|equipe|referents?|jurys?|dates?|horaires?) passpro\b"
    r"|\b(?:enseignant|professeur|formateur|formatrice|ddfpt|proviseur|direct|coord)[a-z]* .{0,40}"
    r"\b(?:recoi|recevr)[a-z]+ (?:(?:le|les|tous|chaque|the) )*(?:\d|DayWords)"
)
_WHOM = re.compile(r"\b(?:inscrite?s|monde|vous|on|jurys?)\b")
_WHO_ELSE = re.compile(r"\b(?:delegue|elue?s?\b|musicien|parents|familles)")
_DENIED = re.compile(r"\b(?:pas|jamais|personne)\b|\baucun")
_AWAY = ("indisponible", "indisponibles", "absents", "absentes")
_OURS = ("main", "receive", "session", "mode", "jury", "appointment")
_IMPERFECT = re.compile("(?:et|av|dev|pouv|fais|[a-z]+)(?:aient)|etait|devait|avait|initialement")


def mark_told(segments: list[Segment]) -> None:
    """Mark what a clause tells of interviews at its hours: no other word of it has to be known.

    Where it has several days, that is what stands before them, and those that say it themselves.
    """
    if not any(segment.houred for segment in segments):
        return
    alone = sum(segment.dated for segment in segments) < 2
    first = next((n for n, segment in enumerate(segments) if segment.timed), len(segments))
    parts = [segments] if alone else [segments[:first], *([each] for each in segments[first:])]
    for part in parts:
        if _tells_interviews([token for segment in part for token in segment.tokens]):
            _mark_part(part, segments)


def _mark_part(part: list[Segment], segments: list[Segment]) -> None:
    houred = begun = False
    for segment in reversed(segments):
        houred = houred or segment.houred
        begun = begun or segment.dated
        late = begun and segment.houred and not segment.dated  # « libres à midi, entretien le 26 »
        if segment in part:
            segment.told = not late and (houred or not segment.dated)
        houred = houred and not segment.dated


def _tells_interviews(tokens: list[Token]) -> bool:
    """Tell « nous recevons les candidats », « entretien avec le tuteur », and no word of another event.

    « L’entretien de la chaudière » and « nous recevons une délégation » are not those of pupils.
    """
    kinds, said = {token.kind for token in tokens}, " ".join(str(t.value) for t in tokens)
    if not kinds.isdisjoint(_OTHERS) or find_outsiders(tokens):
        return False
    if _DENIED.search(said) or _WHO_ELSE.search(said):
        return False
    words = [token for token in tokens if token.kind != "the"]
    talks = (
        n
        for n, token in enumerate(words)
        if token.kind == "main" and _is_talk(words[n:]) and words[n - (n > 0)].kind != "before"
    )
    if any(not _is_upkeep(words[n:]) for n in talks):
        return True
    whom = "seat" in kinds or _WHOM.search(said)
    return bool(whom and _RECEIVED.search(said)) or _CANDIDATES.search(said) is not None


def _is_talk(words: list[Token]) -> bool:
    return _TALKS.match(" ".join(str(token.value) for token in words[:3])) is not None


def _is_upkeep(words: list[Token]) -> bool:
    """Tell « entretien (annuel) de la chaudière » from « entretien de motivation »."""
    at = next((n for n, token in enumerate(words[1:3], 1) if token.kind == "from"), 0)
    of = words[at + 1] if at and at + 1 < len(words) else None
    return of is not None and of.kind == "word" and not is_glue(of)


def is_away(words: list[Token]) -> bool:
    """Tell « jury indisponible (le 13 mars) »: no interview is held that day."""
    who = any(token.kind == "jury" or token.value in STAFF for token in words)
    return who and any(token.value in _AWAY for token in words)


def doubt_bare(segments: list[Segment], neutral: frozenset[str], *, given: bool) -> None:
    """Mark the days that are no interview's unless they have hours: « première extraction le 7 avril ».

    Nothing but neutral words may stand beside them, or the word « entretien » in the present. `given`:
    another clause gives hours to the interviews of all.
    """
    first = next((n for n, segment in enumerate(segments) if segment.dated), len(segments))
    words = [t for n, s in enumerate(segments) if n < first or s.dated for t in s.tokens]
    alone = all(_is_neutral(token, neutral) for token in words) and not _counts(segments)
    given = given or any(segment.houred for segment in segments[:first])
    past = False
    for at, segment in enumerate(segments):
        past = (past and not segment.joint) or _is_past(segment.tokens)
        own = all(_is_neutral(t, neutral) for t in segment.head) or _is_ours(segment)
        explained = own if segment.nature is INTERVIEW else segment.nature is PLAIN and alone
        explained = explained and not past
        after = segments[at + 1 : at + 1 + FAR]
        period = any(isinstance(p, DayRange) for p in segment.phrases)
        if period and any(s.houred and _is_weekly(s) for s in segments[:at]):
            continue  # « mardi 9h-11h, jeudi 14h-16h, la semaine du 31 mars »
        if segment.nature in (PLAIN, INTERVIEW) and _is_held(segment) and not segment.houred:
            segment.phrases = [_mark(phrase, HELD) for phrase in segment.phrases]
            continue
        if given or not segment.dated or (explained and _is_alike(segment, after)):
            continue
        if not _has_hours(segment, after):
            segment.phrases = [_mark(phrase, BARE) for phrase in segment.phrases]


def _is_weekly(segment: Segment) -> bool:
    return any(isinstance(phrase, Weekly) for phrase in segment.phrases)


def _counts(segments: list[Segment]) -> bool:
    """Tell « Mars : 12 – avril : 8 », which may be numbers of pupils, from lists of days."""
    dated = [segment for segment in segments if segment.dated]
    return len(dated) > 1 and all(map(_is_count, dated))


def _is_count(segment: Segment) -> bool:
    match [phrase for phrase in segment.phrases if phrase is not Sign.PAUSE]:
        case [Month(), Days((DayWords(month=None) as day,))]:
            return not day.weekdays
        case _:
            return False


def _is_ours(segment: Segment) -> bool:
    return any(token.kind in _OURS for token in segment.tokens)


def _is_alike(day: Segment, after: list[Segment]) -> bool:
    """Tell the days of one list from « convocations le 18 mars, entretiens le 25 mars à 14h »."""
    lender = next((segment for segment in after if segment.dated and segment.houred), day)
    return day.houred or _is_ours(day) or not any(t.kind in _OURS for t in lender.head)


def _has_hours(day: Segment, after: list[Segment]) -> bool:
    """Tell a day whose clause gives it hours, before words lead to another day."""
    for segment in [day, *after]:
        led = any(token.kind not in ("the", "from", "to", "instead") for token in segment.head)
        if segment is not day and segment.dated and led:
            return False
        if segment.houred or not {Sign.SAME, Sign.IDEM}.isdisjoint(segment.phrases):
            return True
    return False


def set_aside(clauses: list[list[Segment]]) -> None:
    """Set aside the sentences of something else, and days without hours beside days that have them.

    « Entretiens le 21 mars. Le contrôle des extincteurs est repoussé au 3 avril » : the 3rd is no day
    in doubt. Beside « 21 mars, 9h-12h » that of « contrôle interne le 3 avril » has neither hours nor
    the words of an interview; « Ferronnerie : 3 avril » names a trade, and may be of interviews too.
    """
    dated = [segment for segments in clauses for segment in segments if segment.dated]
    held = any(s.nature is INTERVIEW for s in dated)
    timed = any(s.houred and s.nature in (PLAIN, INTERVIEW) for each in clauses for s in each)
    told = any(s.nature is INTERVIEW and any(t.kind == "main" for t in s.tokens) for s in dated)
    none = any(not any(s.dated for s in each) and _denies(each) for each in clauses)
    tests = {s.why for s in dated if (told or none) and _is_foreign(s) and is_test(s.head)}
    for segment in (s for segments in clauses for s in segments if s.why in tests):
        segment.nature = OTHER  # « tests le 12 mars, entretiens le 19 »
    for segments in clauses:
        words = [token for segment in segments for token in segment.tokens]
        foreign = [s for s in segments if s.dated and _is_foreign(s)]
        whole = len(foreign) == sum(s.dated for s in segments)
        last_year = find_past(words) and not any(segment.houred for segment in segments)
        ours = any(token.kind in (*_OURS, "seat") for token in words)
        if not foreign or (ours and not (last_year and timed)):
            continue
        bare = not any(segment.houred for segment in segments)
        if whole and (is_sentence(words) or last_year) and (held or bare):
            foreign = [segment for segment in segments if segment.timed]
        elif not (timed and bare) or is_title(words[:1]) or _is_terse(words):
            continue
        for segment in foreign:
            segment.nature = OTHER


def _is_foreign(segment: Segment) -> bool:
    return segment.nature is UNEXPLAINED and not segment.unsure


def _denies(segments: list[Segment]) -> bool:
    """Tell « pas d’entretien dans cette filière »."""
    kinds = [token.kind for segment in segments for token in segment.tokens]
    return "denied" in kinds and "main" in kinds[kinds.index("denied") :]


def _is_terse(words: list[Token]) -> bool:
    """Tell « braderie 13/03 », a single word, which a person has to judge."""
    said = [t for t in words if t.kind in ("word", "event", "noise", "aside", "break")]
    return len(said) < 2 and not any(token.value in _AFTERWARDS for token in said)


def _is_neutral(token: Token, neutral: frozenset[str]) -> bool:
    word = str(token.value)
    known = len(word) < 3 or word in neutral or is_bare_word(word)
    return token.kind != "word" or known or (len(word) > 4 and guess_month(word) is not None)


def _is_past(tokens: list[Token]) -> bool:
    """Tell « devaient avoir lieu », « initialement prévus »: a day that may hold no more."""
    return any(_IMPERFECT.fullmatch(str(token.value)) for token in tokens)


def _is_held(segment: Segment) -> bool:
    """Tell « 19 mars : complet », « entretiens du 10 déplacés au 17 mars », sessions whose hours are not said."""
    full = any(
        _FULL.fullmatch(str(token.value)) and (before.kind != "word" or before.value in _IS)
        for before, token in pairwise(segment.tokens)
    )  # not « dossier complet »
    moved = segment.nature is INTERVIEW and any(t.kind == "moved" for t in segment.tokens)
    return segment.dated and (full or moved)


def _mark(phrase: Phrase, note: str) -> Phrase:
    match phrase:
        case Days(words):
            return Days(tuple(replace(w, notes=(*w.notes, note)) for w in words))
        case DayRange(first=first):
            return replace(phrase, first=replace(first, notes=(*first.notes, note)))
        case _:
            return phrase
