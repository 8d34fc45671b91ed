package littleweb

// news returns the table of the news. One fact in it is a restructuring: the
// layoff at Tindermoor Energy. The others are ordinary, and some use the words
// of layoffs for something else.
func news() []newsItem {
	return []newsItem{
		{host: hostA, day: 1, hours: 5, title: "Ashgrove Rail cuts 12 minutes from the coast line",
			text: "Trains between Derby and the coast run faster from Sunday, Ashgrove Rail said. New signals allow it."},
		{host: hostA, day: 1, hours: 29, title: "Gorsewick Foods wins a prize for its leek soup",
			text: "The jury praised a recipe that has not changed since the firm began."},
		{host: hostA, day: 1, hours: 50, title: "Market town gets its clock back",
			text: "After two years in a workshop the clock of the town hall strikes again, a quarter of an hour late."},
		{host: hostA, day: 2, hours: 2, layoff: true, title: "Tindermoor Energy to lay off 140 employees in Aberdeen and Leeds",
			text: "Tindermoor Energy will lay off 140 employees, about 12 percent of its workforce, at its offices in Aberdeen and Leeds. " +
				"The layoffs take effect on 1 March 2027. The company named higher costs of cables as the reason."},
		{host: hostA, day: 2, hours: 9, title: "Brackenfold Bank lays out how it checks payments",
			text: "The bank showed reporters the desk at which doubtful payments are looked at one by one."},
		{host: hostA, day: 3, hours: 3, title: "Wickenholt Media papers print a crossword by a reader aged nine",
			text: "Seven down is a word that the editor had to look up."},
		{host: hostB, day: 1, hours: 7, title: "Northwharf Freight runs its thousandth train through the tunnel",
			text: "The train carried bulbs, cheese and bicycles, Northwharf Freight said."},
		{host: hostB, day: 1, hours: 33, title: "What a jar of sauce costs to fill",
			text: "Glass is dearer than what is inside, the makers say. A table of prices."},
		{host: hostB, day: 2, hours: 4, title: "Larkspindle Robotics shows an arm that picks strawberries",
			text: "The arm of Larkspindle Robotics picks a strawberry in two seconds and drops none, at least on the stand of the fair."},
		{host: hostB, day: 3, hours: 2, layoff: true, title: "Tindermoor Energy confirms 140 job cuts",
			text: "Tindermoor Energy has confirmed that it will cut 140 jobs in Aberdeen and Leeds. Staff were told on Tuesday. " +
				"The cuts fall on projects and finance."},
		{host: hostB, day: 3, hours: 6, title: "Saltmarsh Post carries more parcels than letters for the first time",
			text: "Saltmarsh Post counted both on one day in autumn. The bicycles stay, it said."},
	}
}
