import { type Catalogue, type Description, describeAll } from './description.ts'

const INTRODUCTION = `# Tables

<!-- Written by \`npm run docs\` from the declarations in pipelines/ees: change those. -->

What the service's analytics are kept in: the app tables, which the dashboard reads and every run makes anew, and the raw
tables, which are all that they are made of and cannot be fetched again. \`ees tables NAME\` shows the same in a terminal,
\`ees tables NAME --sql duckdb\` (or \`databricks\`) the SQL that an app table is made by.

![Which table reads which, from the raw tables on the left to the cache key on the right](graph.svg)

## Before you sum

- **Views and events may be summed** over days, pages, anything. **Users may not**: who came on two days, or saw two
  pages, is in each of those rows.
- **Sessions by page are no sessions of the service.** GA4 counts a visit under each page that it saw. How many visits
  there were is in \`ees_service_summary\` alone.
- **2023-06-22 is the changeover** from Universal Analytics to GA4, and has rows of both. What a session, a bounce or the
  time on a page is, differs between them: compare such numbers within one side.
- **\`(not set)\`** stands where the site sent nothing, **\`(other)\`** for what GA4 folded together on a day with too many
  different values. They are values like others, and their rows belong in totals.
- **Names are cut**: GA4 keeps 40 characters of an event's name and 100 of its category and label. A title that is
  longer ends as a stump, and two of them can become one.
- **A day is the property's**, midnight to midnight in London; Search Console's is Google's own, in California. The
  newest days are not there yet: a number is fetched once it is final (see each table's lag).
`

/** The page of tables, as Markdown. */
export function tablesMarkdown(catalogue: Catalogue): string {
  const all = describeAll(catalogue)
  const [app, key, raw] = (['app', 'key', 'raw'] as const).map((layer) =>
    all.filter((table) => table.layer === layer),
  )
  return [
    INTRODUCTION,
    ...contents('App tables, and the cache key', [...(app ?? []), ...(key ?? [])]),
    ...contents('Raw tables', raw ?? []),
    ...all.map(section),
  ].join('\n')
}

const contents = (title: string, tables: readonly Description[]): string[] => [
  `## ${title}\n`,
  ...grid(
    ['Table', 'What it holds'],
    tables.map(({ name, about }) => [`[${name}](#${name})`, about]),
  ),
  '',
]

const section = ({ name, about, facts, columns, holds }: Description): string => {
  const asked = columns.some(({ origin }) => origin)
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    column.type,
    column.unit ?? '',
    column.means,
    ...(asked ? [column.origin ?? ''] : []),
  ])
  return [
    `### ${name}\n`,
    `${about}\n`,
    ...facts.map(([label, text]) => `- **${label}**: ${text}`),
    '',
    ...grid(['Column', 'Type', 'Unit', 'Meaning', ...(asked ? ['Asked for as'] : [])], rows),
    '',
    'Checked before it is kept:\n',
    ...holds.map((sentence) => `- ${sentence}`),
    '',
  ].join('\n')
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
