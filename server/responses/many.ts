import { countResponses } from './countStore.ts'

/** From so many responses on, what is counted over all of them is not counted for every page. */
export const many = 2_000

/** Whether a consultation has so many responses, told by an index alone. */
export async function hasMany(consultation: string): Promise<boolean> {
  return (await countResponses(consultation)) >= many
}
