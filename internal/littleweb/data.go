package littleweb

// employers returns the table of the employers and their openings. All of them
// are invented. On day 1 everything has stood there for a while; then openings
// come and go:
//
//   - Northwharf Freight posts one role in six cities on day 2; its customs
//     broker is gone on day 2 and back on day 3.
//   - Quillfeather Software rewrites the text of an opening on day 2.
//   - Tindermoor Energy, whose layoff is reported on days 2 and 3, takes its
//     openings down.
//   - Saltmarsh Post has more openings than a page of Workday's list holds,
//     Palewater Health three pages of SmartRecruiters' list.
//   - Osterfen Water does not want to be visited.
func employers() []employer {
	return []employer{
		northwharf(), thistlegate(), brackenfold(), gorsewick(), quillfeather(), larkspindle(),
		palewater(), wickenholt(), saltmarsh(), tindermoor(), ashgrove(), osterfen(),
	}
}

func northwharf() employer {
	return employer{
		name: "Northwharf Freight", domain: "northwharf.example", ats: "greenhouse", token: "northwharffreight", embed: "script",
		about: "a family firm that moves goods by road, rail and sea between Hull, Rotterdam and Bremen",
		roles: []role{
			{on: "123", age: 21, title: "Transport Planner", dept: "Planning", at: "Hull, GB", pay: pay{"GBP", 31000, 36000, false},
				does:  "You plan the day's lorries and drivers so that every container is where it has to be.",
				needs: "A head for timetables, and a calm voice on the telephone at six in the morning."},
			{on: "13", age: 12, title: "Customs Broker", dept: "Customs", at: "Rotterdam, NL", pay: pay{"EUR", 42000, 50000, false},
				does:  "You file import and export declarations and know what to do when one is stopped.",
				needs: "Three years with customs software, Dutch and English."},
			{on: "123", age: 40, title: "Warehouse Shift Manager", dept: "Warehouse", at: "Hull, GB",
				does:  "You lead a shift of twenty people in the cold store.",
				needs: "Experience of leading a shift; a forklift licence helps."},
			{on: "123", age: 6, title: "Data Analyst, Freight Operations", dept: "Data", at: "Hull, GB", mode: "hybrid", pay: pay{"GBP", 36000, 43000, false},
				does:  "You find out why trains are late with SQL and Python, and tell the planners in plain words.",
				needs: "SQL every day for two years, and curiosity about how freight moves."},
			{on: "12", age: 55, title: "HGV Driver", dept: "Road", each: "Hull, GB; Leeds, GB", pay: pay{"GBP", 17, 20, true},
				does:  "You drive containers between the docks and our customers, home every night.",
				needs: "A licence of class C+E and a driver's card."},
			{on: "23", title: "Depot Supervisor", dept: "Depots", pay: pay{"GBP", 34000, 39000, false},
				each:  "Hull, GB; Leeds, GB; Rotterdam, NL; Bremen, DE; Antwerp, BE; Gdynia, PL",
				does:  "You run the depot's day: people, gates, lorries and the list of what is broken.",
				needs: "Five years in a depot, two of them leading others."},
			{on: "3", title: "Senior Data Analyst", dept: "Data", at: "Hull, GB", mode: "hybrid", pay: pay{"GBP", 46000, 54000, false},
				does:  "You own the figures by which we decide where the next train goes.",
				needs: "SQL and Python for five years, and patience in explaining them."},
		},
	}
}

func thistlegate() employer {
	return employer{
		name: "Thistlegate Insurance", domain: "thistlegate.example", ats: "greenhouse", token: "thistlegate", embed: "link",
		about: "an insurer of homes, cars and small firms, owned by its members",
		roles: []role{
			{on: "12", age: 18, title: "Claims Adviser", dept: "Claims", at: "Norwich, GB", kind: "part", pay: pay{"GBP", 24000, 27000, false},
				does:  "You answer people on a bad day and settle what can be settled at once.",
				needs: "Kindness and good notes; we teach the rest in eight weeks."},
			{on: "123", age: 33, title: "Actuarial Analyst", dept: "Pricing", at: "Norwich, GB", mode: "hybrid",
				does:  "You keep the flood model honest.",
				needs: "A degree with much mathematics, and some exams of the profession."},
			{on: "123", age: 9, title: "Motor Underwriter", dept: "Underwriting", at: "Norwich, GB; Cardiff, GB",
				does:  "You decide what we insure when the system will not.",
				needs: "Three years in motor underwriting."},
			{on: "23", title: "Complaints Handler", dept: "Customer Care", at: "Cardiff, GB", pay: pay{"GBP", 28000, 32000, false},
				does:  "You read what went wrong and put it right.",
				needs: "Clear letters and a fair mind."},
		},
	}
}

func brackenfold() employer {
	return employer{
		name: "Brackenfold Bank", domain: "brackenfold.example", ats: "lever", token: "brackenfold", embed: "link",
		about: "a regional bank with forty branches that are staying open",
		roles: []role{
			{on: "1", age: 27, title: "Branch Manager", dept: "Branches", at: "York, GB", pay: pay{"GBP", 41000, 47000, false},
				does:  "You lead a branch of nine and know the town.",
				needs: "Years in retail banking or another place where customers come back."},
			{on: "123", age: 14, title: "Mortgage Adviser", dept: "Lending", at: "York, GB; Sheffield, GB", pay: pay{"GBP", 33000, 40000, false},
				does:  "You talk first-time buyers through the largest loan of their lives.",
				needs: "The adviser's certificate, or the will to get it in a year."},
			{on: "123", age: 5, title: "Fraud Analyst", dept: "Risk", at: "Sheffield, GB", mode: "hybrid",
				does:  "You look for the payment that does not fit, and stop it.",
				needs: "SQL, doubt, and shifts at weekends now and then."},
			{on: "123", age: 62, title: "Software Engineer, Payments", dept: "Technology", at: "Leeds, GB", mode: "remote", pay: pay{"GBP", 55000, 68000, false},
				does:  "You write the Go services through which our payments run.",
				needs: "Go or Java, PostgreSQL, and care about what happens when the network does not answer."},
			{on: "23", title: "Graduate Trainee", dept: "Branches", at: "York, GB", pay: pay{"GBP", 27000, 27000, false},
				does:  "You spend two years in four departments and choose one.",
				needs: "A degree of any subject since last year."},
			{on: "3", title: "Treasury Analyst", dept: "Finance", at: "Leeds, GB", mode: "hybrid",
				does:  "You watch the bank's liquidity from day to day.",
				needs: "Spreadsheets without fear, and an interest in why rates move."},
		},
	}
}

func gorsewick() employer {
	return employer{
		name: "Gorsewick Foods", domain: "gorsewick.example", ats: "lever", token: "gorsewick", embed: "iframe",
		about: "a maker of soups and sauces with two kitchens in the east",
		roles: []role{
			{on: "123", age: 45, title: "Production Operator", dept: "Production", each: "Boston, GB; Lowestoft, GB", pay: pay{"GBP", 12, 14, true},
				does:  "You run a filling line and keep it clean.",
				needs: "Reliability on rotating shifts."},
			{on: "12", age: 20, title: "Quality Technician", dept: "Quality", at: "Lowestoft, GB",
				does:  "You take the samples and stop the line when it must be stopped.",
				needs: "A laboratory qualification or work in one."},
			{on: "3", title: "Food Technologist", dept: "Kitchen", at: "Boston, GB", mode: "hybrid", pay: pay{"GBP", 32000, 38000, false},
				does:  "You turn a cook's recipe into ten thousand jars.",
				needs: "Food science, and a good palate."},
		},
	}
}

func quillfeather() employer {
	return employer{
		name: "Quillfeather Software", domain: "quillfeather.example", ats: "ashby", token: "Quillfeather", embed: "script",
		about: "forty people who make a writing program for publishers",
		roles: []role{
			{on: "123", age: 16, title: "Backend Engineer", dept: "Engineering", at: "Edinburgh, GB; Dublin, IE", mode: "remote", pay: pay{"GBP", 62000, 78000, false},
				does:  "You work on the service that keeps a book in step between six authors.",
				needs: "Go, PostgreSQL, and experience of systems in which messages arrive twice."},
			{on: "123", age: 8, title: "Product Designer", dept: "Design", at: "Edinburgh, GB", mode: "hybrid", pay: pay{"GBP", 48000, 56000, false},
				does:  "You design the page on which books are written.",
				later: "You design the page on which books are written, and from spring on lead a team of two.",
				needs: "A portfolio with things that shipped."},
			{on: "123", age: 30, title: "Customer Support Specialist", dept: "Support", at: "Edinburgh, GB", kind: "part",
				does:  "You help authors on the day before the deadline.",
				needs: "Patience and clear writing."},
			{on: "123", age: 3, title: "Chief of Staff", dept: "Office", at: "Edinburgh, GB", hidden: true,
				does:  "You keep the founders to what they decided.",
				needs: "Discretion."},
			{on: "3", title: "Operations Manager", dept: "Operations", at: "Dublin, IE", mode: "hybrid", pay: pay{"EUR", 58000, 68000, false},
				does:  "You are the first in operations here: contracts, offices, payroll, and what comes.",
				needs: "Years of running the back of a small firm."},
		},
	}
}

func larkspindle() employer {
	return employer{
		name: "Larkspindle Robotics", domain: "larkspindle.example", ats: "ashby", token: "larkspindle", embed: "link",
		about: "a builder of picking robots for greenhouses",
		roles: []role{
			{on: "123", age: 25, title: "Controls Engineer", dept: "Hardware", at: "Eindhoven, NL", pay: pay{"EUR", 56000, 70000, false},
				does:  "You make the arm gentle enough for a ripe tomato.",
				needs: "Control theory, C++, and hands that like a workshop."},
			{on: "123", age: 11, title: "Field Service Technician", dept: "Service", at: "Eindhoven, NL; Ghent, BE",
				does:  "You keep the robots picking at our customers'.",
				needs: "Electrical training and a driving licence; Dutch or French."},
			{on: "12", age: 35, title: "Technical Writer", dept: "Service", at: "Ghent, BE", mode: "remote", kind: "part",
				does:  "You write the manual that is read with wet gloves.",
				needs: "English without fog."},
			{on: "23", title: "Embedded Software Engineer", dept: "Hardware", at: "Eindhoven, NL", mode: "hybrid", pay: pay{"EUR", 60000, 74000, false},
				does:  "You write firmware in Rust and C for the gripper.",
				needs: "Firmware that has run for years somewhere."},
		},
	}
}

func palewater() employer {
	return employer{
		name: "Palewater Health", domain: "palewater.example", ats: "smartrecruiters", token: "PalewaterHealth", embed: "link", page: 5,
		about: "a charity with five hospitals and the clinics around them",
		roles: []role{
			{on: "123", age: 50, title: "Registered Nurse", dept: "Wards", each: "Plymouth, GB; Truro, GB; Exeter, GB",
				does:  "You look after eight beds with a colleague beside you.",
				needs: "Registration as a nurse."},
			{on: "123", age: 17, title: "Clinical Pharmacist", dept: "Pharmacy", at: "Exeter, GB",
				does:  "You go on the ward round and ask whether that is still needed.",
				needs: "Registration, and a diploma or two years on wards."},
			{on: "123", age: 29, title: "Physiotherapist", dept: "Therapies", at: "Truro, GB", kind: "part",
				does:  "You get people walking again after a new hip.",
				needs: "Registration, and a car for the clinics."},
			{on: "12", age: 7, title: "Ward Clerk", dept: "Wards", at: "Plymouth, GB",
				does:  "You are the one who knows where everybody is.",
				needs: "Order, and good humour at shift change."},
			{on: "123", age: 13, title: "Senior Data Analyst", dept: "Planning", at: "Exeter, GB", mode: "hybrid",
				does:  "You tell us in October how many beds we need in January.",
				needs: "SQL and R, and respect for what a number leaves out."},
			{on: "123", age: 22, title: "Theatre Technician", dept: "Theatres", each: "Plymouth, GB; Exeter, GB",
				does:  "You check the anaesthetic machine and hand over what is wanted before it is asked for.",
				needs: "The operating department diploma."},
			{on: "123", age: 4, title: "Receptionist", dept: "Clinics", at: "Truro, GB", kind: "part",
				does:  "You are the first face that a patient sees.",
				needs: "Warmth and a steady hand with the booking system."},
			{on: "123", age: 38, title: "Biomedical Scientist", dept: "Laboratory", at: "Plymouth, GB",
				does:  "You run the blood laboratory at night.",
				needs: "Registration, and nights one week in four."},
			{on: "23", title: "Occupational Therapist", dept: "Therapies", at: "Exeter, GB",
				does:  "You find out what a person needs to go home, and get it there.",
				needs: "Registration as an occupational therapist."},
		},
	}
}

func wickenholt() employer {
	return employer{
		name: "Wickenholt Media", domain: "wickenholt.example", ats: "smartrecruiters", token: "WickenholtMedia", embed: "link", page: 10,
		about: "a publisher of eleven local papers",
		roles: []role{
			{on: "123", age: 10, title: "Sub-editor", dept: "Newsroom", at: "Lincoln, GB", kind: "part",
				does:  "You find the mistake before forty thousand readers do.",
				needs: "Grammar, geography and tact."},
			{on: "1", age: 24, title: "Video Editor", dept: "Newsroom", at: "Lincoln, GB", mode: "hybrid",
				does:  "You cut what reporters film into ninety seconds.",
				needs: "Speed, and judgement about what not to show."},
			{on: "123", age: 31, title: "Advertising Sales Adviser", dept: "Sales", at: "Grantham, GB",
				does:  "You know every shopkeeper in town, and what they can afford.",
				needs: "Selling that lets people come back."},
		},
	}
}

func saltmarsh() employer {
	return employer{
		name: "Saltmarsh Post", domain: "saltmarshpost.example", ats: "workday", token: "saltmarsh", site: "Careers", embed: "link",
		about: "a carrier of letters and parcels to every door of the coast, six days a week",
		roles: []role{
			{on: "123", age: 19, title: "Delivery Officer", dept: "Delivery",
				each:  "Hull, GB; Grimsby, GB; Boston, GB; Lowestoft, GB; Ipswich, GB; Norwich, GB; Exeter, GB; Truro, GB; Cardiff, GB; Plymouth, GB",
				does:  "You deliver on foot, by bicycle and by van, and notice when somebody has not taken their post in.",
				needs: "Good shoes and a driving licence."},
			{on: "123", age: 26, title: "Sorting Centre Manager", dept: "Sorting", each: "Norwich, GB; Exeter, GB",
				does:  "You run a night of two hundred thousand parcels.",
				needs: "Experience of leading large shifts."},
			{on: "123", age: 15, title: "Van Driver", dept: "Collection", each: "Hull, GB; Norwich, GB; Cardiff, GB", kind: "part",
				does:  "You empty the boxes in the evening.",
				needs: "A driving licence, and evenings."},
			{on: "123", age: 2, title: "Data Engineer", dept: "Technology", at: "Norwich, GB", mode: "hybrid",
				does:  "You bring four million scans a day to where they can be asked questions.",
				needs: "Python or Go, SQL, and a liking for tidy pipes."},
			{on: "123", age: 9, title: "Network Planner", dept: "Planning", at: "Norwich, GB; Exeter, GB", mode: "hybrid",
				does:  "You draw the routes by which post goes from coast to coast in one night.",
				needs: "Operations research, or years of doing it on paper."},
			{on: "12", age: 34, title: "HR Adviser", dept: "People", at: "Norwich, GB", mode: "hybrid",
				does:  "You advise managers, and sometimes against what they wish to do.",
				needs: "A qualification in personnel, and a backbone."},
			{on: "123", age: 12, title: "Customer Service Adviser", dept: "Service", each: "Cardiff, GB; Lowestoft, GB",
				does:  "You find the parcel that the system has lost.",
				needs: "Persistence, kindly used."},
			{on: "123", age: 41, title: "Vehicle Technician", dept: "Fleet", each: "Hull, GB; Exeter, GB",
				does:  "You keep six hundred electric vans on the road.",
				needs: "A mechanic's training; we teach high voltage."},
			{on: "23", title: "Postal Bicycle Mechanic", dept: "Fleet", at: "Norwich, GB",
				does:  "You look after nine hundred red bicycles.",
				needs: "True wheels."},
			{on: "3", title: "Union Liaison Officer", dept: "People", at: "Hull, GB",
				does:  "You sit on both sides of the table and are believed on both.",
				needs: "Years of talks that ended well."},
		},
	}
}

func tindermoor() employer {
	return employer{
		name: "Tindermoor Energy", domain: "tindermoor.example", ats: "workday", token: "tindermoor", site: "TindermoorCareers", embed: "link",
		about: "an operator of wind farms in the north and the cables to them",
		roles: []role{
			{on: "123", age: 23, title: "Wind Turbine Technician", dept: "Operations", at: "Aberdeen, GB",
				does:  "You climb, look, mend and write down what you found.",
				needs: "The safety certificates for heights, and no fear of weather."},
			{on: "12", age: 18, title: "Grid Connection Engineer", dept: "Projects", at: "Leeds, GB", mode: "hybrid",
				does:  "You bring a wind farm onto the grid, from the first letter to the last switch.",
				needs: "Power engineering, and patience with permits."},
			{on: "1", age: 28, title: "Finance Business Partner", dept: "Finance", at: "Leeds, GB", mode: "hybrid",
				does:  "You tell project leaders what their plan costs.",
				needs: "An accountant's qualification."},
			{on: "1", age: 36, title: "Community Liaison Officer", dept: "Projects", at: "Inverness, GB",
				does:  "You drink much tea in village halls and bring back what people fear.",
				needs: "Listening."},
			{on: "12", age: 8, title: "Health and Safety Adviser", dept: "Operations", at: "Aberdeen, GB",
				does:  "You stop the job when it must be stopped.",
				needs: "A safety diploma, and some time offshore."},
		},
	}
}

func ashgrove() employer {
	return employer{
		name: "Ashgrove Rail", domain: "ashgroverail.example", ats: "page", embed: "own",
		about: "a passenger railway between the Midlands and the west coast",
		roles: []role{
			{on: "123", age: 20, title: "Signalling Engineer", dept: "Infrastructure", at: "Derby, GB", pay: pay{"GBP", 44000, 52000, false},
				does:  "You test the signals in the hours when no train runs.",
				needs: "A signalling licence, or electrical engineering and two years to get one."},
			{on: "123", age: 44, title: "Trainee Train Driver", dept: "Operations", at: "Crewe, GB", pay: pay{"GBP", 30000, 30000, false},
				does:  "You learn for fourteen months, then you drive.",
				needs: "Attention that does not tire."},
			{on: "123", age: 6, title: "Data Analyst, Timetable", dept: "Planning", at: "Derby, GB", mode: "hybrid", pay: pay{"GBP", 37000, 44000, false},
				does:  "You find the two minutes that make a connection hold.",
				needs: "SQL and Python; a love of timetables is no drawback."},
			{on: "12", age: 15, title: "Station Manager", dept: "Stations", at: "Stoke-on-Trent, GB",
				does:  "You run a station of six platforms and its people.",
				needs: "Experience with the public on days when nothing goes well."},
			{on: "23", title: "Track Engineer", dept: "Infrastructure", at: "Crewe, GB", pay: pay{"GBP", 41000, 48000, false},
				does:  "You walk the line, measure it and plan its renewal.",
				needs: "Civil engineering, and nights."},
		},
	}
}

func osterfen() employer {
	return employer{
		name: "Osterfen Water", domain: "osterfenwater.example", ats: "page", embed: "own", closed: true,
		about: "a water company in the fens",
		roles: []role{
			{on: "123", age: 10, title: "Pump Engineer", dept: "Operations", at: "Ely, GB",
				does:  "You keep the fens dry.",
				needs: "Mechanical training."},
			{on: "123", age: 19, title: "Water Quality Scientist", dept: "Laboratory", at: "Ely, GB",
				does:  "You taste with instruments.",
				needs: "Chemistry."},
		},
	}
}
