import type { Measured } from './measure.ts'

/** Pages are to take at most so many times what they take at the smallest size… */
const pagesGrow = 3
/** …and each response of what is done for all at most so many times what it takes at the size before. */
const eachGrows = 1.5

/** What came of all sizes, from the smallest, as lines of a document. */
export function reportOf(all: Measured[]): string[] {
  const [smallest, ...larger] = all
  if (!smallest) return []
  const sizes = all.map(({ responses }) => number(responses))
  const largest = larger.at(-1) ?? smallest
  const pages = [...smallest.pages].map(([name, first]) => {
    const last = largest.pages.get(name) ?? first
    const [ratio, ofWork] = [last.p95 / first.p95, last.processor / first.processor]
    return [
      name,
      ...all.map(({ pages }) => milliseconds(pages.get(name)?.p95)),
      `${ratio.toFixed(1)} (${ofWork.toFixed(1)}) times`,
      ratio <= pagesGrow ? 'met' : 'not met',
      `${last.most.toFixed(0)} MB`,
    ]
  })
  const whole = [...smallest.whole.keys()].map(name => [
    name,
    ...all.map(({ whole }) => whole.get(name)?.seconds.toFixed(1) ?? ''),
    ...eachOf(name, all),
    all
      .map(({ whole }) => whole.get(name)?.most.toFixed(0) ?? '')
      .join(', ')
      .concat(' MB'),
  ])
  return [
    ...titled(
      `Pages, 95th percentile in milliseconds at ${listed(sizes)} responses with some ten codings each (aim: at the most responses at most ${pagesGrow} times that at the fewest; in brackets by the server’s processor time for one):`,
      ['page', ...sizes, 'grows', 'aim', 'server at most'],
      pages,
    ),
    ...titled(
      `What is done for all responses, in seconds (aim: linear, which is to say that each response takes at most ${eachGrows} times as long at the most as at the size before; in brackets by processor time):`,
      ['what', ...sizes, 'each', 'aim', 'server at most'],
      whole,
    ),
  ]
}

function titled(title: string, heading: string[], rows: string[][]): string[] {
  return rows.length === 0 ? [] : [title, '', ...table(heading, rows), '']
}

/** How much longer each response takes at the largest size than at the one before. */
function eachOf(name: string, all: Measured[]): string[] {
  const [before, last] = all.slice(-2)
  const [small, large] = [before?.whole.get(name), last?.whole.get(name)]
  if (!before || !last || !small || !large) return ['', '']
  const times = last.responses / before.responses
  const [ratio, ofWork] = [large.seconds / small.seconds / times, large.processor / small.processor / times]
  return [`${ratio.toFixed(2)} (${ofWork.toFixed(2)}) times`, ratio <= eachGrows ? 'met' : 'not met']
}

function table(heading: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(heading), `|${'---|'.repeat(heading.length)}`, ...rows.map(line)]
}

function milliseconds(found: number | undefined): string {
  return found === undefined ? '' : found.toFixed(0)
}

function number(of: number): string {
  return of.toLocaleString('en-GB')
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
