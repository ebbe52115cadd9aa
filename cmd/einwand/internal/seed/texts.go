package seed

import (
	"embed"
	"fmt"
	"strings"

	"github.com/einwand/einwand/weighing"
)

//go:embed texts/*.txt texts/*.csv
var textFiles embed.FS

// topic is a subject on which people of the demo write, with the town's answer where the story weighs it.
type topic struct {
	name      string
	code      weighing.Code
	change    string
	reasoning string
	voices    []string // paragraphs, each one argument
}

// readTopics reads a text file: "== name" begins a topic, "code:" and "change:" belong to the answer, "- " begins a voice,
// any other line is the reasoning.
func readTopics(name string) ([]topic, error) {
	data, err := textFiles.ReadFile("texts/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("read texts %s: %w", name, err)
	}
	var list []topic
	for _, line := range strings.Split(string(data), "\n") {
		if title, ok := strings.CutPrefix(line, "== "); ok {
			list = append(list, topic{name: title})
			continue
		}
		if len(list) == 0 || line == "" {
			continue
		}
		list[len(list)-1].take(line)
	}
	return list, nil
}

func (t *topic) take(line string) {
	if voice, ok := strings.CutPrefix(line, "- "); ok {
		t.voices = append(t.voices, voice)
	} else if code, ok := strings.CutPrefix(line, "code: "); ok {
		t.code = weighing.Code(code)
	} else if change, ok := strings.CutPrefix(line, "change: "); ok {
		t.change = change
	} else {
		t.reasoning += line
	}
}
