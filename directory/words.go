package directory

// wordClass says what a word tells about a company.
type wordClass int

const (
	// classDistinctive is a word that tells one company from another.
	classDistinctive wordClass = iota
	// classGeneric is a word that companies put behind their names and leave
	// out again.
	classGeneric
	// classCategory is a word that says what the company does. It is never
	// left out, but does not make a name alone.
	classCategory
	// classCommon is an adjective that many companies begin with.
	classCommon
	// classPlace is a country or a region of the world.
	classPlace
	// classStop is a word without a meaning of its own.
	classStop
)

// wordClasses are the words that are not distinctive, folded. The lists are
// ours; TestMeasure says how well they do.
var wordClasses = map[string]wordClass{
	"technologies": classGeneric, "technology": classGeneric, "software": classGeneric, "solutions": classGeneric,
	"solution": classGeneric, "services": classGeneric, "service": classGeneric, "systems": classGeneric,
	"system": classGeneric, "group": classGeneric, "groups": classGeneric, "holdings": classGeneric,
	"holding": classGeneric, "international": classGeneric, "internationale": classGeneric,
	"internacional": classGeneric, "global": classGeneric, "worldwide": classGeneric, "labs": classGeneric,
	"lab": classGeneric, "laboratories": classGeneric, "industries": classGeneric, "industry": classGeneric,
	"enterprises": classGeneric, "enterprise": classGeneric, "platforms": classGeneric, "headquarters": classGeneric,
	"hq": classGeneric, "careers": classGeneric, "corporate": classGeneric, "gruppe": classGeneric,
	"groupe": classGeneric, "grupo": classGeneric, "gruppo": classGeneric, "grupa": classGeneric,
	"skupina": classGeneric, "concern": classGeneric, "konzern": classGeneric, "koncern": classGeneric,
	"beteiligungen": classGeneric, "beteiligungs": classGeneric, "technologie": classGeneric,
	"technologien": classGeneric, "tecnologia": classGeneric, "tecnologias": classGeneric, "tecnologie": classGeneric,
	"losungen": classGeneric, "soluciones": classGeneric, "solucoes": classGeneric, "soluzioni": classGeneric,
	"servicios": classGeneric, "servicos": classGeneric, "servizi": classGeneric, "dienstleistungen": classGeneric,
	"systemes": classGeneric, "sistemas": classGeneric, "sistemi": classGeneric, "industrie": classGeneric,
	"industrien": classGeneric, "reit": classGeneric, "beheer": classGeneric, "holdco": classGeneric, "industrias": classGeneric, "com": classGeneric,

	"the": classStop, "of": classStop, "and": classStop, "de": classStop, "des": classStop, "du": classStop,
	"da": classStop, "do": classStop, "dos": classStop, "la": classStop, "le": classStop, "les": classStop,
	"el": classStop, "los": classStop, "las": classStop, "der": classStop, "die": classStop, "das": classStop,
	"van": classStop, "von": classStop, "for": classStop, "und": classStop, "et": classStop, "y": classStop,
	"e": classStop, "og": classStop,

	"usa": classPlace, "us": classPlace, "uk": classPlace, "gb": classPlace, "eu": classPlace, "uae": classPlace,
	"emea": classPlace, "apac": classPlace, "latam": classPlace, "dach": classPlace, "benelux": classPlace,
	"america": classPlace, "americas": classPlace, "europe": classPlace, "europa": classPlace, "asia": classPlace,
	"africa": classPlace, "oceania": classPlace, "nordic": classPlace, "nordics": classPlace, "iberia": classPlace,
	"germany": classPlace, "deutschland": classPlace, "france": classPlace, "spain": classPlace, "espana": classPlace,
	"italy": classPlace, "italia": classPlace, "austria": classPlace, "osterreich": classPlace,
	"switzerland": classPlace, "schweiz": classPlace, "suisse": classPlace, "svizzera": classPlace,
	"netherlands": classPlace, "nederland": classPlace, "holland": classPlace, "belgium": classPlace,
	"belgie": classPlace, "belgique": classPlace, "luxembourg": classPlace, "poland": classPlace, "polska": classPlace,
	"czechia": classPlace, "cesko": classPlace, "slovakia": classPlace, "slovensko": classPlace, "romania": classPlace,
	"hungary": classPlace, "magyarorszag": classPlace, "bulgaria": classPlace, "croatia": classPlace,
	"hrvatska": classPlace, "serbia": classPlace, "srbija": classPlace, "slovenia": classPlace, "slovenija": classPlace,
	"greece": classPlace, "hellas": classPlace, "sweden": classPlace, "sverige": classPlace, "norway": classPlace,
	"norge": classPlace, "denmark": classPlace, "danmark": classPlace, "finland": classPlace, "suomi": classPlace,
	"iceland": classPlace, "estonia": classPlace, "latvia": classPlace, "lithuania": classPlace, "ireland": classPlace,
	"scotland": classPlace, "wales": classPlace, "england": classPlace, "britain": classPlace, "portugal": classPlace,
	"turkey": classPlace, "turkiye": classPlace, "ukraine": classPlace, "russia": classPlace, "kazakhstan": classPlace,
	"israel": classPlace, "egypt": classPlace, "morocco": classPlace, "nigeria": classPlace, "kenya": classPlace,
	"ghana": classPlace, "india": classPlace, "pakistan": classPlace, "bangladesh": classPlace, "china": classPlace,
	"japan": classPlace, "korea": classPlace, "taiwan": classPlace, "singapore": classPlace, "malaysia": classPlace,
	"indonesia": classPlace, "philippines": classPlace, "thailand": classPlace, "vietnam": classPlace,
	"australia": classPlace, "canada": classPlace, "mexico": classPlace, "brasil": classPlace, "brazil": classPlace,
	"argentina": classPlace, "chile": classPlace, "colombia": classPlace, "peru": classPlace, "uruguay": classPlace,
	"ecuador": classPlace, "panama": classPlace, "qatar": classPlace, "kuwait": classPlace, "bahrain": classPlace,
	"oman": classPlace, "cayman": classPlace, "bermuda": classPlace,

	"bank": classCategory, "banking": classCategory, "banco": classCategory, "banque": classCategory,
	"bancorp": classCategory, "bancshares": classCategory, "food": classCategory, "foods": classCategory,
	"airlines": classCategory, "airline": classCategory, "airways": classCategory, "air": classCategory,
	"lines": classCategory, "energy": classCategory, "insurance": classCategory, "assurance": classCategory,
	"health": classCategory, "healthcare": classCategory, "university": classCategory, "universitat": classCategory,
	"universite": classCategory, "universidad": classCategory, "universita": classCategory, "college": classCategory,
	"school": classCategory, "schools": classCategory, "academy": classCategory, "hospital": classCategory,
	"hospitals": classCategory, "clinic": classCategory, "capital": classCategory, "partners": classCategory,
	"ventures": classCategory, "venture": classCategory, "financial": classCategory, "finance": classCategory,
	"media": classCategory, "motors": classCategory, "motor": classCategory, "automotive": classCategory,
	"auto": classCategory, "pharma": classCategory, "pharmaceuticals": classCategory, "pharmaceutical": classCategory,
	"therapeutics": classCategory, "biosciences": classCategory, "sciences": classCategory, "science": classCategory,
	"oil": classCategory, "gas": classCategory, "power": classCategory, "water": classCategory,
	"electric": classCategory, "electronics": classCategory, "electrical": classCategory, "telecom": classCategory,
	"telecommunications": classCategory, "mobile": classCategory, "wireless": classCategory, "networks": classCategory,
	"network": classCategory, "communications": classCategory, "communication": classCategory,
	"entertainment": classCategory, "games": classCategory, "gaming": classCategory, "studio": classCategory,
	"studios": classCategory, "pictures": classCategory, "sports": classCategory, "retail": classCategory,
	"stores": classCategory, "store": classCategory, "hotel": classCategory, "hotels": classCategory,
	"resorts": classCategory, "realty": classCategory, "properties": classCategory, "property": classCategory,
	"estate": classCategory, "real": classCategory, "land": classCategory, "construction": classCategory,
	"engineering": classCategory, "logistics": classCategory, "transport": classCategory,
	"transportation": classCategory, "shipping": classCategory, "trading": classCategory, "trade": classCategory,
	"foundation": classCategory, "institute": classCategory, "association": classCategory, "society": classCategory,
	"council": classCategory, "city": classCategory, "county": classCategory, "state": classCategory,
	"department": classCategory, "ministry": classCategory, "government": classCategory, "agency": classCategory,
	"press": classCategory, "news": classCategory, "times": classCategory, "radio": classCategory,
	"television": classCategory, "tv": classCategory, "music": classCategory, "film": classCategory,
	"design": classCategory, "marketing": classCategory, "advertising": classCategory, "consulting": classCategory,
	"consultants": classCategory, "consultancy": classCategory, "staffing": classCategory, "recruitment": classCategory,
	"recruiting": classCategory, "talent": classCategory, "legal": classCategory, "law": classCategory,
	"medical": classCategory, "dental": classCategory, "care": classCategory, "robotics": classCategory,
	"ai": classCategory, "data": classCategory, "cloud": classCategory, "security": classCategory,
	"cyber": classCategory, "mining": classCategory, "resources": classCategory, "metals": classCategory,
	"steel": classCategory, "chemicals": classCategory, "chemical": classCategory, "materials": classCategory,
	"plastics": classCategory, "paper": classCategory, "packaging": classCategory, "products": classCategory,
	"brands": classCategory, "manufacturing": classCategory, "investment": classCategory, "investments": classCategory,
	"investors": classCategory, "asset": classCategory, "assets": classCategory, "management": classCategory,
	"advisors": classCategory, "advisory": classCategory, "wealth": classCategory, "trust": classCategory,
	"fund": classCategory, "funds": classCategory, "credit": classCategory, "equity": classCategory,
	"income": classCategory, "acquisition": classCategory, "research": classCategory, "development": classCategory,
	"training": classCategory, "education": classCategory, "learning": classCategory, "travel": classCategory,
	"restaurants": classCategory, "coffee": classCategory, "beer": classCategory, "wine": classCategory,
	"fashion": classCategory, "beauty": classCategory, "cosmetics": classCategory, "apparel": classCategory,
	"furniture": classCategory, "analytics": classCategory, "intelligence": classCategory, "interactive": classCategory,
	"innovations": classCategory, "innovation": classCategory, "church": classCategory, "temple": classCategory,
	"museum": classCategory, "theatre": classCategory, "theater": classCategory, "center": classCategory,
	"centre": classCategory, "club": classCategory, "league": classCategory, "team": classCategory,
	"union": classCategory, "party": classCategory, "court": classCategory, "office": classCategory,
	"police": classCategory, "army": classCategory, "navy": classCategory, "post": classCategory, "mail": classCategory,
	"express": classCategory, "homes": classCategory, "house": classCategory, "building": classCategory,
	"infrastructure": classCategory, "environmental": classCategory, "solar": classCategory, "wind": classCategory,
	"nuclear": classCategory, "aerospace": classCategory, "aviation": classCategory, "defense": classCategory,
	"defence": classCategory, "semiconductor": classCategory, "semiconductors": classCategory,
	"instruments": classCategory, "devices": classCategory, "tools": classCategory, "machines": classCategory,
	"machinery": classCategory, "equipment": classCategory, "supply": classCategory, "distribution": classCategory,
	"payments": classCategory, "pay": classCategory, "exchange": classCategory, "markets": classCategory,
	"market": classCategory, "street": classCategory, "associates": classCategory, "brothers": classCategory,
	"sons": classCategory, "company": classCategory, "shop": classCategory, "digital": classCategory,
	"engineers": classCategory, "architects": classCategory,

	"american": classCommon, "national": classCommon, "general": classCommon, "united": classCommon,
	"first": classCommon, "advanced": classCommon, "standard": classCommon, "universal": classCommon,
	"premier": classCommon, "modern": classCommon, "new": classCommon, "great": classCommon, "royal": classCommon,
	"best": classCommon, "smart": classCommon, "creative": classCommon, "world": classCommon, "one": classCommon,
	"pacific": classCommon, "atlantic": classCommon, "northern": classCommon, "southern": classCommon,
	"eastern": classCommon, "western": classCommon, "central": classCommon, "north": classCommon, "south": classCommon,
	"east": classCommon, "west": classCommon, "european": classCommon, "british": classCommon, "german": classCommon,
	"french": classCommon, "asian": classCommon, "african": classCommon, "federal": classCommon, "public": classCommon,
	"community": classCommon, "professional": classCommon, "private": classCommon, "integrated": classCommon,
	"applied": classCommon, "strategic": classCommon, "dynamic": classCommon, "innovative": classCommon,
	"independent": classCommon, "total": classCommon, "prime": classCommon, "elite": classCommon, "alpha": classCommon,
	"star": classCommon, "allied": classCommon, "associated": classCommon, "consolidated": classCommon,
	"virtual": classCommon, "online": classCommon, "quality": classCommon, "business": classCommon,
	"human": classCommon, "people": classCommon, "life": classCommon, "home": classCommon, "family": classCommon,
	"green": classCommon, "blue": classCommon, "red": classCommon, "black": classCommon, "white": classCommon,
	"golden": classCommon,
}

// placePairs are places of two words and more, folded, with a space between.
var placePairs = map[string]bool{
	"new zealand": true, "hong kong": true, "south africa": true, "north america": true, "south america": true,
	"latin america": true, "central america": true, "middle east": true, "saudi arabia": true, "united states": true,
	"united kingdom": true, "great britain": true, "south korea": true, "czech republic": true, "asia pacific": true,
	"cayman islands": true, "costa rica": true, "sri lanka": true, "puerto rico": true, "united arab emirates": true, "der schweiz": true,
}
