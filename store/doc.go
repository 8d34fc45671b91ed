// Package store keeps everything that kith knows: in SQLite in the data
// folder, or in PostgreSQL. Both speak the same hand-written SQL; what differs
// is in dialect.go.
//
// The map:
//
//	db.go, sqlite.go, postgres.go, migrate.go   opening, pools, transactions, schema
//	dialect.go, explain.go, sql.go              differences, errors in plain words, small SQL helpers
//	company.go, link.go, source.go              who is who, and what is visited
//	visit.go, diff.go, diff_save.go, news.go    RecordVisit: what a visit found, in one transaction
//	opening.go, event.go, change.go             reading openings, events and the change log
//	signal.go                                   the days of a board, and what its history says
//	user.go, contact.go, watch.go               people; contact_diff.go and move.go are the import of contacts
//	interest.go, alert.go                       who is told what, and why
//	alert_save.go, alert_plan.go                SaveAlerts: what is new, and what joins what was told
//	delivery.go                                 the ledger of messages
//	job.go, queue.go, pulse.go                  the queue of jobs (River), and taking up those of killed processes
//	check.go                                    the store's part of "kith doctor"
//
// Every method that writes does so in one transaction, and the rows of the
// change log and the jobs that follow are written in the same one.
package store
