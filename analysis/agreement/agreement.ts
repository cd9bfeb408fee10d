import { brennanPrediger } from './brennanPrediger.ts'
import { cohenKappa } from './cohen.ts'
import { fleissKappa } from './fleiss.ts'
import { gwetAC1 } from './gwet.ts'
import { krippendorffAlpha } from './krippendorff.ts'
import type { Level } from './levels.ts'
import { percentAgreement } from './percent.ts'
import type { Coefficient, Ratings } from './ratings.ts'
import { scottPi } from './scott.ts'

/** Every coefficient of the same ratings, and how many units and coders there are. */
export type Agreement = {
  coefficients: {
    percent: Coefficient
    cohen: Coefficient
    scott: Coefficient
    fleiss: Coefficient
    krippendorff: Record<Level, Coefficient>
    gwetAC1: Coefficient
    brennanPrediger: Coefficient
  }
  units: number
  coders: number
}

/**
 * How far coders agree, by each coefficient there is; one that is undefined for these ratings says why.
 *
 * @throws Error when rows are of different lengths, or a rating is no finite number.
 * @example agreement([['yes', 'yes'], ['no', 'no'], ['yes', null]]).coefficients.cohen // { value: 1 }
 */
export function agreement(ratings: Ratings): Agreement {
  return {
    coefficients: {
      percent: percentAgreement(ratings),
      cohen: cohenKappa(ratings),
      scott: scottPi(ratings),
      fleiss: fleissKappa(ratings),
      krippendorff: {
        nominal: krippendorffAlpha(ratings, 'nominal'),
        ordinal: krippendorffAlpha(ratings, 'ordinal'),
        interval: krippendorffAlpha(ratings, 'interval'),
        ratio: krippendorffAlpha(ratings, 'ratio'),
      },
      gwetAC1: gwetAC1(ratings),
      brennanPrediger: brennanPrediger(ratings),
    },
    units: ratings.length,
    coders: ratings[0]?.length ?? 0,
  }
}
