package index

// WithVersion returns the options of a program whose indexes are of another
// version.
func WithVersion(o Options, version string) Options {
	o.version = version
	return o
}

// Piece is a piece of a fragment.
type Piece struct {
	Text  string
	Match bool
}

// Pieces returns the pieces of which a fragment of about width bytes is made.
func Pieces(r Result, text string, width int) []Piece {
	var all []Piece
	for _, p := range r.fragment(text, width).pieces {
		all = append(all, Piece{p.text, p.match})
	}
	return all
}
