import { type Attributes, type Context, context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'

// What a trace is made of. Where none is followed (traces.ts) these do nothing. Attributes are keys, codes, ids and counts: a trace leaves the house.

const tracer = () => trace.getTracer('ioc')

/** Where a span belongs: under it come those that follow from it. */
export type Place = Context

/** The place something said in another process; the beginning of nothing where it said none. */
export const placeOf = (traceparent: string): Place => propagation.extract(ROOT_CONTEXT, { traceparent })

/** The place as another process is told it (W3C Trace Context); undefined where this trace is not followed. */
export function traceparentOf(place: Place = context.active()): string | undefined {
  if (!trace.getSpanContext(place)?.traceFlags) return undefined
  const carrier: { traceparent?: string } = {}
  propagation.inject(place, carrier)
  return carrier.traceparent
}

interface Told {
  /** Where it belongs; `now`: to what is done now. A trace begins where nothing is given. */
  under?: Place | 'now'
  attributes?: Attributes
  /** Milliseconds since 1970. */
  from: number
  to?: number
}

/** What was, from then to then; answers its place. */
export function tellSpan(name: string, { under: where, attributes = {}, from, to = Date.now() }: Told): Place {
  const under = where === 'now' ? context.active() : where
  const span = tracer().startSpan(name, { startTime: from, attributes, root: under === undefined }, under ?? ROOT_CONTEXT)
  span.end(Math.max(from, to))
  return trace.setSpan(under ?? ROOT_CONTEXT, span)
}

/** Work, as a span under what it is part of; what it does is under it. */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  under: Place = context.active(),
): Promise<T> {
  // Only what is part of a trace is told.
  if (!trace.getSpan(under)) return work()
  return tracer().startActiveSpan(name, { attributes }, under, async (span) => {
    try {
      return await work()
    } catch (error) {
      // Not in its words, which may be a person’s.
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name })
      throw error
    } finally {
      span.end()
    }
  })
}

export const under = <T>(place: Place | undefined, work: () => T): T => context.with(place ?? context.active(), work)

/** Hands on what is given, each wait for the next as a span. */
export async function* spanned<T>(name: string, items: AsyncIterable<T>, attributes: (item: T) => Attributes): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  try {
    for (;;) {
      const from = Date.now()
      const { done, value } = await iterator.next()
      if (done) return
      if (trace.getSpan(context.active())) tellSpan(name, { under: context.active(), attributes: attributes(value), from })
      yield value
    }
  } finally {
    await iterator.return?.()
  }
}
