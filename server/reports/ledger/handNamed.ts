import type { Problem } from '../../../analysis/index.ts'
import type { Material } from '../material.ts'
import { nameIn } from '../template/nameIn.ts'
import { placeAt, templateProblem } from '../template/problem.ts'
import type { PrintedQuote, Typed } from '../template/writing.ts'
import type { LedgerEntry } from './ledger.ts'

type Named = {
  markdown: string
  printed: PrintedQuote[]
  typed: Typed[]
  ledger: LedgerEntry[]
  source: string
}

/** Where an author typed a name into the words that lead up to a quote, which say whose it is by themselves. */
export function handNamed(named: Named, material: Material): Problem[] {
  const { markdown, printed, typed, ledger, source } = named
  const found = printed.flatMap(({ key, at }) => {
    const sentence = ledger.find(({ start, end }) => start <= at && at < end)
    if (!sentence) return []
    return typed.flatMap(stretch => {
      const start = Math.max(stretch.start, sentence.start)
      const words = markdown.slice(start, Math.max(start, Math.min(stretch.end, at)))
      const name = words === '' ? undefined : nameIn(words, material)
      if (name === undefined) return []
      const place = placeAt(source, stretch.at + start - stretch.start + Math.max(0, words.indexOf(name)))
      const message = `“${name}” is typed by hand before ${key}. Who is quoted is said by the software, as they allowed: write {{quote "${key}" lead="{who} wrote that"}}.`
      return [templateProblem(place, message)]
    })
  })
  return [...new Map(found.map(problem => [problem.message.split(' is typed by hand')[0], problem])).values()]
}
