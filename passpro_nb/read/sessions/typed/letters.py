"""Letters typed for digits, keys for their neighbours, words cut short: « 9hl5 », « 20 ,ars », « chq mar ap-midi »."""

import re

from passpro_nb.read.sessions.words.slips import mend_counted, mend_event
from passpro_nb.read.sessions.words.vocabulary import AS_DIGITS

_HOUR = re.compile(
    r"(?<![^\W_àÀ])(?P<hour>[\doOlI]{1,2})(?P<sign> ?[hH] ?)(?P<minutes>[\doOlI][\doOlIàÀSs]|[àÀ]{2})?(?=mi?n\b|(?![^\W_]))"
)
_MISTAKEN = re.compile(r"[oOlI][\doOlI]? ?[hH]|[\doOlI] ?[hH] ?[\doOlIà]?[oOlIàÀsS]")
_KEYS = str.maketrans("àÀsS", "0055")
# Where « a » and « q », « m » and its neighbours were mistaken on the French keyboard.
_A = re.compile(
    r"(?<!jus)(?<!cin)q(?=[bcdfglmnprstvz])(?!cm|sp|d\b|t[ée]\b|r\b|s\b)", re.IGNORECASE
)
_M = re.compile(
    r"(?<![^\s\d(:;/.-])[,?ù](?=(?:ars|ai|ardis?|ercredis?|atin|atinée|idi)\b)", re.IGNORECASE
)
_COUNTED = re.compile(r"(?<=\d)( ?)([ceéèêjp][^\W\d_]{3,12})(?![\w@])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w@.])[cdeéhiprst][^\W\d_]{4,12}(?![\w@])", re.IGNORECASE)
# What a hurried hand leaves out: « bjr, ns recevons chq jeudi ».
_WHOLE = {
    "bjr": "bonjour", "bsr": "bonsoir", "slt": "bonjour", "cdt": "cordialement", "cdlt": "cordialement",
    "cdlmt": "cordialement", "cordt": "cordialement", "mci": "merci", "chq": "chaque", "ns": "nous",
    "vs": "vous", "qd": "quand", "pdt": "pendant", "jsq": "jusque", "tjs": "toujours", "tjrs": "toujours",
    "bcp": "beaucoup", "ttes": "toutes", "svt": "souvent", "dc": "donc", "qq": "quelques", "qqs": "quelques",
    "resp": "responsable", "adj": "adjoint", "mins": "min",
}  # fmt: skip
_CUT = re.compile(
    rf"(?<![\w.@/-])({'|'.join(_WHOLE)})(?![\w@/])\.?(?! ?[A-Z\d]{{2}}\b)", re.IGNORECASE
)
# « é' mars »: the digits of the French keyboard without its shift.
_UNSHIFTED = re.compile(
    r"(?:(?<=di )|(?<=\ble ))[&é\"'(è_çà-]{1,2}(?= (?:mars|avril|mai)\b)"
    r"|^[&é\"][&é\"'(è_çà-](?= (?:mars|avril|mai)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SHIFT = str.maketrans("&é\"'(-è_çà", "1234567890")
_ALL = re.compile(r"\bts (?=les\b)", re.IGNORECASE)


def put_letters_right(text: str) -> str:
    """Return a text with the letters and digits that its writer meant; the text itself where they are."""
    text = _ALL.sub("tous ", _CUT.sub(lambda found: _WHOLE[found[1].lower()], text))
    text = _UNSHIFTED.sub(lambda found: found[0].translate(_SHIFT), text)
    if _MISTAKEN.search(text):
        text = _HOUR.sub(_tell_hour, text)
    if "q" in text:
        text = _A.sub("a", text)
    text = _M.sub("m", text)
    text = _COUNTED.sub(lambda found: f"{found[1]}{mend_counted(found[2])}", text)
    return _WORD.sub(lambda found: mend_event(found[0]), text)


def _tell_hour(found: re.Match[str]) -> str:
    """Write « 9hl5 », « llh », « 14hàà » as hours; not « à 9h Il », where nothing is a digit."""
    hour, minutes = found["hour"], found["minutes"] or ""
    told = hour.translate(AS_DIGITS), minutes.translate(_KEYS).translate(AS_DIGITS)
    lone = found["sign"][:1] != " " or minutes
    digits = any(map(str.isdigit, hour)) or (len(hour) == 2 and lone)
    sure = any(map(str.isdigit, minutes)) or told[1] in ("00", "10", "15")
    blank = found["sign"].endswith(" ") and not any(map(str.isdigit, minutes))
    if not digits or int(told[0]) > 23 or (minutes and (not sure or blank or int(told[1]) > 59)):
        return found[0]
    return told[0] + found["sign"] + told[1]
