package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/directory"
	"kith/store"
)

func (c *cli) companyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "company",
		Short: "The companies that kith looks at",
		RunE:  needVerb,
	}
	var name string
	add := &cobra.Command{
		Use:   "add NAME|DOMAIN|URL …",
		Short: "Take companies in",
		Long: `Takes companies in. An address may be a career page, the list of openings
on a hiring site (Greenhouse, Lever, Ashby, SmartRecruiters, Workday), one
job's page there, or the company's own domain. A bare name is taken in too,
without a career page: news and contacts are matched to it.`,
		Example: `  kith company add https://boards.greenhouse.io/stripe
  kith company add https://jobs.lever.co/palantir northwharf.example
  kith company add --name "Northwharf Freight" https://careers.northwharf.example/jobs`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.companyAdd(cmd.Context(), name, args) },
	}
	add.Flags().StringVar(&name, "name", "", "the company's name, where the address does not tell it")
	list := &cobra.Command{
		Use:     "list [NAME]",
		Short:   "List the companies and their career pages",
		Example: "  kith company list\n  kith company list stripe --json",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.companyList(cmd.Context(), args) },
	}
	cmd.AddCommand(add, list, c.companyFindCommand(), c.companyMatchCommand())
	return cmd
}

// needVerb refuses a command that only groups others.
func needVerb(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("there is no verb %q; '%s --help' lists them", args[0], cmd.CommandPath())
	}
	return usagef("%s needs a verb; '%s --help' lists them", cmd.CommandPath(), cmd.CommandPath())
}

// companyAdd takes each query in; one that cannot be taken in does not stop
// the others.
func (c *cli) companyAdd(ctx context.Context, name string, queries []string) error {
	if name != "" && len(queries) > 1 {
		return usagef("--name goes with one address at a time")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	bar := c.progress(len(queries), "looking")
	var failures []error
	for _, query := range queries {
		company, doubt, err := app.addCompany(ctx, name, query)
		bar.add()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", query, err))
			continue
		}
		if err := c.printCompany(company); err != nil {
			return err
		}
		if doubt != "" && !c.json {
			c.printf("  %s\n", doubt)
		}
	}
	bar.finish()
	return c.failed(failures, len(queries))
}

// failed turns the failures of several independent parts into one error.
func (c *cli) failed(failures []error, parts int) error {
	if len(failures) == 0 {
		return nil
	}
	if len(failures) == 1 && parts == 1 {
		return errors.Unwrap(failures[0])
	}
	texts := make([]string, 0, len(failures))
	for _, err := range failures {
		inner := errors.Unwrap(err) // each failure begins with the name of its part
		texts = append(texts, strings.TrimSuffix(err.Error(), inner.Error())+sentence(inner))
	}
	err := fmt.Errorf("%d of %d could not be done:\n  %s", len(failures), parts, strings.Join(texts, "\n  "))
	if len(failures) == parts {
		return err
	}
	return errPartly{err.Error()}
}

// addCompany finds the board behind a query and takes the company in. A board
// that is not surely the company's is not taken in: doubt says so, and what to
// do.
func (a *App) addCompany(ctx context.Context, name, query string) (company kith.Company, doubt string, err error) {
	found, err := a.find(ctx, query)
	if err != nil {
		return kith.Company{}, "", err
	}
	return a.takeIn(ctx, name, found)
}

// takeIn takes in what was found, under a name where one is given.
func (a *App) takeIn(ctx context.Context, name string, found found) (company kith.Company, doubt string, err error) {
	company = kith.Company{Name: orElse(name, found.Company), Domain: found.Domain}
	for _, spelling := range append([]string{company.Name}, found.aliases...) {
		company.Names = append(company.Names, kith.CompanyName{Name: spelling, Keys: directory.Keys(spelling)})
	}
	company, _, err = a.DB.AddCompany(ctx, company)
	if err != nil {
		return kith.Company{}, "", err
	}
	if found.Board != nil && found.Confidence != directory.Unsure {
		if _, _, err := a.addBoard(ctx, company.ID, *found.Board); err != nil {
			return kith.Company{}, "", err
		}
	}
	company, err = a.companyByID(ctx, company.ID)
	return company, found.doubt(), err
}

// addBoard takes a board of a company in, and reports whether it is new.
func (a *App) addBoard(ctx context.Context, company int64, board kith.Board) (source kith.Source, created bool, err error) {
	host, err := a.Boards.Host(board)
	if err != nil {
		return kith.Source{}, false, err
	}
	return a.DB.AddSource(ctx, kith.Source{Kind: kith.SourceBoard, CompanyID: company, Board: board, URL: board.URL, Host: host})
}

// doubt says what is not sure about a find, "" where all is.
func (f found) doubt() string {
	switch {
	case f.Board != nil && f.Confidence == directory.Unsure:
		return fmt.Sprintf("not sure: %s may be its list of openings; look, and take it in with: kith company add %s", f.Board.URL, f.Board.URL)
	case len(f.Others) > 0:
		return fmt.Sprintf("perhaps also: %s (%s)", f.Others[0].Board.URL, f.Others[0].Why)
	}
	return ""
}

// found is a find of the directory with the spellings that the company is
// known by beside its name.
type found struct {
	directory.Found
	aliases []string
}

// find looks a query up: an address that a board adapter knows is asked for
// the employer's name, so that a board which does not exist is not taken in;
// anything else is for the directory's finder. A bare name that leads nowhere
// is a company without a board.
func (a *App) find(ctx context.Context, query string) (found, error) {
	if board, ok := a.Boards.Parse(query); ok {
		return a.askBoard(ctx, query, board)
	}
	result, err := a.Finder.Find(ctx, query)
	if err != nil && kith.CodeOf(err) == kith.CodeNotFound && directory.IsName(query) {
		return found{Found: directory.Found{Query: query, Company: orElse(result.Company, query), Domain: result.Domain, Others: result.Others}}, nil
	}
	if err != nil {
		return found{}, err
	}
	f := found{Found: result}
	if match, _ := directory.Compare(result.Company, result.Employer); match.Sure() {
		f.aliases = append(f.aliases, result.Employer)
	}
	if directory.IsName(query) {
		f.aliases = append(f.aliases, query)
	}
	return f, nil
}

// askBoard asks a board for its employer's name.
func (a *App) askBoard(ctx context.Context, query string, board kith.Board) (found, error) {
	name, err := a.Boards.Name(ctx, a.Transport.Fetch, board)
	if err != nil {
		return found{}, err
	}
	fromToken := directory.NameFromToken(board.Token)
	f := found{Found: directory.Found{Query: query, Company: orElse(name, fromToken), Board: &board, Confidence: directory.Certain}}
	f.Evidence = []string{"the address is that of " + board.Key()}
	if name != "" {
		f.Evidence = append(f.Evidence, "the board names its employer: “"+name+"”")
	}
	if name != "" && directory.Keys(name) != directory.Keys(fromToken) {
		f.aliases = append(f.aliases, fromToken)
	}
	return f, nil
}

func (c *cli) companyList(ctx context.Context, args []string) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	companies, err := app.DB.Companies(ctx, store.CompanyFilter{Query: strings.Join(args, " ")})
	if err != nil {
		return err
	}
	for _, company := range companies {
		if err := c.printCompany(company); err != nil {
			return err
		}
	}
	if len(companies) == 0 && !c.json {
		c.printf("No company yet. Take one in with: kith company add ADDRESS\n")
	}
	return nil
}

func (c *cli) printCompany(company kith.Company) error {
	if c.json {
		return c.line(newCompanyLine(company))
	}
	if len(company.Boards) == 0 {
		c.printf("%s: no career page is known\n", company.Name)
	}
	for _, s := range company.Boards {
		c.printf("%s: %s, %s\n", company.Name, s.Board.Key(), boardHealth(s))
	}
	return nil
}

// boardHealth says in words how the visits to a source go.
func boardHealth(s kith.Source) string {
	switch {
	case s.MovedTo != "":
		return "moved to " + s.MovedTo
	case !s.HeldUntil.IsZero():
		return fmt.Sprintf("not asked until %s: %s", when(s.HeldUntil), s.HeldWhy)
	case s.LastVisitAt.IsZero():
		return "not visited yet"
	case !s.FailingSince.IsZero():
		return fmt.Sprintf("%s since %s, %s in a row: %s%s", silence(s.LastOutcome), when(s.FailingSince), plural(s.Failures, "visit"), s.LastReason, lastAnswer(s))
	case s.LastOutcome.Answered():
		return "answered " + when(s.LastVisitAt)
	}
	return fmt.Sprintf("%s %s: %s", s.LastOutcome, when(s.LastVisitAt), s.LastReason)
}

// silence says in words what kind of answer a source has not given.
func silence(outcome kith.Outcome) string {
	switch outcome {
	case kith.OutcomeGone:
		return "gone"
	case kith.OutcomeRefused:
		return "refused"
	}
	return "no answer"
}

// lastAnswer says when a silent source answered last.
func lastAnswer(s kith.Source) string {
	if s.LastCompleteAt.IsZero() {
		return "; it has never answered"
	}
	return "; it answered last " + when(s.LastCompleteAt)
}

// company returns the one company that a name, a domain or an id means.
func (a *App) company(ctx context.Context, query string) (kith.Company, error) {
	companies, err := a.DB.Companies(ctx, store.CompanyFilter{Query: query, Keys: directory.Keys(query)})
	if err != nil {
		return kith.Company{}, err
	}
	switch len(companies) {
	case 1:
		return companies[0], nil
	case 0:
		return kith.Company{}, kith.Errorf(kith.CodeNotFound, "there is no company %q; 'kith company list' shows those there are", query)
	}
	names := make([]string, 0, len(companies))
	for _, company := range companies {
		names = append(names, company.Name)
	}
	return kith.Company{}, kith.Errorf(kith.CodeInvalid, "%q fits %s; give the whole name", query, strings.Join(names, ", "))
}

func (a *App) companyByID(ctx context.Context, id int64) (kith.Company, error) {
	companies, err := a.DB.Companies(ctx, store.CompanyFilter{ID: id})
	if err != nil {
		return kith.Company{}, err
	}
	if len(companies) != 1 {
		return kith.Company{}, kith.Errorf(kith.CodeNotFound, "the company was removed meanwhile")
	}
	return companies[0], nil
}
