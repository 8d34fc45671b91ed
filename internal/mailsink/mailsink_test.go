package mailsink_test

import (
	"net"
	"net/smtp"
	"testing"

	"kith/internal/mailsink"
)

// TestSink sends mails with another client than kith's own.
func TestSink(t *testing.T) {
	t.Parallel()
	sink := mailsink.Start(t)
	send := func(body string) error {
		return smtp.SendMail(sink.Addr(), nil, "a@one.example", []string{"b@two.example"}, []byte(body))
	}
	if err := send("Subject: x\r\n\r\nbody\r\n"); err == nil {
		t.Error("a certificate that nobody trusts was trusted")
	}
	client, err := smtp.Dial(sink.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, step := range []func() error{
		func() error { return client.Hello("one.example") },
		func() error { return client.Mail("a@one.example") },
		func() error { return client.Rcpt("b@two.example") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	w, err := client.Data()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("Subject: x\r\n\r\n.dot\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := sink.Messages()
	if len(got) != 1 || string(got[0].Data) != "Subject: x\r\n\r\n.dot\r\n" || got[0].From != "a@one.example" || got[0].To[0] != "b@two.example" {
		t.Errorf("%+v", got)
	}
}

// TestLoopback fails when the sink listens to more than this machine.
func TestLoopback(t *testing.T) {
	t.Parallel()
	host, _, err := net.SplitHostPort(mailsink.StartPlain(t).Addr())
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("listens on %q, %v", host, err)
	}
}
