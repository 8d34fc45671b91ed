package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/config"
)

// TestOrder checks that the file overrules the default, the environment the
// file, and a flag all of them.
func TestOrder(t *testing.T) {
	t.Parallel()
	file := write(t, "every = \"2h\"\nhosts = 3\n[smtp]\nhost = \"mail.example\"\nport = 25\n")
	c, err := config.Load(file, []string{"KITH_HOSTS=4", "KITH_SMTP_PORT=2525", "PATH=/bin"}, map[string]string{"smtp_port": "26"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Every != 2*time.Hour || c.Hosts != 4 || c.SMTP.Host != "mail.example" || c.SMTP.Port != 26 {
		t.Errorf("got every %v, hosts %d, smtp %s:%d", c.Every, c.Hosts, c.SMTP.Host, c.SMTP.Port)
	}
	if !filepath.IsAbs(c.Data) {
		t.Errorf("the data folder %q is not absolute", c.Data)
	}
}

// TestDefaults checks that every default is accepted.
func TestDefaults(t *testing.T) {
	t.Parallel()
	if _, err := config.Load("", nil, map[string]string{"data": t.TempDir()}); err != nil {
		t.Fatal(err)
	}
}

// TestWrong checks that a wrong value names the setting and its place.
func TestWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ env, wants string }{
		{"KITH_EVERY=soon", "every (from KITH_EVERY)"},
		{"KITH_HOSTS=0", "from 1 to 256"},
		{"KITH_DATABASE=mysql://x", "postgres://"},
		{"KITH_PROXY=ftp://x", "http://host:port"},
		{"KITH_LOG_LEVEL=loud", "debug, info"},
		{"KITH_ALLOW_PRIVATE=10.0.0.0", "10.1.0.0/16"},
		{"KITH_COMPANY_NEWS=https://news.example/search?q=x", "{company}"},
		{"KITH_COMPANY_NEWS={company}", "https://news.example"},
		{"KITH_SMTP_TLS=ssl", "starttls"},
		{"KITH_TIME_ZONE=Mars/Olympus", "Europe/Lisbon"},
		{"KITH_SMTP_PASSWORD_FILE=/does/not/exist", "KITH_SMTP_PASSWORD_FILE"},
	} {
		_, err := config.Load("", []string{c.env}, map[string]string{"data": t.TempDir()})
		if err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: got %v, want it to say %q", c.env, err, c.wants)
		}
	}
}

// TestFileErrors checks unknown keys, broken TOML and a named file that is
// not there.
func TestFileErrors(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"no setting": write(t, "colour = \"red\"\n"),
		"settings":   write(t, "every = = 3\n"),
		"no such":    filepath.Join(t.TempDir(), "absent.toml"),
	} {
		if _, err := config.Load(file, nil, nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestSecret checks that a password is read from its file and never printed.
func TestSecret(t *testing.T) {
	t.Parallel()
	file := write(t, "hunter2\n")
	c, err := config.Load("", []string{"KITH_SMTP_PASSWORD_FILE=" + file}, map[string]string{"data": t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if string(c.SMTP.Password) != "hunter2" {
		t.Errorf("the password was not read from its file")
	}
	if printed := fmt.Sprintf("%v %s", c, c.SMTP.Password); strings.Contains(printed, "hunter2") {
		t.Errorf("the password is printed: %s", printed)
	}
}

func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kith.toml")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
