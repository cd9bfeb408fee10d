import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { actionNames, actions, may, roleNames, roles } from '../../server/accounts/roles.ts'
import { root } from '../../server/root.ts'

/** The table of docs/roles.md, as the roles say it. */
function table(): string {
  const head = `| who may | ${roles.join(' | ')} |\n|---|${roles.map(() => ':-:').join('|')}|`
  const rows = actions.map(
    action =>
      `| ${actionNames[action]} | ${roles.map(role => (may({ roles: [role] }, action) ? 'yes' : '')).join(' | ')} |`,
  )
  return [head, ...rows].join('\n')
}

describe('the roles', () => {
  const words = readFileSync(`${root}/docs/roles.md`, 'utf8')

  it('are shown in the documentation as they are', () => {
    expect(words).to.contain(table())
    for (const role of roles) expect(words).to.contain(`**${roleNames[role].split(':')[0]}**`)
  })

  it('leave testimony to those who work on it', () => {
    const administrator = actions.filter(action => may({ roles: ['administrator'] }, action))
    expect(administrator).not.to.include.members(['read'])
    const reviewer = actions.filter(action => may({ roles: ['reviewer'] }, action))
    expect(reviewer).to.deep.equal(['keepOwnAccount', 'enterDesk', 'read', 'comment'])
  })
})
