import { SaxesParser } from 'saxes'
import type { Losses } from './losses.ts'
import { NotProject } from './notProject.ts'
import type {
  ProjectHead,
  ReadCase,
  ReadCode,
  ReadCoding,
  ReadNote,
  ReadSelection,
  ReadSource,
  ReadValue,
} from './projectParts.ts'
import { variableTypes } from './projectParts.ts'

/** What a project holds at most: a codebook is one document, and a coder's page lists all of it. */
const most = { codes: 2_000, users: 1_000, variables: 500, cases: 300_000, notes: 10_000, sets: 1_000 }
const deepestCode = 50
const deepest = 100
const longestName = 1_000

/** Elements that hold a text of their own: the first is a source, the others are when their parent says so. */
const mediaOf: Record<string, string> = {
  PictureSource: 'Pictures are not read.',
  AudioSource: 'Of recordings only the words of their transcripts are read.',
  VideoSource: 'Of recordings only the words of their transcripts are read.',
  PDFSource: 'Of PDF files only the words are read, where the project has them as text.',
}
const lostSelections: Record<string, string> = {
  PictureSelection: 'Passages marked in a picture are not read, nor what they were coded with.',
  PDFSelection: 'Areas marked on a page of a PDF file are not read, nor what they were coded with.',
  AudioSelection: 'Stretches of a recording are not read, nor what they were coded with.',
  VideoSelection: 'Stretches of a recording are not read, nor what they were coded with.',
  TranscriptSelection:
    'Stretches of a transcript that are given by time are not read, nor what they were coded with.',
}

/**
 * Reads `project.qde` as it comes. What is wrong and can be mended is mended and told to `losses`; sources are handed
 * out as soon as they are whole, so that none is kept.
 */
export class ProjectParser {
  readonly head: ProjectHead = {
    ...{ name: '', origin: '', users: [], codes: [], variables: [], cases: [] },
    ...{ notes: [], sets: [], noted: [] },
  }
  /** Sources that are whole and were not taken yet. */
  readonly sources: ReadSource[] = []
  readonly #losses: Losses
  readonly #parser = new SaxesParser()
  readonly #path: string[] = []
  readonly #codes: ReadCode[] = []
  readonly #codeGuids = new Set<string>()
  readonly #media: string[] = []
  #lost = 0
  #case: ReadCase | undefined
  #document: ReadSource | undefined
  #note: (ReadNote & { path: string }) | undefined
  #selection: ReadSelection | undefined
  #coding: ReadCoding | undefined
  #value: ReadValue | undefined
  #link: { from: string; to: string } | undefined
  #words: string[] | undefined
  /** Notes whose words stand in files of their own. */
  readonly notePaths: { note: ReadNote; path: string }[] = []

  constructor(losses: Losses) {
    this.#losses = losses
    this.#parser.on('doctype', () => {
      throw new NotProject('Has a DOCTYPE in its project.qde, which no project needs and which is not read.')
    })
    this.#parser.on('error', error => {
      throw new NotProject(
        `Its project.qde is not sound XML (${error.message.slice(0, 200)}). It may be half finished: export it again.`,
      )
    })
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(local(name), attributes))
    this.#parser.on('text', text => this.#words?.push(text))
    this.#parser.on('cdata', text => this.#words?.push(text))
    this.#parser.on('closetag', ({ name }) => this.#close(local(name)))
  }

  /** @throws NotProject */
  write(text: string): void {
    this.#parser.write(text)
  }

  /** @throws NotProject where it ends too early */
  end(): void {
    this.#parser.close()
    if (this.#path.length > 0) throw new NotProject('Its project.qde ends in the middle. Export it again.')
  }

  #open(element: string, given: Record<string, string>): void {
    if (this.#path.length === 0) this.#begin(element, given)
    if (this.#path.length >= deepest) throw new NotProject('Nests elements too deeply to be a project.')
    const parent = this.#path.at(-1) ?? ''
    this.#path.push(element)
    if (this.#lost > 0) this.#lost++
    else if (element in lostSelections) {
      this.#lost = 1
      this.#losses.add(lostSelections[element] ?? '', this.#media.at(-1))
    } else this.#openKnown(element, parent, given)
  }

  #begin(element: string, given: Record<string, string>): void {
    if (element === 'CodeBook')
      throw new NotProject('Is a codebook, not a project. Import it at the themes of a consultation.')
    if (element !== 'Project')
      throw new NotProject(`Begins with <${element.slice(0, 60)}>, not with <Project>.`)
    this.head.name = named(given.name)
    this.head.origin = named(given.origin)
  }

  #openKnown(element: string, parent: string, given: Record<string, string>): void {
    const guid = guidIn(given.guid)
    switch (element) {
      case 'User':
        this.#add(this.head.users, most.users, 'users', { guid, name: named(given.name ?? given.id) })
        return
      case 'Code':
        this.#openCode(guid, given)
        return
      case 'Variable': {
        const type = variableTypes.find(known => known === given.typeOfVariable) ?? 'Text'
        this.#add(this.head.variables, most.variables, 'variables', {
          ...{ guid, type, name: named(given.name) || 'Unnamed' },
        })
        return
      }
      case 'Case':
        this.#case = { guid, name: named(given.name), values: [], sources: [] }
        this.#add(this.head.cases, most.cases, 'cases', this.#case)
        return
      case 'VariableValue':
        this.#value = { variable: '', value: '' }
        return
      case 'VariableRef':
        if (this.#value) this.#value.variable = guidIn(given.targetGUID)
        return
      case 'SourceRef':
        this.#case?.sources.push(guidIn(given.targetGUID))
        return
      case 'SelectionRef':
        this.#losses.add('A case that is made of single passages is read without them.', this.#case?.name)
        return
      case 'PDFSource':
      case 'AudioSource':
      case 'VideoSource':
      case 'PictureSource':
        this.#media.push(named(given.name))
        this.#losses.add(mediaOf[element] ?? '', named(given.name))
        return
      case 'TextSource':
      case 'Representation':
      case 'Transcript':
      case 'TextDescription':
        this.#document = {
          ...{ guid, name: named(given.name) || (this.#media.at(-1) ?? ''), description: '' },
          ...{ path: (given.plainTextPath ?? '').slice(0, longestName), content: undefined },
          ...{ selections: [], codings: [], notes: [], values: [] },
        }
        if (given.richTextPath)
          this.#losses.add('Of texts with formatting only the words are read.', named(given.name))
        return
      case 'Note':
        this.#note = {
          ...{ guid, name: named(given.name), text: '', path: given.plainTextPath ?? '' },
          ...{ user: guidIn(given.creatingUser), at: given.creationDateTime ?? '' },
        }
        return
      case 'PlainTextSelection':
        this.#selection = {
          guid,
          ...{ start: positionIn(given.startPosition), end: positionIn(given.endPosition) },
          ...{ name: named(given.name), description: '', user: guidIn(given.creatingUser) },
          ...{ codings: [], notes: [] },
        }
        return
      case 'Coding':
        this.#coding = {
          code: '',
          user: guidIn(given.creatingUser),
          at: given.creationDateTime ?? '',
          notes: [],
        }
        return
      case 'CodeRef':
        if (this.#coding) this.#coding.code ||= guidIn(given.targetGUID)
        else this.#losses.add('Codes on a case as a whole are not read.', this.#case?.name)
        return
      case 'NoteRef':
        this.#openNoteRef(guidIn(given.targetGUID))
        return
      case 'Link':
        this.#link = { from: guidIn(given.originGUID), to: guidIn(given.targetGUID) }
        this.head.noted.push({ note: this.#link.from, on: this.#link.to })
        this.head.noted.push({ note: this.#link.to, on: this.#link.from })
        return
      case 'Set':
        this.#add(this.head.sets, most.sets, 'sets', { name: named(given.name), sources: [] })
        return
      case 'MemberSource':
        this.head.sets.at(-1)?.sources.push(guidIn(given.targetGUID))
        return
      case 'MemberCode':
      case 'MemberNote':
        this.#losses.add('Of sets only the texts are read.', this.head.sets.at(-1)?.name)
        return
      case 'Graph':
        this.#losses.add('Drawings are not read.', named(given.name))
        return
      case 'Description':
      case 'PlainTextContent':
        this.#words = []
        return
      default:
        if (/^(Text|Boolean|Integer|Float|Date|DateTime)Value$/.test(element) && parent === 'VariableValue')
          this.#words = []
    }
  }

  #openCode(guid: string, given: Record<string, string>): void {
    if (this.#codes.length === deepestCode)
      throw new NotProject(`Nests codes deeper than ${deepestCode}. Flatten them.`)
    const place = named(given.name)
    const again = guid === '' || this.#codeGuids.has(guid)
    if (this.#codes.some(above => above.guid === guid && guid !== ''))
      this.#losses.add('A code stands below itself; it became another one, without codings.', place)
    else if (again) this.#losses.add('Two codes have one GUID; all codings are the first one’s.', place)
    if (given.isCodable === 'false' || given.isCodable === '0')
      this.#losses.add('A code is not for coding there; here any theme can be coded.', place)
    const code: ReadCode = {
      guid: again ? `again ${this.head.codes.length}` : guid,
      ...{
        name: place,
        parent: this.#codes.at(-1)?.guid,
        description: '',
        colour: given.color ?? '',
        notes: [],
      },
    }
    this.#codeGuids.add(code.guid)
    this.#codes.push(code)
    this.#add(this.head.codes, most.codes, 'codes', code)
  }

  #openNoteRef(note: string): void {
    const parent = this.#path.at(-2)
    if (parent === 'Coding') this.#coding?.notes.push(note)
    else if (parent === 'PlainTextSelection') this.#selection?.notes.push(note)
    else if (parent === 'Code') this.#codes.at(-1)?.notes.push(note)
    else if (parent === 'Project') this.head.noted.push({ note, on: '' })
    else if (this.#document) this.#document.notes.push(note)
  }

  #close(element: string): void {
    this.#path.pop()
    if (this.#lost > 0) {
      this.#lost--
      return
    }
    const words = this.#words?.join('') ?? ''
    switch (element) {
      case 'Code':
        this.#codes.pop()
        return
      case 'Case':
        this.#case = undefined
        return
      case 'VariableValue':
        if (this.#value) (this.#document ?? this.#case)?.values.push(this.#value)
        this.#value = undefined
        return
      case 'PDFSource':
      case 'AudioSource':
      case 'VideoSource':
      case 'PictureSource':
        this.#media.pop()
        return
      case 'TextSource':
      case 'Representation':
      case 'Transcript':
      case 'TextDescription':
        if (this.#document) this.sources.push(this.#document)
        this.#document = undefined
        return
      case 'Note':
        this.#closeNote()
        return
      case 'PlainTextSelection':
        if (this.#selection) this.#document?.selections.push(this.#selection)
        this.#selection = undefined
        return
      case 'Coding':
        if (this.#coding?.code) (this.#selection ?? this.#document)?.codings.push(this.#coding)
        else this.#losses.add('A coding names no code, and was left out.', this.#document?.name)
        this.#coding = undefined
        return
      case 'Description':
        this.#closeDescription(words)
        break
      case 'PlainTextContent':
        if (this.#note) this.#note.text = words
        else if (this.#document) this.#document.content = words
        break
      default:
        if (this.#words && this.#value && element.endsWith('Value')) this.#value.value = words
    }
    if (this.#words) this.#words = undefined
  }

  #closeDescription(words: string): void {
    const parent = this.#path.at(-1)
    if (parent === 'Code') Object.assign(this.#codes.at(-1) ?? {}, { description: words })
    else if (parent === 'PlainTextSelection') Object.assign(this.#selection ?? {}, { description: words })
    else if (parent === 'Project')
      this.head.notes.push({ guid: 'description', name: 'Description', text: words, user: '', at: '' })
    else if (this.#document && words.trim() !== '') this.#document.description = words
    else if (parent === 'Case' && words.trim() !== '')
      this.#losses.add('Descriptions of cases are not read.', this.#case?.name)
  }

  #closeNote(): void {
    if (!this.#note) return
    const { path, ...note } = this.#note
    if (path !== '') this.notePaths.push({ note, path })
    this.#add(this.head.notes, most.notes, 'notes', note)
    this.#note = undefined
  }

  #add<T>(list: T[], atMost: number, what: string, item: T): void {
    if (list.length >= atMost)
      throw new NotProject(
        `Has more than ${atMost.toLocaleString('en-GB')} ${what}, more than a consultation here holds. Nothing was imported. Leave out what is not used, and export it again.`,
      )
    list.push(item)
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** A GUID in small letters without braces; where it is none of the right form, as it stands. */
function guidIn(given: string | undefined): string {
  return (given ?? '')
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase()
    .slice(0, 100)
}

function named(given: string | undefined): string {
  return (given ?? '').replace(/\s+/g, ' ').trim().slice(0, longestName).toWellFormed()
}

/** A position; what is none stands past the end of every text. */
function positionIn(given: string | undefined): number {
  const position = /^\s*\+?\d{1,12}\s*$/.test(given ?? '') ? Number(given) : Number.NaN
  return Number.isNaN(position) ? Number.MAX_SAFE_INTEGER : position
}
