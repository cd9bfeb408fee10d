import type { Theme } from '../../../analysis/index.ts'
import { theme } from './theme.ts'

/** The people who do the work, where they are, and what they get done. */
export const peopleThemes: readonly Theme[] = [
  theme('skills', null, 'red', 'Skills', {
    definition: 'What public servants can and cannot do in digital, data and technology.',
    include: 'Skills gaps at any level; the skills that are needed.',
    exclude: 'Skills of citizens; how skills are taught, which is Training.',
    rules: [
      '(digital OR technical OR data OR technology OR software) NEAR/3 (skill OR expert OR capability OR literacy)',
      'skill NEAR/3 (gap OR shortage OR lack OR need)',
      '(short OR shortage OR lack) NEAR/4 (engineer OR developer OR analyst OR designer OR specialist)',
      '(cyber OR digital OR technical OR data OR software) NEAR/3 vacancy',
      'upskill* OR reskill*',
      'unskilled OR deskill*',
    ],
  }),
  theme('skills-leaders', 'skills', 'red', 'Digital skills of leaders', {
    definition: 'Whether those who decide understand technology and data.',
    include: 'Leaders, ministers and policymakers who understand it or do not.',
    exclude: 'Specialists’ access to leaders, which is Seniority and influence.',
    rules: [
      '(leader OR minister OR "senior manager" OR "senior officials" OR policymak* OR executive OR "permanent secretary" OR director) NEAR/8 (understand OR literacy OR literate OR technical OR digital)',
    ],
  }),

  theme('pay', null, 'teal', 'Pay and recruitment', {
    definition: 'Attracting, hiring and keeping people.',
    include: 'Salaries and grades of pay, hiring, careers, people leaving.',
    exclude: 'Fees of consultants; payments to citizens.',
    rules: [
      'salary OR wage OR underpaid OR "pay gap" OR "pay freeze"',
      'pay NEAR/4 (scale OR band OR grade OR market OR private OR staff OR competitive OR low OR cap OR more OR less OR rise)',
      'pension NEAR/6 (staff OR salary OR recruit OR pay)',
    ],
  }),
  theme('pay-hiring', 'pay', 'teal', 'Hiring', {
    definition: 'How people are found, chosen and brought in.',
    include: 'Job descriptions, selection, vetting, time to hire, failed campaigns.',
    exclude: 'Apprenticeships.',
    rules: [
      'recruit',
      'hiring OR (hire NOT car)',
      '(job OR post) NEAR/3 (advert OR description OR application OR vacancy)',
      'vacancy',
      '"security clearance" OR =vetting',
    ],
  }),
  theme('pay-retention', 'pay', 'teal', 'Keeping people', {
    definition: 'Why people stay in public service or leave it.',
    include: 'Turnover, burnout, morale, leaving for other employers.',
    exclude: 'Ends of contracts with suppliers.',
    rules: [
      'retain NEAR/6 (staff OR people OR talent OR skill OR team OR employee)',
      '"staff retention" OR "retention of staff" OR turnover OR attrition',
      '(people OR staff OR colleague OR talent OR engineer) NEAR/4 (leave OR left OR quit OR resign)',
      'morale OR burnout OR "burnt out"',
      '"career path" OR "career progression"',
    ],
  }),

  theme('training', null, 'brown', 'Training and apprenticeships', {
    definition: 'How public servants learn, on the job or apart from it.',
    include: 'Courses, learning at work, mentoring, budgets and time for learning.',
    exclude: 'Rail and other trains; training of models.',
    rules: [
      '=training NOT (model OR "machine learning" OR dataset)',
      '=Training',
      '(train OR trained) NEAR/4 (staff OR people OR team OR officer OR employee OR properly)',
      '"professional development" OR "lifelong learning" OR "learning and development" OR "on the job"',
      'mentor OR mentoring OR coaching',
    ],
  }),
  theme('training-apprenticeships', 'training', 'brown', 'Apprenticeships and entry routes', {
    definition: 'Ways into public technology work for people without experience.',
    include: 'Apprentices, graduates, academies, bootcamps, people who change career.',
    exclude: 'Hiring of experienced staff.',
    rules: [
      'apprentice',
      'bootcamp OR "boot camp" OR academy',
      'graduate NEAR/3 (scheme OR programme OR trainee OR intake)',
      '"entry level" OR "career changer" OR "career change" OR internship',
    ],
  }),

  theme('regions', null, 'olive', 'Regions', {
    definition: 'Where people and jobs are, and how it differs between nations, regions and local bodies.',
    include:
      'London and elsewhere, devolved nations, rural areas, remote work; central and local government.',
    exclude: 'Regions of a cloud provider.',
    rules: [
      'region NOT (cloud OR server)',
      '(London OR Whitehall OR capital) NEAR/8 (outside OR beyond OR centric OR bias OR job OR office OR everything OR only)',
      'devolve OR devolution OR "four nations"',
      '(rural OR remote) NEAR/3 (area OR community OR work OR council)',
      '(council OR "local authority" OR "local government") NEAR/8 (small OR rural OR district OR centre OR central OR Whitehall OR region)',
      '(London OR city OR town OR valley OR island OR village) NEAR/8 (job OR post OR office OR hire OR recruit OR salary OR career OR manager OR advertise)',
      '"levelling up"',
    ],
  }),

  theme('seniority', null, 'slate', 'Seniority and influence', {
    definition: 'Whether digital specialists have a say in decisions.',
    include: 'Specialists on boards, in policy and near ministers; being called in too late.',
    exclude: 'Rank in general, which is Hierarchy.',
    rules: [
      '(digital OR technology OR technical OR data OR specialist OR engineer OR designer) NEAR/8 (board OR "chief officers" OR "top table" OR influence OR "decision making" OR "decision makers" OR seat) NOT ("change board" OR "design authority")',
      '"seat at the table" OR "in the room"',
      '(grade OR rank) NEAR/4 (beneath OR below) AND (decide OR decision OR policy OR engineer OR specialist OR digital)',
      '(involve OR consulted OR brought OR called) NEAR/4 (late OR early OR earlier OR afterwards)',
      '(generalist OR specialist) NEAR/8 (promote OR policy OR status OR senior OR career)',
    ],
  }),
  theme('talent', null, 'pink', 'Existing talent overlooked', {
    definition: 'People already in public service could do more than they are let do.',
    include: 'Internal expertise ignored, underused or held of lower status than outside advice.',
    exclude: 'Skills that are missing, which is Skills.',
    rules: [
      '(talent OR expert OR specialist OR skill OR staff OR colleague) NEAR/6 (overlook OR ignore OR underuse OR undervalue OR waste OR sideline OR untapped OR unrecognised)',
      '"under used" OR "under valued" OR underused OR undervalued OR underutilised',
      '("second class" OR secondary OR admin) NEAR/6 (staff OR digital OR specialist OR citizen)',
      '(never OR nobody OR "no one" OR none OR seldom) NEAR/6 (asked OR consulted)',
      '(taught OR teach OR trained) NEAR/2 (myself OR themselves OR himself OR herself OR ourselves OR yourself)',
      '"already here" OR "already have the" OR "people we already"',
    ],
  }),

  theme('delivery', null, 'blue', 'Delivery', {
    definition: 'Getting working services to the people who need them.',
    include: 'Programmes that fail or succeed, promises that cannot be kept, methods, funding of delivery.',
    exclude: 'Post and parcels.',
    rules: [
      'deliver NOT (parcel OR pizza OR post)',
      '(project OR programme) NEAR/5 (fail OR failure OR late OR cancel OR overrun OR abandon)',
      'agile NEAR/4 (delivery OR team OR method OR project OR working) OR waterfall',
      '"went live" OR "go live" OR "goes live" OR "going live"',
      '"user needs" OR "user research" OR "user centred"',
      'prototype OR pilot NEAR/5 (scale OR never OR service)',
    ],
  }),
  theme('delivery-legacy', 'delivery', 'blue', 'Legacy systems', {
    definition: 'Old technology and what it costs to keep or replace it.',
    include: 'Legacy, technical debt, mainframes, spreadsheets and paper in the place of systems.',
    exclude: 'What a person leaves behind.',
    rules: [
      'legacy NOT (trump OR president)',
      '"technical debt" OR "tech debt"',
      '(=old OR outdated OR =ageing OR =aging OR obsolete OR antiquated) NEAR/4 (system OR technology OR software OR computer OR =IT)',
      'mainframe OR "green screen" OR =COBOL',
      '(paper OR spreadsheet OR fax) NEAR/5 (form OR still OR process OR rely OR print)',
    ],
  }),
]
