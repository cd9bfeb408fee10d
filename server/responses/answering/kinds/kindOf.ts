import type { Question, QuestionOf, QuestionType } from '../../../consultations/questions.ts'
import { dropdown, radios, several } from './chosen.ts'
import { date } from './date.ts'
import { file } from './file.ts'
import type { Kind } from './kind.ts'
import { matrix } from './matrix.ts'
import { number } from './number.ts'
import { ranking } from './ranking.ts'
import { rating } from './rating.ts'
import { statement } from './statement.ts'
import { email, longText, shortText } from './written.ts'

const kinds: { [T in QuestionType]: Kind<QuestionOf<T>> } = {
  shortText,
  longText,
  email,
  number,
  date,
  one: radios,
  scale: radios,
  dropdown,
  several,
  rating,
  ranking,
  matrix,
  file,
  statement,
}

/** How a question of this type is asked and answered. */
export function kindOf(question: Question): Kind {
  // The table pairs each type with its own kind, which the compiler cannot follow through a question of any type.
  return kinds[question.type] as unknown as Kind
}
