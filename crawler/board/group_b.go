package board

// groupB holds the adapters of group B. Those that know no address of their own
// come last.
func groupB() []adapter {
	return []adapter{jazzHR(), icims(), jobvite(), paylocity(), comeet(), hrmDirect(), jibe(), phenom()}
}
