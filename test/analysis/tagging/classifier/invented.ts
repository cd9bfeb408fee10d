import { seededRandom } from '../../../../analysis/application.ts'
import type { Example } from '../../../../analysis/index.ts'

const subjects: Record<string, string[]> = {
  ferry: ['the ferry left late', 'no boat came to the quay', 'sailings were cancelled again'],
  bins: ['the bins overflow', 'rubbish lay in our lane', 'waste is collected too seldom'],
  library: ['the library closed early', 'there are no new books', 'reading rooms stay locked'],
}
const openings = ['I think', 'We found that', 'Last winter', 'As a resident I say', 'Honestly']

/** Short texts of one or two themes that a plain rule would tell apart, each by a respondent of its own. */
export function inventExamples(count: number, seed = 1): Example[] {
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('inventExamples: nothing to pick from')
    return item
  }
  const themes = Object.keys(subjects)
  return Array.from({ length: count }, (_, index) => {
    const labels = [...new Set(random() < 0.3 ? [pick(themes), pick(themes)] : [pick(themes)])]
    const said = labels.map(theme => pick(subjects[theme] ?? []))
    return { id: `t${index}`, text: `${pick(openings)} ${said.join(' and ')}.`, labels }
  })
}

/** Runs a generator to its end. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}
