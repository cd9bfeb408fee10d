import { attribute, permits, type Speaker } from '../../../analysis/index.ts'
import { takenBack } from '../../responses/importedStore.ts'
import { asksApproval, currentConsent, type Response } from '../../responses/response.ts'
import { speakersOf } from '../../responses/speakers.ts'

/** What a respondent allows, at a glance: whether they may be quoted, and as whom a report would name them. */
export type ConsentView = {
  quotable: boolean
  withdrawn: boolean
  /** Whether it was no withdrawal, but the import that brought it was taken back. */
  takenBack?: boolean
  says: string
  who: string
}

/** What each of these respondents allows now, by respondent. */
export async function consentViews(responses: Response[]): Promise<Map<string, ConsentView>> {
  const speakers = await speakersOf(responses)
  return new Map(responses.map(response => [response._id, consentView(response, speakers.get(response._id))]))
}

function isTakenBack(response: Response): boolean {
  return response.state === 'withdrawn' && currentConsent(response).wording === takenBack
}

function consentView(response: Response, speaker: Speaker | undefined): ConsentView {
  if (response.state === 'withdrawn' || !speaker)
    return {
      quotable: false,
      withdrawn: true,
      takenBack: isTakenBack(response),
      says: isTakenBack(response) ? 'Taken back with its import' : 'Withdrawn',
      who: '',
    }
  if (!permits(speaker)) return { quotable: false, withdrawn: false, says: 'Not to be quoted', who: '' }
  const { withheld = [], answers = {} } = currentConsent(response)
  const isPartly = withheld.length > 0 || Object.keys(answers).length > 0
  const may = isPartly ? 'May be quoted in part' : 'May be quoted'
  const says = asksApproval(response) ? `${may} once they approved the sentence,` : may
  return { quotable: true, withdrawn: false, says, who: attribute(speaker).who }
}
