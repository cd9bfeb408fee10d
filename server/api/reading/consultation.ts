import { currentWording } from '../../consultations/consentWording.ts'
import { offeredIn } from '../../consultations/languages/languages.ts'
import { spokenConsultation, spokenQuestionnaire } from '../../consultations/languages/spoken.ts'
import {
  approachOf,
  type Consultation,
  openingOf,
  questionnaireOf,
  zoneOf,
} from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { inLanguage } from '../../http/languages/current.ts'
import { Refused } from '../problem.ts'

/** A consultation, and what whoever answers it is shown before they agree. */
export async function consultationView(consultation: Consultation, language: string | undefined, now: Date) {
  const { _id, version } = consultation
  const languages = offeredIn(consultation, await questionnaireOf(_id, version))
  return inOneOf(languages, language, () => {
    const { title, asker, why, howUsed, contact, kind, opensAt, closesAt, access } =
      spokenConsultation(consultation)
    return {
      ...{ id: _id, title, asker, why, howUsed, contact: contact ?? '', kind },
      approach: approachOf(consultation),
      ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), zone: zoneOf(consultation) },
      opening: openingOf(consultation, now),
      access: access ?? 'anybody',
      ...{ languages, version },
      wording: wordingView(),
    }
  })
}

/** A version of its questions. @throws NotFound where it has none of this number */
export async function questionnaireView(
  consultation: Consultation,
  number: string,
  language: string | undefined,
) {
  const version = /^[1-9]\d{0,8}$/.test(number) ? Number(number) : 0
  if (version === 0 || version > consultation.version)
    throw new NotFound('There is no such version of the questionnaire here.')
  const written = await questionnaireOf(consultation._id, version)
  return inOneOf(offeredIn(consultation, written), language, () => {
    const { pages } = spokenQuestionnaire(consultation, written).questionnaire
    return { version, pages }
  })
}

function inOneOf<Result>(
  languages: readonly [string, ...string[]],
  language: string | undefined,
  work: () => Result,
) {
  if (language !== undefined && !languages.includes(language))
    throw new Refused(400, 'It is not asked in this language.', [
      { parameter: 'language', detail: `must be one of ${languages.join(', ')}` },
    ])
  return inLanguage(language ?? languages[0], work)
}

function wordingView() {
  const { version, declaration, capacities, choices, besides, byHand, approval, told } = currentWording()
  const permissions = Object.entries({ byHand, ...besides, approval, told })
  return {
    ...{ version, declaration, capacities, quoted: choices },
    permissions: Object.fromEntries(
      permissions.flatMap(([name, words]) => (words ? [[name, { text: words.text, hint: words.hint }]] : [])),
    ),
  }
}
