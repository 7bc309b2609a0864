export { backfill } from './backfill.ts'
export { dailyUpdate } from './daily-update.ts'
