package news

import "strings"

// set makes a table of words.
func set(lists ...string) map[string]bool {
	words := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			words[strings.ReplaceAll(word, "_", " ")] = true
		}
	}
	return words
}

// heads are what a company is called before its name: "the edtech startup
// Northwharf". What stands before them is no part of the name.
var heads = set(`startup startups start-up start-ups scaleup scale-up unicorn giant giants maker makers company companies firm firms app retailer
	retailers platform provider producer developer manufacturer supplier operator specialist airline carrier automaker carmaker chipmaker chain
	brand lender insurer bank_holding browser agritech agtech foodtech cleantech martech femtech regtech wealthtech climatetech fintech edtech proptech insurtech healthtech legaltech adtech builder marketplace publisher broadcaster
	brewer drugmaker distributor contractor subsidiary owned based backed conglomerate co unit parent rival division bnpl vendor
	planemaker shipbuilder steelmaker utility miner jeweller jeweler grocer owner exchange studio broker brokerage decacorn consultancy
	agency maker's startup's arm affiliate competitor pioneer leader newcomer corporation clinic kitchen incubator solution spac d2c hrtech star rollup bootcamp assistant shop challenger privatised twins gig tool netzwerk unicornio exchange bank bound linked candidate innovator service friendly issuer aggregator neobank employer crypto_bank insurtech creator reseller
	behemoth heavyweight powerhouse titan juggernaut upstart wholesaler importer exporter roaster bakery dealer dealership homebuilder
	lessor financier refiner bookseller hotelier franchisee franchisor nonprofit non-profit automaker's telco telcos wallet
	webshop hyperscaler neobroker paytech medtech hardtech deeptech agri-food spinoff spin-off spinout firma idufirma empresa entreprise
	entreprenad foretag företag empresas unternehmen konzern hersteller anbieter plattform scaleups unicorns cleantechs kuluttajabrandi aerospace_company
	tech_company`)

// titles are what people are called: a name ends before them.
var titles = set(`ceo cfo coo cto cio cmo chro president chairman chairwoman chair chief boss founder co-founder cofounder director manager exec
	executive executives officer head spokesman spokeswoman spokesperson analyst analysts commissioner minister senator governor professor judge tycoon coach vice senior ceos`)

// plain are words that are no name by themselves and no part of one at its
// beginning or, in headlines, its end.
var plain = set(`tech technology technologies software hardware digital online mobile internet web cloud ai it crypto health healthcare medical biotech video meditation skincare apparel footwear furniture
	pharma food delivery gaming games game security cyber cybersecurity data media social streaming electric vehicle vehicles car cars auto truck trucking
	trucks travel hotel energy solar oil gas coal mining steel chip chips semiconductor memory computer pc phone telecom telecoms wireless broadband cable
	network networking real estate property housing construction investment investing banking financial finance payment payments insurance consulting
	influencer marketing advertising ad ads e-commerce ecommerce commerce e retail fashion luxury sports fitness wellness beauty home care
	education school learning language coding writing primary patient mental life science sciences space robotics robot drone scooter bike
	ride-hailing rideshare grocery meal kit quick-commerce logistics shipping freight supply
	industrial manufacturing machinery machine engineering consumer electronics electronic customer quality equipment maker device devices gps navigation
	major big top leading largest biggest global international national local regional independent struggling troubled ailing embattled bankrupt insolvent cash-strapped beleaguered
	former ex new old another more further latest second third first fresh exclusive article analysis update breaking report mayhem
	viral tv private public equity venture capital hedge fund funds group's plans plan team teams staff workers employees workforce jobs job
	mass massive several some many most all about around nearly almost over up dozens hundreds thousands quarter half corporate departments department levels level
	augmented aligned early late year years month months week weeks day days today yesterday tomorrow
	shares share stock stocks board plant plants factory factories office offices store stores shop shops site sites branch branches headquarters hq hub hubs warehouse warehouses centre center centres centers mill mills mine mines
	production operations operation line lines wholesale dial-up deal talks takeover merger bid bids acquisition buyout offer layoffs layoff lay-offs cuts cut union unions
	sources source owned based led backed listed quoted headquartered run plc's rivals rival industry sector market markets shareholders investors
	world's nation's country's world nation country city town state co-working sharing economy low-cost discount budget
	internet-based outsourcing staffing recruitment recruiting hr human resources people operations sales support product products services service
	professional enterprise business businesses small smb infrastructure platform platforms developers applications application content
	english british-based snacks designer homeware dairy beer wine tobacco cigar paper forest wood metal glass plastics chemicals chemical packaging
	units stakes hostile sweetened unsolicited tender cash rights assets technology rival tactical key
	banco personal mortgage credit card debit loan loans lending student tax legal law news newspaper magazine radio film movie music book print
	automotive smart virtual carbon removal augmented-reality vr ar open free direct general famed iconic popular beloved trendy hot mega once
	motorcycle motorcycles motorbike motorbikes bicycles ebike ebikes e-bike scooters bikes drones robots batteries renewable renewables vaping cannabis coffee vegan plant-based mattress mattresses eyewear jewelry jewellery shoes
	sneakers clothing garment textile textiles podcasts telehealth telemedicine blockchain self-driving driverless autonomous lidar headset headsets wearables appliance appliances restaurant restaurants rentals tourism hospitality payroll entire
	strategic voluntary sudden unexpected seasonal quarterly annual sweeping drastic`)

// peoples are nationalities and what else tells where a company is from.
var peoples = set(`american british english scottish welsh irish french german austrian swiss italian spanish portuguese dutch belgian danish swedish norwegian finnish
	finnish-swedish polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian israeli indian pakistani chinese japanese korean south-korean taiwanese vietnamese
	thai indonesian malaysian singaporean singapore-based australian canadian mexican brazilian chilean argentine colombian african nigerian kenyan egyptian ghanaian emirati
	saudi european asian nordic baltic estonian latvian lithuanian icelandic u.s us uk u.k eu swiss-based latin
	californian texan boston-area bay-area anglo-dutch silicon valley
	uks indonesias indias chinas turkeys germanys japans koreas brazils nigerias kenyas egypts singapores israels canadas britains americas europes africas australias irelands
	philippine filipino sri-lankan bangladeshi nepali burmese peruvian ecuadorian venezuelan bolivian uruguayan paraguayan costa-rican cuban jamaican
	moroccan tunisian algerian ethiopian ugandan rwandan tanzanian senegalese ivorian qatari kuwaiti jordanian lebanese iraqi iranian kazakh georgian
	armenian azerbaijani serbian croatian slovenian maltese cypriot luxembourgish scandinavian bavarian catalan flemish québécois quebec-based berliner
	münchner wiener zürcher seattle-based boston-based texas-based london-based berlin-based austin-based denver-based bengaluru-based
	bangalore-based nyc-based chicago-based brooklyn-based`)

// places are well-known places that are not companies.
var places = set(`us usa u.s u.s.a u.k uk eu america britain england scotland wales ireland france germany austria switzerland italy spain portugal netherlands holland belgium
	luxembourg denmark sweden norway finland iceland poland czechia slovakia hungary romania bulgaria greece turkey russia ukraine belarus estonia latvia
	lithuania croatia serbia slovenia israel india pakistan bangladesh china japan korea taiwan vietnam thailand indonesia malaysia singapore philippines australia canada mexico
	iraq iran afghanistan syria lebanon jordan yemen oman bahrain haiti cuba venezuela bolivia ecuador mozambique angola zimbabwe zambia uganda rwanda ethiopia sudan somalia algeria tunisia libya senegal kazakhstan georgia armenia azerbaijan nepal laos cambodia myanmar mongolia malta cyprus albania brazil chile argentina colombia peru uruguay africa nigeria kenya egypt ghana morocco dubai qatar europe asia
	california texas florida ohio oregon nevada arizona michigan illinois indiana georgia virginia tennessee kentucky alabama colorado utah washington
	minnesota wisconsin iowa kansas missouri nebraska oklahoma arkansas louisiana mississippi maine vermont massachusetts connecticut pennsylvania maryland delaware
	hawaii alaska idaho montana wyoming ontario quebec alberta london manchester birmingham leeds glasgow edinburgh belfast cardiff dublin
	paris berlin munich frankfurt hamburg vienna zurich geneva milan rome madrid barcelona lisbon amsterdam rotterdam brussels copenhagen stockholm oslo
	helsinki tampere oulu vantaa espoo warsaw prague bratislava budapest bucharest moscow kiev kyiv istanbul delhi mumbai bangalore bengaluru
	beijing shanghai shenzhen taipei tokyo seoul hanoi bangkok jakarta sydney melbourne toronto montreal vancouver ottawa boston chicago dallas houston austin
	seattle denver phoenix detroit atlanta miami philadelphia pittsburgh cincinnati cleveland milwaukee minneapolis saskatoon shenzen hyderabad chennai
	new_york los_angeles san_francisco san_diego san_jose las_vegas salt_lake_city hong_kong north_america latin_america south_america middle_east united_states
	united_kingdom south_korea new_jersey new_mexico new_hampshire north_carolina south_carolina west_virginia rhode_island south_africa new_zealand
	bay_area silicon_valley wall_street egyesült_államok magyarországon győr debrecen szeged miskolc pécs kecskemét nyíregyháza magyarország szlovákia románia ausztria németország`)

// breaks are words that no name has in it, whatever their first letter.
var breaks = set(`monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december
	am pm jan feb mar apr jun jul aug sept sep oct nov dec
	we you he she they they're it's its this that these those who what when where why how there here
	a an the in on at of for from by with to as and or but if after before while amid despite since during following under over about around into near not no yes like
	several all both each between every another other such only also even still then again
	dozens hundreds thousands millions nearly almost roughly
	according citing due because whether although though however meanwhile earlier last next previously recently yesterday today percent pct million billion mln bn mn
	az ez és egy de is nem már csak így több még mint hogy ezért itt ott akik jön nagy sok újabb ismét túl
	der die das ein eine und bei nach wegen mehr rund etwa le les un une des du et los las una por para`)

// nobody are words with a capital letter that are no employer by themselves.
var nobody = set(`mr mrs ms dr sir march may christmas easter
	reuters ap afp bloomberg cnbc wsj ft afx prnewswire
	congress senate parliament senators republicans democrats gop house pentagon kremlin government governor mayor minister ministers
	president court judge judges police army navy military nato un white biden trump bush obama clinton kerry blair putin sharon fed un
	chapter ip pc pcs tv ac dc rfid gps sms dvd voip crm erp led lcd hr pr dna iot vpn gsm cdma nft finns swedes germans russians americans britons covid covid-19 coronavirus pandemic brexit ai gdp ipo m&a ev evs q1 q2 q3 q4 eu mi it
	wall street dow nasdaq nyse ftse sensex
	christian muslim jewish catholic olympic olympics
	investors shareholders workers employees unions union staff analysts sources officials experts economists customers supporters temporary survey surge authorities regulators mon tue wed thu fri sat
	companies firms businesses employers startups banks retailers airlines automakers carmakers manufacturers groups executives
	more most many some now just late later early
	one two three four five six seven eight nine ten twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half
	top big new former local major mass massive
	eur usd gbp sek nok dkk huf euro euros dollar dollars pounds
	layoffs layoff redundancies job jobs cuts merger acquisition bankruptcy deal
	y el la`)

// verbs are words that end the subject of a sentence in a headline, where
// capital letters do not tell names.
var verbs = set(`is are was were be been being has have had will would may might could can should must does do did to
	says say said tells told announces announced announce announcing confirms confirmed confirm reports reported report plans planned planning intends intend expects expected expect
	starts started starting begins began beginning continues continue considers considering mulls mulling weighs weighing eyes eyeing prepares preparing readies set aims seeks seeking wants
	agrees agreed decides decided vows offers offered bids bidding proposes proposed makes make made making gets get got takes take took taking gives give gave
	cuts cut cutting slashes slash slashed slashing axes axe axed axing ax sheds shed shedding trims trim trimmed trimming reduces reduce reduced reducing eliminates eliminate eliminated eliminating
	scraps scrap scrapped drops drop dropped shrinks shrink lays lay laid laying fires fire fired firing dismisses dismissed lets let letting parts sacks sacked culls
	shuts shut shutting closes close closed closing shutters shuttered winds wind winding ceases cease ceased ends end ended halts halt halted pauses pause paused freezes freeze froze suspends
	buys buy bought buying acquires acquire acquired acquiring purchases purchase purchased snaps snapped swallows scoops lands merges merge merged merging combines combine combining joins join sells sell sold selling divests spins spin spun splits split splitting
	restructures restructure restructured restructuring reorganizes reorganises reorganized reorganised reorganizing reorganising aligns realigns overhauls revamps streamlines simplifies shifts shift
	names named naming appoints appointed appoint hires hired hire hiring taps tapped promotes promoted elects elected picks picked chooses resigns resigned quits quit steps stepped leaves left leaving exits exit departs ousts ousted replaces replaced retires
	moves moved move moving relocates relocated relocate relocating transfers opens opened open opening expands expanded expand expanding builds build built building adds add added creates create created creating invests invest invested launches launched launch
	files filed file filing collapses collapsed goes go went gone enters entered declares declared seeks faces facing hit hits hitting fails failed loses lost rises rose falls fell jumps jumped posts posted sees saw looks
	wins won shows holds held keeps kept brings brought warns warned blames blamed cites cited denies denied defends slams admits rejects rejected completes completed finalizes finalises closes accelerates relaunches unveils reveals revealed
	hints signals asks asked urges calls called puts sends sent follows followed targets targeting targeted trims navigates survives struggles furloughs furloughed
	surpass surpasses reaches reach impacts impacted impact affects affect affected amid after before as while despite because following due with without in on at for from by into over under about than that which who whose where when if and or but
	downsizes downsize downsizing promising citing seeing said, backs raises raised celebrates hosts debuts doubles
	emails email memo letter list since until during through against between among across around near per via
	advances gains secures misses mounts releases implements acknowledges raised valued stole struggle continue conducts conduct carries reduce hizo confirma looking clears cleared approves approved oks supports baut bauen streicht streichen entlässt entlaesst schließt schliesst verlagert meldet supprime licencie ferme despide despiden recorta cierra chops chop terminates terminate terminated erupted
	kicks kicked kicking pulls pulled pulling forces forced shocks shocked executes executed executing issues issued issuing conducted conducting implements implemented undergoes undergo initiates initiated commences commenced
	experiences undertakes enacts performs braces brace bracing tightens tighten tightening shrinking dumps dumped ditches ditching offloads jettisons retrenches retrench retrenched rightsizes rightsizing delays delayed
	postpones cancels cancelled withdraws slows slowed plunges plunged plummets tumbles soars surges sinks slumps stumbles spooks angers surprises blindsides tries pledges rehires resets rejigs rejig rethinks retools refocuses
	rebrands reshuffles sharpens consolidates outsources automates discloses disclosed notifies notified apologizes apologises explains battles grapples grappling reels scrambles nabs lures poaches spends needs needed becomes became lose
	dismantles disbands disbanding guts gutted purges culling folds folding dissolves dissolved liquidates liquidating discontinues discontinued sunsets sunsetting suspended stops stopped slims slimming pivots pivoted
	embarks undergoing readying hikes overhauled absorbs rolls scales rejects apologises thanks blasts shakes swings sinks turns brings loses
	pummeled pummels struck executing signaling signalling facing anuncia ejecuta prepara acuerda plantea negocia inicia demite corta planea kündigt kuendigt deixa reduz varslar varsla demitiu säger schrapt ontslaat licenzia zwalnia macht setzt trennt plant prévoit annonce envisage
	promised earned hails hailed stunned responds capitulated caves sweats bites`)

// places and companies are told apart by what stands before them.
var prepositions = set(`at of in from by with for to on against between near into like under over via within across than including among versus vs
	bei von aus nach in mit für chez de en à dans avec por con del`)

// articles and the like stand between a preposition and a name.
var articles = set(`the a an its their his her our some all most nearly around about this that these those der die das dem den le la les un une el los las az`)

// pronouns stand for a company that was named before.
var pronouns = set(`it they we itself it's they're we're`)

// legal are forms of companies, which belong to a name.
var legal = set(`inc corp co ltd llc plc ag se sa nv oyj oy ab as asa gmbh kg spa srl bv lp llp kft zrt nyrt pty holdings holding group incorporated corporation limited`)

// fillers are words before a name in a headline that are no part of it.
var fillers = set(`size internal sources amidst inside exclusive exklusiv official article update breaking report news us u.s uk major struggling troubled ailing embattled bankrupt insolvent cash-strapped beleaguered former ex
	another more further latest tech fintech insights insight scoop startup breaking today hostile rare giant automotive now and rival media_giant iconic popular`)

// sorts are heads that say no more than that there is a company: "a testing
// company" has no name.
var sorts = set(`startup startups start-up start-ups scaleup scale-up unicorn giant giants maker makers company companies firm firms retailer retailers airline carrier automaker carmaker chipmaker
	lender insurer manufacturer supplier provider producer developer operator publisher broadcaster drugmaker utility contractor`)

// weakHeads are heads that names begin with too: "app annie".
var weakHeads = set(`app service exchange chain brand platform studio leader pioneer agency utility arm owner parent company clinic kitchen star shop challenger tool bank exchange solution bound linked friendly candidate broker supplier operator provider`)

// towns are further places, which in texts with capitals may well be companies.
var towns = set(`antwerp ghent lyon marseille toulouse lille bordeaux nantes strasbourg seville bilbao malaga porto turin naples bologna venice
	genoa athens thessaloniki krakow wroclaw gdansk poznan katowice brno ostrava sofia zagreb ljubljana belgrade riga vilnius tallinn tartu gothenburg
	malmo malmö uppsala aarhus odense trondheim reykjavik basel lausanne bern graz linz salzburg innsbruck cologne düsseldorf dusseldorf stuttgart
	leipzig dresden nuremberg hannover hanover bremen dortmund mannheim karlsruhe heidelberg utrecht eindhoven tilburg groningen
	luxembourg_city bristol sheffield nottingham leicester newcastle liverpool coventry swansea aberdeen dundee southampton portsmouth brighton
	norwich galway limerick sacramento oakland fresno long_beach anaheim santa_clara santa_monica palo_alto mountain_view sunnyvale san_mateo
	redwood_city irvine boise spokane tacoma bellevue redmond albuquerque tucson scottsdale el_paso fort_worth san_antonio tulsa
	oklahoma_city omaha wichita kansas_city st_louis des_moines indianapolis louisville nashville knoxville
	chattanooga huntsville new_orleans baton_rouge jacksonville tampa fort_lauderdale raleigh greensboro 
	baltimore newark jersey_city brooklyn manhattan rochester new_haven calgary
	edmonton winnipeg kitchener quebec_city guadalajara monterrey mexico_city bogota bogotá medellin medellín quito
	buenos_aires montevideo sao_paulo são_paulo rio_de_janeiro curitiba belo_horizonte florianopolis porto_alegre recife pune noida gurgaon
	gurugram kolkata ahmedabad jaipur kochi indore lahore karachi islamabad dhaka colombo kathmandu kuala_lumpur penang johor surabaya bandung
	ho_chi_minh saigon phnom_penh osaka kyoto nagoya fukuoka sapporo busan incheon guangzhou hangzhou chengdu wuhan nanjing suzhou tianjin xiamen
	taichung brisbane adelaide canberra auckland christchurch tel_aviv jerusalem haifa riyadh jeddah doha abu_dhabi kuwait amman
	beirut cairo casablanca tunis algiers abuja nairobi kampala kigali addis_ababa dar_es_salaam johannesburg cape_town durban
	pretoria northern_ireland puerto_rico costa_rica el_salvador sri_lanka saudi_arabia czech_republic hollywood midwest scandinavia benelux balkans
	caribbean siberia bavaria catalonia flanders`)
