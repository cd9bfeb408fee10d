import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../../server/root.ts'

/** Forms that begin an answer, before there is a draft to bind a token to, and that change nothing. */
const without = ['consultations/landing.hbs', 'responses/verify.hbs']

const views = path.join(root, 'views')
const templates = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.hbs') && !without.includes(file),
)
const forms = templates.flatMap(file =>
  (readFileSync(path.join(views, file), 'utf8').match(/<form\b[\s\S]*?<\/form>/g) ?? [])
    .filter(form => form.includes('method="post"'))
    .map(form => ({ file, form })),
)

describe('every form that sends something', () => {
  it('carries the token of its session or draft', () => {
    expect(forms.length).to.be.greaterThan(50)
    const bare = forms.filter(({ form }) => !/{{> (?:csrf|coding\/where)}}/.test(form))
    expect(bare.map(({ file }) => file)).to.deep.equal([])
    expect(readFileSync(path.join(views, 'partials/coding/where.hbs'), 'utf8')).to.include('{{> csrf}}')
  })
})
