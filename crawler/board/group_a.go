package board

// groupA holds the adapters of group A.
func groupA() []adapter { return nil }
