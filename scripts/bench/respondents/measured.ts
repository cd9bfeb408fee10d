/** What a measured process offers: where it listens, and the address at which an answer begins. */
export type Measured = { url: string; start: string }

/** What is stored, as somebody looks it up behind the back of the application: how many responses, and all their words. */
export type Stored = { responses: number; words: string[] }

/** The folder for the database, as the bench gave it to this process. */
export function givenFolder(): string {
  const [folder] = process.argv.slice(2)
  if (!folder) throw new Error('A process of the bench needs a folder')
  return folder
}

/**
 * Tells the bench that the load may begin, and what is stored whenever it asks; when the bench lets go, `stop` is called
 * and the process ends.
 */
export function offer(measured: Measured, stored: () => Promise<Stored>, stop: () => Promise<void>): void {
  const failed = (error: unknown) => {
    console.error(error)
    process.exitCode = 1
    process.disconnect()
  }
  process.on('message', () => {
    stored().then(found => process.send?.(found), failed)
  })
  process.once('disconnect', () => {
    stop().catch(failed)
  })
  process.send?.(measured)
}
