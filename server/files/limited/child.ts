import type { readDocument } from '../extract/readDocument.ts'
import type { readDraft } from '../extract/readDraft.ts'
import type { readMarkedUp } from '../extract/readMarkedUp.ts'
import type { readProject } from '../project/readProject.ts'
import type { readSheets, readWorkbook } from '../table/readSheets.ts'

export type Tasks = {
  document: typeof readDocument
  draft: typeof readDraft
  markedUp: typeof readMarkedUp
  project: typeof readProject
  spreadsheet: typeof readSheets
  workbook: typeof readWorkbook
}
export type Task = keyof Tasks
export type Reply<Result> = { failed: true; result?: never } | { failed: false; result: Result }

/** This process reads files, one at a time: it takes a task, replies, and waits for another or to be ended. */
type Message = { [T in Task]: { task: T; input: Parameters<Tasks[T]>[0] } }[Task]

async function perform(message: Message): Promise<unknown> {
  if (message.task === 'document') {
    const { readDocument } = await import('../extract/readDocument.ts')
    return readDocument(message.input)
  }
  if (message.task === 'draft') {
    const { readDraft } = await import('../extract/readDraft.ts')
    return readDraft(message.input)
  }
  if (message.task === 'markedUp') {
    const { readMarkedUp } = await import('../extract/readMarkedUp.ts')
    return readMarkedUp(message.input)
  }
  if (message.task === 'project') {
    const { readProject } = await import('../project/readProject.ts')
    return readProject(message.input)
  }
  const { readSheets, readWorkbook } = await import('../table/readSheets.ts')
  return message.task === 'workbook' ? readWorkbook(message.input) : readSheets(message.input)
}

process.on('message', async message => {
  const reply = await perform(message as Message).then(
    result => ({ failed: false, result }),
    () => ({ failed: true }),
  )
  process.send?.(reply)
})

// Whoever asked is gone.
process.once('disconnect', () => process.exit())
