import type { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { SourceFault } from './fault.ts'

/** Opens a secret kept for a feed by its name; undefined where none is kept. */
export type SecretKeeper = (name: string) => Promise<string | undefined>

/** Settings as a connector uses them, its secrets opened, with what may be shown nowhere. */
export interface OpenSettings<C = unknown> {
  settings: C
  secrets: string[]
}

/** Puts the secrets themselves where settings only name them: `secret:ten` of the feed's keeper, `env:IOC_SECRET_TEN` of the environment. */
export async function openSettings<C>(form: z.ZodType<C>, settings: C, keeper: SecretKeeper): Promise<OpenSettings<C>> {
  const open = structuredClone(settings)
  const secrets: string[] = []
  for (const { holder, name, value } of secretFields(form, open)) {
    const secret = await reveal(value, keeper)
    holder[name] = secret
    secrets.push(secret)
  }
  return { settings: open, secrets }
}

/** What is read with open settings, from which no fault brings a secret along, whoever wrote its words. */
export async function* maskingFaults<C, T>(
  form: z.ZodType<C>,
  named: C,
  keeper: SecretKeeper,
  read: (settings: C) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const { settings, secrets } = await openSettings(form, named, keeper)
  try {
    yield* read(settings)
  } catch (error) {
    throw error instanceof Error ? withoutSecrets(error, secrets) : error
  }
}

/** Settings fit to show: what a form calls secret is named or masked, never shown. */
export function hideSecrets<C>(form: z.ZodType<C>, settings: C): C {
  const hidden = structuredClone(settings)
  for (const { holder, name, value } of secretFields(form, hidden)) if (!isReference(value)) holder[name] = '***'
  return hidden
}

/** Where settings hold a secret in the clear. */
export function literalSecrets(form: z.ZodType, settings: unknown): string[][] {
  return [...secretFields(form, settings)].filter(({ value }) => !isReference(value)).map(({ path }) => path)
}

/** Where settings name a secret that is shorter than its form asks; one that is not there is met when it is used. */
export async function shortSecrets(
  form: z.ZodType,
  settings: unknown,
  keeper: SecretKeeper,
): Promise<{ path: string[]; shortest: number }[]> {
  const short = []
  for (const { path, value, shortest = 0 } of secretFields(form, settings)) {
    const secret = await reveal(value, keeper).catch(() => null)
    if (secret !== null && secret.length < shortest) short.push({ path, shortest })
  }
  return short
}

/** How long the secret that a field of settings names must be, by the field's path in dots. */
export function shortestSecret(form: z.ZodType, path: string): number {
  let schemas = [schemaOf(form)]
  for (const name of path.split('.'))
    schemas = schemas
      .flatMap((each) => [each, ...(each.anyOf ?? []), ...(each.oneOf ?? [])])
      .flatMap(({ properties, items }) => properties?.[name] ?? items ?? [])
  return Math.max(0, ...schemas.map(({ shortest = 0 }) => shortest))
}

/** Words without any of the secrets, whoever wrote them: as they are, and as JSON, a form, an address or base64 writes them. */
export function maskSecrets(words: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      ...inBase64(secret),
    ])
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '***'), words)
}

/** Shorter than this a piece of base64 may stand in any words. */
const TELLING = 6

/** A secret by itself, and what is the same of it wherever it stands among others, as in «user:password». */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const within = [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url')
    return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  const url = within.filter((piece) => piece.length >= TELLING)
  return [bytes.toString('base64'), ...url, ...url.map((piece) => piece.replaceAll('-', '+').replaceAll('_', '/'))]
}

/** An address fit to show: no user, no password, no value of a parameter that sounds like a key or is known to be one. */
export function showUrl(url: URL, keys: string[] = []): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  for (const name of new Set(shown.searchParams.keys()))
    if (SOUNDS_SECRET.test(name) || keys.includes(name)) shown.searchParams.set(name, '***')
  return shown.href
}

async function reveal(value: string, keeper: SecretKeeper): Promise<string> {
  const [, kind, name = ''] = REFERENCE.exec(value) ?? []
  if (kind === undefined) return value
  const missing = (message: Localised) =>
    new SourceFault(message, { retry: false, step: 'sign-in', code: 'secret_missing', params: { name } })
  if (kind === 'env' && !name.startsWith(PREFIX))
    throw missing({
      vi: `Biến môi trường cho nguồn tin phải có tên bắt đầu bằng ${PREFIX}.`,
      en: `An environment variable for a feed must have a name that begins with ${PREFIX}.`,
    })
  const secret = kind === 'env' ? process.env[name] : await keeper(name)
  if (secret) return secret
  throw missing(
    kind === 'env'
      ? {
          vi: `Chưa đặt biến môi trường ${name} cho nguồn tin này.`,
          en: `The environment variable ${name} of this feed is not set.`,
        }
      : {
          vi: `Chưa có mã bí mật «${name}» của nguồn tin này. Đặt bằng: npm run ioc -- secrets set <nguồn> ${name}`,
          en: `The secret «${name}» of this feed is missing. Set it by: npm run ioc -- secrets set <feed> ${name}`,
        },
  )
}

function withoutSecrets(error: Error, secrets: string[]): Error {
  const message = maskSecrets(error.message, secrets)
  if (message === error.message && !(error instanceof SourceFault)) return error
  if (!(error instanceof SourceFault)) return new Error(message)
  const { retry, step, code } = error
  const params = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => [name, typeof value === 'string' ? maskSecrets(value, secrets) : value]),
  )
  const said = { vi: message, en: maskSecrets(error.en, secrets) }
  return new SourceFault(said, { retry, step, params, ...(code !== undefined && { code }) })
}

function isReference(value: string): boolean {
  return REFERENCE.test(value)
}

interface SecretField {
  holder: Record<string, unknown>
  name: string
  value: string
  path: string[]
  shortest?: number
}

function* secretFields(form: z.ZodType, settings: unknown): Generator<SecretField> {
  yield* within(schemaOf(form), settings, [])
}

function* within(schema: FormSchema, value: unknown, path: string[]): Generator<SecretField> {
  if (typeof value !== 'object' || value === null) return
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    if (fits(branch, value)) yield* within(branch, value, path)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) if (schema.items) yield* within(schema.items, item, [...path, String(index)])
    return
  }
  const holder = value as Record<string, unknown>
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const inner = holder[name]
    if (field.secret && typeof inner === 'string')
      yield {
        holder,
        name,
        value: inner,
        path: [...path, name],
        ...(field.shortest !== undefined && { shortest: field.shortest }),
      }
    else yield* within(field, inner, [...path, name])
  }
}

/** Of several forms a value may have, the one whose tag it carries. */
function fits({ properties = {} }: FormSchema, value: object): boolean {
  return Object.entries(properties).every(
    ([name, field]) => !('const' in field) || (value as Record<string, unknown>)[name] === field.const,
  )
}

function schemaOf(form: z.ZodType): FormSchema {
  const known = schemas.get(form)
  if (known) return known
  const schema = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as FormSchema
  schemas.set(form, schema)
  return schema
}

interface FormSchema {
  properties?: Record<string, FormSchema>
  items?: FormSchema
  anyOf?: FormSchema[]
  oneOf?: FormSchema[]
  const?: unknown
  secret?: boolean
  shortest?: number
}

const schemas = new WeakMap<z.ZodType, FormSchema>()
const PREFIX = 'IOC_SECRET_'
const REFERENCE = /^(env|secret):([\w.-]+)$/
const SOUNDS_SECRET = /key|token|secret|pass|pwd|sig|auth|mat_?khau/i
