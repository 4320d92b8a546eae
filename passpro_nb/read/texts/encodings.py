"""Bytes of a text → the text a person wrote."""


def decode(data: bytes) -> str:
    """Return a file's text: UTF-8 or UTF-16, with or without a mark, else Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:4000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high.count(0) > len(head) / 4:
            return data.decode(encoding, "replace")
    text = data.decode("utf-8-sig", "replace")
    accents = sum(not c.isascii() for c in text) if not text.isascii() else 0
    if text.count("\ufffd") <= accents / 10:
        return text  # UTF-8, at worst with a character cut here and there
    return data.decode("cp1252", "replace")


def is_plain(text: str) -> bool:
    """Tell a text from the bytes of something else."""
    strange = sum(c < " " and c not in "\t\r\n\f\v" for c in text[:20_000])
    return "\0" not in text and strange <= len(text[:20_000]) / 200
