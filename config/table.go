package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Setting is one row of the table of settings.
type Setting struct {
	Key     string // in the file; with dashes, the flag
	Default string
	Help    string
	Secret  bool
	set     func(*Config, string) error
}

// Env returns the name of the setting's environment variable.
func (s Setting) Env() string { return "KITH_" + strings.ToUpper(s.Key) }

// Table returns every setting there is.
func Table() []Setting {
	return []Setting{
		{Key: "data", Default: "kith-data", Help: "folder that holds everything", set: setData},
		{Key: "database", Help: "postgres://… instead of SQLite in the data folder", set: setDatabase},
		{Key: "proxy", Help: "the only proxy that is used for visits", set: setProxy},
		{Key: "log_level", Default: "warn", Help: "debug, info, warn or error", set: setLogLevel},
		{Key: "listen", Default: "127.0.0.1:8484", Help: "address that serve listens on", set: setString(func(c *Config) *string { return &c.Listen })},
		{Key: "base_url", Default: "http://127.0.0.1:8484", Help: "address that links in mails begin with", set: setBaseURL},
		{Key: "every", Default: "1h", Help: "time between two visits to a source", set: setDuration(time.Minute, func(c *Config) *time.Duration { return &c.Every })},
		{Key: "hosts", Default: "8", Help: "hosts visited at the same time", set: setInt(1, 256, func(c *Config) *int { return &c.Hosts })},
		{Key: "pace", Default: "0s", Help: "least time between two requests to one host; 0s keeps each host's own known pace", set: setDuration(0, func(c *Config) *time.Duration { return &c.Pace })},
		{Key: "contact", Help: "mail address or web page that visited sites can turn to", set: setString(func(c *Config) *string { return &c.Contact })},
		{Key: "crawler_browser", Help: "auto, or the path of a Chromium: draws career pages that are empty without JavaScript", set: setString(func(c *Config) *string { return &c.Browser })},
		{Key: "company_news", Help: "address of a news search as a feed, with {company} in it: read for each company where you know somebody or that you watch", set: setCompanyNews},
		{Key: "allow_private", Help: "private networks that may be visited all the same, as 10.1.0.0/16,…", set: setPrefixes},
		{Key: "from", Default: "kith <kith@localhost>", Help: "sender of the mails", set: setFrom},
		{Key: "smtp_host", Help: "mail server; without one, mails are written to the outbox folder", set: setString(func(c *Config) *string { return &c.SMTP.Host })},
		{Key: "smtp_port", Default: "587", Help: "port of the mail server", set: setInt(1, 65535, func(c *Config) *int { return &c.SMTP.Port })},
		{Key: "smtp_user", Help: "name to sign in with at the mail server", set: setString(func(c *Config) *string { return &c.SMTP.User })},
		{Key: "smtp_password", Help: "password for the mail server; better KITH_SMTP_PASSWORD_FILE", Secret: true, set: setPassword},
		{Key: "smtp_tls", Default: "starttls", Help: "starttls, tls or none", set: setTLS},
		{Key: "time_zone", Default: "Local", Help: "time zone of the first user, such as Europe/Lisbon", set: setTimeZone},
	}
}

func setString(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, text string) error {
		*field(c) = text
		return nil
	}
}

func setDuration(least time.Duration, field func(*Config) *time.Duration) func(*Config, string) error {
	return func(c *Config, text string) error {
		d, err := time.ParseDuration(text)
		if err != nil || d < least {
			return fmt.Errorf("write a time such as 30m or 1h, at least %s", least)
		}
		*field(c) = d
		return nil
	}
}

func setInt(least, most int, field func(*Config) *int) func(*Config, string) error {
	return func(c *Config, text string) error {
		n, err := strconv.Atoi(text)
		if err != nil || n < least || n > most {
			return fmt.Errorf("write a number from %d to %d", least, most)
		}
		*field(c) = n
		return nil
	}
}

func setData(c *Config, text string) error {
	folder, err := filepath.Abs(text)
	if err != nil || text == "" {
		return errors.New("name a folder")
	}
	c.Data = folder
	return nil
}

func setDatabase(c *Config, text string) error {
	if text != "" && !strings.HasPrefix(text, "postgres://") && !strings.HasPrefix(text, "postgresql://") {
		return errors.New("write postgres://user:password@host/database, or leave it out for SQLite")
	}
	c.Database = text
	return nil
}

func setProxy(c *Config, text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("write http://host:port")
	}
	c.Proxy = u
	return nil
}

func setLogLevel(c *Config, text string) error {
	if err := c.LogLevel.UnmarshalText([]byte(text)); err != nil {
		return errors.New("write debug, info, warn or error")
	}
	return nil
}

func setBaseURL(c *Config, text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("write https://host")
	}
	c.BaseURL = strings.TrimRight(text, "/")
	return nil
}

func setCompanyNews(c *Config, text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(strings.ReplaceAll(text, "{company}", "x"))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || !strings.Contains(text, "{company}") || strings.Contains(u.Host, "{") {
		return errors.New("write https://news.example/search?q={company}&format=rss")
	}
	c.CompanyNews = text
	return nil
}

func setPrefixes(c *Config, text string) error {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return errors.New("write networks such as 10.1.0.0/16, with commas between")
		}
		c.AllowPrivate = append(c.AllowPrivate, prefix)
	}
	return nil
}

func setFrom(c *Config, text string) error {
	if _, err := mail.ParseAddress(text); err != nil {
		return errors.New("write a sender such as kith <kith@example.org>")
	}
	c.From = text
	return nil
}

func setPassword(c *Config, text string) error {
	c.SMTP.Password = Secret(text)
	return nil
}

func setTLS(c *Config, text string) error {
	if text != "starttls" && text != "tls" && text != "none" {
		return errors.New("write starttls, tls or none")
	}
	c.SMTP.TLS = text
	return nil
}

func setTimeZone(c *Config, text string) error {
	if _, err := time.LoadLocation(text); err != nil {
		return errors.New("write a time zone such as Europe/Lisbon")
	}
	c.TimeZone = text
	return nil
}

var _ slog.LogValuer = Secret("")
