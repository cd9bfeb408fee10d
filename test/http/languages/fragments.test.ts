import { expect } from 'chai'
import { fragmentsOf, translated } from '../../../server/http/languages/fragments.ts'

const keys = (source: string, options?: { lines: boolean }) =>
  fragmentsOf(source, options).map(({ key }) => key)

describe('the texts of a template', () => {
  it('are what stands between tags, with the links in them but not their attributes', () => {
    expect(
      keys(
        '<h1 class="a">{{title}}</h1>\n<p class="b">Read <a href="{{href}}" class="c">the\n  notice</a> first.</p>',
      ),
    ).to.deep.equal(['Read <a>the notice</a> first.'])
  })

  it('are the branches of a condition, where there is nothing beside it', () => {
    expect(keys('<p>{{#if a}}Sent.{{else if b}}Kept.{{else}}Lost.{{/if}}</p>')).to.deep.equal([
      'Sent.',
      'Kept.',
      'Lost.',
    ])
    expect(keys('<p>{{#if a}}Sent{{else}}Kept{{/if}} on {{day at}}.</p>')).to.deep.equal([
      '{{#if a}}Sent{{else}}Kept{{/if}} on {{day at}}.',
    ])
  })

  it('end where a block begins that holds other paragraphs', () => {
    expect(
      keys('{{#if a}}\nOne <p>Two</p> {{> other text="Three"}} Four {{else}} Five {{/if}}'),
    ).to.deep.equal(['One', 'Two', 'Three', 'Four', 'Five'])
  })

  it('are also in attributes that are read aloud, whatever quotes stand in their mustaches', () => {
    expect(
      keys(
        '<nav aria-label="Pages"{{#if (eq a "b")}} class="c"{{/if}}><input type="{{or type "text"}}" id="x"></nav>',
      ),
    ).to.deep.equal(['Pages'])
  })

  it('are none where nothing is said', () => {
    expect(keys('<a href="{{link}}">{{link}}</a> {{!-- not this --}} <b>–</b>')).to.deep.equal([])
  })

  it('are the lines of a mail', () => {
    expect(keys('A subject\n\nDear {{name}},\n{{#if a}}\n(Cut.)\n{{/if}}', { lines: true })).to.deep.equal([
      'A subject',
      'Dear {{name}},',
      '(Cut.)',
    ])
  })
})

describe('a template in another language', () => {
  const welsh = new Map([
    ['Read <a>the notice</a> first.', 'Darllenwch <a>yr hysbysiad</a> yn gyntaf.'],
    ['Back', 'Yn ôl'],
  ])
  const inWelsh = (source: string) => translated(source, key => welsh.get(key))

  it('has its texts, with the attributes of the tags that they had', () => {
    expect(inWelsh('<p>Read <a href="{{href}}">the notice</a> first.</p>\n<p>\n  Back\n</p>')).to.equal(
      '<p>Darllenwch <a href="{{href}}">yr hysbysiad</a> yn gyntaf.</p>\n<p>\n  Yn ôl\n</p>',
    )
  })

  it('keeps what is not translated as it was', () => {
    const source = '{{#if a}}<p aria-label="Back">Forward {{b}}</p>{{/if}}'
    expect(inWelsh(source)).to.equal('{{#if a}}<p aria-label="Yn ôl">Forward {{b}}</p>{{/if}}')
  })
})
