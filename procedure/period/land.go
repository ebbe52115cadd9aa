package period

import (
	"errors"
	"fmt"
	"strings"
)

// ErrLand is returned for a code that names none of the sixteen Länder.
var ErrLand = errors.New("unknown Land")

// ErrAGS is returned for a municipality key that is not eight digits beginning with the number of a Land.
var ErrAGS = errors.New("not a municipality key")

// Land is the code of one of the sixteen Länder, as in ISO 3166-2:DE without "DE-".
type Land string

// The sixteen Länder.
const (
	BB Land = "BB"
	BE Land = "BE"
	BW Land = "BW"
	BY Land = "BY"
	HB Land = "HB"
	HE Land = "HE"
	HH Land = "HH"
	MV Land = "MV"
	NI Land = "NI"
	NW Land = "NW"
	RP Land = "RP"
	SH Land = "SH"
	SL Land = "SL"
	SN Land = "SN"
	ST Land = "ST"
	TH Land = "TH"
)

// lands holds for each Land the number with which its municipality keys begin, and where its holidays stand in law.
var lands = []struct {
	code Land
	name string
	ags  string
	norm string
}{
	{BB, "Brandenburg", "12", "§ 2 FTG Brandenburg"},
	{BE, "Berlin", "11", "§ 1 Feiertagsgesetz Berlin"},
	{BW, "Baden-Württemberg", "08", "§ 1 FTG Baden-Württemberg"},
	{BY, "Bayern", "09", "Art. 1 BayFTG"},
	{HB, "Bremen", "04", "§ 2 Feiertagsgesetz Bremen"},
	{HE, "Hessen", "06", "§ 1 HFeiertagsG"},
	{HH, "Hamburg", "02", "§ 1 Feiertagsgesetz Hamburg"},
	{MV, "Mecklenburg-Vorpommern", "13", "§ 2 FTG M-V"},
	{NI, "Niedersachsen", "03", "§ 2 NFeiertagsG"},
	{NW, "Nordrhein-Westfalen", "05", "§ 2 Feiertagsgesetz NW"},
	{RP, "Rheinland-Pfalz", "07", "§ 2 LFtG Rheinland-Pfalz"},
	{SH, "Schleswig-Holstein", "01", "§ 2 SFTG"},
	{SL, "Saarland", "10", "§ 2 SFG"},
	{SN, "Sachsen", "14", "§ 1 SächsSFG"},
	{ST, "Sachsen-Anhalt", "15", "§ 2 FeiertG LSA"},
	{TH, "Thüringen", "16", "§ 2 ThürFGtG"},
}

// Lands returns the codes of all Länder, sorted.
func Lands() []Land {
	codes := make([]Land, 0, len(lands))
	for _, l := range lands {
		codes = append(codes, l.code)
	}
	return codes
}

// ParseLand reads the code of a Land in upper or lower case. It returns ErrLand for anything else.
func ParseLand(s string) (Land, error) {
	for _, l := range lands {
		if strings.EqualFold(s, string(l.code)) {
			return l.code, nil
		}
	}
	return "", fmt.Errorf("%q: %w", s, ErrLand)
}

// Name returns the German name of the Land, or the code itself when it is none of the sixteen.
func (l Land) Name() string {
	for _, known := range lands {
		if known.code == l {
			return known.name
		}
	}
	return string(l)
}

// norm returns where the holidays of the Land stand in law.
func (l Land) norm() string {
	for _, known := range lands {
		if known.code == l {
			return known.norm
		}
	}
	return ""
}

// LandOf returns the Land to which a municipality belongs, from the first two digits of its eight-digit key
// (Amtlicher Gemeindeschlüssel). It returns ErrAGS when the key has another form.
func LandOf(ags string) (Land, error) {
	if len(ags) != 8 || strings.Trim(ags, "0123456789") != "" {
		return "", fmt.Errorf("%q: %w", ags, ErrAGS)
	}
	for _, l := range lands {
		if strings.HasPrefix(ags, l.ags) {
			return l.code, nil
		}
	}
	return "", fmt.Errorf("%q: %w", ags, ErrAGS)
}
