import type { Token } from 'markdown-it'
import type { Inline, Manner } from './model.ts'

const plain: Manner = { bold: false, italic: false, struck: false, code: false }
const marks: Record<string, keyof Manner> = { strong: 'bold', em: 'italic', s: 'struck' }

/** What stands in one line of a report, from the tokens of its Markdown. A line break within a paragraph is a space. */
export function readInlines(tokens: readonly Token[]): Inline[] {
  const inlines: Inline[] = []
  /** The marks that are open, the innermost last. */
  const open: (keyof Manner)[] = []
  let link: string | undefined
  const add = (text: string, code = false) => {
    if (text === '') return
    const manner = { ...plain, code }
    for (const mark of open) manner[mark] = true
    inlines.push({ kind: 'text', text, manner, ...(link ? { link } : {}) })
  }
  for (const token of tokens) {
    const mark = marks[token.tag]
    if (token.type === 'text') add(token.content)
    else if (token.type === 'code_inline') add(token.content, true)
    else if (token.type === 'softbreak') add(' ')
    else if (token.type === 'hardbreak') inlines.push({ kind: 'break' })
    else if (token.type === 'note') inlines.push({ kind: 'note', number: Number(token.content) })
    else if (token.type === 'link_open') link = String(token.attrGet('href') ?? '')
    else if (token.type === 'link_close') link = undefined
    else if (mark && token.nesting === 1) open.push(mark)
    else if (mark) open.pop()
    else throw new Error(`readInlines: a report has no “${token.type}” in a line`)
  }
  return inlines
}
