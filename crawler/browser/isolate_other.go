//go:build unix && !linux

package browser

import "syscall"

// Outside Linux the flags alone keep the browser from the network, its process
// group and the end of its pipes end it, and its memory is not watched.

func withParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }

func isolation() *syscall.SysProcAttr { return nil }

func isRefusedIsolation(error) bool { return false }

func (p *process) memory() int64 { return 0 }

func (p *process) strays() []int { return nil }
