import { addComment } from '../../../server/reports/comments/commentStore.ts'
import { createReport } from '../../../server/reports/create.ts'
import { addMarkUp } from '../../../server/reports/markup/markupStore.ts'
import { changeReport, type Report } from '../../../server/reports/store.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, then, type View } from './view.ts'

const page = '/desk/:consultation/reports/:report'

/** Somebody else saves another version of a report. */
const saveAgain = (report: Report) =>
  changeReport(report, { template: `${report.template}\n{{#own}}It was looked at again.{{/own}}\n` })

const addDraft = ({ demo }: Scene) =>
  createReport({
    consultation: demo,
    title: 'A draft of two authors',
    subtitle: '',
    template: '{{heading}}\n\n{{#own}}It was looked at once.{{/own}}\n',
  })

/** Opens a page of a draft of its own, after something was done to it. */
const draft =
  (rest: string, act: (report: Report, scene: Scene) => Promise<unknown> = async () => undefined): Opening =>
  async scene => {
    const report = await addDraft(scene)
    await act(report, scene)
    return desk(`reports/${report._id}${rest}`)(scene)
  }

const overtaken: Opening = async scene => {
  const report = await addDraft(scene)
  const open = then(desk(`reports/${report._id}`), async page => {
    await page.getByLabel('Template').fill('{{heading}}\n\n{{#own}}It was looked at first.{{/own}}\n')
    await saveAgain(report)
  })
  return press(open, 'Save and show')(scene)
}

const addComments = async (report: Report, { demo }: Scene) => {
  const said = { consultation: demo, report: report._id, by: 'gone', at: new Date() }
  const reply = { _id: 'reply', by: 'gone', at: new Date(), words: 'Twice, in fact.' }
  const anchor = { hash: 'another', typed: 'It was looked at […] times.', nth: 1 }
  await addComment({ ...said, _id: `open ${report._id}`, words: 'How often?', anchor, replies: [reply] })
  await addComment({ ...said, _id: `done ${report._id}`, words: 'A typo.', replies: [], resolved: said })
}

/** A copy that came back with changes to decide on, decided on, and none that can be taken over. */
const addCopy = async (report: Report, { demo }: Scene) => {
  const start = report.template.indexOf('once')
  const said = {
    start,
    end: start + 4,
    before: 'once',
    author: 'Bo Editor',
    date: new Date(),
    tracked: true,
    moved: false,
  }
  await addMarkUp({
    _id: `copy-${report._id}`,
    ...{ consultation: demo, report: report._id, version: report.version, file: 'Edited.docx' },
    ...{ by: 'gone', at: new Date(), comments: 2, unread: { notes: 1, boxes: 1, settings: 1 } },
    changes: [
      { ...said, after: 'twice', decision: 'waiting' },
      { ...said, after: 'never', decision: 'refused' },
    ],
    refused: [{ why: 'locked', helper: '{{quote "Q1"}}', author: 'Bo Editor', putIn: 'always', takenOut: 6 }],
  })
}
const oneCopy: Opening = async scene => {
  const report = await addDraft(scene)
  await addCopy(report, scene)
  return desk(`reports/${report._id}/markups/copy-${report._id}`)(scene)
}

/** The pages on which several people work on one report. */
export const togetherViews: View[] = [
  {
    route: `${page}/versions`,
    state: 'of which there is one',
    open: draft('/versions'),
    says: 'It was not changed yet',
  },
  {
    route: `${page}/versions`,
    state: 'with what changed',
    open: draft('/versions', saveAgain),
    says: 'Put in:',
  },
  {
    route: page,
    state: 'overtaken and wrong',
    open: overtaken,
    says: 'changed this report while you wrote',
  },
  {
    route: `${page}/comments`,
    state: 'empty',
    open: draft('/comments'),
    says: 'Nothing waits for an answer',
  },
  {
    route: `${page}/comments`,
    state: 'with comments and replies',
    open: draft('/comments', addComments),
    says: 'The words have changed since',
  },
  {
    route: `${page}/comments`,
    state: 'wrong',
    open: press(draft('/comments'), 'Send the comment'),
    says: 'Enter the comment',
  },
  {
    route: `${page}/markups`,
    state: 'empty',
    open: draft('/markups'),
    says: 'A copy came back',
  },
  {
    route: `${page}/markups`,
    state: 'with a copy',
    open: draft('/markups', addCopy),
    says: '1 to decide on',
  },
  {
    route: `${page}/markups`,
    state: 'wrong',
    open: press(draft('/markups'), 'Show what it would change'),
    says: 'Choose the Word copy that came back',
  },
  {
    route: `${page}/markups/:markUp`,
    state: 'with changes',
    open: oneCopy,
    says: 'What cannot be taken over',
  },
  {
    route: `${page}/markups/:markUp`,
    state: 'wrong',
    open: press(oneCopy, 'Do as chosen'),
    says: 'Choose of one change at least',
  },
]
