"""Places told of each half-day, put beside its hours: « 9h-12h / 14h-17h. 12 le matin, 10 l’après-midi »."""

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
