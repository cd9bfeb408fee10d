import { type RequestHandler, Router } from 'express'
import multer from 'multer'
import { largestDocument } from '../../files/extract/problems.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { type Form, textIn } from '../answering/form.ts'
import { publicKeys } from './keyStore.ts'
import { currentKey } from './keys.ts'
import { longestReceipt, readCode, readReceipt } from './readReceipt.ts'
import { keySet, keysPage, verifyPage } from './verifyPage.ts'
import { verifyReceipt } from './verifyReceipt.ts'

/** How often one network address may check receipts in a minute: each reads files, perhaps large ones. */
const perMinute = 30

/** Checking a receipt, by anybody: nothing is kept of what is given. */
export function receiptRoutes(services: Services): Router {
  const { config } = services
  const router = Router()

  router.get('/verify', (_req, res) => res.render('responses/verify', verifyPage('', [], undefined)))

  router.post('/verify', limit(services, 'verify', perMinute), keepPrivate, readForm, async (req, res) => {
    const pasted = (textIn((req.body ?? {}) as Form, 'receipt') ?? '').trim()
    const given = req.file ? req.file.buffer.toString('utf8') : pasted
    const read = readCode(given) ?? readReceipt(given)
    if (!read) {
      const message =
        given === ''
          ? say('Choose the file of a receipt, or paste its code')
          : say('This is no receipt. Give the file as it was downloaded, or all of its code')
      return res
        .status(422)
        .render('responses/verify', verifyPage(pasted, [{ place: 'receipt', message }], undefined))
    }
    const verified = (await verifyReceipt(config.sessionSecret, read)) ?? 'unknown'
    res.render('responses/verify', verifyPage(pasted, [], verified))
  })

  router.get('/verify/keys', async (_req, res) => {
    await currentKey(config.sessionSecret)
    res.render('responses/receiptKeys', keysPage(await publicKeys()))
  })

  router.get('/verify/keys.json', async (_req, res) => {
    await currentKey(config.sessionSecret)
    res.json(keySet(await publicKeys()))
  })

  return router
}

const readForm: RequestHandler = multer({
  storage: multer.memoryStorage(),
  limits: { files: 1, fileSize: largestDocument, fields: 5, fieldSize: longestReceipt, fieldNestingDepth: 0 },
}).single('file')
