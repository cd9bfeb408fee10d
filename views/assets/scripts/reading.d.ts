// server/responses/answering/kinds/reading.ts, as the build has it for pages too.
export function numberIn(entered: string): number | undefined
export function dayIn(day: string, month: string, year: string): string | undefined
