/** A page that somebody is at, and what they have with it: the address behind all redirects and its words. */
export type Visited = { url: string; html: string }

/** A researcher of the bench who is signed in, with how long they wait for each page. */
export type Researcher = {
  open(url: string): Promise<Visited>
  /** Presses a button: sends the form whose action begins so, with its hidden fields, as a browser does. */
  press(page: Visited, action: string, button: string): Promise<Visited>
}

/** @param cookie of a session, from `signIn` */
export function researcher(cookie: string): Researcher {
  const cookies = new Map(cookie.split('; ').map(pair => [pair.split('=', 1)[0], pair]))
  const ask = async (url: string, init: RequestInit): Promise<Visited> => {
    const response = await fetch(url, {
      ...init,
      headers: { cookie: [...cookies.values()].join('; ') },
      redirect: 'manual',
    })
    for (const set of response.headers.getSetCookie())
      cookies.set(set.split('=', 1)[0], set.split(';')[0] ?? '')
    const html = await response.text()
    const location = response.headers.get('location')
    if (response.status === 303 && location !== null) return ask(new URL(location, url).href, {})
    if (response.status !== 200) throw new Error(`researcher: ${url} answered ${response.status}`)
    return { url, html }
  }
  return {
    open: url => ask(url, {}),
    press: (page, action, button) => {
      const form = formOf(page.html, action)
      return ask(new URL(form.action, page.url).href, {
        method: 'POST',
        body: new URLSearchParams({ ...form.fields, do: button }),
      })
    },
  }
}

/** @throws Error where the page has no such form */
function formOf(html: string, action: string): { action: string; fields: Record<string, string> } {
  for (const [form] of html.matchAll(/<form[^>]* method="post"[^>]*>.*?<\/form>/gs)) {
    const address = /action="([^"]+)"/.exec(form)?.[1] ?? ''
    if (!new RegExp(action).test(address)) continue
    const fields = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
    return {
      action: address,
      fields: Object.fromEntries(Array.from(fields, ([, name, value]) => [name, value])),
    }
  }
  throw new Error(`formOf: the page has no form for ${action}`)
}
