import { expect } from 'chai'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { inOrder } from '../../server/codebook/hierarchy.ts'
import { moveTheme } from '../../server/codebook/moving.ts'
import { codebookVersion, themes } from '../../server/codebook/store.ts'
import { addCorpus, theme } from '../coding/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('moving themes', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    await addCorpus('tree')
    const all = [
      theme('a', []),
      theme('b', []),
      theme('c', [], { parent: 'b' }),
      theme('d', [], { parent: 'b' }),
    ]
    await addThemes('tree', '', [...all, theme('e', [])], 'Set up')
  })
  after(() => site.close())

  /** The codebook, a dash for each step below the top. */
  const tree = async () =>
    inOrder(await themes('tree'))
      .map(({ id, depth }) => '-'.repeat(depth) + id)
      .join(' ')
  const move = (id: string, fields: Record<string, string>) =>
    post(agent, `/desk/tree/codebook/${id}/move`, fields)

  it('goes up, down, in and out by buttons, comes back to the one pressed, and says where it stands', async () => {
    expect(await tree()).to.equal('a b -c -d e')
    const sent = await move('d', { do: 'up' })
    expect(sent.headers.location).to.equal('/desk/tree/themes#up-d')
    const page = (await agent.get('/desk/tree/themes')).text
    expect(page).to.contain('role="status">D stands below B now, before C.').and.contain('id="up-d"')
    expect(await tree()).to.equal('a b -d -c e')
    await move('c', { do: 'out' })
    expect(await tree()).to.equal('a b -d c e')
    await move('c', { do: 'down' })
    expect(await tree()).to.equal('a b -d e c')
    await move('b', { do: 'in' })
    expect(await tree()).to.equal('a -b --d e c')
  })

  it('goes before another, or below it, as it was dragged', async () => {
    await move('c', { do: 'before', other: 'a' })
    expect(await tree()).to.equal('c a -b --d e')
    await move('b', { do: 'below', other: 'e' })
    expect(await tree()).to.equal('c a e -b --d')
  })

  it('changes nothing where it can go no further, below itself, or to what is gone', async () => {
    const before = [await tree(), await codebookVersion('tree')]
    await move('c', { do: 'up' })
    expect((await agent.get('/desk/tree/themes')).text).to.contain('C is the first already.')
    await move('c', { do: 'in' })
    await move('a', { do: 'out' })
    expect((await move('e', { do: 'below', other: 'd' })).status).to.equal(409)
    expect((await move('e', { do: 'before', other: 'gone' })).status).to.equal(409)
    expect((await move('e', { do: 'sideways' })).status).to.equal(404)
    expect([await tree(), await codebookVersion('tree')]).to.deep.equal(before)
  })

  it('loses neither of two moves at once', async () => {
    await Promise.all([
      moveTheme('tree', '', 'a', { do: 'up', other: '' }),
      moveTheme('tree', '', 'b', { do: 'out', other: '' }),
    ])
    expect(await tree()).to.equal('a c e b -d')
  })
})
