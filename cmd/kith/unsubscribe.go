package main

import (
	"fmt"
	"html"
	"net/http"

	"kith"
)

// The address in the List-Unsubscribe header of every mail (RFC 8058). A POST
// stops the mails, without cookie, sign-in or redirect; a GET, which mail
// scanners send too, only shows a button that does.

// handleStop stops the mails of the user whose token is in the address. A
// second time is as good as the first. Whatever body comes is not looked at.
func (a *App) handleStop(w http.ResponseWriter, r *http.Request) {
	user, ok := a.userOfToken(w, r)
	if !ok {
		return
	}
	if user.Cadence != kith.CadenceNever {
		user.Cadence = kith.CadenceNever
		if _, err := a.DB.UpdateUser(r.Context(), user); err != nil {
			a.log.Error("unsubscribing", "error", err)
			writePage(w, http.StatusServiceUnavailable, "That did not work", "kith could not write it down just now. Please try again in a moment.")
			return
		}
	}
	writePage(w, http.StatusOK, "No more mails", "kith writes to you no longer. To begin again: kith user set --cadence daily")
}

// handleStopPage asks whether the mails shall stop.
func (a *App) handleStopPage(w http.ResponseWriter, r *http.Request) {
	if _, ok := a.userOfToken(w, r); ok {
		writePage(w, http.StatusOK, "Stop these mails?", `<form method="post"><button>Stop all mails of kith</button></form>`)
	}
}

// userOfToken returns the user that the address means. Otherwise it answers
// the request, with 404 for a token that is nobody's.
func (a *App) userOfToken(w http.ResponseWriter, r *http.Request) (kith.User, bool) {
	user, err := a.DB.UserByToken(r.Context(), r.PathValue("token"))
	switch {
	case err == nil:
		return user, true
	case kith.CodeOf(err) == kith.CodeNotFound:
		writePage(w, http.StatusNotFound, "Nobody has this address", html.EscapeString(sentence(err)))
	default:
		a.log.Error("unsubscribing", "error", err)
		writePage(w, http.StatusServiceUnavailable, "That did not work", "kith could not look it up just now. Please try again in a moment.")
	}
	return kith.User{}, false
}

// writePage writes a small page. body is HTML.
func writePage(w http.ResponseWriter, status int, title, body string) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>%[1]s</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.6rem 1rem}</style>
<h1>%[1]s</h1>
<div>%[2]s</div>
</html>
`, html.EscapeString(title), body)
}
