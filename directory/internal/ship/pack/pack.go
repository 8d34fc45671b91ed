// Package pack is the form in which the shipped list of boards is embedded: a
// few bytes for each record, found by the hash of a key, nothing decoded
// before it is asked for.
//
// The file is a header, the records, the slots of a hash table and the table
// itself:
//
//	magic, CRC-32 of all that follows,
//	boards, bytes of records, number of slots    (4 bytes each, big endian)
//	records: form, spelling, parts, name         (record.go)
//	slots:   check byte, offset of a record      (4 bytes each)
//	buckets: number of the first slot            (4 bytes each, one more than there are buckets)
//
// What a key is, is for the caller to say.
package pack

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

const (
	magic      = "kithlst1"
	headerSize = len(magic) + 4 + 3*4
	slotSize   = 4
	maxRecords = 1 << 24 // bytes: an offset has three
)

// ErrDamaged is the error of a list that is not as Encode wrote it.
var ErrDamaged = errors.New("the list is damaged")

// List is an encoded list, ready to be searched. It is immutable and keeps
// data as it is.
type List struct {
	boards  int
	records string
	slots   string
	buckets string
}

// Open checks data and returns the list in it.
func Open(data string) (*List, error) {
	if len(data) < headerSize || data[:len(magic)] != magic {
		return nil, fmt.Errorf("%w: it does not begin as one", ErrDamaged)
	}
	rest := data[len(magic)+4:]
	if checksum(rest) != number(data, len(magic)) {
		return nil, fmt.Errorf("%w: the checksum is another", ErrDamaged)
	}
	boards, records, slots := number(rest, 0), number(rest, 4), uint64(number(rest, 8))*slotSize
	rest = rest[3*4:]
	if uint64(len(rest)) < uint64(records)+slots {
		return nil, fmt.Errorf("%w: it is too short", ErrDamaged)
	}
	l := &List{boards: int(boards), records: rest[:records], slots: rest[records : uint64(records)+slots]}
	l.buckets = rest[uint64(records)+slots:]
	if n := len(l.buckets)/4 - 1; len(l.buckets)%4 != 0 || n < 1 || bits.OnesCount(uint(n)) != 1 {
		return nil, fmt.Errorf("%w: its table is cut", ErrDamaged)
	}
	return l, nil
}

// checksum returns the CRC-32 of data without a copy of the whole.
func checksum(data string) uint32 {
	var sum uint32
	var buffer [4096]byte
	for len(data) > 0 {
		n := copy(buffer[:], data)
		sum = crc32.Update(sum, crc32.IEEETable, buffer[:n])
		data = data[n:]
	}
	return sum
}

// Boards returns the number of boards in the list.
func (l *List) Boards() int { return l.boards }

// Find returns the records that may have the key; the caller checks, as two
// keys can have one hash. It ends at the first record that cannot be read.
func (l *List) Find(key string) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		bucket, check := place(key, len(l.buckets)/4-1)
		last := number(l.buckets, (bucket+1)*4)
		for i := number(l.buckets, bucket*4); i < last; i++ {
			at := uint64(i) * slotSize
			if at+slotSize > uint64(len(l.slots)) {
				return
			}
			slot := number(l.slots, int(at))
			if byte(slot>>24) != check {
				continue
			}
			r, _, err := decode(l.records, int(slot&0xffffff))
			if err != nil || !yield(r) {
				return
			}
		}
	}
}

// All returns every record in the order of the file, and the error that
// stopped it.
func (l *List) All() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for at := 0; at < len(l.records); {
			r, end, err := decode(l.records, at)
			if !yield(r, err) || err != nil {
				return
			}
			at = end
		}
	}
}

// Item is a record and the keys by which it is found.
type Item struct {
	Record
	Keys []string
}

// Encode returns the file of a list, in the order of items.
func Encode(boards int, items []Item) ([]byte, error) {
	var records []byte
	var slots []slotOf
	for _, item := range items {
		at := len(records)
		encoded, err := item.encode()
		if err != nil {
			return nil, err
		}
		records = append(records, encoded...)
		for _, key := range item.Keys {
			slots = append(slots, slotOf{key: key, at: at})
		}
	}
	if len(records) > maxRecords {
		return nil, fmt.Errorf("%d bytes of records are more than %d", len(records), maxRecords)
	}
	var out []byte
	for _, n := range []int{boards, len(records), len(slots)} {
		out = binary.BigEndian.AppendUint32(out, uint32(n))
	}
	out = appendTable(append(out, records...), slots)
	head := binary.BigEndian.AppendUint32([]byte(magic), crc32.ChecksumIEEE(out))
	return append(head, out...), nil
}

// slotOf is a slot before it has its place.
type slotOf struct {
	key    string
	at     int
	bucket int
	check  byte
}

// appendTable appends the slots, sorted by bucket, and the buckets.
func appendTable(out []byte, slots []slotOf) []byte {
	buckets := 1
	for buckets*8 < len(slots) {
		buckets *= 2
	}
	for i := range slots {
		slots[i].bucket, slots[i].check = place(slots[i].key, buckets)
	}
	slices.SortStableFunc(slots, func(a, b slotOf) int { return a.bucket - b.bucket })
	first := make([]uint32, buckets+1)
	for _, s := range slots {
		first[s.bucket+1]++
		out = binary.BigEndian.AppendUint32(out, uint32(s.check)<<24|uint32(s.at))
	}
	var sum uint32
	for _, n := range first {
		sum += n
		out = binary.BigEndian.AppendUint32(out, sum)
	}
	return out
}

// place returns the bucket of a key, of so many (a power of two), and a byte
// by which most other keys there differ.
func place(key string, buckets int) (bucket int, check byte) {
	h := fnv.New32a()
	h.Write([]byte(key))
	sum := h.Sum32()
	return int(sum & uint32(buckets-1)), byte(sum >> 24)
}

// number returns the four bytes at i as a number. The caller knows that they
// are there.
func number(data string, i int) uint32 {
	return uint32(data[i])<<24 | uint32(data[i+1])<<16 | uint32(data[i+2])<<8 | uint32(data[i+3])
}

// Squash returns the ASCII letters and digits of text in lower case, as most
// tokens spell a name.
func Squash(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, text)
}

// ExactKey returns the key by which records with that exact key of a name are
// found.
func ExactKey(exact string) string { return "e" + exact }

// StrongKey returns the key by which records with that strong key of a name
// are found, unless it is their exact key too.
func StrongKey(strong string) string { return "s" + strong }
