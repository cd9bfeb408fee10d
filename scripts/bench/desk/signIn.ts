import { hashPassword } from '../../../server/accounts/password.ts'
import { addAccount } from '../../../server/accounts/store.ts'
import { newId } from '../../../server/database/ids.ts'

const password = 'measured, not guessed'

/** Who signs in where nobody else is named. */
const usual = 'bench@soundings.example'

/** Makes an account that may do everything and signs it in. @returns the cookies of its session */
export async function signIn(url: string, email = usual): Promise<string> {
  await addBenchAccount(email)
  return signInAgain(url, email)
}

/** Makes an account that may do everything. @returns its id */
export async function addBenchAccount(email = usual): Promise<string> {
  const account = {
    _id: newId(),
    email,
    name: 'The bench',
    roles: ['owner' as const, 'administrator' as const],
    createdAt: new Date(),
  }
  await addAccount({ ...account, passwordHash: await hashPassword(password) })
  return account._id
}

/** Signs in an account that was made so. @returns the cookies of its session */
export async function signInAgain(url: string, email = usual): Promise<string> {
  const page = await fetch(`${url}/desk/sign-in`)
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const signedIn = await fetch(`${url}/desk/sign-in`, {
    method: 'POST',
    headers: { cookie: cookiesOf(page) },
    body: new URLSearchParams({ _csrf: token, email, password }),
    redirect: 'manual',
  })
  if (signedIn.status !== 303) throw new Error(`signIn: the desk answered ${signedIn.status}`)
  return cookiesOf(signedIn)
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}
