import { readdirSync } from 'node:fs'

import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { Namespace } from 'kubernetes-models/v1/Namespace'
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { Secret } from 'kubernetes-models/v1/Secret'
import { Service } from 'kubernetes-models/v1/Service'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'

import { TEMPORAL_VERSION } from '../../scripts/temporal-binary.mjs'
import { imageSettings } from '../support/dockerfile.ts'
import { configIn, isCommandLine, readYaml, workerEndsWithin } from '../support/manifests.ts'
import { runTemporal, searchAttributes, startedWith } from '../support/start-dev.ts'

const FOLDER = 'deploy/kubernetes'

const files = readdirSync(FOLDER).filter((file) => file !== 'kustomization.yaml')
/** What the files declare, in the order of the files. */
const objects = files.flatMap((file) => readYaml(`${FOLDER}/${file}`))

const deployments = objects.filter(Deployment.is)
const servers = objects.filter(StatefulSet.is)
const jobs = objects.filter(Job.is)
const claims = objects.filter(PersistentVolumeClaim.is)
const secrets = objects.filter(Secret.is)

const worker = deployments[0]?.spec?.template.spec
const server = servers[0]?.spec?.template.spec
const job = (name: string) =>
  jobs.find(({ metadata }) => metadata?.name === name)?.spec?.template.spec

/** What a container is started with. */
const argsOf = (pod: IPodSpec | undefined): string[] => pod?.containers[0]?.args ?? []

/** The settings of the program in the cluster: the image's, then the ConfigMap's. */
const settings = { ...imageSettings(), ...objects.find(ConfigMap.is)?.data }

describe('every object', () => {
  const models = [
    ...deployments.map((object) => new Deployment(object)),
    ...servers.map((object) => new StatefulSet(object)),
    ...jobs.map((object) => new Job(object)),
    ...claims.map((object) => new PersistentVolumeClaim(object)),
    ...secrets.map((object) => new Secret(object)),
    ...objects.filter(ConfigMap.is).map((object) => new ConfigMap(object)),
    ...objects.filter(Namespace.is).map((object) => new Namespace(object)),
    ...objects.filter(Service.is).map((object) => new Service(object)),
  ]

  test('is of a kind whose schema is known', () => expect(models).toHaveLength(objects.length))

  test.each(models)('is as its schema says: $kind $metadata.name', (model) =>
    expect(() => model.validate()).not.toThrow(),
  )

  test('is applied, but for the example', () => {
    const { resources, images } = z
      .object({ resources: z.array(z.string()), images: z.array(z.object({ name: z.string() })) })
      .parse(readYaml(`${FOLDER}/kustomization.yaml`)[0])
    expect(resources.toSorted()).toEqual(
      files.filter((file) => file !== 'secret.example.yaml').toSorted(),
    )
    expect(images.map(({ name }) => name)).toEqual([worker?.containers[0]?.image])
  })
})

describe('every pod', () => {
  const pods = [...deployments, ...servers, ...jobs].map(
    ({ metadata, spec }) => [metadata?.name, spec?.template.spec] as const,
  )

  test.each(pods)(
    'gets no variables named after Services, and no rights it has no use for: %s',
    (_, pod) => {
      expect(pod).toMatchObject({
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000 },
        containers: [
          { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true } },
        ],
      })
    },
  )

  test.each(pods)('mounts volumes that there are: %s', (_, pod) => {
    const templates = servers[0]?.spec?.volumeClaimTemplates ?? []
    const there = [
      ...(pod?.volumes ?? []).map(({ name }) => name),
      ...templates.map(({ metadata }) => metadata?.name),
    ]
    for (const { name } of pod?.containers[0]?.volumeMounts ?? []) expect(there).toContain(name)
    const claimed = (pod?.volumes ?? []).flatMap(
      ({ persistentVolumeClaim: claim }) => claim?.claimName ?? [],
    )
    expect(claims.map(({ metadata }) => metadata?.name)).toEqual(expect.arrayContaining(claimed))
    const named = (pod?.volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? [])
    expect(secrets.map(({ metadata }) => metadata?.name)).toEqual(expect.arrayContaining(named))
  })
})

describe('the worker', () => {
  const container = worker?.containers[0]
  const config = configIn(settings)
  const mounted = (volume: string) =>
    container?.volumeMounts?.find(({ name }) => name === volume)?.mountPath

  test('has settings that are the program’s, and so are the secrets of the example', () => {
    expect(config).toMatchObject({ temporal: { server: 'external' }, sources: { kind: 'live' } })
    const secret = secrets.find(({ metadata }) => metadata?.name === 'ees-secrets')
    expect(() => configIn({ ...settings, ...secret?.stringData })).not.toThrow()
  })

  test('finds its files where they are mounted', () => {
    expect(config.warehouse).toEqual({ kind: 'duckdb', path: `${mounted('warehouse')}/ees.duckdb` })
    expect(config.sources.parquetRoot).toBe(mounted('drops'))
    expect(settings['GOOGLE_APPLICATION_CREDENTIALS']).toBe(`${mounted('google')}/google.json`)
  })

  test('is asked for its health and its metrics where it serves them', () => {
    expect(container?.ports).toEqual([
      { name: 'health', containerPort: config.health?.port },
      { name: 'metrics', containerPort: config.metrics?.port },
    ])
    expect(container?.livenessProbe?.httpGet).toEqual({ path: '/live', port: 'health' })
    expect(container?.readinessProbe?.httpGet).toEqual({ path: '/ready', port: 'health' })
    expect(deployments[0]?.spec?.template.metadata?.annotations).toMatchObject({
      'prometheus.io/port': String(config.metrics?.port),
    })
  })

  test('is alone with its file, and has time to stop', () => {
    expect(deployments[0]?.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
    expect(worker?.terminationGracePeriodSeconds).toBeGreaterThan(workerEndsWithin())
  })

  test('has a command line that is one', () => expect(isCommandLine(argsOf(worker))).toBe(true))
})

test('the job of the schedule has a command line that is one', () =>
  expect(isCommandLine(argsOf(job('ees-schedule')))).toBe(true))

describe('the Temporal server', () => {
  test('is the pinned one, at the address that the worker asks', () => {
    expect(server?.containers[0]?.image).toBe(`temporalio/temporal:${TEMPORAL_VERSION}`)
    const service = objects.find(Service.is)
    expect(settings['TEMPORAL_ADDRESS']).toBe(
      `${service?.metadata?.name}:${service?.spec?.ports?.[0]?.port}`,
    )
  })

  test('starts with its arguments, and has the search attributes of the program’s own', async () => {
    const wanted = await searchAttributes(inject('temporalAddress'), 1)
    const address = await startedWith(argsOf(server))
    expect(await searchAttributes(address, Object.keys(wanted).length)).toEqual(wanted)
    const retention = argsOf(job('temporal-namespace'))
    runTemporal(retention.map((arg) => arg.replace(/^--address=.*/, `--address=${address}`)))
  })
})
