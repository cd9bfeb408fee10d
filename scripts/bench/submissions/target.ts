/** One request of the load: a form that is sent to a path. */
export type Post = { path: string; form: string }

/** What a measured process offers: where it listens, and what may be sent to it, each once. */
export type Target = { url: string; posts: Post[] }

/** The folder for the database and the number of posts to prepare, as the bench gave them to this process. */
export function given(): { folder: string; count: number } {
  const [folder, count] = process.argv.slice(2)
  if (!folder || !count) throw new Error('A process of the bench needs a folder and a number of posts')
  return { folder, count: Number(count) }
}

/** Tells the bench that the load may begin; when the bench lets go, `stop` is called and the process ends. */
export function offer(target: Target, stop: () => Promise<void>): void {
  process.once('disconnect', () => {
    stop().catch(error => {
      console.error(error)
      process.exitCode = 1
    })
  })
  process.send?.(target)
}
