import { createHash } from 'node:crypto'
import type { Theme } from '../../../analysis/index.ts'
import { soundXml } from '../../files/soundXml.ts'
import { colourHex } from './colourHex.ts'
import { writeDescription } from './qdcDescription.ts'

/** Themes as a REFI-QDA codebook; definition, uses, rules and examples stand in each code's description. */
export function writeQdc(themes: readonly Theme[], examples: ReadonlyMap<string, string[]>): string {
  const children = new Map<string | null, Theme[]>()
  for (const theme of themes) children.set(theme.parent, [...(children.get(theme.parent) ?? []), theme])
  const codes = (parent: string | null, above: string[]): string =>
    (children.get(parent) ?? [])
      .map(theme => {
        const path = [...above, theme.name]
        const rules = theme.rules.map(({ source }) => source)
        const description = writeDescription({ ...theme, rules, examples: examples.get(theme.id) ?? [] })
        const told = description === '' ? '' : `<Description>${escaped(description)}</Description>`
        return `<Code guid="${guid(path)}" name="${escaped(theme.name)}" isCodable="true" color="${colourHex[theme.colour]}">${told}${codes(theme.id, path)}</Code>\n`
      })
      .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Soundings">
<Codes>
${codes(null, [])}</Codes>
</CodeBook>
`
}

const namespace = 'b2c4f0de-5a3e-4d0c-9b43-6f2f7f0f8a11'

/** The same for the same path of names: RFC 9562's version 5. */
function guid(path: string[]): string {
  const hash = createHash('sha1').update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
  const bytes = hash.update(path.join('\u0000')).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function escaped(text: string): string {
  return soundXml(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
