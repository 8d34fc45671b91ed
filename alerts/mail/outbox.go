package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kith"
)

// outbox is a Sender that writes each mail as a file into a folder.
type outbox struct{ dir string }

// NewOutbox returns a Sender that writes each mail as an .eml file into a
// folder, which it makes when there is something to write. The file's name is
// the Message-ID: the same mail sent twice is one file. A file is there whole
// or not at all, also after a crash or a power cut.
func NewOutbox(dir string) Sender { return &outbox{dir: dir} }

// Send writes the mail into the folder.
func (o *outbox) Send(ctx context.Context, m Message) error {
	if err := ctx.Err(); err != nil {
		return kith.Errorf(kith.CodeUnavailable, "the mail was not written: %w", err)
	}
	if err := o.write(fileName(m.MessageID), m.Data); err != nil {
		return kith.Errorf(kith.CodeUnavailable, "the mail could not be written into the outbox folder %s: %w", o.dir, err)
	}
	return nil
}

// write puts data under a name: into a temporary file, onto the disk, and
// only then in its place.
func (o *outbox) write(name string, data []byte) (err error) {
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(o.dir, ".mail-*.tmp") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), filepath.Join(o.dir, name)); err != nil {
		return err
	}
	return syncFolder(o.dir)
}

// syncFolder brings the names in a folder onto the disk. A file system that
// cannot do that for folders keeps them in its own way.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}

// fileName returns a name that is safe on every file system. Message-IDs that
// had to be changed for it get a hash, so that they stay apart.
func fileName(messageID string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_', r == '@':
			return r
		default:
			return '_'
		}
	}, messageID)
	if safe != messageID || len(safe) > 150 || strings.HasPrefix(safe, ".") || safe == "" {
		sum := sha256.Sum256([]byte(messageID))
		safe = fmt.Sprintf("mail-%s-%s", strings.TrimLeft(safe[:min(len(safe), 100)], "."), hex.EncodeToString(sum[:8]))
	}
	return safe + ".eml"
}
