package weighing

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/einwand/einwand/procedure"
)

// notices holds who was told the result to the acts in the register: each act has as many notices as it says, and each
// notice is of an act.
func (a *audit) notices(ctx context.Context) error {
	list, err := selectNotices(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	astray, err := selectNoticesOfNoRow(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, n := range astray {
		a.found(NoticeUnentered, n.Table, "", "the act of entry %d told of a statement without a row in the table", n.LogIndex)
	}
	acts := map[int64][]ResultNotice{}
	for _, n := range list {
		a.report.Notices++
		if _, known := a.told[n.LogIndex]; !known {
			a.found(NoticeUnentered, n.Table, "", "the register has no such act at entry %d", n.LogIndex)
		}
		acts[n.LogIndex] = append(acts[n.LogIndex], n)
	}
	for _, index := range slices.Sorted(maps.Keys(a.told)) {
		a.act(index, a.told[index], acts[index])
	}
	return nil
}

// act compares an entry with the notices that name it.
func (a *audit) act(index int64, leaf procedure.Leaf, list []ResultNotice) {
	table, _ := strconv.Atoi(leaf.Fields["table"])
	if leaf.Fields["count"] != strconv.Itoa(len(list)) {
		a.found(NoticesMissing, table, "", "entry %d of the register says %q, there are %d", index, leaf.Fields["count"], len(list))
	}
	decision, told := 0, make([]toldOf, len(list))
	for i, n := range list {
		told[i] = toldOf{n.Statement, n.Decision}
		decision = max(decision, n.Decision)
		if strconv.Itoa(n.Table) != leaf.Fields["table"] || string(n.Way) != leaf.Fields["way"] || n.On.String() != leaf.Fields["on"] || !n.NotedAt.Equal(leaf.At) {
			a.found(NoticeUnentered, n.Table, "", "told by %s on %s, entry %d of the register says otherwise", n.Way, n.On, index)
		}
	}
	if said := leaf.Fields["notices"]; said != "" && said != whom(told) { // the first entries did not say
		a.found(NoticeUnentered, table, "", "told others, or of other decisions, than entry %d of the register says", index)
	}
	if len(list) > 0 && leaf.Fields["decision"] != strconv.Itoa(decision) {
		a.found(NoticeUnentered, table, "", "told up to decision %d, entry %d of the register says %q", decision, index, leaf.Fields["decision"])
	}
}
