import { isInSight } from '../sight/reach.ts'
import { sightNow } from '../sight/sight.ts'
import type { RegistryUnit } from '../units/registry.ts'
import type { SignoffHouse } from './act.ts'
import { domainOfRound, type Round } from './round.ts'

/** Whether whoever asks is told how a unit’s sign-off stands, open though its figures may be; the province’s is known to all who sign. */
export function isSeen(
  { units, provinceId }: Pick<SignoffHouse, 'units' | 'provinceId'>,
  round: Round,
  unit: RegistryUnit,
): boolean {
  const sight = sightNow()
  if (sight === undefined || unit.id === provinceId) return true
  return isInSight(sight, { units: [unit.id], domains: [domainOfRound(round)], classification: 'internal' }, units)
}
