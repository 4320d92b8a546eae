"""Words of something else: whatever stands under them, the column serves no figure of ours.

They are the family's, the collège's, the school's own business, or a machine's. Only what a header
says as a whole outweighs them; half a header and good values do not.
"""

import re
from functools import lru_cache

from passpro_nb.domain.french import fold
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS
from passpro_nb.read.columns.lexicon import senses_of, undressed
from passpro_nb.read.columns.phrases import spelt

# By subject, folded and in the singular.
_SUBJECTS = {
    "people": "familial familiale matrimonial pere mere parent parental parente representant legal prof professeur psychologue psyen psy cpe "
    "infirmier infirmiere assistant assistante tuteur frere soeur fratrie proviseur proviseure directeur "
    "directrice principal_adjoint intendant intendante agent enseignant aesh ien inspecteur inspectrice "
    "inspection insp laicite employeur maire recteur parrain marraine delegue",
    "pupil": "lv1 lv2 lva lvb langue bourse boursier civilite sexe genre age nationalite pays residence "
    "domicile postal cp handicap mdph pmr moyenne moy bulletin trimestre semestre t1 t2 t3 brevet dnb bareme "
    "competence socle punition sanction assurance vaccin medical medicale medecin sante allergie allemand "
    "espagnol anglais latin mathematique sport sportif sportive photo autorisation rgpd gevasco",
    "school": "chaise tabouret attente chambre materiel immersion vacance lyceen repli payeur ancien ancienne decrochage egalite harcelement eac informatique fille garcon internat restauration cantine self hebergement transport itineraire trajet desserte parking stationnement bus rer metro tram frais tarif cout taxe "
    "paiement vestiaire repas blouse reseau stage mini forum stand salon jpo conseil vote dhg emploi label "
    "erasmus duree reussite insertion insere pression terminale tle poursuite debouche statistique remplissage taux tx "
    "pourcentage ips rncp rome insee siret siren finess fermeture vacation_prof",
    "machine": "extraction extract export import maj technique serveur utilisateur usr user version lot hash "
    "url web internet fax lien latitude longitude page questionnaire campagne relance "
    "notification visa signature piece edition impression imprime archive entreprise acad academie dasen rectorat",
    "state": "requis requise exige exigee supprime supprimee remplace remplacee miroir concurrent concurrente "
    "interet reve envie integration certificat unss",
    "time": "butoir limite delai admis",
}
_BY_TABLE = {
    CATALOGUE.code: "inscription patronyme rattachement voeux reponse candidature creation publication "
    "retour horodatage horodateur enregistre inscrit chef fiche cours",
    APPLICATIONS.code: "tenue comportement pp option regime observation obs adresse responsable salle heure famille conseiller referent deuxieme second note commentaire "
    "cours resp cio",
}  # fmt: skip
_BY_TABLE[OPINIONS.code] = _BY_TABLE[APPLICATIONS.code]
_PHRASES = re.compile(
    r"annee scolaire|\bavant le$|au plus tard|(avis|reponse|retour)s? (attendu|demande)e?s? pour\b|(formation|section|filiere|place|specialite)s? fermee?s?\b|metiers? (envisage|d avenir)|formation (suivie|precedente|quittee)|visee? apres\b|dossier social\b|(la|de|des) visites?\b|^visite|(nb|nombre|nbre) (d )?options?\b|(lycee|uai|rne|etablissement) (de |du )?secteur|\b(du|au) ca\b|date ag\b|bac blanc|mise? a jour|(saisi|modifie|cree|valide|controle|verifie|traite)e? par\b|autres? (projet|formation|lycee|voeu|choix|etablissement)"
    r"|dates? de validite|(statut|etat) (du|de la) (suivi|fiche)|(voeu|choix|projet|souhait)x? ?[2-5]\b|^(?!.*1er).*[2-5]e (voeu|choix)"
    r"|(deuxieme|second|troisieme) (voeu|choix)|\b(n|no|num|numero|id) (de )?(lignes?|vague)\b|\baffectee?s?\b"
    r"|(date|resultat|tour|decision|commission|capacite|places?) .*affectation|ordre de passage"
    r"|l an (dernier|passe)|an dernier|^(?!.*date).*(commune|ville|lieu|pays|departement|dept) (de )?nais|^nais\w* (commune|ville|lieu|pays)"
    r"|restant|vacant|places? (reserve|occupe|prise|libre)e?s?\b|motif d|lettres? de motivation|places? assises?|controle continu|date (du|de) controle|portes ouvertes|commission d appel"
    r"|(nombre|nb|nbre|nbr) (de )?(groupe|session|seance|date|jury|salle|prof|intervenant)s?\b(?! ?/)|suivi par l"
    r"|(tel|telephone|portable|mobile|mail|mel|courriel)s? (de la |des |du |de l |de |d )?(famille|foyer|eleve|candidat|jeune|apprenti)s?\b"
)
# Whom to ask, though they are of the staff: « prof référent », « Inscription auprès de ».
_WHOM_SAID = (
    "aupres courriel email mail mel charge chargee responsable resp contact contacter joindre "
    "referent referente recevant recevante tel telephone demander prevenir"
)
_WHOM = frozenset(_WHOM_SAID.split())
_STAFF = frozenset({"chef", "cpe", "enseignant", "fiche", "inscription", "prof", "professeur"})
# Who remarks on a school's offers, of those who are the school's own business.
_HEADS = frozenset({"chef", "proviseur", "proviseure", "directeur", "directrice"})
# What says so only among other words: « prof » alone is whom one asks, « réseau » a bassin.
_ALONE = frozenset(
    {"prof", "profs", "professeur", "professeurs", "enseignant", "enseignants", "reseau", "reseaux"}
)
# What else may be dated than what is dated here: values that are days do not tell.
_OTHER_EVENTS_SAID = (
    "affectation brevet cloture commission controle controlee dossier_complet edite entree export "
    "ferme fermeture imprime information ligne modification modifie notification oral_blanc paiement "
    "parents portes publication publie rappel rapport relance rencontre_parents rentree resultat "
    "retour_dossier reunion sortie stage validation valide verification verifie visa visite"
)
_OTHER_EVENTS = frozenset(_OTHER_EVENTS_SAID.split())


@lru_cache(maxsize=4096)
def is_denied(header: str, table: str) -> bool:
    """Tell whether a header has a word of something else."""
    born = "naissance" in fold(header)  # « Âge (date de naissance) »
    header = undressed(header)
    header = re.sub(r"\((\S+\s+){2,}\S+\)|\(requise?\)", " ", header)  # an advice
    words = _forms(header) - ({"age"} if born else set())
    if table == CATALOGUE.code and (words & _WHOM or words <= _ALONE):
        words -= _STAFF | _ALONE
    if re.search(r"\bN ?- ?1\b", header) or _PHRASES.search(fold(header)):
        return True
    said = {sense for word in words for sense in senses_of(word)}
    if "district" in said:  # « Bassin d'emploi » is one, « District sportif » is not
        return bool(words & {*_SUBJECTS["pupil"].split()})
    if words <= {"piece", "impression", "impressions"}:  # a room, an opinion, if its cells say so
        return False
    if "remarks" in said and table == CATALOGUE.code:  # « Observations du chef d'établissement »
        words -= _HEADS | {"ien", "inspecteur", "inspectrice"}
    if "nom" in words and table != CATALOGUE.code:  # « Nom du garçon ou de la fille »
        words -= {"fille", "garcon"}
    if "posttown" in said and table != CATALOGUE.code:  # that of the home
        return True
    if said & {"jury", "interview"}:  # « Impression du jury »
        words -= {"impression"}
    if "passpro" in said:  # « Rattachement Passpro »
        words -= {"rattachement"}
    if "dept" in said:  # « Rattachement départemental »
        words -= {"rattachement"}
    if "domain" in said:  # « Famille de métiers de rattachement »
        words -= {"rattachement"}
    if {"date", "register"} <= said:  # « Date d'inscription PP », Passpro's or by the teacher
        words -= {"pp"}
    if "absent" in said:  # « Signature ou ABS »
        words -= {"signature"}
    if "date" in said:  # « Date et heure de convocation »
        words -= {"heure"}
    if said & {"cancel", "convene", "interview"}:  # « annulé par la famille »
        words -= {"famille", "familial", "familiale", "tenue"}
    return bool(words & _denying(table))


def is_not_offered(header: str) -> bool:
    """Tell « Formation fermée », « Formation de repli »: programmes, but not those of the offers."""
    said = {*_SUBJECTS["state"].split(), "repli", "ancien", "ancienne", "fermee", "ferme"}
    return bool(_forms(header) & said)


def is_another_event(header: str) -> bool:
    """Tell a header that dates something else."""
    return bool(_forms(header) & _OTHER_EVENTS)


def _forms(header: str) -> set[str]:
    return {form for word in spelt(fold(header)).split() for form in (word, word.rstrip("sx"))}


@lru_cache(maxsize=4)
def _denying(table: str) -> frozenset[str]:
    return frozenset(" ".join([*_SUBJECTS.values(), _BY_TABLE.get(table, "")]).split())
