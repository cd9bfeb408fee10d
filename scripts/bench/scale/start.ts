import { readConfig } from '../../../server/config.ts'
import { type Running, start } from '../../../server/main.ts'

/** Starts the application on a data folder, at a free port of the loopback address. */
export function startOn(folder: string): Promise<Running> {
  return start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
}
