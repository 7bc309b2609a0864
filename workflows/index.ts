export { dailyUpdate } from './daily-update.ts'
