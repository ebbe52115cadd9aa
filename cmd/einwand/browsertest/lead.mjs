// A planner leads a new plan from the choice of a template to the publication of its draft, through the refusals on the way,
// and residents see it.
import { Watched } from './watch.mjs'

const pdf = { mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 Entwurf') }

// day is a day from now, as a date field takes it.
function day(distance) {
  return new Date(Date.now() + distance * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
}

export async function janaLeadsANewPlan(browser, base) {
  const jana = await Watched.open(browser, base, 'Jana Wirth')
  await jana.goto('/planung')
  await jana.login()
  const desk = await begin(jana)
  await leaveOutTheEarlyRounds(jana, desk)
  await planTheRound(jana, desk)
  await layOut(jana, desk)
  await approve(jana, desk)
  await announce(jana, desk)
  await publish(jana, desk)
  await ask(jana, desk)
  for (const place of ['/akte', '/verknuepfungen', '/verfuegbarkeit', '/verspaetet', '/behoerden']) await jana.goto(desk + place)
  await jana.goto('/planung/kalender')
  await jana.goto('/planung/kalender/einstellungen')
  const reader = await Watched.open(browser, base, 'a reader')
  await reader.goto('/verfahren/bp-58')
  await reader.sees('Am Wehr')
  for (const place of ['/bekanntmachung', '/benachrichtigen']) await reader.goto('/verfahren/bp-58' + place)
}

async function begin(jana) {
  await jana.goto('/planung/verfahren/neu')
  await jana.follow('Wohngebiet am Ortsrand')
  await jana.fill('Name des Plans', 'Bebauungsplan Nr. 58 „Am Wehr“')
  await jana.fill('Worum es geht', 'Am Wehr sollen Wohnungen und ein öffentlicher Uferweg entstehen.')
  await jana.fill('Ortsteil oder Lage', 'Südstadt, am Wehr')
  await jana.fill('Das Gebiet in Worten', 'Das Plangebiet liegt am Wehr, zwischen Mühlgraben und Auenbach.')
  await jana.press('Verfahren anlegen')
  await jana.fill('Tag des Beschlusses', day(1))
  await jana.press('Zu den Akten nehmen')
  await jana.sees('liegt in der Zukunft')
  await jana.fill('Tag des Beschlusses', day(0))
  await jana.press('Zu den Akten nehmen')
  await jana.sees('Der Aufstellungsbeschluss ist noch nicht ortsüblich bekannt gemacht.')
  return '/planung/verfahren/bp-58'
}

async function leaveOutTheEarlyRounds(jana, desk) {
  await jana.follow('Von der frühzeitigen Beteiligung der Öffentlichkeit absehen')
  await jana.press('Zu den Akten nehmen')
  await jana.choose('Auf welcher Grundlage?', 'Unterrichtung und Erörterung fanden bereits auf anderer Grundlage statt (§ 3 Abs. 1 S. 3 Nr. 2 BauGB)')
  await jana.fill('Warum trifft das zu?', 'Die Werkstatt im Mai hat die Planung erörtert.')
  await jana.press('Zu den Akten nehmen')
  if (new URL(jana.page.url()).pathname !== desk) jana.report('does not come back to the overview')
}

async function planTheRound(jana, desk) {
  await jana.follow('Frist und Unterlagen vorbereiten: Entwurf veröffentlichen')
  await jana.fill('Erster Tag', day(1))
  await jana.press('Frühestes Ende berechnen')
  await jana.fill('Planfassung', 'Entwurf')
  await jana.fill('Stand der Fassung', day(0))
  await jana.page.getByLabel('Menschen, Lärm und Erholung').check()
  await jana.press('Frist festlegen')
}

async function layOut(jana, desk) {
  for (const title of ['Planzeichnung mit Festsetzungen', 'Begründung', 'Umweltbericht']) {
    await jana.goto(desk + '/checkliste')
    await jana.follow('Hochladen: ' + title)
    await jana.page.getByLabel('Datei').setInputFiles({ name: title + '.pdf', ...pdf })
    await jana.press('Unterlage hochladen')
  }
}

async function approve(jana, desk) {
  await jana.goto(desk + '/schritte/T4')
  await jana.fill('Tag des Beschlusses', day(0))
  await jana.press('Zu den Akten nehmen')
  await jana.sees('welche umweltbezogenen Stellungnahmen wesentlich sind')
  await jana.choose('Liegen keine wesentlichen umweltbezogenen Stellungnahmen vor?', 'Ja')
  await jana.fill('Warum trotz der Warnung?', 'Die Behörden waren in der Werkstatt dabei.')
  await jana.press('Zu den Akten nehmen')
}

async function announce(jana, desk) {
  await jana.goto(desk + '/bekanntmachung')
  await jana.fill('Eigener Absatz', 'Stellungnahmen sind nur schriftlich möglich.')
  await jana.press('In den Text übernehmen')
  await jana.sees('schriftlich')
  await jana.fill('Eigener Absatz', 'Am Dienstag erklären wir die Pläne im Bürgersaal.')
  await jana.press('In den Text übernehmen')
  await jana.fill('Ausgabe oder Nummer', 'Nr. 48')
  await jana.fill('Wirksam am', day(1))
  await jana.press('Nachweis speichern')
  await jana.sees('in der Zukunft')
  await jana.fill('Wirksam am', day(0))
  await jana.press('Nachweis speichern')
}

async function publish(jana, desk) {
  await jana.goto(desk + '/portal')
  await jana.press('Gastformular einschalten')
  await jana.sees('Das Gastformular ist an.')
  await jana.goto(desk)
  await jana.press('Unterlagen veröffentlichen')
  await jana.sees('festgeschrieben')
}

async function ask(jana, desk) {
  await jana.goto(desk)
  await jana.follow('Anschreiben vorbereiten: Behörden zur Stellungnahme auffordern')
  await jana.follow('Frist für die Behörden festlegen')
  await jana.choose('Welche Beteiligung?', 'Beteiligung der Behörden (§ 4 Abs. 2 BauGB)')
  await jana.fill('Tag des Zugangs', day(1))
  await jana.press('Frühestes Ende berechnen')
  await jana.press('Frist festlegen')
  await jana.goto(desk + '/behoerden/vorbereiten')
  await jana.press('Auf die Liste setzen')
  await jana.fill('Absatz der Verwaltung', 'Gern erläutern wir die Planung am Telefon.')
  await jana.page.getByRole('button', { name: / versenden$/ }).click()
  await jana.look()
  await jana.sees('Frist läuft')
}
