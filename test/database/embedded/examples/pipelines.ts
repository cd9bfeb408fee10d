/** What each stage gives of these documents, by MongoDB's manual. */
export const documents = [
  { _id: 1, sector: 'health', score: 4, at: new Date('2026-01-01T00:00:00Z'), boss: null },
  { _id: 2, sector: 'health', score: 8, at: new Date('2026-01-02T00:00:00Z'), boss: 1 },
  { _id: 3, sector: 'schools', score: 6, at: new Date('2026-01-04T00:00:00Z'), boss: 2 },
  { _id: 4, sector: 'schools', at: new Date('2026-01-05T00:00:00Z'), boss: 2 },
]

const byId = { $sort: { _id: 1 } }
const keep = (...names: string[]) => ({ $project: Object.fromEntries(names.map(name => [name, 1])) })

export const pipelines: [pipeline: object[], result: object[]][] = [
  [
    [{ $match: { score: { $gt: 4 } } }, byId, keep('score')],
    [
      { _id: 2, score: 8 },
      { _id: 3, score: 6 },
    ],
  ],
  [[byId, { $skip: 1 }, { $limit: 1 }, { $project: { n: '$score' } }], [{ _id: 2, n: 8 }]],
  [
    [
      { $match: { _id: 1 } },
      { $addFields: { a: 1 } },
      { $set: { b: '$a' } },
      { $unset: ['at', 'boss', 'sector'] },
    ],
    [{ _id: 1, score: 4, a: 1, b: 1 }],
  ],
  [[{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { x: '$score' } } }], [{ x: 4 }]],
  [[{ $match: { _id: 1 } }, { $replaceWith: { x: '$sector' } }], [{ x: 'health' }]],
  [[{ $count: 'n' }], [{ n: 4 }]],
  [
    [{ $sortByCount: '$sector' }, byId],
    [
      { _id: 'health', count: 2 },
      { _id: 'schools', count: 2 },
    ],
  ],
  [
    [{ $match: { _id: 1 } }, { $project: { list: [1, 2] } }, { $unwind: '$list' }],
    [
      { _id: 1, list: 1 },
      { _id: 1, list: 2 },
    ],
  ],
  [
    [{ $facet: { all: [{ $count: 'n' }], best: [{ $sort: { score: -1 } }, { $limit: 1 }, keep('score')] } }],
    [{ all: [{ n: 4 }], best: [{ _id: 2, score: 8 }] }],
  ],
  [[{ $sample: { size: 10 } }, { $group: { _id: null, n: { $sum: 1 } } }], [{ _id: null, n: 4 }]],
  [
    [
      {
        $bucket: {
          groupBy: '$score',
          boundaries: [0, 5, 10],
          default: 'none',
          output: { ids: { $push: '$_id' } },
        },
      },
    ],
    [
      { _id: 0, ids: [1] },
      { _id: 5, ids: [2, 3] },
      { _id: 'none', ids: [4] },
    ],
  ],
  [
    [{ $bucketAuto: { groupBy: '$_id', buckets: 2 } }],
    [
      { _id: { min: 1, max: 3 }, count: 2 },
      { _id: { min: 3, max: 4 }, count: 2 },
    ],
  ],
  [
    [
      { $match: { _id: { $lt: 3 } } },
      keep('score'),
      { $redact: { $cond: [{ $gt: ['$score', 5] }, '$$KEEP', '$$PRUNE'] } },
    ],
    [{ _id: 2, score: 8 }],
  ],
  [
    [
      { $match: { _id: 1 } },
      keep('_id'),
      { $unionWith: { coll: 'documents', pipeline: [{ $match: { _id: 2 } }, keep('_id')] } },
    ],
    [{ _id: 1 }, { _id: 2 }],
  ],
  [
    [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: 'documents',
          localField: 'boss',
          foreignField: '_id',
          pipeline: [keep('sector')],
          as: 'boss',
        },
      },
      keep('boss'),
    ],
    [{ _id: 2, boss: [{ _id: 1, sector: 'health' }] }],
  ],
  [
    [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: 'documents',
          let: { mine: '$score' },
          pipeline: [
            { $match: { $expr: { $lt: ['$score', '$$mine'] }, score: { $exists: true } } },
            byId,
            keep('_id'),
          ],
          as: 'less',
        },
      },
      keep('less'),
    ],
    [{ _id: 2, less: [{ _id: 1 }, { _id: 3 }] }],
  ],
  [
    [
      { $match: { _id: 1 } },
      {
        $graphLookup: {
          from: 'documents',
          startWith: '$_id',
          connectFromField: '_id',
          connectToField: 'boss',
          as: 'below',
          depthField: 'depth',
        },
      },
      { $unwind: '$below' },
      { $project: { _id: '$below._id', depth: { $toInt: '$below.depth' } } },
      byId,
    ],
    [
      { _id: 2, depth: 0 },
      { _id: 3, depth: 1 },
      { _id: 4, depth: 1 },
    ],
  ],
  [
    [
      keep('at'),
      { $densify: { field: 'at', range: { step: 1, unit: 'day', bounds: 'full' } } },
      { $project: { _id: 0, day: { $dayOfMonth: '$at' } } },
    ],
    [{ day: 1 }, { day: 2 }, { day: 3 }, { day: 4 }, { day: 5 }],
  ],
  [
    [
      keep('score'),
      { $fill: { sortBy: { _id: 1 }, output: { score: { method: 'locf' }, note: { value: 'none' } } } },
      { $match: { _id: 4 } },
    ],
    [{ _id: 4, score: 6, note: 'none' }],
  ],
  [[{ $collStats: { count: {} } }, { $project: { _id: 0, count: 1 } }], [{ count: 4 }]],
  [[{ $indexStats: {} }, { $project: { _id: 0, name: 1 } }], [{ name: '_id_' }]],
  [
    [
      byId,
      {
        $group: {
          _id: '$sector',
          n: { $sum: 1 },
          c: { $count: {} },
          average: { $avg: '$score' },
          least: { $min: '$score' },
          most: { $max: '$score' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          all: { $push: '$_id' },
          set: { $addToSet: '$sector' },
          merged: { $mergeObjects: { s: '$sector' } },
          spread: { $stdDevPop: '$score' },
          sample: { $stdDevSamp: '$score' },
          top: { $top: { sortBy: { score: -1 }, output: '$_id' } },
          bottom: { $bottom: { sortBy: { score: -1 }, output: '$_id' } },
          topTwo: { $topN: { n: 2, sortBy: { _id: -1 }, output: '$_id' } },
          bottomTwo: { $bottomN: { n: 2, sortBy: { _id: -1 }, output: '$_id' } },
          firstTwo: { $firstN: { n: 2, input: '$_id' } },
          lastOne: { $lastN: { n: 1, input: '$_id' } },
          leastTwo: { $minN: { n: 2, input: '$score' } },
          mostOne: { $maxN: { n: 1, input: '$score' } },
          median: { $median: { input: '$score', method: 'approximate' } },
          ranks: { $percentile: { input: '$score', p: [1], method: 'approximate' } },
        },
      },
      { $match: { _id: 'health' } },
    ],
    [
      {
        _id: 'health',
        n: 2,
        c: 2,
        average: 6,
        least: 4,
        most: 8,
        first: 1,
        last: 2,
        all: [1, 2],
        set: ['health'],
        merged: { s: 'health' },
        spread: 2,
        sample: Math.sqrt(8),
        top: 2,
        bottom: 1,
        topTwo: [2, 1],
        bottomTwo: [2, 1],
        firstTwo: [1, 2],
        lastOne: [2],
        leastTwo: [4, 8],
        mostOne: [8],
        median: 4,
        ranks: [8],
      },
    ],
  ],
  [
    [
      { $match: { _id: { $lt: 4 } } },
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: {
            number: { $documentNumber: {} },
            rank: { $rank: {} },
            dense: { $denseRank: {} },
            next: { $shift: { output: '$_id', by: 1, default: 0 } },
            sum: { $sum: '$score', window: { documents: ['unbounded', 'current'] } },
            near: { $avg: '$score', window: { range: [-1, 1] } },
            moving: { $expMovingAvg: { input: '$score', alpha: 0.5 } },
            slope: { $derivative: { input: '$score' }, window: { documents: [-1, 0] } },
            area: { $integral: { input: '$score' }, window: { documents: ['unbounded', 'current'] } },
            line: { $linearFill: '$score' },
            carried: { $locf: '$score' },
          },
        },
      },
      { $match: { _id: 2 } },
      { $unset: ['at', 'boss', 'sector'] },
    ],
    [
      {
        _id: 2,
        score: 8,
        number: 2,
        rank: 2,
        dense: 2,
        next: 3,
        sum: 12,
        near: 6,
        moving: 6,
        slope: 4,
        area: 6,
        line: 8,
        carried: 8,
      },
    ],
  ],
  [
    [
      {
        $setWindowFields: {
          partitionBy: '$sector',
          sortBy: { at: 1 },
          output: { days: { $push: '$_id', window: { range: [-1, 0], unit: 'day' } } },
        },
      },
      byId,
      keep('days'),
    ],
    [
      { _id: 1, days: [1] },
      { _id: 2, days: [1, 2] },
      { _id: 3, days: [3] },
      { _id: 4, days: [3, 4] },
    ],
  ],
]
