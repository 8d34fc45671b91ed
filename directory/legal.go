package directory

// The kinds of legal forms in legalForms.
const (
	formAlways = 1 << iota // at the end of a name, however it is written
	formDotted             // at the end, but only with dots: "S.p.A." and not "Spa"
	formFirst              // at the beginning too
)

// legalForms are legal forms of companies and their abbreviations, folded and
// written together: plain facts after ISO 20275 (entity legal forms) and
// common use. What is an everyday word as well counts with dots only.
var legalForms = map[string]int{
	"inc": formAlways, "incorporated": formAlways, "incorporation": formAlways, "corp": formAlways,
	"corporation": formAlways, "co": formAlways, "company": formAlways, "companies": formAlways, "llc": formAlways,
	"lllp": formAlways, "llp": formAlways, "lp": formAlways, "ltd": formAlways, "limited": formAlways,
	"plc": formAlways, "pllc": formAlways, "unltd": formAlways, "unlimited": formAlways, "ulc": formAlways,
	"dac": formAlways, "clg": formAlways, "ltda": formAlways, "ltee": formAlways, "limitee": formAlways,
	"cia": formAlways, "incorporee": formAlways, "lda": formAlways, "unipessoal": formAlways,
	"unipessoallda": formAlways, "sgps": formAlways, "eireli": formAlways, "gmbh": formAlways, "ggmbh": formAlways,
	"mbh": formAlways, "gesmbh": formAlways, "gmbhcokg": formAlways, "gmbhcokgaa": formAlways, "gmbhcoohg": formAlways,
	"agcokg": formAlways, "agcokgaa": formAlways, "ugcokg": formAlways, "secokg": formAlways, "secokgaa": formAlways,
	"ag": formAlways, "gag": formAlways, "kg": formAlways, "kgaa": formAlways, "ohg": formAlways, "gbr": formAlways,
	"ug": formAlways, "haftungsbeschrankt": formAlways, "ughaftungsbeschrankt": formAlways, "partg": formAlways,
	"partgmbb": formAlways, "partmbb": formAlways, "aktiengesellschaft": formAlways,
	"kommanditgesellschaft": formAlways, "se": formAlways, "sa": formAlways, "sas": formAlways, "sasu": formAlways,
	"sarl": formAlways, "eurl": formAlways, "snc": formAlways, "sca": formAlways, "scop": formAlways,
	"scrl": formAlways, "societeanonyme": formAlways, "sasdecv": formAlways, "sadecv": formAlways,
	"sabdecv": formAlways, "sapidecv": formAlways, "sapibdecv": formAlways, "sderldecv": formAlways,
	"sderl": formAlways, "sdecv": formAlways, "derldecv": formAlways, "decv": formAlways, "sab": formAlways,
	"sapi": formAlways, "sociedadanonima": formAlways, "sociedadlimitada": formAlways, "sl": formAlways,
	"slu": formAlways, "sll": formAlways, "slne": formAlways, "sau": formAlways, "slp": formAlways, "nv": formAlways,
	"bv": formAlways, "vof": formAlways, "cvba": formAlways, "bvba": formAlways, "sprl": formAlways, "asbl": formAlways,
	"vzw": formAlways, "naamlozevennootschap": formAlways, "beslotenvennootschap": formAlways,
	"limitedpartnership": formAlways, "limitedliabilitycompany": formAlways, "publiclimitedcompany": formAlways,
	"publicltdco": formAlways, "srl": formAlways, "srls": formAlways, "societaperazioni": formAlways, "oy": formAlways,
	"oyj": formAlways, "oyab": formAlways, "abp": formAlways, "aktiebolag": formAlways, "as": formAlways,
	"asa": formAlways, "aps": formAlways, "amba": formAlways, "aktieselskab": formAlways, "osakeyhtio": formAlways,
	"hf": formAlways, "ehf": formAlways, "slhf": formAlways, "ou": formAlways, "kft": formAlways, "zrt": formAlways,
	"nyrt": formAlways, "kkt": formAlways, "doo": formAlways, "jdoo": formAlways, "eood": formAlways, "ood": formAlways,
	"sro": formAlways, "spolsro": formAlways, "spzoo": formAlways, "spzoospk": formAlways, "spzoosk": formAlways,
	"spolkazoo": formAlways, "spk": formAlways, "spj": formAlways, "spka": formAlways, "spp": formAlways,
	"sdnbhd": formAlways, "bhd": formAlways, "ptyltd": formAlways, "ptylimited": formAlways, "pty": formAlways,
	"pte": formAlways, "pteltd": formAlways, "ptelimited": formAlways, "pvt": formAlways, "pvtltd": formAlways,
	"pvtlimited": formAlways, "private": formAlways, "privatelimited": formAlways, "privateltd": formAlways,
	"proprietary": formAlways, "proprietarylimited": formAlways, "kk": formAlways, "kabushikikaisha": formAlways,
	"godokaisha": formAlways, "coltd": formAlways, "tbk": formAlways, "llcfz": formAlways, "fzllc": formAlways,
	"fzco": formAlways, "fze": formAlways, "dmcc": formAlways, "wll": formAlways, "saog": formAlways,
	"saoc": formAlways, "sti": formAlways, "ltdsti": formAlways, "limitedsirketi": formAlways,
	"anonimsirketi": formAlways, "pbc": formAlways, "sicav": formAlways, "sarls": formAlways, "scsp": formAlways,
	"nationalassociation": formAlways, "тзов": formAlways, "чао": formAlways, "прат": formAlways, "пат": formAlways,
	"еоод": formAlways, "оод": formAlways, "αε": formAlways, "ικε": formAlways, "επε": formAlways, "шпк": formAlways,
	"дооел": formAlways, "בעמ": formAlways, "ذمم": formAlways, "شمم": formAlways, "شمع": formAlways, "شمل": formAlways,

	"ad": formDotted, "ans": formDotted, "ba": formDotted, "bt": formDotted, "cc": formDotted, "cic": formDotted,
	"cv": formDotted, "da": formDotted, "dd": formDotted, "eg": formDotted, "ek": formDotted, "ev": formDotted,
	"ep": formDotted, "fmba": formDotted, "gk": formDotted, "hb": formDotted, "ik": formDotted, "is": formDotted,
	"kb": formDotted, "kd": formDotted, "ks": formDotted, "lc": formDotted, "mb": formDotted, "na": formDotted,
	"pa": formDotted, "pc": formDotted, "psc": formDotted, "rt": formDotted, "sc": formDotted, "sd": formDotted,
	"smba": formDotted, "spa": formDotted, "uc": formDotted, "vos": formDotted, "ae": formDotted, "epe": formDotted,
	"ike": formDotted, "og": formDotted, "eu": formDotted,

	"ab": formAlways | formFirst, "uab": formAlways | formFirst, "sia": formAlways | formFirst,
	"jsc": formAlways | formFirst, "pjsc": formAlways | formFirst, "ojsc": formAlways | formFirst,
	"cjsc": formAlways | formFirst, "jointstockcompany": formAlways | formFirst,
	"publicjointstockcompany": formAlways | formFirst, "ooo": formAlways | formFirst, "oao": formAlways | formFirst,
	"zao": formAlways | formFirst, "pao": formAlways | formFirst, "ооо": formAlways | formFirst,
	"оао": formAlways | formFirst, "зао": formAlways | formFirst, "пао": formAlways | formFirst,
	"тоо": formAlways | formFirst, "тов": formAlways | formFirst,

	"pt": formDotted | formFirst,

	"firma": formFirst, "ао": formFirst, "зат": formFirst, "ат": formFirst, "ип": formFirst,
}

// affixForms are legal forms that are written without a space before or behind
// the name.
var affixForms = []string{"株式会社", "有限会社", "合同会社", "合資会社", "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "주식회사", "유한회사", "유한책임회사"}
