import fc from 'fast-check'
import { allowedBy, type Known, refusedBy, type Schema, text } from './from-schema.ts'

// Requests made from what the API says of itself.

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  path: string
  parameters: { name: string; in: 'path' | 'query'; required?: boolean; schema?: Schema }[]
  body: Schema | undefined
}

export interface Described {
  paths: Record<
    string,
    Record<string, { parameters?: Operation['parameters']; requestBody?: { content: Record<string, { schema?: Schema }> } }>
  >
}

export const operationsOf = ({ paths }: Described): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
    })),
  )

export interface Asked {
  url: string
  body: unknown
}

/** A request of an operation, each part as its schema allows or, where `isHostile`, as it does not. */
export function requestOf({ path, parameters, body }: Operation, known: Known, isHostile: boolean): fc.Arbitrary<Asked> {
  const partOf = ({ name, schema, required, in: where }: Operation['parameters'][number]) => {
    const own = isHostile ? fc.oneof(text, allowedBy(schema, known, name)) : allowedBy(schema, known, name)
    return where === 'path' || required ? own : fc.option(own, { nil: undefined })
  }
  const values = fc.tuple(...parameters.map(partOf))
  const sent = body ? (isHostile ? refusedBy(body, known) : allowedBy(body, known)) : fc.constant(undefined)
  return fc.tuple(values, sent).map(([values, body]) => {
    const query = new URLSearchParams()
    let url = path
    for (const [place, { name, in: where }] of parameters.entries())
      for (const value of [values[place]].flat()) {
        if (value === undefined || value === null) continue
        const said = String(value).toWellFormed?.() ?? String(value)
        if (where === 'path') url = url.replace(`{${name}}`, encodeURIComponent(said))
        else query.append(name, said)
      }
    return { url: `${url.replace(/\{[^}]+\}/g, 'x')}?${query}`, body }
  })
}
