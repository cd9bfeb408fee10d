/** An option as its usage shows it: `value` is what stands for the value; without one it is a flag. */
export type Option = { value?: string; several?: boolean; required?: boolean; about: string }

/** A subcommand: all that its usage says, and what it does. */
export type Command = {
  name: string
  summary: string
  /** Said below the usage line: what comes in and out. */
  about: string
  operands: { name: string; about: string }[]
  options: Record<string, Option>
  example: string
  /** @returns the exit code: 0 fine, 1 found what it looks for. @throws CannotRun for 2. */
  run: (given: Given) => Promise<number>
}

/** What a person gave, after it was checked against the command. */
export type Given = {
  operands: string[]
  /** The value of an option, or undefined. */
  value: (name: string) => string | undefined
  /** All values of an option that may be given several times. */
  values: (name: string) => string[]
  flag: (name: string) => boolean
}

export const commonOptions: Record<string, Option> = {
  json: { about: 'print the result as JSON' },
  help: { about: 'show this' },
}

/** The text of `soundings NAME --help`. */
export function usage(command: Command): string {
  const options = { ...command.options, ...commonOptions }
  const lines = [
    ...command.operands.map(({ name, about }): [string, string] => [name, about]),
    ...Object.entries(options).map(([name, option]): [string, string] => [
      optionForm(name, option),
      option.about,
    ]),
  ]
  const width = Math.max(...lines.map(([form]) => form.length)) + 2
  return [
    `Usage: soundings ${[command.name, ...command.operands.map(({ name }) => name), ...Object.entries(command.options).map(shortForm)].join(' ')}`,
    '',
    command.about,
    '',
    ...lines.map(([form, about]) => `  ${form.padEnd(width)}${about}`),
    '',
    `Example: ${command.example}`,
  ].join('\n')
}

function optionForm(name: string, { value, several }: Option): string {
  return `--${name}${value ? ` ${value}${several ? '…' : ''}` : ''}`
}

function shortForm([name, option]: [string, Option]): string {
  return option.required ? optionForm(name, option) : `[${optionForm(name, option)}]`
}
