import { pageShown, pagesOf } from '../../consultations/pages/shown.ts'
import { draftsKeptUntil } from '../../consultations/running/kept.ts'
import { graceEnds, zoneOf } from '../../consultations/store.ts'
import { say } from '../../http/languages/say.ts'
import type { Answering } from './answering.ts'
import { checkPage } from './checkPage.ts'

/** What a private link shows while the consultation takes no answers: why, and what was written. */
export async function closedPage(answering: Answering) {
  const { consultation, opening, isWithdrawn } = answering
  const shown = checkPage(answering, false).sections.map(section => ({
    title: section.title,
    lang: section.lang,
    rows: section.rows.map(({ key, value }) => ({ key, value })),
  }))
  return {
    title: isWithdrawn
      ? say('Your invitation was withdrawn')
      : opening === 'before'
        ? say('This consultation is not open yet')
        : say('This consultation has closed'),
    isWithdrawn,
    asker: consultation.asker,
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    notYet: opening === 'before',
    opens: consultation.opensAt,
    closes: graceEnds(consultation),
    kept: draftsKeptUntil(consultation),
    zone: zoneOf(consultation),
    next: opening === 'before' || isWithdrawn ? undefined : await pageShown(consultation, 'closed'),
    contact: consultation.contact,
    sections: shown,
  }
}
