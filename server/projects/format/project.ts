import type { VariableType } from '../../files/project/projectParts.ts'

/**
 * A project of qualitative analysis as REFI-QDA 1.0 has it (`urn:QDA-XML:project:1.0`), as far as it holds texts.
 * Everything has a GUID, by which the others name it. Positions are in Unicode code points of the text as it is in its
 * file, the end not included.
 */
export type ProjectUser = { guid: string; name: string }

export type ProjectCode = {
  guid: string
  name: string
  description: string
  /** As `#1f5fa8`. */
  colour: string
  notes: string[]
  children: ProjectCode[]
}

export type ProjectVariable = { guid: string; name: string; type: VariableType; description: string }
/** A value as XML Schema writes one of its type. */
export type ProjectValue = { variable: string; type: VariableType; value: string }

export type ProjectCase = { guid: string; name: string; values: ProjectValue[]; sources: string[] }

export type ProjectCoding = { guid: string; code: string; user: string; at: Date; notes: string[] }

export type ProjectSelection = {
  guid: string
  name: string
  start: number
  end: number
  codings: ProjectCoding[]
}

/** Its text stands in the file `sources/GUID.txt` of the same GUID; `empty`, it has none any more. */
export type ProjectSource = {
  guid: string
  name: string
  empty: boolean
  selections: ProjectSelection[]
  notes: string[]
}

export type ProjectNote = { guid: string; name: string; text: string; user?: string; at?: Date }

export type ProjectSet = { guid: string; name: string; sources: Iterable<string> }

/** A project whose long parts are read while it is written, in the order in which they stand here. */
export type Project = {
  name: string
  created: Date
  users: ProjectUser[]
  codes: ProjectCode[]
  variables: ProjectVariable[]
  cases: AsyncIterable<ProjectCase[]>
  sources: AsyncIterable<ProjectSource[]>
  /** Asked for once the sources are written: they say which notes their codings name. */
  notes: () => ProjectNote[]
  sets: () => ProjectSet[]
  /** The notes on the project as a whole. */
  about: string[]
}
