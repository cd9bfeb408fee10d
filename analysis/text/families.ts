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
analyze analyzes analyzed analyzing analytic analytics analytical analytically
use uses used using usage usages
useful usefully usefulness
user users
position positions positioned positioning
positive positives positively
oppose opposes opposed opposing opposition
opposite opposites
product products
production productions
productive productively productivity unproductive
effective effectively effectiveness
ineffective ineffectively ineffectiveness
critical critically
criticize criticizes criticized criticizing criticism criticisms critic critics
competent competently competence competences competency competencies
incompetent incompetently incompetence
diverse diversely diversity diversify diversifies diversified diversifying
diversion diversions
conversation conversations conversational
conversion conversions
conservative conservatives conservatively
custom customs customary
customize customizes customized customizing customization customizations customizable
authorize authorizes authorized authorizing authorization authorizations
author authors authored authoring authorship
civilize civilizes civilized civilizing civilization civilizations
rational rationally rationality
ration rations rationed rationing
project projects projected
projection projections
respective respectively
professional professionals professionally professionalism profession professions
designate designates designated designating designation designations
witness witnesses witnessed witnessing
housing
rating ratings
hospitality
careful carefully carefulness
relative relatives relatively
paste pastes pasted pasting
access accesses accessed accessing
accessible accessibility inaccessible
accession
success successes successful successfully
succession successions successor successors
successive successively
resign resigns resigned resigning resignation resignations
priority priorities prioritize prioritizes prioritized prioritizing prioritization
recognize recognizes recognized recognizing recognition
minister ministers ministerial
fail fails failed failing failure failures
lose loses lost losing loss losses
decide decides decided deciding decision decisions
permit permits permitted permitting permission permissions
influence influences influenced influencing influential
unequal unequally inequality inequalities
cost costs costed costing costings costly costlier
budget budgets budgeted budgeting budgetary
slow slows slowed slowing slower slowest slowly slowness
public publicly
devolve devolves devolved devolving devolution
maintain maintains maintained maintaining maintenance
contract contracts contracted contracting contractual contractually
contraction contractions
rely relies relied relying reliance reliant
staff staffs staffed staffing
employ employs employed employing employment
employer employers
employee employees
adviser advisers advisor advisors advisory`

const families = new Map<string, string>()
for (const line of lines.trim().split('\n')) {
  const [name = '', ...others] = line.split(' ')
  for (const word of [name, ...others]) families.set(word, name)
}

/** @returns the name of the family that a word is listed in, or undefined where Porter's rules may decide */
export function listedFamily(word: string): string | undefined {
  return families.get(word)
}

/** The words of each listed family, by its name. */
export function listedFamilies(): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  for (const [word, name] of families) members.set(name, [...(members.get(name) ?? []), word])
  return members
}
