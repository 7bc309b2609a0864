import { expect, inject, test } from 'vitest'
import { z } from 'zod'

import { TEMPORAL_VERSION } from '../../scripts/temporal-binary.mjs'
import { imageSettings } from '../support/dockerfile.ts'
import { configIn, isCommandLine, readYaml, workerEndsWithin } from '../support/manifests.ts'
import { runTemporal, searchAttributes, startedWith } from '../support/start-dev.ts'

/** The part of the Compose format that these files use; a field of another name is refused. */
const compose = z.strictObject({
  name: z.string().optional(),
  services: z.record(
    z.string(),
    z.strictObject({
      build: z.string().optional(),
      image: z.string().optional(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
      volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w/-]+(:ro)?$/)).optional(),
      ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
      depends_on: z
        .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
        .optional(),
      healthcheck: z
        .strictObject({
          test: z.array(z.string()),
          interval: z.string(),
          timeout: z.string(),
          retries: z.number(),
        })
        .optional(),
      secrets: z.array(z.string()).optional(),
      stop_grace_period: z
        .string()
        .regex(/^\d+s$/)
        .optional(),
      mem_limit: z.string().optional(),
      restart: z.enum(['unless-stopped', 'on-failure']).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()).optional(),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })).optional(),
})

const [base, live] = ['compose.yaml', 'compose.live.yaml'].map((path) =>
  compose.parse(readYaml(path)[0]),
)
const services = base?.services ?? {}
const worker = services['worker']
const temporal = services['temporal']

/** The settings of a container: the image's, then these in turn. */
const settingsOf = (...given: (Record<string, string> | undefined)[]) =>
  configIn(Object.assign(imageSettings(), ...given))

test('every service runs the image that is built here, or the pinned Temporal', () => {
  const images = Object.values(services).map(({ image }) => image)
  expect(new Set(images)).toEqual(
    new Set([`temporalio/temporal:${TEMPORAL_VERSION}`, 'ees-analytics-pipeline']),
  )
  expect(worker?.build).toBe('.')
})

test('the settings are the program’s, with made-up sources and with the real ones', () => {
  expect(settingsOf(worker?.environment)).toMatchObject({
    temporal: { server: 'external' },
    sources: { kind: 'sandbox' },
  })
  const changed = live?.services['worker']
  expect(settingsOf(worker?.environment, changed?.environment).sources).toMatchObject({
    kind: 'live',
    parquetRoot: changed?.volumes?.[0]?.split(':')[1],
  })
  expect(changed?.environment?.['GOOGLE_APPLICATION_CREDENTIALS']).toBe(
    `/run/secrets/${changed?.secrets?.[0]}`,
  )
})

test('the worker is reached at the ports of its image, and has time to stop', () => {
  const { health, metrics } = settingsOf()
  expect(worker?.ports).toEqual([health, metrics].map((at) => `127.0.0.1:${at?.port}:${at?.port}`))
  expect(Number.parseInt(worker?.stop_grace_period ?? '')).toBeGreaterThan(workerEndsWithin())
})

test('the volume of the warehouse is where the image keeps it', () =>
  expect(settingsOf().warehouse).toMatchObject({
    path: expect.stringContaining(`${worker?.volumes?.[0]?.split(':')[1]}/`),
  }))

test('the command line of the worker is one', () =>
  expect(isCommandLine(worker?.command ?? [])).toBe(true))

test('the command line of the schedule is one', () =>
  expect(isCommandLine(services['schedule']?.command ?? [])).toBe(true))

test('the server starts with these arguments, and has the search attributes of the program’s own', async () => {
  const wanted = await searchAttributes(inject('temporalAddress'), 1)
  const address = await startedWith(temporal?.command ?? [])
  expect(await searchAttributes(address, Object.keys(wanted).length)).toEqual(wanted)

  const retention = services['namespace']?.command ?? []
  runTemporal(retention.map((arg) => arg.replace(/^--address=.*/, `--address=${address}`)))
  const [, program, ...health] = temporal?.healthcheck?.test ?? []
  expect(program).toBe('temporal')
  runTemporal([...health, `--address=${address}`])
})
