import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sourceArguments, sourceExtension } from '../../sources.ts'
import type { Reply, Task, Tasks } from './child.ts'
import { idleChild, keepIdle, stopHearing } from './idle.ts'
import { withSlot } from './slots.ts'

/** `heap` bounds JavaScript's own memory; `resident`, all of the child's. Both in megabytes. */
export type Limits = { heap: number; resident: number; seconds: number }

/** `memory`, `time`: the child was stopped at its limit. `crash`: it ended by itself without an answer. */
export type Failure = 'memory' | 'time' | 'crash'
export type Outcome<Result> = { done: true; result: Result } | { done: false; why: Failure }

const bytesPerMegabyte = 1024 * 1024
const pageSize = 4096
const watchEveryMs = 20
/** A process that holds more when it has read a file is ended. */
const restingMegabytes = 150

/**
 * Reads somebody's file in another process, since a few kilobytes of PDF can take a gigabyte and a worker thread would
 * not contain it. Two such processes run at once; others wait their turn. One that has read a file well reads the next;
 * where that one fails for memory or crashes, a new process has the last word, so that no file bears what came before.
 */
export function runLimited<T extends Task>(
  task: T,
  input: Parameters<Tasks[T]>[0],
  limits: Limits,
): Promise<Outcome<Awaited<ReturnType<Tasks[T]>>>> {
  type Result = Awaited<ReturnType<Tasks[T]>>
  return withSlot(async () => {
    const used = idleChild(limits.heap)
    const outcome = used && (await ask<Result>(used, task, input, limits))
    return outcome?.done || outcome?.why === 'time' ? outcome : ask(startChild(limits), task, input, limits)
  })
}

function startChild(limits: Limits): ChildProcess {
  return fork(path.join(import.meta.dirname, `child${sourceExtension}`), {
    execArgv: [...sourceArguments, `--max-old-space-size=${limits.heap}`],
    // None of the server's settings and secrets.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

async function ask<Result>(
  child: ChildProcess,
  task: Task,
  input: unknown,
  limits: Limits,
): Promise<Outcome<Result>> {
  let why: Failure = 'crash'
  const stop = (reason: Failure) => {
    why = reason
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => stop('time'), limits.seconds * 1000)
  const watch = setInterval(() => {
    if (residentMegabytes(child.pid) > limits.resident) stop('memory')
  }, watchEveryMs)
  let outcome: Outcome<Result> = { done: false, why }
  try {
    outcome = await new Promise<Outcome<Result>>(resolve => {
      // The child is our own module, and replies with what the task returns.
      child.once('message', reply => {
        const { failed, result } = reply as Reply<Result>
        resolve(failed ? { done: false, why: 'crash' } : { done: true, result })
      })
      child.once('exit', (_code, signal) =>
        resolve({ done: false, why: signal === 'SIGABRT' ? 'memory' : why }),
      )
      child.once('error', () => resolve({ done: false, why }))
      child.send({ task, input }, () => undefined)
    })
    return outcome
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    stopHearing(child)
    if (outcome.done && residentMegabytes(child.pid) < restingMegabytes) keepIdle(child, limits.heap)
    else child.kill('SIGKILL')
  }
}

/** From Linux's /proc; elsewhere 0, and only the heap and the time are limited. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return (pages * pageSize) / bytesPerMegabyte
  } catch {
    return 0
  }
}
