/** Groups whose words are not part of the text, beside those marked `\*`. */
export const ignoredDestinations = new Set(
  (
    'fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl info pict object generator ' +
    'header headerl headerr headerf footer footerl footerr footerf fldinst themedata datastore xmlnstbl ' +
    'annotation atnid atnauthor deleted'
  ).split(' '),
)

/** Control words and symbols that stand for characters. */
export const rtfCharacters = new Map(
  Object.entries({
    par: '\n\n',
    sect: '\n\n',
    page: '\n\n',
    '\n': '\n\n',
    '\r': '\n\n',
    row: '\n',
    line: '\n',
    tab: '\t',
    cell: '\t',
    emdash: '—',
    endash: '–',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    bullet: '•',
    emspace: '\u2003',
    enspace: '\u2002',
    '~': '\u00a0',
    _: '\u2011',
    '{': '{',
    '}': '}',
    '\\': '\\',
  }),
)
