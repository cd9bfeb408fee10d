import { expect } from 'chai'
import fc from 'fast-check'
import { groupTable, tellsGroups } from '../../../analysis/findings/groupTable.ts'
import { fewestInCell, type PrintedTable, suppressed } from '../../../analysis/findings/suppression.ts'
import { tellingChanges } from '../../../analysis/findings/tableChanges.ts'
import { canBeWorkedOut } from '../../../analysis/findings/workedOut.ts'

/** Every table of whole numbers that agrees with all that is printed, as its numbers row by row, totals of rows among them. */
function agreeing(table: PrintedTable): number[][] {
  const { cells, rowTotals, columnTotals } = table
  let partial: { numbers: number[]; left: number[] }[] = [{ numbers: [], left: columnTotals }]
  for (const [r, row] of cells.entries()) {
    const total = rowTotals[r] ?? null
    for (const [c, cell] of row.entries())
      partial = partial.flatMap(({ numbers, left }) => {
        const most = left[c] ?? 0
        const values = cell === null ? Array.from({ length: most + 1 }, (_, value) => value) : [cell]
        return values
          .filter(value => value <= most)
          .map(value => ({ numbers: [...numbers, value], left: left.with(c, most - value) }))
      })
    partial = partial.flatMap(({ numbers, left }) => {
      const added = numbers.slice(-row.length).reduce((sum, count) => sum + count, 0)
      return total === null || total === added ? [{ numbers: [...numbers, added], left }] : []
    })
  }
  return partial.filter(({ left }) => left.every(count => count === 0)).map(({ numbers }) => numbers)
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`)
const print = (cells: number[][]) =>
  suppressed(names('group ', cells.length), names('answer ', cells[0]?.length ?? 0), cells)

const small = fc.integer({ min: 1, max: 3 }).chain(rows =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 2 }), {
    minLength: rows,
    maxLength: rows,
  }),
)
const larger = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

describe('Leaving out small cells', () => {
  it('prints a table as it is where every cell is large enough', () => {
    const table = print([
      [12, 12],
      [24, 30],
    ])
    expect(table.cells).to.deep.equal([
      [12, 12],
      [24, 30],
    ])
    expect(table).to.deep.include({ rowTotals: [24, 54], columnTotals: [36, 42], total: 78 })
  })

  it('leaves out a small cell with the smallest others from which it could be worked out', () => {
    const { cells, rowTotals } = print([
      [3, 12],
      [24, 30],
      [10, 11],
    ])
    expect(cells).to.deep.equal([
      [null, null],
      [24, 30],
      [null, null],
    ])
    expect(rowTotals).to.deep.equal([15, 54, 21])
  })

  it('never prints a number below five in a row, whatever the table', () => {
    fc.assert(
      fc.property(larger, cells => {
        const table = print(cells)
        for (const count of [...table.cells.flat(), ...table.rowTotals])
          expect(count ?? fewestInCell).to.be.at.least(fewestInCell)
      }),
    )
  })

  it('lets no small number be worked out, unless the totals of the columns tell it by themselves', () => {
    fc.assert(
      fc.property(small, cells => {
        const table = print(cells)
        const found = agreeing(table)
        for (const [at, count] of cells.flatMap(row => [...row, (row[0] ?? 0) + (row[1] ?? 0)]).entries()) {
          const inTotal = at % 3 === 2 ? table.total : (table.columnTotals[at % 3] ?? 0)
          const isKnownAnyway = cells.length === 1 || inTotal === 0
          if (count < fewestInCell && !isKnownAnyway)
            expect(new Set(found.map(each => each[at])).size).to.be.greaterThan(1)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('knows what can be worked out, as trying every table does', () => {
    fc.assert(
      fc.property(
        small.chain(cells =>
          fc.tuple(
            fc.constant(cells),
            fc.array(fc.boolean(), { minLength: cells.length * 3, maxLength: cells.length * 3 }),
          ),
        ),
        ([cells, hides]) => {
          const full = cells.map(row => [...row, row.reduce((sum, count) => sum + count, 0)])
          const hidden = full.map((row, r) => row.map((_, c) => hides[r * 3 + c] ?? false))
          const shown = full.map((row, r) => row.map((count, c) => (hidden[r]?.[c] ? null : count)))
          const found = agreeing({
            rows: [],
            columns: [],
            cells: shown.map(row => row.slice(0, -1)),
            rowTotals: shown.map(row => row.at(-1) ?? null),
            columnTotals: [0, 1].map(c => cells.reduce((sum, row) => sum + (row[c] ?? 0), 0)),
            total: 0,
          })
          for (const [r, row] of full.entries())
            for (const column of row.keys())
              if (hidden[r]?.[column]) {
                const values = new Set(found.map(each => each[r * 3 + column]))
                expect(canBeWorkedOut(full, hidden, { row: r, column })).to.equal(values.size === 1)
              }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('refuses rows that do not fit and numbers that are no counts', () => {
    expect(() => suppressed(['a'], ['x', 'y'], [[1]])).to.throw('suppressed: not 1 rows of 2 numbers')
    expect(() => print([[1, -2]])).to.throw('suppressed: -2 is not a count')
    expect(() => print([[Number.NaN]])).to.throw('suppressed: NaN is not a count')
  })
})

describe('A table by group', () => {
  const several = (group: string, column: string, count: number) =>
    Array.from({ length: count }, () => ({ group, column }))
  const columns = ['support', 'do not']

  it('names the largest groups first, and puts those of fewer than five in one row without their names', () => {
    const table = groupTable(
      [
        ...several('health', 'support', 8),
        ...several('health', 'do not', 9),
        ...several('schools', 'support', 11),
        ...several('schools', 'do not', 12),
        ...several('lighthouses', 'support', 4),
        ...several('', 'do not', 3),
        ...several('canals', 'support', 1),
        ...several('canals', 'do not', 3),
      ],
      columns,
    )
    expect(table.rows).to.deep.equal(['schools', 'health', 'All others'])
    expect(table.cells).to.deep.equal([
      [11, 12],
      [8, 9],
      [5, 6],
    ])
    expect(table).to.deep.include({ columnTotals: [24, 27], total: 51 })
    expect(tellsGroups(table)).to.equal(true)
  })

  it('says what is not given as that, and tells nothing of one group', () => {
    const table = groupTable([...several('', 'support', 6), ...several('', 'do not', 7)], columns)
    expect(table.rows).to.deep.equal(['Not given'])
    expect(tellsGroups(table)).to.equal(false)
  })
})

describe('Two versions of a table', () => {
  const before = print([
    [12, 12],
    [24, 30],
  ])

  it('may follow each other where nothing changed, or enough did', () => {
    expect(tellingChanges(before, before)).to.deep.equal([])
    const after = print([
      [17, 12],
      [24, 36],
    ])
    expect(tellingChanges(before, after)).to.deep.equal([])
  })

  it('tell of fewer than five who came or went in between', () => {
    const after = print([
      [14, 12],
      [24, 30],
    ])
    const found = tellingChanges(before, after)
    expect(found.map(({ row, column }) => [row, column])).to.deep.include(['group 0', 'answer 0'])
    expect(found.map(({ message }) => message)).to.include(
      '“group 0”, “answer 0” changed by 2, fewer than five',
    )
    expect(found.map(({ message }) => message)).to.include(
      'The number of all respondents changed by 2, fewer than five',
    )
  })

  it('undo what was left out, where one prints what the other does not of the same respondents', () => {
    const whole = print([
      [3, 12],
      [24, 30],
      [10, 11],
    ])
    const other = { ...whole, cells: whole.cells.map((row, r) => (r === 2 ? [10, 11] : row)) }
    expect(tellingChanges(whole, other).map(({ row }) => row)).to.deep.equal(['group 2', 'group 2'])
  })

  it('find any change of fewer than five in what both print', () => {
    fc.assert(
      fc.property(larger, fc.integer({ min: 1, max: 4 }), (cells, more) => {
        const was = print(cells)
        const place = was.cells[0]?.[0]
        if (place === null || place === undefined) return
        const now = print(cells.map((row, r) => (r === 0 ? row.with(0, (row[0] ?? 0) + more) : row)))
        expect(tellingChanges(was, now)).not.to.deep.equal([])
      }),
    )
  })

  it('tell of a group that is no longer named', () => {
    const after = suppressed(['group 1', 'All others'], before.columns, [
      [24, 30],
      [12, 12],
    ])
    expect(tellingChanges(before, after).map(({ message }) => message)).to.deep.equal([
      '“group 0” was printed and is no longer: fewer than five of its respondents are left',
    ])
  })
})
