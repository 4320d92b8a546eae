"""What stands around the commands: typer in French, and how a command ends.

Exit codes: 0 done, 1 the data are refused (`check`: they hold errors), 2 the call or the settings
are wrong. A failure is a French sentence, never a traceback (formats.md, Commands).
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable
from typing import Any

import typer
import typer.core

from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.french import NBSP, quoted

DONE, REFUSED, WRONG = 0, 1, 2
DEBUG = "PASSPRO_NB_DEBUG"
_INTERRUPTED = 130  # what typer makes of Ctrl-C

# typer's own words, which it looks up here; it has no French
_WORDS = {
    "Arguments": f"Arguments{NBSP}",
    "Commands": f"Commandes{NBSP}",
    "Options": f"Options{NBSP}",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
}


def _translate(message: str) -> str:
    return _WORDS.get(message, message)


typer.core._ = _translate


class _Group(typer.core.TyperGroup):
    """The commands, with help in French."""

    def get_help_option(self, ctx: Any) -> Any:
        return _french_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, "COMMANDE …", "Usage : ")


class _Command(typer.core.TyperCommand):
    """One command, with help in French."""

    def get_help_option(self, ctx: Any) -> Any:
        return _french_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = [piece for piece in self.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
        words = [piece.strip("{}") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join([*words, "[OPTIONS]"]), "Usage : ")

    def get_help(self, ctx: Any) -> str:
        return re.sub(r" <\w+>", "", super().get_help(ctx))  # an argument's type, in English


def _french_help(option: Any) -> Any:
    if option is not None:
        option.help = "Affiche cette aide."
    return option


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Suivi de la campagne Passpro : catalogue, candidatures, entretiens, avis, relances.",
)


def register(commands: dict[str, Callable[..., int | None]]) -> None:
    """Make each function the command of that name, listed in this order."""
    for name, function in commands.items():
        app.command(name, cls=_Command)(function)


def main() -> None:
    """Run the command line; every failure is a French sentence and an exit code."""
    gc.set_threshold(200_000, 50, 100)  # millions of cells, hardly a cycle: a sixth of the time
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(arguments, prog_name="passpro-nb", standalone_mode=False) or DONE
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return int(code)
    except UsageError as error:
        _complain(str(error))
        return WRONG
    except PassproError as error:
        _complain(str(error))
        return REFUSED
    except (typer.Abort, KeyboardInterrupt):
        _complain("Interrompu : rien n’a été laissé à moitié.")
        return REFUSED
    except _wrong_call() as error:
        _complain(_say_wrong_call(error))
        return WRONG
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _complain(
            f"Un défaut du programme a été rencontré ({type(error).__name__}) : rien n’a été laissé "
            f"à moitié. Relancez avec {DEBUG}=1 et transmettez ce qui s’affiche."
        )
        return WRONG


def _wrong_call() -> type[Exception]:
    """Return the class of the errors that a wrong call raises, wherever typer keeps its click."""
    return typer.BadParameter.__mro__[2]


def _say_wrong_call(error: Any) -> str:
    """Say a wrong call in French; the library's own sentence is English."""
    kind = type(error).__name__
    name = getattr(error, "option_name", None) or _param_name(getattr(error, "param", None))
    said = {
        "NoSuchOption": f"L’option {quoted(name)} n’existe pas.",
        "MissingParameter": f"Il manque {quoted(name)}.",
        "BadParameter": f"La valeur donnée pour {quoted(name)} ne convient pas.",
        "BadOptionUsage": f"L’option {quoted(name)} attend une valeur.",
        "NoArgsIsHelpError": "Dites ce que vous voulez faire.",
    }
    return f"{said.get(kind) or _say_wrong_word(str(error))} Voir « passpro-nb --help »."


def _param_name(param: Any) -> str | None:
    """Name a parameter as the help does: an option by its flag, an argument by its word."""
    is_argument = param is not None and param.param_type_name == "argument"
    return param and (param.metavar if is_argument else param.opts[0])


def _say_wrong_word(message: str) -> str:
    """Say which word is no command, and what it was perhaps meant to be."""
    named = re.findall(r"'([^']+)'", message)
    if "command" not in message or not named:
        return "Cette commande a un mot de trop."
    meant = f" Vouliez-vous {quoted(named[1])} ?" if len(named) > 1 else ""
    return f"La commande {quoted(named[0])} n’existe pas.{meant}"


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)
