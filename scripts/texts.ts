/**
 * Lists every text of the respondents' pages, mails and messages in `views/languages/en.json`: what a translation
 * begins as, and is compared with. `npm run texts` writes it; a test says when it is not up to date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { detailLabels } from '../analysis/application.ts'
import { fragmentsOf } from '../server/http/languages/fragments.ts'
import { root } from '../server/root.ts'

const listed = path.join(root, 'views/languages/en.json')

/** Templates of which only those who sign in see anything. */
const desk =
  /^(layouts\/desk|(accounts|api|campaigns|codebook|colleagues|coding|findings|importing|operations|projects|search)\/|privacy\/(due|erase)\.|mail\/(letter|outbox|letters\/(colleague(Into)?|newPassword))\.|reports\/|results\/|consultations\/|partials\/(building|campaigns|codebook|coding|colleagues|reports|results|search|projects)\/|partials\/(comparison\.|desk|groupTable|ledger|mailLine|proposals|themeChip|evidenceFields|previewBanner|consultationWords|approval\.|quoteSheet|selectField|responses\/held)|responses\/(byStaff\/|deskKeys|held\.|preview)|testimony\/(approvals|corrections?|quotedOf|sheet|sheetFile|withdraw)\.)/
const publicAfterAll = /^consultations\/landing\./

/** In code: `say('…')`, `phrase('…')`, `spoken('…')`. */
const said =
  /\b(?:say|phrase|spoken)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.)*)`)/g

/** Every text, in the order of the files that have it; templates first. */
export function allTexts(): string[] {
  const texts = new Set<string>()
  for (const file of filesOf('views', '.hbs')) {
    const name = path.relative('views', file)
    if (desk.test(name) && !publicAfterAll.test(name)) continue
    const source = readFileSync(path.join(root, file), 'utf8')
    for (const { key } of fragmentsOf(source, { lines: name.startsWith('mail/letters/') })) texts.add(key)
  }
  for (const file of filesOf('server', '.ts'))
    for (const [, single, double, back] of readFileSync(path.join(root, file), 'utf8').matchAll(said))
      texts.add((single ?? double ?? back ?? '').replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, letter))
  // What the analysis calls what it finds, of which the check page tells.
  for (const label of Object.values(detailLabels)) texts.add(label)
  return [...texts]
}

/** What `views/languages/en.json` is to hold. */
export function englishFile(): string {
  const texts = Object.fromEntries(allTexts().map(text => [text, text]))
  return `${JSON.stringify({ name: 'English', texts }, null, 2)}\n`
}

function letter(_escape: string, code: string | undefined, itself: string | undefined): string {
  return code === undefined ? (itself ?? '') : String.fromCharCode(Number.parseInt(code, 16))
}

function filesOf(folder: string, extension: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(extension))
    .map(file => path.join(folder, file))
    .sort()
}

if (process.argv[1] === import.meta.filename) writeFileSync(listed, englishFile())
