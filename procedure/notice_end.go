package procedure

import "fmt"

// Notices at the end: the plan in force, and the place where many can read the result.

// inForce is the notice of § 10 Abs. 3 or § 6 Abs. 5 BauGB, with which the plan takes effect. § 34 Abs. 6 S. 2, § 35 Abs. 6
// and § 16 Abs. 2 BauGB refer to § 10 Abs. 3.
func (w noticeWriter) inForce() []NoticePart {
	parts := []NoticePart{w.adoption()}
	if p, ok := w.approval(); ok {
		parts = append(parts, p)
	}
	parts = append(parts, w.area(w.forceNorm()), NoticePart{Key: "force", Norm: w.forceNorm(), Text: w.effect()}, w.inspection(), w.complaint())
	switch w.Procedure.Plan.Kind {
	case BPlan:
		parts = append(parts, NoticePart{Key: "hint44", Norm: "§ 44 Abs. 5 BauGB", Text: compensation})
	case Veraenderungssperre:
		parts = append(parts, NoticePart{Key: "hint18", Norm: "§ 18 Abs. 3 S. 2 BauGB", Text: compensationOfFreeze})
	}
	// What the Land asks for is text of the authority: the wording differs, and some Länder ask for none.
	hint := w.Details.Text("landeshinweis")
	return append(parts, NoticePart{Key: "land", Text: hint, Remedy: RemedyAnswer,
		Missing: missing(hint == "", "der Hinweis nach der Gemeindeordnung, wenn Ihr Land einen verlangt")})
}

func (w noticeWriter) forceNorm() string {
	switch w.Procedure.Plan.Kind {
	case FNP:
		return "§ 6 Abs. 5 BauGB"
	case Veraenderungssperre:
		return "§ 16 Abs. 2 BauGB"
	case Klarstellung, Entwicklung, Ergaenzungssatzung:
		return "§ 34 Abs. 6 S. 2, § 10 Abs. 3 BauGB"
	case Aussenbereich:
		return "§ 35 Abs. 6 S. 6, § 10 Abs. 3 BauGB"
	}
	return "§ 10 Abs. 3 BauGB"
}

// adoption reports T11, or T11d for what is decided without weighing.
func (w noticeWriter) adoption() NoticePart {
	p := NoticePart{Key: "act", Norm: w.forceNorm(), Remedy: RemedySteps, Missing: "der Beschluss über den Plan"}
	on, body := "…", w.Authority.DecidingBody
	for _, id := range []TransitionID{"T11d", "T11"} {
		if a := w.act(id); a != nil {
			on, p.Missing = german(a.On), ""
			if organ := a.Answers.Text("organ"); organ != "" {
				body = organ
			}
		}
	}
	if body == "" {
		body = "zuständiges Gremium"
	}
	what := "als Satzung beschlossen"
	if w.Procedure.Plan.Kind == FNP {
		what = "beschlossen (Feststellungsbeschluss)"
	}
	p.Text = fmt.Sprintf("Der oben genannte Plan wurde am %s %s (%s). ", on, what, body)
	if w.Procedure.Plan.Kind == FNP || w.approved() {
		p.Text += "Die Genehmigung wird hiermit ortsüblich bekannt gemacht."
	} else {
		p.Text += "Der Beschluss wird hiermit ortsüblich bekannt gemacht."
	}
	return p
}

func (w noticeWriter) approved() bool { return w.act("T14g") != nil || w.act("T14") != nil }

// approval: of an FNP always the approval is announced, of a Bebauungsplan where it needs one (§ 10 Abs. 2 BauGB).
func (w noticeWriter) approval() (NoticePart, bool) {
	p := NoticePart{Key: "approval", Norm: "§ 6 Abs. 1 und 5 S. 1 BauGB", Remedy: RemedySteps}
	if w.Procedure.Plan.Kind != FNP {
		p.Norm = "§ 10 Abs. 2 und 3 S. 1 BauGB"
	}
	granted, fiction, needless := w.act("T14g"), w.act("T14"), w.act("T13s")
	switch {
	case granted != nil:
		p.Text = fmt.Sprintf("Die höhere Verwaltungsbehörde hat den Plan mit Bescheid vom %s genehmigt%s.", german(granted.On), inBrackets(granted.Answers.Text("aktenzeichen")))
		if c := granted.Answers.Text("auflagen"); c != "" {
			p.Text += " Maßgaben: " + c
		}
	case fiction != nil:
		p.Text = "Die Genehmigung gilt nach § 6 Absatz 4 Satz 4 BauGB als erteilt."
	case w.Procedure.Plan.Kind == FNP && needless == nil:
		p.Text, p.Missing = "Die höhere Verwaltungsbehörde hat den Plan genehmigt.", "die Genehmigung"
	default:
		return NoticePart{}, false
	}
	return p, true
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

func (w noticeWriter) effect() string {
	switch w.Procedure.Plan.Kind {
	case FNP:
		return "Mit dieser Bekanntmachung wird der Flächennutzungsplan wirksam (§ 6 Absatz 5 Satz 2 BauGB)."
	case BPlan:
		return "Mit dieser Bekanntmachung tritt der Bebauungsplan in Kraft (§ 10 Absatz 3 Satz 4 BauGB)."
	}
	return "Mit dieser Bekanntmachung tritt die Satzung in Kraft (§ 10 Absatz 3 Satz 4 BauGB)."
}

// inspection: everybody may look into the plan, its reasons and, where there was an environmental assessment, the
// zusammenfassende Erklärung (§ 10a Abs. 1, § 6a Abs. 1 BauGB; dropped by § 13 Abs. 3 S. 1).
func (w noticeWriter) inspection() NoticePart {
	place, lacks := w.placeOr("einsicht")
	what := "Der Plan"
	switch k := w.Procedure.Plan.Kind; {
	case k == Veraenderungssperre:
		what = "Die Veränderungssperre"
	case (k == BPlan || k == FNP) && w.Procedure.Regime.assessesEnvironment():
		what = "Der Plan mit der Begründung und der zusammenfassenden Erklärung"
	case k != Klarstellung:
		what = "Der Plan mit der Begründung"
	}
	norm := "§ 10 Abs. 3 S. 2 und 3 BauGB"
	if w.Procedure.Plan.Kind == FNP {
		norm = "§ 6 Abs. 5 S. 3 BauGB"
	}
	return NoticePart{Key: "inspection", Norm: norm, Missing: lacks, Remedy: RemedyAnswer,
		Text: what + " kann von jeder Person eingesehen werden: " + place + ". Über den Inhalt wird auf Verlangen Auskunft gegeben."}
}

// complaint is the hint of § 215 Abs. 2 BauGB, in the words of § 215 Abs. 1.
func (w noticeWriter) complaint() NoticePart {
	subject := "der Satzung"
	if w.Procedure.Plan.Kind == FNP {
		subject = "des Flächennutzungsplans"
	}
	return NoticePart{Key: "hint215", Norm: "§ 215 Abs. 2 BauGB", Severity: Warning, Text: "Unbeachtlich werden nach § 215 Absatz 1 BauGB\n" +
		"– eine nach § 214 Absatz 1 Satz 1 Nummer 1 bis 3 BauGB beachtliche Verletzung der dort bezeichneten Verfahrens- und Formvorschriften,\n" +
		"– eine unter Berücksichtigung des § 214 Absatz 2 BauGB beachtliche Verletzung der Vorschriften über das Verhältnis des Bebauungsplans und des Flächennutzungsplans und\n" +
		"– nach § 214 Absatz 3 Satz 2 BauGB beachtliche Mängel des Abwägungsvorgangs,\n" +
		"wenn sie nicht innerhalb eines Jahres seit Bekanntmachung " + subject + " schriftlich gegenüber der Gemeinde unter Darlegung des die Verletzung begründenden Sachverhalts geltend gemacht worden sind. " +
		"Dies gilt entsprechend, wenn Fehler nach § 214 Absatz 2a BauGB beachtlich sind."}
}

// compensation is the hint of § 44 Abs. 5 BauGB on Abs. 3 S. 1 and 2 and Abs. 4.
const compensation = "Sind durch den Bebauungsplan die in den §§ 39 bis 42 BauGB bezeichneten Vermögensnachteile eingetreten, kann der Entschädigungsberechtigte Entschädigung verlangen (§ 44 Absatz 3 Satz 1 BauGB). " +
	"Er kann die Fälligkeit des Anspruchs dadurch herbeiführen, dass er die Leistung der Entschädigung schriftlich bei dem Entschädigungspflichtigen beantragt (§ 44 Absatz 3 Satz 2 BauGB). " +
	"Ein Entschädigungsanspruch erlischt, wenn nicht innerhalb von drei Jahren nach Ablauf des Kalenderjahrs, in dem die Vermögensnachteile eingetreten sind, die Fälligkeit des Anspruchs herbeigeführt wird (§ 44 Absatz 4 BauGB)."

// compensationOfFreeze is the hint of § 18 Abs. 3 S. 2 BauGB on Abs. 2 S. 2 and 3 and Abs. 3 S. 1.
const compensationOfFreeze = "Dauert die Veränderungssperre länger als vier Jahre, kann der Entschädigungsberechtigte Entschädigung verlangen, wenn die in § 18 Absatz 1 Satz 1 BauGB bezeichneten Vermögensnachteile eingetreten sind (§ 18 Absatz 2 Satz 2 BauGB). " +
	"Er kann die Fälligkeit des Anspruchs dadurch herbeiführen, dass er die Leistung der Entschädigung schriftlich bei dem Entschädigungspflichtigen beantragt (§ 18 Absatz 2 Satz 3 BauGB). " +
	"Auf das Erlöschen des Anspruchs ist § 44 Absatz 4 BauGB entsprechend anzuwenden (§ 18 Absatz 3 Satz 1 BauGB)."

// result is the notice of § 3 Abs. 2 S. 7 BauGB: it replaces letters to more than 50 persons who said much the same. Since
// 2023 it is made both in the usual way and on the internet. What the law reports here must be so: a plan is decided, and
// more than 50 persons are told in this way.
func (w noticeWriter) result() []NoticePart {
	place, lacks := w.placeOr("ergebnis")
	persons, _ := w.Details.Number("personen")
	parts := []NoticePart{
		w.decided(),
		{Key: "persons", Norm: w.law.ResultNorm, Remedy: RemedyAnswer, Missing: missing(persons < massFrom, "wie viele Personen mit im Wesentlichen gleichem Inhalt geschrieben haben, mindestens 51"),
			Text: "Zu diesem Plan haben mehr als 50 Personen Stellungnahmen mit im Wesentlichen gleichem Inhalt abgegeben. Die Mitteilung des Ergebnisses der Prüfung wird für sie dadurch ersetzt, dass sie das Ergebnis einsehen können (" + w.law.ResultNorm + ")."},
		{Key: "result", Norm: w.law.ResultNorm, Missing: lacks, Remedy: RemedyAnswer, Text: "Das Ergebnis der Prüfung kann während der Dienststunden eingesehen werden: " + place + "."},
	}
	if w.law.ResultOnline {
		parts = append(parts, NoticePart{Key: "online", Norm: w.law.ResultNorm, Text: "Diese Bekanntmachung steht auch im Internet unter " + w.Address,
			Missing: missing(w.Address == "", "die Internetadresse der Bekanntmachung")})
	}
	return parts
}

// decided reports the decision with which the result of the examination stands: nobody can be shown it before.
func (w noticeWriter) decided() NoticePart {
	p := NoticePart{Key: "adopted", Norm: w.law.ResultNorm, Remedy: RemedySteps, Missing: "der Beschluss über den Plan"}
	on := "…"
	if day := endOf(w.Steps, StepAdoption); day != nil {
		on, p.Missing = german(*day), ""
	}
	p.Text = "Über die Stellungnahmen zu diesem Plan wurde entschieden, als er am " + on + " beschlossen wurde."
	return p
}

// NoticeAsks lists what a notice states that nobody has entered elsewhere.
func NoticeAsks(f AnnouncementFacts) []Asked {
	w := noticeWriter{AnnouncementFacts: f, law: f.law()}
	office, _ := w.office()
	hint := "Leer: " + office
	switch f.Kind {
	case Notice13a:
		list := []Asked{{Key: "ort", Label: "Wo kann man sich über Ziele, Zwecke und Auswirkungen unterrichten?", Kind: FieldText, Optional: true, Hint: hint},
			{Key: "fruehzeitig", Label: "Findet eine frühzeitige Beteiligung nach § 3 Abs. 1 BauGB statt?", Kind: FieldQuestion},
			{Key: "bis", Label: "Bis wann kann man sich äußern?", Kind: FieldDay, Optional: true, Hint: "Nötig, wenn keine frühzeitige Beteiligung stattfindet (§ 13a Abs. 3 S. 1 Nr. 2 BauGB)."}}
		if w.assessed() {
			list = append(list, Asked{Key: "gruende", Label: "Warum keine erheblichen Umweltauswirkungen zu erwarten sind", Kind: FieldLines,
				Hint: "Die wesentlichen Gründe der Vorprüfung (§ 13a Abs. 3 S. 1 Nr. 1 BauGB)."})
		}
		return list
	case NoticeExtension:
		return []Asked{{Key: "letzter", Label: "Neuer letzter Tag", Kind: FieldDay, Hint: "Bis einschließlich, 24 Uhr."},
			{Key: "grund", Label: "Grund der Verlängerung", Kind: FieldLines, Hint: "Steht in der Bekanntmachung und auf der Seite des Verfahrens."}}
	case NoticeInForce:
		return []Asked{{Key: "einsicht", Label: "Wo kann man den Plan einsehen?", Kind: FieldText, Optional: true, Hint: hint},
			{Key: "landeshinweis", Label: "Hinweis nach der Gemeindeordnung", Kind: FieldLines, Optional: true,
				Hint: "Der Wortlaut, den das Recht Ihres Landes verlangt. Er wird für die nächsten Pläne gemerkt."}}
	case NoticeResult:
		return []Asked{{Key: "personen", Label: "Wie viele Personen haben im Wesentlichen dasselbe geschrieben?", Kind: FieldNumber,
			Hint: "Erst ab 51 ersetzt die Einsicht die Mitteilung (§ 3 Abs. 2 S. 7 BauGB)."},
			{Key: "ergebnis", Label: "Wo kann das Ergebnis eingesehen werden?", Kind: FieldText, Optional: true, Hint: hint}}
	}
	return nil
}
