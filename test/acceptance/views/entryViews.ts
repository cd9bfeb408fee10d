import type { Brought } from '../../../server/responses/byStaff/brought.ts'
import { beginCorrection } from '../../../server/responses/byStaff/correct.ts'
import { addEntry } from '../../../server/responses/byStaff/entryStore.ts'
import type { Response } from '../../../server/responses/response.ts'
import { writeResponse } from '../../../server/responses/write.ts'
import { dayFields } from '../../responses/byStaff/entering.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, type View } from './view.ts'

const list = '/desk/:consultation/entries'
const one = `${list}/:entry`
const brought: Brought = { as: 'paper', by: 'someone', at: new Date('2026-11-02') }

/** Begins an entry in the consultation that is open, and opens one of its pages. */
function entry(page: string): Opening {
  return async scene => {
    const declaration = { as: 'paper', ...dayFields(new Date()) }
    const begun = { consultation: scene.open, version: 1, by: 'someone', declaration }
    const id = await addEntry(begun, new Date())
    return desk(`/desk/${scene.open}/entries/${id}${page}`)(scene)
  }
}

/** The one letter that was entered in it, whenever it is asked for. */
function letter({ open }: Scene): Promise<Response> {
  return writeResponse({
    ...{ origin: 'entry of the views', consultation: open, version: 1, source: 'staff', brought },
    ...{ capacity: 'personal', choice: 'unnamed', consentWording: 'entered: Print it without my name.' },
    attributes: { role: 'a warden' },
    answers: { obstacles: { text: 'Nobody reads the second form.' } },
    submittedOn: new Date('2026-11-02'),
  })
}

function ofLetter(page: string): Opening {
  return async scene => {
    const { _id } = await letter(scene)
    return desk(`/desk/${scene.open}/responses/${_id}${page}`)(scene)
  }
}

const correction: Opening = async scene => {
  const id = await beginCorrection(await letter(scene), 'someone', new Date())
  return desk(`/desk/${scene.open}/entries/${id}/declaration`)(scene)
}

/** The pages on which the team enters what came on paper, by email or otherwise. */
export const entryViews: View[] = [
  {
    route: list,
    state: 'empty',
    open: desk(scene => `/desk/${scene.early}/entries`),
    says: 'It is not open yet',
  },
  {
    route: list,
    state: 'wrong',
    open: press(
      desk(scene => `/desk/${scene.open}/entries`),
      'Begin',
    ),
    says: 'There is a problem',
  },
  { route: `${one}/:page`, state: 'blank', open: entry('/about'), says: 'What is your role?' },
  { route: `${one}/:page`, state: 'wrong', open: entry('/experience?check'), says: 'There is a problem' },
  { route: `${one}/check`, state: 'wrong', open: entry('/check?check'), says: 'Take it as it came' },
  { route: `${one}/declaration`, state: 'blank', open: entry('/declaration'), says: 'Whom it speaks for' },
  {
    route: `${one}/declaration`,
    state: 'wrong',
    open: entry('/declaration?check'),
    says: 'There is a problem',
  },
  {
    route: `${one}/declaration`,
    state: 'of a correction',
    open: correction,
    says: 'stays as it was entered',
  },
  {
    route: '/desk/:consultation/responses/:response',
    state: 'entered by the team',
    open: ofLetter(''),
    says: 'brought in by',
  },
  {
    route: '/desk/:consultation/responses/:response/receipt',
    state: 'as it is',
    open: ofLetter('/receipt'),
    says: 'For whoever wrote the answer',
  },
]
