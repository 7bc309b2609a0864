import type { Import, Source } from './sources.ts'

interface Rule {
  readonly files: RegExp
  /** What they may import of the project; all else is refused. */
  readonly project: RegExp
  /** What they may import the types of, besides. */
  readonly types?: RegExp
  /** What they may import of packages and of Node; anything unless said. */
  readonly packages?: RegExp
}

const NONE = /(?!)/

/** Each folder's rule; of several that match a file, the last. */
const RULES: readonly Rule[] = [
  { files: /^pipelines\//, project: /^pipelines\//, packages: NONE },
  { files: /^pipelines\/define\.ts$/, project: NONE, packages: NONE },
  {
    files: /^pipelines\/\w+\/(raw|rules)\//,
    project: /^pipelines\/([\w-]+|\w+\/[\w-]+|\w+\/(raw|rules)\/[\w-]+)\.ts$/,
    packages: NONE,
  },
  { files: /^checks\//, project: /^(checks|pipelines)\//, packages: NONE },
  { files: /^activities\//, project: /^(activities|checks|pipelines)\// },
  {
    files: /^activities\/sources\//,
    project: /^(activities\/(?!warehouse\/)|checks\/|pipelines\/)/,
  },
  {
    files: /^activities\/warehouse\//,
    project: /^(activities\/(?!sources\/)|checks\/|pipelines\/)/,
  },
  {
    files: /^workflows\//,
    project: /^(workflows|checks|pipelines)\//,
    types: /^activities\//,
    packages: /^@temporalio\/(workflow|common)$/,
  },
  { files: /^workers\//, project: /^(?!test\/)/ },
  { files: /^(sandbox|dashboard)\//, project: NONE },
  { files: /^sandbox\//, project: /^(sandbox|pipelines)\// },
  { files: /^dashboard\//, project: /^(dashboard|pipelines)\// },
  { files: /^scripts\//, project: /^scripts\//, packages: /^node:/ },
  { files: /^test\//, project: /./ },
]

/** The imports that go against the project's one direction, each in a sentence. */
export function wrongImports(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, imports }) => {
    const rule = RULES.findLast(({ files }) => files.test(path))
    if (!rule) return [`${path} is in no folder that has a rule for what it may import`]
    return imports
      .filter((found) => !allows(rule, found))
      .map(({ of, typeOnly }) => `${path} may not import ${typeOnly ? 'types ' : ''}of ${of}`)
  })
}

function allows(rule: Rule, { of, local, typeOnly }: Import): boolean {
  if (!local || of === 'package.json') return rule.packages?.test(of) ?? true
  return rule.project.test(of) || (typeOnly && (rule.types?.test(of) ?? false))
}
