import { expect } from 'chai'
import express from 'express'
import { useHandlebars } from '../../server/http/handlebars.ts'

describe('Templates', () => {
  const made = (keep: boolean) => {
    const app = express()
    useHandlebars(app, keep)
    return (view: string, data: object) =>
      new Promise<string>((resolve, reject) => {
        app.render(view, data, (error, html) => (error ? reject(error) : resolve(html)))
      })
  }
  const [kept, fresh] = [made(true), made(false)]

  it('make the same pages whether they are kept or read anew, in each layout and in none', async () => {
    const data = { title: 'Too many <requests>', message: 'Wait & see.', csrf: 'token' }
    for (const layout of [{}, { layout: 'desk' }, { layout: false }]) {
      const page = await kept('error', { ...data, ...layout })
      expect(page).to.include('Wait &amp; see.')
      expect(page).to.equal(await fresh('error', { ...data, ...layout }))
    }
    expect(await kept('error', data)).to.match(/^<!doctype html>/i)
  })

  it('show nothing of one page on the next', async () => {
    await kept('error', { title: 'First', message: 'A secret.', service: 'Of one' })
    expect(await kept('error', { title: 'Second', message: 'Other.' })).not.to.match(/secret|Of one|First/)
  })

  it('tell of a mistake in what they are given', async () => {
    for (const render of [kept, fresh]) {
      let told: unknown
      await render('responses/receipt', { submittedOn: 'yesterday' }).catch(error => {
        told = error
      })
      expect(String(told)).to.include('{{day}}')
    }
  })
})
