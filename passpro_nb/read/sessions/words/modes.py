"""What mode each programme has, said before the days of both, put beside its name.

« En individuel pour le CAP, en collectif pour la 2de pro : CAP le 1er avril, 2de pro le 2 avril ».
"""

import re

_MODE = r"(?:en |entretiens? )?(?P<{0}>individuel|collectif)s?"
_NAME = r"(?:les? |la |l[’'])?(?P<{0}>[^\W\d][^,;:.()\n]{{1,30}}?|2n?de[^,;:.()\n]{{0,30}}?)"
_JOINT = r"(?:,| ?;| et| mais| ?/|,? puis)+ "
_BEFORE = f"{_MODE.format('one')} pour {_NAME.format('its')}{_JOINT}{_MODE.format('two')} pour {_NAME.format('of')}"
_AFTER = f"{_NAME.format('its')}(?: ?:| est| sont)? {_MODE.format('one')}{_JOINT}{_NAME.format('of')}(?: ?:| est| sont)? {_MODE.format('two')}"
_HEADS = [re.compile(rf"\s*{head} ?[:.]\s*", re.IGNORECASE) for head in (_BEFORE, _AFTER)]


def say_modes(text: str) -> str:
    """Return a text, the mode of each programme beside its name; the text itself where not both are named."""
    found = next((head for each in _HEADS if (head := each.match(text))), None)
    if found is None or found["one"].lower() == found["two"].lower():
        return text
    rest = text[found.end() :]
    for mode, name in ((found["one"], found["its"]), (found["two"], found["of"])):
        rest, told = re.subn(rf"\b{re.escape(name)}\b", f"{name} {mode}", rest, flags=re.IGNORECASE)
        if not told:
            return text
    return rest
