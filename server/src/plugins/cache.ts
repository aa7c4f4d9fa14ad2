import { createHash } from 'node:crypto'
import { type Db, type DefinedIndicator, type Moment, positionOfAnswer, sayHeard, type UnitRegistry } from '@ioc/sql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Tagged by what it says, unless the route has tagged its answer by what that depends on. */
    tagged?: boolean
  }
  interface FastifyInstance {
    /** By what code and for which province answers are computed: no tag of another is taken for one of ours. */
    build: string
  }
}

const MINUTE_MS = 60_000

/** What an answer with numbers depends on, besides the ledger, its address and the build. */
export interface Depends {
  /** Fingerprints of what numbers and plans mean. */
  definitions: string
  units: Pick<UnitRegistry, 'sha256'>
  /** The domains whose feeds may have been heard, and how long the silence may last that its indicators bear. */
  domains: string[]
  maxAges: number[]
  moment: Moment
}

/** The same of one indicator. */
export const dependsOn = ({
  definitions,
  units,
  indicator,
  moment,
}: Pick<Depends, 'definitions' | 'units' | 'moment'> & { indicator: DefinedIndicator }): Depends => ({
  ...{ definitions, units, moment },
  domains: indicator.domains,
  maxAges: maxAgesOf([indicator]),
})

export function maxAgesOf(indicators: Pick<DefinedIndicator, 'maxAge'>[]): number[] {
  return [...new Set(indicators.flatMap(({ maxAge }) => maxAge ?? []))].sort((a, b) => a - b)
}

/**
 * Tags an answer by what it depends on, before it is computed: how far the ledger has got, the definitions and units, the minute it
 * speaks from, when each of its sources was heard and whether it keeps its promise. Answers 304 and true where the caller holds it
 * already.
 */
export async function isUnchanged(db: Db, request: FastifyRequest, reply: FastifyReply, depends: Depends): Promise<boolean> {
  const [position, ...rest] = await restsOn(db, depends)
  const tag = `W/"${position}-${fingerprint(request, position, ...rest)}"`
  label(reply, tag)
  if (!isHeld(tag, request)) return false
  reply.code(304).send()
  return true
}

/** What an answer depends on, as it stands now: the ledger’s position first. */
async function restsOn(db: Db, { definitions, units, domains, maxAges, moment }: Depends): Promise<[number, ...unknown[]]> {
  const [position, heard] = await Promise.all([positionOfAnswer(db), sayHeard(db, domains, maxAges, moment)])
  const minute = Math.floor(moment.at.getTime() / MINUTE_MS)
  return [position, definitions, units.sha256, minute, heard]
}

/** The tag of an answer that is the same for everybody, whoever asks. */
export async function sharedTag(db: Db, { server: { build } }: FastifyRequest, name: string, depends: Depends): Promise<string> {
  return `W/"${digest([build, name, ...(await restsOn(db, depends))])}"`
}

/**
 * Tags the answers of routes that are `tagged` by what they say: for those that rest on more than the ledger and are cheap to
 * compute. Who holds the same already is answered 304.
 */
export function tagAnswers(app: FastifyInstance, build: string): void {
  app.decorate('build', build)
  app.addHook('onSend', async (request, reply, payload) => {
    const isTagged = request.routeOptions.config.tagged && reply.statusCode === 200 && !reply.hasHeader('etag')
    if (!isTagged || typeof payload !== 'string') return payload
    const tag = `W/"${fingerprint(request, payload)}"`
    label(reply, tag)
    if (!isHeld(tag, request)) return payload
    reply.code(304).removeHeader('content-length').removeHeader('content-type')
    return null
  })
}

/** Of one browser several people may make use: what one of them was told is not the next one’s. */
function fingerprint({ url, visitors, who, server: { build } }: FastifyRequest, ...said: unknown[]): string {
  return digest([build, url, visitors, who?.scope, ...said])
}

const digest = (said: unknown[]): string => createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)

function label(reply: FastifyReply, tag: string): void {
  reply.header('etag', tag)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache')
}

/** If-None-Match: one tag, a list of them, or `*` for any; compared weakly (RFC 9110, 13.1.2). */
export function isHeld(tag: string, { headers: { 'if-none-match': held = '' } }: FastifyRequest): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '')
  return held.trim() === '*' || held.split(',').map(opaque).includes(opaque(tag))
}
