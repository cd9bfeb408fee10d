/** How a program writes conditions, and earlier answers in wordings. */
export type Dialect = {
  /** Where a reference to an answer begins, and its name; absent: every word that is nothing else. */
  reference?: RegExp
  /** Whether a backslash stands before a quote mark within quote marks. */
  escapes: boolean
  /** Words that stand for signs, in small letters. */
  words: Record<string, string>
  /** An answer in a wording, and its name. */
  pipe: RegExp
}

export const xlsform: Dialect = {
  reference: /^\$\{([^{}]*)\}/,
  escapes: false,
  words: { and: '&&', or: '||' },
  pipe: /\$\{([^{}|]+)\}/g,
}

export const limesurvey: Dialect = {
  escapes: true,
  words: {
    and: '&&',
    or: '||',
    eq: '=',
    ne: '!=',
    gt: '>',
    lt: '<',
    ge: '>=',
    le: '<=',
  },
  pipe: /\{\s*([A-Za-z][\w.]*)\s*\}/g,
}

export const surveyjs: Dialect = {
  reference: /^\{([^{}]*)\}/,
  escapes: true,
  words: {
    and: '&&',
    or: '||',
    equal: '=',
    notequal: '!=',
    greater: '>',
    less: '<',
    greaterorequal: '>=',
    lessorequal: '<=',
  },
  pipe: /(?<![{$])\{([^{}|]+)\}(?!\})/g,
}
