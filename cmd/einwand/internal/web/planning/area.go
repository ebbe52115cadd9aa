package planning

import (
	"errors"
	"io"
	"net/http"

	"github.com/einwand/einwand/procedure/area"
)

const (
	areaHint   = "GeoJSON (höchstens 1\u00a0MB) oder XPlanGML (höchstens 8\u00a0MB). Koordinaten in UTM (EPSG:25832, 25833), Gauß-Krüger (EPSG:31466 bis 31469) oder WGS\u00a084 (EPSG:4326)."
	areaAccept = ".geojson,.json,.gml,.xml,application/geo+json,application/gml+xml"
)

// readArea reads the outline of the plan's area, if there is one; problem says what the planner can mend.
func readArea(r *http.Request) (geojson []byte, problem string, err error) {
	file, _, err := r.FormFile("gebiet")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, area.MaxBytes+1))
	if err != nil {
		return nil, "", err
	}
	outline, err := area.Read(data)
	var refusal *area.Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, refusal.Sentence(), nil
	case err != nil:
		return nil, "", err
	}
	return outline.GeoJSON(), "", nil
}
