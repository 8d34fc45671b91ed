package store_test

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"kith"
	"kith/store"
	"kith/store/storetest"
)

// TestOpenPostgres checks what is said of addresses that lead nowhere. None of
// it holds the password.
func TestOpenPostgres(t *testing.T) {
	t.Parallel()
	base, err := url.Parse(os.Getenv(storetest.PostgresVariable))
	if err != nil || base.User == nil {
		t.Skip("no PostgreSQL to test on: set " + storetest.PostgresVariable)
	}
	wrongPassword, wrongName := *base, *base
	wrongPassword.User = url.UserPassword(base.User.Username(), "sesame")
	wrongName.Path = "/no_such_database_of_kith"
	for _, c := range []struct {
		name, address string
		code          kith.Code
		says          string
	}{
		{"no server", "postgres://kith:sesame@127.0.0.1:1/kith", kith.CodeUnavailable, "does not answer"},
		{"no address", "postgres://kith:sesame@127.0.0.1:port/kith", kith.CodeInvalid, "cannot be read"},
		{"another password", wrongPassword.String(), kith.CodeInvalid, "the password"},
		{"another database", wrongName.String(), kith.CodeNotFound, "no such database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := store.Open(t.Context(), store.Options{Database: c.address, Clock: storetest.NewClock().Now})
			if kith.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "sesame") {
				t.Errorf("it says %q (%s)", err, kith.CodeOf(err))
			}
		})
	}
}
