import type { Theme } from '../../../analysis/index.ts'
import { escapedXml } from '../../files/soundXml.ts'
import type { ExampleWords } from '../examples/example.ts'
import { colourHex } from './colourHex.ts'
import { guidOf } from './guid.ts'
import { writeDescription } from './qdcDescription.ts'

/** Themes as a REFI-QDA codebook; definition, uses, rules and examples stand in each code's description. */
export function writeQdc(themes: readonly Theme[], examples: ReadonlyMap<string, ExampleWords>): string {
  const children = new Map<string | null, Theme[]>()
  for (const theme of themes) children.set(theme.parent, [...(children.get(theme.parent) ?? []), theme])
  const codes = (parent: string | null, above: string[]): string =>
    (children.get(parent) ?? [])
      .map(theme => {
        const path = [...above, theme.name]
        const rules = theme.rules.map(({ source }) => source)
        const { include = [], exclude = [] } = examples.get(theme.id) ?? {}
        const own = { examples: include, counterexamples: exclude }
        const description = writeDescription({ ...theme, rules, ...own })
        const told = description === '' ? '' : `<Description>${escapedXml(description)}</Description>`
        return `<Code guid="${guidOf(...path)}" name="${escapedXml(theme.name)}" isCodable="true" color="${colourHex[theme.colour]}">${told}${codes(theme.id, path)}</Code>\n`
      })
      .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Soundings">
<Codes>
${codes(null, [])}</Codes>
</CodeBook>
`
}
