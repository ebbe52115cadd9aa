package main

import (
	"fmt"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

var channelWords = map[statement.Channel]string{
	statement.Online: "Portal", statement.Guest: "Portal, Gast", statement.Email: "E-Mail", statement.Letter: "Brief", statement.Fax: "Fax",
	statement.Niederschrift: "Niederschrift", statement.AtEvent: "Veranstaltung",
}

var registerFindings = map[ledger.Kind]string{
	ledger.HeadImplausible:       "Der Kopf des Registers nennt Zahlen, die kein Register haben kann.",
	ledger.LeafMissing:           "Einträge des Registers fehlen.",
	ledger.LeafSurplus:           "Das Register hat mehr Einträge, als sein Kopf nennt.",
	ledger.LeafChanged:           "Ein Eintrag des Registers wurde geändert.",
	ledger.HashMissing:           "Prüfsummen des Registers fehlen.",
	ledger.HashSurplus:           "Das Register hat mehr Prüfsummen, als sein Kopf nennt.",
	ledger.HashWrong:             "Eine Prüfsumme des Registers folgt nicht aus den Einträgen.",
	ledger.CheckpointInvalid:     "Ein Prüfpunkt ist nicht mit dem Schlüssel unterschrieben oder gehört zu einem anderen Register.",
	ledger.CheckpointMislabelled: "Ein Prüfpunkt liegt unter einer anderen Größe, als er unterschrieben wurde.",
	ledger.CheckpointBroken:      "Die Einträge ergeben nicht den Stand, der unterschrieben wurde.",
	ledger.CheckpointAhead:       "Das Register ist kürzer als der Stand, der unterschrieben wurde.",
}

func registerWords(f ledger.Finding) string {
	where := fmt.Sprintf("Stelle %d", f.Index)
	if f.Count > 1 {
		where += fmt.Sprintf(", %d-mal", f.Count)
	}
	return sentence(registerFindings[f.Kind], string(f.Kind), where, f.Detail)
}

var statementFindings = map[statement.Problem]string{
	statement.LeafUnreadable:    "Ein Eintrag des Registers ist nicht zu lesen.",
	statement.LeafWithoutRow:    "Das Register kennt einen Eingang, dessen Stellungnahme fehlt.",
	statement.RowWithoutLeaf:    "Zu einer Stellungnahme fehlt der Eintrag im Register.",
	statement.LeafDiffers:       "Eine Stellungnahme und ihr Eintrag im Register sagen Verschiedenes.",
	statement.NumberMissing:     "Eingangsnummern fehlen.",
	statement.NumberTwice:       "Eine Eingangsnummer ist doppelt vergeben.",
	statement.CounterDiffers:    "Das Register hat mehr oder weniger Nummern vergeben, als es Stellungnahmen gibt.",
	statement.IntakeMissing:     "Zu einer Stellungnahme fehlt der Eingang mit Weg und Zeit.",
	statement.ContentMissing:    "Inhalt oder Kontaktdaten einer Stellungnahme fehlen, ohne dass sie gelöscht wurden.",
	statement.CommitmentDiffers: "Text, Bezug oder Anhänge einer Stellungnahme sind nicht die, die eingegangen sind.",
	statement.PartiesDiffer:     "Wer eine Stellungnahme für wen abgegeben hat, oder wozu eine Datei dient, ist nicht das, was eingegangen ist.",
	statement.AddressDiffers:    "Stellungnahme und Register sind sich nicht einig, ob ein Gast seine E-Mail-Adresse bestätigt hat.",
	statement.FileMissing:       "Ein Anhang fehlt in der Ablage.",
	statement.FileDiffers:       "Ein Anhang in der Ablage ist nicht der, der eingegangen ist.",
	statement.WithdrawalDiffers: "Stellungnahme und Register sind sich über eine Rücknahme nicht einig.",
	statement.ErasureUnrecorded: "Ein Inhalt wurde geleert, ohne dass das Register davon weiß.",
	statement.ErasureIncomplete: "Eine Löschung ist eingetragen, aber nicht vollständig.",
	statement.ErasureOfNone:     "Das Register kennt die Löschung einer Stellungnahme, die es nicht gibt.",
}

func statementWords(f statement.Finding) string {
	where := ""
	if f.Number > 0 {
		where = fmt.Sprintf("Nr. %d", f.Number)
	}
	if f.Index >= 0 {
		where = joined(where, fmt.Sprintf("Eintrag %d", f.Index))
	}
	return sentence(statementFindings[f.Problem], string(f.Problem), where, f.Detail)
}

var actFindings = map[procedure.Problem]string{
	procedure.EventDiffers:        "Ein Ereignis und sein Eintrag im Register sagen Verschiedenes.",
	procedure.LeafWithoutEvent:    "Das Register kennt eine Handlung, deren Ereignis fehlt.",
	procedure.PeriodDiffers:       "Eine Frist ist nicht die, die im Register steht.",
	procedure.ActDiffers:          "Ein Schritt des Verfahrens sagt etwas anderes, als im Register steht.",
	procedure.AnnouncementDiffers: "Eine Bekanntmachung ist nicht die, die im Register steht.",
	procedure.RoundDiffers:        "Der Stand eines Durchgangs ist nicht der, der im Register steht.",
	procedure.ManifestDiffers:     "Die Liste der veröffentlichten Unterlagen ist nicht die, die veröffentlicht wurde.",
	procedure.DocumentMissing:     "Eine veröffentlichte Unterlage fehlt in der Ablage.",
	procedure.DocumentDiffers:     "Eine Unterlage in der Ablage ist nicht die, die veröffentlicht wurde.",
}

func actWords(f procedure.Finding) string {
	where := f.Subject
	if f.Index >= 0 {
		where = joined(where, fmt.Sprintf("Eintrag %d", f.Index))
	}
	return sentence(actFindings[f.Problem], string(f.Problem), where, f.Detail)
}

var availabilityFindings = map[availability.Problem]string{
	availability.RecordDiffers: "Die Aufzeichnung der Verfügbarkeit ist nicht die, die ins Register kam.",
	availability.SealDiffers:   "Das Register kennt die Aufzeichnung der Verfügbarkeit nicht oder anders.",
	availability.SealMissing:   "Das Register kennt eine Aufzeichnung der Verfügbarkeit, die fehlt.",
}

func availabilityWords(f availability.Finding) string {
	return sentence(availabilityFindings[f.Problem], string(f.Problem), fmt.Sprintf("Durchgang %s, Eintrag %d", f.Round, f.Index), f.Detail)
}

var letterFindings = map[bodies.Problem]string{
	bodies.LetterDiffers:   "Ein Schreiben an eine Behörde ist nicht das, das versandt wurde.",
	bodies.DispatchDiffers: "Zu einem Versand gehören andere Schreiben, als das Register weiß.",
	bodies.DeliveryDiffers: "Zugang oder letzter Tag einer Behörde sind nicht die, die im Register stehen.",
	bodies.SubjectDiffers:  "Der Link einer Behörde zeigt Unterlagen eines anderen Durchgangs, als das Register weiß.",
	bodies.ReminderDiffers: "Erinnerungen und Register stimmen nicht überein.",
	bodies.ReplyDiffers:    "Eine Antwort einer Behörde ist nicht die, die im Register steht.",
}

func letterWords(f bodies.Finding) string {
	where := f.Subject
	if f.Index >= 0 {
		where = joined(where, fmt.Sprintf("Eintrag %d", f.Index))
	}
	return sentence(letterFindings[f.Problem], string(f.Problem), where, f.Detail)
}

var tableFindings = map[weighing.FindingKind]string{
	weighing.RowChanged:         "Eine Zeile einer festgeschriebenen Tabelle wurde geändert.",
	weighing.RowMissing:         "In einer festgeschriebenen Tabelle fehlt eine Zeile.",
	weighing.TableChanged:       "Eine festgeschriebene Tabelle wurde geändert.",
	weighing.TableMissing:       "Das Register kennt eine Tabelle, die fehlt.",
	weighing.TableUnentered:     "Das Register kennt eine Tabelle nicht oder anders.",
	weighing.CheckpointInvalid:  "Der Prüfpunkt einer Tabelle passt nicht zu ihr.",
	weighing.StatementMissing:   "Eine Stellungnahme fehlt in einer Tabelle.",
	weighing.WordingDiffers:     "Eine Tabelle gibt den Text einer Stellungnahme nicht so wieder, wie er einging.",
	weighing.ExaminationDiffers: "Eine Zeile einer Tabelle nennt Antworten zu einer verspäteten Stellungnahme, die so niemand gegeben hat.",
	weighing.DecisionChanged:    "Ein Beschluss wurde geändert.",
	weighing.DecisionMissing:    "Das Register kennt einen Beschluss, der fehlt.",
	weighing.DecisionUnentered:  "Das Register kennt einen Beschluss nicht oder anders.",
	weighing.DecisionIncomplete: "In einem Beschluss fehlt das Ergebnis zu einer Zeile.",
	weighing.AdoptionUnweighed:  "Ein Plan wurde beschlossen, ohne dass diese Stellungnahme in der Tabelle stand.",
	weighing.NoticesMissing:     "Das Ergebnis wurde mehr oder weniger Menschen mitgeteilt, als das Register weiß.",
	weighing.NoticeUnentered:    "Das Register kennt eine Mitteilung des Ergebnisses nicht oder anders.",
}

func tableWords(f weighing.Finding) string {
	return sentence(tableFindings[f.Kind], string(f.Kind), joined(fmt.Sprintf("Tabelle %d", f.Table), f.Where), f.Detail)
}

// sentence puts a finding together. A kind for which there are no words yet is named as it is.
func sentence(words, kind, where, detail string) string {
	if words == "" {
		words = kind + "."
	}
	return fmt.Sprintf("%s (%s) [%s]", words, joined(where, kind), detail)
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
