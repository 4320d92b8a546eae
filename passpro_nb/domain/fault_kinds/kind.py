"""What a kind of fault is, and the reasons that several have in common."""

from dataclasses import dataclass

ERROR, WARNING, INFO = "error", "warning", "info"

WHY_CODE = "un code vœu désigne une seule offre, chez un seul établissement"
WHY_DATE = "les retards se comptent à partir des dates : une date devinée en inventerait"
WHY_MODE = "les places d’une séance sans nombre s’estiment selon sa modalité"
WHY_NAME = "un nom désigne un établissement moins sûrement que son UAI"
WHY_NEAR = "un nom proche n’est pas une preuve : la ligne pourrait être comptée chez un autre"
WHY_PASSPRO = "une offre sortie à tort de Passpro n’est plus mesurée : ses élèves seraient oubliés"
WHY_PERSONS = "comptés comme un seul, des élèves disparaîtraient des listes et des chiffres"
WHY_STATUS = "la voie scolaire et l’apprentissage sont deux offres, avec chacune ses élèves"

# Of each kind its code, its severity, its title, why it matters, its sentence.
Rows = tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: `sentence` is filled with the value and the details of an occurrence."""

    code: str
    severity: str
    title: str
    why: str
    sentence: str

    @property
    def reason(self) -> str:
        """Return why it matters, as a sentence."""
        return f"{self.why[:1].upper()}{self.why[1:]}."
