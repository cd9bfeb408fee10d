import { expect } from 'chai'
import express from 'express'
import supertest from 'supertest'
import { formBody } from '../../server/http/formBody.ts'

/** Sends a form to an application that answers with what it reads of it. */
function send(form: string) {
  const app = express()
    .set('env', 'test')
    .use(formBody('1kb', 5))
    .post('/', (req, res) => {
      res.json(req.body)
    })
  return supertest(app).post('/').type('form').send(form)
}

async function read(form: string): Promise<unknown> {
  return (await send(form)).body
}

describe('Reading a form', () => {
  it('takes names as they are, and a repeated one as a list', async () => {
    expect(await read('a=1&a=2&b%5B%24ne%5D=3&c.d=4')).to.deep.equal({
      a: ['1', '2'],
      'b[$ne]': '3',
      'c.d': '4',
    })
  })

  it('makes a name like __proto__ a field and nothing else', async () => {
    expect(Object.entries((await read('__proto__=x&b=1')) as object)).to.deep.include(['b', '1'])
    expect(({} as Record<string, unknown>).x).to.equal(undefined)
  })

  it('puts U+FFFD where bytes are not UTF-8, percent-encoded or raw', async () => {
    expect(await read('a=caf%E9&b=%ED%A0%80')).to.deep.equal({ a: 'caf\uFFFD', b: '\uFFFD\uFFFD\uFFFD' })
  })

  it('keeps white space, line ends and control characters', async () => {
    expect(await read('a=%20x%0D%0A%00+')).to.deep.equal({ a: ' x\r\n\0 ' })
  })

  it('refuses more fields, or more bytes, than it is told to take', async () => {
    expect((await send('a=1&b=1&c=1&d=1&e=1&f=1')).status).to.equal(413)
    expect((await send(`a=${'x'.repeat(2000)}`)).status).to.equal(413)
  })
})
