import { capitalised } from '../../../analysis/application.ts'
import { listAccounts } from '../../accounts/store.ts'
import { findJob } from '../../jobs/store.ts'
import { attributedAmong, attributedIn, caseAttribute, casesOf } from '../../responses/cases/caseStore.ts'
import { type AttributeBatch, changesOf, latestAttributeBatches } from './batchStore.ts'
import { jobOf } from './give.ts'

/** How many responses a preview shows, and how many cases a page lists. */
const mostSamples = 20
const mostCases = 200

const states: Record<AttributeBatch['state'], string> = {
  preview: 'Looked at',
  applying: 'Being given',
  applied: 'Given',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

/** What is said of respondents: each attribute with how many have it, the cases, and what was given lately. */
export async function attributesPage(consultation: string) {
  const [responses, known, batches, nameOf] = await Promise.all([
    attributedIn(consultation),
    casesOf(consultation),
    latestAttributeBatches(consultation),
    names(),
  ])
  const standing = responses.filter(({ state }) => state === 'submitted')
  const values = new Map<string, Map<string, number>>()
  for (const { attributes } of standing)
    for (const [name, value] of Object.entries(attributes)) {
      if (value.trim() === '' || name === 'id') continue
      const counts = values.get(name) ?? new Map<string, number>()
      values.set(name, counts.set(value, (counts.get(value) ?? 0) + 1))
    }
  const cases = [...(values.get(caseAttribute) ?? [])].sort(([, a], [, b]) => b - a)
  return {
    path: `/desk/${consultation}/attributes`,
    responses: standing.length,
    attributes: [...values]
      .map(([name, counts]) => ({
        name: capitalised(name),
        responses: [...counts.values()].reduce((sum, count) => sum + count, 0),
        values: counts.size,
        // What few share tells who they are, and makes no table.
        compare:
          counts.size <= 50
            ? `/desk/${consultation}/pictures?by=${encodeURIComponent(`attribute:${name}`)}`
            : '',
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
    choices: [...values.keys()]
      .filter(name => name !== caseAttribute)
      .sort()
      .map(value => ({ value, label: capitalised(value) })),
    cases: cases.slice(0, mostCases).map(([name, count]) => ({
      name,
      count,
      said: Object.entries(known.get(name) ?? {}).map(([of, value]) => ({ name: capitalised(of), value })),
    })),
    moreCases: Math.max(0, cases.length - mostCases),
    batches: batches.map(({ _id, title, state, at, by, counts }) => ({
      href: `/desk/${consultation}/attributes/${_id}`,
      title,
      state: states[state],
      at,
      who: nameOf(by),
      responses: counts.responses,
    })),
  }
}

async function names(): Promise<(id: string) => string> {
  const accounts = new Map((await listAccounts()).map(({ _id, name }) => [_id, name]))
  return id => accounts.get(id) ?? 'someone whose account is gone'
}

/** What one batch gives or gave, with what was wrong in its rows. */
export async function attributeBatchPage(batch: AttributeBatch) {
  const { _id, consultation, title, names: given, state, counts, problems, cases, at, by } = batch
  const [job, samples, nameOf] = await Promise.all([
    findJob(jobOf(batch), _id),
    changesOf(_id, '', mostSamples),
    names(),
  ])
  const responses = await attributedAmong(samples.map(({ response }) => response))
  const reference = new Map(responses.map(each => [each._id, each.reference]))
  const isUnderWay = state === 'applying' || state === 'undoing'
  return {
    path: `/desk/${consultation}/attributes/${_id}`,
    back: `/desk/${consultation}/attributes`,
    heading: title,
    state: states[state],
    who: nameOf(by),
    at,
    names: given.map(capitalised),
    counts,
    cases: cases.length,
    // The page tells of them as what it found, not as what was entered wrong.
    faults: problems,
    more: Math.max(0, counts.faulty - problems.length),
    samples: samples.flatMap(({ response, values }) =>
      Object.entries(values).map(([name, { before, after }]) => ({
        reference: reference.get(response) ?? '',
        name: capitalised(name),
        before: before ?? '',
        after: after ?? '',
      })),
    ),
    left: Math.max(0, counts.responses - samples.length),
    isPreview: state === 'preview',
    isApplied: state === 'applied',
    running: isUnderWay && job?.state !== 'failed',
    failed: isUnderWay && job?.state === 'failed' ? job.problem : undefined,
    soFar: job?.done ?? 0,
  }
}
