import { keepFailed, keepMade } from '../../../server/backups/scheduleStore.ts'
import { desk, type View } from './view.ts'

const site = desk('/desk/site')

/** How the site stands and what was done in it, for whoever runs it. */
export const operationViews: View[] = [
  { route: '/desk/audit', state: 'as it is', open: desk('/desk/audit'), says: 'Download all as a table' },
  {
    route: '/desk/audit',
    state: 'with nothing of a kind',
    open: desk('/desk/audit?account=nobody'),
    says: 'Nothing of this kind was done.',
  },
  {
    route: '/desk/site',
    state: 'without scheduled backups',
    open: site,
    says: 'No backup is made by itself',
  },
  {
    route: '/desk/site',
    state: 'with a backup, and a later one that failed',
    async open(scene) {
      const { backups } = scene.site.config
      backups.folder = '/mnt/backups'
      const last = { file: 'soundings-2026-11-28T02-00-00Z.backup', bytes: 48_000_000, documents: 20_000 }
      await keepMade({ ...last, at: new Date(), encrypted: true })
      await keepFailed(new Date(), '/mnt/backups is not there. Make it, or name another folder.', new Date())
      try {
        return await site(scene)
      } finally {
        backups.folder = undefined
      }
    },
    says: 'The last try failed',
  },
]
