import { createHash } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import { type Beside, besides, currentWording } from '../../consultations/consentWording.ts'
import { say } from '../../http/languages/say.ts'
import type { Answering } from './answering.ts'
import { declarationIn, detailNames, details, isCapacity, isChoice } from './declaration.ts'
import { type Form, textIn } from './form.ts'

type Declaration = Record<string, string>

/** The name of what a declaration says, by which its form tells later what it showed; agreeing is for the form alone. */
export function declarationHash(declaration: Declaration): string {
  const said = Object.entries(declaration)
    .filter(([field, value]) => value !== '' && field !== 'agree' && field !== 'wording')
    .map(([field, value]) => [field, value.replace(/\r\n?/g, '\n')])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12)
}

/**
 * What another tab, device or colleague chose in the declaration since the form was opened, where the form says
 * something else: it has to be seen before it is put in its place.
 *
 * @throws Invalid for what our page could not send
 */
export function chosenElsewhere({ draft }: Answering, form: Form): Problem[] {
  const now = draft.declaration
  const seen = textIn(form, '_seen')
  if (seen === undefined || seen === declarationHash(now)) return []
  const mine = declarationIn(form)
  if (declarationHash(mine) === declarationHash(now)) return []
  return namesOfFields().flatMap(([place, label]) =>
    (mine[place] ?? '') === (now[place] ?? '')
      ? []
      : [
          {
            place,
            message: say(
              '“{{label}}” was changed from another page or device since you opened this one. There it says: {{now}}. Choose what it should be, and go on',
              { label, now: inWords(place, now[place] ?? '') },
            ),
          },
        ],
  )
}

/** The fields in the order of the page, as the page names them. */
function namesOfFields(): [string, string][] {
  const { besides: asked, approval, told, byHand } = currentWording()
  const boxes: [string, string | undefined][] = [
    ...besides.map((name): [string, string | undefined] => [name, asked?.[name as Beside]?.text]),
    ['approval', approval?.text],
    ['told', told?.text],
    ['email', say('Your email address')],
    ['byHand', byHand?.text],
    ['confidence', say('Your reason')],
  ]
  return [
    ['capacity', say('For whom do you answer?')],
    ['people', say('How many people or bodies agreed to this answer?')],
    ['behalf', say('On whose behalf do you answer?')],
    ...details.map((detail): [string, string] => [detail, say(detailNames[detail])]),
    ['choice', say('How may we quote you?')],
    ...boxes.map(([field, text]): [string, string] => [field, text ?? field]),
  ]
}

const boxes: readonly string[] = [...besides, 'approval', 'told', 'byHand']

function inWords(field: string, value: string): string {
  const { capacities, choices } = currentWording()
  if (boxes.includes(field)) return value === 'yes' ? say('ticked') : say('not ticked')
  const words =
    field === 'capacity' && isCapacity(value)
      ? capacities[value]
      : field === 'choice' && isChoice(value)
        ? choices[value]
        : value
  return words || say('Not given')
}
