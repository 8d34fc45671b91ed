package crawler

import (
	"container/list"
	"sync"
)

// The most that is kept of robots.txt files: hosts, and bytes of patterns.
const (
	maxRobotsHosts = 4096
	maxRobotsBytes = 8 << 20
)

// robotsCache keeps what is known of the robots.txt files of the hosts that
// were asked last.
type robotsCache struct {
	mu      sync.Mutex // guards all below
	entries map[string]*list.Element
	order   *list.List // of *cachedRobots, the last used first
	bytes   int
	loading map[string]chan struct{} // closed when the one who reads it is done
}

type cachedRobots struct {
	key   string
	entry *robotsEntry
}

func newRobotsCache() *robotsCache {
	return &robotsCache{entries: map[string]*list.Element{}, order: list.New(), loading: map[string]chan struct{}{}}
}

// get returns what is known of a host, nil for nothing, and what to wait for
// when somebody is reading it now.
func (c *robotsCache) get(key string) (known *robotsEntry, loading <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ch, ok := c.loading[key]; ok {
		return nil, ch
	}
	element, ok := c.entries[key]
	if !ok {
		return nil, nil
	}
	c.order.MoveToFront(element)
	return cached(element).entry, nil
}

// claim makes the caller the one who reads the file, unless somebody is
// already. A claim ends with fill.
func (c *robotsCache) claim(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.loading[key]; ok {
		return false
	}
	c.loading[key] = make(chan struct{})
	return true
}

// fill ends a claim with what was read, or with nil for nothing, which leaves
// things as they were. The least recently used are forgotten where they are
// too many.
func (c *robotsCache) fill(key string, entry *robotsEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.loading[key])
	delete(c.loading, key)
	if entry == nil {
		return
	}
	if old, ok := c.entries[key]; ok {
		c.drop(old)
	}
	c.entries[key] = c.order.PushFront(&cachedRobots{key, entry})
	c.bytes += entry.rules.size
	for c.order.Len() > 1 && (c.order.Len() > maxRobotsHosts || c.bytes > maxRobotsBytes) {
		c.drop(c.order.Back())
	}
}

func (c *robotsCache) drop(element *list.Element) {
	old := cached(element)
	c.order.Remove(element)
	delete(c.entries, old.key)
	c.bytes -= old.entry.rules.size
}

// cached returns what an element of the order holds.
func cached(element *list.Element) *cachedRobots {
	c, ok := element.Value.(*cachedRobots)
	if !ok {
		panic("crawler: the cache of robots.txt holds something else")
	}
	return c
}
