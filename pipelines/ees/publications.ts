/** A slug and the title of the publication it belongs to. */
export interface SlugTitle {
  readonly slug: string
  readonly title: string
}

/** A publication of today, as the site titles it, and slugs that the site's list does not show. */
type Kept = readonly [title: string, ...slugs: readonly [string, ...string[]]]

/**
 * Paths in the page views name publications by slugs that no list page has: a slug from before a renaming, a
 * methodology's own slug, a misspelling that stayed in the URL.
 */
const kept: readonly Kept[] = [
  ['Schools, pupils and their characteristics', 'schools-pupils-and-their-characteristics'],
  ['Employer Skills Survey', 'technical-documentation-2022'],
  ['Suspensions and permanent exclusions in England', 'pupil-exclusion-statistics'],
  ['Further education and skills', 'further-education-and-skills-statistics'],
  [
    'Level 2 and 3 attainment age 16 to 25',
    'level-2-and-3-attainment-age-16-to-25',
    'level-2-and-3-attainment-age-16-25',
    'level-2-and-3-attainment-by-young-people',
  ],
  [
    'Education provision: children under 5 years of age',
    'education-provision-children-under-5-years-of-age',
  ],
  ['Admission appeals in England', 'school-admission-appeals-in-england'],
  [
    "Children accommodated in secure children's homes",
    'children-accommodated-in-secure-children-s-homes',
  ],
  [
    'Education, children’s social care and offending: local authority level dashboard',
    'education-children-s-social-care-and-offending-descriptive-statistics-technical-note',
  ],
  ['Graduate labour market statistics', 'graduate-labour-market-statistics'],
  ['National Tutoring Programme', 'national-tutoring-programme-statistics'],
  [
    'Participation in education, training and employment age 16 to 18',
    'participation-in-education-training-and-employment-age-16-to-18',
  ],
  ['Progression to higher education or training', 'progression-to-higher-education-and-training'],
  ['Pupil absence in schools in England', 'pupil-absence-statistics'],
  ['School workforce in England', 'school-workforce-in-england-methodolgy'],
  ['NEET age 16 to 24', 'neet-age-16-to-24'],
]

/** The hand-kept slugs, each with the title of its publication. */
export const keptSlugs: readonly SlugTitle[] = kept.flatMap(([title, ...slugs]) =>
  slugs.map((slug) => ({ slug, title })),
)

/** Titles that a publication had before, beside the one it has now: they would give its slug a second title. */
export const oldTitles: readonly SlugTitle[] = [
  {
    slug: 'participation-in-education-and-training-and-employment',
    title: 'Participation in education and training and employment',
  },
  {
    slug: 'pupil-absence-in-schools-in-england',
    title: 'Pupil absence in schools in England: autumn and spring terms',
  },
  {
    slug: 'teacher-and-leader-development-ecf-and-npqs',
    title: 'Teacher and Leader development: ECF and NPQs',
  },
]
