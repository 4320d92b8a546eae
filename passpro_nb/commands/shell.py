"""What stands around the commands: their words read by argparse, in French, and how each ends.

Exit codes: 0 done, 1 the data are refused (`check`: they hold errors), 2 the call or the settings
are wrong. A failure is a French sentence, never a traceback (formats.md, Commands).
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from passpro_nb.commands.words import Word
from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.french import NBSP, quoted

DONE, REFUSED, WRONG = 0, 1, 2
DEBUG = "PASSPRO_NB_DEBUG"
_PROGRAM = "passpro-nb"
_ABOUT = "Suivi de la campagne Passpro : catalogue, candidatures, entretiens, avis, relances."
_WHOLE = "chaque fichier déjà écrit est entier"  # each is written at one stroke
_HELP = Word("--help", {"action": "help", "help": "Affiche cette aide."})


class Command:
    """A command: the function that it calls, whose docstring is its help, and its words in order."""

    def __init__(self, function: Callable[..., int | None], *words: Word) -> None:
        self.function, self.about = function, function.__doc__ or ""
        self.arguments = [word for word in words if not word.name.startswith("-")]
        self.options = [word for word in words if word.name.startswith("-")]


def run(commands: Mapping[str, Command], arguments: list[str]) -> int:
    """Run one command and return its exit code; every failure is a French sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _call(commands, arguments) or DONE
    except PassproError as error:
        code, said = WRONG if isinstance(error, UsageError) else REFUSED, str(error)
    except BrokenPipeError:  # « … | head »: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        code, said = REFUSED, f"Interrompu : {_WHOLE}."
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        code, said = WRONG, _say_unforeseen(error)
    print(said, file=sys.stderr)
    return code


def _say_unforeseen(error: Exception) -> str:
    """Say what no room foresaw: a disk that is full where a library keeps its drafts, or a defect."""
    from passpro_nb.export.files import why_not

    if isinstance(error, OSError) and (why := why_not(error)):
        return (
            f"Un fichier de travail ne peut être écrit : {why}. Ce qui est déjà écrit est entier."
        )
    return (
        f"Un défaut du programme a été rencontré ({type(error).__name__}) : {_WHOLE}. Relancez "
        f"avec {DEBUG}=1 et transmettez ce qui s’affiche."
    )


def _call(commands: Mapping[str, Command], arguments: list[str]) -> int | None:
    """Call the command that the first word names with the values of the others, or print a help."""
    if not arguments:
        raise _wrong_call("Dites ce que vous voulez faire.")
    name, *words = arguments
    command = commands.get(name)
    parser = _command_parser(name, command) if command else _general_parser(commands)
    if _HELP.name in arguments:
        print(parser.format_help(), end="")
        return DONE
    if not command:
        near = get_close_matches(name, commands, 1)
        meant = f" Vouliez-vous {quoted(near[0])} ?" if near else ""
        what = "L’option" if name.startswith("-") else "La commande"
        raise _wrong_call(f"{what} {quoted(name)} n’existe pas.{meant}")
    return command.function(**parser.read(words))


def _wrong_call(sentence: str) -> UsageError:
    return UsageError(f"{sentence} Voir {quoted(f'{_PROGRAM} {_HELP.name}')}.")


class _Parser(argparse.ArgumentParser):
    """The words of a call; its help, which lists them under titles, and its complaints are French."""

    def __init__(self, usage: str, about: str, **listed: Iterable[Word]) -> None:
        super().__init__(
            usage=f"{_PROGRAM} {usage}", description=about, add_help=False, allow_abbrev=False,
            exit_on_error=False,
        )  # fmt: skip
        for title, words in listed.items():
            group = self.add_argument_group(f"{title}{NBSP}")
            for word in words:
                group.add_argument(word.name, **word.settings)

    def format_help(self) -> str:
        """Return the help; its first word is the one that argparse alone says."""
        return super().format_help().replace("usage", f"Usage{NBSP}", 1)

    def error(self, message: str) -> NoReturn:
        """Raise what Python 3.13 raises by itself, where earlier ones print and leave."""
        raise argparse.ArgumentError(None, message)

    def read(self, words: list[str]) -> dict[str, Any]:
        """Return the values of a call, by the names of the parameters of its command."""
        try:
            values, left = self.parse_known_args(words)
        except argparse.ArgumentError as error:
            raise _wrong_call(_say_refused(error)) from None
        if unknown := [word.partition("=")[0] for word in left if word.startswith("-")]:
            raise _wrong_call(f"L’option {quoted(unknown[0])} n’existe pas.")
        if left:
            raise _wrong_call("Cette commande a un mot de trop.")
        return vars(values)


def _say_refused(error: argparse.ArgumentError) -> str:
    """Say in French what argparse says in English of a word, by how its sentence begins."""
    if error.argument_name is None:  # « the following arguments are required: DOSSIER, RETOURS »
        return f"Il manque {quoted(error.message.split(': ')[1].split(', ')[0])}."
    name = quoted(error.argument_name)
    said = {
        "expected": f"L’option {name} attend une valeur.",
        "ignored": f"L’option {name} n’attend pas de valeur.",
    }
    return said.get(error.message.split()[0], f"La valeur donnée pour {name} ne convient pas.")


def _command_parser(name: str, command: Command) -> _Parser:
    said = [(word.settings["metavar"], "nargs" in word.settings) for word in command.arguments]
    words = [f"[{metavar}]" if may_miss else metavar for metavar, may_miss in said]
    usage, options = " ".join([name, *words, "[OPTIONS]"]), [*command.options, _HELP]
    return _Parser(usage, command.about, Arguments=command.arguments, Options=options)


def _general_parser(commands: Mapping[str, Command]) -> _Parser:
    listed = [Word(name, {"help": command.about}) for name, command in commands.items()]
    return _Parser("COMMANDE …", _ABOUT, Options=[_HELP], Commandes=listed)
