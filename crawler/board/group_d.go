package board

// groupD holds the adapters of group D.
func groupD() []adapter { return nil }
