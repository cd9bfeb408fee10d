import { Validator } from '@seriousme/openapi-schema-validator'
import { expect } from 'chai'
import { routesOf } from '../routes.ts'
import { openSite, type Site } from '../site.ts'

type Document = { paths: Record<string, Record<string, { operationId: string }>> }

describe('the document of the API', () => {
  let site: Site
  let document: Document & Record<string, unknown>
  before(async () => {
    site = await openSite({ baseUrl: 'https://consult.example' })
    document = (await site.agent().get('/api/v1/openapi.json')).body
  })
  after(() => site.close())

  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).to.equal(undefined)
    expect(valid).to.equal(true)
    expect(validator.version).to.equal('3.1')
    expect(document).to.deep.include({ servers: [{ url: 'https://consult.example/api/v1' }] })
  })

  it('has every route below /api, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        method => `${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    expect(described.sort()).to.deep.equal(
      routesOf(site.app)
        .filter(route => route.includes(' /api'))
        .sort(),
    )
  })

  it('names each operation once, and each schema that it refers to', () => {
    const ids = Object.values(document.paths).flatMap(methods =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).to.equal(ids.length)
    const { schemas } = document.components as { schemas: Record<string, unknown> }
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref)
    expect(named.length).to.be.greaterThan(20)
    for (const ref of named) expect(schemas).to.have.property(ref.replace('#/components/schemas/', ''))
  })
})
