import type { ChildProcess } from 'node:child_process'

/** How long a process waits for another file, in milliseconds, before it is ended. */
const longestRest = 5_000

/** Processes that have read a file well and wait for another, each with the heap in megabytes that it was given. */
const idle = new Map<ChildProcess, { heap: number; end: NodeJS.Timeout }>()

/** A process of this heap that waits, for whoever asks alone; undefined where none does. */
export function idleChild(heap: number): ChildProcess | undefined {
  const [child] = [...idle].find(([, one]) => one.heap === heap) ?? []
  if (!child) return undefined
  forget(child)
  stopHearing(child)
  child.ref()
  child.channel?.ref()
  return child
}

/** Lets a process wait for another file, without keeping this one from ending. */
export function keepIdle(child: ChildProcess, heap: number): void {
  const end = setTimeout(() => child.kill('SIGKILL'), longestRest).unref()
  idle.set(child, { heap, end })
  child.once('exit', () => forget(child))
  child.unref()
  child.channel?.unref()
}

/** Ends what was waited for of a process, and takes what it may still say amiss for no fault of ours. */
export function stopHearing(child: ChildProcess): void {
  for (const event of ['message', 'exit', 'error']) child.removeAllListeners(event)
  child.on('error', () => {})
}

function forget(child: ChildProcess): void {
  clearTimeout(idle.get(child)?.end)
  idle.delete(child)
}
