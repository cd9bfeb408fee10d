const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
}

/** What holds no words for readers, by how it begins and ends. */
const blocks = [
  ['<!--', '-->'],
  ['<script', '</script>'],
  ['<style', '</style>'],
] as const

/** The words of what other programs keep as HTML, its paragraphs on lines of their own. */
export function plainWords(html: string): string {
  return blocks
    .reduce((words, [open, close]) => without(words, open, close), html)
    .replace(/\s+/g, ' ')
    .replace(/<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|table)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, entity)
    .split('\n')
    .map(line => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n')
}

/** A text without what stands from one mark to another, in time that grows with its length. */
function without(text: string, open: string, close: string): string {
  const small = text.toLowerCase()
  if (small.length !== text.length) return text
  let kept = ''
  let at = 0
  for (;;) {
    const from = small.indexOf(open, at)
    const to = from < 0 ? -1 : small.indexOf(close, from)
    if (to < 0) return kept + text.slice(at)
    kept += `${text.slice(at, from)} `
    at = to + close.length
  }
}

/** The same on one line. */
export function plainLine(html: string): string {
  return plainWords(html).replace(/\n+/g, ' ')
}

/** Whether taking the words of this loses more than paragraphs. */
export function hasMarkup(html: string): boolean {
  return /<(?!\/?(?:p|br|div|span|h[1-6])\b)\/?[a-z][^<>]*>/i.test(html)
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : ' '
}
