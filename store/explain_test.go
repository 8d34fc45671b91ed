package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"

	"kith"
)

// TestExplain checks that what a user can do something about is said in words.
func TestExplain(t *testing.T) {
	t.Parallel()
	server := func(code string) error { return fmt.Errorf("query: %w", &pgconn.PgError{Code: code}) }
	for _, c := range []struct {
		err  error
		code kith.Code
		says string
	}{
		{nil, "", ""},
		{errors.New("odd"), kith.CodeInternal, "doing it: odd"},
		{kith.Errorf(kith.CodeNotFound, "there is none"), kith.CodeNotFound, "there is none"},
		{server("28P01"), kith.CodeInvalid, "password"},
		{server("3D000"), kith.CodeNotFound, "createdb"},
		{server("53100"), kith.CodeUnavailable, "disk of PostgreSQL is full"},
		{server("53300"), kith.CodeUnavailable, "max_connections"},
		{server("57P01"), kith.CodeUnavailable, "try again"},
		{server("42501"), kith.CodeUnavailable, "may not write"},
		{server("23505"), kith.CodeInternal, "doing it"},
		{folderError("/data/kith.db", &fs.PathError{Err: fs.ErrPermission}), kith.CodeUnavailable, "make the folder writable"},
		{folderError("/data/kith.db", errors.New("mkdir /data: read-only file system")), kith.CodeUnavailable, "make the folder writable"},
		{folderError("/data/kith.db", errors.New("odd")), kith.CodeUnavailable, "cannot be made"},
	} {
		got := explain("doing it", c.err)
		if kith.CodeOf(got) != c.code || c.err != nil && !strings.Contains(got.Error(), c.says) {
			t.Errorf("%v: %v (%s)", c.err, got, kith.CodeOf(got))
		}
	}
}

// TestVerdict checks what becomes of a job by the error of its handler.
func TestVerdict(t *testing.T) {
	t.Parallel()
	var snooze *river.JobSnoozeError
	var cancel *river.JobCancelError
	plain := errors.New("odd")
	if err := verdict(kith.Errorf(kith.CodeConflict, "elsewhere"), false); !errors.As(err, &snooze) || snooze.Duration != conflictWait {
		t.Errorf("a conflict: %v", err)
	}
	for _, code := range []kith.Code{kith.CodeInvalid, kith.CodeNotFound} {
		wrong := kith.Errorf(code, "wrong")
		if err := verdict(wrong, true); !errors.As(err, &cancel) {
			t.Errorf("%s: %v", code, err)
		}
		if err := verdict(wrong, false); !errors.Is(err, error(wrong)) || errors.As(err, &cancel) {
			t.Errorf("%s of a visit: %v", code, err)
		}
	}
	if !errors.Is(verdict(plain, true), plain) || verdict(nil, true) != nil {
		t.Error("any other error is not left alone")
	}
}

// TestBackoff checks that waits double, within a fifth, up to the most.
func TestBackoff(t *testing.T) {
	t.Parallel()
	b := backoff{time.Second, time.Minute}
	for failures, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 7: time.Minute, 4000: time.Minute} {
		for range 50 {
			if got := b.after(failures); got < want*4/5 || got > want*6/5 {
				t.Errorf("after %d failures: %s, want about %s", failures, got, want)
			}
		}
	}
}

// TestBounded checks that keys stay apart when they are cut.
func TestBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 1000)
	one, two := bounded(long+"1"), bounded(long+"2")
	if one == two || len(one) > longestKey || !utf8.ValidString(one) || bounded(long+"1") != one {
		t.Errorf("cut: %q, %q", one, two)
	}
	if got := bounded("a\x00b\xff"); got != "ab\uFFFD" {
		t.Errorf("cleaned: %q", got)
	}
}

// TestStatement checks how SQL is put together.
func TestStatement(t *testing.T) {
	t.Parallel()
	s := newStatement("SELECT a FROM b WHERE c = ?", 1).where(true, "d IN (?, ?)", 2, 3).where(false, "e = ?", 4).limit(5)
	s = in(s, " OR f", []string{"x", "y"})
	want := "SELECT a FROM b WHERE c = $1 AND d IN ($2, $3) LIMIT $4 OR f IN ($5,$6)"
	if s.text.String() != want {
		t.Errorf("got %s", s.text.String())
	}
	if diff := cmp.Diff([]any{1, 2, 3, 5, "x", "y"}, s.args); diff != "" {
		t.Errorf("the arguments: %s", diff)
	}
}

// TestAbout checks that a failed job is named in words.
func TestAbout(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{KindVisit, `{"host":"boards.example"}`, "boards.example"},
		{KindMatch, `{}`, "the change log"},
		{KindDigest, `{"user":3}`, "user 3"},
		{KindDeliver, `{"delivery":12}`, "delivery 12"},
		{KindDeliver, `{`, "unreadable arguments"},
	} {
		if got := about(c[0], []byte(c[1])); got != c[2] {
			t.Errorf("%s %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
