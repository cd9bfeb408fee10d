import type { Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import { type Choosable, choosableResponses } from '../../responses/choosingStore.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { assignedAlone } from './assignmentStore.ts'
import { attributeValue } from './choose.ts'
import { coderChoices, holderChoices } from './coders.ts'
import type { Choice } from './forms.ts'

/** An attribute with more values than this tells no groups. */
const mostValues = 40

/** The forms that assign responses, and give what one coder has to others. */
export async function assignPage(consultation: Consultation, entry: Entry | undefined) {
  const values = entry?.values ?? {}
  const [standing, taken] = await Promise.all([
    choosableResponses(consultation._id),
    assignedAlone(consultation._id),
  ])
  const own = [values.coders ?? []].flat().map(String)
  const others = [values.to ?? []].flat().map(String)
  return {
    unassigned: standing.filter(({ _id }) => !taken.has(_id)).length,
    responses: standing.length,
    ...(await choiceView(consultation, standing, values)),
    coders: await coderChoices(consultation._id, own),
    to: await coderChoices(consultation._id, others),
    from: [
      { value: '', label: 'Choose a coder', chosen: false },
      ...(await holderChoices(consultation._id, [String(values.from)])),
    ],
    howMany: values.howMany ?? '',
    problems: entry?.problems,
  }
}

/** What the fields of a choice of responses show: see views/partials/coding/chooseResponses.hbs. */
export async function choiceView(
  consultation: Consultation,
  standing: Choosable[],
  values: Record<string, unknown>,
) {
  const labels = await questionLabels(consultation._id, consultation.version)
  return {
    how: String(values.how ?? ''),
    size: values.size ?? '',
    references: values.references ?? '',
    question: [
      { value: '', label: 'Whatever they answered', chosen: false },
      ...[...labels].map(([value, label]) => ({ value, label, chosen: value === values.question })),
    ],
    attribute: [
      { value: '', label: 'Whoever they are', chosen: false },
      ...attributesIn(standing).map(({ value, label }) => ({
        value,
        label,
        chosen: value === values.attribute,
      })),
    ],
  }
}

/** What was chosen, in words; empty where nothing narrows it. */
export async function filterWords(
  consultation: Consultation,
  { how, question, attribute }: Choice,
): Promise<string> {
  if (how === 'chosen') return ''
  const labels = await questionLabels(consultation._id, consultation.version)
  const parts = [
    question === '' ? '' : `answered “${labels.get(question) ?? question}”`,
    attribute === '' ? '' : attribute.replace('=', ': '),
  ]
  return parts.filter(part => part !== '').join('; ')
}

/** Each value of each attribute that tells groups apart: "sector: health", by name. */
export function attributesIn(standing: Choosable[]): { value: string; label: string }[] {
  const values = new Map<string, Set<string>>()
  for (const { attributes } of standing)
    for (const [name, value] of Object.entries(attributes))
      if (value !== '') values.set(name, (values.get(name) ?? new Set<string>()).add(value))
  return [...values]
    .filter(([, own]) => own.size <= mostValues)
    .flatMap(([name, own]) =>
      [...own]
        .sort((a, b) => a.localeCompare(b, 'en-GB'))
        .map(value => ({ value: attributeValue([name, value]), label: `${name}: ${value}` })),
    )
}
