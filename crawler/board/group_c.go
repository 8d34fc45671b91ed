package board

// groupC holds the adapters of group C.
func groupC() []adapter { return nil }
