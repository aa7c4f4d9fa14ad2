import { createHash } from 'node:crypto'
import type { Certificate, Indicator, Localised } from '../pack/pack.ts'
import type { Definition } from './define.ts'
import type { Term } from './formula.ts'

/** `changed`: what was certified was another definition. */
export interface Certification {
  state: 'certified' | 'changed' | 'never'
  /** The fingerprint of the definition as it stands: what a certificate must name. */
  definition: string
  by: Localised | null
  on: string | null
}

export function certificationOf(certificate: Certificate | undefined, definition: string): Certification {
  if (!certificate) return { state: 'never', definition, by: null, on: null }
  const { by, on } = certificate
  return { state: certificate.definition === definition ? 'certified' : 'changed', definition, by, on }
}

/**
 * What an indicator means, in twelve characters: everything that can change a number or what it rests on, and nothing that
 * only changes how it looks. `rules` are the fingerprints of the contribution rules behind its measures.
 */
export function fingerprint(
  { unit, direction, period }: Pick<Indicator, 'unit' | 'direction' | 'period'>,
  definitions: Definition[],
  rules: Map<string, string>,
): string {
  const meaning = definitions.map(({ from, basis, compiled }) => ({
    from,
    basis,
    tree: compiled.tree,
    terms: compiled.terms.map((term) => termMeans(term, rules)),
  }))
  return sha256(JSON.stringify({ unit, direction, period, meaning })).slice(0, 12)
}

function termMeans(
  {
    measure: { id, unit, units, time, grain, basis, ...measure },
    dim,
    values,
    begun,
    days,
    soFar,
    stood,
    yearBefore,
    whole,
    count,
    distinct,
  }: Term,
  rules: Map<string, string>,
): object {
  return {
    measure: [id, unit, units, time, grain, basis, rules.get(id) ?? ''],
    // Whose figure stands where several tell it, and what silence says.
    ...(measure.sources ? { sources: measure.sources } : {}),
    ...(measure.reported ? { reported: true } : {}),
    ...(measure.countedWith ? { countedWith: measure.countedWith } : {}),
    picked: [dim ?? '', ...(values ?? []).toSorted()],
    begun,
    ...(days === undefined ? {} : { days }),
    ...(soFar ? { soFar } : {}),
    ...(stood ? { stood } : {}),
    ...(yearBefore ? { yearBefore } : {}),
    ...(whole ? { whole } : {}),
    ...(count ? { count } : {}),
    ...(distinct ? { distinct: { ...distinct, ...(distinct.among ? { among: termMeans(distinct.among, rules) } : {}) } } : {}),
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
