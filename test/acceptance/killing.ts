import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { root } from '../../server/root.ts'
import { makeFolder } from '../makeFolder.ts'

/** The real server, as it is built, in a process of its own, on a folder that outlives it. */
export type Process = { url: string; child: ChildProcess }

export function newFolder(): string {
  return makeFolder('soundings-kill-')
}

export async function startProcess(
  folder: string,
  { options = [], env = {} }: { options?: string[]; env?: Record<string, string> } = {},
): Promise<Process> {
  const child = spawn(process.execPath, [path.join(root, 'scripts/soundings.mjs'), 'serve', ...options], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
      MONGODB_URI: '',
      NODE_ENV: 'test',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
      const found = /listening on (\S+)[\s\S]*Ctrl-C/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the server ended before it listened:\n${said}`)))
  })
  return { url, child }
}

/** Ends it as Ctrl-C does. @returns its exit code */
export async function stop(running: Process): Promise<number> {
  const gone = once(running.child, 'exit')
  running.child.kill('SIGINT')
  return (await gone)[0]
}

/** The driver on a running server's database, by the address in its lock file. */
export async function databaseOf(folder: string): Promise<MongoClient> {
  const { socket } = JSON.parse(readFileSync(path.join(folder, 'soundings.lock'), 'utf8')) as {
    socket: string
  }
  return MongoClient.connect(`mongodb://${encodeURIComponent(socket)}/soundings?directConnection=true`)
}

/** The processes that one has started, as Linux tells them; none once it has ended. */
export function childrenOf(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return listed.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
