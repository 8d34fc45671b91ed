package main

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/contacts"
	"kith/directory"
	"kith/store"
)

func (c *cli) importCommand() *cobra.Command {
	var take bool
	var most int
	cmd := &cobra.Command{
		Use:   "import FILE …",
		Short: "Import your contacts",
		Long: `Reads LinkedIn's Connections.csv, also inside the export's ZIP. E-mail
addresses and phone numbers are dropped; names, companies, positions and dates
stay on this machine. Importing the same file again changes nothing.

With --companies the employers of your contacts are looked for and taken in,
those with most of them first: by the list that kith brings, and by the domain
of their mail, which is used for this and dropped.

LinkedIn: Settings, Data privacy, Get a copy of your data, Connections.`,
		Example: "  kith import Connections.csv\n  kith import --companies Basic_LinkedInDataExport.zip",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if most < 1 || most > 10_000 {
				return usagef("--most is from 1 to 10000")
			}
			if !take {
				most = 0
			}
			return c.importFiles(cmd.Context(), args, most)
		},
	}
	cmd.Flags().BoolVar(&take, "companies", false, "take the employers of the contacts in, too")
	cmd.Flags().IntVar(&most, "most", 200, "with --companies: for how many employers to look at most")
	return cmd
}

// importFiles imports files, and looks for so many of the contacts' employers.
func (c *cli) importFiles(ctx context.Context, names []string, employers int) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	bar := c.progress(len(names), "importing")
	var failures []error
	var contacts []kith.Contact
	for _, name := range names {
		line, read, err := app.importFile(ctx, c.path(name))
		bar.add()
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", name, err))
			continue
		}
		line.File = name
		contacts = append(contacts, read...)
		if err := c.printImport(line); err != nil {
			return err
		}
	}
	bar.finish()
	if employers > 0 && len(contacts) > 0 {
		ended, err := c.takeEmployers(ctx, app, contacts, employers)
		if err != nil {
			return err
		}
		if !c.json {
			c.printf("%s\n", ended)
		}
	}
	return c.failed(failures, len(names))
}

// importFile reads one file of contacts and saves them in one transaction. It
// returns the contacts as they were read, too.
func (a *App) importFile(ctx context.Context, path string) (importLine, []kith.Contact, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return importLine{}, nil, kith.Errorf(kith.CodeNotFound, "there is no file %s", path)
	}
	if err != nil {
		return importLine{}, nil, fmt.Errorf("opening the contacts: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return importLine{}, nil, fmt.Errorf("opening the contacts: %w", err)
	}
	if info.IsDir() {
		return importLine{}, nil, kith.Errorf(kith.CodeInvalid, "%s is a folder; name the file in it, such as Connections.csv", path)
	}
	read, err := contacts.Read(ctx, contacts.File{Name: info.Name(), Data: file, Size: info.Size()}, directory.Keys)
	if err != nil {
		return importLine{}, nil, err
	}
	line, err := a.saveImport(ctx, read)
	return line, read.Contacts, err
}

func (a *App) saveImport(ctx context.Context, read contacts.Import) (importLine, error) {
	user, err := a.DB.FirstUser(ctx)
	if err != nil {
		return importLine{}, err
	}
	changes, err := a.DB.SaveContacts(ctx, user.ID, read.Contacts)
	if err != nil {
		return importLine{}, err
	}
	if err := a.matchNow(ctx); err != nil {
		return importLine{}, err
	}
	skipped := read.Skipped
	if skipped == nil {
		skipped = []kith.SkippedRow{}
	}
	return importLine{
		Format: read.Format, Rows: read.Rows, Skipped: skipped,
		New: changes.New, Changed: changes.Changed, Unchanged: changes.Unchanged, Moves: changes.Moves,
		CompaniesMatched: changes.CompaniesMatched, CompaniesUnknown: changes.CompaniesUnknown,
	}, nil
}

func (c *cli) printImport(line importLine) error {
	if c.json {
		return c.line(line)
	}
	c.printf("%s: %d new, %d changed, %d unchanged.\n", plural(line.Rows, "contact"), line.New, line.Changed, line.Unchanged)
	c.printf("%s at companies that kith knows, %d elsewhere.\n", plural(line.CompaniesMatched, "employer"), line.CompaniesUnknown)
	if line.CompaniesMatched == 0 && line.CompaniesUnknown > 0 {
		c.printf("News of layoffs there reach you all the same. To hear of their openings, take in those you care about: kith company add NAME|DOMAIN|URL\n")
	}
	if len(line.Skipped) > 0 {
		c.printf("%s left out:\n", plural(len(line.Skipped), "row"))
	}
	reasons, rows := skippedByReason(line.Skipped)
	for _, why := range reasons {
		c.printf("  %s: %s\n", why, lineNumbers(rows[why]))
	}
	return nil
}

// skippedByReason gathers skipped rows by why they were, in the order in which
// each reason came first.
func skippedByReason(skipped []kith.SkippedRow) (reasons []string, rows map[string][]int) {
	rows = map[string][]int{}
	for _, s := range skipped {
		if rows[s.Why] == nil {
			reasons = append(reasons, s.Why)
		}
		rows[s.Why] = append(rows[s.Why], s.Row)
	}
	return reasons, rows
}

// lineNumbers writes the numbers of lines, the first five of many.
func lineNumbers(rows []int) string {
	const shown = 5
	words := "line"
	if len(rows) > 1 {
		words = "lines"
	}
	for i, row := range rows[:min(shown, len(rows))] {
		if i > 0 {
			words += ","
		}
		words += " " + strconv.Itoa(row)
	}
	if more := len(rows) - shown; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words
}

func (c *cli) contactsCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "contacts [COMPANY]",
		Short:   "List your contacts and the companies they were matched to",
		Example: "  kith contacts\n  kith contacts stripe --json",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.contacts(cmd.Context(), args) },
	}
}

func (c *cli) contacts(ctx context.Context, args []string) error {
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	filter, nobody := store.ContactFilter{UserID: user.ID}, "Nobody here yet. Bring your contacts with: kith import Connections.csv\n"
	if len(args) == 1 {
		company, err := app.company(ctx, args[0])
		if err != nil {
			return err
		}
		filter.CompanyID, nobody = company.ID, "You know nobody at "+company.Name+".\n"
	}
	known, err := app.DB.Contacts(ctx, filter)
	if err != nil {
		return err
	}
	if len(known) == 0 && !c.json {
		c.printf("%s", nobody)
	}
	return c.printContacts(known)
}

func (c *cli) printContacts(known []kith.Contact) error {
	table := c.table()
	for _, person := range known {
		if c.json {
			line := contactLine{
				Name: person.Name, Company: person.Company, CompanyID: person.CompanyID,
				Match: string(orMatch(person.Match)), Position: person.Position,
			}
			if !person.ConnectedOn.IsZero() {
				line.ConnectedOn = person.ConnectedOn.Format(time.DateOnly)
			}
			if err := c.line(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", cut(person.Name, 30), cut(person.Company, 30), orMatch(person.Match), cut(person.Position, 40))
	}
	return table.Flush()
}

func orMatch(m kith.Match) kith.Match {
	if m == "" {
		return kith.MatchNone
	}
	return m
}

func (c *cli) watchCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "watch", Short: "The companies that you watch", RunE: needVerb}
	cmd.AddCommand(
		&cobra.Command{
			Use: "add COMPANY …", Short: "Watch companies, whether you know people there or not",
			Example: "  kith watch add Stripe",
			Args:    cobra.MinimumNArgs(1),
			RunE:    func(cmd *cobra.Command, args []string) error { return c.watch(cmd.Context(), args, true) },
		},
		&cobra.Command{
			Use: "rm COMPANY …", Short: "Stop watching companies",
			Example: "  kith watch rm Stripe",
			Args:    cobra.MinimumNArgs(1),
			RunE:    func(cmd *cobra.Command, args []string) error { return c.watch(cmd.Context(), args, false) },
		},
		&cobra.Command{
			Use: "list", Short: "List what you watch",
			Example: "  kith watch list --json",
			Args:    cobra.NoArgs,
			RunE:    func(cmd *cobra.Command, _ []string) error { return c.watches(cmd.Context()) },
		},
	)
	return cmd
}

// watch begins or ends watching companies.
func (c *cli) watch(ctx context.Context, names []string, begin bool) error {
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, name := range names {
		if err := c.watchOne(ctx, user.ID, name, begin); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", name, err))
		}
	}
	if err := app.matchNow(ctx); err != nil {
		return err
	}
	return c.failed(failures, len(names))
}

func (c *cli) watchOne(ctx context.Context, userID int64, name string, begin bool) error {
	company, err := c.app.company(ctx, name)
	if err != nil {
		return err
	}
	change, words := c.app.DB.Watch, [2]string{"Watching %s.\n", "%s is watched already.\n"}
	if !begin {
		change, words = c.app.DB.Unwatch, [2]string{"No longer watching %s.\n", "%s was not watched.\n"}
	}
	changed, err := change(ctx, userID, company.ID)
	if err != nil {
		return err
	}
	if c.json {
		return c.line(watchLine{Company: company.Name})
	}
	if changed {
		c.printf(words[0], company.Name)
	} else {
		c.printf(words[1], company.Name)
	}
	return nil
}

func (c *cli) watches(ctx context.Context) error {
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	watched, err := app.DB.Watches(ctx, user.ID)
	if err != nil {
		return err
	}
	for _, w := range watched {
		if c.json {
			err = c.line(watchLine{w.Company, at(w.Since)})
		} else {
			c.printf("%s, since %s\n", w.Company, when(w.Since))
		}
		if err != nil {
			return err
		}
	}
	if len(watched) == 0 && !c.json {
		c.printf("You watch nothing yet. Your people's companies are covered anyway.\n")
	}
	return nil
}

func (c *cli) userCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Who is written to, where and when", RunE: needVerb}
	var email, zone, cadence, at string
	set := &cobra.Command{
		Use: "set", Short: "Set your address and when you are written to",
		Example: "  kith user set --email ana@mail.example --zone Europe/Lisbon --cadence daily --at 07:30",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.userSet(cmd.Context(), userChange{email, zone, cadence, at})
		},
	}
	set.Flags().StringVar(&email, "email", "", "address that digests are sent to")
	set.Flags().StringVar(&zone, "zone", "", "time zone, such as Europe/Lisbon")
	set.Flags().StringVar(&cadence, "cadence", "", "instant, daily, weekly or never")
	set.Flags().StringVar(&at, "at", "", "time of day of the digest, such as 07:30")
	list := &cobra.Command{
		Use: "list", Short: "List the users",
		Example: "  kith user list --json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.userList(cmd.Context()) },
	}
	cmd.AddCommand(set, list)
	return cmd
}

// userChange holds what `kith user set` was given; empty texts change nothing.
type userChange struct{ email, zone, cadence, at string }

// apply checks the change and makes it.
func (u userChange) apply(user *kith.User) error {
	if u.email != "" {
		address, err := mail.ParseAddress(u.email)
		if err != nil {
			return usagef("--email is %q; write an address such as ana@mail.example", u.email)
		}
		user.Email = address.Address
	}
	if u.zone != "" {
		if _, err := time.LoadLocation(u.zone); err != nil {
			return usagef("--zone is %q; write a time zone such as Europe/Lisbon", u.zone)
		}
		user.TimeZone = u.zone
	}
	if u.cadence != "" {
		switch kith.Cadence(u.cadence) {
		case kith.CadenceInstant, kith.CadenceDaily, kith.CadenceWeekly, kith.CadenceNever:
			user.Cadence = kith.Cadence(u.cadence)
		default:
			return usagef("--cadence is %q; write instant, daily, weekly or never", u.cadence)
		}
	}
	if u.at != "" {
		t, err := time.Parse("15:04", u.at)
		if err != nil {
			return usagef("--at is %q; write a time of day such as 07:30", u.at)
		}
		user.DigestAt = t.Hour()*60 + t.Minute()
	}
	return nil
}

func (c *cli) userSet(ctx context.Context, change userChange) error {
	if change == (userChange{}) {
		return usagef("say what to set; 'kith user set --help' lists it")
	}
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	if err := change.apply(&user); err != nil {
		return err
	}
	if user, err = app.DB.UpdateUser(ctx, user); err != nil {
		return err
	}
	return c.printUser(user)
}

func (c *cli) userList(ctx context.Context) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	if _, err := app.DB.FirstUser(ctx); err != nil {
		return err
	}
	users, err := app.DB.Users(ctx)
	if err != nil {
		return err
	}
	for _, user := range users {
		if err := c.printUser(user); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) printUser(user kith.User) error {
	if c.json {
		return c.line(newUserLine(user))
	}
	to := orElse(user.Email, "nobody yet; set an address with: kith user set --email ADDRESS")
	c.printf("%s, %s at %s (%s), to %s\n", strings.TrimSpace(orElse(user.Name, "you")), user.Cadence, clockTime(user.DigestAt), user.TimeZone, to)
	return nil
}
