package text

import (
	"strings"

	"golang.org/x/text/language"
)

// Country returns the code of a country (ISO 3166-1 alpha-2, upper case) that
// is given by its code of two or three letters or by its English name, and ""
// for everything else: a continent, a city, "anywhere".
func Country(s string) string {
	s = strings.ToLower(Line(Cut(s, maxLine)))
	if len(s) == 2 || len(s) == 3 {
		if region, err := language.ParseRegion(s); err == nil && region.IsCountry() {
			return region.Canonicalize().String()
		}
	}
	if s == "" || strings.ContainsAny(s, "|=") {
		return ""
	}
	_, after, found := strings.Cut(countries, "|"+s+"=")
	if !found {
		return ""
	}
	return after[:2]
}

// countries are the English names of the countries, and other names
// in use, with their codes.
const countries = "" +
	"|afghanistan=AF|albania=AL|algeria=DZ|american samoa=AS|andorra=AD|angola=AO|anguilla=AI|antarctica=AQ|" +
	"|antigua & barbuda=AG|argentina=AR|armenia=AM|aruba=AW|ascension island=AC|australia=AU|austria=AT|azerbaijan=AZ|" +
	"|bahamas=BS|bahrain=BH|bangladesh=BD|barbados=BB|belarus=BY|belgium=BE|belize=BZ|benin=BJ|bermuda=BM|bhutan=BT|" +
	"|bolivia=BO|bosnia & herzegovina=BA|botswana=BW|bouvet island=BV|brazil=BR|british indian ocean territory=IO|" +
	"|british virgin islands=VG|brunei=BN|bulgaria=BG|burkina faso=BF|burundi=BI|cambodia=KH|cameroon=CM|canada=CA|" +
	"|canary islands=IC|cape verde=CV|caribbean netherlands=BQ|cayman islands=KY|central african republic=CF|" +
	"|ceuta & melilla=EA|chad=TD|chile=CL|china=CN|christmas island=CX|clipperton island=CP|cocos (keeling) islands=CC|" +
	"|colombia=CO|comoros=KM|congo - brazzaville=CG|congo - kinshasa=CD|cook islands=CK|costa rica=CR|croatia=HR|cuba=CU|" +
	"|curaçao=CW|cyprus=CY|czech republic=CZ|czechia=CZ|côte d’ivoire=CI|denmark=DK|diego garcia=DG|djibouti=DJ|" +
	"|dominica=DM|dominican republic=DO|ecuador=EC|egypt=EG|el salvador=SV|equatorial guinea=GQ|eritrea=ER|estonia=EE|" +
	"|ethiopia=ET|eurozone=EZ|falkland islands=FK|faroe islands=FO|fiji=FJ|finland=FI|france, metropolitan=FR|france=FR|" +
	"|french guiana=GF|french polynesia=PF|french southern territories=TF|gabon=GA|gambia=GM|georgia=GE|germany=DE|ghana=GH|" +
	"|gibraltar=GI|great britain=GB|greece=GR|greenland=GL|grenada=GD|guadeloupe=GP|guam=GU|guatemala=GT|guernsey=GG|" +
	"|guinea-bissau=GW|guinea=GN|guyana=GY|haiti=HT|heard & mcdonald islands=HM|honduras=HN|hong kong sar china=HK|" +
	"|hong kong=HK|hungary=HU|iceland=IS|india=IN|indonesia=ID|iran=IR|iraq=IQ|ireland=IE|isle of man=IM|israel=IL|italy=IT|" +
	"|ivory coast=CI|jamaica=JM|japan=JP|jersey=JE|jordan=JO|kazakhstan=KZ|kenya=KE|kiribati=KI|korea, republic of=KR|" +
	"|kosovo=XK|kuwait=KW|kyrgyzstan=KG|laos=LA|latvia=LV|lebanon=LB|lesotho=LS|liberia=LR|libya=LY|liechtenstein=LI|" +
	"|lithuania=LT|luxembourg=LU|macau sar china=MO|macedonia=MK|madagascar=MG|malawi=MW|malaysia=MY|maldives=MV|mali=ML|" +
	"|malta=MT|marshall islands=MH|martinique=MQ|mauritania=MR|mauritius=MU|mayotte=YT|mexico=MX|micronesia=FM|moldova=MD|" +
	"|monaco=MC|mongolia=MN|montenegro=ME|montserrat=MS|morocco=MA|mozambique=MZ|myanmar (burma)=MM|namibia=NA|nauru=NR|" +
	"|nepal=NP|netherlands=NL|new caledonia=NC|new zealand=NZ|nicaragua=NI|niger=NE|nigeria=NG|niue=NU|norfolk island=NF|" +
	"|north korea=KP|northern mariana islands=MP|norway=NO|oman=OM|pakistan=PK|palau=PW|palestinian territories=PS|panama=PA|" +
	"|papua new guinea=PG|paraguay=PY|peru=PE|philippines=PH|pitcairn islands=PN|poland=PL|portugal=PT|puerto rico=PR|" +
	"|qatar=QA|romania=RO|russia=RU|russian federation=RU|rwanda=RW|réunion=RE|samoa=WS|san marino=SM|saudi arabia=SA|" +
	"|senegal=SN|serbia=RS|seychelles=SC|sierra leone=SL|singapore=SG|sint maarten=SX|slovakia=SK|slovenia=SI|" +
	"|solomon islands=SB|somalia=SO|south africa=ZA|south georgia & south sandwich islands=GS|south korea=KR|south sudan=SS|" +
	"|spain=ES|sri lanka=LK|st. barthélemy=BL|st. helena=SH|st. kitts & nevis=KN|st. lucia=LC|st. martin=MF|" +
	"|st. pierre & miquelon=PM|st. vincent & grenadines=VC|sudan=SD|suriname=SR|svalbard & jan mayen=SJ|swaziland=SZ|" +
	"|sweden=SE|switzerland=CH|syria=SY|são tomé & príncipe=ST|taiwan=TW|tajikistan=TJ|tanzania=TZ|thailand=TH|" +
	"|the netherlands=NL|timor-leste=TL|togo=TG|tokelau=TK|tonga=TO|trinidad & tobago=TT|tristan da cunha=TA|tunisia=TN|" +
	"|turkey=TR|turkmenistan=TM|turks & caicos islands=TC|tuvalu=TV|u.k.=GB|u.s. outlying islands=UM|u.s. virgin islands=VI|" +
	"|u.s.=US|u.s.a.=US|u.s.a=US|uganda=UG|ukraine=UA|united arab emirates=AE|united kingdom=GB|united nations=UN|" +
	"|united states of america=US|united states=US|uruguay=UY|uzbekistan=UZ|vanuatu=VU|vatican city=VA|venezuela=VE|" +
	"|viet nam=VN|vietnam=VN|wallis & futuna=WF|western sahara=EH|yemen=YE|zambia=ZM|zimbabwe=ZW|åland islands=AX|"
