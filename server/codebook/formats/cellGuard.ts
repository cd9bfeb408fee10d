/**
 * A rule such as `=IT` is written `'=IT` into a sheet for people, lest a spreadsheet takes it for a formula. One
 * apostrophe is taken off at reading, so a cell that begins like a guarded one gets one more at every writing.
 */
export function withGuard(cell: string, formulas: boolean): string {
  return (formulas ? /^'*[=+\-@]/ : /^'+[=+\-@]/).test(cell) ? `'${cell}` : cell
}

export function withoutGuard(cell: string): string {
  return /^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell
}
