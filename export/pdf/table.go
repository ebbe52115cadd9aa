package pdf

import "github.com/einwand/einwand/export/tagged"

// open begins a table with these columns and returns the element for its rows.
func (l *layout) open(summary string, cols []column, least float64, words ...string) *tagged.Element {
	table := l.part.AddTable(summary)
	head := table.Add(tagged.Head).Add(tagged.Row)
	header := make([]cell, len(cols))
	for i, w := range words {
		header[i] = l.lines(colHead, w, cols[i].inner()).in(head.AddHeader(tagged.OfColumn))
	}
	l.table(cols, header, least)
	return table.Add(tagged.Body)
}

// plainRow sets a row of one text in each column. The first one is its header.
func (l *layout) plainRow(rows *tagged.Element, words ...string) {
	tr := rows.Add(tagged.Row)
	cells := make([]cell, len(words))
	for i, w := range words {
		cells[i] = l.lines(body, w, l.columns[i].inner())
		if i == 0 {
			cells[i].in(tr.AddHeader(tagged.OfRow))
		} else {
			cells[i].in(tr.Add(tagged.Cell))
		}
	}
	l.row(row{cells: cells, rule: true})
	tr.Done()
}
