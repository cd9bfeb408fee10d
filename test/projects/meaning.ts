import { SaxesParser } from 'saxes'
import { readEntry } from '../../server/files/zip.ts'

type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string }

/**
 * All that a project says, with what GUIDs name in the place of the GUIDs: users, codes, variables and notes by their
 * names, sources by their texts; and what has no order of its own in one.
 */
export async function meaningOf(file: Buffer): Promise<unknown> {
  const root = treeOf(String(await readEntry(file, 'project.qde')))
  const names = new Map<string, string>()
  const walk = (element: Element) => {
    const { guid, name } = element.attributes
    if (guid) names.set(guid, element.name === 'Note' ? wordsIn(element) : (name ?? ''))
    for (const child of element.children) walk(child)
  }
  walk(root)
  const texts = new Map<string, string>()
  for (const source of all(root, 'TextSource')) {
    const { guid = '', plainTextPath = '' } = source.attributes
    const text = String(await readEntry(file, `sources/${plainTextPath.replace('internal://', '')}`))
    texts.set(guid, text)
    names.set(guid, text)
  }
  const called = (guid: string | undefined) => names.get(guid ?? '') ?? `unknown ${guid}`
  const refs = (element: Element, name: string) =>
    element.children.filter(child => child.name === name).map(child => called(child.attributes.targetGUID))
  const code = (element: Element): unknown => ({
    ...without(element.attributes),
    words: wordsIn(element),
    notes: refs(element, 'NoteRef'),
    codes: element.children.filter(({ name }) => name === 'Code').map(code),
  })
  const coding = (element: Element) => ({
    ...{ code: refs(element, 'CodeRef'), notes: refs(element, 'NoteRef') },
    ...{ user: called(element.attributes.creatingUser), at: element.attributes.creationDateTime },
  })
  return {
    users: sorted(all(root, 'User').map(({ attributes }) => attributes.name)),
    codes: all(root, 'Codes').map(({ children }) => children.map(code)),
    cases: sorted(
      all(root, 'Case').map(({ children }) => ({
        values: sorted(
          children.filter(({ name }) => name === 'VariableValue').flatMap(value => said(value, called)),
        ),
        sources: children
          .filter(({ name }) => name === 'SourceRef')
          .map(child => called(child.attributes.targetGUID)),
      })),
    ),
    sources: sorted(
      all(root, 'TextSource').map(source => ({
        text: texts.get(source.attributes.guid ?? ''),
        notes: refs(source, 'NoteRef'),
        question: (source.attributes.name ?? '').replace(/^R\d+/, 'R'),
        selections: all(source, 'PlainTextSelection').map(selection => ({
          ...without(selection.attributes),
          codings: sorted(all(selection, 'Coding').map(coding)),
        })),
      })),
    ),
    notes: sorted(
      all(root, 'Note').map(note => [
        ...[note.attributes.name, note.attributes.creationDateTime, wordsIn(note)],
        note.attributes.creatingUser === undefined ? '' : called(note.attributes.creatingUser),
      ]),
    ),
    sets: all(root, 'Set').map(set => [set.attributes.name, sorted(refs(set, 'MemberSource'))]),
    about: refs(root, 'NoteRef'),
  }
}

/** Of variables that say how a response came here, and of what questions became attributes, the value alone is kept. */
function said(value: Element, called: (guid: string | undefined) => string): string[] {
  const [ref, ...held] = value.children
  const name = called(ref?.attributes.targetGUID)
  if (['_consent_wording', '_version', '_not_for_quotation'].includes(name)) return []
  return [`${name.replace(/^_about\//, '')}: ${held.map(wordsIn).join('')}`]
}

function without({ guid: _guid, ...rest }: Record<string, string>) {
  return rest
}

function wordsIn(element: Element): string {
  return element.text + element.children.map(({ text }) => text).join('')
}

function sorted<T>(items: T[]): T[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

function all(element: Element, name: string): Element[] {
  return element.children.flatMap(child => [...(child.name === name ? [child] : []), ...all(child, name)])
}

function treeOf(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', text => {
    const here = open.at(-1)
    if (here && text.trim() !== '') here.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return top
}
