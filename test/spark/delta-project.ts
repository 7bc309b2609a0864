import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { DELTA } from './pins.ts'

/** Writes a Maven project that depends on Delta's jars and on nothing that they ask for; returns its file. */
export function deltaProject(folder: string): string {
  const dependencies = Object.keys(DELTA.jars).map(
    (artifact) => `<dependency>
      <groupId>${DELTA.group}</groupId><artifactId>${artifact}</artifactId><version>${DELTA.version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>`,
  )
  const file = join(folder, 'pom.xml')
  writeFileSync(
    file,
    `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>ees</groupId><artifactId>rig</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>${dependencies.join('\n')}</dependencies>
</project>
`,
  )
  return file
}
