package exporttest

import (
	"bytes"
	"crypto/md5"
	"regexp"
	"slices"
)

// Attachment is a file that a PDF carries.
type Attachment struct {
	Name, Media, Description, Relationship string
	Data                                   []byte
}

// Attachments lists the files that the PDF carries, by the tree of names from which viewers offer them.
func (f *PDF) Attachments() []Attachment {
	var list []Attachment
	for _, ref := range f.carried() {
		spec := f.dict(ref)
		stream := f.dict(spec["EF"])["F"]
		media, _ := f.dict(stream)["Subtype"].(pdfName)
		relationship, _ := spec["AFRelationship"].(pdfName)
		list = append(list, Attachment{textOf(spec["UF"]), string(media), textOf(spec["Desc"]), string(relationship), f.streamOf(stream)})
	}
	return list
}

// carried are the specifications in the tree of names.
func (f *PDF) carried() []any {
	names, ok := f.catalog()["Names"].(pdfDict)
	if !ok || names["EmbeddedFiles"] == nil {
		return nil
	}
	var list []any
	pairs := f.array(f.dict(names["EmbeddedFiles"])["Names"])
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, pairs[i+1])
	}
	return list
}

// places are the pairs of names and places.
func (f *PDF) places() pdfArray {
	names, ok := f.catalog()["Names"].(pdfDict)
	if !ok || names["Dests"] == nil {
		return nil
	}
	return f.array(f.dict(names["Dests"])["Names"])
}

// relationships between a file and the one that carries it (ISO 32000-2, table 43), as far as they say something.
var relationships = []pdfName{"Source", "Data", "Alternative", "Supplement"}

var mediaType = regexp.MustCompile(`^[a-z]+/[A-Za-z0-9.+-]+$`)

// attachments holds the files that the file carries to ISO 19005-3, 6.8, and the part of the standard that it names to whether there
// are any: part 2 allows none but files of its own kind, and a part 3 that carries nothing promises what it does not have.
func (c *checker) attachments() {
	carried, associated := c.carried(), c.array(c.catalog()["AF"])
	part := "2"
	if len(carried)+len(associated) > 0 {
		part = "3"
	}
	if !bytes.Contains(c.streamOf(c.catalog()["Metadata"]), []byte("<pdfaid:part>"+part+"<")) {
		c.report("the file lacks: PDF/A-%s", part)
	}
	for _, ref := range associated {
		if !slices.Contains(carried, ref) {
			c.report("associated file %v is in no list of files", ref)
		}
	}
	for _, ref := range carried {
		if !slices.Contains(associated, ref) {
			c.report("file %v is not associated with the document", ref)
		}
		c.attachment(c.dict(ref))
	}
}

func (c *checker) attachment(spec pdfDict) {
	name := textOf(spec["UF"])
	streams := c.dict(spec["EF"])
	stream, params := c.dict(streams["F"]), c.dict(c.dict(streams["F"])["Params"])
	data := c.streamOf(streams["F"])
	sum, _ := params["CheckSum"].(pdfString)
	media, _ := stream["Subtype"].(pdfName)
	relationship, _ := spec["AFRelationship"].(pdfName)
	actual := md5.Sum(data)
	for fault, is := range map[string]bool{
		"is no specification": spec["Type"] != pdfName("Filespec"), "has no name": name == "", "has two names": name != textOf(spec["F"]),
		"has no description": textOf(spec["Desc"]) == "", "has no relationship": !slices.Contains(relationships, relationship),
		"is two files": streams["F"] != streams["UF"], "is no embedded file": stream["Type"] != pdfName("EmbeddedFile"),
		"has no media type": !mediaType.MatchString(string(media)), "has another size": params["Size"] != float64(len(data)),
		"has another checksum": !bytes.Equal(sum, actual[:]), "has another date": textOf(params["ModDate"]) != textOf(c.dict(c.trailer["Info"])["ModDate"]),
	} {
		if is {
			c.report("file %q %s", name, fault)
		}
	}
}
