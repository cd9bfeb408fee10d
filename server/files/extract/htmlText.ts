import { decodeHTML } from 'entities'

/** Elements whose words nobody reads. */
const unread = new Set(['head', 'script', 'style', 'template', 'title'])
/** Elements apart from what stands around them by an empty line, and those that begin a line. */
const paragraphs = new Set('blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '))
const lines = new Set('address article aside dd div dt footer header li main nav section tr'.split(' '))

/**
 * The words of HTML as a mail has it, paragraphs apart by an empty line. Read as browsers do, in time linear in its
 * length; nothing in it is run or fetched.
 */
export function htmlText(html: string): string {
  // In small letters, of which each stands where it stood: others grow when they are made small.
  const small = html.replace(/[A-Z]+/g, letters => letters.toLowerCase())
  let text = ''
  /** Line breaks that stand before the next words, and whether a space does. */
  let breaks = 0
  let isSpaced = false
  const apart = (least: number) => {
    if (text !== '') breaks = Math.max(breaks, least)
  }
  const add = (source: string) => {
    for (const word of decodeHTML(source).split(/(\s+)/)) {
      if (word === '') continue
      if (word.trim() === '') {
        isSpaced = true
        continue
      }
      text += breaks > 0 ? '\n'.repeat(breaks) : isSpaced && text !== '' ? ' ' : ''
      text += word
      breaks = 0
      isSpaced = false
    }
  }
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    add(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    if (!/[a-z/!?]/.test(small[open + 1] ?? '')) {
      add('&lt;')
      at = open + 1
      continue
    }
    const mark = html.startsWith('<!--', open) ? '-->' : '>'
    const end = html.indexOf(mark, open)
    // What never closes is no words.
    if (end < 0) break
    at = end + mark.length
    const name = /^<\/?([a-z][a-z0-9]*)/.exec(small.slice(open, open + 20))?.[1] ?? ''
    if (name === 'br') breaks++
    else if (paragraphs.has(name)) apart(2)
    else if (lines.has(name)) apart(1)
    else if (name === 'td' || name === 'th') isSpaced = true
    if (unread.has(name) && small[open + 1] !== '/') {
      const close = small.indexOf(`</${name}`, at)
      if (close < 0) break
      at = close
    }
  }
  return text
}
