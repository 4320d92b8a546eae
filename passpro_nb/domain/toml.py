"""TOML as the office's own files hold it: read with a French sentence for what is none, and written."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.workdays import Period


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of settings; raises `SettingsError` where it is not TOML in UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} : enregistrez ce fichier en UTF-8.") from None
    return load_toml(text, path.name)


def load_toml(text: str, name: str) -> dict[str, Any]:
    """Return what a text of TOML says, or raise `SettingsError` under the name of its file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} : {_say_not_toml(error)}") from None


def _say_not_toml(error: tomllib.TOMLDecodeError) -> str:
    """Say in French where a text is no TOML; the library's own sentence is English."""
    line = re.search(r"line (\d+)", str(error))
    where = f"vers la ligne {line[1]}" if line else "vers la fin"
    return (
        f"ce fichier n’est pas du TOML valide, {where} : vérifiez les guillemets, les crochets, "
        "les dates (2025-03-10), et qu’aucune clé n’est donnée deux fois."
    )


def as_toml(value: object) -> str:
    """Return a value as `campagne.toml` writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Period(start, end):
            return f"{{debut = {start}, fin = {end}}}"
        case tuple() | list():
            return f"[{', '.join(map(as_toml, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_toml_key(k)} = {as_toml(v)}' for k, v in value.items())}}}"
        case _:
            return str(value)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else as_toml(key)
