"""Where replies lie: in a folder, in its sub-folders, in its .zip archives and its saved mails.

Attachments are saved in a folder of the school's name, all at once in an archive, or with their mail.
Both are read in memory, never unpacked on the disk; nothing is passed over in silence.
"""

import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from pathlib import Path

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UnreadableFile, UsageError
from passpro_nb.domain.french import listing, number, quoted
from passpro_nb.read.files import MAX_FILE, MAX_UNPACKED, is_lock_file, load_file
from passpro_nb.relaunch.pack import DRAFTS, MERGE, PASSWORDS, WORKBOOKS, ZIP

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
CARRIERS = (".zip", ".eml", ".msg")  # may hold a workbook
MOST_FILES = 3000  # no campaign has as many schools: another folder was given
RECEIPTS, RECEIPT = "accuses", "accuse-"  # our own, in the folder of the replies
_TRACES = {"thumbs.db": "traces de Windows", "desktop.ini": "traces de Windows"}
_LETTER = "c’est un message : enregistrez ses pièces jointes dans le dossier des réponses"
_BARE = "aucun classeur n’est joint à ce message : lisez-le, et reportez ce qu’il répond"
_NESTED = "une archive est jointe à ce message : enregistrez-la dans le dossier des réponses"
_CLOSED = (
    "un mot de passe protège cette archive : ouvrez-la, et déposez les classeurs qu’elle contient"
)
_HUGE = "l’archive, une fois décompressée, est démesurée : déposez les classeurs qu’elle contient"


@dataclass(frozen=True, repr=False)
class Reply(Discreet):
    """A file sent back: `name` says where it lies below the folder given.

    `member` is its entry of the archive at `path`, `data` what a mail there has attached; `refused`
    says why it cannot be opened.
    """

    name: str
    path: Path
    member: zipfile.ZipInfo | None = None
    refused: str | None = None
    data: bytes | None = None

    def content(self) -> bytes:
        """Return what the file holds. Raises `UnreadableFile`."""
        if self.refused:
            raise UnreadableFile(f"{quoted(self.name)} : {self.refused}.")
        if self.data is not None:
            return self.data
        if self.member is None:
            return load_file(self.path)
        try:
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(self.member)
        except Exception as error:  # each way of packing has errors of its own
            raise UnreadableFile(f"{quoted(self.name)} : l’archive est abîmée.") from error


@dataclass(frozen=True, repr=False)
class Arrivals(Discreet):
    """The replies of a folder, in the order of their names; by reason, what is not one."""

    replies: tuple[Reply, ...]
    passed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """Say what was passed over; nothing when nothing was."""
        words = (f"{why} ({listing(names, 3)})" for why, names in self.passed.items())
        return f"Passés sans être lus : {', '.join(words)}." if self.passed else ""


def list_returns(folder: Path) -> Arrivals:
    """Return the replies that lie in a folder, its sub-folders and its archives.

    Raises `UsageError` where there is no folder, no reply in it, or far too many files.
    """
    if not folder.is_dir():
        raise UsageError(f"Le dossier {quoted(folder)} n’existe pas.")
    replies: list[Reply] = []
    passed: dict[str, list[str]] = defaultdict(list)
    for path, why in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if why:
            passed[why].append(name)
        else:
            for reply in _open_archive(name, path, passed) or [Reply(name, path)]:
                replies += _open_mail(reply, passed) or [reply]
        if len(replies) + sum(map(len, passed.values())) > MOST_FILES:
            many = f"contient plus de {number(MOST_FILES)} fichiers"
            raise UsageError(f"Le dossier {quoted(folder)} {many} : donnez celui des réponses.")
    found = Arrivals(tuple(replies), {why: tuple(names) for why, names in passed.items()})
    if not any(reply.name.lower().endswith((*ENDINGS, *CARRIERS)) for reply in replies):
        nothing = f"Le dossier {quoted(folder)} ne contient aucun classeur (.xlsx, .ods)."
        raise UsageError(f"{nothing} {found.said}".strip())
    return found


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield every file, and each folder that is not entered, with why it is no reply."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        sent = _sent_in(here, folders, files)
        ours = RECEIPTS in (folder.name, *here.relative_to(folder).parts)
        why = {name: _why_passed(name, sent, ours=ours) for name in (*folders, *files)}
        why |= {name: why[name] or "liens" for name in folders if (here / name).is_symlink()}
        why |= {name: why[name] or "liens" for name in files if not (here / name).is_file()}
        yield from ((here / name, why[name]) for name in sorted(folders) if why[name])
        folders[:] = sorted(name for name in folders if not why[name])
        yield from ((here / name, why[name]) for name in sorted(files))


def _sent_in(place: Path, folders: Collection[str], files: Collection[str]) -> set[str]:
    """Return what belongs to the pack of a relaunch, where a folder is one: it was sent, not filled."""
    if ZIP not in files or DRAFTS not in folders:
        return set()
    synthesis = {path.name for path in place.glob("synthese-relances-*.xlsx")}
    return {WORKBOOKS, DRAFTS, ZIP, MERGE, PASSWORDS} | synthesis


def _why_passed(name: str, sent: Collection[str] = (), *, ours: bool = False) -> str | None:
    """Return why a file or a folder is no reply, None when it may be one.

    `sent` are the names of a pack, `ours` says that the folder is the one of the receipts.
    """
    if name in sent:
        return "paquet envoyé"
    if is_lock_file(Path(name)):
        return "verrous de classeurs ouverts"
    if name.startswith(".") or name == "__MACOSX":
        return "fichiers cachés"
    if ours and name.startswith(RECEIPT) and name.endswith(".txt"):
        return "accusés déjà écrits"
    return _TRACES.get(name.lower())


def _open_archive(name: str, path: Path, passed: dict[str, list[str]]) -> list[Reply]:
    """Return the files of an archive, bounded before any is unpacked; none where it is not one."""
    if path.suffix.lower() != ".zip":
        return []
    try:
        with zipfile.ZipFile(path, metadata_encoding="cp850") as archive:  # as Windows writes it
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return []  # the reader says that it is damaged
    if any(member.filename in ("[Content_Types].xml", "mimetype") for member in members):
        return []  # a workbook, whatever its ending
    sizes = [member.file_size for member in members]
    if len(members) > MOST_FILES or sum(sizes) > MAX_UNPACKED or max(sizes, default=0) > MAX_FILE:
        return [Reply(name, path, refused=_HUGE)]
    if any(member.flag_bits & 1 for member in members):
        return [Reply(name, path, refused=_CLOSED)]
    replies = []
    for member in members:
        inside = _clean(member.filename)
        whys = filter(None, (_why_passed(part) for part in inside.split("/")))
        if why := next(whys, None):
            passed[why].append(f"{name}/{inside}")
        else:
            replies.append(Reply(f"{name}/{inside}", path, member))
    return replies


def _open_mail(reply: Reply, passed: dict[str, list[str]]) -> list[Reply]:
    """Return what is attached to a saved mail; none where it is not one.

    The pictures of a signature are passed over. Outlook's own .msg is named with what to do.
    """
    ending = reply.name.lower().rpartition(".")[2]
    if ending not in ("eml", "msg") or reply.refused:
        return []
    if ending == "msg":
        return [replace(reply, refused=_LETTER)]
    try:
        mail = message_from_bytes(reply.content(), policy=policy.default)
    except UnreadableFile:
        return []  # the reader says that it is damaged
    found = []
    for part in mail.walk():
        name = f"{reply.name}/{_clean(part.get_filename() or '')}"
        data = part.get_payload(decode=True)
        if part.get_content_maintype() == "image":
            passed["images jointes à un message"].append(name)
        elif part.get_filename() and isinstance(data, bytes):
            nested = _NESTED if name.lower().endswith(".zip") else None
            found.append(Reply(name, reply.path, refused=nested, data=data))
    return found or [replace(reply, refused=_BARE)]


def _clean(name: str) -> str:
    """Return the name of an archive's entry as a path that stays below its folder, on any system."""
    parts = (re.sub(r'[\x00-\x1f<>:"|?*]', "_", part) for part in re.split(r"[\\/]", name))
    return "/".join(part.rstrip(" .") for part in parts if part.strip(" .")) or "sans nom"
