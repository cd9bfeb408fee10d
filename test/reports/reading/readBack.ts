import mammoth from 'mammoth'
import MarkdownIt from 'markdown-it'
import { getDocumentProxy } from 'unpdf'

/** What a reader finds in an exported report, whatever its format: all without white space, notes by their numbers. */
export type ReadBack = {
  /** Everything before the notes, tables included and charts left out. */
  body: string
  notes: string[]
  headings: string[]
  quotations: string[]
  /** Addresses of links to the web, in their order; one that is broken into two lines counts once. */
  links: string[]
  cells: string[]
}

export function readHtml(html: string): ReadBack {
  const page = (/<main>(.*)<\/main>/s.exec(html)?.[1] ?? html).replace(/<svg.*?<\/svg>/gs, '')
  const [body = '', notes = ''] = page.split('<section class="notes"')
  return read(body, items(notes))
}

export function readMarkdown(markdown: string): ReadBack {
  const text = markdown
    .replace(/^\[(?:\^|chart-)[^\n]*\n/gm, '')
    .replace(/^!\[[^\n]*\]\[chart-\d+\]$/gm, '')
    .replace(/(?<!\\)\[\^(\d+)\]/g, '$1')
  const notes = Array.from(markdown.matchAll(/^\[\^\d+\]: (.*)$/gm), match =>
    new MarkdownIt().renderInline(match[1] ?? ''),
  )
  return read(new MarkdownIt().render(text), notes)
}

export async function readWord(file: Buffer): Promise<ReadBack> {
  const styleMap = [
    "p[style-name='Quote'] => blockquote > p:fresh",
    "p[style-name='Kicker'] => p.kicker:fresh",
  ]
  const { value } = await mammoth.convertToHtml({ buffer: file }, { styleMap })
  const marked = value.replace(/<sup>\s*<a[^>]*>\[(\d+)\]<\/a><\/sup>/g, '$1').replace(/<img[^>]*>/g, '')
  const at = marked.indexOf('<ol><li id="footnote-1">')
  return read(at < 0 ? marked : marked.slice(0, at), at < 0 ? [] : items(marked.slice(at)))
}

type Node = { role?: string; id?: string; type?: string; children?: Node[] }

/** Reads a PDF as a screen reader does: by its structure, without what is marked as decoration. */
export async function readPdf(file: Buffer): Promise<ReadBack & { bookmarks: string[] }> {
  const document = await getDocumentProxy(new Uint8Array(file))
  const found: ReadBack = { body: '', notes: [], headings: [], quotations: [], links: [], cells: [] }
  let inNotes = false
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const words = await wordsByMark(page)
    const wordsOf = (node: Node): string =>
      compact(
        node.type === 'content'
          ? (words.get(node.id ?? '') ?? '')
          : (node.children ?? []).map(wordsOf).join(''),
      )
    const walk = (node: Node) => {
      const { role = '' } = node
      if (role === 'Figure') return
      if (/^H\d$/.test(role) && wordsOf(node) === 'Notes') inNotes = true
      else if (inNotes && role === 'LBody') {
        // Where notes run over a page, each page's tree has them all, and the words of its own.
        if (wordsOf(node) !== '') found.notes.push(wordsOf(node))
      } else if (inNotes) node.children?.forEach(walk)
      else {
        if (/^H\d$/.test(role)) found.headings.push(wordsOf(node))
        if (role === 'BlockQuote') found.quotations.push(wordsOf(node))
        if (role === 'TD' || role === 'TH') found.cells.push(wordsOf(node))
        // Labels of lists are not among the words of the other formats.
        if (node.type === 'content') found.body += wordsOf(node)
        else if (role !== 'Lbl') node.children?.forEach(walk)
      }
    }
    walk((await page.getStructTree()) as Node)
    for (const { url } of (await page.getAnnotations()) as { url?: string }[])
      if (url && found.links.at(-1) !== url) found.links.push(url)
  }
  const bookmarks: string[] = []
  const list = (outline: { title: string; items: unknown[] }[]) => {
    for (const { title, items: below } of outline) {
      bookmarks.push(compact(title))
      list(below as typeof outline)
    }
  }
  list((await document.getOutline()) ?? [])
  return { ...found, bookmarks }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/** The words of each piece of marked content, by its id. */
async function wordsByMark(page: Page): Promise<Map<string, string>> {
  const { items: parts } = await page.getTextContent({ includeMarkedContent: true })
  const words = new Map<string, string>()
  const open: string[] = []
  for (const part of parts) {
    if ('str' in part) {
      const id = open.at(-1) ?? ''
      words.set(id, (words.get(id) ?? '') + part.str)
    } else if (part.type.startsWith('begin')) open.push(part.id ?? '')
    else open.pop()
  }
  return words
}

function read(html: string, notes: string[]): ReadBack {
  return {
    body: shown(html),
    notes: notes.map(shown),
    headings: all(html, /<h[1-5][^>]*>(.*?)<\/h[1-5]>/gs),
    quotations: all(html, /<blockquote>(.*?)<\/blockquote>/gs),
    cells: all(html, /<t[hd][^>]*>(.*?)<\/t[hd]>/gs),
    links: Array.from(html.matchAll(/<a href="((?:https?|mailto):[^"]*)"/g), match =>
      decoded(match[1] ?? ''),
    ),
  }
}

function items(html: string): string[] {
  return Array.from(
    html.matchAll(/<li[^>]*>(.*?)(?:<a [^>]*>[↩↑]<\/a>)?(?:<\/p>)?<\/li>/gs),
    match => match[1] ?? '',
  )
}

function all(html: string, pattern: RegExp): string[] {
  return Array.from(html.matchAll(pattern), match => shown(match[1] ?? ''))
}

function shown(html: string): string {
  return compact(decoded(html.replace(/<[^>]*>/g, '')))
}

function decoded(html: string): string {
  return html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}

/** Without white space, which formats set each in their way. */
export function compact(words: string): string {
  return words.replace(/\s+/g, '')
}
