package board

// groupB holds the adapters of group B.
func groupB() []adapter { return nil }
