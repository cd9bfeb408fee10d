import type { Evidence } from '../../../findings/evidence/store.ts'
import { asMarkdown, asMarkdownLine } from '../escape.ts'
import type { Call } from '../grammar.ts'
import { type Refusal, type Writing, writeAuthored } from '../writing.ts'

/**
 * External evidence: a phrase that links to it, or its excerpt as a block quotation.
 * Usage: `{{evidence "audit-2024" text="the audit office’s review"}}`, `{{evidence "audit-2024" as="block"}}`.
 */
export function evidence(call: Call, writing: Writing): Refusal {
  const { material, sheet } = writing
  if (call.key === '')
    return 'say which evidence: {{evidence "its-name"}}, or write it inside {{#each evidence}} … {{/each}}.'
  const found = material.evidence.get(call.key)
  if (!found) return `no evidence is called “${call.key}”. The page of evidence shows the names.`
  const as = call.options.get('as') ?? 'phrase'
  const typed = call.options.get('text')
  if (as === 'phrase' && typed !== undefined) writeAuthored(writing, call.place, linked(typed, found.link))
  else if (as === 'phrase') sheet.words(linked(found.citation, found.link))
  else if (as !== 'block') return `evidence is printed as="phrase" or as="block", not as="${as}".`
  else if (found.excerpt === '')
    return `“${call.key}” has no excerpt to print. Add one to the evidence, or use as="phrase".`
  else sheet.block(blockQuotation(found))
  return undefined
}

/** The excerpt, and below it, since the source's name is not a part of what it says, where it comes from. */
function blockQuotation(found: Evidence): string {
  const { excerpt } = found
  const paragraphs = excerpt
    .split(/\n+/)
    .map(asMarkdownLine)
    .filter(words => words !== '')
  const quoted = paragraphs.map(paragraph => `> ${paragraph}`).join('\n>\n')
  return `${quoted}\n\n— ${sourceLine(found)}`
}

/** "[Citation](link), Publisher, 2024, page 14, read on 1 March 2026". */
export function sourceLine({ citation, link, publisher, year, pages, accessed }: Evidence): string {
  const parts = [linked(citation, link), asMarkdown(publisher), String(year)]
  if (pages !== '') parts.push(`${/^\d+$/.test(pages) ? 'page' : 'pages'} ${asMarkdown(pages)}`)
  if (accessed !== '') parts.push(`read on ${longDay(accessed)}`)
  return parts.join(', ')
}

function longDay(day: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', options)
}

/** The link stands in angle brackets where its own brackets or spaces would end it early. */
function linked(words: string, link: string): string {
  const target = /[()\s\\]/.test(link) ? `<${link.replace(/[<>\\]/g, encodeURIComponent)}>` : link
  return `[${asMarkdown(words).replace(/(?<!\\)[[\]]/g, '\\$&')}](${target})`
}
