import type { MessagePort } from 'node:worker_threads'
import { type Answer, type Duplicates, duplicates } from '../../analysis/index.ts'

/** Wording that everybody was given, and where the answers arrive: some at a time, then null. */
export type CampaignTask = { wording: string[]; port: MessagePort }

/** Runs in a worker thread, so that no page waits: what of the answers was copied. */
export default async function findCopies({
  wording,
  port,
}: CampaignTask): Promise<Omit<Duplicates, 'pairs'>> {
  const { clusters, compared, tooShort } = duplicates(await received(port), { wording })
  return { clusters, compared, tooShort }
}

function received(port: MessagePort): Promise<Answer[]> {
  const answers: Answer[] = []
  return new Promise(resolve => {
    port.on('message', (some: Answer[] | null) => {
      if (some) answers.push(...some)
      else {
        port.close()
        resolve(answers)
      }
    })
  })
}
