import { quantifiers } from '../quantifiers.ts'

/*
 * The words by which authors speak of those who answered, one list for findings, reports and drafts written elsewhere.
 * Each is the source of a part of a regular expression, without groups that capture.
 */

/** The nouns for those who answered, without their plural. */
export const contributor = 'respondent|contributor|participant|consultee|interviewee|correspondent'

/** The same, for whom the sentence says that they answered. */
export const whoAnswered =
  '(?:those|people|everyone|everybody) who (?:answered|responded|replied|wrote|took part)'

/** Verbs by which a sentence reports what somebody said. */
export const reporting =
  'said|says|saying|told|tells|wrote|writes|writing|noted|notes|noting|described|describes|describing|reported|reports|reporting|argued|argues|arguing|added|adds|adding|explained|explains|explaining|warned|warns|warning|recalled|recalls|recalling|felt|feels|thought|thinks|observed|observes|observing|suggested|suggests|suggesting|stated|states|stating|commented|comments|commenting|advised|advises|found|finds|finding|held|holds|complained|remarked|pointed|points|spoke|speaks|asked|asks|put|puts|raised|raises|believed|believes|mentioned|mentions|identified|identifies|highlighted|highlights|stressed|stresses|saw|(?:called|calls|calling)\\s+(?:it|this|that|them|the|these|those)'

/** What else several people do of whom a sentence says how many: "many agreed", "some called for". */
export const claiming = `${reporting}|say|write|called|agree|agreed|disagreed|wanted`

/** The words of the one scale. */
export const scale = [...quantifiers]
  .filter(word => word !== 'none')
  .sort((a, b) => b.length - a.length)
  .join('|')

/** Words for how many that are none of the scale. */
export const offScale =
  '(?:(?:an?|the)\\s+)?(?:(?:vast|overwhelming|large|small|clear|great)\\s+)?(?:majority|minority)|nearly all|several|numerous|countless|(?:a|the) (?:handful|number|couple)|a great many|lots|(?:more|fewer|less) than half'

/** A bare plural speaks for so many at least, besides anyone just named. */
export const fewestForPlural = 3
