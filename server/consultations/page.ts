import { type Consultation, openingOf, zoneOf } from './store.ts'

/** The site's first page: what can be answered now, and what can be later. */
export function homePage(consultations: Consultation[], now: Date) {
  const asked = consultations.filter(consultation => consultation.kind === 'open')
  const listed = (opening: 'open' | 'before') =>
    asked
      .filter(({ access }) => access !== 'invited')
      .filter(consultation => openingOf(consultation, now) === opening)
      .map(consultation => ({
        href: `/c/${consultation._id}`,
        title: consultation.title,
        asker: consultation.asker,
        opens: consultation.opensAt,
        closes: consultation.closesAt,
        zone: zoneOf(consultation),
      }))
  return { title: 'Consultations', open: listed('open'), later: listed('before') }
}
