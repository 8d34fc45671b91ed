package directory

// IsUnmistakable is for measuring what makes a find certain.
var IsUnmistakable = isUnmistakable

// Slugs is for its own test.
var Slugs = slugs

// InUse reports whether boards of an ATS are seldom left behind.
func InUse(ats string) bool { return inUse[ats] }
