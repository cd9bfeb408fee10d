import type { Span } from '../../../analysis/index.ts'

/** What the values of a variable are, as REFI-QDA names it. */
export const variableTypes = ['Text', 'Boolean', 'Integer', 'Float', 'Date', 'DateTime'] as const
export type VariableType = (typeof variableTypes)[number]

/** What `project.qde` says besides its sources. Ids are GUIDs in small letters without braces. */
export type ProjectHead = {
  name: string
  /** The program that wrote it. */
  origin: string
  users: { guid: string; name: string }[]
  codes: ReadCode[]
  variables: { guid: string; name: string; type: VariableType }[]
  cases: ReadCase[]
  notes: ReadNote[]
  sets: { name: string; sources: string[] }[]
  /** What each note is on, besides what names it itself: by a link, or by a reference of a source or selection. */
  noted: { note: string; on: string }[]
}

export type ReadCode = {
  guid: string
  name: string
  parent: string | undefined
  description: string
  colour: string
  notes: string[]
}

export type ReadCase = { guid: string; name: string; values: ReadValue[]; sources: string[] }
export type ReadValue = { variable: string; value: string }
export type ReadNote = { guid: string; name: string; text: string; user: string; at: string }

export type ReadCoding = { code: string; user: string; at: string; notes: string[] }

/** A selection as it was counted there. */
export type ReadSelection = Span & {
  guid: string
  name: string
  description: string
  user: string
  codings: ReadCoding[]
  notes: string[]
}

/** A source with its text in it, or with the path of the file that holds it. */
export type ReadSource = {
  guid: string
  name: string
  description: string
  path: string
  content: string | undefined
  selections: ReadSelection[]
  /** Codings of the whole text. */
  codings: ReadCoding[]
  notes: string[]
  values: ReadValue[]
}
