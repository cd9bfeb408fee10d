import type { Questionnaire } from '../../consultations/questions.ts'
import type { Progress } from '../../responses/progressStore.ts'

/** A page of questions: how many of those who began sent it, and for how many who have not sent their answer it is the last. */
export type PageProgress = { title: string; reached: number; stopped: number }

/** How far those came who began; `stoppedBefore` sent no page, nor their answer. */
export type PagesProgress = { begun: number; sent: number; stoppedBefore: number; pages: PageProgress[] }

/**
 * How far people came, page by page, over all versions: the pages of the newest in their order, then those that only
 * earlier ones had. A page that a condition leaves out is not sent by whom it is not asked of.
 */
export function pagesProgress(versions: Questionnaire[], progress: Progress[]): PagesProgress {
  const pages = new Map<string, PageProgress>()
  for (const { pages: own } of [...versions].reverse())
    for (const { id, title } of own) if (!pages.has(id)) pages.set(id, { title, reached: 0, stopped: 0 })
  const orders = new Map(versions.map(({ version, pages }) => [version, pages.map(({ id }) => id)]))
  let stoppedBefore = 0
  for (const { version, visited, sent, people } of progress) {
    const sentPages = (orders.get(version) ?? []).filter(id => visited.includes(id))
    for (const id of sentPages) {
      const page = pages.get(id)
      if (page) page.reached += people
    }
    if (sent) continue
    const last = pages.get(sentPages.at(-1) ?? '')
    if (last) last.stopped += people
    else stoppedBefore += people
  }
  const sum = (some: Progress[]) => some.reduce((people, each) => people + each.people, 0)
  const sent = sum(progress.filter(each => each.sent))
  return { begun: sum(progress), sent, stoppedBefore, pages: [...pages.values()] }
}
