import { expect } from 'chai'
import fc from 'fast-check'
import { editProblems } from '../../../../analysis/quotes/edits.ts'
import { buildCorpusIndex } from '../../../../analysis/quotes/lint/corpus.ts'
import { htmlDraft } from '../../../../analysis/quotes/lint/html.ts'
import { type LintOptions, lintDraft, lintMarkdown } from '../../../../analysis/quotes/lint/lint.ts'
import { quoteWords } from '../../../../analysis/quotes/words.ts'
import { answers } from './corpus.fixture.ts'

const index = buildCorpusIndex(answers)
const lint = (draft: string, options?: LintOptions) => lintMarkdown(draft, index, options).quotes
const verdicts = (draft: string, options?: LintOptions) => lint(draft, options).map(quote => quote.verdict)

describe('quote lint', () => {
  it('traces an exact quote to its answer, span and line', () => {
    const [quote] = lint('One said\n\nthat it is “rent our own filing cabinet” again.')
    expect(quote).to.include({
      verdict: 'verbatim',
      response: 'R1',
      question: 'suppliers',
      line: 3,
      start: 3,
      end: 30,
    })
  })

  it('takes straight, single, angled and mismatched marks, and says where they do not match', () => {
    for (const draft of [
      '"dull work"',
      '‘dull work’',
      "'dull work'",
      '«dull work»',
      "``dull work''",
      '„dull work“',
    ]) {
      expect(lint(`It is ${draft}.`), draft).to.have.length(1)
      expect(lint(`It is ${draft}.`)[0], draft).to.deep.include({ verdict: 'verbatim', warnings: [] })
    }
    const [mismatched] = lint("**The “dull work'' problem**")
    expect(mismatched?.verdict).to.equal('verbatim')
    expect(mismatched?.warnings[0]).to.match(/do not match/)
  })

  it('calls a quote normalised where only its setting differs', () => {
    const draft = [
      '“Rent our own filing cabinet”',
      '“through a queue - nobody inside”',
      '“rent our\nown filing cabinet”',
      '“nobody inside can touch the code.”',
      '“My manager said ‘just wait’ and so”',
      '“manager said ‘just wait.’”',
    ]
    for (const words of draft) expect(verdicts(`He said ${words} then.`), words).to.deep.equal(['normalised'])
  })

  it('calls a quote edited where brackets show the change, and lists the edits', () => {
    const [cut] = lint('“rent our own filing cabinet […] from the vendor”')
    expect(cut).to.deep.include({ verdict: 'edited', edits: [{ kind: 'cut', start: 30, end: 36 }] })
    const start = answers[0]?.text.indexOf('has to go') ?? 0
    const [replaced] = lint('“[e]very small change [goes] through a queue”')
    expect(replaced?.verdict).to.equal('edited')
    expect(replaced?.edits).to.deep.include({ kind: 'replace', start, end: start + 9, with: 'goes' })
    expect(verdicts('“Pay is part of it [the move]”')).to.deep.equal(['edited'])
  })

  it('reads many brackets in a source that repeats itself without losing its way', () => {
    const text = `${'so '.repeat(3000)}end`
    const repeated = buildCorpusIndex([{ id: 't', respondent: 'R', question: 'q', text }])
    const draft = `“${'so [very] '.repeat(24)}so finished”`
    expect(lintMarkdown(draft, repeated).quotes[0]?.verdict).to.not.equal('edited')
    expect(lintMarkdown(`“${'so [very] '.repeat(24)}so”`, repeated).quotes[0]?.verdict).to.equal('edited')
  })

  it('finds words with brackets inside words and at the ends', () => {
    const edited = [
      '[T]he lighthouse team had',
      'lighthouse team ha[s]',
      '[Our] lighthouse team',
      'lighthouse team [now]',
      'light[ship] team had a shared [one]',
      'My manager said […] we waited',
    ]
    for (const words of edited) {
      const [quote] = lint(`“${words}”`)
      expect(quote?.verdict, words).to.equal('edited')
      const { start, end, edits } = { start: 0, end: 0, ...quote, edits: quote?.edits ?? [] }
      const source = answers[1]?.text ?? ''
      const span = { text: 't2', start: start ?? 0, end: end ?? 0, edits }
      expect(editProblems(source, span), words).to.deep.equal([])
      expect(quoteWords(source, span)).to.equal(words)
    }
    expect(lint('“[Our] lighthouse team”')[0]?.edits[0]?.kind).to.equal('insert')
    expect(verdicts('“[t]her lighthouse team had a shared purpose”')).to.deep.equal(['altered'])
  })

  it('warns where a cut drops a negation', () => {
    const [quote] = lint('“It is […] the fault of the people here”')
    expect(quote?.verdict).to.equal('edited')
    expect(quote?.warnings.join()).to.match(/drops “not”/)
  })

  it('shows the nearest source of an altered quote and the words that differ', () => {
    const [quote] = lint('They “rent our own storage cabinet back from the vendor”.')
    expect(quote).to.include({ verdict: 'altered', response: 'R1' })
    expect(quote?.source).to.equal('rent our own filing cabinet back from the vendor')
    expect(quote?.reason).to.match(/the source has “filing” where the draft has “storage”/)
  })

  it('does not pass a quote whose punctuation or inner capital was changed', () => {
    expect(verdicts('“now it has a Backlog.”')).to.deep.equal(['altered'])
    expect(verdicts('“Pay is part of it but the”')).to.deep.equal(['altered'])
  })

  it('cannot trace what nobody wrote', () => {
    expect(verdicts('They want “a moonshot for municipal plumbing everywhere”.')).to.deep.equal([
      'untraceable',
    ])
    expect(verdicts('The “digital” agenda.')).to.deep.equal(['untraceable'])
  })

  it('does not find a fragment inside a longer word', () => {
    expect(verdicts('It is “art”, “light” and “ear”.')).to.deep.equal([
      'untraceable',
      'untraceable',
      'untraceable',
    ])
  })

  it('does not take a word out of its negation', () => {
    const said = "We can’t afford it. The non-partisan staff can't go, an un‑funded promise."
    const own = buildCorpusIndex([{ id: 't', respondent: 'R', question: 'q', text: said }])
    for (const words of ['We can', 'partisan staff', 'staff can', 'partisan', 'funded promise', 'We can.']) {
      const [quote] = lintMarkdown(`It is “${words}”.`, own).quotes
      expect(quote?.verdict, words).to.be.oneOf(['altered', 'untraceable'])
    }
    expect(lintMarkdown('“We can’t afford it” and “Non-partisan staff”', own).summary.failed).to.equal(0)
  })

  it('lets cuts between single words reach no further than a sentence or two', () => {
    const far = `Nobody expected the ferry. ${'The harbour was calm again that day. '.repeat(12)}It sank.`
    const own = buildCorpusIndex([{ id: 't', respondent: 'R', question: 'q', text: far }])
    expect(lintMarkdown('“The ferry […] sank.”', own).quotes[0]?.verdict).to.not.equal('edited')
    const [long] = lintMarkdown('“Nobody expected the ferry. […] calm again that day. It sank.”', own).quotes
    expect(long?.verdict).to.equal('edited')
    expect(long?.warnings.join()).to.match(/The cut leaves out \d+ words/)
  })

  it('is quick where single words between cuts come again and again', () => {
    const own = buildCorpusIndex([
      {
        id: 't',
        respondent: 'R',
        question: 'q',
        text: `${'ferry and boat '.repeat(20_000)}${'z'.repeat(400)} the end`,
      },
    ])
    expect(lintMarkdown('“ferry and […] the end”', own).quotes[0]?.verdict).to.not.equal('edited')
  })

  it('says how to mark a cut where bare dots stand for one', () => {
    const [quote] = lint('“rent our own filing cabinet … from the vendor”')
    expect(quote?.verdict).to.equal('altered')
    expect(quote?.reason).to.include('Mark a cut as […]')
  })

  it('judges words in two pairs of marks once', () => {
    expect(verdicts('She wrote “‘nobody inside can touch the code’” then.')).to.deep.equal(['verbatim'])
  })

  it('lists every response that holds a fragment, and warns', () => {
    const [quote] = lint('It was “a shared purpose”.')
    expect(quote?.candidates).to.deep.equal(['R2', 'R3'])
    expect(quote?.warnings[0]).to.match(/2 responses/)
  })

  it('lets nothing pass from a respondent who permits no quotation, but prefers one who does', () => {
    const permission = (respondent: string) => ({ permitted: respondent === 'R3', reason: 'they said no' })
    const [refused] = lint('“dull work”', { permission })
    expect(refused).to.include({ verdict: 'not-permitted', response: 'R2' })
    expect(refused?.reason).to.match(/they said no/)
    expect(lint('“a shared purpose”', { permission })[0]).to.include({ verdict: 'verbatim', response: 'R3' })
  })

  it('says which holders of the same words refuse quotation', () => {
    const permission = (respondent: string) => ({ permitted: respondent !== 'R3' })
    const [quote] = lint('“shared purpose”', { permission })
    expect(quote).to.include({ response: 'R2' })
    expect(quote?.warnings.join()).to.include('Of these, 1 response may not be quoted: R3.')
  })

  it('knows evidence on file, in a block quote or a sentence', () => {
    const evidence = ['Three of five programmes could not say what they own.']
    const draft =
      'It found:\n\n> Three of five programmes could\n> not say what they own.\n\nThat is “could not say”.'
    expect(verdicts(draft, { evidence })).to.deep.equal(['evidence', 'evidence'])
  })

  it('reads a block quote of testimony without the line that names its source', () => {
    const draft = '> Pay is part of it,\n> but the *real* reason is dull work.\n>\n> — one respondent'
    expect(verdicts(draft)).to.deep.equal(['normalised'])
  })

  it('takes the author at their word where a passage is marked as own', () => {
    expect(verdicts('The “moonshot”<!-- own --> of “jam tomorrow”{.own}.')).to.deep.equal([
      'own-words',
      'own-words',
    ])
    expect(lint('“rent our own filing cabinet”<!-- own -->')[0]?.warnings).to.have.length(1)
  })

  it('tells apostrophes from quotation marks', () => {
    expect(
      lint("The workers' views aren't asked, nor the users' needs; the '90s rock 'n' roll."),
    ).to.deep.equal([])
    const [quote] = lint('They say ‘the workers’ views are never asked for’ here.')
    expect(quote).to.include({ verdict: 'verbatim', text: 'the workers’ views are never asked for' })
  })

  it('judges a quote within a quote apart only where the outer one is nobody’s', () => {
    expect(lint('“My manager said "just wait" and so we waited.”')).to.have.length(1)
    const nested = lint('“It was the same tune everywhere: ‘dull work’ they sang”')
    expect(nested.map(quote => quote.verdict)).to.deep.equal(['untraceable', 'verbatim'])
  })

  it('reads through emphasis and links, and leaves code, comments and addresses alone', () => {
    const linked = 'A “**rent** our [own](https://example.org "a title") _filing_ cabinet”.'
    expect(lint(linked)[0]).to.include({ verdict: 'verbatim', text: 'rent our own filing cabinet' })
    expect(lint('`"code"` <!-- "comment" -->\n\n```\n"fenced"\n```\n')).to.deep.equal([])
    expect(verdicts('the “the *real* reason is dull”')).to.deep.equal(['verbatim'])
  })

  it('reports a mark that is never closed or never opened', () => {
    const [unclosed] = lint('He said “dull work and then nothing more at all.')
    expect(unclosed?.warnings.join()).to.match(/never closed/)
    expect(verdicts('He said ‘dull work and no more.')).to.deep.equal(['untraceable'])
    const [unopened] = lint('He said dull work” and left.')
    expect(unopened?.warnings.join()).to.match(/no opening/)
  })

  it('follows a quote over a paragraph break', () => {
    for (const [open, close] of ['“”', '‘’', '""', "''"]) {
      const draft = `${open}asked for.\n\nIt is not the fault${close}`
      expect(verdicts(draft), draft).to.deep.equal(['verbatim'])
    }
  })

  it('counts the verdicts', () => {
    const { summary } = lintMarkdown('“dull work” and “duller work than ever before seen”', index)
    expect(summary).to.include({ total: 2, verbatim: 1, failed: 1 })
  })

  it('gives an empty result for an empty draft and an empty corpus', () => {
    expect(lintMarkdown('', index).quotes).to.deep.equal([])
    expect(lintMarkdown('“words”', buildCorpusIndex([])).quotes[0]?.verdict).to.equal('untraceable')
  })
})

/** Spans of an answer that begin and end with whole words and hold no quotation marks of their own. */
const spans = fc.constantFrom(...answers).chain(answer => {
  const words = [...answer.text.matchAll(/[\p{L}’]+/gu)]
  return fc
    .tuple(fc.nat(words.length - 1), fc.nat(words.length - 1))
    .map(([a, b]) => {
      const [first, last] = [words[Math.min(a, b)], words[Math.max(a, b)]]
      const start = first?.index ?? 0
      return { answer, start, end: (last?.index ?? 0) + (last?.[0].length ?? 0) }
    })
    .filter(({ start, end }) => !/["*]/.test(answer.text.slice(start, end)))
})

describe('quote lint of what an editor did', () => {
  const own = buildCorpusIndex([
    {
      id: 't1',
      respondent: 'R1',
      question: 'q',
      text: 'Long contracts leave us [the crew] waiting… for years.',
    },
    { id: 't2', respondent: 'R2', question: 'q', text: 'It is *very* slow, Dr Pellow told us.' },
  ])
  const one = (draft: string) => lintMarkdown(draft, own).quotes[0]

  it('takes a first letter in brackets for house style', () => {
    const quote = one('One wrote that “[l]ong contracts leave us”.')
    expect(quote).to.deep.include({ verdict: 'normalised', edits: [{ kind: 'case', to: 'lower' }] })
    expect(one('One wrote that “[p]ong contracts leave us”.')?.edits[0]?.kind).to.equal('replace')
  })

  it('reads a redaction as such', () => {
    const quote = one('One wrote: “slow, [name redacted] told us”.')
    expect(quote?.verdict).to.equal('edited')
    expect(quote?.edits).to.deep.include({ kind: 'redact', start: 19, end: 28, what: 'name' })
  })

  it('asks that brackets and dots of the respondent’s be told apart from an editor’s', () => {
    const quote = one('One wrote: “leave us [the crew] waiting… for years”.')
    expect(quote?.verdict).to.equal('verbatim')
    expect(quote?.reason).to.include('Say that the brackets and dots are as written.')
  })

  it('says so where a cut joins words of two texts, or turns their order', () => {
    const two = one('One wrote: “Long contracts leave us […] slow, Dr Pellow told us”.')
    expect(two?.verdict).to.equal('untraceable')
    expect(two?.reason).to.match(/joins words of two texts, of responses R1 and R2/)
    const turned = one('One wrote: “waiting… for years […] Long contracts leave us”.')
    expect(turned?.reason).to.match(/in response R1, but in another order/)
    expect(one('One wrote: “Long contracts leave us […] a thing that nobody wrote”.')?.reason).not.to.match(
      /joins|order/,
    )
  })

  it('asks for a word on emphasis that the respondent did not give', () => {
    const told = (draft: string) => one(draft)?.warnings.join() ?? ''
    expect(told('One wrote that “Long *contracts* leave us”.')).to.match(/\(emphasis added\)/)
    expect(told('One wrote that “Long *contracts* leave us” (emphasis added).')).to.equal('')
    expect(told('One wrote that *“Long contracts leave us”*.')).to.equal('')
    expect(told('One wrote that “It is *very* slow”.')).to.equal('')
    const html = lintDraft(htmlDraft('<p>One wrote that “Long <em>contracts</em> leave us”.</p>'), own)
    expect(html.quotes[0]?.warnings.join()).to.match(/\(emphasis added\)/)
  })
})

describe('quote lint on any span', () => {
  it('finds every exact span as verbatim', () => {
    fc.assert(
      fc.property(spans, ({ answer, start, end }) => {
        const words = answer.text.slice(start, end)
        const [quote, ...more] = lint(`They wrote “${words}” to us.`)
        expect(more).to.deep.equal([])
        expect(quote?.verdict).to.equal('verbatim')
        expect(quote?.text).to.equal(words)
        expect(quote?.candidates).to.include(answer.respondent)
      }),
    )
  })

  it('never calls a span with a changed word verbatim, normalised or edited', () => {
    fc.assert(
      fc.property(spans, fc.nat(), ({ answer, start, end }, choice) => {
        const words = answer.text.slice(start, end).split(' ')
        words[choice % words.length] = 'zebra'
        expect(['altered', 'untraceable']).to.include(lint(`“${words.join(' ')}”`)[0]?.verdict)
      }),
    )
  })

  it('survives any draft', () => {
    const ink = fc.constantFrom(
      '“',
      '”',
      '"',
      "'",
      '’',
      '‘',
      '[',
      ']',
      '(',
      ')',
      '…',
      '>',
      '\n',
      '*',
      '_',
      'a',
      ' ',
      '`',
      '|',
      '#',
      '<',
      '!',
    )
    fc.assert(
      fc.property(fc.array(ink, { maxLength: 60 }), characters => {
        for (const { line, text } of lint(characters.join(''))) {
          expect(line).to.be.greaterThan(0)
          expect(text.trim()).to.not.equal('')
        }
      }),
    )
  })
})
