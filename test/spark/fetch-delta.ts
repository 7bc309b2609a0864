import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Place, runTool, verify } from './fetching.ts'
import type { Pins } from './pins.ts'

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'

/** Fetches Delta's jars by Maven, and nothing that they ask for. */
export async function fetchDelta(delta: Pins['delta'], place: Place): Promise<void> {
  const { staging, jars, env } = place
  const project = join(staging, 'pom.xml')
  writeFileSync(project, projectOf(delta))
  await runTool('mvn', ['-B', '-q', '-f', project, COPY, `-DoutputDirectory=${jars}`], env)
  for (const [artifact, sha256] of Object.entries(delta.jars))
    await verify(join(jars, `${artifact}-${delta.version}.jar`), sha256)
}

function projectOf({ version, jars }: Pins['delta']): string {
  const dependencies = Object.keys(jars).map(
    (artifact) => `<dependency>
      <groupId>io.delta</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
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
