"""What is known by name: communes of the académie, words of fields of training.

A witness beside others: a column of communes is a commune's whatever stands over it, and a commune
that is not here takes nothing from it.
"""

import re

# Communes of 77, 93 and 94 that have a school, and the large ones around.
_TOWNS_SAID = (
    "ablon-sur-seine alfortville antony arcueil argenteuil athis-mons aubervilliers aulnay-sous-bois "
    "avon bagnolet bailly-romainvilliers bobigny boissise-le-roi boissy-saint-leger bondy "
    "bonneuil-sur-marne bray-sur-seine brie-comte-robert brou-sur-chantereine brunoy bry-sur-marne "
    "bussy-saint-georges cachan cergy cesson champagne-sur-seine champigny-sur-marne champs-sur-marne "
    "charenton-le-pont chateau-landon chelles chennevieres-sur-marne chessy chevilly-larue "
    "choisy-le-roi claye-souilly clichy-sous-bois combs-la-ville congis-sur-therouanne coubert "
    "coubron coulommiers courtry crecy-la-chapelle creteil crouy-sur-ourcq dammarie-les-lys dammartin "
    "dammartin-en-goele donnemarie-dontilly drancy dugny emerainville epinay-sur-seine esbly evry "
    "faremoutiers fontainebleau fontenay-sous-bois fontenay-tresigny fresnes gagny gentilly gif "
    "gonesse gournay-sur-marne gretz-armainvilliers ivry-sur-seine joinville-le-pont jouarre juilly "
    "l-hay-les-roses l-ile-saint-denis la-courneuve la-ferte-gaucher la-ferte-sous-jouarre "
    "la-queue-en-brie la-rochette lagny-sur-marne le-blanc-mesnil le-bourget le-chatelet-en-brie "
    "le-kremlin-bicetre le-mee le-mee-sur-seine le-perreux-sur-marne le-pin le-plessis-trevise "
    "le-pre-saint-gervais le-raincy les-lilas les-pavillons-sous-bois lesigny lieusaint "
    "limeil-brevannes livry-gargan lizy-sur-ourcq lognes longperrier lorrez-le-bocage magny-le-hongre "
    "maisons-alfort mandres-les-roses marne-la-vallee massy meaux melun mitry-mory moissy-cramayel "
    "montereau montereau-fault-yonne montevrain montfermeil montreuil moret-loing-et-orvanne "
    "moret-sur-loing mormant nandy nangis nanterre nanteuil-les-meaux nemours neuilly-plaisance "
    "neuilly-sur-marne nogent-sur-marne noiseau noisiel noisy-le-grand noisy-le-sec orly "
    "ormesson-sur-marne othis ozoir-la-ferriere pantin paris perigny perthes pierrefitte-sur-seine "
    "pontault-combault provins quincy-voisins rebais roissy-en-brie romainville rosny-sous-bois "
    "rozay-en-brie rungis saint-denis saint-fargeau-ponthierry saint-mammes saint-mande "
    "saint-maur-des-fosses saint-maurice saint-ouen saint-ouen-sur-seine saint-pathus saint-soupplets "
    "saint-thibault-des-vignes santeny sarcelles savigny-le-temple serris sevran souppes-sur-loing "
    "stains sucy-en-brie surville thiais thorigny-sur-marne torcy tournan-en-brie tremblay-en-france "
    "vaires-sur-marne valenton varennes-sur-seine vaujours vaux-le-penil verneuil-l-etang "
    "vert-saint-denis villecresnes villejuif villemomble villeneuve-la-garenne villeneuve-le-roi "
    "villeneuve-saint-georges villeneuve-sur-bellot villeparisis villepinte villetaneuse villevaude "
    "villiers-sur-marne vincennes vitry-sur-seine"
)
# Every word of « métiers du bâtiment », « santé social »; a programme says more than these.
_FIELD_SAID = (
    "a accueil administration aeronautique agricole agriculture agroalimentaire alimentaire "
    "alimentation amenagement animal animation animaux appliques art artisanat arts assistance au "
    "audiovisuel auto automobile aux bati batiment beaute bien-etre bio bois boulangerie btp champ "
    "chaudronnerie chimie client coiffure commerce communication construction creation cuir culture d "
    "de des design designe distribution domaine du eau electricite electronique electrotechnique en "
    "energetique energie enfance entretien environnement espaces esthetique et famille familles "
    "finition fluide froid genie gestion graphique graphiques habillement horticulture hotellerie "
    "hygiene image industrie industriel industrielle industries informatique l la laboratoire le les "
    "livre logistique maintenance marketing materiaux matiere mecanique metal metallerie metaux "
    "metier metiers mode moteur multimedia nature naturel naturels numerique optique ouvrage "
    "patrimoine paysage personne personnes petite plastique plasturgie pole procedes process "
    "production proprete public publicite publics qualite relation reseaux restauration sanitaire "
    "sante secteur securite service services social soin soins spectacle structures surete systeme "
    "systemes technologies tertiaire textile topographie tourisme transition transport transports "
    "travaux usinage vehicule vehicules vente verre verts vivant"
)
# How the label of a programme begins, its diploma apart: whom or what it trains for.
_TRADES_SAID = (
    "accompagnant accompagnement agent aide animation artisanat assistant boucher boulanger "
    "carreleur carrossier charcutier charpentier chaudronnier chocolatier coiffeur coiffure "
    "commercialisation conducteur constructeur cordonnier couturier couvreur cuisine cuisinier ebeniste "
    "electricien employe equipier esthetique fleuriste horticulteur installateur interventions "
    "jardinier macon maintenance maroquinier mecanicien menuisier metallier metiers monteur operateur "
    "palefrenier patissier paysagiste peintre plombier poissonnier production realisation reparation "
    "serrurier serveur soudeur staffeur tapissier technicien tourneur vendeur"
)
_TOWNS, _FIELD = frozenset(_TOWNS_SAID.split()), frozenset(_FIELD_SAID.split())
_DEPARTMENTS_SAID = (
    "ain aisne allier ardeche ardennes ariege aube aude aveyron calvados cantal charente cher correze "
    "creuse dordogne doubs drome eure finistere gard gers gironde herault indre isere jura landes loire "
    "loiret lot lozere manche marne mayenne meuse morbihan moselle nievre nord oise orne paris rhone "
    "sarthe savoie somme tarn var vaucluse vendee vienne vosges yonne essonne yvelines guadeloupe "
    "martinique guyane mayotte reunion alpes-de-haute-provence hautes-alpes alpes-maritimes "
    "bouches-du-rhone charente-maritime cote-d-or cotes-d-armor eure-et-loir haute-garonne "
    "ille-et-vilaine indre-et-loire loir-et-cher haute-loire loire-atlantique lot-et-garonne "
    "maine-et-loire haute-marne meurthe-et-moselle pas-de-calais puy-de-dome pyrenees-atlantiques "
    "hautes-pyrenees pyrenees-orientales bas-rhin haut-rhin haute-saone saone-et-loire haute-savoie "
    "seine-maritime deux-sevres tarn-et-garonne haute-vienne territoire-de-belfort hauts-de-seine "
    "seine-saint-denis seine-et-marne val-de-marne val-d-oise corse-du-sud haute-corse"
)
_DEPARTMENTS = frozenset(_DEPARTMENTS_SAID.split())
_TRADES = frozenset(word.removesuffix("s") for word in _TRADES_SAID.split())


def is_town(said: str) -> bool:
    """Tell a commune by its name, folded."""
    bare = re.sub(r"^(\d{5}|0?\d{2}) | \d{5}$| cedex( \d+)?$| 0?\d{2}$", "", said)
    return bare.replace(" ", "-") in _TOWNS


def is_department(said: str) -> bool:
    """Tell a département by its name, its number beside it or not: « 31 haute garonne »."""
    bare = re.sub(r"^0?(\d{2,3}|2[ab]) | 0?(\d{2,3}|2[ab])$", "", said)
    return bare.replace(" ", "-") in _DEPARTMENTS


def is_trade(said: str) -> bool:
    """Tell what a programme trains for, folded: « agent de securite », « metiers de la mode »."""
    return said.split(" ")[0].removesuffix("s") in _TRADES


def is_field(said: str) -> bool:
    """Tell a field of training, folded: « metiers du batiment », « sante social »."""
    words = said.split()
    return 0 < len(words) < 9 and _FIELD.issuperset(words) and any(len(w) > 3 for w in words)
