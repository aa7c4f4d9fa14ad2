import type { KindOption, MakingOptions } from '@ioc/server/contract'
import { kindOf, missingIn } from './mapped.ts'
import type { Drafting } from './use-draft.ts'

/** The way from a kind of source to a running feed, in order. */
export const STEPS = ['connect', 'fields', 'map', 'preview', 'promise', 'publish'] as const
export type StepName = (typeof STEPS)[number]

export interface StepProps {
  drafting: Drafting
  options: MakingOptions
  onNext(): void
  onBack: (() => void) | undefined
  onGo(step: StepName): void
}

/** The steps that hold what the next ones need. */
export function stepsDone({ spec, sample }: Pick<Drafting, 'spec' | 'sample'>, kinds: KindOption[]): Set<StepName> {
  const done = new Set<StepName>()
  if (sample) done.add('connect')
  if (sample && spec.format) done.add('fields')
  const kind = kindOf(kinds, spec)
  if (kind && missingIn(kind, spec.map ?? {}).length === 0) done.add('map')
  if (sample && done.has('map') && spec.title?.vi) done.add('preview')
  if (spec.title?.vi && spec.owner && spec.promise) done.add('promise')
  return done
}
