// The story in a real Chromium, on a running demo: the resident's way to a receipt, with scripts and without, the
// planner's way to a frozen table and from a template to a publication (lead.mjs), the council's pages, the administrator's holidays. Every page that is shown is looked at; see watch.mjs.
//
//   node story.mjs http://127.0.0.1:8080
//
// It prints what it found, a line each, and exits with 1 if that is anything.
import { Watched, findings, kinds, launch, shown } from './watch.mjs'
import { janaLeadsANewPlan } from './lead.mjs'
import { sameRadio } from './radio.mjs'

const base = process.argv[2]
const browser = await launch()
const form = '/verfahren/bp-47/stellungnahme'

async function readerReadsEverything() {
  const reader = await Watched.open(browser, base, 'a reader')
  for (const path of ['/', '/?q=m%C3%BChlenwiese', '/verfahren', '/verfahren?q=nirgends', '/verfahren/bp-47', '/verfahren/bp-39', '/verfahren/fnp-23',
    '/verfahren/bp-47/unterlagen/1', '/verfahren/bp-47/bekanntmachung', '/verfahren/bp-47/pruefpunkt', '/verfahren/bp-47/ergebnis',
    '/verfahren/bp-12-3', '/verfahren/bp-12-3/ergebnis', '/mitreden', '/barrierefreiheit', '/datenschutz', '/impressum', '/pruefschluessel', '/gibt-es-nicht']) {
    await reader.goto(path)
  }
  await reader.goto('/verfahren/bp-47')
  await reader.page.keyboard.press('Tab')
  await reader.page.keyboard.press('Enter')
  if (await reader.page.evaluate(() => document.activeElement.id) !== 'inhalt') reader.report('the first Tab and Enter do not lead to the content')
}

async function gretaLearnsTheLevel() {
  const greta = await Watched.open(browser, base, 'Greta Albers')
  await greta.goto('/verfahren/bp-47')
  await greta.follow('Stellungnahme abgeben')
  await greta.login()
  await greta.sees('Mit Benutzername und Passwort reicht es hier nicht ganz')
}

// file walks to the receipt by clicks alone.
async function file(who, scripts) {
  const person = await Watched.open(browser, base, who, scripts)
  await person.goto('/verfahren/bp-47')
  await person.follow('Stellungnahme abgeben')
  await person.login()
  await person.press('Weiter zu Ihren Angaben')
  await person.sees('Bitte schreiben Sie Ihre Stellungnahme oder hängen Sie eine Datei an.')
  await person.fill('Was möchten Sie uns sagen?', `Der Uferweg soll für alle offen bleiben.\n\n${'Donaudampfschifffahrtsgesellschaft'.repeat(8)}\n\nDie Kita braucht eine Haltefläche.`)
  await person.page.getByLabel('Dateien anhängen').setInputFiles({ name: 'Eine Datei mit einem sehr langen Namen, den niemand lesen möchte, Fassung 12.txt', mimeType: 'text/plain', buffer: Buffer.from('Anlage') })
  await person.press('Weiter zu Ihren Angaben')
  await person.choose('Wie sollen wir antworten?', 'Per E-Mail')
  await person.fill('E-Mail-Adresse', 'keine Adresse')
  await person.press('Weiter')
  await person.sees('Bitte prüfen Sie die E-Mail-Adresse.')
  await person.fill('E-Mail-Adresse', 'jemand@post.example')
  if (scripts && await sameRadio(person.page)) person.report('forced colours do not show which radio button is checked')
  await person.press('Weiter')
  await person.press('Stellungnahme jetzt einreichen')
  await person.sees('Ihre Stellungnahme ist bei uns')
  if (!/\/meine\/BP47-\d+$/.test(person.page.url())) person.report('did not come to a receipt')
  return person
}

const tarekFilesWithoutScripts = () => file('Tarek Yıldız', false)
const maraFiles = () => file('Mara Hoffmann', true)

async function maraLooksAfterHerStatement(mara) {
  await mara.follow('Zurückziehen')
  await mara.goto('/meine')
  await mara.goto('/verfahren/bp-39/stellungnahme')
  await mara.fill('Was möchten Sie uns sagen?', 'Ich schreibe spät, aber ich schreibe.')
  await mara.press('Speichern und später weiterschreiben')
  const tab = await mara.page.context().newPage()
  await tab.goto(base + '/verfahren/bp-39/stellungnahme')
  await mara.goto('/verfahren/bp-39/stellungnahme')
  await mara.fill('Was möchten Sie uns sagen?', 'Aus dem ersten Fenster.')
  await mara.press('Weiter zu Ihren Angaben')
  await tab.getByLabel('Was möchten Sie uns sagen?').fill('Aus dem zweiten Fenster.')
  const second = new Watched(base, mara.who, tab, true)
  await second.press('Weiter zu Ihren Angaben')
  await second.sees('Zwei Fassungen Ihres Textes')
  await tab.close()
  await mara.goto('/verfahren/bp-39/stellungnahme/pruefen')
  await mara.sees('vorbei')
  await mara.press('Stellungnahme jetzt einreichen')
  await mara.sees('Nach Ende der Frist')
  await mara.goto('/verfahren/fnp-23/stellungnahme')
  await mara.fill('Was möchten Sie uns sagen?', 'Mein Text, als die Anmeldung endete.')
  await mara.page.context().clearCookies()
  await mara.press('Weiter zu Ihren Angaben')
  await mara.sees('Bitte melden Sie sich noch einmal an')
  await mara.follow('Anmelden und weiterschreiben')
  await mara.login()
  await mara.sees('Ihr Text ist wieder da')
  await mara.goto('/verfahren/fnp-23/stellungnahme/brief')
  await mara.goto('/meine')
  await mara.press('Entwurf löschen …: 23. Änderung des Flächennutzungsplans „Gewerbe Nordheide“')
}

async function janaWeighs() {
  const jana = await Watched.open(browser, base, 'Jana Wirth')
  await jana.goto('/planung')
  await jana.login()
  for (const place of ['', '/fristen', '/bekanntmachung', '/bekanntmachung/entwurf/in-kraft', '/bekanntmachung/berichtigen/1', '/verlaengern', '/portal', '/checkliste', '/beteiligte', '/unterlagen', '/eingang', '/eingang/neu', '/eingang/veranstaltung', '/vollstaendigkeit', '/tabellen']) {
    await jana.goto('/planung/verfahren/bp-47' + place)
  }
  await jana.goto('/planung/vorlagen')
  for (const path of ['/planung/behoerden', '/planung/behoerden?q=kreis', '/planung/behoerden/neu', '/planung/behoerden/1', '/planung/behoerden/verteiler', '/planung/behoerden/einlesen',
    '/planung/verfahren/bp-47/behoerden', '/planung/verfahren/bp-39/behoerden?zeigen=ohne-antwort', '/planung/verfahren/bp-47/behoerden/15', '/planung/verfahren/bp-47/behoerden/15/brief',
    '/planung/verfahren/bp-47/behoerden/vorbereiten', '/planung/verfahren/bp-39/behoerden/frist?erster=2027-01-11']) await jana.goto(path)
  await jana.goto('/planung/verfahren/neu')
  await jana.follow('Wohngebiet am Ortsrand')
  await jana.press('Verfahren anlegen')
  await jana.goto('/planung/verfahren/bp-47/eingang/neu')
  await jana.press('Eingang speichern')
  await jana.goto('/planung/verfahren/bp-47/abschnitte/47')
  await jana.follow('Person anzeigen')
  await jana.follow('Zurück zur Stellungnahme')
  await jana.page.getByText('Teilen, verbinden, einordnen').click()
  await jana.look()
  await jana.fill('oder ab diesen Wörtern', 'Die Kita braucht')
  await jana.press('Hier teilen')
  await jana.press('Speichern und weiter')
  await jana.choose('Vorschlag für den Rat', 'Wird nicht gefolgt')
  await jana.fill('Begründung', 'Für Haltende ist am Mühlenweg Platz.')
  await jana.press('Speichern und weiter')
  await jana.goto('/planung/verfahren/bp-47/abschnitte/47/wortlaut')
  await jana.press('Diesen Wortlaut freigeben')
  await closeTheGaps(jana)
  return jana
}

// closeTheGaps follows the list until it is empty.
async function closeTheGaps(jana) {
  for (let step = 0; step < 60; step++) {
    await jana.goto('/planung/verfahren/bp-39/vollstaendigkeit')
    if (await jana.has('Drei Fragen beantworten: Verspätet, Prüfung offen')) {
      await jana.follow('Drei Fragen beantworten: Verspätet, Prüfung offen')
      await jana.choose('Kannte die Stadt den Inhalt', 'Ja')
      await jana.choose('Ist er für die Rechtmäßigkeit', 'Nein')
      await jana.fill('Begründung', 'Es steht schon im Gutachten.')
      await jana.press('Prüfung festhalten')
    } else if (await jana.has('Beantworten: Abschnitte ohne Vorschlag')) {
      await jana.follow('Beantworten: Abschnitte ohne Vorschlag')
      await jana.choose('Vorschlag für den Rat', 'Zur Kenntnis genommen')
      await jana.fill('Begründung', 'Der Hinweis ist der Stadt bekannt.')
      await jana.press('Speichern und weiter')
    } else if (await jana.has('Schwärzen und freigeben: Wortlaut nicht freigegeben')) {
      await jana.follow('Schwärzen und freigeben: Wortlaut nicht freigegeben')
      await jana.press('Diesen Wortlaut freigeben')
    } else {
      return
    }
  }
  jana.report('there is always another gap')
}

async function holgerFreezesAndRecords() {
  const holger = await Watched.open(browser, base, 'Dr. Holger Stein')
  await holger.goto('/planung/verfahren/bp-39/tabellen')
  await holger.login()
  await holger.press('Tabelle Nr. 1 festschreiben')
  await holger.sees('Tabelle Nr. 1 ist festgeschrieben')
  await holger.follow('Beschluss festhalten: zu Tabelle Nr. 1')
  await holger.press('Weiter zur Prüfung')
  await holger.choose('Wie hat der Rat entschieden?', 'Wie vorgeschlagen')
  await holger.press('Ausnahme hinzufügen')
  await holger.press('Ausnahme 1 entfernen')
  await holger.fill('Tag der Sitzung', await holger.page.evaluate(() => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })))
  for (const [label, number] of [['Ja', '31'], ['Nein', '5'], ['Enthaltung', '2']]) await holger.page.getByLabel(label, { exact: true }).fill(number)
  await holger.press('Weiter zur Prüfung')
  await holger.sees('Beschluss prüfen')
  return holger
}

async function ingridReads() {
  const ingrid = await Watched.open(browser, base, 'Ingrid Baumeister')
  await ingrid.goto('/rat')
  await ingrid.login()
  await ingrid.follow('Tabelle lesen: Bebauungsplan Nr. 39')
  await ingrid.page.getByRole('link', { name: /^Lesen ab Punkt/ }).click()
  await ingrid.look()
  for (let i = 0; i < 3; i++) {
    await ingrid.page.getByRole('link', { name: /^Weiter zu Punkt/ }).click()
    await ingrid.look()
  }
  for (const path of ['/rat/bp-39/1?q=linden', '/rat/bp-39/1?q=nirgends', '/rat/bp-39/1?ohne=1', '/rat/bp-12-3/1', '/planung']) await ingrid.goto(path)
  await orderAFile(ingrid)
}

// orderAFile orders a file as the page of a long table does; this one is soon done, and the page says so by itself.
async function orderAFile(ingrid) {
  await ingrid.goto('/rat/bp-39/1')
  await Promise.all([ingrid.page.waitForURL(/\/auftraege\//), ingrid.page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/rat/bp-39/1/datei/rat.pdf' })
    document.body.append(form)
    form.submit()
  })])
  await ingrid.look()
  await ingrid.page.getByRole('link', { name: 'Datei herunterladen' }).waitFor()
  await ingrid.look()
  await ingrid.goto('/rat')
  await ingrid.sees('Ihre Dateien')
}

async function aylinKeepsHolidays() {
  const aylin = await Watched.open(browser, base, 'Aylin Demir')
  await aylin.goto('/verwaltung')
  await aylin.login()
  await aylin.follow('Auenbrück')
  const place = new URL(aylin.page.url()).pathname
  await aylin.follow('Ändern: Bekanntmachungen')
  await aylin.fill('Blatt oder Seite', '')
  await aylin.press('Speichern')
  await aylin.goto(place + '/feiertage/neu')
  await aylin.press('Feiertag hinzufügen')
  await aylin.sees('Bitte geben Sie den Namen des Feiertags ein.')
  await aylin.fill('Name des Feiertags', 'Stadtjubiläum')
  await aylin.choose('Wie oft kommt er?', 'Nur an einem einzigen Tag')
  await aylin.fill('Datum', await lastDayOf(aylin, 'bp-47'))
  await aylin.fill('Rechtsgrundlage', 'Verordnung vom 1. März')
  await aylin.press('Feiertag hinzufügen')
  await aylin.sees('Diese Fristen würden heute anders berechnet')
  await aylin.follow('Beenden: Stadtjubiläum')
  await aylin.choose('Warum gilt er nicht mehr?', 'Der Eintrag war ein Versehen, der Tag galt nie')
  await aylin.press('Feiertag beenden')
  await aylin.sees('galt nie, der Eintrag war ein Versehen')
  await aylin.follow('Verfahren')
  await aylin.follow('Verwaltung')
}

// lastDayOf reads the end of the running period, as a date field takes it.
async function lastDayOf(person, slug) {
  const desk = await person.page.context().newPage()
  await desk.goto(`${base}/planung/verfahren/${slug}`)
  const chosen = await desk.locator('.ew-calc div', { hasText: 'Gewähltes Ende' }).locator('dd').innerText()
  await desk.close()
  return chosen.replace(/^.*?(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1')
}

// tell lets a chapter that breaks off end itself alone.
async function tell(chapter, ...persons) {
  try {
    return await chapter(...persons)
  } catch (error) {
    findings.push(`${chapter.name}: ${error.message.split('\n').slice(0, 3).join(' ')}`)
  }
}

await tell(readerReadsEverything)
await tell(gretaLearnsTheLevel)
await tell(tarekFilesWithoutScripts)
const mara = await tell(maraFiles)
if (mara) await tell(maraLooksAfterHerStatement, mara)
await tell(janaWeighs)
await tell(janaLeadsANewPlan, browser, base)
await tell(holgerFreezesAndRecords)
await tell(ingridReads)
await tell(aylinKeepsHolidays)
await browser.close()
for (const line of findings) console.log(line)
console.log(`${shown} pages shown, ${kinds.size} kinds looked at, ${findings.length} findings`)
process.exit(findings.length > 0 ? 1 : 0)
