import { markPublished } from '../../findings/publish.ts'
import type { Runner } from '../../jobs/runner.ts'
import { donePublished, publicationById, waitingPublications } from './store.ts'

/** Has the runner mark the findings of what was published, once its time has come. */
export function registerPublishing(runner: Runner): void {
  runner.registerPending({
    name: 'mark findings as published',
    waiting: () => waitingPublications('findings', new Date()),
    async run(id) {
      const publication = await publicationById(id)
      if (!publication) return
      const { consultation, findings, publishAt } = publication
      for (const finding of findings) await markPublished(consultation, finding, publishAt)
      await donePublished(id, 'findings')
    },
  })
}
