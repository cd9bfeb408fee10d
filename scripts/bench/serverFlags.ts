import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { root } from '../../server/root.ts'

const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')))

/** The flags with which `npm start` runs Node, for the servers that a bench starts in processes of their own. */
export const serverFlags = scripts.start.split(' ').filter(word => word.startsWith('--'))
