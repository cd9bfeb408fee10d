import type { Response } from '../../responses/response.ts'

/** Who a respondent is in general words, ready to list: "Role: a senior official". */
export function attributesOf(response: Pick<Response, 'attributes'>): { name: string; value: string }[] {
  return Object.entries(response.attributes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name: name.charAt(0).toLocaleUpperCase('en-GB') + name.slice(1), value }))
}

/** For whom an answer of several people speaks; nothing for any other. */
export function severalOf(
  { capacity, people, state }: Pick<Response, 'capacity' | 'people' | 'state'>,
  behalf: string,
): { name: string; value: string }[] {
  if ((capacity !== 'joint' && capacity !== 'notes') || state === 'withdrawn') return []
  const joint = capacity === 'joint'
  return [
    { name: 'Speaks for several', value: joint ? 'A joint answer' : 'Notes of an event' },
    ...(people === undefined
      ? []
      : [{ name: joint ? 'People or bodies' : 'People there', value: String(people) }]),
    ...(behalf === '' ? [] : [{ name: joint ? 'On behalf of' : 'Event', value: behalf }]),
  ]
}
