"""The words around a day that say nothing against interviews: what a clause may hold and be plain.

The lists are closed, and learned from announcements of interviews: any other word is unknown, and a
day beside it is doubted (`natures`). All words are folded: no case, no accent.
"""

import re

from passpro_nb.read.sessions.clauses.programmes import forms_of
from passpro_nb.read.sessions.words.vocabulary import words_of

# Before any day: the glue of an announcement of days, of which no other sentence could be made.
GLUE = words_of("""
acquis acquise sure sures surs noter retenir passpro bonne bonnes bons rectificatif erratum erreur lire correction ok comptez compter suivra suivront suivant courant calendaires mais celle celles accueilli accueillie accueillies accueillis ainsi alors alphabetique ans apres arretee arretees
attendu attendue attendues attendus attente auditionnee auditionnees auditionnes aupres aura auront
autre autres aux avec ayant cadence calendrier calendriers ces cet cette chacun chacune chaque
choisir choix commence commencent commune communique communiquee communiquees communs complet
complete completes complets concerne concernee concernees concernes confirme confirmee confirmees
confirmer confirmes convenance convenir convocation convocations convoque convoquee convoquees
convoques creneau dans date dates debut debute debutent definie definies definir definitive
definitives dehors dela deroule deroulent deroulera derouleront des dessous dessus determiner deux
dispo disponibilite disponibilites disponible disponibles dispos distance distanciel domicile dont
double doublon doute echelonne echelonnee echelonnees echelonnes effectuent effectueront egalement
ensemble ensuite entre entree environ envisagee envisagees est etalees etales etc exact exacte
exactes exclusivement feront filles fin fixe fixee fixees fixer fixes fois font garcons heure
horaire horaires ici ile immediatement inclus incluse indicatif indicatifs indicative
individuellement inscrite inscrites inscrits intervalle jour jours jusqu jusque les leur leurs libre libres lieu lors encore maintenu
maintenue maintenues maintenus meme memes merci mois nb nbre neant nombre non nos notre nous nouveau nouveaux
nouvelle nouvelles ont ordre organisation organise organisee organisees organises ferons ouvrable ouvrables ouvre ouvree
ouvrees ouvres pair paire pairs par parallele paris partir passent passera passeront plage plages
planifie planifiee planifiees planifies planning plus plusieurs possibilite possibilites possible
possibles post pour pre precise precisee precisees preciser precises premier premiere premieres
presentiel presents prevision previsionnel previsionnelle previsionnelles prevu prevue prevues
prevus prioritaire prioritaires pris prises prochain prochaine propose proposee proposees proposes
provisoire provisoires puis que quelques raison rappel rdv recevra recevrons recevront recoit
recoivent recu recue recues recus rendez reparties repartis restante restantes reste restent retenu
retenue retenues retenus rotation rythme sans seances selon semaine sera serie series seront
simultane simultanees simultanes sinon soit sont sous structure successifs successivement
precedentes successives suivant suivante suivantes suivants supplementaire supplementaires sur tard tel
telephone telephoniques toujours tout toute toutes entier entiere entieres entiers seul seule seules seuls pleine tranche tranches tres ulterieurement une unique
uniquement vague vagues venir vers via videoconference virtuel visio visioconference voire vos votre
vous web
""")  # fmt: skip

# Before a day where the same words speak of interviews, and after any: who comes, to whom, how.
MATTER = words_of("""
accueil adresse adresses annee annees arret attendre aucune collectivement collegiens communiques
complementaire complementaires conduit conduite conduites conduits connaitre consultation consulter
cote cotes demande demi denis depart derniere derniers deroulement devant discussion
discussions echange echanges ecrit edt effectif etage externes face fera filiere filieres francaise
france ils immersive internes lieux lorsque mail mails marne menee menees menes moment motivation
numero pas passage passages passe passer periode periodes permanence permanences porte pourra
pourront precis preference prevenir priorite prise prochainement proximite realise realises
reception receptions recevoir rencontre rencontrer rencontrera rencontrerons rencontres
renseignements reportes requis responsable seine selection simple sms son speciale specifique
suivre telephonique test tests tot tour tours type validation veille
""")  # fmt: skip

# The small words of any French sentence.
SMALL = words_of("""
afin allez assez aussi autant avait avant avez beaucoup car ceci cela celui certain certaine
certaines certains ceux chez comme comment contre convenu depuis dernier desormais devez devons
doit doivent donc duquel elle elles enfin etaient etait etes eux faut hors jamais laquelle lequel
lesquelles lesquels lui malgre mes mieux moi mon neanmoins notamment oui parce parfois pendant peut
peuvent peux pourquoi pouvez pouvons puisque quand quel quelle quelles quelque quels qui quoi serez
serons ses sommes souvent suis surtout tandis tant telle telles tels trop veut veux vont voulez
voulons
""")  # fmt: skip

# The school, its sites and its surroundings; how the days and the pupils are laid out.
SCHOOL = forms_of("""
creteil versailles secteur bassin district departement academie academique region commune communal local agglomeration
site antenne annexe campus cite groupe etablissement lycee college polyvalent general technologique agricole
prive scolaire connecte central principal nord sud est ouest ville
pedagogique situation handicap vie partenaire initiale nom lettre hote entrant volontaire mobilise place mis mise commun commune
repartition roulement rotation enchainement decoupage amplitude alternance ordre alphabetique
formulaire tableau grille agenda doodle calendrier planning lien liste recapitulatif
rectificatif correction annonce nota precision remarque attention
""")

# How a letter begins and ends, what it says of its own sentences.
LETTER = words_of("""
tu mettre noter precisement
agreer aimable allons avance avons bienveillance bonjour bonsoir cadre campagne cher chere chers
clore collegue comprehension concernant convie conviee convier cordiale cordialement disposition
distinguee distingues enfant env esperant espere expression faire fait faits format formule grandes
honneur identique informations interesse joie joint jointe madame mesdames messieurs modalite
monsieur naturellement noter noterez objet permettre phase plaisir postulant procedure proposition
question rapide regards regret remerciements respectueusement respectueuses restant restons salut
salutations seance sentiments simplement sincere sincerement suite suivent tenir tiendra tiendront
tiennent trouverez veuillez voici voila volontiers
""")  # fmt: skip

# Who receives: before a day, where the same words speak of interviews.
STAFF = words_of("""
adjoint adjointe adjoints chef chefs conseiller conseillere coordinateur coordinatrice
coordonnateur coordonnatrice cpe ddf ddfpt directeur direction directrice enseignant enseignante
enseignantes enseignants equipe formateur formateurs formatrice gestionnaire membre membres prof
intendant intendante principale directrices professeur professeurs profs proviseur proviseure psy referent referente scolarite secretaire
secretariat interlocuteur interlocutrice
""")  # fmt: skip
SAYS = re.compile(
    "(?:inform|poursuiv|propos|communiqu|trouv|confirm|indiqu|organis|fix|souhait|remerci|pri|invit|planifi"
    "|programm|prevo|donn|rest|aur|ser|pourr|devr|voudr|souhaiter|proposer|recevr|attend|accept|ajout|rajout|maint(?:ien|en)|conserv|bloqu|retien|reten|choisi|prolong|complet"
    "|etal|echelonn|repart|roul|regroup|gard|espac|dedoubl|assur|dispos|dispens|remplac|liber|convi|relai|relay|compos|pret|mobilis|consacr|tien|arret|fonctionn|constitu|ouvr|prend|pren|not)"
    "(?:e|es|s|ez|ons|ont|er|era|erons|eront|ant|ee|ees|i|is|it|ai|a|ra|rons|ront|yons|yez|ient|ions|u|ue|us|ues|ir|re|t|ent|ssent|ssons|ssez)?"
)  # the verbs of such sentences: « nous vous proposons », « je vous informe »

# What is said beside a day, after it or by an instruction: things to bring, people, places.
BESIDE = words_of("""
cle uai mef fax rne email accompagnateur accompagnatrice accompagne admission adulte affectation affiche affichee age aile
ailes application arrivee ascenseur assistante atelier atrium auditorium avis badge bibliotheque
bilan binome bourg bulletin cafe cafeteria carnet carte centre chaussee cio code commission
concierge copie correspondance couloir cour courriel cours digicode document dossier ecoles empeche
empechement enseignement ent equipes escalier etages evaluation fiche fournil gardien identifiant
identite imprevu infirmerie information inspecteur interphone itineraire labo legal legaux livret
logiciel magasin materiel matiere mediatheque moins moyenne niveau note notes orientation origine
parcours parent partie parvis pavillon personnel photo photocopie piece plan plateaux portail
panne positionnement poste preau projet pronote questionnaire questions rattrapage rdc recrutement
refectoire reference regroupement releve representant rer reserver responsables retard rez rotonde
self standard studio surveillant terrasse trajet tuteur tutrice vestiaire visiteurs
""")  # fmt: skip

# A remark on how to come, wherever it stands after the day: « tenue correcte exigée ».
REMARKS = words_of("""
accepte acceptee acceptes apporter assure assuree autorise autorisee besoin bienvenue bienvenues
bienvenus compris comprise comprises conseille conseillee conseillees correcte demande demandee
demandes exige exigee exigees facultatif facultative gratuit gratuite imperatif imperativement
indispensable indispensables interdit interdite limite limitee limitees limites merci necessaire
necessaires obligatoire obligatoirement obligatoires offert offerte payant payante possible
possibles prevoir prevu prevue recommande recommandee requis requise sauf souhaite souhaitee
souhaites
""")  # fmt: skip

# What opens words about how, where or with whom, rather than the name of something else.
OPENERS = words_of("""
a absence acces attestation attestations adresse adresser amener appeler appelez apporter apportez arriver au aupres aux
avec bureau calendrier candidats cas cf chez confirmer confirmez consulter contact contacter
contactez contacts dans date dates delai demander devant dont duree eleves en entree famille
familles foyer groupe groupes gymnase hall heure heures horaire horaires info infos jury jurys
lieu liste loge mail maximum merci modalites muni munie munies munir munis munissez nombre ordre
ou par parking penser place places planning plateau plus pour prendre presence presenter
presentera presenterez presenteront presentez prevenez prevenir prevoir prevoyez puis rapprocher
remplir renseignement renseignements restaurant resto brasserie sans se selon si soit sous stationnement sur tel
telephone test tests venez venir vers via voici voir
""")  # fmt: skip

# Who is told what to do, and the verbs of what they are told: « l’élève vient avec sa famille ».
PUPILS = words_of(
    "accompagnateur accompagnateurs parent parents famille familles enfant enfants collegien collegiens responsable responsables chacun chacune jeune educateur educatrice educateurs"
)
DOES = re.compile(
    "(?:vien|doi|devr|apport|present|munir|muni|pass|attend|arriv|ser|sont|est|pourr|peu|rest|choisi|recevr|recoi"
    "|accompagn|rempli|particip|entre|repart|amen|patient|dejeun|mang|repart|prevoi|prevenir|previen|signal|complet|ser)[a-z]*"
)

# Of the openers, those that lead to a place, a person, a paper even before the day.
LEADS = OPENERS & words_of("""
adresse adresser amener appeler appelez apporter apportez arriver bureau contact
contacter contactez consulter heure heures horaire horaires info infos jury jurys lieu loge mail
maximum muni munie munies munir munis munissez presence presenter presenterez presenteront
presentez prevenez prevenir prevoir prevoyez rapprocher renseignement renseignements tel telephone
venez voir
""")  # fmt: skip

# Nouns that say what is held on a day: « 26 mars : commission », « tests le 12 mars ».
OCCASIONS = words_of("""
boisson boissons cafe collation encas gouter rafraichissement rafraichissements
atelier ateliers bilan bilans commission commissions depart departs enquete equipe equipes
evaluation evaluations formation intervention journee journees parcours passage permanence
permanences photo photos positionnement preparation projet projets questionnaire rattrapage rattrapages reception
receptions recrutement recrutements regroupement regroupements remise rencontre rencontres selection
test tests validation
""")  # fmt: skip
OTHER_PUPILS = words_of("terminale terminales premieres secondes internes")

# A programme is named from these words up to the next sign: « CAP ébéniste : 12 mars ».
PROGRAMMES = words_of("""
2de 2des 2nde bac baccalaureat bacs bep bts cap capa famille filiere mention option premiere prepa
seconde secondes segpa specialite terminale ulis
""")  # fmt: skip

# The capitalised words that follow these are names: « Mme Diallo », « lycée Jean Moulin ».
TITLES = words_of("""
allee amphi amphitheatre annexe arret av avenue bat batiment bd boulevard bus campus cfa chemin
coll college colleges contact docteur dr ecole erea gare gymnase hall impasse institut institution
internat lgt ligne lp lpo lt lyc lycee lycees m madame mairie maitre mesdames messieurs metro mfr
mlle mm mme mmes monsieur mr place professeur proviseur quai residence rue salle site square
station tel tram ufa
""")  # fmt: skip
