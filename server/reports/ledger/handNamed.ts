import type { Problem } from '../../../analysis/index.ts'
import { type KnownNames, nameIn } from '../template/nameIn.ts'
import { placeAt, templateProblem } from '../template/problem.ts'
import type { PrintedQuote, Typed } from '../template/writing.ts'
import type { LedgerEntry } from './ledger.ts'
import { spansWithin } from './within.ts'

type Named = {
  markdown: string
  printed: PrintedQuote[]
  typed: Typed[]
  ledger: LedgerEntry[]
  /** Where the lines of the template begin. */
  starts: number[]
}

/** Where an author typed a name into the words that lead up to a quote, which say whose it is by themselves. */
export function handNamed({ markdown, printed, typed, ledger, starts }: Named, names: KnownNames): Problem[] {
  const firsts = printed.map(({ key, at }) => ({ key, start: at, end: at + 1 }))
  const quotesIn = spansWithin(ledger, firsts)
  const typedIn = spansWithin(ledger, typed)
  return ledger.flatMap((sentence, i) => {
    const last = quotesIn[i]?.at(-1)
    if (!last) return []
    return (typedIn[i] ?? []).flatMap(stretch => {
      const start = Math.max(stretch.start, sentence.start)
      const words = markdown.slice(start, Math.max(start, Math.min(stretch.end, last.start)))
      const name = nameIn(words, names)
      if (name === undefined) return []
      const at = start + Math.max(0, words.toLowerCase().indexOf(name.toLowerCase()))
      const { key } = quotesIn[i]?.find(quote => quote.start > at) ?? last
      const place = placeAt(starts, stretch.at + at - stretch.start)
      const message = `“${name}” is typed by hand before ${key}. Who is quoted is said by the software, as they allowed: write {{quote "${key}" lead="{who} wrote that"}}.`
      return [templateProblem(place, message)]
    })
  })
}
