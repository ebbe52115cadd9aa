package casefile

import (
	"path"
	"regexp"
	"strings"

	"github.com/einwand/einwand/export/text"
)

// maxName keeps a name below the limits of file systems, with room for its folder.
const maxName = 80

var (
	unnamed  = regexp.MustCompile(`[^A-Za-z0-9._-]+`)
	itemForm = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$`)
)

// CleanName makes one part of a path from what somebody typed: ASCII, without separators, not hidden, with its ending. What
// was typed stands in the contents.
func CleanName(typed string) string {
	name := unnamed.ReplaceAllString(text.Latin(typed), "-")
	ending := path.Ext(name)
	if len(ending) > 10 {
		ending = ""
	}
	stem := strings.Trim(strings.TrimSuffix(name, ending), ".-")
	if len(stem) > maxName {
		stem = strings.TrimRight(stem[:maxName], ".-")
	}
	if stem == "" {
		stem = "Datei"
	}
	return stem + strings.TrimRight(ending, ".-")
}
