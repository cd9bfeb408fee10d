/**
 * Families that Porter's rules tear apart or throw together, in this field's words (American spelling).
 * Each line is one family: its name, then its members; a name may be a member too.
 */
const lines = `
hierarchy hierarchies hierarchic hierarchical hierarchically
bureaucracy bureaucracies bureaucrat bureaucrats bureaucratic bureaucratically
democracy democracies democrat democrats democratic democratically
strategy strategies strategic strategically strategist strategists
policy policies
police policed policing
organize organizes organized organizing organizer organizers organization organizations organizational organizationally
university universities
universal universally
universe universes
general generally
generic generically
generation generations generational
generate generates generated generating
generous generously generosity
government governments governmental
governance
department departments departmental
community communities
communicate communicates communicated communicating communication communications
communism communist communists
authority authorities
important importantly importance
internal internally
international internationally
intern interns internship internships
experience experiences experienced experiencing inexperience inexperienced
experiment experiments experimental experimenting experimented experimentation
expert experts expertise expertly
apprentice apprentices apprenticeship apprenticeships
leader leaders leadership
manager managers managerial
trainee trainees
vision visions visionary visionaries
deliver delivers delivered delivering delivery deliveries deliverable deliverables
retain retains retained retaining retention
responsible responsibly responsibility responsibilities irresponsible irresponsibly
response responses
respondent respondents
accountable accountability unaccountable
accountant accountants accountancy
consultant consultants consultancy consultancies
consultation consultations consultative
publication publications
publicity
private privately
privatize privatizes privatized privatizing privatization privatizations
digital digitally
customer customers
custom customs customary
engineer engineers engineered engineering
engine engines
business businesses
busy busier busily
news
objective objectives objectively
executive executives
autonomy autonomous autonomously
equity equitable equitably inequity inequities inequitable
risk risks risky riskier risked
informal informally informality
information
polite politely politeness
developer developers
design designs designed designing designer designers
secretary secretaries
pay pays paid paying payment payments
lead leads led leading
morale
moral morals morally morality
direction directions directional
teach teaches taught teaching
build builds built building rebuilt rebuild rebuilding
buy buys bought buying
sell sells sold selling
spend spends spent spending
grow grows grew grown growing growth
woman women
child children
analyze analyzes analyzed analyzing analytic analytics analytical analytically`

const families = new Map<string, string>()
for (const line of lines.trim().split('\n')) {
  const [name = '', ...others] = line.split(' ')
  for (const word of [name, ...others]) families.set(word, name)
}

/** @returns the name of the family that a word is listed in, or undefined where Porter's rules may decide */
export function listedFamily(word: string): string | undefined {
  return families.get(word)
}
