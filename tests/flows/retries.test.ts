import { fork } from 'node:child_process'
import { runsOf } from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'

test('a worker tries a failed feed again by itself long before its time, and reads stored pages again when a person asks', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  source.pages = [[request311(1), request311(2)]]
  source.status = 503
  await follow(database, source, { deadlineSeconds: 0.3 })
  await database.pool.query(
    "update feed set enabled = key = 'nyc311', spec = case key when 'nyc311' then jsonb_set(spec, '{every}', '86400') else spec end",
  )
  const worker = fork(new URL('../../workers/src/main.ts', import.meta.url), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'silent' },
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  const runs = () => runsOf(database.db, 'nyc311', { limit: 9 })
  await until('a second try', async () => (await runs()).some(({ attempt, status }) => attempt === 1 && status === 'failed'), 120)
  source.status = 200
  await until('a try that ends well', async () => (await runs()).some(({ status }) => status === 'done'), 120)
  await until('its trouble forgotten', async () => (await database.pool.query('select from feed_trouble')).rowCount === 0, 10)

  const { app } = await serve(database)
  const asked = await app.inject({ method: 'POST', url: '/api/feeds/nyc311/reprocess', payload: { by: 'Lan' } })
  expect(asked.statusCode).toBe(202)
  await until(
    'stored pages read again',
    async () => {
      const again = (await runs()).find(({ trigger }) => trigger === 'reprocess')
      return again?.status === 'done' && again.unchanged === 2
    },
    120,
  )
}, 400_000)

test('a pull that was cut short by a worker told to end is made by the next one, long before its time', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  source.pages = [[request311(1), request311(2)]]
  source.before = () => new Promise(() => {})
  await follow(database, source)
  await database.pool.query(
    "update feed set enabled = key = 'nyc311', spec = case key when 'nyc311' then jsonb_set(spec, '{every}', '86400') else spec end",
  )
  const begin = () => {
    const worker = fork(new URL('../../workers/src/main.ts', import.meta.url), [], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'silent' },
    })
    onTestFinished(() => void worker.kill('SIGKILL'))
    return worker
  }
  const newest = async () => (await runsOf(database.db, 'nyc311', { limit: 1 }))[0]?.status
  const first = begin()
  await until('the source asked', () => source.asked.length > 0, 120)
  const ended = new Promise((done) => first.once('exit', done))
  first.kill('SIGTERM')
  await ended
  expect(await newest()).toBe('abandoned')

  source.before = async () => {}
  begin()
  await until('what it has', async () => (await newest()) === 'done', 60)
}, 300_000)
