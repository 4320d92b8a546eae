"""`campagne.toml` changed from a panel: only the keys that change, comments kept, the file before kept beside."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, InlineTable, Table

from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.french import listing, quoted
from passpro_nb.domain.settings import FILE, KEYS, Settings, parse_settings, read_settings
from passpro_nb.domain.toml import as_toml, load_toml
from passpro_nb.export.files import write_atomic

BEFORE = f"{FILE}.avant"
_MARK = b"\xef\xbb\xbf"  # of the Windows notepad

# Section and name of a key → its new value, as `Settings` holds it; None: the key goes.
Changes = Mapping[tuple[str, str], Any]


@dataclass(frozen=True)
class SettingsFile:
    """The file of a campaign's settings as it was seen: what is changed starts from there."""

    folder: Path
    seen: bytes

    @property
    def text(self) -> str:
        """Return what it says, its lines ended as Unix does."""
        return self.seen.removeprefix(_MARK).decode().replace("\r\n", "\n")

    @property
    def settings(self) -> Settings:
        """Return the settings that it holds."""
        return parse_settings(load_toml(self.text, FILE))

    def save(self, text: str) -> Path:
        """Write another text in its place, the one that was seen kept beside as `BEFORE`.

        Raises `UsageError`, and writes nothing, where the file is no longer the one that was seen.
        """
        path = self.folder / FILE
        if not path.is_file() or path.read_bytes() != self.seen:
            raise UsageError(
                f"{FILE} a changé sur le disque depuis qu’il est affiché ici : rien n’est écrit. "
                "Relisez-le, puis refaites vos changements."
            )
        ends = "\r\n" if b"\r\n" in self.seen else "\n"
        mark = _MARK if self.seen.startswith(_MARK) else b""
        write_atomic(self.folder / BEFORE, self.seen)
        return write_atomic(path, mark + text.replace("\n", ends).encode())


def see_settings(folder: Path) -> SettingsFile:
    """Return the file of a campaign's settings; raises `SettingsError` or `UsageError` as reading does."""
    read_settings(folder)
    return SettingsFile(folder, (folder / FILE).read_bytes())


def change_settings(text: str, changes: Changes) -> str:
    """Return the text of `campagne.toml` with keys changed, everything else as it stands.

    Raises `SettingsError` for a value that reading would refuse, `UsageError` for a file written in
    a way that cannot be changed without touching the rest.
    """
    wanted = load_toml(text, FILE)
    for (section, name), value in changes.items():
        group = wanted.setdefault(section, {})
        group.pop(name, None)
        if value is not None:
            group[name] = load_toml(f"x = {as_toml(value)}", FILE)["x"]
    parse_settings(wanted)
    with suppress(TOMLKitError, SettingsError, TypeError):
        changed = _change(text, changes)
        if _given(load_toml(changed, FILE)) == _given(wanted):  # a defect must not reach the file
            return changed
    raise UsageError(
        f"{FILE} est écrit d’une façon qui ne se change pas d’ici : donnez-y vous-même "
        f"{listing(quoted(name) for _, name in changes)}."
    )


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    return {section: keys for section, keys in data.items() if keys}


def _change(text: str, changes: Changes) -> str:
    """Return a text with keys changed; a section that has no header of its own gets one at the end."""
    document, missing = tomlkit.parse(text), dict[str, list[str]]()
    for (section, name), value in changes.items():
        group: Any = document.get(section)
        bare = group is None or (isinstance(group, Table) and group.is_super_table())
        if value is None:
            (group or {}).pop(name, None)
        elif not bare or name in (group or ()):
            _put(group, name, value)
        else:
            said = next(
                key.explanation for key in KEYS if (key.section, key.name) == (section, name)
            )
            lines = missing.setdefault(section, ["", f"[{section}]"])
            lines += [f"# {said}", f"{name} = {as_toml(value)}"]
    kept = tomlkit.dumps(document)
    more = "".join(f"{line}\n" for lines in missing.values() for line in lines)
    return f"{kept.rstrip()}\n{more}" if more else kept


def _put(group: Any, name: str, value: Any) -> None:
    """Give a key its value; of a list or a table only what differs, so that the comments of the rest stay."""
    old: Any = group.get(name)
    new: Any = tomlkit.value(as_toml(value))
    if isinstance(old, Array):
        _put_rows(old, new)
    elif isinstance(old, Table | InlineTable):
        for gone in [said for said in old if said not in new]:
            del old[gone]
        for said in [said for said in new if said not in old or old[said] != new[said]]:
            _put(old, said, new[said].unwrap())
    else:
        group[name] = new


def _put_rows(old: Array, new: Any) -> None:
    before, after = (list(map(as_toml, rows.unwrap())) for rows in (old, new))
    for how, start, end, first, last in reversed(
        SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    ):
        if how != "equal":
            for at in reversed(range(start, end)):
                del old[at]
            for at, row in enumerate(after[first:last], start):
                old.insert(at, tomlkit.value(row))
