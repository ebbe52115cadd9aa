package binder

import (
	"context"
	"fmt"
	"strings"

	"github.com/einwand/einwand/export/casefile"
)

// about is what the contents say of a file.
type about struct {
	Authority string
	Plan      string
	Entries   int64  // of the register, which the file covers
	Made      string // German time
	Key       string // public key of the register
}

// folder is a heading of the contents with its items.
type folder struct {
	name  string
	title string
	items []casefile.Item
}

// contents is the page that names all items, by folder.
func (b *binding) contents(items []casefile.Item) (string, error) {
	var folders []folder
	for _, i := range items {
		name, _, _ := strings.Cut(i.Name, "/")
		if n := len(folders); n == 0 || folders[n-1].name != name {
			folders = append(folders, folder{name: name, title: headed(name)})
		}
		last := &folders[len(folders)-1]
		last.items = append(last.items, i)
	}
	var out strings.Builder
	if err := contentsPage(b.about, folders).Render(context.Background(), &out); err != nil {
		return "", fmt.Errorf("contents of case file: %w", err)
	}
	return out.String(), nil
}

// headed is the name of a folder as a heading: "4_Behoerden" is "4 Behörden".
func headed(folder string) string {
	return strings.NewReplacer("_", " ", "Behoerden", "Behörden", "Abwaegung", "Abwägung").Replace(folder)
}
