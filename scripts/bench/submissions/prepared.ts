import { addThemes } from '../../../server/codebook/addThemes.ts'
import { starterThemes } from '../../../server/codebook/starter.ts'
import { readConfig } from '../../../server/config.ts'
import { currentVersion } from '../../../server/consultations/consentWording.ts'
import { addConsultation } from '../../../server/consultations/store.ts'
import { draftToken } from '../../../server/http/csrf.ts'
import { type Running, start } from '../../../server/main.ts'
import { addDraft, changeDraft, draftIdOf, newToken } from '../../../server/responses/draftStore.ts'
import { demoConsultation, demoPages } from '../../demo/consultation.ts'
import type { DemoResponse } from '../../demo/testimony.ts'
import type { Post } from './target.ts'
import { responsesToSend } from './words.ts'

const consultation = 'bench'

/** The whole web application on a folder, with drafts that only wait to be sent, and its background work going on. */
export async function startPrepared(
  folder: string,
  count: number,
): Promise<{ running: Running; posts: Post[] }> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    DEMO: 'off',
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
  })
  const running = await start(config)
  const now = Date.now()
  const { title, asker, why, howUsed, contact } = demoConsultation
  await addConsultation(
    {
      ...{ _id: consultation, title, asker, why: [...why], howUsed: [...howUsed], contact, kind: 'open' },
      ...{ opensAt: new Date(now - 1000), closesAt: new Date(now + 3_600_000), createdAt: new Date(now) },
    },
    demoPages,
  )
  await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')
  const posts = await Promise.all(
    responsesToSend(count).map(response => draftOf(response, config.sessionSecret)),
  )
  return { running, posts }
}

/** Keeps a draft of a response; what is left to do is to send its declaration. */
async function draftOf(
  { answers, role, sector, nation, organisation, ...who }: DemoResponse,
  secret: string,
): Promise<Post> {
  const token = newToken()
  const draft = draftIdOf(token)
  await addDraft(token, consultation, 1, new Date())
  await changeDraft(draft, { values: { ...answers, role, sector, nation, organisation } })
  const form = new URLSearchParams({
    _csrf: draftToken(secret, draft),
    capacity: who.capacity,
    choice: who.choice,
    name: who.name,
    agree: 'yes',
    wording: currentVersion,
  })
  return { path: `/answer/${token}/send`, form: form.toString() }
}
