import { listFindings } from '../../../server/findings/store.ts'
import { createReport } from '../../../server/reports/create.ts'
import { desk, fill, inEmpty, type Opening, press, type View } from './view.ts'

const consultation = '/desk/:consultation'
const report = desk(scene => `reports/${scene.report}`)
const wrongReport: Opening = async scene => {
  const made = { title: 'With a quote that is not there', subtitle: '', template: '{{quote "Q9999"}}' }
  const { _id } = await createReport({ consultation: scene.demo, ...made })
  return desk(`reports/${_id}`)(scene)
}
const unmarkedReport: Opening = async scene => {
  const made = { title: 'With a sentence of nobody’s', subtitle: '', template: '{{heading}}\n\nIt is so.' }
  const { _id } = await createReport({ consultation: scene.demo, ...made })
  return desk(`reports/${_id}`)(scene)
}

const withCharts: Opening = async scene => {
  const [finding] = await listFindings(scene.demo)
  const template = `{{finding "${finding?.key}"}}\n\n{{chart}}\n\n{{chart by="sector"}}\n\n{{table by="theme"}}`
  const { _id } = await createReport({ consultation: scene.demo, title: 'Charts', subtitle: '', template })
  return desk(`reports/${_id}`)(scene)
}

const faults =
  "Many (3 of 58) agreed that “nobody here ever wrote these words”.\n\nThe “can do'' optimism.\n\nMost respondents said so."
const faultyDraft = press(fill(desk('lint'), faults), 'Check the quotes')

const drafted: Opening = async scene => {
  const [first, second] = await listFindings(scene.demo)
  return desk(`reports/draft?findings=${first?.key}&findings=${second?.key}`)(scene)
}

/** The pages of reports. */
export const reportViews: View[] = [
  {
    route: `${consultation}/permitted`,
    state: 'as it is',
    open: desk('permitted'),
    says: 'Answers that may be published whole',
  },
  { route: `${consultation}/permitted`, state: 'empty', open: inEmpty('/permitted'), says: '0 respondents' },
  {
    route: `${consultation}/reports`,
    state: 'as it is',
    open: desk('reports'),
    says: 'A new report',
  },
  {
    route: `${consultation}/reports`,
    state: 'empty',
    open: inEmpty('/reports'),
    says: 'There is no report yet',
  },
  {
    route: `${consultation}/reports`,
    state: 'wrong',
    open: press(desk('reports'), 'Draft it'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/reports/recommendations`,
    state: 'as it is',
    open: desk('reports/recommendations'),
    says: 'Findings that it rests on',
  },
  {
    route: `${consultation}/reports/recommendations`,
    state: 'empty',
    open: inEmpty('/reports/recommendations'),
    says: 'There is no recommendation yet',
  },
  {
    route: `${consultation}/reports/draft`,
    state: 'as it is',
    open: desk('reports/draft'),
    says: 'Draft it of findings',
  },
  {
    route: `${consultation}/reports/draft`,
    state: 'empty',
    open: inEmpty('/reports/draft'),
    says: 'There is no finding yet',
  },
  { route: `${consultation}/reports/draft`, state: 'drafted', open: drafted, says: 'What is left to do' },
  {
    route: `${consultation}/reports/draft`,
    state: 'wrong',
    open: press(drafted, 'Put it into the report'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'with an unmarked sentence',
    open: unmarkedReport,
    says: 'Wants a mark',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'with its preview',
    open: report,
    says: 'As it comes out',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'with charts',
    open: withCharts,
    says: 'respondents who said so, by sector',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'held back',
    open: wrongReport,
    says: 'Before it can be exported',
  },
  {
    route: `${consultation}/reports/:report`,
    state: 'wrong',
    open: press(fill(report, '{{quote "Q1}}'), 'Save and show'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/lint`,
    state: 'blank',
    open: desk('lint'),
    says: 'Or a file',
  },
  {
    route: `${consultation}/lint`,
    state: 'with what was found',
    open: faultyDraft,
    says: 'How to mend it',
  },
  {
    route: `${consultation}/lint`,
    state: 'wrong',
    open: press(desk('lint'), 'Check the quotes'),
    says: 'There is a problem',
  },
]
