export { JOBS, type JobHandlers, type JobName, type JobPayload } from './catalog.ts'
export { type JobQueue, openQueue, type QueueAddress } from './queue.ts'
export { scheduleFeeds } from './schedule.ts'
