package main

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/mailsink"
)

// TestKill kills kith at random moments of crawling, indexing and delivering,
// on both databases, and then lets it run once in peace: the openings are the
// truth, the index is the store, every alert has been delivered, and no mail
// came more often than kith was killed, each time under the same Message-ID.
//
// KITH_KILLS says how many times (default 4, with -short 2). The full count:
//
//	KITH_KILLS=30 go test -run TestKill -timeout 30m ./cmd/kith
func TestKill(t *testing.T) {
	t.Parallel()
	kills := 4
	if testing.Short() {
		kills = 2
	}
	if text := os.Getenv("KITH_KILLS"); text != "" {
		kills, _ = strconv.Atoi(text)
	}
	for _, stage := range stages {
		t.Run(stage.name, func(t *testing.T) {
			t.Parallel()
			killAndHeal(t, stage.database(t), kills)
		})
	}
}

func killAndHeal(t *testing.T, database string, kills int) {
	web, k := visitor(t, database)
	sink := mailsink.Start(t)
	host, port, _ := strings.Cut(sink.Addr(), ":")
	k.env = append(k.env, "KITH_SMTP_HOST="+host, "KITH_SMTP_PORT="+port, "KITH_SMTP_TLS=none")
	settle(k, web)
	k.run("user", "set", "--email", "ana@mail.example")
	k.run("import", "Connections.csv")
	verbs := []struct {
		args    []string
		longest int // milliseconds until it is killed: about as long as it takes
	}{
		{[]string{"crawl", "--all"}, 3000}, {[]string{"crawl", "--all"}, 3000}, {[]string{"digest", "--send"}, 300},
		{[]string{"digest", "--send"}, 300}, {[]string{"search", "planner"}, 400}, {[]string{"reindex"}, 400}, {[]string{"serve"}, 3000},
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for i := range kills {
		web.SetDay(1 + i*web.Days()/kills)
		verb := verbs[random.IntN(len(verbs))]
		after := time.Duration(random.IntN(verb.longest)) * time.Millisecond
		t.Logf("kill %d: kith %s after %s", i+1, strings.Join(verb.args, " "), after)
		k.kill(after, verb.args...)
	}
	web.SetDay(web.Days())
	crawl(k)
	k.deliver()
	checkTruth(k, web, web.Days())
	checkIndex(k)
	for _, a := range k.lines(nil, "alerts") {
		if a.text("delivered_at") == "" {
			t.Errorf("never delivered: %v", a)
		}
	}
	checkMails(t, sink.Messages(), kills)
}

// kill starts a verb and kills it after a while.
func (k *terminal) kill(after time.Duration, verb ...string) {
	k.t.Helper()
	cmd := k.command(k.t.Context(), verb...)
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may have ended by itself
	_ = cmd.Wait()
}

// deliver sends what is left, and lets deliveries that were under way when
// kith was killed be taken up by the queue.
func (k *terminal) deliver() {
	k.t.Helper()
	k.run("digest", "--send")
	stop := k.start("serve")
	defer stop()
	for range 300 {
		waiting := 0
		for _, a := range k.lines(nil, "alerts") {
			if a.text("delivered_at") == "" {
				waiting++
			}
		}
		if waiting == 0 {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// checkMails counts how often each mail arrived.
func checkMails(t *testing.T, messages []mailsink.Message, kills int) {
	t.Helper()
	id := regexp.MustCompile(`(?mi)^Message-ID:\s*(<[^>]+>)`)
	seen := map[string]int{}
	bodies := map[string]string{}
	for _, m := range messages {
		match := id.FindSubmatch(m.Data)
		if match == nil {
			t.Fatalf("a mail without Message-ID: %.200s", m.Data)
		}
		key := string(match[1])
		seen[key]++
		if body, ok := bodies[key]; ok && body != string(m.Data) {
			t.Errorf("%s came twice with different words", key)
		}
		bodies[key] = string(m.Data)
	}
	repeats := 0
	for _, n := range seen {
		repeats += n - 1
	}
	t.Logf("%d mails, %d repeats, %d kills", len(seen), repeats, kills)
	if len(seen) == 0 || repeats > kills {
		t.Errorf("%d mails with %d repeats after %d kills", len(seen), repeats, kills)
	}
}
