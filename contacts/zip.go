package contacts

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"kith"
)

const (
	endRecordSize = 22      // end of central directory record, without its comment
	maxDirectory  = 4 << 20 // bytes; LinkedIn's own archives need some kilobytes
	flagEncrypted = 0x1
)

// readZip reads Connections.csv out of the ZIP of LinkedIn's export.
func readZip(ctx context.Context, file File, keys KeysFunc) (Import, error) {
	if err := checkDirectory(file); err != nil {
		return Import{}, err
	}
	archive, err := zip.NewReader(file.Data, file.Size)
	if err != nil {
		return Import{}, kith.Errorf(kith.CodeInvalid, "The zip is damaged. Unpack it and drop Connections.csv. (%w)", err)
	}
	member, err := findMember(archive.File)
	if err != nil {
		return Import{}, err
	}
	data, err := member.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return Import{}, kith.Errorf(kith.CodeInvalid, "The zip is packed in a way that kith does not know. Unpack it and drop Connections.csv. (%w)", err)
	}
	if err != nil {
		return Import{}, kith.Errorf(kith.CodeInvalid, "The zip is damaged. Unpack it and drop Connections.csv. (%w)", err)
	}
	defer data.Close()
	return readList(ctx, list{name: "Connections.csv", data: &ceiling{in: data, left: MaxUnpacked}}, keys)
}

// findMember returns Connections.csv, the one nearest to the top where there
// are several.
func findMember(files []*zip.File) (*zip.File, error) {
	var found *zip.File
	var nested string
	for _, f := range files {
		path := strings.ReplaceAll(f.Name, `\`, "/")
		base := strings.ToLower(path[strings.LastIndexByte(path, '/')+1:])
		if strings.HasSuffix(base, ".zip") {
			nested = base
		}
		if base == "connections.csv" && (found == nil || strings.Count(path, "/") < strings.Count(found.Name, "/")) {
			found = f
		}
	}
	switch {
	case found == nil && nested != "":
		return nil, kith.Errorf(kith.CodeInvalid, "There is a zip inside this zip. Unpack it and drop the inner one, or Connections.csv.")
	case found == nil:
		return nil, kith.Errorf(kith.CodeInvalid, "There is no Connections.csv in this zip. Ask LinkedIn for your connections once more, or drop Connections.csv alone.")
	case found.Flags&flagEncrypted != 0:
		return nil, kith.Errorf(kith.CodeInvalid, "The zip has a password. Unpack it and drop Connections.csv.")
	case found.UncompressedSize64 > MaxUnpacked:
		return nil, errUnpacked()
	}
	return found, nil
}

// checkDirectory refuses an archive whose list of members is itself too large
// to be held in memory, before archive/zip reads it. It looks at the end of
// central directory record (APPNOTE.TXT 4.3.16).
func checkDirectory(file File) error {
	tail := make([]byte, min(file.Size, endRecordSize+1<<16))
	start := file.Size - int64(len(tail))
	if _, err := file.Data.ReadAt(tail, start); err != nil && err != io.EOF {
		return broken(err)
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < endRecordSize {
		return kith.Errorf(kith.CodeInvalid, "The zip is damaged or not complete. Unpack it and drop Connections.csv.")
	}
	size := int64(binary.LittleEndian.Uint32(tail[at+12:]))
	offset := int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if size > maxDirectory || start+int64(at)-offset > maxDirectory+size {
		return kith.Errorf(kith.CodeInvalid, "The zip holds too many files. Unpack it and drop Connections.csv.")
	}
	return nil
}

// ceiling reads up to a number of bytes and fails when there are more.
type ceiling struct {
	in   io.Reader
	left int64
}

// Read implements io.Reader.
func (c *ceiling) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errUnpacked()
	}
	n, err := c.in.Read(p[:min(int64(len(p)), c.left+1)])
	if c.left -= int64(n); c.left < 0 {
		return 0, errUnpacked()
	}
	return n, err
}

func errUnpacked() error {
	return kith.Errorf(kith.CodeInvalid, "Connections.csv in this zip unpacks to more than 50 MB. A real one is far smaller.")
}
