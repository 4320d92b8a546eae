"""What a cell says at its head, said again where it holds: a month, a week, the mode of each programme.

« MARS » above « 12 : 14h-16h » makes « 12 mars : 14h-16h »; « semaine du 10 mars » above « mardi 9h-12h »
makes « semaine du 10 mars : mardi 9h-12h ». « En individuel pour le CAP, en collectif pour la 2de pro :
CAP le 1er avril, 2de pro le 2 avril » has the mode beside each name.
"""

import re

_WEEKDAY = r"(?:lun|mar|mer|jeu|ven|sam)[a-z]*\.?"
_DAY = rf"(?:le )?(?:{_WEEKDAY} )?[0-3]?\d(?:er)?"
_HOUR = r"(?:(?:de |à )?\d\d? ?(?:h|:\d\d|[-–] ?\d\d? ?h)|(?:le |au )?(?:matin|apr[eè]s[- ]midi|journée))"
_HEADS = re.compile(
    r"\W*(?:(?:(?:planning|calendrier|dates?|cr[ée]neaux|entretiens?|s[ée]ances?)(?: des entretiens)? (?:de |d[’']|du mois de |pour |en )?)?"
    r"(?P<month>(?:janvier|f[ée]vrier|mars|avril|mai|juin)(?: 20\d\d)?)"
    r"|(?P<week>(?:semaine|sem\.) ?(?:n ?° ?)?(?:du [^:;,\n]{4,40}|[1-5]?\d)|S ?[1-5]?\d))[ :]*",
    re.IGNORECASE,
)
_BELOW = {
    "month": re.compile(
        rf"(\W*{_DAY}(?:(?:, ?| et | ?/ ?){_DAY}){{0,9}})(?= ?[:(,–-] ?{_HOUR}| {_HOUR})",
        re.IGNORECASE,
    ),
    "week": re.compile(
        rf"()(?=\W*(?:le )?{_WEEKDAY}(?![a-z]| \d\d?(?:er)?(?![\dh:]| h)))", re.IGNORECASE
    ),
}
_NUMBERED = re.compile(r"\W*\d\d? ?:")
_SAID = {"month": "{found} {head}", "week": "{head} : "}
_MODE = r"(?:en |entretiens? )?(?P<{0}>individuel|collectif)s?"
_NAME = r"(?:les? |la |l[’'])?(?P<{0}>[^\W\d][^,;:.()\n]{{1,30}}?|2n?de[^,;:.()\n]{{0,30}}?)"
_JOINT = r"(?:,| ?;| et| mais| ?/|,? puis)+ "
_BEFORE = f"{_MODE.format('one')} pour {_NAME.format('its')}{_JOINT}{_MODE.format('two')} pour {_NAME.format('of')}"
_AFTER = f"{_NAME.format('its')}(?: ?:| est| sont)? {_MODE.format('one')}{_JOINT}{_NAME.format('of')}(?: ?:| est| sont)? {_MODE.format('two')}"
_MODES = [re.compile(rf"\s*{head} ?[:.]\s*", re.IGNORECASE) for head in (_BEFORE, _AFTER)]


def say_headlines(text: str) -> str:
    """Return a text, its headlines said in the lines below them; the text itself where it has none."""
    lines = text.split("\n")
    if not any(map(_HEADS.fullmatch, lines[:-1])):
        return text
    said: list[str] = []
    kind, head, at = "", "", 0  # of the headline, and where it stands
    for line in lines:
        if found := _HEADS.fullmatch(line):
            kind = found.lastgroup or ""
            head, at = found[kind], len(said)
        elif kind and (below := _BELOW[kind].match(line)):
            line = _SAID[kind].format(found=below[1], head=head) + line[below.end() :]
            said[at] = ""
        elif line.strip() and not _NUMBERED.match(line):  # « 5 : férié »
            kind = ""
        said.append(line)
    return "\n".join(said)


def say_modes(text: str) -> str:
    """Return a text, the mode of each programme beside its name; the text itself where not both are named."""
    found = next((head for each in _MODES if (head := each.match(text))), None)
    if found is None or found["one"].lower() == found["two"].lower():
        return text
    rest = text[found.end() :]
    for mode, name in ((found["one"], found["its"]), (found["two"], found["of"])):
        rest, told = re.subn(rf"\b{re.escape(name)}\b", f"{name} {mode}", rest, flags=re.IGNORECASE)
        if not told:
            return text
    return rest
