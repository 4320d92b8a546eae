"""A programme's label → the status that its words tell, and the label without them.

« CAP ébéniste (apprentissage) » and « CAP ébéniste » are one programme with two statuses. Source:
definitions.md, Things (status).
"""

import re
from functools import lru_cache

SCHOOL, WORK = "scolaire", "apprentissage"
_LONGEST = 300  # characters; a cell that holds more is no label, and searching it would take long
_LINK = (
    r"(?:\b(?:formation|initiale|section|contrat|voie|fili[eè]re|statut|sous|en|par|pour|de|des|la|les|"
    r"et|ou|à|a)\b\s*|\b[dl]['’]\s*){0,8}"
)
_NOT = r"(?P<no>\b(?:hors|sans|non)\s+)?"
_WORK = r"apprentissage|apprenti(?:[(.·]?e[).·]?s?|s)?|alternan(?:ce|te?s?)"
_SCHOOL = r"(?:voie|statut|formation|fili[eè]re|cursus)\s+scolaire"
_SHORT = {WORK: r"apprent|appr|app|ap|alt|fa", SCHOOL: r"scolaire|scol|sco|st"}
# A short word is a status only where it stands apart: in parentheses, after a dash, at the end.
_OPENS, _ENDS = r"(?:(?<=[(\[])\s*|\s[-–—/:,;]\s*)", r"\.?(?=\s*(?:[)\]\-–—/:,;]|$|\b(?:et|ou)\b))"
_CENTRE = r"\b[CU]FA\b"  # what follows it among brackets or after a dash is the name of a school
_MARKS = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (WORK, rf"{_OPENS}{_LINK}{_CENTRE}(?:(?!\s[-–—]\s)[^()\[\],;/])*|{_LINK}{_CENTRE}"),
        (SCHOOL, rf"{_NOT}{_LINK}(?<!\w-)\b(?:{_SCHOOL})\b"),
        (WORK, rf"{_NOT}{_LINK}\b(?:{_WORK})(?!\w)"),
        (WORK, rf"{_OPENS}(?:{_SHORT[WORK]}){_ENDS}|\s(?:app|fa)$|^(?:app|fa)\s*[-–—:]"),
        (SCHOOL, rf"{_OPENS}{_LINK}(?:{_SHORT[SCHOOL]}){_ENDS}|\sscolaire$"),
    )
)
_LEFT = (  # brackets left empty, separators left side by side or at an end
    (re.compile(r"[(\[][\s\-–—/:,;]*[)\]]"), " "),
    (re.compile(r"([(\[])[\s\-–—/:,;]+|[\s\-–—/:,;]+([)\]])"), r"\1\2"),
    (re.compile(r"\s[-–—/:,;]+(?=\s+[-–—/:,;])|[\s\-–—/:,;]+$|^[\s\-–—/:,;]+"), " "),
    (re.compile(r"\s+"), " "),
)


@lru_cache(maxsize=16384)
def split_status(label: str) -> tuple[str, str | None]:
    """Return a label without the words of its status, and that status: None for none or both.

    >>> split_status("CAP ébéniste (apprentissage)"), split_status("CAP ébéniste - voie scolaire")
    (('CAP ébéniste', 'apprentissage'), ('CAP ébéniste', 'scolaire'))
    """
    told, bare = set(), label
    if len(label) > _LONGEST:
        return label, None
    for status, pattern in _MARKS:
        for mark in pattern.finditer(bare):
            denied = bool(mark.groupdict().get("no"))
            told.add({SCHOOL: WORK, WORK: SCHOOL}[status] if denied else status)
        bare = pattern.sub(" ", bare)
    if not told:
        return label, None
    for pattern, left in _LEFT:
        bare = pattern.sub(left, bare)
    return bare.strip() or label, told.pop() if len(told) == 1 else None
