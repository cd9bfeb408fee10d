import { editCodebook } from '../../codebook/edit.ts'
import { listMemos, reviseMemo } from '../../coding/memos/memoStore.ts'
import { takeResponsesBack } from '../../importing/undo.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { changeTransfer, findTransfer, type Transfer } from '../transferStore.ts'
import { removeProjectFile } from './projectStore.ts'

const takenBack = 'This memo came with a project that was taken back.'

/** What was brought is taken back in the background; where that was killed, it goes on where it was. */
export function registerProjectUndo(runner: Runner): void {
  runner.registerJob('undoProject', async (id, progress) => {
    const transfer = await findTransfer(id)
    if (transfer?.state === 'undoing') await undoProject(transfer, progress)
  })
}

export async function askForProjectUndo(id: string): Promise<void> {
  await askFor('undoProject', id)
}

/**
 * Takes a whole project back: its responses are withdrawn, with which no coding of them is read or counted any more, its
 * themes are archived, and its memos say so. Safe to repeat.
 */
async function undoProject(transfer: Transfer, progress: Progress): Promise<void> {
  const { _id, consultation, account, name, brought } = transfer
  await takeResponsesBack(_id, progress)
  await editCodebook(consultation, account, themes =>
    themes.every(({ archived }) => archived)
      ? undefined
      : {
          themes: themes.map(theme => ({ ...theme, archived: true })),
          change: `Took back what ${name} brought`,
        },
  )
  for (const memo of await listMemos(consultation))
    if (memo.from === _id && memo.versions.at(-1)?.text !== takenBack)
      await reviseMemo(memo, memo.versions.length, takenBack, new Date())
  await removeProjectFile(brought?.file ?? '')
  await changeTransfer(_id, { state: 'undone' })
}
