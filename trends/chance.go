package trends

import "math"

// New openings are taken to come at random at a steady rate (a Poisson
// process). The rate is not known but for how many came before: with the
// Jeffreys prior, k in t days say that it is distributed as Gamma(k + ½, t),
// and what comes in a window of w days then has the negative binomial
// distribution with r = k + ½ and p = t / (t + w) (Gelman and others, Bayesian
// Data Analysis, section 2.6). It is wider than the Poisson distribution of the
// mean, and the wider the less is known.

// logOf returns the logarithm of the probability of just n.
func logOf(n int, r, p float64) float64 {
	x := float64(n)
	a, _ := math.Lgamma(x + r)
	b, _ := math.Lgamma(r)
	c, _ := math.Lgamma(x + 1)
	return a - b - c + r*math.Log(p) + x*math.Log(1-p)
}

// atLeast returns the chance that n or more come in a window of w days, after k
// came in t days.
func atLeast(n, k int, t, w float64) float64 {
	r, p := float64(k)+0.5, t/(t+w)
	below := 0.0
	for i := range n {
		below += math.Exp(logOf(i, r, p))
	}
	return max(1-below, math.Exp(logOf(n, r, p))) // for the smallest the difference is rounding
}

// none returns the chance that nothing comes in a window of w days, after k came
// in t days.
func none(k int, t, w float64) float64 { return math.Pow(t/(t+w), float64(k)+0.5) }
