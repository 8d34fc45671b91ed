package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html"
)

// The scripts that look at the page run in a world of their own: they see the
// same document, and nothing of what the page's scripts made of the language.
// They take properties from prototypes, because a form or a picture can give
// its name to a property of the document.

// prelude names what the other scripts use.
const prelude = `
const get = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
const root = get(Document, "documentElement").call(document);
const all = (node) => (node instanceof Element ? Element : DocumentFragment).prototype.querySelectorAll.call(node, "*");
`

// measure is the script that tells the size of a page. It counts its text
// without putting it together.
const measure = `(() => {` + prelude + `
let text = 0;
if (root) {
  const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) text += walker.currentNode.length;
}
return JSON.stringify({address: location.href, elements: root ? all(root).length : 0, text});
})()`

// size is what measure tells.
type size struct {
	Address  string `json:"address"`
	Elements int    `json:"elements"`
	Text     int    `json:"text"` // in units of UTF-16
}

// prepare is the script that keeps the document as a text, with the insides of
// open shadow roots as templates, and tells its address and its length in
// units of UTF-16.
const prepare = `(() => {` + prelude + `
const roots = [];
for (let queue = root ? [root] : []; queue.length > 0;) {
  for (const element of all(queue.pop())) {
    const inside = get(Element, "shadowRoot").call(element);
    if (inside) {
      roots.push(inside);
      queue.push(inside);
    }
  }
}
let kept = "";
if (root) {
  const shell = get(Element, "outerHTML").call(Node.prototype.cloneNode.call(root, false));
  const end = shell.lastIndexOf("</");
  kept = shell.slice(0, end) + Element.prototype.getHTML.call(root, {shadowRoots: roots}) + shell.slice(end);
}
globalThis.kithKept = kept;
return JSON.stringify({address: location.href, length: kept.length});
})()`

// sliceScript is the script that returns the part of what prepare kept that
// begins at an index. It does not cut a character in two.
const sliceScript = `(() => {
const from = %d;
let to = Math.min(from + %d, kithKept.length);
const last = kithKept.charCodeAt(to - 1);
if (to < kithKept.length && last >= 0xD800 && last < 0xDC00) to++;
return JSON.stringify({part: kithKept.slice(from, to), next: to});
})()`

// maxSlice is how much of a document comes in one message, in units of UTF-16.
// A unit takes up to seven bytes of it.
const maxSlice = 1 << 20

// evaluate runs a script in the world of kith's own in the page's own frame,
// and reads the JSON that it returns.
func (l *look) evaluate(ctx context.Context, script string, result any) error {
	var world struct {
		ID int `json:"executionContextId"`
	}
	// One of the same name is made once for each document.
	if err := l.call(ctx, "Page.createIsolatedWorld", map[string]any{"frameId": l.gate.mainFrame(), "worldName": "kith"}, &world); err != nil {
		return err
	}
	var returned struct {
		Result struct {
			Value string `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	params := map[string]any{"expression": script, "contextId": world.ID, "returnByValue": true}
	if err := l.call(ctx, "Runtime.evaluate", params, &returned); err != nil {
		return err
	}
	if returned.Exception != nil {
		return fmt.Errorf("the page cannot be looked at: %s", returned.Exception.Text)
	}
	if err := json.Unmarshal([]byte(returned.Result.Value), result); err != nil {
		return fmt.Errorf("reading what the page holds: %w", err)
	}
	return nil
}

// document returns the document as it is now, and its address.
func (l *look) document(ctx context.Context) (address string, document []byte, err error) {
	var kept struct {
		Address string `json:"address"`
		Length  int    `json:"length"`
	}
	if err := l.evaluate(ctx, prepare, &kept); err != nil {
		return "", nil, err
	}
	limit := l.browser.limits.document
	if kept.Length > limit {
		return "", nil, tooLarge(kept.Address, limit)
	}
	var text bytes.Buffer
	text.WriteString("<!DOCTYPE html>")
	for from := 0; from < kept.Length; {
		var slice struct {
			Part string `json:"part"`
			Next int    `json:"next"`
		}
		if err := l.evaluate(ctx, fmt.Sprintf(sliceScript, from, maxSlice), &slice); err != nil {
			return "", nil, err
		}
		if slice.Next <= from {
			return "", nil, errors.New("the document changed while it was read")
		}
		text.WriteString(slice.Part)
		if text.Len() > limit {
			return "", nil, tooLarge(kept.Address, limit)
		}
		from = slice.Next
	}
	return kept.Address, unfoldShadows(text.Bytes()), nil
}

// unfoldShadows turns the templates that stand for shadow roots into plain
// elements, since those who read the document take no template for something
// that is seen. What it cannot read it leaves as it is.
func unfoldShadows(document []byte) []byte {
	if !bytes.Contains(document, []byte("<template shadowrootmode=")) {
		return document
	}
	var unfolded bytes.Buffer
	var open []bool // the templates around, and whether each is a shadow root
	tokens := html.NewTokenizer(bytes.NewReader(document))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			if !errors.Is(tokens.Err(), io.EOF) {
				return document
			}
			unfolded.Write(tokens.Raw())
			return unfolded.Bytes()
		}
		raw := string(tokens.Raw()) // the next call overwrites it
		name, hasAttributes := tokens.TagName()
		switch {
		case string(name) != "template":
		case kind == html.StartTagToken:
			open = append(open, hasAttributes && isShadowRoot(tokens))
			if open[len(open)-1] {
				raw = "<div>"
			}
		case kind == html.EndTagToken && len(open) > 0:
			if open[len(open)-1] {
				raw = "</div>"
			}
			open = open[:len(open)-1]
		}
		unfolded.WriteString(raw)
	}
}

// isShadowRoot reports whether the template that begins stands for a shadow
// root.
func isShadowRoot(tokens *html.Tokenizer) bool {
	key, _, _ := tokens.TagAttr() // it is written first
	return string(key) == "shadowrootmode"
}
