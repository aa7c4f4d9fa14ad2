/** Seconds in each unit a steward chooses from. */
export const SPANS = { minute: 60, hour: 3_600, day: 86_400 } as const
export type SpanUnit = keyof typeof SPANS

/** Seconds as the largest unit that says them whole; what is no whole minute is told in minutes all the same. */
export function spanOf(seconds: number | null): { count: number | null; unit: SpanUnit } {
  if (seconds === null) return { count: null, unit: 'hour' }
  const unit = (['day', 'hour'] as const).find((each) => seconds % SPANS[each] === 0) ?? 'minute'
  return { count: Math.max(1, Math.round((seconds / SPANS[unit]) * 100) / 100), unit }
}

export function secondsOf(count: number, unit: SpanUnit): number | null {
  return count > 0 ? Math.round(count * SPANS[unit]) : null
}
