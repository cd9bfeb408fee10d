import { storedForm } from '../../../analysis/index.ts'
import { addMemos, type Memo, type MemoSubject } from '../../coding/memos/memoStore.ts'
import { idOf } from '../../database/ids.ts'
import type { ProjectHead, ReadNote } from '../../files/project/projectParts.ts'
import { isSharedNote } from '../format/codingNotes.ts'
import type { Transfer } from '../transferStore.ts'
import type { Resolved } from './resolve.ts'
import { type Known, timeOf } from './write.ts'

/** Gathers what the notes of a project are on, and keeps each as a memo on the first of it. */
export class NotesBrought {
  readonly #transfer: Transfer
  readonly #known: Known
  readonly #notes: ReadonlyMap<string, ReadNote>
  readonly #on = new Map<string, { about: MemoSubject; passage: string }>()
  /** The notes that links put on something, by its GUID. */
  readonly #linked = new Map<string, string[]>()
  #kept = 0

  constructor(transfer: Transfer, known: Known, { notes, noted, codes }: ProjectHead) {
    this.#transfer = transfer
    this.#known = known
    this.#notes = new Map(
      notes.filter(({ guid }) => !isSharedNote(guid)).map(note => [note.guid, note] as const),
    )
    for (const { note, on } of noted)
      if (this.#notes.has(note)) this.#linked.set(on, [...(this.#linked.get(on) ?? []), note])
    for (const code of codes) {
      const theme = known.themes.get(code.guid)
      if (theme === undefined) continue
      for (const note of [...code.notes, ...(this.#linked.get(code.guid) ?? [])])
        this.#place(note, { kind: 'theme', id: theme }, '')
    }
  }

  /** Takes up the notes on one text. @returns what its remarks say, to be kept */
  take(respondent: string, sourceGuid: string, source: Resolved): Memo[] {
    const about = { kind: 'response', id: respondent } as const
    for (const { guid, on } of [...source.notes, { guid: sourceGuid, on: '' }])
      for (const note of [...(this.#notes.has(guid) ? [guid] : []), ...(this.#linked.get(guid) ?? [])])
        this.#place(note, about, on)
    for (const note of source.codings.flatMap(({ notes }) => notes))
      if (this.#notes.has(note)) this.#place(note, about, '')
    return source.remarks.flatMap((text, at) =>
      this.#memoOf(`${sourceGuid} remark ${at}`, { about, text, user: '', at: '' }),
    )
  }

  /** Keeps every note; those that are on nothing are on the consultation as a whole. @returns how many memos there are */
  async keepAll(): Promise<number> {
    await this.keep(
      [...this.#notes.values()].flatMap(({ guid, name, text, user, at }) => {
        const { about, passage } = this.#on.get(guid) ?? {
          about: { kind: 'whole', id: '' } as const,
          passage: '',
        }
        const heading = /^Memo of \d{4}-\d\d-\d\d$|^Description$/.test(name) || name === '' ? '' : `${name}\n`
        const on = passage === '' ? '' : `On “${passage}”:\n`
        return this.#memoOf(guid, { about, text: `${on}${heading}${text}`, user, at })
      }),
    )
    return this.#kept
  }

  /** Keeps memos; those that are there already, from before a kill, stay as they are. */
  async keep(memos: Memo[]): Promise<void> {
    await addMemos(memos)
    this.#kept += memos.length
  }

  #place(note: string, about: MemoSubject, passage: string): void {
    if (!this.#on.has(note)) this.#on.set(note, { about, passage })
  }

  #memoOf(
    key: string,
    { about, text: words, user, at: given }: Pick<ReadNote, 'text' | 'user' | 'at'> & Pick<Memo, 'about'>,
  ): Memo[] {
    const form = storedForm(words)
    if (!form.ok || form.text.trim() === '') return []
    const { _id: from, consultation, at: brought } = this.#transfer
    const at = timeOf(given, brought)
    const versions = [{ at, text: form.text }]
    const by = this.#known.coder(user)
    return [{ _id: idOf('memo', from, key), consultation, about, by, at, versions, from }]
  }
}
