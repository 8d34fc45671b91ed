//go:build !unix

package browser

import (
	"context"
	"log/slog"
	"os"

	"kith"
)

// supported says why browsers cannot be used on this system.
func supported() error {
	return kith.Errorf(kith.CodeUnavailable,
		"pages that are empty without JavaScript are not read on this system: the pipes that the browser is led by exist on Linux and macOS only; unset crawler.browser")
}

type process struct{ commands, replies *os.File }

func start(string, *profile, *slog.Logger) (*process, error) { return nil, supported() }

func (p *process) stop() {}

func (p *process) watch(context.Context, limits, func()) {}

func (p *process) whyEnded() error { return supported() }

type profile struct{}

func newProfile() (*profile, error) { return nil, supported() }

func (p *profile) remove() error { return nil }
