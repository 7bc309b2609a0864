import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Place, runTool, verify } from './fetching.ts'
import type { Jar } from './pins.ts'

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'

/** Fetches jars by Maven, and nothing that they ask for. */
export async function fetchJars(wanted: readonly Jar[], place: Place): Promise<void> {
  const { staging, jars, env } = place
  const project = join(staging, 'pom.xml')
  writeFileSync(project, projectOf(wanted))
  await runTool('mvn', ['-B', '-q', '-f', project, COPY, `-DoutputDirectory=${jars}`], env)
  for (const { artifact, version, sha256 } of wanted)
    await verify(join(jars, `${artifact}-${version}.jar`), sha256)
}

function projectOf(wanted: readonly Jar[]): string {
  const dependencies = wanted.map(
    ({ group, artifact, version }) => `<dependency>
      <groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>`,
  )
  return `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>ees</groupId><artifactId>rig</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>${dependencies.join('\n')}</dependencies>
</project>
`
}
