"""Marks of a page or a mail pasted into a cell: « &nbsp; », « <br> »."""

import html
import re

_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div|/tr)\s*/?>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_STRUCK = re.compile(r"~~([^~\n]{1,60}?) ?~~ ?(?:[=-]+>|→)? ?")  # « ~~14 mars~~ => 21 mars »


def _dated(struck: str) -> bool:
    return re.search(r"\d ?(?:/|\w{3})", struck) is not None


def read_markup(text: str) -> str:
    """Return a text without its marks; the text itself where it has none."""
    if "<" in text:
        text = _TAGS.sub(" ", _BREAKS.sub("\n", text))
    if "~~" in text:
        text = _STRUCK.sub(lambda struck: f"{struck[1]} annulé ; " * _dated(struck[1]), text)
    return html.unescape(text) if "&" in text and ";" in text else text
