package area

import (
	"encoding/xml"
	"regexp"
	"slices"
)

var (
	planKinds = []string{"BP_Plan", "FP_Plan", "SO_Plan"}

	// planParts are what is kept of a plan; everything else is passed over.
	planParts = []string{"name", "nummer", "planArt", "verfahren", "rechtsstand", "raeumlicherGeltungsbereich", "boundedBy"}
)

func readXPlanGML(data []byte) (Area, error) {
	plan, system, err := findPlan(newTokens(data))
	if err != nil {
		return Area{}, err
	}
	scope := plan.kid("raeumlicherGeltungsbereich")
	if scope == nil {
		return Area{}, refuse(NoScope, "")
	}
	if own := envelopeSystem(plan.kid("boundedBy")); own != "" {
		system = own
	}
	r := gmlReader{inherited: system}
	if err := r.surfaces(scope, frame{}); err != nil {
		return Area{}, err
	}
	if len(r.shapes) == 0 {
		return Area{}, refuse(NoScope, "")
	}
	return outline(r.shapes, found(plan))
}

// findPlan returns the one plan of a file, and the system that the envelope of the whole file names.
func findPlan(t *tokens) (plan *node, system string, err error) {
	for {
		token, err := t.next()
		if err != nil {
			return nil, "", err
		}
		if token == nil {
			break
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case slices.Contains(planKinds, start.Name.Local) && plan != nil:
			return nil, "", refuse(SeveralPlans, "")
		case slices.Contains(planKinds, start.Name.Local):
			if plan, err = t.plan(start); err != nil {
				return nil, "", err
			}
		case start.Name.Local == "Envelope" && system == "":
			system = srsName(start)
		}
	}
	if plan == nil {
		return nil, "", refuse(NoPlan, "")
	}
	return plan, system, nil
}

// plan keeps the parts of a plan that are used.
func (t *tokens) plan(start xml.StartElement) (*node, error) {
	plan := &node{name: start.Name.Local}
	for {
		token, err := t.next()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(planParts, token.Name.Local) {
				if err := t.skip(); err != nil {
					return nil, err
				}
				continue
			}
			part, err := t.keep(token)
			if err != nil {
				return nil, err
			}
			plan.kids = append(plan.kids, part)
		case xml.EndElement:
			return plan, nil
		}
	}
}

func srsName(start xml.StartElement) string {
	for _, a := range start.Attr {
		if a.Name.Local == "srsName" {
			return a.Value
		}
	}
	return ""
}

func envelopeSystem(boundedBy *node) string {
	if boundedBy == nil || boundedBy.kid("Envelope") == nil {
		return ""
	}
	return boundedBy.kid("Envelope").attrs["srsName"]
}

// maxName bounds in runes what is proposed as name and number of a plan.
const maxName = 300

var code = regexp.MustCompile(`^[0-9A-Za-z_]{1,20}$`)

func found(plan *node) Found {
	f := Found{Kind: plan.name}
	for _, part := range plan.kids {
		switch {
		case part.gml:
		case part.name == "name":
			f.Name = brief(part.text, maxName)
		case part.name == "nummer":
			f.Number = brief(part.text, maxName)
		case !code.MatchString(part.text):
		case part.name == "planArt" && len(f.PlanArt) < 10:
			f.PlanArt = append(f.PlanArt, part.text)
		case part.name == "verfahren":
			f.Verfahren = part.text
		case part.name == "rechtsstand":
			f.Rechtsstand = part.text
		}
	}
	return f
}
