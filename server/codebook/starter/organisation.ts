import type { Theme } from '../../../analysis/index.ts'
import { theme } from './theme.ts'

/** How public bodies are led and organised, and whom they rely on. */
export const organisationThemes: readonly Theme[] = [
  theme('culture', null, 'blue', 'Culture', {
    definition: 'How people in public service habitually think and behave at work.',
    include:
      'Values, attitudes and habits of an organisation, good or bad, and what it takes to change them.',
    exclude: 'Arts and heritage; national or ethnic culture. Lines of command belong under Hierarchy.',
    rules: [
      'culture NOT ("media and sport" OR "arts and culture" OR museum)',
      'mindset',
      '"ways of working"',
      'ethos OR attitude',
      '"how things are done" OR "the way things are done" OR "how we work" OR "the way we work"',
    ],
  }),
  theme('culture-risk', 'culture', 'blue', 'Fear of risk', {
    definition: 'Avoiding blame or failure counts for more than improving the service.',
    include: 'Risk aversion, blame, fear of failure or of the press; also where risk is taken well.',
    exclude: 'Registers and assessments of risk as a mere procedure; security risks.',
    rules: [
      '"risk averse" OR "risk aversion" OR "averse to risk"',
      'blame NEAR/4 (culture OR game OR fear OR avoid)',
      '(fear OR afraid OR scared) NEAR/5 (fail* OR mistake OR blame OR risk)',
      '"safe thing" OR "safe option" OR "play it safe" OR "playing safe" OR "stick their neck out"',
      'risk NEAR/3 (take OR taking OR taker OR avoid)',
    ],
  }),
  theme('culture-silos', 'culture', 'blue', 'Silos and collaboration', {
    definition: 'Teams, professions or departments work apart, or manage to work together.',
    include: 'Silos, duplication, turf, multidisciplinary teams, joined-up work.',
    exclude: 'Joint purchasing, which is Outsourcing.',
    rules: [
      'silo',
      '"joined up" OR "joining up"',
      'multidisciplin* OR "cross functional" OR "cross government"',
      '(policy OR policymak*) NEAR/6 (delivery OR digital) AND (together OR apart OR separate OR divide OR gap)',
      '(department OR team) NEAR/6 (collaborat* OR duplicat* OR compet*)',
    ],
  }),
  theme('culture-change', 'culture', 'blue', 'Resistance to change', {
    definition: 'New ways of working are resisted, tired of, or adopted only in name.',
    include: '"The way it has always been done", inertia, change fatigue, transformation in name only.',
    exclude: 'Old technology itself, which is Legacy.',
    rules: [
      '(resist* OR reluctan* OR fatigue OR appetite) NEAR/4 change',
      '"always done" OR "always been done"',
      'inertia OR complacen*',
      'innovat* NEAR/6 (stifle OR discourage OR block OR theatre OR punish)',
    ],
  }),

  theme('hierarchy', null, 'orange', 'Hierarchy', {
    definition: 'Grades, ranks and lines of command, and what they do to the work.',
    include: 'Rank deciding whose view counts; grades and layers of management.',
    exclude:
      'Hierarchies of pages or of data. Access of specialists to decisions is Seniority and influence.',
    rules: [
      'hierarchy NOT ("information architecture" OR page OR menu)',
      '(grade OR rank) NEAR/5 (deference OR senior OR junior OR matter OR status OR conscious)',
      'deferen*',
      '"command and control" OR "top down" OR "chain of command"',
      '"pull rank" OR "too junior" OR "above my grade"',
    ],
  }),
  theme('hierarchy-approval', 'hierarchy', 'orange', 'Layers of approval', {
    definition: 'Work waits for permission, committees or sign-off.',
    include: 'Approval, boards, gates, business cases and the delay that they cause.',
    exclude: 'Approval of suppliers’ contracts, which is Outsourcing.',
    rules: [
      '("sign off" OR "signed off" OR approval OR permission) NEAR/8 (layer OR week OR month OR wait OR board OR committee OR need OR slow OR delay)',
      '(layer OR tier) NEAR/3 (management OR manager OR approval OR bureaucracy)',
      'bureaucracy OR "red tape"',
      '"business case" NEAR/8 (week OR month OR delay OR slow OR page)',
    ],
  }),
  theme('hierarchy-speaking-up', 'hierarchy', 'orange', 'Speaking up', {
    definition: 'Whether staff can tell those above them what they see.',
    include: 'Bad news filtered on its way up, being ignored or punished for candour; being heard.',
    exclude: 'Citizens’ complaints about a service.',
    rules: [
      '"speak up" OR "speaking up" OR "spoke up" OR "speak truth" OR "truth to power"',
      '"bad news"',
      '(challenge OR question OR disagree) NEAR/4 (senior OR boss OR director OR minister)',
      '"psychological safety" OR "psychologically safe"',
    ],
  }),

  theme('outsourcing', null, 'green', 'Outsourcing', {
    definition: 'Buying work from outside instead of doing it with one’s own staff.',
    include: 'Suppliers, contracts and consultants, in favour or against; procurement.',
    exclude: 'Employment contracts. Printing, catering and cleaning.',
    rules: [
      'outsource NOT (print OR catering OR cleaning)',
      '"out sourcing" OR "contracted out" OR "contracting out"',
      'procurement OR procure',
      'supplier OR vendor',
      '(private OR external) NEAR/2 (firm OR company OR contractor OR provider)',
    ],
  }),
  theme('outsourcing-lock-in', 'outsourcing', 'green', 'Dependence on suppliers', {
    definition: 'A public body cannot change or leave what a supplier built or runs.',
    include: 'Lock-in, change requests, long contracts, ownership of code and data.',
    exclude: 'Old systems that one’s own staff run, which is Legacy.',
    rules: [
      '"lock in" OR "locked in" OR "locked into" OR "vendor locked"',
      '"change request"',
      '(supplier OR vendor OR contractor) NEAR/8 (depend* OR rely OR relian* OR hostage OR own OR leave OR captive)',
      '(contract NEAR/5 (long OR expire OR renew OR exit)) NOT (employment OR "fixed term")',
      'proprietary',
    ],
  }),
  theme('outsourcing-consultants', 'outsourcing', 'green', 'Consultants', {
    definition: 'Consultancies and contractors doing, advising on or leading the work.',
    include: 'Their cost and quality, dependence on them, and what they leave behind.',
    exclude: 'Medical consultants; public consultations.',
    rules: [
      'consultant NOT (hospital OR clinical OR surgeon OR doctor OR patient)',
      '"consulting firm" OR "big four"',
      'contractor NEAR/6 (day OR rate OR expensive OR cost OR replace OR permanent OR staff)',
    ],
  }),
  theme('outsourcing-in-house', 'outsourcing', 'green', 'Building in house', {
    definition: 'Keeping or bringing back work and knowledge inside public bodies.',
    include: 'In-house teams, insourcing, and knowledge lost when work goes outside.',
    exclude: 'Training of staff as such, which is Training.',
    rules: [
      'in-house',
      'insource OR insourcing',
      '"own staff" OR "own team" OR "own people" OR "own engineers"',
      '"institutional knowledge" OR "corporate memory" OR "institutional memory"',
    ],
  }),

  theme('vision', null, 'purple', 'Vision', {
    definition: 'A shared picture of what digital government is for and where it is going.',
    include: 'Vision, ambition and direction, or their absence.',
    exclude: 'Eyesight. Strategies for a single service.',
    rules: [
      'vision NOT (eyesight OR optician OR glasses OR "sight loss" OR "low vision")',
      '(ambition OR ambitious) NOT career',
      '(clear OR shared OR common OR sense OR strategic) NEAR/3 (direction OR purpose OR mission)',
      'purpose NEAR/6 (service OR government OR team OR department OR obvious OR lack)',
      '"north star" OR "long term plan" OR "long term strategy"',
    ],
  }),
  theme('vision-absent', 'vision', 'purple', 'No vision', {
    definition: 'There is no vision, or it has grown stale or vague.',
    include: 'Lack, loss or vagueness of vision, direction or ambition.',
    exclude: 'A vision that is there but badly carried out, which is Delivery.',
    rules: [
      '(lack OR lacking OR lost OR absence OR absent OR missing OR stale OR vague OR without OR no) NEAR/4 (vision OR direction OR ambition)',
      'directionless OR rudderless OR aimless',
      '("no one" OR nobody) NEAR/6 (vision OR direction OR plan)',
    ],
  }),
  theme('vision-short-term', 'vision', 'purple', 'Short-term priorities', {
    definition: 'Priorities change with ministers, budgets or headlines.',
    include: 'Changes of minister, yearly funding, announcements before plans.',
    exclude: 'Turnover of staff, which is Pay and recruitment.',
    rules: [
      'short-term* OR "short termism"',
      '(minister OR government OR priority) NEAR/4 (change OR churn OR reshuffle OR shift)',
      '(annual OR yearly OR "one year") NEAR/3 (funding OR budget)',
      '(announce OR announcement OR headline) NEAR/8 (plan OR delivery OR before OR initiative)',
    ],
  }),
]
