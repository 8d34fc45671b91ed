package mail

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	texttemplate "text/template"
)

//go:embed templates/digest.html.tmpl templates/digest.txt.tmpl
var files embed.FS

// Renderer puts digests into words. It is safe for concurrent use.
type Renderer struct {
	html *template.Template
	text *texttemplate.Template
}

// NewRenderer parses the templates. They are part of the program, so a broken
// one panics here, in any test.
func NewRenderer() *Renderer {
	return &Renderer{
		html: template.Must(template.New("digest.html.tmpl").Funcs(template.FuncMap{"outlook": outlook}).ParseFS(files, "templates/digest.html.tmpl")),
		text: texttemplate.Must(texttemplate.New("digest.txt.tmpl").Funcs(texttemplate.FuncMap{
			"wrap": wrap, "hang": hang, "indent": indent, "underline": underline,
		}).ParseFS(files, "templates/digest.txt.tmpl")),
	}
}

// Render puts a digest into words. The HTML is at most 60 KB: where long
// addresses would make it larger, less is shown and more is counted.
func (r *Renderer) Render(d Digest) (Rendered, error) {
	l := limits{companies: maxCompanies, roles: maxRoles, news: maxNews}
	for {
		words, err := r.render(newViewer(d, l).view())
		if err != nil || len(words.HTML) <= maxHTML || l.roles == 1 {
			return words, err
		}
		l = limits{companies: max(1, l.companies/2), roles: max(1, l.roles/2), news: max(1, l.news/2)}
	}
}

func (r *Renderer) render(v view) (Rendered, error) {
	var html, text bytes.Buffer
	if err := r.html.Execute(&html, v); err != nil {
		return Rendered{}, fmt.Errorf("rendering the mail's HTML: %w", err)
	}
	if err := r.text.Execute(&text, v); err != nil {
		return Rendered{}, fmt.Errorf("rendering the mail's text: %w", err)
	}
	return Rendered{Subject: v.Subject, Text: text.String(), HTML: html.String()}, nil
}

// outlook opens or closes the table that gives the mail a width in Outlook on
// Windows, which knows no max-width. Both are constant: html/template drops
// comments that stand in a template.
func outlook(part string) template.HTML {
	if part == "open" {
		return `<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" align="center"><tr><td><![endif]-->`
	}
	return `<!--[if mso]></td></tr></table><![endif]-->`
}
