/** How many respondents of each group of one attribute are counted, and how many of them raised each theme. */
export class GroupTally {
  readonly column: string
  readonly groups = new Map<string, { of: number; raised: Map<string, number> }>()

  constructor(column: string) {
    this.column = column
  }

  /** Counts a respondent of a group with the themes that they raised. */
  add(group: string, themes: ReadonlySet<string>): void {
    const own = this.groups.get(group) ?? { of: 0, raised: new Map<string, number>() }
    own.of++
    for (const theme of themes) own.raised.set(theme, (own.raised.get(theme) ?? 0) + 1)
    this.groups.set(group, own)
  }
}
