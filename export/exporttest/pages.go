package exporttest

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The resolution of page images, in dots per inch, and the side of the squares that are compared, in dots: about the height
// of a line. Inside of a square, how a version of poppler smooths letters makes no difference, and whether they are there
// does.
const (
	resolution = 40
	square     = 6
)

// What two images of one page may differ in, as a share of black: by the mean of all squares, and in the worst one. The two
// rasterizers of poppler 22.12, which share no code, differ by 0.004 and 0.083.
const (
	mostOnMean  = 0.006
	mostInWorst = 0.12
)

// shades are those in which a page is kept; there are 16, so that the files are small.
var shades = func() color.Palette {
	p := make(color.Palette, 16)
	for i := range p {
		p[i] = color.Gray{uint8(17 * i)}
	}
	return p
}()

// Pages are images of the pages of a file, in grey and in low resolution.
func Pages(t testing.TB, file []byte) []image.Image {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "pdftoppm", "-r", fmt.Sprint(resolution), "-gray", "-png", "-", filepath.Join(dir, "page"))
	cmd.Stdin = bytes.NewReader(file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (package poppler-utils): %v %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(names) == 0 {
		t.Fatalf("got no page: %v", err)
	}
	var list []image.Image
	for _, name := range names { // poppler pads the numbers
		list = append(list, readImage(t, name))
	}
	return list
}

func readImage(t testing.TB, name string) image.Image {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return img
}

// WantPages holds the pages of a file to the images name-1.png, name-2.png and so on; update writes these anew.
func WantPages(t testing.TB, file []byte, name string, update bool) {
	t.Helper()
	pages := Pages(t, file)
	if update {
		writePages(t, pages, name)
	}
	for i, page := range pages {
		golden := pageName(name, i)
		if _, err := os.Stat(golden); err != nil {
			t.Fatalf("%d pages, one more than expected: %v", i+1, err)
		}
		if d := Difference(page, readImage(t, golden)); d != "" {
			t.Errorf("page %d does not look like %s: %s; look at it, then run the test with -update", i+1, golden, d)
		}
	}
	if _, err := os.Stat(pageName(name, len(pages))); err == nil {
		t.Errorf("got %d pages, want one more", len(pages))
	}
}

func pageName(name string, i int) string { return fmt.Sprintf("%s-%d.png", name, i+1) }

func writePages(t testing.TB, pages []image.Image, name string) {
	t.Helper()
	for i, page := range pages {
		small := image.NewPaletted(page.Bounds(), shades)
		for y := range small.Rect.Dy() {
			for x := range small.Rect.Dx() {
				small.SetColorIndex(x, y, uint8((int(grey(page, x, y))+8)/17))
			}
		}
		var out bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := errors.Join(encoder.Encode(&out, small), os.WriteFile(pageName(name, i), out.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(pageName(name, len(pages))); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

func grey(img image.Image, x, y int) uint8 {
	return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
}

// Difference tells how two images of a page differ more than by the hand of the program that drew them, or nothing.
func Difference(got, want image.Image) string {
	size := want.Bounds()
	if got.Bounds() != size {
		return fmt.Sprintf("the size is %v, want %v", got.Bounds().Max, size.Max)
	}
	sum, n, worst, at := 0.0, 0, 0.0, image.Point{}
	for y := 0; y < size.Dy(); y += square {
		for x := 0; x < size.Dx(); x += square {
			d := squareDifference(got, want, x, y)
			sum, n = sum+d, n+1
			if d > worst {
				worst, at = d, image.Pt(x, y)
			}
		}
	}
	if mean := sum / float64(n); mean > mostOnMean || worst > mostInWorst {
		return fmt.Sprintf("squares differ by %.4f on the mean (at most %.4f) and by %.3f at %v (at most %.3f)", mean, mostOnMean, worst, at, mostInWorst)
	}
	return ""
}

// squareDifference compares the greys of a square, as a share of black.
func squareDifference(a, b image.Image, left, top int) float64 {
	sum, n := 0, 0
	for y := top; y < min(top+square, a.Bounds().Dy()); y++ {
		for x := left; x < min(left+square, a.Bounds().Dx()); x++ {
			sum += int(grey(a, x, y)) - int(grey(b, x, y))
			n++
		}
	}
	return float64(max(sum, -sum)) / float64(255*n)
}
