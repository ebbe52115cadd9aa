package procedure

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Manifest is the hash over the list of published documents: position, hash and name of each, one line per document.
func Manifest(docs []Document) []byte {
	h := sha256.New()
	for _, d := range docs {
		fmt.Fprintf(h, "%d %x %d %s\n", d.Position, d.SHA256, d.Size, d.FileName)
	}
	return h.Sum(nil)
}

// publicationGuards answers every condition of § 3 Abs. 2 BauGB that this version of the engine knows.
func publicationGuards(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) ([]Guard, error) {
	r, err := selectRound(ctx, tx, procedure, round)
	if err != nil {
		return nil, err
	}
	docs, err := selectDocuments(ctx, tx, round)
	if err != nil {
		return nil, err
	}
	ann, err := selectAnnouncement(ctx, tx, round)
	if err != nil {
		return nil, err
	}
	steps, err := selectSteps(ctx, tx, r.Procedure)
	if err != nil {
		return nil, err
	}
	p, err := selectProcedure(ctx, tx, r.Procedure)
	if err != nil {
		return nil, err
	}
	today := period.DateAt(tx.Now)
	return []Guard{
		guardEarly(r, steps),
		guardDocuments(r, docs),
		guardAnnouncement(r, ann),
		guardTopics(r, p.Regime),
		guardStart(r, today),
	}, nil
}

// guardEarly asks for the early participation before the draft is published. The law lets one go without it for reasons
// that it names (§ 3 Abs. 1 S. 3, § 13 Abs. 2 Nr. 1, § 13a Abs. 2 Nr. 1 BauGB); an error is irrelevant for the validity of the
// plan, because § 214 Abs. 1 S. 1 Nr. 2 does not list § 3 Abs. 1. Hence a note.
func guardEarly(r Round, steps []Step) Guard {
	const norm = "§ 3 Abs. 1 BauGB; ein Fehler bleibt unbeachtlich (§ 214 Abs. 1 S. 1 Nr. 2 BauGB)"
	for _, s := range steps {
		if r.Kind == PublicationRound && s.Kind == StepEarlyPublic && s.State != StepDone && s.State != StepSkipped {
			return Guard{Note, "Die frühzeitige Beteiligung der Öffentlichkeit ist nicht abgeschlossen. Halten Sie in der Akte fest, warum von ihr abgesehen wird.", norm, RemedyPeriod}
		}
	}
	return Guard{Satisfied, "Die frühzeitige Beteiligung ist abgeschlossen oder darf entfallen.", norm, RemedyNone}
}

func guardDocuments(r Round, docs []Document) Guard {
	const norm = "§ 3 Abs. 2 S. 1 BauGB"
	if len(docs) == 0 {
		return Guard{Block, "Es ist noch keine Unterlage hochgeladen.", norm + ": Veröffentlicht wird der Entwurf mit der Begründung.", RemedyDocuments}
	}
	return Guard{Satisfied, plural(len(docs), "Unterlage liegt", "Unterlagen liegen") + " bereit.", norm, RemedyNone}
}

// guardAnnouncement holds the local act strictly before the first day: on the same day is too late
// (VGH BW, 17.01.2025, 14 S 376/24).
func guardAnnouncement(r Round, a *Announcement) Guard {
	const norm = "§ 3 Abs. 2 S. 4 BauGB; VGH BW, 17.01.2025, 14 S 376/24"
	if r.Kind == EarlyRound && a == nil {
		return Guard{Note, "Eine Bekanntmachung ist nicht erfasst. Für die frühzeitige Beteiligung genügt eine ortsübliche Information.", "§ 3 Abs. 1 BauGB", RemedyAnnouncement}
	}
	if a == nil {
		return Guard{Block, "Die Bekanntmachung ist noch nicht erfasst.", norm, RemedyAnnouncement}
	}
	if !a.EffectiveOn.Before(r.Period.FirstDay) {
		return Guard{Block, fmt.Sprintf("Die Bekanntmachung ist erst am %s wirksam, die Frist beginnt am %s. Sie muss vorher wirksam sein.",
			german(a.EffectiveOn), german(r.Period.FirstDay)), norm, RemedyPeriod}
	}
	return Guard{Satisfied, fmt.Sprintf("Die Bekanntmachung ist zum %s wirksam (%s, %s).", german(a.EffectiveOn), a.Medium, a.Issue), norm, RemedyNone}
}

// guardTopics: the simplified and the accelerated procedure have no environmental assessment, and with it falls the duty
// to name the kinds of environmental information (§ 13 Abs. 3 S. 1, § 13a Abs. 2 Nr. 1 BauGB).
func guardTopics(r Round, regime Regime) Guard {
	const norm = "§ 3 Abs. 2 S. 4 BauGB; einzelne fehlende Angaben sind unbeachtlich, § 214 Abs. 1 S. 1 Nr. 2 b"
	if regime != Regular {
		return Guard{Satisfied, "Angaben zu umweltbezogenen Informationen sind nicht nötig: Es gibt keine Umweltprüfung.", "§ 13 Abs. 3 S. 1 BauGB", RemedyNone}
	}
	if r.Kind == PublicationRound && len(r.Topics) == 0 {
		return Guard{Warning, "Die Arten umweltbezogener Informationen sind nicht angegeben.", norm, RemedyAnnouncement}
	}
	return Guard{Satisfied, "Die Arten umweltbezogener Informationen sind angegeben.", norm, RemedyNone}
}

// guardStart: the first day counts only from its beginning (§ 187 Abs. 2 BGB), so publication comes before it.
func guardStart(r Round, today period.Date) Guard {
	const norm = "§ 187 Abs. 2 BGB"
	switch {
	case r.Period.FirstDay.Before(today):
		return Guard{Block, fmt.Sprintf("Der erste Tag, %s, ist schon vorbei. Bitte legen Sie die Frist neu fest.", german(r.Period.FirstDay)), norm, RemedyPeriod}
	case r.Period.FirstDay == today:
		return Guard{Warning, "Die Frist beginnt heute. Der erste Tag zählt nur mit, wenn die Unterlagen von seinem Beginn an im Netz stehen.", norm, RemedyPeriod}
	}
	return Guard{Satisfied, fmt.Sprintf("Der erste Tag ist der %s.", german(r.Period.FirstDay)), norm, RemedyNone}
}

func german(d period.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, int(d.Month), d.Year) }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
