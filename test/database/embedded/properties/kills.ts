import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../../../server/database/embedded/start.ts'
import { root } from '../../../../server/root.ts'
import { sourceArguments, sourceExtension } from '../../../../server/sources.ts'

type Thing = { _id: string; list: number[] }

/**
 * Lets `writers` insert documents of 50 numbers one after another, kills their server with SIGKILL once `enough` are
 * acknowledged, and starts another on the folder. Gives how many were acknowledged, and what is wrong after the kill:
 * those that are lost, and any that is not whole.
 */
export async function killWhileWriting(
  folder: string,
  { writers, enough }: { writers: number; enough: number },
): Promise<{ acknowledged: number; lost: string[]; broken: string[] }> {
  const child = startChild(folder)
  const round = `${Date.now()}`
  const client = await MongoClient.connect(await firstLine(child), { serverSelectionTimeoutMS: 1000 })
  const acknowledged: string[] = []
  await Promise.allSettled(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const _id = `${round}-${writer}-${n}`
        await client
          .db()
          .collection<Thing>('things')
          .insertOne({ _id, list: Array(50).fill(n) })
        acknowledged.push(_id)
        if (acknowledged.length === enough) child.kill('SIGKILL')
      }
    }),
  )
  await client.close()
  const stored = await storedIn(folder)
  const ids = new Set(stored.map(({ _id }) => _id))
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(_id => !ids.has(_id)),
    broken: stored.filter(({ list }) => list.length !== 50).map(({ _id }) => _id),
  }
}

async function storedIn(folder: string): Promise<Thing[]> {
  const server = await startEmbedded({ folder })
  const client = await MongoClient.connect(server.uri)
  const stored = await client.db().collection<Thing>('things').find().toArray()
  await client.close()
  await server.close()
  return stored
}

/** A process of its own that serves the folder and prints its address. */
export function startChild(folder: string): ChildProcess {
  const start = new URL(`../../../../server/database/embedded/start${sourceExtension}`, import.meta.url).href
  const source = `
    const { startEmbedded } = await import('${start}')
    const server = await startEmbedded({ folder: ${JSON.stringify(folder)} })
    console.log(server.uri)`
  return spawn(process.execPath, [...sourceArguments, '--input-type=module', '--eval', source], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('firstLine: the child has no output')
  const [bytes] = await once(child.stdout, 'data')
  return String(bytes).trim()
}
