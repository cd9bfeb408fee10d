import { addChapter, type Chapter } from '../../reports/publication/published.ts'
import type { Site } from '../../site.ts'
import { linkPath } from '../../testimony/linkPath.ts'
import type { Scene } from './scene.ts'
import { desk, fill, inEmpty, type Opening, press, then, type View, visit } from './view.ts'

const approvals = '/desk/:consultation/approvals'
const link = '/approve/:token'
const sheet = '/desk/:consultation/findings/:finding/quotes/:quote/sheet'
const list = asked(({ consultation }) => desk(`/desk/${consultation}/approvals`))
const sentence = asked(({ path }) => visit(path))

/** Asking respondents to approve a sentence, what they see by their link, and the sheet of a quote. */
export const approvalViews: View[] = [
  { route: approvals, state: 'empty', open: inEmpty('/approvals'), says: 'No report prints a sentence' },
  { route: approvals, state: 'waiting', open: list, says: 'the link may be answered until' },
  { route: link, state: 'as it is', open: sentence, says: 'What may be done with it?' },
  { route: link, state: 'filled', open: fill(sentence), says: 'What may be done with it?' },
  {
    route: link,
    state: 'wrong',
    open: press(
      then(sentence, page => page.getByRole('radio', { name: 'Publish only a part of my words' }).check()),
      'Send',
    ),
    says: 'Say which of your words may be printed',
    status: 422,
  },
  {
    route: link,
    state: 'a part',
    open: press(
      then(sentence, async page => {
        await page.getByRole('radio', { name: 'Publish only a part of my words' }).check()
        await page.getByLabel('Your words').fill('stayed with us')
      }),
      'Send',
    ),
    says: 'Of your words, only',
  },
  { route: approvals, state: 'with a part', open: list, says: 'Print only this part' },
  {
    route: link,
    state: 'answered',
    open: press(
      then(sentence, page => page.getByRole('radio', { name: 'Publish it as it stands' }).check()),
      'Send',
    ),
    says: 'you said: Publish it as it stands',
  },
  { route: approvals, state: 'answered', open: list, says: 'Publish it as it stands' },
  {
    route: `${link}/withdraw`,
    state: 'as it is',
    open: asked(({ path }) => visit(`${path}/withdraw`)),
    says: 'It cannot be undone',
  },
  {
    route: `${link}/withdraw`,
    state: 'done',
    open: press(
      onceMore(({ path }) => visit(`${path}/withdraw`)),
      'Withdraw all my words',
    ),
    says: 'Your words are withdrawn',
  },
  {
    route: sheet,
    state: 'as it is',
    open: desk(scene => `findings/${scene.finding}/quotes/${scene.quote}/sheet`),
    says: 'Who coded it',
  },
  {
    route: sheet,
    state: 'with an approval',
    open: asked(({ consultation }) =>
      then(desk(`/desk/${consultation}/approvals`), async page => {
        await page.getByRole('link', { name: 'Q2', exact: true }).click()
        await page.getByRole('link', { name: 'Its sheet', exact: true }).click()
        await page.getByRole('heading', { name: 'Who coded it' }).waitFor()
      }),
    ),
    says: 'Asked on',
  },
]

type Asked = Chapter & { path: string }
const chapters = new WeakMap<Site, Promise<Asked>>()

/** Goes to a page of a report with a sentence of which somebody was asked; it is the same for all views. */
function asked(opening: (asked: Asked) => Opening): Opening {
  return async scene => {
    const made = chapters.get(scene.site) ?? askOnce(scene)
    chapters.set(scene.site, made)
    return opening(await made)(scene)
  }
}

/** The same with a report of its own. */
function onceMore(opening: (asked: Asked) => Opening): Opening {
  return async scene => opening(await askOnce(scene))(scene)
}

async function askOnce(scene: Scene): Promise<Asked> {
  const chapter = await addChapter(scene.site, { approval: true })
  await press(desk(`/desk/${chapter.consultation}/approvals`), askButton)(scene)
  return { ...chapter, path: await linkPath(scene.site, chapter.consultation) }
}

const askButton = 'Ask about Q2 in Recommendation 1: Mend the gantry'
