import { isSameSpec } from './same-spec.ts'

/** A feed as far as somebody has got with making it: any part of its spec may be missing. */
export type DraftSpec = Record<string, unknown>

/** A part of a draft put otherwise or taken away: one of its fields, or one within a field, such as how a column is mapped. */
export type DraftChange = { path: string[]; value: unknown } | { path: string[]; removed: true }

/** Who changed a part of a draft last, when, and by which of its saves. */
export interface DraftPart {
  path: string[]
  edit: number
  by: string | null
  at: string
}

/** A spec with each change made in it. */
export function withChanges<Spec extends DraftSpec>(spec: Spec, changes: DraftChange[]): Spec {
  const meant = (change: DraftChange) => ('removed' in change ? undefined : change.value)
  return changes.reduce<DraftSpec>((now, change) => put(now, change.path, meant(change)), spec) as Spec
}

function put(whole: DraftSpec, [name, ...rest]: string[], value: unknown): DraftSpec {
  const { [name as string]: before, ...others } = whole
  const within = isRecord(before) ? before : undefined
  // Taking away what is not there leaves no empty shell.
  if (rest.length > 0 && value === undefined && !within) return whole
  const after = rest.length > 0 ? put(within ?? {}, rest, value) : value
  return after === undefined ? others : { ...others, [name as string]: after }
}

/** Whether a spec says already what a change wants. */
export function isSaid(spec: DraftSpec, change: DraftChange): boolean {
  return isSameSpec(spec, withChanges(spec, [change]))
}

/** Whether two people who change these parts are in each other's way: one is within the other, or decides what the other means. */
export function overlap(a: string[], b: string[]): boolean {
  const isWithin = a.slice(0, b.length).every((name, at) => name === b[at])
  return isWithin || decides(a, b) || decides(b, a)
}

/** Which fields there are to fill is the kind's to say. */
const decides = ([first]: string[], [other]: string[]) => (first === 'kind' || first === 'domain') && other === 'map'

/** The fields two people may work in beside each other. */
const SHARED = new Set(['settings', 'map'])

/** What makes one spec of another, part by part. */
export function changesBetween(before: DraftSpec, after: DraftSpec): DraftChange[] {
  return Object.keys({ ...before, ...after }).flatMap((name) => {
    const [was, is] = [before[name], after[name]]
    if (SHARED.has(name)) return changesWithin(was, is).map((change) => ({ ...change, path: [name, ...change.path] }))
    if (isSameSpec(was, is)) return []
    return [is === undefined ? { path: [name], removed: true as const } : { path: [name], value: is }]
  })
}

const changesWithin = (was: unknown, is: unknown) => changesBetween(isRecord(was) ? was : {}, isRecord(is) ? is : {})

const isRecord = (value: unknown): value is DraftSpec => typeof value === 'object' && value !== null && !Array.isArray(value)
