/** What a webhook may tell of. */
export const hookEvents = [
  'response.submitted',
  'response.changed',
  'response.withdrawn',
  'consultation.opened',
  'consultation.closed',
  'finding.published',
] as const
export type HookEvent = (typeof hookEvents)[number]

export const eventNames: Record<HookEvent, string> = {
  'response.submitted': 'A response was sent, or let in',
  'response.changed': 'A response was changed by its respondent',
  'response.withdrawn': 'A response was withdrawn',
  'consultation.opened': 'The consultation opened',
  'consultation.closed': 'The consultation closed',
  'finding.published': 'A finding was published',
}

/** What is told: of what kind, when, and of which things by their ids. It holds no testimony and no names. */
export type Told = {
  type: HookEvent | 'test'
  timestamp: string
  data: { consultation: string; response?: string; finding?: string }
}
