// server/consultations/conditions.ts, as the build has it for pages too.
export type Condition = object
export function isMet(condition: Condition, answers: (question: string, row?: string) => string[]): boolean
