import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { downloadTemporal } from '../../scripts/download-temporal.mjs'
import { executable } from '../support/executable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`

/** An archive with a `temporal` in it, as published. */
function archive(): Buffer {
  const folder = temporaryFolder()
  executable(join(folder, 'temporal'), 'echo hello')
  execFileSync('tar', ['-czf', 'archive', 'temporal'], { cwd: folder })
  return readFileSync(join(folder, 'archive'))
}

/** A site that has the archive of this platform, and what was asked of it. */
async function site(content: Buffer) {
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    response.end(content)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { release: `http://127.0.0.1:${port}/release`, asked, close: () => server.close() }
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

test('the published archive of this platform is unpacked', async () => {
  const content = archive()
  const { release, asked } = await site(content)
  const checksums = { [platform]: sha256(content) }
  const path = await downloadTemporal(temporaryFolder(), { release, checksums })
  expect(execFileSync(path, { encoding: 'utf8' })).toBe('hello\n')
  expect(asked).toEqual([`/release/temporal_cli_1.5.1_${platform}.tar.gz`])
})

test('an archive that is not the published one is refused', async () => {
  const { release } = await site(archive())
  await expect(downloadTemporal(temporaryFolder(), { release })).rejects.toThrow(
    /has the SHA-256 \w{64}, wanted \w{64}: not the published archive/,
  )
})

test('a network that is closed is named', async () => {
  const { release, close } = await site(Buffer.from(''))
  close()
  await expect(downloadTemporal(temporaryFolder(), { release })).rejects.toThrow(
    /release\/temporal_cli_\S+ is out of reach: connect ECONNREFUSED/,
  )
})

test('an archive without the program is refused', async () => {
  const content = Buffer.from('no archive')
  const { release } = await site(content)
  const checksums = { [platform]: sha256(content) }
  await expect(downloadTemporal(temporaryFolder(), { release, checksums })).rejects.toThrow(
    /tar could not unpack/,
  )
})
