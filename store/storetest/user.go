package storetest

import (
	"encoding/base64"
	"strings"
	"time"

	"kith"
	"kith/store"
)

func userCases() []testCase {
	return []testCase{
		{"the first user is made once", firstUser},
		{"many make the first user at once", firstUserRace},
		{"a user's settings", userSettings},
		{"settings that make no sense", userRefusals},
		{"two users with one address", userConflict},
		{"a new schedule moves the digest", userReschedule},
		{"a user by token", userByToken},
	}
}

func firstUser(f *fixture) {
	u := f.user()
	token, err := base64.RawURLEncoding.DecodeString(u.Token)
	f.no(err)
	if len(token) != 16 {
		f.Errorf("the token has %d bytes, want 16", len(token))
	}
	u.Token = ""
	f.same("first user", kith.User{ID: u.ID, TimeZone: "UTC", Cadence: kith.CadenceDaily, DigestAt: 450, CreatedAt: Begin()}, u)
	if again := f.user(); again.ID != u.ID {
		f.Errorf("another user was made: %d after %d", again.ID, u.ID)
	}
	f.same("users", 1, len(must(f.db.Users(f.ctx))(f)))
}

func firstUserRace(f *fixture) {
	dbs := []*store.DB{f.db, f.open()}
	for _, err := range race(8, func(i int) error { _, err := dbs[i%2].FirstUser(f.ctx); return err }) {
		f.no(err)
	}
	f.same("users", 1, len(must(f.db.Users(f.ctx))(f)))
}

func userSettings(f *fixture) {
	u := f.user()
	u.Email, u.Name, u.TimeZone = " ana@mail.example ", "Ana\x00 B", "Europe/Lisbon"
	u.Cadence, u.DigestAt = kith.CadenceWeekly, 615
	changed := u
	changed.Token, changed.CreatedAt = "forged", time.Time{}
	got := must(f.db.UpdateUser(f.ctx, changed))(f)
	u.Email, u.Name = "ana@mail.example", "Ana B"
	f.same("updated user", u, got)
	f.same("stored user", u, must(f.db.User(f.ctx, u.ID))(f))
	_, err := f.db.User(f.ctx, u.ID+1)
	f.refused(err, kith.CodeNotFound)
	u.ID++
	_, err = f.db.UpdateUser(f.ctx, u)
	f.refused(err, kith.CodeNotFound)
}

func userRefusals(f *fixture) {
	good := f.user()
	for _, spoil := range []func(*kith.User){
		func(u *kith.User) { u.Email = "nobody" },
		func(u *kith.User) { u.Email = "a@b.example\r\nBcc: c@d.example" },
		func(u *kith.User) { u.Email = "Ana <ana@mail.example>" },
		func(u *kith.User) { u.TimeZone = "Mars/Olympus" },
		func(u *kith.User) { u.TimeZone = "" },
		func(u *kith.User) { u.Cadence = "hourly" },
		func(u *kith.User) { u.DigestAt = -1 },
		func(u *kith.User) { u.DigestAt = 1440 },
	} {
		bad := good
		spoil(&bad)
		_, err := f.db.UpdateUser(f.ctx, bad)
		f.refused(err, kith.CodeInvalid)
	}
	f.same("stored user", good, f.user())
}

func userConflict(f *fixture) {
	u := f.user()
	f.other("ana@mail.example")
	_, err := f.db.AddUser(f.ctx, kith.User{Email: "Ana@Mail.example"})
	f.refused(err, kith.CodeConflict)
	u.Email = "ANA@mail.example"
	_, err = f.db.UpdateUser(f.ctx, u)
	f.refused(err, kith.CodeConflict)
	if err != nil && !strings.Contains(err.Error(), "another user has the address") {
		f.Errorf("the refusal says %q", err)
	}
	f.other("") // several may be without an address
	f.other("")
}

func userReschedule(f *fixture) {
	u := f.user()
	u.Cadence = kith.CadenceInstant
	u = must(f.db.UpdateUser(f.ctx, u))(f)
	if !u.DueAt.IsZero() {
		f.Errorf("due at %s with nothing to tell", u.DueAt)
	}
	f.alert(u, "event/1")
	f.same("due", Begin().Add(kith.GroupWait), f.user().DueAt)
	u = f.user()
	u.Name = "Ana" // not a new schedule
	f.clock.Move(time.Minute)
	f.same("due after a new name", Begin().Add(kith.GroupWait), must(f.db.UpdateUser(f.ctx, u))(f).DueAt)
	u.Cadence, u.TimeZone, u.DigestAt = kith.CadenceDaily, "Asia/Kathmandu", 8*60
	u = must(f.db.UpdateUser(f.ctx, u))(f)
	f.same("due daily", time.Date(2026, 11, 26, 2, 15, 0, 0, time.UTC), u.DueAt)
	f.same("stored", u, f.user())
	u.Cadence = kith.CadenceNever
	u = must(f.db.UpdateUser(f.ctx, u))(f)
	f.same("due for one who is not written to", time.Time{}, u.DueAt)
	f.same("stored", u, f.user())
}

func userByToken(f *fixture) {
	u := f.user()
	f.other("bo@mail.example")
	f.same("user", u, must(f.db.UserByToken(f.ctx, u.Token))(f))
	for _, token := range []string{"", "x\x00", "%", "' OR 1=1 --", strings.ToUpper(u.Token), strings.Repeat("a", 100_000)} {
		_, err := f.db.UserByToken(f.ctx, token)
		f.refused(err, kith.CodeNotFound)
	}
}
