import mongoose from 'mongoose'
import { newId } from '../../../server/database/ids.ts'
import { listQuotes } from '../../../server/findings/quotes/store.ts'

const batch = 5000

/** Adds copies of a consultation's quotes under numbers of their own, until there are so many. */
export async function fillBank(consultation: string, quotes: number): Promise<void> {
  const chosen = await listQuotes(consultation)
  const collection = mongoose.connection.collection<{ _id: string }>('quotes')
  for (let number = chosen.length + 1; number <= quotes; number += batch) {
    const copies = Array.from({ length: Math.min(batch, quotes - number + 1) }, (_, i) => ({
      ...chosen[(number + i) % chosen.length],
      _id: newId(),
      number: number + i,
    }))
    await collection.insertMany(copies)
  }
}

/** Reads an export to its end. @returns its bytes, milliseconds, and the most megabytes that this process took meanwhile */
export async function drained(
  url: string,
  cookie: string,
): Promise<{ bytes: number; took: number; peak: number; before: number }> {
  const rss = () => Math.round(process.memoryUsage.rss() / 1_000_000)
  const before = rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, rss())
  }, 50)
  try {
    const started = performance.now()
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    if (response.status !== 200 || !response.body)
      throw new Error(`drained: ${url} answered ${response.status}`)
    let bytes = 0
    for await (const chunk of response.body) bytes += chunk.byteLength
    return { bytes, took: performance.now() - started, peak, before }
  } finally {
    clearInterval(watch)
  }
}
