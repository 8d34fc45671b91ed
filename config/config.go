// Package config reads kith's settings once, at the start: from the defaults,
// a TOML file, KITH_* variables of the environment and flags, each overruling
// the one before. Only cmd imports it; every other package is handed the
// values that it needs.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Config holds every setting. Table describes each.
type Config struct {
	Data     string // folder, absolute
	Database string // "" means SQLite in the data folder
	Proxy    *url.URL
	LogLevel slog.Level
	Listen   string
	BaseURL  string

	Every        time.Duration
	Hosts        int
	Pace         time.Duration
	Contact      string
	AllowPrivate []netip.Prefix
	Browser      string // "" for none, "auto", or the path of a Chromium
	CompanyNews  string // address of a feed for one company, with {company} in it; "" for none

	From     string
	SMTP     SMTP
	TimeZone string
}

// SMTP says how mail leaves. Without a host, mails are written to the outbox
// folder.
type SMTP struct {
	Host     string
	Port     int
	User     string
	Password Secret
	TLS      string // "starttls", "tls" or "none"
}

// Secret is a value that is never printed.
type Secret string

// String hides the value.
func (Secret) String() string { return "(hidden)" }

// LogValue hides the value in logs.
func (Secret) LogValue() slog.Value { return slog.StringValue("(hidden)") }

// Load reads the settings. file may be empty; then DATA/kith.toml is read
// where it exists. environ is as os.Environ gives it. flags holds the settings
// that were given on the command line, by key. An error names the setting, the
// place that it came from and what it should look like.
func Load(file string, environ []string, flags map[string]string) (Config, error) {
	values := map[string]given{}
	for _, s := range Table() {
		values[s.Key] = given{s.Default, "the default"}
	}
	if err := fromEnvironment(values, environ); err != nil {
		return Config{}, err
	}
	for key, value := range flags {
		values[key] = given{value, "--" + strings.ReplaceAll(key, "_", "-")}
	}
	if err := fromFile(values, file); err != nil {
		return Config{}, err
	}
	return parse(values)
}

// given is a setting's text and where it was read.
type given struct{ text, place string }

// fromEnvironment takes KITH_* variables; KITH_X_FILE names a file that holds
// the value, for secrets.
func fromEnvironment(values map[string]given, environ []string) error {
	for _, entry := range environ {
		name, text, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "KITH_") || text == "" {
			continue
		}
		if i := slices.IndexFunc(Table(), func(s Setting) bool { return s.Env() == name }); i >= 0 {
			values[Table()[i].Key] = given{text, name}
			continue
		}
		i := slices.IndexFunc(Table(), func(s Setting) bool { return s.Secret && s.Env()+"_FILE" == name })
		if i < 0 {
			continue
		}
		content, err := os.ReadFile(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		values[Table()[i].Key] = given{strings.TrimSpace(string(content)), name}
	}
	return nil
}

// fromFile takes the settings of a TOML file for all that neither the
// environment nor a flag has set. A table [smtp] with a key host is the
// setting smtp_host.
func fromFile(values map[string]given, file string) error {
	wanted := file != ""
	if !wanted {
		file = filepath.Join(values["data"].text, "kith.toml")
	}
	content, err := os.ReadFile(file)
	if !wanted && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) {
		return nil // a data folder that is none is told by whoever opens it
	}
	if err != nil {
		return fmt.Errorf("the settings file: %w", err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(content, &tree); err != nil {
		return fmt.Errorf("the settings file %s: %w", file, err)
	}
	for key, value := range flatten("", tree) {
		before, known := values[key]
		if !known {
			return fmt.Errorf("the settings file %s: there is no setting %q", file, key)
		}
		if before.place == "the default" {
			values[key] = given{fmt.Sprint(value), file}
		}
	}
	return nil
}

// flatten turns nested tables into keys joined by an underscore.
func flatten(prefix string, tree map[string]any) map[string]any {
	flat := map[string]any{}
	for key, value := range tree {
		if inner, ok := value.(map[string]any); ok {
			for k, v := range flatten(prefix+key+"_", inner) {
				flat[k] = v
			}
			continue
		}
		if list, ok := value.([]any); ok {
			value = strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ","), "[]")
		}
		flat[prefix+key] = value
	}
	return flat
}

// parse turns the texts into a Config.
func parse(values map[string]given) (Config, error) {
	var c Config
	for _, s := range Table() {
		v := values[s.Key]
		if err := s.set(&c, v.text); err != nil {
			text := v.text
			if s.Secret {
				text = Secret(text).String()
			}
			return Config{}, fmt.Errorf("%s (from %s) is %q: %w", s.Key, v.place, text, err)
		}
	}
	return c, nil
}
