import { type Consultation, openingOf } from '../store.ts'

/** What whoever runs a consultation does next, with where and why. */
export type NextStep = { why: string; label: string; href: string }

/** @param known whether any page is built, and whether an owner has looked at the pages that law expects */
export function nextStep(
  consultation: Consultation,
  known: { isBuilt: boolean; legalSeen: boolean },
  now: Date,
): NextStep {
  const step = (rest: string, label: string, why: string) => ({
    ...{ label, why },
    href: `/desk/${consultation._id}${rest}`,
  })
  switch (openingOf(consultation, now)) {
    case 'draft':
      if (!known.isBuilt)
        return step(
          '/questions',
          'Build the questions',
          'Add pages and the questions on them, or import them from another program. Nobody sees them before you publish them.',
        )
      if (!known.legalSeen)
        return step(
          '/pages',
          'Look at the pages that law expects',
          'The privacy notice says on what ground personal data are kept, and for how long: see that it is right before anybody reads it.',
        )
      if (consultation.closesAt <= now)
        return step(
          '/hours',
          'Change the opening hours',
          'The time at which it closes has passed. Change it before you publish the questions.',
        )
      return step(
        '/questions/publish',
        'Publish the questions',
        'See once more what is asked. Preview it first, as a respondent would see it, if you have not yet.',
      )
    case 'before':
      return step(
        '/invitations',
        'Invite people',
        'It opens by itself at the time below. Send people the address above, or invite them by mail.',
      )
    case 'open':
      return step(
        '/results/live',
        'See how answering goes',
        'Send people the address above, or invite them by mail. It closes by itself at the time below; you can extend it, or close it early.',
      )
    case 'closed':
      return step(
        '/responses',
        'Read the responses',
        'It takes no more answers. Tell people what happens next at “Pages that law expects”; it can be opened again at “Opening hours”.',
      )
  }
}
