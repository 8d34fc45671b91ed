package index

// WithVersion returns the options of a program whose indexes are of another
// version.
func WithVersion(o Options, version string) Options {
	o.version = version
	return o
}
