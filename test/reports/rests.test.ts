import { expect } from 'chai'
import { type FindingState, findingStates } from '../../server/findings/store.ts'
import { restsProblems } from '../../server/reports/rests.ts'
import { finding, material, written } from './material.ts'

/** What a report is told of a finding in each state; undefined where it may be printed. */
const waits: Record<FindingState, string | undefined> = {
  draft: 'is a draft',
  review: 'is in review',
  ready: undefined,
  published: undefined,
  look: 'needs a look',
}

describe('What a report rests on', () => {
  for (const state of findingStates) {
    const says = waits[state]
    const from = material([], { findings: new Map([['contracts', finding({}, { state })]]) })
    const messagesOf = (problems: { message: string }[]) => problems.map(({ message }) => message).join()
    const told = {
      'as a record': messagesOf(restsProblems({ findings: ['contracts'], evidence: [] }, from)),
      'in a passage': messagesOf(
        written('{{#reported "contracts"}}Knowledge leaves.{{/reported}}', from).problems,
      ),
      'in its words': messagesOf(written('{{finding "contracts"}}', from).problems),
    }
    for (const [where, message] of Object.entries(told))
      it(`${says ? 'waits for' : 'may be'} a finding in the state “${state}”, ${where}`, () => {
        expect(message).to.include(says ?? '')
        if (!says) expect(message).to.equal('')
      })
    it(`${says ? 'passes over' : 'goes through'} one in the state “${state}” in its loops`, () => {
      const { markdown } = written('{{#each findings}}{{finding}}{{/each}}', from)
      expect(markdown.includes('contracts carry knowledge away')).to.equal(says === undefined)
    })
  }

  it('waits for one whose opposing passages nobody read, and for what is not there', () => {
    const unread = { ...finding(), opposing: { passages: 7, unseen: 1 } }
    const from = material([], { findings: new Map([['contracts', unread]]) })
    const problems = restsProblems({ findings: ['contracts', 'gone'], evidence: ['lost'] }, from)
    expect(problems.map(({ message }) => message)).to.deep.equal([
      'It rests on the finding “contracts”, which needs a look: one passage that speaks against it was not looked at. Read what speaks against it. Or untick it.',
      'It rests on the finding “gone”, which is no longer there.',
      'It rests on the evidence “lost”, which is off the file.',
    ])
  })
})
