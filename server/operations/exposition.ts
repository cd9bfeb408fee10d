/** One figure, or one for each of several groups by label. No label holds what a person wrote, or who they are. */
export type Figure = {
  name: string
  help: string
  kind: 'gauge' | 'counter'
  values: { labels?: Record<string, string>; value: number }[]
}

/** Figures in the text format of Prometheus, version 0.0.4; one without values is left out. */
export function exposition(figures: Figure[]): string {
  return figures
    .filter(({ values }) => values.length > 0)
    .map(({ name, help, kind, values }) =>
      [
        ...heading(name, help, kind),
        ...values.map(({ labels = {}, value }) => line(name, labels, value)),
      ].join('\n'),
    )
    .concat('')
    .join('\n')
}

export function heading(name: string, help: string, kind: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`]
}

export function line(name: string, labels: Record<string, string>, value: number): string {
  const parts = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}${parts.length > 0 ? `{${parts.join(',')}}` : ''} ${value}`
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}
