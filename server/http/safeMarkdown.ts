import MarkdownIt from 'markdown-it'

/**
 * A reader of Markdown that somebody else wrote: raw HTML is text, links go to web and mail addresses only, pictures
 * are not known, and marks are left as typed, since they may be another's words.
 */
export function safeMarkdown({ linkify = false } = {}) {
  const parser = new MarkdownIt({ html: false, linkify, typographer: false })
  parser.disable('image')
  parser.validateLink = link => /^(?:https?:\/\/|mailto:)/i.test(link.trim())
  return parser
}

const classes: Record<string, string> = {
  p: 'govuk-body',
  ul: 'govuk-list govuk-list--bullet',
  ol: 'govuk-list govuk-list--number',
  a: 'govuk-link',
}

const pages = safeMarkdown({ linkify: true })
pages.linkify.set({ fuzzyLink: false })
// A table's sides would be set by a style, which the pages' rules of security refuse.
pages.disable('table')
pages.renderer.rules.heading_open = (tokens, i) => {
  const level = levelOf(tokens[i]?.tag)
  return `<h${level} class="govuk-heading-${level === 2 ? 'm' : 's'}">`
}
pages.renderer.rules.heading_close = (tokens, i) => `</h${levelOf(tokens[i]?.tag)}>\n`
pages.core.ruler.push('classes', state => {
  for (const token of state.tokens.flatMap(each => [each, ...(each.children ?? [])])) {
    const name = token.nesting === 1 ? classes[token.tag] : undefined
    if (name) token.attrSet('class', name)
  }
})

/** Headings stand below the page's own, and none deeper than the third level. */
function levelOf(tag = 'h2'): number {
  return Math.min(3, Math.max(2, Number(tag.slice(1))))
}

/** The HTML of a page of the site whose words somebody wrote in Markdown; the page's own heading is not in it. */
export function pageHtml(markdown: string): string {
  return pages.render(markdown)
}

/** Words that go into Markdown as they are, whatever marks are in them. */
export function asMarkdown(words: string): string {
  return words.replace(/^[#>+-]|[\\`*[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g, '\\$&')
}
