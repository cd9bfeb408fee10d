import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { create } from 'express-handlebars'
import * as helpers from '../../server/http/helpers/index.ts'
import { root } from '../../server/root.ts'

type Fixture = { name: string; options: Record<string, unknown>; html: string }

/**
 * What our partials take of govuk-frontend's options, as paths; a fixture that uses anything else is another pattern
 * than ours. `at least` holds the number of fixtures, so that none is lost unseen.
 */
const partials = [
  {
    component: 'input',
    atLeast: 20,
    takes:
      'name id label.text label.classes label.isPageHeading hint.text errorMessage.text value type classes describedBy autocomplete inputmode suffix.text',
  },
  {
    component: 'textarea',
    atLeast: 13,
    takes:
      'name id label.text label.classes label.isPageHeading hint.text errorMessage.text value rows classes describedBy',
  },
  {
    component: 'radios',
    atLeast: 12,
    takes:
      'name idPrefix fieldset.legend.text fieldset.legend.classes fieldset.legend.isPageHeading hint.text errorMessage.text classes items[].value items[].text items[].checked items[].hint.text items[].divider items[].behaviour',
  },
  {
    component: 'checkboxes',
    atLeast: 8,
    takes:
      'name idPrefix fieldset.legend.text fieldset.legend.classes fieldset.legend.isPageHeading hint.text errorMessage.text classes items[].value items[].text items[].checked items[].hint.text items[].divider items[].behaviour',
  },
  {
    component: 'file-upload',
    partial: 'fileUpload',
    atLeast: 11,
    takes:
      'name id label.text label.classes label.isPageHeading hint.text errorMessage.text classes describedBy attributes.accept',
  },
  {
    component: 'select',
    atLeast: 8,
    takes:
      'name id label.text label.classes label.isPageHeading hint.text errorMessage.text classes describedBy items[].value items[].text items[].selected items[].disabled',
  },
  { component: 'button', atLeast: 9, takes: 'text classes name value type isStartButton' },
  {
    component: 'summary-list',
    partial: 'summaryList',
    atLeast: 3,
    takes:
      'rows[].key.text rows[].value.text rows[].value.classes rows[].actions.items[].href rows[].actions.items[].text rows[].actions.items[].visuallyHiddenText',
  },
  { component: 'warning-text', partial: 'warningText', atLeast: 1, takes: 'text' },
]

const handlebars = create({
  extname: 'hbs',
  partialsDir: path.join(root, 'views/partials'),
  helpers,
  compilerOptions: { preventIndent: true },
})

describe('The partials after GOV.UK’s patterns', () => {
  for (const { component, partial = component, takes, atLeast } of partials) {
    const covered = fixturesOf(component).filter(fixture =>
      pathsIn(fixture.options).every(at => takes.split(' ').includes(at)),
    )

    it(`cover at least ${atLeast} of govuk-frontend’s fixtures of ${component}`, () => {
      expect(covered.length).to.be.at.least(atLeast)
    })
    for (const fixture of covered) {
      it(`render ${component} “${fixture.name}” as govuk-frontend does`, async () => {
        expect(canonical(await rendered(`govuk/${partial}`, fixture.options))).to.deep.equal(
          canonical(fixture.html),
        )
      })
    }
  }

  it('render the error summary as govuk-frontend does, with an id and the focus even without JavaScript', async () => {
    const fixture = fixturesOf('error-summary').find(({ name }) => name === 'with everything')
    const errorList = fixture?.options.errorList as { text: string; href?: string }[]
    const problems = errorList.map(({ text, href }) => ({ place: href?.slice(1), message: text }))
    const html = await rendered('errorSummary', { problems })
    expect(html)
      .to.match(/ id="problems"/)
      .and.match(/ tabindex="-1" autofocus/)
    const plain = html.replace(/ id="problems" tabindex="-1" autofocus/, '')
    const expected = (fixture?.html ?? '').replace(/<p>[\s\S]*?<\/p>/, '')
    expect(canonical(plain)).to.deep.equal(canonical(expected))
  })

  it('keep the lines of a long answer as they are, a blank first one among them', async () => {
    const html = await rendered('govuk/textarea', {
      name: 'people',
      label: { text: 'People' },
      value: '\n  one\n\n\ttwo \n',
      startsWithLineEnd: true,
    })
    expect(/<textarea[^>]*>([\s\S]*)<\/textarea>/.exec(html)?.[1]).to.equal('\n\n  one\n\n\ttwo \n')
  })

  it('escape what people entered', async () => {
    const html = await rendered('govuk/input', {
      name: 'role',
      label: { text: 'Role' },
      value: '"><script>x</script>',
    })
    expect(html).not.to.include('<script>')
  })
})

function fixturesOf(component: string): Fixture[] {
  const file = path.join(root, `node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures
}

/** Every path of options that a fixture uses: `items[].hint.text`. */
function pathsIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(item => pathsIn(item, `${at}[]`))
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, at === '' ? key : `${at}.${key}`))
}

async function rendered(partial: string, options: Record<string, unknown>): Promise<string> {
  return handlebars.render(path.join(root, `views/partials/${partial}.hbs`), options)
}

/** The tags and words of a page in order, each tag with its attributes sorted: white space and order mean nothing. */
function canonical(html: string): string[] {
  const parts =
    html
      .replace(/<!--[\s\S]*?-->/g, '')
      .replaceAll('&#x27;', '&#39;')
      .match(/<[^>]*>|[^<]+/g) ?? []
  return parts
    .map(part => (part.startsWith('<') ? canonicalTag(part) : part.replace(/\s+/g, ' ').trim()))
    .filter(Boolean)
}

function canonicalTag(tag: string): string {
  const name = /^<\/?[^\s/>]+/.exec(tag)?.[0] ?? tag
  const attributes = tag.slice(name.length).match(/[^\s"=/>]+(?:="[^"]*")?/g) ?? []
  const sorted = attributes.map(attribute => attribute.replace(/\s+/g, ' ').replace(/ "|" /g, '"')).sort()
  const classes = sorted.map(attribute =>
    attribute.startsWith('class="')
      ? `class="${attribute.slice(7, -1).trim().split(' ').sort().join(' ')}"`
      : attribute,
  )
  return [name, ...classes].join(' ')
}
