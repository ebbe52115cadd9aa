package casefile

import (
	"fmt"
	"html/template"
	"strings"
)

// contentsPage is read offline, by people and their screen readers: no script, no font, no picture.
var contentsPage = template.Must(template.New("").Funcs(template.FuncMap{"size": size}).Parse(`<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verfahrensakte: {{.About.Plan}}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
.size { color: #595959; }
code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>Verfahrensakte</h1>
<p><strong>{{.About.Plan}}</strong><br>{{.About.Authority}}, Stand {{.About.Made}}</p>
<h2>Echt und vollständig?</h2>
<p>Alle Dateien stehen mit ihren Prüfsummen in <a href="{{.Manifest}}">{{.Manifest}}</a>, und die Verwaltung hat diese Liste in {{.Seal}} unterschrieben.
Der Befehl <code>einwand verify --casefile AKTE.zip --key SCHLÜSSEL</code> prüft die Unterschrift, jede Datei, jeden Nachweis einer Stellungnahme und das
Register mit {{.About.Entries}} Einträgen. Den Schlüssel nehmen Sie aus der Bekanntmachung, nicht aus dieser Akte. Dort muss er so lauten: <code>{{.About.Key}}</code></p>
<p>Ohne das Programm prüft <code>sha256sum -c {{.Manifest}}</code> in dem Ordner, in den Sie die Akte ausgepackt haben, ob eine Datei verändert ist.</p>
{{range .Folders}}<h2>{{.Name}}</h2>
<ul>
{{range .Items}}<li><a href="{{.Name}}">{{.Title}}</a> <span class="size">{{size .Size}}</span></li>
{{end}}</ul>
{{end}}</main>
</body>
</html>
`))

type shownItem struct {
	Name, Title string
	Size        int64
}

type shownFolder struct {
	Name  string
	Items []shownItem
}

// contents is the page that names all items, by folder.
func (w *Writer) contents() (string, error) {
	var folders []shownFolder
	for _, i := range w.items {
		name, _, _ := strings.Cut(i.name, "/")
		if n := len(folders); n == 0 || folders[n-1].Name != name {
			folders = append(folders, shownFolder{Name: name})
		}
		last := &folders[len(folders)-1]
		last.Items = append(last.Items, shownItem{i.name, i.title, i.size})
	}
	for i := range folders {
		folders[i].Name = headed(folders[i].Name)
	}
	var b strings.Builder
	data := struct {
		About          About
		Manifest, Seal string
		Folders        []shownFolder
	}{w.about, ManifestName, SealName, folders}
	if err := contentsPage.Execute(&b, data); err != nil {
		return "", fmt.Errorf("contents of case file: %w", err)
	}
	return b.String(), nil
}

// headed is the name of a folder as a heading: "4_Behoerden" is "4 Behörden".
func headed(folder string) string {
	return strings.NewReplacer("_", " ", "Behoerden", "Behörden", "Abwaegung", "Abwägung").Replace(folder)
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return strings.ReplaceAll(fmt.Sprintf("%.1f MB", float64(n)/(1<<20)), ".", ",")
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d Byte", n)
}
