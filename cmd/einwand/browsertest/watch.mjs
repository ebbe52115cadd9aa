// Watched is a person at a Chromium who finds things by their words, and looks at every page that is shown: axe-core
// (WCAG 2.1 A and AA), errors of the console and of the Content-Security-Policy, and whether 320 px are wide enough.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

// As root, Chromium has no sandbox to offer; what else it would like to do by itself needs a network.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync']

export const findings = []
export let shown = 0
export const kinds = new Map() // of pages that were looked at: by title and heading, numbers aside

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags })
}

// named finds by the whole accessible name, into which Chromium puts a space before words that are visually hidden.
function named(label) {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(': ', '\\s?:\\s')
  return { name: new RegExp(`^${words}$`) }
}

export class Watched {
  constructor(base, who, page, scripts) {
    Object.assign(this, { base, who, page, scripts })
  }

  // open gives a person a browser of their own, with scripts or without.
  static async open(browser, base, who, scripts = true) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE', javaScriptEnabled: scripts })
    context.setDefaultTimeout(20_000)
    const w = new Watched(base, who, await context.newPage(), scripts)
    w.page.on('console', message => message.type() === 'error' && !w.expected(message) && w.report('console: ' + message.text()))
    w.page.on('pageerror', error => w.report('script: ' + error))
    w.page.on('dialog', dialog => { w.report('dialog: ' + dialog.message()); dialog.dismiss() })
    w.page.on('response', answer => answer.status() >= 500 && w.report('status ' + answer.status() + ' of ' + answer.url()))
    return w
  }

  // expected lets pass what Chromium says about a page that was answered with 4xx on purpose; about everything that a
  // page loads it is a fault.
  expected(message) {
    return /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()) && message.location().url.split('?')[0] === this.page.url().split('?')[0]
  }

  report(what) {
    findings.push(`${this.who}, ${this.page.url().replace(this.base, '')}: ${what}`)
  }

  async goto(path) {
    await this.page.goto(this.base + path)
    return this.look()
  }

  async follow(label) {
    await this.page.getByRole('link', named(label)).first().click()
    return this.look()
  }

  async press(label) {
    await this.page.getByRole('button', named(label)).click()
    return this.look()
  }

  async fill(label, words) {
    await this.page.getByLabel(label).fill(words)
  }

  async select(label, option) {
    await this.page.getByLabel(label).selectOption({ label: option })
  }

  async choose(question, answer) {
    await this.page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check()
  }

  async has(label) {
    return await this.page.getByRole('link', named(label)).count() > 0
  }

  // sees reports when the words are not on the page; the way goes on as far as it can.
  async sees(words) {
    if (!(await this.page.locator('main').innerText()).replaceAll('\u00a0', ' ').replaceAll('\u00ad', '').includes(words)) this.report(`does not say "${words}"`)
  }

  // login goes from a page that asks for a login, or from anywhere, through the demo's identity provider and back.
  async login() {
    if (!this.page.url().includes('/anmelden')) await this.goto('/anmelden?return=%2F')
    await this.look()
    const staff = await this.page.getByRole('link', { name: 'Mit dem Dienstkonto (Demo) anmelden' }).count()
    const residents = ['Mara Hoffmann', 'Tarek Yıldız', 'Greta Albers'].includes(this.who)
    await this.page.getByRole('link', { name: residents || !staff ? 'Mit BundID (Demo) anmelden' : 'Mit dem Dienstkonto (Demo) anmelden' }).click()
    const leaving = this.page.getByRole('button', { name: 'Weiter zu BundID (Demo)' })
    if (!this.scripts && await leaving.count()) {
      await this.look()
      await leaving.click()
    }
    await this.page.getByRole('button', { name: this.who, exact: true }).waitFor()
    await this.look()
    await this.page.getByRole('button', { name: this.who, exact: true }).click()
    if (!this.scripts) await this.page.getByRole('button', { name: 'Weiter zu einwand' }).click()
    await this.page.waitForURL(url => url.href.startsWith(this.base))
    return this.look()
  }

  // look examines the page that is shown. Without scripts axe cannot run, but the width can be measured from outside.
  async look() {
    await this.page.waitForLoadState('load')
    shown++
    const kind = this.scripts + await this.page.title() + await this.page.locator('h1').first().innerText()
    const same = kind.replace(/\d+/g, '#')
    if (kinds.set(same, (kinds.get(same) ?? 0) + 1).get(same) > 2) return this // the same form, for another part of the text
    if (this.scripts) {
      await this.page.evaluate(axe) // as a debugger would: a script tag is what the policy forbids
      const { violations } = await this.page.evaluate(only => window.axe.run({ runOnly: only }), rules)
      for (const v of violations) this.report(`axe ${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)
    }
    await this.page.setViewportSize({ width: 320, height: 700 })
    const metrics = await (this.cdp ??= await this.page.context().newCDPSession(this.page)).send('Page.getLayoutMetrics')
    if (metrics.cssContentSize.width > 320) this.report(`is ${metrics.cssContentSize.width} px wide on a phone of 320 px`)
    await this.page.setViewportSize({ width: 1280, height: 900 })
    return this
  }
}
