"""What schools hold besides interviews, told by several words: the single ones are in `vocabulary`.

All is folded: no case, no accent.
"""

_EVENTS = (
    # Public days, parties, sales, games.
    r"dons? (?:du|de) sang", r"bourses? aux? [a-z]+", r"vide[- ][a-z]+", r"cine[- ]?clubs?", r"food[- ]?trucks?",
    r"escape[- ]?games?", r"scenes? ouvertes?", r"ecoles? ouvertes?", r"tirages? au sort", r"cafes? (?:debat|philo|langues|emploi)",
    r"printemps des poetes", r"minutes? de silence", r"tournees? (?:des|dans les) colleges",
    r"soirees? (?!(?:entretien|audition|passpro|individuel|collecti|unique|uniquement|seulement|puis|suivante?|possible|pour|avec|dans|chez|salle|entre|et)\b)(?!lun|mar|mer|jeu|ven|sam|du |de |des |d'|le |la |les |a )[a-z]{5,}(?: (?:de |des |du |d')[a-z]+)?",
    r"soirees? (?:antillaise|jeux|cabaret|karaoke|a theme|dansante|taxe|entreprise|parent|debat|cine|crepe|galette|diplom|remise)[a-z]*",
    r"courses? (?:contre|d'|de|solidaire|a pied|en)[a-z]*", r"(?:semaine|journee|mois) « ?[a-z]+", r"clubs? [a-z]{4,}(?= (?:chaque|tous|le|:))",
    r"journees? du lyc[a-z]+(?: [a-z']+){0,3}", r"soirees? « ?(?:parents?|familles|portes)[a-z -]*»?",
    r"informations? (?:aux|pour les|des) (?:prof|pp|enseign|equipe)[a-z]*(?: principaux)?", r"(?:decision|arbitrage|verdict)s?(?= le \d)",
    r"essais? (?:en atelier|sur machine|technique|sportif|pratique)s?", r"ateliers? « [^»\n]{3,40}[a-z](?= ?»)", r"(?<![a-z] )ca(?= (?:le |du |: ?)\d)",
    r"passage a l'heure d'(?:ete|hiver)", r"aid (?:el|al)[a-z -]{0,8}", r"semaines? d[eu]s? (?:la |l')?(?:lycee|college|voie|formation|filiere)s?(?: (?!du )[a-z]{4,}){0,2}", r"ponts? du (?=(?:lundi |vendredi |jeudi )?\d)",
    # Examinations, certificates, contests, trainings.
    r"(?:brevet|bac|cap|bts|btsa|bp|oral|oraux|examen|epreuve|dnb|test|concours|partiel|controle|entretien)s? blancs?",
    r"concours (?:d[eu]s? |d'|general|national|regional|academique|departemental|meilleur|chef)[a-z]*",
    r"(?:habilitation|certification)s? (?:electrique|pix|voltaire|gaz)s?", r"(?:certificat|projet) voltaire", r"permis (?:am|b|de conduire|piste|cariste|bateau)",
    r"(?:formation|recyclage|stage)s? [a-z0-9 ]{0,20}(?:des|pour les|aux) (?:agents|personnels?|enseignants|prof[a-z]*|aed|aesh|(?:eco-?)?delegues|tuteurs|membres)",
    r"(?:rendez[ -]?vous|rdv|rencontre|point|accueil)s? (?:collectifs?|collectives?|pleniere?s?|communs?|communes?)? ?d'informations?", r"ateliers? (?:de )?decouvertes?", r"(?<=: )decouverte (?:de la |de l'|des |du )(?:metier|atelier|lycee|formation|section|filiere|plateau)[a-z]*", r"villages? (?:des metiers|de l'orientation|de l'apprentissage)", r"ponts?(?= ?: )", r"sans (?:lien|rapport) avec (?:les |nos |vos |l')?(?:entretien|passpro)[a-z]*", r"permanences? d[eu]s? (?:la |l')?(?:cio|psy|assistante|infirmi)[a-z]*",
    r"(?:reunion|temps|moment)s? (?:collecti(?:f|ve)|plenier|generale|commune)s? (?:de |d')(?:presentation|information|lancement|accueil|preparation)",
    r"(?:simulation|exercice)s? (?:d')?(?:attentat|intrusion|confinement)[a-z-]*", r"interviews? (?:d[eu]s? |d'|avec )(?:la |le |l'|notre |un |une )?(?:proviseur|directeur|directrice|ddfpt|maire|principal|ministre|depute|recteur|chef)[a-z]*",
    # Health, care of the school, meetings of adults.
    r"(?:prevention|sensibilisation) (?:routiere|des? (?!risque)|du |d'|aux? |sante)[a-z]*", r"aides? aux devoirs|devoirs faits|soutien scolaire|etudes? surveillees?",
    r"(?:gaz|eau|courant|electricite|chauffage|internet|ent|pronote|standard|telephone|reseau|wifi|serveur|messagerie) (?:est |sera )?(?:coupee?|indisponible|interrompue?|en maintenance|hors service|inaccessible)",
    r"deliberations?(?: (?:du|des|de la|de l')(?: ?(?:jury|commission|equipe|professeur)s?)?)?",
    r"commissions? (?:de (?:selection|recrutement|choix) )?sur dossiers?", r"commissions? (?:fonds|pre-?affect|d'affect|d'attrib|menu|restauration|bourse|mobilite|segpa|ulis|mdph|recours)[a-z]*",
    r"candidate?s? (?:aux?|a la|a l') ?(?:cvl|cvc|mandat|election|permis|depart|voyage|sejour|bourse|erasmus|concours|examen|brevet|service)s?",
    r"(?:equipe|commission)s? (?:educatives?|de suivi)", r"conseils? d'administration", r"copil|codir", r"comites? (?:de (?:pilotage|direction|suivi|lecture|liaison)|d'|technique|restreint|social|hygiene)[a-z]*",
    r"ca (?:du lyc[a-z]*|de l'etablissement|extraordinaire|budgetaire)", r"entretiens? d'embauches?", r"rencontres? avec (?:les |des |nos |l'equipe des )?(?:prof[a-z]* principaux|pp\b|parents? d'eleve|partenaire|entreprise|tuteur|ancien)[a-z]*", r"rencontres? (?:entre|des|de nos) (?:professeur|prof|pp|principaux|chef|directeur|ancien|partenaire|entreprise|tuteur)[a-z]*(?: principaux)?",
    r"journees? (?:de |d')(?:solidarite|integration|cohesion|prevention|sensibilisation|concertation|stage|greve)",
)  # fmt: skip


def join_events() -> str:
    """Return the pattern of all of them."""
    return rf"\b(?:{'|'.join(_EVENTS)})\b"
