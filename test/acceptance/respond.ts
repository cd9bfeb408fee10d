import { currentVersion } from '../../server/consultations/consentWording.ts'
import { csrfIn } from '../site.ts'

/** What a respondent was told when their response was taken: proof that it must be there ever after. */
export type Receipt = { token: string; reference: string; words: string }

type Form = Record<string, string>

type File = { name: string; text: string }

async function send(url: string, form: Form, file?: File): Promise<globalThis.Response> {
  const body = file ? withFile(form, file) : new URLSearchParams(form)
  return fetch(url, { method: 'POST', body, redirect: 'manual' })
}

function withFile(fields: Form, { name, text }: File): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('evidence', new Blob([text], { type: 'text/plain' }), name)
  return form
}

/**
 * Answers the demo's consultation over HTTP, page by page, and sends.
 * @param evidence a file that is attached where one is asked for
 * @returns the receipt, once its page was shown; throws when the connection breaks before
 */
export async function respond(site: string, words: string, evidence?: File): Promise<Receipt> {
  const started = await send(`${site}/c/digital-government/start`, {})
  const first = started.headers.get('location') ?? ''
  const token = /^\/answer\/([^/]+)/.exec(first)?.[1] ?? ''
  const base = `${site}/answer/${token}`
  const _csrf = csrfIn(await (await fetch(`${site}${first}`)).text())
  const said: Form = { role: 'a night porter', obstacles: words, people: `${words} And the people.` }
  for (let page = first; !page.endsWith('/check'); ) {
    const sent = await send(
      `${site}${page}`,
      { _csrf, ...said },
      page.endsWith('/views') ? evidence : undefined,
    )
    page = sent.headers.get('location') ?? ''
    if (sent.status !== 303 || page.includes('?'))
      throw new Error(`the page ${page} was not taken (${sent.status})`)
  }
  const declaration = {
    capacity: 'personal',
    choice: 'unnamed',
    name: '',
    organisation: '',
    agree: 'yes',
    wording: currentVersion,
  }
  const done = await send(`${base}/send`, { _csrf, ...declaration })
  const reference = await referenceOn(site, token)
  if (done.status !== 303 || !reference) throw new Error(`not taken (${done.status})`)
  return { token, reference, words }
}

/** The reference on a receipt's page; undefined where there is none. */
export async function referenceOn(site: string, token: string): Promise<string | undefined> {
  return /SND-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await (await fetch(`${site}/receipt/${token}`)).text())?.[0]
}
