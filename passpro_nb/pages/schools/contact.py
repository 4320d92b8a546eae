"""How a school is reached: its own mail and line, never a person's."""

from dataclasses import dataclass

from passpro_nb.store.published import Published


@dataclass(frozen=True)
class Contact:
    """The mail and the telephone of a school, each "" where none is known."""

    mail: str
    telephone: str = ""

    @property
    def link(self) -> str:
        """Return what opens a mail to the school."""
        return f"mailto:{self.mail}" if self.mail else ""

    @property
    def line(self) -> str:
        """Return what calls the school."""
        return f"tel:{self.telephone.replace(' ', '')}" if self.telephone else ""


def contact_of(published: Published, uai: str) -> Contact:
    """Return how a school is reached, by the directory; its mail, else as the settings give it."""
    known = published.contacts[published.contacts["uai"].eq(uai)]
    mail, telephone = (next(iter(known[name].dropna()), "") for name in ("mail", "telephone"))
    pattern = published.settings.campagne.mel_etablissement
    return Contact(mail or pattern.replace("{uai}", uai.lower()), telephone)
