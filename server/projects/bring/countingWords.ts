import type { Problem } from '../../../analysis/index.ts'
import type { ChosenCounting, Counting } from '../../files/project/counting.ts'

/** So many ends of passages, decided by the way of counting alone, leave little doubt. */
const enough = 4

/** How positions were counted in a project, and how sure that is. */
export function countingProblem({ counting, ends, atWords, next }: ChosenCounting): Problem {
  const place = 'Positions'
  const way = wordsOf(counting)
  if (ends === 0) return { place, message: 'Nothing is selected in the project.' }
  const share = `${atWords} of the ${ends} ends of selections are at words`
  if (!next) return { place, message: `All ways of counting come to the same here: ${share}.` }
  const other = `The next best, ${wordsOf(next.counting)}, puts ${next.atWords} there.`
  const ahead = atWords - next.atWords
  const sure =
    2 * atWords < ends
      ? 'No way puts many there, so none is sure: look at some codings.'
      : ahead >= enough
        ? 'This is sure.'
        : ahead > 0
          ? 'This is likely, but few selections tell: look at some codings.'
          : 'Both fit as well, so the one nearer to the standard was taken: look at some codings.'
  return { place, message: `Read as counted in ${way}: ${share}. ${other} ${sure}` }
}

function wordsOf({ unit, lineBreaks, mark, end }: Counting): string {
  return [
    unit === 'codePoints' ? 'Unicode code points' : 'UTF-16 code units',
    lineBreaks === 'one'
      ? 'a line break as one'
      : lineBreaks === 'two'
        ? 'a line break as two'
        : 'line breaks as they are written',
    ...(mark === 'in' ? ['with the byte order mark'] : []),
    end === 'included' ? 'the last character included' : 'up to before the end',
  ].join(', ')
}
