"""Marks of a page or a mail pasted into a cell: « &nbsp; », « <br> »."""

import html
import re

_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div|/tr)\s*/?>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")


def read_markup(text: str) -> str:
    """Return a text without its marks; the text itself where it has none."""
    if "<" in text:
        text = _TAGS.sub(" ", _BREAKS.sub("\n", text))
    return html.unescape(text) if "&" in text and ";" in text else text
