import { attributionChoices } from '../../../analysis/application.ts'
import { type AttributionChoice, attribute, type Speaker } from '../../../analysis/index.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { speakersOf } from '../../responses/speakers.ts'

/** What somebody may choose: to be quoted by what is kept of them. */
export async function offeredChoices(response: Response): Promise<AttributionChoice[]> {
  const speaker = await speakerOf(response)
  return attributionChoices.filter(choice => {
    if (choice === currentConsent(response).choice) return true
    if (choice === 'role') return speaker.role !== '' || speaker.sector !== ''
    return choice !== 'named' || attribute({ ...speaker, choice }).shows === 'named'
  })
}

/** Who wrote a response, and what they allow now. */
export async function speakerOf(response: Response): Promise<Speaker> {
  const speaker = (await speakersOf([response])).get(response._id)
  if (!speaker) throw new Error(`speakerOf: response ${response._id} has no speaker`)
  return speaker
}
