import mongoose from 'mongoose'
import { addRoles } from '../../server/accounts/people/give.ts'
import { findPeople } from '../../server/accounts/people/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { codePassage, decideOnTag } from '../../server/coding/decide.ts'
import { addMemo } from '../../server/coding/memos/memoStore.ts'
import { recordOf } from '../../server/coding/record.ts'
import { beginRound } from '../../server/coding/rounds/begin.ts'
import { addInvite } from '../../server/colleagues/linkStore.ts'
import { newId, newToken } from '../../server/database/ids.ts'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import { listEvidence } from '../../server/findings/evidence/store.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { addComment } from '../../server/reports/comments/commentStore.ts'
import { createReport } from '../../server/reports/create.ts'
import { addPreview, previewsOf } from '../../server/reports/sharing/previewStore.ts'
import { addSignOff, signOffsOf } from '../../server/reports/sharing/signOffStore.ts'
import { addEntry } from '../../server/responses/byStaff/entryStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { newDraft } from '../../server/responses/draftStore.ts'
import { keepSearch, savedSearches } from '../../server/search/saved/savedStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { tagOf } from '../coding/desk.ts'
import { claim } from '../findings/claim.ts'
import type { Site } from '../site.ts'

/** Puts a record where a store would, with no more than names it and its consultation. */
async function bare(collection: string, consultation: string, more: object = {}): Promise<string> {
  const _id = `${collection}-${newId()}`
  await mongoose.connection
    .collection<{ _id: string }>(collection)
    .insertOne({ _id, consultation, ...more } as { _id: string })
  return _id
}

/**
 * A consultation with one object of every kind that an address names, by the name that it has in addresses; where a name
 * is of several kinds, by the address before it too.
 */
export async function everyObject(site: Site, consultation: string): Promise<Record<string, string>> {
  const at = new Date()
  const by = (await site.addPerson('owner')).id
  await addCorpus(consultation)
  const [pay, layers] = [`${consultation}-pay`, `${consultation}-layers`]
  await addCodebook(consultation, theme(pay, ['pay']), theme(layers, ['layer*']))
  const response = await respond(consultation, 'a', { obstacles: 'Pay is low. There are too many layers.' })
  for (const key of ['b', 'c']) await respond(consultation, key, { obstacles: 'The pay never rises here.' })
  await site.runner.idle()

  const [text = ''] = currentTexts(response)
  const tag = await tagOf(response, pay)
  const record = () => recordOf(consultation, response._id)
  const made = { text, stance: 'supports', sawTags: false } as const
  await codePassage(await record(), by, { ...made, span: { start: 0, end: 10 }, theme: layers })
  await decideOnTag(await record(), by, await tagOf(response, layers), {
    verdict: 'rejected',
    stance: 'supports',
  })
  const codings = await codingsOf(consultation, { respondent: response._id })

  const finding = await claim(consultation, { themes: [layers] })
  await chooseQuote(finding, { text, start: 0, end: 11, edits: [], side: 'quote' })
  const evidence = { key: 'board', citation: 'The Board, A year of it', link: '', publisher: '', year: 2024 }
  await createEvidence({ consultation, ...evidence, excerpt: 'Pay fell.' })
  const report = await createReport({ consultation, title: 'On pay', subtitle: '', template: 'It is low.' })
  const comment = { consultation, report: report._id, by, at, words: 'Is it so?', replies: [] }
  const commented = newId()
  await addComment({ _id: commented, ...comment })
  await addSignOff({
    _id: newId(),
    consultation,
    report: report._id,
    askedAt: at,
    account: by,
    as: 'the chair',
  })
  const preview = { consultation, report: report._id, who: 'The chair', expiresAt: new Date('2090-01-01') }
  await addPreview(newToken(), preview, at)

  const memo = newId()
  const versions = [{ at, text: 'Reads like a theme of its own.' }]
  await addMemo({ _id: memo, consultation, by, at, about: { kind: 'theme', id: pay }, versions })
  await keepSearch({ consultation, name: 'On pay', asks: { q: 'pay' } as never, by, at })
  const coders = [await site.addPerson('researcher'), await site.addPerson('researcher')].map(({ id }) => id)
  const choice = { how: 'random', size: 2, question: '', attribute: '', references: '' } as const
  const round = await beginRound(consultation, by, coders, choice, { filter: '', seed: 1 })
  if (!round.ok) throw new Error('everyObject: no round was begun')

  const { id: author } = await site.addPerson()
  await addRoles(consultation, { account: author, roles: ['author'], by, at })
  const into = { consultation, title: consultation, roles: ['reviewer' as const] }
  const invite = { email: `${consultation}@example.org`, name: 'Rhodri', roles: [], into, by }
  const invited = await addInvite(newToken(), invite, at)
  const passage = { respondent: response._id, question: 'obstacles', text, theme: pay, start: 0, end: 3 }
  const hook = await bare('webhooks', consultation, {
    ...{ url: 'https://hooks.example/', events: [], sealed: '', by, createdAt: at, opening: 'open' },
  })
  const settled = { round: round.round._id, sides: [], history: [], revision: 0, pending: [] }
  return {
    response: response._id,
    text,
    tag: tag.id,
    coding: codings.find(({ verdict }) => verdict === 'accepted')?.id ?? '',
    'mend :coding': codings.find(({ verdict }) => verdict === 'rejected')?.id ?? '',
    theme: pay,
    rule: `${pay}0`,
    finding: finding._id,
    quote: (await quotesOf(finding._id))[0]?._id ?? '',
    evidence: (await listEvidence(consultation))[0]?._id ?? '',
    report: report._id,
    comment: commented,
    signOff: (await signOffsOf(report._id))[0]?._id ?? '',
    preview: (await previewsOf(report._id, at))[0]?._id ?? '',
    memo,
    saved: (await savedSearches(consultation))[0]?._id ?? '',
    round: round.round._id,
    difference: await bare('differences', consultation, { ...passage, ...settled }),
    entry: await addEntry({ consultation, version: 1, by, declaration: newDraft().declaration }, at),
    account: author,
    invite: invited._id,
    change: (await findPeople(consultation)).changes[0]?.id ?? '',
    list: await bare('invitationLists', consultation, {
      ...{
        name: 'people.csv',
        file: '0'.repeat(24),
        state: 'checked',
        usable: 1,
        standing: 0,
        faults: 0,
        sample: [],
      },
      ...{ account: by, at },
    }),
    invitation: await bare('consultationInvitations', consultation, {
      ...{ name: 'Mair', email: 'mair@example.org', key: 'mair@example.org', link: consultation },
      ...{ state: 'invited', told: 1 },
    }),
    import: await bare('questionnaireImports', consultation, {
      ...{ name: 'questions.json', format: 'surveyjs', pages: [], losses: [], at },
    }),
    reshaping: await bare('reshapings', consultation, {
      ...{
        kind: 'merge',
        by,
        at,
        from: pay,
        into: layers,
        fromName: 'Pay',
        intoName: 'Layers',
        rules: false,
      },
      ...{ state: 'applied', moved: 0, kept: 0, pending: [] },
    }),
    act: await bare('assignings', consultation, {
      ...{ by, at, how: 'random', coders: [by], filter: '', seed: 1, responses: 0 },
    }),
    again: await bare('agains', consultation, {
      ...{ coder: by, response: response._id, drawn: at, place: 1, answers: [], open: true },
    }),
    approval: await bare('approvals', consultation, {
      ...{
        report: report._id,
        respondent: response._id,
        link: consultation,
        expiresAt: new Date('2090-01-01'),
      },
      ...{
        sentence: 'It is low.',
        hash: '',
        quotes: [],
        quoted: [],
        choice: 'unnamed',
        asked: [],
        answers: [],
      },
    }),
    markUp: await bare('markups', consultation, {
      ...{ report: report._id, version: 1, file: 'Copy.docx', by, at, changes: [], refused: [], comments: 0 },
      unread: { notes: 0, boxes: 0, settings: 0 },
    }),
    hook,
    delivery: await bare('webhookDeliveries', consultation, {
      ...{ hook, told: { type: 'test', data: { consultation } }, at, state: 'delivered', attempts: 1 },
      ...{ notBefore: at, until: new Date('2090-01-01') },
    }),
    'api :token': await bare('apiTokens', consultation, {
      ...{ hash: consultation, account: by, name: 'An archive', scopes: [], createdAt: at },
    }),
    pair: await bare('personPairs', consultation, {
      ...{ responses: ['a', 'b'], why: [], look: 'first', decision: 'open', events: [] },
    }),
    'letters :batch': await bare('letterBatches', consultation, { by, at, text, respondent: response._id }),
    'search :batch': await bare('codingBatches', consultation, {
      ...{ by, at, asks: { q: 'pay' }, theme: pay, stance: 'supports', within: '', state: 'applied' },
      ...{ expected: 0, coded: 0, pending: [] },
    }),
    'attributes :batch': await bare('attributeBatches', consultation, {
      ...{ by, at, title: 'Posts', names: ['post'], state: 'applied' },
      ...{
        counts: { responses: 0, fresh: 0, replaced: 0, same: 0, faulty: 0 },
        problems: [],
        cases: [],
        pending: [],
      },
    }),
  }
}
