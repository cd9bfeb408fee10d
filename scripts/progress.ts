import type { WriteStream } from 'node:tty'

/** Tells a person who is watching how far the work is, in one line that is written over. */
export type Progress = {
  say(text: string): void
  /** Wipes the line. */
  end(): void
}

/** Silent where nobody watches: when the stream is a file or a pipe. */
export function watchedProgress(stream: Pick<WriteStream, 'isTTY' | 'write'> = process.stderr): Progress {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text}`)
  }
  return { say: write, end: () => write('') }
}
