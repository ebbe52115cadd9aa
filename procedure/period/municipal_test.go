package period

import (
	"errors"
	"slices"
	"testing"
)

func TestMunicipalHolidaysHoldOnlyThere(t *testing.T) {
	tests := []struct {
		land   Land
		extras []Extra
		day    string
		want   string
	}{
		{BY, nil, "2028-08-08", ""}, {BY, []Extra{Augsburg}, "2028-08-08", "Augsburger Friedensfest"},
		{BY, []Extra{Himmelfahrt}, "2028-08-08", ""},
		{BY, nil, "2028-08-15", ""}, {BY, []Extra{Himmelfahrt}, "2028-08-15", "Mariä Himmelfahrt"},
		{TH, nil, "2027-05-27", ""}, {TH, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"},
		{SN, nil, "2027-05-27", ""}, {SN, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"},
		{NW, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"}, // has it anyway
	}
	for _, tt := range tests {
		if got, _ := calendar(t, tt.land, tt.extras...).Holiday(day(t, tt.day)); got != tt.want {
			t.Errorf("%s in %s with %v: got %q, want %q", tt.day, tt.land, tt.extras, got, tt.want)
		}
	}
	if _, err := NewCalendar(NW, []Extra{Augsburg}, nil); !errors.Is(err, ErrExtra) {
		t.Errorf("Friedensfest in NW: got %v, want ErrExtra", err)
	}
	if _, err := NewCalendar(BY, []Extra{"karneval"}, nil); !errors.Is(err, ErrExtra) {
		t.Errorf("unknown extra: got %v, want ErrExtra", err)
	}
	if _, err := NewCalendar("XX", nil, nil); !errors.Is(err, ErrLand) {
		t.Errorf("unknown Land: got %v, want ErrLand", err)
	}
}

func TestMunicipalityKeyTellsLandAndExtras(t *testing.T) {
	tests := []struct {
		ags    string
		land   Land
		extras []Extra
	}{
		{"06631012", HE, nil},
		{"09761000", BY, []Extra{Augsburg, Himmelfahrt}},
		{"09162000", BY, []Extra{Himmelfahrt}},
		{"09564000", BY, nil},
		{"16061045", TH, []Extra{Fronleichnam}},
		{"01001000", SH, nil},
	}
	for _, tt := range tests {
		land, err := LandOf(tt.ags)
		if err != nil || land != tt.land {
			t.Errorf("LandOf(%q) = %s, %v, want %s", tt.ags, land, err, tt.land)
		}
		if got := ExtrasOf(tt.ags); !slices.Equal(got, tt.extras) {
			t.Errorf("ExtrasOf(%q) = %v, want %v", tt.ags, got, tt.extras)
		}
	}
	for _, ags := range []string{"", "0663101", "066310120", "17000000", "00000000", "0663101a"} {
		if land, err := LandOf(ags); !errors.Is(err, ErrAGS) {
			t.Errorf("LandOf(%q) = %s, %v, want ErrAGS", ags, land, err)
		}
	}
}

// Every row of the tables of holidays and municipalities must be reachable and consistent.
func TestTablesAgree(t *testing.T) {
	for _, m := range municipal {
		land, err := LandOf((m.ags + "00000000")[:8])
		if err != nil {
			t.Errorf("%s: %v", m.place, err)
			continue
		}
		if _, err := NewCalendar(land, m.extras, nil); err != nil {
			t.Errorf("%s: %v", m.place, err)
		}
	}
	for _, h := range holidays {
		for _, land := range h.lands {
			if land.norm() == "" || land.Name() == string(land) {
				t.Errorf("%s: Land %q has no act or no name", h.name, land)
			}
		}
		if h.extra != "" && !slices.Contains(Extras(), h.extra) {
			t.Errorf("%s: extra %q is not listed", h.name, h.extra)
		}
	}
}

func FuzzLandOf(f *testing.F) {
	for _, s := range []string{"06631012", "09761000", "05999999", "17000000", "00000000", "0663101a", "", "６6631012", "05999999\n", "5974040"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, ags string) {
		land, err := LandOf(ags)
		if err != nil {
			if land != "" || !errors.Is(err, ErrAGS) {
				t.Fatalf("LandOf(%q) = %q, %v, want no Land and ErrAGS", ags, land, err)
			}
			return
		}
		if len(ags) != 8 || !slices.Contains(Lands(), land) {
			t.Fatalf("LandOf(%q) = %q, want a Land only for eight digits", ags, land)
		}
		for _, e := range ExtrasOf(ags) {
			if !slices.Contains(ExtrasIn(land), e) {
				t.Fatalf("ExtrasOf(%q) = %q, which %s does not know", ags, e, land)
			}
		}
		if _, err := NewCalendar(land, ExtrasOf(ags), nil); err != nil {
			t.Fatalf("calendar of %q: %v", ags, err)
		}
	})
}
