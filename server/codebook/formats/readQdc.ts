import { SaxesParser } from 'saxes'
import type { Problem } from '../../../analysis/index.ts'
import type { CodebookEntry } from './codebookEntries.ts'
import { colourHex, nearestColour } from './colourHex.ts'
import { readDescription } from './qdcDescription.ts'

const deepest = 50

/** Said of a file that is no codebook exchange; the message is for its user. */
export class NotQdc extends Error {}

/**
 * The entries of a REFI-QDA codebook (`urn:QDA-XML:codebook:1.0`) and what they lose on the way in: sets, codes
 * that are not for coding, colours other than ours, and a name that two codes have.
 * @throws NotQdc where it is not sound XML, not a codebook, has a DOCTYPE, or nests deeper than 50 codes.
 */
export function readQdc(bytes: Buffer, file: string): { entries: CodebookEntry[]; losses: Problem[] } {
  const entries: CodebookEntry[] = []
  const losses: Problem[] = []
  const open: CodebookEntry[] = []
  const path: string[] = []
  const names = new Set<string>()
  let description: string | undefined

  const addCode = (attributes: Record<string, string>) => {
    if (open.length === deepest) throw new NotQdc(`Nests codes deeper than ${deepest}. Flatten it.`)
    const parent = open.at(-1)?.name ?? ''
    const given = (attributes.name ?? '').trim()
    const place = `${file}, code “${[...open.map(({ name }) => name), given].join(' / ')}”`
    let name = given
    for (let number = 2; given !== '' && names.has(key(name)); number++)
      name = number === 2 && parent !== '' ? `${parent} – ${given}` : `${given} (${number})`
    names.add(key(name))
    const report = (message: string) => losses.push({ place, message })
    if (name !== given) report(`Has the name of another code, so it became “${name}”.`)
    if (attributes.isCodable === 'false' || attributes.isCodable === '0')
      report('Is not for coding there; here, any theme can be coded.')
    const hex = attributes.color?.trim() ?? ''
    const colour = nearestColour(hex)
    if (hex !== '' && !colour) report(`Its colour “${hex}” is none that can be read; another was chosen.`)
    else if (colour && colourHex[colour] !== hex.toLowerCase())
      report(`Its colour ${hex} became ${colour}, the nearest that there is.`)
    const entry = { place, name, parent, ...readDescription(''), colour: colour ?? '' }
    open.push(entry)
    entries.push(entry)
  }

  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new NotQdc('Has a DOCTYPE, which a codebook does not need and which is not read. Take it out.')
  })
  parser.on('error', error => {
    throw new NotQdc(`Is not sound XML (${error.message}). Export it again.`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = local(name)
    if (path.length === 0 && element !== 'CodeBook')
      throw new NotQdc(`Is no REFI-QDA codebook: it begins with <${name}>, not <CodeBook>.`)
    if (path.length > deepest + 10) throw new NotQdc('Nests elements too deeply to be a codebook.')
    path.push(element)
    if (element === 'Code') addCode(attributes)
    if (element === 'Description' && path.at(-2) === 'Code') description = ''
    if (element === 'Set')
      losses.push({
        place: `${file}, set “${attributes.name ?? ''}”`,
        message: 'Sets of codes are not read.',
      })
  })
  const add = (text: string) => {
    if (description !== undefined) description += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', ({ name }) => {
    path.pop()
    if (local(name) === 'Code') open.pop()
    if (description === undefined || local(name) !== 'Description') return
    Object.assign(open.at(-1) ?? {}, readDescription(description))
    description = undefined
  })
  parser.write(decoded(bytes)).close()
  return { entries, losses }
}

function decoded(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new NotQdc('Is not UTF-8. Export it again.')
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function key(name: string): string {
  return name.toLocaleLowerCase('en-GB')
}
