import type { Levels, Localised } from '../pack/pack.ts'
import type { AlertRule, Severity } from './rule.ts'
import { SEVERITIES } from './severity.ts'

const LEVEL: Record<Severity, Localised> = {
  watch: { vi: 'theo dõi', en: 'watch' },
  warn: { vi: 'cảnh báo', en: 'warn' },
  critical: { vi: 'nghiêm trọng', en: 'critical' },
}

/** What a rule asks, in a sentence. */
export function sayAlertRule({ when, hold, each }: AlertRule): Localised {
  const { vi, en } = said(when)
  const lasts = hold === 0 ? null : lasting(hold)
  const parts: Localised[] = [
    { vi, en },
    ...(lasts ? [{ vi: `kéo dài từ ${lasts.vi}`, en: `for ${lasts.en} or more` }] : []),
    ...(each
      ? [{ vi: 'xét riêng từng phần, mỗi phần có đơn vị chịu trách nhiệm', en: 'each part by itself, with a unit that answers' }]
      : []),
  ]
  return { vi: `${parts.map((part) => part.vi).join(', ')}.`, en: `${parts.map((part) => part.en).join(', ')}.` }
}

function said(when: AlertRule['when']): Localised {
  switch (when.is) {
    case 'threshold': {
      const bounds = boundsSaid(when.levels)
      if (bounds === null) return { vi: 'Chỉ tiêu vượt ngưỡng của chính nó', en: 'The indicator is past its own levels' }
      return { vi: `Giá trị vượt ngưỡng: ${bounds.vi}`, en: `The value is past a bound: ${bounds.en}` }
    }
    case 'change': {
      const time = lasting(when.within)
      const unit = when.in === 'percent' ? '%' : ''
      const bounds = boundsSaid(sizes(when.levels), unit) as Localised
      const way = {
        rise: { vi: 'tăng', en: 'rises' },
        fall: { vi: 'giảm', en: 'falls' },
        both: { vi: 'thay đổi', en: 'changes' },
      }[when.worse]
      return {
        vi: `Trong ${time.vi}, giá trị ${way.vi} quá ${bounds.vi}`,
        en: `Within ${time.en} the value ${way.en} by more than ${bounds.en}`,
      }
    }
    case 'absence':
      return { vi: 'Chưa có số liệu, hoặc số liệu đã cũ hơn cam kết', en: 'There is no number, or one older than promised' }
    case 'anomaly': {
      const bounds = boundsSaid(sizes(when.levels)) as Localised
      return {
        vi: `Ngày hôm qua lệch khỏi cùng thứ của ${when.weeks} tuần trước quá ${bounds.vi} lần độ tản`,
        en: `Yesterday lies further from the same weekday of ${when.weeks} weeks before than ${bounds.en} spreads`,
      }
    }
    case 'forecast':
      return {
        vi: 'Nhiệm vụ của kế hoạch đã chậm, hoặc dự báo không đạt',
        en: 'A plan’s clause is late, or forecast to miss what it asks',
      }
    case 'silence': {
      const bounds = boundsSaid(when.levels) as Localised
      return {
        vi: `Nguồn im lặng lâu hơn cam kết: ${bounds.vi} lần`,
        en: `A source is silent for longer than promised: ${bounds.en} times`,
      }
    }
  }
}

/** A fall by so much is said without its sign. */
function sizes(levels: Levels): Levels {
  return Object.fromEntries(Object.entries(levels).map(([level, bound = 0]) => [level, Math.abs(bound)]))
}

/** «98 (theo dõi), 95 (cảnh báo)»; null where there are none. */
function boundsSaid(levels: Levels, unit = ''): Localised | null {
  const told = SEVERITIES.flatMap((level) => (levels[level] === undefined ? [] : [{ level, bound: levels[level] }]))
  if (told.length === 0) return null
  const inLanguage = (language: 'vi' | 'en') =>
    told
      .map(({ level, bound }) => `${bound.toLocaleString(language)}${unit && ` ${unit}`} (${LEVEL[level][language]})`)
      .join(', ')
  return { vi: inLanguage('vi'), en: inLanguage('en') }
}

const TIMES = [
  { seconds: 86_400, vi: 'ngày', en: 'd' },
  { seconds: 3_600, vi: 'giờ', en: 'h' },
  { seconds: 60, vi: 'phút', en: 'min' },
  { seconds: 1, vi: 'giây', en: 's' },
]

/** In the largest unit of which it is a whole number. */
function lasting(seconds: number): Localised {
  const {
    seconds: size,
    vi,
    en,
  } = TIMES.find((time) => seconds % time.seconds === 0 && seconds >= time.seconds) as (typeof TIMES)[number]
  return { vi: `${seconds / size} ${vi}`, en: `${seconds / size} ${en}` }
}
