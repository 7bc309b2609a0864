import { type Config, readConfig } from '../../workers/config.ts'

/** The settings of a case: those given, and for the rest what a user gets who has set nothing. */
export const configOf = (settings: Readonly<Record<string, string>>): Config =>
  readConfig({ ...settings, LOG_LEVEL: 'error' })
