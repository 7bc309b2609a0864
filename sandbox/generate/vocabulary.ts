import type { Random } from '../random.ts'

const topics = [
  'Absence rates',
  'Attainment',
  'Headcounts',
  'Starts and achievements',
  'Pass rates',
  'Destinations',
  'Earnings',
  'Vacancies',
  'Exclusions',
  'Free school meals',
  'Class sizes',
  'Places and capacity',
  'Entries and grades',
  'Progress scores',
  'Funding per pupil',
  'Applications and offers',
  'Retention',
  'Participation',
  'Completions',
  'Persistent absence',
  'Ethnicity and language',
  'Special educational needs',
  'Pupil to teacher ratios',
  'Turnover',
]

const breakdowns = [
  'local authority',
  'region',
  'gender',
  'ethnicity',
  'school type',
  'age',
  'level',
  'free school meal eligibility',
  'SEN provision',
  'characteristics',
  'provider',
  'subject',
  'parliamentary constituency',
  'year group',
  'deprivation',
  'first language',
  'term',
  'qualification',
  'sector',
  'district',
]

const sections = [
  'Headline facts and figures',
  'About these statistics',
  'Things you need to know',
  'Regional breakdown',
  'Characteristics',
  'Geographical location',
  'Comparisons over time',
  'View related dashboard(s)',
  'Further information',
  'Quality and methodology',
  'Changes to the data in 2022/23',
  'What is covered – and what is not',
  'Attainment by institution type',
  'How do I find the data?',
  'Pupils’ characteristics',
]

const terms = [
  'absence',
  'SEN',
  'EHCP',
  'leeds',
  'ethnicity',
  'pru',
  'local authority',
  'ks4',
  'gcse',
  'attainment 8',
  'persistent absence',
  'fsm',
  'eal',
  'looked after',
  'academies',
  'London',
  'teacher pay',
  'vacancies',
  'a level',
  'T-levels',
  'apprenticeship starts',
  'birmingham',
  'phonics',
  'suspensions',
  'neet',
  'pupil premium',
  'workforce census',
  'gender gap',
  'home education',
  'class size',
  'Bradford East',
  'universities',
  'STEM',
  'disadvantage',
  'nursery',
  'childcare',
  'mental health',
  'traveller',
  'national average',
  'ofsted',
]

export const themes = [
  'Children’s social care',
  'COVID-19',
  'Early years',
  'Finance and funding',
  'Further education',
  'Higher education',
  'Pupils and schools',
  'School and college outcomes',
  'Teachers and school workforce',
  'UK education and training statistics',
]

/** Names of data sets and of what tables are made of, all different. */
export const subjects = (draw: Random, count: number): readonly string[] =>
  different(count, () => `${one(draw, topics)} by ${one(draw, breakdowns)}`)

/** Headings of a page's sections, all different. */
export const headings = (draw: Random, count: number): readonly string[] =>
  different(count, () =>
    draw.next() < 0.5 ? one(draw, sections) : `${one(draw, topics)} by ${one(draw, breakdowns)}`,
  )

/** What people type into a search box, all different. */
export const searchTerms = (draw: Random, count: number): readonly string[] =>
  different(count, () =>
    draw.next() < 0.6 ? one(draw, terms) : `${one(draw, terms)} ${one(draw, breakdowns)}`,
  )

function one(draw: Random, words: readonly string[]): string {
  return words[draw.below(words.length)] ?? ''
}

/** Draws until there are so many different texts, or, where the words do not suffice, gives up after a while. */
function different(count: number, make: () => string): readonly string[] {
  const texts = new Set<string>()
  for (let tries = 0; texts.size < count && tries < count * 20; tries++) texts.add(make())
  return [...texts]
}
