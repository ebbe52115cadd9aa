// look examines single pages and prints what it finds, for a page whose faults are known.
//
//   node look.mjs http://127.0.0.1:8080/ [address ...]
import { Watched, findings, launch } from './watch.mjs'

const browser = await launch()
for (const address of process.argv.slice(2)) {
  const { origin, pathname } = new URL(address)
  const person = await Watched.open(browser, origin, 'a reader')
  await person.goto(pathname)
}
await browser.close()
for (const line of findings) console.log(line)
process.exit(findings.length > 0 ? 1 : 0)
