import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { isAmong, type Places } from '../../accounts/people/places.ts'
import type { Account } from '../../accounts/store.ts'
import { listAccounts } from '../../accounts/store.ts'
import { type Consultation, findConsultation, listConsultations } from '../../consultations/store.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { saysOtherwise } from '../forms.ts'
import { type Codebook, codebookAt, codebookOf } from '../store.ts'
import { sourcesOf } from '../versions/changes.ts'
import { rulesCompared, textsCompared } from '../versions/wordByWord.ts'
import { mayOffer, ownershipOf } from './owner.ts'
import { copiesOf, type Offer, offersOf, withoutTestimony } from './review.ts'
import { sharesWith } from './shareStore.ts'

/** A shared codebook beside one's own: as others may see it, and the versions of it that copies here are of. */
export type Shared = { title: string; owner: string; theirs: Codebook; taken: Map<number, Codebook> }

/**
 * Who owns a consultation's codebook, to whom it is offered, and what others offer to it.
 *
 * @param places the consultations that whoever reads it knows of
 */
export async function sharingPage(
  consultation: Consultation,
  account: Account,
  places: Places,
  entered: Record<string, unknown>,
) {
  const [ownership, accounts, editors, all, codebook, offered] = await Promise.all([
    ownershipOf(consultation._id),
    listAccounts(),
    thoseWhoMay(consultation._id, 'editCodebook'),
    listConsultations(),
    codebookOf(consultation._id),
    sharesWith(consultation._id),
  ])
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
  const owner = String(entered.owner ?? (ownership.owner || account._id))
  const { to } = ownership
  const toWhom = String(entered.to ?? (to === 'all' ? 'all' : to.length > 0 ? 'some' : 'nobody'))
  const chosen = new Set([entered.consultations ?? (to === 'all' ? [] : to)].flat().map(each => String(each)))
  return {
    owner: names.get(ownership.owner) ?? '',
    hasThemes: codebook.themes.length > 0,
    mayOffer: mayOffer(account, ownership),
    changes: ownership.changes,
    offeredTo: to === 'all' ? 'every consultation here' : offeredWords(to, all, places),
    owners: editors.map(({ _id, name }) => ({ value: _id, label: name, chosen: _id === owner })),
    toWhom,
    consultations: all
      .filter(({ _id }) => _id !== consultation._id && isAmong(places, _id))
      .map(({ _id, title }) => ({ id: _id, title, chosen: chosen.has(_id) })),
    offers: await Promise.all(
      offered.map(async share => {
        const theirs = await codebookOf(share._id)
        const copies = [...copiesOf(codebook, share._id).values()]
        const taken = Math.max(0, ...copies.map(({ origin }) => origin?.version ?? 0))
        return {
          href: `/desk/${consultation._id}/codebook-sharing/${share._id}`,
          title: titlesOf([share._id], all)[0] ?? share._id,
          owner: names.get(share.owner) ?? 'someone whose account is gone',
          ...{ version: theirs.version, at: theirs.at, taken },
          themes: theirs.themes.filter(({ archived }) => !archived).length,
          isNewer: taken > 0 && theirs.version > taken,
        }
      }),
    ),
  }
}

/** The titles of those that somebody knows of; others are counted. */
function offeredWords(to: string[], all: Consultation[], places: Places): string {
  const titles = titlesOf(
    to.filter(id => isAmong(places, id)),
    all,
  )
  const others = to.filter(id => !isAmong(places, id)).length
  if (others === 0) return titles.join(', ')
  return [
    ...titles,
    others === 1 ? 'one that you have no role in' : `${others} that you have no role in`,
  ].join(', ')
}

function titlesOf(ids: string[], all: Consultation[]): string[] {
  return ids.flatMap(id => all.find(({ _id }) => _id === id)?.title ?? [])
}

/** A codebook that is offered to a consultation; undefined where there is none. @param version the newest, unless another is named */
export async function sharedWith(
  ours: Codebook,
  from: string,
  version?: number,
): Promise<Shared | undefined> {
  const share = (await sharesWith(ours.consultation)).find(({ _id }) => _id === from)
  if (!share) return undefined
  const [found, theirs, gone, accounts] = await Promise.all([
    findConsultation(from),
    version === undefined ? codebookOf(from) : codebookAt(from, version),
    goneWordsOf(from),
    listAccounts(),
  ])
  if (!theirs) return undefined
  const taken = new Map<number, Codebook>()
  for (const { origin } of copiesOf(ours, from).values()) {
    if (!origin || taken.has(origin.version)) continue
    const base = await codebookAt(from, origin.version)
    if (base) taken.set(origin.version, withoutTestimony(base, gone))
  }
  return {
    title: found?.title ?? from,
    owner: accounts.find(({ _id }) => _id === share.owner)?.name ?? 'someone whose account is gone',
    theirs: withoutTestimony(theirs, gone),
    taken,
  }
}

const says: Record<Offer['kind'], string> = {
  added: 'Not here yet',
  changed: 'Changed there since it was taken',
  back: 'Archived here, and would be in use again',
  archived: 'Archived there, and would be archived here',
  named: 'Stays as it is here: a theme of that name is no copy of it',
}

/** What taking a shared codebook would do, theme by theme. @param entered what was chosen before, where it came back with problems */
export function reviewPage(
  ours: Codebook,
  { theirs, taken, title, owner }: Shared,
  entered?: Record<string, unknown>,
) {
  const offers = offersOf(ours, theirs, taken)
  const chosen = entered && new Set([entered.themes ?? []].flat().map(each => String(each)))
  const isFirst = copiesOf(ours, theirs.consultation).size === 0
  return {
    ...{ of: title, owner, isFirst, version: theirs.version, seen: ours.version, at: theirs.at },
    themes: offers.map(offer => ({
      id: offer.theirs.id,
      name: offer.theirs.name,
      renamed: offer.kind === 'changed' && offer.ours?.name !== offer.theirs.name ? offer.ours?.name : '',
      says: says[offer.kind],
      isFixed: offer.kind === 'named',
      isChangedHere: offer.isChangedHere,
      chosen: chosen
        ? chosen.has(offer.theirs.id)
        : offer.kind === 'added' || (offer.kind === 'changed' && !offer.isChangedHere),
      ...wordsOf(offer),
    })),
    asksMeaning: offers.some(changesWords),
    meaning: entered?.meaning,
  }
}

/** Whether taking it changes the words of a theme that is here. */
export function changesWords({ kind, ours, theirs }: Offer): boolean {
  return (kind === 'changed' || kind === 'back') && ours !== undefined && saysOtherwise(ours, theirs)
}

function wordsOf({ kind, theirs, ours }: Offer) {
  if (kind === 'named' || kind === 'archived') return { texts: [], rules: [] }
  if (ours)
    return { texts: textsCompared(ours, theirs), rules: rulesCompared(sourcesOf(ours), sourcesOf(theirs)) }
  return {
    definition: theirs.definition,
    texts: [],
    rules: sourcesOf(theirs).map(same => ({ same })),
  }
}
