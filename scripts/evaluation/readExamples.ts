import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Example, type Problem, storedForm } from '../../analysis/index.ts'
import { CannotRun } from '../cannotRun.ts'

const written = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  text: z.string(),
  labels: z.array(z.string().min(1)),
  question: z.string().nullish(),
  respondent: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .nullish(),
})

/** Further problems are counted, not listed. */
const mostListed = 20

/**
 * Reads coded texts from JSON Lines, one `{"id","text","labels":[…]}` a line, and where known `question` and
 * `respondent`. A label that a text names twice counts once.
 * @throws CannotRun with the line of each problem: broken JSON, a missing field, an id that occurs again, a
 * text that cannot be stored; or where no text has a label.
 */
export async function readExamples(file: string): Promise<Example[]> {
  const problems: Problem[] = []
  const examples: Example[] = []
  const lineOf = new Map<string, number>()
  for (const [index, line] of (await readLines(file)).entries()) {
    if (line.trim() === '') continue
    const report = (message: string) => problems.push({ place: `${file}, line ${index + 1}`, message })
    const read = readLine(line)
    if ('message' in read) {
      report(read.message)
      continue
    }
    const { id, labels } = read.example
    const first = lineOf.get(id)
    if (first !== undefined) report(`Its id “${id}” is that of line ${first} too. Give each text its own.`)
    else lineOf.set(id, index + 1)
    examples.push({ ...read.example, labels: [...new Set(labels)] })
  }
  if (problems.length > mostListed) {
    const more = problems.length - mostListed
    problems.length = mostListed
    problems.push({ place: file, message: `Has ${more} more such lines.` })
  }
  if (problems.length > 0) throw new CannotRun(problems)
  if (examples.length === 0)
    throw new CannotRun([{ place: file, message: 'Is empty. Write one coded text a line.' }])
  if (examples.every(({ labels }) => labels.length === 0)) {
    const message = 'No text in it has a label, so there is nothing to learn or to measure. Code some first.'
    throw new CannotRun([{ place: file, message }])
  }
  return examples
}

async function readLines(file: string): Promise<string[]> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)).split(/\r?\n/)
  } catch (error) {
    throw new CannotRun([{ place: file, message: whyNot(error) }])
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'Is not there. Check its name and folder.'
  if (code === 'EISDIR') return 'Is a folder. Name a JSON Lines file in it.'
  if (code === 'EACCES' || code === 'EPERM') return 'May not be read by you. Check its permissions.'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'Is not UTF-8. Save it as UTF-8.'
  throw error
}

function readLine(line: string): { example: Example } | { message: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { message: 'Is no JSON. Write one object a line: {"id":"…","text":"…","labels":["…"]}.' }
  }
  const parsed = written.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.length ? `“${issue.path.join('.')}”` : 'It'
    return { message: `${place} is missing or of the wrong kind. It needs "id", "text" and "labels": ["…"].` }
  }
  const stored = storedForm(parsed.data.text)
  if (!stored.ok) return { message: `“text”: ${stored.problem}` }
  const { question, respondent, ...rest } = parsed.data
  return {
    example: {
      ...rest,
      text: stored.text,
      question: question ?? undefined,
      respondent: respondent ?? undefined,
    },
  }
}
