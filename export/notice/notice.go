package notice

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/einwand/einwand/export/paper"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/area"
)

// Notice is a Bekanntmachung as it is printed.
type Notice struct {
	Authority identity.Authority
	Text      string    // as procedure.Notice writes it: heading, subject and parts, with empty lines between them
	Area      []byte    // outline as GeoJSON; empty for none
	Evidence  string    // where and when it appeared; empty for a text that has not
	At        time.Time // recorded, or made
}

// areaWords begins the part that describes the area; the outline is drawn below it.
const areaWords = "Das Plangebiet"

// outlineHeight is that of the drawing, in points.
const outlineHeight = 190

// WritePDF writes the notice in A4. Equal notices give equal bytes. Nothing is written unless the whole file could be made.
// Errors: those of tagged.Document.Write, or that of w.
func WritePDF(w io.Writer, n Notice) error {
	set, err := fonts.Load()
	if err != nil {
		return err
	}
	p := paper.New(set)
	blocks := strings.Split(strings.TrimSpace(n.Text), "\n\n")
	n.head(p, blocks)
	for _, block := range blocks[min(2, len(blocks)):] {
		say(p, block)
		if strings.HasPrefix(block, areaWords) {
			outline(p, n.Area)
		}
	}
	if n.Evidence != "" {
		p.Gap(8)
		p.Rule()
		p.Say(paper.Small, n.Evidence)
	}
	title := strings.Join(blocks[:min(2, len(blocks))], ": ")
	file, err := p.Draw(paper.Meta{Title: title, Foot: blocks[0], At: n.At})
	if err != nil {
		return fmt.Errorf("PDF of %s: %w", title, err)
	}
	if _, err := file.WriteTo(w); err != nil {
		return fmt.Errorf("deliver PDF of %s: %w", title, err)
	}
	return nil
}

// head names the town, and what is announced.
func (n Notice) head(p *paper.Paper, blocks []string) {
	a := n.Authority
	p.Say(paper.Strong, a.Name)
	if a.Office != "" {
		p.Say(paper.Small, a.Office+", "+a.Street+", "+a.PostalCode+" "+a.City)
	}
	p.Gap(18)
	p.Say(paper.Title, blocks[0])
	if len(blocks) > 1 {
		p.Gap(6)
		p.Say(paper.Lead, blocks[1])
	}
	p.Gap(8)
	p.Rule()
}

var numbered = regexp.MustCompile(`^(\d{1,2})\. (.*)$`)

// say sets a part: a paragraph, or a list with its title.
func say(p *paper.Paper, block string) {
	lines := strings.Split(block, "\n")
	if len(lines) < 2 || !numbered.MatchString(lines[1]) {
		p.Say(paper.Body, block)
		p.Gap(7)
		return
	}
	p.Section(lines[0])
	for _, line := range lines[1:] {
		m := numbered.FindStringSubmatch(line)
		if m == nil {
			p.Say(paper.Body, line)
			continue
		}
		number, err := strconv.Atoi(m[1])
		if err != nil {
			p.Say(paper.Body, line)
			continue
		}
		p.Numbered(number, m[2])
	}
	p.Gap(7)
}

// outline draws the area flat, which over a few kilometres is off by less than the width of the line.
func outline(p *paper.Paper, geojson []byte) {
	if len(geojson) == 0 {
		return
	}
	a, err := area.Read(geojson)
	if err != nil {
		return
	}
	shrink := math.Cos(a.Bounds().South.Float() * math.Pi / 180)
	var paths [][]paper.Point
	for _, polygon := range a.Polygons {
		for _, ring := range polygon {
			path := make([]paper.Point, len(ring))
			for i, pt := range ring {
				path[i] = paper.Point{X: pt.Lon.Float() * shrink, Y: pt.Lat.Float()}
			}
			paths = append(paths, path)
		}
	}
	p.Gap(2)
	p.Outline("Umriss des Plangebiets. Es ist im Text darüber beschrieben.", paths, outlineHeight)
	p.Say(paper.Small, "Umriss des Plangebiets, Norden ist oben. Maßgeblich ist die Planzeichnung.")
	p.Gap(7)
}
