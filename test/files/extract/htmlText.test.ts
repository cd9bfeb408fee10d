import { expect } from 'chai'
import { htmlText } from '../../../server/files/extract/htmlText.ts'

describe('the words of a mail in HTML', () => {
  it('are in paragraphs and lines as they are read, without what nobody reads', () => {
    const html = [
      '<html><head><title>Mail</title><style>p { color: red }</style></head><body>',
      '<p>Two pilots &amp; one caf&eacute;,\n  all&nbsp;told.</p><p>A line<br>and another<br><br>after a gap</p>',
      '<!-- <p>not this</p> --><script>alert("nor this")</script>',
      '<div>Yours,</div><div><b>B</b>ram</div><ul><li>one</li><li>two</li></ul>',
      '<table><tr><td>3</td><td>boats</td></tr></table>1 < 2',
    ].join('')
    expect(htmlText('İİİİ<BR>İ<STYLE>p</STYLE>.')).to.equal('İİİİ\nİ.')
    expect(htmlText(html)).to.equal(
      'Two pilots & one café, all told.\n\nA line\nand another\n\nafter a gap\n\nYours,\nBram\n\none\ntwo\n\n3 boats\n\n1 < 2',
    )
  })

  it('end where something never closes, and take no longer than their length asks', () => {
    expect(htmlText('<p>Kept</p><script>lost')).to.equal('Kept')
    expect(htmlText('Kept <!-- lost')).to.equal('Kept')
    expect(htmlText(`Kept ${'<'.repeat(300_000)}`)).to.have.length(300_005)
    expect(htmlText('<a '.repeat(300_000))).to.equal('')
    expect(htmlText('<!--'.repeat(300_000))).to.equal('')
  })
})
