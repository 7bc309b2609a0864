import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** Nothing that would ask the network for anything. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The machine's Chromium: the one that `CHROMIUM_PATH` names, or the first on the `PATH`. */
export function findBrowser({ CHROMIUM_PATH, PATH = '' } = process.env): string | undefined {
  const onPath = [...PATH.split(delimiter), '/usr/bin'].flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  )
  return (CHROMIUM_PATH ? [CHROMIUM_PATH] : onPath).find(isExecutable)
}

/** Starts it without a window, as a person who was never there before. */
export const startBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ARGS })

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // absent, or not for us to run
  }
}
