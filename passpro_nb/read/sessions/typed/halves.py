"""What is told of half-days, put beside their hours or in them.

« 9h-12h / 14h-17h. 12 le matin, 10 l’après-midi »; « de 2h à 4h de l’après-midi ».
"""

import re

_NOUN = r"(?: (?:élèves?|eleves?|places?|candidats?|jeunes?))?(?: maxi?\.?)?"
_COUNTS = re.compile(
    rf"(\d{{1,3}}){_NOUN} (?:le |en )?matin(?:[ée]e)?[,;/]?(?: et)? ?(\d{{1,3}}){_NOUN} (?:l[’']|en )?apr[eè]s[- ]midi",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(\d\d?) ?h(?: ?[0-5]\d)? ?(?:-|–|à|/) ?\d\d? ?h(?: ?[0-5]\d)?", re.IGNORECASE
)
_NOON = 12
_LATE = re.compile(
    r"\b(?:([1-8])( ?h(?:eures?)?(?: ?[0-5]\d)? ?(?:-|–|à) ?))?([1-8])( ?h(?:eures?)?(?: ?[0-5]\d)?)"
    r" (?:de l[’']apr[eè]s[- ]?midi|du soir)\b",
    re.IGNORECASE,
)


_NAMED = r"(?-i:\b([A-Z]{1,2})) ?= ?((?:de )?\d\d? ?h ?(?:\d\d)? ?(?:-|–|à) ?\d\d? ?h(?: ?[0-5]\d)?)(?!\d)"
_NAMED_HOURS = re.compile(_NAMED, re.IGNORECASE)
_LEGEND = re.compile(rf"[ \n,;.(]{{0,3}}(?:\b(?:et|avec) )?{_NAMED}\)?", re.IGNORECASE)


def say_named_hours(text: str) -> str:
    """Return a text, « AM » as « 8h30-11h30 » where it says « AM = 8h30-11h30 »; itself where it has none."""
    told = dict(_NAMED_HOURS.findall(text)) if "=" in text else {}
    if not told:
        return text
    rest = _LEGEND.sub("", text)
    used = re.compile(rf"(?<=[ (:,+/])(?:{'|'.join(told)})(?![\w’'.=-])")
    return used.sub(lambda name: told[name[0]], rest) if used.search(rest) else text


def say_late_hours(text: str) -> str:
    """Return a text, « 2h de l’après-midi » as 14h; the text itself where it has none."""
    return _LATE.sub(_say_late, text)


def _say_late(found: re.Match[str]) -> str:
    start, joint, end, rest = found.groups()
    late = _NOON if start and int(start) <= int(end) else 0  # « de 8h à 5h du soir »
    return (
        f"{int(start) + late}{joint}{int(end) + _NOON}{rest}"
        if start
        else f"{int(end) + _NOON}{rest}"
    )


def say_places_of_halves(text: str) -> str:
    """Return a text with the places of mornings and afternoons beside their hours; itself where it has none."""
    told = _COUNTS.search(text) if "matin" in text.lower() else None
    if told is None:
        return text
    before, after = text[: told.start()].rstrip(" ,:;"), text[told.end() :]
    mornings = {int(hours[1]) < _NOON for hours in _HOURS.finditer(before + after)}
    if len(mornings) < 2:
        return text
    places = {True: told[1], False: told[2]}

    def say(hours: re.Match[str]) -> str:
        return f"{hours[0]} ({places[int(hours[1]) < _NOON]} places)"

    return _HOURS.sub(say, before) + _HOURS.sub(say, after)
