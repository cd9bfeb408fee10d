import type { Page } from '../../consultations/questions.ts'
import { TooLarge } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'
import type { Answering } from '../answering/answering.ts'
import { questionAt } from '../answering/checks.ts'
import { type Form, textIn } from '../answering/form.ts'
import type { Upload } from '../answering/readUploads.ts'
import { askedBy } from '../answering/revealing.ts'
import { inDraft, type Keeping, savePage } from '../answering/savePage.ts'
import { changeDraft, type Draft, findDraftById, type RefusedFile, type Wrote } from '../draftStore.ts'
import { addAside, asideSize } from './asideStore.ts'
import { type Overtaken, overtaken } from './overtaken.ts'
import { heldByOther, writerIn } from './people.ts'
import { answerSaid, tabIn, turnIn } from './seen.ts'

/** Characters that may be kept aside of one draft: nobody comes near it who does not mean to. */
const mostAside = 8_000_000

/** A page that was kept, and the id of what of it was kept aside, since others wrote there too. */
export type KeptPage = { draft: Draft; aside?: string }

/**
 * Keeps what was entered on one page as {@link savePage} does, but puts nothing in the place of what somebody else or
 * another tab saved since the page was shown: that is kept aside, to be chosen between.
 *
 * @param uploads files that arrived, by question
 * @param only ids of the questions that the form is about, where it is not about all that its page asks
 * @returns undefined when the draft was sent meanwhile, or is gone: then nothing was changed
 * @throws Invalid for a forged form; TooLarge when the answers are more than a draft can hold
 */
export async function keepPage(
  answering: Answering,
  page: Page,
  form: Form,
  uploads: Map<string, Upload>,
  { now = new Date(), only }: { now?: Date; only?: Set<string> } = {},
): Promise<KeptPage | undefined> {
  for (let draft: Draft | null = answering.draft; draft && !draft.response; ) {
    const asked = only ?? askedBy(form, { ...answering, draft }, page)
    const removed = textIn(form, 'remove')
    const files = new Set([...uploads.keys(), ...(removed === undefined ? [] : [removed])])
    const by = writerIn(answering)
    const held = heldByOther(draft, page.id, by, now) !== undefined
    const found = overtaken(draft, page, form, { asked, files, held })
    const skipped = new Set([...found.both, ...found.theirs])
    const aside = await keepAside(draft, page, form, found, { by, at: now })
    const refused = turnedAway(found, uploads)
    const kept = await savePage(
      draft,
      page,
      withoutQuestions(form, skipped),
      new Map([...uploads].filter(([id]) => !skipped.has(id))),
      new Set([...asked].filter(id => !skipped.has(id))),
      keepingOf(draft, page, form, { refused, aside: aside !== undefined, by, at: now }),
    )
    if (kept)
      return {
        draft: { ...kept, refused: { ...kept.refused, ...refused } },
        ...(aside ? { aside } : {}),
      }
    draft = await findDraftById(draft._id)
  }
  return undefined
}

/** Writes into a draft only where its page was not saved meanwhile, and says who wrote what is new. */
export function keepingOf(
  draft: Draft,
  { id, questions }: Page,
  form: Form,
  {
    refused,
    aside,
    by: who,
    at,
  }: { refused: Record<string, RefusedFile>; aside: boolean; by: string | undefined; at: Date },
): Keeping {
  const tab = tabIn(form)
  const by: Wrote = { at, ...(who ? { by: who } : {}), ...(tab ? { tab, turn: turnIn(form) } : {}) }
  return {
    ...inDraft,
    change(_id, change) {
      const after = {
        values: { ...draft.values, ...change.values },
        files: { ...draft.files, ...change.files } as Draft['files'],
      }
      const wrote = questions
        .filter(question => answerSaid(question.id, after) !== answerSaid(question.id, draft))
        .map(question => [question.id, by] as const)
      return changeDraft(_id, {
        ...change,
        refused: { ...change.refused, ...refused },
        ...(aside ? { aside } : {}),
        page: { id, saves: draft.saves?.[id] ?? 0 },
        wrote: Object.fromEntries(wrote),
      })
    },
  }
}

/** Keeps aside the words of a form that are not to be put into the draft now; files are only told of. */
async function keepAside(
  { _id: draft }: Draft,
  page: Page,
  form: Form,
  { both, arrived }: Overtaken,
  { by, at }: { by: string | undefined; at: Date },
): Promise<string | undefined> {
  const questions = page.questions.filter(({ id, type }) => both.has(id) && type !== 'file')
  if (questions.length === 0) return undefined
  if ((await asideSize(draft)) > mostAside)
    throw new TooLarge(
      say(
        'So many texts are kept aside that this site can take no more. Nothing of this page was kept: go back and copy what you wrote, and reload the page.',
      ),
    )
  return addAside(
    {
      ...{ draft, page: page.id, at, settled: false, ...(by ? { by } : {}) },
      questions: questions.map(({ id }) => id),
      values: Object.assign({}, ...questions.map(({ id }) => arrived.get(id))),
    },
    tabIn(form),
  )
}

/** Files that are not taken, since another stands in their place since the page was shown. */
function turnedAway({ both }: Overtaken, uploads: Map<string, Upload>): Record<string, RefusedFile> {
  const refused = [...uploads].filter(([id]) => both.has(id))
  return Object.fromEntries(
    refused.map(([id, { name }]) => [
      id,
      {
        name,
        message: say(
          '“{{name}}” was not taken, since the file here was changed after you opened this page. Look at the one that is here now, and choose yours again to put it in its place.',
          { name },
        ),
      },
    ]),
  )
}

function withoutQuestions(form: Form, skipped: Set<string>): Form {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([name, value]) => !skipped.has(questionAt(name)) && !(name === 'remove' && skipped.has(String(value))),
    ),
  )
}
