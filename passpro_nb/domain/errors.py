"""The exceptions a user may meet: each message is a French sentence, and never names a pupil."""


class PassproError(Exception):
    """What the user must know and can mend; shown as it is, without a traceback.

    >>> try:
    ...     open_campaign("nulle part")
    ... except PassproError as error:
    ...     print(str(error).endswith("indiquez celui d’une campagne."))
    True
    """

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of its red frames: the sentence, and nothing else."""
        return [str(self)]


class UsageError(PassproError):
    """The call is wrong: a folder that is not there, an unknown group."""


class SettingsError(UsageError):
    """A key of `campagne.toml` is unknown, of the wrong kind, or contradicts another."""


class UnreadableFile(PassproError):
    """A file cannot be opened as a table: damaged, encrypted, empty."""


class LockedFile(UnreadableFile):
    """A file asks for a password that was not given, or another one."""


class RefusedData(PassproError):
    """The data were read but cannot be taken: no catalogue, a delivery that lost its rows."""
