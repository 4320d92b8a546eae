"""What the analyst confirmed, saved to `correspondances.toml`: added to what is there, comments kept."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from passpro_nb.domain.french import fold
from passpro_nb.export.files import write_atomic
from passpro_nb.read.columns.asked.correspondences import FILE, read_correspondences

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
    return write_atomic(path, add_choices(text, choices).encode())


def add_choices(text: str, choices: Choices) -> str:
    """Return a TOML text with the choices added, its other lines kept as they are."""
    document = tomlkit.parse(text)
    for section, entries in choices.items():
        table: Any = document
        for name in section.split("."):
            table = table.setdefault(name, tomlkit.table())
        latest = {fold(words): (words, value) for words, value in entries.items()}
        for words in [words for words in table if fold(words) in latest]:
            del table[words]
        table.update(latest.values())
    merged = tomlkit.dumps(document)
    tomllib.loads(merged)  # a defect of ours must not reach the file
    return merged
