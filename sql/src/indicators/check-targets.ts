import type { Localised, Target } from '../pack/pack.ts'

/** Why a target cannot hold beside those declared before it; null where it can. */
export function targetTrouble(target: Target, earlier: Target[], indicators: Set<string>): Localised | null {
  const { indicator, from, to } = target
  if (!indicators.has(indicator))
    return {
      vi: `không có chỉ tiêu «${indicator}» để đặt mục tiêu; ghi một chỉ tiêu của lĩnh vực.`,
      en: `there is no indicator «${indicator}» to set a target for; name one of the domain.`,
    }
  if (from > to)
    return {
      vi: `mục tiêu của ${indicator} kết thúc ngày ${to}, trước khi bắt đầu ngày ${from}; đổi chỗ hai ngày.`,
      en: `the target for ${indicator} ends on ${to}, before it begins on ${from}; exchange the two.`,
    }
  const rival = earlier.find((other) => isSameScope(other, target) && other.from <= to && from <= other.to)
  if (!rival) return null
  const both = [from, rival.from].toSorted()[1]
  return {
    vi: `ngày ${both} có hai mục tiêu của ${scopeOf(target)}; cho mục tiêu trước kết thúc một ngày trước khi mục tiêu sau bắt đầu.`,
    en: `two targets hold for ${scopeOf(target)} on ${both}; end the earlier on the day before the later begins.`,
  }
}

export function isSameScope(a: Target, b: Target): boolean {
  return a.indicator === b.indicator && a.unit === b.unit && a.level === b.level
}

function scopeOf({ indicator, unit, level }: Target): string {
  return [indicator, unit, level].filter((part) => part !== undefined).join(', ')
}
