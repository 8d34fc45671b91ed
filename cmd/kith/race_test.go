//go:build race

package main

// raced reports that the race detector is on: it has nothing to see in making
// the list, which takes twenty times as long under it.
const raced = true
