import { attributeXml, escapedXml } from '../../files/soundXml.ts'
import type {
  Project,
  ProjectCase,
  ProjectCode,
  ProjectNote,
  ProjectSelection,
  ProjectSet,
  ProjectSource,
  ProjectValue,
} from './project.ts'

const namespace = 'urn:QDA-XML:project:1.0'

/**
 * `project.qde`, a piece at a time, in the order of elements that the schema asks for. An element that the schema wants
 * to hold at least one other is left out where it would hold none.
 */
export async function* writeProject(project: Project): AsyncGenerator<string> {
  const { name, created, users, codes, variables } = project
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Project${attributes({ xmlns: namespace, name, origin: 'Soundings', creationDateTime: created })}>\n`
  yield around(
    'Users',
    users.map(({ guid, name }) => `<User${attributes({ guid, name })}/>\n`),
  )
  if (codes.length > 0) yield `<CodeBook>\n<Codes>\n${codes.map(codeElement).join('')}</Codes>\n</CodeBook>\n`
  yield around(
    'Variables',
    variables.map(
      ({ guid, name, type, description }) =>
        `<Variable${attributes({ guid, name, typeOfVariable: type })}>${textElement('Description', description)}</Variable>\n`,
    ),
  )
  yield* batchesAround('Cases', project.cases, caseElement)
  yield* batchesAround('Sources', project.sources, sourceElement)
  yield around('Notes', project.notes().map(noteElement))
  const sets = project.sets()
  if (sets.length > 0) yield '<Sets>\n'
  for (const set of sets) yield* setElement(set)
  if (sets.length > 0) yield '</Sets>\n'
  yield `${noteRefs(project.about)}</Project>\n`
}

function around(element: string, written: string[]): string {
  return written.length === 0 ? '' : `<${element}>\n${written.join('')}</${element}>\n`
}

async function* batchesAround<T>(
  element: string,
  batches: AsyncIterable<T[]>,
  write: (item: T) => string,
): AsyncGenerator<string> {
  let any = false
  for await (const batch of batches) {
    if (batch.length === 0) continue
    yield `${any ? '' : `<${element}>\n`}${batch.map(write).join('')}`
    any = true
  }
  if (any) yield `</${element}>\n`
}

function codeElement({ guid, name, description, colour, notes, children }: ProjectCode): string {
  const head = attributes({ guid, name, isCodable: 'true', color: colour })
  return `<Code${head}>${textElement('Description', description)}${noteRefs(notes)}${children.map(codeElement).join('')}</Code>\n`
}

function caseElement({ guid, name, values, sources }: ProjectCase): string {
  const refs = sources.map(source => reference('SourceRef', source))
  return `<Case${attributes({ guid, name })}>${values.map(valueElement).join('')}${refs.join('')}</Case>\n`
}

function valueElement({ variable, type, value }: ProjectValue): string {
  return `<VariableValue>${reference('VariableRef', variable)}<${type}Value>${escapedXml(value)}</${type}Value></VariableValue>`
}

function sourceElement({ guid, name, empty, selections, notes }: ProjectSource): string {
  const plainTextPath = empty ? undefined : `internal://${guid}.txt`
  const content = empty ? '<PlainTextContent></PlainTextContent>' : ''
  return `<TextSource${attributes({ guid, name, plainTextPath })}>${content}${selections.map(selectionElement).join('')}${noteRefs(notes)}</TextSource>\n`
}

function selectionElement({ guid, name, start, end, codings }: ProjectSelection): string {
  const written = codings.map(
    coding =>
      `<Coding${attributes({ guid: coding.guid, creatingUser: coding.user, creationDateTime: coding.at })}>${reference('CodeRef', coding.code)}${noteRefs(coding.notes)}</Coding>`,
  )
  const head = attributes({ guid, name, startPosition: String(start), endPosition: String(end) })
  return `\n<PlainTextSelection${head}>${written.join('')}</PlainTextSelection>`
}

function noteElement({ guid, name, text, user, at }: ProjectNote): string {
  const head = attributes({ guid, name, creatingUser: user, creationDateTime: at })
  return `<Note${head}><PlainTextContent>${escapedXml(text)}</PlainTextContent></Note>\n`
}

function* setElement({ guid, name, sources }: ProjectSet): Generator<string> {
  yield `<Set${attributes({ guid, name })}>`
  for (const source of sources) yield reference('MemberSource', source)
  yield '</Set>\n'
}

function noteRefs(notes: string[]): string {
  return notes.map(note => reference('NoteRef', note)).join('')
}

function reference(element: string, guid: string): string {
  return `<${element} targetGUID="${guid}"/>`
}

function textElement(element: string, text: string): string {
  return text === '' ? '' : `<${element}>${escapedXml(text)}</${element}>`
}

function attributes(given: Record<string, string | Date | undefined>): string {
  return Object.entries(given)
    .map(([name, value]) => {
      if (value === undefined) return ''
      return ` ${name}="${value instanceof Date ? value.toISOString() : attributeXml(value)}"`
    })
    .join('')
}
