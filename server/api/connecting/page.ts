import { peopleIn, rolesAmong } from '../../accounts/people/store.ts'
import { forConsultations, may } from '../../accounts/roles.ts'
import { type Account, listAccounts } from '../../accounts/store.ts'
import type { Entry } from '../../http/entry.ts'
import { scopeActions, scopeNames, scopes } from '../tokens/scopes.ts'
import { type Token, tokensOf } from '../tokens/tokenStore.ts'

const aDay = 24 * 60 * 60 * 1000

/** The tokens of a consultation, those that are good first, and what was entered to make another. */
export async function connectingPage(consultation: string, entry: Entry | undefined, now: Date) {
  const [tokens, accounts, people] = await Promise.all([
    tokensOf(consultation),
    listAccounts(),
    peopleIn(consultation),
  ])
  const makers = new Map(
    accounts.map(account => [
      account._id,
      {
        ...account,
        roles: account.ended ? [] : forConsultations([...account.roles, ...rolesAmong(people, account._id)]),
      },
    ]),
  )
  const nameOf = (id: string) => makers.get(id)?.name ?? 'someone whose account is gone'
  const line = (token: Token) => {
    const { _id, name, account, createdAt, until, usedOn, ended } = token
    return {
      ...{ id: _id, name, createdAt, by: nameOf(account), usedOn },
      scopes: token.scopes.map(scope => scopeNames[scope]),
      lastDay: until && new Date(until.getTime() - aDay),
      ended: ended && { at: ended.at, by: nameOf(ended.by) },
      isOver: until !== undefined && until <= now,
      rests: restsOf(token, makers.get(account)),
    }
  }
  const isGood = ({ ended, until }: Token) => !ended && (!until || until > now)
  const chosen = [entry?.values.scopes ?? []].flat()
  return {
    tokens: tokens.filter(isGood).map(line),
    former: tokens.filter(token => !isGood(token)).map(line),
    scopes: scopes.map(scope => ({
      ...{ value: scope, label: `${scopeNames[scope]} (${scope})`, chosen: chosen.includes(scope) },
    })),
    values: entry?.values,
    problems: entry?.problems,
  }
}

/** Why a token that has not ended is good for nothing, or for less than it says; undefined where it is good. */
function restsOf({ scopes: given }: Token, maker: Account | undefined): string | undefined {
  if (!maker || maker.roles.length === 0)
    return 'It opens nothing: whoever made it has no role here any more.'
  const less = given.filter(scope => !may(maker, scopeActions[scope]))
  if (less.length === 0) return undefined
  return `Whoever made it may not do this themselves any more: ${less.map(scope => scopeNames[scope].toLowerCase()).join('; ')}.`
}
