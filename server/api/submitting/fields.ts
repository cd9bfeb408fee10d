import type { Question } from '../../consultations/questions.ts'
import type { Form } from '../../responses/answering/form.ts'
import type { Wrong } from '../problem.ts'
import { pointerTo } from './pointer.ts'
import type { GivenAnswer, Submission } from './submission.ts'

/** An answer as the form would send it, or what keeps it from being one. */
type Filled = { fields: Form } | { wrong: Wrong }

/** The fields in which an answer is entered on its page: the same checks follow. */
export function fieldsFor(question: Question, given: GivenAnswer): Filled {
  const { id } = question
  const wrong = (detail: string, ...path: (string | number)[]): Filled => ({
    wrong: { pointer: pointerTo('answers', id, ...path), detail },
  })
  switch (question.type) {
    case 'shortText':
    case 'longText':
    case 'email':
      return typeof given === 'string' ? { fields: { [id]: given } } : wrong('must be words')
    case 'number':
      return typeof given === 'number' ? { fields: { [id]: String(given) } } : wrong('must be a number')
    case 'date': {
      const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(given)) ?? []
      if (typeof given !== 'string' || year === '') return wrong('must be a day, such as 2026-11-28')
      return { fields: { [`${id}:day`]: day, [`${id}:month`]: month, [`${id}:year`]: year } }
    }
    case 'rating':
      if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= question.most)
        return { fields: { [id]: String(given) } }
      return wrong(`must be a whole number from 1 to ${question.most}`)
    case 'one':
    case 'scale':
    case 'dropdown': {
      if (typeof given !== 'object' || !('option' in given)) return wrong('must be an object with option')
      if (!isOffered(question.options, given.option)) return wrong(offered(question.options), 'option')
      return { fields: { [id]: given.option, ...ownWords(id, given.own) } }
    }
    case 'several': {
      if (typeof given !== 'object' || !('options' in given)) return wrong('must be an object with options')
      const at = given.options.findIndex(value => !isOffered(question.options, value))
      if (at >= 0) return wrong(offered(question.options), 'options', at)
      return { fields: { [id]: given.options, ...ownWords(id, given.own) } }
    }
    case 'ranking': {
      const places = Math.min(question.places ?? question.options.length, question.options.length)
      if (typeof given !== 'object' || !('order' in given)) return wrong('must be an object with order')
      if (given.order.length > places) return wrong(`puts more than ${places} in order`, 'order')
      const at = given.order.findIndex(value => !isOffered(question.options, value))
      if (at >= 0) return wrong(offered(question.options), 'order', at)
      return { fields: Object.fromEntries(given.order.map((value, place) => [`${id}:${place + 1}`, value])) }
    }
    case 'matrix': {
      if (typeof given !== 'object' || !('rows' in given)) return wrong('must be an object with rows')
      for (const [row, value] of Object.entries(given.rows)) {
        if (!question.rows.some(each => each.id === row))
          return wrong('is no row of this question', 'rows', row)
        if (!isOffered(question.options, value)) return wrong(offered(question.options), 'rows', row)
      }
      return {
        fields: Object.fromEntries(Object.entries(given.rows).map(([row, value]) => [`${id}:${row}`, value])),
      }
    }
    case 'file':
      return wrong('is a file, which cannot be sent by the API: leave it out')
    case 'statement':
      return wrong('is a statement, to which nothing is answered: leave it out')
  }
}

type Options = readonly { value: string }[]

function isOffered(options: Options, value: string): boolean {
  return options.some(option => option.value === value)
}

function offered(options: Options): string {
  return `must be one of ${options.map(({ value }) => value).join(', ')}`
}

function ownWords(id: string, own: string | undefined): Form {
  return own === undefined ? {} : { [`${id}:own`]: own }
}

/** The fields of the declaration, as its page would send them. */
export function declared({ about, permission }: Submission): Form {
  const { quoted, email = '', confidence = '', wording } = permission
  const boxes = ['byHand', 'listed', 'whole', 'archived', 'approval', 'told'] as const
  return {
    ...{ ...about, people: about.people === undefined ? '' : String(about.people) },
    ...{ choice: quoted, email, confidence, wording, agree: 'yes' },
    ...Object.fromEntries(boxes.map(box => [box, permission[box] ? 'yes' : ''])),
  }
}
