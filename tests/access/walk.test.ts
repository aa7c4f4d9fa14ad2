import { type Permission, permissionsOf, ROLES, type Role } from '@ioc/sql/accounts'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { signedInAs, tokenOf } from './as.ts'

// Every route there is, asked by everybody there is.

const NOBODY = { 'x-nobody': '1' }
const ALL = Object.keys(ROLES) as Role[]
const isRead = (method: string) => method === 'GET' || method === 'HEAD'
/** Nothing there has such a name, so that a request that is let in changes nothing. */
const fill = (url: string) => url.replaceAll(/:(\w+)/g, '999999999').replace('*', '')

test('whoever may is let in, whoever may not is refused, and nobody at all is asked to sign in: every route, every role', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const roles = new Map<string, Record<string, string>>()
  for (const role of ALL) roles.set(role, await signedInAs(database, role))
  const wrong: string[] = []
  const counted = { in: 0, refused: 0, 'sign in': 0 }
  // Who has signed out is nobody: that comes last.
  const walked = app.guarded.toSorted((a, b) => Number(a.url === '/api/sign-out') - Number(b.url === '/api/sign-out'))
  for (const { method, url, asked } of walked) {
    // Being heard is no answer that ends; what it asks is walked like the others’.
    if (method === 'OPTIONS') continue
    const body = isRead(method) ? {} : { payload: {} }
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await app.inject({ method: method as 'GET', url: fill(url), headers, ...body })).statusCode
    const nobody = await ask(NOBODY)
    if ((nobody === 401) !== (asked !== 'anyone')) wrong.push(`${method} ${url} as nobody: ${nobody}`)
    if (asked === 'anyone') continue
    counted['sign in']++
    for (const [role, headers] of roles) {
      const may = permissionsOf([role])
      const isLetIn = asked === 'signed-in' || [asked].flat().some((permission) => may.has(permission as Permission))
      const statusCode = await ask(headers)
      counted[isLetIn ? 'in' : 'refused']++
      if (isLetIn ? [401, 403].includes(statusCode) && !isOfPeople(url, role) : statusCode !== 403)
        wrong.push(`${method} ${url} as ${role}: ${statusCode}`)
    }
  }
  expect(wrong).toEqual([])
  expect(app.guarded.length).toBeGreaterThan(300)
  expect(counted.refused).toBeGreaterThan(1_000)
  console.info(
    `${app.guarded.length} routes; cells: ${counted['sign in']} as nobody, ${counted.in} let in, ${counted.refused} refused`,
  )
})

/** What people do about their own account, a display has none of. */
const isOfPeople = (url: string, role: string) => role === 'screen' && /^\/api\/me\//.test(url)

test('a machine with a token may what its token says, and no cookie stands in for it', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const [machine, person] = [await tokenOf(database, 'auditor'), await signedInAs(database, 'steward')]
  const status = async (url: string, headers: Record<string, string>) => (await app.inject({ url, headers })).statusCode
  expect(await status('/metrics', machine)).toBe(200)
  expect(await status('/api/drafts', machine)).toBe(403)
  expect(await status('/api/drafts', person)).toBe(200)
  // Who says by a token who they are is that, whatever cookie comes along.
  expect(await status('/api/drafts', { ...person, ...machine })).toBe(403)
  expect(await status('/api/drafts', { ...person, authorization: 'Bearer phohien_made-up' })).toBe(401)
})

test('what nobody need sign in for is the page, the way in, what is open to all, and what sources sign themselves', async () => {
  const { app } = await serve(await hungYen())
  const open = app.guarded.filter(({ asked, url }) => asked === 'anyone' && url.startsWith('/api/'))
  expect([...new Set(open.map(({ url }) => url))].toSorted()).toEqual([
    '/api/feeds/:feed/deliveries',
    ...['/api/invitations/accept', '/api/invitations/open'],
    ...['/api/open', '/api/open/:id', '/api/open/:id/data.csv', '/api/open/:id/datapackage.json'],
    ...['/api/sign-in', '/api/sign-in/oidc', '/api/sign-in/oidc/return', '/api/sign-in/passkey', '/api/sign-in/passkey/begin'],
    '/api/sign-in/ways',
  ])
})

test('whoever only looks changes nothing: every route that changes something refuses auditors and displays', async () => {
  const { app } = await serve(await hungYen())
  const looking = new Set([...permissionsOf(['auditor']), ...permissionsOf(['screen'])])
  const let_in = app.guarded.filter(
    ({ method, asked }) => !isRead(method) && [asked].flat().some((permission) => looking.has(permission as Permission)),
  )
  // What these answer they answer to a question that is too long for an address; what visitors see is of the browser alone.
  expect([...new Set(let_in.map(({ url }) => url.replace(/^\/exercise/, '')))].toSorted()).toEqual([
    '/api/messages/seen',
    '/api/rules/:kind/:rule/try',
    '/api/shares/open',
    '/api/visitors',
  ])
})

test('wherever a request may say who acts, the server fills in who is signed in', async () => {
  const { app } = await serve(await hungYen())
  const { paths } = (await app.inject('/api/docs/json')).json() as { paths: Record<string, Record<string, unknown>> }
  const said: unknown[] = []
  const look = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    const {
      properties,
      oneOf = [],
      anyOf = [],
    } = schema as { properties?: { by?: unknown }; oneOf?: unknown[]; anyOf?: unknown[] }
    if (properties?.by) said.push(properties.by)
    for (const each of [...oneOf, ...anyOf]) look(each)
  }
  for (const methods of Object.values(paths))
    for (const operation of Object.values(methods) as { requestBody?: { content?: Record<string, { schema: unknown }> } }[])
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) look(schema)
  expect(said.length).toBeGreaterThan(40)
  // Anything else would be what its sender says of themselves.
  expect(said.filter((each) => JSON.stringify(each) !== JSON.stringify({ default: '', type: 'string' }))).toEqual([])
})

test('a route that does not say who may use it keeps the server from starting', async () => {
  const { buildApp } = await import('@ioc/server/testing')
  const { pino } = await import('pino')
  const app = await buildApp(await hungYen(), pino({ level: 'silent' }))
  app.post('/api/undecided', async () => ({}))
  await expect(app.ready()).rejects.toThrow('Say in config.permission who may use: POST /api/undecided')
  await app.close()
})

test('each role by its name', () => {
  const may = (role: Role) => permissionsOf([role])
  const only = (permission: Permission) => ALL.filter((role) => may(role).has(permission))
  expect(only('accounts.manage')).toEqual(['administrator'])
  expect(only('audit.read')).toEqual(['auditor'])
  expect(only('records.read')).toEqual(['leader', 'analyst', 'steward', 'approver', 'unit_officer'])
  expect(only('directives.issue')).toEqual(['leader'])
  expect(only('reports.decide')).toEqual(['approver'])
  expect(only('feeds.make')).toEqual(['steward'])
  expect([...may('screen')]).toEqual(['figures.read'])
})
