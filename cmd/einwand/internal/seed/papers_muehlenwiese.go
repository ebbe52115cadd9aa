package seed

import "github.com/einwand/einwand/procedure"

var papersMuehlenwiese = []paper{
	{procedure.RoleSummary, "Kurz erklärt: Was ist geplant?", "Die wichtigsten Punkte in einfacher Sprache", "kurz-erklaert.pdf", []string{
		"Die Stadt plant ein neues Wohngebiet. Es liegt südlich der Mühlenwiese, zwischen Mühlenweg und Auenbach.",
		"Geplant sind 96 Wohnungen. 32 davon sind öffentlich gefördert. Dazu kommt eine Kita mit vier Gruppen.",
		"Die Häuser haben zwei bis vier Geschosse. Die höchsten stehen in der Mitte, die niedrigen am Rand.",
		"Der Uferweg am Auenbach bleibt für alle offen. Ein Streifen von fünf Metern am Ufer bleibt frei.",
		"Autos fahren über den Mühlenweg in das Gebiet. Eine zweite Zufahrt wurde geprüft; dazu steht etwas in der Begründung.",
		"Sie können zu allem etwas sagen. Schreiben Sie, was Ihnen gut gefällt, was fehlt und was Sie anders machen würden."}},
	{procedure.RolePlan, "Planzeichnung", "Was wo gebaut werden darf: Baufelder, Straßen, Grünflächen und der Uferstreifen. In der Mitte vier Baufelder mit bis zu vier Geschossen, am Mühlenweg und am Bach zwei Geschosse, im Süden die Kita.", "planzeichnung.pdf", []string{
		"Allgemeines Wohngebiet WA 1 bis WA 4 (§ 4 BauNVO). Grundflächenzahl 0,4. WA 1 und WA 4: zwei Vollgeschosse. WA 2 und WA 3: vier Vollgeschosse.",
		"Fläche für den Gemeinbedarf: Kindertagesstätte.",
		"Öffentliche Grünfläche: Uferpark am Auenbach, Breite 5 bis 18 m. Öffentlicher Fuß- und Radweg, Breite 3 m.",
		"Verkehrsfläche besonderer Zweckbestimmung: verkehrsberuhigter Bereich, Breite 6,50 m, Anschluss an den Mühlenweg.",
		"Mit Geh-, Fahr- und Leitungsrechten zu belastende Fläche zugunsten der Stadtwerke, Breite 3 m."}},
	{procedure.RoleReasons, "Begründung", "Warum der Plan so aussieht", "begruendung.pdf", []string{
		"1. Anlass und Ziel. In Auenbrück fehlen nach dem Handlungskonzept Wohnen bis 2035 rund 640 Wohnungen, vor allem im geförderten Bereich und für kleine Haushalte. Die Fläche ist im Flächennutzungsplan seit 2009 als Wohnbaufläche dargestellt.",
		"2. Verfahren. Der Plan wird im Regelverfahren mit Umweltprüfung aufgestellt. In der frühzeitigen Beteiligung gingen 31 Äußerungen ein; sie führten zu einem breiteren Uferstreifen und zu einem Geschoss weniger am Mühlenweg.",
		"3. Erschließung. Das Gebiet wird über den Mühlenweg erschlossen. Eine zweite Zufahrt von der Landstraße wurde untersucht. Sie würde die Mühlenwiese queren und in das Überschwemmungsgebiet eingreifen; sie ist deshalb nicht Teil des Entwurfs.",
		"4. Wasser. Das Plangebiet liegt außerhalb des festgesetzten Überschwemmungsgebiets. Regenwasser wird in Mulden gesammelt und gedrosselt in den Auenbach eingeleitet.",
		"5. Ausgleich. Von den 38.400 Wertpunkten werden 21.000 im Gebiet und 17.400 auf der Fläche Nordheide ausgeglichen."}},
	{procedure.RoleEnvironment, "Umweltbericht", "Folgen für Mensch, Natur und Klima", "umweltbericht.pdf", []string{
		"Schutzgut Mensch: Die Orientierungswerte der DIN 18005 werden an der Landstraße nachts um bis zu 4 dB überschritten. Ein Wall von zwei Metern und passive Maßnahmen sind vorgesehen.",
		"Schutzgut Tiere und Pflanzen: Im Gebiet wurden 23 Vogelarten und vier Fledermausarten erfasst. Drei Kopfweiden sind Höhlenbäume und bleiben erhalten.",
		"Schutzgut Boden und Fläche: Rund 2,1 Hektar werden versiegelt.",
		"Schutzgut Klima: Die Mühlenwiese ist ein Entstehungsgebiet für Kaltluft. Zwischen den Baufeldern bleiben zwei Schneisen von je 20 Metern offen.",
		"Nullvariante: Ohne den Plan bliebe die Fläche Grünland. Der Bedarf an Wohnungen müsste an anderer Stelle gedeckt werden."}},
	{procedure.RoleReport, "Schalltechnische Untersuchung", "", "schall.pdf", []string{
		"Untersucht wurden Straßenverkehr, Sportanlage und die Zufahrt zur Kita. Die Prognose beruht auf 6.200 Fahrzeugen am Tag auf der Landstraße.",
		"Ergebnis: Mit einem Wall von 2 m werden die Werte im Erdgeschoss eingehalten, im zweiten Obergeschoss nachts um 4 dB überschritten."}},
	{procedure.RoleReport, "Artenschutzprüfung, Stufe II", "", "artenschutz.pdf", []string{
		"Erfassung an sechs Terminen von März bis Juli. Verbotstatbestände nach § 44 BNatSchG werden bei Einhaltung der Bauzeiten und mit acht Fledermauskästen vermieden."}},
	{procedure.RoleReport, "Entwässerung und Hochwasser", "", "entwaesserung.pdf", []string{
		"Das hundertjährliche Hochwasser erreicht 78,20 m über NHN. Die Baufelder liegen auf mindestens 79,00 m. Für ein extremes Ereignis wird eine Höhe von 79,10 m angegeben."}},
	{procedure.RoleReport, "Verkehrsuntersuchung Mühlenweg", "", "verkehr.pdf", []string{
		"Gezählt wurde an einem Dienstag. Das Gebiet erzeugt 410 Fahrten am Tag. Der Knoten Mühlenweg / Landstraße erreicht die Qualitätsstufe B."}},
	{procedure.RoleStatement, "Stellungnahmen zur Umwelt aus der ersten Beteiligung (ohne Namen)", "", "stellungnahmen-umwelt.pdf", []string{
		"Zusammengestellt sind die wesentlichen umweltbezogenen Stellungnahmen der frühzeitigen Beteiligung. Namen, Anschriften und Grundstücke sind geschwärzt."}},
}

var papersNordheide = []paper{
	{procedure.RoleSummary, "Kurz erklärt: Was ist geplant?", "Die wichtigsten Punkte in einfacher Sprache", "kurz-erklaert.pdf", []string{
		"Östlich der Nordheider Straße könnte ein Gewerbegebiet entstehen. Heute ist dort Acker.",
		"Die Stadt stellt drei Möglichkeiten vor. Sie unterscheiden sich in der Größe und in der Zufahrt.",
		"Noch ist nichts entschieden. Deshalb fragen wir Sie jetzt."}},
	{procedure.RolePlan, "Vorentwurf mit drei Varianten", "Drei Zeichnungen: Variante A mit 22 Hektar, Variante B mit 15 Hektar und einem Grünstreifen zur Nordheider Straße, Variante C mit 9 Hektar nördlich des Hofes.", "vorentwurf.pdf", []string{
		"Variante A: 22 Hektar, Zufahrt von der Landesstraße. Variante B: 15 Hektar, Grünstreifen von 40 m. Variante C: 9 Hektar, Anschluss über das Gewerbegebiet West."}},
	{procedure.RoleReasons, "Ziele und Zwecke der Planung", "Worum es geht und was sich ändern könnte", "ziele.pdf", []string{
		"In den Gewerbegebieten der Stadt sind noch 1,8 Hektar frei. Elf Betriebe haben Bedarf angemeldet, zusammen 13 Hektar."}},
}

var papersBahnhof = []paper{
	{procedure.RolePlan, "Planzeichnung", "Vier Baufelder am Bahnhof, der Vorplatz mit Linden, die Tiefgarage und der Durchgang zum Stadtpark", "planzeichnung.pdf", []string{
		"Urbanes Gebiet MU 1 bis MU 4 (§ 6a BauNVO). Grundflächenzahl 0,8. Eckgebäude fünf Vollgeschosse, sonst drei bis vier."}},
	{procedure.RoleReasonsBoth, "Begründung mit Umweltbericht", "Warum der Plan so aussieht und welche Folgen er hat", "begruendung.pdf", []string{
		"Auf dem früheren Güterbahnhof sollen 140 Wohnungen, Läden und Büros entstehen. Die Fläche liegt seit 2011 brach."}},
	{procedure.RoleReport, "Schalltechnische Untersuchung", "", "schall.pdf", []string{
		"Die Orientierungswerte werden an den Gleisen nachts um 9 dB überschritten. Vorgesehen sind eine Wand von 4 m und passive Maßnahmen."}},
}

var papersWeberei = []paper{
	{procedure.RolePlan, "Planzeichnung, 3. Änderung", "Zwei Baufelder im Hof der alten Weberei und ein öffentlicher Weg", "planzeichnung.pdf", []string{
		"Mischgebiet MI. Grundflächenzahl 0,6. Zwei bis drei Vollgeschosse. Gehrecht zugunsten der Allgemeinheit, 3 m."}},
	{procedure.RoleReasons, "Begründung", "Warum der Plan geändert wird", "begruendung.pdf", []string{
		"Die frühere Weberei soll zu Wohnungen und Werkstätten umgebaut werden. Der Plan von 1996 ließ nur Gewerbe zu."}},
}

var papersIdeas = []paper{
	{procedure.RoleSummary, "Kurz erklärt: Worum geht es?", "Ziele, Möglichkeiten und Fragen an Sie", "kurz-erklaert.pdf", []string{
		"Die Stadt stellt Ziele und Möglichkeiten vor. Noch ist nichts entschieden. Sagen Sie uns, was Ihnen wichtig ist."}},
}
