import { Conflict } from './errors.ts'
import { isSameSpec } from './feeds/same-spec.ts'
import type { Localised } from './pack/pack.ts'

/**
 * Nobody changes what they have not seen. `seen` is what stood there when a person looked, or a count of the changes so far; throws
 * Conflict, naming who where it is known, if somebody has changed it since.
 */
export function mustBeAsSeen(now: unknown, seen: unknown, what: Localised, by?: string | null): void {
  if (isSameSpec(now, seen)) return
  throw new Conflict({
    vi: `${by ?? 'Có người'} vừa đổi ${what.vi}. Xem lại rồi đổi nếu vẫn cần.`,
    en: `${by ?? 'Somebody'} has just changed ${what.en}. Look again, then change it if you still want to.`,
  })
}
