"""What a clause says by itself: that interviews are held at its hours, whatever else it tells."""

import re

from passpro_nb.read.sessions.clauses.cuts import Segment
from passpro_nb.read.sessions.clauses.unknown import find_outsiders, is_glue, is_label
from passpro_nb.read.sessions.words.tokens import Token

_OTHERS = {"event", "aside", "denied", "break", "verb", "deadline", "outsider", "during"}
_TALKS = re.compile("entre|interv|ora.* motivation")
_RECEIVED = re.compile("recev|recoi|convoqu|(?:[a-z]+ )*(?:recu|convoque|auditionne)")
_DENIED = {"pas", "jamais", "personne", "aucun"}
_WHOM = {"inscrits", "inscrites", "monde", "vous", "on", "jury", "jurys"}
_OTHER_PUPILS = re.compile("delegue|elu[es]*$|musicien|ecodelegue|parents|familles")


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
            _mark(part, segments)


def _mark(part: list[Segment], segments: list[Segment]) -> None:
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
    kinds, values = {t.kind for t in tokens}, {str(t.value) for t in tokens}
    others = find_outsiders(tokens) or any(map(_OTHER_PUPILS.match, values))
    if others or not (kinds.isdisjoint(_OTHERS) and values.isdisjoint(_DENIED)):
        return False
    words = [token for token in tokens if token.kind != "the"]
    talks = (n for n, token in enumerate(words) if token.kind == "main" and _is_talk(words[n:]))
    if any(not _is_upkeep(words[n:]) for n in talks):
        return True
    whom = "seat" in kinds or not values.isdisjoint(_WHOM)
    received = any(
        t.kind in ("receive", "word") and _RECEIVED.match(str(t.value)) for t in tokens
    )
    return whom and (received or not values.isdisjoint(("passage", "passages")))


def _is_talk(words: list[Token]) -> bool:
    return _TALKS.match(" ".join(str(token.value) for token in words[:3])) is not None


def _is_upkeep(words: list[Token]) -> bool:
    """Tell « entretien (annuel) de la chaudière » from « entretien de motivation »."""
    at = next((n for n, token in enumerate(words[1:3], 1) if token.kind == "from"), 0)
    of = words[at + 1] if at and at + 1 < len(words) else None
    return of is not None and of.kind == "word" and not is_glue(of) and not is_label(of)
