//go:build !linux

package index_test

const fullDir = "KITH_INDEX_FULL_DIR"

func fill(string) error { return nil }
