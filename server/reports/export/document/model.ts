import type { Chart } from '../../../files/charts/chart.ts'

/** How a run of characters is set. */
export type Manner = { bold: boolean; italic: boolean; struck: boolean; code: boolean }

/** What stands in a line. A link is a checked web or mail address. */
export type Inline =
  | { kind: 'text'; text: string; manner: Manner; link?: string }
  | { kind: 'note'; number: number }
  | { kind: 'break' }

export type Align = 'left' | 'right'

export type Block =
  /** The small line above the title, which is no heading. */
  | { kind: 'kicker'; inlines: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5; inlines: Inline[] }
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'quotation'; blocks: Block[] }
  /** `start` is null where items have bullets, else the number of the first. */
  | { kind: 'list'; start: number | null; items: Block[][] }
  | { kind: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }
  | { kind: 'chart'; chart: Chart }

/** A report as blocks, from which Word and PDF are set. `notes[0]` is note 1. */
export type ReportDocument = { blocks: Block[]; notes: Inline[][] }
