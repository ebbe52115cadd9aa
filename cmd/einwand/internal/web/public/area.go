package public

import (
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/area"
)

// Area draws the outline of the plan's area. The page says the same in words.
func (p *Pages) Area(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	if len(view.AreaGeoJSON) == 0 {
		return fmt.Errorf("area of %s: %w", view.Slug, procedure.ErrNotFound)
	}
	svg, err := drawArea(view.AreaGeoJSON)
	if err != nil {
		return fmt.Errorf("draw area of %s: %w", view.Slug, err)
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=300")
	if _, err := w.Write([]byte(svg)); err != nil {
		return fmt.Errorf("send area of %s: %w: %w", view.Slug, page.ErrGone, err)
	}
	return nil
}

// ring is an outline in metres.
type ring [][2]float64

// The drawing in its own units. It is shown at other sizes, so the scale bar is part of it.
const (
	drawWidth  = 680.0
	drawHeight = 510.0
	drawMargin = 70.0
	metersPer  = 111_320.0 // per degree of latitude; of longitude times the cosine of the latitude
)

// drawArea projects the outlines flat, which over a few kilometres is off by less than the width of the line.
func drawArea(geojson []byte) (string, error) {
	list, err := polygons(geojson)
	if err != nil {
		return "", err
	}
	box := boundsOf(list)
	scale := math.Min((drawWidth-2*drawMargin)/box.width(), (drawHeight-2*drawMargin)/box.height())
	var path strings.Builder
	for _, rg := range list {
		for i, pt := range rg {
			letter := "L"
			if i == 0 {
				letter = "M"
			}
			x := drawWidth/2 + (pt[0]-box.midX())*scale
			y := drawHeight/2 - (pt[1]-box.midY())*scale
			fmt.Fprintf(&path, "%s%.1f %.1f", letter, x, y)
		}
		path.WriteString("Z")
	}
	meters := roundLength(150 / scale)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g">`+
		`<rect width="%[1]g" height="%[2]g" fill="#f3f5f2"/>`+
		`<path d="%[3]s" fill="#cfe3dc" fill-rule="nonzero" stroke="#0f5a49" stroke-width="5" stroke-linejoin="round" stroke-dasharray="14 7"/>`+
		`<g fill="none" stroke="#1c2b27" stroke-width="3"><path d="M%[4]g %[5]gh%[6]g"/><path d="M%[4]g %[7]gv16M%[8]g %[7]gv16"/></g>`+
		`<g font-family="Fira Sans, DejaVu Sans, sans-serif" font-size="20" fill="#1c2b27"><text x="%[4]g" y="%[9]g">%[10]s</text>`+
		`<text x="628" y="62" text-anchor="middle" font-weight="600">N</text></g><path d="M628 14l9 26h-18z" fill="#1c2b27"/></svg>`,
		drawWidth, drawHeight, path.String(), 24.0, drawHeight-28, meters*scale, drawHeight-36, 24+meters*scale, drawHeight-44, lengthText(meters)), nil
}

// polygons brings longitude and latitude to metres and refuses an area without extent. Holes wind the other way round than
// outlines, so that they stay open, and polygons that overlap do not.
func polygons(geojson []byte) (list []ring, err error) {
	outline, err := area.Read(geojson)
	if err != nil {
		return nil, err
	}
	shrink := math.Cos(outline.Bounds().South.Float() * math.Pi / 180)
	for _, polygon := range outline.Polygons {
		for _, points := range polygon {
			rg := make(ring, len(points))
			for i, p := range points {
				rg[i] = [2]float64{p.Lon.Float() * metersPer * shrink, p.Lat.Float() * metersPer}
			}
			list = append(list, rg)
		}
	}
	if b := boundsOf(list); b.width() < 1 || b.height() < 1 {
		return nil, fmt.Errorf("area is smaller than a square metre")
	}
	return list, nil
}

type bounds struct{ minX, minY, maxX, maxY float64 }

func (b bounds) width() float64  { return b.maxX - b.minX }
func (b bounds) height() float64 { return b.maxY - b.minY }
func (b bounds) midX() float64   { return (b.minX + b.maxX) / 2 }
func (b bounds) midY() float64   { return (b.minY + b.maxY) / 2 }

func boundsOf(list []ring) bounds {
	b := bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, rg := range list {
		for _, pt := range rg {
			b.minX, b.maxX = math.Min(b.minX, pt[0]), math.Max(b.maxX, pt[0])
			b.minY, b.maxY = math.Min(b.minY, pt[1]), math.Max(b.maxY, pt[1])
		}
	}
	return b
}

// roundLength is the next smaller 1, 2 or 5 times a power of ten, as map readers expect.
func roundLength(meters float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(meters)))
	for _, m := range []float64{5, 2} {
		if meters >= m*power {
			return m * power
		}
	}
	return power
}

func lengthText(meters float64) string {
	if meters >= 1000 {
		return fmt.Sprintf("%g km", meters/1000)
	}
	return fmt.Sprintf("%g m", meters)
}
