"""What the analyst confirmed, saved to `correspondances.toml`: added to what is there, comments kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from passpro_nb.domain.french import fold
from passpro_nb.export.files import write_atomic
from passpro_nb.read.headers import FILE, read_correspondences

Choices = Mapping[str, Mapping[str, str]]

_HEADER = "# Ce que l’analyste a confirmé. Le carnet 15 – Correspondances le complète.\n"


def save_correspondences(folder: Path, choices: Choices) -> Path:
    """Add the choices, by section (« entetes.candidatures »…), to a campaign's correspondances.

    A choice replaces an older one for the same words, whatever their case. Raises `SettingsError`
    when the file that is there cannot be read: it is left as it is.
    """
    read_correspondences(folder)
    path = folder / FILE
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEADER
    merged = add_choices(text, choices)
    write_atomic(path, merged.encode())
    return path


def add_choices(text: str, choices: Choices) -> str:
    """Return a TOML text with the choices added, its other lines kept as they are."""
    for section, entries in choices.items():
        for words, value in entries.items():
            text = _with_entry(text, section, words, value)
    tomllib.loads(text)  # a defect of ours must not reach the file
    return text


def _with_entry(text: str, section: str, words: str, value: str) -> str:
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")  # other line ends are no TOML's
    entry = f"{_quoted(words)} = {_quoted(value)}"
    start = next((at for at, line in enumerate(lines) if _section(line) == section), None)
    if start is None:
        gap = [""] if lines and lines[-1].strip() else []
        return "\n".join([*lines, *gap, f"[{section}]", entry]) + "\n"
    end = next((at for at in range(start + 1, len(lines)) if _section(lines[at])), len(lines))
    kept = [line for line in lines[start + 1 : end] if _words(line) != fold(words)]
    while kept and not kept[-1].strip():
        kept.pop()
    tail = ["", *lines[end:]] if end < len(lines) else []
    return "\n".join([*lines[: start + 1], *kept, entry, *tail]) + "\n"


def _section(line: str) -> str | None:
    """Return the section that a line opens (« entetes.candidatures »), None for any other line."""
    if not line.lstrip().startswith("["):
        return None
    names = []
    node = _parsed(line)
    while node:
        name, node = next(iter(node.items()))
        names.append(name)
    return ".".join(names) or None


def _words(line: str) -> str | None:
    """Return the folded words that an entry's line is about, None for any other line."""
    entry = _parsed(line)
    return fold(next(iter(entry))) if entry else None


def _parsed(line: str) -> dict[str, Any]:
    try:
        return tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return {}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
