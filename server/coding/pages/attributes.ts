import type { Response } from '../../responses/response.ts'

/** Who a respondent is in general words, ready to list: "Role: a senior official". */
export function attributesOf(response: Pick<Response, 'attributes'>): { name: string; value: string }[] {
  return Object.entries(response.attributes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name: name.charAt(0).toLocaleUpperCase('en-GB') + name.slice(1), value }))
}
